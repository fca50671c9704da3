"""Setting up: the checks, the doubts about the data, the opening balances beside the general ledger's."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from arcore import desk, installation, ledger, opening_check, quality
from arcore.documents import opening_check_workbook
from arcore.intake.balance_list import Stated, read_balances
from arcore.ledger.store import Ledger
from arcore.messages import Unusable, say
from arcore.opening_check import Opening
from tests.ledger_fixtures import TODAY, customers, documents, receipts, take_in


@pytest.fixture
def books() -> Ledger:
    return ledger.open(ledger.MEMORY)


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def found(books: Ledger) -> dict[str, quality.Doubt]:
    now = books.books()
    at = desk.balances_at(now, TODAY)
    return {doubt.code: doubt for doubt in quality.doubts(now, at.items, at.unapplied, TODAY)}


def test_doubtful_rows_are_told_by_kind_with_their_money_what_falsifies_figures_first(books: Ledger) -> None:
    listed = customers(
        {"customer_id": "C1", "customer_name": "甲公司", "tax_no": "91A", "term_text": "30天"},
        {"customer_id": "C2", "customer_name": "乙公司", "tax_no": "91a "},
    )
    take_in(
        books,
        listed,
        documents(
            {"document_date": "2027-01-10", "due_date": "2027-02-10"},
            {"due_date": "2026-01-01"},
            {"customer_id": "C2", "due_date": None, "amount": 700},
            {"customer_id": "C9", "amount": 90, "document_date": "2026-02-01"},
            {"amount": 55, "document_date": "2026-03-01", "due_date": "2026-03-31"},
            {"amount": 55, "document_date": "2026-03-01", "due_date": "2026-03-31"},
        ),
        receipts({"amount": 30_000}, {"customer_id": None, "payer_name": "无名", "amount": 5}),
    )
    doubts = found(books)
    told = {code: (doubt.count, dict(doubt.amounts)) for code, doubt in doubts.items()}
    assert told["future"] == (1, {"CNY": 10_000})
    assert told["due_before_date"] == (1, {"CNY": 10_000})
    assert told["no_terms"] == (1, {"CNY": 700})
    assert told["same_twice"] == (2, {"CNY": 110})
    assert told["same_tax_no"] == (2, {"CNY": 10_810})
    assert told["unlisted"][0] >= 1
    assert told["negative"] == (1, {"CNY": -19_890})
    assert told["without_terms"][1]["CNY"] >= 700
    urgent = [doubt.urgent for doubt in doubts.values()]
    assert urgent == sorted(urgent, reverse=True)


def test_names_that_are_alike_stand_beside_each_other(books: Ledger) -> None:
    names = ["上海华美化工有限公司", "苏州德润建材有限公司", "上海华美化工股份有限公司", "北京华美化工有限公司"]
    listed = customers(*({"customer_id": f"C{n}", "customer_name": name} for n, name in enumerate(names)))
    take_in(books, listed, documents({"customer_id": "C0"}))
    assert found(books)["near_twins"].rows["customer_name"].tolist() == ["上海华美化工有限公司", "上海华美化工股份有限公司"]


def test_a_clean_ledger_raises_no_doubt(books: Ledger) -> None:
    take_in(books, customers({"customer_id": "C1", "customer_name": "甲公司", "term_text": "30天"}), documents({}))
    assert found(books) == {}


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        ((("客户编码", "客户名称", "期末余额"), ("C1", "甲公司", 100.5), ("合计", None, 100.5)), [("C1", "甲公司", "CNY", 10_050)]),
        ((("应收账款科目余额表",), ("客户", "期初余额", "本期借方", "期末余额"), ("甲公司", 1, 2, 3)), [("", "甲公司", "CNY", 300)]),
        ((("Customer No.", "Currency", "Closing Balance"), ("007", "USD", "(1,234.50)")), [("007", "", "USD", -123_450)]),
        ((("客户编码", "余额（万元）"), ("C1", "1.5")), [("C1", "", "CNY", 1_500_000)]),
    ],
    ids=["total row", "closing, not opening", "brackets and currency", "ten thousands"],
)
def test_a_list_of_balances_is_read_whatever_system_wrote_it(
    rows: tuple[tuple[object, ...], ...], read: list[tuple[str, str, str, int]]
) -> None:
    assert list(read_balances(workbook(*rows), "余额.xlsx", currency="CNY").rows) == [Stated(*each) for each in read]


def test_a_balance_that_is_no_amount_is_said_with_its_row() -> None:
    listed = read_balances(workbook(("客户编码", "余额"), ("C1", "约3000"), ("C2", 5)), "余额.xlsx", currency="CNY")
    assert [(row.customer_id, row.balance) for row in listed.rows] == [("C2", 500)]
    assert [(issue.row, issue.message.text("zh")) for issue in listed.issues] == [(2, "“余额”列的“约3000”不是金额。")]


def test_a_workbook_without_balances_is_refused_in_a_sentence() -> None:
    with pytest.raises(Unusable, match="holds no list of balances"):
        read_balances(workbook(("客户编码", "电话"), ("C1", "1")), "电话.xlsx", currency="CNY")


def opened(books: Ledger) -> tuple[desk.Aged, pd.DataFrame]:
    names = {"C1": "甲公司", "C2": "乙（集团）有限公司", "C3": "丙"}
    take_in(
        books,
        customers(*({"customer_id": number, "customer_name": name} for number, name in names.items())),
        documents({"amount": 10_000}, {"customer_id": "C2", "amount": 500}, {"customer_id": "C3", "amount": 70}),
        receipts({"amount": 4_000}),
    )
    now = books.books()
    return desk.balances_at(now, TODAY), now.customers


def test_balances_are_compared_customer_by_customer(books: Ledger) -> None:
    at, listed = opened(books)
    stated = [Stated("C1", "", "CNY", 6_000), Stated("", "乙(集团)有限公司", "CNY", 450), Stated("C9", "", "CNY", 8)]
    opening = Opening(TODAY, opening_check.identified(stated, listed))
    table = opening_check.compared(opening, at.items, at.unapplied, listed)
    assert table[["customer_id", "stated", "open", "unapplied", "books", "difference", "state"]].to_numpy().tolist() == [
        ["C3", 0, 70, 0, 70, -70, "only_books"],
        ["C2", 450, 500, 0, 500, -50, "differs"],
        ["C9", 8, 0, 0, 0, 8, "unknown"],
        ["C1", 6_000, 10_000, 4_000, 6_000, 0, "agrees"],
    ]
    totals = opening_check.totals(opening, at.items, at.unapplied)
    assert totals.to_numpy().tolist() == [["CNY", 6_458, 10_570, 4_000, 6_570, -112]]


def test_one_total_per_currency_is_enough(books: Ledger) -> None:
    at, _ = opened(books)
    totals = opening_check.totals(Opening(TODAY, {}, {"CNY": 6_570}), at.items, at.unapplied)
    assert totals["difference"].tolist() == [0]


def test_what_was_stated_is_kept_and_read_again() -> None:
    opening = Opening(dt.date(2026, 6, 30), {("C1", "CNY"): 5, ("乙公司", "USD"): -7}, {}, "余额.xlsx")
    assert Opening.of_text(opening.text()) == opening
    assert Opening.of_text("") is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_comparison_is_a_workbook_whose_differences_are_formulas(books: Ledger, lang: str) -> None:
    at, listed = opened(books)
    opening = Opening(TODAY, {("C1", "CNY"): 5_000})
    table = opening_check.compared(opening, at.items, at.unapplied, listed)
    content = opening_check_workbook.build(table, as_of=TODAY, company="=甲", lang=lang, source="余额.xlsx")  # type: ignore[arg-type]
    sheet = load_workbook(io.BytesIO(content)).active
    row = next(cells for cells in sheet.iter_rows(min_row=5) if cells[0].value == "C1")
    number = row[0].row
    assert [cell.value for cell in row[2:7]] == [50, 100, 40, f"=ROUND(D{number}-E{number},2)", f"=ROUND(C{number}-F{number},2)"]
    cached = load_workbook(io.BytesIO(content), data_only=True).active
    assert [cell.value for cell in cached[number]][5:8] == [60, -10, "不一致" if lang == "zh" else "differs"]


def test_the_installation_is_checked_in_words_with_how_to_mend_it(tmp_path: Path) -> None:
    assert installation.python_check((3, 10)).mend is not None
    assert installation.python_check((3, 12)).good
    pins = tmp_path / "requirements.txt"
    pins.write_text("pandas==0.1\nno-such-package[extra]==1.0  # why\n")
    check = installation.packages_check(pins)
    assert check.found.text("en") == "other versions than tested: pandas, no-such-package"
    assert installation.disk_check(tmp_path, free=5).mend is not None
    assert installation.disk_check(tmp_path, free=5 * 10**9).found.text("zh") == "账簿所在磁盘剩余 5.0 GB"
    assert not installation.database_check("x", say("locked")).good


def test_books_that_cannot_be_written_say_why(tmp_path: Path) -> None:
    file = tmp_path / "books.sqlite"
    mine = ledger.open(f"sqlite:///{file}")
    assert mine.refusal() is None
    mine.close()
    file.write_bytes(b"not a database " * 100)
    refused = mine.refusal()
    assert refused is not None
    assert "cannot be written" in refused.text("en")
