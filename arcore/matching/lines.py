"""The movements of a statement as matching reads them, in the order in which the money came."""

from __future__ import annotations

from datetime import date

import pandas as pd

from arcore.matching.normalize import fold
from arcore.records import record


@record
class BankLine:
    """One movement as matching reads it; `text` is the folded memo."""

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


def bank_lines(lines: pd.DataFrame, currency: str) -> list[BankLine]:
    """The frame's lines in the order in which the money came; newest-first statements are turned round.

    `currency`: of lines that state none.
    """
    texts = ("currency", "counterparty_name", "counterparty_account", "memo", "account", "transaction_type")
    columns = ("line", "date", "amount", "reversal", *texts)
    values = {c: lines[c].tolist() if c in lines else [""] * len(lines) for c in columns}
    text = {
        c: ["" if v is None or v != v else str(v) for v in values[c]] for c in columns if c not in ("line", "date", "amount", "reversal")
    }
    dates = [d.date() for d in pd.to_datetime(lines["date"])]
    newest_first = len(dates) > 1 and dates[0] > dates[-1]
    found = [
        BankLine(
            line=int(values["line"][i]),
            order=-i if newest_first else i,
            date=dates[i],
            amount=int(values["amount"][i]),
            currency=text["currency"][i] or currency,
            payer=text["counterparty_name"][i],
            account=text["counterparty_account"][i],
            memo=text["memo"][i],
            text=fold(text["memo"][i]),
            own_account=text["account"][i],
            reversal=bool(values["reversal"][i]) if "reversal" in lines else False,
            kind=fold(text["transaction_type"][i]),
        )
        for i in range(len(lines))
    ]
    return sorted(found, key=lambda b: (b.date, b.order))
