"""What is in dispute, differs with a customer, or is on hold: the same cents in dunning, interest, forecast and statements."""

import datetime as dt
from dataclasses import replace

import pandas as pd

from arcore.books import Books
from arcore.calendars import WorkingDays
from arcore.collecting.agreements import agreements, claims, contested
from arcore.confirming.due import current_accounts
from arcore.dunning import steps
from arcore.forecast.expected import expected
from arcore.forecast.habits import Habits
from arcore.late_items import late_items
from arcore.policy import Policy
from arcore.policy_sections.interest import InterestRules
from arcore.standing import standing
from tests.register_frames import books

AS_OF = dt.date(2026, 6, 30)
POLICY = Policy()
LATE = {"due_date": dt.date(2026, 5, 31), "document_date": dt.date(2026, 5, 1), "amount": 365_00, "order_no": None, "contract_no": None}
DIFFERENCE = {
    "found_on": "2026-06-01", "our_no": "D2", "our_amount": 365_00, "their_amount": 300_00, "difference": 65_00, "books": "ours",
    "kind": "price", "owner": "李娜", "due_on": "2026-07-10", "state": "open",
}  # fmt: skip
"""D1 wholly in dispute, 65.00 of D2 for us to book, D3 on hold, D4 owed as it stands."""


def held(**more) -> Books:
    kept = {"disputes": [{"document_nos": "D1"}], "differences": [DIFFERENCE], "holds": [{"document_nos": "D3"}]}
    return books([LATE] * 4, known=[{"size": "中型"}], **(kept | more))


def test_the_documents_in_dispute_are_the_same_everywhere_to_the_cent() -> None:
    at = held()
    agreed = agreements(at, AS_OF, POLICY)
    assert {key: min(amount, 365_00) for key, amount in contested(agreed).items()} == {1: 365_00, 2: 65_00}
    dunned = steps(standing(at, AS_OF, POLICY).aged, [], agreed, grades={}, policy=POLICY)
    assert dunned[["document_no", "chased", "excluded"]].values.tolist() == [
        ["D1", 0, "disputed"], ["D2", 300_00, ""], ["D3", 365_00, "held"], ["D4", 365_00, ""],
    ]  # fmt: skip
    claimed = late_items(
        at, AS_OF, InterestRules(mode="sme"), currency="CNY", customer_key=1, contested=contested(agreed)
    )  # 30 days at 0.05 %; on hold is not forgiven
    assert [(item.disputed, item.late.principal, item.interest.interest) for item in claimed] == [
        (365_00, 365_00, 0), (65_00, 365_00, 4_50), (0, 365_00, 5_48), (0, 365_00, 5_48),
    ]  # fmt: skip
    parts = expected(standing(at, AS_OF, POLICY).aged, Habits(), AS_OF, POLICY.forecast, WorkingDays("CN"), disputes=claims(agreed))
    left_out = parts[parts["basis"] == "disputed"].groupby("document_key")["amount"].sum().to_dict()
    assert left_out == {1: 365_00, 2: 65_00}
    assert parts["amount"].sum() == 4 * 365_00
    (account,) = current_accounts(replace(at, receipts=at.receipts.assign(memo=pd.Series(dtype="str"))), AS_OF, POLICY)
    assert account.disputed == {1: 365_00, 2: 65_00}
    assert account.closing == 4 * 365_00  # a statement shows all that is open, and marks what is in dispute


def test_what_the_customer_has_to_book_and_what_is_cleared_is_asked_for() -> None:
    theirs = DIFFERENCE | {"books": "theirs"}
    cleared = DIFFERENCE | {"state": "cleared", "closed_on": "2026-06-30"}
    later = DIFFERENCE | {"found_on": "2026-07-01"}
    too_low = DIFFERENCE | {"our_amount": 300_00, "their_amount": 365_00, "difference": -65_00}
    for row in (theirs, cleared, later, too_low, DIFFERENCE | {"our_no": None}):
        agreed = agreements(held(disputes=[], differences=[row]), AS_OF, POLICY)
        assert contested(agreed) == {}, row


def test_two_claims_about_one_document_take_the_larger_one_once() -> None:
    agreed = agreements(held(disputes=[{"document_nos": "D2", "amount": 100_00}]), AS_OF, POLICY)
    assert contested(agreed) == {2: 100_00}
