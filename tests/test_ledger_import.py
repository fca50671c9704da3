"""Importing: what is new, changed, unchanged, missing or contradictory, and that a second import changes nothing."""

import datetime as dt

import pandas as pd
import pytest

from arcore import ledger
from arcore.balances import open_items
from arcore.ledger.store import Ledger
from arcore.messages import Unusable
from arcore.policy import Policy, TermsRules
from arcore.schema import Side
from tests.ledger_fixtures import TODAY, customers, documents, frames_equal, open_balances, reading, receipts, take_in, unapplied

FRAMES = ("documents", "receipts", "allocations", "customers")


@pytest.fixture
def books() -> Ledger:
    return ledger.open(ledger.MEMORY)


def codes(book: Ledger, *tables, file: str = "book.xlsx") -> list[str]:
    return [found.issue.code for found in book.preview_import([reading(*tables, file=file)], data_date=TODAY).issues]


def test_an_import_gives_the_frames_that_books_promises(book: Ledger) -> None:
    listed = customers({"customer_id": "C1", "customer_name": "甲公司", "region": "华东", "credit_limit": None})
    take_in(book, listed, documents({"amount": 12_345}), receipts({"document_no": "D1", "amount": 45}))
    now = book.books()
    assert now.documents.loc[0, ["document_no", "amount", "due_basis", "region"]].tolist() == ["D1", 12_345, "stated", "华东"]
    types = {f"{name}.{column}": str(dtype) for name in FRAMES for column, dtype in getattr(now, name).dtypes.items()}
    days = {"documents.document_date", "documents.due_date", "receipts.receipt_date", "allocations.date"}
    days |= {f"customers.{name}" for name in ("temporary_from", "temporary_to", "opening_date")}
    assert {name for name, dtype in types.items() if dtype == "datetime64[us]"} == days
    whole = {"documents.document_key", "documents.customer_key", "documents.amount", "receipts.receipt_key", "receipts.amount"}
    whole |= {"allocations.allocation_key", "allocations.amount", "customers.customer_key"}
    assert {name for name, dtype in types.items() if dtype == "int64"} == whole
    nullable = {
        "documents.source_row",
        "receipts.source_row",
        "receipts.customer_key",
        "allocations.document_key",
        "allocations.receipt_key",
    }
    assert nullable < {name for name, dtype in types.items() if dtype == "Int64"}
    assert types["customers.credit_limit"] == "Int64"
    assert set(types.values()) == {"int64", "Int64", "str", "datetime64[us]", "bool"}


def test_an_empty_ledger_has_the_same_frames_as_a_full_one(books: Ledger) -> None:
    empty = books.books()
    take_in(books, documents({}), receipts({"document_no": "D1"}))
    assert [getattr(empty, name).dtypes.to_dict() for name in FRAMES] == [getattr(books.books(), name).dtypes.to_dict() for name in FRAMES]


def test_the_same_file_again_changes_nothing(book: Ledger) -> None:
    tables = (
        customers({"customer_id": "C1", "customer_name": "甲公司"}),
        documents({}, {"paid_amount": 400}),
        receipts({"document_no": "D1"}),
    )
    first = take_in(book, *tables)
    before = book.books()
    assert take_in(book, *tables) == first
    assert book.version() == before.version
    assert frames_equal(book.books(), before)


def test_a_preview_counts_new_changed_unchanged_and_missing_rows(book: Ledger) -> None:
    take_in(book, documents({}, {}, {}))
    preview = book.preview_import([reading(documents({}, {"amount": 20_000}), file="april.xlsx")], data_date=TODAY)
    (table,) = preview.tables
    assert (table.new, table.changed_rows, table.unchanged, table.missing) == (0, 1, 1, ("D3",))
    assert table.changed[["identity", "field", "old", "new"]].to_numpy().tolist() == [["D2", "amount", 10_000, 20_000]]
    assert [(t.in_file, t.changed, t.unchanged) for t in preview.totals if t.table == "documents"] == [(30_000, 20_000, 10_000)]


