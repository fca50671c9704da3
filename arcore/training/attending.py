"""Who came to a session, written down at once: a row for everybody who was expected, and the session as held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import pandas as pd

from arcore.ledger import RowChange
from arcore.registers.subjects import plain_row
from arcore.registers.training import ATTENDANCE, EVERYBODY, SESSIONS


def recorded(attendance: pd.DataFrame, session_no: str) -> set[str]:
    """The people whose attendance of a session is in the register."""
    return set(attendance.loc[attendance["session_no"] == session_no, "person"].tolist())


def changes(
    session: pd.Series, attendance: pd.DataFrame, came: Iterable[str], absent: Iterable[str], departments: Mapping[str, str],
    *, held_on: dt.date, version: int,
) -> list[RowChange]:  # fmt: skip
    """The rows to add for those not recorded yet, and the session amended to held on that day where it was only planned.

    `departments` of people as far as known; others belong to the session's audience, or to finance where that is everybody.
    Somebody who is named as both came.
    """
    known = recorded(attendance, str(session["session_no"]))
    usual = "finance" if session["audience"] == EVERYBODY else str(session["audience"])
    present = dict.fromkeys(name.strip() for name in came)
    everyone = {**{name.strip(): False for name in absent}, **dict.fromkeys(present, True)}
    added = [
        RowChange(
            ATTENDANCE.name,
            {"attended_on": held_on, "person": person, "department": departments.get(person) or usual, "topic": str(session["topic"]),
             "session_no": str(session["session_no"]), "way": "session", "present": here, "policy_version": version if here else None},
        )
        for person, here in everyone.items()
        if person and person not in known
    ]  # fmt: skip
    if session["state"] != "planned":
        return added
    values = {**plain_row(SESSIONS, session), "state": "held", "held_on": held_on.isoformat()}
    return [*added, RowChange(SESSIONS.name, values, int(session["row_key"]), entry=int(session["entry"]))]
