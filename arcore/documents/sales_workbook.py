"""Deliveries that are not invoiced, and e-invoices that do not agree with the books, as workbooks.

Rows of several currencies stand in one list: each amount in its own currency, named beside it, and none is added up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from arcore import unbilled
from arcore.documents.columns import SheetColumn, Style, Value, frame_value, write_table
from arcore.documents.workbook_style import Paper, Stamp, amount
from arcore.einvoices import FINDINGS
from arcore.messages import Message, say
from arcore.policy import Policy

HEADER = 3
Described = Sequence[tuple[str, Message, Style]]


def deliveries(rows: pd.DataFrame, policy: Policy, stamp: Stamp) -> bytes:
    """Two sheets, by customer and delivery by delivery; rows of `unbilled.uninvoiced`."""
    titles = unbilled.bucket_titles(policy)
    ages: Described = [(f"bucket_{number}", title, "number") for number, title in enumerate(titles)]
    paper = Paper(stamp, say("Delivered, not invoiced"))
    customers = unbilled.by_customer(rows, len(titles) - 1)
    _sheet(paper, say("By customer"), customers, [*_CUSTOMER, *ages, ("oldest", say("Oldest (days)"), "integer")])
    states = rows["state"].map({name: paper.said(title) for name, title in unbilled.STATES.items()})
    _sheet(paper, say("Deliveries"), rows.assign(state=states), _DELIVERIES)
    return paper.bytes()


def einvoices(found: pd.DataFrame, names: Sequence[str], stamp: Stamp) -> bytes:
    """One sheet of findings; rows of `einvoices.compared`, with each one's customer."""
    paper = Paper(stamp, say("E-invoices and the books"))
    words = {name: paper.said(title) for name, title in FINDINGS.items()}
    _sheet(paper, say("E-invoices"), found.assign(finding=found["finding"].map(words), customer=list(names)), _FINDINGS)
    return paper.bytes()


def _sheet(paper: Paper, name: Message, rows: pd.DataFrame, described: Described) -> None:
    sheet = paper.sheet(paper.said(name))
    title = say("{what} as of {date}", what=name, date=paper.stamp.as_of.isoformat())
    paper.title(sheet, paper.said(title), [(say("Company:"), paper.stamp.company), (say("Data version:"), paper.stamp.version)])
    columns = [SheetColumn(field, paper.said(heading), style, _values(rows, field, style), most=60) for field, heading, style in described]
    write_table(paper, sheet, HEADER, columns, "CNY")
    sheet.freeze_panes(HEADER + 1, 2)


def _values(rows: pd.DataFrame, field: str, style: Style) -> list[Value]:
    values: list[Any] = [frame_value(value) for value in rows[field]]
    if style != "number":
        return values
    return [None if value is None else amount(int(value), str(code)) for value, code in zip(values, rows["currency"], strict=True)]


_CUSTOMER: Described = (
    ("customer_id", say("Customer No."), "text"),
    ("customer_name", say("Customer"), "text"),
    ("salesperson", say("Salesperson"), "text"),
    ("currency", say("Currency"), "label"),
    ("count", say("Deliveries"), "integer"),
    ("total", say("Not invoiced"), "number"),
)
_DELIVERIES: Described = (
    ("customer_id", say("Customer No."), "text"),
    ("customer_name", say("Customer"), "text"),
    ("delivery_no", say("Delivery No."), "text"),
    ("delivered_on", say("Delivered on"), "date"),
    ("days", say("Days since delivery"), "integer"),
    ("currency", say("Currency"), "label"),
    ("amount", say("Amount"), "number"),
    ("state", say("State"), "label"),
    ("order_no", say("Order No."), "text"),
    ("salesperson", say("Salesperson"), "text"),
)
_FINDINGS: Described = (
    ("finding", say("Finding"), "label"),
    ("customer", say("Customer"), "text"),
    ("einvoice_no", say("E-invoice No."), "text"),
    ("document_no", say("Document No."), "text"),
    ("issued_on", say("Invoice issued on"), "date"),
    ("document_date", say("Booked on"), "date"),
    ("currency", say("Currency"), "label"),
    ("invoiced", say("On the e-invoice"), "number"),
    ("booked", say("Amount booked"), "number"),
    ("difference", say("Difference"), "number"),
    ("days", say("Days"), "integer"),
)
