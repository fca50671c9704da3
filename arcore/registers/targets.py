"""The register of what is to be reached in a year: by key figure and by owner, the company, a department or a person (capability 113).

Where it says nothing, the company's targets of the policy hold. A target set later replaces an earlier one of the same year,
figure and owner from the day it was set.
"""

from __future__ import annotations

from typing import Literal

from arcore.messages import say
from arcore.registers.declare import day, one_of, party, rate, remark
from arcore.registers.model import Condition, Group, Register, Subject

SCORE = "score"
"""The one target that is not a measure: the points of an appraisal."""

KPIS = (
    ("dso", "DSO（天）", "DSO (days)"),
    ("overdue_rate", "逾期率（%）", "Overdue rate (%)"),
    ("bad_debt_rate", "坏账率（%）", "Bad-debt rate (%)"),
    ("collection_of_due", "到期回款比（%）", "Receipts to amounts due (%)"),
    ("collection_rate", "回款率（%）", "Collection rate (%)"),
    ("recovery_rate", "逾期款催收回收率（%）", "Recovery of overdue items (%)"),
    ("plan_completion", "回款计划完成率（%）", "Collection plan completed (%)"),
    ("promise_rate", "承诺兑现率（%）", "Promises kept (%)"),
    ("on_time_rate", "按期回款率（%）", "Paid on time (%)"),
    ("confirmation_rate", "对账确认率（%）", "Confirmation rate (%)"),
    ("collection_effectiveness", "收款有效性 CEI（%）", "Collection effectiveness (%)"),
    (SCORE, "考核得分（分）", "Appraisal score (points)"),
)
YEARS = tuple((str(year), str(year), str(year)) for year in range(2020, 2051))
Role = Literal["company", "department", "salesperson", "collector"]
OWNERS = (
    ("company", "全公司", "Whole company"),
    ("department", "部门", "Department"),
    ("salesperson", "业务员", "Salesperson"),
    ("collector", "催收员", "Collector"),
)

TARGETS = Register(
    name="targets",
    group=Group.WORK,
    subject=Subject.COMPANY,
    title=say("Targets of the year"),
    question=say("What is to be reached in which year, by whom? Without an owner it is the whole company's target."),
    fields=(
        one_of("year", "年度", "Year", YEARS, required=True),
        one_of("kpi", "指标", "Key figure", KPIS, required=True),
        one_of("role", "对象", "Whose", OWNERS, note=say("Blank: the whole company")),
        party("owner", "责任人/部门", "Owner", note=say("The name as it stands with the customers or in the collection log")),
        rate("target", "目标值", "Target", (0, 3660), required=True, note=say("Days, points or percent, as the key figure counts")),
        day("set_on", "下达日期", "Set on", required=True),
        party("set_by", "下达人", "Set by"),
        remark(),
    ),
    dated="set_on",
    label=("year", "kpi", "owner", "target"),
    conditions=(
        Condition("role", "owner"),
        Condition("owner", "role", ("department", "salesperson", "collector")),
    ),
)

REGISTERS = (TARGETS,)
