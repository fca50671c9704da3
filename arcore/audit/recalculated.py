"""The aging once more, by hand as it were: plain sums, document by document, to be laid beside what the app shows.

Nothing here is shared with `balances` or `aging`: a fault in one of the two shows as a difference with the document's number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from arcore.books import Books
from arcore.buckets import Basis
from arcore.messages import Message, say
from arcore.policy import AgingScheme

Figures = tuple[int, int, int]
"""What is open of a document (minor units), the days past due, the bucket."""


@dataclass(frozen=True)
class Difference:
    """A document or receipt of which the two computations say different things."""

    number: str
    what: Message
    app: int
    recalculated: int


@dataclass(frozen=True)
class Recalculation:
    """What the second computation comes to per currency and bucket (credits in theirs), how many documents it has, and what differs."""

    totals: pd.DataFrame
    documents: int
    differences: tuple[Difference, ...]


def recalculate(
    books: Books, as_of: dt.date, scheme: AgingScheme, basis: Basis, items: pd.DataFrame, unapplied: pd.DataFrame
) -> Recalculation:
    """Compare with `items` and `unapplied` as `desk.aged` has them. totals: currency, bucket, app, recalculated (minor units)."""
    by_hand = _documents(books, as_of, scheme, basis)
    shown = {int(row["document_key"]): (int(row["open"]), int(row["days_past_due"]), int(row["bucket"])) for row in _rows(items)}
    numbers = {int(row["document_key"]): (str(row["document_no"]), str(row["currency"])) for row in _rows(books.documents)}
    left = _receipts(books, as_of)
    waiting = {int(row["receipt_key"]): int(row["unapplied"]) for row in _rows(unapplied)}
    names = {int(row["receipt_key"]): str(row["receipt_no"]) for row in _rows(books.receipts)}
    differences = [*_compared(shown, by_hand, numbers), *_compared_receipts(waiting, left, names)]
    return Recalculation(_totals(shown, by_hand, numbers), len(by_hand), tuple(differences))


def _documents(books: Books, as_of: dt.date, scheme: AgingScheme, basis: Basis) -> dict[int, Figures]:
    settled: dict[int, int] = {}
    for row in _rows(books.allocations):
        if not pd.isna(row["document_key"]) and row["date"].date() <= as_of:
            settled[int(row["document_key"])] = settled.get(int(row["document_key"]), 0) + int(row["amount"])
    due = _due_then(books, as_of)
    found: dict[int, Figures] = {}
    for row in _rows(books.documents):
        key, issued = int(row["document_key"]), row["document_date"].date()
        left = int(row["amount"]) - settled.get(key, 0)
        if issued <= as_of and left:
            late = (as_of - due.get(key, row["due_date"].date())).days
            age = late if basis == "due" else (as_of - issued).days
            found[key] = (left, late, sum(age > end for end in scheme.upper_ends))
    return found


def _due_then(books: Books, as_of: dt.date) -> dict[int, dt.date]:
    """Of documents whose date was moved after `as_of` last, the date of then."""
    moves: dict[int, list[Any]] = {}
    for row in _rows(books.due_changes):
        moves.setdefault(int(row["document_key"]), []).append(row)
    then: dict[int, dt.date] = {}
    for key, made in moves.items():
        if made[-1]["agreed_on"].date() > as_of:
            known = [row["new"] for row in made if row["agreed_on"].date() <= as_of]
            then[key] = (known[-1] if known else made[0]["old"]).date()
    return then


def _receipts(books: Books, as_of: dt.date) -> dict[int, int]:
    issued = {int(row["document_key"]) for row in _rows(books.documents) if row["document_date"].date() <= as_of}
    left = {int(row["receipt_key"]): int(row["amount"]) for row in _rows(books.receipts) if row["receipt_date"].date() <= as_of}
    for row in _rows(books.allocations):
        used = row["kind"] == "receipt" and not pd.isna(row["receipt_key"]) and row["date"].date() <= as_of
        if used and int(row["receipt_key"]) in left and row["document_key"] in issued:
            left[int(row["receipt_key"])] -= int(row["amount"])
    return {key: amount for key, amount in left.items() if amount}


WHAT = (say("Open balance"), say("Days past due"), say("Bucket"))


def _compared(shown: dict[int, Figures], by_hand: dict[int, Figures], numbers: dict[int, tuple[str, str]]) -> Iterable[Difference]:
    for key in sorted(shown.keys() | by_hand.keys()):
        app, mine = shown.get(key, (0, 0, 0)), by_hand.get(key, (0, 0, 0))
        for what, one, other in zip(WHAT, app, mine, strict=True):
            if one != other:
                yield Difference(numbers[key][0], what, one, other)


def _compared_receipts(waiting: dict[int, int], left: dict[int, int], names: dict[int, str]) -> Iterable[Difference]:
    for key in sorted(waiting.keys() | left.keys()):
        if waiting.get(key, 0) != left.get(key, 0):
            yield Difference(names[key], say("Unapplied"), waiting.get(key, 0), left.get(key, 0))


def _totals(shown: dict[int, Figures], by_hand: dict[int, Figures], numbers: dict[int, tuple[str, str]]) -> pd.DataFrame:
    sums: dict[tuple[str, int], list[int]] = {}
    for place, figures in enumerate((shown, by_hand)):
        for key, (left, _, bucket) in figures.items():
            sums.setdefault((numbers[key][1], bucket), [0, 0])[place] += left
    rows = [(currency, bucket, *both) for (currency, bucket), both in sorted(sums.items())]
    return pd.DataFrame(rows, columns=["currency", "bucket", "app", "recalculated"])


def _rows(frame: pd.DataFrame) -> list[Any]:
    return frame.to_dict("records")
