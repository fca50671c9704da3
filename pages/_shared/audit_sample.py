"""The auditor's sample on the audit page: how it is drawn, what it chose, what the answers mean for all balances."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import streamlit as st

from arcore.audit.audit_file import Sampled, to_confirm
from arcore.audit.sampling import METHODS, REASONS, USUAL_SIZE, Method, Plan, size_of
from arcore.books import called
from arcore.confirming.due import month_end
from arcore.messages import Unusable
from arcore.registers import REGISTERS
from pages._shared import audit_pack, audited, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown


def show(frame: Frame) -> None:
    """The choices, the sample, and the pack made of it."""
    balance_date, plan = _plan(frame)
    try:
        sample = audited.sampled(frame, plan, balance_date)
    except Unusable as refused:
        widgets.strip(frame.say(refused.message), "bad")
        return
    _told(frame, sample)
    full = replace(frame, unit="unit")
    _chosen(full, sample)
    _apart(full, sample)
    audit_pack.offer(frame, sample)


def _plan(frame: Frame) -> tuple[dt.date, Plan]:
    """Balance date, method, size or percentages, seed and key items as chosen."""
    _ = frame._
    first, second, third, fourth = st.columns(4)
    balance_date = first.date_input(
        _("Balance date"), month_end(frame.as_of), max_value=frame.as_of, key="audit.balance_date",
        help=_("The day whose balances customers confirm; receipts and answers count up to the date on the left."),
    )  # fmt: skip
    method: Method = second.selectbox(
        _("Sampling method"), tuple(METHODS), format_func=lambda name: frame.say(METHODS[name]), key="audit.method"
    )
    by_size = method != "mus" or third.checkbox(
        _("Give the number"), key="audit.by_size", help=_("Unless given, it follows from the policy.")
    )
    size = int(third.number_input(_("Size of the sample"), 1, 10_000, USUAL_SIZE, key="audit.size")) if by_size else None
    seed = int(fourth.number_input(_("Seed"), 0, 10**9, frame.policy.audit.sample_seed, key="audit.seed"))
    names = called(frame.books.customers)
    keys = st.multiselect(
        _("Key items, chosen whatever the method"), list(names), format_func=lambda key: names[key][1], key="audit.keys",
        placeholder=_("Customers"),
    )  # fmt: skip
    plan = audited.plan(frame, balance_date, method, size)
    return balance_date, replace(plan, seed=seed, keys=frozenset(f"{key}|{frame.currency}" for key in keys))


def _told(frame: Frame, sample: Sampled) -> None:
    """How it was drawn, and what the answers say so far."""
    _ = frame._
    selection, found = sample.selection, sample.projection
    full = replace(frame, unit="unit")
    amount = [(_("Population"), full.amount(selection.total, sample.currency)), (_("Chosen"), f"{len(sample.told):,}")]
    if selection.interval is None or selection.start is None or found is None:
        widgets.words(amount)
        return
    plan, size = selection.plan, size_of(selection.interval, selection.total)
    drawn = [*amount, (_("Monetary units"), f"{size:,}"), (_("Sampling interval"), full.amount(selection.interval, sample.currency)),
             (_("Start"), full.amount(selection.start, sample.currency)), (_("Seed"), str(plan.seed))]  # fmt: skip
    if plan.size is None:
        drawn += [(_("Confidence"), f"{plan.confidence} %"), (_("Tolerable misstatement"), full.amount(plan.tolerable, sample.currency)),
                  (_("Expected misstatement"), full.amount(plan.expected, sample.currency))]  # fmt: skip
    left, right = st.columns(2, gap="large")
    with left:
        widgets.words(drawn)
    with right:
        widgets.words(
            [
                (_("Answered"), f"{sample.answered:,} / {len(sample.told):,}"),
                (_("Projected overstatement"), full.amount(found.overstated, sample.currency)),
                (_("Projected understatement"), full.amount(found.understated, sample.currency)),
                (_("Basic precision"), full.amount(found.basic, sample.currency)),
                (_("Incremental allowance"), full.amount(found.incremental, sample.currency)),
                (_("Upper limit of overstatement"), full.amount(found.upper_limit, sample.currency) if sample.complete else "–"),
            ]
        )
        if not sample.complete:
            widgets.note(_("The upper limit can be told once every balance that monetary units chose is answered."))


def _chosen(frame: Frame, sample: Sampled) -> None:
    _ = frame._
    states = REGISTERS["statements"].field("state").labels(frame.lang)
    rows = to_confirm(sample)
    rows = rows.assign(
        why=[frame.say(REASONS[reason]) if reason else _("Credit or zero balance") for reason in rows["reason"]],
        state=[states.get(state, _("No letter noted")) for state in rows["state"]],
    )
    columns = [
        Shown("customer_name", _("Customer"), width=200),
        Shown("balance", _("Balance"), "money"),
        Shown("cumulative", _("Cumulative"), "money"),
        Shown("why", _("Chosen because"), width=150),
        Shown("state", _("Letter"), width=100),
        Shown("audited", _("Confirmed"), "money"),
        Shown("received", _("Received since"), "money", sparse=True),
        Shown("left", _("Still open"), "money"),
        Shown("last_on", _("Last receipt"), "date", width=95),
    ]
    st.subheader(_("Balances to confirm ({count})").format(count=len(rows)), anchor=False)
    tables.grid(frame, rows, columns, key="audit.chosen")
    sentence, holds = sample.proof
    widgets.proof_lines([(frame.say(sentence) + (" ✓" if holds else ""), holds)])
    widgets.note(_("Answers are entered on the page “Statements” once the letters are noted there."))


def _apart(frame: Frame, sample: Sampled) -> None:
    _ = frame._
    rows = sample.selection.apart
    with st.expander(_("Credit and zero balances, listed apart ({count})").format(count=f"{len(rows):,}")):
        chosen = rows.assign(chosen=[_("Chosen") if each else "" for each in rows["chosen"]])
        columns = [Shown("customer_name", _("Customer"), width=220), Shown("balance", _("Balance"), "money"), Shown("chosen", _("Chosen"))]
        tables.grid(frame, chosen, columns, key="audit.apart")
