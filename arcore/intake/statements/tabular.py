"""Bank statements as tables: every layout with recognisable headings, and tables without any.

A row is a movement when its date can be read and it has an amount. Footers, totals and neutral rows
(不计收支, 交易关闭) are set aside with their reason. Whether 借 or 贷 is money in follows from the kind of
book, and the running balance has the last word.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from arcore.intake.model import Cell, Issue, SetAside, Sheet, Workbook
from arcore.intake.statements import layout, lines
from arcore.intake.statements.chain import check, follow
from arcore.intake.statements.date_parts import with_whole_dates
from arcore.intake.statements.facts import account_number, amount, found_in, period
from arcore.intake.statements.layout import Layout
from arcore.intake.statements.model import Movement, Statement, StatementFile
from arcore.intake.statements.summaries import adds_up, is_summary, refusal
from arcore.intake.statements.values import currency_code, day, filled
from arcore.messages import Unusable, say
from arcore.money import to_minor


@dataclass
class _Block:
    """A header row with the rows below it, and the rows above that belong to it."""

    layout: Layout
    preamble: Sequence[Sequence[Cell]]
    preamble_start: int
    rows: Sequence[Sequence[Cell]]
    start: int


def is_statement_sheet(sheet: Sheet) -> bool:
    """Whether a visible sheet has a statement's headings: a date, money with its direction, and a bank's own columns."""
    if sheet.hidden:
        return False
    whole = with_whole_dates(sheet)
    return any(found.is_statement and not adds_up(whole.rows[row], found) for row, found in layout.headers(whole))


def read(workbook: Workbook, *, currency: str = "CNY") -> StatementFile:
    """The movements of every visible sheet that holds a statement; raises Unusable when none does."""
    files = []
    order = 0
    for sheet in workbook.sheets:
        if sheet.hidden or not any(any(filled(cell) for cell in row) for row in sheet.rows):
            continue
        sheet = with_whole_dates(sheet)
        blocks = _blocks(sheet)
        if blocks:
            file = _sheet(sheet, blocks, order, currency)
            order += sum(len(s.movements) for s in file.statements)
            files.append(file)
    if not files:
        raise Unusable(
            refusal(workbook)
            or say(
                "{file}: no statement was found. A date column and an amount column (or money in and money out) are needed; "
                "check that the right sheet is in the file.",
                file=workbook.name,
            )
        )
    return _joined(files)


def _blocks(sheet: Sheet) -> list[_Block]:
    tables = [(row, header) for row, header in layout.headers(sheet) if header.is_money_table]
    found = [(row, header) for row, header in tables if not adds_up(sheet.rows[row], header)]
    if not found and (tables or is_summary(sheet)):
        return []
    if not found:
        guessed = layout.guessed(sheet)
        return [_Block(guessed, (), 0, sheet.rows, 0)] if guessed else []
    blocks = []
    for position, (row, header) in enumerate(found):
        end = found[position + 1][0] if position + 1 < len(found) else len(sheet.rows)
        above = 0 if position == 0 else _preamble_start(sheet, found[position - 1][0] + 1, row, found[position - 1][1])
        if position + 1 < len(found):
            end = _preamble_start(sheet, row + header.height, end, header)
        blocks.append(_Block(header, sheet.rows[above:row], above, sheet.rows[row + header.height : end], row + header.height))
    return blocks


def _preamble_start(sheet: Sheet, start: int, header_row: int, previous: Layout) -> int:
    """Where the lines above a later header begin: after the last row that is a movement of the table before."""
    for index in range(header_row - 1, start - 1, -1):
        if lines.is_movement(sheet.rows[index], previous):
            return index + 1
    return start


def _sheet(sheet: Sheet, blocks: list[_Block], order: int, currency: str) -> StatementFile:
    statements: list[Statement] = []
    issues: list[Issue] = []
    aside: list[SetAside] = []
    for block in blocks:
        stated = found_in(block.preamble)
        read_lines = lines.read(block.rows, block.start, block.layout, sheet.name, order, (_period(stated, 0), _period(stated, 1)))
        tail = [block.rows[i - block.start] for i in read_lines.footer]
        facts = {**found_in(tail), **found_in(block.preamble)}
        movements = _completed(read_lines.movements, facts, currency)
        movements, noticed = _directed(movements, block.layout, sheet)
        order += len(movements)
        statements.extend(_statements(movements, facts))
        issues.extend([*read_lines.issues, *noticed])
        aside.extend(_around(sheet, block))
        aside.extend(read_lines.set_aside)
    issues.extend(issue for statement in statements for issue in check(statement))
    first = blocks[0]
    return StatementFile(
        tuple(statements),
        tuple(issues),
        tuple(aside),
        columns=first.layout.columns,
        sheet=sheet.name,
        header_row=first.start if first.layout.height else 0,
        non_blank_rows=sum(any(filled(cell) for cell in row) for row in sheet.rows),
        signature=first.layout.signature,
    )


def _around(sheet: Sheet, block: _Block) -> list[SetAside]:
    """The rows above a block's data: what the file says of itself, and the headings."""
    header = block.start - block.layout.height
    above = [
        SetAside(sheet.name, block.preamble_start + i + 1, say("text above the table"))
        for i, row in enumerate(block.preamble)
        if any(filled(cell) for cell in row)
    ]
    return above + [SetAside(sheet.name, row + 1, say("headings")) for row in range(header, block.start)]


