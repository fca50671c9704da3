"""The visit's warnings: computed once per data version and date, sorted by whether somebody works on them."""

from __future__ import annotations

import pandas as pd

from arcore import warnings
from arcore.standing import last_month_end
from arcore.warnings import Raised, RiskWarning
from pages._shared import figures_of, foreseen
from pages._shared.frame import Frame, once


def found(frame: Frame) -> tuple[RiskWarning, ...]:
    """Every warning of the date, most urgent first."""

    def compute() -> tuple[RiskWarning, ...]:
        at = warnings.situation(
            frame.books,
            frame.as_of,
            frame.policy,
            now=figures_of.standing(frame, frame.as_of),
            before=figures_of.standing(frame, last_month_end(frame.as_of)),
            grades=_grades(frame),
            registers=kept(frame),
            liquidity=foreseen.liquidity(frame),
        )
        return warnings.warnings_of(at)

    return once(frame, "warnings", frame.as_of, compute=compute)


def kept(frame: Frame) -> dict[str, pd.DataFrame]:
    """The registers that the rules go by, as far as the books have them."""
    return once(frame, "warnings.kept", frame.as_of, compute=lambda: warnings.kept(frame.books, figures_of.agreed(frame)))


def silent(frame: Frame) -> tuple[str, ...]:
    """The rules that have nothing to go by yet."""
    return warnings.silent(kept(frame), frame.policy)


def _grades(frame: Frame) -> dict[int, tuple[str, str]]:
    """The grade of every customer at the last month end and now."""
    then, now = (figures_of.rated(frame, day).scored for day in (last_month_end(frame.as_of), frame.as_of))
    earlier = dict(zip(then["customer_key"].tolist(), then["grade"].tolist(), strict=True))
    return {int(key): (earlier.get(key, ""), grade) for key, grade in zip(now["customer_key"].tolist(), now["grade"].tolist(), strict=True)}


def tasks(frame: Frame) -> pd.DataFrame | None:
    """The rows of the register of tasks."""
    return frame.books.registers.get("tasks")


def raised(frame: Frame) -> Raised:
    """The warnings nobody works on, those with a task, those closed lately."""
    return warnings.raised(found(frame), tasks(frame), frame.as_of, frame.policy.warnings.quiet_days)
