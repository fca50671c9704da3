"""How the allowance for bad debts is computed (domain rules §4.7; CAS 22, IFRS 9 simplified approach)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal

from arcore.messages import Message, say
from arcore.policy_kinds import Kind, Setting

TITLE = say("Allowance for bad debts")
Method = Literal["aging", "migration", "roll"]
METHODS: dict[str, Message] = {
    "aging": say("aging method: fixed rates by age"),
    "migration": say("expected loss from yearly migration rates"),
    "roll": say("expected loss from monthly roll rates (for management)"),
}


@dataclass(frozen=True)
class ProvisionRules:
    """`rates` are the percentages of the buckets of `aging.calendar_months`, the youngest first; the last repeats for further ones.

    `separate`: customer categories (related parties, deposits) that form a group of their own at `separate_rate`.
    """

    method: Method = "aging"
    rates: tuple[float, ...] = (5.0, 10.0, 30.0, 50.0, 80.0, 100.0)
    years: int = 3
    average: Literal["simple", "weighted"] = "simple"
    forward: float = 0.0
    terminal: float = 100.0
    separate: tuple[str, ...] = ("关联方", "保证金")
    separate_rate: float = 1.0


_setting = partial(Setting, "provision")

SETTINGS: tuple[Setting, ...] = (
    _setting(
        "method",
        Kind.CHOICE,
        say("Method"),
        say("How the loss of the portfolio is estimated."),
        choices=tuple(METHODS.items()),
        says=lambda v: say("The allowance follows the {value}.", value=v),
    ),
    _setting(
        "rates",
        Kind.PERCENTS,
        say("Rates by age"),
        say("Percentages for the buckets by age in months of the aging rules, youngest first."),
        0,
        100,
        says=lambda v: say("By age, the youngest first, {value} is provided for.", value=v),
    ),
    _setting(
        "years",
        Kind.WHOLE,
        say("Years of history"),
        say("How many years the migration rates look back."),
        1,
        10,
        says=lambda v: say("Migration rates look back {value} years.", value=v),
    ),
    _setting(
        "average",
        Kind.CHOICE,
        say("Average of the years"),
        say("How the years' migration rates are averaged."),
        choices=(("simple", say("every year counts the same")), ("weighted", say("by balance"))),
        says=lambda v: say("Averaging the years, {value}.", value=v),
    ),
    _setting(
        "forward",
        Kind.PERCENT,
        say("Forward-looking surcharge"),
        say("Percentage by which expected losses are raised; none exceeds 100%."),
        -50,
        200,
    ),
    _setting(
        "terminal",
        Kind.PERCENT,
        say("Loss of the oldest bucket"),
        say("Percentage of the oldest bucket that is lost in the end."),
        0,
        100,
        says=lambda v: say("Of the oldest bucket {value} is lost in the end.", value=v),
    ),
    _setting(
        "separate",
        Kind.TEXTS,
        say("Groups apart"),
        say("Customer categories, such as related parties and deposits, that are assessed apart from the portfolio."),
        says=lambda v: say("Assessed apart from the portfolio: customers of the categories {value}.", value=v),
    ),
    _setting(
        "separate_rate",
        Kind.PERCENT,
        say("Rate of the groups apart"),
        say("Percentage of their balance."),
        0,
        100,
        says=lambda v: say("For the groups apart {value} is provided for.", value=v),
    ),
)
