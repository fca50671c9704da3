"""Small records that are made by the hundred thousand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """A frozen dataclass whose freezing the type checker watches, not the running program.

    Guarding each field when it is set makes a record of fifteen fields seven times as slow to create. Equal records are
    equal and have the same hash, as with `dataclass(frozen=True, slots=True)`.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
