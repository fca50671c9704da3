"""Registers of what was agreed: contracts and their clauses, who has read our policy, the library of rules."""

from __future__ import annotations

from arcore.messages import say
from arcore.registers.declare import currency, day, file, flag, money, number_text, one_of, party, rate, remark, terms, text, whole
from arcore.registers.model import Group, Register, Subject

CONTRACTS = Register(
    name="contracts",
    group=Group.CONTRACTS,
    subject=Subject.CUSTOMER,
    title=say("Contracts and clauses"),
    question=say("What have we agreed with whom, in writing, signed by both sides?"),
    fields=(
        number_text("contract_no", "合同号", "Contract No.", required=True),
        text("title", "合同名称", "Subject"),
        one_of(
            "contract_kind",
            "合同类型",
            "Kind",
            (
                ("framework", "框架合同", "Framework contract"),
                ("order", "单笔合同", "Single order"),
                ("supplement", "补充协议", "Supplement"),
                ("other", "其他", "Other"),
            ),
            default="framework",
        ),
        day("signed_on", "签订日期", "Signed on"),
        day("valid_from", "生效日期", "Valid from", required=True),
        day("valid_to", "到期日期", "Valid to", note=say("Last day on which it is valid; blank: no end agreed")),
        terms("term_text", "合同账期", "Payment terms"),
        money("amount", "合同金额", "Contract amount"),
        currency(),
        flag("signed_by_us", "我方已签章", "Signed by us"),
        flag("signed_by_them", "对方已签章", "Signed by the customer"),
        flag("clause_due", "付款期限条款", "Clause: when payment is due"),
        flag("clause_late_fee", "违约金/逾期利息条款", "Clause: late fee or interest"),
        rate("late_fee_rate", "违约金日利率（‰）", "Late fee per day (‰)", (0, 100)),
        flag("clause_title", "所有权保留条款", "Clause: retention of title"),
        flag("clause_acceptance", "验收与异议期条款", "Clause: acceptance and objections"),
        flag("clause_jurisdiction", "争议管辖条款", "Clause: jurisdiction or arbitration"),
        flag("clause_service", "送达地址确认条款", "Clause: address for service"),
        flag("clause_liability", "责任限额条款", "Clause: limit of liability"),
        money("liability_cap", "责任限额", "Liability limited to"),
        whole("objection_days", "异议期（天）", "Days to object", (0, 365)),
        party("signer", "对方签署人", "Signed by (person)"),
        file("scan", "合同扫描件", "Scan"),
        remark(),
    ),
    dated="valid_from",
    expires="valid_to",
    label=("contract_no", "title"),
    ordered=(("valid_from", "valid_to"),),
)

ACKNOWLEDGEMENTS = Register(
    name="acknowledgements",
    group=Group.CONTRACTS,
    subject=Subject.CUSTOMER,
    customer_optional=True,
    title=say("Policy acknowledgements"),
    question=say("Which customers, and who of our own staff, know our credit policy, in which version?"),
    fields=(
        day("acknowledged_on", "确认日期", "Acknowledged on", required=True),
        party("person", "确认人", "By whom", required=True),
        text("capacity", "职务", "Capacity"),
        whole("policy_version", "政策版本", "Policy version", (0, 100_000), required=True),
        one_of(
            "channel",
            "确认方式",
            "How",
            (
                ("signed", "书面签字", "Signed on paper"),
                ("sealed", "盖章", "Sealed"),
                ("electronic", "电子签", "Signed electronically"),
                ("email", "邮件", "E-mail"),
                ("other", "其他", "Other"),
            ),
            default="signed",
        ),
        file(),
        remark(),
    ),
    dated="acknowledged_on",
    label=("person", "policy_version"),
)

PAPERS = Register(
    name="papers",
    group=Group.CONTRACTS,
    subject=Subject.CUSTOMER,
    customer_optional=True,
    title=say("Issued papers"),
    question=say("Which policy, leaflet or form did we hand out, to whom, and under which version of the rules?"),
    fields=(
        one_of(
            "paper",
            "文件",
            "Paper",
            (
                ("policy", "信用政策", "Credit policy"),
                ("leaflet", "客户须知", "Leaflet for customers"),
                ("credit_file", "信用档案", "Credit file"),
                ("approval_form", "信用额度审批表", "Limit approval form"),
                ("other", "其他", "Other"),
            ),
            required=True,
        ),
        day("issued_on", "发放日期", "Issued on", required=True),
        whole("policy_version", "政策版本", "Policy version", (0, 100_000), required=True),
        party("issued_to", "接收人", "Handed to"),
        party("issued_by", "发放人", "Issued by", required=True),
        file(),
        remark(),
    ),
    dated="issued_on",
    label=("paper", "policy_version", "issued_to"),
)

RULES = Register(
    name="rules",
    group=Group.CONTRACTS,
    subject=Subject.COMPANY,
    title=say("Library of rules"),
    question=say("Which internal rules apply, since when, and who answers for them?"),
    fields=(
        text("rule", "制度名称", "Rule", required=True),
        number_text("rule_no", "文号", "Number"),
        text("version", "版本", "Version", required=True),
        party("owner", "责任人", "Owner", required=True),
        day("effective_from", "生效日期", "Effective from", required=True),
        day("effective_to", "废止日期", "Repealed after"),
        text("scope", "适用范围", "Applies to", lines=2),
        file(),
        remark(),
    ),
    dated="effective_from",
    expires="effective_to",
    label=("rule", "version"),
    ordered=(("effective_from", "effective_to"),),
)

REGISTERS = (CONTRACTS, ACKNOWLEDGEMENTS, PAPERS, RULES)
