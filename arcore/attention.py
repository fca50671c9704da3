"""What needs attention today, most urgent first, each with the amount, the rows behind it and the page to go to.

An entry is one kind of trouble in one currency; `ids` are customer ids or document keys, so that
the page can open exactly those rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

import pandas as pd

from arcore import wording
from arcore.books import Books
from arcore.exposure import Position, Status
from arcore.messages import Message, say
from arcore.money import Unit, total_by_currency
from arcore.policy import Policy
from arcore.standing import Standing, last_month_end, standing
from arcore.undated import hidden_until

DUE_WINDOWS = ((0, 7), (8, 15), (16, 30))
"""First and last day from today of each "due soon" entry."""

Words = Callable[[int, Message], Message]
"""How an entry is said of a count and an amount."""


class Trouble(Enum):
    """The kinds of entry, in the order of the list."""

    NEW_BREACH = "new_breach"
    NEWLY_OVERDUE = "newly_overdue"
    OVER_LIMIT = "over_limit"
    DUE_SOON = "due_soon"
    UNIDENTIFIED = "unidentified"
    UNAPPLIED = "unapplied"
    DATA = "data"


@dataclass(frozen=True)
class Attention:
    """One entry. `amount` in minor units of `currency` (0 and empty for data warnings); `page` is the target page's name."""

    trouble: Trouble
    currency: str
    amount: int
    count: int
    page: str
    ids: tuple[str, ...] | tuple[int, ...]
    message: Message


def attention(books: Books, as_of: dt.date, policy: Policy, *, unit: Unit = "unit") -> tuple[Attention, ...]:
    """The list of `as_of`; "new" means since the last month end."""
    return attention_of(standing(books, as_of, policy), standing(books, last_month_end(as_of), policy), books, unit=unit)


def attention_of(now: Standing, before: Standing, books: Books, *, unit: Unit = "unit") -> tuple[Attention, ...]:
    """`attention` from two standings that are already there."""
    entries = [
        *_breaches(now, before, unit),
        *_newly_overdue(now, before, unit),
        *_due_soon(now, unit),
        *_receipts(now, unit),
        *_data(now, books),
    ]
    order = list(Trouble)
    return tuple(sorted(entries, key=lambda entry: order.index(entry.trouble)))


def _breaches(now: Standing, before: Standing, unit: Unit) -> Iterable[Attention]:
    known = {position.customer_key for position in before.positions if position.breached}
    new = [position for position in now.positions if position.breached and position.customer_key not in known]
    over = [position for position in now.positions if position.status is Status.OVER and position.customer_key in known]
    yield from _by_currency(Trouble.NEW_BREACH, [position for position in new if position.breach_amount], _new_breach, unit)
    yield from _newly_too_late([position for position in new if not position.breach_amount], unit)
    yield from _by_currency(Trouble.OVER_LIMIT, over, _still_over, unit)


def _new_breach(count: int, amount: Message) -> Message:
    return say("Customers newly over their limit: {count}, by {amount} together.", count=count, amount=amount)


def _newly_too_late(positions: list[Position], unit: Unit) -> Iterable[Attention]:
    """Within their limits, but overdue longer than allowed: the amount is what is overdue."""
    for currency, late in total_by_currency((p.currency, p.overdue) for p in positions).items():
        mine = sorted((p for p in positions if p.currency == currency), key=lambda p: -p.overdue)
        amount = wording.amount(late, currency, unit)
        words = say("Customers newly overdue too long: {count}; {amount} is overdue.", count=len(mine), amount=amount)
        yield Attention(Trouble.NEW_BREACH, currency, late, len(mine), "credit", tuple(p.customer_id for p in mine), words)


def _still_over(count: int, amount: Message) -> Message:
    return say("Customers still over their limit: {count}, by {amount} together.", count=count, amount=amount)


