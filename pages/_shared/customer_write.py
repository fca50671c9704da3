"""Writing what was changed about many customers: from which day, who approves higher limits, which due dates follow new terms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from arcore import customer_edits
from arcore.customer_edits import Edit
from arcore.ledger import Along, Approval
from arcore.ledger.limit_approval import ROLES
from arcore.ledger.new_terms import by_customer as terms_by_customer
from pages._shared import identity, new_terms, one_entry, widgets
from pages._shared.frame import Frame


def show(frame: Frame, edits: Sequence[Edit]) -> None:
    """Day, name, reason and, where the edits ask for them, approver and documents; then one entry in the journal."""
    _ = frame._
    left, middle, right = st.columns([1, 1, 2])
    with left:
        day = st.date_input(
            _("Valid from"), frame.as_of, dt.date(1990, 1, 1), dt.date(2100, 12, 31), format="YYYY-MM-DD", key="edit.day",
            help=_("Figures of earlier days keep the limits and terms of then."),
        )  # fmt: skip
    with middle:
        name = identity.who(frame, key="edit")
    with right:
        why = st.text_input(_("Why (kept in the journal)"), key="edit.why", max_chars=200)
    apply, approval = _approval(frame, edits)
    documents = new_terms.documents(frame, terms_by_customer(customer_edits.by_customer(edits)), key="edit")
    words = _("File these applications and write the other changes") if apply else _("Write these changes")
    if not st.button(words, type="primary", key="edit.go") or not identity.ready(frame, name, why):
        return
    direct = customer_edits.direct(edits, frame.books.customers) if apply else list(edits)
    rows = customer_edits.applied_for(edits, frame.books.customers, name, why.strip(), day, frame.policy) if apply else ()
    along = Along(frame.policy, approval, documents, tuple(rows))
    one_entry.write(
        frame,
        "edit",
        name,
        lambda target, token: target.change_customers(
            customer_edits.by_customer(direct), who=name, why=why.strip(), token=token, valid_from=day, along=along
        ),
        turn="edit.turn",
    )


def _approval(frame: Frame, edits: Sequence[Edit]) -> tuple[bool, Approval | None]:
    """Whether higher limits become applications, and who approves them where they do not."""
    _ = frame._
    higher = customer_edits.raising(edits, frame.books.customers)
    if not higher:
        return False, None
    ways = {"apply": _("Apply for them: somebody else decides"), "approved": _("They are approved already")}
    rules, currency = frame.policy.limits, frame.policy.company.currency
    widgets.note(_("{count} limits rise. Who may approve them:").format(count=len(higher)))
    bands = {"manager": frame.amount(rules.manager_limit, currency), "director": frame.amount(rules.director_limit, currency)}
    widgets.note(_("finance manager up to {manager}, finance director up to {director}, general manager above.").format(**bands))
    if customer_edits.removing(edits):
        widgets.note(_("Without a limit the amount is not checked any more: only the general manager approves that."))
        del ways["apply"]
    way = st.radio(_("Higher limits"), tuple(ways), format_func=lambda name: ways[name], horizontal=True, key="edit.limits")
    if way == "apply":
        return True, None
    left, right = st.columns(2)
    by = left.text_input(_("Approver"), key="edit.approver", max_chars=60)
    role = right.selectbox(_("Approved as"), tuple(ROLES), format_func=lambda name: frame.say(ROLES[name]), key="edit.role")
    return False, Approval(by.strip(), role)
