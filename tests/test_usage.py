"""How the system is used: what became of the bank's receipts, what people changed by hand, what was wrong in files, what came late."""

import datetime as dt
from dataclasses import replace

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from arcore import ledger
from arcore.cash import posting, work
from arcore.documents import usage_workbook
from arcore.documents.workbook_style import Stamp
from arcore.intake.findings import FINDINGS
from arcore.intake.model import Issue
from arcore.ledger import Ledger
from arcore.ledger.connect import connect
from arcore.ledger.verify import verify
from arcore.messages import say
from arcore.policy_sections.training import TrainingRules
from arcore.usage import bank_lines, by_kind, edits, issues, panel
from tests import cash_books
from tests.desk_app import cache_folder, desk, go, grid, run, select, table_with, text
from tests.ledger_fixtures import database_url, documents, take_in
from tests.workbook_dump import dump

__all__ = ["cache_folder", "database_url", "desk"]
DAY = dt.date
MARCH, APRIL = DAY(2026, 3, 31), DAY(2026, 4, 30)
COLUMNS = ["seq", "recorded", "who", "way", "line", "date", "amount", "currency", "payer", "before", "after"]


def events(*rows: tuple) -> pd.DataFrame:
    """(recorded, line, day of March, before, after, way); amounts of 100.00."""
    full = [(seq, pd.Timestamp(on), "Li", way, line, pd.Timestamp(2026, 3, day), 100_00, "CNY", "甲", before, after)
            for seq, (on, line, day, before, after, way) in enumerate(rows, 1)]  # fmt: skip
    days = dict.fromkeys(("recorded", "date"), "datetime64[us]")
    whole = dict.fromkeys(("seq", "line", "amount"), "int64")
    return pd.DataFrame(full, columns=COLUMNS).astype({"before": "str", "after": "str", **days, **whole})


def test_a_receipt_is_unmatched_at_its_months_end_when_it_was_not_taken_in_or_not_dealt_with_by_then() -> None:
    told = events(
        (DAY(2026, 3, 31), 1, 3, None, "open", ""), (DAY(2026, 3, 31), 2, 4, None, "open", ""), (DAY(2026, 3, 31), 3, 5, None, "open", ""),
        (DAY(2026, 3, 31), 1, 3, "open", "posted", "certain"), (DAY(2026, 3, 31), 2, 4, "open", "claimed", ""),
        (DAY(2026, 4, 1), 3, 5, "open", "posted", "suggested"), (DAY(2026, 4, 2), 4, 6, None, "open", ""),
        (DAY(2026, 4, 2), 4, 6, "open", "posted", "hand"),
    )  # fmt: skip
    found = bank_lines.lines(told, APRIL, 27)
    assert found[["line", "outcome", "unmatched", "late"]].to_numpy().tolist() == [
        [1, "certain", False, True], [2, "waiting", True, False], [3, "suggested", True, False], [4, "hand", True, False],
    ]  # fmt: skip
    month = bank_lines.monthly(found, [MARCH, APRIL])
    assert month.iloc[0].to_dict() == {
        "month_end": pd.Timestamp(MARCH), "certain": 1, "suggested": 1, "hand": 1, "untold": 0, "aside": 0, "waiting": 1,
        "lines": 4, "unmatched": 3, "undone": 0, "late": 1, "share": 75.0,
    }  # fmt: skip
    assert month.iloc[1]["lines"] == 0
    assert bank_lines.lines(told, MARCH, 27)["outcome"].tolist() == ["certain", "waiting", "waiting"]  # as known in March


def test_a_posting_taken_back_is_counted_and_posted_again_is_what_it_is_then() -> None:
    told = events(
        (DAY(2026, 3, 10), 1, 3, None, "open", ""), (DAY(2026, 3, 10), 1, 3, "open", "posted", "certain"),
        (DAY(2026, 3, 11), 1, 3, "posted", "open", "certain"), (DAY(2026, 3, 12), 1, 3, "open", "posted", "hand"),
        (DAY(2026, 3, 10), 2, 3, None, "open", ""), (DAY(2026, 3, 11), 2, 3, "open", None, ""),
    )  # fmt: skip
    found = bank_lines.lines(told, APRIL, 30)
    assert found[["line", "outcome", "undone", "unmatched"]].to_numpy().tolist() == [[1, "hand", True, False]]  # the second was withdrawn


