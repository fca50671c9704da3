"""The scorecard: points to the point of the published vectors, caps, hysteresis, thin files, and an explanation of each score."""

from __future__ import annotations

import datetime as dt
import warnings
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arcore.engines import to_engine
from arcore.policy import Policy
from arcore.policy_sections.scores import ScoreRules
from arcore.scorecard import Evidence, card, lifts, score
from arcore.scorecard.factors import points
from arcore.scorecard.facts import months_before
from arcore.scorecard.grading import LADDER, rank_of
from arcore.scorecard.lifting import to_collect
from tests.receivable_frames import allocations, customers, documents, receipts

AS_OF = dt.date(2026, 6, 30)
LONG_AGO = dt.date(2023, 2, 28)
POLICY = Policy()
RULES = POLICY.scores
Row = dict[str, Any]


def before(days: int) -> dt.date:
    return AS_OF - dt.timedelta(days=days)


def paid(amount: int, settled: dt.date, late: int = 0, **more: object) -> tuple[Row, dt.date]:
    return {"amount": amount, "document_date": LONG_AGO, "due_date": settled - dt.timedelta(days=late), **more}, settled


def owed(amount: int, days_late: int, issued: dt.date = dt.date(2026, 6, 1), **more: object) -> tuple[Row, None]:
    return {"amount": amount, "document_date": issued, "due_date": before(days_late), **more}, None


def scored(*items: tuple[Row, dt.date | None], customer: Row | None = None, **more: Any) -> pd.Series:
    frames = books(items, customer or {})
    (found,) = (row for _, row in score(*frames, as_of=AS_OF, policy=more.pop("policy", POLICY), **more).iterrows())
    return found


def books(items: tuple[tuple[Row, dt.date | None], ...], customer: Row) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    settled = [
        {"document_key": place, "receipt_key": None, "date": day, "amount": document["amount"], **document.get("allocation", {})}
        for place, (document, day) in enumerate(items, start=1)
        if day is not None
    ]
    rows = [{name: value for name, value in document.items() if name != "allocation"} for document, _ in items]
    return documents(*rows), allocations(*settled), receipts(), customers({"term_text": "30天", **customer})


SETTLED = (
    paid(695_000_00, dt.date(2025, 12, 15)),
    paid(55_000_00, dt.date(2025, 12, 20), 75),
    paid(225_000_00, dt.date(2026, 5, 15)),
    paid(25_000_00, dt.date(2026, 5, 20), 75),
)
"""On time 92 %; 6.0 days late on average, 7.5 in the last three months and 5.5 in the nine before: +2."""

SOLD = dt.date(2025, 9, 1)
HEALTHY = (*SETTLED, owed(900_000_00, -30, SOLD), owed(217_800_00, -20), owed(97_200_00, 12))
"""Open 1,215,000, 8 % of it 12 days overdue; sales 105,000 a month after 100,000."""

LATE = (*SETTLED, owed(789_750_00, -30, SOLD), owed(110_250_00, 12, SOLD), owed(120_000_00, 95), owed(195_000_00, 12))
"""The same customer, 35 % overdue, one item of 120,000 by 95 days."""

LIMIT = {"credit_limit": 1_620_000_00}


