"""The allowance for bad debts at a date: specific items first, groups apart, then the portfolio by age (domain rules §4.7).

Receipts and credit notes settle each customer's oldest debts first, so that the portfolio is what is really owed. Amounts in
minor units of one currency; each bucket's allowance is rounded once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import narwhals as nw
import pandas as pd

from arcore import aging, balances, fifo
from arcore.aging_series import month_ends
from arcore.books import Books
from arcore.buckets import Basis, CalendarScheme, Scheme, edges, label_messages
from arcore.dated_rates import exact_percent
from arcore.due_history import documents_at
from arcore.engines import collect
from arcore.messages import Message, say
from arcore.money import half_up
from arcore.policy import AgingScheme, Policy
from arcore.policy_sections.provision import Method, ProvisionRules
from arcore.provision.migration import Cohort, Rate, averaged, cohorts, losses

ROLL = AgingScheme((0, 30, 60, 90, 120, 150, 180))
"""Buckets a month wide, so that a month moves an item by one."""
ROLL_MONTHS = 12
ITEM = ("document_key", "customer_key", "document_no", "document_date", "due_date", "currency", "amount", "open", "line")


@dataclass(frozen=True)
class BucketLine:
    """One age of the portfolio: what is owed, what share of it is expected to be lost, and how much that is."""

    label: Message
    balance: int
    rate: Fraction

    @property
    def amount(self) -> int:
        """The allowance, rounded half up."""
        return half_up(self.balance * self.rate)


@dataclass(frozen=True)
class SpecificLine:
    """One customer or document assessed by itself."""

    customer_key: int
    document_key: int | None
    balance: int
    recoverable: int
    reason: str
    evidence: str = ""

    @property
    def amount(self) -> int:
        """What is not expected to come in."""
        return max(0, self.balance - max(0, self.recoverable))


@dataclass(frozen=True)
class History:
    """What the loss rates come from: the periods, their average migration and the buckets' names; empty for fixed rates."""

    cohorts: tuple[Cohort, ...] = ()
    migration: tuple[Rate, ...] = ()


@dataclass(frozen=True)
class Allowance:
    """The allowance of one currency at a date: specific items, the groups apart, the portfolio by age."""

    as_of: dt.date
    currency: str
    method: Method
    specific: tuple[SpecificLine, ...]
    apart: BucketLine
    portfolio: tuple[BucketLine, ...]
    history: History
    items: pd.DataFrame = field(repr=False, compare=False)
    """The debts of portfolio and groups apart: `ITEM`; open what no credit of the customer settles, line the place of its line."""

    @property
    def balance(self) -> int:
        """Everything owed, once."""
        return sum(line.balance for line in self.specific) + self.apart.balance + sum(line.balance for line in self.portfolio)

    @property
    def amount(self) -> int:
        """The whole allowance."""
        return sum(line.amount for line in self.specific) + self.apart.amount + sum(line.amount for line in self.portfolio)


def scheme_of(method: Method, policy: Policy) -> tuple[Scheme, Basis]:
    """By which ages a method works."""
    return (ROLL, "due") if method == "roll" else (CalendarScheme(policy.aging.calendar_months), "document")


def allowance(
    books: Books, as_of: dt.date, policy: Policy, currency: str, *, specific: pd.DataFrame | None = None, method: Method | None = None
) -> Allowance:
    """The allowance of `books` at `as_of`.

    `specific` has customer_key, document_key (null: the whole customer), currency, recoverable (minor units), reason, and,
    where known, evidence, and from_date and to_date between which the assessment holds.
    """
    chosen = method or policy.provision.method
    scheme, basis = scheme_of(chosen, policy)
    owed = _owed(books, as_of, currency, basis)
    single, owed = _specific(owed, specific, as_of, currency)
    apart, beside, owed = _apart(owed, policy.provision)
    aged = collect(aging.age(owed, as_of, scheme, basis)) if len(owed) else owed.assign(bucket=0)
    sums = {int(str(bucket)): int(total) for bucket, total in aged.groupby("bucket")["open"].sum().items()}
    history = _history(books, as_of, chosen, currency, policy)
    rates = _rates(chosen, policy.provision, history, len(edges(scheme)) + 1)
    lines = [BucketLine(label, sums.get(place, 0), rates[place]) for place, label in enumerate(label_messages(scheme, basis))]
    parts = [aged.assign(line=aged["bucket"].astype("int64")), beside.assign(line=len(lines))]
    items = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)[list(ITEM)]
    return Allowance(as_of, currency, chosen, single, apart, tuple(lines), history, items)


