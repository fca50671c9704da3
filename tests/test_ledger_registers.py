"""Registers in the ledger: one journaled transaction, undoable, provable, backed up with their files."""

import datetime as dt
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa

from arcore import ledger
from arcore.ledger import RowChange
from arcore.ledger.connect import connect
from arcore.ledger.store import Ledger
from arcore.ledger.verify import verify
from arcore.messages import Unusable
from arcore.registers.life_cycle import gates, missing, stage_at
from tests.ledger_fixtures import customers, documents, take_in

CONTRACT = {"contract_no": "HT-001", "valid_from": dt.date(2026, 1, 1)}
AS_OF = dt.date(2026, 3, 31)


def start(book: Ledger) -> None:
    take_in(book, customers({"customer_id": "C1", "customer_name": "甲"}, {"customer_id": "C2", "customer_name": "乙"}), documents({}))


def add(book: Ledger, register: str = "contracts", values: dict | None = None, customer: int | None = 1, **more: object) -> int:
    entry = book.change_registers([RowChange(register, values or CONTRACT, customer_key=customer)], who="Li", why="filed", **more)
    return int(book.changes(entry.seq)[0].after["row_key"][0])


def numbers(book: Ledger) -> list[str]:
    return book.books().registers["contracts"]["contract_no"].tolist()


def test_rows_are_added_amended_and_taken_out_in_one_entry(book: Ledger) -> None:
    start(book)
    first, second = add(book), add(book, values={**CONTRACT, "contract_no": "HT-002"})
    before = book.books().registers["contracts"]
    entry = book.change_registers(
        [
            RowChange("contracts", {**CONTRACT, "contract_no": "HT-001A", "amount": 5_000}, row_key=first),
            RowChange("contracts", None, row_key=second),
            RowChange("contracts", {**CONTRACT, "contract_no": "HT-003"}, customer_key=2),
        ],
        who="Wang",
        why="renewed",
    )
    assert numbers(book) == ["HT-001A", "HT-003"]
    rows = book.books().registers["contracts"]
    assert (rows["amount"].tolist()[0], rows["recorded_by"].tolist(), rows["customer_key"].tolist()) == (5_000, ["Wang", "Wang"], [1, 2])
    assert entry.summary.text("en") == "Contracts and clauses: 1 added, 1 amended, 1 taken out"
    assert entry.summary.text("zh") == "合同与条款：新增 1 行，修改 1 行，移出 1 行"
    assert verify(book).sound
    book.undo(entry.seq, who="Li")
    assert book.books().registers["contracts"].equals(before)
    assert verify(book).sound


def test_the_version_beside_some_registers_changes_with_everything_else(book: Ledger) -> None:
    start(book)
    task = {"title": "对账", "department": "finance", "owner": "李娜", "created_on": "2026-06-01", "due_on": "2026-06-09", "state": "open"}
    before = book.version_beside("tasks")
    assert before == book.version()
    entry = book.change_registers([RowChange("tasks", task)], who="Wang")
    (row,) = book.books().registers["tasks"]["row_key"].tolist()
    amended = book.change_registers([RowChange("tasks", {**task, "owner": "王芳"}, row_key=row)], who="Wang")
    book.undo(amended.seq, who="Li")
    book.undo(entry.seq, who="Li")
    assert book.version_beside("tasks") == before != book.version()
    both = book.change_registers([RowChange("tasks", task), RowChange("contracts", CONTRACT, customer_key=1)], who="Wang")
    assert book.version_beside("tasks").startswith(f"{both.seq}-")
    assert book.version_beside("tasks", "contracts") == before


def test_the_same_token_adds_a_row_once(book: Ledger) -> None:
    start(book)
    for _ in range(2):
        add(book, token="t1")
    assert numbers(book) == ["HT-001"]


