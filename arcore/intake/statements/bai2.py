"""BAI2 cash-management reports (records 01–99): detail records 16 with their 88 continuations.

Type codes 100–399 are credits, 400–699 debits (BAI2 specification); 900 and above are the bank's own and are named as issues.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from arcore.intake.model import Issue
from arcore.intake.statements.chain import check
from arcore.intake.statements.model import Movement, Statement, StatementFile
from arcore.intake.statements.text import decode, full_width, is_full, joined
from arcore.messages import Unusable, say

OPENING, CLOSING = "010", "015"
RECORD_WIDTHS = (80,)


def read(content: bytes, name: str) -> StatementFile:
    """Every account of a BAI2 file; raises Unusable when there is no account record (03)."""
    records = list(_records(decode(content, name)))
    if not any(record[0] == "03" for record in records):
        raise Unusable(say("{file} holds no account (record 03). Ask the bank for the file again.", file=name))
    statements: list[Statement] = []
    issues: list[Issue] = []
    order, day, group_currency = 0, dt.date.min, "USD"
    position = 0
    while position < len(records):
        record = records[position]
        if record[0] == "02":
            day = _date(_field(record, 4)) or day
            group_currency = _field(record, 6) or "USD"
        if record[0] == "03":
            end = next((i for i in range(position + 1, len(records)) if records[i][0] in {"03", "49", "98"}), len(records))
            statement, faults = _account(records[position:end], day, group_currency, order)
            order += len(statement.movements)
            statements.append(statement)
            issues.extend(faults)
        position += 1
    issues.extend(issue for statement in statements for issue in check(statement))
    return StatementFile(tuple(statements), tuple(issues), non_blank_rows=sum(record[0] == "16" for record in records))


def _records(text: str) -> Iterator[list[str]]:
    """Records with continuations (88) joined; a trailing slash ends a record. Text of a 16 keeps its commas."""
    pending = previous = ""
    lines = [line.strip() for line in text.replace("\r", "\n").split("\n")]
    width = full_width((line for line, following in pairwise(lines) if following.startswith("88,")), RECORD_WIDTHS)
    for line in lines:
        if line.startswith("88,"):
            cut = pending.startswith("16,") and is_full(previous, width)
            joint = "" if cut else "," if pending.endswith("/") else " "
            pending = (pending if cut else pending.rstrip("/")) + joint + line[3:]
        elif line:
            if pending:
                yield pending.rstrip("/").split(",")
            pending = line
        previous = line
    if pending:
        yield pending.rstrip("/").split(",")


def _field(record: list[str], position: int) -> str:
    return record[position].strip() if position < len(record) else ""


def _date(text: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(text, "%y%m%d").date()
    except ValueError:
        return None


def _minor(text: str, currency: str) -> int | None:
    """Amounts come without a decimal point, in the currency's own minor units."""
    try:
        return int(Decimal(text)) if text else None
    except InvalidOperation:
        return None


def _account(records: list[list[str]], day: dt.date, group_currency: str, order: int) -> tuple[Statement, list[Issue]]:
    head = records[0]
    account, currency = _field(head, 1), _field(head, 2) or group_currency
    summary = {head[i]: _minor(head[i + 1], currency) for i in range(3, len(head) - 1) if head[i] in {OPENING, CLOSING}}
    movements: list[Movement] = []
    issues: list[Issue] = []
    for record in records[1:]:
        if record[0] != "16":
            continue
        amount = _minor(_field(record, 2), currency)
        code = _field(record, 1)
        sign = 1 if "100" <= code <= "399" else -1 if "400" <= code <= "699" else 0
        if amount is None or not sign:
            issues.append(
                Issue(
                    "bad_movement",
                    say("Movement {text!r} of account {account} cannot be read.", text=",".join(record)[:60], account=account),
                )
            )
            continue
        rest = _after_funds(record)
        movements.append(
            Movement(
                order=order + len(movements) + 1,
                date=day,
                amount=sign * amount,
                currency=currency,
                serial=rest[0] if rest else "",
                memo=joined(rest[1] if len(rest) > 1 else "", ",".join(rest[2:])),
                transaction_type=code,
                account=account,
            )
        )
    statement = Statement(
        account=account,
        currency=currency,
        period_to=day,
        opening=summary.get(OPENING),
        closing=summary.get(CLOSING),
        movements=tuple(movements),
    )
    return statement, issues


def _after_funds(record: list[str]) -> list[str]:
    """What follows the funds type: V has a date and time, S three amounts, D a count and pairs."""
    funds = _field(record, 3)
    skip = {"V": 2, "S": 3}.get(funds, 0)
    if funds == "D" and _field(record, 4).isdigit():
        skip = 1 + 2 * int(_field(record, 4))
    return record[4 + skip :]
