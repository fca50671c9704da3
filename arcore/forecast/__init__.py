"""What will come in over the next 13 weeks, from the documents that are open now (domain rules §4.13, §5.4).

Every open cent is in exactly one place: a week, beyond the weeks, or excluded with its reason. Sales not invoiced yet are no part of it.
"""

from arcore.forecast.answer import coming, forecast_answer, in_place, liquidity_answer, proof
from arcore.forecast.backtest import Outcome, back_test, bands, bias, calibration, mean_absolute_error, outcomes
from arcore.forecast.earlier import behind_week, earlier_weeks, forecast_of, weekly_error
from arcore.forecast.expected import BEYOND, EXCLUDED, REASONS, WEEKS, expected
from arcore.forecast.habits import Habits, habits, spring_festival
from arcore.forecast.liquidity import Liquidity, cash_rows, liquidity
from arcore.forecast.made import Forecast, forecast_at
from arcore.forecast.weeks import by_customer, by_week, week_ends

__all__ = [
    "BEYOND",
    "EXCLUDED",
    "REASONS",
    "WEEKS",
    "Forecast",
    "Habits",
    "Liquidity",
    "Outcome",
    "back_test",
    "bands",
    "behind_week",
    "bias",
    "by_customer",
    "by_week",
    "calibration",
    "cash_rows",
    "coming",
    "earlier_weeks",
    "expected",
    "forecast_answer",
    "forecast_at",
    "forecast_of",
    "habits",
    "in_place",
    "liquidity",
    "liquidity_answer",
    "mean_absolute_error",
    "outcomes",
    "proof",
    "spring_festival",
    "week_ends",
    "weekly_error",
]
