"""How good the forecast has been: made again at past month ends of the same books, and compared with what then came in.

Each past forecast uses only what was known at its month end. Bands are the spread of its errors, as a share of what was open.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from arcore.aging_series import month_ends
from arcore.balances import end_of
from arcore.books import Books
from arcore.forecast.expected import WEEKS
from arcore.forecast.made import Forecast, forecast_at
from arcore.payment_history import CASH
from arcore.policy_sections.forecast import ForecastRules
from arcore.undated import hidden_until

MONTHS = 12
HORIZONS = ((1, 4), (5, 8), (9, WEEKS))
"""Weeks whose errors are alike enough to be put together."""
LEAST_ERRORS = 8
EARLIER_MONTHS = 3


@dataclass(frozen=True)
class Outcome:
    """The month after a month end, minor units: predicted and what came in from the same documents."""

    month_end: dt.date
    predicted: int
    actual: int

    @property
    def error(self) -> int:
        """Actual less predicted: positive when more came in."""
        return self.actual - self.predicted


def back_test(
    books: Books, as_of: dt.date, rules: ForecastRules, country: str, *,
    months: int = MONTHS, commitments: pd.DataFrame | None = None, disputes: pd.DataFrame | None = None,
) -> pd.DataFrame:  # fmt: skip
    """A row per past month end, currency and week that was over by `as_of`, minor units: month_end, currency, week, predicted, actual,
    open (the debts then); next_month and actual_next_month of the calendar month after the month end, NA until it is over.
    """
    rows: list[pd.DataFrame] = []
    ends = [end for end in month_ends(as_of, months + 1)[:-1] if end < as_of]
    first = books.documents["document_date"].min()
    for end in ends:
        if hidden_until(books, end) is not None:
            continue
        if pd.Timestamp(end) > first:
            made = forecast_at(books, end, rules, country, commitments=commitments, disputes=disputes)
            rows.append(_compared(made, books.allocations, as_of))
    return pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=list(_COLUMNS))


_COLUMNS = ("month_end", "currency", "week", "predicted", "actual", "open", "next_month", "actual_next_month")


def _compared(made: Forecast, allocations: pd.DataFrame, as_of: dt.date) -> pd.DataFrame:
    """One past forecast beside what came in afterwards from the documents it was made of."""
    day = pd.Timestamp(made.as_of)
    month_after = pd.Timestamp((made.as_of + dt.timedelta(days=1)) + pd.offsets.MonthEnd(0))
    currency_of = made.parts.drop_duplicates("document_key").set_index("document_key")["currency"]
    mine = allocations["document_key"].isin(currency_of.index) & allocations["kind"].isin(CASH)
    came = allocations[mine & (allocations["date"] > day) & (allocations["date"] <= end_of(as_of))]
    came = came.assign(currency=came["document_key"].astype("int64").map(currency_of), week=((came["date"] - day).dt.days + 6) // 7)
    whole_weeks = [number for number in range(1, WEEKS + 1) if made.as_of + dt.timedelta(days=7 * number) <= as_of]
    over = month_after <= pd.Timestamp(as_of)
    tables = []
    for currency, parts in made.parts.groupby("currency"):
        actual = came[came["currency"] == currency]
        by_week = pd.DataFrame({"predicted": parts.groupby("week")["amount"].sum(), "actual": actual.groupby("week")["amount"].sum()})
        table = by_week.reindex(whole_weeks).fillna(0).astype("int64").rename_axis("week").reset_index()
        soon = parts[(parts["expected"] <= month_after) & (parts["week"] > 0)]["amount"].sum()
        came_soon = actual[actual["date"] <= month_after]["amount"].sum()
        tables.append(
            table.assign(
                month_end=day, currency=currency, open=int(parts["amount"].sum()),
                next_month=_known(int(soon), len(table), over=over), actual_next_month=_known(int(came_soon), len(table), over=over),
            )
        )  # fmt: skip
    return pd.concat(tables, ignore_index=True)[list(_COLUMNS)] if tables else pd.DataFrame(columns=list(_COLUMNS))


def _known(amount: int, rows: int, *, over: bool) -> Any:
    """An amount in every row, NA while its month is not over."""
    return pd.array([amount if over else None] * rows, dtype="Int64")


def outcomes(tested: pd.DataFrame, currency: str) -> tuple[Outcome, ...]:
    """Predicted and actual of each month that was over, oldest first."""
    mine = tested[(tested["currency"] == currency) & tested["next_month"].notna()].drop_duplicates("month_end")
    rows: list[Any] = mine[["month_end", "next_month", "actual_next_month"]].to_dict("records")
    return tuple(Outcome(row["month_end"].date(), int(row["next_month"]), int(row["actual_next_month"])) for row in rows)


def bands(tested: pd.DataFrame, weeks: pd.DataFrame, currency: str, share: float) -> pd.DataFrame:
    """`weeks` (of `by_week`) with `low` and `high`, Int64: NA where too few past errors are known.

    The middle `share` of past errors, each as a share of what was open then, times what is open now.
    """
    mine = tested[tested["currency"] == currency]
    open_now = int(weeks["amount"].sum())
    edges = {number: _edges(mine, number, share) for number in range(1, WEEKS + 1)}
    lows, highs = [], []
    for week, amount in zip(weeks["week"].tolist(), weeks["amount"].tolist(), strict=True):
        edge = edges.get(week)
        lows.append(pd.NA if edge is None else max(0, round(amount + edge[0] * open_now)))
        highs.append(pd.NA if edge is None else max(0, round(amount + edge[1] * open_now)))
    return weeks.assign(low=pd.array(lows, dtype="Int64"), high=pd.array(highs, dtype="Int64"))


def _edges(tested: pd.DataFrame, week: int, share: float) -> tuple[float, float] | None:
    """The lower and upper error, as shares of what was open, of weeks about as far ahead."""
    low, high = next(pair for pair in HORIZONS if pair[0] <= week <= pair[1])
    alike = tested[tested["week"].between(low, high) & (tested["open"] > 0)]
    if len(alike) < LEAST_ERRORS:
        return None
    errors = ((alike["actual"] - alike["predicted"]) / alike["open"]).astype(float)
    return float(errors.quantile((1 - share) / 2)), float(errors.quantile((1 + share) / 2))


def calibration(tested: pd.DataFrame, currency: str, share: float) -> tuple[Fraction, int] | None:
    """The share of past weeks that fell into bands drawn from the months before them only, and how many weeks that are."""
    mine = tested[tested["currency"] == currency]
    months = sorted(mine["month_end"].unique())
    inside = weeks = 0
    for month in months[EARLIER_MONTHS:]:
        earlier = mine[mine["month_end"] < month]
        # only errors of weeks that were over by then: what a forecaster knew
        ended = earlier[earlier["month_end"] + pd.to_timedelta(earlier["week"] * 7, unit="D") <= month]
        rows: list[Any] = mine[(mine["month_end"] == month) & (mine["open"] > 0)].to_dict("records")
        for row in rows:
            edges = _edges(ended, int(row["week"]), share)
            if edges is not None:
                weeks += 1
                low, high = (max(0.0, row["predicted"] + edge * row["open"]) for edge in edges)
                inside += low <= row["actual"] <= high
    return (Fraction(inside, weeks), weeks) if weeks else None


def mean_absolute_error(months: tuple[Outcome, ...]) -> Fraction | None:
    """Σ |actual − predicted| ÷ Σ actual; None without any month."""
    actual = sum(month.actual for month in months)
    return Fraction(sum(abs(month.error) for month in months), actual) if actual else None


def bias(months: tuple[Outcome, ...]) -> Fraction | None:
    """Σ (actual − predicted) ÷ Σ actual: above zero when more came in than was predicted."""
    actual = sum(month.actual for month in months)
    return Fraction(sum(month.error for month in months), actual) if actual else None
