"""Factors of monetary-unit sampling: how many misstatements a sample without (or with k) of them still allows for.

The Poisson factors rounded up to hundredths are those of the AICPA's audit guide (table C-3: 3.00, 4.75, 6.30 … at 5 %), as are the
expansion factors for the misstatement that is expected.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cache

from scipy.special import gammaincinv

EXPANSION: dict[int, Fraction] = {
    99: Fraction("1.9"), 95: Fraction("1.6"), 90: Fraction("1.5"), 85: Fraction("1.4"), 80: Fraction("1.3"),
}  # fmt: skip
"""By confidence in percent: how much sampling risk an expected misstatement adds."""

_NOISE = 1e-9
"""Less than any factor's distance from a whole hundredth, more than the error of the inverse gamma function."""


@cache
def confidence_factor(confidence: int, misstatements: int = 0) -> Fraction:
    """The upper limit of a Poisson rate at `confidence` percent when so many misstatements were found, rounded up to hundredths.

    >>> [float(confidence_factor(95, count)) for count in range(4)]
    [3.0, 4.75, 6.3, 7.76]
    """
    exact = float(gammaincinv(misstatements + 1, confidence / 100))
    return Fraction(math.ceil(exact * 100 - _NOISE), 100)
