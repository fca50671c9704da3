"""Registers of what may be lost: debts assessed one by one, and write-offs proposed and approved (documents §3.7)."""

from __future__ import annotations

from arcore.messages import say
from arcore.registers.declare import currency, day, file, flag, money, one_of, party, remark, text
from arcore.registers.model import Condition, Group, Register, Subject

SPECIFIC_PROVISIONS = Register(
    name="specific_provisions",
    group=Group.RISK,
    subject=Subject.CUSTOMER,
    title=say("Specific provisions"),
    question=say("Which debts are assessed one by one, what is still expected of them, and why?"),
    fields=(
        money("recoverable", "预计可收回金额", "Recoverable", required=True),
        currency(),
        text("reason", "单项计提理由", "Reason", required=True, lines=3),
        text("evidence", "计提依据", "Evidence", lines=2, note=say("Such as a judgment, an insolvency notice, a valuation")),
        day("assessed_on", "评估日期", "Assessed on", required=True),
        day("valid_to", "有效期至", "Valid until"),
        party("assessed_by", "评估人", "Assessed by", required=True),
        file(),
        remark(),
    ),
    dated="assessed_on",
    expires="valid_to",
    label=("reason", "assessed_by"),
    ordered=(("assessed_on", "valid_to"),),
)

EVIDENCE = (
    "evidence_contract",
    "evidence_delivery",
    "evidence_statement",
    "evidence_dunning",
    "evidence_legal",
    "evidence_report",
)
"""The flags of the evidence list, in its order."""

WRITE_OFFS = Register(
    name="write_offs",
    group=Group.RISK,
    subject=Subject.DOCUMENT,
    title=say("Write-off proposals"),
    question=say("Which debts are to be written off, on what evidence, and who approved it?"),
    fields=(
        money("amount", "拟核销金额", "Amount to write off", required=True),
        currency(),
        one_of(
            "cause",
            "核销原因",
            "Cause",
            (
                ("bankrupt", "债务人破产、注销或吊销", "Debtor bankrupt or struck off"),
                ("court", "法院裁定终结执行", "Enforcement ended by the court"),
                ("three_years", "逾期三年以上", "Overdue for more than three years"),
                ("small", "逾期一年以上的小额款项", "Small amount overdue for more than a year"),
                ("settlement", "债务重组或和解让步", "Given up in a settlement"),
                ("uneconomic", "催收成本高于可收回金额", "Collecting costs more than it brings"),
            ),
            required=True,
        ),
        text("explanation", "情况说明", "Explanation", required=True, lines=3),
        flag("evidence_contract", "合同、订单及发票", "Contract, order and invoice"),
        flag("evidence_delivery", "签收单或验收单", "Proof of delivery or acceptance"),
        flag("evidence_statement", "对账单或询证函回函", "Confirmed statement"),
        flag("evidence_dunning", "催收记录及送达凭证", "Reminders and proof of their arrival"),
        flag("evidence_legal", "裁判文书、破产公告或工商注销证明", "Judgment, bankruptcy notice or register extract"),
        flag("evidence_report", "会计处理说明及税前扣除专项报告", "Accounting note and report for the tax deduction"),
        file(),
        day("proposed_on", "申请日期", "Proposed on", required=True),
        party("proposed_by", "申请人", "Proposed by", required=True),
        one_of(
            "state",
            "状态",
            "State",
            (("pending", "待审批", "Pending"), ("approved", "已批准", "Approved"), ("refused", "已驳回", "Refused")),
            default="pending",
            required=True,
        ),
        party("decided_by", "审批人", "Decided by"),
        one_of(
            "decided_as",
            "审批权限",
            "Decided as",
            (("clerk", "会计", "Clerk"), ("manager", "财务经理", "Finance manager"), ("director", "财务总监", "Finance director")),
        ),
        day("decided_on", "审批日期", "Decided on"),
        remark(),
    ),
    dated="proposed_on",
    label=("cause", "state"),
    ordered=(("proposed_on", "decided_on"),),
    conditions=(
        Condition("decided_by", "state", ("approved", "refused")),
        Condition("decided_on", "state", ("approved", "refused")),
        Condition("decided_as", "state", ("approved", "refused")),
    ),
    open_states=("state", ("pending",)),
    ruled=True,
)

REGISTERS = (SPECIFIC_PROVISIONS, WRITE_OFFS)
