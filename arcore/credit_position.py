"""One customer against its credit limit: the amounts, where it stands, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction

from arcore.messages import Message, say
from arcore.money import shown
from arcore.policy import CreditRules


class Status(Enum):
    """Where exposure stands against the limit, most urgent first."""

    OVER = "over"
    NEAR = "near"
    WITHIN = "within"
    ZERO_LIMIT = "zero_limit"
    NO_LIMIT = "no_limit"


STATUS_LABELS: dict[Status, Message] = {
    Status.OVER: say("Over limit"),
    Status.NEAR: say("Near limit"),
    Status.WITHIN: say("Within limit"),
    Status.ZERO_LIMIT: say("Cash only (limit 0)"),
    Status.NO_LIMIT: say("No limit set"),
}


class Lateness(Enum):
    """Where the oldest overdue item stands against what the rules tolerate, whatever the limit says."""

    NONE = "none"
    TOLERATED = "tolerated"
    APPROVAL = "approval"
    FROZEN = "frozen"


LATENESS_LABELS: dict[Lateness, Message] = {
    Lateness.NONE: say("Nothing overdue"),
    Lateness.TOLERATED: say("Overdue, tolerated"),
    Lateness.APPROVAL: say("Overdue too long"),
    Lateness.FROZEN: say("Overdue, frozen"),
}


def lateness(oldest_overdue_days: int, rules: CreditRules) -> Lateness:
    """How late a customer is whose oldest overdue item is so many days past due.

    >>> [lateness(days, CreditRules()).value for days in (0, 15, 16, 61)]
    ['none', 'tolerated', 'approval', 'frozen']
    """
    if oldest_overdue_days <= 0:
        return Lateness.NONE
    if oldest_overdue_days > rules.freeze_overdue_days:
        return Lateness.FROZEN
    return Lateness.APPROVAL if oldest_overdue_days > rules.approval_overdue_days else Lateness.TOLERATED


@dataclass(frozen=True)
class Position:
    """One customer in the currency of its limit, minor units; `limit` None means none was ever set.

    `limit` includes the temporary limit while it is valid. `other_open` holds open balances in other currencies.
    `grade_is_computed`: it comes from the scorecard, because the customer's record states none.
    """

    customer_key: int
    customer_id: str
    customer_name: str
    currency: str
    grade: str | None
    customer_status: str | None
    open: int
    overdue: int
    unbilled: int
    orders: int
    bills: int
    unapplied: int
    exposure: int
    limit: int | None
    temporary_limit: int | None
    oldest_overdue_days: int
    breach_age: bool
    near_limit: float
    other_open: Mapping[str, int] = field(default_factory=dict)
    grade_is_computed: bool = False

    @property
    def grade_shown(self) -> Message | None:
        """The grade, saying so where it comes from the scorecard and not from the customer's record; None without one."""
        if self.grade is None:
            return None
        return say("{grade} (computed)", grade=self.grade) if self.grade_is_computed else say("{value}", value=self.grade)

    @property
    def utilization(self) -> Fraction | None:
        """Exposure ÷ limit, exact; None without a limit above zero."""
        return Fraction(self.exposure, self.limit) if self.limit else None

    @property
    def headroom(self) -> int | None:
        """What may still be owed, negative in a breach; None without a limit."""
        return None if self.limit is None else self.limit - self.exposure

    @property
    def breach_amount(self) -> int:
        """How far exposure is over the limit; 0 when it is not."""
        return max(0, -(self.headroom or 0))

    @property
    def breached(self) -> bool:
        """By amount or by age: two independent checks."""
        return self.breach_amount > 0 or self.breach_age

    @property
    def status(self) -> Status:
        """Where exposure stands against the limit."""
        if self.limit is None:
            return Status.NO_LIMIT
        if self.breach_amount:
            return Status.OVER
        if self.limit == 0:
            return Status.ZERO_LIMIT
        return Status.NEAR if self.exposure >= Fraction(str(self.near_limit)) * self.limit else Status.WITHIN

    @property
    def reasons(self) -> tuple[Message, ...]:
        """Why it stands there, in sentences."""
        return tuple(_reasons(self))


def _reasons(position: Position) -> list[Message]:
    currency = position.currency
    reasons: list[Message] = []
    if position.breach_amount:
        over = shown(position.breach_amount, currency)
        reasons.append(say("Exposure is {amount} {currency} over the limit.", amount=over, currency=currency))
    elif position.status is Status.NEAR:
        left = shown(position.headroom or 0, currency)
        reasons.append(say("Only {amount} {currency} of the limit is left.", amount=left, currency=currency))
    elif position.limit is None:
        reasons.append(say("No credit limit has been set, so the amount is not checked."))
    elif position.limit == 0:
        reasons.append(say("The limit is 0: cash before delivery."))
    if position.breach_age:
        reasons.append(say("The oldest overdue item is {days} days late.", days=position.oldest_overdue_days))
    for code, amount in position.other_open.items():
        reasons.append(
            say(
                "{amount} {currency} open in another currency is not part of the comparison with the limit.",
                amount=shown(amount, code),
                currency=code,
            )
        )
    return reasons
