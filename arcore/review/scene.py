"""Everything the tables of a month are made of, computed once: the books at its end, the month before, registers as of then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from arcore import bridge
from arcore.books import Books, called
from arcore.bridge import Bridge
from arcore.closing.chain import from_closed
from arcore.closing.content import Snapshot
from arcore.closing.moment import Moment
from arcore.registers import REGISTERS
from arcore.registers.frames import frame, known_at
from arcore.registers_at import registers_at


@dataclass(frozen=True)
class Scene(Moment):
    """The books at `as_of`. `before`: the closed month before, whose figures count as this month's opening.

    `payables`: the supplier side of the ledger; `lines`: bank lines as `Ledger.statement_lines` has them.
    """

    before: Snapshot | None = None
    payables: Books | None = None
    lines: pd.DataFrame | None = None

    @cached_property
    def earlier(self) -> Moment:
        """The end of the month before, as the books know it today."""
        return Moment(self.books, self.start, self.policy)

    @cached_property
    def balance(self) -> Bridge:
        """The bridge of the open balance over the month."""
        return from_closed(self.balance_moved, self.before, "open_items") if self.before else self.balance_moved

    @cached_property
    def overdue(self) -> Bridge:
        """The bridge of what is overdue over the month."""
        return from_closed(self.overdue_moved, self.before, "overdue") if self.before else self.overdue_moved

    @cached_property
    def planned(self) -> pd.DataFrame:
        """What the month's start expected: as closed, else as the books know that date today."""
        if self.before is not None:
            return self.before.frames["forecast"]
        return self.earlier.expected

    @cached_property
    def customers(self) -> dict[int, tuple[str, str]]:
        """customer_key → (number, name)."""
        return called(self.books.customers)

    @cached_property
    def currencies(self) -> tuple[str, ...]:
        """The currencies of the month, the company's own first."""
        own = self.policy.company.currency
        held = {str(code) for code in self.now.unapplied["currency"].unique()} | set(bridge.currencies(self.balance))
        return tuple(sorted(held, key=lambda code: (code != own, code))) or (own,)

    @cached_property
    def registers(self) -> Mapping[str, pd.DataFrame]:
        """Every register as it stood at the date."""
        return registers_at(self.books, self.as_of)

    def register(self, name: str, registers: Mapping[str, pd.DataFrame] | None = None) -> pd.DataFrame:
        """A register's rows that were known at the date, newest first; currencies filled in. `registers`: others than the scene's."""
        rows = known_at((registers or self.registers).get(name, frame(REGISTERS[name], [])), REGISTERS[name], self.as_of)
        return rows.assign(currency=rows["currency"].fillna(self.policy.company.currency)) if "currency" in rows.columns else rows

    def named(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Rows with `customer_id` and `name` of their customer; '' where nobody knows it."""
        keys = rows["customer_key"].tolist()
        known = [("", "") if pd.isna(key) else self.customers.get(int(key), ("", "")) for key in keys]
        texts = {"customer_id": [number for number, _ in known], "name": [name for _, name in known]}
        return rows.assign(**{name: pd.Series(values, index=rows.index, dtype="str") for name, values in texts.items()})

    def in_order(self, rows: pd.DataFrame, by: Sequence[str], *, ascending: Sequence[bool]) -> pd.DataFrame:
        """Rows with the company's own currency first, then `by`."""
        place = {code: number for number, code in enumerate(self.currencies)}
        order = rows.assign(_place=rows["currency"].map(place).fillna(len(place)))
        return order.sort_values(["_place", *by], ascending=[True, *ascending], kind="stable").drop(columns="_place").reset_index(drop=True)
