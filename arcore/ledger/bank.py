"""The company's bank accounts, and the lines of their statements.

A line is identified by account, serial number and amount where the bank numbers its lines, else by account, date, time, amount,
balance, counterparty and memo; equal lines of one file are counted (first, second …). So the same statement again, or
one that overlaps it, adds nothing, and two equal genuine payments of one day both count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import Enum

import pandas as pd
import sqlalchemy as sa

from arcore.intake.model import Reading
from arcore.ledger import recording
from arcore.ledger import rows as bulk
from arcore.ledger.changes import Change
from arcore.ledger.frames import frame_of
from arcore.ledger.names import cleaned, fingerprint
from arcore.ledger.rows import Rows, Value, plain_values
from arcore.ledger.tables import columns_of
from arcore.messages import Unusable, say
from arcore.schema import TableKind


class LineStatus(Enum):
    """What has become of a bank line. CLAIMED: a salesperson says whose it is; its note says who."""

    OPEN = "open"
    POSTED = "posted"
    IGNORED = "ignored"
    CLAIMED = "claimed"


COPIED = ("account", "date", "time", "amount", "currency", "balance", "counterparty_name", "counterparty_account", "counterparty_bank")
ALSO_COPIED = ("memo", "serial", "transaction_type", "reversal", "source_sheet", "source_row")
WHOLE = ("statement_line_key", "entry", "amount", "reversal")


def new_lines(connection: sa.Connection, readings: Sequence[Reading], currency: str) -> tuple[list[dict[str, Value]], int]:
    """The movements of statement files that the ledger does not hold yet, and how many it does."""
    records: list[dict[str, Value]] = []
    for reading in readings:
        seen: Counter[str] = Counter()
        for table in reading.tables:
            if table.kind is TableKind.STATEMENT:
                records += _records(table.rows, reading.file, currency, seen)
    identities = [str(record["identity"]) for record in records]
    known = set(bulk.select_keys(connection, "statement_lines", ("identity",), "identity", identities)["identity"])
    fresh = {str(record["identity"]): record for record in records if record["identity"] not in known}
    return list(fresh.values()), len(records) - len(fresh)


def _records(movements: pd.DataFrame, file: str, currency: str, seen: Counter[str]) -> list[dict[str, Value]]:
    blank: list[Value] = [None] * len(movements)
    columns = {name: plain_values(movements[name]) if name in movements else blank for name in (*COPIED, *ALSO_COPIED)}
    records: list[dict[str, Value]] = []
    for row in bulk.records_of(Rows(columns)):
        record: dict[str, Value] = {name: None if value == "" else value for name, value in row.items()}
        record |= {"account": account_number(record["account"]), "currency": record["currency"] or currency}
        record |= {"reversal": int(bool(record["reversal"])), "status": LineStatus.OPEN.value, "source_file": file}
        identity = _identity(record)
        seen[identity] += 1
        record["identity"] = f"{identity}|{seen[identity]}"
        records.append(record)
    return records


def account_number(value: Value) -> str:
    """An account number without spaces and hyphens; empty when unknown."""
    return cleaned(str(value or "")).replace("-", "").upper()


def _identity(line: Mapping[str, Value]) -> str:
    if line["serial"] is not None:
        return f"{line['account']}|{line['serial']}|{line['amount']}"
    text = [cleaned(str(line[name])) for name in ("counterparty_name", "counterparty_account", "memo") if line[name] is not None]
    return f"{line['account']}|{fingerprint(line['date'], line['time'], line['amount'], line['balance'], *text)}"


def lines(connection: sa.Connection, status: LineStatus | None) -> pd.DataFrame:
    """Statement lines by date, as matching takes them; `line` is their key."""
    names = columns_of("statement_lines")
    where, values = ("WHERE status = ?", [status.value]) if status else ("", [])
    rows = bulk.select(connection, "statement_lines", names, f"{where} ORDER BY date, statement_line_key", values)
    frame = frame_of(rows, names, WHOLE, ("balance", "source_row"))
    frame.insert(0, "line", frame["statement_line_key"])
    return frame.assign(reversal=frame["reversal"].astype(bool))


def set_status(connection: sa.Connection, keys: Sequence[int], status: LineStatus, note: str) -> Change:
    """Mark lines as open, ignored or claimed; raises Unusable for lines that are posted, or not there."""
    stored = recording.found(connection, "statement_lines", f"WHERE statement_line_key IN ({', '.join(map(str, map(int, keys)))})", [])
    if status is LineStatus.POSTED:
        raise ValueError(status)
    if len(stored) < len(set(keys)):
        raise Unusable(say("Some of these bank lines are not in the ledger any more. Load the page again."))
    if any(line["status"] == LineStatus.POSTED.value for line in stored):
        raise Unusable(say("Some of these bank lines are posted. Undo their posting first."))
    return recording.altered(connection, "statement_lines", {key: {"status": status.value, "status_note": note or None} for key in keys})


def bank_accounts(connection: sa.Connection) -> pd.DataFrame:
    """The company's accounts: account, entity, bank, name, currency; revoked ones left out."""
    names = ("bank_account_key", "account", "entity", "bank", "name", "currency")
    rows = bulk.select(connection, "bank_accounts", names, "WHERE revoked_at IS NULL ORDER BY account")
    return frame_of(rows, names, ("bank_account_key",), ())
