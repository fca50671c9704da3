"""What everybody was appraised with when a month was closed, and how it would differ now: a bonus is paid by the scores of then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from arcore.appraisal.measuring import ground, measured
from arcore.appraisal.periods import SPANS, Period, period
from arcore.appraisal.scoring import Appraised, appraised
from arcore.closing.moment import Moment
from arcore.registers.targets import Role

COLUMNS = ("role", "span", "currency", "owner", "score", "coefficient")
ROLES: tuple[Role, ...] = ("salesperson", "collector")


@dataclass(frozen=True)
class Then:
    """Somebody whose score or bonus coefficient of the closing differs from that of now; no score and None: not appraised then, now."""

    owner: str
    score: Fraction | None
    coefficient: Fraction | None
    now: Appraised | None


def appraisals(at: Moment) -> pd.DataFrame:
    """Everybody with a score over every period that ends with the moment's day, in the company's currency: `COLUMNS`, exact as text."""
    currency, rules = at.policy.company.currency, at.policy.appraisal
    rows = [
        (role, span, currency, each.owner, str(each.score), "" if each.coefficient is None else str(each.coefficient))
        for role in ROLES
        for span in SPANS
        for each in appraised(measured(ground(at.books, role, period(span, at.as_of), at.policy, at.kept), currency), role, rules)
        if each.score is not None
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


def differing(kept: pd.DataFrame, people: Sequence[Appraised], role: Role, over: Period, currency: str) -> tuple[Then, ...] | None:
    """Whose appraisal differs from `kept`, what `appraisals` gave; None where that says nothing of role, period and currency."""
    mine = kept[(kept["role"] == role) & (kept["span"] == over.span) & (kept["currency"] == currency)]
    if mine.empty:
        return None
    then = {
        str(owner): (Fraction(str(score)), Fraction(str(bonus)) if bonus else None)
        for owner, score, bonus in zip(mine["owner"], mine["score"], mine["coefficient"], strict=True)
    }
    now = {each.owner: each for each in people if each.score is not None}
    scores = {owner: (each.score, each.coefficient) for owner, each in now.items()}
    differ = [owner for owner in {**then, **now} if then.get(owner) != scores.get(owner)]
    parts = ((owner, then.get(owner, (None, None)), now.get(owner)) for owner in differ)
    return tuple(Then(owner, score, coefficient, here) for owner, (score, coefficient), here in parts)
