"""A register's row in a dialog: a fitting widget for each field, checked as it is kept, journaled with who and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import uuid4

import streamlit as st

from arcore import about_documents
from arcore.intake.model import Cell
from arcore.ledger import RowChange, files
from arcore.messages import Unusable
from arcore.money import plain
from arcore.registers import Field, Register, Subject, Value
from arcore.registers.attachments import shown_name
from arcore.registers.cells import read_cell
from arcore.registers.checks import Given, Wrong, check
from arcore.registers.words import NO, YES
from arcore.schema import Kind
from pages._shared import identity, kept_files, register_documents, session, source, widgets
from pages._shared.frame import Frame

OPEN = "register.open"


@dataclass(frozen=True)
class Asked:
    """The row somebody wants to add (no `row_key`) or to amend; `place` names the part of the page that opens the dialog."""

    register: str
    customer_key: int | None = None
    document_key: int | None = None
    row_key: int | None = None
    entry: int | None = None
    values: tuple[tuple[str, Value], ...] = ()
    place: str = ""


def ask(asked: Asked) -> None:
    """Open the dialog in this run, from a button's callback."""
    st.session_state[OPEN] = asked
    st.session_state["register.token"] = uuid4().hex


def close() -> None:
    """Forget the dialog."""
    st.session_state.pop(OPEN, None)


def show(frame: Frame, register: Register, *, place: str = "") -> None:
    """The dialog, while one is asked for in this place."""
    asked = st.session_state.get(OPEN)
    if not isinstance(asked, Asked) or (asked.register, asked.place) != (register.name, place):
        return
    title = frame._("Amend") if asked.row_key else frame._("Add")
    st.dialog(f"{title} · {widgets.plain(frame.say(register.title))}", width="large", on_dismiss=close)(_body)(frame, register, asked)


def _body(frame: Frame, register: Register, asked: Asked) -> None:
    _ = frame._
    customer = asked.customer_key if asked.row_key or asked.customer_key else _customer(frame, register)
    document = asked.document_key
    if register.subject is Subject.DOCUMENT and not asked.row_key and document is None:
        document = register_documents.one(frame, customer)
    key = f"{asked.register}.{asked.row_key or 0}.{asked.customer_key or 0}.{asked.place}"
    given, wrong = _fields(frame, register, asked, customer, key)
    st.divider()
    name = identity.who(frame, key="register")
    why = st.text_input(_("Why (kept in the journal)"), key="register.why", max_chars=200)
    if not st.button(_("Keep it"), type="primary", key="register.keep"):
        return
    checked = check(register, given)
    unread = {field for field, _message in wrong}
    for sentence in [*[m for _f, m in wrong], *[p.message for p in checked.problems if p.field not in unread]]:
        widgets.strip(frame.say(sentence), "bad")
    if wrong or checked.problems or not identity.ready(frame, name, why):
        return
    change = RowChange(register.name, checked.values, asked.row_key, customer, document, asked.entry)
    try:
        entry = source.to_write(frame.shelf).change_registers(
            [change], who=name, why=why.strip(), token=st.session_state["register.token"], valid_from=frame.as_of
        )
    except Unusable as refused:
        widgets.strip(frame.say(refused.message), "bad")
        return
    identity.remember(name)
    close()
    session.flash(_("Done: {what}. It can be undone under “What was done”.").format(what=frame.say(entry.summary)))
    st.rerun()


def _customer(frame: Frame, register: Register) -> int | None:
    """Whom the new row is about."""
    if register.subject is Subject.COMPANY:
        return None
    names = dict(zip(frame.books.customers["customer_key"], frame.books.customers["customer_name"], strict=True))
    chosen = st.selectbox(
        frame._("Customer"), list(names), index=None, format_func=lambda key: str(names[key]), key="register.customer",
        placeholder=frame._("The whole company") if register.customer_optional else frame._("Choose a customer"),
    )  # fmt: skip
    return None if chosen is None else int(chosen)


def _fields(frame: Frame, register: Register, asked: Asked, customer: int | None, key: str) -> tuple[dict[str, Given], list]:
    """What the widgets hold, and what in them cannot be read."""
    values = dict(asked.values)
    given: dict[str, Given] = {}
    wrong = []
    currency = str(values.get("currency") or frame.policy.company.currency)
    columns = st.columns(2, gap="medium")
    for place, field in enumerate(register.fields):
        value = values.get(field.name, None if asked.row_key else field.default)
        with columns[place % 2]:
            if customer is not None and field.name == about_documents.naming(register) != "contract_no":
                cell: Cell = register_documents.numbers(frame, field, value, customer, f"{key}.{field.name}.{customer}")
            else:
                cell = _widget(frame, field, value, currency, f"{key}.{field.name}")
        if field.name == "currency" and isinstance(cell, str) and len(cell.strip()) == 3:
            currency = cell.strip().upper()
        try:
            given[field.name] = read_cell(field, cell, currency)
        except Wrong as fault:
            wrong.append((field.name, fault.message))
    return given, wrong


def _widget(frame: Frame, field: Field, value: Value, currency: str, key: str) -> Cell:
    """The widget that fits the field; what it holds, as a cell would say it."""
    label = widgets.plain(field.heading(frame.lang)) + (" \\*" if field.required else "")
    note = frame.say(field.note) or None
    if field.choices or field.kind is Kind.FLAG:
        return _choice(frame, field, value, label, note, key)
    if field.kind is Kind.DATE:
        day = dt.date.fromisoformat(str(value)) if value else (frame.as_of if field.required else None)
        return st.date_input(label, day, session.FIRST_DAY, session.LAST_DAY, format="YYYY-MM-DD", key=key, help=note)
    if field.kind is Kind.MONEY:
        text = plain(int(value), currency) if value is not None else ""
        return st.text_input(label, text, key=key, help=note, placeholder="12,800.50")
    if field.kind is Kind.FILE:
        return _file(frame, value, label, note, key)
    text = "" if value is None else str(value)
    if field.lines > 1:
        return st.text_area(label, text, key=key, help=note, height=34 + 24 * field.lines)
    return st.text_input(label, text, key=key, help=note)


def _choice(frame: Frame, field: Field, value: Value, label: str, note: str | None, key: str) -> Cell:
    if field.kind is Kind.FLAG:
        words = {"是": frame.say(YES), "否": frame.say(NO)}
        now = None if value is None else "是" if value else "否"
    else:
        words = field.labels(frame.lang)
        now = None if value is None else str(value)
    options = list(words)
    index = options.index(now) if now in options else None
    return st.selectbox(label, options, index=index, format_func=lambda each: words[each], key=key, help=note, placeholder="–")


def _file(frame: Frame, value: Value, label: str, note: str | None, key: str) -> Cell:
    """Upload or path; an upload is kept at once."""
    uploaded = st.file_uploader(label, key=f"{key}.upload", help=note, max_upload_size=files.LARGEST // 2**20)
    path = st.text_input(
        frame._("or its path"), shown_name(value), key=f"{key}.path", label_visibility="collapsed", placeholder=frame._("or its path")
    )
    if uploaded is not None:
        return kept_files.kept(frame, uploaded)
    return str(value) if value is not None and path == shown_name(value) else path
