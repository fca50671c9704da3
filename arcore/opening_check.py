"""Do the books start from the same balances as the general ledger? Customer by customer, or one total per currency.

Difference = stated − (open − unapplied), minor units: positive where the other system shows more than the books.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, Protocol

import pandas as pd

from arcore.matching.normalize import plain_key
from arcore.messages import Message, say
from arcore.standing import sums_by_currency

AMOUNTS = ("stated", "open", "unapplied", "books", "difference")


class Agreement(Enum):
    """How a customer's two balances stand to each other."""

    AGREES = "agrees"
    DIFFERS = "differs"
    ONLY_BOOKS = "only_books"
    ONLY_STATED = "only_stated"
    UNKNOWN = "unknown"


AGREEMENT_LABELS: dict[Agreement, Message] = {
    Agreement.AGREES: say("agrees"),
    Agreement.DIFFERS: say("differs"),
    Agreement.ONLY_BOOKS: say("only in the books"),
    Agreement.ONLY_STATED: say("only in the other list"),
    Agreement.UNKNOWN: say("customer not in the books"),
}


class StatedBalance(Protocol):
    """A balance that another system states."""

    @property
    def customer_id(self) -> str:
        """The customer's number there, or nothing."""

    @property
    def customer_name(self) -> str:
        """The customer's name there, or nothing."""

    @property
    def currency(self) -> str:
        """ISO code."""

    @property
    def balance(self) -> int:
        """Minor units."""


@dataclass(frozen=True)
class Opening:
    """What a person stated: the day, balances by (customer number or name, currency) or totals by currency, and where from."""

    as_of: date
    balances: Mapping[tuple[str, str], int] = field(default_factory=dict)
    totals: Mapping[str, int] = field(default_factory=dict)
    source: str = ""

    def text(self) -> str:
        """As the ledger keeps it."""
        rows = [[who, code, amount] for (who, code), amount in self.balances.items()]
        kept = {"as_of": self.as_of.isoformat(), "balances": rows, "totals": dict(self.totals), "source": self.source}
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def of_text(cls, text: str) -> Opening | None:
        """What `text` wrote; None where nothing was kept."""
        if not text:
            return None
        kept = json.loads(text)
        rows = {(str(who), str(code)): int(amount) for who, code, amount in kept["balances"]}
        return cls(date.fromisoformat(kept["as_of"]), rows, {str(k): int(v) for k, v in kept["totals"].items()}, str(kept["source"]))


def identified(rows: Sequence[StatedBalance], customers: pd.DataFrame) -> dict[tuple[str, str], int]:
    """Balances by (customer number, currency): by number, else by a name only one customer has, else under the name as given.

    Several rows of one customer and currency are added.
    """
    numbers = set(customers["customer_id"].dropna())
    by_name: dict[str, list[str]] = {}
    for number, name in zip(customers["customer_id"], customers["customer_name"], strict=True):
        if pd.notna(name):
            by_name.setdefault(plain_key(str(name)), []).append(str(number) if pd.notna(number) else str(name))
    found: dict[tuple[str, str], int] = {}
    for row in rows:
        same = by_name.get(plain_key(row.customer_name), []) if row.customer_name else []
        who = row.customer_id if row.customer_id in numbers else same[0] if len(same) == 1 else row.customer_id or row.customer_name
        found[who, row.currency] = found.get((who, row.currency), 0) + row.balance
    return found


def compared(opening: Opening, items: pd.DataFrame, unapplied: pd.DataFrame, customers: pd.DataFrame) -> pd.DataFrame:
    """One row per customer and currency that either side knows: customer_id · name · currency · stated · open · unapplied · books ·
    difference (minor units) · state (Agreement value); differences first, the largest on top.

    `items` and `unapplied` as `balances` gives them at the day of `opening`. Money of unidentified payers belongs to nobody
    and is left out.
    """
    name_of = {_who(number, name): str(name) for number, name in zip(customers["customer_id"], customers["customer_name"], strict=True)}
    key_of = {
        int(key): _who(number, name)
        for key, number, name in zip(customers["customer_key"], customers["customer_id"], customers["customer_name"], strict=True)
    }
    owed, paid = _sums(items, "open", key_of), _sums(unapplied[unapplied["customer_key"].notna()], "unapplied", key_of)
    rows = []
    for who, currency in dict.fromkeys([*owed, *paid, *opening.balances]):
        pair = (who, currency)
        stated, open_, credit = opening.balances.get(pair), owed.get(pair, 0), paid.get(pair, 0)
        books = open_ - credit
        state = _state(stated, books, known=who in name_of, moved=pair in owed or pair in paid)
        rows.append((who, name_of.get(who, who), currency, stated or 0, open_, credit, books, (stated or 0) - books, state.value))
    table = pd.DataFrame(rows, columns=["customer_id", "name", "currency", *AMOUNTS, "state"]).astype(dict.fromkeys(AMOUNTS, "int64"))
    order = table.assign(size=table["difference"].abs()).sort_values(["currency", "size", "customer_id"], ascending=[True, False, True])
    return order.drop(columns="size").reset_index(drop=True)


def totals(opening: Opening, items: pd.DataFrame, unapplied: pd.DataFrame) -> pd.DataFrame:
    """One row per currency: currency · stated (NA where nobody stated it) · open · unapplied · books · difference.

    Stated is the total typed for a currency, else the sum of its balances. Unidentified money counts here: the general ledger holds it.
    """
    owed, credit = sums_by_currency(items, "open"), sums_by_currency(unapplied, "unapplied")
    stated = dict(opening.totals)
    if not stated:
        for (_, code), amount in opening.balances.items():
            stated[code] = stated.get(code, 0) + amount
    rows = []
    for code in sorted({*owed, *credit, *stated}):
        open_, unused = owed.get(code, 0), credit.get(code, 0)
        given = stated.get(code)
        rows.append((code, given, open_, unused, open_ - unused, None if given is None else given - open_ + unused))
    table = pd.DataFrame(rows, columns=["currency", "stated", "open", "unapplied", "books", "difference"])
    return table.astype({"stated": "Int64", "open": "int64", "unapplied": "int64", "books": "int64", "difference": "Int64"})


def _who(number: Any, name: Any) -> str:
    return str(number) if pd.notna(number) else str(name)


def _sums(rows: pd.DataFrame, amount: str, key_of: Mapping[int, str]) -> dict[tuple[str, str], int]:
    sums = rows.groupby(["customer_key", "currency"], as_index=False)[amount].sum()
    found = zip(sums["customer_key"], sums["currency"], sums[amount], strict=True)
    return {(key_of[int(key)], str(code)): int(total) for key, code, total in found if int(key) in key_of}


def _state(stated: int | None, books: int, *, known: bool, moved: bool) -> Agreement:
    if not known:
        return Agreement.UNKNOWN
    if (stated or 0) == books:
        return Agreement.AGREES
    if stated is None:
        return Agreement.ONLY_BOOKS
    return Agreement.DIFFERS if moved else Agreement.ONLY_STATED


def currencies_of(items: pd.DataFrame, own: str) -> tuple[str, ...]:
    """The currencies that something is open in, the company's own first; always that one."""
    return tuple(sorted({own, *items["currency"]}, key=lambda code: (code != own, code)))