def _owed(books: Books, as_of: dt.date, currency: str, basis: Basis) -> pd.DataFrame:
    """Debts that no credit of the same customer settles, oldest settled first."""
    documents, receipts = (frame[frame["currency"] == currency] for frame in (documents_at(books, as_of), books.receipts))
    items = balances.open_items(documents, books.allocations, as_of)
    left = balances.unapplied(receipts, books.allocations, as_of, documents)
    debts, _ = fifo.net(nw.from_native(items), nw.from_native(left), basis)
    rows: pd.DataFrame = debts.to_native()
    return rows.reset_index(drop=True)


def _specific(
    owed: pd.DataFrame, specific: pd.DataFrame | None, as_of: dt.date, currency: str
) -> tuple[tuple[SpecificLine, ...], pd.DataFrame]:
    """The assessed debts, documents before whole customers, each debt once; and the rest."""
    if specific is None or not len(specific):
        return (), owed
    mine = assessed(specific, as_of, currency)
    mine = mine.sort_values("document_key", na_position="last", kind="stable")
    lines = []
    mine = mine if "evidence" in mine.columns else mine.assign(evidence="")
    columns = (mine[name].tolist() for name in ("customer_key", "document_key", "recoverable", "reason", "evidence"))
    for customer, document, recoverable, reason, evidence in zip(*columns, strict=True):
        whole = pd.isna(document)
        chosen = owed["customer_key"].eq(customer) if whole else owed["document_key"].eq(document)
        balance = int(owed.loc[chosen, "open"].sum())
        owed = owed[~chosen]
        if balance:
            key = None if whole else int(document)
            words = (str(text) if isinstance(text, str) else "" for text in (reason, evidence))
            lines.append(SpecificLine(int(customer), key, balance, int(recoverable), *words))
    return tuple(lines), owed


def assessed(specific: pd.DataFrame, as_of: dt.date, currency: str) -> pd.DataFrame:
    """The assessments of debts in a currency that hold at a date."""
    specific, day = specific[specific["currency"] == currency], pd.Timestamp(as_of)
    holds = pd.Series(True, index=specific.index)
    if "from_date" in specific.columns:
        holds &= specific["from_date"].isna() | (specific["from_date"] <= day)
    if "to_date" in specific.columns:
        holds &= specific["to_date"].isna() | (specific["to_date"] >= day)
    return specific[holds]


def _apart(owed: pd.DataFrame, rules: ProvisionRules) -> tuple[BucketLine, pd.DataFrame, pd.DataFrame]:
    """The line of the groups apart, their debts, and the rest."""
    mine = owed["category"].isin(rules.separate)
    line = BucketLine(say("Related parties and deposits"), int(owed.loc[mine, "open"].sum()), exact_percent(rules.separate_rate))
    return line, owed[mine], owed[~mine]


def _history(books: Books, as_of: dt.date, method: Method, currency: str, policy: Policy) -> History:
    if method == "aging":
        return History()
    scheme, basis = scheme_of(method, policy)
    dates = month_ends(as_of, ROLL_MONTHS + 1) if method == "roll" else _anniversaries(as_of, policy.provision.years)
    documents = documents_at(books, as_of)
    documents = documents[documents["currency"] == currency]
    return history_of(cohorts(documents, books.allocations, dates, scheme, basis), len(edges(scheme)), policy)


def history_of(found: Sequence[Cohort], buckets: int, policy: Policy) -> History:
    """The periods that had something in them, with their average; `buckets`: how many can migrate."""
    known = tuple(cohort for cohort in found if any(cohort.owed))
    return History(known, averaged(known, policy.provision.average)[:-1] if known else (None,) * buckets)


def _anniversaries(as_of: dt.date, years: int) -> tuple[dt.date, ...]:
    """`as_of` and the same day of the years before, oldest first; the end of February stays the end of February."""
    last = (as_of + dt.timedelta(days=1)).day == 1
    days = []
    for back in range(years, -1, -1):
        year = as_of.year - back
        short = as_of.month == 2 and as_of.day >= 28
        day = (dt.date(year, 3, 1) - dt.timedelta(days=1)).day if short and last else min(as_of.day, 28) if short else as_of.day
        days.append(as_of.replace(year=year, day=day))
    return tuple(days)


def _rates(method: Method, rules: ProvisionRules, history: History, buckets: int) -> Sequence[Fraction]:
    if method == "aging":
        fixed = [exact_percent(rate) for rate in rules.rates] or [Fraction(0)]
        return [fixed[min(place, len(fixed) - 1)] for place in range(buckets)]
    return losses(history.migration, exact_percent(rules.terminal), exact_percent(rules.forward))


def year_start(as_of: dt.date) -> dt.date:
    """The end of the year before."""
    return dt.date(as_of.year - 1, 12, 31)
