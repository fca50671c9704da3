"""Who may decide on a write-off, by its amount and by what the customer was given up before in the year."""

from __future__ import annotations

from typing import Literal

from arcore.messages import Message, say
from arcore.policy import ApprovalRules

Role = Literal["clerk", "manager", "director"]
ROLES: dict[Role, Message] = {"clerk": say("Clerk"), "manager": say("Finance manager"), "director": say("Finance director")}


def decides(amount: int, rules: ApprovalRules, given_up: int, *, foreign: bool) -> Role:
    """Who at least must decide on a write-off of `amount`.

    `given_up`: what the customer was written off in the year so far, minor units of the company's own currency; the limits are
    in it, so that a `foreign` amount is the director's.
    """
    if foreign or amount > rules.write_off_manager:
        return "director"
    return "clerk" if amount <= rules.write_off_clerk and given_up + amount <= rules.customer_year_limit else "manager"
