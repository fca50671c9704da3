"""The movements of a statement as matching reads them, in the order in which the money came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from arcore.matching.normalize import fold
from arcore.records import record

TEXTS = ("currency", "counterparty_name", "counterparty_account", "memo", "account", "transaction_type", "serial")


@record
class BankLine:
    """One movement as matching reads it; `text` is the folded memo.

    `own_account`: the file where it states none. `posted`: a person or a run posted it before.
    """

    line: int
    order: int
    date: date
    amount: int
    currency: str
    payer: str
    account: str
    memo: str
    text: str
    own_account: str
    reversal: bool
    kind: str = ""
    serial: str = ""
    source: str = ""
    posted: bool = False


def bank_lines(lines: pd.DataFrame, currency: str) -> list[BankLine]:
    """The frame's lines in the order in which the money came; what a newest-first statement lists is turned round.

    `currency`: of lines that state none.
    """
    texts = {name: _texts(lines, name) for name in TEXTS}
    source = [file or stored for file, stored in zip(_texts(lines, "file"), _texts(lines, "source_file"), strict=True)]
    dates: list[date] = pd.to_datetime(lines["date"]).to_numpy().astype("datetime64[D]").tolist()
    numbers, amounts = lines["line"].tolist(), lines["amount"].tolist()
    reversed_by_bank = lines["reversal"].tolist() if "reversal" in lines else [False] * len(lines)
    status = _texts(lines, "status")
    turned = _newest_first(source, dates)
    ordered = sorted(range(len(dates)), key=lambda i: (dates[i], -i if source[i] in turned else i))
    return [
        BankLine(
            line=int(numbers[i]),
            order=order,
            date=dates[i],
            amount=int(amounts[i]),
            currency=texts["currency"][i] or currency,
            payer=texts["counterparty_name"][i],
            account=texts["counterparty_account"][i],
            memo=texts["memo"][i],
            text=fold(texts["memo"][i]),
            own_account=texts["account"][i] or source[i],
            reversal=bool(reversed_by_bank[i]),
            kind=fold(texts["transaction_type"][i]),
            serial=texts["serial"][i],
            source=source[i],
            posted=status[i] == "posted",
        )
        for order, i in enumerate(ordered)
    ]


def _texts(lines: pd.DataFrame, column: str) -> list[str]:
    if column not in lines:
        return [""] * len(lines)
    return ["" if v is None or v != v else str(v) for v in lines[column].tolist()]


def _newest_first(source: Sequence[str], dates: Sequence[date]) -> frozenset[str]:
    """The files whose last line is older than their first."""
    first: dict[str, date] = {}
    last: dict[str, date] = {}
    for name, day in zip(source, dates, strict=True):
        first.setdefault(name, day)
        last[name] = day
    return frozenset(name for name, day in first.items() if day > last[name])
