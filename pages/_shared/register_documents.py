"""Choosing documents in a register's form: a customer's numbers to pick from or to search, and what else somebody types."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from arcore import about_documents, desk
from arcore.collecting.named import numbers_of
from arcore.registers import Field, Value
from pages._shared import figures_of, widgets
from pages._shared.frame import Frame


def one(frame: Frame, customer_key: int | None) -> int | None:
    """The document that a new row is about: by number, once the customer is chosen."""
    _ = frame._
    if customer_key is None:
        widgets.note(_("Choose the customer first, then the document."))
        return None
    rows = _documents(frame, customer_key)
    words = {int(key): f"{number} · {day:%Y-%m-%d}" for key, number, day in zip(
        rows["document_key"], rows["document_no"], rows["document_date"], strict=True)}  # fmt: skip
    chosen = st.selectbox(
        _("Document"), list(words), index=None, format_func=lambda key: words[key], key=f"register.document.{customer_key}",
        placeholder=_("Number, or part of it"),
    )  # fmt: skip
    return None if chosen is None else int(chosen)


def numbers(frame: Frame, field: Field, value: Value, customer_key: int, key: str) -> str | None:
    """The numbers that a field names, the customer's documents to choose from; a number that is not among them may be typed."""
    label = widgets.plain(field.heading(frame.lang)) + (" \\*" if field.required else "")
    note, prompt = frame.say(field.note) or None, frame._("Number, or part of it")
    known = _documents(frame, customer_key)["document_no"].tolist()
    if not about_documents.many(field.name):
        options = list(dict.fromkeys([*([str(value)] if value else []), *known]))
        index = 0 if value else None
        chosen = st.selectbox(label, options, index, key=key, help=note, placeholder=prompt, accept_new_options=True)
        return None if chosen is None else str(chosen)
    before = list(numbers_of(value))
    options = list(dict.fromkeys([*before, *known]))
    picked = st.multiselect(label, options, before, key=key, help=note, placeholder=prompt, accept_new_options=True)
    return ", ".join(picked) or None


def _documents(frame: Frame, customer_key: int) -> pd.DataFrame:
    """A customer's documents up to the date: the open ones first, then the newest."""
    standing = figures_of.standing(frame, frame.as_of)
    mine = desk.with_keys(frame.books.documents, "customer_key", [customer_key])
    mine = mine[mine["document_date"] <= pd.Timestamp(frame.as_of)]
    return mine.assign(closed=~mine["document_key"].isin(standing.aged["document_key"])).sort_values(
        ["closed", "document_date", "document_key"], ascending=[True, False, False]
    )
