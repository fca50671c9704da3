"""What a statement says of itself around its table: own account, holder, currency, period, balances, totals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal

from arcore.intake.model import Cell

LABELS: dict[str, tuple[str, ...]] = {
    "account": ("账号", "帐号", "账户号", "银行账号", "银行帐号", "查询账号", "查询帐号", "账户账号", "卡号", "本方账号", "账户", "帐户", "卡号/账号", "账号/卡号", "账户/卡号", "本方帐号", "主账号", "账户编号", "Account Number", "Account No.", "Acct No", "Account #", "Account No", "Account", "IBAN"),
    "holder": ("户名", "账户名称", "帐户名称", "公司名称", "单位名称", "客户名称", "本方户名", "Account Name", "Account Holder", "Company"),
    "currency": ("币种", "币别", "货币", "Currency"),
    "period": ("起止日期", "查询时间范围", "查询日期", "查询期间", "交易日期范围", "日期范围", "起止时间", "Period", "Statement Period", "查询时间段", "对账期间", "账单周期", "账期", "统计期间", "交易期间", "Date Range", "Period Covered"),
    "period_from": ("查询开始日期", "开始日期", "起始日期", "起始时间", "开始时间", "查询起始日期", "From"),
    "period_to": ("查询结束日期", "结束日期", "截止日期", "终止日期", "终止时间", "结束时间", "截止时间", "查询截止日期", "查询终止日期", "To"),
    "opening": ("期初余额", "上期余额", "承前余额", "上页余额", "Opening Balance", "Balance Brought Forward"),
    "closing": ("期末余额", "本期余额", "当前余额", "Closing Balance", "Balance Carried Forward"),
    "stated_in": ("贷方发生总额", "贷方总金额", "贷方合计", "收入合计", "收入总金额", "贷方发生额合计", "总收入", "收入金额合计", "Total Credits", "贷方总额", "收入总额"),
    "stated_out": ("借方发生总额", "借方总金额", "借方合计", "支出合计", "支出总金额", "借方发生额合计", "总支出", "支出金额合计", "Total Debits", "借方总额", "支出总额"),
}  # fmt: skip
"""How files label a fact; the value stands behind a colon in the same cell, or in the next cell that is not blank."""

BILINGUAL = re.compile(r"(?<=\S)[\[【].*[\]】]\s*$")
DIGITS = re.compile(r"\d[\d\s*x-]{4,}\d", re.IGNORECASE)
IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9 ]{10,32}")
AMOUNT = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?(?![\d.,]*\s*[笔条])")
DATE = re.compile(r"(?:19|20)\d{2}[-/.年]?\d{1,2}[-/.月]?\d{1,2}")


def plain_text(cell: Cell) -> str:
    """A cell as compared: NFKC, without any space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(cell))) if cell is not None else ""


FOLDED = {key: tuple(re.sub(r"\s+", "", label).casefold() for label in labels) for key, labels in LABELS.items()}


def found_in(rows: Iterable[Sequence[Cell]]) -> dict[str, str]:
    """The labelled facts of some rows, first mention wins; values as text."""
    facts: dict[str, str] = {}
    for row in rows:
        cells = [unicodedata.normalize("NFKC", str(cell)).strip() for cell in row if cell is not None and str(cell).strip()]
        for position, cell in enumerate(cells):
            following = cells[position + 1] if position + 1 < len(cells) else ""
            for key, value in _labelled(cell, following):
                if key != "account" or account_number(value):
                    facts.setdefault(key, value)
    return facts


def _labelled(cell: str, following: str) -> Iterable[tuple[str, str]]:
    pieces = re.split(r"[;；]|\s+(?=[一-龥][^\s:：]+[:：])|\s{2,}(?=[^\s:：\d\[][^\s:：]+[:：])", cell)
    for piece in pieces:
        label, colon, value = piece.partition(":")
        folded = re.sub(r"\s+", "", BILINGUAL.sub("", label)).strip("#[]【】").casefold()
        for key, labels in FOLDED.items():
            if folded in labels and (colon or following):
                yield key, value.strip().strip("[]【】") or ("" if colon and len(pieces) > 1 else following)


def account_number(text: str) -> str:
    """An account number without the spaces it is printed with; '' when there is none."""
    folded = unicodedata.normalize("NFKC", text).strip().strip("`'\t")
    iban = IBAN.match(folded)
    if iban:
        return iban.group().replace(" ", "")
    digits = DIGITS.search(folded)
    return re.sub(r"[\s-]", "", digits.group()) if digits else ""


def amount(text: str) -> Decimal | None:
    """The first amount in a text such as '1,234.56元' or '2笔，共1303.00元'; a number of items is none.

    >>> amount("1,234.56元"), amount("2笔，共1303.00元"), amount("共-7.84元")
    (Decimal('1234.56'), Decimal('1303.00'), Decimal('-7.84'))
    """
    found = AMOUNT.search(text)
    return Decimal(found.group().replace(",", "")) if found else None


def period(text: str) -> tuple[str, str] | None:
    """Two dates of a text such as '20260601-20260630' or '2026-06-01 至 2026-06-30', as the file has them."""
    dates = DATE.findall(text)
    return (dates[0], dates[1]) if len(dates) >= 2 else None
