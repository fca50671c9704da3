"""One customer's scorecard in words: every factor with value, bin, points and what was lost, why the grade, what would lift it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from arcore.messages import Message, say
from arcore.policy_sections import scores
from arcore.policy_sections.scores import ScoreRules
from arcore.scorecard.factors import POINT, UNITS, scales
from arcore.scorecard.overrides import CAPS_AT_C, FLAGS
from arcore.wording import amount

Row = Mapping[str, Any]
"""A row of `scoring.score` by column."""

GRADE_WORDS: dict[str, Message] = {
    "A": say("A excellent"),
    "B": say("B normal"),
    "C": say("C watch"),
    "N": say("N new"),
    "D": say("D high risk"),
    "P": say("P prepays"),
}


@dataclass(frozen=True)
class Line:
    """One factor. `value` None: cannot be known. Points in hundredths."""

    name: str
    title: Message
    value: Fraction | None
    shown: Message
    bin: Message
    points: int
    most: int

    @property
    def lost(self) -> int:
        """What is missing to the most it can give."""
        return self.most - self.points


@dataclass(frozen=True)
class Card:
    """`lines` in the policy's order; `overrides` say what caps the grade whatever the points; `reasons` by lost points."""

    grade: str
    score: int
    auto: int
    manual: int | None
    lines: tuple[Line, ...]
    overrides: tuple[Message, ...]
    reasons: tuple[Message, ...]

    @property
    def total(self) -> Message:
        """How the score came about."""
        if self.manual is None:
            return say("{points} of 100 points", points=points_text(self.score))
        return say(
            "{points} of 100 points: computed {auto}, manual assessment {manual}",
            points=points_text(self.score),
            auto=points_text(self.auto),
            manual=self.manual,
        )


def card(row: Row, rules: ScoreRules) -> Card:
    """The scorecard behind a row of `scoring.score`."""
    lines = tuple(_line(name, title, row, rules) for name, title in scores.FACTORS)
    manual = row["manual"]
    by_loss = sorted((line for line in lines if line.lost), key=lambda line: -line.lost)
    return Card(
        grade=str(row["grade"]),
        score=int(row["score"]),
        auto=int(row["auto"]),
        manual=None if pd.isna(manual) else int(manual),
        lines=lines,
        overrides=tuple(_overrides(row, rules)),
        reasons=tuple(_reason(line) for line in by_loss),
    )


def main_reason(row: Row, rules: ScoreRules) -> Message | None:
    """The first thing that caps a customer's grade, else the factor that lost most; None where nothing is lost."""
    if caps := _overrides(row, rules):
        return caps[0]
    lost = {name: _most(name, rules) - int(row[f"{name}_points"]) for name, _ in scores.FACTORS}
    name = max(lost, key=lambda each: lost[each])
    return _reason(_line(name, dict(scores.FACTORS)[name], row, rules)) if lost[name] else None


def points_text(hundredths: int) -> str:
    """Points as people write them: 77, or 74.5 where a manual assessment makes it so.

    >>> points_text(7700), points_text(7450)
    ('77', '74.5')
    """
    return f"{Decimal(hundredths) / POINT:f}".rstrip("0").rstrip(".") if hundredths % POINT else str(hundredths // POINT)


def value_text(name: str, value: Fraction) -> Message:
    """A factor's value with its unit, one decimal where it needs one."""
    unit = UNITS[name]
    number = value * 100 if unit == "percent" else value
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    digits = str(exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)).removesuffix(".0")
    if unit == "percent":
        return say("{number} %", number=digits)
    return say("{number} months", number=digits) if unit == "months" else say("{number} days", number=digits)


def edge_text(name: str, edge: int) -> Message:
    """An edge of a factor's scale with its unit."""
    return value_text(name, Fraction(edge, 100) if UNITS[name] == "percent" else Fraction(edge))


def _line(name: str, title: Message, row: Row, rules: ScoreRules) -> Line:
    above, below = int(row[f"{name}_n"]), int(row[f"{name}_d"])
    value = Fraction(above, below) if below else None
    return Line(
        name=name,
        title=title,
        value=value,
        shown=value_text(name, value) if value is not None else say("not known"),
        bin=_bin(name, value, rules),
        points=int(row[f"{name}_points"]),
        most=_most(name, rules),
    )


def _most(name: str, rules: ScoreRules) -> int:
    """What a factor can give at the most, in hundredths of a point."""
    return scores.of(rules.weights, name) * POINT


def _bin(name: str, value: Fraction | None, rules: ScoreRules) -> Message:
    """The step of the scale that a value falls on; of two scales the one that gives less."""
    if value is None:
        return say("no data")
    number = value * 100 if UNITS[name] == "percent" else value
    found: list[tuple[int, Message]] = []
    for steps, at_least in scales(name, rules):
        reached = [(worth, edge) for edge, worth in steps if (number >= edge if at_least else number <= edge)]
        worth, edge = max(reached, default=(0, steps[-1][0]))
        found.append((worth, _against(at_least, bool(reached), edge_text(name, edge))))
    return min(found, key=lambda entry: entry[0])[1]


def _against(at_least: bool, reached: bool, edge: Message) -> Message:
    if reached:
        return say("≥ {edge}", edge=edge) if at_least else say("≤ {edge}", edge=edge)
    return say("< {edge}", edge=edge) if at_least else say("> {edge}", edge=edge)


def _reason(line: Line) -> Message:
    told = {"factor": line.title, "lost": points_text(line.lost), "most": points_text(line.most)}
    if line.value is None:
        return say("{factor} cannot be computed yet: {lost} of {most} points missing.", **told)
    return say("{factor} is {value}: {lost} of {most} points lost.", value=line.shown, **told)


def _overrides(row: Row, rules: ScoreRules) -> list[Message]:
    """Why the grade is lower than the points alone would make it, or there is none."""
    flagged = [flag for flag in FLAGS if row[flag] and not (flag in CAPS_AT_C and row["has_very_old_item"])]
    found = [_override(flag, row, rules) for flag in flagged]
    if row["grade"] == "P":
        return [say("Pays before delivery, so no grade is given."), *found]
    if row["is_thin"]:
        found.append(
            say(
                "Too little history ({invoices} settled invoices, {months} months): graded N and treated as C.",
                invoices=int(row["invoices"]),
                months=int(row["tenure_months"]),
            )
        )
    return found


def _override(flag: str, row: Row, rules: ScoreRules) -> Message:
    """What one flag means for the grade."""
    if flag == "has_old_item":
        return say(
            "An undisputed item of {amount} is {days} days overdue, more than {limit}: the grade is C at most.",
            amount=amount(int(row["old_item"]), str(row["currency"])),
            days=int(row["old_item_days"]),
            limit=rules.old_item_days,
        )
    if flag == "has_very_old_item":
        return say(
            "An undisputed item of {amount} is more than {limit} days overdue: the grade is D.",
            amount=amount(int(row["very_old_item"]), str(row["currency"])),
            limit=rules.very_old_item_days,
        )
    if flag == "has_dishonored_bill":
        return say("A bill was dishonored in the last {months} months: the grade is D.", months=rules.dishonoured_months)
    if flag == "broke_promises":
        return say("{count} promises broken in {days} days: the grade is D.", count=int(row["broken"]), days=rules.broken_days)
    return say("Litigation, insolvency or a judgment is on record: the grade is D.")
