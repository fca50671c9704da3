"""A measure: numerator, denominator, what they are called, and the quotient, or why there is none.

A denominator of nothing makes a measure undefined, never zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from arcore.messages import Message, say
from arcore.metrics.definitions import DEFINITIONS, Definition

Number = int | Fraction

NO_SALES = say("No sales in the period.")
NOTHING = say("Nothing to divide by: the denominator is not above zero.")


@dataclass(frozen=True)
class Metric:
    """One measure. `value` is None exactly when `reason` says why; shares are parts of one, days are days.

    `numerator` and `denominator` are minor units, or numbers of things (`definition.counted`); `label` names them.
    """

    definition: Definition
    label: Message
    numerator: Number
    denominator: Number
    value: Fraction | None
    reason: Message | None = None

    @property
    def name(self) -> str:
        """Its name in code: 'dso'."""
        return self.definition.name

    @property
    def title(self) -> Message:
        """Its heading."""
        return self.definition.title


def quotient(
    name: str,
    numerator: Number,
    denominator: Number,
    *,
    scale: int = 1,
    empty: Message = NOTHING,
    unknown: Message | None = None,
    **words: object,
) -> Metric:
    """`numerator ÷ denominator × scale`; without a positive denominator, or with something `unknown`, there is no value.

    `words` fill the placeholders of the measure's label.
    """
    reason = unknown or (empty if denominator <= 0 else None)
    value = None if reason else Fraction(numerator) / denominator * scale
    return Metric(DEFINITIONS[name], _label(name, words), numerator, denominator, value, reason)


def counted(name: str, numerator: Number, denominator: Number, value: Fraction | None, reason: Message | None, **words: object) -> Metric:
    """A measure that is not one quotient: its value, or the reason why there is none, is given."""
    return Metric(DEFINITIONS[name], _label(name, words), numerator, denominator, None if reason else value, reason)


def _label(name: str, words: dict[str, object]) -> Message:
    return say(DEFINITIONS[name].label.template, **words)
