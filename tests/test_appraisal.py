"""Appraisal: points between the marks, the weighted score, ranks and bonus; what is behind each figure; how firmly a ranking stands."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcore.appraisal import Appraised, Mark, appraised, ground, kept, measured, period, tracing, wording
from arcore.appraisal.goals import goals
from arcore.appraisal.history import history
from arcore.appraisal.measuring import Measured
from arcore.appraisal.scoring import coefficient_of, metric_of, points, ranks, weighted, weights_of
from arcore.appraisal.sensitivity import Swap, moved_to, steps, swaps
from arcore.books import Books
from arcore.metrics import rates
from arcore.metrics.dso import simple
from arcore.policy import Policy
from arcore.policy_sections.appraisal import AppraisalRules, contradictions
from tests.register_frames import books

JUNE = dt.date(2026, 6, 30)
RULES = AppraisalRules()
KNOWN = [{"salesperson": "王芳"}, {"salesperson": "王芳"}, {"salesperson": "李伟"}]


def owed(customer: int, issued: dt.date, due: dt.date, amount: int) -> dict:
    who = KNOWN[customer - 1]["salesperson"]
    of = "大客户部" if customer == 3 else None
    return {"document_date": issued, "due_date": due, "amount": amount, "customer_key": customer, "salesperson": who, "department": of}


def told(**kept: list[dict]) -> Books:
    """王芳: 1,000.00 due on 4 February and 600.00 due on 15 May; 李伟: 400.00 due on 10 June; money in April, May and June."""
    made = [
        owed(1, dt.date(2026, 1, 5), dt.date(2026, 2, 4), 1000_00),
        owed(2, dt.date(2026, 4, 15), dt.date(2026, 5, 15), 600_00),
        owed(3, dt.date(2026, 5, 11), dt.date(2026, 6, 10), 400_00),
        owed(3, dt.date(2025, 3, 3), dt.date(2025, 4, 2), 1),
    ]
    days = (dt.date(2026, 4, 20), dt.date(2026, 5, 20), dt.date(2026, 6, 5))
    came = [{"receipt_date": day, "amount": amount} for day, amount in zip(days, (200_00, 450_00, 100_00), strict=True)]
    paid = [
        {"document_key": key, "receipt_key": place, "date": day, "amount": amount}
        for place, (key, day, amount) in enumerate(zip((1, 2, 3), days, (200_00, 450_00, 100_00), strict=True), 1)
    ]
    lost = [{"document_key": 1, "receipt_key": None, "date": dt.date(2026, 6, 1), "amount": 50_00, "kind": "write_off"}]
    return books(made, came=came, paid=paid + lost, known=KNOWN, **kept)


def quarter(held: Books, role: str = "salesperson") -> dict[str, Measured]:
    at = ground(held, role, period("quarter", JUNE), Policy())  # type: ignore[arg-type]
    return {each.owner: each for each in measured(at, "CNY")}


def test_a_period_is_the_month_the_quarter_or_the_year_up_to_a_day() -> None:
    may = dt.date(2026, 5, 20)
    assert (period("month", may).start, period("quarter", may).start, period("year", may).start) == (
        dt.date(2026, 4, 30), dt.date(2026, 3, 31), dt.date(2025, 12, 31),
    )  # fmt: skip
    assert period("quarter", may).months == (dt.date(2026, 4, 30), may)
    assert period("year", dt.date(2026, 12, 31)).year_start == period("year", dt.date(2026, 12, 31)).start
    assert period("quarter", may).before == period("quarter", dt.date(2026, 3, 31))
    assert period("year", may).before.end == dt.date(2025, 5, 20)
    assert period("year", dt.date(2025, 2, 28)).before.end == dt.date(2024, 2, 29)
    assert period("month", may).unfinished
    assert not period("month", JUNE).unfinished


def test_a_quarter_is_measured_as_a_whole_not_as_its_months_added_up() -> None:
    found = quarter(told())
    wang, li = found["王芳"].metrics, found["李伟"].metrics
    assert wang["dso"].value == Fraction(900_00 * 90, 600_00)
    assert wang["collection_of_due"].value == Fraction(650, 600)
    assert wang["collection_rate"].value == Fraction(650, 1000 + 600)
    assert wang["recovery_rate"].value == Fraction(200, 1000)  # the 450.00 paid what became overdue within the quarter
    assert wang["bad_debt_rate"].value == Fraction(50, 1600)
    assert li["collection_of_due"].value == Fraction(100, 400)
    assert li["bad_debt_rate"].value == 0


def test_a_plan_counts_with_the_receipts_of_the_months_that_have_one() -> None:
    plans = [
        {"customer_key": None, "month": "2026-05-01", "planned": 500_00, "salesperson": "王芳", "planned_on": "2026-04-28"},
        {"customer_key": None, "month": "2026-06-01", "planned": 100_00, "salesperson": "王芳", "planned_on": "2026-05-28"},
    ]
    found = quarter(told(receipt_plans=plans))
    plan = found["王芳"].metrics["plan_completion"]
    assert (plan.numerator, plan.denominator) == (450_00, 600_00)
    assert plan.label.text("en") == "Receipts applied ÷ receipts planned, over the months that have a plan"
    assert found["李伟"].metrics["plan_completion"].reason is not None


LOG = [
    {"customer_key": 1, "contacted_on": "2026-03-02", "ours": "李娜"},
    {"customer_key": 2, "contacted_on": "2026-05-18", "ours": "李娜"},
    {"customer_key": 1, "contacted_on": "2026-06-20", "ours": "陈静"},
    {"customer_key": 3, "contacted_on": "2024-12-01", "ours": "韩冰"},
]


def test_a_customer_is_the_collector_s_who_contacted_it_last_within_a_year() -> None:
    found = quarter(told(contacts=LOG), "collector")
    assert set(found) == {"", "李娜", "陈静"}
    assert found["陈静"].metrics["recovery_rate"].denominator == 1000_00
    assert found["李娜"].metrics["collection_of_due"].value == Fraction(450, 600)
    may = ground(told(contacts=LOG), "collector", period("month", dt.date(2026, 5, 31)), Policy())
    assert {each.owner for each in measured(may, "CNY")} == {"", "李娜"}


def test_a_promise_is_its_collector_s_who_noted_it() -> None:
    made = {"customer_key": 1, "made_on": "2026-04-01", "promised_on": "2026-04-20", "amount": 200_00}
    found = quarter(told(contacts=LOG, promises=[made | {"ours": "李娜"}]), "collector")
    assert found["李娜"].metrics["promise_rate"].value == 1
    assert found["陈静"].metrics["promise_rate"].value is None
    by_another = quarter(told(contacts=LOG, promises=[made | {"ours": "周敏"}]), "collector")
    assert by_another["陈静"].metrics["promise_rate"].value == 1  # the customer is hers, 周敏 collects from nobody


def test_a_promise_that_was_handed_over_later_stays_with_whom_it_was_at_the_end() -> None:
    made = {"customer_key": 1, "made_on": "2026-04-01", "promised_on": "2026-04-20", "amount": 200_00}
    held = told(contacts=LOG, promises=[made | {"ours": "陈静"}])
    old, new = (json.dumps(made | {"ours": name}) for name in ("李娜", "陈静"))
    change = {"row_key": [1], "valid_from": pd.to_datetime(["2026-07-08"]), "old": [old], "new": [new], "entry": [9]}
    found = quarter(replace(held, register_changes=pd.DataFrame(change)), "collector")
    assert found["李娜"].metrics["promise_rate"].value == 1
    assert found["陈静"].metrics["promise_rate"].value is None


@pytest.mark.parametrize(
    ("value", "full", "zero", "expected"),
    [
        ("65", "40", "90", "50"),
        ("39", "40", "90", "100"),
        ("91", "40", "90", "0"),
        ("0.85", "1", "0.7", "50"),
        ("0.7015", "1", "0.7", "0.5"),
        ("0.70015", "1", "0.7", "0.1"),  # 0.05 is rounded up
        ("1.2", "1", "0.7", "100"),
    ],
)
def test_points_grow_evenly_between_the_marks_and_halves_go_up(value: str, full: str, zero: str, expected: str) -> None:
    assert points(Fraction(value), Fraction(full), Fraction(zero)) == Fraction(expected)


def test_the_weight_of_what_has_no_value_is_shared_among_the_others() -> None:
    weights = {"dso": Fraction(25), "collection": Fraction(50), "promise_rate": Fraction(25)}
    reached = {"dso": Fraction(80), "collection": Fraction(50), "promise_rate": None}
    assert weighted(reached, weights) == 60
    assert weighted(reached | {"promise_rate": Fraction(0)}, weights) == 45
    assert weighted(dict.fromkeys(weights), weights) is None


def test_equal_scores_share_a_rank_and_the_bonus_follows_the_band() -> None:
    assert ranks([Fraction(90), Fraction(80), Fraction(80), None, Fraction(70)]) == [1, 2, 2, None, 4]
    bonus = [coefficient_of(Fraction(score), RULES) for score in ("59.9", "60", "89.9", "90")]
    assert bonus == [Fraction(1, 2), Fraction(4, 5), Fraction(1), Fraction(6, 5)]


def test_half_a_hundredth_of_a_bonus_coefficient_is_rounded_up_as_in_the_workbook() -> None:
    rules = replace(RULES, bonus_percents=(50.0, 80.0, 90.0, 112.5, 120.0))
    assert wording.factor(coefficient_of(Fraction(85), rules)) == "1.13"


def person(owner: str, **values: Fraction | None) -> Measured:
    """Someone with these values of measures."""
    metrics = {
        "dso": simple(int(values.get("dso") or 0), 90, 90) if values.get("dso") is not None else simple(0, 0, 90),
        "bad_debt_rate": rates.bad_debts(0, 100),
        "collection_of_due": rates.collection_of_due(int((values.get("collection") or 0) * 100), 100),
        "plan_completion": rates.plan_completion(0, 0),
        "promise_rate": rates.promises(1, 2),
    }
    return Measured(owner, metrics)


def test_a_score_is_the_weighted_points_and_every_step_of_it_is_said() -> None:
    found = appraised([person("李伟", dso=Fraction(65), collection=Fraction("0.85")), person("", dso=Fraction(1))], "salesperson", RULES)
    (one,) = found
    assert [mark.points for mark in one.marks] == [50, 100, 50, None, 20]
    assert one.score == Fraction("55.6")  # (25×50 + 15×100 + 30×50 + 10×20) ÷ 80 = 55.625
    assert one.coefficient == Fraction(1, 2)
    lines = [line.text("en") for line in wording.breakdown(one, "salesperson", RULES.collected_by)]
    assert lines == [
        "DSO: 65.0 days is 50.0 points (100 at 40.0 days, 0 at 90.0 days) × weight 25, here 31.3 = 15.6",
        "Bad-debt rate: 0.0 % is 100.0 points (100 at 0.0 %, 0 at 1.0 %) × weight 15, here 18.8 = 18.8",
        "Receipts to amounts due: 85.0 % is 50.0 points (100 at 100.0 %, 0 at 70.0 %) × weight 30, here 37.5 = 18.8",
        "Collection plan completed: left out. No receipts were planned. Its weight of 20 is shared among the others.",
        "Promises kept: 50.0 % is 20.0 points (100 at 90.0 %, 0 at 40.0 %) × weight 10, here 12.5 = 2.5",
        "55.6 points in all; bonus coefficient 0.50.",
    ]


def test_collectors_are_measured_by_what_came_of_what_was_overdue() -> None:
    assert metric_of("collection", "collector", RULES) == "recovery_rate"
    assert metric_of("collection", "salesperson", replace(RULES, collected_by="collection_rate")) == "collection_rate"
    assert weights_of("collector", RULES)["collection"] == 40


def scored(owner: str, rank: int, **reached: int | None) -> Appraised:
    """Someone with these points by weights of 50, 30 and 20."""
    weights = {"dso": 50, "collection": 30, "promise_rate": 20}
    known = {name: None if value is None else Fraction(value) for name, value in reached.items()}
    nothing = rates.plan_completion(0, 0)
    marks = tuple(Mark(name, nothing, Fraction(1), Fraction(0), weights[name], known[name], Fraction(0)) for name in weights)
    return Appraised(owner, marks, weighted(known, {name: Fraction(each) for name, each in weights.items()}), rank, None)


WEIGHTS = {"dso": 50, "collection": 30, "promise_rate": 20}


def test_a_weight_moves_and_the_others_keep_their_proportions() -> None:
    assert moved_to(WEIGHTS, "dso", 60) == {"dso": 60, "collection": 24, "promise_rate": 16}
    assert moved_to({"dso": 100, "collection": 0}, "dso", 90) is None


def test_who_changes_rank_and_what_would_swap_two_neighbors_is_told() -> None:
    people = [
        scored("甲", 1, dso=100, collection=40, promise_rate=60),  # 74
        scored("乙", 2, dso=60, collection=100, promise_rate=60),  # 72
        scored("丙", 3, dso=50, collection=40, promise_rate=0),
    ]
    lower = steps(people, WEIGHTS)[0]
    assert (lower.measure, lower.before, lower.weight, lower.ranks) == ("dso", 50, 40, (("甲", 1, 2), ("乙", 2, 1)))
    assert steps(people, WEIGHTS)[1].ranks == ()
    first, last = swaps(people, WEIGHTS)
    assert first == Swap("甲", "乙", "dso", 50, 47)  # at 47: 甲 72.4, 乙 72.7
    assert last == Swap("乙", "丙", None, 0, 0)
    title = wording.measure_title("dso", "salesperson", "collection_of_due")
    assert wording.of_swap(first, title).text("en") == "乙 overtakes 甲 once DSO weighs 47 instead of 50: a shift of 3."
    assert wording.closest([first, last]) == first


@given(st.lists(st.lists(st.none() | st.integers(0, 100), min_size=3, max_size=3), min_size=2, max_size=6))
def test_a_swap_that_is_told_does_swap_and_a_smaller_one_does_not(every: list[list[int | None]]) -> None:
    people = [scored(str(place), 0, **dict(zip(WEIGHTS, values, strict=True))) for place, values in enumerate(every)]
    people = sorted((each for each in people if each.score is not None), key=lambda each: -(each.score or 0))
    by_name = {each.owner: {mark.measure: mark.points for mark in each.marks} for each in people}

    def overtakes(swap: Swap, measure: str, weight: int) -> bool:
        changed = moved_to(WEIGHTS, measure, weight)
        assert changed is not None
        above, below = (weighted(by_name[name], changed) for name in (swap.above, swap.below))
        return below is not None and (above is None or below > above)

    for swap in swaps(people, WEIGHTS):
        reach = abs(swap.weight - swap.before) if swap.measure else 101
        assert swap.measure is None or overtakes(swap, swap.measure, swap.weight)
        nearer = [(name, weight) for name in WEIGHTS for weight in range(101) if 0 < abs(weight - WEIGHTS[name]) < reach]
        assert not any(overtakes(swap, *shift) for shift in nearer)


@pytest.mark.parametrize("span", ["month", "quarter", "year"])
def test_what_is_behind_a_figure_adds_up_to_what_was_divided(span: str) -> None:
    plans = [{"customer_key": None, "month": "2026-05-01", "planned": 500_00, "salesperson": "王芳", "planned_on": "2026-04-28"}]
    promised = [{"customer_key": 1, "made_on": "2026-06-01", "promised_on": "2026-06-20", "amount": 200_00}]
    at = ground(told(receipt_plans=plans, promises=promised), "salesperson", period(span, JUNE), Policy())  # type: ignore[arg-type]
    for each in measured(at, "CNY"):
        counted = {
            (name, part): int(tracing.documents(at, each.owner, name, part, "CNY")["counted"].sum())
            for name in each.metrics
            for part in tracing.sets_of(name)
        }
        for name, (top, *below) in ((name, tracing.sets_of(name)) for name in each.metrics if tracing.sets_of(name)):
            metric = each.metrics[name]
            if name != "collection_effectiveness":
                assert counted[name, top] == metric.numerator, name
                assert not below or sum(counted[name, part] for part in below) == metric.denominator, name
        assert int(tracing.rows(at, each.owner, "plans", "CNY")["amount"].sum()) == each.metrics["plan_completion"].denominator
        assert len(tracing.rows(at, each.owner, "promises", "CNY")) == each.metrics["promise_rate"].denominator


def test_a_month_of_the_history_is_as_it_was_at_its_own_end() -> None:
    held = told(contacts=LOG)
    rows = history(held, "collector", JUNE, Policy(), "CNY", months=2)
    assert rows[["month_end", "owner"]].astype(str).values.tolist() == [
        ["2026-05-31", "李娜"],
        ["2026-06-30", "李娜"],
        ["2026-06-30", "陈静"],
    ]
    alone = appraised(measured(ground(held, "collector", period("month", dt.date(2026, 5, 31)), Policy()), "CNY"), "collector", RULES)
    assert rows["score"].tolist()[0] == float(alone[0].score or 0)


def test_targets_of_the_year_stand_beside_what_was_reached_since_january() -> None:
    given = {"customer_key": None, "year": "2026", "set_on": "2025-12-26"}
    rows = [
        given | {"kpi": "collection_of_due", "role": "salesperson", "owner": "王芳", "target": "95"},
        given | {"kpi": "collection_of_due", "target": "50"},
        given | {"kpi": "dso", "role": "salesperson", "owner": "周敏", "target": "50"},
        given | {"kpi": "collection_of_due", "role": "department", "owner": "大客户部", "target": "20"},
        given | {"kpi": "score", "target": "99"},
    ]
    found = goals(told(targets=rows), JUNE, Policy(), "CNY")
    at = ground(told(), "salesperson", period("year", JUNE), Policy())
    scores = [each.score or 0 for each in appraised(measured(at, "CNY"), "salesperson", RULES)]
    assert [(goal.role, goal.owner, goal.reached, goal.met) for goal in found] == [
        ("company", "", Fraction(750, 2000), False),
        ("company", "", sum(scores) / 2, False),
        ("department", "大客户部", Fraction(100, 400), True),
        ("salesperson", "王芳", Fraction(650, 1600), False),
        ("salesperson", "周敏", None, None),
    ]


@pytest.mark.parametrize(
    ("rules", "path"),
    [
        (replace(RULES, sales_weights=(("dso", 90),)), "appraisal.sales_weights"),
        (replace(RULES, dso_zero=40), "appraisal.dso_zero"),
        (replace(RULES, recovery_zero=0.95), "appraisal.recovery_zero"),
        (replace(RULES, bonus_percents=(100.0,)), "appraisal.bonus_percents"),
    ],
)
def test_rules_that_contradict_each_other_are_named(rules: AppraisalRules, path: str) -> None:
    assert [key for key, _ in contradictions(replace(Policy(), appraisal=rules))] == [path]
    assert contradictions(Policy()) == []


def test_whoever_was_not_appraised_when_the_month_was_closed_differs_now() -> None:
    june = period("month", dt.date(2026, 6, 30))
    rows = pd.DataFrame([("salesperson", "month", "CNY", "王芳", "80", "1")], columns=list(kept.COLUMNS))
    people = [Appraised(owner, (), Fraction(score), None, Fraction(1)) for owner, score in (("王芳", 80), ("李伟", 75))]
    (then,) = kept.differing(rows, people, "salesperson", june, "CNY") or ()
    assert wording.then_words(then).text("zh") == "李伟 无得分，现为 75.0 分（1.00）"
