"""A month's statements in one go: one file per customer and currency, in an archive, each with its SHA-256 for the register."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from arcore.accounts import Account
from arcore.books import Books
from arcore.confirming.statement import Mode, Statement, pay_to, statement_of
from arcore.documents import audit_confirmation, statement_letter, statement_workbook
from arcore.documents.audit_confirmation import AuditFirm, Balance
from arcore.i18n import Language
from arcore.late_items import late_items
from arcore.policy import Policy

Form = Literal["xlsx", "docx"]
UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*.]+')
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


@dataclass(frozen=True)
class Issued:
    """One file as it goes out, and what the register keeps of it."""

    file_name: str
    content: bytes
    number: str
    customer_key: int
    values: dict[str, Any]


def file_name(statement: Statement, form: Form) -> str:
    """A name that every system takes: number and customer, without what a path could mistake."""
    return safe_name(f"{statement.number} {statement.customer_name}") + f".{form}"


def safe_name(text: str) -> str:
    """`text` without signs that a file name may not have.

    >>> safe_name("../a:b"), safe_name("CON")
    ('_a_b', '_CON')
    """
    name = UNSAFE.sub("_", text).strip()[:80].strip() or "_"
    return f"_{name}" if RESERVED.fullmatch(name) else name


def issue(
    accounts: Sequence[Account],
    books: Books,
    policy: Policy,
    *,
    mode: Mode,
    form: Form,
    lang: Language,
    dated: dt.date,
    company: str = "",
    template: bytes | None = None,
) -> Iterator[Issued]:
    """The statements of `accounts`, one by one. Raises Unusable at once where no account to pay to is set."""
    pay_to(policy)
    customers: dict[int, Any] = {int(row["customer_key"]): row for row in books.customers.to_dict("records")}
    for account in accounts:
        interest = _interest(account, books, policy) if policy.papers.statement_interest else None
        found = statement_of(account, customers[account.customer_key], policy, mode=mode, dated=dated, company=company, interest=interest)
        content = statement_workbook.build(found, lang) if form == "xlsx" else statement_letter.build(found, lang, template)
        name = file_name(found, form)
        yield Issued(name, content, found.number, account.customer_key, kept(found, name, content, policy, dated))


def kept(found: Statement, name: str, content: bytes, policy: Policy, dated: dt.date) -> dict[str, Any]:
    """The register's row of a statement."""
    return {
        "number": found.number,
        "mode": found.mode,
        "period_from": found.account.start,
        "period_to": found.as_of,
        "balance": found.account.closing,
        "currency": found.account.currency,
        "generated_on": dated,
        "file_name": name,
        "file_hash": hashlib.sha256(content).hexdigest(),
        "policy_version": policy.version,
        "state": "generated",
        "reply_by": found.reply_by,
    }


def audit_letters(
    accounts: Iterable[Account],
    rows: pd.DataFrame,
    firm: AuditFirm,
    company: str,
    policy: Policy,
    lang: Language,
    dated: dt.date,
    blank: bool,
) -> Iterator[Issued]:
    """The audit confirmations of `accounts`, one by one; `rows` name their customers: row_id (customer_key|currency), customer_name."""
    names = dict(zip(rows["row_id"], rows["customer_name"], strict=True))
    for account in accounts:
        customer = str(names[f"{account.customer_key}|{account.currency}"])
        yield audit_issued(account, customer, firm, company, policy, lang, dated, blank)


def audit_issued(
    account: Account, customer: str, firm: AuditFirm, company: str, policy: Policy, lang: Language, dated: dt.date, blank: bool
) -> Issued:
    """One audit confirmation: what is open and what was paid in advance, apart."""
    suffix = "" if account.currency == policy.company.currency else f"-{account.currency}"
    number = f"XZ{account.end:%Y%m%d}-{account.customer_key}{suffix}"
    owed, paid = int(account.open_items["open"].sum()), int(account.unapplied["unapplied"].sum())
    balance = Balance(number, customer, account.end, account.currency, max(owed, 0), paid - min(owed, 0), blank)
    content = audit_confirmation.build(balance, firm, company, lang)
    values = {
        "number": number,
        "mode": "audit",
        "period_to": account.end,
        "balance": account.closing,
        "currency": account.currency,
        "generated_on": dated,
        "file_name": (name := safe_name(f"{number} {customer}") + ".docx"),
        "file_hash": hashlib.sha256(content).hexdigest(),
        "policy_version": policy.version,
        "state": "generated",
        "reply_by": dated + dt.timedelta(days=policy.collecting.reply_days),
    }
    return Issued(name, content, number, account.customer_key, values)


def archive(files: Iterable[Issued]) -> bytes:
    """All files in one ZIP; names that coincide are numbered."""
    memory, used = io.BytesIO(), set[str]()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in files:
            stem, _, ending = file.file_name.rpartition(".")
            name = next(each for each in _names(stem, ending) if each.casefold() not in used)
            used.add(name.casefold())
            packed.writestr(name, file.content)
    return memory.getvalue()


def _names(stem: str, ending: str) -> Iterator[str]:
    yield f"{stem}.{ending}"
    number = 2
    while True:
        yield f"{stem} ({number}).{ending}"
        number += 1


def _interest(account: Account, books: Books, policy: Policy) -> int:
    items = late_items(books, account.end, policy.interest, currency=account.currency, customer_key=account.customer_key)
    return sum(item.interest.total for item in items)
