"""The sample company is the same on every machine, and tells what its README says it tells."""

import csv
import datetime as dt
import io
import json
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from arcore.commands.aging import aging
from arcore.intake.reading import read
from sample_data import generate, story
from sample_data.bank_month import OPENING_BALANCE, bank_month
from sample_data.business import Business, Invoice, business

FOLDER = Path(generate.__file__).parent
LIMIT_PER_FILE = 500_000


@cache
def told() -> Business:
    return business()


@cache
def written() -> dict[str, bytes]:
    return generate.files()


def cells(content: bytes) -> dict[str, list[tuple[object, ...]]]:
    workbook = load_workbook(io.BytesIO(content), data_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in workbook}


def open_of(currency: str, asked: dt.date = story.AS_OF, *, overdue: bool = False) -> int:
    return sum(i.open for i in told().invoices if i.customer.currency == currency and (not overdue or i.due < asked))


def fen(text: str) -> int:
    return int(text.replace(".", "") or 0)


def exposure(invoices: list[Invoice], id: str) -> int:
    customer = next(customer for customer in told().customers if customer.id == id)
    further = sum(value or 0 for value in (customer.unbilled, customer.orders, customer.bills))
    return sum(invoice.open for invoice in invoices if invoice.customer.id == id) + further * 1_000_000


def balance_at(id: str, day: dt.date) -> int:
    documents = sum(i.amount for i in told().invoices if i.customer.id == id and i.date <= day)
    return documents - sum(r.amount + r.discount + r.fee + r.write_off for r in told().receipts if r.customer.id == id and r.date <= day)


@pytest.mark.parametrize("name", ["customers.xlsx", "invoices.xlsx", "receipts.xlsx", "payables.xlsx", "registers.xlsx"])
def test_the_script_writes_the_same_cells_as_the_committed_workbooks(name: str) -> None:
    assert cells(written()[name]) == cells((FOLDER / name).read_bytes())


@pytest.mark.parametrize("name", ["bank_2026-07.csv", "bank_2026-07_answers.csv"])
def test_the_script_writes_the_same_bank_month(name: str) -> None:
    assert written()[name] == (FOLDER / name).read_bytes()


def test_no_file_is_larger_than_a_mail_attachment_should_be() -> None:
    assert all(len(content) < LIMIT_PER_FILE for content in written().values())


def test_the_headline_figures_are_those_of_the_readme() -> None:
    assert len(told().customers) == 150
    assert Counter(i.kind for i in told().invoices) == {"销售发票": 1985, "期初余额": 30, "红字发票": 26}
    assert len(told().receipts) == 1967
    assert {c: open_of(c) for c in ("CNY", "USD", "EUR")} == {"CNY": 3_566_121_444, "USD": 8_950_784, "EUR": 2_041_966}
    assert {c: open_of(c, overdue=True) for c in ("CNY", "USD", "EUR")} == {"CNY": 621_631_213, "USD": 1_522_960, "EUR": 0}
    assert sum(r.amount for r in told().receipts if r.invoice is None) == 82_290_000


def test_documents_minus_what_was_applied_is_what_is_open() -> None:
    for currency in ("CNY", "USD", "EUR"):
        documents = sum(i.amount for i in told().invoices if i.customer.currency == currency)
        paid = [r for r in told().receipts if r.invoice and r.customer.currency == currency]
        assert documents - sum(r.amount + r.discount + r.fee + r.write_off for r in paid) == open_of(currency)
    assert all(0 <= i.settled <= i.amount or (i.kind == "红字发票" and i.open == 0) for i in told().invoices)


def test_the_storys_customers_are_where_the_readme_says() -> None:
    invoices = told().invoices
    limits = {c.id: c.limit for c in told().customers}
    over = {id for id, limit in limits.items() if limit is not None and id < "C0022" and exposure(invoices, id) > limit * 1_000_000}
    assert over == {"C0002", "C0003", "C0006", "C0007"}
    assert balance_at("C0003", dt.date(2026, 5, 31)) == 54_327_293
    assert exposure(invoices, "C0003") == balance_at("C0003", story.AS_OF) == 148_720_077
    assert exposure(invoices, "C0006") <= 200_000_000
    assert sum(i.open for i in invoices if i.customer.id == "C0001" and i.due < story.AS_OF) == 244_410_205
    assert sum(i.open for i in invoices if i.customer.id == "C0008") == 42_744_559
    assert [i.number for i in invoices if i.status == "争议"] == ["XS26020049", "XS26030036"]
    assert sum(c.limit is None for c in told().customers) == 11
    assert sum(c.limit == 0 for c in told().customers) == 2


