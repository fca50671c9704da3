"""What the invented company wants to reach in 2026: its own targets, those of each salesperson, and of the woman who collects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sample_data.business import Business

Row = dict[str, object]
SET_ON = dt.date(2025, 12, 26)
TIGHTENED = dt.date(2026, 4, 8)

GOALS: tuple[tuple[str, str, str, str, dt.date, str], ...] = (
    ("DSO（天）", "", "", "55", SET_ON, ""),
    ("坏账率（%）", "", "", "0.5", SET_ON, ""),
    ("到期回款比（%）", "", "", "95", SET_ON, ""),
    ("承诺兑现率（%）", "", "", "75", SET_ON, ""),
    ("考核得分（分）", "", "", "75", SET_ON, ""),
    ("DSO（天）", "业务员", "王芳", "65", SET_ON, "含苏州宏达等大客户"),
    ("DSO（天）", "业务员", "李伟", "60", SET_ON, ""),
    ("DSO（天）", "业务员", "陈静", "50", SET_ON, ""),
    ("DSO（天）", "业务员", "赵磊", "60", SET_ON, ""),
    ("DSO（天）", "业务员", "刘洋", "45", SET_ON, ""),
    ("DSO（天）", "业务员", "Grace Lin", "60", SET_ON, "外币客户"),
    ("到期回款比（%）", "业务员", "王芳", "92", SET_ON, ""),
    ("到期回款比（%）", "业务员", "王芳", "95", TIGHTENED, "一季度逾期上升，目标上调"),
    ("到期回款比（%）", "业务员", "李伟", "95", SET_ON, ""),
    ("到期回款比（%）", "业务员", "陈静", "96", SET_ON, ""),
    ("到期回款比（%）", "业务员", "赵磊", "95", SET_ON, ""),
    ("到期回款比（%）", "业务员", "刘洋", "96", SET_ON, ""),
    ("到期回款比（%）", "业务员", "Grace Lin", "90", SET_ON, ""),
    ("逾期款催收回收率（%）", "催收员", "李娜", "70", SET_ON, ""),
)
"""Key figure, whose, owner, target, set on, remark."""


def targets(_told: Business) -> Iterable[Row]:
    """Nineteen targets of the year; one was raised in April."""
    for kpi, role, owner, target, set_on, remark in GOALS:
        yield {
            "year": "2026",
            "kpi": kpi,
            "role": role,
            "owner": owner,
            "target": target,
            "set_on": set_on,
            "set_by": "周敏",
            "remark": remark,
        }
