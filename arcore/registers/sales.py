"""Registers between sale and receivable: deliveries to be invoiced, e-invoices to be confirmed (capabilities 20, 21)."""

from __future__ import annotations

from arcore.messages import say
from arcore.registers.declare import currency, day, file, money, number_text, one_of, party, remark, text
from arcore.registers.model import Condition, Group, Register, Subject

DELIVERIES = Register(
    name="deliveries",
    group=Group.WORK,
    subject=Subject.CUSTOMER,
    title=say("Deliveries to be invoiced"),
    question=say("What was delivered and is not invoiced yet, since when, and for how much?"),
    fields=(
        number_text("delivery_no", "送货单号", "Delivery No.", required=True),
        day("delivered_on", "签收日期", "Delivered on", required=True),
        money("amount", "含税金额", "Amount incl. tax", required=True),
        currency(),
        number_text("order_no", "订单号", "Order No."),
        number_text("contract_no", "合同号", "Contract No."),
        text("goods", "货物", "Goods"),
        party("signed_by", "签收人", "Signed for by"),
        number_text("invoice_no", "开票单据号", "Invoiced by", note=say("The document in the books that bills it")),
        day("invoiced_on", "开票日期", "Invoiced on"),
        day("closed_on", "关闭日期", "Closed on", note=say("Returned or billed otherwise: from this day it counts no more")),
        file(),
        remark(),
    ),
    dated="delivered_on",
    label=("delivery_no", "amount"),
    ordered=(("delivered_on", "closed_on"),),
    conditions=(Condition("remark", "closed_on"),),
)

EINVOICES = Register(
    name="einvoices",
    group=Group.WORK,
    subject=Subject.CUSTOMER,
    title=say("E-invoices and their confirmation"),
    question=say("Which e-invoices were issued, is each in the books, and has the customer confirmed it?"),
    fields=(
        number_text("einvoice_no", "数电发票号码", "E-invoice No.", required=True),
        number_text("document_no", "入账单据号", "Document in the books", note=say("Blank: it has the e-invoice's own number")),
        day("issued_on", "开票日期", "Issued on", required=True),
        money("amount", "价税合计", "Amount incl. tax", required=True),
        currency(),
        one_of(
            "state",
            "确认状态",
            "State",
            (
                ("issued", "已开具", "Issued"),
                ("delivered", "已交付", "Handed over"),
                ("confirmed", "客户已确认", "Confirmed by the customer"),
                ("refused", "客户退回", "Sent back"),
                ("reversed", "已红冲", "Reversed"),
            ),
            required=True,
            default="issued",
        ),
        day("delivered_on", "交付日期", "Handed over on"),
        day("confirmed_on", "确认日期", "Confirmed on"),
        party("confirmed_by", "确认人", "Confirmed by"),
        file(),
        remark(),
    ),
    dated="issued_on",
    label=("einvoice_no", "state"),
    ordered=(("issued_on", "delivered_on"), ("issued_on", "confirmed_on")),
    conditions=(Condition("confirmed_on", "state", ("confirmed",)), Condition("remark", "state", ("refused",))),
    open_states=("state", ("issued", "delivered", "refused")),
)

REGISTERS = (DELIVERIES, EINVOICES)
