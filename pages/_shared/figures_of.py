"""The core's answers for the visit's books, each computed once per data version and choice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd

from arcore import aging_series, attention, desk, due_history, overview, targets
from arcore.attention import Attention
from arcore.buckets import Basis, Scheme
from arcore.collecting.agreements import Agreements, agreements
from arcore.desk import Aged, By
from arcore.exposure import Position
from arcore.overview import Figures, Standing
from arcore.policy import Policy
from arcore.ratings import Rated, with_computed_grades
from arcore.ratings import rated as rated_of
from arcore.registers_at import registers_at
from arcore.standing import last_month_end
from arcore.standing import standing as standing_of
from pages._shared.frame import Frame, once


def standing(frame: Frame, as_of: dt.date) -> Standing:
    """Where receivables stand at a date."""
    return once(frame, "standing", as_of, compute=lambda: standing_of(frame.books, as_of, frame.policy))


def rated(frame: Frame, as_of: dt.date) -> Rated:
    """Every customer's score at a date, with suggested limit and terms."""
    return once(frame, "rated", as_of, compute=lambda: rated_of(frame.books, as_of, frame.policy))


def graded_positions(frame: Frame, as_of: dt.date) -> tuple[Position, ...]:
    """The credit positions at a date, with the computed grade where a customer's record states none."""
    positions = standing(frame, as_of).positions
    if all(position.grade is not None for position in positions):
        return positions
    return once(frame, "graded", as_of, compute=lambda: with_computed_grades(positions, rated(frame, as_of).scored))


def registers(frame: Frame) -> Mapping[str, pd.DataFrame]:
    """The registers as they stood at the date, for figures; people look at and amend the rows of now, `frame.books.registers`."""
    return once(frame, "registers", frame.as_of, compute=lambda: registers_at(frame.books, frame.as_of))


def with_targets(frame: Frame, as_of: dt.date) -> Policy:
    """The rules with the company's targets of the year of `as_of`, as they were known at the date."""
    day = min(as_of, frame.as_of)
    return once(frame, "targets", day, compute=lambda: targets.in_year(frame.policy, registers_at(frame.books, day), day))


def agreed(frame: Frame) -> Agreements:
    """Promises, disputes, holds and plans as they stand."""
    return once(frame, "agreements", frame.as_of, compute=lambda: agreements(frame.books, frame.as_of, frame.policy))


def figures(frame: Frame) -> tuple[Figures, ...]:
    """Per currency, now and at the last month end."""

    def compute() -> tuple[Figures, ...]:
        now, before = standing(frame, frame.as_of), standing(frame, last_month_end(frame.as_of))
        return overview.figures_of(now, before, frame.policy)

    return once(frame, "figures", frame.as_of, compute=compute)


def tasks(frame: Frame) -> tuple[Attention, ...]:
    """What needs attention, most urgent first."""

    def compute() -> tuple[Attention, ...]:
        now, before = standing(frame, frame.as_of), standing(frame, last_month_end(frame.as_of))
        return attention.attention_of(now, before, frame.books, unit=frame.unit)

    return once(frame, "tasks", frame.as_of, frame.unit, compute=compute)


def aged(frame: Frame, as_of: dt.date, scheme_name: str, basis: Basis) -> Aged:
    """The open items at a date, aged and proven."""
    scheme = desk.scheme_named(scheme_name, frame.policy)

    def compute() -> Aged:
        balances = once(frame, "balances", as_of, compute=lambda: desk.balances_at(frame.books, as_of))
        return desk.aged(balances, scheme, basis)

    return once(frame, "aged", as_of, scheme_name, basis, compute=compute)


def debtors(frame: Frame, as_of: dt.date, by: By, scheme_name: str, basis: Basis, net_credits: bool) -> pd.DataFrame:
    """Who owes how much in which bucket, with a name for every row."""
    scheme = desk.scheme_named(scheme_name, frame.policy)
    unknown = frame._("Payer unknown") if by == "customer" else frame._("Not given")

    def compute() -> pd.DataFrame:
        at = aged(frame, as_of, scheme_name, basis)
        return desk.debtors(at, frame.books.customers, by, scheme, basis, net_credits=net_credits, unknown=unknown)

    return once(frame, "debtors", as_of, by, scheme_name, basis, net_credits, frame.lang, compute=compute)


def history(frame: Frame, scheme: Scheme, basis: Basis, months: int) -> pd.DataFrame:
    """Bucket totals at the last month ends and at the date itself."""
    ends = aging_series.month_ends(frame.as_of, months)
    return once(
        frame,
        "history",
        ends,
        repr(scheme),
        basis,
        compute=lambda: due_history.series(frame.books, ends, scheme, basis),
    )
