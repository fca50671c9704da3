"""What an auditor asks the company to provide: what of it is in the pack, what is there in part, and what somebody still has to add."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from arcore.audit.audit_file import AuditFile
from arcore.messages import Message, say
from arcore.registers import REGISTERS
from arcore.registers.frames import valid_at

State = Literal["in", "part", "missing"]
STATES: dict[State, Message] = {"in": say("In the pack"), "part": say("In part"), "missing": say("Missing")}


@dataclass(frozen=True)
class Asked:
    """One thing an auditor asks for; `note` says how much of it there is, or what to do about it."""

    what: Message
    state: State
    note: Message


@dataclass(frozen=True)
class Around:
    """What lies outside the audit file: letters made, bank lines kept, closed months, journal entries and whether the chain is whole."""

    letters: int
    bank_lines: int
    closed_months: int
    entries: int
    sound: bool


def asked(file: AuditFile, around: Around) -> tuple[Asked, ...]:
    """The list, in the order of an audit."""
    return (*_records(file), *_confirming(file, around), *_approvals(file), *_proofs(file, around))


def _records(file: AuditFile) -> Iterable[Asked]:
    rows = file.sample.selection
    count = len(rows.rows) + len(rows.apart)
    yield Asked(say("Balances of all customers"), "in", say("{count} customers, credit and zero balances apart.", count=count))
    same = not file.again.differences
    compared = say("{count} open documents computed a second time; {differences} differences.",
        count=file.again.documents, differences=len(file.again.differences))  # fmt: skip
    yield Asked(say("Aging, recalculated"), "in" if same else "part", compared)
    version = file.at.policy.version
    yield Asked(
        say("Credit policy"), "part" if version else "missing",
        say("Version {version} is in force; print it on the page “Policy” and add it.", version=version) if version
        else say("No version of the company's own has been saved: set the rules on the page “Policy”."),
    )  # fmt: skip
    yield _contracts(file)


def _contracts(file: AuditFile) -> Asked:
    register = REGISTERS["contracts"]
    held = valid_at(file.at.books.registers["contracts"], register, file.sample.balance_date)
    wanted = set(file.sample.told["customer_key"])
    there = len(wanted & set(held["customer_key"].dropna().astype("int64")))
    state: State = "missing" if not there else "part"
    note = say("{there} of {count} chosen customers have a contract on record; add the signed copies.", there=there, count=len(wanted))
    return Asked(say("Contracts of the chosen customers"), state, note)


def _confirming(file: AuditFile, around: Around) -> Iterable[Asked]:
    sample = file.sample
    count = len(sample.told)
    yield Asked(
        say("Sample and how it was drawn"), "in", say("{count} balances chosen; seed {seed}.", count=count, seed=sample.selection.plan.seed)
    )
    yield Asked(
        say("Audit confirmation letters"), "in" if around.letters else "missing",
        say("{count} letters to print, seal and post.", count=around.letters) if around.letters
        else say("Give the audit firm's name, address, contact and telephone, and make the pack again."),
    )  # fmt: skip
    state: State = "in" if sample.answered == count else "part" if sample.answered else "missing"
    note = say("{answered} of {count} have answered; answers are entered on the page “Statements”.", answered=sample.answered, count=count)
    yield Asked(say("Answers of the customers"), state, note)
    none = sample.as_of <= sample.balance_date
    yield Asked(
        say("Receipts after the balance date"), "missing" if none else "in",
        say("The date looked at is the balance date itself: choose a later date, or an earlier balance date.") if none
        else say("From the day after {first} to {last}.", first=sample.balance_date, last=sample.as_of),
    )  # fmt: skip
    kept = say("{count} bank lines are kept; add the bank's own statements.", count=around.bank_lines)
    yield Asked(say("Bank statements"), "part" if around.bank_lines else "missing",
        kept if around.bank_lines else say("No bank statement has been taken in: add the bank's own statements."))  # fmt: skip


def _approvals(file: AuditFile) -> Iterable[Asked]:
    registers, day = file.at.books.registers, file.at.day
    for title, name, field in (
        (say("Approvals of limits and terms"), "applications", "decision"),
        (say("Approvals of write-offs"), "write_offs", "state"),
    ):
        rows = registers[name]
        count = int(((rows[field] == "approved") & (rows["decided_on"] <= day)).sum())
        note = say("{count} approvals on record; add the signed forms.", count=count) if count else say(
            "No approval is on record: add the signed forms, if there are any."
        )  # fmt: skip
        yield Asked(title, "part" if count else "missing", note)
    provisions = registers["specific_provisions"]
    single = int((provisions["assessed_on"] <= pd.Timestamp(file.sample.balance_date)).sum())
    note = say("{count} debts assessed one by one; add the workbook of the page “Bad-debt allowance”.", count=single)
    yield Asked(say("Bad-debt allowance"), "part", note)


def _proofs(file: AuditFile, around: Around) -> Iterable[Asked]:
    waiting = len(file.judged.new)
    yield Asked(
        say("Exceptions and findings of internal control"), "part" if waiting else "in",
        say("{count} exceptions, {waiting} of them not judged yet; {findings} findings.",
            count=len(file.exceptions), waiting=waiting, findings=len(file.findings)),
    )  # fmt: skip
    whole = say("{count} entries; the chain is whole.", count=around.entries)
    broken = say("{count} entries; the chain is broken, see the sheet.", count=around.entries)
    yield Asked(say("Journal with its chain verified"), "in" if around.sound else "part", whole if around.sound else broken)
    yield Asked(
        say("Closed months"), "part" if around.closed_months else "missing",
        say("{count} months are closed; add the packs of the page “Monthly review”.", count=around.closed_months) if around.closed_months
        else say("No month is closed: close months on the page “Monthly review”, so that later changes show."),
    )  # fmt: skip
