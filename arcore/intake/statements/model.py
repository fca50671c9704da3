"""A statement: whose account, which period, its movements, and what it says about its own totals.

Signs are the account holder's: positive is money in. Amounts are minor units of the movement's
currency. A movement keeps what the bank wrote; nothing is interpreted here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, fields

import pandas as pd

from arcore.intake.model import Issue, SetAside, Table
from arcore.records import record
from arcore.schema import Side, TableKind


@record
class Movement:
    """One line of a statement. `reversal`: the bank says it takes back an earlier one. `order`: its place in the file, from 1."""

    order: int
    date: dt.date
    amount: int
    currency: str
    counterparty_name: str = ""
    counterparty_account: str = ""
    counterparty_bank: str = ""
    memo: str = ""
    serial: str = ""
    balance: int | None = None
    time: str = ""
    value_date: dt.date | None = None
    transaction_type: str = ""
    reversal: bool = False
    account: str = ""
    source_sheet: str = ""
    source_row: int | None = None

    def of_account(self, account: str, currency: str) -> Movement:
        """The movement with its account and currency; written out, as `replace` takes five times as long for each of many."""
        payer = (self.counterparty_name, self.counterparty_account, self.counterparty_bank, self.memo, self.serial)
        rest = (self.balance, self.time, self.value_date, self.transaction_type, self.reversal)
        return Movement(self.order, self.date, self.amount, currency, *payer, *rest, account, self.source_sheet, self.source_row)


@dataclass(frozen=True)
class Statement:
    """The movements of one account over one period, with the balances and totals the file states (minor units)."""

    account: str = ""
    holder: str = ""
    bank: str = ""
    currency: str = ""
    period_from: dt.date | None = None
    period_to: dt.date | None = None
    opening: int | None = None
    closing: int | None = None
    stated_in: int | None = None
    stated_out: int | None = None
    movements: tuple[Movement, ...] = ()

    @property
    def money_in(self) -> int:
        """Sum of what came in, minor units."""
        return sum(m.amount for m in self.movements if m.amount > 0)

    @property
    def money_out(self) -> int:
        """Sum of what went out, as a positive number of minor units."""
        return -sum(m.amount for m in self.movements if m.amount < 0)


@dataclass(frozen=True)
class StatementFile:
    """All statements of a file, what could not be read, and what is not a movement."""

    statements: tuple[Statement, ...]
    issues: tuple[Issue, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    columns: dict[str, str] = field(default_factory=dict)
    sheet: str = ""
    header_row: int = 0
    non_blank_rows: int = 0
    signature: str = ""


COLUMNS = tuple(f.name for f in fields(Movement))
TEXT_COLUMNS = tuple(f.name for f in fields(Movement) if f.type == "str")


def movements_frame(movements: Sequence[Movement]) -> pd.DataFrame:
    """Movements as a frame: `line` int64 and the columns of `Movement`; amount int64, balance Int64, dates datetime64."""
    records = {name: [getattr(m, name) for m in movements] for name in COLUMNS}
    frame = pd.DataFrame({"line": pd.Series(records.pop("order"), dtype="int64"), **records})
    for name in ("date", "value_date"):
        frame[name] = pd.to_datetime(frame[name], errors="raise").astype("datetime64[us]")
    for name in TEXT_COLUMNS:
        frame[name] = frame[name].astype("str")
    return frame.astype({"amount": "int64", "balance": "Int64", "reversal": "bool", "source_row": "Int64"})


def tables(file: StatementFile) -> tuple[Table, ...]:
    """One table per currency (money is never summed across them); `facts['statements']` keeps what each account states."""
    currencies = list(dict.fromkeys(m.currency for s in file.statements for m in s.movements)) or [""]
    built = []
    for position, currency in enumerate(currencies):
        movements = [m for s in file.statements for m in s.movements if m.currency == currency]
        first = position == 0
        built.append(
            Table(
                kind=TableKind.STATEMENT,
                side=Side.RECEIVABLE,
                sheet=file.sheet,
                header_row=file.header_row,
                columns=file.columns,
                rows=movements_frame(movements),
                issues=file.issues if first else (),
                set_aside=file.set_aside if first else (),
                signature=file.signature,
                non_blank_rows=file.non_blank_rows if first else len(movements),
                facts={
                    "currency": currency,
                    "money_in": sum(m.amount for m in movements if m.amount > 0),
                    "money_out": -sum(m.amount for m in movements if m.amount < 0),
                    "statements": file.statements,
                },
            )
        )
    return tuple(built)
