"""A receipt listed on a row for each of its documents is counted once."""

import pytest

from arcore import ledger
from arcore.ledger.verify import verify
from tests.ledger_fixtures import documents, open_balances, receipts, take_in, unapplied

TWO = documents({"amount": 10_000}, {"amount": 20_000})


def rows(*pairs: tuple[str, int, int | None]):
    return receipts(*({"receipt_no": "R1", "document_no": no, "amount": amount, "applied_amount": part} for no, amount, part in pairs))


@pytest.mark.parametrize(
    ("listed", "amounts", "still_open", "rest"),
    [
        (rows(("D1", 30_000, 10_000), ("D2", 30_000, 15_000)), [30_000], 5_000, 5_000),
        (rows(("D1", 30_000, None), ("D2", 30_000, None)), [30_000], 0, 0),
        (rows(("D1", 10_000, None), ("D2", 20_000, None)), [10_000, 20_000], 0, 0),
        (rows(("D1", 10_000, 10_000), ("D2", 10_000, 10_000)), [10_000, 10_000], 10_000, 0),
        (rows(("D2", 30_000, 15_000)), [30_000], 15_000, 15_000),
    ],
)
def test_a_receipt_over_several_rows_is_money_once_and_again_adds_nothing(listed, amounts, still_open, rest) -> None:
    book = ledger.open(ledger.MEMORY)
    take_in(book, TWO, listed)
    version = book.version()
    take_in(book, TWO, listed)
    assert book.version() == version
    assert book.books().receipts["amount"].tolist() == amounts
    assert unapplied(book) == rest
    assert sum(open_balances(book).values()) == still_open
    assert verify(book).sound


def test_a_split_receipt_waits_for_its_documents_and_keeps_its_limits() -> None:
    book = ledger.open(ledger.MEMORY)
    take_in(book, rows(("D1", 30_000, 6_000), ("D2", 30_000, 15_000)))
    take_in(book, TWO, file="documents.xlsx")
    assert open_balances(book) == {"D1": 4_000, "D2": 5_000}
    assert unapplied(book) == 9_000