def test_read_through_the_app_the_files_give_the_figures_of_the_story(tmp_path: Path) -> None:
    files = ["--customers", "customers.xlsx", "--documents", "invoices.xlsx", "--receipts", "receipts.xlsx"]
    arguments = [str(FOLDER / part) if part.endswith(".xlsx") else part for part in files]
    answer = tmp_path / "aging.json"
    result = CliRunner().invoke(aging, [*arguments, "--as-of", str(story.AS_OF), "--json", str(answer)])
    assert result.exit_code == 0, result.output
    totals = json.loads(answer.read_text("utf-8"))["totals"]
    assert {currency: (sums["open"], sums["overdue"], sums["unapplied"]) for currency, sums in totals.items()} == {
        "CNY": ("35661214.44", "6216312.13", "822900.00"),
        "USD": ("89507.84", "15229.60", "0.00"),
        "EUR": ("20419.66", "0.00", "0.00"),
    }


def test_the_app_finds_the_issues_that_the_readme_names() -> None:
    (table,) = read((FOLDER / "invoices.xlsx").read_bytes(), "invoices.xlsx").tables
    assert sorted(issue.code for issue in table.issues) == [
        "bad_amount", "bad_date", "conflicting_amount", "conflicting_amount", "duplicate_row", "error_cell", "missing_customer",
    ]  # fmt: skip
    assert len(table.rows) == 2041


def test_the_unusable_rows_are_in_the_invoice_workbook() -> None:
    rows = cells(written()["invoices.xlsx"])["应收单据明细"]
    headings = rows[3]
    records = [dict(zip(headings, row, strict=True)) for row in rows[4:-1]]
    assert len(records) == 2048
    counted = Counter(record["单据号"] for record in records)
    assert [number for number, count in counted.items() if count > 1] == ["XS25060067", "XS26059001"]
    assert [r["单据号"] for r in records if r["价税合计"] in ("#N/A", "待定")] == ["XS26039001", "XS26049001"]
    assert [r["单据号"] for r in records if r["单据日期"] == "2026-02-30"] == ["XS26029001"]
    assert [r["单据号"] for r in records if not r["客户编码"]] == ["XS24129001"]
    assert sum(not r["到期日"] and r["单据类型"] == "销售发票" for r in records) == 6
    assert rows[-1][0] == "合计"


def test_the_bank_month_chains_and_its_answers_add_up() -> None:
    lines = bank_month(told())
    assert len(lines) == 129
    assert sum(line.amount > 0 for line in lines) == 111
    assert all(sum(amount for _, amount in line.parts) - line.difference == line.amount for line in lines if line.parts)
    paid = Counter(invoice.number for line in lines for invoice, _ in line.parts)
    assert max(paid.values()) == 1
    rows = list(csv.reader(io.StringIO((FOLDER / "bank_2026-07.csv").read_text("utf-8-sig"))))
    heading = next(position for position, row in enumerate(rows) if row[:1] == ["交易日"])
    movements = [dict(zip(rows[heading], row, strict=True)) for row in rows[heading + 1 : -1]]
    balance = OPENING_BALANCE
    for row in movements:
        balance += fen(row["贷方金额"]) - fen(row["借方金额"])
        assert fen(row["余额"]) == balance
    assert len(movements) == 129
    assert [line.moment for line in lines] == sorted(line.moment for line in lines)


def test_the_readme_counts_the_bank_lines_as_they_are() -> None:
    counted = Counter(line.situation for line in bank_month(told()))
    table = (FOLDER / "README.md").read_text("utf-8").split("### 银行流水")[1]
    shown = [cell.strip() for row in table.splitlines() if row.startswith("|") for cell in row.strip("|").split("|")]
    pairs = {name.split("（")[0]: int(count) for name, count in pairwise(shown) if count.isdigit()}
    assert pairs == counted
