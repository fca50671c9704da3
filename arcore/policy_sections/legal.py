"""What going to court costs and when cases must be followed up, as the company reckons with it (capability 85).

The tiers are those of the State Council's 诉讼费用交纳办法 (2007); where they change, they are changed here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from arcore.messages import Message, say
from arcore.policy_kinds import Kind, Setting

if TYPE_CHECKING:
    from arcore.policy import Policy

TITLE = say("Law and courts")


@dataclass(frozen=True)
class LegalRules:
    """Amounts of the tiers in whole yuan; percentages are parts of a hundred.

    Up to the first of the `_ends` a flat `_base` is paid; each of the `_percents` is of what lies above its end, up to the next.
    """

    court_base: int = 50_00
    court_ends: tuple[int, ...] = (10_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 20_000_000)
    court_percents: tuple[float, ...] = (2.5, 2.0, 1.5, 1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
    preservation_base: int = 30_00
    preservation_ends: tuple[int, ...] = (1_000, 100_000)
    preservation_percents: tuple[float, ...] = (1.0, 0.5)
    preservation_cap: int = 5_000_00
    enforcement_base: int = 50_00
    enforcement_ends: tuple[int, ...] = (10_000, 500_000, 5_000_000, 10_000_000)
    enforcement_percents: tuple[float, ...] = (1.5, 1.0, 0.5, 0.1)
    fees_source: str = "诉讼费用交纳办法（国务院令第481号）第十三、十四条"
    fees_checked: dt.date = dt.date(2026, 11, 29)
    lawyer_percent: float = 5.0
    lawyer_least: int = 5_000_00
    feedback_days: int = 7
    answer_days: int = 2


_setting = partial(Setting, "legal")
_EDGES = partial(Setting, "legal", kind=Kind.EDGES, low=1, high=1_000_000_000)
_PERCENTS = partial(Setting, "legal", kind=Kind.PERCENTS, low=0, high=100)
_MONEY = partial(Setting, "legal", kind=Kind.MONEY, low=0, high=100_000_000_00)

SETTINGS: tuple[Setting, ...] = (
    _MONEY(name="court_base", title=say("Court fee, first tier"), note=say("Flat fee for claims up to the first amount below.")),
    _EDGES(name="court_ends", title=say("Court fee, tiers up to"), note=say("Claims in whole yuan at which each tier ends.")),
    _PERCENTS(
        name="court_percents", title=say("Court fee, percent"), note=say("Of what lies above each of those amounts, up to the next.")
    ),
    _MONEY(
        name="preservation_base",
        title=say("Preservation fee, first tier"),
        note=say("Flat fee for amounts preserved up to the first amount below."),
    ),
    _EDGES(
        name="preservation_ends", title=say("Preservation fee, tiers up to"), note=say("Amounts in whole yuan at which each tier ends.")
    ),
    _PERCENTS(
        name="preservation_percents",
        title=say("Preservation fee, percent"),
        note=say("Of what lies above each of those amounts, up to the next."),
    ),
    _MONEY(name="preservation_cap", title=say("Preservation fee, at most"), note=say("No preservation costs more.")),
    _MONEY(
        name="enforcement_base",
        title=say("Enforcement fee, first tier"),
        note=say("Flat fee for amounts enforced up to the first amount below; it is paid when money comes in."),
    ),
    _EDGES(name="enforcement_ends", title=say("Enforcement fee, tiers up to"), note=say("Amounts in whole yuan at which each tier ends.")),
    _PERCENTS(
        name="enforcement_percents",
        title=say("Enforcement fee, percent"),
        note=say("Of what lies above each of those amounts, up to the next."),
    ),
    _setting(name="fees_source", kind=Kind.TEXT, title=say("Source of the fees"), note=say("Which regulation the tiers above are from.")),
    _setting(name="fees_checked", kind=Kind.DATE, title=say("Fees last checked on"), note=say("When somebody last compared them with it.")),
    _setting(
        name="lawyer_percent",
        kind=Kind.PERCENT,
        title=say("Lawyer's fee, percent"),
        note=say("Of the claim, until a lawyer has made an offer."),
        low=0,
        high=100,
        says=lambda v: say("Lawyers are reckoned with {value} of the claim.", value=v),
    ),
    _MONEY(
        name="lawyer_least",
        title=say("Lawyer's fee, at least"),
        note=say("No case is reckoned with less."),
        says=lambda v: say("They are reckoned with at least {value}.", value=v),
    ),
    _setting(
        name="feedback_days",
        kind=Kind.WHOLE,
        title=say("Feedback settled within"),
        note=say("How many days after it came a customer's feedback is to be settled."),
        low=1,
        high=365,
        says=lambda v: say("Customer feedback is settled within {value} days.", value=v),
    ),
    _setting(
        name="answer_days",
        kind=Kind.WHOLE,
        title=say("Feedback answered within"),
        note=say("Within how many days a customer hears from us for the first time."),
        low=0,
        high=90,
        says=lambda v: say("A first answer is given within {value} days.", value=v),
    ),
)


def contradictions(policy: Policy) -> list[tuple[str, Message]]:
    """Tiers and percentages that do not belong together: each end needs the percentage of what lies above it."""
    rules, wrong = policy.legal, []
    for name in ("court", "preservation", "enforcement"):
        ends, percents = getattr(rules, f"{name}_ends"), getattr(rules, f"{name}_percents")
        if len(ends) != len(percents):
            key = f"legal.{name}_percents"
            words = {"key": key, "tiers": f"legal.{name}_ends", "ends": len(ends), "percents": len(percents)}
            wrong.append((key, say("“{key}” needs one percentage for each tier of “{tiers}”: {ends}, not {percents}.", **words)))
    return wrong
