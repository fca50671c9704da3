"""An allocation made by hand: a customer found by name, amounts typed beside its open documents, the rest left on account."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.cash import by_hand, posting
from arcore.cash.by_hand import Entered
from arcore.cash.work import Work
from arcore.matching.proposals import Alternative, Proposal
from arcore.messages import Unusable
from arcore.money import shown, to_decimal, to_minor
from arcore.schema import DOCUMENTS
from pages._shared import cash_acts, widgets
from pages._shared.frame import Frame

MANY_CUSTOMERS = 300


def show(frame: Frame, work: Work, line: Proposal, taken: Proposal | Alternative, who: str, goto: dict[str, str]) -> None:
    """The panel under a line."""
    _ = frame._
    with st.container(border=True):
        customer_key = _customer(frame, work, line, taken)
        if customer_key is None:
            widgets.note(_("Choose the customer whose money it is; its open documents appear here."))
            return
        documents = by_hand.open_documents(work, customer_key, line.currency)
        start = _start(work, line, taken, customer_key, documents)
        entered = _editor(frame, line, documents, start, f"{line.line}.{customer_key}.{work.version}") if len(documents) else []
        if not len(documents):
            widgets.note(_("This customer has nothing open in {currency}; the money stays on its account.").format(currency=line.currency))
        try:
            choice = by_hand.choice_by_hand(work, line, customer_key, entered)
        except Unusable as wrong:
            widgets.strip(frame.say(wrong.message), "bad")
            return
        cash = sum(allocation.amount for allocation in choice.allocations)
        rest = line.amount - cash
        template = _("Apply {cash}, leave {rest} on account") if rest else _("Apply {cash}")
        words = template.format(cash=shown(cash, line.currency, lang=frame.lang), rest=shown(rest, line.currency, lang=frame.lang))
        if st.button(words, type="primary", icon=":material/check:", key=f"cash.hand.do.{line.line}.{work.version}"):
            said = _("Posted by hand: {amount} of {payer}.").format(
                amount=shown(line.amount, line.currency, lang=frame.lang), payer=line.payer
            )
            cash_acts.confirm(frame, work, [choice], who=who, name=f"hand.{line.line}", words=said, **goto)


def _customer(frame: Frame, work: Work, line: Proposal, taken: Proposal | Alternative) -> int | None:
    """The customer, found by part of a name or number."""
    _ = frame._
    known = work.customers
    guess = work.keys.get(taken.customer_id or "")
    if len(known) > MANY_CUSTOMERS:
        wanted = st.text_input(_("Find the customer"), placeholder=_("Part of a name or number"), key=f"cash.find.{line.line}")
        found = desk.matching(known, wanted, ("customer_name", "customer_id")).head(50) if wanted else known.head(0)
        known = pd.concat([desk.with_keys(known, "customer_key", [guess] if guess is not None else []), found]).drop_duplicates(
            "customer_key"
        )
    names = {int(key): f"{name} · {number}" for key, name, number in zip(*(known[n] for n in _NAMED), strict=True)}
    keys = list(names)
    return st.selectbox(
        _("Customer"), keys, index=keys.index(guess) if guess in names else None, format_func=lambda key: names[key],
        placeholder=_("Type part of a name or number"), key=f"cash.customer.{line.line}.{guess}",
    )  # fmt: skip


_NAMED = ("customer_key", "customer_name", "customer_id")


def _start(work: Work, line: Proposal, taken: Proposal | Alternative, customer_key: int, documents: pd.DataFrame) -> list[Entered]:
    """What the editor opens with: the proposal, or what was filled in oldest first."""
    filled = st.session_state.get(f"cash.fill.{line.line}.{customer_key}")
    if filled == "oldest":
        return [Entered(key, amount) for key, amount in by_hand.oldest_first(documents, line.amount).items()]
    if filled == "none" or work.keys.get(taken.customer_id or "") != customer_key:
        return []
    alternative = line.alternatives.index(taken) if isinstance(taken, Alternative) else None
    return [Entered(a.document_key, a.amount, a.write_off, a.reason) for a in posting.choice_of(work, line, alternative).allocations]


def _editor(frame: Frame, line: Proposal, documents: pd.DataFrame, start: list[Entered], key: str) -> list[Entered]:
    """Amounts beside each document; rows are documents by their keys, never by their place."""
    _ = frame._
    customer = key.split(".")[1]
    filled = st.session_state.get(f"cash.fill.{line.line}.{customer}", "")
    with st.container(horizontal=True):
        st.button(_("Fill oldest first"), on_click=_fill, args=(line.line, customer, "oldest"), key=f"cash.oldest.{key}")
        st.button(_("Clear amounts"), on_click=_fill, args=(line.line, customer, "none"), key=f"cash.clear.{key}")
    begun = {one.document_key: one for one in start}
    reasons = {code: frame.say(words) for code, words in by_hand.REASONS.items()}
    codes = {words: code for code, words in reasons.items()}
    keys = [int(each) for each in documents["document_key"]]

    def money(minor: int) -> Decimal | None:
        return to_decimal(minor, line.currency) if minor else None

    none = Entered(0)
    rows = pd.DataFrame(
        {
            "document_no": documents["document_no"].tolist(),
            "due_date": documents["due_date"].tolist(),
            "open": [to_decimal(int(value), line.currency) for value in documents["open"]],
            "cash": pd.Series([money(begun.get(each, none).amount) for each in keys], dtype=object).tolist(),
            "given_up": pd.Series([money(begun.get(each, none).write_off) for each in keys], dtype=object).tolist(),
            "reason": [reasons.get(begun.get(each, none).reason) for each in keys],
        },
        index=pd.Index(keys, name="document_key"),
    )
    amount = st.column_config.NumberColumn
    edited = st.data_editor(
        rows, hide_index=True, num_rows="fixed", key=f"cash.editor.{key}.{filled}",
        height=min(320, (len(rows) + 1) * 35 + 3), placeholder="",
        column_config={
            "document_no": st.column_config.TextColumn(DOCUMENTS.column("document_no").heading(frame.lang), disabled=True),
            "due_date": st.column_config.DateColumn(DOCUMENTS.column("due_date").heading(frame.lang), format="YYYY-MM-DD", disabled=True),
            "open": amount(_("Open balance"), format="%,.2f", disabled=True),
            "cash": amount(_("Apply now"), format="%,.2f", step=0.01),
            "given_up": amount(_("Difference written off"), format="%,.2f", step=0.01, help=_("Given up for the reason beside it.")),
            "reason": st.column_config.SelectboxColumn(_("Reason"), options=list(codes)),
        },
    )  # fmt: skip
    columns = (edited["cash"].tolist(), edited["given_up"].tolist(), edited["reason"].tolist())
    return [
        Entered(document, _minor(cash, line.currency), _minor(given_up, line.currency), codes.get(str(reason), ""))
        for document, cash, given_up, reason in zip(keys, *columns, strict=True)
        if _minor(cash, line.currency) or _minor(given_up, line.currency)
    ]


def _fill(line: int, customer: str, how: str) -> None:
    st.session_state[f"cash.fill.{line}.{customer}"] = how


def _minor(value: object, currency: str) -> int:
    return 0 if value is None or pd.isna(value) else to_minor(Decimal(str(value)), currency)
