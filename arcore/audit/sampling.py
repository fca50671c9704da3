"""The auditor's sample of customers' balances: by monetary units, at random, or the largest; the same again from the same seed.

Monetary units: every `interval`-th unit of the balances laid end to end is chosen, from a start that the seed decides, and with
it the customer who owes it. A balance of an interval or more cannot be missed. Credit and zero balances hold no units to be chosen;
they are listed apart and sampled by themselves.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import pandas as pd

from arcore import balances
from arcore.audit.factors import EXPANSION, confidence_factor
from arcore.books import Books
from arcore.engines import collect
from arcore.messages import Message, Unusable, say
from arcore.money import half_up
from arcore.policy_sections.audit import AuditRules

Method = Literal["mus", "random", "top"]
METHODS: dict[Method, Message] = {
    "mus": say("Monetary-unit sampling"),
    "random": say("Random selection"),
    "top": say("The largest balances and key items"),
}
USUAL_SIZE = 20
APART = 5
"""How many of the credit balances, and of the zero balances, are tested."""
POPULATION = ("row_id", "customer_key", "customer_id", "customer_name", "currency", "balance")
REASONS: dict[str, Message] = {
    "large": say("At least an interval"),
    "unit": say("Its monetary unit was hit"),
    "random": say("Drawn at random"),
    "top": say("Among the largest"),
    "key": say("Key item"),
}
"""Why a balance was chosen."""


@dataclass(frozen=True)
class Plan:
    """How a sample is drawn, minor units. With `size` the interval is population ÷ size; without, it follows from the factors.

    `size` of the other methods is how many are chosen; `keys`: row ids chosen whatever the method.
    """

    method: Method
    seed: int
    size: int | None = None
    confidence: int = 95
    tolerable: int = 0
    expected: int = 0
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Selection:
    """A sample. `rows`: the positive balances (`POPULATION`) in order, with cumulative, hits, chosen and reason ('' where not chosen);
    `apart`: the others, with chosen. `interval` and `start` (minor units) are of monetary units only."""

    plan: Plan
    rows: pd.DataFrame
    apart: pd.DataFrame
    interval: int | None = None
    start: int | None = None

    @property
    def total(self) -> int:
        """What is sampled, minor units."""
        return int(self.rows["balance"].sum())

    @property
    def chosen(self) -> pd.DataFrame:
        """The balances to confirm: those sampled, then those apart."""
        both = [rows.loc[rows["chosen"], list(POPULATION)] for rows in (self.rows, self.apart)]
        every: pd.DataFrame = pd.concat([rows for rows in both if len(rows)] or both[:1], ignore_index=True)
        return every


def population(books: Books, as_of: dt.date, currency: str) -> pd.DataFrame:
    """`POPULATION` of every customer with a document or receipt in `currency` by `as_of`: open items less unapplied receipts."""
    day = pd.Timestamp(as_of)
    open_items = balances.open_items(books.documents, books.allocations, as_of)
    waiting = collect(balances.unapplied(books.receipts, books.allocations, as_of, books.documents))
    parts = [
        books.documents.loc[books.documents["document_date"] <= day, ["customer_key", "currency"]].assign(balance=0),
        open_items[["customer_key", "currency", "open"]].rename(columns={"open": "balance"}),
        waiting[["customer_key", "currency"]].assign(balance=-waiting["unapplied"]),
    ]
    rows = pd.concat([part.astype({"customer_key": "Int64"}) for part in parts], ignore_index=True)
    mine = rows[(rows["currency"] == currency) & rows["customer_key"].notna()]
    sums = mine.groupby(["customer_key", "currency"])["balance"].sum().reset_index().astype({"customer_key": "int64"})
    named = sums.merge(books.customers[["customer_key", "customer_id", "customer_name"]], on="customer_key", how="left")
    named["customer_name"] = named["customer_name"].fillna(named["customer_id"])
    named["row_id"] = named["customer_key"].astype("str") + "|" + named["currency"]
    ordered: pd.DataFrame = named.sort_values(["customer_id", "row_id"])[list(POPULATION)].astype({"balance": "int64"})
    return ordered.reset_index(drop=True)


def interval_of(plan: Plan, total: int) -> int:
    """The sampling interval in minor units: population ÷ size, else (tolerable − expected × expansion factor) ÷ confidence factor.

    Raises Unusable where nothing of the tolerable misstatement is left. Source: AICPA, Audit Sampling, chapter 6.
    """
    if plan.size is not None:
        return max(1, total // max(1, plan.size))
    left = plan.tolerable - plan.expected * EXPANSION[plan.confidence]
    if left <= 0:
        raise Unusable(say("The expected misstatement leaves nothing of the tolerable one. Expect less, or tolerate more."))
    return max(1, min(total, int(left / confidence_factor(plan.confidence))))


def size_of(interval: int, total: int) -> int:
    """How many units an interval draws from a population, rounded."""
    return half_up(Fraction(total, interval))


def select(rows: pd.DataFrame, plan: Plan) -> Selection:
    """The sample of `population` that `plan` draws. Raises Unusable where there is no positive balance, or see `interval_of`."""
    positive = rows[rows["balance"] > 0].reset_index(drop=True)
    if not len(positive):
        raise Unusable(say("No customer owes anything on this date: there is nothing to sample. Choose another date or currency."))
    apart = _apart(rows[rows["balance"] <= 0].reset_index(drop=True), plan)
    positive = positive.assign(cumulative=positive["balance"].cumsum())
    if plan.method == "mus":
        interval = interval_of(plan, int(positive["balance"].sum()))
        start = _number(plan.seed, "start") % interval + 1
        before = positive["cumulative"] - positive["balance"]
        hits = (positive["cumulative"] - start) // interval - (before - start) // interval
        reasons = hits.map(lambda count: "unit" if count else "").mask(positive["balance"] >= interval, "large")
        return Selection(plan, _reasoned(positive.assign(hits=hits), reasons, plan), apart, interval, start)
    size = min(plan.size or 0, len(positive))
    if plan.method == "random":
        chosen = _drawn(positive["row_id"].tolist(), size, plan.seed, "random")
    else:
        largest = positive.sort_values(["balance", "row_id"], ascending=[False, True])
        chosen = set(largest["row_id"].head(size))
    reasons = positive["row_id"].map(lambda row_id: plan.method if row_id in chosen else "")
    return Selection(plan, _reasoned(positive.assign(hits=0), reasons, plan), apart)


def _reasoned(rows: pd.DataFrame, reasons: pd.Series, plan: Plan) -> pd.DataFrame:
    told = reasons.mask((reasons == "") & rows["row_id"].isin(plan.keys), "key").astype("str")
    return rows.assign(reason=told, chosen=told != "")


def _apart(rows: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """The credit and zero balances, the chosen of each drawn by the same seed; key items always."""
    chosen = set(plan.keys)
    for name, mine in (("credit", rows["balance"] < 0), ("zero", rows["balance"] == 0)):
        chosen |= _drawn(rows.loc[mine, "row_id"].tolist(), APART, plan.seed, name)
    return rows.assign(chosen=rows["row_id"].isin(chosen))


def _drawn(row_ids: Sequence[str], size: int, seed: int, what: str) -> set[str]:
    """`size` of the ids, those whose hash with the seed is lowest: the same on every machine, whatever the order of rows."""
    return set(sorted(row_ids, key=lambda row_id: (_number(seed, f"{what}|{row_id}"), row_id))[:size])


def _number(seed: int, text: str) -> int:
    return int(hashlib.sha256(f"{seed}|{text}".encode()).hexdigest(), 16)


def plan_of(books: Books, as_of: dt.date, currency: str, rules: AuditRules, *, method: Method = "mus", size: int | None = None) -> Plan:
    """The plan that the policy's percentages and seed give; methods other than monetary units choose 20 unless `size` is given."""
    owed = population(books, as_of, currency)["balance"]
    total = int(owed[owed > 0].sum())
    tolerable, expected = (half_up(Fraction(total * percent, 100)) for percent in (rules.tolerable_percent, rules.expected_percent))
    wanted = size if size is not None or method == "mus" else USUAL_SIZE
    return Plan(method, rules.sample_seed, wanted, int(rules.confidence), tolerable, expected)
