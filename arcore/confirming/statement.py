"""What a statement of account says, before it becomes a workbook or a letter (documents §3.1).

Customer, amounts and dates come from the ledger, never from free text. Without an account to pay to nothing is made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from arcore import amounts_in_words, wording
from arcore.accounts import Account
from arcore.buckets import Scheme, label_messages
from arcore.messages import Message, Unusable, say
from arcore.policy import Policy

Mode = Literal["detail", "open_items"]
MODES: dict[Mode, Message] = {"detail": say("All movements"), "open_items": say("Open items only")}
TITLE = say("Statement of Account")
KIND_WORDS: dict[str, Message] = {
    "opening": say("Balance brought in"),
    "invoice": say("Invoice"),
    "adjustment": say("Adjustment"),
    "credit_note": say("Credit note"),
    "receipt": say("Receipt"),
    "stated": say("Paid earlier"),
    "discount": say("Cash discount"),
    "fee": say("Bank fee"),
    "rounding": say("Rounded off"),
    "retention": say("Retention"),
    "write_off": say("Written off"),
    "credit": say("Credit applied"),
}


@dataclass(frozen=True)
class PayTo:
    """The account customers pay to."""

    payee: str
    bank: str
    account: str


@dataclass(frozen=True)
class Statement:
    """One customer's statement in one currency; `interest` in minor units, None where none is stated."""

    number: str
    account: Account
    mode: Mode
    customer_id: str
    customer_name: str
    company: str
    pay_to: PayTo
    contact: str
    phone: str
    email: str
    address: str
    reply_by: dt.date
    reply_days: int
    scheme: Scheme
    interest: int | None = None

    @property
    def as_of(self) -> dt.date:
        """The last day of the period."""
        return self.account.end

    @property
    def lines(self) -> pd.DataFrame:
        """The movements, or none where only open items are listed."""
        return self.account.lines if self.mode == "detail" else self.account.lines.iloc[:0]

    @property
    def aging(self) -> list[tuple[Message, int]]:
        """The debts by age."""
        return list(zip(label_messages(self.scheme), self.account.by_bucket, strict=True))

    @property
    def disputed(self) -> int:
        """What is in dispute of the open documents."""
        return sum(self.account.disputed.values())

    @property
    def disputes(self) -> list[tuple[str, int, int]]:
        """Each document in dispute: its number, what is open, what of it is in dispute."""
        items = self.account.open_items
        rows = zip(items["document_key"].tolist(), items["document_no"].tolist(), items["open"].tolist(), strict=True)
        return [(str(number), int(open_), self.account.disputed[key]) for key, number, open_ in rows if key in self.account.disputed]

    @property
    def in_words(self) -> str:
        """The closing balance in Chinese words; empty for currencies without two decimals."""
        return amounts_in_words.stated(self.account.closing, self.account.currency)


def pay_to(policy: Policy) -> PayTo:
    """The account to pay to; Unusable where none is set."""
    account = policy.papers.account or next(iter(policy.company.accounts), "")
    payee = policy.papers.payee or policy.company.name
    if not account or not payee:
        raise Unusable(
            say("No bank account to pay to is set: a statement without it cannot be paid. Enter account holder, bank and account number.")
        )
    return PayTo(payee, policy.papers.bank, account)


def statement_of(
    account: Account,
    customer: Mapping[Any, Any],
    policy: Policy,
    *,
    mode: Mode,
    dated: dt.date,
    company: str = "",
    interest: int | None = None,
) -> Statement:
    """The statement of one account; `customer` is its row of `books.customers`, `dated` the day it is made."""
    target = pay_to(policy)
    papers, number = policy.papers, str(customer["customer_id"] if pd.notna(customer["customer_id"]) else account.customer_key)
    suffix = "" if account.currency == policy.company.currency else f"-{account.currency}"
    return Statement(
        number=f"DZ{account.end:%Y%m%d}-{number}{suffix}",
        account=account,
        mode=mode,
        customer_id=number,
        customer_name=str(customer["customer_name"]) if pd.notna(customer["customer_name"]) else number,
        company=company or policy.company.name or target.payee,
        pay_to=target,
        contact=papers.contact,
        phone=papers.phone,
        email=papers.email,
        address=papers.address,
        reply_by=max(dated, account.end) + dt.timedelta(days=policy.collecting.reply_days),
        reply_days=policy.collecting.reply_days,
        scheme=policy.aging.scheme,
        interest=interest,
    )


