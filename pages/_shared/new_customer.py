"""A customer without history: what it may start with, from what it expects to buy and what was found out."""

from __future__ import annotations

import streamlit as st

from arcore import new_customers
from arcore.ledger import JournalEntry, Ledger, RowChange
from arcore.new_customers import Assessment, NewCustomer
from arcore.ratings import Rated
from arcore.registers import REGISTERS
from arcore.typed import amount_typed
from pages._shared import credit_acts, identity, widgets
from pages._shared.frame import Frame
from pages._shared.widgets import Door

ASSESSED = "new_customer.assessed"


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
        if asked:
            _assessed(frame, name, typed, terms, (finance, operations, reputation, third_party), example)
        applicant = st.session_state.get(ASSESSED)
        if not isinstance(applicant, NewCustomer):
            widgets.note(_("Without history a customer starts with a low limit and pays part of each order in advance."))
            return
        _answer(frame, applicant, new_customers.assess(applicant, frame.policy))


def _assessed(
    frame: Frame, name: str, typed: str, terms: str, scores: tuple[int | None, int | None, int | None, int | None], example: str
) -> None:
    """Keep what was typed for the answer beside the form; or say what is wrong with it."""
    _ = frame._
    st.session_state.pop(ASSESSED, None)
    sales = amount_typed(typed, frame.currency, frame.unit)
    if sales is None or sales <= 0:
        words = _("“{typed}” is not an amount above zero. Type digits, for example {example}.")
        widgets.strip(words.format(typed=typed, example=example), "warn")
        return
    st.session_state[ASSESSED] = NewCustomer(name.strip(), frame.currency, sales, terms, *scores)


def _answer(frame: Frame, applicant: NewCustomer, answer: Assessment) -> None:
    """What the customer may start with and why, and keeping it in the register."""
    _ = frame._
    amount = frame.amount(answer.limit, applicant.currency) + " " + frame.unit_name
    st.subheader(_("Starter limit: {amount}").format(amount=widgets.plain(amount)), anchor=False)
    days = _("{days} days").format(days=answer.days) if answer.days else _("cash before delivery")
    points = "–" if applicant.points is None else str(applicant.points)
    widgets.words([(_("Points"), points), (_("Terms"), days), (_("Paid before delivery"), f"{answer.prepayment_percent} %")])
    widgets.bullets(frame.say(reason) for reason in answer.reasons)
    widgets.note(_("Import the customer, then ask for this limit under “Applications”: somebody else decides."))
    who = identity.who(frame, key="new_customer")
    if st.button(_("Keep this assessment"), type="primary", key="new_customer.keep"):
        if not applicant.name:
            widgets.strip(_("Type the applicant's name first: the assessment is kept under it."))
            return
        values = new_customers.values(applicant, answer, frame.as_of, who, frame.lang)
        row = RowChange("first_assessments", values, customer_key=new_customers.customer_of(applicant.name, frame.books.customers))

        def do(ledger: Ledger, name: str, token: str) -> JournalEntry:
            return ledger.change_registers([row], who=name, why=values["outcome"][:200], token=token)

        done = _("The assessment is in the register; once there is a customer of this name, its file shows it.")
        credit_acts.act(frame, f"new_customer.{applicant.name}", who, done, do)
    register = REGISTERS["first_assessments"]
    widgets.door(Door("registers", frame.say(register.title), {"register": register.name}), key="new_customer")
