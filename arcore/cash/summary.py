"""How a statement's money was settled: every cent in exactly one class, and the classes add up to the statement.

What is posted is split as the allocations have it: applied to documents, and left on the customer's account.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from arcore import wording
from arcore.cash.work import Work
from arcore.ledger.bank import LineStatus
from arcore.messages import Message, say
from arcore.money import Unit, shown

Class = Literal["applied", "on_account", "suggested", "unidentified", "aside", "certain"]
CLASSES: dict[Class, Message] = {
    "applied": say("Applied to documents"),
    "on_account": say("Left on account"),
    "certain": say("Certain"),
    "suggested": say("Suggested"),
    "unidentified": say("Unidentified"),
    "aside": say("Not a receipt"),
}
WAITING: frozenset[Class] = frozenset({"certain", "suggested", "unidentified"})
_OF_STATUS: dict[str, Class] = {"auto": "certain", "suggested": "suggested", "unmatched": "unidentified", "ignored": "aside"}


@dataclass(frozen=True)
class Settled:
    """Money in of one class: lines and minor units of one currency. A line applied in part counts in both of its classes."""

    kind: Class
    currency: str
    lines: int
    amount: int


@dataclass(frozen=True)
class CashProof:
    """One account's money, minor units: opening + money in − money out = closing, where the bank states balances.

    `first` and `last`: the days of its first and last line.
    """

    account: str
    currency: str
    first: dt.date
    last: dt.date
    money_in: int
    money_out: int
    opening: int | None
    closing: int | None

    @property
    def difference(self) -> int | None:
        """0 when the statement chains; None when it states no balances."""
        if self.opening is None or self.closing is None:
            return None
        return self.opening + self.money_in - self.money_out - self.closing

    def sentence(self, unit: Unit = "unit") -> Message:
        """The quiet line under the queue."""
        amounts = {name: shown(getattr(self, name), self.currency, unit=unit) for name in ("money_in", "money_out")}
        whose = {"account": self.account, "currency": self.currency, "first": self.first.isoformat(), "last": self.last.isoformat()}
        if self.difference is None or self.opening is None or self.closing is None:
            return say("{account} {currency}, {first} – {last}: in {money_in}, out {money_out}", **whose, **amounts)
        balances = {name: shown(value, self.currency, unit=unit) for name, value in (("opening", self.opening), ("closing", self.closing))}
        if self.difference:
            return say(
                "{account} {currency}, {first} – {last}: opening {opening} + in {money_in} − out {money_out} misses the closing balance "
                "{closing} by {difference}.",
                **whose,
                difference=shown(self.difference, self.currency, unit=unit),
                **amounts,
                **balances,
            )
        return say(
            "{account} {currency}, {first} – {last}: opening {opening} + in {money_in} − out {money_out} = closing {closing} ✓",
            **whose,
            **amounts,
            **balances,
        )


def settled(lines: pd.DataFrame, work: Work, parts: pd.DataFrame) -> list[Settled]:
    """Incoming money by what became of it. `lines`: all bank lines of the ledger; `parts`: its `posted_parts`."""
    cash = parts[(parts["kind"] == "receipt") & parts["document_key"].notna()]
    used: Counter[int] = Counter()
    for line, own in zip(cash["line"].tolist(), cash["amount"].tolist(), strict=True):
        used[int(line)] += int(own)
    waiting: dict[int, Class] = {p.line: _OF_STATUS[p.status] for p in work.proposals}
    sums: dict[tuple[Class, str], list[int]] = {}
    incoming = lines[lines["amount"] > 0]
    for line, status, currency, amount in zip(*(incoming[n].tolist() for n in ("line", "status", "currency", "amount")), strict=True):
        if status == LineStatus.POSTED.value:
            applied = used[int(line)]
            shares: dict[Class, int] = {"applied": applied, "on_account": int(amount) - applied}
        elif status == LineStatus.IGNORED.value:
            shares = {"aside": int(amount)}
        else:
            shares = {waiting.get(int(line), "unidentified"): int(amount)}
        for kind, share in shares.items():
            if share:
                count = sums.setdefault((kind, str(currency)), [0, 0])
                count[0] += 1
                count[1] += share
    order = list(CLASSES)
    return [
        Settled(kind, currency, *count) for (kind, currency), count in sorted(sums.items(), key=lambda s: (s[0][1], order.index(s[0][0])))
    ]


def proofs(lines: pd.DataFrame) -> list[CashProof]:
    """Per account and currency: money in and out, and the balances around them where every line states one."""
    found = []
    for (account, currency), own in lines.groupby(["account", "currency"], sort=True):
        ordered = own.sort_values(["date", "line"])
        money_in = int(ordered.loc[ordered["amount"] > 0, "amount"].sum())
        money_out = -int(ordered.loc[ordered["amount"] < 0, "amount"].sum())
        opening, closing = _ends(ordered)
        first, last = ordered["date"].iloc[0].date(), ordered["date"].iloc[-1].date()
        found.append(CashProof(str(account), str(currency), first, last, money_in, money_out, opening, closing))
    return found


def _ends(ordered: pd.DataFrame) -> tuple[int | None, int | None]:
    """Balance before the first and after the last line, in the order in which the balances follow."""
    if ordered["balance"].isna().any() or ordered.empty:
        return None, None
    balances, amounts = [int(b) for b in ordered["balance"]], [int(a) for a in ordered["amount"]]
    starts = {balance - amount for balance, amount in zip(balances, amounts, strict=True)}
    ends = set(balances)
    opening, closing = sorted(starts - ends), sorted(ends - starts)
    if len(opening) == 1 and len(closing) == 1:
        return opening[0], closing[0]
    return balances[0] - amounts[0], balances[-1]


def sentence(classes: Sequence[Settled], currency: str, unit: Unit = "unit") -> Message:
    """The answer first: what came in, what is settled, what is left to do. `classes`: those of `currency`."""
    sums = {one.kind: one.amount for one in classes}
    left = [one for one in classes if one.kind in WAITING]
    amounts = {"total": sum(sums.values()), "posted": sums.get("applied", 0), "rest": sum(one.amount for one in left)}
    told = {name: wording.amount(minor, currency, unit) for name, minor in amounts.items()}
    count, kept = f"{sum(one.lines for one in left):,}", sums.get("on_account", 0)
    if not kept:
        return say(
            "{total} came in; {posted} is applied to documents, {count} receipts totalling {rest} are left to settle.", count=count, **told
        )
    return say(
        "{total} came in; {entered} is posted ({posted} applied to documents, {kept} left on account), "
        "{count} receipts totalling {rest} are left to settle.",
        entered=wording.amount(amounts["posted"] + kept, currency, unit),
        kept=wording.amount(kept, currency, unit),
        count=count,
        **told,
    )
