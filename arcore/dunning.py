"""The step of the ladder that each overdue document is due for (domain rules §1E no. 71, §4.3).

1 day telephone · 7 e-mail · 30 visit · 60 demand letter · 90 lawyer's letter prepared · 120 legal action assessed, by days
past due beyond the days of grace; the policy's worst grades climb the faster ladder. A step done since the document fell due
is not asked for again, and stands for every lower one. What is disputed, on hold or under a plan that is kept is not
dunned, and stands in the list with the reason. A broken promise brings the next step at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from arcore.collecting.agreements import Agreements, contested
from arcore.collecting.named import Named, covers, named
from arcore.messages import Message, say
from arcore.policy import Policy
from arcore.policy_sections.collecting import STEPS as NAMED_STEPS
from arcore.policy_sections.collecting import CollectingRules

Whole = npt.NDArray[np.int64]
Row = TypeVar("Row")

STEPS = tuple(name for name, _ in NAMED_STEPS)
NONE = -1
STEP_TITLES: dict[str, Message] = dict(NAMED_STEPS)
STEP_OF_CHANNEL = {"phone": 0, "email": 1, "message": 1, "visit": 2, "letter": 3, "lawyer": 4, "court": 5}
STEP_OF_TONE = {"gentle": 1, "formal": 3, "final": 3}
"""A letter that was sent counts as the step it is: a friendly reminder as an e-mail."""

EXCLUSIONS: dict[str, Message] = {
    "disputed": say("Disputed"),
    "held": say("On hold"),
    "plan": say("Under a plan that is kept"),
}
WHY: dict[str, Message] = {
    "ladder": say("Days past due"),
    "broken_promise": say("Promise broken"),
    "plan_broken": say("Instalment missed"),
}


@dataclass(frozen=True)
class Done:
    """One step done for a customer: `step` by its place in `STEPS`; `documents` None: for everything overdue then."""

    customer_key: int
    day: dt.date
    step: int
    documents: Named


def ladder(rules: CollectingRules, grade: str | None) -> tuple[int, ...]:
    """Days past due of the six steps for a customer of this grade."""
    usual = (rules.call_days, rules.email_days, rules.visit_days, rules.letter_days, rules.lawyer_days, rules.court_days)
    return rules.fast_days if grade in rules.fast_grades and len(rules.fast_days) == len(STEPS) else usual


def step_at(days: int, rungs: tuple[int, ...]) -> str | None:
    """The highest step reached after `days` past due beyond grace; None before the first.

    >>> [step_at(days, (1, 7, 30, 60, 90, 120)) for days in (0, 1, 6, 7, 29, 30)]
    [None, 'call', 'call', 'email', 'email', 'visit']
    """
    place = int(_reached(np.array([days], dtype=np.int64), np.array([rungs], dtype=np.int64))[0])
    return STEPS[place] if place > NONE else None


def _reached(days: Whole, rungs: Whole) -> Whole:
    """For each row of days the highest place of its row of rungs that is reached."""
    place = np.full(days.shape, NONE, dtype=np.int64)
    for number in range(len(STEPS)):
        place[(days >= rungs[:, number]) & (days > 0)] = number
    return place


def done_steps(contacts: pd.DataFrame, letters: pd.DataFrame, documents: pd.DataFrame, as_of: dt.date) -> list[Done]:
    """The steps that the log of contacts and the register of letters show as done by `as_of`, oldest first.

    A contact in which nobody was reached (`reached` is no) does nothing, nor does a letter that was written and not sent.
    """
    day = pd.Timestamp(as_of)
    spoke = contacts[(contacts["contacted_on"] <= day) & contacts["reached"].fillna(True)]
    wrote = letters[letters["sent_on"] <= day]
    found = [*_done(spoke, "contacted_on", "channel", STEP_OF_CHANNEL, documents)]
    found += _done(wrote, "sent_on", "tone", STEP_OF_TONE, documents)
    return sorted(found, key=lambda one: (one.day, one.step))


def _done(rows: pd.DataFrame, day: str, kind: str, steps: Mapping[str, int], documents: pd.DataFrame) -> Iterable[Done]:
    mine = rows[rows["customer_key"].notna()]
    columns = (mine["customer_key"].tolist(), mine[day].tolist(), mine[kind].tolist(), named(mine, documents))
    for customer, on, what, of in zip(*columns, strict=True):
        yield Done(int(customer), on.date(), steps[what], of)


def steps(aged: pd.DataFrame, done: Sequence[Done], agreed: Agreements, *, grades: Mapping[int, str], policy: Policy) -> pd.DataFrame:
    """Every overdue debt of `aged` (open items with `days_past_due`), oldest first, with what is to be done about it.

    chased int64: what is dunned, without the disputed part · excluded: '' or a key of `EXCLUSIONS` · reached, done int64: places in
    `STEPS`, -1 none · step: the step due, '' none · why: a key of `WHY` · next_on: when the step due or the next one falls due (NaT: none).
    """
    late = aged[(aged["open"] > 0) & (aged["days_past_due"] > 0)].sort_values(["due_date", "document_key"]).reset_index(drop=True)
    keep = ["document_key", "document_no", "customer_key", "customer_id", "currency", "due_date", "days_past_due", "open"]
    items = late[[name for name in keep if name in late.columns]].copy()
    of_grade = {grade: ladder(policy.collecting, grade) for grade in {None, *grades.values()}}
    rungs = np.array([of_grade[grades.get(int(key))] for key in items["customer_key"]], dtype=np.int64).reshape(-1, len(STEPS))
    days = items["days_past_due"].to_numpy(dtype=np.int64) - policy.terms.grace_days
    items["reached"] = _reached(days, rungs)
    items["done"] = _highest_done(items, done)
    items["chased"], items["excluded"] = asked_for(items, agreed)
    items["why"] = _why(items, done, agreed)
    escalated = items["why"] != "ladder"
    step = np.where(escalated, np.maximum(items["reached"], items["done"] + 1), items["reached"])
    step = np.clip(step, NONE, len(STEPS) - 1)
    due = (step > items["done"].to_numpy()) & (items["excluded"] == "").to_numpy(dtype=bool)
    items["step"] = [STEPS[place] if now else "" for place, now in zip(step, due, strict=True)]
    items["why"] = items["why"].where(due, "")
    items["next_on"] = _next(items, rungs, due, policy.terms.grace_days, agreed.as_of)
    return items


def _highest_done(items: pd.DataFrame, done: Sequence[Done]) -> list[int]:
    """The highest step done for each document since it fell due."""
    mine = _by_customer((one.customer_key, one) for one in done)
    columns = (items[name].tolist() for name in ("document_key", "customer_key", "due_date"))
    return [
        max((one.step for one in mine.get(int(who), ()) if one.day > due.date() and covers(one.documents, int(key))), default=NONE)
        for key, who, due in zip(*columns, strict=True)
    ]


def asked_for(items: pd.DataFrame, agreed: Agreements) -> tuple[pd.Series, list[str]]:
    """What is asked for of each open document, and why it is not where nothing is ('' or a key of `EXCLUSIONS`)."""
    claimed = contested(agreed)
    taken = np.minimum(items["document_key"].map(claimed).fillna(0).astype("int64"), items["open"])
    chased = (items["open"] - taken).astype("int64")
    held = _by_customer(zip(agreed.holds["customer_key"].tolist(), agreed.holds["documents"].tolist(), strict=True))
    kept = _by_customer((plan.customer_key, plan.documents) for plan in agreed.plans if not plan.standing.accelerated)
    reasons = []
    for key, customer, left in zip(items["document_key"].tolist(), items["customer_key"].tolist(), chased.tolist(), strict=True):
        among = [("held", held), ("plan", kept)]
        found = next((name for name, rows in among if any(covers(of, int(key)) for of in rows.get(int(customer), ()))), "")
        reasons.append(found or ("" if left > 0 else "disputed"))
    return chased, reasons


def _by_customer(rows: Iterable[tuple[Any, Row]]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for customer, row in rows:
        found.setdefault(int(customer), []).append(row)
    return found


def _why(items: pd.DataFrame, done: Sequence[Done], agreed: Agreements) -> list[str]:
    """What a step would be due for: an instalment missed or a promise broken that no step has answered, else the days.

    A promise says nothing about what fell due only after its day.
    """
    broken = agreed.promises[agreed.promises["state"].isin(["broken", "partly"])]
    promises = zip(*(broken[name].tolist() for name in ("customer_key", "date", "documents")), strict=True)
    failed = [("plan_broken", p.customer_key, p.standing.late[0].due, p.documents) for p in agreed.plans if p.standing.accelerated]
    failed += [("broken_promise", int(who), day.date(), of) for who, day, of in promises]
    of_customer, answered = _by_customer((row[1], row) for row in failed), _by_customer((one.customer_key, one) for one in done)
    found = []
    for key, who, due in zip(*(items[name].tolist() for name in ("document_key", "customer_key", "due_date")), strict=True):
        last = max((one.day for one in answered.get(int(who), ()) if covers(one.documents, int(key))), default=dt.date.min)
        last = max(last, due.date())
        reasons = (why for why, _, day, of in of_customer.get(int(who), ()) if day >= last and covers(of, int(key)))
        found.append(next(reasons, "ladder"))
    return found


def _next(items: pd.DataFrame, rungs: Whole, due: npt.NDArray[np.bool_], grace: int, as_of: dt.date) -> pd.Series:
    """The date itself where a step is due; else the day the next rung is reached."""
    place = np.maximum(items["reached"].to_numpy(), items["done"].to_numpy()) + 1
    ahead = rungs[np.arange(len(items)), np.minimum(place, len(STEPS) - 1)] if len(items) else np.array([], dtype=np.int64)
    on = items["due_date"] + pd.to_timedelta(ahead + grace, unit="D")
    on = on.where((place < len(STEPS)) & (items["excluded"] == ""), pd.NaT)
    return on.where(~due, pd.Timestamp(as_of)).astype("datetime64[us]")
