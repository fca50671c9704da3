"""How well late payment is foretold on IBM's file: the last 20 % by date (494 invoices from 2013-07-12). With `-s` the figures are printed.

Two splits of what is known, never to be mixed up. The file says which invoices were disputed, not when; so either nobody knew of a dispute
before the invoice was settled (strict), or it was registered at once (as an app that keeps a register of disputes knows them).
Learned only from what was settled by 2013-07-12; each invoice is seen as on its own date.
"""

import datetime as dt

import pandas as pd
import pytest

from arcore import prediction
from arcore.payment_history import settled
from arcore.prediction import Scores
from arcore.prediction.effects import alike, learned, of_past
from arcore.prediction.scores import scores
from tests.late_payments import books_of, disputes_of, histories
from tests.real_files import needs_real_files

pytestmark = [pytest.mark.benchmark, needs_real_files]
AFTER = dt.date(2014, 1, 31)
STRICT, REGISTERED = "SettledDate", "InvoiceDate"
"""The column from whose day on a dispute is taken to be known."""


def shown(name: str, found: Scores) -> None:
    area = 0 if found.area is None else found.area
    print(f"{name}: accuracy {found.accuracy:.3f}, AUC {area:.3f}, Brier {found.brier:.3f}, mean error {found.mean_error:.2f} days")


def test_strict_at_the_documents_date_without_its_dispute() -> None:
    rows = histories()
    found = prediction.predict(books_of(rows), AFTER, late_days=7, country="US", disputes=disputes_of(rows, STRICT))
    shown("strict, customer's own record", found.baseline)
    shown("strict, boosting", found.boosting)
    assert (found.boosting.count, found.test_from) == (494, dt.date(2013, 7, 12))
    assert found.boosted
    assert found.boosting.accuracy > 0.81
    assert found.boosting.area > 0.87
    assert found.boosting.mean_error < 1.85


def test_at_the_documents_date_where_its_dispute_is_registered() -> None:
    rows = histories()
    found = prediction.predict(books_of(rows), AFTER, late_days=7, country="US", disputes=disputes_of(rows, REGISTERED))
    shown("disputes registered, boosting", found.boosting)
    assert found.boosting.accuracy > 0.85
    assert found.boosting.area > 0.92
    assert found.boosting.mean_error < 1.6


def hindsight(column: str) -> Scores:
    """What somebody scores who knows every customer's habits from the whole file, its answers included, but not what chance adds."""
    rows = histories()
    books, disputes = books_of(rows), disputes_of(rows, STRICT)
    history = settled(books.documents, books.allocations, AFTER)
    effects = learned(history, books.documents, disputes)
    test = books.documents.iloc[-494:].reset_index(drop=True)
    known = disputes_of(rows, column)
    raised = test["document_key"].isin(known.loc[known["opened"].isin(rows["InvoiceDate"]) & (column == REGISTERED), "document_key"])
    seen = test.assign(at=pd.Timestamp(AFTER), document_date=pd.Timestamp(AFTER), term=test["term_text"], raised=raised)
    table = alike(seen, of_past(history, books.documents, disputes), effects).assign(days_to_due=30.0)
    if column == REGISTERED:
        table["dispute_chance"] = raised.astype("float64")
    late = test["document_key"].map(history.set_index("document_key")["days_late"])
    return scores(effects.late_chance(table), table["alike"] + effects.of_dispute * table["dispute_chance"], late)


def test_hindsight_itself_cannot_reach_85_percent_and_an_area_of_90_while_disputes_are_unknown() -> None:
    """The ceiling: the habits are taken from the answers themselves, and what is left is chance (5.1 days of standard deviation)."""
    strict, registered = hindsight(STRICT), hindsight(REGISTERED)
    shown("hindsight, strict", strict)
    shown("hindsight, disputes registered", registered)
    assert strict.accuracy < 0.85
    assert strict.area < 0.90
    assert registered.accuracy > 0.88
    assert registered.area > 0.94


@pytest.mark.parametrize("column", [STRICT, REGISTERED])
def test_as_it_is_used_every_fourth_friday(column: str) -> None:
    """Learned anew on each day from what was settled by then; the documents that are open and not yet due on it."""
    rows = histories()
    days_late = (rows["SettledDate"] - rows["DueDate"]).dt.days
    parts = []
    for day in (dt.date(2013, 7, 12) + dt.timedelta(days=28 * n) for n in range(5)):
        known = rows[rows["InvoiceDate"] <= pd.Timestamp(day)]
        found = prediction.predict(books_of(known), day, late_days=7, country="US", disputes=disputes_of(known, column))
        assert found.boosted
        parts.append(found.documents)
    foretold = pd.concat(parts)
    late = foretold["document_key"].map(lambda key: days_late[key - 1])
    found_scores = scores(foretold["late"], foretold["days"], late)
    shown(f"in use ({'strict' if column == STRICT else 'disputes registered'}), {len(foretold)} predictions", found_scores)
    assert found_scores.area > (0.86 if column == STRICT else 0.92)
