"""Concentration: what the exposure hangs on, by customer or group, and what to do about it."""

from __future__ import annotations

from typing import cast

import streamlit as st

from arcore import charts, concentration, desk
from arcore.concentration import By
from arcore.ratings import Rated
from pages._shared import drill, figures_of, rating_download, session, tables, widgets
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
        key = f"pareto.{by}.{frame.books.version}.{frame.as_of}.{frame.currency}"
        clicked = st.altair_chart(charts.pareto(spread, frame.as_of, look(frame, frame.currency)), on_select="rerun", key=key)
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
    widgets.note(_("Click a column or select a row to see the documents behind it."))
    rows = spread.rows.assign(currency=frame.currency)
    selected = tables.grid(frame, rows, columns, key=f"concentration.{by}", select="id") or (widgets.picked(clicked, "id", "id"),)
    if selected[0] is not None:
        _behind(frame, str(selected[0]), groups)
    rating_download.button(frame, found)


def _behind(frame: Frame, chosen: str, groups: dict[int, str]) -> None:
    """The documents of a customer, or of the companies of a group."""
    at = figures_of.aged(frame, frame.as_of, "policy", frame.policy.aging.basis)
    kind, _colon, group = chosen.partition("group:")
    if kind or not group:
        drill.customer(frame, chosen, at)
        return
    st.subheader(frame._("Documents of {customer}").format(customer=widgets.plain(group)), anchor=False)
    members = [key for key, name in groups.items() if name == group]
    items, waiting = (
        desk.with_keys(desk.with_keys(rows, "customer_key", members), "currency", [frame.currency]) for rows in (at.items, at.unapplied)
    )
    drill.documents(frame, items, key=f"concentration.group.{group}")
    if len(waiting):
        drill.receipts(frame, waiting, key=f"concentration.receipts.{group}")
