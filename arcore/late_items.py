"""The debts of the books that are or were paid late, each with the interest it has earned (domain rules §4.9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from arcore.books import Books
from arcore.due_history import with_due_then
from arcore.interest import Interest, Late, late_interest
from arcore.messages import say
from arcore.policy_sections.interest import InterestRules, Mode
from arcore.registers.frames import of_customer
from arcore.registers_at import registers_at, rows_of
from arcore.written_basis import Basis, written_basis


@dataclass(frozen=True)
class LateItem:
    """One document: what is still open, the interest on what was late, and whether a late fee on it was agreed in writing.

    `disputed`: the part of what is open that bears no interest while it is in dispute, minor units.
    """

    document_key: int
    document_no: str
    customer_key: int
    due: dt.date
    currency: str
    open: int
    late: Late
    interest: Interest
    basis: Basis
    disputed: int = 0


def late_items(
    books: Books,
    as_of: dt.date,
    rules: InterestRules,
    *,
    currency: str,
    customer_key: int,
    mode: Mode | None = None,
    settled: bool = False,
    contested: Mapping[int, int] | None = None,
) -> list[LateItem]:
    """One customer's debts past due at `as_of`, oldest first; with `settled` also those paid late and settled by then.

    What was paid by the due date bears no interest; what is dated later lowers the principal from its day on. A document
    dated after its due date is late from its own date on. An agreed rate is claimed only where a contract on record gives it.
    `contested`: by document what is in dispute (`agreements.contested`); as long as it is, it bears none here.
    """
    contracts = _contracts(books, customer_key, as_of)
    documents = books.documents[books.documents["customer_key"] == customer_key]
    owed = documents[(documents["currency"] == currency) & (documents["amount"] > 0) & (documents["document_date"] <= pd.Timestamp(as_of))]
    owed = with_due_then(owed, books.due_changes, as_of)
    due = owed[["due_date", "document_date"]].max(axis=1)
    owed = owed.assign(falls_due=due)[due < pd.Timestamp(as_of)].sort_values(["falls_due", "document_key"])
    moves = books.allocations[
        books.allocations["document_key"].isin(owed["document_key"]) & (books.allocations["date"] <= pd.Timestamp(as_of))
    ]
    by_document = {int(str(key)): rows.sort_values(["date", "allocation_key"]) for key, rows in moves.groupby("document_key")}
    found = []
    owed = owed if "contract_no" in owed.columns else owed.assign(contract_no=None)
    columns = (owed[name].tolist() for name in ("document_key", "document_no", "document_date", "contract_no", "falls_due", "amount"))
    for key, number, issued, contract, falls_due, amount in zip(*columns, strict=True):
        late = _late(int(amount), falls_due.date(), by_document.get(int(key)), currency)
        left = late.principal - sum(paid for _, paid in late.payments)
        if late.principal > 0 and (left > 0 or settled):
            basis = written_basis(contracts, issued.date(), contract if isinstance(contract, str) else "", rules)
            disputed = min((contested or {}).get(int(key), 0), max(left, 0))
            claimed = replace(late, principal=late.principal - disputed)
            interest = interest_of(claimed, as_of, basis, mode)
            found.append(LateItem(int(key), str(number), customer_key, late.due, currency, max(left, 0), late, interest, basis, disputed))
    return found


def interest_of(late: Late, as_of: dt.date, basis: Basis, mode: Mode | None = None) -> Interest:
    """Interest by `mode` (the rules' own by default); an agreed rate without a written basis gives none, and says why.

    'agreed': the contract's rate where there is a written basis, else the statutory one (judicial interpretation 2020-17, art. 18).
    """
    chosen = mode or basis.rules.mode
    if chosen == "agreed":
        chosen = "contract" if basis.lacking is None else "lpr"
    if chosen == "contract" and basis.lacking is not None:
        return Interest(chosen, problem=say("{why} A late fee has no written basis; the statutory rule may apply.", why=basis.lacking))
    return late_interest(late, as_of, basis.rules, chosen)


def unwritten(items: Sequence[LateItem]) -> list[LateItem]:
    """The documents on which no late fee was agreed in writing."""
    return [item for item in items if item.basis.lacking is not None]


def _contracts(books: Books, customer_key: int, as_of: dt.date) -> pd.DataFrame:
    """The customer's contracts as the register had them at the date."""
    return of_customer(rows_of(registers_at(books, as_of), "contracts"), customer_key)


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
