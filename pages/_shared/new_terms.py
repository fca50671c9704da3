"""New terms of customers: which of their open documents follow, shown with the old and the new due date before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from arcore import customer_edits, desk
from arcore.ledger.new_terms import DueShift
from pages._shared import figures_of, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown


def documents(frame: Frame, terms: Mapping[int, str | None], *, key: str) -> tuple[int, ...]:
    """The open documents to be due by the new `terms`; none unless somebody chooses so, and nothing is asked where none would move."""
    _ = frame._
    if not terms:
        return ()
    items = desk.with_keys(figures_of.standing(frame, frame.as_of).aged, "customer_key", list(terms))
    moving = frame.ledger.due_shifts(terms, [int(each) for each in items.loc[items["open"] > 0, "document_key"]], frame.policy)
    if not moving:
        return ()
    counted = [each for each in moving if not each.stated]
    words = {
        "new": _("Only documents from now on"),
        "counted": _("Also open documents whose due date was counted from terms ({count})").format(count=len(counted)),
        "all": _("Also open documents whose due date a file states ({count})").format(count=len(moving)),
    }
    scopes = ["new", *(["counted"] if counted else []), *(["all"] if len(counted) < len(moving) else [])]
    scope = st.radio(_("The new terms count for"), scopes, format_func=lambda name: words[name], key=f"{key}.scope")
    chosen = {"new": [], "counted": counted, "all": moving}[scope]
    if chosen:
        _table(frame, chosen, items, key)
    return tuple(each.document_key for each in chosen)


def _table(frame: Frame, chosen: Sequence[DueShift], items: pd.DataFrame, key: str) -> None:
    _ = frame._
    names = customer_edits.names(frame.books.customers)
    open_ = dict(zip(items["document_key"].astype(int), items["open"].astype(int), strict=True))
    rows = pd.DataFrame(
        [
            (
                each.document_no,
                names[each.customer_key],
                pd.Timestamp(each.document_date),
                pd.Timestamp(each.old),
                pd.Timestamp(each.new),
                each.days,
                each.currency,
                open_[each.document_key],
                each.terms,
            )
            for each in chosen
        ],
        columns=["document_no", "customer", "document_date", "old", "new", "days", "currency", "open", "terms"],
    )
    columns = [
        Shown("document_no", _("Document No.")),
        Shown("customer", _("Customer"), width="medium"),
        Shown("document_date", _("Date"), "date"),
        Shown("old", _("Due until now"), "date"),
        Shown("new", _("Due by the new terms"), "date"),
        Shown("days", _("Days"), "integer", help=_("Negative: earlier than until now")),
        Shown("open", _("Open balance"), "money"),
        Shown("currency", _("Currency"), width="small"),
        Shown("terms", _("New payment terms")),
    ]
    widgets.note(
        _("{count} due dates move from the day given on; figures of earlier days keep the old ones. Agreed due dates stay.").format(
            count=f"{len(rows):,}"
        )
    )
    tables.grid(replace(frame, unit="unit"), rows, columns, key=f"{key}.shifts", height=260)
