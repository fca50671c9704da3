"""Credit for a customer without history: an application, what was learned by hand, a starter limit (capability 48, domain rules §5.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

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
