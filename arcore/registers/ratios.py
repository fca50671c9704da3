"""Four figures of a customer's statements as ratios, and the points they make where nobody gave points by hand.

The bins are the usual ones of trade credit; a person's own points always come first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

FIGURES = ("assets", "liabilities", "revenue", "profit")
LEVERAGE_POINTS = ((Fraction(40, 100), 100), (Fraction(55, 100), 80), (Fraction(70, 100), 60), (Fraction(85, 100), 35), (Fraction(1), 15))
"""Points up to each share of liabilities in assets; above the last none."""

MARGIN_POINTS = ((Fraction(10, 100), 100), (Fraction(5, 100), 80), (Fraction(2, 100), 65), (Fraction(0), 50), (Fraction(-5, 100), 20))
"""Points from each net margin up; below the last none."""

TURNOVER_POINTS = ((Fraction(15, 10), 100), (Fraction(1), 80), (Fraction(6, 10), 60), (Fraction(3, 10), 40), (Fraction(0), 20))
"""Points from each revenue ÷ assets up."""


@dataclass(frozen=True)
class Ratios:
    """Exact ratios; None where a figure is missing or the divisor is not above zero."""

    leverage: Fraction | None
    margin: Fraction | None
    turnover: Fraction | None

    @property
    def points(self) -> int | None:
        """0–100: the mean of the ratios that are known, half up; None where none is."""
        found = [
            points
            for points in (
                None if self.leverage is None else next((p for most, p in LEVERAGE_POINTS if self.leverage <= most), 0),
                None if self.margin is None else next((p for least, p in MARGIN_POINTS if self.margin >= least), 0),
                None if self.turnover is None else next((p for least, p in TURNOVER_POINTS if self.turnover >= least), 0),
            )
            if points is not None
        ]
        return int((Decimal(sum(found)) / len(found)).quantize(Decimal(1), rounding=ROUND_HALF_UP)) if found else None


def ratios(row: Mapping[str, Any]) -> Ratios:
    """The ratios of a row of the assessments (minor units).

    >>> ratios({"assets": 1_000, "liabilities": 500, "revenue": 800, "profit": 40}).points
    73
    """
    assets, liabilities, revenue, profit = (_amount(row.get(name)) for name in FIGURES)
    return Ratios(leverage=_over(liabilities, assets), margin=_over(profit, revenue), turnover=_over(revenue, assets))


def _amount(value: Any) -> int | None:
    return None if value is None or bool(pd.isna(value)) else int(value)


def _over(part: int | None, whole: int | None) -> Fraction | None:
    return Fraction(part, whole) if part is not None and whole is not None and whole > 0 else None
