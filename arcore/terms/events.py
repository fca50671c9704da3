"""The events that start the clock, and how phrases name them. Several joined events mean the later one."""

from __future__ import annotations

import re

from arcore.terms.model import Base

EVENTS: tuple[tuple[Base, str], ...] = (
    (Base.BILL_OF_LADING, r"提单|装船|b/l|billoflading|bldate|d/p|d/a|l/c|信用证|sight"),
    (Base.ACCEPTANCE, r"验收|终验|安装调试|调试合格|acceptance|inspection"),
    (
        Base.INVOICE_RECEIVED,
        r"票到|到票|见票|收票|收到?.{0,8}发票|发票(?:收到|送达|到达)|(?<![开具出])发票后|(?<![开发])票后|票货|货票|receiptof(?:the)?(?:goodsand)?invoice|invoicereceipt|invoicereceived",
    ),
    (Base.STATEMENT, r"对账|statement"),
    (
        Base.DELIVERY,
        r"货到|到货|收货|签收|交货|发货|出货|送货|出库|交付|到付|货票|提货|入库|delivery|shipment|shipping|receiptofgoods|\brog|goodsreceipt",
    ),
    (Base.ORDER, r"合同签订|签订合同|签约|合同生效|下单|orderdate|contractdate"),
    (Base.INVOICE, r"开票|开具|发票日|票据日|单据日|invoicedate|dateofinvoice|afterinvoice|frominvoice"),
)

_EVENTS = tuple((base, re.compile(pattern)) for base, pattern in EVENTS)
_JOINS = re.compile(r"(?:合格|完成|确认|,|完毕)*(?:并且|并|且|和|及|与|and|&)?(?:由|的)?")


def events(phrase: str) -> tuple[Base, ...]:
    """The event a phrase counts from: the last it names, and those joined to it ("验收合格并收到发票后"); invoicing when it names none.

    >>> events("验收合格并收到发票后"), events("货到后开票")
    ((<Base.ACCEPTANCE: 'acceptance'>, <Base.INVOICE_RECEIVED: 'invoice_received'>), (<Base.INVOICE: 'invoice'>,))
    """
    matches = ((found.start(), found.end(), base) for base, pattern in _EVENTS for found in pattern.finditer(phrase))
    named = sorted(matches, key=lambda event: event[:2])
    if not named or named[-1][2] is Base.INVOICE:
        return (Base.INVOICE,)
    joined = [named[-1]]
    for event in reversed(named[:-1]):
        between = phrase[event[1] : joined[0][0]]
        if not (_JOINS.fullmatch(between) and event[2] is not Base.INVOICE):
            break
        joined.insert(0, event)
    return tuple(dict.fromkeys(base for _, _, base in joined))
