"""A register on a page: its table, adding and amending in a dialog, taking out, history, files, and the workbook round trip."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pandas as pd
import streamlit as st

from arcore import desk, register_answers
from arcore.ledger import RowChange
from arcore.messages import Unusable, say
from arcore.registers import Field, Register, Subject
from arcore.registers.attachments import attachment
from arcore.registers.frames import of_customer
from arcore.registers.subjects import plain_value
from arcore.registers.words import label, said
from arcore.schema import Kind
from pages._shared import identity, plan_papers, register_exchange, register_form, session, source, tables, widgets
from pages._shared.frame import Frame
from pages._shared.register_form import Asked
from pages._shared.tables import Shape, Shown

PAPERS = {"plans": plan_papers.offer}
"""What can be put on paper from a row."""

SHAPES: dict[Kind, Shape] = {Kind.MONEY: "money", Kind.DATE: "date", Kind.INTEGER: "integer"}


def show(frame: Frame, register: Register, rows: pd.DataFrame, *, customer_key: int | None = None, key: str = "") -> None:
    """The rows that are given, and everything one does with them; of one customer where `customer_key` is given."""
    _ = frame._
    key = f"register.{key}{register.name}.{customer_key or 0}"
    asked = Asked(register.name, customer_key)
    st.button(
        _("Add"), icon=":material/add:", key=f"{key}.add", on_click=register_form.ask, args=(asked,),
        type="secondary" if len(rows) else "primary",
    )  # fmt: skip
    register_form.show(frame, register)
    if not len(rows):
        widgets.note(_("Nothing recorded here. Add the first row, or download the workbook below, fill it in and upload it."))
    else:
        for row_key in _table(frame, register, rows, with_customer=customer_key is None, key=key):
            found = desk.with_keys(rows, "row_key", [row_key])
            if len(found):
                _row(frame, register, found.iloc[0], key)
    with st.expander(_("Workbook: download, fill in or correct in Excel, upload"), icon=":material/table_view:"):
        register_exchange.show(frame, register, rows, key)


def of(frame: Frame, register: Register, customer_key: int) -> pd.DataFrame:
    """One customer's rows of a register."""
    return of_customer(frame.books.registers[register.name], customer_key)


def _table(frame: Frame, register: Register, rows: pd.DataFrame, *, with_customer: bool, key: str) -> tuple[object, ...]:
    _ = frame._
    currency = frame.policy.company.currency
    listed = register_answers.listed(rows, register, frame.books.customers, frame.as_of, currency, frame.lang)
    columns = [Shown("customer_name", _("Customer"), width="medium")] if with_customer and register.subject is not Subject.COMPANY else []
    columns += [_column(frame, field) for field in register.fields if field.required or rows[field.name].notna().any()]
    columns += [Shown("validity", _("Validity"))] if register.expires else []
    columns += [Shown("recorded_by", _("Recorded by"))]
    widgets.note(_("{count} rows. Select one to see it whole, to amend it or to take it out.").format(count=f"{len(rows):,}"))
    return tables.grid(replace(frame, unit="unit"), listed, columns, key=key, select="row_key")


def _column(frame: Frame, field: Field) -> Shown:
    return Shown(field.name, field.heading(frame.lang), SHAPES.get(field.kind, "text"), width="large" if field.lines > 1 else None)


def _row(frame: Frame, register: Register, row: pd.Series, key: str) -> None:
    """One row whole, with its files, its history, and what one can do with it."""
    _ = frame._
    currency = str(plain_value(row.get("currency")) or frame.policy.company.currency)
    with st.container(border=True):
        widgets.answer(label(register, row.to_dict(), frame.lang, currency))
        words = [(field.heading(frame.lang), said(field, row[field.name], currency, frame.lang)) for field in register.fields]
        filled = [pair for pair in words if pair[1]]
        left, right = st.columns(2, gap="large")
        with left:
            widgets.words(filled[: (len(filled) + 1) // 2])
        with right:
            widgets.words(filled[(len(filled) + 1) // 2 :])
        for field in register.fields:
            _download(frame, row[field.name], f"{key}.{field.name}")
        if register.name in PAPERS:
            PAPERS[register.name](frame, row, f"{key}.{row['row_key']}")
        _history(frame, register, int(row["row_key"]), currency)
        _acts(frame, register, row, key)


def _download(frame: Frame, value: object, key: str) -> None:
    kept = attachment(plain_value(value))
    content = frame.ledger.file(kept.sha256) if kept else None
    if kept and content is not None:
        st.download_button(
            kept.name, content, file_name=kept.name, icon=":material/attach_file:", on_click="ignore", key=f"{key}.{kept.sha256}"
        )


def _history(frame: Frame, register: Register, row_key: int, currency: str) -> None:
    """Who wrote what into the row, newest first."""
    for version in frame.ledger.row_history(row_key):
        words = {"when": source.local(version.written.at), "who": version.written.who, "why": version.written.why or "–"}
        what = label(register, version.values, frame.lang, currency) if version.values is not None else frame._("taken out")
        widgets.note(frame.say(say("{when} {who}: {what} ({why})", **words, what=what)))


def _acts(frame: Frame, register: Register, row: pd.Series, key: str) -> None:
    """Amend it, or take it out with a reason."""
    _ = frame._
    values = tuple((name, value) for name in register.names if (value := plain_value(row[name])) is not None)
    customer = plain_value(row["customer_key"])
    asked = Asked(register.name, None if customer is None else int(customer), None, int(row["row_key"]), int(row["entry"]), values)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(_("Amend"), icon=":material/edit:", key=f"{key}.amend", on_click=register_form.ask, args=(asked,), type="primary")
        with st.popover(_("Take out"), icon=":material/delete:"):
            _take_out(frame, register, asked, key)


def _take_out(frame: Frame, register: Register, asked: Asked, key: str) -> None:
    _ = frame._
    widgets.note(_("The row leaves the register; its history stays in the journal, and it can be brought back by an undo."))
    name = identity.who(frame, key=f"{key}.out")
    why = st.text_input(_("Why (kept in the journal)"), key=f"{key}.out.why", max_chars=200)
    if not st.button(_("Take out"), key=f"{key}.out.go") or not identity.ready(frame, name, why):
        return
    token = st.session_state.setdefault(f"{key}.out.token.{asked.row_key}.{asked.entry}", uuid4().hex)
    change = RowChange(register.name, None, asked.row_key, entry=asked.entry)
    try:
        entry = source.to_write(frame.shelf).change_registers([change], who=name, why=why.strip(), token=token)
    except Unusable as refused:
        widgets.strip(frame.say(refused.message), "bad")
        return
    identity.remember(name)
    session.flash(
        _("Done: {what}. It can be undone under “What was done”.").format(what=frame.say(entry.summary)),
        page="data",
        link=_("What was done"),
    )
    st.rerun()
