"""The reconciliation workbook: every line in one class, every sum live and proven, the same from a file and from the ledger."""

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from arcore import ledger, policy_file
from arcore.cash import posting, statements, work
from arcore.commands.match import statement_lines
from arcore.documents import reconciliation_workbook
from arcore.documents.reconciliation_lines import Account, BookReceipt, Class, Document, Line, Part, Reconciliation
from arcore.documents.reconciliation_view import View
from arcore.documents.reconciliation_vouchers import entries
from arcore.documents.workbook_style import Paper, Stamp
from arcore.i18n import Language
from arcore.intake.anything import read_files
from arcore.intake.model import Reading
from arcore.ledger import Ledger
from arcore.matching.proposals import Allocation, Proposal
from arcore.messages import say
from tests.office import assert_recalculation_agrees, needs_office
from tests.workbook_dump import assert_golden

AS_OF = dt.date(2026, 7, 31)
STAMP = Stamp("华东示例机电有限公司", AS_OF, "en", version="v7")
OURS = "1219000000000010601"
OTHER = "1219000000000010602"
POLICY = policy_file.default()


def line(number: int, amount: int, kind: Class, *parts: Part, **more: Any) -> Line:
    cash = sum(part.cash for part in parts)
    given = {
        "date": dt.date(2026, 7, number), "account": OURS, "payer": f"付款人{number}", "payer_account": f"62{number:017d}", "memo": "货款",
        "currency": "CNY", "customer_key": 1, "unapplied": 0 if kind in ("aside", "booked", "out") else amount - cash,
        "why": "", "file": "bank.csv", "row": number + 7, **more,
    }  # fmt: skip
    return Line(number=number, amount=amount, kind=kind, parts=parts, **given)


def document(key: int, before: int, amount: int | None = None, **more: Any) -> Document:
    given = {"customer_key": 1, "date": dt.date(2026, 5, 1), "due": dt.date(2026, 6, 30), "currency": "CNY", **more}
    return Document(key=key, number=f"XS{key:03d}", amount=before if amount is None else amount, before=before, **given)


def small() -> Reconciliation:
    """One line of every class, every kind of difference, two accounts that differ only in their last digit, and euros."""
    lines = [
        line(1, 100_000, "posted", Part(1, 100_000), why="发票号在附言中"),
        line(2, 149_000, "matched", Part(2, 99_000, 1_000, "fee"), Part(3, 50_000, kept="partial")),
        line(3, 30_000, "posted", customer_key=2, payer='=HYPERLINK("http://x")'),
        line(4, 79_990, "suggested", Part(3, 79_990, 10, "rounding"), why="建议"),
        line(5, 45_000, "certain", Part(4, 95_000, kept="retention"), Part(5, -50_000)),
        line(6, 12_345, "unidentified", customer_key=None, memo="+1"),
        line(7, 88, "aside", customer_key=None),
        line(8, 7_000, "booked", customer_key=None),
        line(9, -20_00, "out", customer_key=None, payer="招商银行"),
        line(10, 500_000, "posted", Part(7, 500_000), account=OTHER),
        line(11, 60_000, "posted", Part(6, 60_000), currency="EUR", account="DE02", customer_key=3),
    ]
    documents = [
        document(1, 100_000), document(2, 100_000), document(3, 130_000), document(4, 100_000), document(5, -50_000),
        document(6, 70_000, currency="EUR", customer_key=3), document(7, 500_000, 800_000, customer_key=2), document(8, 22_000, 33_000),
    ]  # fmt: skip
    accounts = [Account(OURS, "CNY", 1_000_000, 1_421_423), Account(OTHER, "CNY", 5, 500_005), Account("DE02", "EUR")]
    customers = {1: ("000123", "上海恒远机电有限公司"), 2: ("123", "@SUM(A1)"), 3: ("C3", "Müller GmbH")}
    return Reconciliation(lines, {d.key: d for d in documents}, customers, accounts)


def sheets(content: bytes, *, formulas: bool = False) -> dict[str, list[list[Any]]]:
    book = load_workbook(io.BytesIO(content), data_only=not formulas)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def table(rows: list[list[Any]], heading: str) -> list[dict[str, Any]]:
    start = next(place for place, row in enumerate(rows) if heading in row)
    return [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]]


