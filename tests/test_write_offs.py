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
    found = refusal(amount, ("A",), "B", role, RULES, given_up=0, currency="CNY", own_currency="CNY")
    assert (found is None) == allowed


def test_the_history_of_a_proposal_holds_its_approval_and_what_became_of_it(book: Ledger) -> None:
    start(book)
    row = proposed(book)
    book.undo(decide(book, row), who="李伟")
    states = [version.values and version.values["state"] for version in book.row_history(row)]
    assert states == ["pending", "approved", "pending"]


def test_a_proposal_changed_since_it_was_seen_is_not_approved(book: Ledger) -> None:
    start(book)
    row = proposed(book)
    seen = book.books().registers["write_offs"].iloc[0]
    values = {name: seen[name] for name in ("cause", "explanation", "proposed_on", "proposed_by", "state")}
    book.change_registers([RowChange("write_offs", {**values, "amount": 90_00}, row_key=row)], who="王芳")
    with pytest.raises(Unusable) as refused:
        book.decide_write_off(Decision(row, True, "director", DAY, entry=int(seen["entry"])), RULES, who="李伟")
    assert refused.value.message.text("en") == "Somebody has changed this row meanwhile. Look at it again, then change it."
    assert state(book) == ("pending", 0)


def test_whoever_wrote_the_amount_down_does_not_approve_it_under_another_name(book: Ledger) -> None:
    start(book)
    row = proposed(book)
    values = book.row_history(row)[0].values or {}
    book.change_registers([RowChange("write_offs", {**values, "amount": 95_00}, row_key=row)], who="Li Wei")
    with pytest.raises(Unusable):
        decide(book, row, who="li wei ", role="director")
    assert state(book) == ("pending", 0)


def test_a_decision_is_not_filled_in_and_a_decided_row_not_changed(book: Ledger) -> None:
    start(book)
    row = proposed(book)
    pending = dict(book.row_history(row)[0].values or {})
    approved = {**pending, "state": "approved", "decided_by": "李伟", "decided_as": "director", "decided_on": DAY.isoformat()}
    for change in (RowChange("write_offs", approved, row_key=row), RowChange("write_offs", approved, customer_key=1, document_key=1)):
        with pytest.raises(Unusable) as refused:
            book.change_registers([change], who="王芳")
        assert refused.value.message.text("zh") == "坏账核销申请：审批结论不能直接填写，请在该申请上作出审批。"
    decide(book, row)
    for values in (pending, None):
        with pytest.raises(Unusable) as refused:
            book.change_registers([RowChange("write_offs", values, row_key=row)], who="王芳")
        assert refused.value.message.text("zh") == "坏账核销申请：已作出的审批不能修改；如需更正，请在日志中撤销该审批。"
    assert state(book) == ("approved", 80_00)


def test_the_limits_are_in_the_companys_currency_and_another_is_the_directors(book: Ledger) -> None:
    take_in(book, documents({"amount": 100_00, "currency": "USD"}, {"amount": 400_00}))
    row = proposed(book)
    with pytest.raises(Unusable) as refused:
        decide(book, row, role="manager")
    assert refused.value.message.text("en") == (
        "USD 80.00 is beyond what the Finance manager may write off here: it needs the Finance director."
    )
    decide(book, row, role="director")
    decide(book, proposed(book, 80_00, document=2))  # dollars do not count towards the year's limit in yuan


def test_a_proposal_in_another_currency_than_its_document_is_not_approved(book: Ledger) -> None:
    take_in(book, documents({"amount": 100_00, "currency": "USD"}))
    row = proposed(book)
    values = book.row_history(row)[0].values or {}
    book.change_registers([RowChange("write_offs", {**values, "currency": "CNY"}, row_key=row)], who="王芳")
    with pytest.raises(Unusable):
        decide(book, row, role="director")
    assert state(book) == ("pending", 0)