WAYS = st.sampled_from([*posting.WAYS, ""])
STATES = st.sampled_from(["open", "posted", "ignored", "claimed", None])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 6), STATES, st.sampled_from(["certain", "suggested", "hand", ""]), st.integers(1, 60)), max_size=25)
)
def test_every_receipt_has_exactly_one_outcome_and_no_flag_counts_more_than_there_are(moves) -> None:
    now: dict[int, str | None] = {}
    rows = []
    for line, after, way, days in moves:
        if now.get(line) != after:
            rows.append((MARCH - dt.timedelta(days=30) + dt.timedelta(days=days), line, line, now.get(line), after, way))
            now[line] = after
    found = bank_lines.lines(events(*rows), DAY(2026, 12, 31), 5)
    month = bank_lines.monthly(found, [MARCH]).iloc[0]
    assert month["lines"] == sum(status is not None for status in now.values())
    assert sum(month[name] for name in bank_lines.OUTCOMES) == month["lines"]
    assert all(month[name] <= month["lines"] for name in ("unmatched", "undone", "late"))


def test_the_journal_tells_how_and_when_each_line_was_dealt_with(database_url: str) -> None:
    clock = {"now": dt.datetime(2026, 3, 13, 9, tzinfo=dt.UTC)}
    ledger.open(database_url).close()
    book = Ledger(connect(database_url), clock=lambda: clock["now"])
    cash_books.with_statement(book)
    made = work.propose(book, cash_books.POLICY)
    certain = posting.post_certain(book, made, cash_books.POLICY, who="Li", token="m1")
    clock["now"] = dt.datetime(2026, 4, 2, 9, tzinfo=dt.UTC)
    made = work.propose(book, cash_books.POLICY)
    one = made.of_status("suggested")[0]
    taken = posting.choice_of(made, one)
    assert posting.way(made, [taken]) == "suggested"
    other = posting.Choice(taken.line, taken.customer_key)
    assert posting.way(made, [other]) == "hand"
    posted = posting.post(book, [taken], cash_books.POLICY, who="Wang", token=f"m2:{posting.way(made, [taken])}")
    undone = book.undo(certain.seq, who="Wang", why="wrong month")
    told = book.line_events()
    mine = told[told["seq"] == certain.seq]
    assert set(zip(mine["before"], mine["after"], mine["way"], strict=True)) == {("open", "posted", "certain")}
    back = told[told["seq"] == undone.seq]
    assert set(zip(back["before"], back["after"], back["who"], strict=True)) == {("posted", "open", "Wang")}
    found = bank_lines.lines(told, APRIL, 5)
    assert len(found) == 7  # receipts only; the bank's fee is not one
    by_line = found.set_index("line")
    assert by_line.loc[one.line, ["outcome", "unmatched"]].tolist() == ["suggested", True]  # in April, after its month
    assert by_line.loc[mine["line"], "outcome"].eq("waiting").all()
    assert by_line.loc[mine["line"], "undone"].all()
    assert not by_line.loc[mine["line"], "unmatched"].any()  # at the end of March they were posted
    assert by_line["late"].tolist() == [True, True, True, True, False, False, False]
    book.undo(undone.seq, who="Wang", why="right after all")
    assert bank_lines.lines(book.line_events(), APRIL, 5).set_index("line").loc[mine["line"], "outcome"].eq("certain").all()
    entries = edits.entries(book.journal(), APRIL, edits.statements_taken(told))
    manual = {int(seq): bool(flag) for seq, flag in zip(entries["seq"], entries["manual"], strict=True)}
    assert (manual[certain.seq], manual[posted.seq], manual[undone.seq], manual[1]) == (False, True, True, False)
    people = edits.by_person(entries, [MARCH, APRIL])
    assert people.set_index("who")["manual"].to_dict() == {"Wang": 3, "Li": 1}  # Li confirmed the account
    assert edits.monthly(entries, [APRIL]).set_index("kind")["count"].to_dict() == {"undo": 2, "application": 1}
    assert edits.by_person(edits.entries(book.journal(), MARCH, set()), [APRIL]).empty
    book.close()


