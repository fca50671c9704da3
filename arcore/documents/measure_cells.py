"""A measure in cells: its value in the unit it is counted in, what it divides, and what that unit is called."""

from __future__ import annotations

from fractions import Fraction

from arcore.documents.columns import Value
from arcore.documents.workbook_style import divisor
from arcore.messages import Message, say
from arcore.metrics import Metric, Shape, words
from arcore.metrics.value import Number

NONE = "–"
"""What stands where there is no figure."""


def unit(shape: Shape) -> Message:
    """Days, times or percent."""
    return words.unit_of(shape) or say("%")


def factor(shape: Shape) -> int:
    """What a value is multiplied with to stand in its unit."""
    return 100 if shape == "share" else 1


def in_unit(shape: Shape, value: Fraction | None) -> Value:
    """Days, times or a percentage, as a number; a dash where there is none."""
    return NONE if value is None else float(value * factor(shape))


def part(metric: Metric, number: Number, currency: str) -> Value:
    """A numerator or denominator: a number of things, or an amount in the currency's unit."""
    return int(number) if metric.definition.counted == "items" else float(Fraction(number) / divisor(currency))
