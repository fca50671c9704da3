"""The bills of exchange of the invented company: those it still holds add up to what the customer list says of each customer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from sample_data.business import Business, party

D = dt.date
BILLS = (
    ("C0026", "1314653000112 20260416", "银行承兑汇票", 70_000, "示例银行重庆分行", D(2026, 4, 16), D(2026, 7, 14), "持有", None),
    ("C0026", "1314653000112 20260528", "银行承兑汇票", 50_000, "示例银行重庆分行", D(2026, 5, 28), D(2026, 9, 21), "持有", None),
    ("C0006", "2306305000087 20260129", "商业承兑汇票", 80_000, "南通江海船舶配套有限公司", D(2026, 1, 29), D(2026, 7, 29), "持有", None),
    ("C0026", "1314653000112 20251208", "银行承兑汇票", 60_000, "示例银行重庆分行", D(2025, 12, 8), D(2026, 6, 8), "已兑付", D(2026, 6, 8)),
    ("C0011", "2100100000356 20251113", "商业承兑汇票", 120_000, "北京恒远机电", D(2025, 11, 13), D(2026, 5, 13), "拒付", D(2026, 5, 14)),
)
"""Customer, number, kind, face amount, acceptor, received on, matures on, state, settled on."""


def bills(told: Business) -> Iterable[dict[str, object]]:
    """Three held, one of them commercial; one paid, one dishonored."""
    for id, number, kind, amount, acceptor, received, matures, state, settled in BILLS:
        yield {
            **party(told.customer(id)),
            "bill_no": number.replace(" ", ""),
            "bill_kind": kind,
            "amount": Decimal(amount),
            "currency": "CNY",
            "acceptor": acceptor,
            "received_on": received,
            "matures_on": matures,
            "state": state,
            "settled_on": settled,
        }
