"""Evidence of a claim, what is missing and dangerous, the pack for the lawyer; what court costs; cases and their gate."""

import datetime as dt
import io
import zipfile

import openpyxl
import pandas as pd
import pytest

from arcore.books import Books
from arcore.documents import evidence_pack
from arcore.documents.workbook_style import Stamp
from arcore.ledger import Ledger, RowChange
from arcore.legal.cases import case_rows, enforcement_deadline
from arcore.legal.claims import claim_of
from arcore.legal.clocks import clocks_at
from arcore.legal.court_costs import preservation_fee, reckon, tiered
from arcore.messages import Unusable
from arcore.policy import Policy
from arcore.policy_file import problems
from arcore.policy_sections.legal import LegalRules
from tests.ledger_fixtures import book, customers, database_url, documents, receipts, take_in
from tests.test_legal_clocks import register
from tests.word_text import said as words_of

__all__ = ["book", "database_url"]

DAY = dt.date
RULES = LegalRules()
FILE = "sha256:" + "a" * 64 + ":"


@pytest.mark.parametrize(
    ("yuan", "fee"),
    [(5_000, 50_00), (10_000, 50_00), (100_000, 2_300_00), (150_000, 3_300_00), (1_000_000, 13_800_00), (1_500_000, 18_300_00),
     (30_000_000, 191_800_00)],
)  # fmt: skip
def test_the_court_fee_follows_the_tiers_of_the_regulation(yuan: int, fee: int) -> None:
    assert tiered(yuan * 100, RULES.court_base, RULES.court_ends, RULES.court_percents) == fee


@pytest.mark.parametrize(("yuan", "fee"), [(1_000, 30_00), (100_000, 1_020_00), (500_000, 3_020_00), (2_000_000, 5_000_00)])
def test_preservation_costs_at_most_five_thousand(yuan: int, fee: int) -> None:
    assert preservation_fee(yuan * 100, RULES) == fee


def test_whether_court_pays_is_the_expected_recovery_less_the_costs() -> None:
    found = reckon(1_000_000_00, RULES, win=80, collect=50, preserve=True)
    assert (found.court, found.preservation, found.lawyer, found.enforcement) == (13_800_00, 5_000_00, 50_000_00, 12_400_00)
    assert found.costs == 68_800_00
    assert found.expected == 407_520_00  # (1,000,000 + 13,800 + 5,000) × 0.8 × 0.5
    assert found.net == 338_720_00
    assert found.break_even == 7
    assert reckon(1_000_000_00, RULES, win=80, collect=50, halved=True).court == 6_900_00
    assert reckon(20_000_00, RULES, win=20, collect=50).net < 0


def test_a_claim_below_its_costs_is_not_told_of_a_chance_above_certainty() -> None:
    found = reckon(1_130_00, RULES, win=80, collect=60, preserve=True)
    assert found.break_even is not None
    assert found.break_even > 100
    assert found.sentence().text("zh").endswith("即使全部收回，也抵不上费用。")
    assert "%" not in found.sentence().text("en")


def test_tiers_and_percentages_must_be_as_many() -> None:
    assert [wrong.text("en") for wrong in problems("[legal]\ncourt_percents = [2.5]\n")] == [
        "“legal.court_percents” needs one percentage for each tier of “legal.court_ends”: 9, not 1."
    ]


def owing(book: Ledger, **registers: pd.DataFrame) -> Books:
    take_in(book, customers({"customer_id": "C1", "customer_name": "=甲公司"}, {"customer_id": "C2", "customer_name": "乙"}),
            documents({"due_date": "2023-04-30", "document_date": "2023-03-01"}, {"due_date": "2026-01-31"},
                      {"customer_id": "C2"}))  # fmt: skip
    found = book.books()
    return Books(
        found.documents, found.receipts, found.allocations, found.customers, found.version, registers={**found.registers, **registers}
    )


def claim(books: Books):
    items = books.documents.assign(open=books.documents["amount"])
    clocks = clocks_at(items, books.allocations, books.customers, books.registers, DAY(2026, 6, 30))
    return claim_of(books, clocks, 1, "CNY", Policy())


