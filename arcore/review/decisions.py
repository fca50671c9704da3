"""What meetings decided and what became of it. A decision is a task that came from one: it stands once, in its owner's list.

An earlier decision is shown at every meeting until it is done or dropped, and once more at the meeting after that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from arcore import wording
from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.registers.work import TASKS
from arcore.warnings.raised import OPEN_STATES, tasks_at

COLUMNS = (
    *("row_key", "entry", "customer_key", "month", "title", "department", "owner", "created_on", "due_on", "state", "outcome"),
    *("closed_on", "carried", "late"),
)
"""month: of the meeting that decided it · carried: how many months ago that was · late: days past its date, 0 when done in time."""


@dataclass(frozen=True)
class Progress:
    """How many earlier decisions there were to follow up, and how many of them are done, dropped, still open, and late."""

    count: int
    done: int
    dropped: int
    open: int
    late: int

    @property
    def rate(self) -> Fraction | None:
        """Done ÷ those that were not dropped; None where there were none."""
        asked = self.count - self.dropped
        return Fraction(self.done, asked) if asked else None

    def sentence(self) -> Message:
        """What became of the last decisions."""
        if not self.count:
            return say("There are no earlier decisions to follow up.")
        counts = {"count": self.count, "done": self.done, "rate": wording.percent(self.rate), "open": self.open, "late": self.late}
        if self.dropped:
            return say(
                "Of {count} earlier decisions {done} are done ({rate} of those not dropped), {dropped} dropped, {open} are open, "
                "{late} of them late.",
                dropped=self.dropped,
                **counts,
            )
        return say("Of {count} earlier decisions {done} are done ({rate}), {open} are open, {late} of them late.", **counts)


def task(what: str, *, department: str, owner: str, due: dt.date, day: dt.date, month: str, advice: str = "") -> Mapping[str, str]:
    """The row of the register of tasks that a decision is."""
    row = {"title": what, "department": department, "owner": owner, "created_on": day.isoformat(), "due_on": due.isoformat()}
    kept = {**row, "origin": "decision", "origin_ref": month, "state": "open"}
    return {**kept, "advice": advice} if advice.strip() else kept


def decisions(tasks: pd.DataFrame, month: str, as_of: dt.date) -> pd.DataFrame:
    """Every decision of a meeting up to that of `month`, as it stood at `as_of` (`COLUMNS`), the oldest first."""
    mine = tasks_at(tasks, as_of, "decision")
    mine = mine.assign(month=meeting_of(mine))
    mine = mine[mine["month"] <= month]
    ended = mine["closed_on"].fillna(pd.Timestamp(as_of))
    late = (ended - mine["due_on"]).dt.days.clip(lower=0)
    carried = [ordinal(month) - ordinal(each) for each in mine["month"]]
    rows = mine.assign(late=late.astype("int64"), carried=pd.Series(carried, index=mine.index, dtype="int64"))
    return rows.sort_values(["month", "due_on", "row_key"])[list(COLUMNS)].reset_index(drop=True)


def meeting_of(tasks: pd.DataFrame) -> pd.Series:
    """The month whose meeting decided each task: as recorded, else that of the day it was raised."""
    named = tasks["origin_ref"].fillna("").str.fullmatch(r"\d{4}-\d{2}").astype(bool)
    return tasks["origin_ref"].where(named, tasks["created_on"].dt.strftime("%Y-%m")).astype("str")


def none() -> pd.DataFrame:
    """No decisions."""
    return pd.DataFrame(columns=list(COLUMNS))


def ordinal(month: str) -> int:
    """The number of a month, by which those that follow each other differ by one."""
    return int(month[:4]) * 12 + int(month[5:])


def follow_up(rows: pd.DataFrame, month: str, since: dt.date) -> pd.DataFrame:
    """Of `decisions` those of earlier meetings that are open, or were closed after `since`, the last meeting's day."""
    earlier = rows["month"] < month
    mine = rows[earlier & (rows["state"].isin(OPEN_STATES) | (rows["closed_on"] > pd.Timestamp(since)))]
    order = mine.assign(_closed=~mine["state"].isin(OPEN_STATES))
    order = order.sort_values(["_closed", "late", "due_on", "row_key"], ascending=[True, False, True, True])
    return order.drop(columns="_closed").reset_index(drop=True)


def open_first(rows: pd.DataFrame) -> pd.DataFrame:
    """`decisions` as they are told: what is open, the latest first, then what was closed, the last of it first."""
    open_ = rows["state"].isin(OPEN_STATES)
    parts = (
        rows[open_].sort_values(["late", "due_on", "row_key"], ascending=[False, True, True]),
        rows[~open_].sort_values(["closed_on", "row_key"], ascending=False),
    )
    return pd.concat(parts, ignore_index=True)


def in_words(rows: pd.DataFrame, lang: Language) -> pd.DataFrame:
    """`decisions` with department and state as people read them (to look at, never to ask)."""
    said = {name: TASKS.field(name).labels(lang) for name in ("department", "state")}
    return rows.assign(**{name: rows[name].map(words).astype("str") for name, words in said.items()})


def taken(rows: pd.DataFrame, month: str) -> pd.DataFrame:
    """Of `decisions` those of the meeting of `month`."""
    return rows[rows["month"] == month].reset_index(drop=True)


def progress(rows: pd.DataFrame) -> Progress:
    """How the decisions to follow up stand."""
    open_ = rows["state"].isin(OPEN_STATES)
    counts = (int((rows["state"] == "done").sum()), int((rows["state"] == "dropped").sum()), int(open_.sum()))
    return Progress(len(rows), *counts, int((open_ & (rows["late"] > 0)).sum()))


def meeting_before(meetings: pd.DataFrame, month: str, as_of: dt.date) -> dict[str, Any] | None:
    """The row of the last meeting about an earlier month that was held by `as_of`, blank texts as ''; None where none is on record."""
    held = meetings[(meetings["month"] < month) & (meetings["held_on"] <= pd.Timestamp(as_of))]
    rows: list[Any] = held.sort_values(["held_on", "row_key"]).to_dict("records")
    return {str(name): "" if pd.isna(value) else value for name, value in rows[-1].items()} if rows else None
