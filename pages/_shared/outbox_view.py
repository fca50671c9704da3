"""The outbox page's table, and what it says about the ways out."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from arcore.messages import Unusable
from arcore.sending import gateways
from arcore.sending.outbox import REGISTER, channel_said
from pages._shared import tables, widgets
from pages._shared.frame import Frame
from pages._shared.register_row import choices, heading
from pages._shared.tables import Shown


def ways(frame: Frame) -> list[str]:
    """The addresses messages go out through; says how that stands, and nothing secret.

    None where none are set, and none in the sample company, whose customers are invented.
    """
    _ = frame._
    try:
        urls = gateways.configured()
    except Unusable as refused:
        widgets.strip(frame.say(refused.message), "bad")
        return []
    if urls and frame.shelf == "sample":
        widgets.note(_("The sample company's messages are never sent; they can be taken as drafts."))
        return []
    if urls:
        widgets.note(_("Sending is set up: {channels}.").format(channels=channel_said(gateways.channels(urls), frame.lang)))
    else:
        widgets.note(
            _("No way to send is set up: messages are written as drafts for your mail program. To send from here, start the app with "
              "Apprise addresses in {variable}, or in a file that {file} names.").format(
                variable=gateways.VARIABLE, file=gateways.FILE_VARIABLE)
        )  # fmt: skip
    return urls


def table(frame: Frame, listed: pd.DataFrame) -> list[object]:
    """The messages; the keys of those selected."""
    columns = [
        Shown("written_on", heading(frame, REGISTER, "written_on"), "date", width=95),
        Shown("customer_name", frame._("Customer"), width=190),
        Shown("kind_said", heading(frame, REGISTER, "kind"), width=90 if frame.lang == "zh" else 170),
        Shown("recipient", heading(frame, REGISTER, "recipient"), width=170),
        Shown("state_said", heading(frame, REGISTER, "state"), width=85),
        Shown("channel_said", heading(frame, REGISTER, "channel"), width=90),
        Shown("attempts", heading(frame, REGISTER, "attempts"), "integer", width=75),
        Shown("tried_on", heading(frame, REGISTER, "tried_on"), "date", width=95),
        Shown("about", heading(frame, REGISTER, "about"), width=165),
        Shown("delivered_on", heading(frame, REGISTER, "delivered_on"), "date", width=95),
    ]
    shown = listed.assign(
        kind_said=listed["kind"].map(choices(frame, REGISTER, "kind")),
        state_said=listed["state"].map(choices(frame, REGISTER, "state")),
        channel_said=[channel_said(each, frame.lang) for each in listed["channel"]],
    )
    chosen = tables.grid(frame, shown, columns, key="outbox", select="row_key", many=True)
    if not chosen:
        st.caption(frame._("Select messages to read them, to send them again, or to record that they went out or arrived."))
    return list(chosen)
