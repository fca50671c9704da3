"""Which month the meeting is about, and its figures: as it was closed, or from the books of now."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial

import streamlit as st

from arcore import review
from arcore.aging_series import month_ends
from arcore.closing import Snapshot
from arcore.ledger import ClosedMonth
from arcore.registers_at import registers_at
from arcore.review import Month, Scene, Table, opened, overdue
from arcore.review.history import History, history
from arcore.review.meeting import with_meeting
from arcore.review.overdue import month_end
from arcore.standing import last_month_end
from pages._shared import collected, session, source, widgets
from pages._shared.frame import Frame, once

MONTHS = 12
TAKEN_DOWN = ("tasks", "meetings", "overdue_actions")
"""The registers into which a meeting writes."""


def closed_months(frame: Frame) -> dict[str, ClosedMonth]:
    """The closed months by name ('2026-06')."""
    found = once(frame, "closed_months", compute=frame.ledger.closed_months)
    return {month.month: month for month in found}


def choose(frame: Frame, *, quietly: bool) -> dt.date:
    """The last day of the month under review: the last that has ended, unless another is chosen. `quietly`: without the widget."""
    _ = frame._
    names = {f"{day:%Y-%m}": day for day in reversed(month_ends(frame.as_of, MONTHS + 1))}
    usual = next(name for name, day in names.items() if day == month_end(day))
    closed = closed_months(frame)
    chosen = session.one_of("review", names, usual)
    if quietly:
        return names[chosen]
    session.show("review", chosen)

    def label(name: str) -> str:
        if name in closed:
            return _("{month} · closed").format(month=name)
        return name if names[name] == month_end(names[name]) else _("{month} · so far").format(month=name)

    st.selectbox(_("Month"), tuple(names), format_func=label, width=220, **session.on_change("review"))
    return names[chosen]


def snapshot(frame: Frame, month: str) -> Snapshot | None:
    """What was kept of a closed month; None where it is not closed, or where one entity's part of the books is looked at."""
    kept = closed_months(frame).get(month)
    if kept is None or frame.entity:
        return None
    return once(frame, "snapshot", kept.sha256, compute=lambda: opened.snapshot(frame.ledger, kept.sha256))


def before(frame: Frame, as_of: dt.date) -> Snapshot | None:
    """The month before, as it was closed."""
    return snapshot(frame, f"{last_month_end(as_of):%Y-%m}")


def laid_out(frame: Frame, as_of: dt.date) -> tuple[Scene, tuple[Table, ...]]:
    """What the tables of a month are made of, and the tables: looked at while the month is open, and kept when it is closed.

    Computed once for all that a meeting takes down, which changes the overdue customers' causes and measures alone.
    """

    def compute() -> tuple[Scene, tuple[Table, ...]]:
        at = opened.scene(frame.ledger, frame.books, as_of, frame.policy, before(frame, as_of), frame.entity)
        return at, review.tables_of(at)

    at, tables = once(_figures(frame), "review.tables", as_of, compute=compute)
    told = once(frame, "review.told", as_of, compute=lambda: overdue.customers(at, registers_at(frame.books, as_of)))
    return at, tuple(told if table.number == told.number else table for table in tables)


def month(frame: Frame, as_of: dt.date) -> Month:
    """The month's figures, computed once for all that a meeting takes down, with what it has taken down by the visit's date."""
    figures = _figures(frame)
    found = once(
        figures, "review.closed", as_of,
        compute=lambda: opened.as_closed(partial(snapshot, frame), as_of, frame.books, frame.policy),
    )  # fmt: skip
    if found is None:
        at, tables = laid_out(frame, as_of)
        found = replace(once(figures, "review.live", as_of, compute=lambda: review.live(at, tables)), tables=tables)
    return with_meeting(found, collected.rows_then(frame, "overdue_actions"), frame.as_of)


def _figures(frame: Frame) -> Frame:
    """The visit at the version of what figures are made of, which what a meeting takes down does not change."""
    version = once(frame, "review.version", compute=lambda: frame.ledger.version_beside(*TAKEN_DOWN))
    return replace(frame, books=replace(frame.books, version=version))


def before_it(frame: Frame, month: Month) -> History:
    """The twelve months up to this one: of a closed month as they were closed, where they were."""
    return once(
        _figures(frame), "review.history", month.as_of, tuple(month.frozen),
        compute=lambda: history(frame.books, month.as_of, frame.policy, month.frozen),
    )  # fmt: skip


def whole(frame: Frame) -> Frame:
    """The visit with the books of all entities: a month is closed for the company as a whole."""
    return replace(frame, books=source.opened(frame.shelf).books, entity=None) if frame.entity else frame


def head(frame: Frame, month: Month, question: str, *, briefly: bool) -> None:
    """What changed since last month, where the figures come from, and what the topic asks; `briefly`: in one line, without the answer."""
    if briefly:
        widgets.note(f"{question} · {frame.say(month.stamp(frame.unit_name))}")
        return
    widgets.answer(frame.say(month.answer(frame.currency, frame.unit)))
    _origin(frame, month)
    widgets.note(question)


def _origin(frame: Frame, month: Month) -> None:
    """Whether these figures are those of the closing, or those of now."""
    _ = frame._
    closed = closed_months(frame)
    if month.closed:
        widgets.note(_("These are the figures with which {month} was closed.").format(month=month.name))
    elif frame.entity and month.name in closed:
        widgets.note(_("{month} is closed for all entities; these are the figures of {entity} as the books have them now.").format(
            month=month.name, entity=frame.entity))  # fmt: skip
    else:
        widgets.note(_("{month} is not closed: these are the figures as the books have them now.").format(month=month.name))
