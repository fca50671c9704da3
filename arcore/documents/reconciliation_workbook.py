"""The reconciliation workbook: what came in, what it settled, what is unmatched on both sides, and the proof of every sum.

Two entrances give the same workbook: a matching run straight from files, and the ledger with what is posted there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from arcore.books import Books
from arcore.bulk_work import many_records
from arcore.cash.statements import statements_of
from arcore.cash.work import Work
from arcore.documents.reconciliation_balance import write_balances
from arcore.documents.reconciliation_lines import Reconciliation
from arcore.documents.reconciliation_sources import of_ledger, of_matching
from arcore.documents.reconciliation_summary import open_summary, write_summary
from arcore.documents.reconciliation_tables import (
    write_differences,
    write_documents,
    write_lines,
    write_parts,
    write_unapplied,
    write_unmatched_lines,
    write_unpaid,
)
from arcore.documents.reconciliation_view import View
from arcore.documents.reconciliation_vouchers import write_vouchers
from arcore.documents.workbook_style import Paper, Stamp
from arcore.i18n import Language
from arcore.intake.model import Reading
from arcore.ledger import Ledger
from arcore.matching.proposals import Proposal
from arcore.messages import say
from arcore.policy import Policy


@many_records()
def build(
    lines: pd.DataFrame,
    proposals: Sequence[Proposal],
    books: Books,
    statements: Sequence[Reading],
    *,
    as_of: dt.date,
    policy: Policy,
    lang: Language,
    company: str = "",
) -> bytes:
    """The workbook of a matching run: certain proposals count as settled, nothing is posted anywhere.

    `lines` as matching took them, with `file` and `line_of_file`; `statements` are the readings they come from.
    """
    stated = statements_of(statements)
    named = company or policy.company.name or next((s.holder for s in stated if s.holder), "")
    found = of_matching(lines, proposals, books, stated, as_of=as_of, currency=policy.company.currency, lang=lang)
    return write(found, Stamp(named, as_of, lang, version=books.version))


@many_records()
def from_ledger(
    ledger: Ledger,
    work: Work,
    *,
    policy: Policy,
    lang: Language,
    company: str = "",
    first: dt.date | None = None,
    account: str | None = None,
) -> bytes:
    """The workbook of the ledger's bank lines: what is posted as posted, and proposals of `work` for what waits.

    `first` leaves out earlier lines, `account` the other accounts.
    """
    found = of_ledger(ledger, work, lang=lang, first=first, account=account)
    return write(found, Stamp(company or policy.company.name, work.as_of, lang, version=work.version))


def write(reconciliation: Reconciliation, stamp: Stamp) -> bytes:
    """The workbook's bytes: a summary, the sheets of each currency, the bank reconciliation."""
    paper = Paper(stamp, say("Reconciliation of bank receipts"))
    summary = paper.sheet(paper.said(say("Summary")))
    open_summary(paper, summary)
    balance = paper.sheet(paper.said(say("Bank reconciliation")))
    currencies = reconciliation.currencies
    views = [View(paper, reconciliation, currency, f" {currency}" if len(currencies) > 1 else "") for currency in currencies]
    for view in views:
        fill(view)
    balances = write_balances(paper, balance, {view.currency: view for view in views}, reconciliation)
    write_summary(paper, summary, views, balances)
    summary.activate()
    return paper.bytes()


def fill(view: View) -> None:
    """The sheets of one currency, in the order in which formulas refer to them."""
    view.open_sheets()
    write_parts(view)
    write_lines(view)
    write_documents(view)
    write_unmatched_lines(view)
    write_unpaid(view)
    write_differences(view)
    write_unapplied(view)
    write_vouchers(view)
