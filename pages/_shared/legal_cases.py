"""Court cases and cards of the law on the legal page."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.legal.cases import cases_answer
from arcore.legal.clocks import alert_words
from arcore.legal.law_cards import CARDS
from arcore.registers import REGISTERS
from pages._shared import register_view, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown


def open_count(rows: pd.DataFrame) -> int:
    """How many cases are not closed."""
    return int(rows["open"].sum())


def show(frame: Frame, rows: pd.DataFrame) -> None:
    """The cases with their next deadline, then the register."""
    _ = frame._
    register = REGISTERS["cases"]
    stages = register.field("stage").labels(frame.lang)
    if len(rows):
        widgets.note(frame.say(cases_answer(rows, frame.currency, frame.unit)))
        listed = desk.with_keys(rows, "currency", [frame.currency])
        listed = listed.assign(
            stage=[stages[stage] for stage in listed["stage"]],
            urgency=[frame.say(alert_words(None if pd.isna(step) else int(step))) for step in listed["alert"]],
        )
        columns = [
            Shown("deadline", _("Next deadline"), "date"),
            Shown("days_left", _("Days left"), "integer", help=_("Negative: late")),
            Shown("urgency", _("Urgency"), width="small"),
            Shown("customer_name", _("Customer"), width=190),
            Shown("title", _("Case")),
            Shown("stage", _("Stage"), width="small"),
            Shown("claim", _("Claimed"), "money"),
            Shown("costs", _("Costs so far"), "money"),
            Shown("recovered", _("Recovered"), "money"),
            Shown("owner", _("Owner")),
        ]
        tables.grid(replace(frame, unit="unit"), listed, columns, key="legal.cases")
    else:
        widgets.empty(_("No court cases"), _("Add one below from the lawyer's letter on; before court, record the legal advice."))
    widgets.note(_("Enforcement must be asked for within two years: the deadline appears once the judgment's day is entered."))
    register_view.show(frame, register, frame.books.registers["cases"], key="legal.")


def law(frame: Frame) -> None:
    """The rules of law in short, each with its source."""
    _ = frame._
    widgets.note(_("In our own words, for orientation; no legal advice. Ask the lawyer before relying on one of them."))
    checked = _("Last checked on {date}")
    columns = st.columns(2, gap="medium")
    for place, card in enumerate(CARDS):
        with columns[place % 2], st.container(border=True):
            st.markdown(f"**{widgets.plain(frame.say(card.title))}**")
            st.text(frame.say(card.rule))
            widgets.note(f"{card.source} · {checked.format(date=card.checked)}")
