"""What a warning is, the rules there are and what can be done, as data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from arcore.messages import Message, say

Department = Literal["finance", "sales", "legal"]


class Severity(Enum):
    """How urgent a warning is, most urgent first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


SEVERITY_LABELS: dict[Severity, Message] = {
    Severity.HIGH: say("Urgent"),
    Severity.MEDIUM: say("Important"),
    Severity.LOW: say("To note"),
}


@dataclass(frozen=True)
class Response:
    """Something to do. `field`: the customer's field that one click changes; None where only people can do it."""

    title: Message
    field: str | None = None


RESPONSES: dict[str, Response] = {
    "collect": Response(say("Collect: call, visit, agree a plan")),
    "shorten_terms": Response(say("Shorten the payment terms"), "term_text"),
    "require_prepayment": Response(say("Require prepayment"), "term_text"),
    "cut_limit": Response(say("Cut the credit limit"), "credit_limit"),
    "stop_shipment": Response(say("Stop shipments"), "status"),
    "reduce_supply": Response(say("Reduce supply to a share"), "status"),
    "review_limit": Response(say("Review limit and grade")),
    "written_demand": Response(say("Send a written demand with proof of delivery")),
    "sue": Response(say("Prepare a lawsuit or payment order")),
    "claim_guarantor": Response(say("Claim from the guarantor or insurer in time")),
    "renew": Response(say("Renew it or ask for a new one")),
    "confirm_balance": Response(say("Have the balance confirmed")),
    "sign_contract": Response(say("Sign a contract or file it")),
    "check_order": Response(say("Check what the orders are for")),
    "spread_risk": Response(say("Insure, take security, or spread the risk")),
    "plan_cash": Response(say("Bring payments in, put payments off, arrange credit")),
}


@dataclass(frozen=True)
class Rule:
    """One rule: what it is called, who deals with it, what is recommended (the first response first)."""

    title: Message
    department: Department
    responses: tuple[str, ...]


RULES: dict[str, Rule] = {
    "cash": Rule(say("Cash below the minimum"), "finance", ("plan_cash", "collect")),
    "limitation": Rule(say("Limitation period"), "legal", ("written_demand", "sue", "confirm_balance")),
    "risk_event": Rule(say("Risk events"), "finance", ("stop_shipment", "require_prepayment", "sue")),
    "guarantee": Rule(say("Guarantees and insurance"), "legal", ("claim_guarantor", "renew")),
    "over_limit": Rule(say("Over the limit"), "sales", ("collect", "stop_shipment", "reduce_supply", "review_limit")),
    "overdue_long": Rule(say("Overdue too long"), "sales", ("collect", "stop_shipment", "require_prepayment", "written_demand")),
    "broken_promise": Rule(say("Broken promise"), "sales", ("collect", "stop_shipment", "written_demand")),
    "silence": Rule(say("Silence"), "sales", ("collect", "stop_shipment")),
    "overdue_jump": Rule(say("Overdue jump"), "sales", ("collect", "shorten_terms", "reduce_supply")),
    "grade_drop": Rule(say("Grade drop"), "finance", ("cut_limit", "shorten_terms", "review_limit")),
    "migration": Rule(say("Debts growing older"), "sales", ("collect", "reduce_supply", "written_demand")),
    "order_spike": Rule(say("Order spike"), "sales", ("check_order", "cut_limit", "reduce_supply")),
    "growth": Rule(say("Receivables outgrow sales"), "finance", ("review_limit", "collect")),
    "concentration": Rule(say("Customer concentration"), "finance", ("spread_risk", "cut_limit")),
    "near_limit": Rule(say("Near the credit limit"), "sales", ("review_limit", "collect")),
    "no_contract": Rule(say("No written contract"), "sales", ("sign_contract", "confirm_balance")),
    "reconciliation": Rule(say("Reconciliation overdue"), "finance", ("confirm_balance",)),
    "evidence_expired": Rule(say("Evidence expired"), "finance", ("renew", "review_limit")),
}
"""Every rule by the name of its switch in the policy, most pressing first."""


@dataclass(frozen=True)
class RiskWarning:
    """One warning. `ref` names its cause and stays the same from day to day; amounts in minor units of `currency`.

    `customer_key` is None for what concerns the company; `ids` are the document keys behind it.
    """

    rule: str
    severity: Severity
    ref: str
    currency: str
    amount: int
    message: Message
    since: dt.date | None = None
    customer_key: int | None = None
    customer_id: str = ""
    customer_name: str = ""
    document_no: str = ""
    ids: tuple[int, ...] = ()

    @property
    def responses(self) -> tuple[str, ...]:
        """What is recommended, the first first."""
        return RULES[self.rule].responses
