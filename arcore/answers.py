"""The sentence that each page opens with: the answer to its question, computed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import reduce

import pandas as pd

from arcore import wording
from arcore.buckets import Scheme, bucket_columns, label_messages
from arcore.exposure import Position, Status
from arcore.messages import Message, say
from arcore.money import Unit, total_by_currency
from arcore.overview import Figures


def overview_answer(figures: Figures, tasks: int, unit: Unit = "unit") -> Message:
    """What needs attention: 「截至 2026-06-30，应收 …，逾期 …（18.1 %，较上月 +2.3 个百分点）；今天需要处理 7 件事。」"""
    now, before = figures.now, figures.before
    owed = {
        "date": now.as_of.isoformat(),
        "open": wording.amount(now.open, now.currency, unit),
        "overdue": wording.amount(now.overdue, now.currency, unit),
        "rate": wording.percent(now.overdue_rate),
    }
    if now.overdue_rate is None:
        return say("As of {date} nothing is owed; {tasks} things need attention today.", date=owed["date"], tasks=tasks)
    if before.overdue_rate is None:
        return say(
            "As of {date}, {open} is owed, {overdue} of it overdue ({rate}); {tasks} things need attention today.", **owed, tasks=tasks
        )
    return say(
        "As of {date}, {open} is owed, {overdue} of it overdue ({rate}, {points} points since last month end); "
        "{tasks} things need attention today.",
        **owed,
        points=wording.points(now.overdue_rate, before.overdue_rate),
        tasks=tasks,
    )


def aging_answer(table: pd.DataFrame, scheme: Scheme, as_of: dt.date, currency: str, unit: Unit = "unit") -> Message:
    """Who owes what, and for how long; `table` from `aging.table` by customer with `scheme`."""
    mine = table[table["currency"] == currency]
    columns = {"open": "open", "overdue": "overdue", "oldest": bucket_columns(scheme)[-2]}
    return say(
        "As of {date}, {count} customers owe {open}; {overdue} is overdue, {oldest} of it in “{bucket}”; "
        "credits of {credits} are unapplied.",
        date=as_of.isoformat(),
        count=int((mine["open"] > 0).sum()),
        bucket=label_messages(scheme)[-1],
        credits=wording.amount(-int(mine["credits"].sum()), currency, unit),
        **{name: wording.amount(int(mine[column].sum()), currency, unit) for name, column in columns.items()},
    )


def credit_answer(positions: Sequence[Position], unit: Unit = "unit") -> Message:
    """Who is over or near the limit."""
    over = [position for position in positions if position.status is Status.OVER]
    near = sum(position.status is Status.NEAR for position in positions)
    aged = sum(position.breach_age for position in positions)
    if not over:
        return say("Nobody is over the limit; {near} customers are near it, {aged} are overdue too long.", near=near, aged=aged)
    amounts = total_by_currency((position.currency, position.breach_amount) for position in over)
    first, *others = [wording.amount(total, currency, unit) for currency, total in amounts.items()]
    return say(
        "{over} customers are over their limit by {amount}; {near} are near it, {aged} are overdue too long.",
        over=len(over),
        amount=reduce(_and, others, first),
        near=near,
        aged=aged,
    )


def _and(first: Message, second: Message) -> Message:
    return say("{first} and {second}", first=first, second=second)
