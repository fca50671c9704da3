"""How one customer pays: on which days, how late, how many documents at once, how much it usually takes off.

A habit is only called one where enough payments show it; every sentence brings the numbers behind it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from arcore.aging import age
from arcore.balances import open_items
from arcore.books import Books
from arcore.due_history import documents_at
from arcore.engines import collect
from arcore.messages import Message, say
from arcore.money import shown
from arcore.payment_history import settled, weighted_median
from arcore.policy import AgingScheme
from arcore.undated import vague

MONTHS = 24
"""Habits are of the last so many months."""

RECENT_MONTHS = 6
"""What a customer did lately tells more than what it did before."""

LEAST = 5
"""So many payments, or none is a habit."""

WEEKDAY_PERCENT, WINDOW_PERCENT, WINDOW_DAYS = 50, 60, 5
BATCH = 2
SHORT_KINDS = ("discount", "fee", "rounding", "write_off")
WEEKDAYS = (say("Monday"), say("Tuesday"), say("Wednesday"), say("Thursday"), say("Friday"), say("Saturday"), say("Sunday"))


@dataclass(frozen=True)
class Share:
    """A value that stands out: `count` of `of`; `value` and `last` are a weekday (0 Monday) or days of the month."""

    value: int
    last: int
    count: int
    of: int

    @property
    def percent(self) -> int:
        """Its share, whole percent, rounded half up."""
        return (200 * self.count + self.of) // (2 * self.of)


@dataclass(frozen=True)
class PaymentHabits:
    """None where too little is known. Days after the due date (negative: early); amounts in minor units of `currency`."""

    currency: str
    receipts: int
    settled: int
    delay: int | None
    on_time: int
    weekday: Share | None
    days_of_month: Share | None
    batch: int | None
    short_count: int
    short_amount: int
    recent: int | None

    @property
    def sentences(self) -> tuple[Message, ...]:
        """The habits in words; one sentence that says so where nothing is known."""
        if self.receipts < LEAST and self.settled < LEAST:
            return (say("Too few payments for habits: {receipts} receipts, {settled} settled documents.", **_counts(self)),)
        return tuple(
            sentence
            for sentence in (_delay(self), _lately(self), _weekday(self), _days(self), _any_day(self), _batch(self), _short(self))
            if sentence
        )


def payment_habits(books: Books, customer_key: int, currency: str, as_of: dt.date) -> PaymentHabits:
    """The habits of a customer in one currency, from the last `MONTHS` months before `as_of`."""
    since, day = pd.Timestamp(as_of) - pd.DateOffset(months=MONTHS), pd.Timestamp(as_of)
    documents = _mine(documents_at(books, as_of), customer_key, currency)
    receipts = _mine(books.receipts, customer_key, currency)
    receipts = receipts[(receipts["receipt_date"] > since) & (receipts["receipt_date"] <= day) & (receipts["amount"] > 0)]
    used = books.allocations[books.allocations["document_key"].isin(documents["document_key"]) & (books.allocations["date"] <= day)]
    history = settled(documents, used, as_of, undated=vague(books.undated))
    history = history[history["settled_on"] > since]
    enough = len(history) >= LEAST
    short = used[used["kind"].isin(SHORT_KINDS) & used["document_key"].isin(history["document_key"])]
    late = history["days_late"].to_numpy(dtype=np.int64)
    return PaymentHabits(
        currency=currency,
        receipts=len(receipts),
        settled=len(history),
        delay=weighted_median(late, history["amount"].to_numpy(dtype=np.int64)) if enough else None,
        on_time=int((late <= 0).sum()),
        weekday=_usual_weekday(receipts["receipt_date"]),
        days_of_month=_usual_days(receipts["receipt_date"]),
        batch=_usual_batch(used, receipts),
        short_count=int(short["document_key"].nunique()),
        short_amount=_lower_median(short.groupby("document_key")["amount"].sum()),
        recent=_recent(history, documents, used, as_of),
    )


def _recent(history: pd.DataFrame, documents: pd.DataFrame, used: pd.DataFrame, as_of: dt.date) -> int | None:
    """The usual delay of the last `RECENT_MONTHS`, in which what is overdue now counts with the days it is late already."""
    since = pd.Timestamp(as_of) - pd.DateOffset(months=RECENT_MONTHS)
    paid = history.loc[history["settled_on"] > since, ["days_late", "amount"]]
    items = collect(age(open_items(documents, used, as_of), as_of, AgingScheme()))
    waiting = items[(items["open"] > 0) & (items["days_past_due"] > 0)]
    days = np.concatenate([paid["days_late"].to_numpy(dtype=np.int64), waiting["days_past_due"].to_numpy(dtype=np.int64)])
    weights = np.concatenate([paid["amount"].to_numpy(dtype=np.int64), waiting["open"].to_numpy(dtype=np.int64)])
    return weighted_median(days, weights) if len(days) >= LEAST else None


def _lower_median(amounts: pd.Series) -> int:
    return int(np.sort(amounts.to_numpy(dtype=np.int64))[(len(amounts) - 1) // 2]) if len(amounts) else 0


def _mine(rows: pd.DataFrame, customer_key: int, currency: str) -> pd.DataFrame:
    return rows[rows["customer_key"].eq(customer_key).fillna(False) & (rows["currency"] == currency)]


def _usual_weekday(days: pd.Series) -> Share | None:
    counts = days.dt.day_of_week.value_counts().sort_index()
    if len(days) < LEAST or 100 * int(counts.max()) < WEEKDAY_PERCENT * len(days):
        return None
    top = int(counts.idxmax())
    return Share(top, top, int(counts.max()), len(days))


def _usual_days(days: pd.Series) -> Share | None:
    """The five days of the month on which most payments come, where most do."""
    if len(days) < LEAST:
        return None
    by_day = np.bincount(days.dt.day.to_numpy(), minlength=32)
    windows = [(int(by_day[first : first + WINDOW_DAYS].sum()), -first) for first in range(1, 32 - WINDOW_DAYS + 1)]
    count, first = max(windows)
    if 100 * count < WINDOW_PERCENT * len(days):
        return None
    return Share(-first, -first + WINDOW_DAYS - 1, count, len(days))


def _usual_batch(used: pd.DataFrame, receipts: pd.DataFrame) -> int | None:
    """How many documents a receipt usually pays (lower median)."""
    cash = used[(used["kind"] == "receipt") & used["receipt_key"].isin(receipts["receipt_key"])]
    paid = cash.groupby("receipt_key")["document_key"].nunique()
    return _lower_median(paid) if len(paid) >= LEAST else None


def _counts(habits: PaymentHabits) -> Mapping[str, object]:
    return {"receipts": habits.receipts, "settled": habits.settled}


def _delay(habits: PaymentHabits) -> Message | None:
    if habits.delay is None:
        return None
    words = {"days": abs(habits.delay), "on_time": habits.on_time, "settled": habits.settled}
    if habits.delay > 0:
        return say("Usually pays {days} days after the due date; {on_time} of {settled} documents were paid in time.", **words)
    if habits.delay < 0:
        return say("Usually pays {days} days before the due date; {on_time} of {settled} documents were paid in time.", **words)
    return say("Usually pays on the due date; {on_time} of {settled} documents were paid in time.", **words)


def _lately(habits: PaymentHabits) -> Message | None:
    """Said only where it differs from what was usual."""
    if habits.recent is None or habits.recent == habits.delay:
        return None
    words = {"months": RECENT_MONTHS, "days": abs(habits.recent)}
    if habits.recent > 0:
        return say("In the last {months} months, what is overdue now included: usually {days} days after the due date.", **words)
    return say("In the last {months} months, what is overdue now included: usually {days} days before the due date.", **words)


def _weekday(habits: PaymentHabits) -> Message | None:
    usual = habits.weekday
    if usual is None:
        return None
    words = {"weekday": WEEKDAYS[usual.value], "percent": usual.percent, "count": usual.count, "receipts": usual.of}
    return say("Mostly pays on a {weekday}: {percent}% of the receipts ({count} of {receipts}).", **words)


def _days(habits: PaymentHabits) -> Message | None:
    usual = habits.days_of_month
    if usual is None:
        return None
    words = {"first": usual.value, "last": usual.last, "percent": usual.percent, "count": usual.count, "receipts": usual.of}
    return say("Mostly pays between the {first}. and {last}. of the month: {percent}% of the receipts ({count} of {receipts}).", **words)


def _any_day(habits: PaymentHabits) -> Message | None:
    """Said where enough receipts are on record and neither a weekday nor a time of the month stands out."""
    if habits.weekday or habits.days_of_month or habits.receipts < LEAST:
        return None
    words = {"weekday": WEEKDAY_PERCENT, "days": WINDOW_DAYS, "window": WINDOW_PERCENT, "receipts": habits.receipts}
    return say(
        "No weekday has {weekday}% of the {receipts} receipts and no {days} days of the month have {window}%: the day of payment is open.",
        **words,
    )


def _batch(habits: PaymentHabits) -> Message | None:
    if habits.batch is None:
        return None
    if habits.batch >= BATCH:
        return say("Pays several documents at once, usually {count}.", count=habits.batch)
    return say("Usually pays documents one by one.")


def _short(habits: PaymentHabits) -> Message | None:
    if not habits.short_count:
        return None
    words = {"count": habits.short_count, "settled": habits.settled, "amount": shown(habits.short_amount, habits.currency)}
    return say("Paid {count} of {settled} documents short, usually by {amount} {currency}.", **words, currency=habits.currency)
