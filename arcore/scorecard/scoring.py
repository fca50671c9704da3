"""Every customer's score and grade as of a date, all customers at once (domain rules §5.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd

from arcore import balances
from arcore.engines import collect
from arcore.exposure import counted_extras, limit_columns
from arcore.policy import Policy
from arcore.scorecard import facts, grading, overrides
from arcore.scorecard.evidence import Evidence
from arcore.scorecard.factors import POINT, factor_columns
from arcore.terms import parse

Native = Any
NOTHING_KNOWN = Evidence()


def score(
    documents: Native,
    allocations: Native,
    receipts: Native,
    customers: Native,
    *,
    as_of: dt.date,
    policy: Policy,
    evidence: Evidence = NOTHING_KNOWN,
    previous: Mapping[int, str] | None = None,
    unsure: Collection[int] = (),
) -> pd.DataFrame:
    """One row per customer, in the customers' order, from the frames of `arcore.books` on any engine.

    customer_key, customer_id, customer_name, currency; the figures of `facts`; per factor its value as a fraction
    (`on_time_n` ÷ `on_time_d`, `_d` 0 where it cannot be known) and `on_time_points`; `auto`, `manual` (NA without one) and `score`,
    all in hundredths of a point; the flags of `overrides`; `computed` (the grade by points alone) and `grade`: A, B, C, D, N (too
    little history) or P (pays before delivery). Amounts are of the customer's own currency, minor units. `previous`: the grade
    each customer had, for hysteresis and for rising by one at most; grades other than A to D count as none.
    """
    rows = _customers(collect(customers), facts.by_currency(documents, allocations, as_of, policy, evidence, unsure), policy)
    unapplied = balances.unapplied(receipts, allocations, as_of, documents)
    rows = _with_exposure(rows, collect(unapplied), as_of, policy)
    rows = rows.assign(tenure_months=_whole_months(rows["first"], as_of))
    rows = overrides.with_promises(rows, evidence, as_of, policy.scores)
    rows = pd.concat([rows, factor_columns(rows, policy.scores)], axis=1)
    rows = _with_score(rows, evidence, as_of, policy.scores.manual_percent)
    rows = overrides.with_flags(rows, evidence, as_of, policy.scores)
    rows = rows.assign(prepaid=_prepaid(rows["term_text"], policy))
    return grading.with_grades(rows, policy.scores, previous or {})


def _customers(customers: pd.DataFrame, figures: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """The customers with their figures in the currency of their limit, else in the one most of their documents are in."""
    figures = figures.astype({"customer_key": "int64", "currency": "object"})
    busiest = figures.sort_values(["invoices", "balance"], ascending=False, kind="stable").drop_duplicates("customer_key")
    own = policy.company.currency
    keys = customers["customer_key"].astype("int64")
    stated = customers["currency"] if "currency" in customers else pd.Series(None, index=customers.index, dtype="object")
    in_own = keys.isin(figures.loc[figures["currency"] == own, "customer_key"])
    other = keys.map(busiest.set_index("customer_key")["currency"])
    currency = stated.astype("object").where(stated.notna(), other.where(~in_own, own)).fillna(own)
    known = [name for name in _CUSTOMER_COLUMNS if name in customers.columns]
    rows = customers[known].assign(customer_key=keys, currency=currency)
    rows = rows.merge(figures, on=["customer_key", "currency"], how="left").reset_index(drop=True)
    whole = [*facts.SUMS, *facts.LARGEST]
    rows[whole] = rows[whole].fillna(0).astype("int64")
    elsewhere = figures.groupby("customer_key")["oldest"].max()
    missing = {name: None for name in _CUSTOMER_COLUMNS if name not in known}
    return rows.assign(oldest=keys.map(elsewhere).fillna(0).astype("int64").to_numpy(), **missing)


_CUSTOMER_COLUMNS = (
    *("customer_key", "customer_id", "customer_name", "term_text", "status", "credit_limit", "temporary_limit", "temporary_from"),
    *("temporary_to", "unbilled_amount", "order_amount", "bill_amount"),
)


def _with_exposure(rows: pd.DataFrame, unapplied: pd.DataFrame, as_of: dt.date, policy: Policy) -> pd.DataFrame:
    """`exposure`, and `limit` (Int64, NA without one), as domain rules §4.8 has them."""
    credit = unapplied.dropna(subset="customer_key").astype({"customer_key": "int64", "currency": "object"})
    left = credit.groupby(["customer_key", "currency"])["unapplied"].sum().rename("credit").reset_index()
    merged = rows[["customer_key", "currency"]].merge(left, on=["customer_key", "currency"], how="left")["credit"]
    free = merged.fillna(0).astype("int64") if policy.credit.net_unapplied else 0
    limit, _ = limit_columns(rows, as_of)
    return rows.assign(exposure=rows["balance"] + counted_extras(rows, policy.credit) - free, limit=limit)


def _whole_months(first: pd.Series, as_of: dt.date) -> pd.Series:
    """Whole months from the first document to `as_of`; 0 where there is none."""
    months = (as_of.year - first.dt.year) * 12 + as_of.month - first.dt.month - (first.dt.day > as_of.day)
    whole: pd.Series = months.fillna(0).clip(lower=0).astype("int64")
    return whole


def _with_score(rows: pd.DataFrame, evidence: Evidence, as_of: dt.date, manual_percent: int) -> pd.DataFrame:
    """The sum of the points, and, where somebody has assessed the customer by hand, the two weighed together."""
    auto = rows[[name for name in rows if str(name).endswith("_points")]].sum(axis=1).astype("int64")
    manual = pd.Series(pd.NA, index=rows.index, dtype="Int64")
    if evidence.assessments is not None:
        known = evidence.assessments[evidence.assessments["date"] <= pd.Timestamp(as_of)].sort_values("date", kind="stable")
        latest = known.drop_duplicates("customer_key", keep="last").set_index("customer_key")["points"]
        manual = rows["customer_key"].map(latest).astype("Int64")
    both = ((100 - manual_percent) * auto + manual_percent * POINT * manual.fillna(0).astype("int64") + 50) // 100
    return rows.assign(auto=auto, manual=manual, score=np.where(manual.isna(), auto, both))


def _prepaid(terms: pd.Series, policy: Policy) -> pd.Series:
    """Whether a customer's terms are cash before delivery."""
    return terms.isin([phrase for phrase in terms.dropna().unique() if (read := parse(phrase, policy.terms)).recognized and read.prepaid])
