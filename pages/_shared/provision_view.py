"""The allowance page's parts: method, lines, movement, specific items, the workbook."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from typing import cast

import pandas as pd
import streamlit as st

from arcore import charts, desk, wording
from arcore.books import called
from arcore.buckets import label_messages
from arcore.documents import provision_workbook
from arcore.messages import Message, say
from arcore.policy_sections.provision import METHODS, Method
from arcore.provision import LINES, PARTS, Allowance, Moved, allowance, book_entry, scheme_of
from arcore.provision import moved as moved_between
from arcore.provision.registered import proposals, specific_items
from arcore.typed import amount_typed
from pages._shared import downloads, session, tables, widgets
from pages._shared.frame import Frame, once
from pages._shared.looks import look
from pages._shared.tables import Shown


def method(frame: Frame) -> Method:
    """The method, the policy's own unless another is looked at."""
    chosen = cast(Method, session.one_of("method", METHODS, frame.policy.provision.method))
    session.show("method", chosen)
    st.segmented_control(
        frame._("Method"), tuple(METHODS), format_func=lambda name: frame.say(METHODS[name]), required=True, **session.on_change("method")
    )
    return chosen


def allowance_at(frame: Frame, day: dt.date, chosen: Method) -> Allowance:
    """The allowance of the visit's currency at a date."""
    own = frame.policy.company.currency

    def compute() -> Allowance:
        return allowance(frame.books, day, frame.policy, frame.currency, specific=specific_items(frame.books, day, own), method=chosen)

    return once(frame, "allowance", day, frame.currency, chosen, compute=compute)


def moved(frame: Frame, before: Allowance, now: Allowance) -> Moved:
    """The movement of the year, part by part."""
    specific = specific_items(frame.books, frame.as_of, frame.policy.company.currency)
    return moved_between(frame.books, before, now, specific=specific, separate=frame.policy.provision.separate)


def answer(frame: Frame, now: Allowance, before: Allowance) -> Message:
    """What may be lost, in one sentence."""
    share = Fraction(now.amount, now.balance) if now.balance else None
    return say(
        "As of {date}, {amount} of {balance} (open balance less receipts not applied yet) may be lost ({share}) by the {method}; "
        "on {earlier} it was {before}.",
        date=now.as_of.isoformat(),
        amount=wording.amount(now.amount, now.currency, frame.unit),
        balance=wording.amount(now.balance, now.currency, frame.unit),
        share=wording.percent(share),
        method=METHODS[now.method],
        earlier=before.as_of.isoformat(),
        before=wording.amount(before.amount, before.currency, frame.unit),
    )


def lines(frame: Frame, now: Allowance, before: Allowance) -> None:
    """Balance, rate and allowance of each age and of the groups apart, beside the year's start; the documents of a line."""
    _ = frame._
    rows = pd.DataFrame(
        [
            (frame.say(line.label), old.balance, line.balance, float(line.rate * 100), line.amount, line.amount - old.amount)
            for line, old in zip((*now.portfolio, now.apart), (*before.portfolio, before.apart), strict=True)
        ],
        columns=["label", "before", "balance", "rate", "amount", "change"],
    )
    rows = rows.assign(line=range(len(rows)), currency=now.currency)
    columns = [
        Shown("label", _("Age or group"), width=175),
        Shown("balance", _("Closing balance"), "money"),
        Shown("rate", _("Loss rate"), "percent"),
        Shown("amount", _("Allowance"), "money"),
        Shown("change", _("Change"), "money"),
        Shown("before", _("Balance before"), "money", help=_("Balance on {date}").format(date=before.as_of)),
    ]
    widgets.note(_("Select a row to see its documents."))
    for line in tables.grid(frame, rows, columns, key="provision.lines", select="line"):
        _behind(frame, now, int(str(line)))


