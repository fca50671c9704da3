"""What one click changes in a customer: fields and their new values, to be journaled with the approver."""

from __future__ import annotations

from collections.abc import Mapping

from arcore import wording
from arcore.messages import Message, Unusable, say
from arcore.terms import parse

PREPAYMENT = "款到发货"
STOPPED = "停止发货"


def changes_for(response: str, value: str | int | None = None) -> Mapping[str, str | int]:
    """The customer's fields that a response sets. `value`: the terms, the limit (minor units), or the percentage still supplied.

    Raises Unusable where the value is missing or cannot be one.
    """
    if response == "shorten_terms":
        if not isinstance(value, str) or not parse(value).recognized:
            raise Unusable(say("“{value}” is not a payment term that can be counted; write 30天, 月结30天 or Net 30.", value=value or ""))
        return {"term_text": value.strip()}
    if response == "require_prepayment":
        return {"term_text": PREPAYMENT}
    if response == "cut_limit":
        return {"credit_limit": _whole(value, 0, 10**14, say("The new credit limit must be an amount of 0 or more."))}
    if response == "stop_shipment":
        return {"status": STOPPED}
    if response == "reduce_supply":
        percent = _whole(value, 1, 99, say("Supply is reduced to a share between 1 and 99 percent."))
        return {"status": f"减供至 {percent}%"}
    raise Unusable(say("Nothing in the customer's record changes with this response; make it a task."))


def measure_words(response: str, value: str | int | None, currency: str) -> Message:
    """What the response did to the customer, for the task, the list of measures and the paper."""
    if response == "shorten_terms":
        return say("Payment terms shortened to {terms}", terms=value)
    if response == "require_prepayment":
        return say("Prepayment required")
    if response == "cut_limit":
        return say("Credit limit cut to {amount}", amount=wording.amount(int(value or 0), currency))
    if response == "stop_shipment":
        return say("Shipments stopped")
    return say("Supply reduced to {percent} %", percent=value)


def _whole(value: str | int | None, low: int, high: int, wrong: Message) -> int:
    if not isinstance(value, int) or not low <= value <= high:
        raise Unusable(wrong)
    return value
