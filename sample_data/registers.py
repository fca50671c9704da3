"""What the invented company's people have written into its registers: contracts, evidence, guarantees, events, tasks and more.

Rows follow from the story and the customer's number, so that the same story gives the same rows. Amounts are in the
currency's unit. Choices and yes or no are written as a Chinese clerk writes them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal

from sample_data import audit, bills, collecting, goals, meetings, sales, story, training
from sample_data.bank_month import account
from sample_data.business import Business, add_months, month_end, party
from sample_data.story import Customer

Row = dict[str, object]
DAY = dt.timedelta(days=1)
NO_CONTRACT = ("C0008", "C0016", "C0024", "C0028")
"""They buy on trust; two of them are late."""

UNSIGNED = ("C0004", "C0013")
"""Our copy is signed, theirs never came back."""

NOT_RENEWED = ("C0011", "C0021")
"""Their framework contract ended with 2025."""

NAMED = 28
"""So many customers have a story of their own; of the others every second one has papers."""


def contracts(told: Business) -> Iterable[Row]:
    """A framework contract of most customers, and the supplement of one."""
    for customer in _with_papers(told):
        if customer.id in NO_CONTRACT:
            continue
        seed = _seed(customer)
        start = dt.date(2026 if seed % 2 else 2025, 1, 1)
        last = dt.date(2025, 12, 31) if customer.id in NOT_RENEWED else month_end(add_months(start, 23))
        start = dt.date(2024, 1, 1) if customer.id in NOT_RENEWED else start
        late_fee = customer.id == "C0001" or seed % 3 != 0
        both = customer.id not in UNSIGNED
        yield {
            **party(customer),
            "contract_no": f"HT{start.year}-{int(customer.id[1:]):03d}",
            "title": "年度购销框架合同",
            "contract_kind": "框架合同",
            "signed_on": start - (5 + seed % 20) * DAY if both else None,
            "valid_from": start,
            "valid_to": last,
            "term_text": customer.term,
            "signed_by_us": "是",
            "signed_by_them": "是" if both else "否",
            "clause_due": "是",
            "clause_late_fee": "是" if late_fee else "否",
            "late_fee_rate": ("0.5" if seed % 2 else "0.3") if late_fee else None,
            "clause_title": "是" if seed % 4 == 0 else "否",
            "clause_acceptance": "是",
            "clause_jurisdiction": "是" if seed % 5 else "否",
            "clause_service": "是" if seed % 3 else "否",
            "objection_days": 7 + seed % 3 * 4,
            "signer": customer.representative,
            "currency": customer.currency,
        }
    yield {
        **party(told.customer("C0027")),
        "contract_no": "HT2026-027-B1",
        "title": "质保金补充协议",
        "contract_kind": "补充协议",
        "signed_on": dt.date(2026, 3, 12),
        "valid_from": dt.date(2026, 3, 15),
        "valid_to": dt.date(2027, 12, 31),
        "signed_by_us": "是",
        "signed_by_them": "是",
        "clause_acceptance": "是",
        "objection_days": 15,
        "currency": "CNY",
        "remark": "留 5% 质保金，验收满 12 个月后付清",
    }


def acknowledgements(told: Business) -> Iterable[Row]:
    """Who among the customers has signed the leaflet; some only heard of the version before."""
    for place, customer in enumerate(_named(told)):
        if place % 4 == 3:
            continue
        yield {
            **party(customer),
            "acknowledged_on": dt.date(2026, 1, 12) + place * DAY,
            "person": customer.representative or f"{_surname(customer)}经理",
            "capacity": "法定代表人" if customer.representative else "采购负责人",
            "policy_version": 1,
            "channel": ("书面签字", "盖章", "邮件")[place % 3],
        }


def evidence(told: Business) -> Iterable[Row]:
    """Reports and certificates; every fifth is out of date."""
    kinds = (
        ("第三方信用报告", "示例征信有限公司"),
        ("财务报表", "客户提供"),
        ("工商信息", "企业信用信息公示系统"),
        ("纳税信用等级", "税务局"),
    )
    for place, customer in enumerate(_named(told)):
        kind, issuer = kinds[place % len(kinds)]
        expired = place % 5 == 4
        issued = dt.date(2024, 11, 10) if expired else dt.date(2025, 10, 8) + place * DAY
        yield {
            **party(customer),
            "evidence_type": kind,
            "issuer": issuer,
            "evidence_no": f"ZL{issued.year}{place + 1:04d}",
            "issued_on": issued,
            "expires_on": add_months(issued, 12),
            "rating": "A" if customer.grade == "A" else "B" if customer.grade == "B" else "C",
            "finding": "未见重大诉讼与被执行记录" if customer.id != "C0008" else "报告期内新增诉讼，建议现款",
        }


def guarantees(told: Business) -> Iterable[Row]:
    """Credit insurance abroad and for the largest debtor, two guarantees, one bank guarantee that ends soon."""
    yield {
        **party(told.customer("C0001")),
        "guarantee_kind": "信用保险",
        "guarantor": "示例财产保险股份有限公司",
        "policy_no": "XB2026-0018",
        "cover_percent": "80",
        "cap": Decimal(3_000_000),
        "currency": "CNY",
        "valid_from": dt.date(2026, 1, 1),
        "valid_to": dt.date(2026, 12, 31),
    }
    yield {
        **party(told.customer("C0023")),
        "guarantee_kind": "信用保险",
        "guarantor": "示例出口信用保险公司",
        "policy_no": "CK2026-0107",
        "cover_percent": "90",
        "cap": Decimal(120_000),
        "currency": "USD",
        "valid_from": dt.date(2025, 9, 1),
        "valid_to": dt.date(2026, 8, 31),
    }
    yield {
        **party(told.customer("C0002")),
        "guarantee_kind": "保证担保",
        "guarantor": "宁波海港控股集团有限公司",
        "policy_no": "BZ2025-003",
        "liability": "连带责任保证",
        "cap": Decimal(1_000_000),
        "currency": "CNY",
        "valid_from": dt.date(2025, 7, 1),
        "valid_to": dt.date(2027, 6, 30),
        "guarantee_until": dt.date(2027, 12, 31),
    }
    yield {
        **party(told.customer("C0007")),
        "guarantee_kind": "保证担保",
        "guarantor": "南湖包装机械实际控制人",
        "policy_no": "BZ2025-009",
        "liability": "一般保证",
        "cap": Decimal(400_000),
        "currency": "CNY",
        "valid_from": dt.date(2025, 6, 1),
        "valid_to": dt.date(2026, 12, 31),
        "guarantee_until": dt.date(2026, 12, 31),
    }
    yield {
        **party(told.customer("C0027")),
        "guarantee_kind": "银行保函",
        "guarantor": "示例银行青岛分行",
        "policy_no": "BH2025-044",
        "cap": Decimal(500_000),
        "currency": "CNY",
        "valid_from": dt.date(2025, 7, 21),
        "valid_to": dt.date(2026, 7, 20),
    }


def collateral(told: Business) -> Iterable[Row]:
    """Deposits held, and machines delivered under retention of title."""
    for id, value, since in (("C0007", 50_000, dt.date(2025, 3, 1)), ("C0019", 30_000, dt.date(2025, 1, 6))):
        yield {
            **party(told.customer(id)),
            "collateral_kind": "保证金/押金",
            "object": "履约保证金",
            "value": Decimal(value),
            "currency": "CNY",
            "registered": "否",
            "valid_from": since,
        }
    yield {
        **party(told.customer("C0008")),
        "collateral_kind": "抵押",
        "object": "矿用破碎机两台",
        "provided_by": "徐州鼎盛矿山机械有限公司",
        "value": Decimal(150_000),
        "currency": "CNY",
        "registered": "是",
        "registration_no": "DY2024-0613",
        "valid_from": dt.date(2024, 6, 13),
    }


def assessments(told: Business) -> Iterable[Row]:
    """What finance and sales know beside the payments, of eight customers."""
    figures = {
        "C0001": (9_800, 6_900, 11_200, 180, 70, 4),
        "C0002": (14_500, 9_300, 13_900, 520, 75, 4),
        "C0003": (3_600, 1_500, 4_800, 410, 85, 4),
        "C0008": (2_100, 2_050, 300, -260, 20, 1),
        "C0012": (22_000, 9_700, 31_500, 2_600, 90, 5),
        "C0026": (5_200, 2_300, 5_900, 380, 80, 4),
    }
    for place, (id, (assets, liabilities, revenue, profit, operations, reputation)) in enumerate(figures.items()):
        yield {
            **party(told.customer(id)),
            "assessed_on": dt.date(2026, 4, 20) + place * DAY,
            "assessed_by": "财务部 孙会计",
            "period": "2025 年度",
            "assets": Decimal(assets * 10_000),
            "liabilities": Decimal(liabilities * 10_000),
            "revenue": Decimal(revenue * 10_000),
            "profit": Decimal(profit * 10_000),
            "currency": "CNY",
            "operations_score": operations,
            "reputation": reputation,
            "finding": "已停产，偿债能力严重不足" if id == "C0008" else "经营正常，报表经审计",
        }


def events(told: Business) -> Iterable[Row]:
    """What happened to customers: enforcement and a stopped plant, a dishonored bill, and lesser news."""
    for id, day, kind, severity, what, source, amount in (
        ("C0008", dt.date(2025, 9, 18), "停产停业", "高", "主厂区停产，职工放假", "业务员走访", None),
        ("C0008", dt.date(2026, 2, 26), "被执行人", "高", "因买卖合同纠纷被列为被执行人", "中国执行信息公开网", 860_000),
        ("C0011", dt.date(2026, 5, 14), "票据拒付", "高", "到期商业承兑汇票被拒付，后以转账补付", "开户行通知", 120_000),
        ("C0016", dt.date(2026, 4, 9), "负面新闻", "低", "当地媒体报道拖欠供应商货款", "新闻网站", None),
        ("C0004", dt.date(2026, 3, 30), "法人/股东变更", "低", "法定代表人变更", "企业信用信息公示系统", None),
        ("C0012", dt.date(2026, 6, 5), "正面信息", "低", "入选省级专精特新企业", "政府网站", None),
    ):
        money = None if amount is None else Decimal(amount)
        yield {
            **party(told.customer(id)),
            "happened_on": day,
            "event_type": kind,
            "severity": severity,
            "what": what,
            "source": source,
            "amount": money,
            "currency": "CNY" if money else None,
        }


def reviews(told: Business) -> Iterable[Row]:
    """The last review of each; good customers yearly, the others half-yearly, so that some are due."""
    for place, customer in enumerate(_named(told)):
        if customer.limit is None:
            continue
        day = dt.date(2025, 6, 16) + place * 14 * DAY
        months = {"A": 12, "B": 6}.get(customer.grade, 3)
        unit = 1_000 if customer.currency != "CNY" else 10_000
        yield {
            **party(customer),
            "reviewed_on": day,
            "grade": customer.grade,
            "decided_limit": Decimal(customer.limit * unit),
            "currency": customer.currency,
            "decided_terms": customer.term,
            "decided_by": "财务经理 周敏",
            "next_review": add_months(day, months),
            "reason": "年度授信评审" if months == 12 else "定期评审",
        }


def applications(told: Business) -> Iterable[Row]:
    """A limit that waits for its decision, and a temporary one that was granted."""
    yield {
        **party(told.customer("C0002")),
        "requested_on": dt.date(2026, 6, 22),
        "requested_by": "李伟",
        "requested_limit": Decimal(2_200_000),
        "requested_terms": "60天",
        "currency": "CNY",
        "reason": "新产线配套订单增加，现额度 150 万元长期不足",
        "sales_opinion": "同意",
        "sales_by": "李伟",
        "finance_opinion": "有条件同意",
        "finance_by": "周敏",
        "decision": "审批中",
    }
    yield {
        **party(told.customer("C0006")),
        "requested_on": dt.date(2026, 4, 24),
        "requested_by": "王芳",
        "temporary_limit": Decimal(1_000_000),
        "temporary_from": dt.date(2026, 5, 1),
        "temporary_to": dt.date(2026, 7, 31),
        "currency": "CNY",
        "reason": "船厂集中交付，三个月内提货加倍",
        "sales_opinion": "同意",
        "sales_by": "王芳",
        "finance_opinion": "同意",
        "finance_by": "周敏",
        "manager_opinion": "同意",
        "manager_by": "何建新",
        "decision": "批准",
        "decided_on": dt.date(2026, 4, 28),
        "approved_limit": Decimal(1_000_000),
        "valid_to": dt.date(2026, 7, 31),
        "conditions": "七月底前降回原额度，由王芳负责",
    }


def tasks(told: Business) -> Iterable[Row]:
    """What is to be done, by whom and by when; one is done. What the meetings decided comes last."""
    for id, title, department, owner, created, due, origin, state, outcome, closed in (
        ("C0001", "与财务负责人面谈付款计划", "销售", "王芳", meetings.MAY, dt.date(2026, 7, 3), "会议决议", "进行中", "", None),
        ("C0002", "补齐超额审批手续", "财务", "周敏", dt.date(2026, 6, 22), dt.date(2026, 6, 29), "预警", "待办", "", None),
        ("C0004", "质量争议定责并出具处理意见", "客服", "郑洁", dt.date(2026, 5, 8), dt.date(2026, 7, 10), "争议", "进行中", "", None),
        ("C0008", "起诉前补齐签收单与对账单", "法务", "韩冰", dt.date(2026, 6, 1), dt.date(2026, 7, 15), "信用评审", "待办", "", None),
        ("C0027", "银行保函到期前办理延期", "财务", "周敏", dt.date(2026, 6, 25), dt.date(2026, 7, 10), "预警", "待办", "", None),
        (
            "C0011",
            "票据拒付后改为现汇结算",
            "销售",
            "赵磊",
            dt.date(2026, 5, 15),
            dt.date(2026, 5, 29),
            "预警",
            "已完成",
            "客户已用转账补付，后续订单不再收商票",
            dt.date(2026, 5, 27),
        ),
        (None, "更新六月底信用评审清单", "财务", "周敏", dt.date(2026, 6, 26), dt.date(2026, 7, 5), "人工", "待办", "", None),
    ):
        subject = party(told.customer(id) if id else None)
        yield {
            **subject,
            "title": title,
            "department": department,
            "owner": owner,
            "created_on": created,
            "due_on": due,
            "origin": origin,
            "origin_ref": "2026-05" if origin == "会议决议" else "",
            "state": state,
            "outcome": outcome,
            "closed_on": closed,
        }
    yield from meetings.decisions(told)


def stages(told: Business) -> Iterable[Row]:
    """How far each named customer is; one passed a gate with a reason."""
    for customer in _named(told):
        stage = "催收" if customer.habit == "stopped" else "应收管理"
        reason = "老客户，合同补签中，先发货" if customer.id in UNSIGNED else ""
        day = dt.date(2025, 6, 2) if customer.habit == "stopped" else dt.date(2025, 1, 10)
        yield {**party(customer), "stage": stage, "entered_on": day, "decided_by": "周敏", "override_reason": reason}


def rules(told: Business) -> Iterable[Row]:
    """The company's own rules."""
    for rule, number, version, owner, since, until, scope in (
        ("应收账款与信用管理制度", "财〔2026〕3 号", "1.0", "周敏", dt.date(2026, 1, 1), None, "全公司"),
        ("客户授信评审细则", "财〔2026〕4 号", "1.0", "周敏", dt.date(2026, 1, 1), None, "财务、销售"),
        ("合同评审与用印管理办法", "法〔2024〕2 号", "2.1", "韩冰", dt.date(2024, 5, 1), None, "销售、法务"),
        ("销售回款考核办法", "销〔2025〕1 号", "1.2", "何建新", dt.date(2025, 1, 1), dt.date(2026, 12, 31), "销售"),
    ):
        yield {
            "rule": rule,
            "rule_no": number,
            "version": version,
            "owner": owner,
            "effective_from": since,
            "effective_to": until,
            "scope": scope,
        }


