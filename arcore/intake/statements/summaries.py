"""Tables that add movements up instead of listing them: what banks and wallets pack beside a statement (收入笔数, 总交易单数)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from arcore.intake.model import Cell, Sheet, Workbook
from arcore.intake.statements import layout, values
from arcore.intake.statements.columns import Target
from arcore.intake.statements.layout import Layout
from arcore.messages import Message, say

COUNT = re.compile(r"(?:笔数|单数)$|^(?:no\.?|number|count)of(?:transaction|payment|receipt|debit|credit|deposit|withdrawal)")
OF_A_BANK = re.compile(r"收入|支出|借方|贷方|转入|转出|存入|支取|收款|付款|入账|出账|交易|debit|credit|deposit|withdrawal|transaction")
MONEY = re.compile(r"金额|发生额|总额|amount")
SINGLE: tuple[Target, ...] = ("name", "account_no", "payer_name", "payee_name", "memo", "serial")
"""What only single movements have."""
TITLE_ROWS = 3


def is_summary(sheet: Sheet) -> bool:
    """Whether a sheet counts and adds up a bank's movements: headings of counts with their direction beside those of amounts."""
    return any(any(OF_A_BANK.search(name) for name in _counts(row)) for row in sheet.rows[: layout.SCAN_ROWS])


def adds_up(row: Sequence[Cell], found: Layout) -> bool:
    """Whether a row of headings is that of a summary by day, though it has a date and amounts."""
    return bool(_counts(row)) and not found.has(*SINGLE)


def refusal(workbook: Workbook) -> Message | None:
    """Why a workbook without a statement cannot be one, and what to give instead; None when it is no summary."""
    for sheet in workbook.sheets:
        counted = any(_counts(row) for row in sheet.rows[: layout.SCAN_ROWS])
        if not sheet.hidden and (counted or _is_called_so(sheet)):
            return instead(workbook.name)
    return instead(workbook.name) if "汇总" in workbook.name else None


def instead(file: str) -> Message:
    """The sentence."""
    return say(
        "{file} only counts and adds up the movements, it does not list them. Give the list of single movements of the same period "
        "instead: the bank's transaction details, or the file 账务明细 that lies beside the summary in Alipay's download.",
        file=file,
    )


def _counts(row: Sequence[Cell]) -> list[str]:
    """The headings of counts in a row of headings that has amounts too; facts above a table have their values beside them."""
    names = [layout.folded(cell) for cell in row if values.filled(cell)]
    if len(names) < 3 or any(values.number(cell) is not None for cell in row) or not any(map(MONEY.search, names)):
        return []
    return [name for name in names if COUNT.search(name)]


def _is_called_so(sheet: Sheet) -> bool:
    titles = (values.text(cell) for row in sheet.rows[:TITLE_ROWS] for cell in row if isinstance(cell, str))
    return "汇总" in sheet.name or any("汇总" in title for title in titles)
