"""Bank statements, as the bank gave them: dropped, understood, proven by their own balances, taken in once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import streamlit as st

from arcore import sample
from arcore.cash import statements
from arcore.cash.statements import OwnAccount
from arcore.intake.anything import read_files
from arcore.intake.model import Reading
from arcore.intake.statements.model import Statement
from arcore.ledger import JournalEntry, Ledger
from arcore.money import shown
from arcore.schema import TableKind
from pages._shared import cash_acts, uploads, widgets
from pages._shared.frame import Frame
from pages._shared.widgets import Door

ROUND = "cash.upload.round"
READINGS = "cash.upload.readings"
SAMPLE_MONTH = "bank_2026-07.csv"


def show(frame: Frame) -> None:
    """The drop zone, and what follows from what lies in it."""
    _ = frame._
    if frame.shelf == "sample":
        widgets.note(_("You are trying this out on your own copy of the sample company; nobody else sees what you do here."))
    number = st.session_state.setdefault(ROUND, 0)
    files = st.file_uploader(
        _("Bank statements as the bank gave them: Excel, CSV, camt, MT940, OFX, BAI2, Alipay or WeChat bills, or a zip of them"),
        accept_multiple_files=True,
        key=f"cash.upload.{number}",
        help=_("The same statement again, or an overlapping period, adds nothing twice. Your files are only read, never changed."),
    )
    if not files:
        _try_the_sample(frame)
        return
    with st.status(_("Reading {count} files").format(count=len(files)), expanded=False) as status:
        found = []
        for place, file in enumerate(files, 1):
            words = _("Reading {file} ({place} of {count})")
            status.update(label=words.format(file=widgets.plain(file.name), place=place, count=len(files)))
            found.append((file.name, file.getvalue(), _read(frame, file.name, file.getvalue())))
        status.update(label=_("Files read: {count}").format(count=len(files)), state="complete")
    readings = [reading for name, content, read in found for reading in _unlocked(frame, name, content, read)]
    usable = _understood(frame, readings)
    if usable:
        _take(frame, usable)


def _try_the_sample(frame: Frame) -> None:
    if frame.shelf != "sample":
        return
    widgets.note(frame._("No statement at hand? Take the sample company's bank month of July 2026 and drop it above."))
    widgets.download(
        frame._("Sample bank statement"), (sample.FOLDER / SAMPLE_MONTH).read_bytes, SAMPLE_MONTH, mime="text/csv", key="cash.sample"
    )


def _read(frame: Frame, name: str, content: bytes, password: str | None = None) -> tuple[Reading, ...]:
    """The readings of one file, once per visit."""
    kept = st.session_state.setdefault(READINGS, {})
    key = (hashlib.sha256(content).hexdigest(), name)
    if key not in kept or password:
        kept[key] = tuple(read_files(content, name, password=password, currency=frame.policy.company.currency))
    found: tuple[Reading, ...] = kept[key]
    return found


def _unlocked(frame: Frame, name: str, content: bytes, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings, with a password where the file needs one. The password is used and forgotten."""
    if not any(reading.needs_password for reading in readings):
        return readings
    password = uploads.password_of(frame, name, "cash.")
    return _read(frame, name, content, password) if password else readings


def _understood(frame: Frame, readings: Sequence[Reading]) -> list[Reading]:
    """Say of every file what it is; the readings that are statements."""
    _ = frame._
    usable = []
    for reading in readings:
        banking = [table for table in reading.tables if table.kind is TableKind.STATEMENT]
        if reading.error is not None:
            widgets.strip(frame.say(reading.error), "bad")
        elif not banking:
            words = _("{file} is not a bank statement. Customers, invoices and lists of receipts go in on the data page.")
            widgets.strip(words.format(file=reading.file))
            widgets.door(Door("data", _("Add workbooks"), {"part": "add"}), key=f"cash.other.{reading.sha256}")
        else:
            usable.append(reading)
            _facts(frame, reading)
    return usable


