"""A closed month keeps its figures; what is corrected later is listed, and the months closed in a row tie to each other."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

from arcore import bridge, closing, ledger
from arcore.closing import Snapshot
from arcore.ledger import Application, ClosedMonth, Closing, Part
from arcore.ledger.connect import connect
from arcore.ledger.store import Ledger
from arcore.ledger.verify import verify
from arcore.messages import Unusable
from arcore.policy import Policy
from tests.ledger_fixtures import customers, documents, receipts, take_in

JANUARY, FEBRUARY, MARCH = dt.date(2026, 1, 31), dt.date(2026, 2, 28), dt.date(2026, 3, 31)
POLICY = Policy()


def start(book: Ledger, **known: object) -> None:
    take_in(
        book,
        customers({"customer_id": "C1", "customer_name": "甲", "salesperson": "王芳", **known}),
        documents(
            {"document_no": "D1", "amount": 10_000},
            {"document_no": "D2", "amount": 5_000, "document_date": "2026-02-05", "due_date": "2026-03-07"},
            {"document_no": "D3", "amount": 2_000, "document_date": "2026-03-10", "due_date": "2026-04-09"},
        ),
        receipts({"amount": 4_000, "document_no": "D1"}),
    )


def close(book: Ledger, as_of: dt.date, token: str | None = None, why: str = "month end") -> Snapshot:
    books = book.books()
    snapshot = closing.taken(closing.Moment(books, as_of, POLICY))
    book.close_month(Closing(as_of, closing.packed(snapshot), books.version, POLICY.version), who="王芳", why=why, token=token)
    return snapshot


def kept(book: Ledger, month: ClosedMonth) -> Snapshot:
    content = book.file(month.sha256)
    assert content is not None
    return closing.unpacked(content)


def key(book: Ledger, number: str) -> int:
    rows = book.books().documents
    return int(rows.loc[rows["document_no"] == number, "document_key"].iloc[0])


def write_off(book: Ledger, number: str, amount: int, on: dt.date, why: str = "lost") -> None:
    book.record_application([Application((Part(key(book, number), amount, "write_off", why),), date=on)], who="赵敏", why=why)


def test_a_closed_month_keeps_its_figures_and_its_place_in_the_journal(book: Ledger) -> None:
    start(book)
    head = book.journal(limit=1)[0]
    taken = close(book, FEBRUARY)
    (month,) = book.closed_months()
    assert (month.month, month.as_of, month.position, month.position_hash, month.who) == ("2026-02", FEBRUARY, head.seq, head.hash, "王芳")
    found = kept(book, month)
    assert found.facts == taken.facts
    for name, rows in taken.frames.items():
        pd.testing.assert_frame_equal(found.frames[name], rows)
    assert found.frames["open_items"][["document_no", "open"]].values.tolist() == [["D1", 6_000], ["D2", 5_000]]
    assert found.frames["overdue"]["amount"].tolist() == [6_000]
    assert verify(book).sound


def test_a_later_correction_leaves_the_closed_month_and_is_listed_with_who_when_and_its_effect(book: Ledger) -> None:
    start(book)
    close(book, FEBRUARY)
    (month,) = book.closed_months()
    write_off(book, "D1", 1_500, dt.date(2026, 2, 10))
    write_off(book, "D2", 300, dt.date(2026, 3, 10))
    assert kept(book, month).frames["open_items"]["open"].tolist() == [6_000, 5_000]
    rows = closing.restated(kept(book, month), book.books(), book.touched_since(month.position))
    listed = ["number", "closed", "now", "effect", "overdue_effect", "who", "why", "entries"]
    assert rows[listed].values.tolist() == [["D1", 6_000, 4_500, -1_500, -1_500, "赵敏", "lost", 1]]
    assert rows["at"].iloc[0].startswith(f"{dt.datetime.now(dt.UTC):%Y-}")
    assert closing.totals(rows) == closing.totals(rows, "overdue_effect") == {"CNY": -1_500}


def test_a_receipt_booked_late_restates_what_was_open_and_what_waited(book: Ledger) -> None:
    start(book)
    close(book, FEBRUARY)
    (month,) = book.closed_months()
    late = receipts({"amount": 700, "receipt_date": "2026-02-25", "receipt_no": "R9"})
    take_in(book, late, file="late.xlsx")
    rows = closing.restated(kept(book, month), book.books(), book.touched_since(month.position))
    assert rows[["row", "number", "closed", "now", "effect"]].values.tolist() == [["receipt", "R9", 0, -700, -700]]


def test_a_month_is_closed_once_and_again_only_after_an_undo_with_a_reason(book: Ledger) -> None:
    start(book)
    close(book, FEBRUARY, token="t1")
    close_again = Closing(FEBRUARY, b"x", book.version(), 1)
    assert book.close_month(close_again, who="王芳", token="t1").seq == book.journal(limit=1)[0].seq
    with pytest.raises(Unusable, match="2026-02 is closed already"):
        close(book, FEBRUARY)
    (month,) = book.closed_months()
    with pytest.raises(Unusable, match="only opened again with a reason"):
        book.undo(month.entry, who="王芳", why=" ")
    undo = book.undo(month.entry, who="王芳", why="a receipt was missing")
    assert book.closed_months() == []
    close(book, FEBRUARY)
    with pytest.raises(Unusable, match="closed already"):
        book.undo(undo.seq, who="王芳", why="back")
    assert verify(book).sound


def test_months_are_closed_one_after_the_other_and_opened_from_the_last(book: Ledger) -> None:
    start(book)
    close(book, JANUARY)
    with pytest.raises(Unusable, match="2026-02 is next"):
        close(book, MARCH)
    close(book, FEBRUARY)
    first, second = book.closed_months()
    with pytest.raises(Unusable, match="Later months are closed: 2026-02"):
        book.undo(first.entry, who="王芳", why="mistake")
    book.undo(second.entry, who="王芳", why="mistake")
    book.undo(first.entry, who="王芳", why="mistake")
    assert book.closed_months() == []


def test_a_month_that_still_runs_or_figures_that_are_old_are_not_closed(book: Ledger) -> None:
    start(book)
    with pytest.raises(Unusable, match="last day"):
        book.close_month(Closing(dt.date(2026, 2, 27), b"x", book.version(), 1), who="王芳")
    with pytest.raises(Unusable, match="not over yet"):
        book.close_month(Closing(dt.date(2999, 12, 31), b"x", book.version(), 1), who="王芳")
    old = book.version()
    write_off(book, "D2", 1, MARCH)
    with pytest.raises(Unusable, match="changed since"):
        book.close_month(Closing(FEBRUARY, b"x", old, 1), who="王芳")


def test_a_backup_carries_closed_months_and_a_lost_snapshot_is_found(book: Ledger, tmp_path: Path) -> None:
    start(book)
    close(book, FEBRUARY)
    book.backup(tmp_path / "all.zip")
    url = f"sqlite:///{tmp_path / 'other.sqlite'}"
    other = ledger.open(url)
    other.restore(tmp_path / "all.zip")
    assert other.closed_months() == book.closed_months()
    assert kept(other, other.closed_months()[0]).frames["open_items"]["open"].tolist() == [6_000, 5_000]
    other.close()
    engine = connect(url)
    with engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM files"))
    engine.dispose()
    broken = ledger.open(url)
    assert [str(each.text("en")) for each in verify(broken).findings] == ["The figures of the closed month 2026-02 are gone."]
    broken.close()


def test_three_closed_months_are_bridged_with_corrections_as_a_bar_of_their_own() -> None:
    book = ledger.open(ledger.MEMORY)
    start(book)
    months = [close(book, JANUARY), close(book, FEBRUARY)]
    write_off(book, "D1", 1_000, dt.date(2026, 2, 20))
    months.append(close(book, MARCH))
    (row,) = bridge.table(closing.balance_between(months), "CNY").to_dict("records")
    assert {name: value for name, value in row.items() if value and name != "key"} == {
        "opening": 10_000, "corrections": -1_000, "sales": 7_000, "receipts": -4_000, "closing": 12_000,
    }  # fmt: skip
    (late,) = bridge.table(closing.overdue_between(months[1:]), "CNY").to_dict("records")
    assert {name: value for name, value in late.items() if value and name != "key"} == {
        "opening": 6_000, "corrections": -1_000, "became_overdue": 5_000, "closing": 10_000,
    }  # fmt: skip
    opened = bridge.behind(closing.balance_between(months), "corrections", "CNY")
    assert opened[["document_no", "amount"]].values.tolist() == [["D1", -1_000]]
    book.close()
