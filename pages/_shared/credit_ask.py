"""Asking for a limit: how much, on which terms, what secures it and until when (domain documents §3.6)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import streamlit as st

from arcore import desk
from arcore.applications import Request
from arcore.registers import REGISTERS
from arcore.schema import CUSTOMERS
from arcore.typed import amount_typed
from pages._shared import credit_acts, identity, session, widgets
from pages._shared.frame import Frame

MONTH = dt.timedelta(days=30)
MORE = ("requested_discount", "advance_percent", "security", "deposit", "valid_to")


def show(frame: Frame) -> None:
    """The form; what it asks for waits for somebody else's decision."""
    _ = frame._
    customers = frame.books.customers
    names = dict(zip(customers["customer_id"], customers["customer_name"], strict=True))
    currencies = dict(zip(customers["customer_id"], customers["currency"].fillna(frame.policy.company.currency), strict=True))
    asked = session.chosen("customer", lambda text: not text or text in names, "")
    over = session.chosen("over", lambda text: not text or text.isdigit(), "")
    with st.form("request", border=False):
        left, right = st.columns(2)
        ids = list(names)
        customer = left.selectbox(
            _("Customer"),
            ids,
            ids.index(asked) if asked else None,
            format_func=lambda key: f"{key} {names[key]} ({currencies[key]})",
            placeholder=_("Number or name"),
        )
        kinds = {name: CUSTOMERS.column(f"{name}_limit").heading(frame.lang) for name in ("credit", "temporary")}
        kind = right.radio(_("Kind"), tuple(kinds), int(bool(over)), format_func=lambda name: kinds[name], horizontal=True)
        ten_thousand = frame.unit == "ten_thousand"
        label = _("Amount in the customer's currency, in ten thousands") if ten_thousand else _("Amount in the customer's currency")
        typed = left.text_input(label, frame.amount(int(over), frame.currency) if over else "")
        terms = right.text_input(_("Terms asked for (only with a limit for good)"), placeholder="45天")
        start = left.date_input(_("Temporary from"), frame.as_of, format="YYYY-MM-DD")
        end = right.date_input(_("Temporary until"), frame.as_of + MONTH, format="YYYY-MM-DD")
        more = _more(frame)
        reason = st.text_input(_("Reason"), max_chars=300)
        who = identity.who(frame, key="request")
        pressed = st.form_submit_button(_("Send to whoever decides"), type="primary")
    if not pressed:
        return
    if customer is None:
        widgets.strip(_("Choose a customer first."))
        return
    currency = str(currencies[customer])
    amount, deposit = amount_typed(typed, currency, frame.unit), amount_typed(more["deposit"] or "0", currency, frame.unit)
    if amount is None or deposit is None or not identity.ready(frame, who, reason):
        widgets.strip(_("Choose a customer, type an amount such as 120000, and give a reason."))
        return
    wanted = {"limit": amount, "terms": terms.strip() or None} if kind == "credit" else {
        "temporary_limit": amount, "temporary_from": start, "temporary_to": end
    }  # fmt: skip
    (row,) = desk.with_keys(customers, "customer_id", [customer]).to_dict("records")
    session.keep("over", None)
    key = int(row["customer_key"])
    credit_acts.ask_for(frame, Request(key, who, reason.strip(), currency, **wanted, **(more | {"deposit": deposit or None})))


def _more(frame: Frame) -> dict[str, Any]:
    """Discount, advance payment, security, deposit and validity: all of them may stay blank."""
    heading = {name: REGISTERS["applications"].field(name).heading(frame.lang) for name in MORE}
    one, two, three, four, five = st.columns(5)
    discount = one.text_input(heading["requested_discount"], placeholder="2/10, n/30")
    advance = two.number_input(heading["advance_percent"], 0, 100, None, step=5)
    security = three.text_input(heading["security"], max_chars=200)
    deposit = four.text_input(heading["deposit"])
    until = five.date_input(heading["valid_to"], None, format="YYYY-MM-DD")
    return {
        "discount": discount.strip() or None,
        "advance_percent": advance,
        "security": security.strip() or None,
        "deposit": deposit.strip(),
        "valid_to": until,
    }
