"""Sending one message of the outbox: claimed, sent or written as a draft, and what came of it recorded, each in one entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from arcore.ledger import Ledger
from arcore.messages import Unusable
from arcore.sending import gateways, outbox
from arcore.sending.gateways import Mail

Outcome = Literal["sent", "failed", "drafts", "elsewhere"]


def mail_of(ledger: Ledger, row: Mapping[str, Any]) -> Mail:
    """The message with its file."""
    told = outbox.file_of(row)
    content = ledger.file(told[0]) if told else None
    files = ((told[1], content),) if told and content is not None else ()
    return Mail(str(row["recipient"]), str(row["subject"]), str(row["body"]), files)


def deliver(ledger: Ledger, row: Mapping[str, Any], urls: Sequence[str], drafts: Path | None, *, today: dt.date, who: str) -> Outcome:
    """Claim the message, then send it (or write it as a draft) and record the outcome; "elsewhere": another run has claimed it."""
    try:
        ledger.change_registers([outbox.claimed(row, today)], who=who)
    except Unusable:  # another run has claimed it
        return "elsewhere"
    mail = mail_of(ledger, row)
    if drafts is not None:
        path = gateways.write_draft(drafts, f"{row['written_on']:%Y-%m-%d}-{row['row_key']}", mail)
        _record(ledger, int(row["row_key"]), "draft", today, who, channel="eml", result=path.name)
        return "drafts"
    sent = gateways.send(urls, mail)
    _record(ledger, int(row["row_key"]), "sent" if sent else "failed", today, who, channel=gateways.channels(urls))
    return "sent" if sent else "failed"


def _record(ledger: Ledger, row_key: int, state: str, today: dt.date, who: str, *, channel: str, result: str = "") -> None:
    registers = ledger.registers()
    rows = registers["outbox"]
    row: Any = rows[rows["row_key"] == row_key].iloc[0].to_dict()
    ledger.change_registers(outbox.became(row, registers, state, today=today, channel=channel, result=result), who=who)
