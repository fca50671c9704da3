"""One customer's file at a date: who it is, what it may owe, what it was sold, how it paid (domain: basic, credit, trade, payment)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd

from arcore import balances
from arcore.books import Books
from arcore.customer_list import balances_over
from arcore.customers_at import customers_at
from arcore.due_history import documents_at
from arcore.engines import collect
from arcore.exposure import Position
from arcore.habits import PaymentHabits
from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.money import Unit, shown
from arcore.payment_history import settled
from arcore.schema import CUSTOMERS, Kind
from arcore.undated import vague
from arcore.wording import amount as amount_words

BASIC = (
    *("customer_id", "customer_name", "short_name", "former_name", "tax_no", "group_name", "category", "size", "region", "salesperson"),
    *("department", "entity", "contact", "phone", "email", "address", "legal_representative", "bank_name", "bank_account", "payers"),
    *("status", "remark"),
)


def basic(books: Books, customer_key: int, as_of: dt.date, lang: Language) -> list[tuple[str, str]]:
    """(heading, value) of everything known about who the customer is."""
    found = customers_at(books, as_of)
    row = found[found["customer_key"] == customer_key].iloc[0]
    return [(CUSTOMERS.column(name).heading(lang), str(row[name])) for name in BASIC if isinstance(row[name], str)]


def agreed(books: Books, customer_key: int, as_of: dt.date, currency: str, lang: Language, unit: Unit = "unit") -> list[tuple[str, str]]:
    """(heading, value) of what was agreed: terms, limits, grade; as they were at `as_of`."""
    found = customers_at(books, as_of)
    row = found[found["customer_key"] == customer_key].iloc[0]
    pairs = []
    for name in ("term_text", "credit_limit", "temporary_limit", "temporary_from", "temporary_to", "grade"):
        column = CUSTOMERS.column(name)
        if not pd.isna(row[name]):
            money = column.kind is Kind.MONEY
            day = column.kind is Kind.DATE
            value = shown(int(row[name]), currency, unit=unit, lang=lang) if money else f"{row[name]:%Y-%m-%d}" if day else str(row[name])
            pairs.append((column.heading(lang), value))
    return pairs


def answer(position: Position, habits: PaymentHabits, unit: Unit) -> Message:
    """Who this is and how it pays, in one sentence."""
    words: dict[str, object] = {"customer": position.customer_name, "owes": _owes(position, unit), "pays": pays(habits)}
    if position.limit is None:
        return say("{customer} {owes}; no limit is set; {pays}.", **words)
    if position.utilization is None:
        return say("{customer} {owes}; its limit is 0; {pays}.", **words)
    used = (200 * position.exposure + position.limit) // (2 * position.limit)
    return say("{customer} {owes}; {used}% of the limit is used; {pays}.", **words, used=used)


def _owes(position: Position, unit: Unit) -> Message:
    """What it owes, and how much of it is overdue, where anything is."""
    words = {
        "open": amount_words(position.open, position.currency, unit),
        "overdue": amount_words(position.overdue, position.currency, unit),
    }
    if position.overdue:
        return say("owes {open}, {overdue} of it overdue", **words)
    return say("owes {open}, none of it overdue", **words) if position.open > 0 else say("owes nothing")


def pays(habits: PaymentHabits) -> Message:
    """How it pays lately, as the end of a sentence."""
    delay = habits.delay if habits.recent is None else habits.recent
    if delay is None:
        return say("too few payments to say how it pays")
    if delay > 0:
        return say("it usually pays {days} days late", days=delay)
    return say("it usually pays in time")


def transactions(books: Books, customer_key: int, as_of: dt.date) -> pd.DataFrame:
    """The documents issued by `as_of`, newest first.

    document_key, document_no, kind, document_date, due_date, term_text, currency, amount, open, settled_on, days_late (Int64),
    receipts (numbers of what paid it).
    """
    documents = documents_at(books, as_of)
    mine = documents[(documents["customer_key"] == customer_key) & (documents["document_date"] <= pd.Timestamp(as_of))]
    used = books.allocations[books.allocations["document_key"].isin(mine["document_key"])]
    items = collect(balances.open_items(mine, used, as_of))
    left = items.set_index("document_key")["open"]
    paid = settled(mine, used, as_of, undated=vague(books.undated), however=True).set_index("document_key")
    known = used[used["date"] <= pd.Timestamp(as_of)].astype({"receipt_key": "Int64"})
    numbers = known.merge(books.receipts[["receipt_key", "receipt_no"]].astype({"receipt_key": "Int64"}), on="receipt_key")
    names = numbers.dropna(subset="receipt_no").groupby("document_key")["receipt_no"].agg(lambda found: ", ".join(sorted(set(found))))
    keys = mine["document_key"]
    table = mine.assign(
        open=keys.map(left).fillna(0).astype("int64"),
        settled_on=paid["settled_on"].reindex(keys).to_numpy(),  # `map` fails where nothing was settled
        days_late=keys.map(paid["days_late"]).astype("Int64"),
        receipts=keys.map(names).astype("str"),
    )
    columns = ["document_key", "document_no", "kind", "document_date", "due_date", "term_text", "currency", "amount", "open", "settled_on"]
    return table[[*columns, "days_late", "receipts"]].sort_values(["document_date", "document_key"], ascending=False).reset_index(drop=True)


def payments(books: Books, customer_key: int, as_of: dt.date) -> pd.DataFrame:
    """The receipts up to `as_of`, newest first.

    receipt_key, receipt_no, receipt_date, currency, amount, applied, unapplied, documents (their numbers), days_late (Int64, weighted
    by amount, half up; NA where it paid nothing yet), payer_name, method.
    """
    day = pd.Timestamp(as_of)
    mine = books.receipts[books.receipts["customer_key"].eq(customer_key).fillna(False) & (books.receipts["receipt_date"] <= day)]
    used = books.allocations[(books.allocations["kind"] == "receipt") & (books.allocations["date"] <= day)]
    used = used[used["receipt_key"].isin(mine["receipt_key"])].astype({"receipt_key": "int64", "document_key": "int64"})
    owed = documents_at(books, as_of)[["document_key", "document_no", "due_date"]].astype({"document_key": "int64"})
    applied = used.merge(owed, on="document_key").merge(mine[["receipt_key", "receipt_date"]], on="receipt_key")
    late = (applied["receipt_date"] - applied["due_date"]).dt.days
    weighed = applied.assign(weight=applied["amount"].abs(), weighted=late * applied["amount"].abs())
    sums = weighed.groupby("receipt_key")[["amount", "weight", "weighted"]].sum()
    days = (2 * sums["weighted"] + sums["weight"]) // (2 * sums["weight"]).where(sums["weight"] > 0, 1)
    numbers = weighed.groupby("receipt_key")["document_no"].agg(", ".join)
    keys = mine["receipt_key"]
    spent = keys.map(sums["amount"]).fillna(0).astype("int64")
    table = mine.assign(
        applied=spent, unapplied=mine["amount"] - spent, documents=keys.map(numbers).astype("str"), days_late=keys.map(days).astype("Int64")
    )
    columns = ["receipt_key", "receipt_no", "receipt_date", "currency", "amount", "applied", "unapplied", "documents", "days_late"]
    return table[[*columns, "payer_name", "method"]].sort_values(["receipt_date", "receipt_key"], ascending=False).reset_index(drop=True)


def history(books: Books, customer_key: int, ends: list[dt.date], currency: str) -> pd.DataFrame:
    """Month by month: month_end, balance at it, paid in the month it ends; minor units."""
    over = balances_over(books, ends, currency)
    balance = [int(value) for value in over.loc[[customer_key]].to_numpy()[0]] if customer_key in over.index else [0] * len(ends)
    mine = books.receipts[books.receipts["customer_key"].eq(customer_key).fillna(False) & (books.receipts["currency"] == currency)]
    starts = [ends[0].replace(day=1), *[end + dt.timedelta(days=1) for end in ends[:-1]]]
    paid = [
        int(mine.loc[mine["receipt_date"].between(pd.Timestamp(first), pd.Timestamp(last)), "amount"].sum())
        for first, last in zip(starts, ends, strict=True)
    ]
    return pd.DataFrame({"month_end": ends, "balance": balance, "paid": paid})


def behind_month(books: Books, customer_key: int, end: dt.date, currency: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What a month of `history` is made of: the documents open at `end`, and the receipts of the month that ends with it."""
    documents = documents_at(books, end)
    mine = documents[(documents["customer_key"] == customer_key) & (documents["currency"] == currency)]
    used = books.allocations[books.allocations["document_key"].isin(mine["document_key"])]
    receipts = books.receipts[books.receipts["customer_key"].eq(customer_key).fillna(False) & (books.receipts["currency"] == currency)]
    days = receipts["receipt_date"].between(pd.Timestamp(end.replace(day=1)), pd.Timestamp(end))
    return collect(balances.open_items(mine, used, end)), receipts[days].sort_values(["receipt_date", "receipt_key"])


def of_customer(books: Books, customer_key: int) -> Books:
    """The books of one customer: its documents, receipts and what settled them."""
    documents = books.documents[books.documents["customer_key"] == customer_key]
    receipts = books.receipts[books.receipts["customer_key"].eq(customer_key).fillna(False)]
    used = books.allocations["document_key"].isin(documents["document_key"]) | books.allocations["receipt_key"].isin(
        receipts["receipt_key"]
    )
    return replace(books, documents=documents, receipts=receipts, allocations=books.allocations[used])
