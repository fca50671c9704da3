"""Registers of what customers and colleagues tell us: feedback and issues, suggestions from inside (capabilities 126–128, 134)."""

from __future__ import annotations

from arcore.messages import say
from arcore.registers.declare import DEPARTMENTS, day, file, number_text, one_of, party, text, whole
from arcore.registers.model import Condition, Group, Register, Subject

STATES = (("open", "待处理", "Open"), ("doing", "处理中", "In progress"), ("closed", "已关闭", "Closed"))
CATEGORIES = (
    ("billing", "开票与账单", "Invoices and billing"),
    ("reconciliation", "对账差异", "Balances differ"),
    ("quality", "产品质量", "Quality"),
    ("delivery", "交货与物流", "Delivery"),
    ("terms", "账期与额度", "Terms and limits"),
    ("service", "服务态度", "Service"),
    ("payment", "付款流程", "Payment procedure"),
    ("praise", "表扬", "Praise"),
    ("other", "其他", "Other"),
)

FEEDBACK = Register(
    name="feedback",
    group=Group.WORK,
    subject=Subject.CUSTOMER,
    title=say("Customer feedback"),
    question=say("What did customers tell us, who answers by when, and was it settled?"),
    fields=(
        day("received_on", "反馈日期", "Received on", required=True),
        one_of(
            "channel",
            "渠道",
            "Channel",
            (
                ("survey", "问卷调查", "Survey"),
                ("interview", "客户访谈", "Interview"),
                ("phone", "电话", "Telephone"),
                ("email", "邮件", "E-mail"),
                ("link", "查询链接", "Balance link"),
                ("visit", "拜访", "Visit"),
                ("other", "其他", "Other"),
            ),
            required=True,
        ),
        one_of("category", "类别", "Category", CATEGORIES, required=True),
        whole("rating", "满意度（1–5）", "Satisfaction (1–5)", (1, 5)),
        party("person", "反馈人", "From whom"),
        text("what", "反馈内容", "What was said", required=True, lines=3),
        party("owner", "责任人", "Owner", required=True),
        day("due_on", "处理期限", "To be settled by", required=True),
        day("answered_on", "首次回应日期", "First answer on"),
        one_of("state", "状态", "State", STATES, required=True, default="open"),
        text("action", "处理结果", "What was done", lines=3),
        text("improvement", "改进措施", "What we improve", lines=2),
        day("closed_on", "关闭日期", "Closed on"),
        file(),
    ),
    dated="received_on",
    label=("category", "what"),
    ordered=(("received_on", "due_on"), ("received_on", "answered_on"), ("received_on", "closed_on")),
    conditions=(Condition("action", "state", ("closed",)), Condition("closed_on", "state", ("closed",))),
    open_states=("state", ("open", "doing")),
)

SUGGESTIONS = Register(
    name="suggestions",
    group=Group.WORK,
    subject=Subject.COMPANY,
    title=say("Suggestions from inside"),
    question=say("What do colleagues propose to improve, and what came of it?"),
    fields=(
        day("made_on", "提出日期", "Made on", required=True),
        party("person", "提出人", "Made by", required=True),
        one_of("department", "部门", "Department", DEPARTMENTS, required=True, default="finance"),
        text("what", "建议内容", "Suggestion", required=True, lines=3),
        text("benefit", "预期效果", "What it would bring", lines=2),
        party("owner", "责任人", "Owner"),
        one_of(
            "state",
            "状态",
            "State",
            (*STATES[:2], ("done", "已采纳实施", "Done"), ("refused", "未采纳", "Not taken up")),
            required=True,
            default="open",
        ),
        text("outcome", "处理结果", "What came of it", lines=2),
        day("closed_on", "办结日期", "Closed on"),
        file(),
    ),
    dated="made_on",
    label=("person", "what"),
    ordered=(("made_on", "closed_on"),),
    conditions=(Condition("outcome", "state", ("done", "refused")), Condition("closed_on", "state", ("done", "refused"))),
    open_states=("state", ("open", "doing")),
)

