"""Books straight from files are those of a ledger into which only these files were imported."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

from arcore import ledger
from arcore.intake.anything import read_files
from arcore.intake.model import Reading
from arcore.messages import Unusable
from arcore.schema import Side
from tests.ledger_fixtures import customers, documents, reading, receipts

DAY = dt.date(2026, 7, 31)
SAMPLE = Path(__file__).parents[1] / "sample_data"
SHARED = Path(__file__).parents[2] / "shared" / "bench" / "cash"

EVERYTHING = [
    reading(
        customers(
            {"customer_id": "C1", "customer_name": "上海恒源机电有限公司", "term_text": "月结30天", "credit_limit": 900_000},
            {"customer_id": "C2", "customer_name": "苏州联晟精密有限公司", "opening_balance": 45_000, "opening_date": "2026-01-01"},
            {"customer_id": "C1", "customer_name": "上海恒源机电有限公司", "term_text": "月结60天"},
        )
    ),
    reading(
        documents(
            {},
            {"paid_amount": 4_000},
            {"open_amount": 0, "settled_date": "2026-03-01", "customer_id": "C2"},
            {"status": "作废"},
            {"amount": -3_000, "reversed_document_no": "D1"},
            {"customer_id": "C9", "customer_name": "新客户", "due_date": None, "currency": "EUR"},
            {"document_no": "D1"},
            {"document_no": "D8", "paid_amount": 4_000},
        ),
        file="documents.xlsx",
    ),
    reading(documents({"document_no": "P1", "customer_name": "供应商甲"}, side=Side.PAYABLE), file="payables.xlsx"),
    reading(
        receipts(
            {"receipt_no": "R1", "document_no": "D2"},
            {"receipt_no": "R2", "customer_id": None, "payer_name": "不明付款人", "amount": 700},
            {"receipt_no": "R3", "amount": 2_500},
        ),
        file="receipts.xlsx",
    ),
]


def sample(*names: str) -> list[Reading]:
    return [each for name in names for each in read_files((SAMPLE / name).read_bytes(), name)]


def shared() -> list[Reading]:
    folder = SHARED / "case_xlsx_two_columns"
    return [each for name in ("customers.xlsx", "invoices.xlsx") for each in read_files((folder / name).read_bytes(), name)]


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("name", ["everything", "sample", "payables", "shared"])
def test_books_of_a_first_import_are_the_ledgers(name: str, side: Side) -> None:
    if name == "shared" and not SHARED.exists():
        pytest.skip("the shared labelled cases are not here")
    files = {
        "everything": lambda: EVERYTHING,
        "sample": lambda: sample("customers.xlsx", "invoices.xlsx", "receipts.xlsx"),
        "payables": lambda: sample("payables.xlsx"),
        "shared": shared,
    }[name]()
    kept = ledger.open(ledger.MEMORY)
    preview = kept.preview_import(files, data_date=DAY)
    straight = ledger.books_of(preview, side)
    kept.commit_import(preview, who="王芳")
    stored = kept.books(side)
    for frame in ("documents", "receipts", "allocations", "customers", "due_changes", "customer_changes"):
        assert_frame_equal(getattr(straight, frame), getattr(stored, frame), obj=frame)
    assert straight.registers.keys() == stored.registers.keys()
    for register, rows in stored.registers.items():
        assert_frame_equal(straight.registers[register], rows, obj=register)
    assert straight.restorable_from == stored.restorable_from
    assert straight.origin == stored.origin


def test_the_version_names_the_files_and_the_day() -> None:
    preview = ledger.open(ledger.MEMORY).preview_import(EVERYTHING, data_date=DAY)
    again = ledger.open(ledger.MEMORY).preview_import(EVERYTHING, data_date=DAY)
    later = ledger.open(ledger.MEMORY).preview_import(EVERYTHING, data_date=dt.date(2026, 8, 1))
    assert ledger.books_of(preview).version == ledger.books_of(again).version != ledger.books_of(later).version


def test_files_without_a_usable_row_are_refused() -> None:
    with pytest.raises(Unusable, match="nothing to import"):
        ledger.books_of(ledger.open(ledger.MEMORY).preview_import([], data_date=DAY))
