"""What is recorded about one document, and adding to it: a dispute, a hold, evidence, its e-invoice, its contract, a write-off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from arcore import about_documents, desk
from arcore.registers import REGISTERS
from arcore.registers.words import label
from pages._shared import figures_of, register_form, widgets
from pages._shared.frame import Frame
from pages._shared.register_form import Asked
from pages._shared.widgets import Door


def show(frame: Frame, document_key: int) -> None:
    """The rows of the date (on the latest also those from later on), each a way to its register; below, what to record."""
    _ = frame._
    found = desk.with_keys(frame.books.documents, "document_key", [document_key])
    if not len(found):
        return
    (document,) = found.to_dict("records")
    own = frame.policy.company.currency
    until = frame.as_of if frame.is_past else None
    for register, row in about_documents.rows_about(figures_of.registers(frame), document, until):
        currency = row.get("currency")
        words = label(register, row, frame.lang, str(currency) if isinstance(currency, str) else own)
        door = Door("registers", f"{frame.say(register.title)} · {widgets.plain(words)}", {"register": register.name})
        widgets.door(door, key=f"about.{document_key}.{row['row_key']}")
    items = desk.with_keys(figures_of.standing(frame, frame.as_of).aged, "document_key", [document_key])
    open_ = int(items["open"].iloc[0]) if len(items) else 0
    place = f"document.{document_key}"
    with st.popover(_("Record about this document"), icon=":material/post_add:"):
        columns = st.columns(2)
        for number, name in enumerate(about_documents.NAMING):
            columns[number % 2].button(
                frame.say(REGISTERS[name].title), key=f"about.{name}.{document_key}", width="stretch",
                on_click=register_form.ask, args=(_asked(name, document, open_, place),),
            )  # fmt: skip
    for name in about_documents.NAMING:
        register_form.show(frame, REGISTERS[name], place=place)


def _asked(name: str, document: Mapping[str, Any], open_: int, place: str) -> Asked:
    """A new row of the register `name` about the document, of which `open_` is open."""
    values = tuple(about_documents.starting(name, document, open_).items())
    key = None if about_documents.NAMING[name] else int(document["document_key"])
    return Asked(name, int(document["customer_key"]), key, values=values, place=place)
