"""The register of what is to come in: each month's collection plan, by salesperson or customer (domain rules §4.5, 回款计划完成率)."""

from __future__ import annotations

from arcore.messages import say
from arcore.registers.declare import currency, day, money, party, remark
from arcore.registers.model import Group, Register, Subject

RECEIPT_PLANS = Register(
    name="receipt_plans",
    group=Group.COLLECTION,
    subject=Subject.CUSTOMER,
    customer_optional=True,
    title=say("Collection plans"),
    question=say("How much is to come in in which month, through whom?"),
    fields=(
        day("month", "计划月份", "Month", required=True, note=say("Any day of the month")),
        money("planned", "计划回款", "Planned receipts", required=True),
        currency(),
        party("salesperson", "业务员", "Salesperson", note=say("Blank: the whole company, or the customer's salesperson")),
        day("planned_on", "制定日期", "Planned on", required=True),
        party("planned_by", "制定人", "Planned by"),
        remark(),
    ),
    dated="planned_on",
    label=("month", "salesperson", "planned"),
)

REGISTERS = (RECEIPT_PLANS,)
