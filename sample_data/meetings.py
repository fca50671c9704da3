"""What the invented company said in its monthly meetings of April and May, what it decided there, and what it plans to collect.

The meeting about June is still to come: it begins with what became of these decisions. Amounts are in the currency's unit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from sample_data.business import Business, party

Row = dict[str, object]
APRIL, MAY = dt.date(2026, 5, 11), dt.date(2026, 6, 8)
"""The days on which the meetings about these months were held."""

HELD = (
    (
        "2026-04",
        APRIL,
        "周敏、李娜、王芳、李伟、陈静、赵磊、刘洋、郑洁、韩冰",
        "Grace Lin（出差）",
        "一、苏州宏达付款明显变慢，由王芳跟踪。\n二、常州博远两批联轴器质量争议，客服定责，销售同步谈换货加折让。\n"
        "三、徐州鼎盛已停产，先发律师函并准备起诉材料。\n四、南通江海临时额度 7 月底到期，提前压降占用。",
    ),
    (
        "2026-05",
        MAY,
        "周敏、李娜、王芳、李伟、陈静、赵磊、刘洋、Grace Lin、郑洁、韩冰",
        "",
        "一、苏州宏达逾期已占全部逾期三成以上，上门面谈并锁定付款计划。\n二、宁波海港长期超额，补报额度申请。\n"
        "三、苏州康宁达逾期六月内清回。\n四、成都亿诺有负面报道，两周内联系上负责人。\n五、确认六月回款计划 1,660 万元。",
    ),
)
"""Month, held on, present, absent, minutes."""

Decided = tuple[str, str | None, str, str, str, dt.date, str, str, dt.date | None]
DECIDED: tuple[Decided, ...] = (
    ("2026-04", "C0004", "就质量争议提出换货加折让方案，取得客户书面确认", "销售", "李伟", dt.date(2026, 5, 29), "进行中", "", None),
    (
        "2026-04",
        "C0008",
        "发出律师函，评估起诉",
        "法务",
        "韩冰",
        dt.date(2026, 5, 29),
        "已完成",
        "律师函 5 月 26 日签收，对方未答复，转入起诉准备",
        dt.date(2026, 5, 26),
    ),
    ("2026-04", "C0006", "临时额度到期前把占用压回原额度，每周通报", "财务", "周敏", dt.date(2026, 7, 24), "进行中", "", None),
    (
        "2026-04",
        None,
        "大额发票到期前 7 天逐张提醒",
        "财务",
        "李娜",
        dt.date(2026, 6, 15),
        "已完成",
        "6 月 12 日起每周五发送下周到期清单",
        dt.date(2026, 6, 12),
    ),
    (
        "2026-05",
        "C0001",
        "未签还款协议前，新订单减供至 50%",
        "财务",
        "周敏",
        dt.date(2026, 6, 19),
        "已取消",
        "客户 6 月 18 日答应月底前先付 50 万元，经何建新同意暂不减供",
        dt.date(2026, 6, 19),
    ),
    (
        "2026-05",
        "C0002",
        "补报额度调整申请，说明超额原因",
        "销售",
        "李伟",
        dt.date(2026, 6, 24),
        "已完成",
        "6 月 22 日已提交 220 万元额度申请，待审批",
        dt.date(2026, 6, 22),
    ),
    (
        "2026-05",
        "C0031",
        "六月内清回全部逾期",
        "销售",
        "王芳",
        dt.date(2026, 6, 30),
        "已完成",
        "6 月 26 日前分三笔付清逾期款",
        dt.date(2026, 6, 26),
    ),
    ("2026-05", "C0016", "两周内联系上负责人，核实负面报道", "销售", "刘洋", dt.date(2026, 6, 22), "进行中", "", None),
    ("2026-05", None, "向全部逾期客户寄出六月对账单并催回签章", "财务", "李娜", dt.date(2026, 7, 10), "待办", "", None),
)
"""Meeting, customer, what, department, owner, due on, state, what was done, closed on."""

MEASURES = (
    ("C0001", dt.date(2026, 6, 8), "资金困难", "上门面谈，月底前先收 50 万元", "王芳", "销售", dt.date(2026, 6, 25), 500_000),
    ("C0001", dt.date(2026, 6, 29), "资金困难", "承诺已失信：约实际控制人签分期协议，新订单款到发货", "王芳", "销售", None, None),
    ("C0006", dt.date(2026, 6, 29), "付款流程繁琐", "付款申请已批，7 月 3 日跟踪到账", "李娜", "财务", dt.date(2026, 7, 3), 686_784),
    ("C0004", dt.date(2026, 6, 29), "质量/服务争议", "7 月 10 日前出定责意见，无争议部分先付", "郑洁", "客服", None, None),
    ("C0037", dt.date(2026, 6, 30), "付款流程繁琐", "昨日到期，已提醒对方经办排款", "李伟", "销售", None, None),
    ("C0008", dt.date(2026, 6, 29), "恶意拖欠", "律师函未获答复，补齐签收单后起诉", "韩冰", "法务", None, None),
    ("C0061", dt.date(2026, 6, 29), "发票问题", "重开发票已寄出，7 月 1 日确认收到并约付款日", "李娜", "财务", None, None),
    ("C0011", dt.date(2026, 6, 30), "付款流程繁琐", "已改现汇结算，催办本周付款", "赵磊", "销售", None, None),
    ("C0027", dt.date(2026, 6, 30), "付款流程繁琐", "随银行保函延期一并落实付款", "赵磊", "销售", None, None),
    ("C0016", dt.date(2026, 6, 29), "其他", "两次电话无人接听，本周上门核实", "刘洋", "销售", None, None),
    ("C0119", dt.date(2026, 6, 30), "付款流程繁琐", "昨日到期，电话提醒", "赵磊", "销售", None, None),
)
"""Customer, as of, cause, measure, owner, department, to be paid by, amount promised."""

PLANS = (
    (dt.date(2026, 6, 1), dt.date(2026, 5, 29), "CNY", (("王芳", 620), ("陈静", 350), ("李伟", 265), ("赵磊", 245), ("刘洋", 180))),
    (dt.date(2026, 6, 1), dt.date(2026, 5, 29), "USD", (("Grace Lin", Decimal("8.7")),)),
    (dt.date(2026, 6, 1), dt.date(2026, 5, 29), "EUR", (("Grace Lin", Decimal("2.4")),)),
    (dt.date(2026, 7, 1), dt.date(2026, 6, 29), "CNY", (("王芳", 860), ("陈静", 430), ("李伟", 330), ("赵磊", 325), ("刘洋", 185))),
    (dt.date(2026, 7, 1), dt.date(2026, 6, 29), "USD", (("Grace Lin", Decimal("4.8")),)),
    (dt.date(2026, 7, 1), dt.date(2026, 6, 29), "EUR", (("Grace Lin", Decimal("2.0")),)),
)
"""Month, planned on, currency, each salesperson's share in ten thousands."""


