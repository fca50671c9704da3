"""Drawing up an extension or instalment plan: what it is about, when what is paid, and the schedule as one would sign it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import pandas as pd
import streamlit as st

from arcore import desk, plans
from arcore.collecting.drafting import overdue, preview, proof, schedule_text
from arcore.collecting.plans_at import schedule_of
from arcore.messages import Unusable
from arcore.money import plain, shown
from arcore.plans import Instalment
from arcore.registers import REGISTERS
from arcore.typed import amount_typed
from pages._shared import tables, widgets
from pages._shared.frame import Frame
from pages._shared.register_row import choices
from pages._shared.tables import Shown

WAYS = ("equal", "custom", "extension")
FIRST_AFTER = 30
"""Days from now to the first instalment that the form proposes."""


def draw(frame: Frame, key: str, debts: pd.DataFrame, currency: str) -> dict[str, object] | None:
    """The widgets and the schedule; the row for the register of plans, None while the plan does not hold together."""
    _ = frame._
    titles = {"equal": _("Equal instalments"), "custom": _("Own instalments"), "extension": _("Pay all later")}
    way = st.segmented_control(
        _("How is it paid?"), WAYS, default="equal", required=True, format_func=lambda name: titles[name], key=f"{key}.way"
    )
    numbers = debts["document_no"].tolist()
    late = overdue(debts)["document_no"].tolist()
    chosen = st.multiselect(_("Documents"), numbers, default=late, key=f"{key}.documents", placeholder=_("Choose"))
    mine = desk.with_keys(debts, "document_no", chosen)
    owed = int(desk.total_row(mine, ["open"])["open"].iloc[0])
    left, middle, right = st.columns(3)
    typed = left.text_input(_("Principal ({currency})").format(currency=currency), plain(owed, currency), key=f"{key}.principal.{owed}")
    percent = Decimal(str(middle.number_input(_("Interest per year (%)"), 0.0, 100.0, 0.0, 0.05, format="%.2f", key=f"{key}.rate")))
    agreed_on = right.date_input(_("Agreed on"), frame.as_of, max_value=frame.as_of, format="YYYY-MM-DD", key=f"{key}.agreed")
    try:
        principal = amount_typed(typed, currency) or 0
        plan = _schedule(frame, key, str(way), principal, agreed_on, percent, currency)
    except Unusable as refused:
        widgets.strip(frame.say(refused.message), "bad")
        return None
    _shown(frame, key, plan, mine, owed, currency)
    terms = _terms(frame, key)
    return {
        "agreed_on": agreed_on, "document_nos": ", ".join(chosen), "principal": principal, "currency": currency,
        "schedule": schedule_text(plan, currency), "annual_percent": str(percent), **terms,
    }  # fmt: skip


def _schedule(frame: Frame, key: str, way: str, principal: int, since: dt.date, percent: Decimal, currency: str) -> tuple[Instalment, ...]:
    """The plan that the widgets describe; raises Unusable where they describe none."""
    _ = frame._
    proposed = frame.as_of + dt.timedelta(days=FIRST_AFTER)
    left, middle, right = st.columns(3)
    if way == "extension":
        day = left.date_input(_("Everything by"), proposed, min_value=since, format="YYYY-MM-DD", key=f"{key}.day")
        return plans.equal(principal, 1, day, since=since, annual_percent=percent)
    if way == "custom":
        start = plans.equal(max(principal, 2), 2, proposed, since=since)
        text = st.text_area(
            _("One instalment of principal a line: day and amount"),
            schedule_text(start, currency),
            key=f"{key}.lines.{principal}",
            height=120,
        )
        parts = schedule_of(text, currency)
        plans.agreed(parts, principal, currency)
        return plans.custom(parts, since=since, annual_percent=percent)
    count = left.number_input(_("How many"), 2, 60, 3, key=f"{key}.count")
    first = middle.date_input(_("First on"), proposed, min_value=since, format="YYYY-MM-DD", key=f"{key}.first")
    months = right.number_input(_("Every so many months"), 1, 12, 1, key=f"{key}.months")
    return plans.equal(principal, int(count), first, since=since, months=int(months), annual_percent=percent)


def _shown(frame: Frame, key: str, plan: Sequence[Instalment], mine: pd.DataFrame, owed: int, currency: str) -> None:
    """The schedule with its proof, and the documents with the due dates that stay."""
    _ = frame._
    exact = replace(frame, unit="unit")
    rows = preview(plan).assign(currency=currency)
    columns = [
        Shown("number", _("No."), "integer"), Shown("due", _("To be paid on"), "date"), Shown("principal", _("Principal"), "money"),
        Shown("interest", _("Interest"), "money"), Shown("total", _("To be paid"), "money"), Shown("balance", _("Principal left"), "money"),
    ]  # fmt: skip
    tables.grid(exact, rows, columns, key=f"{key}.preview", height=200)
    widgets.proof_lines([(frame.say(proof(plan, currency)), True)])
    principal = plan[-1].balance + sum(each.principal for each in plan)
    if principal != owed:
        gap = shown(owed - principal, currency)
        widgets.strip(_("The chosen documents have {gap} more open than the plan's principal.").format(gap=gap))
    dates = ", ".join(f"{number} {day:%Y-%m-%d}" for number, day in zip(mine["document_no"], mine["due_date"], strict=True))
    widgets.note(_("The documents keep their due dates, and the aging keeps showing them as overdue: {dates}").format(dates=dates or "–"))


def _terms(frame: Frame, key: str) -> Mapping[str, object]:
    """Acceleration, and whether it is signed."""
    _ = frame._
    left, middle, right = st.columns(3)
    grace = left.number_input(_("All is due when one is late by more than (days)"), 0, 90, 3, key=f"{key}.grace")
    late = middle.number_input(_("Interest once all is due (% a year)"), 0.0, 100.0, None, 0.05, format="%.2f", key=f"{key}.late")
    labels = choices(frame, REGISTERS["plans"], "state")
    state = right.segmented_control(
        _("State"), ("agreed", "proposed"), default="agreed", required=True, format_func=lambda name: labels[name], key=f"{key}.state",
        help=_("Only an agreed plan takes its documents out of dunning, as long as it is kept."),
    )  # fmt: skip
    return {"grace_days": int(grace), "late_percent": None if late is None else str(late), "state": state}
