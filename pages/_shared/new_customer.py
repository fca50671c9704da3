"""A customer without history: what it may start with, from what it expects to buy and what was found out."""

from __future__ import annotations

import streamlit as st

from arcore import new_customers
from arcore.new_customers import NewCustomer
from arcore.ratings import Rated
from arcore.typed import amount_typed
from pages._shared import widgets
from pages._shared.frame import Frame


def show(frame: Frame, found: Rated) -> None:
    """The form and the answer beside it."""
    _ = frame._
    left, right = st.columns([3, 2], gap="large")
    example = "120.00" if frame.unit == "ten_thousand" else "1,200,000.00"
    with left, st.form("new_customer", border=True):
        name = st.text_input(_("Name of the applicant"), max_chars=100)
        one, two = st.columns(2)
        typed = one.text_input(_("Expected sales in the first year ({unit}, incl. tax)").format(unit=frame.unit_name), placeholder=example)
        terms = two.text_input(_("Terms asked for"), "30天")
        widgets.note(_("What was found out; leave empty what nobody has looked at."))
        finance = one.number_input(_("Finance (0–100)"), 0, 100, None, step=5)
        operations = two.number_input(_("Operations (0–100)"), 0, 100, None, step=5)
        reputation = one.number_input(_("Reputation in the trade (1–5)"), 1, 5, None, step=1)
        third_party = two.number_input(_("Third party: bank, credit agency (0–100)"), 0, 100, None, step=5)
        asked = st.form_submit_button(_("Assess"), type="primary")
    with right:
        if not asked:
            widgets.note(_("Without history a customer starts with a low limit and pays part of each order in advance."))
            return
        sales = amount_typed(typed, frame.currency, frame.unit)
        if sales is None or sales <= 0:
            widgets.strip(
                _("“{typed}” is not an amount above zero. Type digits, for example {example}.").format(typed=typed, example=example), "warn"
            )
            return
        applicant = NewCustomer(name.strip(), frame.currency, sales, terms, finance, operations, reputation, third_party)
        answer = new_customers.assess(applicant, frame.policy)
        amount = frame.amount(answer.limit, frame.currency) + " " + frame.unit_name
        st.subheader(_("Starter limit: {amount}").format(amount=widgets.plain(amount)), anchor=False)
        days = _("{days} days").format(days=answer.days) if answer.days else _("cash before delivery")
        widgets.words([(_("Terms"), days), (_("Paid before delivery"), f"{answer.prepayment_percent} %")])
        widgets.bullets(frame.say(reason) for reason in answer.reasons)
        widgets.note(_("Import the customer, then ask for this limit under “Applications”: somebody else decides."))
