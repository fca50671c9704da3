"""What a heading that no list knows most likely means, by its words; the cells below must agree before it counts.

The first pattern that fits decides: whose side a column is of comes before what it holds, money before its balance's date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from arcore.intake.model import Cell
from arcore.intake.statements import values
from arcore.intake.statements.columns import IN_FLAGS, OUT_FLAGS, Target

OTHER_SIDE = r"(?:对方|对手|交易对|往来|收付款|收/付款|付款[人方]?/收款|收款[人方]?/付款|counter ?party|payer/|beneficiary|third ?party)"
AMOUNT = r"(?:金额|发生额?|款额|数额|交易额|额|amount|amt\.?)"
WORDS: tuple[tuple[Target, str], ...] = (
    ("account_no", rf"^{OTHER_SIDE}.*(?:账号|帐号|账户|帐户|卡号|acc)"),
    ("bank", rf"^{OTHER_SIDE}.*(?:行名?|银行|机构|bank)$"),
    ("name", rf"^{OTHER_SIDE}(?!.*(?:科目|时间|日期|代码|类型|机构号))"),
    ("own_account", r"^(?:本方|我方|己方|本单位|银行)(?:账号|帐号|账户|帐户|卡号)"),
    ("balance", r"余额|结余|结存|残高|balance|bal\.?$"),
    ("value_date", r"起息|^value(?:date|dt)|valuta"),
    ("time", r"时刻|^时间$|time$|tm\.?$"),
    ("date", r"(?:日期?|date|day|dt\.?|日付|账时间|交易时间|booked)$"),
    ("flag", r"^(?:借贷|借/贷|收支|收/支|收付|收/付|存取|进出|收支方向|资金流?方向|dr/?cr|cr/?dr|d/c|c/d|r/p)(?!.*额)"),
    ("credit", rf"^(?:贷方|贷记|credit|cr)[^a-z]*{AMOUNT}?(?:\(.*\))?$"),
    ("debit", rf"^(?:借方|借记|debit|dr)[^a-z]*{AMOUNT}?(?:\(.*\))?$"),
    (
        "money_in",
        rf"^(?:本期|交易)?(?:收入|存入|转入|收款|入账|进账|来账|汇入|お預り|入金|deposits?|receipts?|paidin|moneyin)\W*{AMOUNT}?(?:\(.*\))?$",
    ),
    (
        "money_out",
        rf"^(?:本期|交易)?(?:支出|支取|取出|转出|付款|出账|往账|汇出|お支払|出金|withdrawals?|payments?|paidout|moneyout)\W*{AMOUNT}?"
        r"(?:\(.*\))?$",
    ),
    ("amount", rf"^(?!.*(?:费|税|汇率|笔)).*{AMOUNT}(?:in[a-z]{{3}})?(?:\(.*\))?$"),
    ("currency", r"币种|币别|货币|currency|ccy"),
    (
        "memo",
        r"摘要|用途|附言|备注|说明|描述|内容|事由|narrat|detail|descri|particular|remark|memo|purpose|paymentref|paymentreference",
    ),
    ("serial", r"流水|参考编?号|交易号|回单|ref(?:erence)?(?:no)?\.?$"),
)
PATTERNS = tuple((target, re.compile(pattern)) for target, pattern in WORDS)
CHECKED: dict[Target, Callable[[Cell], bool]] = {
    **dict.fromkeys(("date", "value_date"), lambda cell: values.day(cell) is not None),
    **dict.fromkeys(("balance", "amount", "money_in", "money_out", "credit", "debit"), lambda cell: values.number(cell) is not None),
    "flag": lambda cell: is_mark(cell),
}
MOSTLY = 0.6


def meaning(heading: str, below: Sequence[Cell]) -> Target | None:
    """The target of a folded heading (see `layout.folded`), None where no pattern fits or the cells say otherwise.

    >>> meaning("结存", ["11,000.00"]), meaning("账务日期", [20251103]), meaning("借方发生", ["250.50"])
    ('balance', 'date', 'debit')
    >>> meaning("对手方账号", ["6222"]), meaning("柜员号", ["A01"]), meaning("收支类别", ["收入", "支出"])
    ('account_no', None, 'flag')
    """
    target = next((target for target, pattern in PATTERNS if pattern.search(heading)), None) if heading else None
    if target not in CHECKED:
        return target
    return target if agrees(CHECKED[target], below) else None


def agrees(says: Callable[[Cell], bool], below: Sequence[Cell]) -> bool:
    """Whether most of the cells that say anything say this."""
    filled = [cell for cell in below if values.filled(cell) and not values.blank(cell)]
    return bool(filled) and sum(map(says, filled)) >= MOSTLY * len(filled)


def is_mark(cell: Cell) -> bool:
    """Whether a cell is a mark of direction: 贷, 支出, Cr, 转入."""
    mark = values.text(cell).casefold()
    marks = (*IN_FLAGS, *OUT_FLAGS)
    return mark in marks or any(mark.startswith(known) for known in marks if len(known) > 1 or ord(known) > 127)
