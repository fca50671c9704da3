"""The statistics tab: what a period of collecting was like, with the formula of every figure, a table behind every picture."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from arcore import charts, desk, wording
from arcore.collecting import answers, recovery, statistics
from arcore.collecting import worklist as lists
from arcore.collecting.statistics import Summary
from arcore.documents import collecting_workbook
from pages._shared import collected, downloads, figures_of, session, tables, widgets
from pages._shared.frame import Frame, once
from pages._shared.looks import look
from pages._shared.tables import Shown
from pages._shared.widgets import Figure

PERIODS = ("1", "3", "6", "12")
WINDOWS = ("7", "14", "30")


@dataclass(frozen=True)
class Found:
    """Everything the tab shows of a period."""

    first: dt.date
    days: int
    summary: Summary
    reasons: pd.DataFrame
    steps: pd.DataFrame
    collectors: pd.DataFrame
    monthly: pd.DataFrame
    collected: int


def show(frame: Frame, every: pd.DataFrame) -> None:
    """Choices, answer, figures, pictures with their tables, who waits, one download; `every` row of the worklist."""
    _ = frame._
    months, days = _choices(frame)
    found = _found(frame, every, months, days)
    silent_days = frame.policy.collecting.silent_days
    widgets.answer(frame.say(found.summary.sentence(silent_days)))
    _figures(frame, found)
    if not found.summary.contacts and not found.monthly["contacts"].any():
        widgets.empty(
            _("No contact is on record"), _("Log contacts on the worklist: from then on this page shows what they bring."),
            widgets.Door("collections", _("Open the worklist"), {"part": "worklist"}),
        )  # fmt: skip
    else:
        _pictures(frame, found)
    silent = lists.silent(every, silent_days)
    _silent(frame, silent, silent_days)
    _download(frame, silent, found)


def _choices(frame: Frame) -> tuple[int, int]:
    _ = frame._
    months, days = session.one_of("months", PERIODS, "3"), session.one_of("within", WINDOWS, "14")
    session.show("months", months)
    session.show("within", days)
    left, right = st.columns(2)
    left.segmented_control(
        _("Period"),
        PERIODS,
        format_func=lambda each: _("1 month") if each == "1" else _("{count} months").format(count=each),
        required=True,
        **session.on_change("months"),
    )
    right.segmented_control(
        _("Collected within"), WINDOWS, format_func=lambda each: _("{count} days").format(count=each), required=True,
        **session.on_change("within"),
    )  # fmt: skip
    return int(months), int(days)


def _found(frame: Frame, every: pd.DataFrame, months: int, days: int) -> Found:
    first = statistics.period(frame.as_of, months)

    def compute() -> Found:
        contacts, letters = collected.rows_then(frame, "contacts"), collected.rows_then(frame, "letters")
        promises = desk.with_keys(figures_of.agreed(frame).promises, "currency", [frame.currency])
        year = recovery.steps_taken(contacts, letters, frame.books.documents, statistics.first_month(frame.as_of), frame.as_of)
        brought = recovery.recovered(frame.books, year, frame.as_of, days=days, currency=frame.currency)
        mine = statistics.within(brought, "day", first, frame.as_of)
        silent = frame.policy.collecting.silent_days
        return Found(
            first,
            days,
            statistics.summary(every, contacts, promises, first, frame.as_of, silent_days=silent),
            answers.reasons_in_words(statistics.reasons(every, contacts, first, frame.as_of), frame.lang),
            answers.recovery_in_words(recovery.by("step", mine), "step", frame.lang),
            answers.recovery_in_words(recovery.by("collector", mine), "collector", frame.lang),
            statistics.monthly(contacts, promises, brought, frame.as_of),
            int(desk.total_row(mine, ["collected"])["collected"].iloc[0]),
        )

    return once(frame, "collecting statistics", frame.as_of, frame.currency, frame.lang, months, days, compute=compute)


def _figures(frame: Frame, found: Found) -> None:
    _ = frame._
    mine = found.summary

    def rate(label: str, value: statistics.Rate, words: str) -> Figure:
        return Figure(
            label, value.words(), before=_("{part} of {whole} {what}").format(part=f"{value.part:,}", whole=f"{value.whole:,}", what=words)
        )

    widgets.figures(
        [
            rate(_("Contact coverage"), mine.coverage, _("overdue customers")),
            rate(_("Promise rate"), mine.promised, _("contacts that reached somebody")),
            rate(_("Promises kept"), mine.kept, _("promises due")),
            Figure(_("Kept, by amount"), mine.kept_amount.words(), before=_("of what was promised")),
            Figure(
                _("Collected within {days} days").format(days=found.days), frame.amount(found.collected, frame.currency), frame.unit_name
            ),
        ]
    )
    widgets.note(
        _("From {first} to {last}. Coverage by amount: {share} of what is to be collected.").format(
            first=found.first, last=frame.as_of, share=wording.percent(mine.coverage_amount.value)
        )
    )


def _pictures(frame: Frame, found: Found) -> None:
    _ = frame._
    style, at = look(frame, frame.currency), f"{frame.books.version}.{frame.as_of}.{frame.currency}.{found.first}.{found.days}"
    left, right = st.columns(2, gap="large")
    with left:
        if len(found.reasons):
            st.altair_chart(charts.reasons_pareto(found.reasons, frame.as_of, style), key=f"reasons.{at}")
            _table(frame, found.reasons, _reason_columns(frame), "reasons")
        else:
            widgets.note(_("No reason was recorded in this period: choose one when you log a contact."))
    with right:
        st.altair_chart(charts.contacts_trend(found.monthly, frame.as_of, style), key=f"trend.{at}")
        _table(frame, found.monthly.assign(currency=frame.currency), _month_columns(frame), "trend")
    for rows, name, column in zip((found.steps, found.collectors), ("steps", "collectors"), st.columns(2, gap="large"), strict=True):
        if len(rows):
            with column:
                st.subheader(_("By step") if name == "steps" else _("By collector"), anchor=False)
                st.altair_chart(charts.recovery_bars(rows, frame.as_of, style, found.days), key=f"{name}.{at}")
                _table(frame, rows.assign(currency=frame.currency), _recovery_columns(frame), name)
    widgets.note(
        _(
            "Collected: cash that came from the day of a step to {days} days after it, for documents overdue then; each cent counts "
            "for the last step before it. Recovery = collected ÷ overdue on that day; steps younger than {days} days still run."
        ).format(days=found.days)
    )


def _table(frame: Frame, rows: pd.DataFrame, columns: list[Shown], name: str) -> None:
    with st.expander(frame._("The figures"), icon=":material/table_rows:"):
        tables.grid(frame, rows, columns, key=f"statistics.{name}")


def _reason_columns(frame: Frame) -> list[Shown]:
    _ = frame._
    return [
        Shown("label", _("Reason")), Shown("contacts", _("Contacts"), "integer"), Shown("customers", _("Customers"), "integer"),
        Shown("amount", _("Overdue"), "money"), Shown("share", _("Share"), "percent"), Shown("cumulated", _("Cumulated"), "percent"),
    ]  # fmt: skip


def _month_columns(frame: Frame) -> list[Shown]:
    _ = frame._
    return [
        Shown("month", _("Month")), Shown("contacts", _("Contacts"), "integer"), Shown("reached", _("Somebody reached"), "integer"),
        Shown("customers", _("Customers"), "integer"), Shown("promised", _("Promises made"), "integer"),
        Shown("due", _("Promises due"), "integer"), Shown("kept", _("Kept in full"), "integer"),
        Shown("collected", _("Collected"), "money"),
    ]  # fmt: skip


def _recovery_columns(frame: Frame) -> list[Shown]:
    _ = frame._
    return [
        Shown("label", _("What"), width=140), Shown("steps", _("How often"), "integer"), Shown("customers", _("Customers"), "integer"),
        Shown("overdue", _("Overdue then"), "money"), Shown("collected", _("Collected"), "money"), Shown("rate", _("Recovery"), "percent"),
        Shown("running", _("Still running"), "integer"),
    ]  # fmt: skip


def _silent(frame: Frame, rows: pd.DataFrame, days: int) -> None:
    _ = frame._
    st.subheader(_("Not contacted for {days} days").format(days=days) + f" ({len(rows):,})", anchor=False)
    if not len(rows):
        widgets.note(_("Every overdue customer was contacted."))
        return
    columns = [
        Shown("customer_name", _("Customer"), width=200), Shown("amount", _("To collect"), "money"),
        Shown("days", _("Days past due"), "integer"), Shown("last_on", _("Last contact"), "date"),
        Shown("silent", _("Days without contact"), "integer"), Shown("salesperson", _("Salesperson")),
    ]  # fmt: skip
    tables.grid(frame, rows, columns, key="statistics.silent", height=260)


def _download(frame: Frame, silent: pd.DataFrame, found: Found) -> None:
    stamp = downloads.stamp(frame, frame.unit)

    def make() -> bytes:
        return collecting_workbook.build(
            found.summary, found.reasons, found.steps, found.collectors, found.monthly, silent, currency=frame.currency, first=found.first,
            days=found.days, stamp=stamp,
        )  # fmt: skip

    name = frame._("Collection statistics") + f" {frame.as_of}.xlsx"
    widgets.download(frame._("Statistics as a workbook"), make, name, primary=True, key="download.statistics")
