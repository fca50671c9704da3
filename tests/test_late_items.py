"""Interest over the books: which documents are late, from which day, on which principal; the calculation as a workbook."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from arcore import aging, balances
from arcore.books import Books
from arcore.documents import interest_workbook
from arcore.i18n import Language
from arcore.late_items import agreed_rules, customers_late, late_items
from arcore.policy_sections.interest import InterestRules
from arcore.registers import REGISTERS
from arcore.registers.frames import frame
from arcore.sample import open_sample
from tests.office import assert_recalculation_agrees, needs_office
from tests.receivable_frames import allocations, customers, documents, receipts
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
    sample, day = open_sample().books(), dt.date(2026, 6, 30)
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


def test_an_agreed_rate_is_that_of_the_customers_own_contract_while_it_is_valid() -> None:
    fields = {"contract_no": "HT-1", "valid_from": "2025-01-01", "valid_to": "2025-12-31", "late_fee_rate": "0.3"}
    kept = frame(REGISTERS["contracts"], [{"row_key": 1, "entry": 1, "customer_key": 1, **fields}])
    held = replace(books(), registers={"contracts": kept})
    rules = replace(RULES, mode="contract", contract_rate=0.05)
    plain = late_items(books(), AS_OF, rules, currency="CNY", customer_key=1)[0]
    own = late_items(held, AS_OF, rules, currency="CNY", customer_key=1)[0]
    assert (plain.interest.interest, own.interest.interest) == (24_25, 14_55)
    assert agreed_rules(held, 1, dt.date(2026, 1, 1), rules) == rules
    assert agreed_rules(held, 2, AS_OF, rules) == rules
