"""Deliveries that nobody has invoiced: the sentence, figures, ages, customers, what exposure counts, and the register behind."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from arcore import charts, desk, unbilled
from arcore.documents import sales_workbook
from arcore.registers import REGISTERS
from pages._shared import downloads, list_upload, register_view, tables, widgets
from pages._shared.frame import Frame, once
from pages._shared.looks import look
from pages._shared.tables import Shown
from pages._shared.widgets import Door, Figure

REGISTER = REGISTERS["deliveries"]


def listed(frame: Frame) -> pd.DataFrame:
    """What is delivered and not invoiced at the date, all currencies."""
    return once(frame, "uninvoiced", frame.as_of, compute=lambda: unbilled.uninvoiced(frame.books, frame.as_of, frame.policy))


def show(frame: Frame) -> None:
    """The part of the page."""
    _ = frame._
    rows = listed(frame)
    mine = desk.with_keys(rows, "currency", [frame.currency])
    widgets.answer(frame.say(unbilled.answer(rows, frame.currency, frame.unit, frame.policy)))
    if len(mine):
        _figures(frame, mine)
        _ages(frame, mine)
    counted = frame.policy.credit.include_unbilled
    widgets.note(
        _("What stands here counts towards exposure, in place of the customer list's figure for customers that have deliveries here.")
        if counted
        else _("By the policy in force it does not count towards exposure.")
    )
    widgets.door(Door("credit", _("Exposure and limits")), key="deliveries.credit")
    if len(rows):
        stamp = downloads.stamp(frame)
        name = _("Delivered, not invoiced") + f" {frame.as_of}.xlsx"
        widgets.download(
            _("Download the list"), lambda: sales_workbook.deliveries(rows, frame.policy, stamp), name, key="deliveries.download"
        )
    list_upload.show(frame, REGISTER, _("Take over a list of deliveries from another system"))
    st.subheader(_("The register of deliveries"), anchor=False)
    register_view.show(frame, REGISTER, frame.books.registers["deliveries"], key="deliveries.")


def _figures(frame: Frame, mine: pd.DataFrame) -> None:
    _ = frame._

    def total(rows: pd.DataFrame) -> str:
        return frame.amount(int(rows["amount"].sum()), frame.currency)

    late, issued = (desk.with_keys(mine, "state", [state]) for state in ("late", "issued"))
    widgets.figures(
        [
            Figure(_("Not invoiced"), total(mine), frame.unit_name),
            Figure(_("Over {days} days").format(days=frame.policy.sales.invoice_days), total(late), frame.unit_name, bad=len(late) > 0),
            Figure(_("Invoice not in the books"), total(issued), frame.unit_name, bad=len(issued) > 0),
            Figure(_("Deliveries"), f"{len(mine):,}"),
            Figure(_("Oldest"), f"{int(mine['days'].max()):,}", _("days")),
        ]
    )
    st.space("small")


def _ages(frame: Frame, mine: pd.DataFrame) -> None:
    """The picture, the customers, and the deliveries behind what was selected."""
    _ = frame._
    titles = unbilled.bucket_titles(frame.policy)
    event = st.altair_chart(
        charts.delivery_ages(mine, titles, frame.as_of, look(frame, frame.currency)), on_select="rerun",
        key=f"delivery.ages.{frame.books.version}.{frame.as_of}.{frame.currency}",
    )  # fmt: skip
    bucket = widgets.picked(event, "age", "bucket")
    customers = unbilled.by_customer(mine, len(titles) - 1)
    columns = [
        Shown("customer_name", _("Customer"), width="medium"),
        Shown("salesperson", _("Salesperson")),
        Shown("count", _("Deliveries"), "integer"),
        Shown("total", _("Not invoiced"), "money"),
        *[Shown(f"bucket_{number}", frame.say(title), "money", sparse=True) for number, title in enumerate(titles)],
        Shown("oldest", _("Oldest (days)"), "integer"),
    ]
    widgets.note(_("{count} customers. Select one, or a column of the picture, to see its deliveries.").format(count=f"{len(customers):,}"))
    chosen = tables.grid(frame, customers, columns, key=f"delivery.customers.{frame.currency}", select="customer_key", total=True)
    behind = desk.with_keys(mine, "customer_key", chosen) if chosen else mine
    if bucket is not None:
        behind = desk.with_keys(behind, "bucket", [int(str(bucket))])
    if chosen or bucket is not None:
        _deliveries(frame, behind)


def _deliveries(frame: Frame, rows: pd.DataFrame) -> None:
    _ = frame._
    states = {name: frame.say(title) for name, title in unbilled.STATES.items()}
    columns = [
        Shown("delivery_no", _("Delivery No.")),
        Shown("customer_name", _("Customer"), width="medium"),
        Shown("delivered_on", _("Delivered on"), "date"),
        Shown("days", _("Days since delivery"), "integer"),
        Shown("amount", _("Amount"), "money"),
        Shown("state", _("State")),
        Shown("order_no", _("Order No.")),
    ]
    tables.grid(
        replace(frame, unit="unit"), rows.assign(state=rows["state"].map(states)), columns, key="delivery.rows", total=len(rows) > 0
    )
