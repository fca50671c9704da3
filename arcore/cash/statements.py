"""Taking a statement in: whose account it is, and which of its lines are new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from arcore.intake.model import Reading, Table
from arcore.intake.statements.model import Statement
from arcore.ledger import Ledger
from arcore.ledger.bank import account_number
from arcore.messages import Message, Unusable, say
from arcore.policy import Policy
from arcore.schema import TableKind


@dataclass(frozen=True)
class OwnAccount:
    """An account that a statement says is its own, and whether the ledger or the policy knows it as the company's."""

    account: str
    holder: str
    bank: str
    currency: str
    known: bool


@dataclass(frozen=True)
class Taken:
    """What taking statements in did: the journal entry, and how many lines were new or known already."""

    entry: int
    new: int
    known: int


def statements_of(readings: Sequence[Reading]) -> list[Statement]:
    """Every account's statement of some files, once."""
    found: dict[int, Statement] = {}
    for reading in readings:
        for table in reading.tables:
            for statement in _stated(table):
                found[id(statement)] = statement
    return list(found.values())


def can_be_checked(reading: Reading) -> bool:
    """Whether the file states balances or totals that its lines can be held against."""
    stated = statements_of([reading])
    return any(
        s.stated_in is not None or s.stated_out is not None or s.closing is not None or any(m.balance is not None for m in s.movements)
        for s in stated
    )


def _stated(table: Table) -> tuple[Statement, ...]:
    stated = table.facts.get("statements", ())
    return stated if isinstance(stated, tuple) and table.kind is TableKind.STATEMENT else ()


def own_accounts(ledger: Ledger, policy: Policy, readings: Sequence[Reading]) -> list[OwnAccount]:
    """The accounts of some statements; those not known are to be confirmed once by a person."""
    known = {*map(account_number, policy.company.accounts), *ledger.bank_accounts()["account"].tolist()}
    found: dict[str, OwnAccount] = {}
    for statement in statements_of(readings):
        account = account_number(statement.account)
        found.setdefault(account, OwnAccount(account, statement.holder, statement.bank, statement.currency, account in known))
    return list(found.values())


def take(ledger: Ledger, policy: Policy, readings: Sequence[Reading], *, who: str, token: str | None = None) -> Taken:
    """Keep the lines that the ledger does not hold; the same file or an overlapping period adds nothing twice.

    Raises Unusable when a file could not be read, or an account is not known to be the company's.
    """
    for reading in readings:
        if reading.error is not None:
            raise Unusable(reading.error)
    for own in own_accounts(ledger, policy, readings):
        if own.account and not own.known:
            raise Unusable(
                say(
                    "Account {account} ({holder}) is not known as the company's. Confirm it first, or choose another file.",
                    account=own.account,
                    holder=own.holder or say("holder not stated"),
                )
            )
    added = ledger.add_statement(readings, who=who, token=token, currency=policy.company.currency)
    return Taken(added.entry.seq, added.new, added.known)


def knowing_own(policy: Policy, accounts: Sequence[str], names: Sequence[str]) -> Policy:
    """The policy with further accounts and names of the company's own: transfers between them are not receipts."""
    company = policy.company
    return replace(
        policy,
        company=replace(
            company,
            accounts=tuple(dict.fromkeys([*company.accounts, *filter(None, accounts)])),
            names=tuple(dict.fromkeys([*company.names, *filter(None, (company.name, *names))])),
        ),
    )


def question(own: OwnAccount) -> Message:
    """What a person is asked about an account seen for the first time."""
    return say(
        "Is {account} ({holder}) an account of your company? Its statements are accepted from then on.",
        account=own.account,
        holder=own.holder or say("holder not stated"),
    )