def test_a_change_that_another_has_overtaken_is_refused(book: Ledger) -> None:
    start(book)
    key = add(book)
    seen = int(book.books().registers["contracts"]["entry"].iloc[0])
    book.change_registers([RowChange("contracts", {**CONTRACT, "title": "新"}, row_key=key, entry=seen)], who="Wang")
    with pytest.raises(Unusable, match="Somebody has changed this row meanwhile"):
        book.change_registers([RowChange("contracts", {**CONTRACT, "title": "旧"}, row_key=key, entry=seen)], who="Li")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (RowChange("nothing", {}), "There is no register called nothing"),
        (RowChange("contracts", {"contract_no": "1"}, customer_key=1), "Contracts and clauses: Valid from is missing"),
        (RowChange("contracts", {"colour": "red"}, customer_key=1), "has no field colour"),
        (RowChange("contracts", CONTRACT), "choose the customer it is about"),
        (RowChange("contracts", CONTRACT, customer_key=99), "99 is not in the books"),
        (RowChange("contracts", None, row_key=7), "not in the register"),
    ],
)
def test_what_cannot_be_kept_is_refused_as_a_whole(book: Ledger, change: RowChange, sentence: str) -> None:
    start(book)
    version = book.version()
    with pytest.raises(Unusable, match=sentence):
        book.change_registers([RowChange("contracts", CONTRACT, customer_key=1), change], who="Li")
    assert book.version() == version


def test_the_history_of_a_row_and_of_a_customer_comes_from_the_journal(book: Ledger) -> None:
    start(book)
    key = add(book)
    add(book, "events", {"happened_on": "2026-02-01", "event_type": "stopped", "severity": "high", "what": "停产", "source": "电话"})
    book.change_registers([RowChange("contracts", {**CONTRACT, "title": "框架"}, row_key=key)], who="Wang", why="named")
    book.change_registers([RowChange("contracts", None, row_key=key)], who="Wang", why="void")
    history = book.row_history(key)
    assert [(v.written.who, v.written.why, v.values and v.values.get("title")) for v in history] == [
        ("Wang", "void", None), ("Wang", "named", "框架"), ("Li", "filed", None),
    ]  # fmt: skip
    assert history[2].values == {"contract_no": "HT-001", "valid_from": "2026-01-01"}
    assert [v.register for v in book.register_history(1)] == ["contracts", "contracts", "events", "contracts"]
    assert book.register_history(2) == []


def test_an_import_that_brought_the_customer_cannot_be_undone_under_its_rows(book: Ledger) -> None:
    start(book)
    add(book)
    with pytest.raises(Unusable, match=r"Undo these first: 2\."):
        book.undo(1, who="Li")


def test_a_file_is_kept_once_verified_and_backed_up(book: Ledger, tmp_path: Path) -> None:
    start(book)
    one, same = book.put_file(b"scan", "合同.pdf"), book.put_file(b"scan", "copy.pdf")
    assert one.sha256 == same.sha256
    add(book, values={**CONTRACT, "scan": one.reference})
    assert book.file(one.sha256) == b"scan"
    assert book.file("0" * 64) is None
    assert verify(book).sound
    book.backup(tmp_path / "all.zip")
    other = ledger.open(f"sqlite:///{tmp_path / 'other.sqlite'}")
    other.restore(tmp_path / "all.zip")
    assert other.file(one.sha256) == b"scan"
    assert other.books().registers["contracts"].equals(book.books().registers["contracts"])
    with pytest.raises(Unusable, match="is empty"):
        book.put_file(b"", "empty.pdf")


