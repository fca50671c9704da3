"""One customer's file on a page: the answer, four blocks, the picture, habits, timeline, registers, stage, tie-out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import streamlit as st

from arcore import charts, customer_file, desk, habits, new_customers, timeline
from arcore.aging_series import month_ends
from arcore.exposure import Position
from arcore.registers import REGISTERS, Subject
from arcore.scorecard import GRADE_WORDS, card
from pages._shared import (
    cash_acts,
    collected,
    collections_customer,
    customer_downloads,
    customer_letters,
    customer_outlook,
    customer_stage,
    drill,
    figures_of,
    methods_view,
    parts,
    register_form,
    register_view,
    session,
    tables,
    widgets,
)
from pages._shared.frame import Frame, once
from pages._shared.looks import look
from pages._shared.tables import Shown
from pages._shared.widgets import Door

MONTHS = 24


def show(frame: Frame, position: Position) -> None:
    """The file of the customer of this position."""
    _ = frame._
    st.button(_("All customers"), icon=":material/arrow_back:", on_click=session.keep, args=("customer", None), key="customers.back")
    key, currency = position.customer_key, position.currency
    paying = once(
        frame, "habits", key, currency, frame.as_of, compute=lambda: habits.payment_habits(frame.books, key, currency, frame.as_of)
    )
    widgets.answer(frame.say(customer_file.answer(position, paying, frame.unit)))
    customer_downloads.show(frame, position)
    st.space("small")
    left, right = st.columns([3, 2], gap="large")
    with left:
        ends = list(month_ends(frame.as_of, MONTHS))
        rows = customer_file.history(frame.books, key, ends, currency)
        event = st.altair_chart(
            charts.balance_and_payments(rows, frame.as_of, look(frame, currency)), on_select="rerun", key=f"balance.{key}.{frame.as_of}"
        )
    with right:
        st.subheader(_("How they pay"), anchor=False)
        for sentence in paying.sentences:
            widgets.note(frame.say(sentence))
        customer_stage.show(frame, key)
    widgets.note(_("Click a month to see its documents and receipts."))
    month = widgets.picked(event, "month", "month")
    for end in (each for each in ends if f"{each:%Y-%m}" == month):
        _month(frame, key, end, currency)
    _parts(frame, position)
    mine = desk.balances_at(customer_file.of_customer(frame.books, key), frame.as_of)
    widgets.proofs(frame, desk.aged(mine, frame.policy.aging.scheme, frame.policy.aging.basis).proofs)


def _month(frame: Frame, key: int, end: dt.date, currency: str) -> None:
    """What was open at the end of a month that was clicked, and what was paid in it."""
    _ = frame._
    items, receipts = customer_file.behind_month(frame.books, key, end, currency)
    with st.container(border=True):
        st.subheader(_("Open at {date}").format(date=end), anchor=False)
        columns = [
            Shown("document_no", _("Document No.")),
            Shown("document_date", _("Date"), "date"),
            Shown("due_date", _("Due date"), "date"),
            Shown("amount", _("Amount"), "money"),
            Shown("open", _("Open balance"), "money"),
        ]
        tables.grid(replace(frame, unit="unit"), items, columns, key=f"month.open.{key}.{end}", total=len(items) > 0, height=260)
        st.subheader(_("Paid in {month}").format(month=f"{end:%Y-%m}"), anchor=False)
        drill.received(replace(frame, unit="unit"), receipts, key=f"month.paid.{key}.{end}")


def _parts(frame: Frame, position: Position) -> None:
    _ = frame._
    titles = {
        "basic": _("Basic and credit"),
        "outlook": _("What is to come"),
        "documents": _("Transactions"),
        "payments": _("Payments"),
        "collection": _("Collection"),
        "letters": _("Letters"),
        "registers": _("Registers"),
        "timeline": _("Timeline"),
    }
    part = parts.choose(frame, titles, name="file")
    shown = {
        "basic": _basic,
        "outlook": customer_outlook.show,
        "documents": _documents,
        "payments": _payments,
        "letters": customer_letters.show,
        "collection": _collection,
        "registers": _registers,
        "timeline": _timeline,
    }
    shown[part](frame, position)


def _basic(frame: Frame, position: Position) -> None:
    """Who it is, what it may owe, and how its grade comes about."""
    _ = frame._
    key = position.customer_key
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(_("Basic data"), anchor=False)
        widgets.words(customer_file.basic(frame.books, key, frame.as_of, frame.lang))
    with right:
        st.subheader(_("Credit standing"), anchor=False)
        amounts = [
            (_("Open balance"), position.open), (_("Overdue"), position.overdue), (_("Exposure"), position.exposure),
            (_("Delivered, not invoiced"), position.unbilled or None), (_("Open orders"), position.orders or None),
            (_("Bills not yet due"), position.bills or None), (_("Unapplied"), position.unapplied or None),
            (_("Headroom"), position.headroom),
        ]  # fmt: skip
        agreed = customer_file.agreed(frame.books, key, frame.as_of, position.currency, frame.lang, frame.unit)
        figures = [(name, frame.amount(value, position.currency)) for name, value in amounts if value is not None]
        widgets.words([*agreed, *figures])
        for reason in position.reasons:
            widgets.strip(frame.say(reason))
        _score(frame, key)
        _first_assessment(frame, position)


def _score(frame: Frame, key: int) -> None:
    _ = frame._
    row = desk.with_keys(figures_of.rated(frame, frame.as_of).scored, "customer_key", [key]).iloc[0]
    found = card(row, frame.policy.scores)
    st.subheader(_("Scorecard: {grade}").format(grade=frame.say(GRADE_WORDS[found.grade])), anchor=False)
    widgets.note(frame.say(found.total))
    for sentence in [*found.overrides, *found.reasons[:3]]:
        widgets.note(frame.say(sentence))


def _first_assessment(frame: Frame, position: Position) -> None:
    """How the customer was assessed before it had a history, where anybody kept that."""
    _ = frame._
    rows = new_customers.assessments_of(figures_of.registers(frame), position.customer_key, position.customer_name, frame.as_of)
    for row in rows.head(1).to_dict("records"):
        st.subheader(_("Assessed as a new customer"), anchor=False)
        widgets.note(frame.say(new_customers.kept_sentence(row, position.currency)))
        widgets.note(str(row["outcome"]))


def _documents(frame: Frame, position: Position) -> None:
    """What was sold, what is open of it, and what settled it."""
    exact = replace(frame, unit="unit")
    _ = frame._
    rows = customer_file.transactions(frame.books, position.customer_key, frame.as_of)
    kinds = {name: frame.say(title) for name, title in timeline.KIND_TITLES.items()}
    columns = [
        Shown("document_no", _("Document No.")),
        Shown("kind", _("Kind")),
        Shown("document_date", _("Date"), "date"),
        Shown("due_date", _("Due date"), "date"),
        Shown("currency", _("Currency"), width="small"),
        Shown("amount", _("Amount"), "money"),
        Shown("open", _("Open balance"), "money", sparse=True),
        Shown("settled_on", _("Settled on"), "date"),
        Shown(
            "days_late", _("Paid late by (days)"), "integer", help=_("From the due date to the day the last cent was paid; negative: early")
        ),
        Shown("receipts", _("Paid by"), width="medium"),
        Shown("term_text", _("Payment terms")),
    ]
    widgets.note(
        _("{count} documents. Select one to see where it comes from and what has paid it. Amounts are to the cent.").format(
            count=f"{len(rows):,}"
        )
    )
    listed = rows.assign(kind=rows["kind"].map(kinds))
    chosen = tables.grid(exact, listed, columns, key=f"file.documents.{position.customer_key}", select="document_key", total=_one(rows))
    for document_key in chosen:
        drill.document(frame, frame.books.documents, int(str(document_key)))


def _payments(frame: Frame, position: Position) -> None:
    """What was paid, when, how late, and what is left of it."""
    _ = frame._
    rows = customer_file.payments(frame.books, position.customer_key, frame.as_of)
    columns = [
        Shown("receipt_no", _("Receipt No.")),
        Shown("receipt_date", _("Date"), "date"),
        Shown("currency", _("Currency"), width="small"),
        Shown("amount", _("Amount"), "money"),
        Shown("applied", _("Applied so far"), "money"),
        Shown("unapplied", _("Unapplied"), "money", sparse=True),
        Shown("days_late", _("Paid late by (days)"), "integer", help=_("Of the documents it paid, weighted by amount; negative: early")),
        Shown("documents", _("Documents"), width="large"),
        Shown("payer_name", _("Payer")),
        Shown("method", _("Paid through")),
    ]
    widgets.note(_("{count} receipts.").format(count=f"{len(rows):,}"))
    if position.overdue > 0:
        door = Door("interest", _("What late payment costs this customer"), {"late": str(position.customer_key)})
        widgets.door(door, key=f"file.interest.{position.customer_key}")
    tables.grid(replace(frame, unit="unit"), rows, columns, key=f"file.payments.{position.customer_key}", total=_one(rows))
    st.subheader(_("Payment methods"), anchor=False)
    methods_view.show(frame, position.currency, position.customer_key)


def _collection(frame: Frame, position: Position) -> None:
    """Its place on the worklist, what was said, and the same quick forms as there."""
    cash_acts.offer_undo(frame)
    collections_customer.show(frame, collected.row_of(frame, position.customer_key, position.currency), on_list=False)


def _one(rows: pd.DataFrame) -> bool:
    return rows["currency"].nunique() == 1


def _registers(frame: Frame, position: Position) -> None:
    """What people recorded about the customer, one register after the other; empty ones behind a choice."""
    _ = frame._
    key = position.customer_key
    names = [name for name, register in REGISTERS.items() if register.subject is Subject.CUSTOMER]
    counts = {name: len(register_view.of(frame, REGISTERS[name], key)) for name in names}
    first = next((name for name in names if counts[name]), names[0])
    chosen = st.pills(
        _("Register"), names, default=first, required=True, key=f"file.register.{key}", label_visibility="collapsed",
        format_func=lambda name: frame.say(REGISTERS[name].title) + (f" {counts[name]}" if counts[name] else ""),
        on_change=register_form.close,
    )  # fmt: skip
    register = REGISTERS[chosen]
    widgets.note(frame.say(register.question))
    register_view.show(frame, register, register_view.of(frame, register, key), customer_key=key, key="file.")


def _timeline(frame: Frame, position: Position) -> None:
    """Everything that happened, newest first."""
    _ = frame._
    happened = timeline.timeline(frame.books, position.customer_key, frame.as_of, position.currency)
    rows = timeline.as_rows(happened, frame.lang, position.currency)
    columns = [
        Shown("day", _("Date"), "date"),
        Shown("kind", _("Kind")),
        Shown("what", _("Details"), width="large"),
        Shown("currency", _("Currency"), width="small"),
        Shown("amount", _("Amount"), "money"),
        Shown("who", _("Recorded by")),
    ]
    widgets.note(_("{count} entries, newest first.").format(count=f"{len(rows):,}"))
    tables.grid(replace(frame, unit="unit"), rows, columns, key=f"file.timeline.{position.customer_key}", height=560)
