"""A statement checks itself: opening + in − out = closing, and each balance follows from the one before.

What does not chain is reported, never refused: banks cut exports, and people edit them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from arcore.intake.model import Issue
from arcore.intake.statements.model import Movement, Statement
from arcore.messages import say
from arcore.money import shown

MOSTLY = 0.5
"""Below this share of balances that follow, the balance column proves nothing and its reading is suspect."""


def follow(movements: Sequence[Movement]) -> tuple[int, int]:
    """How many neighboring balances agree, oldest first and newest first: ``balance = previous + amount``."""
    pairs = [(a, b) for a, b in pairwise(movements) if a.account == b.account and a.balance is not None and b.balance is not None]
    oldest_first = sum(a.balance + b.amount == b.balance for a, b in pairs if a.balance is not None)
    newest_first = sum(b.balance + a.amount == a.balance for a, b in pairs if b.balance is not None)
    return oldest_first, newest_first


def newest_first(movements: Sequence[Movement]) -> bool:
    """Whether the file runs from the newest movement to the oldest, by its balances, else by its dates."""
    ascending, descending = follow(movements)
    if ascending != descending:
        return descending > ascending
    return len(movements) > 1 and movements[0].date > movements[-1].date


def check(statement: Statement) -> tuple[Issue, ...]:
    """Findings about a statement as a whole (``row`` None, not blocking)."""
    return (*_opening_to_closing(statement), *_running_balance(statement), *_stated_totals(statement))


def _finding(code: str, statement: Statement, **values: object) -> Issue:
    templates = {
        "balance_does_not_chain": say(
            "Account {account}: opening {opening} plus movements {movements} is {reached}, but the closing balance stated is {closing}.",
            **values,
        ),
        "running_balance_breaks": say(
            "Account {account}: {broken} of {count} balances do not follow from the line before; first at line {line}. "
            "Lines may be missing from the export.",
            **values,
        ),
        "total_disagrees": say("Account {account}: the file states {stated} as total {direction}, its lines add up to {found}.", **values),
    }
    return Issue(code, templates[code], say("Export the period again from the bank and compare."), blocking=False)


def _opening_to_closing(statement: Statement) -> tuple[Issue, ...]:
    if statement.opening is None or statement.closing is None:
        return ()
    moved = statement.money_in - statement.money_out
    if statement.opening + moved == statement.closing:
        return ()
    money = {name: shown(v, statement.currency) for name, v in {"opening": statement.opening, "movements": moved}.items()}
    return (
        _finding(
            "balance_does_not_chain",
            statement,
            account=statement.account or "?",
            reached=shown(statement.opening + moved, statement.currency),
            closing=shown(statement.closing, statement.currency),
            **money,
        ),
    )


def _running_balance(statement: Statement) -> tuple[Issue, ...]:
    movements = statement.movements[::-1] if newest_first(statement.movements) else statement.movements
    pairs = [(a, b) for a, b in pairwise(movements) if a.balance is not None and b.balance is not None]
    broken = [b for a, b in pairs if a.balance is not None and a.balance + b.amount != b.balance]
    if not broken:
        return ()
    return (
        _finding(
            "running_balance_breaks",
            statement,
            account=statement.account or "?",
            broken=len(broken),
            count=len(pairs),
            line=broken[0].source_row or broken[0].order,
        ),
    )


def _stated_totals(statement: Statement) -> tuple[Issue, ...]:
    findings = []
    for direction, stated, found in (
        (say("in"), statement.stated_in, statement.money_in),
        (say("out"), statement.stated_out, statement.money_out),
    ):
        if stated is not None and stated != found:
            findings.append(
                _finding(
                    "total_disagrees",
                    statement,
                    account=statement.account or "?",
                    direction=direction,
                    stated=shown(stated, statement.currency),
                    found=shown(found, statement.currency),
                )
            )
    return tuple(findings)
