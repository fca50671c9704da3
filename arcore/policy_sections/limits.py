"""How limits and terms are suggested, and how concentrated receivables may be (domain rules §4.6, §5.3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from arcore.messages import Message, say
from arcore.policy_kinds import Kind, Setting

TITLE = say("Limits, terms and concentration")


@dataclass(frozen=True)
class LimitRules:
    """Percentages are whole, money in minor units.

    `manager_limit`, `director_limit`: up to which whole limit the finance manager and the finance director approve; above it the
    general manager.
    `starter_*` bound the first limit of a customer without history, `peak_percent` that of one younger than `young_months`.
    `industry_days`: what is usual in the trade. `funded_days`: the longest credit period the company's own cash can carry.
    """

    customer_cap_percent: int = 15
    starter_percent: int = 20
    starter_limit: int = 5_000_000
    young_months: int = 24
    peak_percent: int = 150
    industry_days: int = 60
    funded_days: int = 60
    stale_months: int = 12
    late_customer_percent: int = 50
    concentration_low: int = 10
    concentration_high: int = 18
    manager_limit: int = 50_000_000
    director_limit: int = 200_000_000


def _whole(name: str, words: Message, note: Message, high: int, says: Callable[[Message], Message], low: int = 0) -> Setting:
    return Setting("limits", name, Kind.WHOLE, words, note, low, high, says=says)


SETTINGS: tuple[Setting, ...] = (
    _whole(
        "customer_cap_percent", say("Cap per customer"),
        say("No limit and no customer's debt should exceed this percentage of all receivables."),
        100, lambda value: say("One customer should not exceed {value}% of all receivables.", value=value), 1,
    ),
    _whole(
        "starter_percent", say("Starter limit: share"),
        say("Percent of the sales expected in one credit period that a first limit may cover."),
        100, lambda value: say("A first limit covers at most {value}% of the sales expected in one credit period.", value=value),
    ),
    Setting(
        "limits", "manager_limit", Kind.MONEY, say("The finance manager approves limits"),
        say("Up to which limit of one customer, temporary limit included, the finance manager decides."), 0, 10**13,
        says=lambda value: say("Limits up to {value} are approved by the finance manager.", value=value),
    ),
    Setting(
        "limits", "director_limit", Kind.MONEY, say("The finance director approves limits"),
        say("Up to which limit the finance director decides; above it, and in other currencies, the general manager."), 0, 10**13,
        says=lambda value: say("Limits up to {value} by the finance director, higher ones by the general manager.", value=value),
    ),
    Setting(
        "limits", "starter_limit", Kind.MONEY, say("Starter limit: amount"), say("The most a customer without history gets."), 0, 10**11,
        says=lambda value: say("A customer without history gets at most {value}.", value=value),
    ),
    _whole(
        "young_months", say("Young relation"), say("Up to how many months the limit is held to what the customer has owed before."),
        600,
        lambda value: say("In the first {value} months of a relation the limit is also held to the highest balance so far.", value=value),
    ),
    _whole(
        "peak_percent", say("Young relation: share of the peak"), say("Percent of the highest balance so far that such a limit may reach."),
        1000, lambda value: say("Such a limit may reach {value}% of the highest balance so far.", value=value),
    ),
    _whole(
        "industry_days", say("Terms of the trade"), say("The credit period usual in the industry, in days."),
        365, lambda value: say("In our trade {value} days are usual.", value=value),
    ),
    _whole(
        "funded_days", say("Terms we can fund"), say("The longest credit period that our own cash can carry, in days."),
        365, lambda value: say("Our own cash carries {value} days of credit at most.", value=value),
    ),
    _whole(
        "stale_months", say("Credit file out of date"), say("After how many months without a change a credit field must be checked again."),
        120, lambda value: say("Credit data not confirmed for {value} months is out of date.", value=value), 1,
    ),
    _whole(
        "late_customer_percent", say("Chronic late payer"),
        say("From which percentage of late payments on a customer is a chronic late payer."),
        100, lambda value: say("A customer that pays {value}% of its invoices late or more is a chronic late payer.", value=value), 1,
    ),
    _whole(
        "concentration_low", say("Concentration: low below"), say("HHI in hundredths: 10 is 0.10, or 1,000."),
        100, lambda value: say("Below an HHI of {value} hundredths receivables are well spread.", value=value),
    ),
    _whole(
        "concentration_high", say("Concentration: high above"), say("HHI in hundredths: 18 is 0.18, or 1,800."),
        100, lambda value: say("Above an HHI of {value} hundredths receivables are concentrated.", value=value),
    ),
)  # fmt: skip
