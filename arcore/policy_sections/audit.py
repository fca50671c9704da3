"""Which exceptions internal control looks for, from where on, and how the auditor's sample is drawn (capabilities 118, 119)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from arcore.messages import Message, say
from arcore.policy_kinds import Kind, Setting

TITLE = say("Internal control and audit")
YES = say("yes")
CONFIDENCES = ("80", "85", "90", "95", "99")


@dataclass(frozen=True)
class AuditRules:
    """A flag for each test (named as in `arcore.audit.model.TESTS`) and the thresholds; money in minor units, percentages whole.

    `tolerable_percent` and `expected_percent` are of what is sampled; `sample_seed` makes the same sample of the same books.
    """

    duplicate_numbers: bool = True
    number_gaps: bool = True
    gap_most: int = 50
    moved_due_dates: bool = True
    due_days: int = 10
    write_offs: bool = True
    credit_notes: bool = True
    credit_note_days: int = 10
    credit_note_least: int = 1_000_000
    same_person: bool = True
    round_receipts: bool = True
    round_unit: int = 1_000_000
    round_least: int = 5_000_000
    related_parties: bool = True
    after_close: bool = True
    finding_days: int = 30
    confidence: str = "95"
    tolerable_percent: int = 5
    expected_percent: int = 1
    sample_seed: int = 20260630


def _on(name: str, title: Message, note: Message) -> Setting:
    return Setting("audit", name, Kind.FLAG, title, note, says=lambda value: note if value == YES else say("Not tested."))


def _from(
    name: str, title: Message, note: Message, low: int, high: int, says: Callable[[Message], Message], kind: Kind = Kind.WHOLE
) -> Setting:
    return Setting("audit", name, kind, title, note, low, high, says=says)


SETTINGS: tuple[Setting, ...] = (
    _on("duplicate_numbers", say("Duplicate numbers"), say("Numbers that are the same once case, spaces and leading zeros are ignored.")),
    _on("number_gaps", say("Gaps in numbering"), say("Numbers missing within a series of documents.")),
    _from("gap_most", say("Largest gap"), say("More numbers missing in a row are taken for another block of numbers."), 1, 10_000,
        lambda v: say("More than {value} numbers missing in a row count as another block.", value=v)),
    _on("moved_due_dates", say("Due dates that differ or were moved"),
        say("Due dates other than the terms give, moved after the document's date, or noted for an earlier day.")),
    _from("due_days", say("Days a due date may differ"), say("So many days off the terms are put down to holidays and rounding."), 0, 90,
        lambda v: say("Due dates may be {value} days off the terms.", value=v)),
    _on("write_offs", say("Write-offs without approval"), say("Write-offs without a proposal approved by who may, or above the limit.")),
    _on("credit_notes", say("Credit notes after the month's end"), say("Credit notes that soon after a month's end take back its sales.")),
    _from("credit_note_days", say("Days after the month's end"), say("In the first so many days of the next month."), 1, 31,
        lambda v: say("Looked at in the first {value} days of the next month.", value=v)),
    _from("credit_note_least", say("Least credit note"), say("Smaller credit notes are left out."), 0, 10**12,
        lambda v: say("Credit notes below {value} are left out.", value=v), Kind.MONEY),
    _on("same_person", say("Proposed and approved by one person"),
        say("Limits, write-offs, terms and plans that one person both asked for and decided on.")),
    _on("round_receipts", say("Round-sum receipts"), say("Large round receipts that are not what the documents they pay come to.")),
    _from("round_unit", say("Round means"), say("A multiple of this amount is round."), 1, 10**12,
        lambda v: say("Multiples of {value} are round.", value=v), Kind.MONEY),
    _from("round_least", say("Round receipts from"), say("Smaller receipts are left out."), 0, 10**12,
        lambda v: say("Receipts below {value} are left out.", value=v), Kind.MONEY),
    _on("related_parties", say("Related parties"),
        say("Customers that share a tax number, account, address, telephone or legal representative with another or with us.")),
    _on("after_close", say("Changed after the month was closed"), say("What was written later into a month that was closed.")),
    _from("finding_days", say("Days to correct"), say("So many days after it is recorded a finding is due to be corrected."), 1, 365,
        lambda v: say("A finding is to be corrected within {value} days.", value=v)),
    Setting("audit", "confidence", Kind.CHOICE, say("Confidence of the sample"),
        say("In percent; 100 less the risk of incorrect acceptance."),
        choices=tuple((value, say("{percent} %", percent=value)) for value in CONFIDENCES),
        says=lambda v: say("Samples are drawn for a confidence of {value}.", value=v)),
    _from("tolerable_percent", say("Tolerable misstatement"), say("Percent of what is sampled."), 1, 50,
        lambda v: say("Up to {value} % of what is sampled may be misstated.", value=v)),
    _from("expected_percent", say("Expected misstatement"), say("Percent of what is sampled; below the tolerable one."), 0, 25,
        lambda v: say("{value} % of what is sampled is expected to be misstated.", value=v)),
    _from("sample_seed", say("Seed of the sample"), say("The same number draws the same sample from the same books."), 0, 10**9,
        lambda v: say("Samples are drawn with seed {value}.", value=v)),
)  # fmt: skip
