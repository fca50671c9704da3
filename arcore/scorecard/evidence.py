"""What people keep in registers beside the books: promises, disputes, dishonored bills, events, manual assessments.

Every frame may be missing. A row counts from its own date on, so that a past date knows nothing of what came later.

promises     customer_key · due_date (the day promised) · kept (boolean, NA while nobody knows)
disputes     document_key · opened_on · closed_on (NaT while open) · upheld (boolean, NA while undecided)
dishonored   customer_key · date
events       customer_key · date · kind (text, as written: 失信被执行人, 破产, 诉讼 …)
assessments  customer_key · date · points (0 to 100, whole)
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

GRAVE = (
    "失信",
    "被执行人",
    "破产",
    "重整",
    "清算",
    "诉讼",
    "仲裁",
    "注销",
    "吊销",
    "bankrupt",
    "insolven",
    "litigation",
    "lawsuit",
    "legal",
)
"""Words in an event or a customer's status that make the grade D."""


@dataclass(frozen=True)
class Evidence:
    """The registers as frames; None where a register is not kept."""

    promises: pd.DataFrame | None = None
    disputes: pd.DataFrame | None = None
    dishonored: pd.DataFrame | None = None
    events: pd.DataFrame | None = None
    assessments: pd.DataFrame | None = None

    def upheld(self, as_of: dt.date) -> list[int]:
        """Documents whose dispute was right: they say nothing about the customer."""
        return self._documents(self._closed(as_of) & self._flag(True))

    def disputed(self, as_of: dt.date) -> list[int]:
        """Documents in dispute at `as_of`."""
        return self._documents(self._opened(as_of) & ~self._closed(as_of))

    def without_reason(self, as_of: dt.date) -> list[int]:
        """Documents whose dispute turned out to be without reason."""
        return self._documents(self._closed(as_of) & self._flag(False))

    def _opened(self, as_of: dt.date) -> pd.Series:
        return pd.Series(dtype=bool) if self.disputes is None else self.disputes["opened_on"] <= pd.Timestamp(as_of)

    def _closed(self, as_of: dt.date) -> pd.Series:
        return pd.Series(dtype=bool) if self.disputes is None else (self.disputes["closed_on"] <= pd.Timestamp(as_of)).fillna(False)

    def _flag(self, upheld: bool) -> pd.Series:
        if self.disputes is None:
            return pd.Series(dtype=bool)
        return self.disputes["upheld"].astype("boolean").eq(upheld).fillna(False).astype(bool)

    def _documents(self, wanted: pd.Series) -> list[int]:
        return [] if self.disputes is None else [int(key) for key in self.disputes.loc[wanted, "document_key"].dropna()]
