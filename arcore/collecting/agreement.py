"""An agreement on paying later, as it is put on paper: the debt confirmed, the dates agreed, what happens when one is missed (§3.5).

One instalment is an extension, more are a plan. The documents' own due dates stand in it and stay.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from arcore import amounts_in_words, balances, wording
from arcore.books import Books
from arcore.collecting.named import named
from arcore.collecting.plans_at import instalments_of
from arcore.confirming.statement import PayTo, pay_to
from arcore.engines import collect
from arcore.messages import Message, Unusable, say
from arcore.plans import Instalment
from arcore.policy import Policy


@dataclass(frozen=True)
class Party:
    """One side: its full name, and where it is served."""

    name: str
    address: str


@dataclass(frozen=True)
class Agreement:
    """Minor units. documents: document_no, contract_no, document_date, due_date, open (at the day agreed on), oldest due first."""

    number: str
    creditor: Party
    debtor: Party
    agreed_on: dt.date
    currency: str
    documents: pd.DataFrame
    instalments: tuple[Instalment, ...]
    annual_percent: str
    late_percent: str
    grace_days: int
    pay_to: PayTo
    chinese_law: bool

    @property
    def is_extension(self) -> bool:
        """Whether it only moves one date."""
        return len(self.instalments) == 1

    @property
    def principal(self) -> int:
        """What the debtor confirms to owe."""
        return sum(each.principal for each in self.instalments)

    @property
    def interest(self) -> int:
        """What the time costs."""
        return sum(each.interest for each in self.instalments)

    @property
    def total(self) -> int:
        """Everything that is to be paid."""
        return sum(each.total for each in self.instalments)

    @property
    def in_words(self) -> str:
        """The principal in Chinese words; empty for currencies without two decimals."""
        return amounts_in_words.stated(self.principal, self.currency)


def agreement_of(row: Mapping[str, Any], books: Books, policy: Policy, company: str = "") -> Agreement:
    """The agreement of a row of the register of plans. Raises Unusable where account, company or schedule are not there."""
    currency = row["currency"] if isinstance(row["currency"], str) else policy.company.currency
    target, agreed_on = pay_to(policy), row["agreed_on"].date()
    (about,) = named(pd.DataFrame([row]), books.documents)
    if not about:
        raise Unusable(say("None of the plan's documents is among the customer's. Amend the row: the agreement lists them."))
    customer = books.customers[books.customers["customer_key"] == int(row["customer_key"])].iloc[0]
    name = customer["customer_name"] if pd.notna(customer["customer_name"]) else customer["customer_id"]
    number = customer["customer_id"] if pd.notna(customer["customer_id"]) else row["customer_key"]
    address = customer.get("address")
    return Agreement(
        number=f"HK{agreed_on:%Y%m%d}-{number}",
        creditor=Party(company or policy.company.name or target.payee, policy.papers.address),
        debtor=Party(str(name), address if isinstance(address, str) else ""),
        agreed_on=agreed_on,
        currency=currency,
        documents=_documents(books, agreed_on, about),
        instalments=instalments_of(row, currency),
        annual_percent=_percent(row["annual_percent"]),
        late_percent=_percent(row["late_percent"]),
        grace_days=0 if pd.isna(row["grace_days"]) else int(row["grace_days"]),
        pay_to=target,
        chinese_law=policy.company.country == "CN",
    )


def _documents(books: Books, agreed_on: dt.date, keys: tuple[int, ...]) -> pd.DataFrame:
    owed = collect(balances.open_items(books.documents, books.allocations, agreed_on))
    mine = owed[owed["document_key"].isin(keys)]
    names = ["document_no", "contract_no", "document_date", "due_date", "open"]
    return mine.sort_values(["due_date", "document_key"])[names].reset_index(drop=True)


def _percent(value: object) -> str:
    return value if isinstance(value, str) and value.strip("0.") else ""


def apart(found: Agreement) -> Message | None:
    """That the documents and the plan are not about the same amount; None where they are."""
    owed = int(found.documents["open"].sum())
    if owed == found.principal:
        return None
    return say(
        "The documents were open with {owed} on {date}; the plan is about {principal}. Say in it what becomes of the difference.",
        owed=wording.amount(owed, found.currency),
        date=found.agreed_on.isoformat(),
        principal=wording.amount(found.principal, found.currency),
    )
