"""Counting what becomes of every row of an upload: each has exactly one fate, so counts and totals tie out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from arcore.ledger.incoming import Incoming
from arcore.ledger.preview import CHANGED_COLUMNS, FileIssue, TablePreview, TiedTotal
from arcore.ledger.rows import Value


class Fate:
    """What becomes of a row (text, not an Enum: a hundred thousand of them are counted)."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REPEATED = "repeated"
    UNUSABLE = "unusable"


ChangedField = tuple[str, Value, str, str, Value, Value]


@dataclass
class Tally:
    """The fate of each row, the changed fields, and the issues."""

    fates: list[str]
    changed: list[ChangedField] = field(default_factory=list)
    issues: list[FileIssue] = field(default_factory=list)

    @classmethod
    def of(cls, incoming: Incoming) -> Tally:
        """A tally in which nothing is usable yet."""
        return cls([Fate.UNUSABLE] * len(incoming))

    def changed_field(self, incoming: Incoming, position: int, shown: str, name: str, old: Value, new: Value) -> None:
        """Note that a field of a stored row changes."""
        self.changed.append((incoming.file(position), incoming.rows["source_row"][position], shown, name, old, new))

    def table(self, incoming: Incoming, missing: Sequence[str] = ()) -> TablePreview:
        """The counts of this kind and side."""
        count = Counter(self.fates)
        changed = pd.DataFrame(self.changed, columns=list(CHANGED_COLUMNS), dtype=object)
        return TablePreview(
            incoming.kind,
            incoming.side,
            rows=len(incoming),
            new=count[Fate.NEW],
            changed_rows=count[Fate.CHANGED],
            unchanged=count[Fate.UNCHANGED],
            repeated=count[Fate.REPEATED],
            unusable=count[Fate.UNUSABLE],
            changed=changed,
            missing=tuple(missing),
        )

    def totals(self, table: str, currencies: Sequence[Value], amounts: Sequence[int]) -> list[TiedTotal]:
        """Minor units by currency and fate."""
        sums: dict[tuple[Value, str], int] = defaultdict(int)
        in_file: dict[Value, int] = defaultdict(int)
        for currency, amount, fate in zip(currencies, amounts, self.fates, strict=True):
            sums[currency, fate] += amount
            in_file[currency] += amount
        return [
            TiedTotal(
                table,
                str(currency),
                in_file[currency],
                new=sums[currency, Fate.NEW],
                changed=sums[currency, Fate.CHANGED],
                unchanged=sums[currency, Fate.UNCHANGED],
                repeated=sums[currency, Fate.REPEATED],
                unusable=sums[currency, Fate.UNUSABLE],
            )
            for currency in sorted(in_file, key=str)
        ]
