"""What secures a customer's debt: credit insurance, guarantees, deposits; what exposure is left without it (domain rules §4.8).

insured = min(cover % × open balance, cap); guaranteed likewise, of what insurance leaves; deposits in full. Only what is in
force at the date and in the currency of the limit counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from arcore.exposure import Position
from arcore.messages import Message, say
from arcore.money import share_of
from arcore.wording import amount

INSURANCE = "insurance"
DEPOSIT = "deposit"


@dataclass(frozen=True)
class Security:
    """One customer, minor units of the position's currency."""

    currency: str
    insured: int = 0
    guaranteed: int = 0
    deposits: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.insured + self.guaranteed + self.deposits

    def net(self, exposure: int) -> int:
        """The exposure that nothing secures; never below zero."""
        return max(0, exposure - self.total)

    def sentence(self, exposure: int) -> Message | None:
        """What is secured and what is left; None where nothing is."""
        if not self.total:
            return None
        return say(
            "Of the exposure {secured} is secured (insurance {insured}, guarantees {guaranteed}, deposits {deposits}); {net} is not.",
            secured=amount(min(self.total, max(0, exposure)), self.currency),
            insured=amount(self.insured, self.currency),
            guaranteed=amount(self.guaranteed, self.currency),
            deposits=amount(self.deposits, self.currency),
            net=amount(self.net(exposure), self.currency),
        )


def security(position: Position, registers: Mapping[str, pd.DataFrame], as_of: dt.date) -> Security:
    """What the registers `guarantees` and `collateral` hold for the customer (columns as in `arcore.registers.credit`)."""
    promised = list(_in_force(registers.get("guarantees"), position, as_of))
    held = list(_in_force(registers.get("collateral"), position, as_of))
    open_ = max(0, position.open)
    insured = min(open_, sum(_covered(row, open_) for row in promised if row["guarantee_kind"] == INSURANCE))
    rest = max(0, position.exposure) - insured
    guaranteed = min(max(0, rest), sum(_covered(row, rest) for row in promised if row["guarantee_kind"] != INSURANCE))
    deposits = sum(int(row["value"]) for row in held if row["collateral_kind"] == DEPOSIT and pd.notna(row["value"]))
    return Security(position.currency, insured, guaranteed, deposits)


def _in_force(register: pd.DataFrame | None, position: Position, as_of: dt.date) -> Iterator[dict[str, Any]]:
    if register is None or not len(register):
        return
    day = pd.Timestamp(as_of)
    mine = register[register["customer_key"] == position.customer_key]
    for row in mine.to_dict("records"):
        began = pd.isna(row["valid_from"]) or row["valid_from"] <= day
        lasts = pd.isna(row["valid_to"]) or row["valid_to"] >= day
        same = pd.isna(row["currency"]) or row["currency"] == position.currency
        if began and lasts and same:
            yield {str(name): value for name, value in row.items()}


def _covered(row: dict[str, Any], owed: int) -> int:
    """The share of what is owed, up to the cap; without a share all of it, without a cap no bound."""
    share = Decimal(100) if pd.isna(row["cover_percent"]) else Decimal(str(row["cover_percent"]))
    covered = share_of(max(0, owed), share / 100)
    return covered if pd.isna(row["cap"]) else min(covered, int(row["cap"]))
