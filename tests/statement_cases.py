"""Statements of the sample company, as tests need them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from arcore.accounts import accounts
from arcore.books import Books
from arcore.confirming.statement import Mode, Statement, statement_of
from arcore.policy import Company, Policy
from arcore.policy_sections.papers import PaperRules
from tests.sample_company import sample_books

POLICY = replace(
    Policy(),
    company=Company(name="青岚机电有限公司", accounts=("622202100112",)),
    papers=PaperRules(bank="工商银行青岛市南支行", contact="王芳", phone="0532-8000", email="ar@example.com"),
)
START, END = dt.date(2026, 4, 1), dt.date(2026, 6, 30)


def statement(
    customer_key: int, *, mode: Mode = "detail", policy: Policy = POLICY, books: Books | None = None, **named: object
) -> Statement:
    """The customer's statement of the second quarter."""
    found = books or sample_books()
    customer = next(row for row in found.customers.to_dict("records") if row["customer_key"] == customer_key)
    options = {"disputed": named.pop("disputed", None)}
    account = next(accounts(found, START, END, policy.aging.scheme, customers={customer_key}, **options))  # type: ignore[arg-type]
    return statement_of(account, customer, policy, mode=mode, dated=dt.date(2026, 7, 3), **named)  # type: ignore[arg-type]
