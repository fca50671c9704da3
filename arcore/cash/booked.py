"""Bank lines whose money is in the books already, because a receipts list was imported too: never counted twice."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from arcore.ledger.names import cleaned
from arcore.matching.proposals import Proposal
from arcore.messages import say


def already_booked(lines: pd.DataFrame, receipts: pd.DataFrame) -> list[Proposal]:
    """An `ignored` proposal for each incoming line that an imported receipt stands for: the same serial number and amount,
    or the same day, amount and payer. Each receipt answers for one line only."""
    imported = receipts[receipts["statement_line_key"].isna()]
    by_serial: dict[tuple[str, int], list[str]] = defaultdict(list)
    by_payment: dict[tuple[pd.Timestamp, int, str], list[str]] = defaultdict(list)
    columns = (imported[name].tolist() for name in ("receipt_no", "receipt_date", "amount", "payer_name"))
    for number, day, amount, payer in zip(*columns, strict=True):
        by_serial[str(number), int(amount)].append(str(number))
        if isinstance(payer, str):
            by_payment[day, int(amount), cleaned(payer)].append(str(number))
    incoming = lines[lines["amount"] > 0]
    used: set[str] = set()
    found = []
    names = ("line", "date", "amount", "currency", "counterparty_name", "memo", "serial")
    for line, day, amount, currency, payer, memo, serial in zip(*(incoming[name].tolist() for name in names), strict=True):
        same = by_serial.get((str(serial), int(amount))) or by_payment.get((day, int(amount), cleaned(_text(payer)) or "?"), [])
        number = next((n for n in same if n not in used), None)
        if number is not None:
            used.add(number)
            words = say("Already booked as receipt {number}", number=number)
            code = "already_booked"
            found.append(
                Proposal(int(line), day.date(), int(amount), str(currency), _text(payer), _text(memo), "ignored", code, evidence=(words,))
            )
    return found


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
