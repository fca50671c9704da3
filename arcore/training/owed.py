"""Who is to be trained in what, who was, and whose training is still owed or has to be repeated (capabilities 10, 121)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from arcore.messages import Message, say
from arcore.policy_sections.training import TrainingRules
from arcore.registers.frames import known_at
from arcore.registers.training import ATTENDANCE, EVERYBODY, TOPIC_NAMES

WHY: dict[str, Message] = {
    "never": say("Never trained"),
    "absent": say("Was absent"),
    "failed": say("Quiz not passed"),
    "again": say("To be repeated"),
}
"""Why a training is owed."""

COLUMNS = ("person", "department", "topic", "trained_on", "score", "next_on", "why")


@dataclass(frozen=True)
class Standing:
    """At a date: `rows` with a row for each person and topic that is to be known, those owed first.

    person, department ('' unknown), topic · trained_on (NaT: never) · score Int64 of the newest quiz · next_on (NaT: at once) ·
    why: '' where nothing is owed, else a key of `WHY`.
    """

    rows: pd.DataFrame

    @property
    def owed(self) -> pd.DataFrame:
        """The rows in which something is owed."""
        return self.rows[self.rows["why"] != ""].reset_index(drop=True)

    @property
    def people(self) -> int:
        """How many people are to be trained in anything."""
        return int(self.rows["person"].nunique())

    def sentence(self) -> Message:
        """How far training is, in one sentence."""
        if self.rows.empty:
            return say("Nobody is on record for training yet.")
        return say(
            "{people} people need {wanted} trainings: {done} are up to date, {owed} are still owed by {persons} people.",
            people=self.people, wanted=len(self.rows), done=len(self.rows) - len(self.owed), owed=len(self.owed),
            persons=int(self.owed["person"].nunique()),
        )  # fmt: skip


def people(attendance: pd.DataFrame, acknowledgements: pd.DataFrame, customers: pd.DataFrame, as_of: dt.date) -> pd.DataFrame:
    """person, department ('' unknown): who attended or was expected by `as_of`, who signed the policy, who sells, each once."""
    day = pd.Timestamp(as_of)
    known = known_at(attendance, ATTENDANCE, as_of)[["person", "department"]]
    sellers = pd.DataFrame({"person": sorted(set(customers["salesperson"].dropna().astype("str")) - {""}), "department": "sales"})
    own = acknowledgements[acknowledgements["customer_key"].isna() & (acknowledgements["acknowledged_on"] <= day)]
    signed = pd.DataFrame({"person": own["person"].dropna().astype("str"), "department": ""})
    every = pd.concat([known, sellers, signed], ignore_index=True).drop_duplicates("person")
    return every.sort_values("person").reset_index(drop=True)


def standing(attendance: pd.DataFrame, staff: pd.DataFrame, rules: TrainingRules, as_of: dt.date) -> Standing:
    """What each of `staff` (`people`) is to know, and since when, from the register of attendance as of that day."""
    known = known_at(attendance, ATTENDANCE, as_of)
    newest_first = {pair: list(rows.index) for pair, rows in known.groupby(["person", "topic"], sort=False)}
    audience = dict(rules.audience)
    found = []
    for person, department in zip(staff["person"], staff["department"], strict=True):
        for topic in TOPIC_NAMES:
            if audience.get(topic) in (EVERYBODY, department):
                mine = known.loc[newest_first.get((person, topic), [])]
                found.append((person, department, topic, *_state(mine, rules, pd.Timestamp(as_of))))
    rows = pd.DataFrame(found, columns=list(COLUMNS)).astype(
        {
            "trained_on": "datetime64[us]",
            "next_on": "datetime64[us]",
            "score": "Int64",
            **dict.fromkeys(("person", "department", "topic", "why"), "str"),
        }
    )
    order = rows.assign(done=rows["why"] == "").sort_values(["done", "person"], kind="stable").index
    return Standing(rows.loc[order].reset_index(drop=True))


def _state(mine: pd.DataFrame, rules: TrainingRules, day: pd.Timestamp) -> tuple[object, object, object, str]:
    """trained_on, score, next_on, why of one person in one topic; `mine` newest first."""
    passed = mine["present"].fillna(True).astype(bool) & (mine["score"].isna() | (mine["score"] >= rules.pass_percent)).astype(bool)
    scores = mine["score"].dropna()
    score = int(scores.iloc[0]) if len(scores) else pd.NA
    if not passed.any():
        why = "never" if mine.empty else "failed" if mine["present"].fillna(True).iloc[0] else "absent"
        return pd.NaT, score, pd.NaT, why
    on = mine.loc[passed, "attended_on"].iloc[0]
    again = on + pd.DateOffset(months=rules.repeat_months)
    return on, score, again, "again" if again <= day else ""
