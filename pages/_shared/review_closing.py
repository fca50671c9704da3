"""Closing the month: its figures are kept as they are; what is corrected later is listed; opening it again needs a reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import streamlit as st

from arcore import closing, desk, review
from arcore.closing.retold import in_words
from arcore.ledger import ClosedMonth, Closing, JournalEntry, Ledger
from arcore.review.overdue import month_end
from pages._shared import cash_acts, identity, review_month, source, tables, widgets
from pages._shared.frame import Frame, once
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
    _restated(frame, month)
    _retold(frame, month)
    if not last:
        widgets.note(_("Only the last closed month can be opened again."))
        return
    with st.expander(_("Open {month} again").format(month=month.month), icon=":material/lock_open:"):
        name = identity.who(frame, key="review.opening")
        why = st.text_input(_("Why (kept in the journal)"), key="review.opening.why", max_chars=200)
        if st.button(_("Open it again"), key="review.opening.do") and identity.ready(frame, name, why):
            words = _("{month} is open again.").format(month=month.month)
            cash_acts.undo(frame, [month.entry], who=name, why=why.strip(), words=words, name=f"review.open.{month.entry}")


def _restated(frame: Frame, month: ClosedMonth) -> None:
    _ = frame._
    whole = review_month.whole(frame)
    kept = review_month.snapshot(whole, month.month)
    if kept is None:
        return
    rows = once(
        whole, "restated", month.sha256, compute=lambda: closing.restated(kept, whole.books, frame.ledger.touched_since(month.position))
    )
    st.subheader(_("Corrections after closing"), anchor=False)
    if not len(rows):
        widgets.note(_("No amount of {month} was corrected after it was closed.").format(month=month.month))
        return
    exact = replace(frame, unit="unit")
    effects, late = (
        frame.listed(f"{code} {exact.amount(total, code)}" for code, total in closing.totals(rows, which).items())
        for which in ("effect", "overdue_effect")
    )
    told = _("{count} documents and receipts of {month} would stand differently now: open balance {effects}, overdue {late}.")
    widgets.answer(told.format(count=len(rows), month=month.month, effects=effects, late=late))
    names = dict(zip(whole.books.customers["customer_key"], whole.books.customers["customer_name"], strict=True))
    kinds = {"document": _("Document"), "receipt": _("Receipt")}
    shown = rows.assign(
        kind=[kinds[each] for each in rows["row"]],
        customer=["" if pd.isna(each) else str(names.get(each, "")) for each in rows["customer_key"]],
        when=[source.local(dt.datetime.fromisoformat(each)) if isinstance(each, str) else "" for each in rows["at"]],
    )
    columns = [
        Shown("kind", _("Kind")),
        Shown("number", _("Number")),
        Shown("customer", _("Customer"), width="medium"),
        Shown("closed", _("As closed"), "money"),
        Shown("now", _("As known now"), "money"),
        Shown("effect", _("Effect"), "money"),
        Shown("overdue_effect", _("Effect on overdue"), "money", sparse=True),
        Shown("who", _("Who")),
        Shown("when", _("When")),
        Shown("why", _("Why"), width="medium"),
    ]
    tables.grid(exact, shown, columns, key="review.restated")


def _retold(frame: Frame, month: ClosedMonth) -> None:
    """Terms, due dates and agreements recorded since, by which the month would have known more."""
    _ = frame._
    whole = review_month.whole(frame)
    kept = review_month.snapshot(whole, month.month)
    if kept is None:
        return
    rows = once(
        whole, "retold", month.sha256, compute=lambda: closing.retold(kept, whole.books, frame.ledger.changed_since(month.position))
    )
    st.subheader(_("Terms and agreements recorded after closing"), anchor=False)
    if not len(rows):
        nothing = _("No limit, term, due date, grade, hold, dispute or promise of {month} was recorded or changed after it was closed.")
        widgets.note(nothing.format(month=month.month))
        return
    several = _("{count} changes count from a day in {month} or before; the closed figures did not know them.")
    widgets.note(several.format(count=len(rows), month=month.month))
    said = desk.named(in_words(rows, frame.lang), whole.books.customers)
    shown = said.assign(when=[source.local(dt.datetime.fromisoformat(each)) for each in said["at"]])
    columns = [
        Shown("title", _("What")),
        Shown("customer_name", _("Customer"), width="medium"),
        Shown("valid_from", _("Counts from"), "date"),
        Shown("old", _("Counted before")),
        Shown("new", _("Now counts")),
        Shown("overdue_effect", _("Effect on overdue"), "money", sparse=True),
        Shown("limit_effect", _("Effect on the amount over limit"), "money", sparse=True),
        Shown("who", _("Who")),
        Shown("when", _("When")),
        Shown("why", _("Why"), width="medium"),
    ]
    tables.grid(replace(frame, unit="unit"), shown, columns, key="review.retold")


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
