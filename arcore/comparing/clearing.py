"""Clearing up differences: which are still open and how late, how each kind is cleared, and giving up what the customer is right about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal

import pandas as pd

from arcore import wording
from arcore.messages import Message, say
from arcore.registers import REGISTERS
from arcore.registers.checks import Given
from arcore.registers.subjects import plain_row, plain_value

Way = Literal["wait", "match", "import", "credit", "give_up", "ask"]
ADVICE: dict[Way, Message] = {
    "wait": say("It clears by itself once the other side has booked it. Look again with the next statement."),
    "match": say("Look for the receipt among the bank lines and apply it."),
    "import": say("Import the document or receipt that our books lack."),
    "credit": say("Import a credit note for the document, or ask the customer to correct its books."),
    "give_up": say("Propose to write the rest off, or ask the customer to pay it."),
    "ask": say("Ask the customer to correct its books, and send the statement again."),
}
WAYS: dict[tuple[str, str], Way] = {
    ("in_transit", "ours"): "match",
    ("in_transit", "theirs"): "wait",
    ("omitted", "ours"): "import",
    ("omitted", "theirs"): "ask",
    ("duplicate", "ours"): "credit",
    ("duplicate", "theirs"): "ask",
    ("price", "ours"): "credit",
    ("price", "theirs"): "credit",
    ("return", "ours"): "import",
    ("return", "theirs"): "ask",
    ("discount", "ours"): "give_up",
    ("discount", "theirs"): "ask",
    ("fee", "ours"): "give_up",
    ("fee", "theirs"): "ask",
    ("fx", "ours"): "give_up",
    ("opening", "ours"): "import",
    ("opening", "theirs"): "ask",
}
"""By kind of difference and who is to book it."""


def way_of(kind: str, books: str) -> Way:
    """How a difference is cleared.

    >>> way_of("price", "ours"), way_of("other", "ours"), way_of("other", "theirs")
    ('credit', 'import', 'ask')
    """
    return WAYS.get((kind, books), "import" if books == "ours" else "ask")


def to_clear(rows: pd.DataFrame, as_of: dt.date, currency: str) -> pd.DataFrame:
    """The differences found by `as_of` and still open in a currency, the most overdue first; `late` int64: days past the day agreed."""
    day = pd.Timestamp(as_of)
    mine = rows[(rows["state"] == "open") & (rows["found_on"] <= day) & (rows["currency"] == currency)]
    late = (day - mine["due_on"]).dt.days.clip(lower=0).astype("int64")
    return mine.assign(late=late).sort_values(["due_on", "row_key"]).reset_index(drop=True)


def answer(rows: pd.DataFrame, currency: str) -> Message:
    """How many differences are open, over how much, and how many of them are late."""
    return say(
        "{count} differences are open, {amount} in all without regard to sign; {late} of them are past their day.",
        count=len(rows),
        amount=wording.amount(int(rows["difference"].abs().sum()), currency),
        late=int((rows["late"] > 0).sum()),
    )


def settled(row: Mapping[str, Any], **changes: Given) -> dict[str, Given]:
    """The row's fields with what was decided about it."""
    return {**plain_row(REGISTERS["differences"], row), **changes}


def given_up(row: Mapping[str, Any], open_items: pd.DataFrame, as_of: dt.date, who: str) -> tuple[int, dict[str, Given]] | None:
    """The document and the proposal to write off what the customer does not owe by its own books; None where our document has not that
    much open.
    """
    less = -int(row["difference"])
    mine = open_items[(open_items["customer_key"] == row["customer_key"]) & (open_items["document_no"] == row["our_no"])]
    mine = mine[mine["currency"] == row["currency"]]
    if less <= 0 or len(mine) != 1 or int(mine["open"].iloc[0]) < less:
        return None
    number = plain_value(row["statement_no"]) or "–"
    values: dict[str, Given] = {
        "amount": less,
        "currency": str(row["currency"]),
        "cause": "settlement",
        "state": "pending",
        "proposed_on": as_of,
        "proposed_by": who,
        "evidence_statement": True,
        "explanation": say("Difference with the customer's books (statement {number})", number=number).text("zh"),
    }
    return int(mine["document_key"].iloc[0]), values
