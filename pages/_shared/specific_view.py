"""The debts assessed one by one on the allowance page: the list, and the form to add a customer or a single document."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.ledger import RowChange, files
from arcore.provision import Allowance
from arcore.registers import REGISTERS
from arcore.typed import amount_typed
from pages._shared import cash_acts, identity, kept_files, provision_view, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown
from pages._shared.widgets import Door

LAST = dt.date(2100, 12, 31)
WHOLE = 0
"""Chosen instead of a document: everything the customer owes."""


def show(frame: Frame, now: Allowance) -> None:
    """The debts assessed one by one, and the form to add one."""
    _ = frame._
    names, numbers = provision_view.key_names(frame), provision_view.document_numbers(frame)
    whole = _("All of the customer's")
    rows = pd.DataFrame(
        [
            (
                names.get(line.customer_key, ""), numbers.get(line.document_key or WHOLE, whole), line.balance, line.recoverable,
                line.amount, line.reason, line.evidence,
            )
            for line in now.specific
        ],
        columns=["customer", "document", "balance", "recoverable", "amount", "reason", "evidence"],
    )  # fmt: skip
    if len(rows):
        columns = [
            Shown("customer", _("Customer"), width=170),
            Shown("document", _("Document")),
            Shown("balance", _("Closing balance"), "money"),
            Shown("recoverable", _("Recoverable"), "money"),
            Shown("amount", _("Allowance"), "money"),
            Shown("reason", _("Why"), width=220),
            Shown("evidence", REGISTERS["specific_provisions"].field("evidence").heading(frame.lang), width=160),
        ]
        tables.grid(frame, rows.assign(currency=now.currency), columns, key="provision.specific")
        widgets.door(Door("registers", _("Amend or take out in the register"), {"register": "specific_provisions"}), key="specific")
    else:
        widgets.note(_("Nothing is assessed one by one. Add a debt whose loss you know better than its age tells."))
    with st.expander(_("Assess a customer or a document")):
        _assess(frame, names)


def _assess(frame: Frame, names: dict[int, str]) -> None:
    _ = frame._
    items = desk.balances_at(frame.books, frame.as_of).items
    owed = desk.in_order(items[(items["currency"] == frame.currency) & (items["open"] > 0)])
    left, right = st.columns(2)
    owing = sorted(set(owed["customer_key"].astype(int)))
    customer = left.selectbox(_("Customer"), owing, format_func=lambda key: names.get(key, str(key)), key="specific.customer")
    mine = desk.with_keys(owed, "customer_key", [customer])
    words = {
        WHOLE: _("All of the customer's"),
        **{
            int(key): _("{number}, due {due}, open {open}").format(number=no, due=due.date(), open=frame.amount(int(open_), frame.currency))
            for key, no, due, open_ in zip(mine["document_key"], mine["document_no"], mine["due_date"], mine["open"], strict=True)
        },
    }
    document = right.selectbox(_("Document"), tuple(words), format_func=lambda key: words[key], key=f"specific.document.{customer}")
    typed = left.text_input(_("Recoverable ({unit})").format(unit=frame.currency), "0", key="specific.recoverable")
    until = right.date_input(
        _("Valid until (blank: until it is taken out)"), None, frame.as_of, LAST, format="YYYY-MM-DD", key="specific.until"
    )
    reason = st.text_input(_("Why it may be lost"), key="specific.reason", max_chars=400)
    evidence = left.text_input(
        REGISTERS["specific_provisions"].field("evidence").heading(frame.lang), key="specific.evidence", max_chars=400
    )
    uploaded = right.file_uploader(_("File with the evidence"), key="specific.file", max_upload_size=files.LARGEST // 2**20)
    name = identity.who(frame, key="specific")
    if not st.button(_("Keep this assessment"), type="primary", key="specific.keep") or not identity.ready(frame, name, reason):
        return
    recoverable = amount_typed(typed, frame.currency)
    if recoverable is None or customer is None:
        widgets.strip(_("“{typed}” is not an amount. Write it like 12,000.00.").format(typed=typed), "bad")
        return
    values = {
        "recoverable": recoverable,
        "currency": frame.currency,
        "reason": reason.strip(),
        "evidence": evidence.strip() or None,
        "assessed_on": frame.as_of,
        "valid_to": until if isinstance(until, dt.date) else None,
        "assessed_by": name,
    }
    if uploaded is not None:
        values["file"] = kept_files.kept(frame, uploaded)
        if values["file"] is None:
            return
    change = RowChange("specific_provisions", values, customer_key=int(customer), document_key=document or None)
    number = provision_view.document_numbers(frame).get(document or WHOLE, "")
    cash_acts.act(
        frame,
        f"specific.{customer}.{document}",
        name,
        _("Kept the assessment of {customer}.").format(customer=" ".join(filter(None, (names.get(int(customer), ""), number)))),
        lambda target, mark: [target.change_registers([change], who=name, why=reason.strip(), token=mark)],
    )
