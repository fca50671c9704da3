"""Reviews and moves: whose grade changed between two dates, who is to be reviewed, which data is out of date, who always pays late."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from arcore import charts, credit_reviews, desk
from arcore.customers_at import customers_at
from arcore.ratings import Rated
from arcore.schema import CUSTOMERS
from pages._shared import figures_of, rating_download, session, tables, widgets
from pages._shared.frame import Frame
from pages._shared.looks import look
from pages._shared.tables import Shown


def show(frame: Frame, found: Rated) -> None:
    """Four questions, one below the other."""
    _moves(frame, found)
    _due(frame, found)
    late, old = st.columns(2, gap="large")
    with late:
        _late(frame, found)
    with old:
        _stale(frame)
    rating_download.button(frame, found)


def _moves(frame: Frame, found: Rated) -> None:
    _ = frame._
    earlier = rating_download.compared_day(frame)
    st.session_state["choose.other"] = earlier
    st.date_input(_("Compare with"), format="YYYY-MM-DD", max_value=frame.as_of, width=220, **session.on_change("other"))
    then = figures_of.rated(frame, earlier)
    moved = credit_reviews.migration(then.scored, found.scored)
    cells = credit_reviews.matrix(moved)
    left, right = st.columns([2, 3], gap="large")
    with left:
        heat = charts.grade_moves(cells, earlier, frame.as_of, look(frame, frame.currency))
        move = widgets.picked(
            st.altair_chart(heat, on_select="rerun", key=f"heat.{frame.books.version}.{earlier}.{frame.as_of}"), "move", "move"
        )
    changed = credit_reviews.moved_only(moved, str(move) if move else None)
    with right:
        up, down = int((moved["steps"] > 0).sum()), int((moved["steps"] < 0).sum())
        widgets.note(_("{up} customers rose, {down} fell. Click a cell to see its customers.").format(up=up, down=down))
        columns = [
            Shown("customer_name", _("Customer"), width=220),
            Shown("customer_id", _("Customer No.")),
            Shown("before", str(earlier)),
            Shown("after", str(frame.as_of)),
            Shown("steps", _("Notches"), "integer"),
        ]
        tables.grid(frame, changed, columns, key="moves", height=330)


def _due(frame: Frame, found: Rated) -> None:
    _ = frame._
    rows = rating_download.reviews(frame, found)
    never = int(rows["reviewed_on"].isna().sum())
    due = int((rows["days_left"] <= 0).sum())
    st.subheader(_("Reviews due"), anchor=False)
    widgets.note(
        _("{due} reviews are due, {never} customers were never reviewed. Open a scorecard under “Grades and limits” to record one.").format(
            due=due, never=never
        )
    )
    columns = [
        Shown("customer_name", _("Customer"), width=220),
        Shown("customer_id", _("Customer No.")),
        Shown("grade", _("Computed grade")),
        Shown("balance", _("Open balance"), "money"),
        Shown("reviewed_on", _("Last review"), "date"),
        Shown("approved_until", _("Approved until"), "date"),
        Shown("next_review", _("Next review"), "date", help=_("By the grade's interval, and by the day until which a limit was approved.")),
        Shown("days_left", _("Days left"), "integer", help=_("Negative: overdue. Empty: never reviewed.")),
    ]
    tables.grid(frame, rows, columns, key="reviews", height=300)


def _late(frame: Frame, found: Rated) -> None:
    _ = frame._
    rows = rating_download.late_payers(frame, found)
    st.subheader(_("Chronic late payers"), anchor=False)
    percent = frame.policy.limits.late_customer_percent
    widgets.note(
        _("{count} customers paid {percent}% of their invoices or more late in 12 months.").format(count=len(rows), percent=percent)
    )
    columns = [
        Shown("customer_name", _("Customer"), width=170),
        Shown("grade", _("Computed"), width=90),
        Shown("invoices", _("Invoices paid"), "integer"),
        Shown("late_percent", _("Late"), "percent"),
        Shown("average_days", _("Average days late"), "decimal"),
        Shown("overdue", _("Overdue"), "money", sparse=True),
    ]
    tables.grid(frame, rows, columns, key="late", height=300)


def _stale(frame: Frame) -> None:
    _ = frame._
    rows = credit_reviews.stale(customers_at(frame.books, frame.as_of), frame.books.customer_changes, frame.as_of, frame.policy)
    st.subheader(_("Credit data out of date"), anchor=False)
    months = frame.policy.limits.stale_months
    dated = desk.known_only(rows, "since")
    widgets.note(
        _("Not changed or confirmed for {months} months: {count} fields; {others} more are as first imported.").format(
            months=months, count=len(dated), others=f"{len(rows) - len(dated):,}"
        )
    )
    if not len(dated):
        return
    shown: pd.DataFrame = dated.assign(field=[CUSTOMERS.column(name).heading(frame.lang) for name in dated["field"]])
    columns = [
        Shown("customer_name", _("Customer"), width=180),
        Shown("field", _("Field")),
        Shown("since", _("Updated on"), "date"),
        Shown("months", _("Months"), "integer"),
    ]
    tables.grid(frame, shown, columns, key="stale", height=300)
