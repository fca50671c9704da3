"""How the allowance moved between two dates, by what it is for: debts assessed one by one, the portfolio by age, groups apart.

Each part moves by itself, as the note to the accounts shows it: a debt that is assessed for the first time leaves the
portfolio (a reversal there) and is charged with the others assessed. What was written off or recovered belongs to the part in
which its debt was on that day.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import astuple, dataclass
from typing import Any, Literal

import pandas as pd

from arcore.books import Books
from arcore.messages import Message, say
from arcore.provision.allowance import Allowance, assessed
from arcore.provision.movement import Movement, movement

Part = Literal["specific", "portfolio", "apart"]
PARTS: dict[str, Message] = {
    "specific": say("Assessed one by one"),
    "portfolio": say("Portfolio by age"),
    "apart": say("Related parties and deposits"),
    "total": say("Total"),
}
"""The columns of the note to the accounts, by what `Moved` calls them."""


@dataclass(frozen=True)
class Moved:
    """The movement of each part, minor units."""

    specific: Movement
    portfolio: Movement
    apart: Movement

    @property
    def total(self) -> Movement:
        """All parts together, column by column."""
        return Movement(*map(sum, zip(*map(astuple, (self.specific, self.portfolio, self.apart)), strict=True)))


def moved(
    books: Books, before: Allowance, now: Allowance, *, specific: pd.DataFrame | None = None, separate: Collection[str] = ()
) -> Moved:
    """From one date's allowance to a later one's; write-offs and recoveries between them come from the ledger.

    `specific` as `allowance` takes it, `separate` the customer categories that stand apart.
    """
    written: dict[Part, int] = {"specific": 0, "portfolio": 0, "apart": 0}
    recovered = dict(written)
    for row in _given_up(books, before, now):
        part = _part(row, specific, now.currency, separate)
        if row["amount"] > 0:
            written[part] += int(row["amount"])
        else:
            recovered[part] -= int(row["amount"])

    def of(part: Part, was: int, required: int) -> Movement:
        return movement(was, required, written_off=written[part], recovered=recovered[part])

    return Moved(
        specific=of("specific", *(sum(line.amount for line in each.specific) for each in (before, now))),
        portfolio=of("portfolio", *(sum(line.amount for line in each.portfolio) for each in (before, now))),
        apart=of("apart", before.apart.amount, now.apart.amount),
    )


def _given_up(books: Books, before: Allowance, now: Allowance) -> list[Any]:
    """The write-offs (and, negative, recoveries) of the currency between the dates, with their document's customer and category."""
    mine = books.documents.loc[books.documents["currency"] == now.currency, ["document_key", "customer_key", "category"]]
    dates = books.allocations["date"]
    inside = (dates > pd.Timestamp(before.as_of)) & (dates <= pd.Timestamp(now.as_of))
    rows = books.allocations[inside & books.allocations["kind"].eq("write_off") & books.allocations["document_key"].notna()]
    return rows[["document_key", "date", "amount"]].astype({"document_key": "int64"}).merge(mine, on="document_key").to_dict("records")


def _part(row: Any, specific: pd.DataFrame | None, currency: str, separate: Collection[str]) -> Part:
    if specific is not None and len(specific):
        held = assessed(specific, row["date"], currency)
        own = held["document_key"].eq(row["document_key"]).fillna(False)
        whole = held["document_key"].isna() & held["customer_key"].eq(row["customer_key"])
        if (own | whole).any():
            return "specific"
    return "apart" if row["category"] in separate else "portfolio"
