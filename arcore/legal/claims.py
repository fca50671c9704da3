"""A claim for money as a lawyer needs it: its documents, what proves it by group, what is missing, and what is dangerous (§3.4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from arcore import balances, wording
from arcore.books import Books
from arcore.collecting.agreements import agreements, contested
from arcore.engines import collect
from arcore.i18n import Language
from arcore.late_items import late_items
from arcore.legal.clocks import Clocks
from arcore.legal.events import numbers_in
from arcore.messages import Message, both, say
from arcore.money import Unit
from arcore.payment_history import CASH
from arcore.policy import Policy
from arcore.registers.attachments import shown_name
from arcore.registers.frames import known_at, of_customer
from arcore.registers.legal import CONSULTATIONS, PROOF_GROUPS

GROUPS: dict[str, Message] = {name: both(zh, en) for name, zh, en in PROOF_GROUPS}
NEEDED = ("parties", "contract", "delivery", "invoice", "statement", "payment", "collection")
"""Without these a claim for the price of goods is open to attack; the others strengthen it."""

NEAR_DAYS = 90
HELD = say("Kept in the books")


@dataclass(frozen=True)
class Proof:
    """One piece of evidence; `reference` as a register keeps its file (None where only the books or nothing hold it)."""

    group: str
    title: str
    origin: str | Message
    dated: dt.date | None
    original: str = ""
    pages: int | None = None
    purpose: str = ""
    reference: str | None = None
    signed_by: str = ""
    authorised: bool | None = None

    @property
    def file_name(self) -> str:
        """What people call the file, or where it lies."""
        return shown_name(self.reference)


@dataclass(frozen=True)
class Claim:
    """One customer's debts in one currency. `lines`: document_key, document_no, document_date, due_date, amount, open, days_late,
    interest, expires (days as dates, money in minor units), oldest due first."""

    customer_key: int
    customer_id: str
    customer_name: str
    currency: str
    as_of: dt.date
    lines: pd.DataFrame
    proofs: tuple[Proof, ...]
    flags: tuple[Message, ...]

    @property
    def principal(self) -> int:
        """What is open of the documents claimed."""
        return int(self.lines["open"].sum())

    @property
    def interest(self) -> int:
        """Late interest up to the date, by the policy's rule."""
        return int(self.lines["interest"].sum())

    @property
    def present(self) -> tuple[str, ...]:
        """The groups of which there is something, in order."""
        found = {proof.group for proof in self.proofs}
        return tuple(group for group in GROUPS if group in found)

    @property
    def missing(self) -> tuple[str, ...]:
        """The needed groups of which there is nothing."""
        return tuple(group for group in NEEDED if group not in self.present)

    @property
    def completeness(self) -> int:
        """How much of the needed evidence is there, in whole percent, rounded down."""
        return (len(NEEDED) - len(self.missing)) * 100 // len(NEEDED)

    def by_group(self, lang: Language) -> pd.DataFrame:
        """The twelve groups in order: group (words), count of pieces."""
        counts = [sum(proof.group == group for proof in self.proofs) for group in GROUPS]
        return pd.DataFrame({"group": [words.text(lang) for words in GROUPS.values()], "count": counts})

    def sentence(self, unit: Unit) -> Message:
        """What is claimed and how well it is proven."""
        return say(
            "{customer}: {count} overdue documents, {principal} open, {interest} of interest; {percent} % of the needed evidence exists.",
            customer=self.customer_name,
            principal=wording.amount(self.principal, self.currency, unit),
            count=len(self.lines),
            interest=wording.amount(self.interest, self.currency, unit),
            percent=self.completeness,
        )


