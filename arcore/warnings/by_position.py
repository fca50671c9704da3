"""Rules over credit positions: limits, age, grades, concentration."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from arcore import wording
from arcore.concentration import groups_of
from arcore.exposure import Position, Status
from arcore.messages import Message, say
from arcore.warnings.model import RiskWarning, Severity
from arcore.warnings.situation import Situation


def of_position(
    rule: str, severity: Severity, position: Position, amount: int, message: Message, since: dt.date | None = None
) -> RiskWarning:
    """A warning about a customer's position."""
    ref = f"{rule}:{position.customer_id}:{position.currency}"
    who = {"customer_key": position.customer_key, "customer_id": position.customer_id, "customer_name": position.customer_name}
    return RiskWarning(rule, severity, ref, position.currency, amount, message, since, **who)  # type: ignore[arg-type]


def over_limit(at: Situation) -> Iterable[RiskWarning]:
    """Exposure above the limit (§4.8); `since` the last month end where it was above then too."""
    earlier = {position.customer_key for position in at.before.positions if position.breach_amount}
    for position in at.now.positions:
        if position.status is Status.OVER and position.limit is not None:
            over, limit = (wording.amount(minor, position.currency) for minor in (position.breach_amount, position.limit))
            message = say("Exposure is {over} over the limit of {limit}.", over=over, limit=limit)
            since = at.before.as_of if position.customer_key in earlier else None
            yield of_position("over_limit", Severity.HIGH, position, position.breach_amount, message, since)


def near_limit(at: Situation) -> Iterable[RiskWarning]:
    """Exposure near the limit, as credit control defines it."""
    for position in at.now.positions:
        if position.status is Status.NEAR:
            left = wording.amount(position.headroom or 0, position.currency)
            message = say("{share} of the limit is used, {left} is left.", share=wording.percent(position.utilization), left=left)
            yield of_position("near_limit", Severity.LOW, position, position.exposure, message)


def overdue_long(at: Situation) -> Iterable[RiskWarning]:
    """An item overdue for longer than credit control allows; urgent once deliveries should stop."""
    rules = at.policy.credit
    for position in at.now.positions:
        if position.breach_age:
            severity = Severity.HIGH if position.oldest_overdue_days > rules.freeze_overdue_days else Severity.MEDIUM
            late = wording.amount(position.overdue, position.currency)
            message = say("{amount} is overdue, the oldest item by {days} days.", amount=late, days=position.oldest_overdue_days)
            since = at.as_of - dt.timedelta(days=position.oldest_overdue_days - rules.approval_overdue_days - 1)
            yield of_position("overdue_long", severity, position, position.overdue, message, since)


def grade_drop(at: Situation) -> Iterable[RiskWarning]:
    """The grade is lower than at the last month end."""
    order = "ABCD"
    for position in at.now.positions:
        before, now = at.grades.get(position.customer_key, ("", ""))
        if before in order and now in order and before and now and order.index(now) > order.index(before):
            severity = Severity.HIGH if now == "D" else Severity.MEDIUM
            message = say("The credit grade has fallen from {before} to {now} since {date}.", before=before, now=now, date=at.before.as_of)
            yield of_position("grade_drop", severity, position, position.exposure, message, at.before.as_of)


def concentration(at: Situation) -> Iterable[RiskWarning]:
    """A customer, or the companies of a group together, owes a large share of all receivables of a currency (§4.6).

    Where there are so few debtors that somebody must reach the share, only twice an even share is large. A group's warning
    stands for those of its members and is about the one that owes most.
    """
    percent, groups = at.policy.warnings.concentration_percent, groups_of(at.books.customers)
    owing: dict[str, dict[str, list[Position]]] = {}
    for position in sorted(at.now.positions, key=lambda each: -each.open):
        if position.open > 0:
            debtor = groups.get(position.customer_key, f"customer:{position.customer_id}")
            owing.setdefault(position.currency, {}).setdefault(debtor, []).append(position)
    for code, debtors in owing.items():
        total = sum(position.open for members in debtors.values() for position in members)
        few = len(debtors) * percent <= 100
        for debtor, members in debtors.items():
            owed = sum(position.open for position in members)
            if owed * 100 >= percent * total and (not few or owed * len(debtors) >= 2 * total):
                yield _concentrated(code, debtor, members, owed, wording.percent(Fraction(owed, total)))


def _concentrated(code: str, debtor: str, members: Sequence[Position], owed: int, share: str) -> RiskWarning:
    if len(members) == 1:
        message = say("Owes {share} of all receivables in {currency}.", share=share, currency=code)
        return of_position("concentration", Severity.LOW, members[0], owed, message)
    message = say(
        "{count} companies of {group} together owe {share} of all receivables in {currency}.",
        count=len(members), group=debtor, share=share, currency=code,
    )  # fmt: skip
    about = of_position("concentration", Severity.LOW, members[0], owed, message)
    return replace(about, ref=f"concentration:group {debtor}:{code}")
