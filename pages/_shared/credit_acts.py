"""Asking for a limit, recording a review: each one entry in the journal, once per click."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

import streamlit as st

from arcore import applications
from arcore.applications import Request
from arcore.credit_reviews import months_until_review
from arcore.ledger import JournalEntry, Ledger, RowChange
from arcore.limits import LimitAdvice, TermsAdvice
from arcore.messages import Unusable
from pages._shared import identity, session, source, widgets
from pages._shared.frame import Frame

Do = Callable[[Ledger, str, str], JournalEntry]
"""A change, given the ledger to write to, who, and the token of the act."""


def act(frame: Frame, name: str, who: str, done: str, do: Do, *, page: str = "", link: str = "") -> None:
    """Do it once and say so on the next run; or say why it cannot be done, with nothing changed."""
    if not who:
        widgets.strip(frame._("Give your name first: every entry in the journal says who made it."))
        return
    key = f"credit.token.{name}@{frame.books.version}"
    token = str(st.session_state.setdefault(key, uuid4().hex))
    try:
        do(source.to_write(frame.shelf), who, token)
    except Unusable as refused:
        widgets.strip(frame.say(refused.message), "bad")
        return
    st.session_state.pop(key, None)
    identity.remember(who)
    session.flash(done, page=page, link=link)
    st.rerun()


def offer(frame: Frame, row: Mapping[str, Any], limit: LimitAdvice, terms: TermsAdvice) -> None:
    """The suggestion as an application that somebody else decides, and the review that keeps the computed grade."""
    _ = frame._
    customer = int(row["customer_key"])
    who = identity.who(frame, key=f"credit.{customer}")
    with st.container(horizontal=True):
        ask = st.button(_("Apply for this limit and terms"), type="primary", key=f"ask.{customer}", disabled=row["grade"] == "P")
        review = st.button(_("Record this review"), key=f"review.{customer}", disabled=row["grade"] in ("N", "P"))
    if ask:
        request = Request(
            customer,
            who,
            applications.reason_of(limit, terms, frame.lang),
            str(row["currency"]),
            limit.limit,
            applications.terms_phrase(terms.days),
        )
        ask_for(frame, request)
    if review:
        _review(frame, row, limit, terms, who)


def ask_for(frame: Frame, request: Request) -> None:
    """Put an application on the list of those who decide."""
    _ = frame._

    def do(ledger: Ledger, who: str, token: str) -> JournalEntry:
        row = RowChange("applications", request.values(frame.as_of), customer_key=request.customer_key)
        return ledger.change_registers([row], who=who, why=request.reason[:200], token=token)

    done = _("The application waits under “Applications” for somebody else's decision.")
    act(frame, f"ask.{request.customer_key}", request.requested_by, done, do)


def _review(frame: Frame, row: Mapping[str, Any], limit: LimitAdvice, terms: TermsAdvice, who: str) -> None:
    _ = frame._
    grade, customer = str(row["grade"]), int(row["customer_key"])
    values = applications.review_values(row, frame.as_of, months_until_review(grade, frame.policy), who)

    def do(ledger: Ledger, name: str, token: str) -> JournalEntry:
        return ledger.record_review(customer, values, who=name, token=token, day=frame.as_of)

    act(frame, f"review.{customer}", who, _("Review recorded: grade {grade} is now on the customer's record.").format(grade=grade), do)