def _by_currency(trouble: Trouble, positions: list[Position], words: Words, unit: Unit) -> Iterable[Attention]:
    for currency, over in total_by_currency((p.currency, p.breach_amount) for p in positions).items():
        mine = sorted((p for p in positions if p.currency == currency), key=lambda p: -p.breach_amount)
        ids = tuple(p.customer_id for p in mine)
        yield Attention(trouble, currency, over, len(ids), "credit", ids, words(len(ids), wording.amount(over, currency, unit)))


def _newly_overdue(now: Standing, before: Standing, unit: Unit) -> Iterable[Attention]:
    late = now.aged[(now.aged["open"] > 0) & (now.aged["days_past_due"] > 0)]
    already = (pd.Timestamp(now.as_of) - pd.Timestamp(before.as_of)).days
    for currency, items in late[late["days_past_due"] <= already].groupby("currency"):
        largest_first = items.sort_values(["open", "document_key"], ascending=[False, True])
        yield _items(Trouble.NEWLY_OVERDUE, str(currency), largest_first, _newly, unit)


def _newly(count: int, amount: Message) -> Message:
    return say("Newly overdue since the last month end: {amount}. Items: {count}.", count=count, amount=amount)


def _due_soon(now: Standing, unit: Unit) -> Iterable[Attention]:
    until = -now.aged["days_past_due"]
    for first, last in DUE_WINDOWS:
        soon = now.aged[(now.aged["open"] > 0) & until.between(first, last)]
        for currency, items in soon.groupby("currency"):
            yield _items(Trouble.DUE_SOON, str(currency), items.sort_values(["due_date", "document_key"]), _due_within(first, last), unit)


def _due_within(first: int, last: int) -> Words:
    if first == 0:
        return lambda count, amount: say("Due within {days} days: {amount}. Items: {count}.", count=count, days=last, amount=amount)
    return lambda count, amount: say(
        "Due in {first} to {last} days: {amount}. Items: {count}.", count=count, first=first, last=last, amount=amount
    )


def _items(trouble: Trouble, currency: str, items: pd.DataFrame, words: Words, unit: Unit) -> Attention:
    total, keys = int(items["open"].sum()), tuple(int(key) for key in items["document_key"])
    return Attention(trouble, currency, total, len(keys), "aging", keys, words(len(keys), wording.amount(total, currency, unit)))


def _receipts(now: Standing, unit: Unit) -> Iterable[Attention]:
    identified = now.unapplied["customer_key"].notna()
    pools = ((Trouble.UNIDENTIFIED, ~identified, _unidentified), (Trouble.UNAPPLIED, identified, _unapplied))
    for trouble, rows, words in pools:
        for code, receipts in now.unapplied[rows].groupby("currency"):
            currency, total, keys = str(code), int(receipts["unapplied"].sum()), tuple(int(key) for key in receipts["receipt_key"])
            yield Attention(trouble, currency, total, len(keys), "cash", keys, words(len(keys), wording.amount(total, currency, unit)))


def _unidentified(count: int, amount: Message) -> Message:
    return say("Receipts whose payer is unknown: {amount} in {count}.", count=count, amount=amount)


def _unapplied(count: int, amount: Message) -> Message:
    return say("Receipts not yet applied to documents: {amount} in {count}.", count=count, amount=amount)


def _data(now: Standing, books: Books) -> Iterable[Attention]:
    if "due_basis" in now.aged.columns:
        guessed = now.aged.loc[(now.aged["due_basis"] == "document_date") & (now.aged["open"] > 0), "document_key"]
        keys = tuple(int(key) for key in guessed)
        if keys:
            yield _warning(say("Open items with neither due date nor terms, aged from the document date: {count}.", count=len(keys)), keys)
    if (known_again := hidden_until(books, now.as_of)) is not None:
        yield _warning(
            say(
                "Balances before {date} cannot be restored: the files give only what is paid by now, without dates.",
                date=known_again.isoformat(),
            ),
            (),
        )


def _warning(message: Message, keys: tuple[int, ...]) -> Attention:
    return Attention(Trouble.DATA, "", 0, len(keys), "data", keys, message)
