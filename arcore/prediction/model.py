"""Predictions for the open documents of a date, by the better of two ways, with the test that decided between them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from arcore import balances
from arcore.books import Books
from arcore.calendars import WorkingDays
from arcore.due_history import documents_at
from arcore.engines import collect
from arcore.payment_history import settled
from arcore.prediction.baseline import baseline
from arcore.prediction.boosted import Boosted, fit
from arcore.prediction.effects import Effects, learned
from arcore.prediction.facts import facts
from arcore.prediction.reasons import reasons
from arcore.prediction.scores import Scores, scores
from arcore.undated import vague

LEAST_SETTLED = 300
TEST_SHARE = 0.2
"""The latest documents, by their date, that the two ways are tried on."""


@dataclass(frozen=True)
class Prediction:
    """What is foretold at `as_of`.

    documents: document_key · document_no · customer_key · customer_id · currency · document_date · due_date · amount · open · late ·
    seriously_late (0–1) · days · expected · reasons (tuple of Message), most likely late first; only those not due before `as_of`.
    """

    as_of: dt.date
    documents: pd.DataFrame
    boosted: bool
    settled: int
    test_from: dt.date | None
    baseline: Scores | None
    boosting: Scores | None


@dataclass(frozen=True)
class Known:
    """What a day knows: documents, those paid in time or late (`history`) or settled however (`closed`), disputes raised."""

    documents: pd.DataFrame
    history: pd.DataFrame
    closed: pd.DataFrame
    disputes: pd.DataFrame | None

    def effects(self, learned_from: pd.DataFrame) -> Effects:
        """What terms and disputes do to days late, taken from `learned_from` only."""
        return learned(learned_from, self.documents, self.disputes)

    def facts(self, observed: pd.DataFrame, effects: Effects) -> pd.DataFrame:
        """What was known."""
        return facts(observed, self.documents, self.history, self.closed, self.disputes, effects=effects)


def predict(books: Books, as_of: dt.date, *, late_days: int, country: str, disputes: pd.DataFrame | None = None) -> Prediction:
    """Late payment of every open document not yet due; `disputes`: document_key · opened · closed, as far as known."""
    known = known_at(books, as_of, disputes)
    open_items = collect(balances.open_items(known.documents, books.allocations, as_of))
    ahead = open_items[(open_items["open"] > 0) & (open_items["due_date"] >= pd.Timestamp(as_of))]
    observed = pd.DataFrame({"document_key": ahead["document_key"], "at": pd.Timestamp(as_of)}).reset_index(drop=True)
    test = _tried(known, late_days)
    foretold = baseline(observed, known.documents, known.history, late_days)
    effects = known.effects(known.history)
    table, model = known.facts(observed, effects), None
    better = test is not None and test[2].brier < test[1].brier
    if better and len(observed):
        model = _fitted(known, known.history, effects, late_days)
        by_boosting = model.foretell(table)
        foretold = foretold.assign(**{name: by_boosting[name] for name in ("late", "seriously_late", "days")})
    usual = known.facts(_observations(known.history), effects).median()
    why = reasons(table, foretold, model, usual, effects)
    return Prediction(
        as_of, _listed(ahead, foretold, as_of, country).assign(reasons=pd.Series(why, dtype="object"))
        .sort_values(["late", "document_key"], ascending=[False, True]).reset_index(drop=True),
        bool(better), len(known.history), *((test[0], test[1], test[2]) if test else (None, None, None)),
    )  # fmt: skip


def known_at(books: Books, as_of: dt.date, disputes: pd.DataFrame | None) -> Known:
    """What is known at `as_of`."""
    day, documents = pd.Timestamp(as_of), documents_at(books, as_of)
    return Known(
        documents[documents["document_date"] <= day],
        settled(documents, books.allocations, as_of, undated=vague(books.undated)),
        settled(documents, books.allocations, as_of, however=True),
        None if disputes is None else disputes.loc[disputes["opened"] <= day, ["document_key", "opened", "closed"]],
    )


def _observations(history: pd.DataFrame) -> pd.DataFrame:
    """When paid documents were looked at to learn from them: on their own date, and half-way to the due date if still open then."""
    first = history[["document_key"]].assign(at=history["document_date"])
    half = history["document_date"] + (history["due_date"] - history["document_date"]) / 2
    open_then = (history["settled_on"] > half) & (history["due_date"] > history["document_date"])
    later = history.loc[open_then, ["document_key"]].assign(at=half[open_then].dt.normalize())
    return pd.concat([first, later], ignore_index=True)


def _fitted(known: Known, history: pd.DataFrame, effects: Effects, late_days: int) -> Boosted:
    """Boosting that has learned from the paid documents of `history`."""
    observed = _observations(history)
    days = observed["document_key"].map(history.set_index("document_key")["days_late"])
    return fit(known.facts(observed, effects), days, late_days)


def _tried(known: Known, late_days: int) -> tuple[dt.date, Scores, Scores] | None:
    """Both ways on the latest fifth of the paid documents, each seen as on its own date; None where too few were paid."""
    ordered = known.history.sort_values(["document_date", "document_key"])
    if len(ordered) < LEAST_SETTLED:
        return None
    test = ordered.iloc[-int(np.ceil(len(ordered) * TEST_SHARE)) :]
    first = test["document_date"].iloc[0]
    earlier = ordered[(ordered["settled_on"] <= first) & ~ordered["document_key"].isin(test["document_key"])]
    if not len(earlier):
        return None
    simple, boosting = on_their_dates(known, test, earlier, late_days)
    late = test["days_late"].to_numpy("int64")
    return first.date(), *(scores(each["late"], each["days"], late) for each in (simple, boosting))


def on_their_dates(known: Known, asked: pd.DataFrame, learned_from: pd.DataFrame, late_days: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """By both ways late, seriously_late and days of the documents `asked` (document_key, document_date), each as on its own date."""
    observed = asked[["document_key"]].assign(at=asked["document_date"]).reset_index(drop=True)
    effects = known.effects(learned_from)
    boosting = _fitted(known, learned_from, effects, late_days).foretell(known.facts(observed, effects))
    return baseline(observed, known.documents, known.history, late_days), boosting


def _listed(ahead: pd.DataFrame, foretold: pd.DataFrame, as_of: dt.date, country: str) -> pd.DataFrame:
    names = ["document_key", "document_no", "customer_key", "customer_id", "currency", "document_date", "due_date", "amount", "open"]
    rows = ahead[names].reset_index(drop=True).assign(**{name: foretold[name] for name in ("late", "seriously_late")})
    rows["days"] = np.floor(foretold["days"].to_numpy("float64") + 0.5).astype("int64")
    due = rows["due_date"].to_numpy().astype("datetime64[D]")
    after = np.maximum(due + rows["days"].to_numpy(), np.datetime64(as_of, "D") + 1)
    return rows.assign(expected=pd.Series(WorkingDays(country).roll_all(after)).astype("datetime64[us]"))
