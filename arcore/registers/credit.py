"""Registers of credit: evidence from outside, insurance and guarantees, collateral, reviews, applications for limits."""

from __future__ import annotations

from arcore.messages import say
from arcore.registers.declare import GRADES, currency, day, file, flag, money, number_text, one_of, party, rate, remark, terms, text, whole
from arcore.registers.model import Condition, Group, Register, Subject

OPINIONS = (("agree", "同意", "Agreed"), ("conditions", "有条件同意", "Agreed with conditions"), ("refuse", "不同意", "Refused"))

EVIDENCE = Register(
    name="evidence",
    group=Group.CREDIT,
    subject=Subject.CUSTOMER,
    title=say("External evidence"),
    question=say("What do third parties say about the customer, and is it still current?"),
    fields=(
        one_of(
            "evidence_type",
            "资料类型",
            "Type",
            (
                ("credit_report", "第三方信用报告", "Credit report"),
                ("bank_letter", "银行资信证明", "Bank reference"),
                ("statements", "财务报表", "Financial statements"),
                ("audit", "审计报告", "Audit report"),
                ("registry", "工商信息", "Company register"),
                ("licence", "营业执照", "Business licence"),
                ("tax", "纳税信用等级", "Tax rating"),
                ("trade", "同业证明", "Trade reference"),
                ("other", "其他", "Other"),
            ),
            required=True,
        ),
        party("issuer", "出具单位", "Issuer", required=True),
        number_text("evidence_no", "编号", "Number"),
        day("issued_on", "出具日期", "Issued on", required=True),
        day("expires_on", "有效期至", "Valid until"),
        whole("score", "评分（0–100）", "Score (0–100)", (0, 100)),
        text("rating", "评级", "Rating"),
        text("finding", "要点", "What it says", lines=3),
        file(),
        remark(),
    ),
    dated="issued_on",
    expires="expires_on",
    label=("evidence_type", "issuer"),
    ordered=(("issued_on", "expires_on"),),
)

GUARANTEES = Register(
    name="guarantees",
    group=Group.CREDIT,
    subject=Subject.CUSTOMER,
    title=say("Credit insurance and guarantees"),
    question=say("Who answers for this customer's debt, for how much, and until when must we claim?"),
    fields=(
        one_of(
            "guarantee_kind",
            "类型",
            "Kind",
            (
                ("insurance", "信用保险", "Credit insurance"),
                ("guarantee", "保证担保", "Guarantee"),
                ("bank_guarantee", "银行保函", "Bank guarantee"),
                ("letter_of_credit", "信用证", "Letter of credit"),
            ),
            required=True,
        ),
        party("guarantor", "保险人/保证人", "Insurer or guarantor", required=True),
        number_text("policy_no", "保单/合同号", "Policy or contract No."),
        one_of(
            "liability",
            "保证方式",
            "Liability",
            (("general", "一般保证", "General guarantee"), ("joint", "连带责任保证", "Joint and several")),
            note=say("Where the contract does not say, it is a general guarantee (Civil Code, article 686)"),
        ),
        rate("cover_percent", "赔付/担保比例（%）", "Cover (%)", (0, 100)),
        money("cap", "最高限额", "Cap"),
        currency(),
        day("valid_from", "生效日期", "Valid from", required=True),
        day("valid_to", "到期日期", "Valid to"),
        day(
            "guarantee_until",
            "保证期间届满日",
            "Guarantee period ends",
            note=say(
                "Last day to claim from the guarantor; without an agreement six months after the debt is due (Civil Code, article 692)"
            ),
        ),
        file(),
        remark(),
    ),
    dated="valid_from",
    expires="valid_to",
    label=("guarantee_kind", "guarantor"),
    ordered=(("valid_from", "valid_to"), ("valid_from", "guarantee_until")),
    conditions=(Condition("liability", "guarantee_kind", ("guarantee",)),),
)

