"""May we ship this order to this customer: release, ask for approval, or stop.

Two independent checks, amount and age, as domain rules §4.8 has them; a frozen grade or a
customer in litigation stops the order whatever the amount.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from arcore.exposure import Position
from arcore.messages import Message, say
from arcore.money import shown
from arcore.policy import CreditRules
from arcore.policy_sections.scores import WHOLE, ScoreRules
from arcore.supply import Supply

DEFAULT_BY_GRADE = ScoreRules()

STOPPED_STATUSES = ("诉讼", "仲裁", "破产", "冻结", "停止发货", "黑名单", "legal", "litigation", "bankrupt", "frozen", "blocked", "stop")
"""Words in a customer's status that stop every order."""


class Answer(Enum):
    """What becomes of the order, mildest first."""

    RELEASE = "release"
    APPROVAL = "approval"
    FROZEN = "frozen"


ANSWER_LABELS: dict[Answer, Message] = {
    Answer.RELEASE: say("Release"),
    Answer.APPROVAL: say("Needs approval"),
    Answer.FROZEN: say("Frozen"),
}


@dataclass(frozen=True)
class Decision:
    """The answer, by how much the order goes over the limit (minor units, 0 when it does not), and why."""

    answer: Answer
    over_by: int
    reasons: tuple[Message, ...]


def check(
    position: Position,
    order_amount: int,
    rules: CreditRules,
    grade: str | None = None,
    *,
    by_grade: ScoreRules = DEFAULT_BY_GRADE,
    prepaid: int | None = None,
    supply: Supply | None = None,
) -> Decision:
    """Whether an order of `order_amount` (minor units of the position's currency) may ship; `grade` overrides the customer's.

    `by_grade`: up to which share of the limit each grade is released, and what it pays before delivery. `prepaid`: received
    towards this order; without it what is on the customer's account counts. `supply`: how far deliveries to it were cut down.
    """
    graded = grade or position.grade
    over_by = _over(position, order_amount)
    stops = _stops(position, rules, graded)
    doubts = _doubts(position, order_amount, rules, graded, by_grade)
    doubts += _unpaid_advance(position, order_amount, position.unapplied if prepaid is None else prepaid, graded, by_grade)
    doubts += _cut_down(supply, order_amount, position.currency)
    if stops:
        return Decision(Answer.FROZEN, over_by, (*stops, *doubts))
    if doubts:
        return Decision(Answer.APPROVAL, over_by, tuple(doubts))
    return Decision(Answer.RELEASE, over_by, tuple(_all_clear(position, order_amount, over_by, graded, by_grade)))


def _over(position: Position, order_amount: int) -> int:
    if position.limit is None:
        return 0
    return max(0, position.exposure + order_amount - position.limit)


def _stops(position: Position, rules: CreditRules, grade: str | None) -> list[Message]:
    stops: list[Message] = []
    if grade is not None and grade in rules.frozen_grades:
        stops.append(say("Customers of grade {grade} get no deliveries on credit.", grade=grade))
    if position.oldest_overdue_days > rules.freeze_overdue_days:
        stops.append(
            say(
                "The oldest overdue item is {days} days late; deliveries stop after {limit} days.",
                days=position.oldest_overdue_days,
                limit=rules.freeze_overdue_days,
            )
        )
    status = (position.customer_status or "").casefold()
    if any(word in status for word in STOPPED_STATUSES):
        stops.append(say("The customer's status is “{status}”.", status=position.customer_status))
    return stops


def _release_percent(grade: str | None, by_grade: ScoreRules) -> int:
    """Up to which percentage of the limit an order needs no approval; ungraded customers up to the limit itself."""
    return dict(by_grade.release_percent).get(grade or "", WHOLE)


def _doubts(position: Position, order_amount: int, rules: CreditRules, grade: str | None, by_grade: ScoreRules) -> list[Message]:
    doubts: list[Message] = []
    over_by = _over(position, order_amount)
    percent = _release_percent(grade, by_grade)
    released = position.limit is None or (position.exposure + order_amount) * WHOLE <= position.limit * percent
    if not released and not over_by:
        doubts.append(
            say("With this order more than {percent}% of the limit is used; grade {grade} needs approval.", percent=percent, grade=grade)
        )
    if not released and over_by:
        amount = shown(over_by, position.currency)
        doubts.append(say("With this order the exposure is {amount} {currency} over the limit.", amount=amount, currency=position.currency))
    if rules.approval_overdue_days < position.oldest_overdue_days <= rules.freeze_overdue_days:
        doubts.append(
            say(
                "The oldest overdue item is {days} days late; orders need approval after {limit} days.",
                days=position.oldest_overdue_days,
                limit=rules.approval_overdue_days,
            )
        )
    return doubts


def _unpaid_advance(position: Position, order_amount: int, prepaid: int, grade: str | None, by_grade: ScoreRules) -> list[Message]:
    percent = dict(by_grade.prepayment_percent).get(grade or "", 0)
    wanted = -(-order_amount * percent // WHOLE)
    if prepaid >= wanted:
        return []
    return [
        say(
            "Grade {grade} pays {percent}% before delivery: {wanted} {currency}, of which {prepaid} {currency} is there.",
            grade=grade,
            percent=percent,
            wanted=shown(wanted, position.currency),
            prepaid=shown(max(0, prepaid), position.currency),
            currency=position.currency,
        )
    ]


def _cut_down(supply: Supply | None, order_amount: int, currency: str) -> list[Message]:
    """Why an order is more than what a customer whose supply was reduced still gets (capability 65)."""
    if supply is None or order_amount <= supply.left:
        return []
    return [
        say(
            "Supply is reduced to {percent}% of {usual} {currency} a month; {shipped} is billed this month, {left} is left.",
            percent=supply.percent,
            usual=shown(supply.usual, currency),
            shipped=shown(supply.shipped, currency),
            left=shown(supply.left, currency),
            currency=currency,
        )
    ]


def _all_clear(position: Position, order_amount: int, over_by: int, grade: str | None, by_grade: ScoreRules) -> list[Message]:
    if position.limit is None:
        return [say("No credit limit has been set, so the amount is not checked.")]
    if over_by:
        over, percent = shown(over_by, position.currency), _release_percent(grade, by_grade)
        return [
            say(
                "{amount} {currency} over the limit, within the {percent}% that grade {grade} is released for.",
                amount=over,
                currency=position.currency,
                percent=percent,
                grade=grade,
            )
        ]
    left = shown(position.limit - position.exposure - order_amount, position.currency)
    return [say("After this order {amount} {currency} of the limit is left.", amount=left, currency=position.currency)]
