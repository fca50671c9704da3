"""The aging table: how it is cut, what it shows, and what is behind a row."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import cast

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.buckets import Basis, Scheme, bucket_columns, bucket_labels, unknown_label
from arcore.desk import GROUPINGS, SCHEMES, Aged, By
from arcore.messages import Message, say
from arcore.strategy import rows as strategy_rows
from arcore.strategy import treatments
from pages._shared import drill, figures_of, session, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown

BASES: dict[Basis, Message] = {"due": say("By due date"), "document": say("By document date")}


@dataclass(frozen=True)
class Choice:
    """How the table is cut. `other` is the date to compare with, if any."""

    by: By
    basis: Basis
    scheme: str
    net_credits: bool
    other: dt.date | None


def choices(frame: Frame) -> Choice:
    """The row of choices above the table; each is in the URL when it is not the default."""
    _ = frame._
    rules = frame.policy.aging
    by = session.one_of("by", GROUPINGS, "customer")
    basis = session.one_of("basis", BASES, rules.basis)
    scheme = session.one_of("scheme", SCHEMES, "policy")
    net = session.one_of("net", ("yes", "no"), "yes" if rules.net_credits else "no")
    other = session.chosen("other", lambda text: not text or session.is_day(text, frame.as_of), "")
    session.show("by", by)
    session.show("basis", basis)
    session.show("scheme", scheme)
    columns = st.columns([1.1, 1.1, 1.5, 1.3, 1.2], vertical_alignment="bottom")
    columns[0].selectbox(_("By"), tuple(GROUPINGS), format_func=lambda name: frame.say(GROUPINGS[name]), **session.on_change("by"))
    columns[1].selectbox(_("Age counts from"), tuple(BASES), format_func=lambda name: frame.say(BASES[name]), **session.on_change("basis"))
    columns[2].selectbox(_("Buckets"), tuple(SCHEMES), format_func=lambda name: frame.say(SCHEMES[name]), **session.on_change("scheme"))
    st.session_state["choose.other"] = dt.date.fromisoformat(other) if other else None
    columns[3].date_input(_("Compare with"), format="YYYY-MM-DD", max_value=frame.as_of, **session.on_change("other"))
    st.session_state["choose.net"] = net == "yes"
    columns[4].toggle(
        _("Net credits"),
        key="choose.net",
        on_change=_net_changed,
        help=_("Unapplied receipts and credit notes settle the oldest items first."),
    )
    return Choice(cast(By, by), cast(Basis, basis), scheme, net == "yes", dt.date.fromisoformat(other) if other else None)


def _net_changed() -> None:
    session.keep("net", "yes" if st.session_state["choose.net"] else "no")


def of_currency(frame: Frame, table: pd.DataFrame, currency: str, choice: Choice) -> pd.DataFrame:
    """The rows in `currency` (all of them when cut by currency), beside the other date's when one is chosen."""
    if choice.other is not None:
        then = figures_of.debtors(frame, choice.other, choice.by, choice.scheme, choice.basis, choice.net_credits)
        table = desk.compared(table, then)
    return table if choice.by == "currency" else table[table["currency"] == currency].reset_index(drop=True)


def searched(frame: Frame, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows whose name or number holds what was typed; asked only where there is much to search."""
    if len(rows) <= tables.ROWS_ON_A_PAGE // 10:
        return rows
    wanted = st.text_input(
        frame._("Find"), placeholder=frame._("Part of a name or number"), width=320, key="find.debtor", label_visibility="collapsed"
    )
    return desk.matching(rows, wanted, ("name", "customer_id")) if wanted else rows


def show(frame: Frame, rows: pd.DataFrame, choice: Choice, scheme: Scheme) -> str | None:
    """The table with its total; the `row_id` of the row that was selected."""
    _ = frame._
    labels = [*bucket_labels(scheme, frame.lang, choice.basis), frame.say(unknown_label())]
    columns = [Shown("name", frame.say(GROUPINGS[choice.by]), width=220)]
    columns += [Shown("customer_id", _("Customer No."))] if choice.by == "customer" else []
    columns += [Shown("currency", _("Currency"), width="small")] if choice.by == "currency" else []
    columns += [Shown("total", _("Net balance"), "money", help=_("Open documents less credits and receipts not applied yet."))]
    if choice.other is not None:
        columns += [Shown("before", str(choice.other), "money"), Shown("change", _("Change"), "money")]
    columns += [Shown("overdue", _("Overdue"), "money", sparse=True)]
    names = bucket_columns(scheme)
    columns += [
        Shown(name, label, "money", sparse=True)
        for name, label in zip(names, labels, strict=True)
        if name != "bucket_unknown" or rows[name].any()
    ]
    columns += [
        Shown("credits", _("Credits"), "money", help=_("Credit notes and receipts that no document has used, negative."), sparse=True)
    ]
    columns += [Shown("items", _("Documents"), "integer")]
    widgets.note(_("Select a row to see the documents behind it."))
    chosen = tables.grid(frame, rows, columns, key=f"aging.{choice.by}", select="row_id", total=choice.by != "currency")
    return str(chosen[0]) if chosen else None


def strategy(frame: Frame, at: Aged, choice: Choice, scheme: Scheme) -> None:
    """What the policy does about a debt of each age: steps, departments, and the rate where the allowance goes by these buckets."""
    _ = frame._
    found = treatments(scheme, choice.basis, frame.policy)
    columns = [Shown("age", _("Age")), Shown("open", _("Open"), "money", sparse=True)]
    if any(one.actions for one in found):
        columns += [Shown("actions", _("What is done"), width="large"), Shown("departments", _("Responsible"))]
    if any(one.rate is not None for one in found):
        columns += [Shown("rate", _("Provided for, %"), "decimal")]
    if len(columns) == 2:
        widgets.note(
            _("The ladder goes by days past due and the allowance by age in years: choose one of these buckets to see what is done.")
        )
        return
    tables.grid(frame, strategy_rows(found, at.items, frame.currency, frame.lang), columns, key="aging.strategy")
    widgets.note(_("Steps count from the due date and follow the policy; customers of the worst grades climb a faster ladder."))


def behind(frame: Frame, at: Aged, table: pd.DataFrame, row_id: str, choice: Choice) -> None:
    """The documents and receipts behind a row."""
    _ = frame._
    name = desk.with_keys(table, "row_id", [row_id])
    title = str(name["name"].iloc[0]) if len(name) else row_id
    st.subheader(_("Behind {name}").format(name=widgets.plain(title)), anchor=False)
    items = desk.behind(at.items, row_id, choice.by)
    drill.documents(frame, items, key=f"behind.{choice.by}", scheme=choice.scheme, basis=choice.basis)
    receipts = desk.behind(at.unapplied, row_id, choice.by)
    if len(receipts):
        widgets.note(_("Receipts not applied yet:"))
        drill.receipts(frame, receipts, key=f"credits.{choice.by}")


def one_customer(frame: Frame, customer_id: str, choice: Choice) -> None:
    """Only one customer's documents, as another page asked for."""
    st.button(frame._("Show all customers"), on_click=session.keep, args=("customer", None))
    at = figures_of.aged(frame, frame.as_of, choice.scheme, choice.basis)
    drill.customer(frame, customer_id, at, scheme=choice.scheme, basis=choice.basis)
