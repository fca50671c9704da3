"""The tables of a month kept with its closing, and read again exactly as they were, whatever the program computes later."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from arcore.appraisal.kept import appraisals
from arcore.closing.content import Snapshot, plain
from arcore.closing.taken import taken
from arcore.messages import Message, decoded, encoded
from arcore.review.model import Column, Table, Tie
from arcore.review.scene import Scene

APPRAISALS = "appraisals"
"""The frame of a closed month that `appraisal.kept.appraisals` gave."""


def figures(at: Scene, tables: tuple[Table, ...]) -> Snapshot:
    """Everything that closing the month keeps: the frames of `closing.taken`, everybody's appraisal, and the tables."""
    base = taken(at)
    frames = {**base.frames, APPRAISALS: plain(appraisals(at)), **{table.number: plain(table.rows) for table in tables}}
    told = json.dumps([_told(table) for table in tables], ensure_ascii=False, sort_keys=True)
    return replace(base, frames=frames, facts={**base.facts, "tables": told})


def tables_in(snapshot: Snapshot) -> tuple[Table, ...]:
    """The tables as the month was closed with them."""
    return tuple(_table(told, snapshot) for told in json.loads(snapshot.facts.get("tables", "[]")))


def _told(table: Table) -> dict[str, Any]:
    return {
        "number": table.number,
        "title": encoded(table.title),
        "columns": [
            {"name": each.name, "heading": encoded(each.heading), "kind": each.kind, "words": _words(each.words)} for each in table.columns
        ],
        "note": None if table.note is None else encoded(table.note),
        "ties": [{"currency": tie.currency, "what": encoded(tie.what), "table": tie.table, "books": tie.books} for tie in table.ties],
    }


def _words(words: Any) -> dict[str, Any]:
    return {value: encoded(message) for value, message in words.items()}


def _table(told: dict[str, Any], snapshot: Snapshot) -> Table:
    return Table(
        told["number"],
        decoded(told["title"]),
        tuple(_column(each) for each in told["columns"]),
        snapshot.frames[told["number"]],
        _message(told["note"]),
        tuple(Tie(each["currency"], decoded(each["what"]), each["table"], each["books"]) for each in told["ties"]),
    )


def _column(told: dict[str, Any]) -> Column:
    words = {value: decoded(message) for value, message in told["words"].items()}
    return Column(told["name"], decoded(told["heading"]), told["kind"], words)


def _message(told: dict[str, Any] | None) -> Message | None:
    return None if told is None else decoded(told)
