"""待认领: money whose customer nobody knows yet, how long it has waited, and who says it is theirs."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from arcore.cash import listing, posting
from arcore.cash.work import Work
from pages._shared import cash_acts, session, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown


def show(frame: Frame, work: Work) -> None:
    """The pool with ages; claiming and giving back."""
    _ = frame._
    waiting = [p for p in work.proposals if listing.group_of(p) == "unknown"]
    rows = listing.rows(work, waiting, frame.lang)
    claimed = listing.claimed(work)
    if not waiting and not len(claimed):
        widgets.empty(_("Nobody's money waits"), _("Every receipt has a customer. What the bank brings without one appears here."))
        return
    rows = listing.rows(work, [*waiting, *(p for p in claimed if p not in waiting)], frame.lang)
    words = _("{count} receipts wait for somebody to know whose they are, the oldest for {days} days. Select those that are yours.")
    widgets.note(words.format(count=len(rows), days=int(rows["age"].max())))
    columns = [
        Shown("date", _("Date"), "date"),
        Shown("age", _("Days waiting"), "integer"),
        Shown("amount", _("Amount"), "money"),
        Shown("payer", _("Payer"), width=200),
        Shown("memo", _("Memo"), width=200),
        Shown("claimed_by", _("Claimed by")),
        Shown("why", _("Why"), width=320),
    ]
    exact = replace(frame, unit="unit")
    chosen = [int(str(line)) for line in tables.grid(exact, rows, columns, key=f"cash.pool.{work.version}", select="line", many=True)]
    if not chosen:
        return
    who = frame.who
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = st.selectbox(
            _("Salesperson"), listing.salespeople(work), index=None, accept_new_options=True, key="cash.claim.by", width=220,
            placeholder=_("Who says it is theirs?"),
        )  # fmt: skip
        if st.button(_("Claim"), type="primary", disabled=not by, key="cash.claim"):
            said = _("{count} receipts are claimed by {name}.").format(count=len(chosen), name=by)
            cash_acts.act(frame, "claim", who, said, lambda ledger, mark: [posting.claim(ledger, chosen, by=str(by), who=who, token=mark)])
        if st.button(_("Give back"), key="cash.unclaim"):
            said = _("{count} lines wait for a decision again.").format(count=len(chosen))
            cash_acts.act(frame, "unclaim", who, said, lambda ledger, mark: [posting.reopen(ledger, chosen, who=who, token=mark)])
        if len(chosen) == 1:
            st.button(_("Choose its customer"), on_click=_open, args=(chosen[0],), key="cash.pool.open")


def _open(line: int) -> None:
    session.keep("line", str(line))
    session.keep("part", "queue")
