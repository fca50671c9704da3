"""What the misstatements found in a monetary-unit sample mean for all balances (AICPA, Audit Sampling, chapter 6).

A misstated balance smaller than the interval stands for its whole interval: its taint, misstatement ÷ book, times the interval. Larger
balances stand for themselves. The upper limit adds what no sample can rule out: the factor without misstatements times the interval,
and for each taint, largest first, how much more than one the factor grows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from arcore.audit.factors import confidence_factor
from arcore.money import half_up

BY_UNITS = ("large", "unit")
"""The reasons of balances that monetary units chose (`sampling.REASONS`)."""


@dataclass(frozen=True)
class Answer:
    """What a customer confirms (or other evidence shows) of a balance, minor units."""

    row_id: str
    book: int
    audited: int


@dataclass(frozen=True)
class Misstated:
    """One misstated balance; `taint` is None where it stands for itself. `projected` is exact."""

    answer: Answer
    taint: Fraction | None
    projected: Fraction

    @property
    def misstatement(self) -> int:
        """Book less audited: positive where the books say too much."""
        return self.answer.book - self.answer.audited


@dataclass(frozen=True)
class Projection:
    """The conclusion about overstatement, minor units; understatements are projected apart and never set off against it."""

    misstated: tuple[Misstated, ...]
    overstated: int
    understated: int
    basic: int
    incremental: int

    @property
    def upper_limit(self) -> int:
        """Overstatement at most, at the sample's confidence."""
        return self.overstated + self.basic + self.incremental


def projected(answers: Iterable[Answer], interval: int, confidence: int) -> Projection:
    """`answers` of positive balances chosen by monetary units; amounts that agree add nothing."""
    found = [_misstated(answer, interval) for answer in answers if answer.book != answer.audited]
    over = sorted((each for each in found if each.misstatement > 0), key=lambda each: (-each.projected, each.answer.row_id))
    tainted = [each for each in over if each.taint is not None]
    growth = [confidence_factor(confidence, place + 1) - confidence_factor(confidence, place) - 1 for place in range(len(tainted))]
    under = [each for each in found if each.misstatement < 0]
    return Projection(
        (*over, *under),
        half_up(sum((each.projected for each in over), Fraction(0))),
        half_up(-sum((each.projected for each in under), Fraction(0))),
        half_up(confidence_factor(confidence) * interval),
        half_up(sum((more * each.projected for more, each in zip(growth, tainted, strict=True)), Fraction(0))),
    )


def _misstated(answer: Answer, interval: int) -> Misstated:
    difference = answer.book - answer.audited
    if answer.book >= interval:
        return Misstated(answer, None, Fraction(difference))
    taint = Fraction(difference, answer.book)
    return Misstated(answer, taint, taint * interval)


def answers_of(chosen: pd.DataFrame, statements: pd.DataFrame, balance_date: pd.Timestamp, as_of: pd.Timestamp) -> pd.DataFrame:
    """`chosen` with `number`, `state` (of the newest audit confirmation of that date, '' where none went out) and `audited`.

    `audited` is missing until the customer has answered by `as_of`: the balance where it agrees, what it names where it differs.
    """
    letters = statements[
        (statements["mode"] == "audit") & (statements["period_to"] == balance_date) & (statements["generated_on"] <= as_of)
    ]
    newest = letters.sort_values(["generated_on", "row_key"]).drop_duplicates(["customer_key", "currency"], keep="last")
    known = newest["answered_on"] <= as_of
    audited = newest["agreed_balance"].mask(newest["state"] == "agreed", newest["balance"]).where(known)
    state = newest["state"].mask(newest["state"].isin(("agreed", "differs")) & ~known, "sent")
    told = newest[["customer_key", "currency", "number"]].assign(state=state, audited=audited)
    joined = chosen.merge(told.astype({"customer_key": "int64"}), on=["customer_key", "currency"], how="left")
    return joined.assign(state=joined["state"].fillna(""), number=joined["number"].fillna(""), audited=joined["audited"].astype("Int64"))


def sampled(rows: pd.DataFrame, told: pd.DataFrame) -> list[Answer]:
    """The answers about balances that monetary units chose (`Selection.rows`); key items stand for nobody but themselves."""
    units = set(rows.loc[rows["reason"].isin(BY_UNITS), "row_id"])
    answered = told[told["row_id"].isin(units) & told["audited"].notna()]
    return [
        Answer(str(row_id), int(book), int(audited))
        for row_id, book, audited in zip(answered["row_id"], answered["balance"], answered["audited"], strict=True)
    ]