def _facts(frame: Frame, reading: Reading) -> None:
    """One file: its accounts, periods and balances, and what its self-check found."""
    _ = frame._
    rows = [(_("File"), reading.file)]
    rows += [(statement.account or _("Account not stated"), _told(frame, statement)) for statement in statements.statements_of([reading])]
    widgets.words(rows)
    for note in reading.notes:
        widgets.note(frame.say(note))
    issues = [*reading.issues, *(issue for table in reading.tables if table.kind is TableKind.STATEMENT for issue in table.issues)]
    for issue in issues[:10]:
        place = f"{issue.sheet}!{issue.cell} · " if issue.cell else _("row {row}").format(row=issue.row) + " · " if issue.row else ""
        widgets.strip(place + frame.say(issue.message) + " " + frame.say(issue.hint))
    if len(issues) > 10:
        widgets.note(_("… and {count} more findings of this kind.").format(count=len(issues) - 10))
    if not issues and statements.can_be_checked(reading):
        widgets.strip(_("The statement's own balances and totals add up."), "good")
    elif not issues:
        widgets.note(_("This file states neither balances nor totals, so nothing could be checked against them."))


def _told(frame: Frame, statement: Statement) -> str:
    """'2026-07-01 – 2026-07-31 · 129 lines · in 1.00, out 2.00 · opening … closing …'."""
    _ = frame._
    days = [movement.date for movement in statement.movements]
    first, last = statement.period_from or min(days, default=None), statement.period_to or max(days, default=None)
    money = {name: shown(getattr(statement, name), statement.currency or "CNY") for name in ("money_in", "money_out")}
    parts = [
        statement.holder,
        statement.bank,
        f"{first} – {last}" if first and last else "",
        _("{count} lines, in {money_in}, out {money_out} {currency}").format(
            count=f"{len(statement.movements):,}", currency=statement.currency, **money
        ),
    ]
    return " · ".join(part for part in parts if part)


def _take(frame: Frame, usable: Sequence[Reading]) -> None:
    """The question about accounts seen for the first time, then one transaction."""
    _ = frame._
    unknown = [own for own in statements.own_accounts(frame.ledger, frame.policy, usable) if own.account and not own.known]
    with st.container(border=True):
        who = frame.who
        for own in unknown:
            _ask(frame, own, who)
        label = _("Take these statements in")
        taken = st.button(label, type="primary", icon=":material/check:", disabled=bool(unknown), key="cash.take")
    if not taken:
        return
    said: list[str] = []

    def do(target: Ledger, mark: str) -> list[JournalEntry | None]:
        result = statements.take(target, frame.policy, usable, who=who, token=mark)
        words = _("{new} new bank lines taken in; {known} were in the books already.")
        said.append(words.format(new=f"{result.new:,}", known=f"{result.known:,}"))
        return [entry for entry in target.journal(limit=3) if entry.token == mark]

    with st.spinner(_("Writing; this is one step, either all of it or nothing")):
        outcome = cash_acts.attempt(frame, "take", who, do)
    if outcome:
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
        st.session_state.pop(READINGS, None)
        cash_acts.done(frame, who, said[0], part="queue")


def _ask(frame: Frame, own: OwnAccount, who: str) -> None:
    """Whether an account is the company's; asked once, kept in the journal."""
    _ = frame._
    words, button = st.columns([4, 1], vertical_alignment="center")
    with words:
        widgets.strip(frame.say(statements.question(own)))
    if button.button(_("Yes, it is ours"), key=f"cash.own.{own.account}", width="stretch"):

        def do(target: Ledger, _mark: str) -> list[JournalEntry | None]:
            return [target.add_bank_account(own.account, name=own.holder, bank_name=own.bank, currency=own.currency, who=who)]

        cash_acts.act(frame, f"own.{own.account}", who, _("Account {account} is known as yours.").format(account=own.account), do)
