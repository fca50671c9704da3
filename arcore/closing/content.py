"""The figures of a closed month, and the one form in which the ledger keeps them: compressed JSON, the same for the same figures."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from arcore.messages import Unusable, say

FORMAT = 1
KINDS = ("int64", "Int64", "str", "datetime64[us]", "boolean")


@dataclass(frozen=True)
class Snapshot:
    """What the figures of the month ending on `as_of` were, in the frames that `taken` names; `facts` are short texts."""

    as_of: dt.date
    frames: Mapping[str, pd.DataFrame]
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def month(self) -> str:
        """The month as people name it: '2026-06'."""
        return f"{self.as_of:%Y-%m}"


def packed(snapshot: Snapshot) -> bytes:
    """The snapshot as the ledger keeps it."""
    body = {
        "format": FORMAT,
        "as_of": snapshot.as_of.isoformat(),
        "facts": dict(snapshot.facts),
        "frames": {name: _columns(rows) for name, rows in snapshot.frames.items()},
    }
    return zlib.compress(json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(), 6)


def unpacked(content: bytes) -> Snapshot:
    """The snapshot that `packed` gave; raises Unusable for what a newer version of the program has kept."""
    body = json.loads(zlib.decompress(content))
    if body["format"] != FORMAT:
        raise Unusable(say("This month was closed by a newer version of the program. Update it to read the figures."))
    frames = {name: _frame(columns) for name, columns in body["frames"].items()}
    return Snapshot(dt.date.fromisoformat(body["as_of"]), frames, body["facts"])


def plain(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with columns of the kinds that can be kept: whole numbers, text, days, yes or no."""
    return pd.DataFrame({str(name): _plain(column) for name, column in rows.items()}).reset_index(drop=True)


def _plain(column: pd.Series) -> pd.Series:
    kind = str(column.dtype)
    if kind in KINDS:
        return column
    if pd.api.types.is_datetime64_any_dtype(column):
        return column.astype("datetime64[us]")
    if pd.api.types.is_bool_dtype(column):
        return column.astype("boolean")
    return column.astype("Int64") if pd.api.types.is_integer_dtype(column) else column.astype("object").map(_text).astype("str")


def _text(value: object) -> str | None:
    return None if value is None or pd.isna(value) else str(value)  # type: ignore[call-overload]


def _columns(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return [{"name": str(name), "kind": str(column.dtype), "values": _values(column)} for name, column in plain(rows).items()]


def _values(column: pd.Series) -> list[Any]:
    if str(column.dtype) == "datetime64[us]":
        return [None if pd.isna(day) else f"{day:%Y-%m-%d}" for day in column]
    return [None if pd.isna(value) else value for value in column.tolist()]


def _frame(columns: list[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame({column["name"]: _series(column["values"], column["kind"]) for column in columns})


def _series(values: list[Any], kind: str) -> pd.Series:
    if kind == "datetime64[us]":
        days: pd.Series = pd.to_datetime(pd.Series(values, dtype="str"), format="%Y-%m-%d").astype("datetime64[us]")
        return days
    return pd.Series(values, dtype=kind)
