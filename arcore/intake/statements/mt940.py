"""SWIFT MT940 and MT942, with structured and free :86: texts.

Read tag by tag here rather than through the mt-940 library: it refuses some banks' files (blank lines,
unknown tags) and gives reversals the wrong sign. RC takes back a credit, so money leaves; RD takes back
a debit, so money returns.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal

from arcore.intake.model import Issue
from arcore.intake.statements.chain import check
from arcore.intake.statements.model import Movement, Statement, StatementFile
from arcore.intake.statements.text import Width, decode, full_width, joined, labelled, unwrapped
from arcore.messages import Unusable, say
from arcore.money import to_minor

TAG = re.compile(r"^:(\d{2}[A-Z]?):", re.MULTILINE)
BALANCE = re.compile(r"^([CD])(\d{6})([A-Z]{3})([\d.,]+)")
LINE = re.compile(
    r"^(?P<value>\d{6})(?P<booked>\d{4})?(?P<mark>R?[CD]|E[CD])(?P<funds>[A-Z])?(?P<amount>\d[\d.,]*)"
    r"(?P<kind>[A-Z][A-Z0-9]{3})?(?P<reference>[^/\n]*)(?://(?P<bank>[^\n]*))?(?:\n(?P<more>.*))?$",
    re.DOTALL,
)
SUBFIELD = re.compile(r"[?>](\d{2})")
CODE_WORD = re.compile(r"/(TRTP|IBAN|BIC|NAME|REMI|EREF|ORDP|BENM|CNTP|MARF|CSID|PREF|ADDR|ID|ISDT|PURP|ULTD|ULTC|SVCL|RTRN|ACCW|INIT)/")
WIDTHS = (65,)
SUBFIELD_WIDTHS = (27, 35, 65)
"""Of a line of :86:, and of a ?20 field (SWIFT, and what banks make of it)."""
SIGN = {"C": 1, "RD": 1, "EC": 1, "D": -1, "RC": -1, "ED": -1}


def read(content: bytes, name: str) -> StatementFile:
    """Every statement of an MT940 file; a :61: line that cannot be read is an issue with its text."""
    text = decode(content, name).replace("\r\n", "\n").replace("\r", "\n")
    fields = list(_fields(text))
    if not any(tag in {"60F", "60M", "61"} for tag, _ in fields):
        raise Unusable(say("{file} holds no MT940 statement: there is no balance (:60F:) or movement (:61:) in it.", file=name))
    statements: list[Statement] = []
    issues: list[Issue] = []
    order = 0
    width = full_width((line for tag, body in fields if tag == "86" for line in body.split("\n")[:-1]), WIDTHS)
    for block in _blocks(fields):
        statement, faults = _statement(block, order, width)
        order += len(statement.movements)
        statements.append(statement)
        issues.extend(faults)
    issues.extend(issue for statement in statements for issue in check(statement))
    return StatementFile(tuple(statements), tuple(issues), non_blank_rows=sum(tag == "61" for tag, _ in fields))


def _fields(text: str) -> Iterator[tuple[str, str]]:
    marks = list(TAG.finditer(text))
    for mark, following in zip(marks, [*marks[1:], None], strict=False):
        body = text[mark.end() : following.start() if following else len(text)]
        yield mark.group(1), re.sub(r"\n-\}?(\{.*)?\s*$", "", body, flags=re.DOTALL).rstrip("\n")


def _blocks(fields: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """A statement runs from one :20: to the next."""
    block: list[tuple[str, str]] = []
    for tag, body in fields:
        if tag == "20" and block:
            yield block
            block = []
        block.append((tag, body))
    if block:
        yield block


def _statement(block: list[tuple[str, str]], order: int, width: Width) -> tuple[Statement, list[Issue]]:
    first, last = dict(reversed(block)), dict(block)
    account = first.get("25", "").split("\n")[0].strip()
    account = account.split("/")[-1] if "/" in account else account
    opening = _balance(first.get("60F") or first.get("60M", ""))
    closing = _balance(last.get("62F") or last.get("62M", ""))
    currency = (opening or closing or (0, "CNY", dt.date.min))[1]
    movements: list[Movement] = []
    issues: list[Issue] = []
    for position, (tag, body) in enumerate(block):
        if tag != "61":
            continue
        following = block[position + 1] if position + 1 < len(block) else ("", "")
        details = unwrapped(following[1].split("\n"), width) if following[0] == "86" else ""
        movement = _movement(body, details, currency, account, order + len(movements) + 1)
        if movement is None:
            issues.append(
                Issue(
                    "bad_movement",
                    say("Movement {text!r} of account {account} cannot be read.", text=body.split("\n")[0][:60], account=account),
                    say("Compare with the bank's own listing and enter it by hand."),
                )
            )
        else:
            movements.append(movement)
    return (
        Statement(
            account=account,
            currency=currency,
            opening=opening[0] if opening else None,
            closing=closing[0] if closing else None,
            period_from=opening[2] if opening else None,
            period_to=closing[2] if closing else None,
            movements=tuple(movements),
        ),
        issues,
    )


def _amount(text: str, currency: str) -> int:
    """'1.027,25', '1027,25', '1027,' → minor units; the last separator is the decimal mark."""
    whole, _, part = text.replace(".", ",").rpartition(",") if "," in text or "." in text else (text, "", "")
    return to_minor(Decimal((whole.replace(",", "") or "0") + "." + (part or "0")), currency)


def _date(text: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(text, "%y%m%d").date()
    except ValueError:
        return None


def _balance(text: str) -> tuple[int, str, dt.date] | None:
    found = BALANCE.match(text.strip())
    if not found:
        return None
    day = _date(found.group(2))
    minor = _amount(found.group(4), found.group(3))
    return (-minor if found.group(1) == "D" else minor), found.group(3), day or dt.date.min


def _booked(value: dt.date, month_day: str | None) -> dt.date:
    """The booking day: month and day beside the value date; in January a booking in December is last year's."""
    if not month_day:
        return value
    candidates = []
    for year in (value.year - 1, value.year, value.year + 1):
        try:
            candidates.append(dt.date(year, int(month_day[:2]), int(month_day[2:])))
        except ValueError:
            continue
    return min(candidates, key=lambda day: abs((day - value).days)) if candidates else value


