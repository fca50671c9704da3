"""What was recorded after a month was closed: amounts that would be different now, and terms and agreements that count inside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import streamlit as st

from arcore import closing, desk
from arcore.closing.retold import in_words
from arcore.ledger import ClosedMonth
from pages._shared import review_month, source, tables, widgets
from pages._shared.frame import Frame, once
from pages._shared.tables import Shown


def show(frame: Frame, month: ClosedMonth) -> None:
    """Both lists, to the cent; nothing where the figures of the closing are lost."""
    whole = replace(review_month.whole(frame), unit="unit")
    kept = review_month.snapshot(whole, month.month)
    if kept is None:
        return
    books, since = whole.books, month.position
    corrected = once(whole, "restated", month.sha256, compute=lambda: closing.restated(kept, books, frame.ledger.touched_since(since)))
    _restated(whole, month, corrected)
    agreed = once(whole, "retold", month.sha256, compute=lambda: closing.retold(kept, books, frame.ledger.changed_since(since)))
    _retold(whole, month, agreed)


def _restated(frame: Frame, month: ClosedMonth, rows: pd.DataFrame) -> None:
    _ = frame._
    st.subheader(_("Corrections after closing"), anchor=False)
    if not len(rows):
        widgets.note(_("No amount of {month} was corrected after it was closed.").format(month=month.month))
        return
    effects, late = (
        frame.listed(f"{code} {frame.amount(total, code)}" for code, total in closing.totals(rows, which).items())
        for which in ("effect", "overdue_effect")
    )
    told = _("{count} documents and receipts of {month} would stand differently now: open balance {effects}, overdue {late}.")
    widgets.answer(told.format(count=len(rows), month=month.month, effects=effects, late=late))
    kinds = {"document": _("Document"), "receipt": _("Receipt")}
    columns = [
        Shown("kind", _("Kind")),
        Shown("number", _("Number")),
        Shown("customer_name", _("Customer"), width="medium"),
        Shown("closed", _("As closed"), "money"),
        Shown("now", _("As known now"), "money"),
        Shown("effect", _("Effect"), "money"),
    ]
    _list(frame, rows.assign(kind=[kinds[each] for each in rows["row"]]), columns, key="review.restated")


def _retold(frame: Frame, month: ClosedMonth, rows: pd.DataFrame) -> None:
    _ = frame._
    st.subheader(_("Terms and agreements recorded after closing"), anchor=False)
    if not len(rows):
        nothing = _("No limit, term, due date, grade, hold, dispute or promise of {month} was recorded or changed after it was closed.")
        widgets.note(nothing.format(month=month.month))
        return
    several = _("{count} changes count from a day in {month} or before; the closed figures did not know them.")
    widgets.note(several.format(count=len(rows), month=month.month))
    columns = [
        Shown("title", _("What")),
        Shown("customer_name", _("Customer"), width="medium"),
        Shown("valid_from", _("Counts from"), "date"),
        Shown("old", _("Counted before")),
        Shown("new", _("Now counts")),
        Shown("limit_effect", _("Effect on the amount over limit"), "money", sparse=True),
    ]
    _list(frame, in_words(rows, frame.lang), columns, key="review.retold")


def _list(frame: Frame, rows: pd.DataFrame, columns: list[Shown], *, key: str) -> None:
    """The rows with their customers, what they do to the overdue balance, and who recorded them, when and why."""
    _ = frame._
    when = [source.local(dt.datetime.fromisoformat(each)) if isinstance(each, str) else "" for each in rows["at"]]
    signed = [
        Shown("overdue_effect", _("Effect on overdue"), "money", sparse=True),
        Shown("who", _("Who")),
        Shown("when", _("When")),
        Shown("why", _("Why"), width="medium"),
    ]
    tables.grid(frame, desk.named(rows, frame.books.customers).assign(when=when), [*columns, *signed], key=key)
