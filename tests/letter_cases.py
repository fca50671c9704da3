"""Letters of the sample company, as tests need them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd

from arcore import balances, dunning, ratings
from arcore.books import Books
from arcore.collecting.agreements import agreements
from arcore.engines import collect
from arcore.letters import compose, listing
from arcore.letters.model import Letter
from arcore.standing import standing
from tests.register_frames import register
from tests.sample_company import sample_books
from tests.statement_cases import POLICY

DAY = dt.date(2026, 6, 30)


@cache
def sample() -> tuple[Books, pd.DataFrame, pd.DataFrame]:
    """The books without what was agreed or written, the steps of every overdue document, and who is due which letter."""
    books = sample_books()
    blank = ("contacts", "promises", "disputes", "holds", "plans", "letters", "statements", "outbox")
    books = replace(books, registers={**books.registers, **{name: register(name) for name in blank}})
    grades = ratings.grades(ratings.rated(books, DAY, POLICY))
    done = dunning.done_steps(books.registers["contacts"], books.registers["letters"], books.documents, DAY)
    aged = standing(books, DAY, POLICY).aged
    items = dunning.steps(aged, done, agreements(books, DAY, POLICY), grades=grades, policy=POLICY)
    return books, items, listed(books, items, grades)


def listed(books: Books, items: pd.DataFrame, grades: dict[int, str], **registers: pd.DataFrame) -> pd.DataFrame:
    """Who is due which letter; `registers` in place of those of the books."""
    unapplied = collect(balances.unapplied(books.receipts, books.allocations, DAY, books.documents))
    letters = registers.get("letters", books.registers.get("letters"))
    return listing.listed(
        items, letters=letters, documents=books.documents, customers=books.customers, unapplied=unapplied, grades=grades, known=DAY
    )


def letter(customer_id: str = "C0004", **wanted: Any) -> Letter:
    """The letter to one customer of the sample company; `unapplied` and `disputed` minor units, `items` and `policy` where they differ."""
    books, items, rows = sample()
    row = rows[rows["customer_id"] == customer_id].iloc[0].to_dict() | {"unapplied": wanted.pop("unapplied", 0)}
    items = items.copy()
    if disputed := wanted.pop("disputed", 0):
        last = items.index[items["customer_key"] == row["customer_key"]][-1]
        items.loc[last, "chased"] -= disputed
    options = {"as_of": DAY, "dated": DAY, "deadline": dt.date(2026, 7, 7)} | wanted
    return compose.letter_of(row, options.pop("items", items), books, options.pop("policy", POLICY), **options)
