"""The ten largest overdue customers, one by one: cause, measure, owner and promised date, kept from here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.ledger import JournalEntry, Ledger, RowChange
from arcore.registers import REGISTERS
from arcore.review import Month, worded
from arcore.typed import amount_typed
from pages._shared import cash_acts, identity, review_present, review_tables, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown

TOP = 10
REGISTER = REGISTERS["overdue_actions"]


def show(frame: Frame, month: Month) -> None:
    """The list with the chosen customer below it: what is known, the form, the documents."""
    _ = frame._
    table = month.table("T3")
    rows = table.of(frame.currency).head(TOP)
    if not len(rows):
        widgets.empty(_("Nothing is overdue"), _("No customer is overdue in {currency} at this date.").format(currency=frame.currency))
        return
    review_tables.ties(frame, table)
    shown = worded.in_words(table, rows, frame.lang).reset_index(drop=True)
    columns = [
        Shown("name", _("Customer"), width=200),
        Shown("overdue", _("Overdue"), "money"),
        Shown("days", _("Days past due"), "integer"),
        Shown("cause", _("Cause")),
        Shown("action", _("Measure or next step"), width=220),
        Shown("owner", _("Owner")),
        Shown("promised_on", _("Promised for"), "date"),
    ]
    if review_present.presented():
        review_tables.enlarge(frame, shown, columns)
        names = dict(zip(shown["customer_key"].tolist(), shown["name"].tolist(), strict=True))
        chosen: object = st.selectbox(_("Customer"), tuple(names), format_func=lambda each: names[each], key="review.top.choose")
    else:
        (chosen,) = tables.grid(frame, shown, columns, key="review.top", select="customer_key", required=True, height=360) or (None,)
    key = int(str(chosen)) if chosen is not None else int(rows["customer_key"].iloc[0])
    (row,) = desk.with_keys(rows, "customer_key", [key]).to_dict("records")
    _form(frame, month, {str(name): value for name, value in row.items()})
    review_tables.customer(frame, month.as_of, key, key="T3")


def _form(frame: Frame, month: Month, row: Mapping[str, object]) -> None:
    """Cause, measure, owner and promised day of one customer; keeping it writes a new row, so that the earlier ones stay."""
    _ = frame._
    key = int(str(row["customer_key"]))
    causes = REGISTER.field("cause").labels(frame.lang)
    departments = REGISTER.field("department").labels(frame.lang)
    with st.form(f"review.action.{key}.{month.name}"):
        overdue = frame.amount(int(str(row["overdue"])), frame.currency)
        title = _("{customer}: {amount} overdue, the oldest by {days} days")
        widgets.answer(title.format(customer=row["name"], amount=overdue, days=row["days"]))
        first, second, third = st.columns(3)
        now = str(row["cause"])
        cause = first.selectbox(
            _("Cause"), tuple(causes), index=list(causes).index(now) if now in causes else None,
            format_func=lambda each: causes[each], placeholder="–",
        )  # fmt: skip
        owner = second.text_input(_("Owner"), str(row["owner"] or ""), max_chars=60)
        department = third.selectbox(_("Department"), tuple(departments), index=1, format_func=lambda each: departments[each])
        action = st.text_area(_("Measure to take"), str(row["action"] or ""), height=80, max_chars=1000)
        left, middle, right = st.columns(3)
        promised = left.date_input(_("To be paid by"), _day(row["promised_on"]), format="YYYY-MM-DD")
        typed = middle.text_input(_("Amount promised ({currency}, blank: all)").format(currency=frame.currency))
        with right:
            name = identity.who(frame, key=f"review.{key}")
        pressed = st.form_submit_button(_("Keep it"), type="primary")
    if not pressed:
        return
    amount = amount_typed(typed, frame.currency) if typed.strip() else None
    if typed.strip() and amount is None:
        widgets.strip(_("“{text}” is not an amount. Write it like 12,800.50.").format(text=typed), "bad")
        return
    if cause is None or not action.strip() or not owner.strip():
        widgets.strip(_("Cause, measure and owner are all needed."), "bad")
        return
    values = {
        "reviewed_on": frame.as_of, "month": month.name, "cause": cause, "action": action.strip(), "owner": owner.strip(),
        "department": department, "promised_on": promised, "promised_amount": amount, "currency": frame.currency,
    }  # fmt: skip
    change = RowChange(REGISTER.name, values, customer_key=key)

    def do(target: Ledger, mark: str) -> list[JournalEntry | None]:
        why = _("Monthly meeting {month}").format(month=month.name)
        return [target.change_registers([change], who=name, why=why, token=mark, valid_from=frame.as_of)]

    words = _("Kept for {customer}: {what}").format(customer=row["name"], what=action.strip())
    cash_acts.act(frame, f"review.action.{key}", name, words, do)


def _day(value: object) -> dt.date | None:
    return value.date() if isinstance(value, pd.Timestamp) else None