def specific_provisions(told: Business) -> Iterable[Row]:
    """The stopped customer is assessed by itself."""
    yield {
        **party(told.customer("C0008")),
        "recoverable": Decimal(90_000),
        "currency": "CNY",
        "reason": "已停产并被列为被执行人，仅两台抵押设备可变现",
        "assessed_on": dt.date(2026, 3, 31),
        "assessed_by": "周敏",
    }


def write_offs(told: Business) -> Iterable[Row]:
    """One small and old remainder is proposed; nobody has decided yet."""
    stopped = min((i for i in told.invoices if i.customer.id == "C0008" and i.open > 0), key=lambda i: (i.due, i.number))
    yield {
        "document_no": stopped.number,
        "amount": Decimal(stopped.open) / 100,
        "currency": "CNY",
        "cause": "催收成本高于可收回金额",
        "explanation": "多次催收未果，执行未查到可供执行财产",
        "evidence_contract": "是",
        "evidence_delivery": "是",
        "evidence_statement": "否",
        "evidence_dunning": "是",
        "evidence_legal": "否",
        "evidence_report": "否",
        "proposed_on": dt.date(2026, 6, 24),
        "proposed_by": "王芳",
        "state": "待审批",
    }


TOLD: dict[str, Callable[[Business], Iterable[Row]]] = {
    "contracts": contracts,
    "acknowledgements": acknowledgements,
    "evidence": evidence,
    "guarantees": guarantees,
    "collateral": collateral,
    "assessments": assessments,
    "events": events,
    "reviews": reviews,
    "applications": applications,
    "tasks": tasks,
    "stages": stages,
    "rules": rules,
    "specific_provisions": specific_provisions,
    "write_offs": write_offs,
    "deliveries": sales.deliveries,
    "einvoices": sales.einvoices,
    "contacts": collecting.contacts,
    "promises": collecting.promises,
    "disputes": collecting.disputes,
    "holds": collecting.holds,
    "bills": bills.bills,
    "plans": collecting.plans,
    "feedback": collecting.feedback,
    "suggestions": collecting.suggestions,
    "targets": goals.targets,
    "trainings": training.trainings,
    "attendance": training.attendance,
    "improvements": training.improvements,
    "findings": audit.findings,
    "meetings": meetings.meetings,
    "overdue_actions": meetings.measures,
    "receipt_plans": meetings.receipt_plans,
    "cases": meetings.cases,
}
"""The rows of each register that has any, by its name."""


def _named(told: Business) -> list[Customer]:
    return [customer for customer in told.customers if int(customer.id[1:]) <= NAMED]


def _with_papers(told: Business) -> list[Customer]:
    return [customer for customer in told.customers if int(customer.id[1:]) <= NAMED or int(customer.id[1:]) % 2 == 0]


def _seed(customer: Customer) -> int:
    return int(account(customer.id)[-9:])


def _surname(customer: Customer) -> str:
    return story.SURNAMES[_seed(customer) % len(story.SURNAMES)]