def _completed(movements: list[Movement], facts: dict[str, str], currency: str) -> list[Movement]:
    """Movements with the account and currency that only the lines around the table tell."""
    account = account_number(facts.get("account", ""))
    stated = currency_code(facts.get("currency", "")) or currency
    return [m if m.account and m.currency else m.of_account(m.account or account, m.currency or stated) for m in movements]


def _directed(movements: list[Movement], found: Layout, sheet: Sheet) -> tuple[list[Movement], list[Issue]]:
    """Money in is positive. In a company's own bank journal 借 is in; the running balance corrects a wrong guess."""
    if not found.two_sided:
        return movements, []
    if found.is_own_journal:
        movements = [replace(m, amount=-m.amount) for m in movements]
    kept = max(follow(movements))
    if kept * 2 > len(movements):
        return movements, [_direction_finding(sheet, journal=True)] if found.is_own_journal else []
    turned = [replace(m, amount=-m.amount) for m in movements]
    if max(follow(turned)) > kept and max(follow(turned)) * 2 > sum(m.balance is not None for m in movements):
        return turned, [_direction_finding(sheet, journal=not found.is_own_journal)]
    return movements, [_direction_finding(sheet, journal=True)] if found.is_own_journal else []


def _direction_finding(sheet: Sheet, *, journal: bool) -> Issue:
    told = (
        say("{sheet} is the company's own bank journal: 借 is read as money in, 贷 as money out.", sheet=sheet.name)
        if journal
        else say("{sheet} is a bank's statement: 贷 is read as money in, 借 as money out.", sheet=sheet.name)
    )
    return Issue("direction_detected", told, sheet=sheet.name, blocking=False)


def _statements(movements: list[Movement], facts: dict[str, str]) -> list[Statement]:
    """One statement per account, in the order the accounts appear."""
    accounts = list(dict.fromkeys(m.account for m in movements)) or [account_number(facts.get("account", ""))]
    built = []
    for account in accounts:
        own = tuple(m for m in movements if m.account == account)
        unit = own[0].currency if own else "CNY"
        stated = {
            key: amount(facts[key]) for key in ("opening", "closing", "stated_in", "stated_out") if key in facts and len(accounts) == 1
        }
        signed = {key: value for key, value in stated.items() if value is not None}
        minor = {key: to_minor(abs(value) if key == "stated_out" else value, unit) for key, value in signed.items()}
        built.append(
            Statement(
                account=account,
                holder=facts.get("holder", ""),
                currency=unit,
                period_from=_period(facts, 0) or (min(m.date for m in own) if own else None),
                period_to=_period(facts, 1) or (max(m.date for m in own) if own else None),
                opening=minor.get("opening"),
                closing=minor.get("closing"),
                stated_in=minor.get("stated_in"),
                stated_out=minor.get("stated_out"),
                movements=own,
            )
        )
    return built


def _period(facts: dict[str, str], end: int) -> dt.date | None:
    both = period(facts.get("period", "") or facts.get("period_from", "") + " " + facts.get("period_to", ""))
    text = both[end] if both else facts.get(("period_from", "period_to")[end], "")
    return day(text) if text else None


def _joined(files: list[StatementFile]) -> StatementFile:
    first = files[0]
    return replace(
        first,
        statements=tuple(s for file in files for s in file.statements),
        issues=tuple(i for file in files for i in file.issues),
        set_aside=tuple(a for file in files for a in file.set_aside),
        non_blank_rows=sum(file.non_blank_rows for file in files),
    )