LINKS = Register(
    name="links",
    group=Group.WORK,
    subject=Subject.CUSTOMER,
    title=say("Balance links"),
    question=say("Which customers may look at their own balance through a link, and until when?"),
    fields=(
        number_text("link_no", "链接编号", "Link No.", required=True),
        day("issued_on", "发放日期", "Issued on", required=True),
        day("valid_until", "有效期至", "Valid until", required=True),
        party("given_to", "发给", "Given to"),
        day("revoked_on", "撤销日期", "Revoked on", note=say("Once filled in, the link opens nothing any more")),
    ),
    dated="issued_on",
    expires="valid_until",
    label=("link_no", "given_to"),
    ordered=(("issued_on", "valid_until"),),
)

REPLIES = Register(
    name="replies",
    group=Group.WORK,
    subject=Subject.CUSTOMER,
    title=say("Answers by link"),
    question=say("What did customers answer through their link, and who accepted it?"),
    fields=(
        day("came_on", "收到日期", "Received on", required=True),
        number_text("link_no", "链接编号", "Link No.", required=True),
        one_of(
            "act",
            "内容",
            "What",
            (
                ("confirm", "确认余额", "Balance confirmed"),
                ("dispute", "单据有异议", "Document disputed"),
                ("feedback", "反馈", "Feedback"),
            ),
            required=True,
        ),
        party("person", "填写人", "By whom", required=True),
        number_text("document_no", "单据号", "Document"),
        text("balance", "确认的余额", "Balance confirmed"),
        text("words", "说明", "Explanation", lines=3),
        one_of(
            "state",
            "状态",
            "State",
            (("waiting", "待受理", "Waiting"), ("accepted", "已受理", "Accepted"), ("refused", "不予受理", "Refused")),
            required=True,
            default="waiting",
        ),
        party("decided_by", "受理人", "Decided by"),
        day("decided_on", "受理日期", "Decided on"),
    ),
    dated="came_on",
    label=("act", "person"),
    conditions=(Condition("decided_by", "state", ("accepted", "refused")), Condition("decided_on", "state", ("accepted", "refused"))),
    open_states=("state", ("waiting",)),
)

OUTBOX = Register(
    name="outbox",
    group=Group.WORK,
    subject=Subject.CUSTOMER,
    customer_optional=True,
    title=say("Messages"),
    question=say("Which messages were written, to whom, and were they sent?"),
    fields=(
        day("written_on", "生成日期", "Written on", required=True),
        one_of(
            "kind",
            "类型",
            "Kind",
            (
                ("pre_due", "到期提醒", "Reminder before the due date"),
                ("statement", "对账单", "Statement of account"),
                ("dunning", "催款", "Letter requesting payment"),
            ),
            required=True,
        ),
        text("recipient", "收件人", "To", note=say("Blank: no address is on record")),
        text("subject", "主题", "Subject", required=True),
        text("body", "正文", "Text", required=True, lines=6),
        number_text("about", "关联编号", "About", note=say("The number of the statement or letter that goes with it")),
        file("attachment", "附件", "Attachment"),
        one_of(
            "state",
            "状态",
            "State",
            (
                ("waiting", "待发送", "Waiting"),
                ("no_address", "缺少地址", "No address"),
                ("sending", "发送中", "Being sent"),
                ("draft", "已存草稿", "Draft"),
                ("sent", "已发送", "Sent"),
                ("failed", "发送失败", "Failed"),
                ("delivered", "已送达", "Delivered"),
            ),
            required=True,
            default="waiting",
        ),
        text("channel", "发送渠道", "Channel"),
        whole("attempts", "尝试次数", "Attempts", (0, 1000)),
        day("tried_on", "最近尝试", "Last tried on"),
        text("result", "发送结果", "Result"),
        day("delivered_on", "送达日期", "Delivered on"),
    ),
    dated="written_on",
    label=("kind", "subject"),
    conditions=(Condition("delivered_on", "state", ("delivered",)),),
    open_states=("state", ("waiting", "no_address", "sending", "failed", "draft")),
)

REGISTERS = (FEEDBACK, SUGGESTIONS, LINKS, REPLIES, OUTBOX)