def test_a_claim_with_nothing_but_an_invoice_says_what_is_missing(book: Ledger) -> None:
    invoice = register("proofs", {"proof_group": "invoice", "title": "发票", "origin": "财务", "dated_on": DAY(2023, 3, 1)})
    found = claim(owing(book, proofs=invoice))
    assert found.principal == 20_000
    assert found.present == ("invoice",)
    assert found.missing == ("parties", "contract", "delivery", "statement", "payment", "collection")
    assert found.completeness == 14
    said = [flag.text("en") for flag in found.flags]
    assert said[0] == "1 documents are past limitation: D1."
    assert "Only invoices are on record: an invoice proves neither the contract nor the delivery." in said
    assert "No delivery note or acceptance is on record: the delivery cannot be proven." in said
    assert "No legal advice is on record: it is needed before going to court." in said


def test_money_that_settles_nothing_yet_and_what_is_in_dispute_are_said_before_anything_is_claimed(book: Ledger) -> None:
    take_in(
        book,
        customers({"customer_id": "C1", "customer_name": "=甲公司"}),
        receipts({"customer_id": "C1", "receipt_date": "2026-06-01", "amount": 60_00}),
    )
    objection = {"customer_key": 1, "opened_on": DAY(2026, 6, 1), "document_nos": "D2", "state": "open"}
    said = [flag.text("en") for flag in claim(owing(book, disputes=register("disputes", objection))).flags]
    assert said[:2] == [
        "Receipts of CNY 60.00 are not set against the debts yet: apply them before anything is claimed.",
        "1 documents are in dispute: D2.",
    ]


def test_a_refund_is_no_receipt_that_could_settle_the_debts(book: Ledger) -> None:
    take_in(
        book,
        customers({"customer_id": "C1", "customer_name": "=甲公司"}),
        receipts({"customer_id": "C1", "receipt_date": "2026-06-01", "amount": -60_00}),
    )
    found = owing(book)
    assert found.receipts["amount"].tolist() == [-60_00]
    assert not any("Receipts of" in flag.text("en") for flag in claim(found).flags)


def test_evidence_of_another_document_or_a_later_day_does_not_count(book: Ledger) -> None:
    rows = [{"proof_group": "delivery", "title": "签收单", "origin": "物流", "dated_on": DAY(2023, 3, 5), "document_nos": numbers}
            for numbers in ("D3", "D1，D9")]  # fmt: skip
    rows.append({"proof_group": "contract", "title": "合同", "origin": "法务", "dated_on": DAY(2026, 7, 1)})
    found = claim(owing(book, proofs=register("proofs", *rows)))
    assert [(proof.group, proof.title) for proof in found.proofs] == [("delivery", "签收单")]
    assert "Nobody's authority to sign for the goods is on record." in [flag.text("en") for flag in found.flags]


def test_the_pack_holds_index_facts_and_every_kept_file_and_no_lawyers_letter(book: Ledger) -> None:
    kept = book.put_file(b"delivery note", "签收/单.pdf")
    rows = [
        {
            "proof_group": "delivery",
            "title": "签收单",
            "origin": "物流",
            "dated_on": DAY(2023, 3, 5),
            "file": kept.reference,
            "original": "original",
        },
        {"proof_group": "contract", "title": "合同", "origin": "法务", "dated_on": DAY(2023, 1, 5), "file": "Z:/合同/1.pdf"},
    ]
    found = claim(owing(book, proofs=register("proofs", *rows)))
    packed = evidence_pack.build(found, Stamp("我司", found.as_of, "zh"), "lpr", book.file)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert sorted(archive.namelist()) == ["03 交付/002 签收_单.pdf", "案件事实与金额说明（供律师使用）.docx", "证据清单.xlsx"]
        assert archive.read("03 交付/002 签收_单.pdf") == b"delivery note"
        book_read = openpyxl.load_workbook(io.BytesIO(archive.read("证据清单.xlsx")))
        facts = "\n".join(words_of(archive.read("案件事实与金额说明（供律师使用）.docx")))
    index = [[cell.value for cell in row] for row in book_read["证据清单"].iter_rows(min_row=5)]
    assert [[*row[1:3], row[8]] for row in index] == [
        ["合同、订单、报价确认", "合同", "Z:/合同/1.pdf"], ["交付（送货单、签收单、物流、验收单）", "签收单", "03 交付/002 签收_单.pdf"],
    ]  # fmt: skip
    assert book_read["证据清单"]["A1"].value == "证据清单：=甲公司（截至 2026-06-30）"
    assert book_read["证据清单"]["A1"].data_type == "s"
    assert len(book_read["证据完整度"]["A"]) >= 12
    assert book_read["诉请金额明细"]["F7"].value == "=SUM(F5:F6)"
    assert "不是法律意见，也不是律师函" in facts
    assert "人民币贰佰元整" in facts
    assert "律师事务所" not in facts


