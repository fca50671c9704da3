"""One bank line at a time: who paid, what is proposed and why, and every decision a clerk can make about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.cash import aside, by_hand, listing, posting
from arcore.cash.posting import Choice, choice_of
from arcore.cash.work import Work
from arcore.matching.proposals import Allocation, Alternative, Proposal
from arcore.messages import Message
from arcore.money import shown
from arcore.schema import DOCUMENTS
from pages._shared import cash_acts, cash_hand, session, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown


def show(frame: Frame, work: Work, queue: Sequence[Proposal]) -> None:
    """The line that the URL names, else the first of the queue; the buttons stay in one place, line after line."""
    _ = frame._
    order = [str(proposal.line) for proposal in queue]
    place = order.index(session.one_of("line", order, order[0]))
    line = queue[place]
    goto = {"line": order[(place + 1) % len(order)]} if len(order) > 1 else {}
    mode = st.session_state.get(f"cash.mode.{line.line}", "hand" if line.status == "unmatched" else "")
    who = frame.who
    buttons = st.container()
    facts, proposed = st.columns([4, 7], gap="large")
    with facts:
        widgets.note(_("Line {place} of {count} that wait for a decision").format(place=place + 1, count=len(queue)))
        _facts(frame, work, line)
    with proposed:
        alternative = _explanations(frame, work, line)
        taken = line if alternative is None else line.alternatives[alternative]
        if mode == "hand":
            cash_hand.show(frame, work, line, taken, who, goto)
        elif mode == "aside":
            _aside(frame, line, who, goto)
        else:
            _documents(frame, work, line, taken)
    left, right = buttons.columns([10, 3.2])
    with right.container(horizontal=True, horizontal_alignment="right"):
        before, after = order[place - 1], order[(place + 1) % len(order)]
        st.button(_("Back"), shortcut="Left", on_click=session.keep, args=("line", before), key="cash.back")
        st.button(_("Next"), shortcut="Right", on_click=session.keep, args=("line", after), key="cash.next")
    with left:
        _decisions(frame, work, line, alternative, who, goto, mode)


def _facts(frame: Frame, work: Work, line: Proposal) -> None:
    """What the bank wrote. Everything is escaped: a memo is never markup."""
    _ = frame._
    row = desk.with_keys(work.lines, "line", [line.line]).iloc[0]

    def told(name: str) -> str:
        return str(row[name]) if isinstance(row[name], str) else ""

    amount = shown(line.amount, line.currency, lang=frame.lang)
    st.html(f'<p class="desk-amount">{escape(amount)} <span>{escape(line.currency)}</span></p>')
    rows = [
        (_("Payer"), line.payer or _("not stated")),
        (_("Memo"), line.memo),
        (_("Date"), line.date.isoformat()),
        (_("Payer's account"), " · ".join(filter(None, [told("counterparty_account"), told("counterparty_bank")]))),
        (_("Claimed by"), told("status_note") if told("status") == "claimed" else ""),
    ]
    widgets.words([(name, value) for name, value in rows if value])
    account = _("Into account") + " " + told("account") if told("account") else ""
    place = [account, told("serial"), told("source_file"), _row(frame, row["source_row"])]
    widgets.note(" · ".join(filter(None, place)))


def _row(frame: Frame, row: object) -> str:
    return "" if pd.isna(row) else frame._("row {row}").format(row=int(str(row)))


def _explanations(frame: Frame, work: Work, line: Proposal) -> int | None:
    """The proposal and its alternatives as choices, the evidence of the chosen one; None is the proposal itself."""
    _ = frame._
    names = listing.customer_names(work)
    if line.customer_id is None:
        _evidence(frame, line.evidence, line.why_not or None)
        return None
    options = [None, *range(min(5, len(line.alternatives)))]
    chosen = None
    if len(options) > 1:
        chosen = st.radio(
            _("What it pays"), options, format_func=lambda n: _title(frame, names, line if n is None else line.alternatives[n], line),
            key=f"cash.option.{line.line}.{work.version}",
        )  # fmt: skip
    else:
        st.html(f'<p class="desk-task"><strong>{escape(_plain_title(frame, names, line, line))}</strong></p>')
    taken = line if chosen is None else line.alternatives[chosen]
    _evidence(frame, taken.evidence, line.why_not if chosen is None else None)
    return chosen


def _plain_title(frame: Frame, names: dict[str, str], taken: Proposal | Alternative, line: Proposal) -> str:
    """'苏州宏达 C0001 · 2 documents · 80 % sure'."""
    _ = frame._
    parts = [f"{names.get(taken.customer_id or '', '')} {taken.customer_id}"]
    if taken.allocations:
        several = _("{count} documents").format(count=len(taken.allocations))
        parts.append(several if len(taken.allocations) > 1 else _("one document"))
    elif line.status != "unmatched":
        parts.append(_("stays on account"))
    if taken.confidence:
        parts.append(_("{share} % sure").format(share=round(taken.confidence * 100)))
    return " · ".join(parts)


def _title(frame: Frame, names: dict[str, str], taken: Proposal | Alternative, line: Proposal) -> str:
    numbers = ", ".join(a.document_no for a in taken.allocations[:3]) + (" …" if len(taken.allocations) > 3 else "")
    return widgets.plain(_plain_title(frame, names, taken, line) + (f" · {numbers}" if numbers else ""))


def _evidence(frame: Frame, evidence: Sequence[Message], why_not: Message | None) -> None:
    items = "".join(f"<li>{escape(frame.say(message))}</li>" for message in evidence)
    if items:
        st.html(f'<ul class="desk-evidence">{items}</ul>')
    if why_not is not None:
        widgets.strip(frame.say(why_not))


def _documents(frame: Frame, work: Work, line: Proposal, taken: Proposal | Alternative) -> None:
    """The documents the chosen explanation settles, to the cent, and what is left of the money."""
    _ = frame._
    if not taken.allocations:
        return
    exact, lang = replace(frame, unit="unit"), frame.lang
    columns = [
        Shown("document_no", DOCUMENTS.column("document_no").heading(lang)),
        Shown("document_date", DOCUMENTS.column("document_date").heading(lang), "date"),
        Shown("due_date", DOCUMENTS.column("due_date").heading(lang), "date"),
        Shown("open", _("Open balance"), "money"),
        Shown("cash", _("Applied"), "money"),
    ]
    rows = _allocated(frame, work, taken.allocations, line.currency)
    differing = (Shown("given_up", _("Difference written off"), "money", sparse=True), Shown("reason", _("Reason")))
    columns += [column for column in differing if rows[column.name].astype(bool).any()]
    tables.grid(exact, rows, columns, key=f"cash.documents.{line.line}", height=230)
    cash = sum(allocation.amount for allocation in taken.allocations)
    words = {
        "applied": shown(cash, line.currency),
        "rest": shown(line.amount - cash, line.currency),
        "amount": shown(line.amount, line.currency),
    }
    widgets.note(_("Received {amount} = applied {applied} + left on account {rest}").format(**words))


def _allocated(frame: Frame, work: Work, allocations: Sequence[Allocation], currency: str) -> pd.DataFrame:
    items = work.open_items.set_index("document_key")
    found = []
    for a in allocations:
        item = items.loc[a.document_key] if a.document_key in items.index else None
        reason = frame.say(by_hand.REASONS[a.reason]) if a.reason in by_hand.REASONS else ""
        days = (item["document_date"], item["due_date"], int(item["open"])) if item is not None else (pd.NaT, pd.NaT, 0)
        found.append((a.document_no, *days, a.amount, a.write_off, reason, currency))
    columns = ["document_no", "document_date", "due_date", "open", "cash", "given_up", "reason", "currency"]
    return pd.DataFrame(found, columns=columns)


def _decisions(frame: Frame, work: Work, line: Proposal, alternative: int | None, who: str, goto: dict[str, str], mode: str) -> None:
    """The row of buttons; those that need more open it beside the line."""
    _ = frame._
    key = f"{line.line}.{work.version}"
    taken = line if alternative is None else line.alternatives[alternative]
    customer_key = work.keys.get(taken.customer_id or "")
    with st.container(horizontal=True, key="cash-decisions"):
        confirmed = line.status == "suggested" and st.button(_("Confirm"), type="primary", shortcut="Enter", key=f"cash.confirm.{key}")
        on_account = customer_key is not None and st.button(_("Leave on account"), shortcut="U", key=f"cash.unapplied.{key}")
        st.button(_("By hand"), shortcut="E", on_click=_mode, args=(line.line, "hand", mode), key=f"cash.hand.{key}")
        st.button(_("Not a receipt"), shortcut="X", on_click=_mode, args=(line.line, "aside", mode), key=f"cash.aside.{key}")
        declined = line.customer_id is not None and st.button(_("Not this customer"), shortcut="D", key=f"cash.decline.{key}")
    names = listing.customer_names(work)
    customer = names.get(taken.customer_id or "", "")
    amount = shown(line.amount, line.currency, lang=frame.lang)
    if confirmed:
        words = _("Posted: {amount} of {payer} to {customer}.").format(amount=amount, payer=line.payer, customer=customer)
        cash_acts.confirm(frame, work, [choice_of(work, line, alternative)], who=who, name=f"confirm.{line.line}", words=words, **goto)
    if on_account:
        words = _("Posted: {amount} stays on the account of {customer}.").format(amount=amount, customer=customer)
        cash_acts.confirm(frame, work, [Choice(line.line, customer_key)], who=who, name=f"confirm.{line.line}", words=words, **goto)
    if declined:
        words = _("{customer} is not offered for this payer again.").format(customer=names.get(line.customer_id or "", ""))
        cash_acts.act(
            frame, f"decline.{line.line}", who, words, lambda ledger, mark: [posting.decline(ledger, work, line, who=who, token=mark)]
        )


def _mode(line: int, wanted: str, now: str) -> None:
    st.session_state[f"cash.mode.{line}"] = "" if now == wanted else wanted


def _aside(frame: Frame, line: Proposal, who: str, goto: dict[str, str]) -> None:
    """Why it is no receipt; the reason is kept with the line."""
    _ = frame._
    with st.container(border=True):
        left, right = st.columns([3, 1], vertical_alignment="bottom")
        reason = left.selectbox(
            _("Why is it not a receipt?"), tuple(aside.ASIDE_REASONS), format_func=lambda code: frame.say(aside.ASIDE_REASONS[code]),
            key=f"cash.reason.{line.line}",
        )  # fmt: skip
        if right.button(_("Set aside"), type="primary", key=f"cash.aside.do.{line.line}", width="stretch"):
            amount = shown(line.amount, line.currency, lang=frame.lang)
            words = _("{amount} of {payer} is set aside as not a receipt.").format(amount=amount, payer=line.payer)
            cash_acts.act(
                frame, f"aside.{line.line}", who, words,
                lambda ledger, mark: [posting.not_receipts(ledger, [line.line], reason, who=who, token=mark, lang=frame.lang)], **goto,
            )  # fmt: skip
