"""Both sides' lines as a comparison takes them, from our account and from the customer's file."""

from __future__ import annotations

import datetime as dt

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


def period(account: Account, statement: TheirStatement, latest: dt.date) -> tuple[dt.date, dt.date]:
    """The days to compare over: those the file states its balances for, else the account's own; none after `latest`, the as-of date.

    Where the file's first line is of a later month and it opens with what our account comes to by then, it covers less than ours.
    """
    start, end = account.start, min(statement.closing_on or account.end, latest)
    if statement.opening_on:
        start = statement.opening_on
        next_day = start + dt.timedelta(days=1)
        start = next_day if next_day.day == 1 else start
    elif statement.opening is not None and statement.lines:
        later = min(line.date for line in statement.lines).replace(day=1)
        before = account.lines[account.lines["date"] < str(later)]
        if later > start and account.opening + int(before["debit"].sum() - before["credit"].sum()) == abs(statement.opening):
            start = later
    return min(start, end), end


def compared(account: Account, statement: TheirStatement, policy: Policy, *, partial: bool) -> Comparison:
    """The account against the customer's file, by the policy's days, tolerance, bank fees and discounts."""
    rules = Rules(
        days=policy.papers.compare_days,
        tolerance=policy.papers.compare_tolerance,
        fees=policy.matching.bank_fees,
        discounts=policy.matching.discount_percents,
        partial=partial,
    )
    theirs = [Line(place, line.date, line.number, line.amount, "", line.memo) for place, line in enumerate(statement.lines)]
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
