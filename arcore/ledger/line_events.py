"""What happened to each bank line and when, read from the journal: taken in, posted, set aside, opened again.

Only the journal knows how things stood earlier; the table of lines knows how they stand now.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd
import sqlalchemy as sa

from arcore.ledger import changes as change_sets
from arcore.ledger import rows as bulk
from arcore.ledger.journal import EntryKind
from arcore.ledger.rows import Value

TABLE = "statement_lines"
TOUCHING = (EntryKind.STATEMENT.value, EntryKind.APPLICATION.value)
COLUMNS = ("seq", "recorded", "who", "way", "line", "date", "amount", "currency", "payer", "before", "after")
AT_ONCE = 200
NAMES = ("seq", "at", "who", "kind", "token", "undoes")


def line_events(connection: sa.Connection) -> pd.DataFrame:
    """One row per change of a line's status, in the order of the journal; an undo counts as what it does.

    seq, line, amount int64 · recorded: the local day of the entry · date: the line's own day · who, currency, payer text ·
    way: what the token of the posting says behind its colon ('' where nothing) · before, after: status, NA before it was taken in and
    after that was taken back.
    """
    heads = {int(row["seq"] or 0): row for row in bulk.records_of(bulk.select(connection, "journal", NAMES, "ORDER BY seq"))}
    roots = {seq: _root(heads, seq) for seq in heads}
    wanted = [seq for seq, root in roots.items() if heads[root]["kind"] in TOUCHING]
    found = []
    for seq, change in _changes(connection, wanted):
        if change.table == TABLE:
            way = str(heads[roots[seq]]["token"] or "").partition(":")[2]
            found += [(seq, _day(heads[seq]), heads[seq]["who"], way, *row) for row in _moved(change)]
    frame = pd.DataFrame(found, columns=list(COLUMNS))
    whole = dict.fromkeys(("seq", "line", "amount"), "int64")
    text = dict.fromkeys(("who", "way", "currency", "payer", "before", "after"), "str")
    days = {name: pd.to_datetime(frame[name]).astype("datetime64[us]") for name in ("recorded", "date")}
    return frame.assign(**days).astype({**whole, **text})


def _root(heads: Mapping[int, Mapping[str, Value]], seq: int) -> int:
    """The entry that an undo, or an undo of an undo, is about in the end; any other entry itself."""
    while (target := heads[seq]["undoes"]) is not None:
        seq = int(target)
    return seq


def _day(head: Mapping[str, Value]) -> dt.date:
    return dt.datetime.fromisoformat(str(head["at"])).astimezone().date()


def _changes(connection: sa.Connection, wanted: Sequence[int]) -> Iterator[tuple[int, change_sets.Change]]:
    query = sa.text("SELECT seq, content FROM journal_blocks WHERE seq IN :wanted ORDER BY seq, block").bindparams(
        sa.bindparam("wanted", expanding=True)
    )
    for start in range(0, len(wanted), AT_ONCE):
        for seq, content in connection.execute(query, {"wanted": list(wanted[start : start + AT_ONCE])}):
            yield int(seq), change_sets.unpacked(bytes(content))[1]


def _moved(change: change_sets.Change) -> Iterator[tuple[Value, ...]]:
    """line, date, amount, currency, payer, before, after of the rows whose status changed."""
    rows = change.after if len(change.after) else change.before
    blank: list[Value] = [None] * len(rows)
    before = change.before["status"] if len(change.before) else blank
    after = change.after["status"] if len(change.after) else blank
    names = ("statement_line_key", "date", "amount", "currency", "counterparty_name")
    for *line, old, new in zip(*(rows[name] for name in names), before, after, strict=True):
        if old != new:
            yield (*line, old, new)
