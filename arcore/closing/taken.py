"""Taking the figures of a month: everything that the monthly review reports, computed once from the books at its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

import pandas as pd

from arcore import bridge, desk, forecast
from arcore.aging_series import month_ends
from arcore.books import Books
from arcore.closing.content import Snapshot, plain
from arcore.collecting.agreements import agreements, claims, commitments
from arcore.credit_position import Position
from arcore.metrics import By, Metric, gathered, measures
from arcore.metrics.kept import kept_of
from arcore.policy import Policy
from arcore.ratings import rated
from arcore.standing import last_month_end, standing

ITEM = (
    *("document_key", "document_no", "kind", "customer_key", "customer_id", "entity", "department", "salesperson", "region"),
    *("group_name", "category", "currency", "document_date", "due_date", "amount", "open", "days_past_due", "bucket"),
)
RECEIPT = ("receipt_key", "receipt_no", "customer_key", "entity", "currency", "receipt_date", "amount", "unapplied", "payer_name")
PART = ("document_key", "customer_key", "currency", "due_date", "amount", "expected", "week", "basis")
GROUPS: tuple[By, ...] = ("", "entity", "salesperson", "region")
"""The cuts by which measures are kept."""


def taken(books: Books, as_of: dt.date, policy: Policy) -> Snapshot:
    """The figures of the month that ends on `as_of` (of its part so far, where the month still runs), as frames:

    open_items (`ITEM`) · unapplied (`RECEIPT`) · aging (`desk.debtors` by customer) · exposure (a row per customer) · grades
    (customer_key, grade, held, score in hundredths) · metrics (by, key, currency, name, numerator, denominator, value: exact
    fractions as text) · forecast (`PART`) · flows and overdue_flows (`bridge.ROW`) of the month · overdue (`bridge.ROW`).
    """
    start = last_month_end(as_of)
    at = desk.aged(desk.balances_at(books, as_of), policy.aging.scheme, policy.aging.basis)
    scheme, basis = policy.aging.scheme, policy.aging.basis
    aged = desk.debtors(at, books.customers, "customer", scheme, basis, net_credits=False, unknown="")
    overdue = bridge.of_overdue(books, start, as_of)
    found = {
        "open_items": at.items[[name for name in ITEM if name in at.items.columns]].sort_values("document_key"),
        "unapplied": at.unapplied[[name for name in RECEIPT if name in at.unapplied.columns]].sort_values("receipt_key"),
        "aging": aged,
        "exposure": positions_table(standing(books, as_of, policy).positions),
        "grades": rated(books, as_of, policy).scored[["customer_key", "customer_id", "grade", "held", "score"]],
        "metrics": metrics_table(books, as_of, policy),
        "forecast": expected(books, as_of, policy),
        "flows": bridge.of_balance(books, start, as_of).flows,
        "overdue": overdue.closing,
        "overdue_flows": overdue.flows,
    }
    facts = {"policy_version": str(policy.version), "currency": policy.company.currency, "company": policy.company.name}
    return Snapshot(as_of, {name: plain(rows) for name, rows in found.items()}, facts)


def positions_table(positions: tuple[Position, ...]) -> pd.DataFrame:
    """One row per customer, minor units; `limit` missing where none was ever set."""
    names = ("customer_key", "customer_id", "customer_name", "currency", "grade", "open", "overdue", "exposure", "limit")
    rows = [
        [*(getattr(position, name) for name in names), position.oldest_overdue_days, position.breach_amount, position.status.value]
        for position in positions
    ]
    table = pd.DataFrame(rows, columns=[*names, "oldest_overdue_days", "breach_amount", "status"])
    whole = ("customer_key", "open", "overdue", "exposure", "oldest_overdue_days", "breach_amount")
    return table.astype(dict.fromkeys(whole, "int64") | {"limit": "Int64"})


def metrics_table(books: Books, as_of: dt.date, policy: Policy, *, groups: Sequence[By] = GROUPS) -> pd.DataFrame:
    """Every measure of the month by `groups`: by, key, currency, name, numerator, denominator, value ('' where there is none)."""
    ends, kept = month_ends(as_of, 13), kept_of(books, agreements(books, as_of, policy), policy)
    grace = policy.terms.grace_days
    rows: list[tuple[str, ...]] = []
    for by in groups:
        found = gathered(books.documents, books.allocations, ends, by, grace_days=grace, due_changes=books.due_changes, kept=kept)
        for place, cell in enumerate(found.cells.to_dict("records")):
            key = "" if not by or pd.isna(cell["key"]) else str(cell["key"])
            for metric in measures(found, place, len(ends) - 1, year_days=int(policy.measures.year_days)):
                rows.append((by, key, str(cell["currency"]), *_metric(metric)))
    return pd.DataFrame(rows, columns=["by", "key", "currency", "name", "numerator", "denominator", "value"], dtype="str")


def _metric(metric: Metric) -> tuple[str, str, str, str]:
    value = "" if metric.value is None else str(Fraction(metric.value))
    return metric.name, str(Fraction(metric.numerator)), str(Fraction(metric.denominator)), value


def expected(books: Books, as_of: dt.date, policy: Policy) -> pd.DataFrame:
    """The parts of the forecast made at a date, by what was known of promises, plans and disputes then."""
    agreed = agreements(books, as_of, policy)
    made = forecast.forecast_at(
        books, as_of, policy.forecast, policy.company.country, commitments=commitments(agreed, books), disputes=claims(agreed)
    )
    return made.parts[[name for name in PART if name in made.parts.columns]]
