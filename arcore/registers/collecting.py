"""Registers of collection: contacts, promises, disputes, holds, plans, and the letters that went out.

Whether a promise or a plan is kept stands in none of them: it follows from the money that came in (`arcore.collecting`).
"""

from __future__ import annotations

from arcore.messages import Message, say
from arcore.registers.declare import currency, day, file, flag, money, number_text, one_of, party, rate, remark, text, whole
from arcore.registers.model import Condition, Field, Group, Register, Subject

CHANNELS = (
    ("phone", "电话", "Telephone"),
    ("email", "电子邮件", "E-mail"),
    ("message", "微信/短信", "Chat or SMS"),
    ("visit", "上门拜访", "Visit"),
    ("letter", "催款函", "Demand letter"),
    ("lawyer", "律师函", "Lawyer's letter"),
    ("court", "诉讼评估", "Legal action assessed"),
)
STEPS = (
    ("call", "电话催收", "Telephone call"),
    ("email", "邮件催收", "E-mail"),
    ("visit", "上门拜访", "Visit"),
    ("letter", "催款函", "Demand letter"),
    ("lawyer", "律师函准备", "Lawyer's letter"),
    ("court", "诉讼评估", "Legal action assessed"),
)
"""The steps of the ladder (see `arcore.dunning`)."""

REASONS = (
    ("funds", "资金困难", "Short of funds"),
    ("process", "付款流程繁琐", "Slow payment approval"),
    ("quality", "质量/服务争议", "Quality or service disputed"),
    ("contract", "合同条款不清", "Contract terms unclear"),
    ("reconciliation", "对账不符", "Balances do not agree"),
    ("invoice", "发票问题", "Invoice problem"),
    ("unwilling", "恶意拖欠", "Unwilling to pay"),
    ("other", "其他", "Other"),
)
"""Why a customer has not paid (domain rules §1E no. 77)."""

EVERY = say("Document numbers, separated by commas; blank: everything that is overdue")


def _documents(*, required: bool = False, note: Message = EVERY) -> Field:
    return text("document_nos", "涉及单据", "Documents", required=required, lines=2, note=note)


CONTACTS = Register(
    name="contacts",
    group=Group.COLLECTION,
    subject=Subject.CUSTOMER,
    title=say("Collection log"),
    question=say("Who spoke with whom, when and how, and what came of it?"),
    fields=(
        day("contacted_on", "催收日期", "Date", required=True),
        text("at", "时间", "Time", note=say("Such as 14:30")),
        one_of("channel", "催收方式", "Channel", CHANNELS, required=True, default="phone"),
        flag("reached", "已联系上", "Reached", note=say("No: nobody was reached, so that the step is still to be done")),
        party("ours", "我方人员", "Our person", required=True),
        party("person", "对方人员", "Their person"),
        text("content", "沟通内容", "What was said", lines=3),
        text("feedback", "客户反馈", "Customer's answer", lines=2),
        one_of("reason", "欠款原因", "Reason", REASONS),
        _documents(),
        text("next_action", "下一步", "Next step"),
        day("next_on", "下次跟进日期", "Next on"),
        file(),
    ),
    dated="contacted_on",
    label=("contacted_on", "channel", "ours"),
    ordered=(("contacted_on", "next_on"),),
    conditions=(Condition("next_on", "next_action"),),
)

PROMISES = Register(
    name="promises",
    group=Group.COLLECTION,
    subject=Subject.CUSTOMER,
    title=say("Promises to pay"),
    question=say("Who promised how much for which day? Whether it was kept, the money tells."),
    fields=(
        day("made_on", "承诺日期", "Made on", required=True),
        day("promised_on", "承诺付款日", "Promised for", required=True),
        money("amount", "承诺金额", "Amount", required=True),
        currency(),
        party("person", "承诺人", "Promised by"),
        party("ours", "我方人员", "Our person"),
        _documents(note=say("Document numbers, separated by commas; blank: any money of the customer counts")),
        remark(),
        file(),
    ),
    dated="made_on",
    label=("promised_on", "amount"),
    ordered=(("made_on", "promised_on"),),
    once=("made_on", "promised_on", "amount", "currency", "document_nos"),
)

DISPUTES = Register(
    name="disputes",
    group=Group.COLLECTION,
    subject=Subject.CUSTOMER,
    title=say("Disputes"),
    question=say("What does the customer object to, who settles it by when, and who was right?"),
    fields=(
        day("opened_on", "提出日期", "Raised on", required=True),
        one_of(
            "dispute_type",
            "争议类型",
            "Type",
            (
                ("billing", "账单错误", "Billing error"),
                ("price", "价格", "Price"),
                ("quantity", "数量/短少", "Quantity"),
                ("quality", "质量", "Quality"),
                ("return", "退货", "Return"),
                ("delivery", "交付/验收", "Delivery or acceptance"),
                ("service", "服务", "Service"),
                ("contract", "合同条款", "Contract terms"),
                ("reconciliation", "对账差异", "Balances differ"),
                ("other", "其他", "Other"),
            ),
            required=True,
        ),
        _documents(required=True, note=say("Document numbers, separated by commas")),
        money("amount", "争议金额", "Amount disputed", note=say("Blank: the documents' whole open balance")),
        currency(),
        text("what", "争议说明", "What is disputed", required=True, lines=3),
        party("owner", "责任人", "Owner", required=True),
        day("due_on", "处理期限", "To be settled by", required=True),
        one_of(
            "state",
            "状态",
            "State",
            (("open", "待处理", "Open"), ("doing", "处理中", "In progress"), ("closed", "已了结", "Settled")),
            required=True,
            default="open",
        ),
        one_of(
            "outcome",
            "结论",
            "Outcome",
            (("upheld", "成立", "Upheld"), ("partly", "部分成立", "Partly upheld"), ("rejected", "不成立", "Rejected")),
        ),
        day("closed_on", "了结日期", "Settled on"),
        file(),
        remark(),
    ),
    dated="opened_on",
    label=("dispute_type", "document_nos", "owner"),
    ordered=(("opened_on", "due_on"), ("opened_on", "closed_on")),
    conditions=(Condition("outcome", "state", ("closed",)), Condition("closed_on", "state", ("closed",))),
    open_states=("state", ("open", "doing")),
)

