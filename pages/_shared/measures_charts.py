"""The pictures of the measures page: one at a time, each with its table and a way to what is behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st

from arcore import charts, desk
from arcore.messages import Message, say
from arcore.metrics import DEFINITIONS, series, words
from arcore.registers import REGISTERS
from pages._shared import drill, measures_view, session, tables, widgets
from pages._shared.frame import Frame
from pages._shared.looks import look
from pages._shared.measures_view import Chosen
from pages._shared.tables import Shown
from pages._shared.widgets import Door

PICTURES: dict[str, Message] = {
    "dso": say("DSO and overdue rate"),
    "sales": say("Receivables and sales"),
    "plan": say("Receipts against the collection plan"),
    "promises": say("Promises kept"),
    "calendar": say("Receipts by day"),
}


def show(frame: Frame, chosen: Chosen, monthly: pd.DataFrame, *, outgrown: bool) -> None:
    """The chosen picture; a click on a month measures that month, a click on a day lists its receipts."""
    _ = frame._
    picture = session.one_of("picture", PICTURES, "sales" if outgrown else "dso")
    session.show("picture", picture)
    st.segmented_control(
        _("Picture"), tuple(PICTURES), format_func=lambda name: frame.say(PICTURES[name]), required=True,
        label_visibility="collapsed", **session.on_change("picture"),
    )  # fmt: skip
    if picture == "calendar":
        _calendar(frame, chosen)
        return
    register, column = _EMPTY.get(picture, ("", ""))
    if register and not monthly[column].any():
        widgets.empty(
            _("Nothing on record yet: {register}").format(register=frame.say(REGISTERS[register].title)),
            _("Enter them in the register, or upload them there as a workbook; the measures follow."),
            Door("registers", _("To the register"), {"register": register}),
        )
        return
    drawn: dict[str, Callable[[], object]] = {
        "dso": lambda: charts.dso_and_overdue(monthly, look(frame, frame.currency), chosen.name),
        "sales": lambda: charts.balance_and_sales(monthly, look(frame, frame.currency)),
        "plan": lambda: charts.plan_and_receipts(monthly, look(frame, frame.currency)),
        "promises": lambda: charts.promise_keeping(monthly, look(frame, frame.currency)),
    }
    key = f"{picture}.{frame.books.version}.{frame.as_of}.{frame.currency}.{frame.entity}.{chosen.by}.{chosen.key}"
    event = st.altair_chart(drawn[picture](), on_select="rerun", key=f"{key}.{measures_view.clicks()}")  # type: ignore[call-overload]
    month = widgets.picked(event, "month", "month_end")
    if month is not None and str(month) != chosen.end.isoformat():
        session.keep("month", str(month))
        st.rerun()
    widgets.note(_("Click a month to see its measures."))
    with st.expander(_("The figures of the picture")):
        _months(frame, monthly, picture)


_EMPTY = {"plan": ("receipt_plans", "planned"), "promises": ("promises", "promised")}
"""The register that a picture shows, and the column that is empty while nobody keeps it."""
_MONEY: dict[str, tuple[tuple[str, Message], ...]] = {
    "dso": (("open", say("Open balance")), ("overdue", say("Overdue"))),
    "sales": (("open", say("Open balance")), ("sales_window", say("Sales of the last 90 days")), ("sales", say("Sales of the month"))),
    "plan": (("planned", say("Planned receipts")), ("receipts", say("Receipts applied"))),
    "promises": (("promised", say("Promised")), ("promised_received", say("Promised and paid in time"))),
}
_MEASURES: dict[str, tuple[str, ...]] = {
    "dso": ("dso", "best_possible_dso", "overdue_rate"),
    "sales": ("dso", "turnover_days"),
    "plan": ("plan_completion", "collection_rate"),
    "promises": ("promise_rate_amount", "promise_rate", "dispute_rate", "confirmation_rate"),
}


def _months(frame: Frame, monthly: pd.DataFrame, picture: str) -> None:
    """The months of a picture as a table, the latest first."""
    _ = frame._
    rows = monthly.iloc[::-1].reset_index(drop=True)
    columns = [Shown("month_end", _("Month end"), "date")]
    columns += [Shown(name, frame.say(heading), "money") for name, heading in _MONEY[picture]]
    for name in _MEASURES[picture]:
        definition = DEFINITIONS[name]
        rows[name] = words.column(definition.shape, rows[name])
        columns.append(Shown(name, frame.say(definition.title), "figure"))
    tables.grid(frame, rows.assign(currency=frame.currency), columns, key=f"months.{picture}")


def _calendar(frame: Frame, chosen: Chosen) -> None:
    """The receipts of the month by day; of one customer where one is measured."""
    _ = frame._
    receipts = frame.books.receipts
    if chosen.by == "customer" and chosen.key:
        receipts = desk.with_keys(receipts, "customer_key", [int(chosen.key)])
    elif chosen.by:
        widgets.note(_("Receipts belong to customers: here are those of the whole company."))
    key = f"calendar.{frame.books.version}.{chosen.end}.{frame.currency}.{frame.entity}.{chosen.by}.{chosen.key}"
    event = st.altair_chart(charts.receipts_calendar(receipts, look(frame, frame.currency), chosen.end), on_select="rerun", key=key)
    day = widgets.picked(event, "day", "day")
    widgets.note(_("Click a day to see its receipts."))
    rows = desk.received(receipts, frame.currency, chosen.end, str(day) if day else None)
    with st.expander(_("Receipts of {day}").format(day=day or f"{chosen.end:%Y-%m}"), expanded=day is not None):
        drill.received(replace(frame, unit="unit"), rows, key="calendar.receipts")


def ranking(frame: Frame, chosen: Chosen) -> None:
    """Who stands where in one measure; a click on a bar measures that group."""
    _ = frame._
    measured = series.grouped(chosen.measured)
    measure = session.one_of("rank", measured, "overdue_rate")
    session.show("rank", measure)
    st.selectbox(
        _("Ranked by"), measured, format_func=lambda name: frame.say(DEFINITIONS[name].title), width=320, **session.on_change("rank")
    )
    groups = measures_view.named_groups(frame, chosen)
    target = words.target_of(measure, measures_view.targets(frame, chosen))
    drawn = charts.ranking(groups, measure, measures_view.BYS[chosen.by], chosen.end, look(frame, frame.currency), target=target)
    key = f"rank.{frame.books.version}.{chosen.end}.{frame.currency}.{frame.entity}.{chosen.by}.{chosen.key}.{measure}"
    event = st.altair_chart(drawn, on_select="rerun", key=key)
    group = widgets.picked(event, "key", "key")
    if group is not None and str(group) != chosen.key:
        session.keep("key", str(group))
        st.rerun()
    labels = series.labels(chosen.measured, chosen.at)
    widgets.note(frame.say(labels[measure]) + " · " + _("Click a bar to measure that one alone."))
