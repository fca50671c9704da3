"""Interest over the books: which documents are late, from which day, on which principal; the calculation as a workbook."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from arcore import aging, balances
from arcore.books import Books
from arcore.documents import interest_workbook
from arcore.i18n import Language
from arcore.late_items import customers_late, late_items, unwritten
from arcore.policy_sections.interest import InterestRules, rate_table
from arcore.registers import REGISTERS
from arcore.registers.frames import frame
from tests.office import assert_recalculation_agrees, needs_office
from tests.receivable_frames import allocations, customers, documents, receipts
from tests.sample_company import sample_books
from tests.workbook_dump import assert_golden

AS_OF = dt.date(2025, 6, 30)
RULES = InterestRules(mode="sme")


def books() -> Books:
    issued = documents(
        {"document_date": dt.date(2025, 1, 1), "due_date": dt.date(2025, 3, 31), "amount": 1000_00, "document_no": "000123"},
        {"document_date": dt.date(2025, 1, 1), "due_date": dt.date(2025, 3, 31), "amount": 500_00, "document_no": "=1+1"},
        {"document_date": dt.date(2025, 1, 1), "due_date": dt.date(2025, 6, 30), "amount": 700_00},
        {"document_date": dt.date(2025, 1, 1), "due_date": dt.date(2025, 2, 28), "amount": -50_00, "kind": "credit_note"},
        {"document_date": dt.date(2025, 5, 1), "due_date": dt.date(2025, 4, 1), "amount": 300_00, "document_no": "XS003"},
    )
    applied = allocations(
        {"document_key": 1, "receipt_key": 1, "date": dt.date(2025, 3, 31), "amount": 200_00},
        {"document_key": 1, "receipt_key": 2, "date": dt.date(2025, 4, 10), "amount": 300_00},
        {"document_key": 1, "receipt_key": 3, "date": dt.date(2025, 7, 5), "amount": 500_00},
        {"document_key": 2, "receipt_key": 4, "date": dt.date(2025, 4, 20), "amount": 500_00},
    )
    return Books(issued, receipts(), applied, customers({}), "1")


def test_what_was_paid_in_time_bears_none_and_later_payments_step_the_principal() -> None:
    first = late_items(books(), AS_OF, RULES, currency="CNY", customer_key=1)[0]
    assert (first.late.principal, first.late.payments, first.open) == (800_00, ((dt.date(2025, 4, 10), 300_00),), 500_00)
    assert [(part.days, part.principal) for part in first.interest.segments] == [(10, 800_00), (81, 500_00)]
    assert first.interest.interest == 4_00 + 20_25


def test_only_open_debts_past_due_count_unless_settled_ones_are_asked_for() -> None:
    found = late_items(books(), AS_OF, RULES, currency="CNY", customer_key=1)
    assert [item.document_key for item in found] == [1, 5]
    assert found[1].due == dt.date(2025, 5, 1), "late from its own date on"
    every = late_items(books(), AS_OF, RULES, currency="CNY", customer_key=1, settled=True)
    assert [(item.document_key, item.open, item.interest.interest) for item in every][1] == (2, 0, 5_00)
    assert late_items(books(), AS_OF, RULES, currency="EUR", customer_key=1) == []


def test_the_open_amounts_are_those_of_the_aging() -> None:
    sample, day = sample_books(), dt.date(2026, 6, 30)
    aged = pd.DataFrame(aging.age(balances.open_items(sample.documents, sample.allocations, day), day, aging.CalendarScheme()))
    late = aged[(aged["currency"] == "CNY") & (aged["open"] > 0) & (aged["days_past_due"] > 0)]
    every = customers_late(aged, "CNY")
    total = sum(item.open for key in every for item in late_items(sample, day, RULES, currency="CNY", customer_key=key))
    assert total == int(late["open"].sum()) == 621631213


def workbook(lang: Language) -> bytes:
    rules = replace(RULES, mode="lpr", lpr_method="segmented")
    found = late_items(books(), AS_OF, rules, currency="CNY", customer_key=1, settled=True)
    return interest_workbook.build(found, customer="=示例客户", mode="lpr", rules=rules, as_of=AS_OF, company="青岚机电有限公司", lang=lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_cell_of_the_calculation_is_as_agreed(lang: Language) -> None:
    assert_golden(workbook(lang), f"interest_workbook.{lang}")


@needs_office
def test_libreoffice_recalculates_the_same(tmp_path: Path) -> None:
    assert assert_recalculation_agrees(workbook("zh"), tmp_path) > 8


SIGNED = {"contract_no": "HT-1", "valid_from": "2025-01-01", "valid_to": "2025-04-30", "signed_by_us": True, "signed_by_them": True}
CONTRACT = replace(RULES, mode="contract", contract_rate=0.05)


def contracted(*rows: dict) -> Books:
    kept = [{"row_key": number, "entry": 1, "customer_key": 1, **SIGNED, **row} for number, row in enumerate(rows, start=1)]
    return replace(books(), registers={"contracts": frame(REGISTERS["contracts"], kept)})


def agreed(held: Books) -> list[tuple[int, str]]:
    found = late_items(held, AS_OF, CONTRACT, currency="CNY", customer_key=1)
    return [(item.interest.interest, item.basis.contract_no) for item in found]


def test_an_agreed_fee_is_that_of_the_contract_in_force_when_the_document_was_made() -> None:
    held = contracted({"late_fee_rate": "0.3"})
    assert agreed(held) == [(14_55, "HT-1"), (0, "")]  # 1 May lies after the contract's end
    later = late_items(held, AS_OF, CONTRACT, currency="CNY", customer_key=1)[1]
    assert later.interest.problem is not None
    assert later.interest.problem.text("en") == (
        "No contract in force on 2025-05-01 is on record. A late fee has no written basis; the statutory rule may apply."
    )
    assert [item.document_key for item in unwritten(late_items(held, AS_OF, CONTRACT, currency="CNY", customer_key=1))] == [5]


@pytest.mark.parametrize(
    ("row", "interest"),
    [
        ({"clause_late_fee": True}, 24_25),  # a clause without a rate: the policy's 0.05 % a day
        ({"clause_late_fee": False, "late_fee_rate": "0.3"}, 0),
        ({}, 0),
        ({"late_fee_rate": "0.3", "signed_by_them": False}, 0),
        ({"late_fee_rate": "0.3", "signed_by_them": None}, 14_55),
    ],
)
def test_without_clause_or_signature_there_is_no_written_basis(row: dict, interest: int) -> None:
    assert agreed(contracted(row))[0][0] == interest


def test_the_contract_that_a_document_names_comes_before_the_newest() -> None:
    held = contracted({"late_fee_rate": "0.3"}, {"contract_no": "HT-2", "valid_from": "2025-01-01", "late_fee_rate": "0.1"})
    assert agreed(held)[0] == (4_85, "HT-2")
    named = replace(held, documents=held.documents.assign(contract_no="HT-1"))
    assert agreed(named) == [(14_55, "HT-1"), (300 * 60 * 3 // 100, "HT-1")]


def test_the_statutory_rule_needs_no_contract_and_says_what_is_missing_for_an_agreed_one() -> None:
    found = late_items(books(), AS_OF, RULES, currency="CNY", customer_key=1)
    assert found[0].interest.interest == 24_25
    assert [item.basis.lacking is not None for item in found] == [True, True]
    assert agreed(books()) == [(0, ""), (0, "")]


def test_a_document_bears_the_rate_of_its_contract_and_the_statutory_one_where_none_is_agreed() -> None:
    """The contract ends before the second document: 0.03 % a day on the first, 1.5 times the LPR of its breach on the second."""
    rules, held = InterestRules(), contracted({"late_fee_rate": "0.3"})
    each = late_items(held, AS_OF, rules, currency="CNY", customer_key=1)
    assert [(item.interest.mode, item.basis.contract_no) for item in each] == [("contract", "HT-1"), ("lpr", "")]
    by_law = late_items(held, AS_OF, rules, currency="CNY", customer_key=1, mode="lpr")
    assert [item.interest.interest for item in each] == [14_55, by_law[1].interest.interest]
    assert by_law[0].interest.interest < 14_55


def test_each_rule_has_its_table_with_source_and_day_checked() -> None:
    lpr, bank = rate_table("contract", RULES), rate_table("uk", RULES)
    assert lpr is not None
    assert bank is not None
    assert (lpr.rates[-1].percent, lpr.through, bank.source) == (Decimal("3.00"), dt.date(2026, 8, 20), RULES.bank_of_england_source)
    assert rate_table("sme", RULES) is None
