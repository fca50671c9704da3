"""The list of customers: searched by name, number or pinyin initials, filtered, each with its balance of twelve months."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from arcore import customer_list, customer_search, desk
from pages._shared import figures_of, session, tables, widgets
from pages._shared.frame import Frame, once
from pages._shared.tables import Shown

FILTERS = ("salesperson", "region", "category", "grade")


def listing(frame: Frame) -> pd.DataFrame:
    """Every customer of the currency, computed once per version and date."""

    def compute() -> pd.DataFrame:
        positions = figures_of.standing(frame, frame.as_of).positions
        scored = figures_of.rated(frame, frame.as_of).scored
        return customer_list.listing(frame.books, positions, scored.set_index("customer_key")["grade"], frame.as_of, frame.currency)

    return once(frame, "customers", frame.as_of, frame.currency, compute=compute)


def show(frame: Frame) -> pd.DataFrame:
    """The answer, the filters and the table; the rows that are shown."""
    _ = frame._
    rows = listing(frame)
    late = rows[rows["overdue"] > 0]
    widgets.answer(
        _("{count} customers, {owing} owe something, {late} are overdue.").format(
            count=f"{len(rows):,}", owing=f"{(rows['open'] > 0).sum():,}", late=f"{len(late):,}"
        )
    )
    shown = _filtered(frame, rows)
    chosen = _table(frame, shown)
    for reference in chosen:
        session.keep("customer", str(reference))
        st.rerun()
    return shown


def _filtered(frame: Frame, rows: pd.DataFrame) -> pd.DataFrame:
    _ = frame._
    search, *others = st.columns([3, 1, 1, 1, 1], vertical_alignment="bottom")
    wanted = session.chosen("find", lambda text: len(text) <= 80, "")
    session.show("find", wanted)
    with search:
        st.text_input(_("Find a customer"), placeholder=_("Name, number, tax number or pinyin initials"), **session.on_change("find"))
    headings = {"salesperson": _("Salesperson"), "region": _("Region"), "category": _("Category"), "grade": _("Grade")}
    for place, name in zip(others, FILTERS, strict=True):
        options = ["", *sorted(value for value in rows[name].dropna().unique() if value)]
        picked = session.one_of(name, options, "")
        session.show(name, picked)
        with place:
            st.selectbox(headings[name], options, format_func=lambda each: each or _("All"), **session.on_change(name))
        rows = rows[rows[name] == picked] if picked else rows
    if wanted:
        known = once(frame, "customers.index", compute=lambda: customer_search.index(frame.books.customers))
        found = set(customer_search.find(known, wanted))
        rows = rows[rows["customer_key"].isin(found)]
    return rows.reset_index(drop=True)


def _table(frame: Frame, rows: pd.DataFrame) -> tuple[object, ...]:
    _ = frame._
    columns = [
        Shown("customer_id", _("Number")),
        Shown("name", _("Customer"), width="medium"),
        Shown("grade", _("Grade"), width="small"),
        Shown(
            "computed",
            _("Computed grade"),
            help=_("From the scorecard; the grade beside it is the one kept for the customer."),
        ),
        Shown("open", _("Open balance"), "money"),
        Shown("overdue", _("Overdue"), "money", sparse=True),
        Shown("used", _("Limit used"), "percent"),
        Shown("trend", _("Balance, 12 months"), "trend", width=130),
        Shown("salesperson", _("Salesperson")),
        Shown("terms", _("Payment terms")),
    ]
    if not len(rows):
        widgets.note(_("No customer is called that. Search for a part of the name, the number, or the first letters of its pinyin."))
        return ()
    widgets.note(_("{count} customers. Select one to open its file.").format(count=f"{len(rows):,}"))
    one = desk.with_keys(rows, "customer_key", rows["customer_key"].tolist())
    return tables.grid(frame, one, columns, key=f"customers.{frame.currency}", select="reference")
