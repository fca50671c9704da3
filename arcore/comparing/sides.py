"""Both sides' lines as a comparison takes them, from our account and from the customer's file."""

from __future__ import annotations

from arcore.accounts import Account
from arcore.comparing.compare import compare
from arcore.comparing.model import Comparison, Line, Rules
from arcore.intake.customer_statement import TheirStatement
from arcore.policy import Policy


def our_lines(account: Account) -> list[Line]:
    """The account's lines."""
    names = ("date", "number", "kind", "reference", "debit", "credit")
    columns = (account.lines[name].tolist() for name in names)
    return [
        Line(place, date.date(), str(number or ""), int(debit - credit), kind, str(memo or ""))
        for place, (date, number, kind, memo, debit, credit) in enumerate(zip(*columns, strict=True))
    ]


def compared(account: Account, statement: TheirStatement, policy: Policy, *, partial: bool) -> Comparison:
    """The account against the customer's file, by the policy's days, tolerance, bank fees and discounts."""
    rules = Rules(
        days=policy.papers.compare_days,
        tolerance=policy.papers.compare_tolerance,
        fees=policy.matching.bank_fees,
        discounts=policy.matching.discount_percents,
        partial=partial,
    )
    theirs = [Line(line.row, line.date, line.number, line.amount, "", line.memo) for line in statement.lines]
    return compare(
        our_lines(account),
        theirs,
        start=account.start,
        end=account.end,
        currency=account.currency,
        our_opening=account.opening,
        their_opening=statement.opening,
        their_closing=statement.closing,
        rules=rules,
    )
