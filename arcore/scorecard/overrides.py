"""Facts that cap a grade whatever the points: old items, dishonored bills, broken promises, insolvency and suits (domain rules §5.3)."""

from __future__ import annotations

import datetime as dt
from functools import reduce
from operator import or_

import numpy as np
import pandas as pd

from arcore.policy_sections.scores import ScoreRules
from arcore.scorecard.evidence import GRAVE, Evidence
from arcore.scorecard.facts import WINDOW_MONTHS, months_before

FLAGS = ("has_old_item", "has_very_old_item", "has_grave_event", "has_dishonored_bill", "broke_promises")
CAPS_AT_C, MAKES_D = FLAGS[:1], FLAGS[1:]


def with_promises(rows: pd.DataFrame, evidence: Evidence, as_of: dt.date, rules: ScoreRules) -> pd.DataFrame:
    """`promised` and `kept` of the window, `broken` lately: counts of promises that fell due by `as_of`."""
    known = evidence.promises
    if known is None:
        return rows.assign(promised=0, kept=0, broken=0)
    decided = known[known["kept"].notna() & (known["due_date"] <= pd.Timestamp(as_of))]
    mine = decided[decided["due_date"] > pd.Timestamp(months_before(as_of, WINDOW_MONTHS))]
    kept = mine[mine["kept"].astype(bool)]
    lately = decided[decided["due_date"] > pd.Timestamp(as_of) - pd.Timedelta(days=rules.broken_days)]
    broken = lately[~lately["kept"].astype(bool)]
    return rows.assign(promised=_counted(rows, mine), kept=_counted(rows, kept), broken=_counted(rows, broken))


def with_flags(rows: pd.DataFrame, evidence: Evidence, as_of: dt.date, rules: ScoreRules) -> pd.DataFrame:
    """The columns of `FLAGS`."""
    material = np.maximum(rules.material_amount, rows["exposure"].clip(lower=0) * rules.material_percent // 100)
    return rows.assign(
        has_old_item=rows["old_item"] > material,
        has_very_old_item=rows["very_old_item"] > material,
        has_grave_event=_grave(rows["status"]) | _has(rows, _until(_grave_events(evidence.events), as_of)),
        has_dishonored_bill=_has(rows, _until(_since(evidence.dishonored, months_before(as_of, rules.dishonoured_months)), as_of)),
        broke_promises=rows["broken"] >= rules.broken_promises,
    )


def _counted(rows: pd.DataFrame, events: pd.DataFrame) -> pd.Series:
    return rows["customer_key"].map(events.groupby("customer_key").size()).fillna(0).astype("int64")


def _grave(texts: pd.Series) -> pd.Series:
    words = texts.astype("object").fillna("").astype("str").str.casefold()
    return reduce(or_, [words.str.contains(word, regex=False) for word in GRAVE])


def _grave_events(events: pd.DataFrame | None) -> pd.DataFrame | None:
    return None if events is None else events[_grave(events["kind"])]


def _since(rows: pd.DataFrame | None, day: dt.date) -> pd.DataFrame | None:
    return None if rows is None else rows[rows["date"] > pd.Timestamp(day)]


def _until(rows: pd.DataFrame | None, day: dt.date) -> pd.DataFrame | None:
    return None if rows is None else rows[rows["date"] <= pd.Timestamp(day)]


def _has(rows: pd.DataFrame, events: pd.DataFrame | None) -> pd.Series:
    return pd.Series(False, index=rows.index) if events is None else rows["customer_key"].isin(events["customer_key"])
