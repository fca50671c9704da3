"""Rows of a register as a frame with typed columns, and which of them count at a date.

row_key int64 · customer_key Int64 · document_key Int64 · the register's fields (money and whole numbers Int64, days
datetime64, yes/no boolean, everything else text with NA for blank) · entry int64 · recorded_at · recorded_by text
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

import pandas as pd

from arcore.registers.model import Register, Value
from arcore.schema import Kind

DATES: Literal["datetime64[us]"] = "datetime64[us]"
KEYS: dict[str, str] = {"row_key": "int64", "customer_key": "Int64", "document_key": "Int64"}
RECORDED: dict[str, str] = {"entry": "int64", "recorded_at": "str", "recorded_by": "str"}
_DTYPES: dict[Kind, str] = {Kind.MONEY: "Int64", Kind.INTEGER: "Int64", Kind.FLAG: "boolean"}


def frame(register: Register, rows: Sequence[Mapping[str, Value]]) -> pd.DataFrame:
    """`rows` have the keys, the fields of the register that are filled in, and who recorded them."""
    columns = {name: _series([row.get(name) for row in rows], dtype) for name, dtype in _types(register).items()}
    return pd.DataFrame(columns)


def _types(register: Register) -> dict[str, str]:
    own = {field.name: DATES if field.kind is Kind.DATE else _DTYPES.get(field.kind, "str") for field in register.fields}
    return {**KEYS, **own, **RECORDED}


def _series(values: list[Value], dtype: str) -> pd.Series:
    if not values:
        return _nothing(dtype)
    if dtype == DATES:
        days: pd.Series = pd.to_datetime(pd.Series(values, dtype="str"), format="%Y-%m-%d").astype(DATES)
        return days
    return pd.Series(values, dtype=dtype)


@cache
def _nothing(dtype: str) -> pd.Series:
    """No values, typed once: empty registers have hundreds of columns."""
    return pd.Series([], dtype=dtype)


def known_at(rows: pd.DataFrame, register: Register, as_of: dt.date) -> pd.DataFrame:
    """The rows that count from `as_of` or before, newest first, with `valid`: whether they have not expired by then."""
    day = pd.Timestamp(as_of)
    known = rows[rows[register.dated] <= day]
    ends = known[register.expires] if register.expires else pd.Series(pd.NaT, index=known.index)
    known = known.assign(valid=(ends.isna() | (ends >= day)).astype(bool))
    return known.sort_values([register.dated, "row_key"], ascending=[False, False]).reset_index(drop=True)


def valid_at(rows: pd.DataFrame, register: Register, as_of: dt.date) -> pd.DataFrame:
    """The rows that count at `as_of`: already in force, not expired."""
    known = known_at(rows, register, as_of)
    return known[known["valid"]].drop(columns="valid").reset_index(drop=True)


def expiring(rows: pd.DataFrame, register: Register, as_of: dt.date, days: int) -> pd.DataFrame:
    """The rows whose last day is within `days` of `as_of`, soonest first, with `days_left`; empty where nothing expires."""
    if register.expires is None:
        return valid_at(rows, register, as_of).iloc[:0].assign(days_left=pd.Series(dtype="int64"))
    valid = valid_at(rows, register, as_of)
    left = (valid[register.expires] - pd.Timestamp(as_of)).dt.days
    soon = valid[left.le(days).fillna(False)]
    soon = soon.assign(days_left=left[soon.index].astype("int64"))
    return soon.sort_values(["days_left", "row_key"]).reset_index(drop=True)


def states(rows: pd.DataFrame, register: Register, as_of: dt.date) -> pd.Series:
    """Each row at `as_of`: 'valid', 'expired' (its last day is past), or 'later' (it does not count yet)."""
    day = pd.Timestamp(as_of)
    state = pd.Series("valid", index=rows.index, dtype="str")
    if register.expires:
        state = state.mask(rows[register.expires] < day, "expired")
    return state.mask(rows[register.dated] > day, "later")


def is_open(rows: pd.DataFrame, register: Register) -> pd.Series:
    """Whether something is still to be done about each row; never for registers that know no such state."""
    if register.open_states is None:
        return pd.Series(False, index=rows.index)
    name, values = register.open_states
    return rows[name].isin(values)


def of_customer(rows: pd.DataFrame, customer_key: int) -> pd.DataFrame:
    """One customer's rows."""
    mine: pd.DataFrame = rows[rows["customer_key"].eq(customer_key).fillna(False)].reset_index(drop=True)
    return mine