def _behind(frame: Frame, now: Allowance, line: int) -> None:
    """The debts of one line, to the cent, as far as no receipt or credit note of their customer settles them."""
    _ = frame._
    exact = replace(frame, unit="unit")
    items = desk.named(desk.with_keys(now.items, "line", [line]), frame.books.customers)
    columns = [
        Shown("document_no", _("Document No.")),
        Shown("customer_name", _("Customer"), width="medium"),
        Shown("document_date", _("Date"), "date"),
        Shown("due_date", _("Due date"), "date"),
        Shown("amount", _("Amount"), "money"),
        Shown("open", _("Closing balance"), "money", help=_("After receipts and credit notes not applied yet, oldest debts first")),
    ]
    label = frame.say((*now.portfolio, now.apart)[line].label)
    widgets.note(_("{count} documents of {age}. Amounts are to the cent.").format(count=f"{len(items):,}", age=label))
    tables.grid(exact, items, columns, key=f"provision.behind.{line}", total=len(items) > 0)


def migration(frame: Frame, now: Allowance) -> None:
    """The migration rates behind the loss rates; the last six periods of a longer history."""
    _ = frame._
    if now.method == "aging":
        widgets.note(_("The rates are those of the policy. Choose a method by migration to see what history says."))
        return
    scheme, basis = scheme_of(now.method, frame.policy)
    labels = label_messages(scheme, basis)[:-1]
    shown = now.history.cohorts[-6:]
    st.altair_chart(charts.migration_heat(shown, now.history.migration, labels, look(frame, frame.currency), now.as_of))
    widgets.note(_("A bucket without history is taken to be lost in full. What was written off counts as not collected."))


def movement_table(frame: Frame, found: Moved) -> None:
    """Opening to closing of each part, as the note to the accounts has it."""
    _ = frame._
    parts = ((frame.say(title), getattr(found, name)) for name, title in PARTS.items())
    rows = pd.DataFrame([(title, *(getattr(part, name) for name in LINES)) for title, part in parts], columns=["part", *LINES])
    columns = [
        Shown("part", _("Kind of provision"), width=175),
        *(Shown(name, frame.say(heading), "money") for name, heading in LINES.items()),
    ]
    tables.grid(frame, rows.assign(currency=frame.currency), columns, key="provision.movement")
    widgets.note(_("A debt assessed by itself for the first time is reversed in the portfolio and charged with those assessed."))


def entry(frame: Frame, now: Allowance) -> str:
    """What must be booked, once the books' own balance is typed in."""
    _ = frame._
    typed = st.session_state.get("provision.booked", "")
    booked = amount_typed(typed, frame.currency) if typed else None
    st.text_input(
        _("Allowance in the books ({currency})").format(currency=frame.currency),
        key="provision.booked",
        placeholder="1,200,000.00",
        help=_("The balance of the account before the entry, in the currency's unit."),
    )
    if booked is None:
        return _("Type the balance of the allowance account to see the entry to book.")
    needed = book_entry(now.amount, booked)
    words = _("To book: charge {amount}.") if needed >= 0 else _("To book: reverse {amount}.")
    return words.format(amount=frame.say(wording.amount(abs(needed), now.currency)))


def key_names(frame: Frame) -> dict[int, str]:
    """What the customers are called, by their number where they have no name."""
    return {key: name for key, (_, name) in called(frame.books.customers).items()}


def document_numbers(frame: Frame) -> dict[int, str]:
    """What the documents are called."""
    return {int(key): str(no) for key, no in zip(frame.books.documents["document_key"], frame.books.documents["document_no"], strict=True)}


def download(frame: Frame, now: Allowance, before: Allowance, movement: Moved) -> None:
    """坏账准备计算表 as on the page."""
    _ = frame._

    def make() -> bytes:
        return provision_workbook.build(
            now,
            before,
            movement,
            rules=frame.policy.provision,
            names=key_names(frame),
            numbers=document_numbers(frame),
            write_offs=proposals(frame.books, frame.as_of, frame.policy.company.currency, frame.currency),
            company=downloads.company(frame),
            lang=frame.lang,
            unit=frame.unit,
            version=frame.say(frame.origin),
            items=desk.named(now.items, frame.books.customers),
        )

    widgets.download(_("Allowance workbook"), make, _("Bad-debt allowance") + f" {now.as_of}.xlsx", primary=True, key="download.provision")
