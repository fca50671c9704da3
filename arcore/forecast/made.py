"""A forecast of one date, from the books and the registers as they were known then."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from arcore import balances
from arcore.books import Books
from arcore.calendars import WorkingDays
from arcore.due_history import documents_at
from arcore.engines import collect
from arcore.forecast.expected import expected
from arcore.forecast.habits import Habits, habits
from arcore.payment_history import settled
from arcore.policy_sections.forecast import ForecastRules
from arcore.undated import vague


@dataclass(frozen=True)
class Forecast:
    """A forecast of one date: what is expected and from which habits."""

    as_of: dt.date
    habits: Habits
    parts: pd.DataFrame


def forecast_at(
    books: Books, as_of: dt.date, rules: ForecastRules, country: str, *,
    commitments: pd.DataFrame | None = None, disputes: pd.DataFrame | None = None,
) -> Forecast:  # fmt: skip
    """The forecast that the books give at `as_of`, with the registers known then."""
    calendar = WorkingDays(country)
    documents = documents_at(books, as_of)
    open_items = collect(balances.open_items(documents, books.allocations, as_of))
    received = collect(balances.unapplied(books.receipts, books.allocations, as_of, documents))
    history = settled(documents, books.allocations, as_of, undated=vague(books.undated))
    usual = habits(history, open_items, as_of, rules, calendar, festival=country.upper() == "CN")
    parts = expected(open_items, usual, as_of, rules, calendar, unapplied=received, commitments=commitments, disputes=disputes)
    return Forecast(as_of, usual, parts)
