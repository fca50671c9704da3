"""What each measure is called and what it divides by what: a rate without its denominator says nothing.

Titles are for headings; `label` names numerator and denominator and stands wherever the figure does. (Domain rules §4.4–4.5.)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from arcore.messages import Message, say

Shape = Literal["days", "share", "times"]
Counted = Literal["money", "items", "money_days"]
"""What numerator and denominator are: minor units, numbers of things, or minor units × days over minor units."""


@dataclass(frozen=True)
class Definition:
    """One measure: its name in code, its heading, its formula in words, how it is shown; `lower_is_better` None when neither is."""

    name: str
    title: Message
    label: Message
    shape: Shape
    counted: Counted = "money"
    lower_is_better: bool | None = True


_EVERY = (
    Definition("dso", say("DSO"), say("Open balance ÷ sales incl. tax of the last {days} days × {days}"), "days"),
    Definition(
        "dso_average",
        say("DSO on the average balance"),
        say("Average of the balance now and {days} days ago ÷ sales incl. tax of the last {days} days × {days}"),
        "days",
    ),
    Definition(
        "dso_count_back", say("DSO, count-back"), say("Open balance used up by whole months' sales incl. tax, newest first"), "days"
    ),
    Definition("dso_true", say("DSO, invoice by invoice"), say("Σ age × open amount ÷ sales incl. tax of the invoice's month"), "days"),
    Definition(
        "best_possible_dso", say("Best possible DSO"), say("Not yet due ÷ sales incl. tax of the last {days} days × {days}"), "days"
    ),
    Definition(
        "days_delinquent",
        say("Average days delinquent (ADD)"),
        say("DSO − best possible DSO: overdue ÷ sales incl. tax of the last {days} days × {days}"),
        "days",
    ),
    Definition(
        "turnover",
        say("Receivables turnover"),
        say("12 months' sales incl. tax ÷ average of opening and closing balance"),
        "times",
        lower_is_better=False,
    ),
    Definition(
        "turnover_days", say("Turnover days"), say("Average of opening and closing balance ÷ 12 months' sales incl. tax × {days}"), "days"
    ),
    Definition("overdue_rate", say("Overdue rate"), say("Overdue ÷ open items without credits"), "share"),
    Definition("overdue_rate_items", say("Overdue rate by number"), say("Overdue documents ÷ open documents"), "share", "items"),
    Definition(
        "overdue_rate_30", say("Overdue more than 30 days"), say("Overdue by more than 30 days ÷ open items without credits"), "share"
    ),
    Definition(
        "overdue_of_due", say("Overdue of what fell due"), say("Unpaid at the period's end ÷ amounts that fell due in the period"), "share"
    ),
    Definition(
        "collection_effectiveness",
        say("Collection effectiveness (CEI)"),
        say("(Opening balance + sales − closing balance) ÷ (opening balance + sales − closing balance not yet due)"),
        "share",
        lower_is_better=False,
    ),
    Definition(
        "collection_rate",
        say("Collection rate"),
        say("Receipts applied in the period ÷ (opening balance + sales of the period)"),
        "share",
        lower_is_better=False,
    ),
    Definition(
        "collection_rate_year",
        say("Collection rate, 12 months"),
        say("Receipts applied in 12 months ÷ (balance 12 months ago + sales of 12 months)"),
        "share",
        lower_is_better=False,
    ),
    Definition(
        "collection_of_due",
        say("Receipts to amounts due"),
        say("Receipts applied in the period ÷ amounts that fell due in the period"),
        "share",
        lower_is_better=False,
    ),
    Definition(
        "collection_of_sales",
        say("Receipts to sales"),
        say("Receipts applied in the period ÷ sales incl. tax of the period (may exceed 100 %)"),
        "share",
        lower_is_better=False,
    ),
    Definition(
        "plan_completion",
        say("Collection plan completed"),
        say("Receipts applied ÷ receipts planned for the month"),
        "share",
        lower_is_better=False,
    ),
    Definition(
        "recovery_rate",
        say("Recovery of overdue items"),
        say("Receipts in the period for items overdue at its start ÷ overdue at its start"),
        "share",
        lower_is_better=False,
    ),
    Definition(
        "recovery_rate_wide",
        say("Recovery incl. newly overdue"),
        say("Receipts after the due date ÷ (overdue at the period's start + what became overdue in it)"),
        "share",
        lower_is_better=False,
    ),
    Definition(
        "on_time_rate",
        say("Paid on time"),
        say("Paid by the due date (grace {grace} days) ÷ amounts that fell due in the period, less credit notes"),
        "share",
        lower_is_better=False,
    ),
    Definition(
        "promise_rate", say("Promises kept"), say("Promises kept in full in time ÷ promises due in the period"), "share", "items", False
    ),
    Definition(
        "promise_rate_amount",
        say("Promises kept by amount"),
        say("Promised and paid in time ÷ amounts promised for the period"),
        "share",
        lower_is_better=False,
    ),
    Definition(
        "bad_debt_rate", say("Bad-debt rate"), say("Written off in 12 months net of recoveries ÷ sales incl. tax of 12 months"), "share"
    ),
    Definition(
        "bad_debt_of_balance",
        say("Bad debts to balance"),
        say("Written off in 12 months net of recoveries ÷ average of opening and closing balance"),
        "share",
    ),
    Definition("dispute_rate", say("Dispute rate"), say("In dispute ÷ open items without credits"), "share"),
    Definition(
        "confirmation_rate",
        say("Confirmation rate"),
        say("Balances confirmed ÷ balances sent for confirmation ({which})"),
        "share",
        lower_is_better=False,
    ),
    Definition(
        "confirmation_rate_items",
        say("Confirmation rate by number"),
        say("Customers who confirmed ÷ customers asked ({which})"),
        "share",
        "items",
        False,
    ),
    Definition("days_to_pay", say("Days to pay"), say("Σ receipts × days from invoice ÷ receipts of the period"), "days", "money_days"),
    Definition(
        "days_late",
        say("Days late"),
        say("Σ receipts × days after the due date, early counts 0 ÷ receipts of the period"),
        "days",
        "money_days",
    ),
    Definition(
        "days_late_signed",
        say("Days late, early set off"),
        say("Σ receipts × days after (+) or before (−) the due date ÷ receipts of the period"),
        "days",
        "money_days",
    ),
)

DEFINITIONS: dict[str, Definition] = {definition.name: definition for definition in _EVERY}
