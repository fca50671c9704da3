"""A few suppliers and what the company owes them; two of them are customers too."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from decimal import Decimal

from sample_data import story
from sample_data.business import DAY, add_months, due_date, working_day

SUPPLIER_COLUMNS = (
    "customer_id",
    "customer_name",
    "category",
    "region",
    "contact",
    "bank_account",
    "term_text",
    "currency",
    "status",
    "remark",
)
PAYABLE_COLUMNS = (
    "document_no",
    "document_type",
    "customer_id",
    "customer_name",
    "document_date",
    "due_date",
    "amount",
    "net_amount",
    "tax_amount",
    "paid_amount",
    "currency",
    "order_no",
    "status",
    "remark",
)
SUPPLIERS = (
    ("S001", "马鞍山金属材料有限公司", "原材料", "月结60天", 52, ""),
    ("S002", "昆山恒力钢材有限公司", "原材料", "月结30天", 38, ""),
    ("S003", "常熟华成铸造有限公司", "铸件", "月结60天", 31, ""),
    ("S004", "上海申通轴承经销有限公司", "标准件", "30天", 16, ""),
    ("S005", "宁波海港重工配件有限公司", "标准件", "60天", 14, "同时是客户 C0002，可协商互抵"),
    ("S006", "无锡新锐自动化设备有限公司", "设备", "开票后45天", 9, "同时是客户 C0003，可协商互抵"),
    ("S007", "江苏顺风示例物流有限公司", "运输", "月结", 6, ""),
    ("S008", "苏州安保物业有限公司", "服务", "30天", 2, ""),
    ("S009", "温州精工紧固件厂", "标准件", "月结90天", 5, "小型企业：付款不得超过 60 日"),
    ("S010", "广州蓝天包装材料有限公司", "包装", "月结30天", 4, ""),
)

Row = dict[str, object]


def supplier_rows() -> Iterator[Row]:
    """One row a supplier."""
    for id, name, category, term, _, remark in SUPPLIERS:
        rng = random.Random(f"{story.SEED}/{id}")
        yield {
            "customer_id": id,
            "customer_name": name,
            "category": category,
            "region": "华东",
            "contact": rng.choice(story.SURNAMES) + "经理",
            "bank_account": f"98{rng.randint(10**15, 10**16 - 1)}",
            "term_text": term,
            "currency": "CNY",
            "status": "正常",
            "remark": remark,
        }


def payable_rows() -> Iterator[Row]:
    """Six months of purchase invoices; what was due before the as-of date is mostly paid."""
    for id, name, _, term, monthly, _ in SUPPLIERS:
        rng = random.Random(f"{story.SEED}/{id}/invoices")
        for index in range(6):
            day = working_day(add_months(dt.date(2026, 1, 1), index) + DAY * rng.randint(2, 22))
            due = due_date(term, day, None, None)
            gross = round(monthly * 1_000_000 * (0.7 + 0.6 * rng.random()))
            net = round(Decimal(gross) / Decimal("1.13"))
            paid = gross if due < story.AS_OF - DAY * 10 else gross // 2 if due < story.AS_OF else 0
            yield {
                "document_no": f"YF{day:%y%m}{id[1:]}{index + 1:02d}",
                "document_type": "采购发票",
                "customer_id": id,
                "customer_name": name,
                "document_date": day,
                "due_date": due,
                "amount": Decimal(gross) / 100,
                "net_amount": Decimal(net) / 100,
                "tax_amount": Decimal(gross - net) / 100,
                "paid_amount": Decimal(paid) / 100,
                "currency": "CNY",
                "order_no": f"PO{day:%y%m}{rng.randint(100, 999)}",
                "status": "已审核",
                "remark": "",
            }
