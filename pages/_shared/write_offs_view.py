"""Write-offs on the allowance page: propose with the evidence list, decide within one's limit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from arcore import desk, write_off_form
from arcore.documents import write_off_approval
from arcore.documents.workbook_style import Stamp
from arcore.ledger import RowChange
from arcore.ledger.write_offs import Decision
from arcore.provision.registered import proposals
from arcore.registers import REGISTERS
from arcore.registers.losses import EVIDENCE
from arcore.registers.words import said
from arcore.typed import amount_typed
from arcore.write_off_limits import ROLES
from pages._shared import cash_acts, downloads, identity, provision_view, tables, widgets
from pages._shared.frame import Frame
from pages._shared.policy_papers import DOCX
from pages._shared.tables import Shown

REGISTER = REGISTERS["write_offs"]


def show(frame: Frame) -> None:
    """The proposals, the decision on the one selected, and the form for a new one."""
    _ = frame._
    cash_acts.offer_undo(frame)
    rows = proposals(frame.books, frame.as_of, frame.policy.company.currency, frame.currency)
    if not len(rows):
        widgets.note(_("No write-off has been proposed."))
    else:
        _decide(frame, rows)
    with st.expander(_("Propose a write-off")):
        _propose(frame)


def _decide(frame: Frame, rows: pd.DataFrame) -> None:
    _ = frame._
    fields = {name: REGISTER.field(name) for name in ("cause", "state", "proposed_by", "decided_by", "proposed_on")}
    shown = rows.assign(
        **{f"{name}_said": [said(field, value, frame.currency, frame.lang) for value in rows[name]] for name, field in fields.items()},
        evidence=rows[list(EVIDENCE)].fillna(False).astype(int).sum(axis=1).astype(str) + f" / {len(EVIDENCE)}",
    )
    columns = [
        Shown("customer_name", _("Customer"), width="medium"),
        Shown("document_no", _("Document")),
        Shown("amount", _("Amount"), "money"),
        Shown("cause_said", fields["cause"].heading(frame.lang)),
        Shown("evidence", _("Evidence")),
        Shown("explanation", REGISTER.field("explanation").heading(frame.lang), width="medium"),
        Shown("proposed_by_said", fields["proposed_by"].heading(frame.lang)),
        Shown("state_said", fields["state"].heading(frame.lang)),
        Shown("decided_by_said", fields["decided_by"].heading(frame.lang)),
    ]
    for row_key in tables.grid(frame, shown, columns, key="write_offs", select="row_key"):
        row = desk.with_keys(rows, "row_key", [row_key]).iloc[0]
        held = [field.heading(frame.lang) for name in EVIDENCE for field in [REGISTER.field(name)] if pd.notna(row[name]) and row[name]]
        widgets.note(_("Evidence at hand: {list}").format(list=frame.listed(held) or "–"))
        _form(frame, {str(name): value for name, value in row.items()})
        if row["state"] == "pending":
            _decision(frame, int(str(row_key)), int(row["entry"]), str(row["document_no"]))


def _form(frame: Frame, proposal: Mapping[str, Any]) -> None:
    """The form to print, sign and file with the evidence."""
    _ = frame._

    def make() -> bytes:
        found = desk.with_keys(desk.balances_at(frame.books, frame.as_of).items, "document_key", [proposal["document_key"]])
        open_ = int(found["open"].iloc[0]) if len(found) else 0
        form = write_off_form.write_off_form(proposal, frame.books, open_, frame.as_of, frame.policy, frame.lang)
        return write_off_approval.document(form, Stamp(downloads.company(frame), frame.as_of, frame.lang))

    file = _("Approval of a bad-debt write-off") + f" {proposal['document_no']}.docx"
    widgets.download(_("Form for approval (Word)"), make, file, mime=DOCX, key=f"write_off.form.{proposal['row_key']}")


def _decision(frame: Frame, row_key: int, entry: int, number: str) -> None:
    _ = frame._
    left, right = st.columns(2)
    role = left.segmented_control(
        _("I decide as"), tuple(ROLES), default="clerk", required=True, format_func=lambda name: frame.say(ROLES[name])
    )
    why = right.text_input(_("Reason of the decision"), key=f"write_off.why.{row_key}", max_chars=200)
    name = identity.who(frame, key="decide")
    approve, refuse = st.columns([1, 5])
    approved = approve.button(_("Approve"), type="primary", key=f"write_off.approve.{row_key}")
    refused = refuse.button(_("Refuse"), key=f"write_off.refuse.{row_key}")
    if (approved or refused) and identity.ready(frame, name, why) and role is not None:
        decision = Decision(row_key, approved, role, frame.as_of, why.strip(), entry)
        words = _("Write-off of {number} approved.") if approved else _("Write-off of {number} refused.")
        cash_acts.act(
            frame,
            f"write_off.{row_key}.{approved}",
            name,
            words.format(number=number),
            lambda target, mark: [
                target.decide_write_off(
                    decision, frame.policy.approvals, who=name, why=why.strip(), token=mark, own_currency=frame.policy.company.currency
                )
            ],
        )


def _propose(frame: Frame) -> None:
    """The oldest open documents first; the amount is what is open unless less is given up."""
    _ = frame._
    items = desk.balances_at(frame.books, frame.as_of).items
    mine = desk.in_order(items[(items["currency"] == frame.currency) & (items["open"] > 0)])
    if not len(mine):
        widgets.note(_("Nothing is open in {currency}.").format(currency=frame.currency))
        return
    names = provision_view.key_names(frame)
    open_ = dict(zip(mine["document_key"].astype(int), mine["open"].astype(int), strict=True))
    words = {
        int(key): f"{no} · {names.get(int(customer), '')} · {frame.amount(open_[int(key)], frame.currency)}"
        for key, no, customer in zip(mine["document_key"], mine["document_no"], mine["customer_key"], strict=True)
    }
    customers = dict(zip(mine["document_key"].astype(int), mine["customer_key"].astype(int), strict=True))
    left, right = st.columns(2)
    document = left.selectbox(_("Document"), tuple(words), format_func=lambda key: words[key], key="write_off.document")
    typed = right.text_input(_("Amount, blank for all that is open ({unit})").format(unit=frame.currency), key="write_off.amount")
    causes = REGISTER.field("cause").choices
    cause = left.selectbox(
        REGISTER.field("cause").heading(frame.lang),
        [choice.value for choice in causes],
        key="write_off.cause",
        format_func=lambda value: next(choice.label(frame.lang) for choice in causes if choice.value == value),
    )
    explanation = right.text_input(REGISTER.field("explanation").heading(frame.lang), key="write_off.explanation", max_chars=400)
    widgets.note(_("Evidence at hand (what is missing can be added later):"))
    boxes = st.columns(2)
    ticked = {
        name: boxes[place % 2].checkbox(widgets.plain(REGISTER.field(name).heading(frame.lang)), key=f"write_off.{name}")
        for place, name in enumerate(EVIDENCE)
    }
    name = identity.who(frame, key="propose")
    if not st.button(_("Propose"), type="primary", key="write_off.propose") or not identity.ready(frame, name, explanation):
        return
    amount = amount_typed(typed, frame.currency) if typed.strip() else open_[document]
    if amount is None or not 0 < amount <= open_[document]:
        widgets.strip(_("The amount must be above zero and at most what is open, {open}.").format(open=words[document]), "bad")
        return
    values = {
        "amount": amount,
        "currency": frame.currency,
        "cause": cause,
        "explanation": explanation.strip(),
        **ticked,
        "proposed_on": frame.as_of,
        "proposed_by": name,
        "state": "pending",
    }
    change = RowChange("write_offs", values, customer_key=customers[document], document_key=document)
    cash_acts.act(
        frame,
        f"write_off.propose.{document}",
        name,
        _("Proposed the write-off of {document}.").format(document=words[document]),
        lambda target, mark: [target.change_registers([change], who=name, why=explanation.strip(), token=mark)],
    )
