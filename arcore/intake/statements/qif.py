"""Quicken's QIF: one letter a line, `^` ends a movement; it names no account and no currency."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, InvalidOperation

from arcore.intake.model import Issue
from arcore.intake.statements.model import Movement, Statement, StatementFile
from arcore.intake.statements.text import decode, joined
from arcore.messages import Unusable, say
from arcore.money import to_minor

DAY_PARTS = re.compile(r"\d+")


def read(content: bytes, name: str, *, currency: str = "CNY") -> StatementFile:
    """The movements of a QIF file; month and day are told apart over the whole file."""
    lines = decode(content, name).replace("\r\n", "\n").split("\n")
    if not any(line.startswith("!Type:") for line in lines):
        raise Unusable(say("{file} is not a QIF file: its heading !Type: is missing.", file=name))
    records: list[dict[str, str]] = [{}]
    for line in lines:
        if line.startswith("^"):
            records.append({})
        elif line and line[0] not in "!SE$%":
            records[-1].setdefault(line[0], line[1:].strip())
    records = [record for record in records if "T" in record or "U" in record]
    day_first = any(len(p := DAY_PARTS.findall(r.get("D", ""))) == 3 and len(p[0]) <= 2 and int(p[0]) > 12 for r in records)
    movements: list[Movement] = []
    issues: list[Issue] = []
    for record in records:
        movement = _movement(record, len(movements) + 1, currency, day_first)
        if movement:
            movements.append(movement)
        else:
            issues.append(
                Issue("bad_movement", say("Movement {text!r} of account {account} cannot be read.", text=str(record)[:60], account="QIF"))
            )
    return StatementFile((Statement(currency=currency, movements=tuple(movements)),), tuple(issues), non_blank_rows=len(records))


def _date(text: str, day_first: bool) -> dt.date | None:
    parts = DAY_PARTS.findall(text)
    if len(parts) != 3:
        return None
    if len(parts[0]) == 4:
        year, month, day = (int(p) for p in parts)
    else:
        first, second, year = (int(p) for p in parts)
        day, month = (first, second) if day_first else (second, first)
        year += 0 if year > 99 else (2000 if year < 70 or "'" in text else 1900)
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _movement(record: dict[str, str], order: int, currency: str, day_first: bool) -> Movement | None:
    day = _date(record.get("D", ""), day_first)
    try:
        amount = to_minor(Decimal((record.get("T") or record.get("U", "")).replace(",", "")), currency)
    except InvalidOperation:
        return None
    if day is None:
        return None
    return Movement(
        order=order,
        date=day,
        amount=amount,
        currency=currency,
        counterparty_name=joined(record.get("P", "")),
        memo=joined(record.get("M", "")),
        serial=record.get("N", ""),
        transaction_type=record.get("L", ""),
    )
