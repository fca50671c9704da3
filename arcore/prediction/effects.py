"""What makes the same customer pay later: the terms of a document and a dispute about it; and what is to be expected without them.

days late = the customer's own days + the effect of the terms + the effect of a dispute + chance, the effects found by least squares within
customers. A customer's own days are shrunk to everybody's by the ratio of the variance within customers to that between them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
Days = npt.NDArray[np.int64]

MOST_TERMS = 20
"""The most usual terms whose effect is told apart."""
WEIGHT, LEAST_WEIGHT, MOST_WEIGHT = 5.0, 0.5, 50.0
DISPUTE_WEIGHT = 2.0
"""Of how many documents everybody's days, and everybody's share of disputes, count as much; the first is found from the documents."""
KNOWN_LEAST = 3
"""So many documents of the customer must have been paid before what came of its next one says how much chance there is."""
ALIKE = ("alike", "dispute_chance", "late_chance")
LEAST = 1e-9


@dataclass(frozen=True)
class Effects:
    """of_terms, of_dispute: days; `weight`: see `WEIGHT`; `raised_after`: days from document to dispute; `chance`: days nobody can explain.

    The last two are sorted.
    """

    of_terms: Mapping[str, float] = field(default_factory=dict)
    of_dispute: float = 0.0
    weight: float = WEIGHT
    raised_after: Days = field(default_factory=lambda: np.array([], dtype="int64"))
    chance: Floats = field(default_factory=lambda: np.array([0.0]))

    def late_chance(self, table: pd.DataFrame) -> Floats:
        """How likely a document is to be late, given that it was open on the day: from alike, dispute_chance and days_to_due."""
        disputed = table["dispute_chance"].to_numpy("float64")
        alike, waited = table["alike"].to_numpy("float64"), -table["days_to_due"].to_numpy("float64")

        def later_than(days: Floats) -> Floats:
            usual, longer = self._beyond(days - alike), self._beyond(days - alike - self.of_dispute)
            return (1 - disputed) * usual + disputed * longer

        late: Floats = (later_than(np.maximum(waited, 0)) + LEAST) / (later_than(waited) + LEAST)
        return late

    def _beyond(self, days: Floats) -> Floats:
        """The share of what chance adds that is more than `days`."""
        share: Floats = 1 - np.searchsorted(self.chance, days, side="right") / len(self.chance)
        return share


def learned(history: pd.DataFrame, documents: pd.DataFrame, disputes: pd.DataFrame | None) -> Effects:
    """The effects in what was paid: `history` from `payment_history.settled`, `disputes` as `facts` takes them."""
    past = of_past(history, documents, disputes)
    if not len(past):
        return Effects()
    terms = [str(term) for term in past["term"].value_counts().index[:MOST_TERMS]]
    causes = np.column_stack([past["disputed"], *(past["term"] == term for term in terms)]).astype("float64")
    days, customers = past["days_late"].to_numpy("float64"), past["customer_key"].to_numpy()
    within = np.column_stack([_within(customers, column) for column in causes.T])
    of_dispute, *of_terms = np.linalg.lstsq(within, _within(customers, days), rcond=None)[0].tolist()
    weight = _weight(customers, days - causes @ np.array([of_dispute, *of_terms]))
    raised_after = np.sort(past.loc[past["disputed"], "raised_after"].to_numpy("int64"))
    found = Effects(dict(zip(terms, of_terms, strict=True)), of_dispute, weight, raised_after)
    expected, known = _own(past[["customer_key", "term"]].assign(at=past["document_date"]), past, found)
    chance = (days - expected - of_dispute * past["disputed"].to_numpy())[known >= KNOWN_LEAST]
    return replace(found, chance=np.sort(chance)) if len(chance) else found


def of_past(history: pd.DataFrame, documents: pd.DataFrame, disputes: pd.DataFrame | None) -> pd.DataFrame:
    """What was paid, earliest first, with `term`, whether it had been `disputed` before that, and `raised_after` how many days."""
    past = history.sort_values(["settled_on", "document_key"]).reset_index(drop=True)
    known = documents.set_index("document_key")["term_text"] if "term_text" in documents.columns else pd.Series(dtype="str")
    if disputes is None or not len(disputes):
        opened = pd.Series(pd.NaT, index=past.index, dtype="datetime64[us]")
    else:
        first = disputes.groupby("document_key")["opened"].min()
        opened = first.reindex(past["document_key"]).set_axis(past.index)
    disputed = (opened <= past["settled_on"]).astype("bool")
    after = (opened - past["document_date"]).dt.days.where(disputed, 0).astype("int64")
    return past.assign(term=past["document_key"].map(known).fillna("").astype("str"), disputed=disputed, raised_after=after)


def alike(rows: pd.DataFrame, past: pd.DataFrame, effects: Effects) -> pd.DataFrame:
    """`ALIKE` but the last, of each of `rows`: document_date, customer_key, term, at, raised (whether disputed by that day).

    alike: days after due to be expected while undisputed; dispute_chance: that the document is disputed, or will be before it is paid.
    """
    expected, _ = _own(rows, past, effects)
    disputed, own = _sums(rows, past, past["disputed"].to_numpy("float64"))
    everybody, all_ = _of_all(rows, past, past["disputed"].to_numpy("float64"))
    share = (disputed + DISPUTE_WEIGHT * everybody / np.maximum(all_, 1)) / (own + DISPUTE_WEIGHT)
    age = (rows["at"] - rows["document_date"]).dt.days.to_numpy("int64")
    raised = effects.raised_after
    to_come = 1 - np.searchsorted(raised, age, side="right") / max(1, len(raised))
    not_yet = share * to_come / np.maximum(1 - share * (1 - to_come), LEAST)
    chance = np.where(rows["raised"].to_numpy("bool"), 1.0, not_yet)
    return pd.DataFrame({"alike": expected, "dispute_chance": chance}, index=rows.index)


def _own(rows: pd.DataFrame, past: pd.DataFrame, effects: Effects) -> tuple[Floats, Floats]:
    """The days expected of each row while undisputed, and how many documents its customer had paid by then."""
    of_terms = past["term"].map(effects.of_terms).astype("float64").fillna(0.0)
    plain = (past["days_late"] - of_terms - effects.of_dispute * past["disputed"]).to_numpy("float64")
    sums, own = _sums(rows, past, plain)
    everybody, all_ = _of_all(rows, past, plain)
    usual = everybody / np.maximum(all_, 1)
    term = rows["term"].map(effects.of_terms).astype("float64").fillna(0.0).to_numpy("float64")
    expected: Floats = (sums + effects.weight * usual) / (own + effects.weight) + term
    return expected, own


def _sums(rows: pd.DataFrame, past: pd.DataFrame, values: Floats) -> tuple[Floats, Floats]:
    """Of the customer's documents paid by the day of each row: the sum of `values`, and how many there are."""
    sums, counts = np.zeros(len(rows)), np.zeros(len(rows))
    settled_on, at = past["settled_on"].to_numpy(), rows["at"].to_numpy()
    of_customer: dict[Any, Any] = past.groupby("customer_key").indices
    for key, places in rows.reset_index(drop=True).groupby("customer_key").indices.items():
        mine = of_customer.get(key)
        if mine is not None:
            counts[places] = np.searchsorted(settled_on[mine], at[places], side="right")
            sums[places] = running(values[mine])[counts[places].astype("int64")]
    return sums, counts


