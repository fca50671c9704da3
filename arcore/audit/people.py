"""One person who both asks and decides: limits, terms, write-offs, plans, from the registers and the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from arcore.audit.examined import Examined, Version
from arcore.audit.model import AuditException
from arcore.messages import Message, say

DECIDED: dict[str, tuple[str, tuple[str, ...]]] = {
    "applications": ("decision", ("approved",)),
    "write_offs": ("state", ("approved",)),
    "plans": ("state", ("agreed",)),
}
"""The field of a register that says a row is decided, and how."""

ASKED = {"applications": "requested_by", "write_offs": "proposed_by"}
SIGNED = {"applications": ("finance_by", "legal_by", "manager_by"), "write_offs": ("decided_by",)}
AMOUNTS = {"applications": ("approved_limit", "requested_limit", "temporary_limit"), "write_offs": ("amount",), "plans": ("principal",)}
DAYS = {"applications": "decided_on", "write_offs": "decided_on", "plans": "agreed_on"}
TITLES: dict[str, Message] = {"applications": say("limit"), "write_offs": say("write-off"), "plans": say("instalment plan")}


def same_person(at: Examined) -> Iterable[AuditException]:
    """Decided rows whose asker also signed the decision, or wrote it into the books; terms changed by who asked for them."""
    numbers = dict(zip(at.books.documents["document_key"], at.books.documents["document_no"], strict=True))
    for name, (field, decided) in DECIDED.items():
        for row in at.register(name):
            if row[field] in decided and not row[DAYS[name]] > at.day:
                yield from _decided(at, name, row, numbers)
    yield from _terms(at)


def _decided(at: Examined, name: str, row: Any, numbers: Mapping[Any, Any]) -> Iterable[AuditException]:
    before, decider = _writers(at.versions.get(int(row["row_key"]), ()), *DECIDED[name])
    asking = {_name(row[ASKED[name]])} - {""} if name in ASKED else before
    signed = {_name(row[each]) for each in SIGNED.get(name, ())}
    named = asking & signed
    if not named and decider not in asking:
        return
    asked = min(named) if named else decider
    amount = next((int(row[each]) for each in AMOUNTS[name] if not pd.isna(row[each])), 0)
    currency = row["currency"] if isinstance(row["currency"], str) else at.policy.company.currency
    words = {"what": TITLES[name], "who": asked, "date": row[DAYS[name]].date() if not pd.isna(row[DAYS[name]]) else "–"}
    evidence = say("The {what} of {date} was asked for and approved by {who}.", **words) if named else say(
        "The {what} of {date} was proposed by {who}, who also wrote its approval into the books.", **words
    )  # fmt: skip
    yield at.found(
        "same_person", f"{name}|{row['row_key']}", "high" if named else "medium", evidence, amount, currency,
        number=str(numbers.get(row["document_key"], "")), on=None if pd.isna(row[DAYS[name]]) else row[DAYS[name]].date(),
        customer=row["customer_key"],
    )  # fmt: skip


def _writers(versions: tuple[Version, ...], field: str, decided: tuple[str, ...]) -> tuple[set[str], str]:
    """Who had written a row before it was decided, and who wrote the decision ('' where it was written down as decided at once)."""
    before: set[str] = set()
    for version in versions:
        if version.values.get(field) in decided:
            return before, version.who if before else ""
        before.add(version.who)
    return before, ""


def _terms(at: Examined) -> Iterable[AuditException]:
    """Terms that somebody changed by hand without an application approved by the date."""
    approved = {
        (int(row["customer_key"]), row["approved_terms"])
        for row in at.register("applications")
        if row["decision"] == "approved" and isinstance(row["approved_terms"], str) and not row["decided_on"] > at.day
    }
    changes = at.books.customer_changes
    mine: list[Any] = changes[(changes["field"] == "term_text") & (changes["origin"] == "edit")].to_dict("records")
    for change in mine:
        signature = at.signed.get(int(change["entry"]))
        if change["valid_from"] > at.day or (int(change["customer_key"]), change["new"]) in approved or not isinstance(change["old"], str):
            continue
        words = {"old": change["old"], "new": change["new"] if isinstance(change["new"], str) else "–", "date": change["valid_from"].date()}
        by = {"who": signature.who if signature else "–", "why": (signature.why if signature else "") or "–"}
        evidence = say(
            "Terms changed from “{old}” to “{new}” from {date} on by {who} alone, without an application ({why}).", **words, **by
        )
        yield at.found(
            "same_person", f"terms|{change['customer_key']}|{change['entry']}", "medium", evidence, 0, at.policy.company.currency,
            on=change["valid_from"].date(), customer=change["customer_key"],
        )  # fmt: skip


def _name(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
