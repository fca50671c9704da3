"""The auditor's pack in one archive: index workbook, exceptions and findings, journal, a confirmation letter for each chosen balance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from arcore.accounts import Account, accounts
from arcore.audit.audit_file import AuditFile, Sampled
from arcore.audit.pbc import Around, Asked, asked
from arcore.books import Books
from arcore.documents import audit_workbooks, statement_batch
from arcore.documents.audit_confirmation import AuditFirm
from arcore.documents.statement_batch import Issued
from arcore.documents.workbook_style import Stamp
from arcore.documents.zipped import zipped
from arcore.ledger import JournalEntry, Ledger
from arcore.ledger.verify import Report, verify
from arcore.messages import Message, say
from arcore.policy import Policy

Progress = Callable[[float, Message], None]


@dataclass(frozen=True)
class Given:
    """What comes from the ledger beside the audit file, and the audit firm (None: no letters)."""

    entries: Sequence[JournalEntry]
    report: Report
    bank_lines: int
    closed_months: int
    firm: AuditFirm | None = None
    blank: bool = False


def given_by(ledger: Ledger, as_of: dt.date, firm: AuditFirm | None = None, *, blank: bool = False) -> Given:
    """What the ledger gives to the pack, its chain verified on the way; months closed up to `as_of`."""
    closed = sum(month.as_of <= as_of for month in ledger.closed_months())
    return Given(ledger.journal(), verify(ledger), len(ledger.statement_lines()), closed, firm, blank)


@dataclass(frozen=True)
class Pack:
    """The files by name, the letters among them, and what was asked for and is there."""

    name: str
    files: dict[str, bytes]
    letters: tuple[Issued, ...]
    asked: tuple[Asked, ...]

    def zipped(self) -> bytes:
        """All in one archive, the same bytes for the same files."""
        return zipped(self.files)


def build(file: AuditFile, given: Given, stamp: Stamp, progress: Progress) -> Pack:
    """The pack; `progress` is told the share done and what is being made. Raises Unusable where the firm's particulars are incomplete."""
    letters = tuple(_letters(file, given, stamp, progress))
    around = Around(len(letters), given.bank_lines, given.closed_months, given.report.entries, given.report.sound)
    listed = asked(file, around)
    lang, folder = stamp.lang, say("Audit confirmations").text(stamp.lang)
    books: tuple[tuple[Message, Callable[[], bytes]], ...] = (
        (say("Index and sample"), partial(audit_workbooks.index, file, listed, stamp)),
        (say("Exceptions and findings"), partial(_controls, file, stamp)),
        (say("Journal"), partial(audit_workbooks.journal, given.entries, given.report, stamp)),
    )
    files: dict[str, bytes] = {}
    for place, (title, make) in enumerate(books):
        progress(0.6 + 0.13 * place, title)
        files[f"{place}-{title.text(lang)}.xlsx"] = make()
    files |= {f"{folder}/{letter.file_name}": letter.content for letter in letters}
    progress(1.0, say("Done"))
    name = say("Auditor's pack").text(lang) + f" {file.sample.balance_date}"
    return Pack(name, files, letters, listed)


def _controls(file: AuditFile, stamp: Stamp) -> bytes:
    own = file.at.policy.company.currency
    return audit_workbooks.controls(file.exceptions, file.findings, file.at.books.customers, stamp, own)


def _letters(file: AuditFile, given: Given, stamp: Stamp, progress: Progress) -> Sequence[Issued]:
    if given.firm is None:
        return []
    found = accounts_of(file.sample, file.at.books, file.at.policy)
    dated, made = file.at.as_of, list[Issued]()
    for letter in statement_batch.audit_letters(
        found, file.sample.told, given.firm, stamp.company, file.at.policy, stamp.lang, dated, given.blank
    ):
        made.append(letter)
        progress(0.6 * len(made) / len(found), say("{done} of {count} letters", done=len(made), count=len(found)))
    return made


def accounts_of(sample: Sampled, books: Books, policy: Policy) -> list[Account]:
    """The account of each chosen balance on the balance date; one that stands at zero without a movement is an empty account."""
    wanted = list(zip(sample.told["customer_key"].astype(int), sample.told["currency"], strict=True))
    start = sample.balance_date.replace(month=1, day=1)
    every = accounts(books, start, sample.balance_date, policy.aging.scheme, customers={key for key, _ in wanted})
    found = {(account.customer_key, account.currency): account for account in every}
    if not found:
        return []
    like = next(iter(found.values()))
    return [found.get(pair) or _empty(like, *pair) for pair in wanted]


def _empty(like: Account, customer_key: int, currency: str) -> Account:
    return replace(
        like, customer_key=customer_key, currency=currency, opening=0, lines=like.lines.iloc[:0], open_items=like.open_items.iloc[:0],
        unapplied=like.unapplied.iloc[:0], by_bucket=tuple(0 for _ in like.by_bucket), disputed={}, on_time=False,
    )  # fmt: skip