def claim_of(
    books: Books, clocks: Clocks, customer_key: int, currency: str, policy: Policy, *, documents: Sequence[int] | None = None
) -> Claim:
    """The claim for a customer's overdue documents in a currency, or for these document keys of them."""
    as_of = clocks.as_of
    late = {item.document_key: item for item in late_items(books, as_of, policy.interest, currency=currency, customer_key=customer_key)}
    mine = clocks.debts[(clocks.debts["customer_key"] == customer_key) & (clocks.debts["currency"] == currency)]
    if documents is not None:
        mine = mine[mine["document_key"].isin(list(documents))]
    known = books.documents[["document_key", "document_date", "amount"]]
    lines = mine[["document_key", "document_no", "due_date", "open", "expires", "days_left"]].merge(known, on="document_key")
    lines = lines.assign(
        document_date=lines["document_date"].dt.date,
        days_late=[(as_of - due).days for due in lines["due_date"]],
        interest=pd.array([late[key].interest.total if key in late else 0 for key in lines["document_key"]], dtype="int64"),
    ).sort_values(["due_date", "document_key"])
    proofs = tuple(sorted(_proofs(books, customer_key, lines, as_of), key=lambda each: list(GROUPS).index(each.group)))
    customer = books.customers[books.customers["customer_key"] == customer_key].iloc[0]
    number = "" if pd.isna(customer["customer_id"]) else str(customer["customer_id"])
    name = number if pd.isna(customer["customer_name"]) else str(customer["customer_name"])
    flags = (*_doubts(books, customer_key, currency, lines, policy, as_of), *_flags(books.registers, customer_key, lines, proofs, as_of))
    return Claim(customer_key, number, name, currency, as_of, lines.reset_index(drop=True), proofs, flags)


def _proofs(books: Books, customer_key: int, lines: pd.DataFrame, as_of: dt.date) -> list[Proof]:
    """What the register of evidence, the other registers and the books hold for these documents."""
    numbers = set(lines["document_no"].astype("str"))
    found = [
        Proof(
            group=row["proof_group"],
            title=str(row["title"]),
            origin=str(row["origin"]),
            dated=row["dated_on"].date(),
            original=_text(row["original"]),
            pages=None if pd.isna(row["pages"]) else int(row["pages"]),
            purpose=_text(row["purpose"]),
            reference=_text(row["file"]) or None,
            signed_by=_text(row["signed_by"]),
            authorised=None if pd.isna(row["authorised"]) else bool(row["authorised"]),
        )
        for row in _rows(books.registers, "proofs", customer_key)
        if row["dated_on"].date() <= as_of and (not numbers_in(row["document_nos"]) or numbers & set(numbers_in(row["document_nos"])))
    ]
    found += [proof for source in KEPT for proof in source.proofs(books.registers, customer_key, as_of)]
    paid = books.allocations[books.allocations["document_key"].isin(lines["document_key"]) & books.allocations["kind"].isin(CASH)]
    for day in sorted({date.date() for date in paid["date"] if date.date() <= as_of}):
        found.append(Proof("payment", f"{day.isoformat()}", HELD, day))
    return found


@dataclass(frozen=True)
class Kept:
    """A register whose rows, once `file` is there, are evidence of a group; `named`: the fields that name a row."""

    register: str
    group: str
    dated: str
    file: str
    named: tuple[str, ...]

    def proofs(self, registers: Mapping[str, pd.DataFrame], customer_key: int, as_of: dt.date) -> list[Proof]:
        """The customer's rows with a file, dated until `as_of`."""
        return [
            Proof(
                self.group,
                " ".join(shown_name(row[name]) for name in self.named if _text(row[name])) or shown_name(row[self.file]),
                HELD,
                row[self.dated].date(),
                reference=str(row[self.file]),
                signed_by=_text(row.get("signer")) or _text(row.get("signed_by")),
            )
            for row in _rows(registers, self.register, customer_key)
            if _text(row[self.file]) and pd.notna(row[self.dated]) and row[self.dated].date() <= as_of
        ]


