"""Deliveries that are not invoiced, and e-invoices that do not agree with the books, as workbooks."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from arcore import unbilled
from arcore.documents import mixed_sheet
from arcore.documents.mixed_sheet import Described
from arcore.documents.workbook_style import Paper, Stamp
from arcore.einvoices import FINDINGS
from arcore.messages import Message, say
from arcore.policy import Policy


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
    title = say("{what} as of {date}", what=name, date=paper.stamp.as_of.isoformat())
    mixed_sheet.write(paper, name, title, rows, described, frozen=2)


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