def test_what_a_file_does_not_mention_stays(book: Ledger) -> None:
    take_in(book, documents({}, {}))
    take_in(book, documents({"amount": 5_000}), file="next.xlsx")
    assert open_balances(book) == {"D1": 5_000, "D2": 10_000}


def test_a_blank_cell_erases_nothing(books: Ledger) -> None:
    take_in(books, documents({"salesperson": "王", "remark": "加急"}))
    take_in(books, documents({"salesperson": None, "remark": "加急", "amount": 9_000}), file="next.xlsx")
    assert books.books().documents.loc[0, "salesperson"] == "王"


def test_a_preview_made_before_another_entry_is_refused(book: Ledger) -> None:
    stale = book.preview_import([reading(documents({}))], data_date=TODAY)
    take_in(book, documents({"document_no": "X1"}), file="other.xlsx")
    with pytest.raises(Unusable, match="has changed since this preview"):
        book.commit_import(stale, who="Li")
    assert open_balances(book) == {"X1": 10_000}


def test_the_same_token_twice_is_one_import(book: Ledger) -> None:
    preview = book.preview_import([reading(documents({}))], data_date=TODAY)
    assert book.commit_import(preview, who="Li", token="t").seq == book.commit_import(preview, who="Li", token="t").seq == 1


def test_a_file_without_usable_rows_is_refused_in_a_sentence(books: Ledger) -> None:
    with pytest.raises(Unusable, match="nothing to import"):
        books.commit_import(books.preview_import([reading()], data_date=TODAY), who="Li")


def test_documents_create_the_customers_that_no_list_knows(books: Ledger) -> None:
    preview = books.preview_import([reading(documents({"customer_id": None, "customer_name": "乙公司"}))], data_date=TODAY)
    assert preview.implicit_customers == ("乙公司",)
    books.commit_import(preview, who="Li")
    take_in(books, customers({"customer_id": "C9", "customer_name": "乙 公司", "credit_limit": 0}))
    after = books.books().customers
    assert after[["customer_id", "implicit"]].to_numpy().tolist() == [["C9", False]]
    assert after.loc[0, "credit_limit"] == 0


@pytest.mark.parametrize(
    "named", [{"customer_name": "甲　公司（上海）"}, {"customer_name": "老甲"}, {"customer_name": "甲"}, {"tax_no": "91310000X"}]
)
def test_documents_find_their_customer_by_any_of_its_names(books: Ledger, named: dict[str, str]) -> None:
    listed = {"customer_id": "C7", "customer_name": "甲公司(上海)", "short_name": "甲", "former_name": "老甲", "tax_no": "91310000X"}
    take_in(books, customers(listed), documents({"customer_id": None, **named}))
    assert books.books().customers["customer_id"].tolist() == ["C7"]


def test_a_name_that_two_customers_share_is_an_issue_not_a_guess(books: Ledger) -> None:
    twins = customers({"customer_id": "C1", "customer_name": "同名公司"}, {"customer_id": "C2", "customer_name": "同名公司"})
    assert codes(books, twins, documents({"customer_id": None, "customer_name": "同名公司"})) == ["customer_ambiguous"]


def test_one_number_with_two_amounts_is_an_issue_on_both_rows(books: Ledger) -> None:
    assert codes(books, documents({}, {"document_no": "D1", "amount": 1})) == ["number_twice", "number_twice"]


def test_an_exact_repetition_counts_once(books: Ledger) -> None:
    preview = books.preview_import([reading(documents({})), reading(documents({}), file="copy.xlsx")], data_date=TODAY)
    assert (preview.tables[0].new, preview.tables[0].repeated) == (1, 1)


def test_a_number_of_another_customer_is_an_issue_unless_only_the_customer_was_corrected(books: Ledger) -> None:
    take_in(books, documents({}))
    assert codes(books, documents({"customer_id": "C2", "amount": 77})) == ["number_of_another_customer"]
    assert codes(books, documents({"customer_id": "C2"})) == []


