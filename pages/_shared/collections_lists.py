"""The worklist tab: figures, the lists, the customer one works on, the proof, the download."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.collecting import answers
from arcore.collecting import worklist as lists
from arcore.collecting.worklist import Totals
from arcore.documents import collections_workbook
from arcore.messages import say
from arcore.schema import CUSTOMERS
from pages._shared import collected, collections_customer, collections_tasks, downloads, playbook_view, session, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown
from pages._shared.widgets import Figure

Row = dict[str, Any]

LIST_HEIGHT = 300
TASKS = "tasks"
"""The list that is not about customers: what was decided or taken up, by whom and until when."""


def show(frame: Frame, every: pd.DataFrame) -> None:
    """The lists of `every` worklist row in the visit's currency."""
    _ = frame._
    tasks = collections_tasks.rows(frame)
    if not len(every):
        widgets.empty(_("Nothing is overdue"), _("Choose another currency or date on the left."))
        if len(tasks):
            collections_tasks.show(frame, tasks)
        return
    days = frame.policy.collecting.silent_days
    found = {"today": lists.due_today(every), "all": every, "silent": lists.silent(every, days), "excluded": lists.not_dunned(every)}
    total = collected.totals(frame, every)
    _figures(frame, every, found["today"], total)
    titles = {
        "today": _("To contact today"),
        "all": _("All overdue"),
        "silent": _("Not contacted for {days} days").format(days=days),
        "excluded": _("Disputed, on hold, planned"),
        TASKS: _("Tasks and decisions"),
    }
    counts = {name: len(rows) for name, rows in found.items()} | {TASKS: len(tasks)}
    chosen = session.one_of("list", titles, "today")
    listed = "today" if chosen == TASKS else chosen
    session.show("list", chosen)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            _("Show"),
            tuple(titles),
            format_func=lambda name: f"{titles[name]} ({counts[name]})",
            required=True,
            label_visibility="collapsed",
            **session.on_change("list"),
        )
        _download(frame, found[listed], titles[listed], total.aging, collections_tasks.chosen(frame, tasks))
    if chosen == TASKS:
        collections_tasks.show(frame, tasks)
        return
    if not len(found[chosen]):
        widgets.empty(_("Nobody on this list"), _("Look at all overdue customers instead."))
    selected = _worklist(frame, found[chosen])
    widgets.proof_lines([(frame.say(total.sentence(frame.currency, frame.unit)), total.difference == 0)])
    with st.container(horizontal=True, vertical_alignment="center"):
        _next(frame, found[chosen]["row_id"].tolist(), selected)
        widgets.door(widgets.Door("policy", _("The ladder and its days"), {"part": "form", "section": "collecting"}), key="ladder")
    for row in selected:
        collections_customer.show(frame, row)


def _figures(frame: Frame, every: pd.DataFrame, today: pd.DataFrame, total: Totals) -> None:
    _ = frame._
    from_today, broken = collected.totals(frame, today).collect, lists.broken(every)
    widgets.figures(
        [
            Figure(_("To contact today"), f"{len(today):,}", _("customers")),
            Figure(_("To collect from them"), frame.amount(from_today, frame.currency), frame.unit_name),
            Figure(_("Broken promises"), f"{len(broken):,}", _("customers"), bad=len(broken) > 0),
            Figure(_("Not dunned"), frame.amount(total.excluded, frame.currency), frame.unit_name),
            Figure(_("May have paid"), frame.amount(lists.may_have_paid(every), frame.currency), frame.unit_name),
        ]
    )


def _download(frame: Frame, rows: pd.DataFrame, name: str, overdue: int, tasks: pd.DataFrame) -> None:
    """The list on the page as a workbook, with the documents behind it and the tasks that wait."""
    stamp = downloads.stamp(frame, frame.unit)
    title = say("Worklist of collection · {name}", name=name)

    def make() -> bytes:
        return collections_workbook.build(
            rows, collected.items(frame), tasks=tasks, title=title, currency=frame.currency, overdue=overdue, stamp=stamp,
            cards=playbook_view.cards(frame),
        )  # fmt: skip

    widgets.download(frame._("Worklist as a workbook"), make, f"{frame.say(title)} {frame.as_of}.xlsx", key="download.worklist")


def _worklist(frame: Frame, rows: pd.DataFrame) -> list[Row]:
    """The customers in the order of the worklist; the row of the selected one, the first until another is chosen."""
    _ = frame._
    if not len(rows):
        return []
    heading = {name: CUSTOMERS.column(name).heading(frame.lang) for name in ("contact", "phone", "salesperson", "grade")}
    chinese = frame.lang == "zh"
    columns = [
        Shown("customer_name", _("Customer"), width=180),
        Shown("step", _("Step"), width=80 if chinese else 150),
        Shown("why", _("Why now"), width=90 if chinese else 115),
        Shown("amount", _("To collect"), "money"),
        Shown("days", _("Days past due"), "integer", help=_("Of the oldest document that is dunned")),
        Shown(
            "waiting", _("May have paid"), "money", sparse=True,
            help=_("Bank lines not matched yet, receipts on account and credit notes: look at these before you call"),
        ),
        Shown("phone", heading["phone"], width=115),
        Shown("promise", _("Promise"), width=90),
        Shown("promised_on", _("Promised for"), "date", width=100),
        Shown("last_on", _("Last contact"), "date", width=100),
        Shown("contact", heading["contact"], width=80),
        Shown(
            "late_share", _("Usually late"), "percent",
            help=_("Share of its documents paid late, drawn to everybody's where it paid few"),
        ),
        Shown("salesperson", heading["salesperson"], width=80),
        Shown("grade", heading["grade"], width=60),
        Shown("excluded", _("Not dunned"), "money", sparse=True, help=_("Disputed, on hold or under a plan that is kept")),
        Shown("next_on", _("Next on"), "date", width=100),
    ]  # fmt: skip
    widgets.note(_("{count} customers, the most pressing first; the selected one is open below the list.").format(count=f"{len(rows):,}"))
    shown = answers.in_words(rows, frame.lang)
    chosen = tables.grid(frame, shown, columns, key="worklist", select="row_id", required=True, height=LIST_HEIGHT)
    return [{str(name): value for name, value in row.items()} for row in desk.with_keys(rows, "row_id", chosen).to_dict("records")]


def _next(frame: Frame, ids: list[str], selected: list[Row]) -> None:
    """On to the next customer by one key, where the list is one page long."""
    for row in selected:
        place = ids.index(str(row["row_id"])) + 1
        if place < len(ids) <= tables.ROWS_ON_A_PAGE:
            st.button(
                frame._("Next customer"), icon=":material/arrow_downward:", shortcut="N", key="worklist.next", on_click=tables.go_to,
                args=("worklist", ids, place),
            )  # fmt: skip
