"""The sentences of the forecast page: what will come in, and whether the cash lasts."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from arcore import wording
from arcore.forecast.expected import BEYOND, EXCLUDED, WEEKS
from arcore.forecast.liquidity import Liquidity
from arcore.forecast.weeks import week_ends
from arcore.messages import Message, say
from arcore.money import Unit

SOON = 4


def coming(weeks: pd.DataFrame, first: int = 1, last: int = WEEKS) -> int:
    """What is expected from week `first` to week `last`, minor units."""
    return int(weeks.loc[weeks["week"].between(first, last), "amount"].sum())


def in_place(weeks: pd.DataFrame, place: int) -> int:
    """What is in one place of `by_week`: a week, `BEYOND` or `EXCLUDED`."""
    return coming(weeks, place, place)


def forecast_answer(weeks: pd.DataFrame, as_of: dt.date, currency: str, unit: Unit = "unit") -> Message:
    """What will come in? `weeks` from `by_week`."""
    amounts = {
        "open": int(weeks["amount"].sum()),
        "soon": coming(weeks, 1, SOON),
        "coming": coming(weeks),
        "later": in_place(weeks, BEYOND),
        "excluded": in_place(weeks, EXCLUDED),
    }
    said = {name: wording.amount(minor, currency, unit) for name, minor in amounts.items()}
    return say(
        "Of {open} now open, {soon} should come in within four weeks and {coming} by {end}; {later} later or without a date, "
        "{excluded} is disputed or already paid.",
        **said,
        end=week_ends(as_of)[-1].isoformat(),
    )


def liquidity_answer(found: Liquidity, currency: str, unit: Unit = "unit") -> Message:
    """Whether the cash lasts."""
    said = {"minimum": wording.amount(found.minimum, currency, unit), "lowest": wording.amount(found.lowest, currency, unit)}
    if found.day_below is None:
        return say("Cash stays at or above the minimum of {minimum}; the lowest week's end has {lowest}.", **said)
    return say(
        "In the week to {date} cash falls below the minimum of {minimum}; the lowest week's end has {lowest}.", date=found.day_below, **said
    )


def proof(weeks: pd.DataFrame, open_balance: int, currency: str, unit: Unit = "unit") -> tuple[Message, bool]:
    """The tie-out of the forecast: 13 weeks + later + not expected = open balance, and whether it holds."""
    amounts = (coming(weeks), in_place(weeks, BEYOND), in_place(weeks, EXCLUDED), open_balance)
    names = ("coming", "later", "excluded", "open")
    said = {name: wording.amount(minor, currency, unit) for name, minor in zip(names, amounts, strict=True)}
    holds = sum(amounts[:3]) == open_balance
    if holds:
        return say("13 weeks {coming} + later {later} + not expected {excluded} = open {open} ✓", **said), True
    return say("13 weeks {coming} + later {later} + not expected {excluded} ≠ open {open}", **said), False
