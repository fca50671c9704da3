"""Which warnings are raised, and from where on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from arcore.messages import Message, say
from arcore.policy_kinds import Kind, Setting

TITLE = say("Warnings")


@dataclass(frozen=True)
class WarningRules:
    """A flag for each rule (named as in `arcore.warnings.rules`) and their thresholds; money in minor units, percentages whole."""

    overdue_jump: bool = True
    overdue_jump_percent: int = 30
    least_amount: int = 5_000_000
    over_limit: bool = True
    near_limit: bool = True
    overdue_long: bool = True
    grade_drop: bool = True
    broken_promise: bool = True
    silence: bool = True
    silence_cycles: int = 2
    order_spike: bool = True
    order_spike_percent: int = 250
    migration: bool = True
    migration_days: int = 60
    migration_points: int = 10
    growth: bool = True
    growth_points: int = 15
    concentration: bool = True
    concentration_percent: int = 15
    risk_event: bool = True
    limitation: bool = True
    limitation_days: int = 180
    guarantee: bool = True
    guarantee_days: int = 60
    reconciliation: bool = True
    reconciliation_months: int = 6
    no_contract: bool = True
    evidence_expired: bool = True
    cash: bool = True
    task_days: int = 7
    quiet_days: int = 30


def _on(name: str, title: Message, note: Message) -> Setting:
    return Setting("warnings", name, Kind.FLAG, title, note)


def _from(name: str, title: Message, note: Message, low: int, high: int, says: Callable[[Message], Message]) -> Setting:
    return Setting("warnings", name, Kind.WHOLE, title, note, low, high, says=says)


SETTINGS: tuple[Setting, ...] = (
    _on("overdue_jump", say("Overdue jump"), say("A customer's overdue amount has risen sharply since the last month end.")),
    _from("overdue_jump_percent", say("Overdue jump from"), say("By how many percent it must have risen."), 1, 1000,
        lambda v: say("Warned from a rise of {value} % on.", value=v)),
    Setting(
        "warnings", "least_amount", Kind.MONEY, say("Least amount"),
        say("Smaller changes raise no warning: overdue jump, order spike, older debts."), 0, 10**12,
        says=lambda v: say("Changes below {value} raise no warning.", value=v),
    ),
    _on("over_limit", say("Over the limit"), say("Exposure is above the credit limit.")),
    _on("near_limit", say("Near the credit limit"), say("Exposure is near the credit limit (see credit control).")),
    _on("overdue_long", say("Overdue too long"), say("An item is overdue for longer than credit control allows.")),
    _on("grade_drop", say("Grade drop"), say("The credit grade is lower than at the last month end.")),
    _on("broken_promise", say("Broken promise"), say("A promised payment did not come, or not in full.")),
    _on("silence", say("Silence"), say("A customer with overdue debts has not paid for longer than its usual cycle.")),
    _from("silence_cycles", say("Silence from"), say("After how many of the customer's usual intervals between payments."), 1, 20,
        lambda v: say("Warned after {value} of the customer's usual intervals without a payment.", value=v)),
    _on("order_spike", say("Order spike"), say("Sales of the last 30 days are far above the customer's usual.")),
    _from("order_spike_percent", say("Order spike from"), say("Percent of the monthly average of the six months before."), 110, 2000,
        lambda v: say("Warned from {value} % of the monthly average on.", value=v)),
    _on("migration", say("Debts growing older"), say("A larger share of a customer's debts is long overdue than at the last month end.")),
    _from("migration_days", say("Long overdue from"), say("Days past due from which a debt counts as long overdue here."), 1, 720,
        lambda v: say("Debts overdue by more than {value} days count as long overdue here.", value=v)),
    _from("migration_points", say("Growing older from"), say("By how many percentage points the share must have risen."), 1, 100,
        lambda v: say("Warned from a rise of {value} percentage points on.", value=v)),
    _on("growth", say("Receivables outgrow sales"), say("Receivables have grown faster than sales over 90 days.")),
    _from("growth_points", say("Outgrowing from"), say("By how many percentage points faster."), 1, 500,
        lambda v: say("Warned from {value} percentage points on.", value=v)),
    _on("concentration", say("Customer concentration"), say("A customer or group owes a large share of all receivables.")),
    _from("concentration_percent", say("Concentration from"), say("Percent of all receivables."), 1, 100,
        lambda v: say("Warned from {value} % of all receivables on.", value=v)),
    _on("risk_event", say("Risk events"), say("A bill was dishonored, or another grave event is on record.")),
    _on("limitation", say("Limitation period"), say("The right to sue for a debt will lapse soon.")),
    _from("limitation_days", say("Limitation warned"), say("So many days before it lapses; urgent from 90 days."), 1, 1095,
        lambda v: say("Warned {value} days before it lapses; urgent from 90 days.", value=v)),
    _on("guarantee", say("Guarantees and insurance"), say("A guarantee, guarantee period or insurance ends soon or has ended.")),
    _from("guarantee_days", say("Guarantees warned"), say("So many days before they end."), 1, 365,
        lambda v: say("Warned {value} days before the end.", value=v)),
    _on("reconciliation", say("Reconciliation overdue"), say("A customer has not confirmed its balance for long.")),
    _from("reconciliation_months", say("Confirmation due every"), say("Months after which a balance should be confirmed again."), 1, 60,
        lambda v: say("Warned after {value} months without a confirmation.", value=v)),
    _on("no_contract", say("No written contract"), say("An overdue customer has no valid contract on record.")),
    _on("evidence_expired", say("Evidence expired"), say("A report or certificate about the customer is out of date.")),
    _on("cash", say("Cash below the minimum"), say("The forecast falls below the minimum cash.")),
    _from("task_days", say("Days for a task"), say("So many days after it is taken up a warning's task is due."), 1, 365,
        lambda v: say("A warning's task is due {value} days after it is taken up.", value=v)),
    _from("quiet_days", say("Quiet after closing"), say("A warning whose task was closed is not raised again for so many days."), 0, 365,
        lambda v: say("A closed warning stays quiet for {value} days.", value=v)),
)  # fmt: skip
