"""Concentration: what the exposure hangs on, by customer or group, and what to do about it."""

from __future__ import annotations

from typing import cast

import streamlit as st

from arcore import charts, concentration
from arcore.concentration import By
from arcore.ratings import Rated
from pages._shared import figures_of, session, tables, widgets
from pages._shared.frame import Frame
from pages._shared.looks import look
from pages._shared.tables import Shown


def show(frame: Frame, found: Rated) -> None:
    """The sentence, the Pareto chart beside the advice, the table."""
    _ = frame._
    words = {"customer": _("By customer"), "group": _("Related companies together")}
    by = session.one_of("by", words, "customer")
    session.show("by", by)
    st.segmented_control(
        _("By"), tuple(words), format_func=lambda name: words[name], required=True, label_visibility="collapsed", **session.on_change("by")
    )
    positions = figures_of.standing(frame, found.as_of).positions
    groups = concentration.groups_of(frame.books.customers)
    spread = concentration.concentration(positions, frame.currency, frame.policy.limits, by=cast(By, by), groups=groups)
    if not len(spread.rows):
        widgets.empty(
            _("Nobody owes anything in {currency}").format(currency=frame.currency), _("Choose another currency or date on the left.")
        )
        return
    widgets.answer(frame.say(concentration.answer(spread, frame.unit)))
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.altair_chart(
            charts.pareto(spread, frame.as_of, look(frame, frame.currency)), key=f"pareto.{by}.{frame.books.version}.{frame.as_of}"
        )
    with right:
        st.subheader(_("What to do"), anchor=False)
        widgets.bullets(frame.say(sentence) for sentence in concentration.advice(spread, frame.unit))
        widgets.note(_("HHI is the sum of the squared shares: 0 well spread, 1 a single debtor; antitrust bands 0.10 and 0.18."))
    columns = [
        Shown("name", _("Customer or group"), width=260),
        Shown("amount", _("Exposure"), "money"),
        Shown("share", _("Share"), "percent"),
        Shown("cumulated", _("Together"), "percent"),
    ]
    tables.grid(frame, spread.rows.assign(currency=frame.currency), columns, key=f"concentration.{by}")
