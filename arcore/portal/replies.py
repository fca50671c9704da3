"""What customers send through their link, and what becomes of it once a person accepts it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from arcore.ledger import RowChange
from arcore.messages import Message, say
from arcore.money import plain
from arcore.portal.view import Balance
from arcore.registers import REGISTERS
from arcore.registers.checks import Given
from arcore.registers.subjects import plain_row

ACTS = ("confirm", "dispute", "feedback")
LONGEST = 1_000


def reply(form: Mapping[str, str], balance: Balance, link_no: str, today: dt.date) -> dict[str, Given] | Message:
    """The row a form makes, or what is missing in it. The balance confirmed is ours, not what the form says."""
    act, person, words = form.get("act", ""), form.get("person", "").strip()[:60], form.get("words", "").strip()[:LONGEST]
    number = form.get("document_no", "").strip()
    if act not in ACTS:
        return say("Choose what you want to tell us.")
    if not person:
        return say("Give your name, so that we know who answers.")
    if act == "dispute" and number not in {line.document_no for line in balance.lines}:
        return say("Choose one of the documents listed.")
    if act != "confirm" and not words:
        return say("Write what is wrong or what you wish.")
    confirmed = "; ".join(f"{code} {plain(amount, code)}" for code, amount in balance.by_currency)
    return {
        "came_on": today,
        "link_no": link_no,
        "act": act,
        "person": person,
        "document_no": number if act == "dispute" else None,
        "balance": f"{balance.as_of.isoformat()}: {confirmed}" if act == "confirm" else None,
        "words": words or None,
        "state": "waiting",
    }


def decided(row: Mapping[str, Any], *, accepted: bool, who: str, today: dt.date, due: dt.date) -> list[RowChange]:
    """The changes that accept or refuse a reply: its state, and where accepted the event, dispute or feedback that it becomes.

    A confirmation by link bears no signature or seal: it is recorded as an acknowledgement without proof, which restarts
    no clock until somebody adds the proof.
    """
    key, customer = int(row["row_key"]), int(row["customer_key"])
    kept, state = plain_row(REGISTERS["replies"], row), "accepted" if accepted else "refused"
    values = {**kept, "state": state, "decided_by": who, "decided_on": today}
    changes = [RowChange("replies", values, row_key=key, entry=int(row["entry"]))]
    if not accepted:
        return changes
    came: dt.date = row["came_on"].date()
    if kept["act"] == "confirm":
        note = f"{kept['link_no']} · {kept['person']} · {kept['balance']}"
        changes.append(RowChange("interruptions", {"happened_on": came, "kind": "acknowledgement", "remark": note}, customer_key=customer))
        return changes
    if kept["act"] == "dispute":
        dispute: dict[str, Given] = {
            "opened_on": came, "dispute_type": "billing", "document_nos": kept["document_no"],
            "what": f"{kept['words']} ({kept['person']}, {kept['link_no']})", "owner": who, "due_on": max(due, came), "state": "open",
        }  # fmt: skip
        return [*changes, RowChange("disputes", dispute, customer_key=customer)]
    feedback: dict[str, Given] = {
        "received_on": came, "channel": "link", "category": "other", "person": kept["person"], "what": kept["words"], "owner": who,
        "due_on": max(due, came), "state": "open",
    }  # fmt: skip
    return [*changes, RowChange("feedback", feedback, customer_key=customer)]