def test_issues_of_a_file_are_kept_by_kind_with_its_import_and_go_with_its_undo(database_url: str) -> None:
    book = ledger.open(database_url)
    wrong = documents({}, {"amount": 7_00})
    wrong = replace(wrong, issues=(Issue("bad_date", say("x")), Issue("no_such_day", say("x")), Issue("total_differs", say("x"))))
    entry = take_in(book, wrong, file="a.xlsx")
    assert book.import_issues().to_numpy().tolist() == [
        [entry.seq, "a.xlsx", "bad_date", 1], [entry.seq, "a.xlsx", "no_such_day", 1], [entry.seq, "a.xlsx", "total_differs", 1],
    ]  # fmt: skip
    assert verify(book).sound
    today = entry.at.astimezone().date()
    entries = edits.entries(book.journal(), today, set())
    end = (pd.Timestamp(today) + pd.offsets.MonthEnd(0)).date()
    month = by_kind.monthly(issues.placed(book.import_issues(), entries), [end])
    assert month[["kind", "count"]].to_numpy().tolist() == [["date", 2], ["amount", 1]]
    book.undo(entry.seq, who="Li", why="wrong file")
    assert book.import_issues().empty
    book.close()


def test_every_code_that_intake_and_ledger_give_belongs_to_a_kind() -> None:
    """A new code shows as “other” until somebody says what it is."""
    assert set(FINDINGS) <= set(issues.KIND_OF)
    assert set(issues.TITLES) == {*issues.KINDS, issues.OTHER}


def test_the_page_shows_what_became_of_the_banks_receipts_and_the_entries_behind(desk) -> None:
    ledger.open().close()
    cash_books.with_statement(Ledger(connect(ledger.default_url()), clock=lambda: dt.datetime(2026, 4, 8, 9, tzinfo=dt.UTC)))
    app = go(run(desk), "improvement", part="usage")
    assert "银行收款 7 笔，其中迟导入 7 笔；月末未匹配率 100.0 %，自动核销率 0.0 %。1 人手工变更 1 次，导入问题 0 处。" in text(app)
    months = grid(app, "usage.lines")
    place = months["lines"].fillna(0).tolist().index(7)
    app = select(app, "usage.lines", place)
    assert table_with(app, "flags")["outcome"].tolist() == ["仍待处理"] * 7
    app = select(app, "usage.people", 0)
    assert table_with(app, "what")[["who", "kind"]].to_numpy().tolist() == [["Li", "银行账户"]]


def test_the_workbook_holds_the_months_with_a_live_share_and_every_receipt() -> None:
    told = events((DAY(2026, 3, 10), 1, 3, None, "open", ""), (DAY(2026, 4, 2), 1, 3, "open", "posted", "certain"))
    none = pd.DataFrame({"entry": [], "file": [], "code": [], "count": []})
    found = panel.panel(told, [], none, APRIL, TrainingRules())
    assert [end.isoformat() for end in found.months][::11] == ["2025-05-31", "2026-04-30"]
    dumped = dump(usage_workbook.build(found, {}, Stamp("甲公司", APRIL, "zh"), "CNY"))
    assert "=IF(B15=0" in dumped
    assert "自动核销" in dumped
    assert (
        found.sentence()
        .text("zh")
        .startswith("2025-05 至 2026-04 银行收款 1 笔，其中迟导入 1 笔；月末未匹配率 100.0 %，自动核销率 100.0 %。")
    )
