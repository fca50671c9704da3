"""What people recorded that restarts limitation, gathered from every register that knows of it (domain rules §4.12).

A statement the customer sealed, a letter that was signed for and a plan that was agreed count like an event entered by hand,
each only with its proof on file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from arcore.messages import Message, both
from arcore.registers.attachments import shown_name
from arcore.registers.legal import INTERRUPTION_KINDS

COLUMNS = ("customer_key", "document_key", "date", "kind", "proven", "ended", "evidence", "register", "row_key")
KINDS: dict[str, Message] = {name: both(zh, en) for name, zh, en in INTERRUPTION_KINDS}
SEPARATORS = re.compile(r"[,，;；、\s]+")


@dataclass(frozen=True)
class Source:
    """A register whose rows are events: the day, the kind (one for all, or the field `kind`), and what proves it.

    `needs`: fields that hold one of these values (None: anything at all). `proofs`: any of them filled in is proof.
    """

    register: str
    day: str
    kind: str
    proofs: tuple[str, ...]
    needs: tuple[tuple[str, tuple[str, ...] | None], ...] = ()
    words: tuple[str, ...] = ()


SOURCES = (
    Source("statements", "answered_on", "statement", ("scan",), (("state", ("agreed",)), ("signer", None)), ("number", "signer", "scan")),
    Source("letters", "arrived_on", "demand", ("proof", "tracking_no"), (("signed_by", None),), ("letter_no", "tracking_no", "signed_by")),
    Source("plans", "agreed_on", "plan", ("agreement",), (("state", ("agreed", "ended")),), ("agreement",)),
)


def events(registers: Mapping[str, pd.DataFrame], documents: pd.DataFrame) -> pd.DataFrame:
    """The events as `limitation.clocks` takes them, with `evidence` (words), `register` and `row_key` they come from.

    documents: document_key, customer_key, document_no. A number that is none of the customer's restarts nothing.
    """
    keys = {
        (int(customer), str(number)): int(key)
        for customer, number, key in zip(documents["customer_key"], documents["document_no"], documents["document_key"], strict=True)
    }
    rows = [row for event in (*_by_hand(registers), *_derived(registers)) for row in _per_document(event, keys)]
    found = pd.DataFrame(rows, columns=list(COLUMNS))
    return found.assign(
        customer_key=found["customer_key"].astype("Int64"),
        document_key=found["document_key"].astype("Int64"),
        date=pd.to_datetime(found["date"]).astype("datetime64[us]"),
        ended=pd.to_datetime(found["ended"]).astype("datetime64[us]"),
        proven=found["proven"].astype("bool"),
    )


def kind_words(kind: str) -> Message:
    """What happened, in words, whether it restarts the clock or not."""
    return KINDS[kind]


def numbers_in(text: Any) -> list[str]:
    """The document numbers a person listed.

    >>> numbers_in("INV-1，INV-2; 003")
    ['INV-1', 'INV-2', '003']
    """
    return [number for number in SEPARATORS.split(text) if number] if isinstance(text, str) else []


def _by_hand(registers: Mapping[str, pd.DataFrame]) -> Iterator[dict[str, Any]]:
    rows = registers.get("interruptions")
    if rows is None:
        return
    for row in _records(rows):
        words = [row["proof"], shown_name(row["file"]) if _filled(row["file"]) else None]
        yield {
            **_keys(row, "interruptions"),
            "date": row["happened_on"],
            "kind": row["kind"],
            "proven": _filled(row["proven"]) and bool(row["proven"]),
            "ended": row["ended_on"],
            "evidence": " · ".join(str(word) for word in words if _filled(word)),
        }


def _derived(registers: Mapping[str, pd.DataFrame]) -> Iterator[dict[str, Any]]:
    for source in SOURCES:
        rows = registers.get(source.register)
        for row in () if rows is None else _records(rows):
            happened = _filled(row[source.day]) and all(
                _filled(row[name]) and (values is None or row[name] in values) for name, values in source.needs
            )
            if happened:
                yield {
                    **_keys(row, source.register),
                    "date": row[source.day],
                    "kind": source.kind,
                    "proven": any(_filled(row[name]) for name in source.proofs),
                    "ended": pd.NaT,
                    "evidence": " · ".join(shown_name(row[name]) for name in source.words if _filled(row[name])),
                }


def _keys(row: dict[str, Any], register: str) -> dict[str, Any]:
    numbers = row.get("document_nos")
    return {"customer_key": row["customer_key"], "numbers": numbers, "register": register, "row_key": row["row_key"]}


def _per_document(event: dict[str, Any], keys: Mapping[tuple[int, str], int]) -> Iterator[dict[str, Any]]:
    """The event once for each document it names, or once for all of the customer's."""
    numbers = numbers_in(event.pop("numbers"))
    if not numbers:
        yield {**event, "document_key": pd.NA}
    for number in numbers:
        key = keys.get((int(event["customer_key"]), number))
        if key is not None:
            yield {**event, "document_key": key}


def _records(rows: pd.DataFrame) -> list[Any]:
    records: list[Any] = rows[rows["customer_key"].notna()].to_dict("records")
    return records


def _filled(value: Any) -> bool:
    return value is not None and not (not isinstance(value, str) and bool(pd.isna(value))) and value != ""
