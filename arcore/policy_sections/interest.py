"""How interest on late payments is computed, and the reference rates it needs (domain rules §4.9).

The rate tables are the company's to keep up to date: each says through which day it has been checked.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import Literal

from arcore.dated_rates import DatedRate, dated
from arcore.messages import Message, say
from arcore.policy_kinds import Kind, Setting

TITLE = say("Interest on late payments")
Mode = Literal["none", "agreed", "contract", "lpr", "sme", "eu", "uk"]
MODES: dict[str, Message] = {
    "none": say("no interest"),
    "agreed": say("the rate agreed in the contract, else one-year LPR with a surcharge"),
    "contract": say("the rate agreed in the contract"),
    "lpr": say("one-year LPR with a surcharge (sales contracts without an agreed rate)"),
    "sme": say("0.05% a day (ordinance on payments to small and medium enterprises)"),
    "eu": say("EU directive 2011/7: ECB rate + 8 points, EUR 40 a document"),
    "uk": say("UK late payment act: Bank of England rate + 8%, fixed sum by size"),
}
LPR = dated(
    ("2019-08-20", "4.25"), ("2019-09-20", "4.20"), ("2019-11-20", "4.15"), ("2020-02-20", "4.05"), ("2020-04-20", "3.85"),
    ("2021-12-20", "3.80"), ("2022-01-20", "3.70"), ("2022-08-22", "3.65"), ("2023-06-20", "3.55"), ("2023-08-21", "3.45"),
    ("2024-07-22", "3.35"), ("2024-10-21", "3.10"), ("2025-05-20", "3.00"),
)  # fmt: skip
ECB = dated(
    ("2022-07-27", "0.50"), ("2022-09-14", "1.25"), ("2022-11-02", "2.00"), ("2022-12-21", "2.50"), ("2023-02-08", "3.00"),
    ("2023-03-22", "3.50"), ("2023-05-10", "3.75"), ("2023-06-21", "4.00"), ("2023-08-02", "4.25"), ("2023-09-20", "4.50"),
    ("2024-06-12", "4.25"), ("2024-09-18", "3.65"), ("2024-10-23", "3.40"), ("2024-12-18", "3.15"), ("2025-02-05", "2.90"),
    ("2025-03-12", "2.65"), ("2025-04-23", "2.40"), ("2025-06-11", "2.15"),
)  # fmt: skip
BANK_OF_ENGLAND = dated(
    ("2022-12-15", "3.50"), ("2023-02-02", "4.00"), ("2023-03-23", "4.25"), ("2023-05-11", "4.50"), ("2023-06-22", "5.00"),
    ("2023-08-03", "5.25"), ("2024-08-01", "5.00"), ("2024-11-07", "4.75"), ("2025-02-06", "4.50"), ("2025-05-08", "4.25"),
    ("2025-08-07", "4.00"),
)  # fmt: skip


@dataclass(frozen=True)
class InterestRules:
    """Percentages are parts of a hundred; a cap of 0 is none. Tables hold the rate from each day on, oldest first."""

    mode: Mode = "agreed"
    contract_rate: float = 0.05
    contract_per: Literal["day", "year"] = "day"
    contract_cap: float = 0.0
    grace_days: int = 0
    lpr_surcharge: float = 50.0
    lpr_method: Literal["fixed", "segmented"] = "fixed"
    year_days: Literal["365", "360"] = "365"
    count_payment_day: bool = True
    on_statements: bool = False
    lpr: tuple[DatedRate, ...] = LPR
    lpr_source: str = "中国人民银行授权全国银行间同业拆借中心公布（中国货币网）"
    lpr_through: dt.date = dt.date(2026, 8, 20)
    ecb: tuple[DatedRate, ...] = ECB
    ecb_source: str = "European Central Bank, key interest rates"
    ecb_through: dt.date = dt.date(2025, 9, 30)
    bank_of_england: tuple[DatedRate, ...] = BANK_OF_ENGLAND
    bank_of_england_source: str = "Bank of England, official Bank Rate history"
    bank_of_england_through: dt.date = dt.date(2025, 9, 30)


_setting = partial(Setting, "interest")

SETTINGS: tuple[Setting, ...] = (
    _setting(
        "mode",
        Kind.CHOICE,
        say("Rule"),
        say("Which rule applies unless another is chosen."),
        choices=tuple(MODES.items()),
        says=lambda v: say("Interest is computed by this rule: {value}.", value=v),
    ),
    _setting(
        "contract_rate",
        Kind.PERCENT,
        say("Agreed rate"),
        say("Percentage; 0.05 a day is 万分之五."),
        0,
        100,
        says=lambda v: say("Where a rate is agreed, it is {value}.", value=v),
    ),
    _setting(
        "contract_per",
        Kind.CHOICE,
        say("Agreed rate per"),
        say("Whether the agreed rate is for a day or a year."),
        choices=(("day", say("day")), ("year", say("year"))),
        says=lambda v: say("The agreed rate is per {value}.", value=v),
    ),
    _setting(
        "contract_cap",
        Kind.PERCENT,
        say("Cap on agreed interest"),
        say("Percentage of the principal it cannot exceed; 0 for none."),
        0,
        1000,
    ),
    _setting(
        "grace_days",
        Kind.WHOLE,
        say("Interest-free days"),
        say("No agreed interest when paid within these days; paid later, it counts from the day after the due date."),
        0,
        365,
    ),
    _setting(
        "lpr_surcharge",
        Kind.PERCENT,
        say("Surcharge on the LPR"),
        say("The courts add 30 to 50 percent."),
        30,
        50,
        says=lambda v: say("The LPR is raised by {value}.", value=v),
    ),
    _setting(
        "lpr_method",
        Kind.CHOICE,
        say("Which LPR"),
        say("The one when payment became late, or each day's own."),
        choices=(("fixed", say("the rate at the breach, to the end")), ("segmented", say("each period at its own rate"))),
        says=lambda v: say("LPR taken: {value}.", value=v),
    ),
    _setting(
        "year_days",
        Kind.CHOICE,
        say("Days of a year for interest"),
        say("What an annual rate is divided by for a day."),
        choices=(("365", say("365 days")), ("360", say("360 days"))),
        says=lambda v: say("An annual rate is spread over {value}.", value=v),
    ),
    _setting(
        "count_payment_day",
        Kind.FLAG,
        say("The day of payment"),
        say("Whether it bears interest itself."),
        says=lambda v: say("The day of payment bears interest: {value}.", value=v),
    ),
    _setting(
        "on_statements",
        Kind.FLAG,
        say("Interest on statements"),
        say(
            "A signed statement that names an amount of interest may replace the penalty clause of the contract: leave it off unless meant."
        ),
        says=lambda v: say("Statements show interest: {value}.", value=v),
    ),
    _setting(
        "lpr",
        Kind.DATED_RATES,
        say("One-year LPR"),
        say("The day of every change and the percentage from then on, oldest first."),
        0,
        100,
    ),
    _setting(
        "lpr_source",
        Kind.TEXT,
        say("Source of the LPR"),
        say("Where the table comes from; printed with every calculation."),
        says=lambda v: say("The LPR table comes from: {value}.", value=v),
    ),
    _setting(
        "lpr_through",
        Kind.DATE,
        say("LPR checked through"),
        say("Later days are computed with the last rate and marked as unchecked."),
        says=lambda v: say("The LPR table has been checked through {value}.", value=v),
    ),
    _setting(
        "ecb",
        Kind.DATED_RATES,
        say("ECB main refinancing rate"),
        say("The day of every change and the percentage from then on, oldest first."),
        0,
        100,
    ),
    _setting(
        "ecb_source",
        Kind.TEXT,
        say("Source of the ECB rate"),
        say("Where the table comes from; printed with every calculation."),
        says=lambda v: say("The ECB table comes from: {value}.", value=v),
    ),
    _setting(
        "ecb_through",
        Kind.DATE,
        say("ECB rate checked through"),
        say("Later days are marked as unchecked."),
        says=lambda v: say("The ECB table has been checked through {value}.", value=v),
    ),
    _setting(
        "bank_of_england",
        Kind.DATED_RATES,
        say("Bank of England rate"),
        say("The day of every change and the percentage from then on, oldest first."),
        0,
        100,
    ),
    _setting(
        "bank_of_england_source",
        Kind.TEXT,
        say("Source of the Bank of England rate"),
        say("Where the table comes from; printed with every calculation."),
        says=lambda v: say("The Bank of England table comes from: {value}.", value=v),
    ),
    _setting(
        "bank_of_england_through",
        Kind.DATE,
        say("Bank of England rate checked through"),
        say("Later days are marked as unchecked."),
        says=lambda v: say("The Bank of England table has been checked through {value}.", value=v),
    ),
)


@dataclass(frozen=True)
class RateTable:
    """One reference rate: what it is called, its changes (oldest first), where it comes from, through which day it was checked."""

    title: Message
    rates: tuple[DatedRate, ...]
    source: str
    through: dt.date


def rate_table(mode: str, rules: InterestRules) -> RateTable | None:
    """The table that a rule goes by; None where it needs none. An agreed fee is held against the LPR."""
    if mode in ("lpr", "agreed", "contract"):
        return RateTable(say("One-year LPR"), rules.lpr, rules.lpr_source, rules.lpr_through)
    if mode == "eu":
        return RateTable(say("ECB main refinancing rate"), rules.ecb, rules.ecb_source, rules.ecb_through)
    if mode == "uk":
        return RateTable(say("Bank of England rate"), rules.bank_of_england, rules.bank_of_england_source, rules.bank_of_england_through)
    return None