COLLATERAL = Register(
    name="collateral",
    group=Group.CREDIT,
    subject=Subject.CUSTOMER,
    title=say("Collateral and deposits"),
    question=say("What do we hold from this customer, and what is it worth?"),
    fields=(
        one_of(
            "collateral_kind",
            "类型",
            "Kind",
            (
                ("deposit", "保证金/押金", "Deposit"),
                ("mortgage", "抵押", "Mortgage"),
                ("pledge", "质押", "Pledge"),
                ("retention", "所有权保留", "Retention of title"),
                ("other", "其他", "Other"),
            ),
            required=True,
        ),
        text("object", "标的物", "What it is", required=True),
        party("provided_by", "提供人", "Provided by"),
        money("value", "评估/存入金额", "Value or amount held", required=True),
        currency(),
        flag("registered", "已登记", "Registered"),
        number_text("registration_no", "登记编号", "Registration No."),
        day("valid_from", "设立日期", "Held since", required=True),
        day("valid_to", "到期/退还日期", "Ends or returned on"),
        file(),
        remark(),
    ),
    dated="valid_from",
    expires="valid_to",
    label=("collateral_kind", "object"),
    ordered=(("valid_from", "valid_to"),),
    conditions=(Condition("registration_no", "registered", (True,)),),
)

REVIEWS = Register(
    name="reviews",
    group=Group.CREDIT,
    subject=Subject.CUSTOMER,
    title=say("Credit reviews"),
    question=say("When was the customer last assessed, with which result, and when is the next review due?"),
    fields=(
        day("reviewed_on", "评审日期", "Reviewed on", required=True),
        whole("score", "评分（0–100）", "Score (0–100)", (0, 100)),
        one_of("grade", "信用等级", "Grade", GRADES, required=True),
        money("decided_limit", "核定额度", "Decided limit"),
        currency(),
        terms("decided_terms", "核定账期", "Decided terms"),
        party("decided_by", "评审人", "Decided by", required=True),
        day("next_review", "下次评审日期", "Next review"),
        text("reason", "评审意见", "Why", lines=3),
        file(),
    ),
    dated="reviewed_on",
    expires="next_review",
    label=("grade", "decided_by"),
    ordered=(("reviewed_on", "next_review"),),
)

APPLICATIONS = Register(
    name="applications",
    group=Group.CREDIT,
    subject=Subject.CUSTOMER,
    title=say("Limit applications"),
    question=say("Who asked for which limit and terms, who agreed, and until when does it hold?"),
    fields=(
        day("requested_on", "申请日期", "Requested on", required=True),
        party("requested_by", "申请人", "Requested by", required=True),
        money("requested_limit", "申请额度", "Requested limit"),
        terms("requested_terms", "申请账期", "Requested terms"),
        money("temporary_limit", "临时额度", "Temporary limit"),
        day("temporary_from", "临时额度起", "Temporary from"),
        day("temporary_to", "临时额度止", "Temporary to"),
        currency(),
        text("reason", "申请理由", "Reason", required=True, lines=3),
        one_of("sales_opinion", "销售意见", "Sales", OPINIONS),
        party("sales_by", "销售签字", "Signed for sales"),
        one_of("finance_opinion", "财务意见", "Finance", OPINIONS),
        party("finance_by", "财务签字", "Signed for finance"),
        one_of("legal_opinion", "法务意见", "Legal", OPINIONS),
        party("legal_by", "法务签字", "Signed for legal"),
        one_of("manager_opinion", "总经理意见", "General manager", OPINIONS),
        party("manager_by", "总经理签字", "Signed by the general manager"),
        one_of(
            "decision",
            "结论",
            "Decision",
            (("pending", "审批中", "Pending"), ("approved", "批准", "Approved"), ("refused", "驳回", "Refused")),
            default="pending",
            required=True,
        ),
        day("decided_on", "批准日期", "Decided on"),
        money("approved_limit", "批准额度", "Approved limit"),
        terms("approved_terms", "批准账期", "Approved terms"),
        day("valid_to", "有效期至", "Valid until"),
        text("conditions", "特批说明", "Conditions and who answers for them", lines=2),
        file(),
    ),
    dated="requested_on",
    expires="valid_to",
    label=("requested_by", "decision"),
    ordered=(("requested_on", "decided_on"), ("temporary_from", "temporary_to"), ("requested_on", "valid_to")),
    conditions=(
        Condition("temporary_to", "temporary_limit"),
        Condition("decided_on", "decision", ("approved", "refused")),
        Condition("sales_by", "sales_opinion"),
        Condition("finance_by", "finance_opinion"),
        Condition("legal_by", "legal_opinion"),
        Condition("manager_by", "manager_opinion"),
    ),
    open_states=("decision", ("pending",)),
)

REGISTERS = (EVIDENCE, GUARANTEES, COLLATERAL, REVIEWS, APPLICATIONS)
