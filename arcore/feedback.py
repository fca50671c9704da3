"""Customer feedback in figures: how many, how fast answered and settled, about what, and how that moves (capabilities 126–128, 134)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from arcore import wording
from arcore.messages import Message, say
from arcore.registers.frames import is_open, known_at
from arcore.registers.service import FEEDBACK

MONTHS = 12


@dataclass(frozen=True)
class Figures:
    """At a date. `answer_days`: mean days to the first answer of those answered; `in_time`: share settled by their deadline, of all
    settled or past it; None where there are none. `trend`: month (text), received, closed of the last twelve months."""

    open: int
    late: int
    received: int
    answer_days: Fraction | None
    in_time: Fraction | None
    rating: Fraction | None
    by_category: pd.DataFrame
    trend: pd.DataFrame

    def sentence(self) -> Message:
        """How the answering stands, in one sentence."""
        if not self.received:
            return say("No feedback has been recorded yet.")
        return say(
            "{open} of {count} pieces of feedback are open, {late} of them late; the first answer took {days} days on average, "
            "{share} were settled in time.",
            open=self.open,
            count=self.received,
            late=self.late,
            days=wording.days(self.answer_days),
            share=wording.percent(self.in_time),
        )


def figures(feedback: pd.DataFrame, as_of: dt.date) -> Figures:
    """The figures of the register of feedback; what is dated after `as_of` is not known yet."""
    day = pd.Timestamp(as_of)
    known = known_at(feedback, FEEDBACK, as_of)
    open_ = is_open(known, FEEDBACK) | (known["closed_on"] > day).fillna(False)
    past = known["due_on"] < day
    answered = known[known["answered_on"].notna() & (known["answered_on"] <= day)]
    judged = known[~open_ | past]
    met = judged["closed_on"].notna() & (judged["closed_on"] <= judged["due_on"]) & (judged["closed_on"] <= day)
    rated = known["rating"].dropna()
    taken = (answered["answered_on"] - answered["received_on"]).dt.days
    counts = known.groupby("category").size().sort_values(ascending=False, kind="stable")
    return Figures(
        open=int(open_.sum()),
        late=int((open_ & past).sum()),
        received=len(known),
        answer_days=Fraction(int(taken.sum()), len(taken)) if len(taken) else None,
        in_time=Fraction(int(met.sum()), len(judged)) if len(judged) else None,
        rating=Fraction(int(rated.sum()), len(rated)) if len(rated) else None,
        by_category=pd.DataFrame({"category": counts.index.astype("str"), "count": counts.to_numpy()}),
        trend=_trend(known, as_of),
    )


def _trend(known: pd.DataFrame, as_of: dt.date) -> pd.DataFrame:
    months = pd.period_range(end=pd.Period(as_of, "M"), periods=MONTHS, freq="M")
    came, went = known["received_on"].dt.to_period("M"), known["closed_on"].dt.to_period("M")
    rows = {"month": [str(month) for month in months], "received": [int((came == month).sum()) for month in months]}
    return pd.DataFrame({**rows, "closed": [int((went == month).sum()) for month in months]})