HOLDS = Register(
    name="holds",
    group=Group.COLLECTION,
    subject=Subject.CUSTOMER,
    title=say("Collection on hold"),
    question=say("Whom do we leave in peace, why, and until when?"),
    fields=(
        day("held_from", "暂缓起始日", "From", required=True),
        day("until", "暂缓至", "Until", required=True, note=say("The last day; after it the customer is back on the list")),
        text("reason", "暂缓原因", "Reason", required=True, lines=2),
        party("decided_by", "批准人", "Decided by", required=True),
        _documents(),
        remark(),
    ),
    dated="held_from",
    expires="until",
    label=("until", "reason"),
    ordered=(("held_from", "until"),),
)

PLANS = Register(
    name="plans",
    group=Group.COLLECTION,
    subject=Subject.CUSTOMER,
    title=say("Extensions and instalment plans"),
    question=say("What was agreed on paying later, at which interest? The documents' own due dates stay."),
    fields=(
        day("agreed_on", "达成日期", "Agreed on", required=True),
        one_of(
            "state",
            "状态",
            "State",
            (
                ("proposed", "协商中", "Being negotiated"),
                ("agreed", "已达成", "Agreed"),
                ("ended", "已终止", "Ended"),
            ),
            required=True,
            default="proposed",
        ),
        _documents(required=True, note=say("Document numbers, separated by commas")),
        money("principal", "确认本金", "Principal", required=True),
        currency(),
        text(
            "schedule",
            "还款安排",
            "Schedule",
            required=True,
            lines=4,
            note=say("One instalment of principal a line: 2026-07-31 100000.00; a single line is an extension"),
        ),
        rate("annual_percent", "年利率（%）", "Interest per year (%)", (0, 100)),
        whole("grace_days", "逾期容忍（天）", "Days of grace", (0, 90), default=0, note=say("Later, everything falls due at once")),
        rate("late_percent", "加速到期后年利率（%）", "Interest once all is due (% a year)", (0, 100)),
        text("negotiation", "协商过程", "Offers and counter-offers", lines=3),
        day("ended_on", "终止日期", "Ended on"),
        file("agreement", "协议扫描件", "Signed agreement"),
        remark(),
    ),
    dated="agreed_on",
    label=("agreed_on", "principal", "state"),
    ordered=(("agreed_on", "ended_on"),),
    conditions=(Condition("ended_on", "state", ("ended",)),),
    open_states=("state", ("proposed",)),
)

LETTERS = Register(
    name="letters",
    group=Group.COLLECTION,
    subject=Subject.CUSTOMER,
    title=say("Letters and their delivery"),
    question=say("Which letters went out, and what proves that they arrived?"),
    fields=(
        number_text("letter_no", "函件编号", "Letter No.", required=True),
        day("written_on", "出函日期", "Written on", required=True),
        party("written_by", "出函人", "Written by", note=say("Whose letter it is in the recovery by collector; blank: the day's run")),
        one_of(
            "tone",
            "语气",
            "Tone",
            (("gentle", "温和提醒", "Friendly reminder"), ("formal", "正式催款", "Second notice"), ("final", "最后通牒", "Final demand")),
            required=True,
        ),
        one_of("step", "催收步骤", "Step of the ladder", STEPS, note=say("The step that asked for the letter; done only once it is sent")),
        one_of("lang", "语言", "Language", (("zh", "中文", "Chinese"), ("en", "英文", "English"))),
        money("amount", "催收金额", "Amount", required=True),
        money("interest", "逾期利息", "Interest asked for"),
        currency(),
        _documents(required=True, note=say("Document numbers, separated by commas")),
        day("deadline", "付款期限", "Pay by", required=True),
        text("file_name", "文件名", "File name"),
        text("file_hash", "文件指纹", "File hash", note=say("SHA-256 of the file as it was sent")),
        whole("policy_version", "政策版本", "Policy version", (0, 100_000)),
        one_of(
            "sent_by",
            "送达方式",
            "Sent by",
            (
                ("ems", "EMS", "EMS"),
                ("courier", "其他快递", "Courier"),
                ("email", "电子邮件", "E-mail"),
                ("message", "微信/短信", "Chat or SMS"),
                ("hand", "当面送达", "By hand"),
            ),
        ),
        day("sent_on", "寄出日期", "Sent on"),
        number_text("tracking_no", "快递单号", "Tracking No."),
        day("arrived_on", "签收日期", "Signed for on"),
        party("signed_by", "签收人", "Signed for by"),
        file("letter", "函件", "Letter"),
        file("proof", "送达凭证", "Proof of delivery"),
        remark(),
    ),
    dated="written_on",
    label=("letter_no", "tone"),
    ordered=(("written_on", "sent_on"), ("sent_on", "arrived_on")),
    conditions=(
        Condition("sent_on", "sent_by"),
        Condition("sent_by", "sent_on"),
        Condition("sent_on", "arrived_on"),
        Condition("signed_by", "arrived_on"),
    ),
)

REGISTERS = (CONTACTS, PROMISES, DISPUTES, HOLDS, PLANS, LETTERS)
