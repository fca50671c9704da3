"""Putting the day's messages into the outbox, once each: with the paper that goes with them and its row, in one entry."""

from __future__ import annotations

import datetime as dt

from arcore.ledger import Ledger, RowChange
from arcore.registers.checks import Given
from arcore.sending.today import Prepared


def keep(ledger: Ledger, prepared: Prepared, day: dt.date, who: str) -> None:
    """Into the outbox, once: the same token again changes nothing."""
    notice = prepared.notice
    values: dict[str, Given] = {
        "written_on": day, "kind": notice.kind, "recipient": notice.recipient or None, "subject": notice.subject, "body": notice.body,
        "state": "waiting" if notice.recipient else "no_address",
    }  # fmt: skip
    changes = []
    if prepared.paper is not None:
        issued = prepared.paper()
        reference = ledger.put_file(issued.content, issued.file_name).reference
        values |= {"about": issued.number, "attachment": reference}
        row = {**issued.values, "letter": reference} if prepared.register == "letters" else issued.values
        changes.append(RowChange(prepared.register, row, customer_key=notice.customer_key))
    changes.append(RowChange("outbox", values, customer_key=notice.customer_key))
    ledger.change_registers(changes, who=who, token=notice.token)
