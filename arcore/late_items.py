"""The debts of the books that are or were paid late, each with the interest it has earned (domain rules §4.9)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

import pandas as pd

from arcore.books import Books
from arcore.due_history import documents_at
from arcore.interest import Interest, Late, late_interest
from arcore.policy_sections.interest import InterestRules, Mode
from arcore.registers import REGISTERS
from arcore.registers.frames import of_customer, valid_at
from arcore.registers_at import registers_at


@dataclass(frozen=True)
class LateItem:
    """One document: what is still open, and the interest on what was late."""

    document_key: int
    document_no: str
    customer_key: int
    due: dt.date
    currency: str
    open: int
    late: Late
    interest: Interest


def late_items(
    books: Books, as_of: dt.date, rules: InterestRules, *, currency: str, customer_key: int, mode: Mode | None = None, settled: bool = False
) -> list[LateItem]:
    """One customer's debts past due at `as_of`, oldest first; with `settled` also those paid late and settled by then.

    What was paid by the due date bears no interest; what is dated later lowers the principal from its day on. A document
    dated after its due date is late from its own date on. Where a rate is agreed, that of the customer's own contract counts.
    """
    rules = agreed_rules(books, customer_key, as_of, rules)
    documents = documents_at(books, as_of)
    owed = documents[(documents["currency"] == currency) & (documents["amount"] > 0) & (documents["document_date"] <= pd.Timestamp(as_of))]
    owed = owed[owed["customer_key"] == customer_key]
    due = owed[["due_date", "document_date"]].max(axis=1)
    owed = owed.assign(falls_due=due)[due < pd.Timestamp(as_of)].sort_values(["falls_due", "document_key"])
    moves = books.allocations[
        books.allocations["document_key"].isin(owed["document_key"]) & (books.allocations["date"] <= pd.Timestamp(as_of))
    ]
    by_document = {int(str(key)): rows.sort_values(["date", "allocation_key"]) for key, rows in moves.groupby("document_key")}
    found = []
    columns = (owed[name].tolist() for name in ("document_key", "document_no", "falls_due", "amount"))
    for key, number, falls_due, amount in zip(*columns, strict=True):
        late = _late(int(amount), falls_due.date(), by_document.get(int(key)), currency)
        left = late.principal - sum(paid for _, paid in late.payments)
        if late.principal > 0 and (left > 0 or settled):
            interest = late_interest(late, as_of, rules, mode)
            found.append(LateItem(int(key), str(number), customer_key, late.due, currency, max(left, 0), late, interest))
    return found


def agreed_rules(books: Books, customer_key: int, as_of: dt.date, rules: InterestRules) -> InterestRules:
    """The rules with the late fee of the customer's newest contract valid at `as_of` (‰ a day); unchanged where none states one."""
    contracts = registers_at(books, as_of).get("contracts")
    if contracts is None or not len(contracts):
        return rules
    valid = valid_at(of_customer(contracts, customer_key), REGISTERS["contracts"], as_of)
    stated = [str(rate) for rate in valid["late_fee_rate"].dropna()]
    if not stated:
        return rules
    return replace(rules, contract_rate=float(Decimal(stated[0]) / 10), contract_per="day")


def _late(amount: int, due: dt.date, moves: pd.DataFrame | None, currency: str) -> Late:
    """What was owed when it fell due, and what reduced it afterwards, by day."""
    if moves is None:
        return Late(amount, due, (), currency)
    in_time = moves["date"] <= pd.Timestamp(due)
    after = moves[~in_time].groupby("date")["amount"].sum()
    payments = tuple((pd.Timestamp(str(day)).date(), int(paid)) for day, paid in after.items())
    return Late(amount - int(moves.loc[in_time, "amount"].sum()), due, payments, currency)


def customers_late(open_items: pd.DataFrame, currency: str) -> list[int]:
    """The customers who owe something past due, the largest amount first; `open_items` are aged."""
    late = open_items[(open_items["currency"] == currency) & (open_items["open"] > 0) & (open_items["days_past_due"] > 0)]
    sums = late.groupby("customer_key")["open"].sum().sort_values(ascending=False, kind="stable")
    return [int(str(key)) for key in sums.index]
