"""What stands on the form for approving a limit (信用额度审批表, domain rules §3.6): facts, score, suggestion, request."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from arcore.applications import wording
from arcore.exposure import Position
from arcore.limit_bases import KEYS, peak_balances
from arcore.limits import LimitAdvice, TermsAdvice
from arcore.messages import Message, say
from arcore.money import shown
from arcore.policy import Policy
from arcore.registers.credit import APPLICATIONS
from arcore.schema import CUSTOMERS
from arcore.scorecard import GRADE_WORDS, Card, card
from arcore.scorecard.facts import WINDOW_MONTHS, months_before
from arcore.wording import days, percent

RECORD = ("customer_id", "customer_name", "tax_no", "group_name", "category", "size", "region", "salesperson", "contact", "phone")
Rows = tuple[tuple[Message, Message | str], ...]


@dataclass(frozen=True)
class ApprovalForm:
    """One customer's form: blocks of (label, value), the scorecard, why the system suggests what it does, what is asked for."""

    as_of: dt.date
    currency: str
    blocks: tuple[tuple[Message, Rows], ...]
    card: Card
    reasons: tuple[Message, ...]
    request: Rows


def approval_form(
    customer: Mapping[str, Any],
    row: Mapping[str, Any],
    position: Position,
    advice: tuple[LimitAdvice, TermsAdvice],
    request: Mapping[str, Any] | None,
    *,
    peak: int,
    received: int,
    as_of: dt.date,
    policy: Policy,
) -> ApprovalForm:
    """The form; `row` of `scorecard.score`, `peak` and `received` (in 12 months) in minor units, `request` a row of the applications."""
    currency, limit, terms = position.currency, *advice
    return ApprovalForm(
        as_of,
        currency,
        (
            (say("Customer"), _record(customer)),
            (say("Dealings"), _dealings(row, peak, received, currency)),
            (say("Limit today"), _limit(position)),
            (say("Suggested by the system"), _suggested(limit, terms, currency)),
        ),
        card(row, policy.scores),
        (*limit.reasons, *terms.reasons),
        _asked(request, currency),
    )


def peak_of(documents: pd.DataFrame, allocations: pd.DataFrame, customer_key: int, currency: str, as_of: dt.date) -> int:
    """The highest balance of one customer up to `as_of`, minor units."""
    mine = documents[documents["customer_key"] == customer_key]
    found = peak_balances(mine, allocations[allocations["document_key"].isin(mine["document_key"])], as_of)
    place = found[KEYS[1]] == currency
    return int(found.loc[place, "peak"].iloc[0]) if place.any() else 0


def received_from(receipts: pd.DataFrame, customer_key: int, currency: str, as_of: dt.date) -> int:
    """What one customer paid in the last 12 months, minor units."""
    days_ = receipts["receipt_date"]
    window = (days_ <= pd.Timestamp(as_of)) & (days_ > pd.Timestamp(months_before(as_of, WINDOW_MONTHS)))
    mine = receipts["customer_key"].eq(customer_key).fillna(False) & (receipts["currency"] == currency)
    return int(receipts.loc[window & mine, "amount"].sum())


def _record(customer: Mapping[str, Any]) -> Rows:
    return tuple((CUSTOMERS.column(name).title, _text(customer.get(name))) for name in RECORD)


def _dealings(row: Mapping[str, Any], peak: int, received: int, currency: str) -> Rows:
    first, settled = row["first"], int(row["settled"])
    late = Fraction(int(row["late_days"]), settled) if settled else None
    return (
        (say("Customer since"), "–" if pd.isna(first) else pd.Timestamp(first).date().isoformat()),
        (say("Sales of 12 months"), _money(int(row["sales_recent"] + row["sales_prior"]), currency)),
        (say("Receipts of 12 months"), _money(received, currency)),
        (say("Average days late"), say("{number} days", number=days(late))),
        (say("Invoices paid late"), say("{late} of {count}", late=int(row["late_invoices"]), count=int(row["invoices"]))),
        (say("Highest balance"), _money(peak, currency)),
        (say("Open balance"), _money(int(row["balance"]), currency)),
        (say("Overdue"), _money(int(row["overdue"]), currency)),
    )


def _limit(position: Position) -> Rows:
    currency = position.currency
    return (
        (say("Limit"), say("none") if position.limit is None else _money(position.limit, currency)),
        (say("Exposure"), _money(position.exposure, currency)),
        (say("Headroom"), "–" if position.headroom is None else _money(position.headroom, currency)),
        (say("Used"), percent(position.utilization)),
    )


def _suggested(limit: LimitAdvice, terms: TermsAdvice, currency: str) -> Rows:
    return (
        (say("Suggested limit"), _money(limit.limit, currency)),
        (say("Suggested terms"), say("{number} days", number=terms.days) if terms.days else say("cash before delivery")),
        (say("Paid before delivery"), f"{terms.prepayment_percent} %"),
    )


def _asked(request: Mapping[str, Any] | None, currency: str) -> Rows:
    if request is None:
        return ((say("Asked for"), ""), (say("Valid until"), ""), (say("Reason"), ""))
    return (
        (say("Asked for"), wording(request, currency)),
        (say("Asked by"), f"{_text(request.get('requested_by'))}  {pd.Timestamp(request['requested_on']).date().isoformat()}"),
        *_terms_of(request, currency),
        (say("Valid until"), _date(request.get("valid_to"))),
        (say("Reason"), _text(request.get("reason"))),
        (say("Conditions and who answers for them"), _text(request.get("conditions"))),
    )


def _terms_of(request: Mapping[str, Any], currency: str) -> Rows:
    """Discount, advance payment and security, as far as they are part of the request."""
    deposit, advance = request.get("deposit"), request.get("advance_percent")
    filled = {
        "requested_discount": _text(request.get("requested_discount")),
        "advance_percent": f"{_text(advance)} %" if _text(advance) else "",
        "security": _text(request.get("security")),
        "deposit": "" if deposit is None or pd.isna(deposit) else _money(int(deposit), currency),
    }
    return tuple((APPLICATIONS.field(name).column.title, value) for name, value in filled.items() if value)


def grade_words(form: ApprovalForm) -> Message:
    """The grade with its points."""
    return say("{grade}, {points}", grade=GRADE_WORDS[form.card.grade], points=form.card.total)


def _money(minor: int, currency: str) -> str:
    return f"{shown(minor, currency)} {currency}"


def _text(value: Any) -> str:
    return "" if value is None or pd.isna(value) else str(value)


def _date(value: Any) -> str:
    return "" if value is None or pd.isna(value) else pd.Timestamp(value).date().isoformat()
