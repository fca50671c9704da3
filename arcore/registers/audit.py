"""Registers of internal control: what an audit found or judged harmless, and what was done about it (capabilities 118, 120)."""

from __future__ import annotations

from arcore.messages import say
from arcore.registers.declare import DEPARTMENTS, currency, day, file, money, number_text, one_of, party, remark, text
from arcore.registers.model import Condition, Group, Register, Subject

SEVERITIES = (("high", "高", "High"), ("medium", "中", "Medium"), ("low", "低", "Low"))
OPEN_STATES = ("open", "doing")

FINDINGS = Register(
    name="findings",
    group=Group.WORK,
    subject=Subject.CUSTOMER,
    customer_optional=True,
    title=say("Audit findings"),
    question=say("What did internal control or an auditor find, who puts it right by when, and what came of it?"),
    fields=(
        text("title", "审计发现", "Finding", required=True, lines=2),
        number_text("exception_ref", "异常编号", "Exception", note=say("The exception it was made from; blank where a person found it")),
        one_of("severity", "严重程度", "Severity", SEVERITIES, required=True, default="medium"),
        money("amount", "涉及金额", "Amount"),
        currency(),
        day("found_on", "发现日期", "Found on", required=True),
        party("found_by", "发现人", "Found by", required=True),
        one_of("department", "责任部门", "Department", DEPARTMENTS, required=True, default="finance"),
        party("owner", "责任人", "Owner"),
        day("due_on", "整改期限", "To be corrected by"),
        text("action", "整改措施", "Corrective action", lines=2),
        one_of(
            "state",
            "状态",
            "State",
            (
                ("open", "待整改", "Open"),
                ("doing", "整改中", "In progress"),
                ("closed", "已整改", "Corrected"),
                ("harmless", "无需整改", "Judged harmless"),
            ),
            required=True,
            default="open",
        ),
        text("outcome", "整改结果/判断理由", "Closing note or reason", lines=3),
        day("closed_on", "关闭日期", "Closed on"),
        file("evidence", "整改证据", "Evidence"),
        remark(),
    ),
    dated="found_on",
    label=("title", "state"),
    ordered=(("found_on", "due_on"), ("found_on", "closed_on")),
    conditions=(
        Condition("owner", "state", OPEN_STATES),
        Condition("due_on", "state", OPEN_STATES),
        Condition("outcome", "state", ("closed", "harmless")),
        Condition("closed_on", "state", ("closed", "harmless")),
    ),
    open_states=("state", OPEN_STATES),
)

REGISTERS = (FINDINGS,)