def _movement(body: str, details: str, currency: str, account: str, order: int) -> Movement | None:
    found = LINE.match(body.strip())
    value = _date(found.group("value")) if found else None
    if found is None or value is None:
        return None
    mark = found.group("mark")
    name, other_account, memo = _details(details)
    serial = (found.group("bank") or "").strip() or (found.group("reference") or "").strip()
    return Movement(
        order=order,
        date=_booked(value, found.group("booked")),
        amount=SIGN[mark] * _amount(found.group("amount"), currency),
        currency=currency,
        counterparty_name=name,
        counterparty_account="" if other_account == account else other_account,
        memo=joined(memo, (found.group("reference") or "") if found.group("bank") else "", found.group("more") or ""),
        serial="" if serial in {"NONREF", "NOREF"} else serial,
        value_date=value,
        transaction_type=found.group("kind") or "",
        reversal=mark.startswith("R"),
        account=account,
    )


def _details(text: str) -> tuple[str, str, str]:
    """Name, account and memo of a :86: text: ?-subfields, /CODE/ words, labels, or free text (then all of it is memo)."""
    if SUBFIELD.search(text[:8]):
        return _subfields(text)
    if CODE_WORD.search(text):
        return _code_words(text)
    return labelled(text) or ("", "", " ".join(text.split()))


def _subfields(flat: str) -> tuple[str, str, str]:
    marks = list(SUBFIELD.finditer(flat))
    parts: dict[str, str] = {}
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        parts[mark.group(1)] = parts.get(mark.group(1), "") + flat[mark.end() : following.start() if following else len(flat)]
    texts = [parts[code] for n in [*range(20, 30), *range(60, 64)] if (code := f"{n:02d}") in parts]
    memo = unwrapped(texts, full_width(texts[:-1], SUBFIELD_WIDTHS))
    return joined(parts.get("32", "") + parts.get("33", "")), parts.get("31", "").strip(), joined(memo) or joined(parts.get("00", ""))


def _code_words(flat: str) -> tuple[str, str, str]:
    marks = list(CODE_WORD.finditer(flat))
    parts = {
        mark.group(1): flat[mark.end() : following.start() if following else len(flat)].strip("/ ")
        for mark, following in zip(marks, [*marks[1:], None], strict=True)
    }
    name, account = parts.get("NAME", ""), parts.get("IBAN", "")
    if "CNTP" in parts:
        pieces = parts["CNTP"].split("/")
        account = account or pieces[0]
        name = name or (pieces[2] if len(pieces) > 2 else "")
    name = name or parts.get("ORDP", "") or parts.get("BENM", "")
    memo = joined(flat[: marks[0].start()], *(parts.get(code, "") for code in ("REMI", "EREF", "PREF", "PURP")))
    return joined(name), account.strip(), memo