def test_verify_finds_an_altered_a_missing_file_and_an_altered_row(book: Ledger, database_url: str) -> None:
    start(book)
    kept, gone = book.put_file(b"kept", "kept.pdf"), book.put_file(b"gone", "gone.pdf")
    add(book, values={**CONTRACT, "scan": gone.reference})
    engine = connect(database_url)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE files SET content = :c WHERE sha256 = :s"), {"c": b"forged", "s": kept.sha256})
        connection.execute(sa.text("DELETE FROM files WHERE sha256 = :s"), {"s": gone.sha256})
        connection.execute(sa.text("UPDATE register_rows SET removed = 1 WHERE row_key = 1"))
    engine.dispose()
    findings = [finding.text("en") for finding in verify(book).findings]
    assert "The file kept.pdf was altered since it was kept." in findings
    assert "register_rows 1: removed is 1, the journal says 0." in findings


def test_verify_names_the_row_whose_file_is_gone(book: Ledger, database_url: str) -> None:
    start(book)
    gone = book.put_file(b"gone", "gone.pdf")
    add(book, values={**CONTRACT, "scan": gone.reference})
    engine = connect(database_url)
    with engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM files"))
    engine.dispose()
    assert [finding.text("en") for finding in verify(book).findings] == ["Register row 1 refers to the file gone.pdf, which is not there."]


def test_a_backup_from_before_registers_still_restores(book: Ledger, tmp_path: Path) -> None:
    start(book)
    book.backup(tmp_path / "new.zip")
    with zipfile.ZipFile(tmp_path / "new.zip") as new, zipfile.ZipFile(tmp_path / "old.zip", "w") as old:
        for name in new.namelist():
            if name not in {"register_rows.jsonl", "register_changes.jsonl", "customer_changes.jsonl", "files.jsonl"}:
                old.writestr(name, new.read(name))
    other = ledger.open(ledger.MEMORY)
    other.restore(tmp_path / "old.zip")
    assert other.version() == book.version()


def test_rows_of_an_entity_are_those_of_its_customers_and_the_company(book: Ledger) -> None:
    take_in(
        book,
        customers({"customer_id": "C1", "customer_name": "甲"}, {"customer_id": "C2", "customer_name": "乙", "entity": "南方"}),
        documents({"entity": "北方"}, {"customer_id": "C2", "entity": "南方"}),
    )
    add(book)
    add(book, values={**CONTRACT, "contract_no": "HT-002"}, customer=2)
    rule = {"rule": "信用管理制度", "version": "1", "owner": "财务部", "effective_from": "2026-01-01"}
    add(book, "rules", rule, None)
    south = book.books(entity="南方").registers
    assert (south["contracts"]["contract_no"].tolist()[-1], south["rules"]["rule"].tolist()) == ("HT-002", ["信用管理制度"])


def test_receivables_ask_for_review_limit_and_signed_contract(book: Ledger) -> None:
    start(book)
    books = book.books()
    assert stage_at(books, 1, AS_OF) is None
    assert [gate.met for gate in gates(books, 1, "receivables", AS_OF)] == [False, False, False]
    assert gates(books, 1, "investigation", AS_OF) == gates(books, 1, "collection", AS_OF) == ()
    add(book, "reviews", {"reviewed_on": "2026-01-05", "grade": "B", "decided_by": "王"})
    book.change_customers({1: {"credit_limit": 0, "term_text": "月结30天"}}, who="Li", valid_from=dt.date(2026, 1, 5))
    add(book, values={**CONTRACT, "signed_by_us": True})
    assert [gate.asks.text("en") for gate in missing(book.books(), 1, "receivables", AS_OF)] == ["A valid contract signed by both sides"]
    add(book, values={**CONTRACT, "signed_by_us": True, "signed_by_them": True})
    assert missing(book.books(), 1, "receivables", AS_OF) == ()
    add(book, "stages", {"stage": "contract", "entered_on": "2026-01-10", "decided_by": "王"})
    add(book, "stages", {"stage": "receivables", "entered_on": "2026-02-01", "decided_by": "王"})
    assert [stage_at(book.books(), 1, day) for day in (dt.date(2026, 1, 9), dt.date(2026, 1, 31), AS_OF)] == [
        None,
        "contract",
        "receivables",
    ]
