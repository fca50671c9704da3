"""Registers of work: tasks with an owner and a date, and the stage of each customer's life."""

from __future__ import annotations

from arcore.messages import say
from arcore.registers.declare import DEPARTMENTS, day, file, number_text, one_of, party, text
from arcore.registers.model import Condition, Group, Register, Subject

TASKS = Register(
    name="tasks",
    group=Group.WORK,
    subject=Subject.CUSTOMER,
    customer_optional=True,
    title=say("Tasks"),
    question=say("Who has to do what by when, and what came of it?"),
    fields=(
        text("title", "任务", "Task", required=True),
        one_of("department", "部门", "Department", DEPARTMENTS, required=True, default="finance"),
        party("owner", "责任人", "Owner", required=True),
        day("created_on", "提出日期", "Raised on", required=True),
        day("due_on", "截止日期", "Due on", required=True),
        one_of(
            "origin",
            "来源",
            "From",
            (
                ("person", "人工", "A person"),
                ("warning", "预警", "A warning"),
                ("decision", "会议决议", "A decision"),
                ("review", "信用评审", "A credit review"),
                ("dispute", "争议", "A dispute"),
                ("audit", "审计发现", "An audit finding"),
            ),
            default="person",
        ),
        number_text("origin_ref", "来源编号", "Reference"),
        one_of(
            "state",
            "状态",
            "State",
            (("open", "待办", "Open"), ("doing", "进行中", "In progress"), ("done", "已完成", "Done"), ("dropped", "已取消", "Dropped")),
            required=True,
            default="open",
        ),
        text("advice", "建议措施", "Recommended response", lines=2),
        text("measure", "已采取的管控", "Measure taken", note=say("What was changed in the customer's record at once, such as 减供至 50%")),
        party("approved_by", "批准人", "Approved by"),
        text("outcome", "处理结果", "What was done", lines=3),
        day("closed_on", "完成日期", "Closed on"),
        file(),
    ),
    dated="created_on",
    expires=None,
    label=("title", "owner"),
    ordered=(("created_on", "due_on"), ("created_on", "closed_on")),
    conditions=(
        Condition("outcome", "state", ("done", "dropped")),
        Condition("closed_on", "state", ("done", "dropped")),
        Condition("approved_by", "measure"),
    ),
    open_states=("state", ("open", "doing")),
)

STAGES = Register(
    name="stages",
    group=Group.WORK,
    subject=Subject.CUSTOMER,
    title=say("Life-cycle stages"),
    question=say("How far is the customer: investigation, terms, contract, receivables, collection?"),
    fields=(
        one_of(
            "stage",
            "阶段",
            "Stage",
            (
                ("investigation", "信用调查", "Credit investigation"),
                ("terms", "账期设定", "Terms and limit"),
                ("contract", "合同签订", "Contract"),
                ("receivables", "应收管理", "Receivables"),
                ("collection", "催收", "Collection"),
            ),
            required=True,
        ),
        day("entered_on", "进入日期", "Since", required=True),
        party("decided_by", "决定人", "Decided by", required=True),
        text(
            "override_reason",
            "放行理由",
            "Reason to pass the gate",
            lines=2,
            note=say("Needed where something the stage asks for is missing"),
        ),
        file(),
    ),
    dated="entered_on",
    label=("stage",),
)

REGISTERS = (TASKS, STAGES)
