"""From where on each rule warns, in words: what a finance manager reads before asking why a warning came, or did not."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from arcore import limitation, wording
from arcore.messages import Message, say
from arcore.policy import Policy
from arcore.warnings.by_payment import LEAST_INTERVALS, LEAST_SILENCE
from arcore.warnings.by_register import EVENT_MONTHS, URGENT_DAYS
from arcore.warnings.by_sales import LEAST_MONTHS, MONTHS_BEFORE


def threshold(rule: str, policy: Policy) -> Message:
    """The sentence for a rule of `RULES`, with the policy's own figures."""
    return _SENTENCES[rule](policy)


def _money(minor: int, policy: Policy) -> Message:
    return wording.amount(minor, policy.company.currency)


def _least(policy: Policy) -> Message:
    return _money(policy.warnings.least_amount, policy)


def _overdue_jump(policy: Policy) -> Message:
    percent = policy.warnings.overdue_jump_percent
    return say("Risen by {percent} % and by {amount} or more since the last month end", percent=percent, amount=_least(policy))


def _silence(policy: Policy) -> Message:
    return say(
        "Overdue and no payment for more than {cycles} times the usual interval and {days} days; from {payments} intervals on record",
        cycles=policy.warnings.silence_cycles, days=LEAST_SILENCE, payments=LEAST_INTERVALS,
    )  # fmt: skip


def _order_spike(policy: Policy) -> Message:
    return say(
        "30 days' sales reach {percent} % of the monthly average of {months} months, {amount} more than it; bought in {least} of them",
        percent=policy.warnings.order_spike_percent, months=MONTHS_BEFORE, amount=_least(policy), least=LEAST_MONTHS,
    )  # fmt: skip


def _migration(policy: Policy) -> Message:
    rules = policy.warnings
    return say(
        "Overdue by more than {days} days has risen by {points} percentage points and {amount} since the last month end",
        days=rules.migration_days, points=rules.migration_points, amount=_least(policy),
    )  # fmt: skip


def _overdue_long(policy: Policy) -> Message:
    rules = policy.credit
    return say("More than {days} days; urgent above {freeze} days", days=rules.approval_overdue_days, freeze=rules.freeze_overdue_days)


def _limitation(policy: Policy) -> Message:
    days = policy.warnings.limitation_days
    return say("{days} days before it ends and after; urgent from {urgent} days", days=days, urgent=URGENT_DAYS)


def _guarantee(policy: Policy) -> Message:
    days, urgent = policy.warnings.guarantee_days, limitation.GUARANTEE_ALERTS[1]
    return say(
        "{days} days before the end of cover or guarantee period and as long after; urgent from {urgent} days", days=days, urgent=urgent
    )


def _broken_promise(policy: Policy) -> Message:
    return say("Not paid in full {days} days after the promised day", days=policy.collecting.promise_days)


def _concentration(policy: Policy) -> Message:
    return say(
        "A customer or group owes {percent} % of all receivables or more; where there are few debtors, twice an even share",
        percent=policy.warnings.concentration_percent,
    )


def _cash(policy: Policy) -> Message:
    return say("The forecast falls below {amount} within 13 weeks", amount=_money(policy.forecast.minimum_cash, policy))


def _reconciliation(policy: Policy) -> Message:
    return say(
        "Not confirmed for {months} months; new customers as long after the first document", months=policy.warnings.reconciliation_months
    )


_SENTENCES: Mapping[str, Callable[[Policy], Message]] = {
    "cash": _cash,
    "limitation": _limitation,
    "risk_event": lambda _: say("A grave event within {months} months that is not over", months=EVENT_MONTHS),
    "guarantee": _guarantee,
    "over_limit": lambda _: say("Exposure above the limit, temporary limit included"),
    "overdue_long": _overdue_long,
    "broken_promise": _broken_promise,
    "silence": _silence,
    "overdue_jump": _overdue_jump,
    "grade_drop": lambda _: say("Lower than at the last month end; urgent once it is D"),
    "migration": _migration,
    "order_spike": _order_spike,
    "growth": lambda p: say("Over 90 days {points} percentage points faster than sales", points=p.warnings.growth_points),
    "concentration": _concentration,
    "near_limit": lambda p: say("From {percent}% of the limit on", percent=f"{p.credit.near_limit * 100:g}"),
    "no_contract": lambda p: say("{amount} or more overdue without a contract in force that both sides signed", amount=_least(p)),
    "reconciliation": _reconciliation,
    "evidence_expired": lambda _: say("The day it is valid until has passed"),
}
