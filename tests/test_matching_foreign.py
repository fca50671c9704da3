"""A dollar invoice paid in yuan: proposed at the bank's or the document's rate with the difference, never posted."""

import pytest

from arcore.intake.statements import camt
from tests.test_matching_run import answer, proposals
from tests.test_statements_structured import camt_file, entry, movements

DOLLARS = [{"document_no": "26310117", "amount": 10_000_00, "currency": "USD", "exchange_rate": "7.12"}]


@pytest.mark.parametrize(
    ("amount", "memo", "evidence"),
    [
        (71_234_00, "货款 usd 10,000.00 汇率7.1234", "流水注明 USD 10,000.00，与单据 26310117 未收金额一致，折算汇率 7.123400"),
        (71_240_00, "货款 26310117 汇率7.1234", "单据 26310117 未收 USD 10,000.00，按汇率 7.1234 折算，汇兑差额 6.00"),
        (71_000_00, "货款", "单据 26310117 未收 USD 10,000.00，按汇率 7.12 折算，汇兑差额 -200.00"),
    ],
)
def test_a_dollar_invoice_paid_in_yuan_is_proposed_with_its_rate_and_difference(amount: int, memo: str, evidence: str) -> None:
    found = proposals([{"amount": amount, "memo": memo}], DOLLARS)[0]
    assert answer(found) == ("suggested", "foreign", {}, amount)
    assert evidence in [m.text("zh") for m in found.evidence]


def test_beyond_one_per_cent_of_the_rate_nothing_is_proposed() -> None:
    assert proposals([{"amount": 70_000_00, "memo": "货款"}], DOLLARS)[0].reason_code != "foreign"


def test_an_exact_document_of_the_lines_own_currency_comes_first() -> None:
    items = [*DOLLARS, {"document_no": "26310200", "amount": 71_200_10}]
    assert proposals([{"amount": 71_200_10, "memo": "货款"}], items)[0].reason_code == "single"


def test_two_documents_at_the_rate_are_not_guessed_between() -> None:
    twin = [*DOLLARS, {**DOLLARS[0], "document_no": "26310118"}]
    assert proposals([{"amount": 71_200_00, "memo": "货款"}], twin)[0].reason_code != "foreign"


def test_the_amount_that_the_payer_instructed_and_the_rate_stand_in_the_memo() -> None:
    details = (
        '<TxDtls><AmtDtls><InstdAmt><Amt Ccy="USD">10000.00</Amt><CcyXchg><XchgRate>7.1234</XchgRate></CcyXchg></InstdAmt></AmtDtls>'
        "<RmtInf><Ustrd>INV 26310117</Ustrd></RmtInf></TxDtls>"
    )
    read = movements(camt.read(camt_file(entry("71234.00", details=details)), "s.xml"))
    assert [(m.amount, m.currency, m.memo) for m in read] == [(71_234_00, "CNY", "INV 26310117 USD 10000.00 rate 7.1234")]
