"""Balance links on a page: whether they are on, giving one to a customer, showing its address, revoking it."""

from __future__ import annotations

import datetime as dt
import os
from secrets import token_hex
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.ledger import JournalEntry, Ledger, RowChange
from arcore.messages import Unusable
from arcore.portal.site import PREFIX
from arcore.portal.tokens import FILE_VARIABLE, VARIABLE, Pass, secret_of, signed
from arcore.registers import REGISTERS
from arcore.registers.subjects import plain_row
from pages._shared import cash_acts, identity, provision_view, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown

DAYS = 30


def show(frame: Frame) -> None:
    """Say whether links are on; give, show and revoke them."""
    _ = frame._
    st.subheader(_("Balance links"), anchor=False)
    try:
        secret = secret_of(os.environ)
    except Unusable as wrong:
        widgets.strip(frame.say(wrong.message), "bad")
        return
    if secret is None:
        widgets.strip(_("Balance links are off. To turn them on, start the app with a secret of at least 32 characters in {variable}, "
                        "or in a file that {file} names.").format(variable=VARIABLE, file=FILE_VARIABLE))  # fmt: skip
        return
    widgets.note(_("A link shows one customer's own balance and nothing else. Let the outside reach only addresses below {prefix}, "
                   "or serve them alone: python -m arcore portal.").format(prefix=PREFIX))  # fmt: skip
    if frame.shelf == "sample":
        widgets.strip(_("Links given in the sample company open nothing: they serve your own books."))
    _give(frame)
    rows = desk.named(frame.books.registers["links"], frame.books.customers)
    if not len(rows):
        widgets.note(_("No link has been given yet."))
        return
    columns = [
        Shown("link_no", _("Link No.")),
        Shown("customer_name", _("Customer"), width=220),
        Shown("given_to", _("Given to")),
        Shown("issued_on", _("Issued on"), "date"),
        Shown("valid_until", _("Valid until"), "date"),
        Shown("revoked_on", _("Revoked on"), "date"),
    ]
    for key in tables.grid(frame, rows, columns, key="links", select="row_key"):
        _link(frame, desk.with_keys(rows, "row_key", [key]).iloc[0], secret)


def _give(frame: Frame) -> None:
    _ = frame._
    names = provision_view.key_names(frame)
    with st.form("links.give", border=True):
        columns = st.columns([3, 2, 2], vertical_alignment="bottom")
        key = columns[0].selectbox(_("Customer"), tuple(names), format_func=lambda each: names[each], index=None)
        to = columns[1].text_input(_("Given to"), max_chars=60)
        until = columns[2].date_input(
            _("Valid until"), dt.date.today() + dt.timedelta(days=DAYS), min_value=dt.date.today(), format="YYYY-MM-DD"
        )
        who = identity.who(frame, key="links")
        if not st.form_submit_button(_("Give a link")) or not identity.ready(frame, who, "-"):
            return
    if key is None:
        widgets.strip(_("Choose the customer first."))
        return
    values = {"link_no": token_hex(8), "issued_on": dt.date.today(), "valid_until": until, "given_to": to.strip() or None}
    _write(frame, RowChange("links", values, customer_key=int(key)), who, _("Link given to {customer}").format(customer=names[key]))


def _link(frame: Frame, row: pd.Series, secret: bytes) -> None:
    """One link's address, and the button that revokes it."""
    _ = frame._
    if pd.notna(row["revoked_on"]):
        widgets.note(_("This link was revoked and opens nothing."))
        return
    told = Pass(row["link_no"], int(row["customer_key"]), row["valid_until"].date())
    at = urlsplit(st.context.url or "")
    with st.container(border=True):
        st.code(f"{at.scheme}://{at.netloc}{PREFIX}{signed(secret, told)}", language=None, wrap_lines=True)
        who = identity.who(frame, key=f"link.{row['row_key']}")
        if st.button(_("Revoke"), key=f"revoke.{row['row_key']}") and identity.ready(frame, who, "-"):
            values = {**plain_row(REGISTERS["links"], row), "revoked_on": dt.date.today()}
            _write(frame, RowChange("links", values, row_key=int(row["row_key"]), entry=int(row["entry"])), who, _("Link revoked"))


def _write(frame: Frame, change: RowChange, who: str, words: str) -> None:
    def do(target: Ledger, mark: str) -> list[JournalEntry | None]:
        return [target.change_registers([change], who=who, why=words, token=mark)]

    cash_acts.act(frame, f"link.{change.row_key or 'new'}", who, words, do)
