"""What the invented company's people recorded while collecting: contacts, promises, disputes, a hold, a plan, feedback, suggestions.

Past contacts follow from what was paid late in 2026, so that promises were kept or broken as the money says; the contacts with those
who owe today are told one by one. Amounts are in the currency's unit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from sample_data.bank_month import account
from sample_data.business import Business, Receipt, party, working_day
from sample_data.story import Customer

Row = dict[str, object]
DAY = dt.timedelta(days=1)
FIRST = dt.date(2026, 1, 5)
LATE_BY = 5
"""Days after which somebody called in the past."""

COLLECTOR = "李娜"
REASONS = ("资金困难", "付款流程繁琐", "发票问题", "对账不符", "付款流程繁琐", "资金困难", "质量/服务争议", "其他")
SAID = {
    "资金困难": "等下游回款，回款后优先安排我方",
    "付款流程繁琐": "付款单在财务总监处审批，催办中",
    "发票问题": "称未收到发票，已重新发送电子发票",
    "对账不符": "双方差一笔运费，已发对账单核对",
    "质量/服务争议": "对一批货的交期有意见，要求先答复",
    "其他": "经办人出差，回来后安排",
}
Told = tuple[str, dt.date, str, str, str, str, str, dt.date | None]
NOW: tuple[Told, ...] = (
    ("C0001", dt.date(2026, 5, 12), "电子邮件", "李娜", "资金困难", "已发逾期明细，对方确认金额无误", "周会计", None),
    ("C0001", dt.date(2026, 6, 18), "上门拜访", "王芳", "资金困难", "生产正常；大客户延迟付款，答应月底前先付 50 万", "沈国栋", None),
    ("C0004", dt.date(2026, 4, 28), "电话", "李伟", "质量/服务争议", "两批货同轴度超差，要求退换后再付", "张会计", None),
    ("C0006", dt.date(2026, 6, 12), "电子邮件", "李娜", "付款流程繁琐", "船厂节点款到账后统一付款", "金女士", None),
    ("C0006", dt.date(2026, 6, 26), "电话", "李娜", "付款流程繁琐", "付款申请已批，7 月 3 日前付清", "金女士", None),
    ("C0008", dt.date(2026, 3, 16), "上门拜访", "王芳", "恶意拖欠", "厂区停产，只有留守人员", "留守人员", None),
    ("C0008", dt.date(2026, 5, 26), "律师函", "韩冰", "恶意拖欠", "律师函已签收，未答复", "", None),
    ("C0013", dt.date(2026, 5, 20), "上门拜访", "陈静", "资金困难", "同意分两期付清，已签还款协议", "孙经理", None),
    ("C0016", dt.date(2026, 6, 24), "电话", "刘洋", "", "两次无人接听", "", None),
    (
        "C0024",
        dt.date(2026, 6, 25),
        "电子邮件",
        "Grace Lin",
        "付款流程繁琐",
        "Payment run on 8 July",
        "Accounts Payable",
        dt.date(2026, 7, 8),
    ),
    ("C0026", dt.date(2026, 6, 12), "电话", "李娜", "资金困难", "称一周内付款", "财务", None),
    ("C0028", dt.date(2026, 6, 20), "电话", "赵磊", "合同条款不清", "质保期起算日有分歧，正在重签合同", "采购经理", None),
    ("C0061", dt.date(2026, 6, 22), "电话", "李娜", "发票问题", "发票税号有误，已重开寄出", "会计", dt.date(2026, 7, 1)),
    ("C0078", dt.date(2026, 6, 1), "电话", "李娜", "对账不符", "对账差异 3,200 元，待核对后付款", "会计", dt.date(2026, 6, 30)),
    ("C0138", dt.date(2026, 6, 15), "电话", "李娜", "资金困难", "答应 6 月 22 日付清", "财务", None),
)
"""Contacts with those who owe at the as-of date: customer, day, channel, who, reason, what was said, with whom, when to call again."""

UNANSWERED = ("C0016",)
PROMISED_NOW = (
    ("C0001", dt.date(2026, 6, 18), dt.date(2026, 6, 25), 500_000, "王芳"),
    ("C0006", dt.date(2026, 6, 26), dt.date(2026, 7, 3), 686_784, "李娜"),
    ("C0026", dt.date(2026, 6, 12), dt.date(2026, 6, 19), 93_000, "李娜"),
    ("C0138", dt.date(2026, 6, 15), dt.date(2026, 6, 22), 103_000, "李娜"),
)


@dataclass(frozen=True)
class Call:
    """A past contact about money that came later: on which day, and for when a promise was made."""

    receipt: Receipt
    day: dt.date
    promised_on: dt.date | None


def _calls(told: Business) -> Iterator[Call]:
    """Every second late payment of 2026 was asked for some days before it came; half of those askings brought a promise."""
    seen: set[tuple[str, dt.date]] = set()
    for place, receipt in enumerate(told.receipts):
        invoice = receipt.invoice
        if invoice is None or receipt.date < FIRST or place % 2 or (receipt.date - invoice.due).days < LATE_BY:
            continue
        day = working_day(receipt.date - (2 + place % 5) * DAY, -1)
        if day <= invoice.due or (receipt.customer.id, day) in seen:
            continue
        seen.add((receipt.customer.id, day))
        slack = (2, 2, -3, 4)[place // 2 % 4]
        promised = receipt.date + slack * DAY if place // 2 % 2 == 0 else None
        yield Call(receipt, day, promised if promised is None or promised > day else day + DAY)


def contacts(told: Business) -> Iterable[Row]:
    """The log, oldest first: what was asked for and paid since, and who owes now."""
    rows = [*_past_contacts(told), *_present_contacts(told)]
    return sorted(rows, key=lambda row: (str(row["contacted_on"]), str(row["customer_id"])))


def _past_contacts(told: Business) -> Iterator[Row]:
    for call in _calls(told):
        customer, invoice = call.receipt.customer, call.receipt.invoice
        reason = REASONS[_seed(customer) % len(REASONS)]
        late = (call.day - invoice.due).days if invoice else 0
        yield {
            **party(customer),
            "contacted_on": call.day,
            "channel": "上门拜访" if late >= 30 else "电子邮件" if late >= 7 else "电话",
            "ours": COLLECTOR if _seed(customer) % 3 else customer.salesperson,
            "content": SAID[reason],
            "reason": reason,
        }


def _present_contacts(told: Business) -> Iterator[Row]:
    for id, day, channel, ours, reason, said, person, next_on in NOW:
        yield {
            **party(told.customer(id)),
            "contacted_on": day,
            "channel": channel,
            "reached": "否" if id in UNANSWERED else None,
            "ours": ours,
            "person": person,
            "content": said,
            "reason": reason,
            "next_on": next_on,
        }


def promises(told: Business) -> Iterable[Row]:
    """For each whole payment promised; whether it was kept, the money tells."""
    for call in _calls(told):
        if call.promised_on is not None:
            customer = call.receipt.customer
            ours = COLLECTOR if _seed(customer) % 3 else customer.salesperson
            yield _promise(customer, call.day, call.promised_on, Decimal(call.receipt.amount) / 100, ours)
    for id, made, day, amount, ours in PROMISED_NOW:
        late = sorted(i.number for i in told.invoices if i.customer.id == id and i.open > 0 and i.due < made)
        yield _promise(told.customer(id), made, day, Decimal(amount), ours) | {"document_nos": ", ".join(late)}


def _promise(customer: Customer, made: dt.date, day: dt.date, amount: Decimal, ours: str) -> Row:
    return {**party(customer), "made_on": made, "promised_on": day, "amount": amount, "currency": customer.currency, "ours": ours}


def disputes(told: Business) -> Iterable[Row]:
    """The two invoices of C0004 that the books mark as disputed, and one that was settled."""
    yield {
        **party(told.customer("C0004")),
        "opened_on": dt.date(2026, 4, 28),
        "dispute_type": "质量",
        "document_nos": "XS26020049, XS26030036",
        "currency": "CNY",
        "what": "两批联轴器同轴度超差，要求退换",
        "owner": "郑洁",
        "due_on": dt.date(2026, 7, 10),
        "state": "处理中",
    }


def holds(told: Business) -> Iterable[Row]:
    """One customer is left in peace while its contract is renewed."""
    yield {
        **party(told.customer("C0028")),
        "held_from": dt.date(2026, 6, 20),
        "until": dt.date(2026, 7, 15),
        "reason": "正在重签合同，质保期条款谈妥后付款",
        "decided_by": "周敏",
    }


def plans(told: Business) -> Iterable[Row]:
    """Two instalments that have not fallen due yet."""
    late = min((i for i in told.invoices if i.customer.id == "C0013" and i.open > 0), key=lambda i: (i.due, i.number))
    half = late.open // 2
    parts = ((dt.date(2026, 7, 15), half), (dt.date(2026, 8, 15), late.open - half))
    yield {
        **party(late.customer),
        "agreed_on": dt.date(2026, 5, 20),
        "state": "已达成",
        "document_nos": late.number,
        "principal": Decimal(late.open) / 100,
        "currency": "CNY",
        "schedule": "\n".join(f"{day} {Decimal(amount) / 100:.2f}" for day, amount in parts),
        "annual_percent": "4.35",
        "grace_days": 3,
    }


def feedback(told: Business) -> Iterable[Row]:
    """What customers said in the year: most of it settled, some of it late, two pieces open."""
    for id, day, channel, category, rating, what, owner, taken, action in (
        ("C0002", dt.date(2025, 9, 10), "客户访谈", "账期与额度", 4, "旺季额度不够用", "周敏", 5, "按季评审额度"),
        ("C0006", dt.date(2025, 11, 18), "问卷调查", "开票与账单", 3, "发票常晚到一周", "周敏", 6, "改开电子发票，当日发送"),
        ("C0012", dt.date(2025, 12, 8), "问卷调查", "表扬", 5, "对账单清楚，核对很快", "李娜", 1, "已转告团队"),
        ("C0031", dt.date(2026, 1, 20), "电话", "交货与物流", 3, "春节前一批货晚到三天", "郑洁", 9, "与物流商约定节前截单日"),
        ("C0036", dt.date(2026, 2, 25), "邮件", "开票与账单", 2, "发票税号写错两次", "周敏", 4, "客户档案税号统一核对"),
        ("C0003", dt.date(2026, 3, 17), "拜访", "产品质量", 3, "一批端盖表面划伤", "郑洁", 12, "换货并改进包装"),
        ("C0048", dt.date(2026, 4, 9), "问卷调查", "服务态度", 5, "业务员响应及时", "何建新", 2, "予以表扬"),
        ("C0015", dt.date(2026, 5, 14), "电话", "对账差异", 3, "对账单少记一笔付款", "李娜", 3, "已核销并重发对账单"),
        ("C0027", dt.date(2026, 6, 9), "拜访", "账期与额度", 3, "希望保函续期手续简化", "周敏", None, ""),
        ("C0061", dt.date(2026, 6, 25), "电话", "开票与账单", 2, "发票税号有误影响付款", "李娜", None, ""),
    ):
        closed = None if taken is None else day + taken * DAY
        yield {
            **party(told.customer(id)),
            "received_on": day,
            "channel": channel,
            "category": category,
            "rating": rating,
            "what": what,
            "owner": owner,
            "due_on": day + 7 * DAY,
            "answered_on": day + DAY if id != "C0027" else None,
            "state": "处理中" if closed is None and id == "C0061" else "待处理" if closed is None else "已关闭",
            "action": action,
            "closed_on": closed,
        }


def suggestions(_told: Business) -> Iterable[Row]:
    """What colleagues proposed."""
    for day, person, department, what, state, outcome, closed in (
        (dt.date(2026, 2, 11), "李娜", "财务", "发票开具当日把电子发票抄送业务员", "已采纳实施", "3 月起执行", dt.date(2026, 3, 2)),
        (dt.date(2026, 4, 15), "赵磊", "销售", "超额订单由系统提示，不再口头请示", "处理中", "", None),
        (dt.date(2026, 6, 3), "郑洁", "客服", "质量争议 3 天内给出初步定责", "待处理", "", None),
    ):
        yield {
            "made_on": day,
            "person": person,
            "department": department,
            "what": what,
            "owner": "周敏",
            "state": state,
            "outcome": outcome,
            "closed_on": closed,
        }


def _seed(customer: Customer) -> int:
    return int(account(customer.id)[-9:])
