"""The table of credit positions: what is counted, what is shown, what is filtered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.attention import Attention
from arcore.exposure import STATUS_LABELS, Position, Status
from pages._shared import session, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown
from pages._shared.widgets import Door


@dataclass(frozen=True)
class Counted:
    """How many customers of one currency stand where; `over_by` in minor units."""

    over: int
    over_by: int
    late: int
    near: int
    no_limit: int


def counted(positions: Sequence[Position], currency: str) -> Counted:
    """The counts of `positions` in `currency`; customers without a limit count only where they owe something."""
    mine = [position for position in positions if position.currency == currency]
    return Counted(
        over=sum(position.status is Status.OVER for position in mine),
        over_by=sum(position.breach_amount for position in mine),
        late=sum(position.breach_age for position in mine),
        near=sum(position.status is Status.NEAR for position in mine),
        no_limit=sum(position.status is Status.NO_LIMIT and position.open != 0 for position in mine),
    )


def filtered(frame: Frame, rows: pd.DataFrame, asked: Attention | None) -> pd.DataFrame:
    """The rows another page asked for, else those of the chosen status and name."""
    _ = frame._
    if asked is not None:
        return desk.with_keys(rows, "customer_id", asked.ids)
    names = {status.value: frame.say(STATUS_LABELS[status]) for status in Status}
    chosen = session.one_of("status", ["", "late", *names], "")
    session.show("status", chosen)
    words = {"": _("All"), "late": _("Overdue too long"), **names}
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    left.segmented_control(
        _("Show"),
        tuple(words),
        format_func=lambda name: words[name],
        required=True,
        label_visibility="collapsed",
        **session.on_change("status"),
    )
    wanted = right.text_input(_("Find"), placeholder=_("Part of a name or number"), key="find.position", label_visibility="collapsed")
    if chosen == "late":
        rows = desk.with_keys(rows, "breach_age", [True])
    elif chosen:
        rows = desk.with_keys(rows, "status", [names[chosen]])
    return desk.matching(rows, wanted, ("name", "customer_id")) if wanted else rows


def show(frame: Frame, rows: pd.DataFrame, currency: str) -> str | None:
    """The positions; the customer id of the one that was selected."""
    _ = frame._
    unbilled = _unbilled(frame, rows)
    columns = [
        Shown("name", _("Customer"), width=220),
        Shown("customer_id", _("Customer No.")),
        Shown("grade", _("Grade"), width=112),
        Shown("status", _("Against the limit"), help=_("Exposure against the limit; how late the customer is stands beside it.")),
        Shown("lateness", _("Lateness"), help=_("The oldest overdue item against the days the rules tolerate, whatever the limit says.")),
        Shown("exposure", _("Exposure"), "money", help=_("Open balance and what the policy adds to it, less unapplied receipts.")),
        *unbilled,
        Shown("limit", _("Limit"), "money", help=_("Empty: no limit was ever set. 0: cash before delivery.")),
        Shown("used", _("Used"), "percent"),
        Shown("headroom", _("Headroom"), "money"),
        Shown("overdue", _("Overdue"), "money", sparse=True),
        Shown("oldest", _("Oldest overdue (days)"), "integer", sparse=True),
        Shown("reason", _("Why"), width="large"),
    ]
    widgets.note(_("{count} customers. Select one to see its documents.").format(count=f"{len(rows):,}"))
    chosen = tables.grid(frame, rows, columns, key=f"credit.{currency}", select="customer_id")
    if unbilled:
        widgets.door(Door("deliveries", _("Deliveries and e-invoices")), key="credit.deliveries")
    return str(chosen[0]) if chosen else None


def _unbilled(frame: Frame, rows: pd.DataFrame) -> list[Shown]:
    """What is delivered and not invoiced, where the policy counts it and there is any."""
    _ = frame._
    if not frame.policy.credit.include_unbilled or not (rows["unbilled"] != 0).any():
        return []
    help_ = _("Part of the exposure: delivered, not invoiced. Its deliveries stand under “Deliveries and e-invoices”.")
    return [Shown("unbilled", _("Not invoiced"), "money", sparse=True, help=help_)]
