"""What was sent to whom, what lies as a draft, what failed?"""

from typing import cast

import streamlit as st

from arcore import desk
from arcore.sending import outbox
from arcore.sending.outbox import SHOWS, Show
from pages._shared import cash_acts, collected, letters_of, outbox_acts, outbox_view, outbox_write, session, widgets
from pages._shared.frame import current

here = current()
_ = here._

rows = letters_of.kept(here, "outbox")
cash_acts.offer_undo(here)
widgets.answer(here.say(outbox.answer(rows, here.policy)))
urls = outbox_view.ways(here)
outbox_write.show(here)

counts = {show: len(outbox.filtered(rows, show)) for show in SHOWS}
show = cast(Show, session.one_of("show", SHOWS, "all"))
session.show("show", show)
which, find = st.columns([3, 1], vertical_alignment="bottom")
with which:
    st.segmented_control(
        _("Show"), tuple(SHOWS), format_func=lambda name: f"{here.say(SHOWS[name])} ({counts[name]})", required=True,
        label_visibility="collapsed", **session.on_change("show"),
    )  # fmt: skip
wanted = find.text_input(_("Find"), key="outbox.find", placeholder=_("Customer, number, any text"), label_visibility="collapsed")
listed = desk.named(outbox.filtered(rows, show), here.books.customers)
if wanted.strip():
    listed = desk.matching(listed, wanted, ["customer_name", "recipient", "subject", "about"])
if not len(listed):
    widgets.note(_("No message is in this list. Write the day's messages above, or run: python -m arcore remind."))
    st.stop()
chosen = outbox_view.table(here, listed)
if chosen:
    outbox_acts.show(here, desk.with_keys(collected.rows(here, "outbox"), "row_key", chosen), urls)
