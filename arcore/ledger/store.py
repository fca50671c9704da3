"""The ledger: what the company's receivables and payables are, and how they came to be so."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from arcore import policy_file
from arcore.books import Books
from arcore.intake.model import Reading
from arcore.ledger import (
    agreed_due,
    backup,
    bank,
    counters,
    frames,
    importing,
    journal,
    keepsakes,
    learned,
    posted_lines,
    recording,
    undoing,
    verify,
    withdrawing,
)
from arcore.ledger.application import Application, Posting
from arcore.ledger.bank import LineStatus
from arcore.ledger.changes import Change
from arcore.ledger.connect import reading, refusal, writing
from arcore.ledger.journal import Act, EntryKind, JournalEntry
from arcore.ledger.keepsakes import PolicyVersion
from arcore.ledger.learned import Learned, Lesson
from arcore.ledger.preview import ImportPreview
from arcore.messages import Message, Unusable, say
from arcore.policy import Policy
from arcore.schema import Side


def now() -> dt.datetime:
    """The present, in UTC."""
    return dt.datetime.now(dt.UTC)


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


class Ledger:
    """One database of books. Safe to share between threads; every change is one transaction and one journal entry."""

    def __init__(self, engine: sa.Engine, *, clock: Callable[[], dt.datetime] = now, origin: Message | None = None) -> None:
        self._engine, self._clock, self._origin = engine, clock, origin

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @property
    def url(self) -> str:
        """Where the ledger is, without its password."""
        return self._engine.url.render_as_string(hide_password=True)

    def refusal(self) -> Message | None:
        """Why nothing could be written right now; None when it could."""
        return refusal(self._engine)

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """A consistent view, for this room's own modules."""
        return reading(self._engine)

    def version(self) -> str:
        """Changes with every entry, and only then; cheap."""
        with reading(self._engine) as connection:
            return journal.version(connection)

    def books(self, side: Side = Side.RECEIVABLE, entity: str | None = None) -> Books:
        """The frames of `arcore.books` as they are now; cache them by `version`."""
        with reading(self._engine) as connection:
            return frames.read_books(connection, side, entity, self._origin)

    def preview_import(self, readings: Sequence[Reading], *, data_date: dt.date, policy: Policy | None = None) -> ImportPreview:
        """What importing `readings` would do. `data_date`: the day whose state the files show (dates their paid columns)."""
        with reading(self._engine) as connection:
            return importing.build_preview(connection, readings, data_date, policy or Policy())

    def commit_import(self, preview: ImportPreview, *, who: str, why: str = "", token: str | None = None) -> JournalEntry:
        """Write what the preview showed; the same token again gives the same entry.

        Importing what the ledger already holds changes nothing and gives the latest import's entry. Raises Unusable when
        the ledger has changed since the preview, or when there is nothing to import.
        """

        def write(connection: sa.Connection) -> JournalEntry:
            if preview.nothing_new:
                return self._known_import(connection)
            if journal.version(connection) != preview.base_version:
                raise Unusable(say("The ledger has changed since this preview was made. Look at the new preview, then commit."))
            counters.remember(connection, preview.last_keys)
            act = Act(EntryKind.IMPORT, who, why, _summary(preview), token)
            return journal.record(connection, act, preview.changes, self._clock())

        return self._once(token, write)

    def undo(self, entry_id: int, *, who: str, why: str = "", token: str | None = None) -> JournalEntry:
        """Take an entry back: everything is exactly as it was before it. An undo can itself be undone.

        Raises Unusable when later entries build on it (it names them), or when it is already undone.
        """

        def write(connection: sa.Connection) -> JournalEntry:
            return undoing.undo(connection, entry_id, who=who, why=why, token=token, at=self._clock())

        return self._once(token, write)

    def journal(self, *, limit: int | None = None, kind: EntryKind | None = None) -> list[JournalEntry]:
        """Entries, newest first."""
        with reading(self._engine) as connection:
            return journal.entries(connection, limit=limit, where="WHERE kind = ?" if kind else "", values=[kind.value] if kind else [])

    def changes(self, entry_id: int) -> list[Change]:
        """The rows before and after of an entry."""
        with reading(self._engine) as connection:
            return journal.changes_of(connection, entry_id)

    def record_application(
        self, applications: Sequence[Application], *, who: str, why: str = "", token: str | None = None, side: Side = Side.RECEIVABLE
    ) -> JournalEntry:
        """Post receipts and what they settle, all or nothing. Raises Unusable when anything is no longer open as assumed."""

        def changes(connection: sa.Connection) -> list[Change]:
            return Posting(connection, applications, side).changes()

        parts = sum(len(application.parts) for application in applications)
        summary = say("Receipts posted: {count}; parts applied to documents: {parts}", count=len(applications), parts=parts)
        return self._act(EntryKind.APPLICATION, who, why, summary, token, changes)

    def withdraw(self, lines: Sequence[int], *, who: str, why: str = "", token: str | None = None) -> JournalEntry:
        """Take the receipts of single bank lines out of whatever posted them; their lines wait again."""
        summary = say("Took back {count} posted receipts", count=len(set(lines)))
        return self._act(EntryKind.APPLICATION, who, why, summary, token, lambda connection: withdrawing.withdrawal(connection, lines))

    def add_statement(
        self, readings: Sequence[Reading], *, who: str, why: str = "", token: str | None = None, currency: str = "CNY"
    ) -> StatementAdded:
        """Keep the movements of bank statements that the ledger does not hold yet."""
        counts = [0, 0]

        def changes(connection: sa.Connection) -> list[Change]:
            fresh, known = bank.new_lines(connection, readings, currency)
            counts[:] = [len(fresh), known]
            return [recording.added(connection, "statement_lines", fresh)[0]]

        files = ", ".join(reading.file for reading in readings)
        entry = self._act(EntryKind.STATEMENT, who, why, say("Took in bank lines of {files}", files=files), token, changes)
        return StatementAdded(entry, new=counts[0], known=counts[1])

    def statement_lines(self, status: LineStatus | None = None) -> pd.DataFrame:
        """Bank lines as matching takes them; `line` is the key that `Application` wants."""
        with reading(self._engine) as connection:
            return bank.lines(connection, status)

    def posted_parts(self) -> pd.DataFrame:
        """What each posted bank line settled: line, receipt_key, customer_key, document_key, date, amount, kind, note, entry."""
        with reading(self._engine) as connection:
            return posted_lines.posted_parts(connection)

    def mark_lines(
        self, keys: Sequence[int], status: LineStatus, *, note: str = "", who: str, why: str = "", token: str | None = None
    ) -> JournalEntry:
        """Mark bank lines as ignored (no receipts), claimed (by `note`) or open again."""
        summary = say("Marked {count} bank lines as {status}", count=len(keys), status=LINE_STATUS[status])
        return self._act(
            EntryKind.STATEMENT, who, why, summary, token, lambda connection: [bank.set_status(connection, keys, status, note)]
        )

    def change_due(
        self,
        document_key: int,
        due: dt.date | None,
        *,
        agreed_on: dt.date,
        who: str,
        why: str,
        token: str | None = None,
        policy: Policy | None = None,
    ) -> JournalEntry:
        """Note that a document is due on another day, as agreed with the customer; without `due`, back to the file's date.

        The agreement wins over later imports until it is undone or taken back. Raises Unusable without a reason, or when the
        date cannot be.
        """

        def write(connection: sa.Connection) -> JournalEntry:
            if not why.strip():
                raise Unusable(say("A due date is only changed with a reason."))
            changes, summary = agreed_due.agreement(connection, document_key, due, agreed_on, policy or Policy())
            return journal.record(connection, Act(EntryKind.DUE_DATE, who, why.strip(), summary, token), changes, self._clock())

        return self._once(token, write)

    def bank_accounts(self) -> pd.DataFrame:
        """The company's own accounts."""
        with reading(self._engine) as connection:
            return bank.bank_accounts(connection)

    def add_bank_account(
        self, account: str, *, entity: str = "", bank_name: str = "", name: str = "", currency: str = "", who: str
    ) -> JournalEntry:
        """Confirm that an account is the company's."""
        number = bank.account_number(account)
        values = {"entity": entity, "bank": bank_name, "name": name, "currency": currency}
        summary = say("Confirmed the company's bank account {account}", account=number)
        return self._act(
            EntryKind.BANK_ACCOUNT,
            who,
            "",
            summary,
            None,
            lambda connection: [keepsakes.put(connection, "bank_accounts", "account", number, values)],
        )

    def learn(self, lessons: Sequence[Lesson], *, who: str, why: str = "", token: str | None = None) -> JournalEntry:
        """Remember accounts and payer names that a person has confirmed."""
        summary = say("Learned {count} payers", count=len(lessons))
        return self._act(
            EntryKind.PAYER, who, why, summary, token, lambda connection: [learned.learn(connection, lessons, who, self._clock())]
        )

    def forget(self, payer_key: int, *, who: str, why: str = "") -> JournalEntry:
        """Revoke a lesson."""
        summary = say("Revoked a learned payer")
        return self._act(
            EntryKind.PAYER, who, why, summary, None, lambda connection: [learned.revoke(connection, payer_key, who, self._clock())]
        )

    def lessons(self) -> pd.DataFrame:
        """Everything learned, with its origin; revoked lessons too."""
        with reading(self._engine) as connection:
            return learned.lessons(connection)

    def learned(self) -> Learned:
        """What counts when payers are recognised."""
        with reading(self._engine) as connection:
            return learned.learned(connection)

    def decline(self, pairs: Sequence[tuple[str, int]], *, who: str, why: str = "", token: str | None = None) -> JournalEntry:
        """Do not offer these (payer name or account, customer_key) again."""
        summary = say("Declined {count} suggestions", count=len(pairs))
        return self._act(
            EntryKind.DECLINE, who, why, summary, token, lambda connection: [learned.decline(connection, pairs, who, self._clock())]
        )

    def policy(self) -> Policy | None:
        """The newest policy, None when none was saved yet."""
        history = self.policy_history()
        return replace(policy_file.load(history[0].toml), version=history[0].version) if history else None

    def policy_history(self) -> list[PolicyVersion]:
        """Every version, newest first."""
        with reading(self._engine) as connection:
            return keepsakes.policy_versions(connection)

    def save_policy(self, toml: str, *, who: str, why: str = "", token: str | None = None) -> JournalEntry:
        """Keep a new version of the policy; raises Unusable when the text is not a valid one."""
        policy_file.load(toml)
        return self._act(
            EntryKind.POLICY,
            who,
            why,
            say("Changed the policy"),
            token,
            lambda connection: [keepsakes.add_policy(connection, toml, who, why, self._clock())],
        )

    def mappings(self) -> dict[str, dict[str, str]]:
        """Corrected columns by header signature."""
        with reading(self._engine) as connection:
            return keepsakes.mappings(connection)

    def save_mapping(self, signature: str, mapping: Mapping[str, str], *, who: str) -> JournalEntry:
        """Remember which heading means what, for files with this header."""
        values = {"mapping": json.dumps(dict(mapping), ensure_ascii=False, sort_keys=True), "who": who}
        return self._act(
            EntryKind.MAPPING,
            who,
            "",
            say("Corrected a header"),
            None,
            lambda connection: [keepsakes.put(connection, "mappings", "signature", signature, values)],
        )

    def data_date(self) -> dt.date | None:
        """The latest day whose state an import showed; None when nothing was imported."""
        with reading(self._engine) as connection:
            return keepsakes.data_date(connection)

    def imported_files(self) -> dict[str, str]:
        """The SHA-256 of every imported file's latest content, by its name."""
        with reading(self._engine) as connection:
            return keepsakes.imported_files(connection)

    def settings(self) -> dict[str, str]:
        """Settings by name."""
        with reading(self._engine) as connection:
            return keepsakes.settings(connection)

    def save_setting(self, name: str, value: str, *, who: str, why: str = "", summary: Message | None = None) -> JournalEntry:
        """Change a setting; `summary` says what that means where the value itself is not for people."""
        summary = summary or say("Set {name} to {value}", name=name, value=value)
        return self._act(
            EntryKind.SETTING,
            who,
            why,
            summary,
            None,
            lambda connection: [keepsakes.put(connection, "settings", "name", name, {"value": value})],
        )

    def backup(self, path: Path) -> None:
        """Write everything to one file that either database can restore."""
        with reading(self._engine) as connection:
            backup.back_up(connection, path)

    def restore(self, path: Path) -> None:
        """Fill this empty ledger from a backup, and verify it.

        Raises Unusable, and changes nothing, when the ledger is not empty, or the file is no backup or a damaged one.
        """
        with writing(self._engine) as connection:
            backup.put_back(connection, path)
            findings = verify.check(connection).findings
            if findings:
                raise Unusable(say("{file} is damaged: {finding}", file=path.name, finding=findings[0]))

    def _act(
        self, kind: EntryKind, who: str, why: str, summary: Message, token: str | None, changes: Callable[[sa.Connection], list[Change]]
    ) -> JournalEntry:
        """Record what `changes` says; what changes nothing is no entry, and gives the latest one."""

        def write(connection: sa.Connection) -> JournalEntry:
            found = [change for change in changes(connection) if change.keys]
            if not found and (latest := journal.entries(connection, limit=1)):
                return latest[0]
            return journal.record(connection, Act(kind, who, why, summary, token), found, self._clock())

        return self._once(token, write)

    def _once(self, token: str | None, write: Callable[[sa.Connection], JournalEntry]) -> JournalEntry:
        """Run `write` in a transaction, unless its token has been used: then give what it gave."""
        with writing(self._engine) as connection:
            if token is not None and (done := journal.entries(connection, where="WHERE token = ?", values=[token])):
                return done[0]
            return write(connection)

    @staticmethod
    def _known_import(connection: sa.Connection) -> JournalEntry:
        known = journal.entries(connection, limit=1, where="WHERE kind = ?", values=[EntryKind.IMPORT.value])
        if not known:
            raise Unusable(say("There is nothing to import: no row of these files can be used."))
        return known[0]


def _summary(preview: ImportPreview) -> Message:
    return say(
        "Imported {files}: {new} new, {changed} changed, {unchanged} unchanged rows",
        files=", ".join(file for file, _ in preview.files),
        new=sum(table.new for table in preview.tables),
        changed=sum(table.changed_rows for table in preview.tables),
        unchanged=sum(table.unchanged + table.repeated for table in preview.tables),
    )
