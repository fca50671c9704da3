"""Which documents a row of a register names, and how an amount spreads over several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import pandas as pd

Named = tuple[int, ...] | None
"""Document keys; None where a row names no document and so means every one of its customer."""

BETWEEN = re.compile(r"[,，、;；\s]+")


def numbers_of(text: object) -> tuple[str, ...]:
    """The document numbers of a cell, in order.

    >>> numbers_of("XS26060015，XS26060016; 000123"), numbers_of(None)
    (('XS26060015', 'XS26060016', '000123'), ())
    """
    return tuple(part for part in BETWEEN.split(text) if part) if isinstance(text, str) else ()


def named(rows: pd.DataFrame, documents: pd.DataFrame) -> list[Named]:
    """The documents of each row with `customer_key` and `document_nos`: its customer's documents of these numbers, oldest due first."""
    customers = set(rows["customer_key"].dropna().astype("int64"))
    theirs = documents[documents["customer_key"].isin(customers)].sort_values(["due_date", "document_key"])
    keys: dict[tuple[int, str], list[int]] = {}
    columns = (theirs[name].tolist() for name in ("customer_key", "document_no", "document_key"))
    place: dict[int, int] = {}
    for customer, number, key in zip(*columns, strict=True):
        keys.setdefault((int(customer), str(number)), []).append(int(key))
        place[int(key)] = len(place)
    found: list[Named] = []
    for customer, text in zip(rows["customer_key"].tolist(), rows["document_nos"].tolist(), strict=True):
        numbers = numbers_of(text)
        mine = {key for number in numbers for key in keys.get((int(customer), number), [])}
        found.append(tuple(sorted(mine, key=place.__getitem__)) if numbers else None)
    return found


def covers(documents: Named, key: int) -> bool:
    """Whether a row that names these documents is about this one."""
    return documents is None or key in documents


def spread(amounts: Iterable[int], rooms: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Each amount over the rooms (key, how much it takes), the first ones first, none filled beyond what it takes.

    >>> spread([70, 50], [(1, 100), (2, 30)])
    [[(1, 70)], [(1, 30), (2, 20)]]
    """
    left = dict(rooms)
    shares = []
    for amount in amounts:
        taken = []
        for key, _ in rooms:
            share = min(amount, left[key])
            if share > 0:
                left[key] -= share
                amount -= share
                taken.append((key, share))
        shares.append(taken)
    return shares
