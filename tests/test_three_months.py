"""Three months of the sample company closed in a row: each figure of the third ties to the second and to the ledger."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from arcore import bridge, closing, policy_file, review
from arcore.appraisal import appraised, ground, kept, period, wording
from arcore.appraisal import measured as owners_measured
from arcore.closing import Snapshot
from arcore.desk import balances_at
from arcore.ledger import Application, ClosedMonth, Closing, Ledger, Part, RowChange
from arcore.ledger.verify import verify
from arcore.registers import REGISTERS
from arcore.review import Scene, Table, decisions, kpis, story
from arcore.review.history import history, measured
from arcore.standing import sums_by_currency
from arcore.warnings import closed_task
from tests.sample_company import built_once, opened_copy, sample_copy

MONTHS = tuple(dt.date(2026, month, day) for month, day in ((4, 30), (5, 31), (6, 30)))
POLICY = policy_file.default()
CORRECTED = 123_45


@dataclass(frozen=True)
class Closed:
    """The ledger with its three closed months, and the tables of each."""

    ledger: Ledger
    months: tuple[Snapshot, ...]

    def table(self, place: int, number: str) -> Table:
        return {table.number: table for table in review.tables_in(self.months[place])}[number]


def close(book: Ledger, as_of: dt.date, before: Snapshot | None) -> Snapshot:
    books = book.books()
    at = Scene(books, as_of, POLICY, before, lines=book.statement_lines())
    content = closing.packed(review.figures(at, review.tables_of(at)))
    book.close_month(Closing(as_of, content, books.version, POLICY.version), who="赵敏", why="月结")
    return snapshot(book, book.closed_months()[-1])


def snapshot(book: Ledger, month: ClosedMonth) -> Snapshot:
    kept = book.file(month.sha256)
    assert kept is not None
    return closing.unpacked(kept)


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Closed]:
    """April, May and June closed; between May and June a forgotten write-off of April is booked."""
    original = built_once(tmp_path_factory, "three_months.sqlite", three_months)
    book = opened_copy(original, tmp_path_factory.mktemp("months") / "own.sqlite")
    yield Closed(book, tuple(snapshot(book, month) for month in book.closed_months()))
    book.close()


def three_months(place: Path) -> None:
    """Write the ledger that `closed` has into a file."""
    book = sample_copy(place)
    april = close(book, MONTHS[0], None)
    task = decisions.task("对常州博远停止发货", department="sales", owner="李伟", due=dt.date(2026, 5, 20), day=MONTHS[0], month="2026-04")
    book.change_registers([RowChange("tasks", task)], who="赵敏", why="四月例会", valid_from=MONTHS[0])
    may = close(book, MONTHS[1], april)
    late = may.frames["open_items"].query("document_date < '2026-04-15' and open > 1000000 and currency == 'CNY'").iloc[0]
    part = Part(int(late["document_key"]), CORRECTED, "write_off", "漏记")
    book.record_application([Application((part,), date=dt.date(2026, 4, 28))], who="王芳", why="四月漏记的尾差")
    close(book, MONTHS[2], may)
    book.close()


def test_each_month_opens_with_what_the_month_before_closed_with(closed: Closed) -> None:
    for place in (1, 2):
        before, now = closed.table(place - 1, "T1"), closed.table(place, "T1")
        closings = before.rows.query("cut == 'company'").set_index("currency")["closing"]
        openings = now.rows.query("cut == 'company'").set_index("currency")["opening"]
        assert openings.to_dict() == closings.to_dict()
    corrections = closed.table(2, "T1").rows.query("cut == 'company'").set_index("currency")["corrections"]
    assert corrections.to_dict() == {"CNY": -CORRECTED, "EUR": 0, "USD": 0}
    assert not closed.table(1, "T1").rows["corrections"].any()


def test_every_total_of_the_third_month_ties_to_the_ledger(closed: Closed) -> None:
    at = balances_at(closed.ledger.books(), MONTHS[2])
    open_, waiting = sums_by_currency(at.items, "open"), sums_by_currency(at.unapplied, "unapplied")
    assert sums_by_currency(closed.table(2, "T2").rows, "open") == open_
    assert sums_by_currency(closed.table(2, "T14").rows, "amount") == open_
    assert sums_by_currency(closed.table(2, "T8").rows, "unapplied") == waiting
    assert sums_by_currency(closed.months[2].frames["open_items"], "open") == open_
    for place in range(3):
        for table in review.tables_in(closed.months[place]):
            assert not [tie for tie in table.ties if tie.difference], (place, table.number)


def test_the_allowance_and_the_plan_of_a_month_continue_those_of_the_month_before(closed: Closed) -> None:
    planned = closed.table(2, "T5").rows.groupby("currency")["planned"].sum().to_dict()
    wanted = closed.table(1, "T5").rows.groupby("currency")["next_planned"].sum().to_dict()
    assert {code: amount for code, amount in planned.items() if amount} == {code: amount for code, amount in wanted.items() if amount}
    totals = closed.table(1, "T2").rows.set_index(["customer_id", "currency"])["total"]
    before = closed.table(2, "T2").rows.set_index(["customer_id", "currency"])["before"]
    assert before[before != 0].sort_index().to_dict() == totals[totals != 0].sort_index().to_dict()
    openings, closings = (closed.table(place, "T12").rows.set_index("currency")[name] for place, name in ((2, "opening"), (1, "closing")))
    assert openings.to_dict() == closings.to_dict()


def test_the_bridge_over_both_months_ties_out_and_names_the_correction(closed: Closed) -> None:
    for built in (closing.balance_between(closed.months), closing.overdue_between(closed.months)):
        for currency in bridge.currencies(built):
            for by in bridge.KEY_COLUMN:
                assert not bridge.table(built, currency, by)["difference"].any()
    corrected = bridge.behind(closing.balance_between(closed.months), "corrections", "CNY")
    assert corrected["amount"].tolist() == [-CORRECTED]


def test_the_correction_is_listed_for_both_months_it_would_change_and_the_ledger_is_sound(closed: Closed) -> None:
    books = closed.ledger.books()
    for place, month in enumerate(closed.ledger.closed_months()):
        rows = closing.restated(closed.months[place], books, closed.ledger.touched_since(month.position))
        assert closing.totals(rows) == ({"CNY": -CORRECTED} if place < 2 else {})
        assert rows["who"].tolist() == (["王芳"] if place < 2 else [])
    assert verify(closed.ledger).sound


def test_the_history_of_a_closed_month_shows_what_each_month_was_closed_with_and_says_which_was_not(closed: Closed) -> None:
    books, frozen = closed.ledger.books(), {month.month: month for month in closed.months}
    live, found = history(books, MONTHS[2], POLICY, {}), history(books, MONTHS[2], POLICY, frozen)
    assert (live.closed, live.sentence()) == ((), None)
    assert found.closed == ("2026-04", "2026-05", "2026-06")
    sentence = found.sentence()
    assert sentence is not None
    assert sentence.text("zh") == "2026-04 – 2026-06 为结账数据；2025-07 – 2026-03 未结账，按当前账簿计算。"
    then, now = (each.ages.set_index(["month_end", "currency"]).sort_index() for each in (found, live))
    different = (then - now)[["open", "overdue", "unapplied"]]
    different = different[(different != 0).any(axis=1)].reset_index()
    assert different[["month_end", "currency", "open", "unapplied"]].values.tolist() == [
        [pd.Timestamp(day), "CNY", CORRECTED, 0] for day in MONTHS[:2]
    ]
    assert then.loc[(pd.Timestamp(MONTHS[2]), "CNY")].tolist() == now.loc[(pd.Timestamp(MONTHS[2]), "CNY")].tolist()


def test_the_measures_of_closed_months_are_those_of_the_closing(closed: Closed) -> None:
    names = {"open": 0, "overdue": 0, "sales": 0, "receipts": 0, "overdue_rate": 0.0}
    drawn = pd.DataFrame([{"month_end": pd.Timestamp(day), **names} for day in (dt.date(2026, 3, 31), *MONTHS)])
    found = measured(drawn, "CNY", {month.month: month for month in closed.months}).set_index("month_end")
    assert found.loc["2026-03-31"].tolist() == list(names.values())
    for place, day in enumerate(MONTHS):
        row, snapshot_ = found.loc[pd.Timestamp(day)], closed.months[place]
        assert row["open"] == sums_by_currency(snapshot_.frames["open_items"], "open")["CNY"]
        assert row["receipts"] == closed.table(place, "T5").rows.query("currency == 'CNY'")["collected"].sum()
        assert row["overdue_rate"] == pytest.approx(float(kpis.values(snapshot_.frames["metrics"], "CNY")["overdue_rate"]))


def test_a_decision_of_april_is_carried_into_june_ages_and_is_closed_there(closed: Closed) -> None:
    book = closed.ledger

    def seen(month: str, as_of: dt.date, since: dt.date) -> list[list[object]]:
        rows = decisions.follow_up(decisions.decisions(book.books().registers["tasks"], month, as_of), month, since)
        mine = rows[rows["title"] == "对常州博远停止发货"]
        return mine[["month", "carried", "late", "state"]].values.tolist()

    assert seen("2026-05", MONTHS[1], MONTHS[0]) == [["2026-04", 1, 11, "open"]]
    assert seen("2026-06", MONTHS[2], MONTHS[1]) == [["2026-04", 2, 41, "open"]]
    tasks = book.books().registers["tasks"]
    row = tasks[tasks["title"] == "对常州博远停止发货"].iloc[0].to_dict()
    values = closed_task(row, "已停供", MONTHS[2])
    change = RowChange("tasks", values, row_key=int(row["row_key"]), entry=int(row["entry"]))
    entry = book.change_registers([change], who="李伟", why="六月例会", valid_from=MONTHS[2])
    assert seen("2026-06", MONTHS[2], MONTHS[1]) == [["2026-04", 2, 41, "done"]]
    assert seen("2026-07", dt.date(2026, 7, 31), MONTHS[2]) == []
    assert REGISTERS["tasks"].field("state").choice("done") is not None
    book.undo(entry.seq, who="李伟", why="test")


def test_no_decision_is_lost_between_two_meetings(closed: Closed) -> None:
    tasks = closed.ledger.books().registers["tasks"]
    mine = tasks[tasks["origin"] == "decision"]
    for month, as_of, since in (
        ("2026-05", MONTHS[1], MONTHS[0]),
        ("2026-06", MONTHS[2], MONTHS[1]),
        ("2026-07", dt.date(2026, 7, 31), MONTHS[2]),
    ):
        every = decisions.decisions(tasks, month, as_of)
        shown = set(decisions.follow_up(every, month, since)["row_key"]) | set(decisions.taken(every, month)["row_key"])
        known = mine[mine["created_on"] <= str(as_of)]
        gone = known[known["closed_on"].notna() & (known["closed_on"] <= str(since))]
        assert set(known["row_key"]) == shown | set(gone["row_key"])


def test_owners_and_receipts_of_a_closed_month_are_those_of_the_closing(closed: Closed) -> None:
    books = closed.ledger.books()
    for snapshot_, day in zip(closed.months, MONTHS, strict=True):
        now = story.told(books, review.live(Scene(books, day, POLICY), ()), POLICY, "CNY")
        found = story.told(books, review.closed(snapshot_, {}, books, POLICY), POLICY, "CNY")
        pd.testing.assert_frame_equal(found.days, now.days)
        if day == MONTHS[2]:
            pd.testing.assert_frame_equal(found.owners, now.owners.astype({"key": "str"}), check_like=True)
        else:
            assert found.owners["open"].sum() - now.owners["open"].sum() == CORRECTED


def test_a_closed_month_keeps_everybodys_appraisal_and_tells_whose_would_differ_now(closed: Closed) -> None:
    books, may = closed.ledger.books(), period("month", MONTHS[1])
    rows = closed.months[1].frames["appraisals"]
    people = appraised(owners_measured(ground(books, "salesperson", may, POLICY), "CNY"), "salesperson", POLICY.appraisal)
    assert kept.differing(rows, people, "salesperson", may, "USD") is None
    same = {each.owner: (each.score, each.coefficient) for each in people}
    differs = kept.differing(rows, people, "salesperson", may, "CNY")
    assert differs is not None
    assert {then.owner for then in differs} < set(same)
    first = people[0]
    other = [replace(first, score=Fraction(1), coefficient=Fraction(2)), *people[1:-1]]
    told = {then.owner: wording.then_words(then).text("zh") for then in kept.differing(rows, other, "salesperson", may, "CNY") or ()}
    assert told[first.owner].endswith("现为 1.0 分（2.00）")
    assert told[people[-1].owner].endswith("现无得分")


def test_the_migration_of_a_closed_month_is_that_of_the_closing(closed: Closed) -> None:
    books = closed.ledger.books()
    now, found = (story.told(books, month, POLICY, "CNY") for month in (
        review.live(Scene(books, MONTHS[1], POLICY), ()), review.closed(closed.months[1], {}, books, POLICY)
    ))  # fmt: skip
    assert (now.rolls_kept, found.rolls_kept) == (False, True)
    last = [told.rolls.cohorts[-1] for told in (now, found)]
    assert [cohort.end for cohort in last] == [MONTHS[1]] * 2
    left = [sum(cohort.still_open) + sum(cohort.written_off) for cohort in last]
    assert sum(last[1].still_open) - sum(last[0].still_open) == CORRECTED, left
    july = story.told(books, review.live(Scene(books, MONTHS[2], POLICY), ()), POLICY, "CNY")
    assert story.told(books, review.closed(closed.months[2], {}, books, POLICY), POLICY, "CNY").rolls == july.rolls


def test_a_receipt_recorded_later_changes_no_day_of_a_closed_month(closed: Closed) -> None:
    books, june = closed.ledger.books(), closed.months[2]
    came = pd.DataFrame([{"receipt_key": 10**6, "currency": "CNY", "receipt_date": pd.Timestamp(MONTHS[2]), "amount": 500}])
    more = replace(books, receipts=pd.concat([books.receipts, came], ignore_index=True))
    then, now = (story.told(each, review.closed(june, {}, each, POLICY), POLICY, "CNY") for each in (books, more))
    pd.testing.assert_frame_equal(now.days, then.days)
