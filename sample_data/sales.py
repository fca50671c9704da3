"""What the invented company has delivered and not invoiced, and its e-invoices of May and June, with what is wrong about some.

A customer's deliveries add up to the amount that the customer list states as delivered and unbilled.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from sample_data import story
from sample_data.business import Business, Invoice
from sample_data.story import Customer

Row = dict[str, object]
DAY = dt.timedelta(days=1)
SHARES = ((40, 6), (30, 21), (20, 48), (10, 102))
"""How the deliveries of a customer share its amount (percent), and how many days ago each was."""

FIRST_DAY = dt.date(2026, 5, 1)
"""From this day on the company keeps its e-invoices."""


def deliveries(told: Business) -> Iterable[Row]:
    """What is to be invoiced; the last one is invoiced already, of C0028's the invoice is not booked yet."""
    number = 0
    for customer in (each for each in told.customers if each.unbilled):
        whole = Decimal(customer.unbilled or 0) * (10_000 if customer.currency == "CNY" else 1_000)
        few = SHARES if customer.id == "C0027" else ((100, 4 + int(customer.id[1:]) % 13),)
        for percent, days in few:
            number += 1
            issued: Row = {"invoice_no": "XS26070001", "invoiced_on": dt.date(2026, 6, 29)} if customer.id == "C0028" else {}
            yield _delivery(customer, number, story.AS_OF - days * DAY, whole * percent / 100) | issued
    billed = next(i for i in told.invoices if i.customer.id == "C0026" and i.date >= dt.date(2026, 6, 1) and i.amount > 0)
    yield _delivery(billed.customer, number + 1, billed.date - 3 * DAY, Decimal(billed.amount) / 100) | {
        "invoice_no": billed.number,
        "invoiced_on": billed.date,
    }


def _delivery(customer: Customer, number: int, day: dt.date, amount: Decimal) -> Row:
    return {
        "customer_id": customer.id,
        "customer_name": customer.name,
        "delivery_no": f"SH{day:%y%m}{number:04d}",
        "delivered_on": day,
        "amount": amount,
        "currency": customer.currency,
        "order_no": f"DD{day:%y%m}{number:04d}",
        "goods": ("减速电机", "控制柜", "轴承组件")[number % 3],
        "signed_by": f"{customer.short}仓库",
    }


def einvoices(told: Business) -> Iterable[Row]:
    """An e-invoice of every invoice and credit note since May, but for one; one over another amount, one of nothing in the books."""
    issued = sorted((i for i in told.invoices if i.date >= FIRST_DAY), key=lambda i: (i.date, i.number))
    left_out = next(i for i in issued if i.customer.id == "C0006")
    differs = next(i for i in issued if i.customer.id == "C0016" and i.amount > 0)
    for place, invoice in enumerate(issued, 1):
        if invoice is not left_out:
            yield _einvoice(invoice, place, Decimal(invoice.amount if invoice is not differs else invoice.amount + 50_000) / 100)
    lost = told.customers[2]
    yield {
        "customer_id": lost.id,
        "customer_name": lost.name,
        "einvoice_no": _number(9001),
        "issued_on": dt.date(2026, 6, 18),
        "amount": Decimal("86400.00"),
        "currency": "CNY",
        "state": "已交付",
        "delivered_on": dt.date(2026, 6, 19),
        "remark": "业务员自行申请开具，尚未交财务入账",
    }


def _einvoice(invoice: Invoice, place: int, amount: Decimal) -> Row:
    day = invoice.date - (9 * DAY if place == 60 else 0 * DAY)
    confirmed = invoice.date < dt.date(2026, 6, 10) and place % 9 != 4
    return {
        "customer_id": invoice.customer.id,
        "customer_name": invoice.customer.name,
        "einvoice_no": _number(place),
        "document_no": invoice.number,
        "issued_on": day,
        "amount": amount,
        "currency": invoice.customer.currency,
        "state": "客户已确认" if confirmed else "已交付",
        "delivered_on": day + DAY,
        "confirmed_on": invoice.date + 12 * DAY if confirmed else None,
    }


def _number(place: int) -> str:
    """Twenty digits: year, place of issue, a running number."""
    return f"26310000{place:012d}"
