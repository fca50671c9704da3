"""The weeks around the forecast: the cash at each coming week's end with the form for it, and what became of earlier weeks."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import streamlit as st

from arcore import charts, desk, forecast, wording
from arcore.policy_settings import BY_PATH
from arcore.schema import DOCUMENTS
from pages._shared import foreseen, policy_form, session, tables, widgets
from pages._shared.frame import Frame
from pages._shared.looks import look
from pages._shared.tables import Shown

ASKED = ("forecast.opening_cash", "forecast.minimum_cash", "forecast.planned_payments")


def liquidity(frame: Frame) -> None:
    """The cash line and its figures, and the form for what it needs; open while nothing is entered."""
    _ = frame._
    st.subheader(_("Does the cash last?"), anchor=False)
    own = frame.policy.company.currency
    found = foreseen.liquidity(frame)
    if found is None:
        widgets.note(_("Enter the cash at hand, planned payments and the minimum cash, and the forecast says in which week it runs short."))
    else:
        widgets.strip(frame.say(forecast.liquidity_answer(found, own, frame.unit)), "good" if found.first_below is None else "bad")
        opening = _("Cash at hand on {date}: {cash}. Minimum: {minimum}.").format(
            date=frame.as_of, cash=_said(frame, frame.policy.forecast.opening_cash), minimum=_said(frame, found.minimum)
        )
        widgets.note(opening)
        st.altair_chart(charts.cash_line(found, frame.as_of, look(frame, own)))
        _cash_table(frame, found)
        owed = foreseen.payables(frame)
        widgets.note(
            _("Suppliers' documents leave on their due dates, overdue ones in the first week.")
            if len(owed)
            else _("The books hold no suppliers' documents; only planned payments are taken off.")
        )
    with st.expander(_("Enter cash, planned payments and the minimum"), expanded=found is None):
        left, right = st.columns([3, 2], gap="large")
        with left:
            changed = policy_form.fields(frame, "liquidity", [BY_PATH[path] for path in ASKED])
        with right:
            policy_form.proposal(frame, "liquidity", changed)


def _said(frame: Frame, minor: int) -> str:
    return frame.say(wording.amount(minor, frame.policy.company.currency, frame.unit))


def _cash_table(frame: Frame, found: forecast.Liquidity) -> None:
    """Week by week: cash at its start, what comes in, what goes out, cash at its end."""
    _ = frame._
    rows = forecast.cash_rows(found, frame.policy.forecast.opening_cash).assign(currency=frame.policy.company.currency)
    columns = [
        Shown("ends", _("Week to"), "date"),
        Shown("opening", _("Cash at its start"), "money"),
        Shown("inflow", _("Expected receipts"), "money", sparse=True),
        Shown("suppliers", _("Due to suppliers"), "money", sparse=True),
        Shown("planned", _("Planned payments"), "money", sparse=True),
        Shown("cash", _("Cash at its end"), "money"),
        Shown("spare", _("Above the minimum"), "money"),
    ]
    tables.grid(frame, rows, columns, key="liquidity.weeks", height=480)


def cash_printed(frame: Frame, currency: str) -> pd.DataFrame | None:
    """The cash week by week for the workbook of the company's own currency; None while no cash at hand is entered."""
    found = foreseen.liquidity(frame) if currency == frame.policy.company.currency else None
    if found is None:
        return None
    return forecast.cash_rows(found, frame.policy.forecast.opening_cash).assign(minimum=found.minimum)


def earlier(frame: Frame, currency: str) -> None:
    """What was forecast for each of the last weeks, what came, the error; selecting a week opens its documents."""
    _ = frame._
    session.show("earlier", session.one_of("earlier", ("yes", "no"), "no"))
    words = {"no": _("Hide"), "yes": _("Compare")}
    chosen = st.segmented_control(
        _("Earlier weeks: forecast and actual"), tuple(words), format_func=lambda name: words[name], required=True,
        label_visibility="collapsed", **session.on_change("earlier"),
    )  # fmt: skip
    if chosen != "yes":
        widgets.note(_("Eleven past forecasts are made again for this; it takes some seconds the first time."))
        return
    with st.spinner(_("Making the forecast, and those of past months…")):
        rows = desk.with_keys(foreseen.earlier(frame), "currency", [currency])
    if not len(rows):
        widgets.note(_("No earlier week can be compared yet: the books begin too late."))
        return
    error = wording.percent(forecast.weekly_error(rows))
    st.altair_chart(charts.weeks_forecast_and_actual(rows, frame.as_of, look(frame, currency)))
    columns = [
        Shown("first", _("From day"), "date"),
        Shown("last", _("Week to"), "date"),
        Shown("earlier", _("Forecast four weeks before its end"), "money"),
        Shown("predicted", _("Forecast the day before"), "money"),
        Shown("actual", _("Came in"), "money"),
        Shown("error", _("Difference"), "money"),
        Shown("new", _("Came for newer documents"), "money"),
    ]
    widgets.note(
        _(
            "Mean error {error} of what came in (Σ |came in − forecast the day before| ÷ Σ came in). Select a week to see its documents."
        ).format(error=error)
    )
    days = [f"{day:%Y-%m-%d}" for day in rows["last"]]
    picked = tables.grid(frame, rows.assign(week=days), columns, key=f"earlier.{currency}", select="week", total=True)
    for day in picked:
        _behind(frame, dt.date.fromisoformat(str(day)), currency)


def _behind(frame: Frame, last: dt.date, currency: str) -> None:
    _ = frame._
    st.subheader(_("Forecast and receipts of the week to {date}").format(date=last), anchor=False)
    rows = desk.named(foreseen.week_behind(frame, last, currency), frame.books.customers)
    columns = [
        Shown("document_no", DOCUMENTS.column("document_no").heading(frame.lang)),
        Shown("customer_name", _("Customer"), width="medium"),
        Shown("due_date", _("Due Date"), "date"),
        Shown("predicted", _("Forecast the day before"), "money", sparse=True),
        Shown("actual", _("Came in"), "money", sparse=True),
        Shown("difference", _("Difference"), "money"),
    ]
    tables.grid(replace(frame, unit="unit"), rows, columns, key=f"earlier.{currency}.{last}", total=bool(len(rows)))


def as_printed(frame: Frame, currency: str) -> pd.DataFrame:
    """The earlier weeks of a currency, for the workbook."""
    return desk.with_keys(foreseen.earlier(frame), "currency", [currency])
