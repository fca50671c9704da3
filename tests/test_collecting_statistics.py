"""Statistics of collecting: recovery by step and collector, reasons, coverage, promises; exact, and no cent counted twice."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arcore import charts
from arcore.books import Books
from arcore.charts import Look
from arcore.collecting import answers, recovery, statistics
from arcore.collecting.agreements import agreements
from arcore.documents import collecting_workbook
from arcore.documents.workbook_style import Stamp
from arcore.i18n import Language
from arcore.policy import Policy
from tests.office import assert_recalculation_agrees, needs_office
from tests.register_frames import books, register
from tests.workbook_dump import assert_golden

AS_OF, FIRST = dt.date(2026, 6, 30), dt.date(2026, 1, 1)
DAY = dt.date


def paid(day: int, amount: int, document: int = 1) -> tuple[dict, dict]:
    """A receipt of June and its use for a document, in the same order."""
    return {"receipt_date": DAY(2026, 6, day), "amount": amount}, {"document_key": document, "date": DAY(2026, 6, day), "amount": amount}


def with_money(*money: tuple[dict, dict], made: list[dict] = ({},), **kept) -> Books:
    came = [receipt for receipt, _ in money]
    used = [{**use, "receipt_key": number} for number, (_, use) in enumerate(money, start=1)]
    return books(made, came=came, paid=used, **kept)


def recovered(held: Books, days: int = 14, as_of: dt.date = AS_OF) -> pd.DataFrame:
    kept = {name: register(name) for name in ("contacts", "letters")} | dict(held.registers)
    taken = recovery.steps_taken(kept["contacts"], kept["letters"], held.documents, FIRST, as_of)
    return recovery.recovered(held, taken, as_of, days=days, currency="CNY")


LATE = {"due_date": DAY(2026, 5, 31), "document_date": DAY(2026, 5, 1)}


def test_cash_counts_for_the_last_step_before_it_within_so_many_days() -> None:
    held = with_money(
        paid(3, 10_00), paid(5, 20_00), paid(20, 5_00), paid(25, 1_00), made=[LATE],
        contacts=[
            {"contacted_on": "2026-06-02", "ours": "李娜"}, {"contacted_on": "2026-06-05", "channel": "email", "ours": "王芳"},
        ],
    )  # fmt: skip
    rows = recovered(held)
    assert rows[["step", "collector", "overdue", "collected", "running"]].values.tolist() == [
        ["call", "李娜", 100_00, 10_00, False],
        ["email", "王芳", 90_00, 20_00, False],  # the fifth itself counts, the twentieth is one day too late
    ]
    assert recovered(held, days=20)["collected"].tolist() == [10_00, 26_00]
    assert recovered(held, days=30)["running"].tolist() == [True, True]


def test_only_documents_overdue_on_the_day_and_meant_by_the_step_count() -> None:
    due_later = {"due_date": DAY(2026, 6, 10), "document_date": DAY(2026, 5, 1)}
    contact = {"contacted_on": "2026-06-10"}
    held = with_money(paid(12, 10_00, 1), paid(12, 20_00, 2), paid(12, 40_00, 3), made=[LATE, due_later, LATE], contacts=[contact])
    assert recovered(held)[["overdue", "collected"]].values.tolist() == [[200_00, 50_00]]
    about = with_money(
        paid(12, 10_00, 1), paid(12, 40_00, 3), made=[LATE, due_later, LATE], contacts=[contact | {"document_nos": "D3"}]
    )  # fmt: skip
    assert recovered(about)[["overdue", "collected"]].values.tolist() == [[100_00, 40_00]]


def test_a_contact_that_reached_nobody_and_a_letter_not_sent_are_no_steps() -> None:
    missed = {"contacted_on": "2026-06-02", "reached": False}
    assert len(recovered(with_money(paid(3, 10_00), made=[LATE], contacts=[missed], letters=[{"sent_on": None, "sent_by": None}]))) == 0
    sent = {"written_on": "2026-06-01", "sent_on": "2026-06-02", "sent_by": "ems", "tone": "formal", "recorded_by": "王芳"}
    (row,) = recovered(with_money(paid(3, 10_00), made=[LATE], letters=[sent])).to_dict("records")
    assert (row["step"], row["collector"], row["collected"]) == ("letter", "", 10_00)


def test_a_letter_counts_for_who_wrote_it_not_for_who_last_touched_its_row() -> None:
    sent = {"written_on": "2026-06-01", "written_by": "李伟", "sent_on": "2026-06-02", "sent_by": "ems", "tone": "formal"}
    (row,) = recovered(with_money(paid(3, 10_00), made=[LATE], letters=[sent])).to_dict("records")
    assert (row["collector"], row["collected"]) == ("李伟", 10_00)


def test_a_due_date_agreed_later_does_not_change_what_was_overdue_then() -> None:
    changes = pd.DataFrame(
        {"document_key": [1], "agreed_on": [pd.Timestamp("2026-06-20")], "old": [pd.Timestamp("2026-05-31")],
         "new": [pd.Timestamp("2026-09-30")], "entry": [5]}
    )  # fmt: skip
    held = with_money(paid(3, 10_00), made=[LATE | {"due_date": DAY(2026, 9, 30)}], contacts=[{"contacted_on": "2026-06-02"}])
    agreed = Books(**{**held.__dict__, "due_changes": changes})
    assert recovered(agreed)[["overdue", "collected"]].values.tolist() == [[100_00, 10_00]]


def test_a_due_date_changed_on_another_document_changes_nothing() -> None:
    held = with_money(paid(3, 10_00), made=[LATE, LATE | {"due_date": DAY(2026, 9, 30)}], contacts=[{"contacted_on": "2026-06-02"}])
    elsewhere = pd.DataFrame({"document_key": [9], "agreed_on": [DAY(2026, 6, 20)], "old": [DAY(2026, 5, 31)], "new": [DAY(2026, 9, 30)]})
    changes = elsewhere.astype(dict.fromkeys(("agreed_on", "old", "new"), "datetime64[us]")).assign(entry=5)
    moved = Books(**{**held.__dict__, "due_changes": changes})
    pd.testing.assert_frame_equal(recovered(moved), recovered(held))


def test_sums_by_step_follow_the_ladder_and_by_collector_the_names() -> None:
    contacts = [
        {"contacted_on": "2026-06-02", "channel": "visit", "ours": "李娜"},
        {"contacted_on": "2026-06-04", "channel": "phone", "ours": "王芳"},
        {"contacted_on": "2026-06-06", "channel": "phone", "ours": "李娜"},
    ]
    rows = recovered(with_money(paid(3, 10_00), paid(7, 30_00), made=[LATE], contacts=contacts))
    assert recovery.by("step", rows).values.tolist() == [["call", 2, 1, 180_00, 30_00, 0], ["visit", 1, 1, 100_00, 10_00, 0]]
    assert recovery.by("collector", rows).values.tolist() == [["李娜", 2, 1, 190_00, 40_00, 0], ["王芳", 1, 1, 90_00, 0, 0]]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 30), st.integers(1, 20_00), st.integers(1, 2)), max_size=8),
    st.lists(st.integers(1, 30), max_size=6),
    st.integers(0, 40),
)
def test_no_cent_is_collected_twice(money: list[tuple[int, int, int]], contacts: list[int], days: int) -> None:
    held = with_money(
        *(paid(*each) for each in money), made=[LATE, LATE], contacts=[{"contacted_on": f"2026-06-{day:02}"} for day in contacts]
    )  # fmt: skip
    rows = recovered(held, days)
    assert rows["collected"].sum() <= sum(amount for _, amount, _ in money)
    assert recovery.by("step", rows)["collected"].sum() == rows["collected"].sum() == recovery.by("collector", rows)["collected"].sum()


def worklist(*rows: tuple[int, int, int, int | None]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["customer_key", "amount", "excluded", "silent"])
    return table.astype({"silent": "Int64"})


def test_reasons_are_weighed_by_what_is_overdue_of_those_who_gave_them_last() -> None:
    contacts = register(
        "contacts",
        {"contacted_on": "2026-05-01", "reason": "funds"}, {"contacted_on": "2026-06-01", "reason": "quality"},
        {"contacted_on": "2026-06-02", "reason": "funds", "customer_key": 2},
        {"contacted_on": "2025-12-01", "reason": "other", "customer_key": 3},
    )  # fmt: skip
    found = statistics.reasons(worklist((1, 60_00, 15_00, 29), (2, 25_00, 0, 28), (3, 99_00, 0, 200)), contacts, FIRST, AS_OF)
    assert found.values.tolist() == [["quality", 1, 1, 75_00, 75.0, 75.0], ["funds", 2, 1, 25_00, 25.0, 100.0]]


def test_the_summary_names_every_denominator() -> None:
    held = books(
        [LATE], came=[{"receipt_date": DAY(2026, 6, 20), "amount": 60_00}],
        contacts=[{"contacted_on": "2026-06-10"}, {"contacted_on": "2026-06-12", "reached": False}, {"contacted_on": "2026-06-14"}],
        promises=[
            {"made_on": "2026-06-10", "promised_on": "2026-06-20", "amount": 60_00},
            {"made_on": "2026-06-14", "promised_on": "2026-06-25", "amount": 40_00},
            {"made_on": "2026-06-29", "promised_on": "2026-07-10", "amount": 40_00},
        ],
    )  # fmt: skip
    states = agreements(held, AS_OF, Policy()).promises
    found = statistics.summary(
        worklist((1, 100_00, 0, 16), (2, 300_00, 0, None)), held.registers["contacts"], states, FIRST, AS_OF, silent_days=14
    )
    assert (found.contacts, found.reached, found.silent) == (3, 2, 2)
    assert (found.coverage.part, found.coverage.whole, found.coverage_amount.words()) == (1, 2, "25.0 %")
    assert (found.promised.part, found.promised.whole) == (2, 2)
    assert (found.kept.part, found.kept.whole, found.kept_amount.words()) == (1, 2, "60.0 %")
    assert "3 次联系" in found.sentence(14).text("zh")
    months = statistics.monthly(held.registers["contacts"], states, recovered(held), AS_OF)
    assert months.iloc[-1].tolist() == ["2026-06", 3, 2, 1, 3, 2, 1, 0]
    assert months["contacts"].sum() == 3


def test_a_period_without_contacts_says_so() -> None:
    held = books([LATE], contacts=[])
    found = statistics.summary(
        worklist((1, 1_00, 0, None)), held.registers["contacts"], agreements(held, AS_OF, Policy()).promises, FIRST, AS_OF, silent_days=14
    )
    assert "没有联系记录" in found.sentence(14).text("zh")
    assert (found.kept.value, found.kept.words()) == (None, "–")


def shown_period() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, statistics.Summary]:
    contacts = [
        {"contacted_on": "2026-06-02", "channel": "visit", "ours": "李娜", "reason": "funds"},
        {"contacted_on": "2026-06-04", "ours": None, "reason": "quality", "customer_key": 1},
    ]
    held = with_money(paid(3, 10_00), paid(7, 30_00), made=[LATE], contacts=contacts, promises=[{"promised_on": "2026-06-10"}])
    listed = worklist((1, 60_00, 0, 26))
    states = agreements(held, AS_OF, Policy()).promises
    found = statistics.summary(listed, held.registers["contacts"], states, FIRST, AS_OF, silent_days=14)
    return statistics.reasons(listed, held.registers["contacts"], FIRST, AS_OF), recovered(held), states, found


def test_steps_collectors_and_reasons_read_as_words() -> None:
    reasons, rows, _states, _summary = shown_period()
    assert answers.reasons_in_words(reasons, "zh")["label"].tolist() == ["质量/服务争议", "资金困难"]
    by_step = answers.recovery_in_words(recovery.by("step", rows), "step", "zh")
    assert by_step[["label", "rate_words"]].values.tolist() == [["电话催收", "33.3 %"], ["上门拜访", "10.0 %"]]
    by_collector = answers.recovery_in_words(recovery.by("collector", rows), "collector", "en")
    assert by_collector["label"].tolist() == ["Nobody named", "李娜"]


@pytest.mark.parametrize(
    ("lang", "title"), [("zh", "逾期金额按原因（截至 2026-06-30，元）"), ("en", "Overdue by reason (as of 2026-06-30, CNY)")]
)
def test_pictures_name_their_date_and_unit(lang: Language, title: str) -> None:
    reasons, rows, _states, _summary = shown_period()
    drawn = charts.reasons_pareto(answers.reasons_in_words(reasons, lang), AS_OF, Look(lang)).to_dict()
    assert drawn["title"]["text"] == title
    steps = charts.recovery_bars(answers.recovery_in_words(recovery.by("step", rows), "step", lang), AS_OF, Look(lang), 14).to_dict()
    (values,) = steps["datasets"].values()
    assert [(row["overdue"], row["collected"], row["rate"]) for row in values] == [(90.0, 30.0, "33.3 %"), (100.0, 10.0, "10.0 %")]
    assert "2026-06-30" in steps["title"]["text"]


def workbook(lang: Language) -> bytes:
    reasons, rows, states, found = shown_period()
    silent = pd.DataFrame(
        {"customer_id": ["C1"], "customer_name": ["=客户1"], "amount": [60_00], "days": [30], "last_on": [pd.NaT], "silent": [pd.NA],
         "phone": [""], "salesperson": [""]}
    )  # fmt: skip
    by = {name: answers.recovery_in_words(recovery.by(name, rows), name, lang) for name in ("step", "collector")}
    monthly = statistics.monthly(register("contacts", {"contacted_on": "2026-06-02"}), states, rows, AS_OF)
    return collecting_workbook.build(
        found, answers.reasons_in_words(reasons, lang), by["step"], by["collector"], monthly, silent, currency="CNY", first=FIRST,
        days=14, stamp=Stamp("华东示例机电有限公司", AS_OF, lang),
    )  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_workbook_is_as_the_golden_file_says(lang: Language) -> None:
    assert_golden(workbook(lang), f"collecting_workbook.{lang}")


@pytest.mark.office
@needs_office
def test_libreoffice_recalculates_what_the_cells_already_say(tmp_path: Path) -> None:
    assert assert_recalculation_agrees(workbook("zh"), tmp_path) > 8
