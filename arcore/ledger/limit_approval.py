"""Who may raise a limit without an application: somebody else than who asks, up to the amount of the office (capability 48).

What was approved stands in the register of applications like one that went the long way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from arcore import applications, wording
from arcore.applications import Request
from arcore.ledger.register_rows import RowChange
from arcore.ledger.rows import Value
from arcore.messages import Message, Unusable, say
from arcore.policy_sections.limits import LimitRules

LimitRole = Literal["manager", "director", "general_manager"]
ROLES: dict[LimitRole, Message] = {
    "manager": say("Finance manager"),
    "director": say("Finance director"),
    "general_manager": say("General manager"),
}


@dataclass(frozen=True)
class Approval:
    """Who approved higher limits, and in which office."""

    by: str
    role: LimitRole


def raised(stored: Mapping[str, Value], fields: Mapping[str, Value]) -> bool:
    """Whether a customer may owe more, or more for longer, with these `fields` than with what is `stored`.

    A limit that is taken away leaves the amount unchecked, and that is more than any limit.
    """
    after = {**stored, **fields}
    if removed(stored, fields):
        return True
    if any(_amount(after[name]) > _amount(stored[name]) for name in ("credit_limit", "temporary_limit")):
        return True
    if not _amount(after["temporary_limit"]):
        return False
    longer = str(after["temporary_to"] or "9999") > str(stored["temporary_to"] or "9999")
    earlier = str(after["temporary_from"] or "0000") < str(stored["temporary_from"] or "0000")
    return longer or earlier


def removed(stored: Mapping[str, Value], fields: Mapping[str, Value]) -> bool:
    """Whether the limit is taken away altogether."""
    return stored["credit_limit"] is not None and {**stored, **fields}["credit_limit"] is None


def needed(whole: int, rules: LimitRules, *, own: bool) -> LimitRole:
    """The office that a limit of `whole` needs; a limit in another currency than the company's `own` needs the highest.

    >>> [needed(amount, LimitRules(), own=True) for amount in (50_000_000, 50_000_001, 200_000_001)]
    ['manager', 'director', 'general_manager']
    """
    if not own or whole > rules.director_limit:
        return "general_manager"
    return "manager" if whole <= rules.manager_limit else "director"


def approved(
    stored: Mapping[str, Value],
    fields: Mapping[str, Value],
    approval: Approval | None,
    rules: LimitRules,
    asked: Request,
    *,
    own: bool,
    day: dt.date,
) -> RowChange:
    """The row of the register that says who approved the limit. Raises Unusable where that person may not."""
    customer = stored["customer_name"] or stored["customer_id"]
    if approval is None or not approval.by.strip():
        raise Unusable(say("{customer}: a higher limit needs an application, or somebody who approves it.", customer=customer))
    if approval.by.strip().casefold() == asked.requested_by.strip().casefold():
        raise Unusable(say("{who} asked for this; somebody else must decide.", who=approval.by))
    after = {**stored, **fields}
    whole = _amount(after["credit_limit"]) + _amount(after["temporary_limit"])
    unlimited = removed(stored, fields)
    least: LimitRole = "general_manager" if unlimited else needed(whole, rules, own=own)
    order = list(ROLES)
    if order.index(approval.role) < order.index(least):
        amount = say("No limit") if unlimited else wording.amount(whole, asked.currency)
        words = {"customer": customer, "amount": amount, "role": ROLES[approval.role], "needed": ROLES[least]}
        raise Unusable(say("{customer}: {amount} is beyond what the {role} may grant; it needs the {needed}.", **words))
    values = asked.values(day) | {
        "decision": applications.APPROVED,
        "decided_on": day,
        "manager_opinion": "agree",
        "manager_by": approval.by.strip(),
        "approved_as": approval.role,
    }
    if asked.limit is not None:
        values["approved_limit"] = asked.limit
    return RowChange("applications", values, customer_key=asked.customer_key)


def _amount(value: Value) -> int:
    return int(value or 0)
