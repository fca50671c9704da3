"""Many lines at once: filtered, selected, confirmed together, or everything above a level of confidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from arcore.cash import listing, posting
from arcore.cash.listing import GROUPS
from arcore.cash.posting import choices_of
from arcore.cash.work import Work
from arcore.matching.proposals import Proposal
from arcore.money import total_by_currency
from arcore.wording import amount
from pages._shared import cash_acts, session, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown


def show(frame: Frame, work: Work, lines: pd.DataFrame) -> None:
    """The table of one group of lines, and what can be done with those selected."""
    _ = frame._
    counts = {name: sum(listing.group_of(p) == name for p in work.proposals) for name in GROUPS}
    group = session.one_of("group", GROUPS, "suggested")
    session.show("group", group)
    st.segmented_control(
        _("Lines"), tuple(GROUPS), format_func=lambda name: f"{frame.say(GROUPS[name])} {counts[name]}", required=True,
        label_visibility="collapsed", **session.on_change("group"),
    )  # fmt: skip
    chosen_from = [p for p in work.proposals if listing.group_of(p) == group]
    who = frame.who
    if group == "suggested" and chosen_from:
        _above(frame, work, who)
    selected = _grid(frame, work, chosen_from, group)
    if selected:
        _together(frame, work, selected, group, who)
    if group == "aside":
        _set_aside(frame, lines, who)


def _grid(frame: Frame, work: Work, proposals: Sequence[Proposal], group: str) -> list[Proposal]:
    _ = frame._
    if not proposals:
        widgets.note(_("No line of this kind waits."))
        return []
    widgets.note(_("Select lines to deal with them together."))
    columns = [
        Shown("date", _("Date"), "date"),
        Shown("payer", _("Payer"), width=190),
        Shown("amount", _("Amount"), "money"),
        Shown("customer", _("Customer"), width=190),
        Shown("settles", _("Documents"), width=170),
        Shown("sure", _("Sure %"), "integer", width="small"),
        Shown("why", _("Why"), width=340),
        Shown("memo", _("Memo"), width=160),
    ]
    rows = listing.rows(work, proposals, frame.lang)
    lines = set(tables.grid(replace(frame, unit="unit"), rows, columns, key=f"cash.list.{group}.{work.version}", select="line", many=True))
    return [p for p in proposals if p.line in lines]


def _above(frame: Frame, work: Work, who: str) -> None:
    """Everything at least so sure: how many and how much is said before it is done."""
    _ = frame._
    levels = listing.levels(work)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        level = st.selectbox(
            _("Confirm everything at least so sure"), levels, key=f"cash.level.{len(levels)}", width=260,
            format_func=lambda share: _("{share} % or more: {count} lines").format(
                share=round(share * 100), count=len(listing.surer_than(work, share))
            ),
        )  # fmt: skip
        found = listing.surer_than(work, level)
        label = _("Confirm {count} suggestions totalling {amounts}").format(count=len(found), amounts=_amounts(frame, found))
        if st.button(label, key=f"cash.above.{level}.{work.version}"):
            _confirm(frame, work, found, who, f"above.{level}")


def _together(frame: Frame, work: Work, selected: Sequence[Proposal], group: str, who: str) -> None:
    _ = frame._
    amounts = _amounts(frame, selected)
    with st.container(horizontal=True):
        if group in ("suggested", "certain"):
            label = _("Confirm the {count} selected totalling {amounts}").format(count=len(selected), amounts=amounts)
            if st.button(label, type="primary", icon=":material/check:", key=f"cash.selected.{work.version}"):
                _confirm(frame, work, selected, who, "selected." + ".".join(str(p.line) for p in selected))
        if group != "aside" and len(selected) == 1:
            st.button(_("Open this line"), on_click=_open, args=(selected[0].line,), key="cash.open")
        if st.button(_("Set the {count} selected aside").format(count=len(selected)), key=f"cash.aside.selected.{work.version}"):
            words = _("{count} lines totalling {amounts} are set aside as not receipts.").format(count=len(selected), amounts=amounts)
            marked = [replace(p, reason_code=p.reason_code if p.status == "ignored" else "other") for p in selected]
            cash_acts.act(
                frame,
                "aside.selected",
                who,
                words,
                lambda ledger, mark: posting.set_aside(ledger, work, marked, who=who, token=mark, lang=frame.lang),
            )


def _confirm(frame: Frame, work: Work, proposals: Sequence[Proposal], who: str, name: str) -> None:
    words = frame._("Receipts posted: {count}, totalling {amounts}.").format(
        count=f"{len(proposals):,}", amounts=_amounts(frame, proposals)
    )
    cash_acts.confirm(frame, work, choices_of(work, proposals), who=who, name=name, words=words)


def _amounts(frame: Frame, proposals: Sequence[Proposal]) -> str:
    totals = total_by_currency((p.currency, p.amount) for p in proposals)
    return "，".join(frame.say(amount(total, currency, frame.unit)) for currency, total in totals.items()) or "0"


def _open(line: int) -> None:
    session.keep("line", str(line))
    session.keep("part", "queue")


def _set_aside(frame: Frame, lines: pd.DataFrame, who: str) -> None:
    """What was marked as no receipt before, with the way back."""
    _ = frame._
    rows = listing.set_aside(lines, frame.lang)
    if not len(rows):
        return
    st.subheader(_("Set aside before ({count})").format(count=f"{len(rows):,}"), anchor=False)
    columns = [
        Shown("date", _("Date"), "date"),
        Shown("payer", _("Payer"), width=220),
        Shown("amount", _("Amount"), "money"),
        Shown("reason", _("Reason"), width=260),
        Shown("memo", _("Memo"), width=240),
    ]
    chosen = tables.grid(replace(frame, unit="unit"), rows, columns, key="cash.marked", select="line", many=True)
    if chosen and st.button(_("Let the {count} selected wait again").format(count=len(chosen)), key="cash.reopen"):
        keys = [int(str(line)) for line in chosen]
        words = _("{count} lines wait for a decision again.").format(count=len(keys))
        cash_acts.act(frame, "reopen", who, words, lambda ledger, mark: [posting.reopen(ledger, keys, who=who, token=mark)])
