"""How the cash that will come in is forecast, and what the company needs in the bank."""

from __future__ import annotations

from dataclasses import dataclass

from arcore.messages import say
from arcore.policy_kinds import Kind, Setting

TITLE = say("Cash forecast")


@dataclass(frozen=True)
class ForecastRules:
    """Habits, bands and liquidity of the 13-week forecast (domain rules §4.13, §5.4; money in minor units).

    `planned_payments`: what will be paid out in each week, the first week first; weeks beyond the list have none.
    """

    history_months: int = 12
    least_documents: int = 3
    shrinkage: int = 5
    band: float = 0.8
    festival_days: int = 15
    late_days: int = 7
    opening_cash: int = 0
    planned_payments: tuple[int, ...] = ()
    minimum_cash: int = 0


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "forecast", "history_months", Kind.WHOLE, say("Months of history"),
        say("Payments of so many months show how a customer pays."), 1, 60,
        says=lambda v: say("Payments of the last {value} months show how a customer pays.", value=v),
    ),
    Setting(
        "forecast", "least_documents", Kind.WHOLE, say("Own habit from"),
        say("A customer with fewer paid documents than this in that time is expected to pay like all customers together."), 1, 100,
        says=lambda v: say("A customer with fewer than {value} paid documents is expected to pay like all customers together.", value=v),
    ),
    Setting(
        "forecast", "shrinkage", Kind.WHOLE, say("Weight of all customers"),
        say("As many documents as the habit of all customers counts beside a customer's own."), 0, 1000,
        says=lambda v: say("The habit of all customers counts like {value} documents beside a customer's own.", value=v),
    ),
    Setting(
        "forecast", "band", Kind.SHARE, say("Width of the bands"),
        say("The share of past forecasts whose outcome lay within the band, such as 0.8."), 0, 1,
        says=lambda v: say("The bands are to hold {value} of the weeks.", value=v),
    ),
    Setting(
        "forecast", "festival_days", Kind.WHOLE, say("Around Spring Festival"),
        say("Documents due within so many days of Spring Festival have their own delay, once enough of them have been paid."), 0, 60,
        says=lambda v: say("Documents due within {value} days of Spring Festival have their own delay.", value=v),
    ),
    Setting(
        "forecast", "late_days", Kind.WHOLE, say("Seriously late from"),
        say("Late payment is predicted twice: late at all, and late by more than so many days."), 1, 365,
        says=lambda v: say("Late by more than {value} days is seriously late.", value=v),
    ),
    Setting(
        "forecast", "opening_cash", Kind.MONEY, say("Cash at hand"),
        say("What is in the bank on the day of the forecast, in the company's currency."), -(10**14), 10**14,
    ),
    Setting(
        "forecast", "planned_payments", Kind.MONEYS, say("Planned payments"),
        say("What will be paid out in each of the next weeks besides the suppliers' documents: wages, taxes, loans. First week first."),
        0, 10**14,
        says=lambda v: say("Planned payments, week by week: {value}.", value=v),
    ),
    Setting(
        "forecast", "minimum_cash", Kind.MONEY, say("Minimum cash"),
        say("The forecast warns of the first week that ends with less than this; 0 with no cash at hand switches it off."), 0, 10**14,
    ),
)  # fmt: skip
