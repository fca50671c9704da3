"""Taking the figures of a month: everything that the monthly review reports, computed once from the books at its end."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pandas as pd

from arcore.aging_series import month_ends
from arcore.closing.content import Snapshot, plain
from arcore.closing.moment import Moment
from arcore.credit_position import Position
from arcore.metrics import By, Metric, gathered, measures
from arcore.provision.rolled import rolled
from arcore.ratings import rated

ITEM = (
    *("document_key", "document_no", "kind", "customer_key", "customer_id", "entity", "department", "salesperson", "region"),
    *("group_name", "category", "currency", "document_date", "due_date", "amount", "open", "days_past_due", "bucket"),
)
RECEIPT = ("receipt_key", "receipt_no", "customer_key", "entity", "currency", "receipt_date", "amount", "unapplied", "payer_name")
RECEIVED = ("receipt_key", "currency", "receipt_date", "amount")
GROUPS: tuple[By, ...] = ("", "entity", "salesperson", "region")
"""The cuts by which measures are kept."""


def taken(at: Moment) -> Snapshot:
    """The figures of the month that ends on the moment's day (of its part so far, where the month still runs), as frames:

    open_items (`ITEM`) · unapplied (`RECEIPT`) · received (`RECEIVED`: the month's receipts) · aging (`desk.debtors` by customer) ·
    exposure (a row per customer) · grades (customer_key, grade, held, score in hundredths) · metrics (by, key, currency, name,
    numerator, denominator, value: exact fractions as text) · forecast (`moment.PART`) · flows and overdue_flows (`bridge.ROW`) of the
    month · overdue (`bridge.ROW`) · rolls (`provision.rolled`).
    """
    books, policy = at.books, at.policy
    items, unapplied = at.now.aged, at.now.unapplied
    came = books.receipts["receipt_date"].between(pd.Timestamp(at.as_of.replace(day=1)), pd.Timestamp(at.as_of))
    found = {
        "open_items": items[[name for name in ITEM if name in items.columns]].sort_values("document_key"),
        "unapplied": unapplied[[name for name in RECEIPT if name in unapplied.columns]].sort_values("receipt_key"),
        "received": books.receipts.loc[came, list(RECEIVED)].sort_values("receipt_key"),
        "aging": at.debtors,
        "exposure": positions_table(at.now.positions),
        "grades": rated(books, at.as_of, policy).scored[["customer_key", "customer_id", "grade", "held", "score"]],
        "metrics": metrics_table(at),
        "forecast": at.expected,
        "flows": at.balance_moved.flows,
        "overdue": at.overdue_moved.closing,
        "overdue_flows": at.overdue_moved.flows,
        "rolls": rolled(books, at.as_of, policy),
    }
    facts = {"policy_version": str(policy.version), "currency": policy.company.currency, "company": policy.company.name}
    return Snapshot(at.as_of, {name: plain(rows) for name, rows in found.items()}, facts)


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


def metrics_table(at: Moment, *, groups: Sequence[By] = GROUPS) -> pd.DataFrame:
    """Every measure of the month by `groups`: by, key, currency, name, numerator, denominator, value ('' where there is none)."""
    books, ends, grace = at.books, month_ends(at.as_of, 13), at.policy.terms.grace_days
    rows: list[tuple[str, ...]] = []
    for by in groups:
        found = gathered(books.documents, books.allocations, ends, by, grace_days=grace, due_changes=books.due_changes, kept=at.kept)
        for place, cell in enumerate(found.cells.to_dict("records")):
            key = "" if not by or pd.isna(cell["key"]) else str(cell["key"])
            for metric in measures(found, place, len(ends) - 1, year_days=int(at.policy.measures.year_days)):
                rows.append((by, key, str(cell["currency"]), *_metric(metric)))
    return pd.DataFrame(rows, columns=["by", "key", "currency", "name", "numerator", "denominator", "value"], dtype="str")


def _metric(metric: Metric) -> tuple[str, str, str, str]:
    value = "" if metric.value is None else str(Fraction(metric.value))
    return metric.name, str(Fraction(metric.numerator)), str(Fraction(metric.denominator)), value
