"""What an exception is, and the tests of internal control, as data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from arcore.messages import Message, say
from arcore.registers.audit import FINDINGS

Severity = Literal["high", "medium", "low"]
SEVERITY_LABELS: dict[str, Message] = FINDINGS.field("severity").words()
"""How grave an exception is, gravest first."""


@dataclass(frozen=True)
class ControlTest:
    """One test: what it is called, and what to look at where it finds something."""

    title: Message
    look_at: Message


TESTS: dict[str, ControlTest] = {
    "duplicate_numbers": ControlTest(
        say("Duplicate numbers"), say("Lay both originals side by side: one sale booked twice, or two sales under one number?")
    ),
    "number_gaps": ControlTest(
        say("Gaps in numbering"), say("Ask for the void copies of the missing numbers, or where else they were used.")
    ),
    "moved_due_dates": ControlTest(
        say("Due dates that differ or were moved"), say("Ask for the customer's written agreement, and who allowed it.")
    ),
    "write_offs": ControlTest(
        say("Write-offs without approval"), say("Ask for the approval form with its evidence; without one, take the write-off back.")
    ),
    "credit_notes": ControlTest(
        say("Credit notes after the month's end"), say("Look at the return note and delivery: was the sale real when it was booked?")
    ),
    "same_person": ControlTest(
        say("Proposed and approved by one person"), say("Have somebody else with the authority decide again, on the record.")
    ),
    "round_receipts": ControlTest(
        say("Round-sum receipts"), say("Compare payer, account and memo with the bank's slip, and what it was meant to pay.")
    ),
    "related_parties": ControlTest(
        say("Related parties"), say("Look both up in the company register; judge limits and terms for them together, and disclose them.")
    ),
    "after_close": ControlTest(
        say("Changed after the month was closed"),
        say("Read the journal entry: why was it dated into the closed month, and who allowed it?"),
    ),
}
"""Every test by the name of its switch in the policy, in the order people read them."""


@dataclass(frozen=True)
class AuditException:
    """Something a test found. `ref` names its cause and stays the same from day to day; `amount` in minor units of `currency`.

    `number`: the document, receipt or register row it is about, as people call it; `evidence`: why it was found, in words.
    """

    test: str
    ref: str
    severity: Severity
    evidence: Message
    amount: int
    currency: str
    number: str = ""
    on: dt.date | None = None
    customer_key: int | None = None
    customer_id: str = ""
    customer_name: str = ""

    @property
    def look_at(self) -> Message:
        """What to look at."""
        return TESTS[self.test].look_at
