"""The ledger: what the company's receivables and payables are, and how they came to be so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
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
    bank_acts,
    change_log,
    closings,
    credit_acts,
    customer_acts,
    files,
    import_acts,
    importing,
    journal,
    keepsake_acts,
    keepsakes,
    kept_issues,
    learned,
    line_events,
    new_terms,
    posted_lines,
    register_rows,
    terms_since,
    undoing,
    verify,
    write_offs,
)
from arcore.ledger.application import Application
from arcore.ledger.bank import LineStatus
from arcore.ledger.bank_acts import StatementAdded
from arcore.ledger.change_log import Written
from arcore.ledger.changes import Change
from arcore.ledger.closings import ClosedMonth, Closing
from arcore.ledger.connect import refusal, writing
from arcore.ledger.credit_acts import Ruling
from arcore.ledger.customer_acts import Along
from arcore.ledger.customer_changes import Edits
from arcore.ledger.journal import Act, EntryKind, JournalEntry
from arcore.ledger.keepsakes import PolicyVersion
from arcore.ledger.learned import Learned, Lesson
from arcore.ledger.new_terms import DueShift
from arcore.ledger.preview import ImportPreview
from arcore.ledger.reading_books import read_books
from arcore.ledger.recorder import Recorder, Signed
from arcore.ledger.register_rows import RowChange, RowVersion
from arcore.ledger.write_offs import Decision
from arcore.messages import Message, Unusable, say
from arcore.policy import ApprovalRules, Policy
from arcore.registers.attachments import Attachment
from arcore.registers.checks import Given
from arcore.schema import Side


def now() -> dt.datetime:
    """The present, in UTC."""
    return dt.datetime.now(dt.UTC)


class Ledger:
    """One database of books. Safe to share between threads; every change is one transaction and one journal entry."""

    def __init__(self, engine: sa.Engine, *, clock: Callable[[], dt.datetime] = now, origin: Message | None = None) -> None:
        self._engine, self._origin = engine, origin
        self._recorder = Recorder(engine, clock)

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
        return self._recorder.reading()

    def version(self) -> str:
        """Changes with every entry, and only then; cheap."""
        with self.reading() as connection:
            return journal.version(connection)

    def version_beside(self, *registers: str) -> str:
        """Changes with every entry but those that changed nothing else than rows of these registers."""
        with self.reading() as connection:
            return journal.version_beside(connection, registers)

    def books(self, side: Side = Side.RECEIVABLE, entity: str | None = None) -> Books:
        """The frames of `arcore.books` as they are now; cache them by `version`."""
        with self.reading() as connection:
            return read_books(connection, side, entity, self._origin)

    def registers(self) -> dict[str, pd.DataFrame]:
        """Every register's rows as they are now, without the documents and money around them."""
        with self.reading() as connection:
            return register_rows.read(connection)

    def preview_import(self, readings: Sequence[Reading], *, data_date: dt.date, policy: Policy | None = None) -> ImportPreview:
        """What importing `readings` would do. `data_date`: the day whose state the files show (dates their paid columns)."""
        with self.reading() as connection:
            return importing.build_preview(connection, readings, data_date, policy or Policy())

    def commit_import(self, preview: ImportPreview, *, who: str, why: str = "", token: str | None = None) -> JournalEntry:
        """Write what the preview showed; the same token again gives the same entry.

        Importing what the ledger already holds changes nothing and gives the latest import's entry. Raises Unusable when
        the ledger has changed since the preview, or when there is nothing to import.
        """
        return import_acts.commit(self._recorder, Signed(who, why, token), preview)

    def undo(self, entry_id: int, *, who: str, why: str = "", token: str | None = None) -> JournalEntry:
        """Take an entry back: everything is exactly as it was before it. An undo can itself be undone.

        Raises Unusable when later entries build on it (it names them), or when it is already undone.
        """

        def write(connection: sa.Connection) -> JournalEntry:
            return undoing.undo(connection, entry_id, who=who, why=why, token=token, at=self._recorder.clock())

        return self._recorder.once(token, write)

    def journal(self, *, limit: int | None = None, kind: EntryKind | None = None) -> list[JournalEntry]:
        """Entries, newest first."""
        with self.reading() as connection:
            return journal.entries(connection, limit=limit, where="WHERE kind = ?" if kind else "", values=[kind.value] if kind else [])

    def changes(self, entry_id: int) -> list[Change]:
        """The rows before and after of an entry."""
        with self.reading() as connection:
            return journal.changes_of(connection, entry_id)

    def record_application(
        self, applications: Sequence[Application], *, who: str, why: str = "", token: str | None = None, side: Side = Side.RECEIVABLE
    ) -> JournalEntry:
        """Post receipts and what they settle, all or nothing. Raises Unusable when anything is no longer open as assumed."""
        return bank_acts.apply(self._recorder, Signed(who, why, token), applications, side)

    def withdraw(self, lines: Sequence[int], *, who: str, why: str = "", token: str | None = None) -> JournalEntry:
        """Take the receipts of single bank lines out of whatever posted them; their lines wait again."""
        return bank_acts.withdraw(self._recorder, Signed(who, why, token), lines)

    def add_statement(
        self, readings: Sequence[Reading], *, who: str, why: str = "", token: str | None = None, currency: str = "CNY"
    ) -> StatementAdded:
        """Keep the movements of bank statements that the ledger does not hold yet."""
        return bank_acts.add_statement(self._recorder, Signed(who, why, token), readings, currency)

    def statement_lines(self, status: LineStatus | None = None) -> pd.DataFrame:
        """Bank lines as matching takes them; `line` is the key that `Application` wants."""
        with self.reading() as connection:
            return bank.lines(connection, status)

    def posted_parts(self) -> pd.DataFrame:
        """What each posted bank line settled: line, receipt_key, customer_key, document_key, date, amount, kind, note, entry."""
        with self.reading() as connection:
            return posted_lines.posted_parts(connection)

    def line_events(self) -> pd.DataFrame:
        """What happened to each bank line and when: seq, recorded, who, way, line, date, amount, currency, payer, before, after."""
        with self.reading() as connection:
            return line_events.line_events(connection)

    def import_issues(self) -> pd.DataFrame:
        """How many issues of each kind the files taken in had: entry, file, code, count."""
        with self.reading() as connection:
            return kept_issues.issues(connection)

    def mark_lines(
        self, keys: Sequence[int], status: LineStatus, *, note: str = "", who: str, why: str = "", token: str | None = None
    ) -> JournalEntry:
        """Mark bank lines as ignored (no receipts), claimed (by `note`) or open again."""
        return bank_acts.mark_lines(self._recorder, Signed(who, why, token), keys, status, note)

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
            act = Act(EntryKind.DUE_DATE, who, why.strip(), summary, token)
            return journal.record(connection, act, changes, self._recorder.clock())

        return self._recorder.once(token, write)

    def bank_accounts(self) -> pd.DataFrame:
        """The company's own accounts."""
        with self.reading() as connection:
            return bank.bank_accounts(connection)

    def add_bank_account(
        self, account: str, *, entity: str = "", bank_name: str = "", name: str = "", currency: str = "", who: str
    ) -> JournalEntry:
        """Confirm that an account is the company's."""
        values = {"entity": entity, "bank": bank_name, "name": name, "currency": currency}
        return bank_acts.add_account(self._recorder, Signed(who), account, values)

    def learn(self, lessons: Sequence[Lesson], *, who: str, why: str = "", token: str | None = None) -> JournalEntry:
        """Remember accounts and payer names that a person has confirmed."""
        return bank_acts.learn(self._recorder, Signed(who, why, token), lessons)

    def forget(self, payer_key: int, *, who: str, why: str = "") -> JournalEntry:
        """Revoke a lesson."""
        return bank_acts.forget(self._recorder, Signed(who, why), payer_key)

    def lessons(self) -> pd.DataFrame:
        """Everything learned, with its origin; revoked lessons too."""
        with self.reading() as connection:
            return learned.lessons(connection)

    def learned(self) -> Learned:
        """What counts when payers are recognised."""
        with self.reading() as connection:
            return learned.learned(connection)

    def decline(self, pairs: Sequence[tuple[str, int]], *, who: str, why: str = "", token: str | None = None) -> JournalEntry:
        """Do not offer these (payer name or account, customer_key) again."""
        return bank_acts.decline(self._recorder, Signed(who, why, token), pairs)

    def policy(self, as_of: dt.date | None = None) -> Policy | None:
        """The newest policy, or the one in force at `as_of`; None when none was saved yet."""
        history = self.policy_history()
        version = keepsakes.in_force(history, as_of) if as_of is not None else next(iter(history), None)
        return replace(policy_file.load(version.toml), version=version.version) if version else None

    def policy_history(self) -> list[PolicyVersion]:
        """Every version, newest first."""
        with self.reading() as connection:
            return keepsakes.policy_versions(connection)

    def save_policy(self, toml: str, *, who: str, why: str = "", token: str | None = None) -> JournalEntry:
        """Keep a new version of the policy; raises Unusable when the text is not a valid one."""
        return keepsake_acts.save_policy(self._recorder, Signed(who, why, token), toml)

    def mappings(self) -> dict[str, dict[str, str]]:
        """Corrected columns by header signature."""
        with self.reading() as connection:
            return keepsakes.mappings(connection)

    def save_mapping(self, signature: str, mapping: Mapping[str, str], *, who: str) -> JournalEntry:
        """Remember which heading means what, for files with this header."""
        return keepsake_acts.save_mapping(self._recorder, Signed(who), signature, mapping)

    def data_date(self) -> dt.date | None:
        """The latest day whose state an import showed; None when nothing was imported."""
        with self.reading() as connection:
            return keepsakes.data_date(connection)

    def imported_files(self) -> dict[str, str]:
        """The SHA-256 of every imported file's latest content, by its name."""
        with self.reading() as connection:
            return keepsakes.imported_files(connection)

    def settings(self) -> dict[str, str]:
        """Settings by name."""
        with self.reading() as connection:
            return keepsakes.settings(connection)

    def save_setting(self, name: str, value: str, *, who: str, why: str = "", summary: Message | None = None) -> JournalEntry:
        """Change a setting; `summary` says what that means where the value itself is not for people."""
        return keepsake_acts.save_setting(self._recorder, Signed(who, why), name, value, summary)

    def change_customers(
        self,
        edits: Edits,
        *,
        who: str,
        why: str = "",
        token: str | None = None,
        valid_from: dt.date | None = None,
        along: Along | None = None,
    ) -> JournalEntry:
        """Change fields of customers: {customer_key: {field: value}}; money in minor units, None empties a field.

        `valid_from`: the day from which it counts (today unless given); earlier dates keep the figures of then. A later
        import that only repeats the old value does not take the change back; one that brings a new value does, and
        says so in its preview. `along`: who approved higher limits, and what else goes into the entry. Raises Unusable, and
        changes nothing, where a field or value cannot be, or nobody approved a higher limit.
        """
        return customer_acts.edit(self._recorder, Signed(who, why, token), edits, valid_from, along or Along())

    def due_shifts(self, terms: Mapping[int, str | None], documents: Sequence[int], policy: Policy) -> list[DueShift]:
        """Which of these documents would be due on another day if their customers had these `terms`."""
        with self.reading() as connection:
            return new_terms.shifts(connection, terms, documents, policy)

    def change_registers(
        self, changes: Sequence[RowChange], *, who: str, why: str = "", token: str | None = None, valid_from: dt.date | None = None
    ) -> JournalEntry:
        """Add, amend and take out rows of registers, all or nothing. Raises Unusable where a row cannot be kept.

        `valid_from`: the day from which amendments count (unless given, the day whose state the latest import showed, else today);
        earlier dates keep the rows of then. A new row counts from its own day, and one taken out at no date.
        """
        return register_rows.change(self._recorder, Signed(who, why, token), changes, valid_from)

    def decide_write_off(
        self,
        decision: Decision,
        rules: ApprovalRules,
        *,
        who: str,
        why: str = "",
        token: str | None = None,
        own_currency: str = "CNY",
    ) -> JournalEntry:
        """Approve a proposed write-off, which takes it off the document in the same entry, or refuse it.

        Raises Unusable, and changes nothing, for one's own proposal, beyond the role's limit, or where the amount is not open.
        """
        return write_offs.decide(self._recorder, Signed(who, why, token), decision, rules, own_currency)

    def decide_application(
        self,
        ruling: Ruling,
        *,
        who: str,
        why: str = "",
        token: str | None = None,
        day: dt.date | None = None,
        policy: Policy | None = None,
    ) -> JournalEntry:
        """Approve or refuse an application for a limit; what is approved is in force from `day` (today unless given).

        Raises Unusable where the same person asked for it, somebody has decided it already, or it is in another currency than
        the customer's.
        """
        signed = Signed(who, why, token)
        return credit_acts.decide(self._recorder, signed, ruling, day or self._recorder.clock().date(), policy or Policy())

    def record_review(
        self, customer_key: int, values: Mapping[str, Given], *, who: str, why: str = "", token: str | None = None, day: dt.date
    ) -> JournalEntry:
        """Keep a row of the register of reviews, and its grade as the customer's from `day` on, in one entry."""
        return credit_acts.review(self._recorder, Signed(who, why, token), customer_key, values, day)

    def row_history(self, row_key: int) -> list[RowVersion]:
        """How a register's row came to be what it is, newest first."""
        with self.reading() as connection:
            return register_rows.history(connection, row_key=row_key)

    def register_history(self, customer_key: int) -> list[RowVersion]:
        """Everything that was ever written about a customer into registers, newest first."""
        with self.reading() as connection:
            return register_rows.history(connection, customer_key=customer_key)

    def registers_written(self, registers: Sequence[str]) -> list[RowVersion]:
        """Everything that was ever written into these registers, newest first."""
        with self.reading() as connection:
            return register_rows.history(connection, registers=registers)

    def written(self, entries: Sequence[int]) -> dict[int, Written]:
        """Who wrote these entries, when and why."""
        with self.reading() as connection:
            return change_log.written(connection, entries)

    def close_month(self, wanted: Closing, *, who: str, why: str = "", token: str | None = None) -> JournalEntry:
        """Keep the figures of a month as they are now. A closing is undone like every entry, but only with a reason.

        Raises Unusable when the month is not over, not the one after the last closed, or the ledger has changed meanwhile.
        """
        return closings.close(self._recorder, Signed(who, why, token), wanted)

    def closed_months(self) -> list[ClosedMonth]:
        """Every closed month, oldest first; `file` gives its figures by `sha256`."""
        with self.reading() as connection:
            return closings.closed_months(connection)

    def touched_since(self, position: int) -> pd.DataFrame:
        """Which documents and receipts entries after `position` touched: row, key, entry, at, who, why."""
        with self.reading() as connection:
            return closings.touched_since(connection, position)

    def changed_since(self, position: int) -> pd.DataFrame:
        """What entries after `position` changed beside money (`terms_since.COLUMNS`): customers' terms, due dates, registers."""
        with self.reading() as connection:
            return terms_since.changed_since(connection, position)

    def put_file(self, content: bytes, name: str) -> Attachment:
        """Keep a file for a register's row to refer to; the same content is kept once. Raises Unusable when too large."""
        with writing(self._engine) as connection:
            return files.put(connection, content, name, self._recorder.clock())

    def file(self, sha256: str) -> bytes | None:
        """The content of a kept file; None when there is none."""
        with self.reading() as connection:
            return files.content_of(connection, sha256)

    def backup(self, path: Path) -> None:
        """Write everything to one file that either database can restore."""
        with self.reading() as connection:
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