def paragraphs(found: Statement) -> Iterator[Message]:
    """What stands above the table: why, how much, and what is asked."""
    account = found.account
    said = {"date": wording.day_in_full(account.end), "amount": wording.amount(abs(account.closing), account.currency)}
    yield say(
        "So that both sides' books agree, we list below what passed between us from {start} to {date}.",
        start=wording.day_in_full(account.start),
        date=wording.day_in_full(account.end),
    )
    if account.closing >= 0:
        overdue = wording.amount(account.overdue_net, account.currency)
        yield say("On {date} our books show that you owe us {amount}, of which {overdue} is past its due date.", **said, overdue=overdue)
        if account.overdue_net < account.overdue:
            yield say("Receipts and credits that are not assigned to a document yet are deducted from both.")
    else:
        yield say("On {date} our books show that we hold {amount} of yours, paid in advance or too much.", **said)
    if found.disputed:
        yield _in_dispute(found)
    if account.on_time:
        yield say("You have paid everything that fell due in this period by its due date. Thank you.")
    yield say(
        "Please check this by {reply_by}, fill in the reply below, seal it with your finance or official seal, and return the original, "
        "a scan or an agreed electronic signature. If anything differs, please list it line by line.",
        reply_by=wording.day_in_full(found.reply_by),
    )
    yield interest_sentence(found)
    yield say("This statement serves to check the accounts; it gives up none of the rights that either side has under the contracts. E&OE.")


def _in_dispute(found: Statement) -> Message:
    """How much is in dispute: of the balance, or of the documents where advances make the balance less than that."""
    amount = wording.amount(found.disputed, found.account.currency)
    if found.disputed <= found.account.closing:
        return say(
            "Of this, {amount} is in dispute between us and listed below; it is part of the balance until it is settled.", amount=amount
        )
    return say(
        "Of the open documents, {amount} is in dispute between us and listed below; it is part of the balance until it is settled.",
        amount=amount,
    )


def interest_sentence(found: Statement) -> Message:
    """That no interest is included; or how much, where policy has it stated."""
    if found.interest is None:
        return say("Late interest and penalties are not included; they are claimed separately.")
    return say("Late interest to that date, not included above: {amount}.", amount=wording.amount(found.interest, found.account.currency))


def reply_lines(found: Statement) -> tuple[Message, Message, Message]:
    """The reply slip: agrees, differs, and who says so."""
    amount, date = wording.amount(abs(found.account.closing), found.account.currency), wording.day_in_full(found.as_of)
    agrees = say("□ Checked: the balance of {amount} on {date} agrees with our books.", amount=amount, date=date)
    if found.account.closing < 0:
        agrees = say("□ Checked: on {date} our books, too, show {amount} paid to you in advance or too much.", amount=amount, date=date)
    return (
        agrees,
        say("□ Checked: it does not agree. Our books show ____________, a difference of ____________; the lines are listed below."),
        say("Company (seal): __________    Name: ________    Telephone: __________    Date: ________"),
    )


def account_lines(target: PayTo) -> list[tuple[Message, str]]:
    """Where money goes, as far as it is known."""
    parts = [(say("Account holder"), target.payee), (say("Bank"), target.bank), (say("Account number"), target.account)]
    return [(name, value) for name, value in parts if value]


def reach(contact: str, phone: str, email: str, address: str) -> list[tuple[Message, str]]:
    """Where questions, replies and bank slips go, as far as it is known."""
    parts = [
        (say("Contact person"), contact),
        (say("Contact telephone"), phone),
        (say("Contact e-mail"), email),
        (say("Our address"), address),
    ]
    return [(name, value) for name, value in parts if value]
