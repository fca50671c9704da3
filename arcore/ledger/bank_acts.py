"""Acts about bank lines, the company's accounts, payers, and receipts posted from the bank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from arcore.intake.model import Reading
from arcore.ledger import bank, keepsakes, kept_issues, learned, recording, withdrawing
from arcore.ledger.application import Application, Posting
from arcore.ledger.bank import LineStatus
from arcore.ledger.changes import Change
from arcore.ledger.journal import EntryKind, JournalEntry
from arcore.ledger.learned import Lesson
from arcore.ledger.recorder import Recorder, Signed
from arcore.messages import Message, say
from arcore.schema import Side

LINE_STATUS: dict[LineStatus, Message] = {
    LineStatus.OPEN: say("to be dealt with"),
    LineStatus.POSTED: say("posted to the ledger"),
    LineStatus.IGNORED: say("not a receipt"),
    LineStatus.CLAIMED: say("claimed by a salesperson"),
}


@dataclass(frozen=True)
class StatementAdded:
    """The entry, and how many lines were new or already known."""

    entry: JournalEntry
    new: int
    known: int


def apply(recorder: Recorder, signed: Signed, applications: Sequence[Application], side: Side) -> JournalEntry:
    """Post receipts and what they settle, all or nothing."""
    parts = sum(len(application.parts) for application in applications)
    summary = say("Receipts posted: {count}; parts applied to documents: {parts}", count=len(applications), parts=parts)
    return recorder.act(EntryKind.APPLICATION, signed, summary, lambda connection: Posting(connection, applications, side).changes())


def withdraw(recorder: Recorder, signed: Signed, lines: Sequence[int]) -> JournalEntry:
    """Take the receipts of single bank lines out of whatever posted them."""
    summary = say("Took back {count} posted receipts", count=len(set(lines)))
    return recorder.act(EntryKind.APPLICATION, signed, summary, lambda connection: withdrawing.withdrawal(connection, lines))


def add_statement(recorder: Recorder, signed: Signed, readings: Sequence[Reading], currency: str) -> StatementAdded:
    """Keep the movements that the ledger does not hold yet."""
    counts = [0, 0]

    def changes(connection: sa.Connection) -> list[Change]:
        fresh, known = bank.new_lines(connection, readings, currency)
        counts[:] = [len(fresh), known]
        lines = recording.added(connection, "statement_lines", fresh)[0]
        return [lines, recording.added(connection, kept_issues.TABLE, kept_issues.counted(readings))[0]] if fresh else [lines]

    files = ", ".join(reading.file for reading in readings)
    entry = recorder.act(EntryKind.STATEMENT, signed, say("Took in bank lines of {files}", files=files), changes)
    return StatementAdded(entry, new=counts[0], known=counts[1])


def mark_lines(recorder: Recorder, signed: Signed, keys: Sequence[int], status: LineStatus, note: str) -> JournalEntry:
    """Mark bank lines as ignored, claimed or open again."""
    summary = say("Marked {count} bank lines as {status}", count=len(keys), status=LINE_STATUS[status])
    return recorder.act(EntryKind.STATEMENT, signed, summary, lambda connection: [bank.set_status(connection, keys, status, note)])


def add_account(recorder: Recorder, signed: Signed, account: str, values: Mapping[str, str]) -> JournalEntry:
    """Confirm that an account is the company's."""
    number = bank.account_number(account)
    summary = say("Confirmed the company's bank account {account}", account=number)

    def changes(connection: sa.Connection) -> list[Change]:
        return [keepsakes.put(connection, "bank_accounts", "account", number, values)]

    return recorder.act(EntryKind.BANK_ACCOUNT, signed, summary, changes)


def learn(recorder: Recorder, signed: Signed, lessons: Sequence[Lesson]) -> JournalEntry:
    """Remember accounts and payer names that a person has confirmed."""
    summary = say("Learned {count} payers", count=len(lessons))

    def changes(connection: sa.Connection) -> list[Change]:
        return [learned.learn(connection, lessons, signed.who, recorder.clock())]

    return recorder.act(EntryKind.PAYER, signed, summary, changes)


def forget(recorder: Recorder, signed: Signed, payer_key: int) -> JournalEntry:
    """Revoke a lesson."""

    def changes(connection: sa.Connection) -> list[Change]:
        return [learned.revoke(connection, payer_key, signed.who, recorder.clock())]

    return recorder.act(EntryKind.PAYER, signed, say("Revoked a learned payer"), changes)


def decline(recorder: Recorder, signed: Signed, pairs: Sequence[tuple[str, int]]) -> JournalEntry:
    """Do not offer these pairs again."""
    summary = say("Declined {count} suggestions", count=len(pairs))

    def changes(connection: sa.Connection) -> list[Change]:
        return [learned.decline(connection, pairs, signed.who, recorder.clock())]

    return recorder.act(EntryKind.DECLINE, signed, summary, changes)
