"""Deciding on a proposed write-off: the register's row and the allocation in one entry, checked again as it is written.

Nobody approves what they proposed, and nobody beyond their limit; what was given up for a customer in the year counts too.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from arcore import wording
from arcore.ledger import change_log, register_rows
from arcore.ledger import rows as bulk
from arcore.ledger.application import Application, Part, Posting
from arcore.ledger.changes import Change
from arcore.ledger.journal import EntryKind, JournalEntry
from arcore.ledger.recorder import Recorder, Signed
from arcore.ledger.register_rows import TABLE, RowChange
from arcore.ledger.rows import Value
from arcore.messages import Message, Unusable, say
from arcore.policy import ApprovalRules
from arcore.schema import Side
from arcore.write_off_limits import ROLES, Role, decides


@dataclass(frozen=True)
class Decision:
    """What was decided about the proposal `row_key`, in which capacity, on which day; `approve` False refuses it.

    `entry`: the entry that wrote the proposal as the person saw it; the decision is refused when another has come since.
    """

    row_key: int
    approve: bool
    role: Role
    on: dt.date
    note: str = ""
    entry: int | None = None


def decide(recorder: Recorder, signed: Signed, decision: Decision, rules: ApprovalRules, own_currency: str) -> JournalEntry:
    """Write the decision, and on approval take the amount off the document. Raises Unusable where it may not be."""
    summary = say("Approved a write-off") if decision.approve else say("Refused a write-off")
    return recorder.act(
        EntryKind.APPLICATION if decision.approve else EntryKind.REGISTER, signed, summary,
        lambda connection: _changes(connection, signed.who, decision, rules, own_currency),
    )  # fmt: skip


def _changes(connection: sa.Connection, who: str, decision: Decision, rules: ApprovalRules, own_currency: str) -> list[Change]:
    names = ("register", "customer_key", "document_key", "content", "entry", "removed")
    found = list(bulk.select(connection, TABLE, names, "WHERE row_key = ?", [decision.row_key]).tuples(names))
    if not found or found[0][0] != "write_offs" or found[0][5]:
        raise Unusable(say("The proposal is not there any more. Load the page again."))
    _, customer, document, content, entry, _ = found[0]
    proposal: dict[str, Value] = json.loads(str(content))
    if proposal["state"] != "pending":
        raise Unusable(say("Somebody has decided on this proposal already."))
    amount = int(proposal["amount"] or 0)
    decided: dict[str, Value] = {
        **proposal, "state": "approved" if decision.approve else "refused", "decided_by": who, "decided_as": decision.role,
        "decided_on": decision.on.isoformat(),
    }  # fmt: skip
    if decision.note:
        decided["remark"] = decision.note
    row = RowChange("write_offs", decided, row_key=decision.row_key, entry=decision.entry)
    changed = register_rows.changes_of(connection, [row], decision.on)
    if not decision.approve:
        return changed
    currency = _currency(connection, document, proposal)
    given_up = _written_off(connection, int(customer or 0), decision.on.year, own_currency)
    recorded_by = change_log.written(connection, {int(entry or 0)})[int(entry or 0)].who
    asking = (str(proposal["proposed_by"]), recorded_by)
    if wrong := refusal(amount, asking, who, decision.role, rules, given_up, currency=currency, own_currency=own_currency):
        raise Unusable(wrong)
    note = str(proposal.get("explanation") or "")
    write_off = Application((Part(int(document or 0), amount, "write_off", note),), date=decision.on)
    return [*changed, *Posting(connection, [write_off], Side.RECEIVABLE).changes()]


def _currency(connection: sa.Connection, document: Value, proposal: Mapping[str, Value]) -> str:
    """The document's currency. Raises Unusable where the proposal names another."""
    found = bulk.select_keys(connection, "documents", ("currency",), "document_key", [document])["currency"]
    currency = str(found[0])
    if (proposed := proposal.get("currency")) and proposed != currency:
        raise Unusable(say("The document is in {currency}, the proposal in {other}. Propose it anew.", currency=currency, other=proposed))
    return currency


def refusal(
    amount: int, asking: Collection[str], who: str, role: Role, rules: ApprovalRules, given_up: int, *, currency: str, own_currency: str
) -> Message | None:
    """Why this person may not approve the write-off of `amount` in this capacity; None where they may.

    `asking`: who proposed it and who wrote it down. `given_up`: what the customer was written off in the year so far, minor units of
    the company's own currency. The limits are in that currency, so that another currency is the director's.
    """
    if who.strip().casefold() in {name.strip().casefold() for name in asking}:
        return say("Whoever proposes a write-off may not approve it. Ask somebody else.")
    least = decides(amount, rules, given_up, foreign=currency != own_currency)
    order = list(ROLES)
    if order.index(role) >= order.index(least):
        return None
    words = {"amount": wording.amount(amount, currency), "role": ROLES[role], "needed": ROLES[least]}
    return say("{amount} is beyond what the {role} may write off here: it needs the {needed}.", **words)


def _written_off(connection: sa.Connection, customer_key: int, year: int, currency: str) -> int:
    """What the customer's documents in `currency` were written off in the year, minor units."""
    rows = bulk.select(
        connection, "allocations", ("amount",),
        "WHERE kind = 'write_off' AND date >= ? AND date <= ? "
        "AND document_key IN (SELECT document_key FROM documents WHERE customer_key = ? AND currency = ?)",
        [f"{year}-01-01", f"{year}-12-31", customer_key, currency],
    )  # fmt: skip
    return sum(int(amount or 0) for amount in rows["amount"])
