"""OFX 1 (SGML, tags often left open) and OFX 2 (XML), and their cousin QFX.

Read by its tags in one pass: ofxparse builds a document tree, which takes minutes for a year of movements.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from arcore.intake.model import Issue
from arcore.intake.statements.chain import check
from arcore.intake.statements.model import Movement, Statement, StatementFile
from arcore.intake.statements.text import decode, joined
from arcore.messages import Unusable, say
from arcore.money import to_minor

TOKEN = re.compile(r"<(/?)([A-Za-z0-9_.]+)[^>]*>([^<]*)")
ENCODING = re.compile(rb"(?:CHARSET|encoding)\s*[:=]\s*\"?([A-Za-z0-9_-]+)")
CHARSETS = {"1252": "cp1252", "ISO-8859-1": "cp1252", "8859-1": "cp1252", "936": "gb18030", "GB2312": "gb18030", "GBK": "gb18030"}


def read(content: bytes, name: str) -> StatementFile:
    """Every account's statement of an OFX file; raises Unusable when it holds none."""
    tokens = [(slash == "/", tag.upper(), html.unescape(text.strip())) for slash, tag, text in TOKEN.findall(_decode(content, name))]
    statements: list[Statement] = []
    issues: list[Issue] = []
    order = 0
    for block in _blocks(tokens):
        statement, faults = _statement(block, order)
        order += len(statement.movements)
        statements.append(statement)
        issues.extend(faults)
    if not statements:
        raise Unusable(say("{file} holds no account statement. Export the account's movements as OFX again.", file=name))
    issues.extend(issue for statement in statements for issue in check(statement))
    return StatementFile(tuple(statements), tuple(issues), non_blank_rows=order + sum(i.blocking for i in issues))


def _decode(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        stated = ENCODING.search(content[:600])
        charset = CHARSETS.get(stated.group(1).decode("ascii").upper(), "") if stated else ""
        return content.decode(charset, errors="replace") if charset and charset != "cp1252" else decode(content, name)


def _blocks(tokens: list[tuple[bool, str, str]]) -> Iterator[list[tuple[str, str]]]:
    """The opening tags between <STMTRS> (or <CCSTMTRS>) and its end."""
    block: list[tuple[str, str]] | None = None
    for closing, tag, text in tokens:
        if tag in {"STMTRS", "CCSTMTRS"}:
            if closing and block is not None:
                yield block
                block = None
            elif not closing:
                block = []
        elif block is not None and (not closing or tag == "STMTTRN"):
            block.append(("/" + tag if closing else tag, text))
    if block:
        yield block


def _statement(block: list[tuple[str, str]], order: int) -> tuple[Statement, list[Issue]]:
    head: dict[str, str] = {}
    movements: list[Movement] = []
    issues: list[Issue] = []
    current: dict[str, str] | None = None
    balance_of = ""
    for tag, text in [*block, ("/END", "")]:
        ends = current is not None and tag in {"STMTTRN", "/STMTTRN", "LEDGERBAL", "AVAILBAL", "/END"}
        if ends and current is not None:
            movement = _movement(current, head, order + len(movements) + 1)
            if movement:
                movements.append(movement)
            else:
                issues.append(
                    Issue(
                        "bad_movement",
                        say(
                            "Movement {text!r} of account {account} cannot be read.",
                            text=str(current)[:60],
                            account=head.get("ACCTID", "?"),
                        ),
                    )
                )
            current = None
        if tag == "STMTTRN":
            current = {}
        elif tag in {"LEDGERBAL", "AVAILBAL"}:
            balance_of = tag
        elif current is not None:
            current.setdefault(tag, text)
        else:
            head.setdefault(f"{balance_of}.{tag}" if tag == "BALAMT" else tag, text)
    currency = head.get("CURDEF") or "CNY"
    closing = _amount(head.get("LEDGERBAL.BALAMT", ""), currency)
    return (
        Statement(
            account=head.get("ACCTID", ""),
            bank=head.get("BANKID", ""),
            currency=currency,
            period_from=_date(head.get("DTSTART", "")),
            period_to=_date(head.get("DTEND", "")),
            closing=closing,
            movements=tuple(movements),
        ),
        issues,
    )


def _date(text: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(text[:8], "%Y%m%d").date()
    except ValueError:
        return None


def _amount(text: str, currency: str) -> int | None:
    cleaned = text.replace(" ", "")
    if "," in cleaned and "." not in cleaned:
        cleaned = cleaned.replace(",", ".")
    try:
        return to_minor(Decimal(cleaned.replace(",", "")), currency)
    except InvalidOperation:
        return None


def _movement(fields: dict[str, str], head: dict[str, str], order: int) -> Movement | None:
    currency = head.get("CURDEF") or "CNY"
    day = _date(fields.get("DTPOSTED", "")) or _date(fields.get("DTUSER", ""))
    amount = _amount(fields.get("TRNAMT", ""), currency)
    if day is None or amount is None:
        return None
    name = fields.get("NAME", "") or fields.get("PAYEE", "")
    return Movement(
        order=order,
        date=day,
        amount=amount,
        currency=currency,
        counterparty_name=joined(name),
        counterparty_account=fields.get("ACCTID", "") or fields.get("BANKACCTTO", ""),
        memo=joined(fields.get("MEMO", ""), fields.get("REFNUM", ""), fields.get("CHECKNUM", "")),
        serial=fields.get("FITID", ""),
        value_date=_date(fields.get("DTAVAIL", "")),
        transaction_type=fields.get("TRNTYPE", ""),
        account=head.get("ACCTID", ""),
    )
