"""How measures read: days, percentages and times with their sign, and the sentence that answers “How well do we collect?”."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pandas as pd

from arcore import wording
from arcore.messages import Message, say
from arcore.metrics.definitions import DEFINITIONS, Shape
from arcore.metrics.value import Metric
from arcore.policy_sections.targets import TargetRules, YearTargets

TARGETS = {
    "dso": "dso_days",
    "overdue_rate": "overdue_rate",
    "bad_debt_rate": "bad_debt_rate",
    "plan_completion": "collection_rate",
    "confirmation_rate": "confirmation_rate",
    "on_time_rate": "on_time_rate",
}
"""Which of the company's targets belongs to which measure."""


def shown(shape: Shape, value: Fraction | None) -> str:
    """'60.8', '17.4 %', '5.98'; a dash where there is none."""
    if shape == "share":
        return wording.percent(value)
    if shape == "times" and value is not None:
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return str(exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))
    return wording.days(value)


def unit_of(shape: Shape) -> Message | None:
    """What stands behind the number; a percentage carries its own sign."""
    return {"days": say("days"), "times": say("times"), "share": None}[shape]


def column(shape: Shape, values: pd.Series) -> list[str]:
    """`shown` for a column of a series, whose values are floats."""
    return [shown(shape, None if pd.isna(value) else Fraction(str(round(float(value), 9)))) for value in values]


def target(metric: Metric, rules: TargetRules) -> Fraction | None:
    """What the company wants of it; None without a target."""
    return target_of(metric.name, rules)


def target_of(measure: str, rules: TargetRules) -> Fraction | None:
    """What the company wants of the measure of this name; None without a target. A year's own target goes before the standing one."""
    if isinstance(rules, YearTargets) and measure in (year := dict(rules.of_year)):
        return year[measure]
    name = TARGETS.get(measure)
    wanted = getattr(rules, name) if name else 0
    return Fraction(str(wanted)) if wanted else None


def missed(metric: Metric, rules: TargetRules) -> bool:
    """Whether it is worse than its target."""
    return met(metric.name, metric.value, target(metric, rules)) is False


def met(measure: str, value: Fraction | None, wanted: Fraction | None) -> bool | None:
    """Whether a value of the measure of this name, or of a score, is at its target or better; None without one of them."""
    if value is None or wanted is None:
        return None
    lower = measure in DEFINITIONS and DEFINITIONS[measure].lower_is_better
    return value <= wanted if lower else value >= wanted


def answer(
    rows: Sequence[tuple[Metric, Metric | None, Metric | None]], as_of: dt.date, growth: tuple[Fraction, Fraction] | None
) -> Message:
    """The page's first sentence: DSO, overdue and collection rate, and whether receivables outgrow sales."""
    by_name: Mapping[str, tuple[Metric, Metric | None, Metric | None]] = {row[0].name: row for row in rows}
    days, before = by_name["dso"][0], by_name["dso"][1]
    words = {
        "date": as_of.isoformat(),
        "days": shown("days", days.value),
        "before": shown("days", before.value if before else None),
        "overdue": shown("share", by_name["overdue_rate"][0].value),
        "collected": shown("share", by_name["collection_rate"][0].value),
    }
    if days.value is None:
        return say("As of {date} there is no DSO: {reason}", date=words["date"], reason=days.reason)
    if growth is None:
        return say(
            "As of {date} receivables are {days} days of sales (last month end {before}); {overdue} of what is open is overdue, "
            "{collected} of opening balance and sales was collected this month.",
            **words,
        )
    return say(
        "As of {date} receivables are {days} days of sales (last month end {before}); {overdue} of what is open is overdue, "
        "{collected} of opening balance and sales was collected this month. "
        "In a year receivables grew {owed}, faster than sales with {sold}.",
        **words,
        owed=wording.percent(growth[0]),
        sold=wording.percent(growth[1]),
    )
