"""Registers of the law: what restarted a limitation period, the evidence of a claim, advice taken, and court cases (§3.4, §4.12)."""

from __future__ import annotations

from arcore.limitation import STRONG
from arcore.messages import say
from arcore.registers.declare import currency, day, file, flag, money, number_text, one_of, party, remark, text, whole
from arcore.registers.model import Condition, Group, Prerequisite, Register, Subject

DOCUMENT_NUMBERS = say("Document numbers, separated by commas; blank: every debt of the customer")

INTERRUPTION_KINDS = (
    ("demand", "书面催款函已送达", STRONG["demand"].template),
    ("acknowledgement", "债务人书面认可欠款", STRONG["acknowledgement"].template),
    ("statement", "对账单经客户签章", STRONG["statement"].template),
    ("instalment_request", "客户申请分期或延期", STRONG["instalment_request"].template),
    ("plan", "达成还款计划", STRONG["plan"].template),
    ("security", "提供担保", STRONG["security"].template),
    ("assignment", "债权转让通知已送达", STRONG["assignment"].template),
    ("mediation", "申请调解", STRONG["mediation"].template),
    ("police_report", "报案", STRONG["police_report"].template),
    ("payment_order", "申请支付令", STRONG["payment_order"].template),
    ("preservation", "申请财产保全", STRONG["preservation"].template),
    ("lawsuit", "提起诉讼", STRONG["lawsuit"].template),
    ("arbitration", "申请仲裁", STRONG["arbitration"].template),
    ("bankruptcy_claim", "申报破产债权", STRONG["bankruptcy_claim"].template),
    ("phone", "电话催收（不中断时效）", "Telephone call (restarts nothing)"),
    ("other", "其他（不中断时效）", "Other (restarts nothing)"),
)
"""Part payments are not among them: they are taken from the books."""

INTERRUPTIONS = Register(
    name="interruptions",
    group=Group.LEGAL,
    subject=Subject.CUSTOMER,
    title=say("Events that restart limitation"),
    question=say("What was delivered, signed or filed that restarts the three years, and what proves it?"),
    fields=(
        day("happened_on", "发生日期", "Date", required=True, note=say("The day it arrived or was signed, not the day it was sent")),
        one_of("kind", "事由", "Event", INTERRUPTION_KINDS, required=True),
        text("document_nos", "涉及单据", "Documents", lines=2, note=DOCUMENT_NUMBERS),
        flag("proven", "证据齐备", "Proven", note=say("Only what can be proven restarts the clock")),
        text("proof", "证据说明", "What proves it", lines=2, note=say("EMS number and who signed for it, seal, court's receipt…")),
        day("ended_on", "程序终结日期", "Proceeding ended on", note=say("The three years run from the end of a proceeding")),
        file(),
        remark(),
    ),
    dated="happened_on",
    label=("happened_on", "kind"),
    ordered=(("happened_on", "ended_on"),),
    conditions=(Condition("proof", "proven", (True,)),),
)

PROOF_GROUPS = (
    ("parties", "主体资格（营业执照、工商信息）", "Parties (licences, company register)"),
    ("contract", "合同、订单、报价确认", "Contract, order, confirmed offer"),
    ("delivery", "交付（送货单、签收单、物流、验收单）", "Delivery (delivery note, receipt, carrier, acceptance)"),
    ("invoice", "发票及交付记录", "Invoices and their handover"),
    ("statement", "对账单、询证回函", "Statements and confirmations"),
    ("payment", "付款记录、银行回单", "Payments and bank slips"),
    ("collection", "催收记录与送达凭证", "Demands and proof of delivery"),
    ("promise", "欠条、还款计划、付款承诺", "Notes of debt, plans, promises"),
    ("interest", "违约金、利息计算表", "Calculation of late interest"),
    ("security", "担保、保险", "Security and insurance"),
    ("assets", "财产线索", "Traces of assets"),
    ("costs", "费用票据（律师费、保全费）", "Receipts of costs (lawyer, preservation)"),
)
"""The twelve groups of evidence of a claim for money (documents §3.4)."""

PROOFS = Register(
    name="proofs",
    group=Group.LEGAL,
    subject=Subject.CUSTOMER,
    title=say("Evidence of claims"),
    question=say("Which papers prove the claim, originals or copies, and where are they?"),
    fields=(
        one_of("proof_group", "证据类别", "Group", PROOF_GROUPS, required=True),
        text("title", "证据名称", "Evidence", required=True),
        text("origin", "来源", "Origin", required=True),
        day("dated_on", "形成日期", "Dated", required=True),
        text("document_nos", "涉及单据", "Documents", lines=2, note=DOCUMENT_NUMBERS),
        one_of("original", "原件/复印件", "Original or copy", (("original", "原件", "Original"), ("copy", "复印件", "Copy"),
               ("electronic", "电子数据", "Electronic"))),
        whole("pages", "页数", "Pages", (1, 10_000)),
        party("signed_by", "签收/签署人", "Signed by"),
        flag("authorised", "签收人有授权", "Signer authorized", note=say("Whether the signer's authority is on record")),
        text("purpose", "证明目的", "What it proves", lines=2),
        file(),
    ),
    dated="dated_on",
    label=("proof_group", "title"),
)  # fmt: skip

