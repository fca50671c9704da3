"""Writing off: proposed with its evidence, approved by somebody else within their limit, one entry, undone as one."""

import datetime as dt

import pytest

from arcore.ledger import RowChange
from arcore.ledger.store import Ledger
from arcore.ledger.verify import verify
from arcore.ledger.write_offs import Decision, Role, refusal
from arcore.messages import Unusable
from arcore.policy import ApprovalRules
from tests.ledger_fixtures import customers, documents, take_in

RULES = ApprovalRules(write_off_clerk=100_00, write_off_manager=10_000_00, customer_year_limit=150_00)
DAY = dt.date(2026, 6, 30)


def proposed(ledger: Ledger, amount: int = 80_00, document: int = 1) -> int:
    values = {
        "amount": amount, "cause": "small", "explanation": "尾差，多次催收未果", "evidence_dunning": True, "proposed_on": DAY,
        "proposed_by": "王芳", "state": "pending",
    }  # fmt: skip
    change = RowChange("write_offs", values, customer_key=1, document_key=document)
    entry = ledger.change_registers([change], who="王芳", why="尾差")
    return int(ledger.changes(entry.seq)[0].after["row_key"][0])


def start(ledger: Ledger) -> None:
    take_in(ledger, customers({"customer_id": "C1", "customer_name": "甲"}), documents({"amount": 100_00}, {"amount": 20_000_00}))


def decide(ledger: Ledger, row: int, who: str = "李伟", role: Role = "clerk", *, approve: bool = True) -> int:
    return ledger.decide_write_off(Decision(row, approve, role, DAY), RULES, who=who, why="核准").seq


def state(ledger: Ledger) -> tuple[str, int]:
    books = ledger.books()
    lost = books.allocations[books.allocations["kind"] == "write_off"]
    return str(books.registers["write_offs"]["state"].iloc[0]), int(lost["amount"].sum())


def test_an_approval_takes_the_amount_off_in_one_entry_and_one_undo_restores_both(book: Ledger) -> None:
    start(book)
    entry = decide(book, proposed(book))
    assert state(book) == ("approved", 80_00)
    row = book.books().registers["write_offs"].iloc[0]
    assert (row["decided_by"], row["decided_as"], row["decided_on"].date()) == ("李伟", "clerk", DAY)
    book.undo(entry, who="李伟", why="误批")
    assert state(book) == ("pending", 0)
    assert verify(book).sound


def test_a_refusal_takes_nothing_off(book: Ledger) -> None:
    start(book)
    decide(book, proposed(book), approve=False)
    assert state(book) == ("refused", 0)


def test_nobody_approves_their_own_proposal(book: Ledger) -> None:
    start(book)
    row = proposed(book)
    with pytest.raises(Unusable) as refused:
        decide(book, row, who=" 王芳 ", role="director")
    assert refused.value.message.text("zh") == "申请人不得审批自己的核销申请，请由他人审批。"
    assert state(book) == ("pending", 0)


def test_a_limit_is_checked_when_it_is_written(book: Ledger) -> None:
    start(book)
    row = proposed(book, 10_000_01, document=2)
    for role in ("clerk", "manager"):
        with pytest.raises(Unusable):
            decide(book, row, role=role)
    decide(book, row, role="director")
    assert state(book) == ("approved", 10_000_01)


def test_small_amounts_of_a_customer_add_up_over_the_year(book: Ledger) -> None:
    start(book)
    decide(book, proposed(book, 80_00, document=2))
    second = proposed(book, 80_00, document=2)
    with pytest.raises(Unusable):
        decide(book, second)
    decide(book, second, role="manager")


def test_more_than_is_open_cannot_be_written_off(book: Ledger) -> None:
    start(book)
    row = proposed(book, 100_01)
    with pytest.raises(Unusable):
        decide(book, row, role="director")
    assert state(book) == ("pending", 0)


def test_a_proposal_is_decided_once(book: Ledger) -> None:
    start(book)
    row = proposed(book)
    decide(book, row)
    with pytest.raises(Unusable):
        decide(book, row, who="赵磊")


@pytest.mark.parametrize(
    ("amount", "role", "allowed"),
    [
        (100_00, "clerk", True),
        (100_01, "clerk", False),
        (100_01, "manager", True),
        (10_000_01, "manager", False),
        (10_000_01, "director", True),
    ],
)
def test_the_limits_by_role(amount: int, role: Role, allowed: bool) -> None:
    found = refusal({"amount": amount, "proposed_by": "A"}, "B", role, RULES, given_up=0)
    assert (found is None) == allowed
