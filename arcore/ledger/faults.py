"""What a database's fault means for a person: who must do what, and that nothing was changed."""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic.util import CommandError

from arcore.messages import Message, say

LOCKED = re.compile(r"database (?:table )?is locked")
FULL = re.compile(r"disk is full|disk I/O error|No space left")
PROTECTED = re.compile(r"readonly database|read-only|Read-only|Permission denied|unable to open database file")
UNKNOWN_REVISION = re.compile(r"Can't locate revision identified by '([^']+)'")
GONE = re.compile(
    r"connection (?:failed|is closed|was closed|already closed|to server)|server closed the connection|terminating connection"
)
REFUSED = re.compile(r"failed: FATAL:(?!\s+(?:the database system|sorry, too many|remaining connection))")
"""A server that answers: there is no such database or user, or a wrong password."""


def reason_of(fault: BaseException) -> str:
    """The first line of what the database says."""
    return str(getattr(fault, "orig", None) or fault).strip().splitlines()[0]


def known_fault(fault: BaseException) -> Message | None:
    """The sentence for a fault that people can mend; None for any other."""
    reason = reason_of(fault)
    if LOCKED.search(reason):
        return say("Somebody else is writing to the ledger. Try again in a moment; nothing was changed.")
    if FULL.search(reason):
        return say(
            "The disk of the ledger is full or cannot be written ({reason}). Free some space and try again; nothing was changed.",
            reason=reason,
        )
    if PROTECTED.search(reason):
        return say(
            "The ledger may only be read, not written ({reason}). Give this program the right to write in the ledger's folder; "
            "nothing was changed.",
            reason=reason,
        )
    if isinstance(fault, CommandError) and (found := UNKNOWN_REVISION.search(reason)):
        return say(
            "The ledger was written by a newer version of this program (its revision {revision} is unknown here). Update the program; "
            "the books are untouched.",
            revision=found[1],
        )
    if isinstance(fault, sa.exc.DBAPIError) and (fault.connection_invalidated or GONE.search(reason)) and not REFUSED.search(reason):
        return say(
            "The database server does not answer ({reason}). Once it runs again, try again; what was not confirmed was not written.",
            reason=reason,
        )
    return None
