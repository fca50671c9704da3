"""The forecast, its back-test and the predictions of the visit, each computed once per data version and date."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from arcore import balances, forecast, prediction
from arcore.engines import collect
from arcore.forecast import Forecast, Liquidity
from arcore.prediction import Prediction
from arcore.schema import Side
from pages._shared import figures_of
from pages._shared.frame import Frame, once


def made(frame: Frame) -> Forecast:
    """The forecast of the date."""
    agreed = figures_of.agreed(frame)
    return once(frame, "forecast", frame.as_of, compute=lambda: forecast.forecast_of(frame.books, agreed, frame.policy))


def tested(frame: Frame) -> pd.DataFrame:
    """The same forecast made at past month ends, beside what came in."""
    rules, country = frame.policy.forecast, frame.policy.company.country
    return once(frame, "back-test", frame.as_of, compute=lambda: forecast.back_test(frame.books, frame.as_of, rules, country))


def earlier(frame: Frame) -> pd.DataFrame:
    """The weeks that are over: what was forecast for them and what came."""
    return once(frame, "forecast.earlier", frame.as_of, compute=lambda: forecast.earlier_weeks(frame.books, frame.as_of, frame.policy))


def week_behind(frame: Frame, last: dt.date, currency: str) -> pd.DataFrame:
    """The documents of one of those weeks."""
    return once(frame, "forecast.week", last, currency, compute=lambda: forecast.behind_week(frame.books, last, frame.policy, currency))


def weeks(frame: Frame, currency: str) -> pd.DataFrame:
    """The places of the forecast in one currency, with bands."""
    plain = forecast.by_week(made(frame).parts, frame.as_of, currency)
    return forecast.bands(tested(frame), plain, currency, frame.policy.forecast.band)


def foretold(frame: Frame) -> Prediction:
    """Late payment of the documents not yet due."""
    late, country = frame.policy.forecast.late_days, frame.policy.company.country

    def compute() -> Prediction:
        disputed = figures_of.agreed(frame).disputes
        return prediction.predict(frame.books, frame.as_of, late_days=late, country=country, disputes=disputed)

    return once(frame, "prediction", frame.as_of, compute=compute)


def payables(frame: Frame) -> pd.DataFrame:
    """What is owed to suppliers at the date; empty where the ledger holds none."""

    def compute() -> pd.DataFrame:
        owed = frame.ledger.books(Side.PAYABLE, frame.entity)
        return collect(balances.open_items(owed.documents, owed.allocations, frame.as_of))

    return once(frame, "forecast.payables", frame.as_of, compute=compute)


def liquidity(frame: Frame) -> Liquidity | None:
    """The cash week by week in the company's own currency; None while no cash at hand is entered."""
    rules, own = frame.policy.forecast, frame.policy.company.currency
    if not (rules.opening_cash or rules.minimum_cash):
        return None
    places = forecast.by_week(made(frame).parts, frame.as_of, own)
    return forecast.liquidity(places, frame.as_of, rules, payables=payables(frame), currency=own)
