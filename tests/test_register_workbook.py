"""A register's workbook goes out, is corrected in Excel, and comes back as differences and issues by cell."""

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from arcore import ledger
from arcore.documents import register_workbook
from arcore.documents.workbook_style import Stamp
from arcore.i18n import Language
from arcore.ledger import RowChange
from arcore.ledger.store import Ledger
from arcore.messages import Unusable
from arcore.register_import import Filled, read_filled
from arcore.registers import REGISTERS, Register
from arcore.registers.subjects import subject_headings
from tests.ledger_fixtures import customers, documents, take_in

AS_OF = dt.date(2026, 3, 31)
ROW = {
    "contract_no": "000123", "valid_from": "2026-01-01", "contract_kind": "framework", "amount": 1_234_567, "signed_by_us": True,
    "signed_by_them": False, "late_fee_rate": "0.5", "term_text": "月结30天", "objection_days": 7,
}  # fmt: skip


@pytest.fixture
def own() -> Ledger:
    book = ledger.open(ledger.MEMORY)
    take_in(
        book, customers({"customer_id": "C1", "customer_name": "甲公司"}, {"customer_id": "C2", "customer_name": "=乙()"}), documents({})
    )
    kept = book.put_file(b"scan", "合同.pdf")
    book.change_registers([RowChange("contracts", {**ROW, "scan": kept.reference}, customer_key=1)], who="Li")
    return book


def made(book: Ledger, lang: Language = "zh", register: Register = REGISTERS["contracts"]) -> bytes:
    books = book.books()
    return register_workbook.build(
        register, books.registers[register.name], books.customers, books.documents, Stamp("甲", AS_OF, lang), "CNY"
    )


def back(book: Ledger, content: bytes, register: Register = REGISTERS["contracts"]) -> Filled:
    books = book.books()
    return read_filled(content, "合同.xlsx", register, books.registers[register.name], books.customers, books.documents, currency="CNY")


def edited(
    content: bytes, cells: dict[tuple[int, str], object], register: Register = REGISTERS["contracts"], lang: Language = "zh"
) -> bytes:
    """The workbook with some cells typed over: (row counted from the first below the headings, column)."""
    names = [name for name, _ in subject_headings(register)] + list(register.names)
    book = load_workbook(io.BytesIO(content))
    for (row, name), value in cells.items():
        book.worksheets[0].cell(5 + row, names.index(name) + 1).value = value
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_untouched_workbook_changes_nothing(own: Ledger, lang: Language) -> None:
    filled = back(own, made(own, lang))
    assert (filled.changes, filled.issues, filled.unchanged) == ((), (), 1)


def test_corrections_and_new_rows_are_shown_with_their_cells_before_they_are_kept(own: Ledger) -> None:
    content = edited(
        made(own),
        {
            (0, "amount"): 20_000.5, (0, "signed_by_them"): "是", (1, "customer_id"): "C2", (1, "contract_no"): "HT-9",
            (1, "valid_from"): dt.datetime(2026, 2, 1), (1, "contract_kind"): "单笔合同", (1, "amount"): "1.5万",
        },
    )  # fmt: skip
    filled = back(own, content)
    assert filled.issues == ()
    assert [(d.address, d.subject, d.field.name, d.old, d.new, d.is_new) for d in filled.differences] == [
        ("K5", "甲公司", "amount", 1_234_567, 2_000_050, False),
        ("N5", "甲公司", "signed_by_them", False, True, False),
        ("D6", "=乙()", "contract_no", None, "HT-9", True),
        ("F6", "=乙()", "contract_kind", None, "order", True),
        ("H6", "=乙()", "valid_from", None, "2026-02-01", True),
        ("K6", "=乙()", "amount", None, 1_500_000, True),
    ]
    own.change_registers(filled.changes, who="Li", why="corrected in Excel")
    rows = own.books().registers["contracts"]
    assert rows[["contract_no", "amount", "customer_key"]].to_numpy().tolist() == [["000123", 2_000_050, 1], ["HT-9", 1_500_000, 2]]
    assert str(rows["scan"].iloc[0]).startswith("sha256:")
    assert back(own, made(own)).unchanged == 2


@pytest.mark.parametrize(
    ("cells", "address", "sentence"),
    [
        ({(0, "valid_from"): "2026-02-30"}, "H5", "生效日期：“2026-02-30”不是有效日期，请按 2026-06-30 的格式填写。"),
        ({(0, "amount"): "很多"}, "K5", "合同金额：“很多”不是金额。"),
        ({(0, "contract_no"): None}, "D5", "合同号：未填写。"),
        ({(0, "signed_by_us"): "也许"}, "M5", "我方已签章：“也许”既不是“是”也不是“否”。"),
        ({(0, "row_key"): 77}, "A5", "本登记簿没有（或已不再有）第 77 行。新增记录请将此格留空。"),
        (
            {(1, "customer_name"): "丙", (1, "contract_no"): "1", (1, "valid_from"): "2026-01-01"},
            "B6",
            "找不到唯一的客户“丙”，请填写客户编码或账上的客户全称。",
        ),
    ],
)
def test_what_cannot_be_used_is_said_by_cell(own: Ledger, cells: dict, address: str, sentence: str) -> None:
    filled = back(own, edited(made(own), cells))
    assert filled.changes == ()
    assert [(issue.cell, issue.message.text("zh")) for issue in filled.issues] == [(address, sentence)]


def test_a_workbook_without_the_headings_is_refused(own: Ledger) -> None:
    with pytest.raises(Unusable, match="has no sheet with the headings of “Contracts and clauses”"):
        back(own, b"a,b\n1,2\n")


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_register_has_a_workbook_that_is_read_back(own: Ledger, register: Register, lang: Language) -> None:
    assert back(own, made(own, lang, register), register).issues == ()
