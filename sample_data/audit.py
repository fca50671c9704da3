"""What internal audit has found at the sample company, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from sample_data.business import Business, party

Row = dict[str, object]
AUDITOR = "何静"
"""She does internal audit twice a year."""

Told = tuple[str, str, str, str, float, str, dt.date, str, str, dt.date | None, str, str, str, dt.date | None]


def findings(told: Business) -> Iterable[Row]:
    """One corrected, one late, one in work, one judged harmless, one that a person found."""
    for customer, title, ref, severity, amount, currency, found, department, owner, due, action, state, outcome, closed in FOUND:
        yield {
            **party(told.customer(customer)),
            "title": title,
            "exception_ref": ref or None,
            "severity": severity,
            "amount": Decimal(str(amount)),
            "currency": currency,
            "found_on": found,
            "found_by": AUDITOR,
            "department": department,
            "owner": owner or None,
            "due_on": due,
            "action": action or None,
            "state": state,
            "outcome": outcome or None,
            "closed_on": closed,
        }


FOUND: tuple[Told, ...] = (
    ("C0038", "月初红冲上月销售 HZ25090001：全额退货，退货单日期为 8 月 30 日", "credit_notes:HZ25090001", "高", -297376.84, "CNY",
     dt.date(2026, 1, 15), "销售", "赵磊", dt.date(2026, 2, 14), "补齐退货入库单；以后退货当月开具红字发票", "已整改",
     "退货入库单及质检记录已归档，已修订退货流程", dt.date(2026, 2, 10)),
    ("C0006", "月初红冲上月销售 HZ25040001：全额退货，发货记录与退货记录需核对", "credit_notes:HZ25040001", "高", -262187.59, "CNY",
     dt.date(2026, 4, 20), "销售", "李伟", dt.date(2026, 5, 20), "提供签收单、退货单及客户说明", "待整改", "", None),
    ("C0023", "外币尾差核销 000051：76.03 美元，未经财务总监审批", "write_offs:000051|2026-01-16|7603", "高", 76.03, "USD",
     dt.date(2026, 6, 16), "财务", "王芳", dt.date(2026, 7, 16), "补办审批，或冲回核销", "整改中", "", None),
    ("C0012", "整数收款 SK2606070-1：300,000.00 元，尚未对应发票", "round_receipts:SK2606070-1", "低", 300000.0, "CNY",
     dt.date(2026, 6, 30), "财务", "", None, "", "无需整改", "客户按合同支付的预付款，已与合同和银行回单核对", dt.date(2026, 6, 30)),
    ("C0004", "合同未回签即发货，已形成争议", "", "中", 532338.36, "CNY",
     dt.date(2026, 6, 16), "销售", "李伟", dt.date(2026, 7, 31), "合同回签前不得新增发货", "待整改", "", None),
)  # fmt: skip
