"""What is behind a measure: documents, or the promises, statements and plans that people keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.messages import Message
from arcore.metrics import DEFINITIONS, KEY_COLUMN, behind
from arcore.schema import DOCUMENTS
from pages._shared import drill, tables, widgets
from pages._shared.frame import Frame, once
from pages._shared.measures_view import Chosen
from pages._shared.tables import Shown
from pages._shared.widgets import Door


def documents(frame: Frame, chosen: Chosen, name: str, label: Message) -> None:
    """The documents that a measure counts, one of its parts at a time."""
    _ = frame._
    st.subheader(_("Behind {name}").format(name=widgets.plain(frame.say(DEFINITIONS[name].title))), anchor=False)
    widgets.note(frame.say(label))
    for register in behind.KEPT_SETS.get(name, ()):
        _kept(frame, chosen, register)
    sets = behind.COUNTED.get(name, ())
    if not sets:
        return
    part = chosen_part(frame, {each: frame.say(behind.SETS[each]) for each in sets}, f"measures.part.{name}")
    column = KEY_COLUMN[chosen.by] if chosen.by else None
    key = _key(chosen)
    rows = once(
        frame, "measures.behind", part, chosen.end, frame.currency, column, key,
        compute=lambda: behind.behind(
            frame.books, chosen.measured, chosen.at, part, currency=frame.currency, column=column, key=key
        ),
    )  # fmt: skip
    listed(frame, rows, f"behind.{name}.{part}")


def chosen_part(frame: Frame, titles: Mapping[str, str], key: str) -> str:
    """Which of a measure's sets of documents is looked at, the first unless another was chosen."""
    return str(st.segmented_control(
        frame._("Part"), tuple(titles), default=next(iter(titles)), required=True, format_func=lambda each: titles[each],
        label_visibility="collapsed", key=key,
    ))  # fmt: skip


def listed(frame: Frame, rows: pd.DataFrame, key: str, *, owner: str = "") -> None:
    """Documents with what each counts; selecting one opens it. `owner`: what the column of salespeople holds, where it is others."""
    _ = frame._
    heading = {each: DOCUMENTS.column(each).heading(frame.lang) for each in ("document_no", "document_date", "due_date", "salesperson")}
    columns = [
        Shown("document_no", heading["document_no"]),
        Shown("customer_name", _("Customer"), width="medium"),
        Shown("document_date", heading["document_date"], "date"),
        Shown("due_date", heading["due_date"], "date"),
        Shown("amount", _("Amount"), "money"),
        Shown("counted", _("Counted here"), "money"),
        Shown("salesperson", owner or heading["salesperson"]),
    ]
    named = desk.named(rows, frame.books.customers)
    for document_key in tables.grid(frame, named, columns, key=key, select="document_key", total=bool(len(named))):
        drill.document(frame, rows, int(str(document_key)))


def _key(chosen: Chosen) -> str | int | None:
    return int(chosen.key) if chosen.by == "customer" and chosen.key else chosen.key


def _kept(frame: Frame, chosen: Chosen, register: str) -> None:
    rows = behind.kept_behind(
        chosen.measured, chosen.at, register, frame.currency, KEY_COLUMN[chosen.by] if chosen.by else None, _key(chosen)
    )
    kept_rows(frame, rows, register)


def kept_rows(frame: Frame, rows: pd.DataFrame, register: str) -> None:
    """The register's rows that count, and the way to the register."""
    _ = frame._
    days = {"promises": _("Time up on"), "statements": _("Sent on"), "plans": _("Month")}
    columns = [
        Shown("customer_name", _("Customer"), width="medium"),
        Shown("day", days[register], "date"),
        Shown("amount", _("Amount"), "money"),
    ]
    if register == "promises":
        columns.append(Shown("received", _("Paid in time"), "money"))
    elif register == "statements":
        columns.append(Shown("answer", _("Balance confirmed")))
        rows = rows.assign(answer=[_("Yes") if confirmed else _("No") for confirmed in rows["confirmed"]])
    else:
        columns.insert(1, Shown("salesperson", DOCUMENTS.column("salesperson").heading(frame.lang)))
    if len(rows):
        tables.grid(replace(frame, unit="unit"), desk.named(rows, frame.books.customers), columns, key=f"kept.{register}", total=True)
    else:
        widgets.note(_("Nothing on record for this month."))
    name = "receipt_plans" if register == "plans" else register
    widgets.door(Door("registers", _("To the register"), {"register": name}), key=f"register.{name}")
