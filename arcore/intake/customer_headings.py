"""Which column of a customer's own statement holds what, told by its headings: one row of them, or two above each other.

Months and days may have columns of their own (年 月 日 of a bound ledger), purchases and payments may stand side by side, and
one amount column may carry its side in another (方向).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from arcore.intake.headings import above_each
from arcore.intake.model import Cell
from arcore.intake.surroundings import year_in
from arcore.intake.words import squeezed

LONGEST = 20
_PERIOD = r"^(?:本期|本月|当期|当月|本币|累计)?"
_MONEY = r"(?:账款|货款|款项|款)?(?:的)?(?:发生)?(?:金额|额|数|amount|value|total)?(?:\(.*\))?$"
NO_MONEY = re.compile(r"数量|单价|税额|税率|不含税|未税|重量|件数|外币|原币|qty|quantity|unitprice|taxrate|^tax|excl")
ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("direction", re.compile(r"^(?:余额)?(?:方向|借贷|借贷方向|借/贷|借或贷|dr/?cr|d/c)$")),
    ("open", re.compile(r"未付|未结|未核销|outstanding|unpaid")),
    ("balance", re.compile(r"余额|结余|结存|balance")),
    ("year", re.compile(r"^年度?$")),
    ("month", re.compile(r"^(?:20\d\d年?)?月份?$")),
    ("day", re.compile(r"^(?:20\d\d年?)?日$")),
    ("due", re.compile(r"到期|应付款日|付款期限|\bdue")),
    ("paid_on", re.compile(r"(?:付款|支付|汇款|还款|回款|收款|paid|payment).*(?:日期|时间|date)|^datepaid")),
    ("date", re.compile(r"日期|时间|date|posted")),
    ("number", re.compile(r"发票号|单据号|单据编号|送货单|出库单|入库单|票号|documentno|doc\.?no|invoice(?:no|num|#)|inv\.?no")),
    ("voucher", re.compile(r"凭证|单号|编号|voucher|reference|^ref\b|number|^no\.?$|#$")),
    ("debit", re.compile(r"借(?!.*贷)|debit|^dr\b|减少|付方|decrease")),
    ("credit", re.compile(r"贷|credit|^cr\b|增加|increase")),
    ("debit", re.compile(_PERIOD + r"(?:已付|实付|付款|支付|还款|汇款|已收|收款|回款|payments?|paid|amountpaid)" + _MONEY)),
    ("credit", re.compile(_PERIOD + r"(?:应付|应收|采购|进货|购货|购进|入库|收货|purchases?|invoiced|billed|charges?)" + _MONEY)),
    ("gross", re.compile(r"价税合计|含税")),
    ("amount", re.compile(r"金额|发生额|货款|amount|value")),
    ("memo", re.compile(r"摘要|备注|附言|说明|类型|memo|description|remark|note|details|particulars|^type$")),
)
"""The first that fits is what a heading means."""
SUBHEADING = re.compile(r"^(?:月份?|日|借方?|贷方?|数量|单价|金额|余额|debit|credit|qty|amount)$")


@dataclass(frozen=True)
class Headings:
    """The columns by role, the first row below the headings (0-based), and the year that the headings name."""

    columns: Mapping[str, int]
    below: int
    year: int | None = None

    @property
    def day_by_parts(self) -> bool:
        """Whether month and day stand in columns of their own."""
        return "date" not in self.columns


def headings(rows: Sequence[Sequence[Cell]], number: int) -> Headings | None:
    """What the row says, alone or with the one below it, where that is enough to read lines."""
    upper = _texts(rows[number])
    lower = _texts(rows[number + 1]) if number + 1 < len(rows) else []
    goes_on = any(SUBHEADING.match(text) for text in lower) and not any(_is_value(cell) for cell in rows[number + 1])
    if goes_on and not _enough(lower) and (stacked := _enough([above + below for _, above, below in above_each(upper, lower)])):
        return Headings(stacked, number + 2, _year(rows[: number + 1]))
    found = _enough(upper)
    return Headings(found, number + 1, _year(rows[: number + 1])) if found else None


def role_of(text: str) -> str | None:
    """What a squeezed heading means.

    >>> [role_of(word) for word in ("应付款增加", "本期付款", "金额", "采购员", "借贷方向", "数量", "付款日期", "价税合计")]
    ['credit', 'debit', 'amount', None, 'direction', None, 'paid_on', 'gross']
    """
    if not text or len(text) > LONGEST or NO_MONEY.search(text):
        return None
    return next((role for role, pattern in ROLES if pattern.search(text)), None)


def _enough(texts: Sequence[str]) -> dict[str, int] | None:
    """The columns of a row of headings, where they tell a day and an amount."""
    found: dict[str, int] = {}
    for place, text in enumerate(texts):
        if (role := role_of(text)) and role not in found:
            found[role] = place
    if "gross" in found:
        found["amount"] = found.pop("gross")
    if "number" not in found and "voucher" in found:
        found["number"] = found.pop("voucher")
    if "amount" in found and "debit" in found and "credit" not in found:
        found["credit"] = found.pop("amount")  # purchases and payments side by side
    if "date" not in found and "paid_on" in found:
        found["date"] = found.pop("paid_on")
    dated = "date" in found or {"month", "day"} <= found.keys()
    one_side = bool(found.keys() & {"debit", "credit"}) and len(found) > 2  # purchases or payments only, of a table that says more
    return found if dated and ("amount" in found or {"debit", "credit"} <= found.keys() or one_side) else None


def _texts(row: Sequence[Cell]) -> list[str]:
    return [squeezed(cell) if isinstance(cell, str) else "" for cell in row]


def _is_value(cell: Cell) -> bool:
    return cell is not None and (not isinstance(cell, str) or any(sign.isdigit() for sign in cell))


def _year(rows: Sequence[Sequence[Cell]]) -> int | None:
    """The year that the headings or what stands above them name, the nearest first."""
    said = ([str(cell) for cell in row if isinstance(cell, int | str)] for row in reversed(rows))
    return next((year for texts in said if (year := year_in(texts))), None)