CONSULTATIONS = Register(
    name="consultations",
    group=Group.LEGAL,
    subject=Subject.CUSTOMER,
    title=say("Legal advice"),
    question=say("Who advised us on the claim before we went to court, and what was the advice?"),
    fields=(
        day("advised_on", "咨询日期", "Date", required=True),
        party("advisor", "咨询对象", "Advised by", required=True),
        one_of("qualified", "身份", "Capacity", (("lawyer", "律师", "Lawyer"), ("counsel", "公司法务", "In-house counsel")), required=True),
        one_of(
            "advice",
            "建议",
            "Advice",
            (("sue", "起诉", "Sue"), ("arbitrate", "仲裁", "Arbitrate"), ("negotiate", "继续协商", "Negotiate"), ("drop", "放弃", "Drop")),
            required=True,
        ),
        text("opinion", "意见要点", "In short", required=True, lines=3),
        text("jurisdiction", "管辖法院/仲裁机构", "Court or arbitration body", note=say("An arbitration clause keeps the courts out")),
        whole("win_percent", "胜诉可能（%）", "Chance to win (%)", (0, 100)),
        file(),
    ),
    dated="advised_on",
    label=("advised_on", "advisor", "advice"),
)

STAGES = (
    ("lawyer_letter", "律师函", "Lawyer's letter"),
    ("preservation", "财产保全", "Preservation of assets"),
    ("payment_order", "支付令", "Payment order"),
    ("arbitration", "仲裁", "Arbitration"),
    ("lawsuit", "一审", "First instance"),
    ("appeal", "二审", "Appeal"),
    ("judgment", "裁判生效", "Judgment in force"),
    ("enforcement", "强制执行", "Enforcement"),
    ("closed", "已结案", "Closed"),
)
"""From the lawyer's letter to the end, in order."""

ADVISED_STAGES = ("preservation", "payment_order", "arbitration", "lawsuit", "appeal", "judgment", "enforcement")
"""Nobody goes there without legal advice on record (capability 86)."""

CASES = Register(
    name="cases",
    group=Group.LEGAL,
    subject=Subject.CUSTOMER,
    title=say("Court cases"),
    question=say("How far is each case, what has it cost, what has it brought, and what must be done by when?"),
    fields=(
        text("title", "案由", "Case", required=True),
        number_text("case_no", "案号", "Case No."),
        one_of("stage", "阶段", "Stage", STAGES, required=True, default="lawyer_letter"),
        day("stage_on", "进入本阶段日期", "In this stage since", required=True),
        day("opened_on", "立案/委托日期", "Opened on", required=True),
        text("court", "法院/仲裁机构", "Court or arbitration body"),
        party("lawyer", "承办律师", "Lawyer"),
        party("owner", "责任人", "Owner", required=True),
        money("claim", "标的额", "Claim", required=True),
        money("court_fee", "诉讼/仲裁费", "Court or arbitration fee"),
        money("lawyer_fee", "律师费", "Lawyer's fee"),
        money("other_costs", "保全及其他费用", "Preservation and other costs"),
        money("recovered", "已收回", "Recovered"),
        currency(),
        text("document_nos", "涉及单据", "Documents", lines=2, note=DOCUMENT_NUMBERS),
        text("next_step", "下一步", "Next step"),
        day("next_on", "下一期限", "Next date"),
        day("effective_on", "履行期届满日", "Judgment to be obeyed by", note=say("Enforcement can be asked for within two years of it")),
        day("enforcement_on", "申请执行日期", "Enforcement asked for on"),
        text("outcome", "结果", "Outcome", lines=2),
        file(),
    ),
    dated="opened_on",
    label=("title", "stage"),
    ordered=(("opened_on", "stage_on"), ("effective_on", "enforcement_on")),
    conditions=(
        Condition("outcome", "stage", ("judgment", "enforcement", "closed")),
        Condition("effective_on", "stage", ("judgment", "enforcement")),
        Condition("enforcement_on", "stage", ("enforcement",)),
    ),
    open_states=("stage", tuple(stage for stage, _, _ in STAGES if stage != "closed")),
    prerequisites=(
        Prerequisite(
            "stage",
            ADVISED_STAGES,
            "consultations",
            say("From preservation on, legal advice on the customer must be on record: enter it under “Legal advice” first."),
        ),
    ),
)

REGISTERS = (INTERRUPTIONS, PROOFS, CONSULTATIONS, CASES)
