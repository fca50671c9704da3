"""The two ways to a reconciliation: a matching run straight from files, and the ledger with what is posted there."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

import pandas as pd

from arcore import balances
from arcore.books import Books
from arcore.cash.aside import ASIDE_REASONS, PAIRS
from arcore.cash.position import named_customers, netted, open_for_matching
from arcore.cash.posting import WRITE_OFF_KINDS, Choice, choice_of, choices_of
from arcore.cash.summary import proofs
from arcore.cash.work import Work
from arcore.documents.reconciliation_lines import (
    Account,
    BookReceipt,
    Class,
    Line,
    Part,
    Reconciliation,
    customer_names,
    days,
    documents_of,
    other_open,
    text,
    texts,
)
from arcore.i18n import Language
from arcore.intake.statements.model import Statement
from arcore.ledger import Ledger
from arcore.ledger.bank import LineStatus
from arcore.matching.neutral import REASONS
from arcore.matching.proposals import Allocation, Proposal
from arcore.messages import Message, say

OF_STATUS: dict[str, Class] = {"suggested": "suggested", "unmatched": "unidentified", "ignored": "aside"}
BOOKED = frozenset({"already_booked", "booked"})
SEPARATOR: dict[Language, str] = {"zh": "；", "en": "; "}


def of_matching(
    lines: pd.DataFrame,
    proposals: Sequence[Proposal],
    books: Books,
    statements: Sequence[Statement],
    *,
    as_of: dt.date,
    currency: str,
    lang: Language,
) -> Reconciliation:
    """A matching run: certain proposals count as settled. `currency` is that of lines which state none."""
    named = named_customers(books)
    keys = dict(zip(named["customer_id"], named["customer_key"].astype(int), strict=True))
    lines = lines.assign(currency=lines["currency"].replace("", currency).fillna(currency))
    work = Work(books.version, as_of, lines, tuple(proposals), open_for_matching(books, as_of), named, keys, netted(books))
    by_line = {proposal.line: proposal for proposal in proposals}
    run, words = _run(work), Words(lang)
    waiting = places(lines, source="line_of_file")
    described = [of_proposal(place, by_line.get(place.number), work, run, words, "matched") for place in waiting]
    return _joined(described, books, _before(books, (), as_of), accounts(lines, statements), as_of)


def of_ledger(ledger: Ledger, work: Work, *, lang: Language, first: dt.date | None = None, account: str | None = None) -> Reconciliation:
    """The ledger's bank lines from `first` to the work's day, of one account or of all; proposals for what still waits."""
    books, lines = ledger.books(), ledger.statement_lines()
    kept = lines["date"] <= pd.Timestamp(work.as_of)
    if first is not None:
        kept &= lines["date"] >= pd.Timestamp(first)
    if account is not None:
        kept &= lines["account"] == account
    lines = lines[kept]
    posted = ledger.posted_parts()
    posted = posted[posted["line"].isin(lines["line"])]
    signed = {entry.seq: (entry.who, entry.at.date()) for entry in ledger.journal()}
    proposals = {proposal.line: proposal for proposal in work.proposals}
    run, words = _run(work), Words(lang)
    parts, owner = _posted(posted), posted.drop_duplicates("line")
    owners = dict(zip(owner["line"].tolist(), zip(owner["customer_key"].tolist(), owner["entry"].tolist(), strict=True), strict=True))
    described = []
    states = zip(lines["status"].tolist(), lines["status_note"].tolist(), strict=True)
    for place, (status, note) in zip(places(lines, source="source_row"), states, strict=True):
        if status == LineStatus.POSTED.value:
            customer, entry = owners[place.number]
            described.append(_posted_line(place, customer, parts[place.number], signed.get(entry), lang))
        elif status == LineStatus.IGNORED.value:
            described.append(_ignored(place, text(note), lang))
        else:
            described.append(of_proposal(place, proposals.get(place.number), work, run, words, "certain"))
    before = _before(books, described, work.as_of)
    unlinked = books.receipts[~books.receipts["receipt_key"].isin(ledger.posted_parts()["receipt_key"])]
    return _joined(described, books, before, accounts(lines, ()), work.as_of, unlinked)


def places(lines: pd.DataFrame, *, source: str) -> list[Line]:
    """The lines as the bank gave them, in no class yet: money in waits, the rest is out."""
    file = "file" if "file" in lines else "source_file"
    columns = (texts(lines, name) for name in ("account", "counterparty_name", "counterparty_account", "memo", "currency", file))
    rows = lines[source].tolist() if source in lines else [None] * len(lines)
    return [
        Line(
            int(number),
            day or dt.date.min,
            account,
            payer,
            payer_account,
            memo,
            int(amount),
            currency,
            "unidentified" if amount > 0 else "out",
            file=name,
            row=int(row) if isinstance(row, int) else None,
        )
        for number, day, amount, row, account, payer, payer_account, memo, currency, name in zip(
            lines["line"].tolist(), days(lines["date"]), lines["amount"].tolist(), rows, *columns, strict=True
        )
    ]


class Words:
    """Sentences in the workbook's language; those without values, which most are, are looked up once."""

    def __init__(self, lang: Language) -> None:
        self._lang = lang
        self._plain: dict[str, str] = {}

    def joined(self, messages: Sequence[Message]) -> str:
        """The sentences in one line."""
        return SEPARATOR[self._lang].join(self._text(message) for message in messages)

    def _text(self, message: Message) -> str:
        if message.values:
            return message.text(self._lang)
        if message.template not in self._plain:
            self._plain[message.template] = message.text(self._lang)
        return self._plain[message.template]


