"""A customer's file: what is to come, what goes wrong, what is to be done, each with the way to the page where one acts."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from arcore import customer_file, customer_outlook, desk, wording
from arcore.confirming import due, progress
from arcore.confirming.progress import STATUSES, Status
from arcore.dunning import STEP_TITLES
from arcore.exposure import Position
from pages._shared import collected, deliveries_view, drill, figures_of, foreseen, tables, warned, widgets
from pages._shared.frame import Frame, once
from pages._shared.tables import Shown
from pages._shared.widgets import Door


def show(frame: Frame, position: Position) -> None:
    """Expected payments across the page; below, warnings and collection beside tasks and confirmations."""
    with st.spinner(frame._("Working out what is to come…")):
        _expected(frame, position)
    left, right = st.columns(2, gap="large")
    with left:
        _warnings(frame, position)
        _deliveries(frame, position)
    with right:
        _collection(frame, position)
        _tasks(frame, position)
        _statement(frame, position)


def _expected(frame: Frame, position: Position) -> None:
    """The forecast of this customer's open documents with its reasons, and how likely those not yet due are to be late."""
    _ = frame._
    currency = position.currency
    st.subheader(_("Expected payments"), anchor=False)
    parts = desk.with_keys(foreseen.made(frame).parts, "currency", [currency])
    rows = customer_outlook.expected_payments(parts, foreseen.foretold(frame).documents, position.customer_key, frame.lang)
    if not len(rows):
        widgets.note(_("Nothing is open in {currency}.").format(currency=currency))
        return
    widgets.note(frame.say(customer_outlook.expected_sentence(rows, frame.as_of, currency, frame.unit)))
    columns = [
        Shown("document_no", _("Document No.")),
        Shown("due_date", _("Due date"), "date"),
        Shown("amount", _("Amount"), "money"),
        Shown("expected", _("Expected on"), "date", help=_("Empty: no day can be told")),
        Shown("reason", _("Why then"), width="large"),
    ]
    if rows["late"].notna().any():
        columns += [
            Shown("late", _("Chance of being late"), "percent", help=_("Of documents that are not due yet")),
            Shown("why", _("Why late"), width="large"),
        ]
    chosen = tables.grid(
        replace(frame, unit="unit"), rows, columns, key=f"outlook.expected.{position.customer_key}", select="document_key", height=300,
        total=True,
    )  # fmt: skip
    for document_key in chosen:
        drill.document(frame, figures_of.standing(frame, frame.as_of).aged, int(str(document_key)))
    widgets.door(Door("forecast", _("Cash forecast of all customers")), key="outlook.forecast")


def _warnings(frame: Frame, position: Position) -> None:
    """Warnings nobody has taken up, each with the response recommended first."""
    _ = frame._
    rows = customer_outlook.warning_rows(warned.raised(frame).new, position.customer_key, frame.lang)
    st.subheader(_("Warnings ({count})").format(count=len(rows)), anchor=False)
    if not len(rows):
        widgets.note(_("No rule finds anything wrong, or somebody works on it already."))
        return
    for place, row in enumerate(rows.to_dict("records")):
        advice = escape(_("Recommended: {advice}").format(advice=row["advice"]))
        words = f"<strong>{escape(row['title'])}</strong> · {escape(row['urgency'])}<br>{escape(row['message'])}<br>{advice}"
        st.html(f'<p class="desk-task">{words}</p>')
        widgets.door(Door("warnings", _("Take it up"), {"list": "new", "rule": row["rule"]}), key=f"outlook.warning.{place}")


def _collection(frame: Frame, position: Position) -> None:
    """The next step, and promises, disputes, holds and plans that are open."""
    _ = frame._
    st.subheader(_("Collection"), anchor=False)
    row = collected.row_of(frame, position.customer_key, position.currency)
    step = str(row["step"])
    if step:
        amount = wording.amount(int(str(row["amount"])), position.currency, frame.unit)
        widgets.note(_("Next step, due now: {step}, about {amount}.").format(step=frame.say(STEP_TITLES[step]), amount=frame.say(amount)))
    elif pd.notna(row.get("next_on")):
        widgets.note(_("No step is due; the next one on {date}.").format(date=pd.Timestamp(str(row["next_on"])).date()))
    else:
        widgets.note(_("No step is due."))
    widgets.bullets(frame.say(each) for each in customer_outlook.agreement_sentences(figures_of.agreed(frame), position.customer_key))
    target = {"customer": position.customer_id, "file": "collection"}
    widgets.door(Door("customers", _("Contacts, promises, disputes and plans"), target), key="outlook.collection")


def _tasks(frame: Frame, position: Position) -> None:
    """What somebody has to do about this customer."""
    _ = frame._
    rows = customer_outlook.open_tasks(collected.rows_then(frame, "tasks"), position.customer_key, frame.as_of)
    st.subheader(_("Tasks ({count})").format(count=len(rows)), anchor=False)
    if not len(rows):
        widgets.note(_("Nothing is to be done for this customer."))
    for row in rows.to_dict("records"):
        words = _("{date} · {owner}: {title}").format(date=row["due_on"].date(), owner=row["owner"], title=row["title"])
        if row["days_left"] < 0:
            widgets.strip(_("{task} (late by {days} days)").format(task=words, days=-row["days_left"]))
        else:
            widgets.note(words)
    widgets.door(Door("registers", _("The register of tasks"), {"register": "tasks", "show": "open"}), key="outlook.tasks")


def _statement(frame: Frame, position: Position) -> None:
    """Whether the balance was sent and confirmed."""
    _ = frame._
    end = due.month_end(frame.as_of)

    def compute() -> pd.DataFrame:
        mine = customer_file.of_customer(frame.books, position.customer_key)
        only = replace(mine, customers=desk.with_keys(frame.books.customers, "customer_key", [position.customer_key]))
        return progress.rounds(due.current_accounts(only, end, frame.policy), frame.books, frame.as_of, frame.policy)

    rows = once(frame, "outlook.statement", position.customer_key, end, frame.as_of, compute=compute)
    st.subheader(_("Statement and confirmation"), anchor=False)
    for row in desk.with_keys(rows, "currency", [position.currency]).to_dict("records"):
        state: Status = row["status"]
        status = frame.say(STATUSES[state])
        balance = frame.say(wording.amount(int(row["balance"]), position.currency, frame.unit))
        widgets.note(_("Balance at {date}: {balance}. Statement: {status}.").format(date=end, balance=balance, status=status))
        if row["differences"]:
            widgets.strip(_("{count} differences with the customer are open.").format(count=row["differences"]))
    widgets.door(Door("statements", _("Statements and answers"), {"show": "all"}), key="outlook.statements")


def _deliveries(frame: Frame, position: Position) -> None:
    """What is delivered and not invoiced, where there is any."""
    _ = frame._
    rows = desk.with_keys(deliveries_view.listed(frame), "customer_key", [position.customer_key])
    mine = desk.with_keys(rows, "currency", [position.currency])
    if not len(mine):
        return
    st.subheader(_("Delivered, not invoiced"), anchor=False)
    total = frame.say(wording.amount(int(mine["amount"].sum()), position.currency, frame.unit))
    widgets.note(_("{count} deliveries of together {total}, the oldest {days} days ago.").format(
        count=len(mine), total=total, days=int(mine["days"].max())))  # fmt: skip
    widgets.door(Door("deliveries", _("Deliveries and e-invoices")), key="outlook.deliveries")