def written(reconciliation: Reconciliation | None = None, lang: Language = "en") -> dict[str, list[list[Any]]]:
    return sheets(reconciliation_workbook.write(reconciliation or small(), replace(STAMP, lang=lang)))


def proofs(content: dict[str, list[list[Any]]]) -> list[Any]:
    return [row[4] for row in content["Summary"] if row[4] in ("✓", "✗")]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_workbook_is_as_the_golden_file_says(lang: Language) -> None:
    assert_golden(reconciliation_workbook.write(small(), replace(STAMP, lang=lang)), f"reconciliation-{lang}")


def test_the_same_input_gives_the_same_bytes() -> None:
    assert reconciliation_workbook.write(small(), STAMP) == reconciliation_workbook.write(small(), STAMP)


def test_every_proof_of_the_first_sheet_holds() -> None:
    assert proofs(written()) == ["✓"] * 12


def test_money_in_is_in_exactly_one_class_and_adds_up_to_the_statement() -> None:
    rows = {row[0]: row[1:5] for row in written()["Summary"]}
    assert rows["Posted"] == [1, 600.0, 600.0, 0.0]
    assert rows["Certain match"] == [1, 1490.0, 1490.0, 0.0]
    assert rows["Unidentified"] == [1, 123.45, 0.0, 123.45]
    assert rows["Not a receipt"] == [1, 0.88, 0.0, 0.0]
    assert [row[1:3] for row in written()["Summary"] if row[0] == "Money in of the statement"] == [[9, 9234.23], [1, 600.0]]


def test_every_line_is_its_cash_its_rest_and_what_is_no_receipt() -> None:
    rows = table(written()["Bank lines CNY"], "Payer")
    assert [row["Difference"] for row in rows] == [0.0] * 10
    second = rows[1]
    assert (second["Documents"], second["Applied"], second["Bank fee"], second["Unapplied"]) == ("XS002, XS003", 1490.0, 10.0, None)
    assert (rows[6]["Not a receipt"], rows[8]["Not a receipt"]) == (0.88, -20.0)


def test_what_is_open_of_a_document_runs_down_settled_lines_first() -> None:
    rows = [row for row in table(written()["Allocations CNY"], "Payer") if row["Document No."] == "XS003"]
    assert [(row["Line"], row["Open before"], row["Applied"], row["Written off"], row["Open after"]) for row in rows] == [
        (2, 1300.0, 500.0, None, 800.0),
        (4, 800.0, 799.9, 0.1, 0.0),
    ]


def test_a_suggestion_does_not_count_as_settled() -> None:
    rows = {row["Document No."]: row for row in table(written()["Documents settled CNY"], "Open after")}
    third = rows["XS003"]
    assert (third["Settled now"], third["Open after"], third["Suggested, not settled"], third["Open once confirmed"]) == (
        500.0,
        800.0,
        800.0,
        0.0,
    )
    assert third["Settled by bank line"] == "07-02 #2, 07-04 #4 ?"
    assert (rows["XS007"]["Settled before"], rows["XS007"]["Open after"]) == (3000.0, 0.0)


def test_overdue_documents_without_a_receipt_are_listed_apart() -> None:
    (row,) = table(written()["Overdue without receipt CNY"], "Days overdue")
    assert (row["Document No."], row["Days overdue"], row["Open balance"]) == ("XS008", 31, 220.0)


def test_lines_that_wait_say_for_how_long() -> None:
    rows = table(written()["Bank lines waiting CNY"], "Days waiting")
    assert [(row["Line"], row["Status"], row["Days waiting"]) for row in rows] == [
        (4, "Suggested", 27),
        (5, "Certain, not posted yet", 26),
        (6, "Unidentified", 25),
    ]


def test_differences_are_listed_by_kind_with_what_stays_open() -> None:
    rows = table(written()["Differences CNY"], "Kind of difference")
    assert [(row["Kind of difference"], row["Written off"], row["Stays open"]) for row in rows] == [
        ("Bank fee", 10.0, 0.0),
        ("Rounding", 0.1, 0.0),
        ("Retention, stays open", None, 50.0),
        ("Part payment, stays open", None, 800.0),
    ]