def test_the_published_customer_scores_77_and_is_b() -> None:
    found = scored(*HEALTHY, customer=LIMIT)
    by_factor = [found[f"{name}_points"] // 100 for name in dict(RULES.weights)]
    assert by_factor == [15, 11, 14, 8, 8, 8, 5, 3, 5]
    assert (found["score"], found["computed"], found["grade"]) == (7700, "B", "B")


def test_with_an_old_undisputed_item_the_same_customer_scores_60_and_is_capped_at_c() -> None:
    found = scored(*LATE, customer=LIMIT)
    assert (found["score"], found["grade"], found["has_old_item"]) == (6000, "C", True)
    assert (found["overdue_points"], found["oldest_points"]) == (500, 0)


def test_a_cap_holds_whatever_the_points() -> None:
    fine = (*(paid(1_000_000_00, before(40 + n)) for n in range(8)), owed(380_000_00, -5), owed(20_000_00, 95))
    assert scored(*fine)[["score", "computed", "grade"]].tolist() == [7300, "B", "B"]
    more = (*fine[:-1], owed(21_100_00, 95))
    assert scored(*more)[["score", "computed", "grade"]].tolist() == [7000, "B", "C"]


def happened(day: dt.date, kind: str = "") -> pd.DataFrame:
    return pd.DataFrame({"customer_key": [1], "date": [pd.Timestamp(day)], "kind": [kind]})


@pytest.mark.parametrize(
    ("change", "grade"),
    [
        ({"items": (owed(120_000_00, 181),)}, "D"),
        ({"items": (owed(9_999_00, 200),)}, "C"),
        ({"customer": {"status": "诉讼中"}}, "D"),
        ({"customer": {"term_text": "款到发货"}}, "P"),
        (
            {
                "evidence": Evidence(
                    events=pd.DataFrame({"customer_key": [1], "date": [pd.Timestamp(2026, 6, 1)], "kind": ["失信被执行人"]})
                )
            },
            "D",
        ),
        ({"evidence": Evidence(events=pd.DataFrame({"customer_key": [1], "date": [pd.Timestamp(2026, 7, 1)], "kind": ["破产"]}))}, "B"),
        ({"evidence": Evidence(events=pd.DataFrame({"customer_key": [1], "date": [pd.Timestamp(2026, 6, 1)], "kind": ["高管变更"]}))}, "B"),
        ({"evidence": Evidence(dishonored=pd.DataFrame({"customer_key": [1], "date": [pd.Timestamp(2025, 7, 1)]}))}, "D"),
        ({"evidence": Evidence(dishonored=pd.DataFrame({"customer_key": [1], "date": [pd.Timestamp(2025, 6, 30)]}))}, "B"),
    ],
)
def test_facts_on_record_decide_the_grade(change: dict[str, Any], grade: str) -> None:
    big = (*HEALTHY, *change.pop("items", ()))
    customer = LIMIT | change.pop("customer", {})
    assert scored(*big, customer=customer, **change)["grade"] == grade


@pytest.mark.parametrize("dtype", ["str", "object", "float64"])
def test_customers_none_of_whom_has_terms_are_scored_without_a_warning_of_pandas(dtype: str) -> None:
    *frames, parties = books(HEALTHY, LIMIT)
    parties = parties.assign(term_text=pd.Series([None] * len(parties), dtype=dtype))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = score(*frames, parties, as_of=AS_OF, policy=POLICY)
    assert found["prepaid"].tolist() == [False] * len(parties)


def promises(*kept: tuple[int, bool | None]) -> Evidence:
    days, flags = [before(day) for day, _ in kept], [flag for _, flag in kept]
    due = pd.to_datetime(pd.Series(days))
    return Evidence(promises=pd.DataFrame({"customer_key": 1, "due_date": due, "kept": pd.array(flags, dtype="boolean")}))


def test_two_broken_promises_in_90_days_make_d_one_only_costs_points() -> None:
    assert scored(*HEALTHY, customer=LIMIT, evidence=promises((10, False), (89, False)))["grade"] == "D"
    once = scored(*HEALTHY, customer=LIMIT, evidence=promises((10, False), (91, False), (30, True), (40, None)))
    assert (once["grade"], once["promised"], once["kept"], once["broken"], once["promises_points"]) == ("B", 3, 1, 1, 0)


def test_promises_and_groundless_disputes_are_one_factor() -> None:
    dispute = {"document_key": [6], "opened_on": [pd.Timestamp(2026, 6, 5)], "closed_on": [pd.Timestamp(2026, 6, 20)]}
    groundless = Evidence(disputes=pd.DataFrame(dispute | {"upheld": pd.array([False], dtype="boolean")}))
    found = scored(*HEALTHY, customer=LIMIT, evidence=groundless)
    assert found["promises_n"] / found["promises_d"] == pytest.approx(1 - 217_800 / 1_215_000)
    assert found["promises_points"] == 400


def test_a_rightly_disputed_item_says_nothing_about_the_customer() -> None:
    dispute = {"document_key": [7], "opened_on": [pd.Timestamp(2026, 6, 5)], "closed_on": [pd.Timestamp(2026, 6, 20)]}
    upheld = Evidence(disputes=pd.DataFrame(dispute | {"upheld": pd.array([True], dtype="boolean")}))
    found = scored(*HEALTHY, customer=LIMIT, evidence=upheld)
    assert (found["overdue"], found["oldest"], found["overdue_points"]) == (0, 0, 2000)


def test_an_open_dispute_keeps_an_old_item_from_capping_the_grade() -> None:
    dispute = {"document_key": [7], "opened_on": [pd.Timestamp(2026, 6, 5)], "closed_on": [pd.NaT]}
    still = Evidence(disputes=pd.DataFrame(dispute | {"upheld": pd.array([None], dtype="boolean")}))
    assert not scored(*LATE, customer=LIMIT, evidence=still)["has_old_item"]


@pytest.mark.parametrize(
    ("before_", "points_", "after"),
    [
        ("B", 86, "B"), ("B", 87, "A"), ("A", 83, "A"), ("A", 82, "B"), ("D", 95, "C"), ("C", 95, "B"), ("D", 51, "D"), ("D", 52, "C"),
        ("A", 40, "D"), ("C", 48, "C"), ("C", 47, "D"), ("N", 86, "A"), (None, 85, "A"), (None, 84, "B"), ("A", 68, "C"),
    ],
)  # fmt: skip
def test_grades_rise_one_notch_beyond_the_edge_and_fall_at_once(before_: str | None, points_: int, after: str) -> None:
    rank = LADDER.index(before_) if before_ in LADDER else -1
    (found,) = rank_of(np.array([points_ * 100]), np.array([rank]), RULES)
    assert LADDER[found] == after


def test_the_previous_grade_is_taken_into_account() -> None:
    assert scored(*HEALTHY, customer=LIMIT, previous={1: "D"})["grade"] == "C"
    assert scored(*HEALTHY, customer=LIMIT, previous={1: "P"})["grade"] == "B"


@given(st.integers(0, 10_000), st.sampled_from([-1, 0, 1, 2, 3]))
@settings(max_examples=200, deadline=None)
def test_no_review_lifts_more_than_one_notch_and_more_points_never_lower_a_grade(score_: int, rank: int) -> None:
    (found,) = rank_of(np.array([score_]), np.array([rank]), RULES)
    (better,) = rank_of(np.array([score_ + 100]), np.array([rank]), RULES)
    assert better >= found
    if rank >= 0:
        assert found <= rank + 1


def test_too_little_history_is_n() -> None:
    assert scored(*HEALTHY[:2], *HEALTHY[4:])["grade"] == "N"
    young = [({**document, "document_date": dt.date(2026, 4, 1)}, day) for document, day in HEALTHY]
    found = scored(*young)
    assert (found["tenure_months"], found["grade"]) == (2, "N")
    assert scored()["grade"] == "N"


def test_small_remainders_count_as_settled_and_small_documents_not_at_all() -> None:
    tail = paid(100_000_00, before(20), allocation={"amount": 99_900_01})
    found = scored(tail, paid(99_99, before(10), 50), paid(200_00, before(10), 50))
    assert (found["settled"], found["on_time"], found["invoices"]) == (100_200_00, 100_000_00, 2)
    assert (found["open"], found["balance"]) == (0, 99_99)


def test_early_payments_are_not_less_than_on_time() -> None:
    found = scored(paid(100_00, before(10), -20), paid(100_00, before(10), 10))
    assert (found["days_late_n"], found["days_late_d"]) == (1_000_00, 200_00)


def test_grace_decides_what_is_on_time_but_not_the_days_late() -> None:
    with_grace = replace(POLICY, terms=replace(POLICY.terms, grace_days=5))
    found = scored(paid(100_00, before(10), 5), paid(100_00, before(10), 6), policy=with_grace)
    assert (found["on_time_n"], found["days_late_n"]) == (100_00, 1_100_00)


def test_what_a_credit_note_settled_was_never_paid() -> None:
    reversed_ = paid(100_00, before(10), 80, allocation={"kind": "credit"})
    assert scored(reversed_)["settled"] == 0


def test_payments_of_an_unknown_day_say_nothing_about_lateness() -> None:
    stated = paid(100_00, AS_OF, 80, allocation={"kind": "stated"})
    assert scored(stated, unsure=[1])["settled"] == 0
    assert scored(stated, unsure=[2])["settled"] == 100_00


def test_the_window_is_twelve_months() -> None:
    assert months_before(dt.date(2024, 2, 29), 12) == dt.date(2023, 2, 28)
    inside, outside = paid(100_00, dt.date(2025, 7, 1)), paid(100_00, dt.date(2025, 6, 30))
    assert scored(inside, outside)["invoices"] == 1


def test_a_past_date_knows_nothing_of_later_payments() -> None:
    frames = books(HEALTHY, LIMIT)
    then = score(*frames, as_of=dt.date(2026, 1, 31), policy=POLICY).iloc[0]
    assert (then["invoices"], then["settled"]) == (2, 750_000_00)


def test_currencies_are_never_mixed() -> None:
    foreign = [({**document, "currency": "USD"}, day) for document, day in HEALTHY]
    found = scored(*HEALTHY, *foreign, customer=LIMIT)
    assert (found["settled"], found["score"], found["currency"]) == (1_000_000_00, 7700, "CNY")
    assert scored(*foreign, customer={"currency": None})["currency"] == "USD"


def test_a_manual_assessment_weighs_thirty_percent() -> None:
    frame = pd.DataFrame({"customer_key": [1, 1], "date": pd.to_datetime(["2026-01-01", "2026-06-01"]), "points": [10, 65]})
    found = scored(*HEALTHY, customer=LIMIT, evidence=Evidence(assessments=frame))
    assert (found["auto"], found["manual"], found["score"]) == (7700, 65, 7340)


def test_other_weights_scale_the_points() -> None:
    weights = dict(RULES.weights) | {"on_time": 30, "overdue": 10}
    other = replace(POLICY, scores=replace(RULES, weights=tuple(weights.items())))
    found = scored(*HEALTHY, customer=LIMIT, policy=other)
    assert (found["on_time_points"], found["overdue_points"]) == (2250, 700)


@pytest.mark.parametrize(
    ("name", "above", "below", "expected"),
    [
        ("on_time", 98, 100, 20), ("on_time", 9799, 10000, 18), ("on_time", 1, 2, 3), ("on_time", 499, 1000, 0),
        ("days_late", 0, 1, 15), ("days_late", 5, 1, 13), ("days_late", 51, 10, 11), ("days_late", 61, 1, 0),
        ("overdue", 0, 1, 20), ("overdue", 1, 20, 17), ("overdue", 41, 100, 0), ("oldest", 90, 1, 1), ("oldest", 91, 1, 0),
        ("trend", -5_000_000, 1_000_000, 10), ("trend", 5_000_001, 1_000_000, 4), ("trend", 0, 0, 6),
        ("utilization", 60, 100, 10), ("utilization", 121, 100, 0), ("utilization", 5, 0, 5),
        ("tenure", 36, 1, 5), ("tenure", 5, 1, 0), ("promises", 9, 10, 5), ("promises", -1, 10, 0), ("promises", 0, 0, 3),
        ("stability", 13, 10, 5), ("stability", 131, 100, 3), ("stability", 161, 100, 0), ("stability", 69, 100, 3), ("stability", 0, 0, 2),
    ],
)  # fmt: skip
def test_each_scale_gives_the_published_points_at_its_edges(name: str, above: int, below: int, expected: int) -> None:
    assert points(name, np.array([above]), np.array([below]), RULES).tolist() == [expected]


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_every_engine_scores_alike(engine: str) -> None:
    frames = books(HEALTHY, LIMIT)
    others = [to_engine(frame, engine) for frame in frames]
    ours, theirs = score(*frames, as_of=AS_OF, policy=POLICY), score(*others, as_of=AS_OF, policy=POLICY)
    columns = ["score", "grade", "settled", "late_days", "open", "overdue", "exposure"]
    assert ours[columns].values.tolist() == theirs[columns].values.tolist()


def test_a_card_shows_value_bin_points_and_loss_of_every_factor() -> None:
    shown = card(scored(*HEALTHY, customer=LIMIT), RULES)
    told = [(line.title.text("zh"), line.shown.text("zh"), line.bin.text("zh"), line.points, line.lost) for line in shown.lines]
    assert told == [
        ("按期回款率", "92%", "≥ 90%", 1500, 500),
        ("平均逾期天数", "6 天", "≤ 10 天", 1100, 400),
        ("当前逾期率", "8%", "≤ 10%", 1400, 600),
        ("最长逾期", "12 天", "≤ 15 天", 800, 200),
        ("逾期趋势", "2 天", "≤ 5 天", 800, 200),
        ("额度使用率", "75%", "≤ 80%", 800, 200),
        ("合作年限", "40 个月", "≥ 36 个月", 500, 0),
        ("履约与争议", "暂无", "无数据", 300, 200),
        ("交易稳定性", "105%", "≥ 70%", 500, 0),
    ]
    assert shown.total.text("zh") == "77 分（满分 100 分）"
    assert [reason.text("zh") for reason in shown.reasons[:2]] == [
        "当前逾期率为 8%，失 6 分（满分 20 分）。",
        "按期回款率为 92%，失 5 分（满分 20 分）。",
    ]


def test_it_says_what_would_lift_the_grade() -> None:
    row = scored(*HEALTHY, customer=LIMIT)
    assert [sentence.text("zh") for sentence in lifts(row, card(row, RULES), RULES)] == [
        "距 A 级还差 8 分。",
        "按期回款率由 92%提高到 95%以上，可加 3 分。",
        "收回逾期款 38,368.43 元，当前逾期率即降至 5%，可加 3 分。",
        "平均逾期天数由 6 天降到 5 天以内，可加 2 分。",
        "最长逾期由 12 天降到 0 天以内，可加 2 分。",
        "逾期趋势由 2 天降到 -5 天以内，可加 2 分。",
        "额度使用率由 75%降到 60%以内，可加 2 分。",
    ]


def test_what_it_says_to_collect_reaches_the_edge() -> None:
    row = scored(*HEALTHY, customer=LIMIT)
    collect = to_collect(int(row["open"]), int(row["overdue"]), 5)
    assert (row["overdue"] - collect) * 100 <= 5 * (row["open"] - collect)
    assert (row["overdue"] - collect + 1) * 100 > 5 * (row["open"] - collect + 1)


def test_a_capped_customer_is_told_what_caps_it() -> None:
    row = scored(*LATE, customer=LIMIT)
    shown = card(row, RULES)
    assert [sentence.text("zh") for sentence in shown.overrides] == [
        "有一笔无争议款项 120,000.00 元已逾期 95 天，超过 90 天，等级最高为 C。"
    ]
    assert lifts(row, shown, RULES)[0].text("zh") == "收回逾期超过 90 天的款项（最大一笔 120,000.00 元），该款项限制了等级。"


def test_rules_can_be_changed_without_touching_the_code() -> None:
    strict = ScoreRules(grade_from=(("A", 95), ("B", 90), ("C", 80)))
    assert scored(*HEALTHY, customer=LIMIT, policy=replace(POLICY, scores=strict))["grade"] == "D"
