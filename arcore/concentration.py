"""How much of the receivables hangs on how few: top shares, HHI, the cap per customer, groups taken together (domain rules §4.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from itertools import accumulate
from typing import Literal

import pandas as pd

from arcore.exposure import Position
from arcore.messages import Message, say
from arcore.money import Unit
from arcore.policy_sections.limits import LimitRules
from arcore.wording import amount, percent

By = Literal["customer", "group"]
TOPS = (1, 5, 10)


class Band(Enum):
    """How concentrated, by HHI."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


BANDS: dict[Band, Message] = {
    Band.LOW: say("well spread"),
    Band.MEDIUM: say("moderately concentrated"),
    Band.HIGH: say("highly concentrated"),
}


@dataclass(frozen=True)
class Concentration:
    """One currency. `rows`: id, name, amount (minor units), share and cumulated (percent), over (beyond the cap), largest first."""

    currency: str
    total: int
    rows: pd.DataFrame
    tops: dict[int, Fraction]
    hhi: Fraction
    band: Band
    cap_percent: int

    @property
    def points(self) -> int:
        """HHI as antitrust offices write it: 0 to 10,000, rounded down."""
        return int(self.hhi * 10_000)


def concentration(
    positions: Sequence[Position], currency: str, rules: LimitRules, *, by: By = "customer", groups: dict[int, str] | None = None
) -> Concentration:
    """Shares of positive exposures; `by` group takes together the customers that `groups` (customer_key → group) relates."""
    owed: dict[str, int] = {}
    names: dict[str, str] = {}
    for position in positions:
        if position.currency != currency or position.exposure <= 0:
            continue
        group = (groups or {}).get(position.customer_key) if by == "group" else None
        key = f"group:{group}" if group else position.customer_id
        owed[key] = owed.get(key, 0) + position.exposure
        names[key] = group or position.customer_name
    return _measured(owed, names, currency, rules)


def groups_of(customers: pd.DataFrame) -> dict[int, str]:
    """The group of each customer that belongs to one."""
    if "group_name" not in customers.columns:
        return {}
    known = customers.dropna(subset=["group_name"])
    return {int(key): str(group) for key, group in zip(known["customer_key"], known["group_name"], strict=True)}


def _measured(owed: dict[str, int], names: dict[str, str], currency: str, rules: LimitRules) -> Concentration:
    ordered = sorted(owed.items(), key=lambda entry: (-entry[1], entry[0]))
    total = sum(owed.values())
    shares = [Fraction(value, total) for _, value in ordered]
    hhi = sum((share * share for share in shares), Fraction(0))
    rows = pd.DataFrame(
        {
            "id": [key for key, _ in ordered],
            "name": [names[key] for key, _ in ordered],
            "amount": [value for _, value in ordered],
            "share": [float(share * 100) for share in shares],
            "cumulated": [float(Fraction(so_far, total) * 100) for so_far in accumulate(value for _, value in ordered)],
            "over": [share * 100 > rules.customer_cap_percent for share in shares],
        }
    )
    tops = {count: sum(shares[:count], Fraction(0)) for count in TOPS}
    return Concentration(currency, total, rows, tops, hhi, band(hhi, rules), rules.customer_cap_percent)


def band(hhi: Fraction, rules: LimitRules) -> Band:
    """Below the low edge well spread, above the high edge concentrated, the edges themselves in between.

    >>> band(Fraction(3, 10), LimitRules()), band(Fraction(1, 10), LimitRules())
    (<Band.HIGH: 'high'>, <Band.MEDIUM: 'medium'>)
    """
    if hhi * 100 < rules.concentration_low:
        return Band.LOW
    return Band.HIGH if hhi * 100 > rules.concentration_high else Band.MEDIUM


def answer(found: Concentration, unit: Unit) -> Message:
    """The sentence above the Pareto chart."""
    return say(
        "Exposure of {total} to {count} customers; the largest has {top1}, the largest five {top5}, the largest ten {top10}. "
        "HHI {hhi} ({points}): {band}.",
        total=amount(found.total, found.currency, unit),
        count=len(found.rows),
        top1=percent(found.tops[1]),
        top5=percent(found.tops[5]),
        top10=percent(found.tops[10]),
        hhi=f"{float(found.hhi):.2f}",
        points=f"{found.points:,}",
        band=BANDS[found.band],
    )


def advice(found: Concentration, unit: Unit) -> tuple[Message, ...]:
    """What to do about it, most pressing first."""
    told = []
    for name, owed in found.rows.loc[found.rows["over"], ["name", "amount"]].itertuples(index=False):
        excess = int(owed) - found.total * found.cap_percent // 100
        told.append(
            say(
                "{customer} is {excess} over the cap of {cap}% per customer: hold its limit, ask for security or insure the excess.",
                customer=name,
                excess=amount(excess, found.currency, unit),
                cap=found.cap_percent,
            )
        )
    if found.band is Band.HIGH:
        told.append(say("Receivables hang on few customers: give credit to more of the small good ones before raising the large ones."))
    elif found.band is Band.MEDIUM:
        told.append(say("Watch the largest five: grow limits elsewhere first."))
    return tuple(told) or (say("No customer is over the cap and receivables are well spread."),)
