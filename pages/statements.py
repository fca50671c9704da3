"""Who confirmed, who differs?"""

from typing import cast

import streamlit as st

from arcore import desk
from arcore.confirming import progress
from arcore.confirming.progress import SHOWS, STATUSES, Show
from pages._shared import (
    cash_acts,
    figures_of,
    guards,
    session,
    statements_answer,
    statements_clear,
    statements_compare,
    statements_make,
    statements_view,
    tables,
    widgets,
)
from pages._shared.frame import current
from pages._shared.tables import Shown

here = current()
_ = here._
guards.stop_when_empty(here)

with st.spinner(_("Drawing up every customer's account…")):
    listed = statements_view.listed(here)
end = statements_view.end_of(here)
found = progress.measures(listed, figures_of.registers(here).get("statements"), here.currency, here.policy, end)
cash_acts.offer_undo(here)
widgets.answer(here.say(progress.answer(found, end, here.currency, here.unit)))
widgets.figures(statements_view.figures(here, found))
st.space("small")
statements_view.picture(here, found, end)

show = cast(Show, session.one_of("show", SHOWS, "due" if found.due else "all"))
session.show("show", show)
which, find = st.columns([3, 1], vertical_alignment="bottom")
with which:
    st.segmented_control(
        _("Show"), tuple(SHOWS), format_func=lambda name: here.say(SHOWS[name]), required=True, label_visibility="collapsed",
        **session.on_change("show"),
    )  # fmt: skip
wanted = find.text_input(_("Find"), key="statements.find", placeholder=_("Customer, number, any text"), label_visibility="collapsed")
rows = progress.filtered(listed, show)
if wanted.strip():
    rows = desk.matching(rows, wanted, ["customer_name", "customer_id", "number"])
rows = rows.assign(status_said=[here.say(STATUSES[status]) for status in rows["status"]])
if not len(rows):
    widgets.note(_("No customer is in this list. Choose another list above, or a month end as the date."))
if show == "late":
    widgets.note(here.say(progress.late_answer(listed, found)))
columns = [
    Shown("customer_name", _("Customer"), width="medium"),
    *([Shown("send_by", _("To be sent by"), "date", width=95)] if show in ("due", "late") else []),
    Shown("size", _("Company size"), width=105),
    Shown("balance", _("Balance"), "money"),
    Shown("status_said", _("Status"), width=140),
    Shown("sent_on", _("Sent on"), "date", width=95),
    Shown("reply_by", _("Reply by"), "date", width=95),
    Shown("agreed_balance", _("Balance confirmed"), "money"),
    Shown("differences", _("Open differences"), "integer", width=80, sparse=True),
    Shown("difference", _("Difference"), "money", sparse=True),
    Shown("number", _("Statement No."), width=150),
]
chosen = [str(each) for each in tables.grid(here, rows, columns, key="statements", select="row_id", many=True)]
widgets.note(_("Select customers to send, record an answer or compare; without a selection statements are made for the whole list."))
picked = desk.with_keys(rows, "row_id", chosen) if chosen else rows
if chosen:
    statements_answer.show(here, picked)
if len(chosen) == 1:
    statements_compare.show(here, picked)
statements_clear.show(here, picked["customer_key"].tolist() if chosen else [])
statements_make.show(here, picked, end)