def test_paper_invoices_are_identified_by_code_and_number_and_payables_by_supplier(books: Ledger) -> None:
    take_in(books, documents({"document_no": "123", "invoice_code": "3100"}, {"document_no": "123", "invoice_code": "3200", "amount": 5}))
    assert books.books().documents["amount"].tolist() == [10_000, 5]
    take_in(books, documents({"document_no": "1"}, {"document_no": "1", "customer_id": "S2", "amount": 6}, side=Side.PAYABLE))
    assert books.books(Side.PAYABLE).documents["amount"].tolist() == [10_000, 6]
    assert len(books.books().documents) == 2


def test_two_equal_receipts_of_one_day_both_count_and_again_add_nothing(book: Ledger) -> None:
    take_in(book, receipts({"amount": 500}, {"amount": 500}))
    take_in(book, receipts({"amount": 500}, {"amount": 500}, {"amount": 700}), file="longer.xlsx")
    assert book.books().receipts["amount"].tolist() == [500, 500, 700]


def test_the_due_date_is_stated_or_follows_the_terms_or_is_the_documents_own(books: Ledger) -> None:
    listed = customers({"customer_id": "C1", "customer_name": "甲", "term_text": "月结30天"})
    rows = documents({}, {"due_date": None}, {"due_date": None, "term_text": "60天"}, {"due_date": None, "term_text": "背靠背"})
    preview = books.preview_import([reading(listed, rows)], data_date=TODAY)
    assert preview.due_basis == {"stated": 1, "terms": 2, "document_date": 1}
    books.commit_import(preview, who="Li")
    dates = books.books().documents["due_date"].dt.strftime("%Y-%m-%d").tolist()
    assert dates == ["2026-02-10", "2026-03-02", "2026-03-11", "2026-01-10"]


@pytest.mark.parametrize(("assumed", "due", "basis"), [(False, "2026-01-10", "document_date"), (True, "2026-02-09", "terms")])
def test_without_any_terms_a_document_is_due_on_its_own_date_unless_the_policy_assumes_the_companys(
    books: Ledger, assumed: bool, due: str, basis: str
) -> None:
    policy = Policy(terms=TermsRules(default="30天", assume_default=assumed))
    preview = books.preview_import([reading(documents({"due_date": None}))], data_date=TODAY, policy=policy)
    books.commit_import(preview, who="Li")
    (document,) = books.books().documents[["due_date", "due_basis"]].itertuples(index=False)
    assert (document.due_date.date().isoformat(), document.due_basis) == (due, basis)


def test_terms_that_arrive_after_the_documents_give_them_their_due_date(books: Ledger) -> None:
    take_in(books, documents({"due_date": None}))
    take_in(books, customers({"customer_id": "C1", "customer_name": "甲", "term_text": "90天"}), file="customers.xlsx")
    assert books.books().documents["due_date"].tolist() == [pd.Timestamp("2026-04-10")]


def test_changed_terms_leave_old_documents_alone_and_say_so(books: Ledger) -> None:
    take_in(books, customers({"customer_id": "C1", "term_text": "90天"}), documents({"due_date": None}))
    preview = books.preview_import([reading(customers({"customer_id": "C1", "term_text": "30天"}))], data_date=TODAY)
    assert "keep their due dates" in preview.questions[0].text("en")
    books.commit_import(preview, who="Li")
    assert books.books().documents["due_date"].tolist() == [pd.Timestamp("2026-04-10")]


def test_receipts_pay_the_documents_they_name_in_order_and_leave_the_rest_unapplied(book: Ledger) -> None:
    preview_tables = (
        documents({}, {}, {}),
        receipts({"document_no": "D1、D2；D3", "amount": 25_000}, {"document_no": "D2", "amount": 9_000}),
    )
    preview = book.preview_import([reading(*preview_tables)], data_date=TODAY)
    assert [found.issue.code for found in preview.issues] == ["receipt_exceeds_documents"]
    assert (preview.references.applied, preview.references.partly) == (1, 1)
    book.commit_import(preview, who="Li")
    assert open_balances(book) == {"D1": 0, "D2": 0, "D3": 5_000}
    assert unapplied(book) == 9_000


