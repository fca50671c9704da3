"""A set of keys as short text: '1-100,105'."""

from __future__ import annotations

from collections.abc import Iterable


def folded(keys: Iterable[int]) -> str:
    """The keys as ranges.

    >>> folded([3, 1, 2, 7])
    '1-3,7'
    """
    ranges: list[list[int]] = []
    for key in sorted(set(keys)):
        if ranges and key == ranges[-1][1] + 1:
            ranges[-1][1] = key
        else:
            ranges.append([key, key])
    return ",".join(f"{low}-{high}" if low < high else str(low) for low, high in ranges)


def unfolded(text: str) -> set[int]:
    """The keys that `folded` wrote."""
    keys: set[int] = set()
    for part in filter(None, text.split(",")):
        low, _, high = part.partition("-")
        keys.update(range(int(low), int(high or low) + 1))
    return keys
