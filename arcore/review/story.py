"""What the deck tells of a month in one currency: its figures, the months before, owners, migration, receipts and decisions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial

import pandas as pd

from arcore import targets
from arcore.aging_series import month_ends
from arcore.books import Books
from arcore.charts.receipts_calendar import receipt_days
from arcore.closing.moment import Moment
from arcore.desk import named
from arcore.messages import Message
from arcore.metrics import gathered
from arcore.metrics.series import by_group, grouped, monthly
from arcore.policy import Policy
from arcore.provision.allowance import History
from arcore.provision.rolled import kept_history, rolled
from arcore.registers_at import registers_at, rows_of
from arcore.review.decisions import decisions
from arcore.review.history import MONTHS, history, measured, owned
from arcore.review.kpis import Kpi
from arcore.review.month import Month


@dataclass(frozen=True)
class Story:
    """`ages`: `due_history.series` of 12 month ends · `origin`: which of them were closed so · `monthly`: `metrics.series.monthly` ·
    `owners`: `by_group` by salesperson, with `name` · `rolls_kept`: whether the month was closed with its roll rates · `days`:
    `receipt_days` · `decisions`: `review.decisions` of this meeting and of earlier ones as they stood on the day `known`, with
    `customer_name`."""

    month: Month
    policy: Policy
    currency: str
    kpis: tuple[Kpi, ...]
    ages: pd.DataFrame
    origin: Message | None
    monthly: pd.DataFrame
    owners: pd.DataFrame
    rolls: History
    rolls_kept: bool
    days: pd.DataFrame
    decisions: pd.DataFrame
    known: dt.date


def told(books: Books, month: Month, policy: Policy, currency: str, known: dt.date | None = None) -> Story:
    """The story of `month`; the months before a closed one as they were closed, else from the books as they are now.

    `known`: the day up to which decisions are told, the meeting's own among them; the end of the month unless given.
    """
    ends = month_ends(month.as_of, MONTHS)
    policy = targets.in_year(policy, registers_at(books, month.as_of), month.as_of)
    kept, grace, changes = Moment(books, month.as_of, policy).kept, policy.terms.grace_days, books.due_changes
    gather = partial(gathered, books.documents, books.allocations, ends, grace_days=grace, due_changes=changes, kept=kept)
    whole, closed = gather(""), month.frozen.get(month.name)
    cell = int(next(iter(whole.cells.index[whole.cells["currency"] == currency]), -1))
    if closed is None:
        owners = by_group(gather("salesperson"), currency, len(ends) - 1, year_days=int(policy.measures.year_days))
    else:
        owners = owned(closed, currency, grouped(whole))
    before, rolls = history(books, month.as_of, policy, month.frozen), None if closed is None else closed.frames.get("rolls")
    return Story(
        month,
        policy,
        currency,
        month.kpis(currency, policy),
        before.ages[before.ages["currency"] == currency].reset_index(drop=True),
        before.sentence(),
        measured(monthly(whole, cell, MONTHS), currency, month.frozen) if cell >= 0 else pd.DataFrame(),
        owners.assign(name=owners["key"].fillna("").astype("str")),
        kept_history(rolled(books, month.as_of, policy) if rolls is None else rolls, currency, policy),
        rolls is not None,
        receipt_days(books.receipts if closed is None else closed.frames.get("received", books.receipts), currency, month.as_of),
        named(decisions(rows_of(books.registers, "tasks"), month.name, known or month.as_of), books.customers),
        known or month.as_of,
    )