def test_a_file_name_leads_nowhere_else() -> None:
    assert evidence_pack.safe("..\\..\\evil.pdf") == "evil.pdf"
    assert "/" not in evidence_pack.safe("a/../../b")
    assert evidence_pack.safe("...") == "_"
    assert len(evidence_pack.safe("长" * 300 + ".pdf")) == 80


CASE = {"title": "买卖合同纠纷", "stage_on": DAY(2026, 1, 5), "opened_on": DAY(2026, 1, 5), "owner": "李", "claim": 100_00}
ADVICE = {"advised_on": DAY(2026, 1, 2), "advisor": "张律师", "qualified": "lawyer", "advice": "sue", "opinion": "可诉"}


def test_nobody_sues_without_legal_advice_on_record(book: Ledger) -> None:
    take_in(book, customers({"customer_id": "C1"}, {"customer_id": "C2"}))
    book.change_registers([RowChange("cases", {**CASE, "stage": "lawyer_letter"}, customer_key=1)], who="Li")
    kept = book.books().registers["cases"].iloc[0]
    sue = RowChange("cases", {**CASE, "stage": "lawsuit"}, row_key=int(kept["row_key"]))
    book.change_registers([RowChange("consultations", ADVICE, customer_key=2)], who="Li")  # another customer's does not help
    with pytest.raises(Unusable, match="legal advice on the customer must be on record"):
        book.change_registers([sue], who="Li")
    with pytest.raises(Unusable, match="legal advice"):
        book.change_registers([RowChange("cases", {**CASE, "stage": "arbitration"}, customer_key=1)], who="Li")
    advice = book.change_registers([RowChange("consultations", ADVICE, customer_key=1)], who="Li")
    assert book.change_registers([sue], who="Li").seq > advice.seq
    together = [RowChange("cases", {**CASE, "stage": "lawsuit"}, customer_key=2), RowChange("consultations", ADVICE, customer_key=2)]
    book.change_registers(together, who="Li")
    assert book.books().registers["cases"]["stage"].tolist() == ["lawsuit", "lawsuit"]


def test_enforcement_must_be_asked_for_within_two_years() -> None:
    assert enforcement_deadline(DAY(2024, 2, 29)) == DAY(2026, 2, 28)
    judged = {**CASE, "stage": "judgment", "effective_on": DAY(2024, 9, 30), "outcome": "胜诉", "court_fee": 50_00, "recovered": 20_00}
    rows = register("cases", {**judged, "claim": 100_00}, {**judged, "enforcement_on": DAY(2025, 1, 1)}, {**judged, "stage": "closed"},
                    {**CASE, "stage": "lawsuit", "next_on": DAY(2026, 7, 3)})  # fmt: skip
    known = pd.DataFrame({"customer_key": [1], "customer_id": ["C1"], "customer_name": ["甲"]})
    found = case_rows(rows, known, DAY(2026, 6, 30), "CNY")
    assert found["row_key"].tolist() == [4, 1, 2, 3]
    assert found["deadline"].tolist() == [DAY(2026, 7, 3), DAY(2026, 9, 30), None, None]
    assert found["days_left"].tolist() == [3, 92, pd.NA, pd.NA]
    assert found["alert"].tolist() == [30, 180, pd.NA, pd.NA]
    assert found["open"].tolist() == [True, True, True, False]
    assert found.iloc[1][["costs", "recovered"]].tolist() == [50_00, 20_00]
