"""Feedback by kind and month with its register, and the answers that came by link and wait for a person."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.books import called
from arcore.documents import feedback_form
from arcore.feedback import Figures
from arcore.ledger import JournalEntry, Ledger
from arcore.portal.replies import decided
from arcore.registers import REGISTERS
from arcore.registers.checks import Given
from arcore.registers.words import in_words
from pages._shared import cash_acts, downloads, identity, register_exchange, register_view, tables, widgets
from pages._shared.frame import Frame
from pages._shared.register_row import choices
from pages._shared.tables import Shown


def show(frame: Frame, found: Figures) -> None:
    """What it is about, how it moves, and every piece."""
    _ = frame._
    register = REGISTERS["feedback"]
    if found.received:
        words = choices(frame, register, "category")
        left, right = st.columns(2, gap="large")
        with left:
            rows = found.by_category.assign(category=[words[name] for name in found.by_category["category"]])
            tables.grid(frame, rows, [Shown("category", _("About")), Shown("count", _("Pieces"), "integer")], key="feedback.categories")
        with right:
            columns = [
                Shown("month", _("Month")),
                Shown("received", _("Feedback received"), "integer"),
                Shown("closed", _("Feedback settled"), "integer"),
            ]
            tables.grid(frame, found.trend, columns, key="feedback.trend", height=300)
    with st.expander(_("Form for customers"), icon=":material/assignment:"):
        _customers_form(frame)
    register_view.show(frame, register, frame.books.registers["feedback"], key="feedback.")


def _customers_form(frame: Frame) -> None:
    """The form to send out, and what came back filled in: who answers for it and until when is ours to say."""
    _ = frame._
    days = frame.policy.legal.feedback_days
    widgets.note(_("Send customers this form, never the register's workbook, which lists everybody's feedback. What comes back is to be "
                   "settled within {days} days.").format(days=days))  # fmt: skip
    left, right = st.columns(2)
    customers = called(frame.books.customers)
    key = left.selectbox(
        _("Customer"), tuple(customers), format_func=lambda each: customers[each][1], index=None, key="feedback.form.customer"
    )
    owner = right.text_input(_("Who answers"), key="feedback.form.owner", max_chars=60)
    number, name = ("", "") if key is None else customers[key]
    title = frame.say(feedback_form.TITLE)
    widgets.download(
        _("Download the form"), lambda: feedback_form.build(downloads.stamp(frame), name),
        f"{' '.join(part for part in (title, name) if part)}.xlsx", key="feedback.form.download",
    )  # fmt: skip
    defaults: dict[str, Given] = {
        "received_on": frame.as_of, "channel": "survey", "category": "other", "owner": owner.strip() or None,
        "due_on": frame.as_of + dt.timedelta(days=days),
    }  # fmt: skip
    if key is not None:
        defaults |= {"customer_id": number or None, "customer_name": name}
    register_exchange.upload(frame, REGISTERS["feedback"], "feedback.form", defaults)


def waiting(frame: Frame) -> pd.DataFrame:
    """The answers by link that nobody has decided."""
    return desk.with_keys(frame.books.registers["replies"], "state", ["waiting"])


def decide(frame: Frame, rows: pd.DataFrame) -> None:
    """Accept or refuse what came in by link, one by one."""
    _ = frame._
    if not len(rows):
        widgets.note(_("No answer by link waits."))
        return
    listed = desk.named(in_words(rows, REGISTERS["replies"], frame.lang), frame.books.customers)
    columns = [
        Shown("came_on", _("Received on"), "date"),
        Shown("customer_name", _("Customer"), width=190),
        Shown("act", _("What")),
        Shown("document_no", _("Document")),
        Shown("balance", _("Balance confirmed"), width="medium"),
        Shown("words", _("Explanation"), width="large"),
        Shown("person", _("Filled in by")),
    ]
    for key in tables.grid(frame, listed, columns, key="feedback.replies", select="row_key"):
        row = desk.with_keys(rows, "row_key", [key]).iloc[0]
        with st.container(border=True):
            widgets.note(
                _("Accepted, a confirmation becomes an event without proof, a disputed document a dispute that is not dunned, anything "
                  "else a piece of feedback; you are the owner.")
            )  # fmt: skip
            who = identity.who(frame, key=f"reply.{key}")
            with st.container(horizontal=True):
                accept = st.button(_("Accept"), type="primary", key=f"accept.{key}")
                refuse = st.button(_("Refuse"), key=f"refuse.{key}")
        if (accept or refuse) and identity.ready(frame, who, "-"):
            _decide(frame, row, who, accepted=bool(accept))


def _decide(frame: Frame, row: pd.Series, who: str, *, accepted: bool) -> None:
    due = frame.as_of + dt.timedelta(days=frame.policy.legal.feedback_days)
    today = max(frame.as_of, row["came_on"].date())
    changes = decided(row.to_dict(), accepted=accepted, who=who, today=today, due=due)
    words = frame._("Accepted") if accepted else frame._("Refused")

    def do(target: Ledger, mark: str) -> list[JournalEntry | None]:
        return [target.change_registers(changes, who=who, why=words, token=mark)]

    cash_acts.act(frame, f"reply.{row['row_key']}", who, words, do)
