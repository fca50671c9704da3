"""What is done about a debt of each age: the ladder's steps, who takes them, and what is provided for (capability 26).

It follows from the policy alone: the ladder's days fall into the buckets of the aging scheme, and where the buckets are those
of the aging method, each has its rate. A bucket in which no step begins goes on with the last one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from arcore.buckets import Basis, Scheme, edges, label_messages
from arcore.dunning import STEP_TITLES, STEPS, ladder
from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.policy import AgingScheme, Policy
from arcore.provision.allowance import scheme_of
from arcore.registers.declare import DEPARTMENT_NAMES


@dataclass(frozen=True)
class Treatment:
    """One bucket: its name, what is done (one sentence each), which departments do it, and the percentage provided for.

    `rate` is None where the allowance does not go by these buckets.
    """

    bucket: int
    label: Message
    actions: tuple[Message, ...]
    departments: tuple[Message, ...]
    rate: float | None


def treatments(scheme: Scheme, basis: Basis, policy: Policy) -> tuple[Treatment, ...]:
    """The strategy for every bucket of `scheme`, the youngest first; the days are those of the usual ladder.

    >>> [len(row.actions) for row in treatments(AgingScheme((0, 30, 60, 90)), "due", Policy())]
    [1, 3, 1, 1, 1]
    """
    by_days = isinstance(scheme, AgingScheme) and basis == "due"
    rates = _rates(scheme, basis, policy)
    spans = zip((None, *edges(scheme)), (*edges(scheme), None), label_messages(scheme, basis), strict=True)
    found = []
    for place, (lower, upper, label) in enumerate(spans):
        steps = _steps(policy, lower, upper) if by_days else ()
        said = tuple(say("{step} from day {days}", step=STEP_TITLES[name], days=day) for name, day in steps)
        if by_days and not steps:
            said = _reminders(policy)
        rate = rates[min(place, len(rates) - 1)] if rates else None
        found.append(Treatment(place, label, said, _departments(policy, steps), rate))
    return tuple(found)


def rows(found: Sequence[Treatment], items: pd.DataFrame, currency: str, lang: Language) -> pd.DataFrame:
    """One row per bucket: age, actions, departments (words in `lang`), rate (percent or null), and what is open in it.

    `items` as `aging.age` gives them (bucket, open in minor units, currency); credits count with their sign.
    """
    mine = items[items["currency"] == currency]
    open_in = mine.groupby("bucket")["open"].sum()
    comma = "、" if lang == "zh" else "; "
    return pd.DataFrame(
        {
            "age": [one.label.text(lang) for one in found],
            "open": [int(open_in.get(one.bucket, 0)) for one in found],
            "actions": [comma.join(action.text(lang) for action in one.actions) for one in found],
            "departments": [comma.join(name.text(lang) for name in one.departments) for one in found],
            "rate": [one.rate for one in found],
        }
    )


def _steps(policy: Policy, lower: int | None, upper: int | None) -> tuple[tuple[str, int], ...]:
    """The steps that begin after `lower` days and by `upper`; where none does, the last one begun before."""
    rungs = tuple(zip(STEPS, ladder(policy.collecting, None), strict=True))
    begun = tuple((name, day) for name, day in rungs if (lower is None or day > lower) and (upper is None or day <= upper))
    before = [(name, day) for name, day in rungs if lower is not None and day <= lower]
    return begun or tuple(before[-1:])


def _reminders(policy: Policy) -> tuple[Message, ...]:
    days = sorted(policy.collecting.reminder_days, reverse=True)
    return (say("Reminder, days before the due date: {days}", days=", ".join(str(day) for day in days)),) if days else ()


def _departments(policy: Policy, steps: tuple[tuple[str, int], ...]) -> tuple[Message, ...]:
    who = dict(policy.collecting.departments)
    return tuple(DEPARTMENT_NAMES[name] for name in dict.fromkeys(who[step] for step, _ in steps))


def _rates(scheme: Scheme, basis: Basis, policy: Policy) -> tuple[float, ...]:
    """The percentages of the aging method where the allowance goes by these very buckets, else none."""
    matches = policy.provision.method == "aging" and (scheme, basis) == scheme_of("aging", policy)
    return policy.provision.rates if matches else ()
