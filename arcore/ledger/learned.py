"""What people taught the desk: which account or payer name stands for which customer, and which pairs they declined."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd
import sqlalchemy as sa

from arcore.ledger import recording
from arcore.ledger import rows as bulk
from arcore.ledger.bank import account_number
from arcore.ledger.changes import Change
from arcore.ledger.frames import frame_of
from arcore.ledger.names import cleaned
from arcore.ledger.rows import Value

PayerKind = Literal["account", "name"]


@dataclass(frozen=True)
class Learned:
    """Customer numbers (or names, where they have none) by account and by payer name; declined (payer, customer) pairs."""

    accounts: dict[str, tuple[str, ...]]
    names: dict[str, tuple[str, ...]]
    declined: frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Lesson:
    """An account number or payer name, as the bank writes it, that stands for a customer."""

    kind: PayerKind
    value: str
    customer_key: int
    origin: str = ""


def learn(connection: sa.Connection, lessons: Sequence[Lesson], who: str, at: dt.datetime) -> Change:
    """The insertion of what is not known yet."""
    known = {(row["kind"], row["value"], row["customer_key"]) for row in _valid(connection)}
    records: dict[tuple[Value, ...], dict[str, Value]] = {}
    for lesson in lessons:
        value = account_number(lesson.value) if lesson.kind == "account" else cleaned(lesson.value)
        pair = (lesson.kind, value, lesson.customer_key)
        if value and pair not in known:
            kept = account_number(lesson.value) if lesson.kind == "account" else lesson.value.strip()
            records[pair] = {
                "kind": lesson.kind,
                "value": kept,
                "customer_key": lesson.customer_key,
                "origin": lesson.origin,
                "who": who,
                "at": at.isoformat(timespec="seconds"),
            }
    return recording.added(connection, "payers", list(records.values()))[0]


def revoke(connection: sa.Connection, payer_key: int, who: str, at: dt.datetime) -> Change:
    """No longer believe a lesson; it stays listed as revoked."""
    return recording.altered(connection, "payers", {payer_key: {"revoked_at": at.isoformat(timespec="seconds"), "revoked_by": who}})


def decline(connection: sa.Connection, pairs: Sequence[tuple[str, int]], who: str, at: dt.datetime) -> Change:
    """Remember (payer name or account, customer) pairs not to offer again."""
    known = {(row["payer"], row["customer_key"]) for row in recording.found(connection, "declined", "", [])}
    fresh = sorted({pair for pair in pairs if pair not in known})
    records: list[dict[str, Value]] = [
        {"payer": payer, "customer_key": key, "who": who, "at": at.isoformat(timespec="seconds")} for payer, key in fresh
    ]
    return recording.added(connection, "declined", records)[0]


def lessons(connection: sa.Connection) -> pd.DataFrame:
    """All lessons, revoked ones too: payer_key, kind, value, customer_key, origin, who, at, revoked_at, revoked_by."""
    names = ("payer_key", "kind", "value", "customer_key", "origin", "who", "at", "revoked_at", "revoked_by")
    return frame_of(bulk.select(connection, "payers", names, "ORDER BY payer_key"), names, ("payer_key", "customer_key"), ())


def learned(connection: sa.Connection) -> Learned:
    """What counts now, by customer number."""
    customers = bulk.select(connection, "customers", ("customer_key", "customer_id", "customer_name"))
    shown = {key: str(number or name) for key, number, name in customers.tuples(("customer_key", "customer_id", "customer_name"))}
    found: dict[str, dict[str, list[str]]] = {"account": defaultdict(list), "name": defaultdict(list)}
    for row in _valid(connection):
        found[str(row["kind"])][str(row["value"])].append(shown[row["customer_key"]])
    declined = recording.found(connection, "declined", "", [])
    return Learned(
        {value: tuple(numbers) for value, numbers in found["account"].items()},
        {value: tuple(numbers) for value, numbers in found["name"].items()},
        frozenset((str(row["payer"]), shown[row["customer_key"]]) for row in declined),
    )


def _valid(connection: sa.Connection) -> list[dict[str, Value]]:
    return recording.found(connection, "payers", "WHERE revoked_at IS NULL ORDER BY payer_key", [])
