"""What one does with messages: read, take as a draft, send again, record that they went out or arrived."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from arcore.documents import statement_batch
from arcore.documents.statement_batch import Issued
from arcore.ledger import JournalEntry, Ledger
from arcore.sending import gateways, outbox
from arcore.sending.delivery import deliver, mail_of
from pages._shared import cash_acts, identity, register_row, source, widgets
from pages._shared.frame import Frame

EML = "message/rfc822"


def show(frame: Frame, rows: pd.DataFrame, urls: list[str]) -> None:
    """The acts on the selected messages, sent through `urls`; one alone is shown whole."""
    _ = frame._
    if len(rows) == 1:
        _read(frame, rows.iloc[0])
    rows = outbox.addressed(rows, frame.books.customers)
    records: list[Any] = [row for row in rows.to_dict("records") if isinstance(row["recipient"], str)]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if records:
            _drafts(frame, records)
        name = identity.who(frame, key="outbox")
        _again(frame, records, urls, name)
        _mark(frame, rows, "sent", name)
        _mark(frame, rows, "delivered", name)


def _read(frame: Frame, row: pd.Series) -> None:
    """Subject, text and what is attached."""
    with st.container(border=True):
        widgets.answer(str(row["subject"]))
        st.text(str(row["body"]))
        told = outbox.file_of(row.to_dict())
        content = frame.ledger.file(told[0]) if told else None
        if told and content is not None:
            widgets.download(told[1], lambda: content, told[1], mime="application/octet-stream", key=f"outbox.file.{row['row_key']}")


def _drafts(frame: Frame, records: list[Any]) -> None:
    """The messages as drafts that a mail program opens; several in one archive."""
    _ = frame._

    def one() -> bytes:
        return gateways.draft(mail_of(frame.ledger, records[0]))

    def many() -> bytes:
        made = (gateways.draft(mail_of(frame.ledger, row)) for row in records)
        return statement_batch.archive(
            Issued(f"{row['written_on']:%Y-%m-%d} {row['row_key']}.eml", content, "", 0, {})
            for row, content in zip(records, made, strict=True)
        )

    if len(records) == 1:
        widgets.download(_("Draft (.eml)"), one, f"{records[0]['row_key']}.eml", mime=EML, key="outbox.draft")
    else:
        label = _("Drafts (ZIP, {count})").format(count=len(records))
        widgets.download(label, many, _("Drafts") + ".zip", mime="application/zip", key="outbox.drafts")


def _again(frame: Frame, records: list[Any], urls: list[str], name: str) -> None:
    """Send what has not gone out, now, whatever the number of attempts."""
    _ = frame._
    left = [row for row in records if row["state"] in ("waiting", "failed", "draft")]
    label = _("Send now ({count})").format(count=len(left))
    if not st.button(label, key="outbox.again", icon=":material/send:", disabled=not urls or not left):
        return
    if not identity.ready(frame, name, "-"):
        return
    identity.remember(name)
    target, today = source.to_write(frame.shelf), dt.date.today()
    done = [deliver(target, row, urls, None, today=today, who=name) for row in left]
    words = _("Sent: {sent}; failed: {failed}.").format(sent=done.count("sent"), failed=done.count("failed"))
    cash_acts.done(frame, name, words)


MARKS = {"sent": ("waiting", "sending", "draft", "failed", "no_address"), "delivered": ("sent", "draft", "sending")}
"""From which states a person may record that a message went out, or arrived."""


def _mark(frame: Frame, rows: pd.DataFrame, state: str, name: str) -> None:
    """Record that messages went out by hand, or arrived; the statement or letter with them counts as sent."""
    _ = frame._
    mine: list[Any] = [row for row in rows.to_dict("records") if row["state"] in MARKS[state]]
    word = register_row.choices(frame, outbox.REGISTER, "state")[state]
    label = _("Mark as “{state}” ({count})").format(state=word, count=len(mine))
    if not st.button(label, key=f"outbox.mark.{state}", disabled=not mine):
        return

    def do(target: Ledger, mark: str) -> list[JournalEntry | None]:
        changes = [change for row in mine for change in outbox.became(row, frame.books.registers, state, today=frame.as_of)]
        return [target.change_registers(changes, who=name, why=label, token=mark)]

    cash_acts.act(frame, f"outbox.{state}", name, _("Marked as “{state}”: {count}.").format(state=word, count=len(mine)), do)