def _run(work: Work) -> Mapping[int, Choice]:
    """line → what a run posts for the certain ones, which are posted together."""
    return {choice.line: choice for choice in choices_of(work, work.of_status("auto"))}


def of_proposal(place: Line, proposal: Proposal | None, work: Work, run: Mapping[int, Choice], words: Words, certain: Class) -> Line:
    """A waiting line with what would be posted for it; a certain one is in the class `certain` and as the `run` posts it."""
    if proposal is None:
        return place
    kind: Class = certain if proposal.status == "auto" else OF_STATUS[proposal.status]
    if proposal.reason_code in BOOKED:
        kind = "booked"
    choice = run.get(proposal.line) or choice_of(work, proposal)
    said = [*proposal.evidence, *([proposal.why_not] if proposal.why_not else [])]
    parts = tuple(_part(allocation) for allocation in choice.allocations) if kind in (certain, "suggested") else ()
    why = words.joined(said)
    return _with(place, kind if place.amount > 0 else "out", choice.customer_key, parts, why)


def _part(allocation: Allocation) -> Part:
    kind = WRITE_OFF_KINDS.get(allocation.reason, "write_off") if allocation.write_off else ""
    kept = "" if allocation.write_off else allocation.reason
    return Part(allocation.document_key, allocation.amount, allocation.write_off, kind, kept)


def _with(place: Line, kind: Class, customer: int | None, parts: tuple[Part, ...], why: str) -> Line:
    """The line settled so; what documents do not use stays unapplied, unless it is no receipt."""
    counts = kind not in ("aside", "booked", "out")
    rest = place.amount - sum(part.cash for part in parts) if counts else 0
    return place.settled(kind, customer, parts, rest, why)


def _posted(parts: pd.DataFrame) -> dict[int, tuple[Part, ...]]:
    """line → what it settled, cash and write-off of one document together."""
    found: dict[int, dict[tuple[int, str], Part]] = defaultdict(dict)
    names = ("line", "document_key", "amount", "kind", "note")
    for line, document, amount, kind, note in zip(*(parts[name].tolist() for name in names), strict=True):
        own = found[int(line)]
        if document is pd.NA:
            continue
        if kind == "receipt":
            own[int(document), ""] = Part(int(document), int(amount), kept=text(note))
            continue
        cash = own.pop((int(document), ""), None)
        own[int(document), str(kind)] = Part(int(document), cash.cash if cash else 0, int(amount), str(kind))
    return {line: tuple(own.values()) for line, own in found.items()}