def meetings(_told: Business) -> Iterable[Row]:
    """The minutes of the meetings about April and May."""
    for month, day, present, absent, minutes in HELD:
        yield {
            "month": month,
            "held_on": day,
            "chair": "何建新",
            "recorder": "李娜",
            "attendees": present,
            "absent": absent,
            "minutes": minutes,
        }


def decisions(told: Business) -> Iterable[Row]:
    """What the meetings decided: nine tasks, of which four are done and one was dropped."""
    days = {"2026-04": APRIL, "2026-05": MAY}
    for month, id, title, department, owner, due, state, outcome, closed in DECIDED:
        yield {
            **party(told.customer(id) if id else None),
            "title": title,
            "department": department,
            "owner": owner,
            "created_on": days[month],
            "due_on": due,
            "origin": "会议决议",
            "origin_ref": month,
            "state": state,
            "outcome": outcome,
            "closed_on": closed,
        }


def measures(told: Business) -> Iterable[Row]:
    """Why the ten largest overdue do not pay, and what is done about it; the largest as of May's meeting, too."""
    for id, day, cause, action, owner, department, promised_on, amount in MEASURES:
        yield {
            **party(told.customer(id)),
            "reviewed_on": day,
            "month": "2026-05" if day == MAY else None,
            "cause": cause,
            "action": action,
            "owner": owner,
            "department": department,
            "promised_on": promised_on,
            "promised_amount": None if amount is None else Decimal(amount),
            "currency": "CNY",
        }


def receipt_plans(_told: Business) -> Iterable[Row]:
    """What each salesperson is to bring in in June and in July."""
    for month, planned_on, currency, parts in PLANS:
        for salesperson, amount in parts:
            yield {
                **party(None),
                "month": month,
                "planned": Decimal(amount) * 10_000,
                "currency": currency,
                "salesperson": salesperson,
                "planned_on": planned_on,
                "planned_by": "周敏",
            }


def cases(told: Business) -> Iterable[Row]:
    """The claim against the stopped customer: a lawyer's letter so far."""
    yield {
        **party(told.customer("C0008")),
        "title": "买卖合同货款纠纷",
        "stage": "律师函",
        "stage_on": dt.date(2026, 5, 25),
        "opened_on": dt.date(2026, 5, 25),
        "owner": "韩冰",
        "claim": Decimal(sum(i.open for i in told.invoices if i.customer.id == "C0008")) / 100,
        "currency": "CNY",
        "next_step": "补齐签收单与对账单后起诉",
        "next_on": dt.date(2026, 7, 15),
    }
