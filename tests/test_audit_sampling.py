"""The auditor's sample: published examples to the cent, the same sample from the same seed, and what must never happen."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcore import desk
from arcore.audit.factors import confidence_factor
from arcore.audit.projection import Answer, answers_of, projected
from arcore.audit.recalculated import recalculate
from arcore.audit.sampling import POPULATION, Plan, Selection, interval_of, population, select, size_of
from arcore.audit.subsequent import subsequent_receipts
from arcore.books import Books
from arcore.messages import Unusable
from arcore.policy import AgingScheme
from tests.register_frames import books
from tests.sample_frames import frames


def balances(*amounts: int) -> pd.DataFrame:
    rows = [(f"{n}|CNY", n, f"C{n}", f"客户{n}", "CNY", amount) for n, amount in enumerate(amounts, 1)]
    return pd.DataFrame(rows, columns=list(POPULATION))


@pytest.mark.parametrize(
    ("confidence", "factors"),
    [
        (95, ["3.00", "4.75", "6.30", "7.76", "9.16", "10.52", "11.85", "13.15", "14.44", "15.71", "16.97"]),
        (90, ["2.31", "3.89", "5.33", "6.69", "8.00", "9.28"]),
        (85, ["1.90", "3.38", "4.73", "6.02", "7.27"]),
        (80, ["1.61", "3.00", "4.28", "5.52", "6.73"]),
        (99, ["4.61", "6.64", "8.41", "10.05", "11.61"]),
    ],
)
def test_the_factors_are_those_of_the_aicpa_s_table(confidence: int, factors: list[str]) -> None:
    assert [confidence_factor(confidence, count) for count in range(len(factors))] == [Fraction(factor) for factor in factors]


@pytest.mark.parametrize(
    ("total", "tolerable", "expected", "interval", "size"),
    [(72_000_000, 4_400_000, 500_000, 1_200_000, 60), (250_000_000, 12_500_000, 2_772_200, 2_688_160, 93)],
)
def test_interval_and_size_follow_from_the_published_examples(total: int, tolerable: int, expected: int, interval: int, size: int) -> None:
    """720,000 / 44,000 / 5,000 (CPA exam, datiyi.cn 1798191); 2,500,000 / 125,000 / 27,722 (University of Florida ACG 5637, L12)."""
    plan = Plan("mus", 1, confidence=95, tolerable=tolerable, expected=expected)
    assert interval_of(plan, total) == interval
    assert size_of(interval, total) == size


def test_the_published_misstatements_project_to_the_published_upper_limit() -> None:
    """Winz Corporation (2,400,000; 30 units of 80,000; 5 %): 42,000 projected, 240,000 basic, 12,550 incremental, 294,550 at most."""
    answers = [Answer("a", 100_000, 98_750), Answer("b", 75_000, 60_000), Answer("c", 8_500_000, 6_000_000), Answer("d", 500_000, 500_000)]
    found = projected(answers, 240_000_000 // 30, 95)
    assert [each.taint for each in found.misstated] == [None, Fraction(1, 5), Fraction(1, 80)]
    assert [each.projected for each in found.misstated] == [2_500_000, 1_600_000, 100_000]
    assert sum(each.misstatement for each in found.misstated) == 2_516_250
    assert (found.overstated, found.basic, found.incremental, found.upper_limit) == (4_200_000, 24_000_000, 1_255_000, 29_455_000)


def test_a_published_example_at_ninety_percent_projects_alike() -> None:
    """University of Florida ACG 5637, L12, 10 %: 2,500,000 in 59 units; the source rounds taints to whole percents, hence within 2."""
    pairs = [(7_133_000, 6_063_100), (1_899_600, 1_709_600), (3_008_100, 2_105_700), (355_500, 142_200)]
    found = projected([Answer(str(n), *pair) for n, pair in enumerate(pairs)], 4_237_300, 90)
    published = [25_424, 12_712, 10_699, 4_237]
    assert all(abs(each.projected / 100 - whole) <= 2 for each, whole in zip(found.misstated, published, strict=True))
    assert [each.taint is None for each in found.misstated] == [False, False, True, False]
    assert found.basic == 9_788_163  # published as 97,882


def test_understatements_are_never_set_off() -> None:
    found = projected([Answer("a", 100, 50), Answer("b", 100, 150)], 1000, 95)
    assert (found.overstated, found.understated, found.basic) == (500, 500, 3000)


def test_units_are_chosen_at_every_interval_from_the_start() -> None:
    found = select(balances(500, 300, 5_000, 0, 200, -400, 1_000, 3_000), Plan("mus", 7, size=10))
    assert found.interval == 1_000
    assert found.total == 10_000
    rows = found.rows
    assert rows["cumulative"].tolist() == [500, 800, 5_800, 6_000, 7_000, 10_000]
    points = [found.start + step * 1_000 for step in range(10)]
    before = [0, *rows["cumulative"].tolist()]
    assert rows["hits"].tolist() == [sum(low < point <= high for point in points) for low, high in pairwise(before)]
    assert rows.loc[rows["balance"] >= 1_000, "reason"].tolist() == ["large"] * 3
    assert found.apart["balance"].tolist() == [0, -400]
    assert found.apart["chosen"].all()


def test_the_seed_decides_and_nothing_else() -> None:
    rows = balances(*range(1_000, 9_000, 37))
    for method in ("mus", "random"):
        first, again, other = (select(rows, Plan(method, seed, size=20)) for seed in (5, 5, 7))
        pd.testing.assert_frame_equal(first.rows, again.rows)
        assert first.rows["chosen"].tolist() != other.rows["chosen"].tolist()
        shuffled = select(rows.iloc[::-1].reset_index(drop=True), Plan("random", 5, size=20))
        assert method == "mus" or set(shuffled.chosen["row_id"]) == set(first.chosen["row_id"])


def test_the_largest_and_the_key_items_are_chosen() -> None:
    found = select(balances(10, 30, 20, 5), Plan("top", 1, size=2, keys=frozenset({"4|CNY"})))
    assert found.rows[["row_id", "reason"]].values.tolist() == [["1|CNY", ""], ["2|CNY", "top"], ["3|CNY", "top"], ["4|CNY", "key"]]
    assert found.chosen["row_id"].tolist() == ["2|CNY", "3|CNY", "4|CNY"]


@given(
    st.lists(st.integers(-10**6, 10**9), min_size=1, max_size=40).filter(lambda amounts: max(amounts) > 0),
    st.integers(1, 60), st.integers(0, 10**6),
)  # fmt: skip
def test_no_balance_of_an_interval_is_missed_and_no_credit_is_projected(amounts: list[int], size: int, seed: int) -> None:
    found = select(balances(*amounts), Plan("mus", seed, size=size))
    assert 1 <= found.start <= found.interval
    assert found.rows.loc[found.rows["balance"] >= found.interval, "chosen"].all()
    assert (found.rows.loc[found.rows["hits"] > 0, "chosen"]).all()
    assert found.rows["hits"].sum() in (found.total // found.interval, found.total // found.interval + 1)
    assert sorted([*found.rows["row_id"], *found.apart["row_id"]]) == sorted(balances(*amounts)["row_id"])
    assert (found.rows["balance"] > 0).all()


def test_nothing_to_sample_and_nothing_tolerated_are_said() -> None:
    with pytest.raises(Unusable, match="nothing to sample"):
        select(balances(0, -5), Plan("mus", 1, size=3))
    with pytest.raises(Unusable, match="Expect less"):
        select(balances(100), Plan("mus", 1, tolerable=10, expected=7))


DAY, LATER = dt.date(2026, 6, 30), dt.date(2026, 7, 31)


def two_customers() -> Books:
    made = [{"amount": 1_000, "document_date": dt.date(2026, 6, 1)},
            {"amount": 500, "document_date": dt.date(2026, 6, 2), "customer_key": 2},
            {"amount": 70, "document_date": dt.date(2026, 7, 2)}]  # fmt: skip
    came = [{"amount": 900, "receipt_date": dt.date(2026, 7, 10)}, {"amount": 620, "receipt_date": dt.date(2026, 6, 20), "customer_key": 2}]
    paid = [{"receipt_key": 1, "amount": 600, "date": dt.date(2026, 7, 10)},
            {"receipt_key": None, "kind": "discount", "amount": 20, "date": dt.date(2026, 7, 10)},
            {"document_key": 2, "receipt_key": 2, "amount": 500, "date": dt.date(2026, 6, 20)}]  # fmt: skip
    return books(made, came=came, paid=paid, known=[{}, {}])


def test_the_population_is_what_each_customer_owes_net_of_what_waits() -> None:
    assert population(two_customers(), DAY, "CNY")[["customer_id", "balance"]].values.tolist() == [["C1", 1_000], ["C2", -120]]
    assert population(two_customers(), LATER, "CNY")["balance"].tolist() == [1_000 + 70 - 600 - 20 - 300, -120]
    assert population(two_customers(), DAY, "USD").empty


def test_receipts_after_the_date_are_laid_against_what_was_open_then() -> None:
    held = two_customers()
    found = subsequent_receipts(held, population(held, DAY, "CNY"), DAY, LATER)
    assert found[["open", "received", "other", "left", "unapplied"]].values.tolist() == [[1_000, 600, 20, 380, 300], [0, 0, 0, 0, 0]]
    assert found["last_on"].tolist()[0] == pd.Timestamp("2026-07-10")


def test_money_that_had_come_before_is_no_receipt_after_the_date() -> None:
    held = books(
        [{"amount": 1_000, "document_date": dt.date(2026, 6, 1)}], came=[{"amount": 300, "receipt_date": dt.date(2026, 6, 20)}],
        paid=[{"receipt_key": 1, "amount": 300, "date": dt.date(2026, 7, 3)}], known=[{}],
    )  # fmt: skip
    chosen = population(held, DAY, "CNY")
    assert chosen["balance"].tolist() == [700]
    found = subsequent_receipts(held, chosen, DAY, LATER)
    assert found[["open", "received", "other", "left"]].values.tolist() == [[1_000, 0, 300, 700]]
    assert found["last_on"].isna().all()


def test_answers_count_from_the_day_they_came() -> None:
    letters = pd.DataFrame(
        {
            "mode": ["audit", "audit", "detail"], "period_to": pd.to_datetime([DAY] * 3),
            "generated_on": pd.to_datetime(["2026-07-01"] * 3),
            "row_key": [1, 2, 3], "customer_key": pd.array([1, 2, 1], dtype="Int64"), "currency": ["CNY"] * 3, "number": ["X1", "X2", "D1"],
            "state": ["differs", "agreed", "agreed"], "answered_on": pd.to_datetime(["2026-07-10", "2026-07-20", "2026-07-02"]),
            "agreed_balance": pd.array([900, None, 5], dtype="Int64"), "balance": pd.array([1_000, -120, 1_000], dtype="Int64"),
        }
    )  # fmt: skip
    chosen = population(two_customers(), DAY, "CNY")
    told = answers_of(chosen, letters, pd.Timestamp(DAY), pd.Timestamp("2026-07-15"))
    assert told[["number", "state"]].values.tolist() == [["X1", "differs"], ["X2", "sent"]]
    assert told["audited"].tolist() == [900, pd.NA]


def test_the_second_computation_agrees_with_the_app_and_names_what_does_not() -> None:
    made, came, paid, known = frames()
    made, came = made.assign(side="receivable", entity=None), came.assign(entity=None)
    held = Books(made, came, paid, known, "1")
    as_of, scheme = dt.date(2026, 6, 30), AgingScheme()
    at = desk.aged(desk.balances_at(held, as_of), scheme, "due")
    found = recalculate(held, as_of, scheme, "due", at.items, at.unapplied)
    assert (found.differences, found.documents) == ((), len(at.items))
    assert (found.totals["app"] == found.totals["recalculated"]).all()
    assert found.totals.query("currency == 'CNY'")["app"].sum() == at.items.query("currency == 'CNY'")["open"].sum()
    wrong = at.items.copy()
    wrong.loc[wrong.index[0], ["open", "bucket"]] = [1, 99]
    differing = recalculate(held, as_of, scheme, "due", wrong, at.unapplied).differences
    assert [(each.number, each.what.text("en"), each.app) for each in differing] == [
        (wrong["document_no"].iloc[0], "Open balance", 1), (wrong["document_no"].iloc[0], "Bucket", 99)
    ]  # fmt: skip


def test_a_due_date_moved_later_is_the_earlier_one_in_both_computations() -> None:
    moved = pd.DataFrame({"document_key": [1], "agreed_on": pd.to_datetime(["2026-07-05"]), "old": pd.to_datetime(["2026-06-10"]),
                          "new": pd.to_datetime(["2026-08-01"]), "entry": [3]})  # fmt: skip
    held = replace(two_customers(), due_changes=moved)
    at = desk.aged(desk.balances_at(held, DAY), AgingScheme(), "due")
    assert recalculate(held, DAY, AgingScheme(), "due", at.items, at.unapplied).differences == ()
    assert at.items["days_past_due"].tolist()[0] == 20


def test_a_selection_tells_what_was_sampled() -> None:
    found = select(balances(400, 600, -50), Plan("mus", 3, size=2))
    assert isinstance(found, Selection)
    assert (found.total, found.chosen["balance"].tolist()[-1]) == (1_000, -50)
