"""Grades and limits: how customers are spread over the grades, the list, and one customer's scorecard."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from arcore import charts, desk, ratings
from arcore.ratings import Rated
from arcore.scorecard import GRADE_WORDS
from pages._shared import rating_card, rating_download, session, tables, widgets
from pages._shared.frame import Frame, once
from pages._shared.looks import look
from pages._shared.tables import Shown


def show(frame: Frame, found: Rated) -> None:
    """The chart, the list (filtered by grade and name), and the scorecard of the customer that was selected."""
    _ = frame._
    currency = frame.currency
    grades = ratings.by_grade(found, currency)
    left, right = st.columns([3, 2], gap="large")
    key = f"grades.{frame.books.version}.{frame.as_of}.{currency}.{frame.entity}"
    with left:
        st.altair_chart(charts.grade_bars(grades, frame.as_of, look(frame, currency)), key=key)
    with right:
        widgets.note(
            _("The grade follows from payments, open items and the limit of the last 12 months; the points are on the policy page.")
        )
        widgets.note(_("Computed grades are proposals: a customer's record keeps its grade until a review is recorded."))
        widgets.door(widgets.Door("policy", _("Points, weights and limits"), {"part": "form", "section": "scores"}), key="rules")
    rows = once(
        frame, "listed", found.as_of, currency, frame.lang, compute=lambda: ratings.listed(found, currency, frame.policy, frame.lang)
    )
    chosen = _table(frame, _filtered(frame, rows, list(grades["grade"])))
    customer = session.chosen("customer", lambda text: not text or desk.knows_customer(frame.books, text), "")
    if chosen is not None and chosen != customer:
        session.keep("customer", chosen)
        customer = chosen
    rating_download.button(frame, found)
    place = found.place(customer) if customer else None
    if place is not None:
        rating_card.show(frame, found, place)


def _filtered(frame: Frame, rows: pd.DataFrame, grades: list[str]) -> pd.DataFrame:
    _ = frame._
    chosen = session.one_of("grade", ["", "moved", *grades], "")
    session.show("grade", chosen)
    words = {"": _("All"), "moved": _("Other than on record"), **{grade: frame.say(GRADE_WORDS[grade]) for grade in grades}}
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    left.segmented_control(
        _("Show"), tuple(words), format_func=lambda name: words[name], required=True, label_visibility="collapsed",
        **session.on_change("grade"),
    )  # fmt: skip
    wanted = right.text_input(_("Find"), placeholder=_("Part of a name or number"), key="find.rating", label_visibility="collapsed")
    return ratings.narrowed(rows, chosen, wanted)


def _table(frame: Frame, rows: pd.DataFrame) -> str | None:
    _ = frame._
    columns = [
        Shown("name", _("Customer"), width=190),
        Shown("customer_id", _("Customer No.")),
        Shown("grade", _("Computed"), width=90),
        Shown("held", _("On record"), width=85),
        Shown("points", _("Points"), "decimal", width=70),
        Shown("limit", _("Limit"), "money"),
        Shown("suggested", _("Suggested limit"), "money"),
        Shown("balance", _("Open balance"), "money"),
        Shown("overdue", _("Overdue"), "money", sparse=True),
        Shown("terms", _("Terms")),
        Shown("days", _("Suggested days"), "integer"),
        Shown("why", _("Main reason"), width="large"),
    ]
    widgets.note(_("{count} customers. Select one to see its scorecard.").format(count=f"{len(rows):,}"))
    chosen = tables.grid(frame, rows, columns, key=f"ratings.{frame.currency}", select="customer_id")
    return str(chosen[0]) if chosen else None
