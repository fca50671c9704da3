"""May we ship this order to this customer: the form and its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from arcore import orders, supply
from arcore.exposure import Position
from arcore.orders import ANSWER_LABELS, Answer
from arcore.security import security
from arcore.typed import amount_typed
from pages._shared import figures_of, widgets
from pages._shared.frame import Frame
from pages._shared.widgets import Door

TONES = {Answer.RELEASE: "good", Answer.APPROVAL: "warn", Answer.FROZEN: "bad"}


def form(frame: Frame, positions: Sequence[Position]) -> None:
    """Ask for a customer and an amount, and answer with the reason."""
    _ = frame._
    by_id = {position.customer_id: position for position in positions}
    with st.form("order_check", border=True):
        question = escape(_("May we ship?"))
        st.html(f'<p class="desk-task"><strong>{question}</strong></p>')
        customer = st.selectbox(
            _("Customer"),
            list(by_id),
            index=None,
            format_func=lambda key: f"{key} {by_id[key].customer_name}",
            placeholder=_("Number or name"),
        )
        example = "12.00" if frame.unit == "ten_thousand" else "120,000.00"
        typed = st.text_input(_("Order amount ({unit})").format(unit=frame.unit_name), placeholder=example)
        asked = st.form_submit_button(_("Check the order"), type="primary")
    if not asked:
        return
    if customer is None:
        widgets.strip(_("Choose a customer first."), "warn")
        return
    position = by_id[customer]
    amount = amount_typed(typed, position.currency, frame.unit)
    if amount is None or amount <= 0:
        widgets.strip(
            _("“{typed}” is not an amount above zero. Type digits, for example {example}.").format(typed=typed, example=example), "warn"
        )
        return
    cut = supply.supply_of(frame.books, position, frame.as_of)
    decision = orders.check(position, amount, frame.policy.credit, by_grade=frame.policy.scores, supply=cut)
    reasons = " ".join(frame.say(reason) for reason in decision.reasons)
    sentence = _("{answer}: {customer}, order of {currency} {amount}. {reasons}").format(
        answer=frame.say(ANSWER_LABELS[decision.answer]),
        customer=position.customer_name,
        currency=position.currency,
        amount=replace(frame, unit="unit").amount(amount, position.currency),
        reasons=reasons,
    )
    widgets.strip(sentence, TONES[decision.answer])
    secured = security(position, figures_of.registers(frame), frame.as_of).sentence(position.exposure)
    if secured is not None:
        widgets.note(frame.say(secured))
    if decision.answer is Answer.APPROVAL:
        asked_for = {"part": "requests", "customer": customer, "over": str(decision.over_by) if decision.over_by else ""}
        widgets.door(Door("scoring", _("Ask for approval"), {name: value for name, value in asked_for.items() if value}), key="approval")
