"""Applications for limits: what waits for a decision, deciding it, asking for another, the printed form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import streamlit as st

from arcore import applications, desk
from arcore.applications import Request
from arcore.ledger import JournalEntry, Ledger, Ruling
from arcore.ratings import Rated
from arcore.schema import CUSTOMERS
from arcore.typed import amount_typed
from pages._shared import approval_papers, credit_acts, identity, session, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown

MONTH = dt.timedelta(days=30)


def show(frame: Frame, found: Rated) -> None:
    """Waiting applications with the decision beside the one selected; below, a new one."""
    _ = frame._
    waiting = applications.pending(frame.books.registers.get("applications"), frame.books.customers)
    if len(waiting):
        rows = waiting.assign(
            asked=[frame.say(applications.wording(row, str(row["currency"]))) for row in waiting.to_dict("records")],
            currency=waiting["currency"].fillna(frame.policy.company.currency),
        )
        columns = [
            Shown("customer_name", _("Customer"), width=200),
            Shown("requested_on", _("Asked on"), "date"),
            Shown("requested_by", _("Asked by")),
            Shown("credit_limit", _("Limit today"), "money"),
            Shown("asked", _("Asked for"), width="large"),
        ]
        widgets.note(_("{count} applications wait for a decision. Select one.").format(count=len(rows)))
        for row_key in tables.grid(frame, rows, columns, key="requests", select="row_key", height=260):
            (row,) = desk.with_keys(rows, "row_key", [row_key]).to_dict("records")
            _decision(frame, found, {str(name): value for name, value in row.items()})
    else:
        widgets.note(_("No application waits for a decision."))
    with st.expander(_("Ask for a limit"), expanded=not len(waiting), icon=":material/add:"):
        _ask(frame)


def _decision(frame: Frame, found: Rated, row: Mapping[str, Any]) -> None:
    _ = frame._
    with st.container(border=True):
        widgets.answer(f"{row['customer_name']} · {row['asked']}")
        widgets.note(
            _("Asked by {who} on {date}: {reason}").format(who=row["requested_by"], date=row["requested_on"].date(), reason=row["reason"])
        )
        approval_papers.show(frame, found, row)
        who = identity.who(frame, key="ruling")
        conditions = st.text_input(_("Conditions (kept with the decision)"), key=f"conditions.{row['row_key']}", max_chars=200)
        with st.container(horizontal=True):
            approve = st.button(_("Approve"), type="primary", key=f"approve.{row['row_key']}")
            refuse = st.button(_("Refuse"), key=f"refuse.{row['row_key']}")
    if approve or refuse:
        ruling = Ruling(int(row["row_key"]), int(row["entry"]), approved=approve, conditions=conditions)

        def do(ledger: Ledger, name: str, token: str) -> JournalEntry:
            return ledger.decide_application(ruling, who=name, why=conditions, token=token)

        done = _("Approved: the customer's record is changed. It can be undone on the data page.") if approve else _("Refused.")
        credit_acts.act(frame, f"rule.{row['row_key']}.{approve}", who, done, do)


def _ask(frame: Frame) -> None:
    _ = frame._
    customers = frame.books.customers
    names = dict(zip(customers["customer_id"], customers["customer_name"], strict=True))
    asked = session.chosen("customer", lambda text: not text or text in names, "")
    over = session.chosen("over", lambda text: not text or text.isdigit(), "")
    heading = {name: CUSTOMERS.column(name).heading(frame.lang) for name in ("credit_limit", "temporary_limit", "term_text")}
    kinds = {"limit": heading["credit_limit"], "temporary": heading["temporary_limit"]}
    with st.form("request", border=False):
        left, right = st.columns(2)
        ids = list(names)
        customer = left.selectbox(
            _("Customer"),
            ids,
            ids.index(asked) if asked else None,
            format_func=lambda key: f"{key} {names[key]}",
            placeholder=_("Number or name"),
        )
        kind = right.radio(_("Kind"), tuple(kinds), int(bool(over)), format_func=lambda name: kinds[name], horizontal=True)
        typed = left.text_input(_("Amount ({unit})").format(unit=frame.unit_name), frame.amount(int(over), frame.currency) if over else "")
        terms = right.text_input(_("Terms asked for (only with a limit for good)"), placeholder="45天")
        start = left.date_input(_("Temporary from"), frame.as_of, format="YYYY-MM-DD")
        end = right.date_input(_("Temporary until"), frame.as_of + MONTH, format="YYYY-MM-DD")
        reason = st.text_input(_("Reason"), max_chars=300)
        who = identity.who(frame, key="request")
        pressed = st.form_submit_button(_("Send to whoever decides"), type="primary")
    if not pressed:
        return
    amount = amount_typed(typed, frame.currency, frame.unit)
    if customer is None or amount is None or not identity.ready(frame, who, reason):
        widgets.strip(_("Choose a customer, type an amount such as 120000, and give a reason."))
        return
    (row,) = desk.with_keys(customers, "customer_id", [customer]).to_dict("records")
    currency = row["currency"] if isinstance(row["currency"], str) else frame.policy.company.currency
    wanted = {"limit": amount, "terms": terms.strip() or None} if kind == "limit" else {
        "temporary_limit": amount, "temporary_from": start, "temporary_to": end
    }  # fmt: skip
    session.keep("over", None)
    credit_acts.ask_for(frame, Request(int(row["customer_key"]), who, reason.strip(), currency, **wanted))
