"""Registers of judgement: manual assessments of finance, operations and reputation, and events to watch."""

from __future__ import annotations

from arcore.messages import say
from arcore.registers.declare import currency, day, file, money, one_of, party, remark, text, whole
from arcore.registers.model import Group, Register, Subject

_BLOCK = (0, 100)

ASSESSMENTS = Register(
    name="assessments",
    group=Group.RISK,
    subject=Subject.CUSTOMER,
    title=say("Manual assessments"),
    question=say("What do we know of the customer that no payment shows?"),
    fields=(
        day("assessed_on", "评估日期", "Assessed on", required=True),
        party("assessed_by", "评估人", "Assessed by", required=True),
        text("period", "报表期间", "Period of the statements", note=say("The year or quarter the four figures below are from")),
        money("assets", "资产总额", "Total assets"),
        money("liabilities", "负债总额", "Total liabilities"),
        money("revenue", "营业收入", "Revenue"),
        money("profit", "净利润", "Net profit"),
        currency(),
        whole("finance_score", "财务评分（0–100）", "Finance (0–100)", _BLOCK, note=say("Blank: computed from the four figures")),
        whole("operations_score", "经营评分（0–100）", "Operations (0–100)", _BLOCK),
        whole("reputation", "行业声誉（1–5）", "Reputation (1–5)", (1, 5)),
        whole("third_party_score", "第三方评分（0–100）", "Third party (0–100)", _BLOCK),
        text("finding", "评估说明", "Findings", lines=3),
        file(),
    ),
    dated="assessed_on",
    label=("assessed_by", "period"),
)

EVENTS = Register(
    name="events",
    group=Group.RISK,
    subject=Subject.CUSTOMER,
    title=say("Risk events"),
    question=say("What happened to the customer that could keep it from paying?"),
    fields=(
        day("happened_on", "发生日期", "Date", required=True),
        one_of(
            "event_type",
            "事件类型",
            "Event",
            (
                ("enforcement", "被执行人", "Subject to enforcement"),
                ("dishonest", "失信被执行人", "Listed as dishonest debtor"),
                ("high_consumption", "限制高消费", "Barred from high spending"),
                ("lawsuit", "涉诉", "Lawsuit"),
                ("stopped", "停产停业", "Production stopped"),
                ("frozen_shares", "股权冻结", "Shares frozen"),
                ("pledge", "股权质押/资产抵押", "Shares or assets pledged"),
                ("bankruptcy", "破产/重整", "Insolvency"),
                ("bill_dishonored", "票据拒付", "Bill dishonored"),
                ("bad_news", "负面新闻", "Bad press"),
                ("change", "法人/股东变更", "Change of owner or representative"),
                ("penalty", "行政处罚", "Penalty by an authority"),
                ("tax_arrears", "欠税", "Tax arrears"),
                ("good_news", "正面信息", "Good news"),
                ("other", "其他", "Other"),
            ),
            required=True,
        ),
        one_of(
            "severity",
            "严重程度",
            "Severity",
            (("high", "高", "High"), ("medium", "中", "Medium"), ("low", "低", "Low")),
            required=True,
            default="medium",
        ),
        text("what", "事件说明", "What happened", required=True, lines=3),
        text("source", "信息来源", "Source", required=True),
        money("amount", "涉及金额", "Amount involved"),
        currency(),
        day("settled_on", "解除日期", "Over since", note=say("Blank while it lasts")),
        file(),
        remark(),
    ),
    dated="happened_on",
    expires="settled_on",
    label=("event_type", "what"),
    ordered=(("happened_on", "settled_on"),),
)

REGISTERS = (ASSESSMENTS, EVENTS)