def test_discounts_fees_and_write_offs_reduce_the_document_without_using_cash(books: Ledger) -> None:
    take_in(books, documents({}), receipts({"document_no": "D1", "amount": 9_000, "discount": 500, "fee": 300, "write_off": 900}))
    found = books.books().allocations
    assert found[["kind", "amount"]].to_numpy().tolist() == [["receipt", 9_000], ["discount", 500], ["fee", 300], ["write_off", 200]]
    assert found["receipt_key"].notna().tolist() == [True, False, False, False]


def test_a_receipt_waits_for_the_document_it_names(book: Ledger) -> None:
    preview = book.preview_import([reading(receipts({"document_no": "D1"}))], data_date=TODAY)
    assert [found.issue.code for found in preview.issues] == ["reference_unknown"]
    book.commit_import(preview, who="Li")
    assert unapplied(book) == 10_000
    take_in(book, documents({}), file="invoices.xlsx")
    assert (open_balances(book), unapplied(book)) == ({"D1": 0}, 0)


def test_a_receipt_over_several_documents_is_applied_anew_when_the_missing_one_arrives(books: Ledger) -> None:
    take_in(books, documents({"document_no": "D2"}), receipts({"document_no": "D1、D2", "amount": 12_000}))
    assert (open_balances(books), unapplied(books)) == ({"D2": 0}, 2_000)
    take_in(books, documents({"document_no": "D1"}), file="late.xlsx")
    assert (open_balances(books), unapplied(books)) == ({"D2": 8_000, "D1": 0}, 0)


def test_a_corrected_receipt_is_applied_anew(books: Ledger) -> None:
    take_in(books, documents({}), receipts({"receipt_no": "R1", "document_no": "D1", "amount": 10_000}))
    take_in(books, receipts({"receipt_no": "R1", "document_no": "D1", "amount": 4_000}), file="corrected.xlsx")
    assert (open_balances(books), unapplied(books)) == ({"D1": 6_000}, 0)


def test_a_receipt_in_another_currency_stays_unapplied(books: Ledger) -> None:
    assert codes(books, documents({"currency": "USD"}), receipts({"document_no": "D1", "currency": "CNY"})) == ["reference_currency"]
    take_in(books, documents({"currency": "USD"}), receipts({"document_no": "D1"}))
    assert books.books().receipts["currency"].tolist() == ["USD"]


def test_a_paid_column_counts_from_the_day_of_the_data_and_says_what_it_cannot_tell(books: Ledger) -> None:
    preview = books.preview_import([reading(documents({"paid_amount": 4_000}))], data_date=TODAY)
    assert "cannot be restored" in preview.questions[0].text("en")
    books.commit_import(preview, who="Li")
    now = books.books()
    assert now.allocations[["allocation_key", "amount", "kind"]].to_numpy().tolist() == [[-1, 4_000, "stated"]]
    assert now.allocations["date"].tolist() == [pd.Timestamp(TODAY)]
    assert now.restorable_from == TODAY


def test_dated_receipts_explain_what_a_paid_column_stated(books: Ledger) -> None:
    take_in(books, documents({"paid_amount": 4_000}))
    take_in(books, receipts({"document_no": "D1", "amount": 3_000}), file="receipts.xlsx")
    assert books.books().allocations[["amount", "kind"]].to_numpy().tolist() == [[3_000, "receipt"], [1_000, "stated"]]
    take_in(books, receipts({"document_no": "D1", "amount": 1_000, "receipt_date": "2026-03-01"}), file="more.xlsx")
    assert books.books().restorable_from is None


def test_paid_columns_of_two_months_keep_both_dates(books: Ledger) -> None:
    take_in(books, documents({"paid_amount": 4_000}), data_date=dt.date(2026, 1, 31))
    take_in(books, documents({"paid_amount": 9_000}), file="february.xlsx", data_date=dt.date(2026, 2, 28))
    found = books.books().allocations
    assert found["amount"].tolist() == [4_000, 5_000]
    assert found["date"].dt.strftime("%Y-%m-%d").tolist() == ["2026-01-31", "2026-02-28"]


def test_a_file_with_only_open_balances_keeps_the_amount_and_learns_what_was_paid(books: Ledger) -> None:
    take_in(books, documents({"amount": None, "open_amount": 10_000}))
    take_in(books, documents({"amount": None, "open_amount": 6_000}), file="next.xlsx")
    assert books.books().documents["amount"].tolist() == [10_000]
    assert open_balances(books) == {"D1": 6_000}


