"""The journal: undo restores exactly, the chain shows every alteration, a backup carries everything."""

import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa

from arcore import ledger
from arcore.ledger.connect import connect
from arcore.ledger.store import Ledger
from arcore.ledger.verify import verify
from arcore.messages import Unusable
from tests.ledger_fixtures import customers, documents, frames_equal, open_balances, receipts, take_in


def alter(url: str, *statements: str) -> None:
    engine = connect(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(sa.text(statement))
    engine.dispose()


def fill(book: Ledger) -> None:
    take_in(book, customers({"customer_id": "C1", "customer_name": "甲"}), documents({}, {"paid_amount": 100}))
    take_in(book, receipts({"document_no": "D1", "amount": 4_000}), file="receipts.xlsx")


def findings(book: Ledger) -> list[str]:
    return [finding.text("en") for finding in verify(book).findings]


def test_undo_restores_exactly_and_can_itself_be_undone(book: Ledger) -> None:
    take_in(book, customers({"customer_id": "C1", "customer_name": "甲"}), documents({}, {}))
    before = book.books()
    entry = take_in(
        book, documents({"amount": 9_000, "remark": "改"}, {}, {"document_no": "N1"}), receipts({"document_no": "D2"}), file="next.xlsx"
    )
    after = book.books()
    undone = book.undo(entry.entry_id, who="Li", why="wrong file")
    assert frames_equal(book.books(), before)
    assert [(e.seq, e.undone_by) for e in book.journal()] == [(3, None), (2, 3), (1, None)]
    book.undo(undone.entry_id, who="Li")
    assert frames_equal(book.books(), after)
    assert verify(book).sound


def test_undo_names_the_entries_that_stand_in_the_way(book: Ledger) -> None:
    fill(book)
    with pytest.raises(Unusable, match=r"Undo these first: 2\."):
        book.undo(1, who="Li")
    book.undo(2, who="Li")
    book.undo(1, who="Li")
    assert book.books().documents.empty
    with pytest.raises(Unusable, match="already been undone by entry 4"):
        book.undo(1, who="Li")
    with pytest.raises(Unusable, match="no entry 99"):
        book.undo(99, who="Li")


def test_keys_are_never_given_twice(book: Ledger) -> None:
    entry = take_in(book, documents({}, {}))
    book.undo(entry.seq, who="Li")
    take_in(book, documents({"document_no": "E1"}))
    assert book.books().documents["document_key"].tolist() == [3]


def test_an_entry_tells_who_what_and_why_in_both_languages(book: Ledger) -> None:
    take_in(book, documents({}))
    (entry,) = book.journal(limit=5)
    assert (entry.who, entry.why, entry.kind.value) == ("Li", "month end", "import")
    assert entry.summary.text("en") == "Imported book.xlsx: 1 new, 0 changed, 0 unchanged rows"
    assert entry.summary.text("zh") == "导入 book.xlsx：新增 1 行，变更 0 行，未变 0 行"
    assert [change.table for change in book.changes(1)] == ["documents", "customers", "imports"]


def test_a_sound_ledger_has_no_findings(book: Ledger) -> None:
    fill(book)
    assert verify(book).sound
    assert verify(book).entries == 2


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("UPDATE documents SET amount = 1 WHERE document_key = 2", "documents 2: amount is 1, the journal says 10000."),
        ("DELETE FROM allocations WHERE allocation_key = 1", "allocations 1 is gone, but no journal entry removed it."),
        ("UPDATE allocations SET amount = 99999 WHERE allocation_key = 1", "Document D1 has -89999 open of 10000 minor units."),
        ("UPDATE journal SET who = 'Wang' WHERE seq = 1", "Journal entry 1 was altered."),
        ("DELETE FROM journal_blocks WHERE seq = 2", "The rows kept with journal entry 2 were altered."),
    ],
)
def test_verify_finds_every_alteration(book: Ledger, database_url: str, statement: str, finding: str) -> None:
    fill(book)
    alter(database_url, statement)
    assert finding in findings(book)


def test_verify_finds_a_removed_journal_entry(book: Ledger, database_url: str) -> None:
    fill(book)
    take_in(book, documents({"document_no": "N1"}), file="third.xlsx")
    alter(database_url, "DELETE FROM journal_blocks WHERE seq = 2", "DELETE FROM journal WHERE seq = 2")
    assert {"Journal entries 2 to 2 are missing.", "receipts 1 is there, but no journal entry wrote it."} <= set(findings(book))


def test_verify_finds_a_cut_off_end_of_the_journal(book: Ledger, database_url: str) -> None:
    fill(book)
    alter(database_url, "DELETE FROM journal_blocks WHERE seq = 2", "DELETE FROM journal WHERE seq = 2")
    assert "allocations 1 is there, but no journal entry wrote it." in findings(book)


def test_a_backup_restores_into_an_empty_ledger_of_either_database(book: Ledger, tmp_path: Path) -> None:
    fill(book)
    book.backup(tmp_path / "ledger.zip")
    other = ledger.open(f"sqlite:///{tmp_path / 'other.sqlite'}")
    other.restore(tmp_path / "ledger.zip")
    assert frames_equal(other.books(), book.books())
    assert other.version() == book.version()
    assert verify(other).sound
    take_in(other, documents({"document_no": "N1"}), file="after.xlsx")
    other.backup(tmp_path / "back.zip")
    with pytest.raises(Unusable, match="only be restored into an empty one"):
        book.restore(tmp_path / "back.zip")


def test_a_file_that_is_no_backup_is_refused_and_changes_nothing(book: Ledger, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"not a zip")
    with pytest.raises(Unusable, match=r"x\.zip is not a backup"):
        book.restore(tmp_path / "x.zip")
    with pytest.raises(Unusable, match="cannot be read"):
        book.restore(tmp_path / "nowhere.zip")
    assert book.version() == "0"


def test_a_damaged_backup_is_refused_and_changes_nothing(book: Ledger, tmp_path: Path) -> None:
    source = ledger.open(ledger.MEMORY)
    fill(source)
    source.backup(tmp_path / "good.zip")
    with zipfile.ZipFile(tmp_path / "good.zip") as good, zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad:
        for name in good.namelist():
            bad.writestr(name, good.read(name).replace(b"10000", b"90000") if name == "documents.jsonl" else good.read(name))
    with pytest.raises(Unusable, match=r"bad\.zip is damaged: documents 1: amount is 90000"):
        book.restore(tmp_path / "bad.zip")
    assert book.version() == "0"


def test_a_ledger_of_a_newer_program_is_refused_in_a_sentence(book: Ledger, database_url: str) -> None:
    alter(database_url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Unusable, match="written by a newer version of this program \\(its revision 9999 is unknown here\\)"):
        ledger.open(database_url)


def test_a_database_that_cannot_be_opened_is_a_sentence() -> None:
    with pytest.raises(Unusable, match="The database server does not answer"):
        ledger.open("postgresql://nobody@127.0.0.1:1/none?connect_timeout=1")
    with pytest.raises(Unusable, match="cannot be opened"):
        ledger.open("what is this")


def test_a_ledger_file_survives_being_closed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'own.sqlite'}"
    first = ledger.open(url)
    take_in(first, documents({}))
    first.close()
    assert open_balances(ledger.open(url)) == {"D1": 10_000}
