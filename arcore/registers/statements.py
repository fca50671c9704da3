"""Registers of reconciling with customers: the statements sent and their answers, the differences found (documents §3.1, 3.2)."""

from __future__ import annotations

from arcore.messages import say
from arcore.registers.declare import currency, day, file, money, number_text, one_of, party, remark, text, whole
from arcore.registers.model import Condition, Group, Register, Subject

CHANNELS = (
    ("email", "邮件", "E-mail"),
    ("fax", "传真", "Fax"),
    ("post", "邮寄", "Post"),
    ("courier", "快递", "Courier"),
    ("wechat", "微信/企业微信", "WeChat"),
    ("hand", "当面送达", "By hand"),
)
SEALS = (
    ("official", "公章", "Official seal"),
    ("finance", "财务专用章", "Finance seal"),
    ("contract", "合同专用章", "Contract seal"),
    ("electronic", "电子签", "Electronic signature"),
    ("signature", "仅签字", "Signature only"),
)
ANSWERED = ("agreed", "differs")

STATEMENTS = Register(
    name="statements",
    group=Group.WORK,
    subject=Subject.CUSTOMER,
    title=say("Statements of account"),
    question=say("Which balance was sent to whom, how, and what did the customer answer?"),
    fields=(
        number_text("number", "编号", "Number", required=True),
        one_of(
            "mode",
            "类型",
            "Kind",
            (
                ("detail", "对账单（明细）", "Statement, all movements"),
                ("open_items", "对账单（未清项）", "Statement, open items"),
                ("audit", "企业询证函", "Audit confirmation"),
            ),
            required=True,
            default="detail",
        ),
        day("period_from", "期间起", "From"),
        day("period_to", "截止日", "As of", required=True),
        money("balance", "账面余额", "Balance", required=True),
        currency(),
        day("generated_on", "生成日期", "Generated on", required=True),
        text("file_name", "文件名", "File name"),
        text("file_hash", "文件指纹", "File hash", note=say("SHA-256 of the file as it was sent")),
        whole("policy_version", "政策版本", "Policy version", (0, 100_000)),
        one_of(
            "state",
            "状态",
            "Status",
            (
                ("generated", "已生成", "Generated"),
                ("sent", "已发", "Sent"),
                ("received", "已收", "Received"),
                ("agreed", "无异议", "Agreed"),
                ("differs", "有异议", "Differs"),
            ),
            required=True,
            default="generated",
        ),
        day("sent_on", "发出日期", "Sent on"),
        one_of("channel", "发送方式", "Channel", CHANNELS),
        text("sent_to", "收件地址", "Sent to"),
        number_text("tracking_no", "快递单号", "Tracking No."),
        day("reply_by", "要求回复日", "Reply by"),
        day("received_on", "签收日期", "Received on"),
        day("answered_on", "回函日期", "Answered on"),
        party("signer", "签署人", "Signed by"),
        text("capacity", "职务", "Capacity"),
        one_of("seal", "印章类型", "Seal", SEALS),
        money("agreed_balance", "对方确认余额", "Balance the customer confirms"),
        file("scan", "回函扫描件", "Scan of the answer"),
        remark(),
    ),
    dated="generated_on",
    label=("number", "state"),
    ordered=(("period_from", "period_to"), ("sent_on", "received_on")),
    conditions=(
        Condition("channel", "sent_on"),
        Condition("sent_on", "state", ("sent", "received")),
        Condition("received_on", "state", ("received",)),
        Condition("answered_on", "state", ANSWERED),
        Condition("signer", "state", ("agreed",)),
        Condition("seal", "state", ("agreed",)),
        Condition("agreed_balance", "state", ("agreed",)),
    ),
    open_states=("state", ("generated", "sent", "received", "differs")),
)

DIFFERENCE_KINDS = (
    ("in_transit", "在途", "In transit"),
    ("omitted", "漏记", "Not recorded"),
    ("duplicate", "重复", "Recorded twice"),
    ("price", "价格", "Price"),
    ("return", "退货", "Return"),
    ("discount", "折扣", "Discount"),
    ("fee", "手续费", "Bank fee"),
    ("fx", "汇率", "Exchange rate"),
    ("opening", "期初", "Opening balance"),
    ("other", "其他", "Other"),
)

DIFFERENCES = Register(
    name="differences",
    group=Group.WORK,
    subject=Subject.CUSTOMER,
    title=say("Differences with customers"),
    question=say("Where do the customer's books differ from ours, who clears it up by when, and how is it booked?"),
    fields=(
        number_text("statement_no", "对账单编号", "Statement No."),
        one_of("kind", "差异类型", "Kind", DIFFERENCE_KINDS, required=True),
        one_of("books", "应调整方", "To be booked by", (("ours", "我方", "Us"), ("theirs", "对方", "The customer")), required=True),
        number_text("our_no", "我方单据号", "Our document"),
        number_text("their_no", "对方单据号", "Their document"),
        money("our_amount", "我方金额", "Our amount", required=True),
        money("their_amount", "对方金额", "Their amount", required=True),
        money("difference", "差异金额", "Difference", required=True),
        currency(),
        day("found_on", "发现日期", "Found on", required=True),
        party("owner", "责任人", "Owner", required=True),
        day("due_on", "处理期限", "Due on", required=True),
        one_of(
            "state",
            "状态",
            "State",
            (("open", "待处理", "Open"), ("adjusted", "已调整", "Adjusted"), ("cleared", "已自行消除", "Cleared by itself")),
            required=True,
            default="open",
        ),
        text("adjustment", "调整措施", "Adjustment", lines=2),
        day("closed_on", "完成日期", "Closed on"),
        file(),
        remark(),
    ),
    dated="found_on",
    label=("kind", "our_no", "their_no"),
    ordered=(("found_on", "due_on"), ("found_on", "closed_on")),
    conditions=(Condition("closed_on", "state", ("adjusted", "cleared")), Condition("adjustment", "state", ("adjusted",))),
    open_states=("state", ("open",)),
)

REGISTERS = (STATEMENTS, DIFFERENCES)