def _of_all(rows: pd.DataFrame, past: pd.DataFrame, values: Floats) -> tuple[Floats, Days]:
    counts = np.searchsorted(past["settled_on"].to_numpy(), rows["at"].to_numpy(), side="right")
    return running(values)[counts], counts


def running(values: Floats) -> Floats:
    """The sums of the first none, one, two … of `values`."""
    return np.concatenate([[0.0], np.cumsum(values)])


def _within(customers: npt.NDArray[Any], values: Floats) -> Floats:
    """The values less the mean of the same customer's."""
    means: Floats = pd.Series(values).groupby(customers).transform("mean").to_numpy("float64")
    return values - means


def _weight(customers: npt.NDArray[Any], plain: Floats) -> float:
    """The variance within customers ÷ the variance between them, within bounds; `WEIGHT` where it cannot be told."""
    of = pd.Series(plain).groupby(customers)
    means, counts = of.mean().to_numpy("float64"), of.size().to_numpy("float64")
    free = len(plain) - len(means)
    if free < 1 or len(means) < 2:
        return WEIGHT
    inside = float((_within(customers, plain) ** 2).sum()) / free
    between = float(means.var(ddof=1)) - inside * float((1 / counts).mean())
    return float(np.clip(inside / max(between, LEAST), LEAST_WEIGHT, MOST_WEIGHT))