def test_both_sides_of_each_account_are_adjusted_to_the_same_balance() -> None:
    rows = written()["Bank reconciliation"]
    assert [row[1] for row in rows if row[0] == "Adjusted balance"] == [14214.23, 5000.05, 600.0]
    assert [row[4] for row in rows if row[3] == "Adjusted balance"] == [14214.23, 5000.05, 600.0]
    assert [row[4] for row in rows if row[3] == "Difference of the adjusted balances"] == [0.0, 0.0, 0.0]


def test_movements_missing_from_a_statement_are_shown_as_the_difference_and_fail_the_proof() -> None:
    cut = replace(small(), accounts=[Account(OURS, "CNY", 1_000_000, 1_421_424), *small().accounts[1:]])
    content = written(cut)
    rows = content["Bank reconciliation"]
    assert [row[1] for row in rows if row[0] == "Movements missing from the statement"] == [0.01, 0.0, 0.0]
    assert [row[4] for row in rows if row[3] == "Difference of the adjusted balances"] == [0.01, 0.0, 0.0]
    assert proofs(content).count("✗") == 1


def test_a_receipt_that_only_the_books_know_is_added_on_both_sides() -> None:
    one = Reconciliation(
        [line(1, 100, "posted")], {}, {}, [Account(OURS, "CNY", 0, 100)], [BookReceipt("SK1", AS_OF, "A", 50, "CNY", None)]
    )
    rows = written(one)["Bank reconciliation"]
    assert [row[1] for row in rows if row[0] == "Plus: received in the books, not by the bank"] == [0.5]
    assert [(row[1], row[4]) for row in rows if row[0] == "Adjusted balance"] == [(1.5, 1.5)]


def test_vouchers_are_balanced_and_name_each_customer() -> None:
    rows = table(written()["Voucher entries CNY"], "Debit")
    second = [(row["Account title"], row["Customer No."], row["Debit"], row["Credit"]) for row in rows if row["Line"] == 2]
    assert second == [
        ("Bank deposits", None, 1490.0, None),
        ("Financial expense: bank charges", None, 10.0, None),
        ("Accounts receivable", "000123", None, 1500.0),
    ]
    assert [row["Account title"] for row in rows if row["Line"] == 3] == ["Bank deposits", "Advances from customers"]
    assert {row["Debit − credit"] for row in rows} == {None, 0.0}
    assert {row["Line"] for row in rows} == {1, 2, 3, 10}


def test_what_customers_and_banks_write_never_becomes_a_formula() -> None:
    formulas = sheets(reconciliation_workbook.write(small(), STAMP), formulas=True)
    assert '=HYPERLINK("http://x")' in written()["Bank lines CNY"][7]
    book = load_workbook(io.BytesIO(reconciliation_workbook.write(small(), STAMP)))
    shown = {cell.value: cell.data_type for row in book["Bank lines CNY"].iter_rows() for cell in row}
    assert (shown['=HYPERLINK("http://x")'], shown["+1"], shown["@SUM(A1)"]) == ("s", "s", "s")
    assert formulas["Bank lines CNY"][5][0] == 1


def test_a_statement_without_lines_gives_a_workbook_that_says_so() -> None:
    content = written(Reconciliation([], {}, {}, []), "zh")
    assert content["汇总"][4][0] == "没有银行流水。"


@pytest.mark.office
@needs_office
def test_libreoffice_calculates_what_is_stored(tmp_path: Path) -> None:
    assert assert_recalculation_agrees(reconciliation_workbook.write(small(), STAMP), tmp_path) > 150


amounts = st.integers(1, 10**9)
kinds = st.sampled_from(["fee", "rounding", "discount", "write_off"])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(amounts, amounts, st.integers(0, 5_000), st.sampled_from(["fee", "rounding", "discount", "write_off"])), max_size=8)
)
def test_vouchers_balance_whatever_is_settled(rows: list[tuple[int, int, int, str]]) -> None:
    lines = [
        line(n, max(paid, cash), "posted", Part(n, cash, off, kind if off else "")) for n, (paid, cash, off, kind) in enumerate(rows, 1)
    ]
    documents = {n: document(n, cash + off) for n, (_, cash, off, _) in enumerate(rows, 1)}
    view = View(Paper(STAMP, say("Voucher entries")), Reconciliation(lines, documents, {}, []), "CNY")
    found = entries(view)
    assert sum(e.debit for e in found) == sum(e.credit for e in found) == sum(x.amount + x.written_off for x in lines)


