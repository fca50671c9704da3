"""Applications for limits: what waits for a decision, deciding it, asking for another, the printed form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from arcore import applications, desk
from arcore.ledger import JournalEntry, Ledger, Ruling
from arcore.ratings import Rated
from pages._shared import approval_papers, credit_acts, credit_ask, identity, new_terms, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown


def show(frame: Frame, found: Rated) -> None:
    """Waiting applications with the decision beside the one selected; below, a new one."""
    _ = frame._
    waiting = applications.pending(frame.books, frame.as_of)
    if len(waiting):
        rows = waiting.assign(
            asked=[frame.say(applications.wording(row, str(row["currency"]))) for row in waiting.to_dict("records")],
            currency=waiting["currency"].fillna(frame.policy.company.currency),
        )
        columns = [
            Shown("customer_name", _("Customer"), width=200),
            Shown("requested_on", _("Asked on"), "date"),
            Shown("requested_by", _("Asked by")),
            Shown("credit_limit", _("Limit on {date}").format(date=frame.as_of), "money"),
            Shown("term_text", _("Payment terms")),
            Shown("currency", _("Currency"), width="small"),
            Shown("asked", _("Asked for"), width="large"),
        ]
        widgets.note(_("{count} applications wait for a decision. Select one.").format(count=len(rows)))
        for row_key in tables.grid(frame, rows, columns, key="requests", select="row_key", height=260):
            (row,) = desk.with_keys(rows, "row_key", [row_key]).to_dict("records")
            _decision(frame, found, {str(name): value for name, value in row.items()})
    else:
        widgets.note(_("No application waits for a decision."))
    with st.expander(_("Ask for a limit"), expanded=not len(waiting), icon=":material/add:"):
        credit_ask.show(frame)


def _decision(frame: Frame, found: Rated, row: Mapping[str, Any]) -> None:
    _ = frame._
    with st.container(border=True):
        widgets.answer(f"{row['customer_name']} · {row['asked']}")
        widgets.note(
            _("Asked by {who} on {date}: {reason}").format(who=row["requested_by"], date=row["requested_on"].date(), reason=row["reason"])
        )
        approval_papers.show(frame, found, row)
        if row["decision"] != applications.PENDING:
            widgets.note(_("Decided since, on {date}.").format(date=row["decided_on"].date()))
            return
        _decide(frame, row)


def _decide(frame: Frame, row: Mapping[str, Any]) -> None:
    """From which day, under which conditions, and whether open documents are due by the new terms."""
    _ = frame._
    left, right = st.columns([1, 3])
    day = left.date_input(_("In force from"), frame.as_of, format="YYYY-MM-DD", key=f"from.{row['row_key']}")
    conditions = right.text_input(_("Conditions (kept with the decision)"), key=f"conditions.{row['row_key']}", max_chars=200)
    terms = {int(row["customer_key"]): str(row["requested_terms"])} if isinstance(row["requested_terms"], str) else {}
    documents = new_terms.documents(frame, terms, key=f"ruling.{row['row_key']}")
    who = identity.who(frame, key="ruling")
    with st.container(horizontal=True):
        approve = st.button(_("Approve"), type="primary", key=f"approve.{row['row_key']}")
        refuse = st.button(_("Refuse"), key=f"refuse.{row['row_key']}")
    if approve or refuse:
        ruling = Ruling(int(row["row_key"]), int(row["entry"]), approve, conditions, documents if approve else ())

        def do(ledger: Ledger, name: str, token: str) -> JournalEntry:
            return ledger.decide_application(ruling, who=name, why=conditions, token=token, day=day, policy=frame.policy)

        done = _("Approved: the customer's record is changed. It can be undone on the data page.") if approve else _("Refused.")
        credit_acts.act(frame, f"rule.{row['row_key']}.{approve}", who, done, do)
