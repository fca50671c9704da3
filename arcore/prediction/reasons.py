"""Why a document is likely to be paid late, or not: the three facts that move its chance most, in sentences.

With boosting, a fact's weight is how the chance changes when the fact is replaced by what is usual among all paid documents; the baseline
knows only the records of the customer and of all customers.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
import pandas as pd

from arcore.messages import Message, say
from arcore.prediction.boosted import Boosted
from arcore.prediction.effects import Effects

MOST = 3
GROUPS: dict[str, tuple[str, ...]] = {
    "record": ("late_share", "late_share_by_amount", "late_by"),
    "usual": ("usual", "alike", "spread"),
    "recent": ("last_three",),
    "late_now": ("late_items", "late_amount"),
    "open_now": ("open_items", "open_amount"),
    "amount": ("times_usual_amount",),
    "disputes": ("disputed_share", "disputed_now", "dispute_chance"),
    "terms": ("term_days", "term_text"),
    "due": ("due_month", "due_day", "due_weekday", "month_end", "festival"),
    "new": ("paid", "tenure"),
    "kind": ("region", "category", "group_name"),
    "wait": ("days_to_due",),
}
"""Facts that are told together; `late_chance` follows from some of them."""


def reasons(
    table: pd.DataFrame, foretold: pd.DataFrame, model: Boosted | None, usual: pd.Series, effects: Effects
) -> list[tuple[Message, ...]]:
    """At most three sentences for each row, the weightiest first; `usual` is the median of each fact among paid documents."""
    if not len(table):
        return []
    if model is None:
        rows: list[Any] = pd.concat([table, foretold], axis=1).to_dict("records")
        return [_of_records(row) for row in rows]
    weights = {}
    for group, names in GROUPS.items():
        replaced = table.assign(**{name: usual[name] for name in names})
        replaced["late_chance"] = effects.late_chance(replaced)
        weights[group] = foretold["late"].to_numpy() - model.foretell(replaced)["late"].to_numpy()
    order = np.argsort(-np.abs(np.column_stack(list(weights.values()))), axis=1, kind="stable")[:, :MOST]
    groups, signs = list(GROUPS), np.column_stack(list(weights.values()))
    facts: list[Any] = table.to_dict("records")
    return [tuple(_said(groups[place], row, bool(signs[number, place] > 0)) for place in order[number]) for number, row in enumerate(facts)]


def _of_records(row: Mapping[str, Any]) -> tuple[Message, ...]:
    own = say("No paid document of the customer is known yet.")
    if row["own_count"]:
        own = say(
            "Of the customer's {count} paid documents that had waited as long, {share} were late.",
            count=int(row["own_count"]), share=_percent(row["own_share"]),
        )  # fmt: skip
    return (own, say("Of all customers' such documents, {share} were late.", share=_percent(row["all_share"])), _usual(row["usual"]))


def _said(group: str, row: Mapping[str, Any], later: bool) -> Message:
    """The sentence of a group of facts, and whether they speak for or against late payment."""
    return say("{fact} (speaks for late payment)", fact=_fact(group, row)) if later else say(
        "{fact} (speaks for payment in time)", fact=_fact(group, row)
    )  # fmt: skip


def _fact(group: str, row: Mapping[str, Any]) -> Message:
    sentences: dict[str, Message] = {
        "record": say("Late share of past payments: {share}", share=_percent(row["late_share"])),
        "usual": _usual(row["alike"]),
        "recent": _recent(row["last_three"]),
        "late_now": say("Other documents overdue: {count}", count=_whole(row["late_items"])),
        "open_now": say("Other open documents: {count}", count=_whole(row["open_items"])),
        "amount": say("The amount is {times} times the customer's usual", times=_tenth(row["times_usual_amount"])),
        "disputes": _disputes(row),
        "terms": say("Days from document to due date: {days}", days=_whole(row["term_days"])),
        "due": _due(row),
        "new": say("Documents paid so far: {count}", count=_whole(row["paid"])),
        "kind": say("Region, category or group of the customer"),
        "wait": say("Days left until it is due: {days}", days=_whole(row["days_to_due"])),
    }  # fmt: skip
    return sentences[group]


def _disputes(row: Mapping[str, Any]) -> Message:
    if row["disputed_now"]:
        return say("In dispute")
    return say("Share of documents ever disputed: {share}", share=_percent(row["disputed_share"]))


def _usual(days: float) -> Message:
    whole = _whole(days)
    return say("Usually pays {days} days before the due date", days=-whole) if whole < 0 else say(
        "Usually pays {days} days after the due date", days=whole
    )  # fmt: skip


def _recent(days: float) -> Message:
    if np.isnan(days):
        return say("No paid document of the customer is known yet.")
    return say("Days after the due date, mean of the last three: {days}", days=_whole(days))


def _due(row: Mapping[str, Any]) -> Message:
    if row["festival"]:
        return say("Falls due around Spring Festival")
    return say("Falls due at a month's end") if row["month_end"] else say("Falls due on day {day} of the month", day=_whole(row["due_day"]))


def _percent(share: float) -> str:
    return f"{_whole(share * 100)} %"


def _whole(number: float) -> int:
    return 0 if np.isnan(number) else int(Decimal(str(number)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _tenth(number: float) -> str:
    return str(Decimal(str(number)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))
