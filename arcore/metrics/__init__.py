"""How well we collect: DSO and its relatives, rates, and the monthly series behind them (domain rules §4.4–4.5).

A `Metric` carries numerator, denominator and a label that names them; without a positive denominator it has a reason, never a zero.
"""

from arcore.metrics.definitions import DEFINITIONS, Definition, Shape
from arcore.metrics.gathering import KEY_COLUMN, By, Gathered, gathered
from arcore.metrics.measures import measures
from arcore.metrics.value import Metric

__all__ = ["DEFINITIONS", "KEY_COLUMN", "By", "Definition", "Gathered", "Metric", "Shape", "gathered", "measures"]
