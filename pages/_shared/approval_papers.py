"""The form for approving a limit, to print and sign: Word and workbook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from arcore import approval_form, desk, ratings
from arcore.approval_form import ApprovalForm
from arcore.documents import limit_approval
from arcore.documents.workbook_style import Stamp
from arcore.ratings import Rated
from pages._shared import downloads, figures_of, widgets
from pages._shared.frame import Frame
from pages._shared.policy_papers import DOCX


def show(frame: Frame, found: Rated, request: Mapping[str, Any] | None, customer_id: str | None = None) -> None:
    """Two downloads for the customer of an application, or for any customer with blanks to fill in."""
    _ = frame._
    customer = str(request["customer_id"]) if request is not None else str(customer_id)
    place = found.place(customer)
    positions = {position.customer_id: position for position in figures_of.standing(frame, found.as_of).positions}
    if place is None or customer not in positions:
        return

    def form() -> ApprovalForm:
        row, position = ratings.row_of(found, place), positions[customer]
        (record,) = desk.with_keys(frame.books.customers, "customer_id", [customer]).to_dict("records")
        key, books = int(row["customer_key"]), frame.books
        return approval_form.approval_form(
            {str(name): value for name, value in record.items()}, row, position,
            (found.limit(place, frame.policy), found.terms(place, frame.policy)), request,
            peak=approval_form.peak_of(books.documents, books.allocations, key, position.currency, found.as_of),
            received=approval_form.received_from(books.receipts, key, position.currency, found.as_of),
            as_of=found.as_of, policy=frame.policy,
        )  # fmt: skip

    stamp = Stamp(downloads.company(frame), found.as_of, frame.lang, "unit", frame.say(frame.origin))
    file = _("Application for credit limit") + f" {customer} {found.as_of}"
    word, sheet = f"form.docx.{customer}", f"form.xlsx.{customer}"
    with st.container(horizontal=True):
        widgets.download(_("Form for approval (Word)"), lambda: limit_approval.document(form(), stamp), file + ".docx", mime=DOCX, key=word)
        widgets.download(_("Form for approval (workbook)"), lambda: limit_approval.workbook(form(), stamp), file + ".xlsx", key=sheet)
