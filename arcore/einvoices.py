"""E-invoices (数电票) against the books (capability 20).

Issued but not booked, booked without one, other amounts, booked late, not confirmed by the customer in time.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import pandas as pd

from arcore.books import Books
from arcore.messages import Message, say
from arcore.policy import Policy
from arcore.registers_at import registers_at
from arcore.schema import DocumentKind

Finding = Literal["not_booked", "no_invoice", "amount", "late_booking", "unconfirmed", "refused"]
FINDINGS: dict[Finding, Message] = {
    "not_booked": say("E-invoice not in the books"),
    "no_invoice": say("In the books without an e-invoice"),
    "amount": say("Amounts differ"),
    "late_booking": say("Booked late"),
    "refused": say("Sent back by the customer"),
    "unconfirmed": say("Not confirmed in time"),
}
COLUMNS = (
    *("finding", "row_key", "customer_key", "document_key", "einvoice_no", "document_no", "issued_on", "document_date", "currency"),
    *("invoiced", "booked", "difference", "days"),
)
GONE = ("reversed",)


def on_record(books: Books, as_of: dt.date) -> int:
    """How many e-invoices issued by `as_of` count: those that were not reversed by then."""
    register = registers_at(books, as_of).get("einvoices")
    return 0 if register is None else len(_counting(register, pd.Timestamp(as_of)))


def _counting(register: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    return register[(register["issued_on"] <= day) & ~register["state"].isin(GONE)]


def compared(books: Books, as_of: dt.date, policy: Policy) -> pd.DataFrame:
    """What is wrong at `as_of`, a row per finding: `COLUMNS`, money in minor units; `days` late or waiting.

    Documents are compared from the day of the first e-invoice on record: before it nobody kept them.
    """
    register = registers_at(books, as_of).get("einvoices")
    day = pd.Timestamp(as_of)
    if register is None or not (register["issued_on"] <= day).any():
        return pd.DataFrame(columns=list(COLUMNS))
    rows = _counting(register, day).drop(columns="document_key").astype({"customer_key": "int64"})
    rows = rows.assign(
        number=rows["document_no"].fillna(rows["einvoice_no"]),
        currency=rows["currency"].fillna(policy.company.currency),
        since=(day - rows["issued_on"]).dt.days,
    )
    documents = _documents(books, day)
    both = rows.merge(documents, on=["customer_key", "number"], how="left", suffixes=("", "_booked"))
    found = [
        *_by_row(both, day, policy),
        _amounts(both),
        _without(documents[documents["document_date"] >= register["issued_on"].min()], rows, day, policy),
    ]
    every = pd.concat([each for each in found if len(each)] or [pd.DataFrame(columns=list(COLUMNS))], ignore_index=True)
    order = {name: place for place, name in enumerate(FINDINGS)}
    return every.sort_values(["finding", "issued_on", "number"], key=lambda c: c.map(order) if c.name == "finding" else c)[
        list(COLUMNS)
    ].reset_index(drop=True)


def _documents(books: Books, day: pd.Timestamp) -> pd.DataFrame:
    """Invoices and credit notes in the books by `day`, under the names of the comparison."""
    kinds = [DocumentKind.INVOICE.value, DocumentKind.CREDIT_NOTE.value]
    mine = books.documents[(books.documents["document_date"] <= day) & books.documents["kind"].isin(kinds)]
    named = mine.rename(columns={"document_no": "number", "amount": "booked", "currency": "booked_currency"})
    return named[["customer_key", "document_key", "number", "document_date", "booked", "booked_currency"]].astype({"customer_key": "int64"})


def _row(rows: pd.DataFrame, finding: Finding, days: pd.Series) -> pd.DataFrame:
    """Rows of the comparison as findings; what is booked in another currency than the row's is left out, and so is the difference."""
    invoiced = rows["amount"].astype("Int64")
    booked = rows["booked"].astype("Int64").where(rows["currency"] == rows["booked_currency"])
    return rows.assign(
        finding=finding,
        document_no=rows["number"].where(rows["document_key"].notna(), ""),
        invoiced=invoiced,
        booked=booked,
        difference=invoiced - booked,
        days=days.astype("Int64"),
    )


def _by_row(both: pd.DataFrame, as_of: pd.Timestamp, policy: Policy) -> list[pd.DataFrame]:
    """What follows from one e-invoice alone."""
    missing = both["document_key"].isna()
    lag = (both["document_date"] - both["issued_on"]).dt.days
    pending = both["state"].isin(["issued", "delivered"]) | (both["confirmed_on"] > as_of)
    waiting = pending & (both["since"] > policy.sales.confirm_days)
    late = lag > policy.sales.booking_days
    refused = both["state"] == "refused"
    kinds: list[tuple[Finding, pd.Series, pd.Series]] = [
        ("not_booked", missing & ~refused, both["since"]),
        ("late_booking", late, lag - policy.sales.booking_days),
        ("refused", refused, both["since"]),
        ("unconfirmed", waiting & ~missing, both["since"] - policy.sales.confirm_days),
    ]
    return [_row(both[which], finding, days[which]) for finding, which, days in kinds]


def _amounts(both: pd.DataFrame) -> pd.DataFrame:
    """Documents whose e-invoices together come to another amount, or are in another currency; one row a document and currency."""
    booked = both[both["document_key"].notna() & (both["state"] != "refused")]
    place = ["document_key", "currency"]
    together = booked.assign(amount=booked.groupby(place)["amount"].transform("sum")).drop_duplicates(place)
    wrong = together[(together["amount"] != together["booked"]) | (together["currency"] != together["booked_currency"])]
    return _row(wrong, "amount", wrong["since"])


def _without(documents: pd.DataFrame, rows: pd.DataFrame, day: pd.Timestamp, policy: Policy) -> pd.DataFrame:
    """Documents that no e-invoice names, older than e-invoices take to be issued."""
    known = set(zip(rows["customer_key"], rows["number"], strict=True))
    pairs = zip(documents["customer_key"], documents["number"], strict=True)
    lacking = documents[[pair not in known for pair in pairs]]
    since = (day - lacking["document_date"]).dt.days
    lacking, since = lacking[since > policy.sales.booking_days], since[since > policy.sales.booking_days]
    blank = pd.Series(pd.NA, index=lacking.index)
    filled = lacking.assign(
        row_key=blank.astype("Int64"),
        einvoice_no="",
        issued_on=pd.Series(pd.NaT, index=lacking.index, dtype="datetime64[us]"),
        amount=blank.astype("Int64"),
        currency=lacking["booked_currency"],
    )
    return _row(filled, "no_invoice", since)


def counts(found: pd.DataFrame) -> dict[Finding, int]:
    """How many findings there are of each kind, in the order of `FINDINGS`."""
    return {name: int((found["finding"] == name).sum()) for name in FINDINGS}


def answer(found: pd.DataFrame, kept: int) -> Message:
    """One sentence on how e-invoices and books agree; `kept` of them are `on_record`."""
    if not kept and not len(found):
        return say("No e-invoice is on record yet: take over the list of the tax platform.")
    of = counts(found)
    if not len(found):
        return say("Every one of {kept} e-invoices is in the books and confirmed in time.", kept=kept)
    words = {"kept": kept, "missing": of["not_booked"] + of["no_invoice"], "differ": of["amount"], "late": of["unconfirmed"]}
    return say(
        "{kept} e-invoices are on record: {missing} items lack a counterpart, {differ} differ in amount, {late} are not confirmed in time.",
        **words,
    )
