"""The top of the page: the answer, the bar with its figures, the statements' own balances, what can be posted at once."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from arcore import charts
from arcore.cash import posting, summary
from arcore.cash.work import Work
from arcore.ledger import JournalEntry, Ledger
from arcore.matching.proposals import Proposal
from arcore.money import total_by_currency
from arcore.wording import amount
from pages._shared import cash_acts, cash_works, session, widgets
from pages._shared.frame import Frame
from pages._shared.looks import look
from pages._shared.widgets import Door

DOORS: dict[summary.Class, dict[str, str]] = {
    "applied": {"part": "done"},
    "on_account": {"part": "done"},
    "certain": {"part": "list", "group": "certain"},
    "suggested": {"part": "list", "group": "suggested"},
    "unidentified": {"part": "pool"},
    "aside": {"part": "list", "group": "aside"},
}


def show(frame: Frame, work: Work, lines: pd.DataFrame) -> None:
    """The answer, the bar and its legend in the frame's currency; each piece leads to its lines."""
    currency = frame.currency
    parts = cash_works.parts(frame)
    classes = [one for one in summary.settled(lines, work, parts) if one.currency == currency]
    widgets.answer(frame.say(summary.sentence(classes, currency, frame.unit)))
    if not classes:
        return
    st.altair_chart(charts.settled_bar(classes, look(frame, currency)), key=f"cash.bar.{work.version}.{currency}")
    with st.container(horizontal=True, gap="small", key="cash-legend"):
        for one in classes:
            widgets.door(Door("cash_application", _legend(frame, one), DOORS[one.kind]), key=f"cash-{one.kind}")


def _legend(frame: Frame, one: summary.Settled) -> str:
    """'Applied to documents 1,995.74 · 80 lines'."""
    count = frame._("{count} lines").format(count=f"{one.lines:,}")
    return f"{frame.say(summary.CLASSES[one.kind])} {frame.amount(one.amount, one.currency)} · {count}"


def proofs(frame: Frame, lines: pd.DataFrame) -> None:
    """The balances of every account's statements, tied out."""
    found = summary.proofs(lines)
    widgets.proof_lines((frame.say(proof.sentence(frame.unit)), not proof.difference) for proof in found)


def certain(frame: Frame, work: Work) -> None:
    """The one button for everything that has a single explanation, and for what is no receipt at all."""
    _ = frame._
    sure, aside = work.of_status("auto"), work.of_status("ignored")
    if not sure and not aside:
        return
    totals = total_by_currency((p.currency, p.amount) for p in sure)
    amounts = "，".join(frame.say(amount(total, currency, frame.unit)) for currency, total in totals.items())
    text = []
    if sure:
        words = _("{count} receipts totalling {amounts} have one explanation only and can be posted as they are.")
        single = _("One receipt totalling {amounts} has one explanation only and can be posted as it is.")
        text.append((words if len(sure) > 1 else single).format(count=f"{len(sure):,}", amounts=amounts))
    if aside:
        text.append(_to_set_aside(frame, aside))
    with st.container(border=True):
        left, right = st.columns([1, 1], vertical_alignment="center")
        with left:
            widgets.note(_sentences(frame, text))
            who = frame.who
        with right.container(horizontal=True, horizontal_alignment="right"):
            if sure:
                st.button(_("Look at them first"), on_click=_look, key="cash.look")
            label = _label(frame, len(sure))
            key = f"cash.certain.{work.version}"
            pressed = st.button(label, type="primary", icon=":material/done_all:", shortcut="Shift+Enter", key=key)
    if not pressed:
        return

    def do(ledger: Ledger, mark: str) -> list[JournalEntry | None]:
        posted = posting.post_certain(ledger, work, frame.policy, who=who, token=mark)
        return [posted, *posting.set_aside(ledger, work, aside, who=who, token=mark, lang=frame.lang)]

    with st.spinner(_("Posting {count} receipts: one step, all of them or none").format(count=f"{len(sure):,}")):
        posted = cash_acts.attempt(frame, "certain", who, do)
    if posted:
        text = [_("Receipts posted: {count}, totalling {amounts}.").format(count=f"{len(sure):,}", amounts=amounts)] if sure else []
        cash_acts.done(frame, who, _sentences(frame, [*text, *([_no_receipts(frame, aside)] if aside else [])]))


def _to_set_aside(frame: Frame, aside: Sequence[Proposal]) -> str:
    """How many will be set aside, counted as `_no_receipts` does afterwards."""
    _ = frame._
    out = sum(one.amount < 0 for one in aside)
    if out == len(aside):
        return _("Money out: {out} lines, which are set aside.").format(out=f"{out:,}")
    template = (
        _("Not from customers (interest, own transfers …): {count} receipts; money out: {out} lines. They are set aside.")
        if out
        else _("Not from customers (interest, own transfers …): {count} receipts, which are set aside.")
    )
    return template.format(count=f"{len(aside) - out:,}", out=f"{out:,}")


def _no_receipts(frame: Frame, aside: Sequence[Proposal]) -> str:
    """How many are set aside, money in and out apart: the legend counts what came in."""
    _ = frame._
    out = sum(one.amount < 0 for one in aside)
    template = (
        _("Set aside: {count} not customers' payments (and {out} payments out).")
        if out
        else _("Set aside: {count} not customers' payments.")
    )
    return template.format(count=f"{len(aside) - out:,}", out=f"{out:,}")


def _sentences(frame: Frame, parts: Sequence[str]) -> str:
    """Sentences in a row; Chinese has no space between them."""
    return ("" if frame.lang == "zh" else " ").join(parts)


def _label(frame: Frame, sure: int) -> str:
    _ = frame._
    if not sure:
        return _("Set these lines aside")
    return _("Post the {count} certain receipts").format(count=f"{sure:,}") if sure > 1 else _("Post the certain receipt")


def _look() -> None:
    session.keep("part", "list")
    session.keep("group", "certain")
