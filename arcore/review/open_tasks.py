"""What waits for whom: every open task with its age, what it came from, and how late it is; the latest ones first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from arcore import desk
from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.registers.work import TASKS
from arcore.review.decisions import meeting_of
from arcore.warnings.raised import OPEN_STATES, tasks_at

COLUMNS = (
    *("row_key", "entry", "customer_key", "customer_name", "title", "department", "owner", "created_on", "due_on"),
    *("age", "late", "origin", "meeting", "state", "advice"),
)
"""age: days since it was raised · late: days past its date, 0 while there is time · meeting: the month whose meeting decided it, or ''."""


def open_tasks(tasks: pd.DataFrame, customers: pd.DataFrame, as_of: dt.date) -> pd.DataFrame:
    """The tasks of the register that were open at `as_of` (`COLUMNS`): those past their date first, then by date."""
    known = tasks_at(tasks, as_of, None)
    mine = known[known["state"].isin(OPEN_STATES)]
    day = pd.Timestamp(as_of)
    meeting = meeting_of(mine).where(mine["origin"] == "decision", "")
    late = (day - mine["due_on"]).dt.days.clip(lower=0).astype("int64")
    rows = mine.assign(meeting=meeting, age=(day - mine["created_on"]).dt.days.astype("int64"), late=late)
    order = rows.sort_values(["late", "due_on", "row_key"], ascending=[False, True, True])
    return desk.named(order, customers)[list(COLUMNS)].reset_index(drop=True)


def owned(rows: pd.DataFrame, *, owner: str = "", department: str = "") -> pd.DataFrame:
    """Of `open_tasks` those of one owner, of one department, or of both; '' stands for everybody."""
    for name, value in (("owner", owner), ("department", department)):
        rows = rows[rows[name] == value] if value else rows
    return rows.reset_index(drop=True)


def in_words(rows: pd.DataFrame, lang: Language) -> pd.DataFrame:
    """`open_tasks` with department, state and origin as people read them (to look at, never to ask)."""
    said = {name: rows[name].map(TASKS.field(name).labels(lang)).astype("str") for name in ("department", "state")}
    origins = TASKS.field("origin").labels(lang)
    came = [_origin(kind, meeting, origins, lang) for kind, meeting in zip(rows["origin"], rows["meeting"], strict=True)]
    return rows.assign(**said, origin=pd.Series(came, index=rows.index, dtype="str"))


def _origin(kind: str, meeting: str, origins: dict[str, str], lang: Language) -> str:
    if meeting:
        return say("Meeting {month}", month=meeting).text(lang)
    return origins.get(kind, "")


@dataclass(frozen=True)
class Waiting:
    """How many tasks wait, how many of them are past their date, and how many come from meetings."""

    count: int
    late: int
    decided: int

    def sentence(self) -> Message:
        """What waits."""
        if not self.count:
            return say("No task is open.")
        return say(
            "{count} tasks are open, {late} of them past their date; {decided} come from meetings.",
            count=self.count,
            late=self.late,
            decided=self.decided,
        )


def waiting(rows: pd.DataFrame) -> Waiting:
    """What `open_tasks` add up to."""
    return Waiting(len(rows), int((rows["late"] > 0).sum()), int((rows["meeting"] != "").sum()))
