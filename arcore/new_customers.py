"""Credit for a customer without history: an application, what was learned by hand, a starter limit (capability 48, domain rules §5.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from arcore.i18n import Language
from arcore.intake.headings import normalize
from arcore.limits import MONTH, round_down, term_days
from arcore.messages import Message, say
from arcore.policy import Policy
from arcore.policy_sections import scores
from arcore.wording import amount


@dataclass(frozen=True)
class NewCustomer:
    """What the applicant says and what was found out: `yearly_sales` expected (minor units), points 0–100, `reputation` 1–5."""

    name: str
    currency: str
    yearly_sales: int
    term_text: str
    finance: int | None = None
    operations: int | None = None
    reputation: int | None = None
    third_party: int | None = None

    @property
    def points(self) -> int | None:
        """The mean of what is known, half up; reputation 1–5 counts as 20 points each. None where nothing is."""
        known = [part for part in (self.finance, self.operations, self.third_party) if part is not None]
        known += [] if self.reputation is None else [self.reputation * 20]
        return mean(known)


@dataclass(frozen=True)
class Assessment:
    """What the customer may start with, and why."""

    limit: int
    days: int
    prepayment_percent: int
    reasons: tuple[Message, ...]


def mean(points: Sequence[int]) -> int | None:
    """The mean of points, rounded half up; None of nothing."""
    return int((Decimal(sum(points)) / len(points)).quantize(Decimal(1), rounding=ROUND_HALF_UP)) if points else None


def assess(applicant: NewCustomer, policy: Policy) -> Assessment:
    """Starter limit = the policy's share of the sales expected in one credit period, held by its amount; cash where the points are D's."""
    rules, points = policy.limits, applicant.points
    if points is not None and points < scores.of(policy.scores.grade_from, "C"):
        reason = say("The assessment gives {points} points, less than grade C asks for: cash before delivery.", points=points)
        return Assessment(0, 0, 100, (reason,))
    asked = term_days(applicant.term_text, policy)
    longest = scores.of(policy.scores.terms_days, "N")
    days = min(longest if asked is None else asked, longest, rules.funded_days)
    wanted = int(Fraction(applicant.yearly_sales * days * rules.starter_percent, 12 * MONTH * 100))
    limit = round_down(min(wanted, rules.starter_limit), applicant.currency)
    good = points is not None and points >= scores.of(policy.scores.grade_from, "B")
    prepayment = 0 if good else scores.of(policy.scores.prepayment_percent, "N")
    return Assessment(limit, days, prepayment, tuple(_reasons(applicant, policy, wanted, days, prepayment, points)))


def _reasons(applicant: NewCustomer, policy: Policy, wanted: int, days: int, prepayment: int, points: int | None) -> list[Message]:
    rules, shown = policy.limits, applicant.currency
    reasons = [
        say(
            "Expected sales {sales} a year ÷ 12 × {days} days ÷ 30 × {percent}% = {amount}.",
            sales=amount(applicant.yearly_sales, shown),
            days=days,
            percent=rules.starter_percent,
            amount=amount(wanted, shown),
        )
    ]
    if wanted > rules.starter_limit:
        reasons.append(say("A customer without history gets {amount} at most.", amount=amount(rules.starter_limit, shown)))
    if points is None:
        reasons.append(say("Nobody has assessed it by hand yet, so it starts as N."))
    else:
        reasons.append(say("The assessment by hand gives {points} of 100 points.", points=points))
    if prepayment:
        reasons.append(say("{percent}% of each order is paid before delivery until there is a history.", percent=prepayment))
    else:
        reasons.append(say("The assessment is good enough to do without prepayment."))
    return reasons


def values(applicant: NewCustomer, found: Assessment, day: dt.date, who: str, lang: Language) -> dict[str, int | str | dt.date]:
    """The row of the register of first assessments: what was found out, its points, and what the customer may start with."""
    filled: dict[str, int | str | dt.date | None] = {
        "applicant": applicant.name,
        "assessed_on": day,
        "assessed_by": who,
        "yearly_sales": applicant.yearly_sales,
        "currency": applicant.currency,
        "requested_terms": applicant.term_text,
        "finance_score": applicant.finance,
        "operations_score": applicant.operations,
        "reputation": applicant.reputation,
        "third_party_score": applicant.third_party,
        "points": applicant.points,
        "starter_limit": found.limit,
        "terms_days": found.days,
        "prepayment_percent": found.prepayment_percent,
        "outcome": ("" if lang == "zh" else " ").join(reason.text(lang) for reason in found.reasons),
    }
    return {name: value for name, value in filled.items() if value is not None and value != ""}


def customer_of(name: str, customers: pd.DataFrame) -> int | None:
    """The customer of the books that is called so; None where none or several are."""
    same = customers.loc[[normalize(str(known)) == normalize(name) for known in customers["customer_name"]], "customer_key"]
    return int(same.iloc[0]) if len(same) == 1 else None


def assessments_of(registers: Mapping[str, pd.DataFrame], customer_key: int, name: str, as_of: dt.date) -> pd.DataFrame:
    """The first assessments of a customer, by its key or, from before it was one, by its name; the newest first."""
    rows = registers.get("first_assessments")
    if rows is None or not len(rows):
        return pd.DataFrame(columns=["row_key"])
    known = rows[rows["assessed_on"] <= pd.Timestamp(as_of)]
    named = known["customer_key"].isna() & pd.Series(
        [normalize(applicant) == normalize(name) for applicant in known["applicant"]], index=known.index, dtype=bool
    )
    mine = known[known["customer_key"].eq(customer_key).fillna(False) | named]
    return mine.sort_values(["assessed_on", "row_key"], ascending=False).reset_index(drop=True)


def kept_sentence(row: Mapping[str, Any], own: str) -> Message:
    """When, by whom, with which points and what for; a row of the register."""
    currency = row["currency"] if isinstance(row["currency"], str) else own
    words = {
        "date": row["assessed_on"].date().isoformat(),
        "who": row["assessed_by"],
        "points": "–" if pd.isna(row["points"]) else int(row["points"]),
        "limit": amount(int(row["starter_limit"]), currency),
        "days": int(row["terms_days"]),
        "percent": int(row["prepayment_percent"]),
    }
    return say("{date}, {who}: {points} points; starter limit {limit}, {days} days, {percent}% paid in advance.", **words)
