"""Late payment foretold: exact for the baseline, the same every time, and blind to whatever happened later."""

import datetime as dt
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from arcore import ledger, prediction
from arcore.books import Books
from arcore.collecting.agreements import agreements
from arcore.payment_history import settled
from arcore.policy import Policy
from arcore.prediction import facts
from arcore.prediction.baseline import baseline
from arcore.prediction.effects import Effects, learned
from arcore.prediction.model import known_at, on_their_dates
from arcore.prediction.scores import scores
from tests.late_payments import books_of, disputes_of, histories
from tests.ledger_fixtures import documents as open_documents
from tests.ledger_fixtures import take_in
from tests.real_files import needs_real_files
from tests.receivable_frames import allocations, customers, documents, receipts

AS_OF = dt.date(2026, 6, 30)
START = dt.date(2024, 1, 1)
TERMS = Effects({"30天": 2.0}, of_dispute=9.0, chance=np.array([-3.0, 0.0, 4.0]))


def invented(count: int, seed: int = 7) -> Books:
    """Invoices of ten customers, each with a habit of its own, due after 30 days and paid around that habit."""
    chance = np.random.default_rng(seed)
    made, paid = [], []
    for number in range(count):
        day = START + dt.timedelta(days=number * 911 // count)
        customer, due = number % 10 + 1, day + dt.timedelta(days=30)
        made.append(
            {
                "customer_key": customer,
                "document_date": day,
                "due_date": due,
                "amount": 100_00 + int(chance.integers(900_00)),
                "term_text": "30天",
            }
        )
        on = due + dt.timedelta(days=int(4 * customer - 25 + chance.integers(-6, 7)))
        if on <= AS_OF:
            paid.append({"document_key": number + 1, "receipt_key": 1, "date": on, "amount": made[-1]["amount"]})
    return Books(documents(*made), receipts(), allocations(*paid), customers(*[{} for _ in range(10)]), "1")


def test_the_baseline_is_the_customers_share_shrunk_to_everybodys() -> None:
    due = [dt.date(2026, 1, 10)] * 8
    delays = [0, 10, 20, 0, 0, 0, 0, 0]  # customer 1: two of three late; all: two of eight
    made = [{"customer_key": 1 if n < 3 else 2, "due_date": due[n], "document_date": dt.date(2025, 12, 11)} for n in range(8)]
    made += [{"customer_key": 1, "document_date": dt.date(2026, 6, 1), "due_date": dt.date(2026, 7, 10)}]
    paid = [{"document_key": n + 1, "receipt_key": 1, "date": due[n] + dt.timedelta(days=delays[n])} for n in range(8)]
    history = settled(documents(*made), allocations(*paid), AS_OF)
    observed = pd.DataFrame({"document_key": [9], "at": [pd.Timestamp(AS_OF)]})
    found = baseline(observed, documents(*made), history, 7).iloc[0]
    assert found["late"] == pytest.approx((3 * 2 / 3 + 5 * 2 / 8) / 8)
    assert found["seriously_late"] == found["late"]
    assert (found["own_share"], found["own_count"], found["all_share"]) == (2 / 3, 3, 2 / 8)
    assert found["days"] == 4  # median 10 of 3, median 0 of all: (3·10 + 5·0) / 8


def test_what_was_paid_sooner_says_nothing_about_a_document_that_has_waited_longer() -> None:
    made = [{"due_date": dt.date(2026, 1, 10)} for _ in range(4)] + [
        {"due_date": dt.date(2026, 6, 28), "document_date": dt.date(2026, 5, 1)}
    ]
    paid = [{"document_key": n + 1, "receipt_key": 1, "date": dt.date(2026, 1, 10 + days)} for n, days in enumerate([0, 1, 9, 19])]
    history = settled(documents(*made), allocations(*paid), AS_OF)
    observed = pd.DataFrame({"document_key": [5], "at": [pd.Timestamp(AS_OF)]})  # two days late already
    found = baseline(observed, documents(*made), history, 9).iloc[0]
    assert (found["late"], found["seriously_late"], found["own_count"]) == (1.0, 0.5, 2)


def test_the_scores_of_a_small_example() -> None:
    found = scores([0.9, 0.6, 0.4, 0.1], [10, 4, -3, 0], [12, -2, 1, -9])
    assert (found.count, found.accuracy, found.area) == (4, 0.5, 0.75)
    assert found.brier == pytest.approx((0.01 + 0.36 + 0.36 + 0.01) / 4)
    assert found.mean_error == (2 + 4 + 1 + 0) / 4


def test_with_few_paid_documents_only_the_baseline_speaks() -> None:
    found = prediction.predict(invented(250), AS_OF, late_days=7, country="CN")
    assert (found.boosted, found.boosting, found.settled) == (False, None, 244)
    assert len(found.documents)
    assert all(len(why) == 3 for why in found.documents["reasons"])


def test_predictions_are_the_same_every_time_and_have_three_reasons() -> None:
    books = invented(900)
    first, second = (prediction.predict(books, AS_OF, late_days=7, country="CN") for _ in range(2))
    pd.testing.assert_frame_equal(first.documents, second.documents)
    assert first.boosted == (first.boosting.brier < first.baseline.brier)
    assert {len(why) for why in first.documents["reasons"]} == {3}
    assert first.documents["late"].between(0, 1).all()
    assert (first.documents["expected"] > pd.Timestamp(AS_OF)).all()
    assert first.documents["late"].is_monotonic_decreasing


def changed_after(books: Books, day: dt.date) -> Books:
    """The same books with another future: what was settled later is settled at other times, what came later has other amounts."""
    at = pd.Timestamp(day)
    applied, made = books.allocations.copy(), books.documents.copy()
    applied.loc[applied["date"] > at, "date"] = at + pd.Timedelta(days=200)
    made.loc[made["document_date"] > at, "amount"] += 12_345
    return Books(made, books.receipts, applied, books.customers, "2")


def facts_on_their_dates(books: Books, keys: list[int], disputes: pd.DataFrame | None = None) -> pd.DataFrame:
    after = dt.date(2030, 1, 1)
    history = settled(books.documents, books.allocations, after)
    closed = settled(books.documents, books.allocations, after, however=True)
    observed = books.documents.loc[books.documents["document_key"].isin(keys), ["document_key", "document_date"]]
    return facts(observed.rename(columns={"document_date": "at"}), books.documents, history, closed, disputes, effects=TERMS)


def test_no_fact_of_a_document_comes_from_after_its_date() -> None:
    books = invented(400)
    for place in (50, 200, 390):
        row = books.documents.iloc[place]
        key, day = [int(row["document_key"])], row["document_date"].date()
        same = books.documents["document_date"] <= row["document_date"]
        assert same.sum() >= place
        pd.testing.assert_frame_equal(facts_on_their_dates(books, key), facts_on_their_dates(changed_after(books, day), key))


@needs_real_files
def test_predictions_on_the_real_file_do_not_look_ahead() -> None:
    rows = histories()
    day = dt.date(2013, 7, 11)
    future = rows["SettledDate"] > pd.Timestamp(day)
    other = rows.copy()
    other.loc[future, "SettledDate"] = pd.Timestamp(2013, 12, 24)
    other.loc[future, ["Disputed", "DaysLate", "DaysToSettle"]] = ["Yes", 99, 99]
    one, two = (prediction.predict(books_of(each), day, late_days=7, country="US", disputes=disputes_of(each)) for each in (rows, other))
    pd.testing.assert_frame_equal(one.documents, two.documents)
    assert one.boosting == two.boosting


@needs_real_files
def test_the_published_predictions_of_the_real_file_do_not_change_with_anything_after_each_documents_date() -> None:
    rows, after = histories(), dt.date(2014, 1, 31)
    chance = np.random.default_rng(3)
    first = rows["InvoiceDate"].iloc[-494]

    def foretold(of: pd.DataFrame, place: int) -> list[pd.DataFrame]:
        known = known_at(books_of(of), after, disputes_of(of))
        earlier = known.history[(known.history["settled_on"] <= first) & (known.history["document_date"] < first)]
        return [each.reset_index(drop=True) for each in on_their_dates(known, known.documents.iloc[[place]], earlier, 7)]

    for place in (len(rows) - 494, len(rows) - 300, len(rows) - 100, len(rows) - 1):
        day, other = rows["InvoiceDate"].iloc[place], rows.copy()
        open_then, later = other["SettledDate"] > day, other["InvoiceDate"] > day
        other.loc[open_then, "SettledDate"] = day + pd.to_timedelta(chance.integers(1, 30, int(open_then.sum())), unit="D")
        other.loc[open_then, "Disputed"] = np.where(chance.random(int(open_then.sum())) < 0.5, "Yes", "No")
        other.loc[later, "InvoiceAmount"] = chance.random(int(later.sum())) * 100
        for one, two in zip(foretold(rows, place), foretold(other, place), strict=True):
            pd.testing.assert_frame_equal(one, two)


def test_a_disputed_document_and_its_customers_record_of_disputes_are_known_from_the_day_they_were_raised() -> None:
    books = invented(20)
    disputes = pd.DataFrame(
        {"document_key": [1, 11], "opened": pd.to_datetime(["2024-01-05", "2025-09-01"]), "closed": pd.to_datetime(["2024-02-01", None]),
         "customer_key": [1, 1]}  # as the register of disputes has it
    )  # fmt: skip
    found = facts(
        pd.DataFrame({"document_key": [11, 11], "at": pd.to_datetime(["2025-08-31", "2025-09-01"])}),
        books.documents, settled(books.documents, books.allocations, AS_OF), settled(books.documents, books.allocations, AS_OF), disputes,
        effects=Effects(),
    )  # fmt: skip
    assert found["disputed_now"].tolist() == [0.0, 1.0]
    assert found["disputed_share"].tolist() == [0.5, 1.0]
    assert found["dispute_chance"].iloc[1] == 1.0


def paid_late(days: list[int], **columns: list[object]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Documents of customers 1 and 2 by turns, due on 1 January and paid so many days later; and their history."""
    made = [
        {"customer_key": 1 + n % 2, "due_date": dt.date(2026, 1, 1), **{name: values[n] for name, values in columns.items()}}
        for n in range(len(days))
    ]
    paid = [{"document_key": n + 1, "receipt_key": 1, "date": dt.date(2026, 1, 1) + dt.timedelta(days=late)} for n, late in enumerate(days)]
    return documents(*made), settled(documents(*made), allocations(*paid), AS_OF)


def test_disputes_are_taken_as_the_register_of_them_gives_them() -> None:
    own = ledger.open(ledger.MEMORY)
    take_in(own, open_documents({"amount": 100_00, "due_date": "2026-04-30"}))
    raised = {"opened_on": "2026-02-01", "dispute_type": "price", "document_nos": "D1", "what": "?", "owner": "Li", "due_on": "2026-03-01"}
    own.change_registers([ledger.RowChange("disputes", {**raised, "state": "open"}, customer_key=1)], who="Li")
    day = dt.date(2026, 3, 31)
    found = prediction.predict(own.books(), day, late_days=30, country="CN", disputes=agreements(own.books(), day, Policy()).disputes)
    assert found.documents["document_no"].tolist() == ["D1"]


def test_terms_are_compared_within_the_same_customers() -> None:
    made, history = paid_late([2, 12, 6, 16], term_text=["A", "A", "B", "B"])
    effects = learned(history, made, None)
    assert effects.of_terms == pytest.approx({"A": -2.0, "B": 2.0})
    assert effects.of_dispute == pytest.approx(0)


def test_what_a_dispute_adds_is_compared_within_the_same_customers_and_counts_once_it_is_raised() -> None:
    made, history = paid_late([0, 20, 0, 20, 14, 34], term_text=["A"] * 6)
    disputes = pd.DataFrame({"document_key": [5, 6], "opened": pd.to_datetime(["2026-01-03", "2026-01-03"]), "closed": pd.NaT})
    effects = learned(history, made, disputes)
    assert effects.of_dispute == pytest.approx(14)
    assert effects.raised_after.tolist() == [(dt.date(2026, 1, 3) - made["document_date"].iloc[4].date()).days] * 2
    late = pd.DataFrame({"document_key": [5, 6], "opened": pd.to_datetime(["2026-03-01"] * 2), "closed": pd.NaT})  # after it was paid
    assert learned(history, made, late).of_dispute == pytest.approx(0)


def test_the_chance_of_being_late_is_that_of_what_nobody_can_explain_given_that_the_document_still_waits() -> None:
    effects = Effects(of_dispute=10.0, chance=np.array([-4.0, -2.0, 0.0, 2.0, 4.0]))
    table = pd.DataFrame({"alike": [-1.0, -1.0, -1.0, -1.0], "dispute_chance": [0.0, 1.0, 0.5, 0.0], "days_to_due": [30, 30, 30, 2]})
    assert effects.late_chance(table) == pytest.approx([2 / 5, 1.0, 0.7, 2 / 3], abs=1e-6)  # after 2 days before due: 0, 2 and 4 are left


def test_starting_the_program_does_not_load_the_learning_library() -> None:
    code = "import arcore.prediction, sys; sys.exit('sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_books_in_which_nothing_was_ever_paid_have_a_prediction() -> None:
    own = ledger.open(ledger.MEMORY)
    take_in(own, open_documents({"amount": 100_00}, {"amount": 200_00, "document_date": "2026-03-01", "due_date": "2026-04-30"}))
    found = prediction.predict(own.books(), dt.date(2026, 3, 31), late_days=30, country="CN")
    assert (found.documents["document_no"].tolist(), found.settled) == (["D2"], 0)