SAMPLE = Path(__file__).parents[1] / "sample_data"


def readings(*names: str) -> list[Reading]:
    return [reading for name in names for reading in read_files((SAMPLE / name).read_bytes(), name)]


@pytest.fixture(scope="module")
def sample() -> tuple[Ledger, list[Reading]]:
    books = ledger.open(ledger.MEMORY)
    preview = books.preview_import(readings("customers.xlsx", "invoices.xlsx", "receipts.xlsx"), data_date=AS_OF, policy=POLICY)
    books.commit_import(preview, who="王芳")
    bank = readings("bank_2026-07.csv")
    for own in statements.own_accounts(books, POLICY, bank):
        books.add_bank_account(own.account, name=own.holder, who="王芳")
    statements.take(books, POLICY, bank, who="王芳")
    return books, bank


def from_files(sample: tuple[Ledger, list[Reading]], proposals: list[Proposal]) -> bytes:
    books, bank = sample
    return reconciliation_workbook.build(statement_lines(bank), proposals, books.books(), bank, as_of=AS_OF, policy=POLICY, lang="en")


def test_files_and_ledger_give_the_same_figures(sample: tuple[Ledger, list[Reading]]) -> None:
    books, bank = sample
    todo = work.propose(books, POLICY, as_of=AS_OF)
    numbers = dict(zip(todo.lines["line"].tolist(), statement_lines(bank)["line"].tolist(), strict=True))
    direct = sheets(from_files(sample, [replace(p, line=numbers[p.line]) for p in todo.proposals]))
    posting.post_certain(books, todo, POLICY, who="王芳", token="july")
    after = work.propose(books, POLICY, as_of=AS_OF)
    stored = sheets(reconciliation_workbook.from_ledger(books, after, policy=POLICY, lang="en", company="A"))
    for name in ("Documents settled", "Voucher entries"):
        amounts_of = [[[v for v in row if isinstance(v, float)] for row in content[name][5:]] for content in (direct, stored)]
        assert amounts_of[0] == amounts_of[1]
    assert proofs(direct) == proofs(stored) == ["✓"] * 6
    assert any("Posted by 王芳" in str(row) for row in stored["Bank lines"])


def test_what_a_person_wrote_off_and_kept_open_is_in_the_ledgers_workbook(tmp_path: Path) -> None:
    books = ledger.open(ledger.MEMORY)
    preview = books.preview_import(readings("customers.xlsx", "invoices.xlsx", "receipts.xlsx"), data_date=dt.date(2026, 6, 30))
    books.commit_import(preview, who="王芳")
    bank = readings("bank_2026-07.csv")
    for own in statements.own_accounts(books, POLICY, bank):
        books.add_bank_account(own.account, name=own.holder, who="王芳")
    statements.take(books, POLICY, bank, who="王芳")
    todo = work.propose(books, POLICY)
    single = next(p for p in todo.proposals if len(p.allocations) == 1 and p.allocations[0].amount == p.amount and not p.unapplied)
    given = posting.choice_of(todo, single)
    kept = given.allocations[0]
    parts = (Allocation(kept.document_key, kept.document_no, kept.amount - 1_000, 1_000, "fee"),)
    posting.post(books, [replace(given, allocations=parts)], POLICY, who="李强", token="x")
    content = sheets(reconciliation_workbook.from_ledger(books, work.propose(books, POLICY), policy=POLICY, lang="en"))
    (row,) = [r for r in table(content["Allocations"], "Payer") if r["Status"] == "Posted"]
    assert (row["Document No."], row["Kind of difference"], row["Written off"], row["Open after"]) == (
        kept.document_no,
        "Bank fee",
        10.0,
        0.0,
    )
    (unapplied,) = [r for r in table(content["Unapplied receipts"], "Payer") if r["Status"] == "Posted"]
    assert unapplied["Unapplied"] == 10.0
    assert proofs(content) == ["✓"] * 6