KEPT = (
    Kept("contracts", "contract", "valid_from", "scan", ("contract_no", "title")),
    Kept("statements", "statement", "answered_on", "scan", ("number",)),
    Kept("letters", "collection", "arrived_on", "proof", ("letter_no",)),
    Kept("interruptions", "collection", "happened_on", "file", ("proof",)),
    Kept("plans", "promise", "agreed_on", "agreement", ()),
    Kept("guarantees", "security", "valid_from", "file", ("guarantor", "policy_no")),
    Kept("collateral", "security", "valid_from", "file", ("object",)),
)


def _doubts(books: Books, customer_key: int, currency: str, lines: pd.DataFrame, policy: Policy, as_of: dt.date) -> Iterator[Message]:
    """What makes the amount itself open to attack: money that has come and settles nothing yet, and what the customer objects to."""
    loose = collect(balances.unapplied(books.receipts, books.allocations, as_of, books.documents))
    loose = loose[(loose["customer_key"] == customer_key).fillna(False) & (loose["currency"] == currency)]
    if (held := int(loose["unapplied"].sum())) > 0:
        yield say("Receipts of {amount} are not set against the debts yet: apply them before anything is claimed.",
                  amount=wording.amount(held, currency))  # fmt: skip
    disputed = contested(agreements(books, as_of, policy)) if "disputes" in books.registers else {}
    objected = lines[lines["document_key"].isin(list(disputed))]
    if len(objected):
        yield say("{count} documents are in dispute: {numbers}.", **_listed(objected))


def _flags(
    registers: Mapping[str, pd.DataFrame], customer_key: int, lines: pd.DataFrame, proofs: Sequence[Proof], as_of: dt.date
) -> list[Message]:
    """What a lawyer would ask about first."""
    there = {proof.group for proof in proofs}
    deliveries = [proof for proof in proofs if proof.group == "delivery"]
    contracts = _rows(registers, "contracts", customer_key)
    lapsed, near = lines[lines["days_left"] < 0], lines[lines["days_left"].between(0, NEAR_DAYS)]
    found = [
        (len(lapsed) > 0, say("{count} documents are past limitation: {numbers}.", **_listed(lapsed))),
        (len(near) > 0, say("{count} documents lapse within {days} days: {numbers}.", days=NEAR_DAYS, **_listed(near))),
        (not deliveries, say("No delivery note or acceptance is on record: the delivery cannot be proven.")),
        (
            bool(deliveries) and not any(proof.authorised for proof in deliveries),
            say("Nobody's authority to sign for the goods is on record."),
        ),
        (
            "invoice" in there and not there & {"contract", "delivery", "statement"},
            say("Only invoices are on record: an invoice proves neither the contract nor the delivery."),
        ),
        ("collection" not in there, say("No demand with proof of delivery is on record.")),
        (
            bool(proofs) and not any(proof.original == "original" for proof in proofs),
            say("No original is on record, only copies or files."),
        ),
        (
            any(pd.notna(row["clause_jurisdiction"]) and bool(row["clause_jurisdiction"]) for row in contracts),
            say("A contract agrees on jurisdiction or arbitration: an arbitration clause keeps the courts out."),
        ),
        (not advised(registers, customer_key, as_of), say("No legal advice is on record: it is needed before going to court.")),
    ]
    return [message for applies, message in found if applies]


def advised(registers: Mapping[str, pd.DataFrame], customer_key: int, as_of: dt.date) -> bool:
    """Whether legal advice about a customer's debts is on record by `as_of`."""
    kept = registers.get("consultations")
    return kept is not None and len(known_at(of_customer(kept, customer_key), CONSULTATIONS, as_of)) > 0


def _listed(lines: pd.DataFrame) -> dict[str, object]:
    numbers = lines["document_no"].astype("str").tolist()
    return {"count": len(numbers), "numbers": "、".join(numbers[:5]) + ("…" if len(numbers) > 5 else "")}


def _rows(registers: Mapping[str, pd.DataFrame], name: str, customer_key: int) -> list[Any]:
    kept = registers.get(name)
    records: list[Any] = [] if kept is None else of_customer(kept, customer_key).to_dict("records")
    return records


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
