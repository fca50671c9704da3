"""The key figures of a meeting: each against its target, the month before and the year before."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from arcore.messages import Message, say
from arcore.metrics import DEFINITIONS, Definition
from arcore.metrics.words import shown, target_of
from arcore.policy import Policy
from arcore.standing import SALES_DAYS

KPIS = (
    *("dso", "overdue_rate", "collection_effectiveness", "collection_rate", "plan_completion", "on_time_rate"),
    *("promise_rate", "bad_debt_rate"),
)


@dataclass(frozen=True)
class Kpi:
    """One key figure; what is not known is None."""

    definition: Definition
    label: Message
    value: Fraction | None
    target: Fraction | None
    month_before: Fraction | None
    year_before: Fraction | None

    @property
    def aim(self) -> str:
        """What is wanted, '≤ 15.0 %'; a dash without a target."""
        if self.target is None:
            return "–"
        sign = "≤" if self.definition.lower_is_better else "≥"
        return f"{sign} {shown(self.definition.shape, self.target)}"

    @property
    def state(self) -> Message | None:
        """Whether the target is met; None without a target or a value."""
        if self.target is None or self.value is None:
            return None
        return say("Missed") if self.missed else say("Met")

    @property
    def missed(self) -> bool:
        """Whether it is worse than its target."""
        if self.target is None or self.value is None:
            return False
        return self.value > self.target if self.definition.lower_is_better else self.value < self.target


def kpis(now: pd.DataFrame, month_before: pd.DataFrame, year_before: pd.DataFrame, currency: str, policy: Policy) -> tuple[Kpi, ...]:
    """`KPIS` of a currency from `closing.taken.metrics_table` of three dates."""
    found = [values(rows, currency) for rows in (now, month_before, year_before)]
    words = {"days": SALES_DAYS, "grace": policy.terms.grace_days}
    return tuple(
        Kpi(
            DEFINITIONS[name],
            say(DEFINITIONS[name].label.template, **words),
            found[0].get(name),
            target_of(name, policy.targets),
            found[1].get(name),
            found[2].get(name),
        )
        for name in KPIS
    )


def values(rows: pd.DataFrame, currency: str) -> dict[str, Fraction]:
    """The company's measures of a currency by name, exact; those without a value are left out."""
    mine = rows[(rows["by"] == "") & (rows["currency"] == currency) & (rows["value"] != "")]
    return {str(name): Fraction(str(value)) for name, value in zip(mine["name"], mine["value"], strict=True) if pd.notna(value)}


def growths(now: pd.DataFrame, year_before: pd.DataFrame, currency: str) -> tuple[Fraction, Fraction] | None:
    """Growth of the balance and of sales (of the DSO's window) since a year before, from `closing.taken.metrics_table` of both dates.

    None without a balance or sales a year before.
    """
    pairs = [_parts(rows, currency) for rows in (now, year_before)]
    if pairs[0] is None or pairs[1] is None or min(pairs[1]) <= 0:
        return None
    return pairs[0][0] / pairs[1][0] - 1, pairs[0][1] / pairs[1][1] - 1


def _parts(rows: pd.DataFrame, currency: str) -> tuple[Fraction, Fraction] | None:
    """What the company's DSO divides: balance and sales."""
    mine = rows[(rows["by"] == "") & (rows["currency"] == currency) & (rows["name"] == "dso")]
    return None if mine.empty else (Fraction(str(mine["numerator"].iloc[0])), Fraction(str(mine["denominator"].iloc[0])))
