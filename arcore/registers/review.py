"""Registers of the monthly review: its meetings, and cause, measure and owner of each overdue customer (documents §3.8).

What a meeting decides is a task that came from a decision (see `work`), so that it stands once, in its owner's list.
"""

from __future__ import annotations

from arcore.messages import say
from arcore.registers.collecting import REASONS
from arcore.registers.declare import DEPARTMENTS, currency, day, file, money, number_text, one_of, party, text
from arcore.registers.model import Group, Register, Subject

MEETINGS = Register(
    name="meetings",
    group=Group.WORK,
    subject=Subject.COMPANY,
    title=say("Monthly meetings"),
    question=say("Who sat together about which month, and what was said?"),
    fields=(
        number_text("month", "会议月份", "Month", required=True, note=say("Such as 2026-06")),
        day("held_on", "会议日期", "Held on", required=True),
        party("chair", "主持人", "Chair", required=True),
        party("recorder", "记录人", "Minutes by"),
        text("attendees", "参会人员", "Present", required=True, lines=2),
        text("absent", "缺席人员", "Absent"),
        text("minutes", "会议纪要", "Minutes", lines=6),
        file(),
    ),
    dated="held_on",
    label=("month", "chair"),
)

OVERDUE_ACTIONS = Register(
    name="overdue_actions",
    group=Group.COLLECTION,
    subject=Subject.CUSTOMER,
    title=say("Overdue causes and measures"),
    question=say("Why does the customer not pay, what do we do about it, who, and until when?"),
    fields=(
        day("reviewed_on", "会议/更新日期", "As of", required=True),
        number_text("month", "会议月份", "Meeting about", note=say("Such as 2026-06")),
        one_of("cause", "逾期原因", "Cause", REASONS, required=True),
        text("action", "措施", "Measure", required=True, lines=2),
        party("owner", "责任人", "Owner", required=True),
        one_of("department", "部门", "Department", DEPARTMENTS, required=True, default="sales"),
        day("promised_on", "承诺回款日", "To be paid by"),
        money("promised_amount", "承诺金额", "Amount"),
        currency(),
    ),
    dated="reviewed_on",
    label=("cause", "owner"),
    ordered=(("reviewed_on", "promised_on"),),
)

REGISTERS = (MEETINGS, OVERDUE_ACTIONS)
