"""The quality of the system's own use on the page: a picture, a table and the entries behind each of its four questions."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from arcore import charts, desk
from arcore.documents import usage_workbook
from arcore.documents.usage_workbook import FLAGS
from arcore.ledger import JournalEntry
from arcore.messages import Message, say
from arcore.usage import by_kind, issues, panel
from arcore.usage.bank_lines import OUTCOMES
from arcore.usage.panel import Panel
from arcore.wording import percent
from pages._shared import downloads, tables, widgets
from pages._shared.frame import Frame, once
from pages._shared.journal_list import NAMES
from pages._shared.looks import look
from pages._shared.tables import Shown
from pages._shared.widgets import Door, Figure

KINDS: dict[str, Message] = {kind.value: title for kind, title in NAMES.items()}


def found(frame: Frame) -> Panel:
    """The panel of everything recorded; at a past date, of what was recorded by then."""

    def compute() -> Panel:
        journal = _recorded(frame)
        until = frame.as_of if frame.is_past else panel.recorded_until(journal, frame.as_of)
        return panel.panel(frame.ledger.line_events(), journal, frame.ledger.import_issues(), until, frame.policy.training)

    return once(frame, "usage", frame.as_of, frame.is_past, compute=compute)


def _recorded(frame: Frame) -> list[JournalEntry]:
    return once(frame, "usage.journal", compute=frame.ledger.journal)


def show(frame: Frame) -> None:
    """The sentence, the figures, and the three tables with their pictures."""
    _ = frame._
    now = found(frame)
    widgets.answer(frame.say(now.sentence()))
    widgets.figures(
        [
            Figure(_("Unmatched at month end"), percent(now.share("unmatched"))),
            Figure(_("Posted by itself"), percent(now.share("certain"))),
            Figure(_("Posted by hand"), percent(now.share("hand"))),
            Figure(
                _("Taken in late"), f"{now.total('late'):,}", _("more than {days} days").format(days=frame.policy.training.statement_days)
            ),
            Figure(_("Issues of imports"), f"{int(now.issue_months['count'].sum()):,}"),
        ]
    )
    stamp = downloads.stamp(frame)
    name = _("Quality of use") + f" {now.until}.xlsx"
    widgets.download(
        _("Quality of use as a workbook"), lambda: usage_workbook.build(now, KINDS, stamp, frame.currency), name, primary=True,
        key="usage.workbook",
    )  # fmt: skip
    _bank(frame, now)
    _edits(frame, now)
    _issues(frame, now)


def _picture(frame: Frame, now: Panel, rows: pd.DataFrame, names: Mapping[str, Message], title: Message, key: str) -> None:
    there = set(rows["kind"])
    mine = {kind: title for kind, title in names.items() if kind in there}
    st.altair_chart(charts.monthly_columns(rows, mine, title, now.until, look(frame, frame.currency)), key=f"{key}.{now.until}")


def _section(title: str, means: str, empty: str, *, filled: bool) -> bool:
    """A heading with what its figures mean, or why there are none; whether there are any."""
    st.subheader(title, anchor=False)
    widgets.note(means if filled else empty)
    return filled


def _bank(frame: Frame, now: Panel) -> None:
    _ = frame._
    means = _("By the month in which the money came. Unmatched: not taken in, or neither posted nor set aside, when the month ended.")
    empty = _("No bank statement of these months has been taken in.")
    if not _section(_("What became of the bank's receipts"), means, empty, filled=now.total("lines") > 0):
        widgets.door(Door("cash_application", _("Take bank statements in")), key="usage.bank")
        return
    _picture(frame, now, panel.stacked(now.line_months), OUTCOMES, say("Bank receipts by how they were settled"), "usage.bank")
    left, right = st.columns(2, gap="large")
    with left:
        names = {"rest": say("Dealt with by month end"), "unmatched": FLAGS["unmatched"]}
        _picture(frame, now, panel.split(now.line_months, "unmatched"), names, say("Bank receipts at month end"), "usage.unmatched")
    with right:
        names = {"rest": say("Taken in in time"), "late": FLAGS["late"]}
        _picture(frame, now, panel.split(now.line_months, "late"), names, say("When bank receipts were taken in"), "usage.late")
    columns = [Shown("month_end", _("Month end"), "date")]
    columns += [Shown(name, frame.say(title), "integer", sparse=True) for name, title in {**FLAGS, **OUTCOMES}.items()]
    columns.insert(2, Shown("share", _("Share unmatched"), "percent"))
    for end in tables.grid(frame, now.line_months, columns, key="usage.lines", select="month_end"):
        rows = desk.with_keys(now.lines, "month", [end])
        listed = rows.assign(
            outcome=[frame.say(OUTCOMES[each]) for each in rows["outcome"]],
            flags=[
                frame.listed(frame.say(FLAGS[name]) for name in ("unmatched", "undone", "late") if row[name])
                for row in rows.to_dict("records")
            ],
        )
        shown = [
            Shown("date", _("Date"), "date"),
            Shown("payer", _("Payer"), width="large"),
            Shown("amount", _("Amount"), "money"),
            Shown("currency", _("Currency"), width="small"),
            Shown("taken_on", _("Taken in on"), "date"),
            Shown("outcome", _("Outcome")),
            Shown("flags", _("Remarks"), width="large"),
        ]
        tables.grid(frame, listed, shown, key="usage.behind_lines")


def _edits(frame: Frame, now: Panel) -> None:
    _ = frame._
    means = _("Every entry of the journal that is not a file taken in, a month closed, or receipts that posted by themselves.")
    empty = _("Nobody changed anything by hand in these months.")
    if not _section(_("Changes by hand"), means, empty, filled=len(now.edit_months) > 0):
        return
    left, right = st.columns([3, 2], gap="large")
    with left:
        _picture(frame, now, now.edit_months, KINDS, say("Changes by hand by kind"), "usage.edits")
    with right:
        columns = [
            Shown("who", _("Person")),
            Shown("manual", _("Changes by hand"), "integer"),
            Shown("share", _("Share"), "percent"),
            Shown("entries", _("All entries"), "integer"),
        ]
        chosen = tables.grid(frame, now.people, columns, key="usage.people", select="who")
    ends = _months(frame, now.edit_months, KINDS, "usage.edit_months")
    if chosen or ends:
        rows = now.entries
        rows = desk.with_keys(rows, "who", chosen) if chosen else rows
        rows = desk.with_keys(rows, "month", ends) if ends else rows
        _journal(frame, desk.with_keys(rows, "manual", [True]))


def _journal(frame: Frame, rows: pd.DataFrame) -> None:
    """The entries behind a figure, newest first."""
    _ = frame._
    known = {entry.seq: entry for entry in _recorded(frame)}
    listed = rows.assign(
        kind=[frame.say(KINDS[kind]) for kind in rows["kind"]],
        what=[frame.say(known[seq].summary) for seq in rows["seq"]],
        why=[known[seq].why for seq in rows["seq"]],
    )
    columns = [
        Shown("seq", _("No."), "integer", width="small"),
        Shown("day", _("Date"), "date"),
        Shown("who", _("Who")),
        Shown("kind", _("Kind")),
        Shown("what", _("What"), width="large"),
        Shown("why", _("Why"), width="medium"),
    ]
    tables.grid(frame, listed, columns, key="usage.journal")


def _issues(frame: Frame, now: Panel) -> None:
    _ = frame._
    means = _("Cells and rows that could not be read or used, counted when a file was taken in.")
    empty = _("No issue was noted in files taken in during these months.")
    if not _section(_("Issues of imports"), means, empty, filled=len(now.issue_months) > 0):
        return
    _picture(frame, now, now.issue_months, issues.TITLES, say("Issues of imports by kind"), "usage.issues")
    for end in _months(frame, now.issue_months, issues.TITLES, "usage.issue_months"):
        rows = desk.with_keys(now.issues, "month", [end])
        columns = [
            Shown("day", _("Date"), "date"),
            Shown("file", _("File"), width="large"),
            Shown("kind", _("Kind")),
            Shown("count", _("Count"), "integer"),
            Shown("who", _("Who")),
        ]
        tables.grid(frame, rows.assign(kind=[frame.say(issues.TITLES[kind]) for kind in rows["kind"]]), columns, key="usage.behind_issues")


def _months(frame: Frame, monthly: pd.DataFrame, names: Mapping[str, Message], key: str) -> tuple[object, ...]:
    """The counts by month with a column for each kind; the ends of the months selected."""
    table = by_kind.wide(monthly)
    columns = [
        Shown("month_end", frame._("Month end"), "date"),
        *(Shown(name, frame.say(title), "integer", sparse=True) for name, title in by_kind.headed(table, names)),
    ]
    return tables.grid(frame, table, columns, key=key, select="month_end")
