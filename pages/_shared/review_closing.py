"""Closing the month: its figures are kept as they are; what is corrected later is listed; opening it again needs a reason."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from arcore import closing, review
from arcore.ledger import ClosedMonth, Closing, JournalEntry, Ledger
from arcore.review.overdue import month_end
from pages._shared import cash_acts, identity, review_corrections, review_month, source, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown


def show(frame: Frame, as_of: dt.date) -> None:
    """The closed months, the button for the next one, and what was corrected in the one under review."""
    closed = review_month.closed_months(frame)
    month = f"{as_of:%Y-%m}"
    if month in closed:
        _closed(frame, closed[month], last=month == max(closed))
    else:
        _close(frame, as_of)
    _listed(frame, list(closed.values()))


def _close(frame: Frame, as_of: dt.date) -> None:
    """The button that closes the month."""
    _ = frame._
    if as_of != month_end(as_of):
        widgets.note(_("The month still runs; it can be closed once it is over."))
        return
    widgets.note(
        _("Closing keeps every figure of {month} as it is now, for all entities. Later corrections change nothing in it; they are "
          "listed here, with who made them and what they change.").format(month=f"{as_of:%Y-%m}")
    )  # fmt: skip
    name = identity.who(frame, key="review.closing")
    if not st.button(_("Close {month}").format(month=f"{as_of:%Y-%m}"), type="primary", icon=":material/lock:"):
        return
    with st.spinner(_("Keeping the figures…")):
        whole = review_month.whole(frame)
        content = closing.packed(review.figures(*review_month.laid_out(whole, as_of)))

    def do(target: Ledger, mark: str) -> list[JournalEntry | None]:
        wanted = Closing(as_of, content, whole.books.version, frame.policy.version)
        return [target.close_month(wanted, who=name, why=_("Monthly closing"), token=mark)]

    cash_acts.act(frame, f"review.close.{as_of}", name, _("{month} is closed.").format(month=f"{as_of:%Y-%m}"), do)


def _closed(frame: Frame, month: ClosedMonth, *, last: bool) -> None:
    """Who closed it, what would be different now, and the way to open it again."""
    _ = frame._
    said = _("{month} was closed by {who} on {when}; its figures know of the journal up to entry {number}.")
    widgets.strip(said.format(month=month.month, who=month.who, when=source.local(month.at), number=month.position), "good")
    review_corrections.show(frame, month)
    if not last:
        widgets.note(_("Only the last closed month can be opened again."))
        return
    with st.expander(_("Open {month} again").format(month=month.month), icon=":material/lock_open:"):
        name = identity.who(frame, key="review.opening")
        why = st.text_input(_("Why (kept in the journal)"), key="review.opening.why", max_chars=200)
        if st.button(_("Open it again"), key="review.opening.do") and identity.ready(frame, name, why):
            words = _("{month} is open again.").format(month=month.month)
            cash_acts.undo(frame, [month.entry], who=name, why=why.strip(), words=words, name=f"review.open.{month.entry}")


def _listed(frame: Frame, closed: list[ClosedMonth]) -> None:
    _ = frame._
    st.subheader(_("Closed months"), anchor=False)
    if not closed:
        widgets.note(_("No month has been closed yet."))
        return
    rows = pd.DataFrame(
        [(each.month, each.who, source.local(each.at), each.position, each.policy_version) for each in reversed(closed)],
        columns=["month", "who", "when", "position", "policy"],
    )
    columns = [
        Shown("month", _("Month")),
        Shown("who", _("Closed by")),
        Shown("when", _("When")),
        Shown("position", _("Journal up to entry"), "integer"),
        Shown("policy", _("Policy version"), "integer"),
    ]
    tables.grid(frame, rows, columns, key="review.closed")