def _posted_line(place: Line, customer: object, parts: tuple[Part, ...], signed: tuple[str, dt.date] | None, lang: Language) -> Line:
    key = int(customer) if isinstance(customer, int) else None
    why = say("Posted by {who} on {day}", who=signed[0], day=signed[1].isoformat()).text(lang) if signed else ""
    return _with(place, "posted", key, parts, why)


def _ignored(place: Line, note: str, lang: Language) -> Line:
    words: dict[str, Message] = {**REASONS, **PAIRS, **ASIDE_REASONS}
    why = words[note].text(lang) if note in words else note
    kind: Class = "out" if place.amount <= 0 else "booked" if note in BOOKED else "aside"
    return _with(place, kind, None, (), why)


def _before(books: Books, lines: Sequence[Line], as_of: dt.date) -> dict[int, int]:
    """What was open of each document without the posted lines of the workbook."""
    items = balances.open_items(books.documents, books.allocations, as_of)
    open_now = dict(zip(items["document_key"].tolist(), (int(amount) for amount in items["open"].tolist()), strict=True))
    for line in lines:
        if line.firm:
            for part in line.parts:
                open_now[part.document_key] = open_now.get(part.document_key, 0) + part.cash + part.write_off
    return open_now


def accounts(lines: pd.DataFrame, statements: Sequence[Statement]) -> list[Account]:
    """The accounts of the lines with the balances that their statements state, else those that the lines carry."""
    stated: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        stated[statement.account, statement.currency].append(statement)
    found = []
    for proof in proofs(lines.assign(account=lines["account"].fillna(""))):
        own = sorted(stated.get((proof.account, proof.currency), []), key=lambda s: s.period_from or dt.date.min)
        opening = own[0].opening if own and own[0].opening is not None else proof.opening
        closing = own[-1].closing if own and own[-1].closing is not None else proof.closing
        found.append(Account(proof.account, proof.currency, opening, closing))
    return found


def _joined(
    lines: Sequence[Line],
    books: Books,
    before: Mapping[int, int],
    found: Sequence[Account],
    as_of: dt.date,
    unlinked: pd.DataFrame | None = None,
) -> Reconciliation:
    touched = {part.document_key for line in lines for part in line.parts}
    documents = documents_of(books.documents, before, touched, as_of)
    receipts = books.receipts if unlinked is None else unlinked
    return Reconciliation(
        lines,
        documents,
        customer_names(named_customers(books)),
        found,
        only_in_books(receipts, lines),
        other_open(books.documents, before, documents),
    )


def only_in_books(receipts: pd.DataFrame, lines: Sequence[Line]) -> list[BookReceipt]:
    """Receipts dated within the lines' period, less those that a line marked as already booked stands for (same currency and amount)."""
    if not lines or receipts.empty:
        return []
    first, last = min(line.date for line in lines), max(line.date for line in lines)
    inside = receipts[receipts["receipt_date"].between(pd.Timestamp(first), pd.Timestamp(last))]
    answered: dict[tuple[str, int], int] = defaultdict(int)
    for line in lines:
        if line.kind == "booked":
            answered[line.currency, line.amount] += 1
    found = []
    columns = (inside[name].tolist() for name in ("receipt_no", "payer_name", "amount", "currency", "customer_key"))
    for day, number, payer, amount, currency, customer in zip(days(inside["receipt_date"]), *columns, strict=True):
        if answered[str(currency), int(amount)]:
            answered[str(currency), int(amount)] -= 1
            continue
        key = int(customer) if isinstance(customer, int) else None
        found.append(BookReceipt(text(number), day or first, text(payer), int(amount), str(currency), key))
    return found
