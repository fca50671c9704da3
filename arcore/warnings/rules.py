"""Every rule over a situation; each is a small function that gives the warnings it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from arcore.warnings import by_payment, by_position, by_register, by_sales
from arcore.warnings.model import RULES, RiskWarning, Severity
from arcore.warnings.situation import Situation

Finds = Callable[[Situation], Iterable[RiskWarning]]

FINDERS: dict[str, Finds] = {
    "cash": by_sales.cash,
    "limitation": by_register.limitation_period,
    "risk_event": by_register.risk_event,
    "guarantee": by_register.guarantee,
    "over_limit": by_position.over_limit,
    "overdue_long": by_position.overdue_long,
    "broken_promise": by_payment.broken_promise,
    "silence": by_payment.silence,
    "overdue_jump": by_payment.overdue_jump,
    "grade_drop": by_position.grade_drop,
    "migration": by_payment.migration,
    "order_spike": by_sales.order_spike,
    "growth": by_sales.growth,
    "concentration": by_position.concentration,
    "near_limit": by_position.near_limit,
    "no_contract": by_register.no_contract,
    "reconciliation": by_register.reconciliation,
    "evidence_expired": by_register.evidence_expired,
}

assert list(FINDERS) == list(RULES)


def warnings_of(at: Situation) -> tuple[RiskWarning, ...]:
    """The warnings of every rule that is on, the most urgent first, then by rule and the larger amount."""
    found = [warning for name, finds in FINDERS.items() if getattr(at.policy.warnings, name) for warning in finds(at)]
    rank, severity = list(RULES), list(Severity)
    return tuple(sorted(found, key=lambda w: (severity.index(w.severity), rank.index(w.rule), -w.amount, w.ref)))
