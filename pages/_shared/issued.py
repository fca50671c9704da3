"""Handing a paper out: it is made once, kept with the books as it is, and noted with the version of the rules it was made under."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from arcore.ledger import JournalEntry, Ledger, RowChange
from pages._shared import identity, one_entry, widgets
from pages._shared.frame import Frame

Paper = tuple[str, str, Callable[[], bytes]]
"""What the register calls it, the file's name, and how it is made."""


def offer(frame: Frame, papers: Mapping[str, Paper], *, key: str, customer_key: int | None = None) -> None:
    """A fold to issue one of `papers` (by what people call it): to one customer, or to whom is chosen here."""
    _ = frame._
    with st.expander(_("Hand out and keep a copy"), icon=":material/outgoing_mail:"):
        widgets.note(
            _("The copy is kept with the books as it was handed out, under version {version} of the rules.").format(
                version=frame.policy.version or _("0 (default rules)")
            )
        )
        left, right = st.columns(2, gap="medium")
        with left:
            chosen = st.selectbox(_("Paper"), tuple(papers), key=f"{key}.paper")
            customer = customer_key if customer_key is not None else _customer(frame, key)
        with right:
            to = st.text_input(_("Handed to (person)"), key=f"{key}.to", max_chars=60)
            name = identity.who(frame, key=key)
        if st.button(_("Hand out"), type="primary", key=f"{key}.go") and identity.ready(frame, name, chosen):
            _issue(frame, papers[chosen], customer, to.strip(), name, key)


def _customer(frame: Frame, key: str) -> int | None:
    names = dict(zip(frame.books.customers["customer_key"], frame.books.customers["customer_name"], strict=True))
    chosen = st.selectbox(
        frame._("Customer"), list(names), index=None, format_func=lambda one: str(names[one]), key=f"{key}.customer",
        placeholder=frame._("Our own people"),
    )  # fmt: skip
    return None if chosen is None else int(chosen)


def _issue(frame: Frame, paper: Paper, customer: int | None, to: str, name: str, key: str) -> None:
    kind, file_name, make = paper

    def do(ledger: Ledger, token: str) -> JournalEntry:
        values = {
            "paper": kind, "issued_on": frame.as_of, "policy_version": frame.policy.version, "issued_to": to, "issued_by": name,
            "file": ledger.put_file(make(), file_name).reference,
        }  # fmt: skip
        return ledger.change_registers([RowChange("papers", values, customer_key=customer)], who=name, why=file_name, token=token)

    one_entry.write(frame, key, name, do)
