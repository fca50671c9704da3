"""Keeping credit decisions current: grades that moved, reviews due, data gone stale, customers who always pay late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import numpy as np
import pandas as pd

from arcore.policy import Policy
from arcore.policy_sections import scores

ORDER = ("A", "B", "C", "N", "D", "P")
CREDIT_FIELDS = ("credit_limit", "term_text", "grade", "status")


def migration(earlier: pd.DataFrame, later: pd.DataFrame) -> pd.DataFrame:
    """customer_key, customer_id, customer_name, `before`, `after` and `steps` (up positive) of customers graded at both dates.

    Both from `scorecard.score`; steps count only between A, B, C and D, else 0.
    """
    names = ["customer_key", "customer_id", "customer_name", "grade"]
    both = later[names].merge(earlier[["customer_key", "grade"]], on="customer_key", suffixes=("", "_before"))
    rank = {"A": 3, "B": 2, "C": 1, "D": 0}
    steps = both["grade"].map(rank) - both["grade_before"].map(rank)
    return both.rename(columns={"grade": "after", "grade_before": "before"}).assign(steps=steps.fillna(0).astype("int64"))


def moved_only(moved: pd.DataFrame, move: str | None) -> pd.DataFrame:
    """The rows of `migration` of one move ('A→B'), or all whose grade changed; the deepest falls first."""
    mine = moved[moved["before"] + "→" + moved["after"] == move] if move else moved[moved["before"] != moved["after"]]
    return mine.sort_values(["steps", "customer_id"]).reset_index(drop=True)


def matrix(moved: pd.DataFrame) -> pd.DataFrame:
    """`before`, `after`, `customers` for every pair of grades that occurs, and every pair of equal ones, zero where nobody is there."""
    present = [grade for grade in ORDER if grade in set(moved["before"]) | set(moved["after"])]
    counts = moved.groupby(["before", "after"]).size()
    pairs = pd.MultiIndex.from_product([present, present], names=["before", "after"])
    return counts.reindex(pairs, fill_value=0).rename("customers").reset_index()


def reviews(
    scored: pd.DataFrame, register: pd.DataFrame | None, as_of: dt.date, policy: Policy, applications: pd.DataFrame | None = None
) -> pd.DataFrame:
    """`reviewed_on`, `approved_until`, `next_review` and `days_left` of customers that owe or trade, soonest first.

    `days_left` is negative where the review is overdue, NA where nothing says when. `register`: rows of the credit reviews
    (customer_key, reviewed_on, next_review); a review without its own next date is followed by the next after the grade's months
    (domain rules §5.3). `applications`: rows of that register; what was approved until a day is looked at again by that day, and
    is settled by a review on that day or later. Grades are those of `scored`.
    """
    active = scored[(scored["balance"] != 0) | (scored["sales_recent"] + scored["sales_prior"] > 0)]
    rows = active[["customer_key", "customer_id", "customer_name", "currency", "grade", "score", "balance"]].copy()
    day = pd.Timestamp(as_of)
    stamp = pd.Series(pd.NaT, index=rows.index, dtype="datetime64[us]")
    last, stated = stamp, stamp
    if register is not None and len(register):
        known = register[register["reviewed_on"] <= day].sort_values("reviewed_on", kind="stable")
        latest = known.drop_duplicates("customer_key", keep="last").set_index("customer_key")
        mine = latest.reindex(rows["customer_key"]).set_axis(rows.index)  # mapping by days fails where nobody was reviewed yet
        last, stated = mine["reviewed_on"], mine["next_review"]
    months = rows["grade"].replace("P", "N").map(dict(policy.scores.review_months)).astype("int64")
    due = pd.Series(
        [date + pd.DateOffset(months=count) if pd.notna(date) else pd.NaT for date, count in zip(last, months, strict=True)],
        index=rows.index,
        dtype="datetime64[us]",
    )
    until = rows["customer_key"].map(_approved_until(applications, day)).astype("datetime64[us]")
    following, ending = stated.where(stated.notna(), due), until.mask(last >= until)
    rows = rows.assign(reviewed_on=last, approved_until=until, next_review=pd.concat([following, ending], axis=1).min(axis=1))
    rows["days_left"] = (rows["next_review"] - day).dt.days.astype("Int64")
    return rows.sort_values(["days_left", "balance"], ascending=[True, False], na_position="first").reset_index(drop=True)


def _approved_until(applications: pd.DataFrame | None, day: pd.Timestamp) -> dict[int, pd.Timestamp]:
    """By customer the last day that the newest approval of a limit or terms for good holds, where it names one."""
    if applications is None or not len(applications):
        return {}
    lasting = applications["temporary_limit"].isna()
    granted = applications[(applications["decision"] == "approved") & (applications["decided_on"] <= day) & lasting]
    newest = granted.sort_values("decided_on", kind="stable").drop_duplicates("customer_key", keep="last")
    named = newest[newest["valid_to"].notna()]
    return dict(zip(named["customer_key"], named["valid_to"], strict=True))


def stale(customers: pd.DataFrame, changes: pd.DataFrame, as_of: dt.date, policy: Policy) -> pd.DataFrame:
    """customer_key, customer_id, customer_name, `field`, `since` (NaT: as first imported) and `months` of credit fields out of date.

    `changes`: what was changed in customers, from when on (customer_key, field, valid_from). Only fields that hold something.
    """
    known = changes[changes["field"].isin(CREDIT_FIELDS) & (changes["valid_from"] <= pd.Timestamp(as_of))]
    latest = known.groupby(["customer_key", "field"])["valid_from"].max().rename("since").reset_index()
    parts = [
        customers.loc[customers[name].notna(), ["customer_key", "customer_id", "customer_name"]].assign(field=name)
        for name in CREDIT_FIELDS
        if name in customers
    ]
    rows = pd.concat(parts, ignore_index=True).merge(latest, on=["customer_key", "field"], how="left")
    months = (as_of.year - rows["since"].dt.year) * 12 + as_of.month - rows["since"].dt.month - (rows["since"].dt.day > as_of.day)
    rows = rows.assign(months=months.astype("Int64"))
    return rows[rows["since"].isna() | (rows["months"] >= policy.limits.stale_months)].reset_index(drop=True)


def chronic_late_payers(scored: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """Customers that paid at least the policy's share of their invoices late in 12 months: `late_percent`, `average_days`; worst first."""
    enough = scored[scored["invoices"] >= max(1, policy.scores.thin_invoices)]
    late = enough[enough["late_invoices"] * 100 >= policy.limits.late_customer_percent * enough["invoices"]]
    columns = ["customer_key", "customer_id", "customer_name", "currency", "grade", "invoices", "late_invoices", "balance", "overdue"]
    rows = late[columns].assign(
        late_percent=late["late_invoices"] * 100 / late["invoices"], average_days=late["late_days"] / np.maximum(late["settled"], 1)
    )
    return rows.sort_values(["late_percent", "average_days"], ascending=False, kind="stable").reset_index(drop=True)


def held_grades(customers: pd.DataFrame) -> Mapping[int, str]:
    """The grade that each customer's record states, where it states one."""
    stated = customers.loc[customers["grade"].notna(), ["customer_key", "grade"]]
    return {int(key): str(grade).strip().upper()[:1] for key, grade in zip(stated["customer_key"], stated["grade"], strict=True)}


def months_until_review(grade: str, policy: Policy) -> int:
    """After how many months a customer of a grade is reviewed again.

    >>> months_until_review("A", Policy()), months_until_review("D", Policy())
    (12, 3)
    """
    return scores.of(policy.scores.review_months, "N" if grade == "P" else grade)