def test_paid_beyond_the_amount_is_left_out_and_asked_about(books: Ledger) -> None:
    preview = books.preview_import([reading(documents({"paid_amount": 12_000}))], data_date=TODAY)
    assert any("beyond their amount" in question.text("en") for question in preview.questions)
    books.commit_import(preview, who="Li")
    assert open_balances(books) == {"D1": 0}


def test_a_credit_note_and_the_invoice_it_reverses_settle_each_other(books: Ledger) -> None:
    red = {"document_no": "R1", "amount": -3_000, "document_date": "2026-02-01", "reversed_document_no": "D1"}
    take_in(books, documents({}, red))
    found = books.books().allocations
    assert found[["document_key", "amount", "kind"]].to_numpy().tolist() == [[2, -3_000, "credit"], [1, 3_000, "credit"]]
    assert found["date"].unique().tolist() == [pd.Timestamp("2026-02-01")]
    assert open_balances(books) == {"D1": 7_000, "R1": 0}


def test_a_credit_note_on_a_paid_invoice_stays_a_credit_of_the_customer(books: Ledger) -> None:
    red = {"document_no": "R1", "amount": -3_000, "document_date": "2026-03-01", "reversed_document_no": "D1"}
    take_in(books, documents({}, red), receipts({"document_no": "D1"}))
    assert open_balances(books) == {"D1": 0, "R1": -3_000}


def test_an_opening_balance_is_a_document_of_its_own(books: Ledger) -> None:
    tables = (customers({"customer_id": "C1", "customer_name": "甲", "opening_balance": 8_000}),)
    take_in(books, *tables)
    take_in(books, *tables, data_date=dt.date(2026, 4, 30))
    opening = books.books().documents
    assert opening[["kind", "amount", "document_no"]].to_numpy().tolist() == [["opening", 8_000, "期初 C1"]]
    assert opening["due_date"].tolist() == [pd.Timestamp(TODAY)]


def test_a_voided_document_leaves_the_books_unless_money_was_applied_to_it(books: Ledger) -> None:
    take_in(books, documents({"status": "正常"}, {"status": "正常"}), receipts({"document_no": "D2"}))
    take_in(books, documents({"status": "已作废"}), file="void.xlsx")
    assert open_balances(books) == {"D2": 0}
    assert codes(books, documents({"document_no": "D2", "status": "作废"})) == ["applied_exceeds_amount"]


def test_an_amount_below_what_was_applied_is_an_issue(books: Ledger) -> None:
    take_in(books, documents({}), receipts({"document_no": "D1", "amount": 6_000}))
    assert codes(books, documents({"amount": 5_000})) == ["applied_exceeds_amount"]


def test_a_refund_takes_back_what_its_document_had_received(books: Ledger) -> None:
    take_in(books, documents({}), receipts({"document_no": "D1"}, {"document_no": "D1", "amount": -4_000, "receipt_date": "2026-03-02"}))
    assert open_balances(books) == {"D1": 4_000}


def test_entities_keep_their_documents_apart(books: Ledger) -> None:
    take_in(books, documents({"entity": "A"}, {"document_no": "D1", "entity": "B", "amount": 7}))
    assert books.books(entity="B").documents["amount"].tolist() == [7]
    assert len(books.books().documents) == 2


def test_a_day_of_settlement_settles_in_full_on_that_day_and_hides_no_earlier_date(books: Ledger) -> None:
    take_in(books, documents({"settled_date": dt.date(2026, 2, 1)}, {}))
    now = books.books()
    assert now.restorable_from is None
    for day, still_open in ((dt.date(2026, 1, 31), 2), (dt.date(2026, 2, 1), 1)):
        assert len(open_items(now.documents, now.allocations, day)) == still_open


def test_what_is_still_called_open_is_not_settled_by_a_date_beside_it(books: Ledger) -> None:
    take_in(books, documents({"settled_date": dt.date(2026, 2, 1), "amount": 100, "open_amount": 40}))
    assert open_balances(books) == {"D1": 40}
