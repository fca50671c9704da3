"""What an outside auditor is given, in one piece: the sample with its answers, receipts after the date, the aging again, the tests."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from arcore import desk
from arcore.audit.examined import Examined
from arcore.audit.exceptions import exceptions_of
from arcore.audit.findings import Judged, findings_at, judged
from arcore.audit.model import AuditException
from arcore.audit.projection import BY_UNITS, Projection, answers_of, projected, sampled
from arcore.audit.recalculated import Recalculation, recalculate
from arcore.audit.sampling import Plan, Selection, population, select
from arcore.audit.subsequent import subsequent_receipts
from arcore.messages import Message, say
from arcore.money import shown
from arcore.standing import sums_by_currency


@dataclass(frozen=True)
class Sampled:
    """A sample at the balance date with what came after it. told: `projection.answers_of`; later: `subsequent.COLUMNS`.

    `projection` is None for samples that are not of monetary units. open_items, unapplied: what the balances must come to, of all
    documents and of the receipts whose customer is known, minor units.
    """

    balance_date: dt.date
    as_of: dt.date
    currency: str
    selection: Selection
    told: pd.DataFrame
    projection: Projection | None
    later: pd.DataFrame
    open_items: int
    unapplied: int

    @property
    def proof(self) -> tuple[Message, bool]:
        """What is sampled and what stands apart, laid against open documents and unapplied receipts; whether it holds."""
        apart = int(self.selection.apart["balance"].sum())
        figures = {"sampled": self.selection.total, "apart": apart, "open": self.open_items, "unapplied": self.unapplied}
        words = {name: shown(minor, self.currency) for name, minor in figures.items()}
        holds = self.selection.total + apart == self.open_items - self.unapplied
        return say("sampled {sampled} + apart {apart} = open {open} − unapplied {unapplied}", **words), holds

    @property
    def answered(self) -> int:
        """How many customers have answered."""
        return int(self.told["audited"].notna().sum())

    @property
    def complete(self) -> bool:
        """Whether every balance that monetary units chose is answered, so that an upper limit can be told."""
        rows = self.selection.rows
        return len(sampled(rows, self.told)) == int(rows["reason"].isin(BY_UNITS).sum())


@dataclass(frozen=True)
class AuditFile:
    """The sample, the tests and findings of the later date, and the aging of the balance date computed twice."""

    at: Examined
    sample: Sampled
    exceptions: tuple[AuditException, ...]
    judged: Judged
    findings: pd.DataFrame
    again: Recalculation


def sampled_at(at: Examined, plan: Plan, balance_date: dt.date, currency: str) -> Sampled:
    """The sample of the balances of `balance_date`, with answers and receipts up to the date of `at`. Raises Unusable, see `select`."""
    selection = select(population(at.books, balance_date, currency), plan)
    chosen = selection.chosen
    told = answers_of(chosen, at.books.registers["statements"], pd.Timestamp(balance_date), at.day)
    projection = None
    if selection.interval is not None:
        projection = projected(sampled(selection.rows, told), selection.interval, plan.confidence)
    later = subsequent_receipts(at.books, chosen, balance_date, at.as_of)
    at_date = desk.balances_at(at.books, balance_date)
    known = at_date.unapplied[at_date.unapplied["customer_key"].notna()]
    sums = (sums_by_currency(at_date.items, "open").get(currency, 0), sums_by_currency(known, "unapplied").get(currency, 0))
    return Sampled(balance_date, at.as_of, currency, selection, told, projection, later, *sums)


def audit_file(at: Examined, sample: Sampled) -> AuditFile:
    """The tests as of the date of `at`, the aging as of the sample's."""
    exceptions, findings = exceptions_of(at), findings_at(at.books, at.as_of)
    rules = at.policy.aging
    shown = desk.aged(desk.balances_at(at.books, sample.balance_date), rules.scheme, rules.basis)
    again = recalculate(at.books, sample.balance_date, rules.scheme, rules.basis, shown.items, shown.unapplied)
    return AuditFile(at, sample, exceptions, judged(exceptions, findings), findings, again)


def to_confirm(sample: Sampled) -> pd.DataFrame:
    """A row per chosen balance: `told` with cumulative and reason ('' for credit and zero balances), received, left and last_on."""
    drawn = sample.selection.rows[["row_id", "cumulative", "reason"]].astype({"cumulative": "Int64"})
    rows = sample.told.merge(drawn, on="row_id", how="left").merge(sample.later[["row_id", "received", "left", "last_on"]], on="row_id")
    return rows.assign(reason=rows["reason"].fillna(""))
