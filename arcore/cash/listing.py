"""Bank lines as a clerk lists them: what waits and why, who claimed what, what was set aside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal

import pandas as pd

from arcore.books import Books
from arcore.cash.aside import reason
from arcore.cash.posting import age_in_pool
from arcore.cash.work import Work
from arcore.i18n import Language
from arcore.ledger import EntryKind, JournalEntry, Ledger
from arcore.ledger.bank import LineStatus
from arcore.matching.proposals import Proposal
from arcore.messages import Message, say

Group = Literal["suggested", "open", "unknown", "certain", "aside"]
GROUPS: dict[Group, Message] = {
    "suggested": say("Suggested"),
    "open": say("Customer known, documents not"),
    "unknown": say("Payer unknown"),
    "certain": say("Certain"),
    "aside": say("Not a receipt"),
}
TO_UNDO = (EntryKind.APPLICATION, EntryKind.STATEMENT, EntryKind.PAYER, EntryKind.DECLINE, EntryKind.BANK_ACCOUNT)


def group_of(proposal: Proposal) -> Group:
    """Where a waiting line belongs; every line is in one group."""
    if proposal.status == "auto":
        return "certain"
    if proposal.status == "ignored":
        return "aside"
    if proposal.status == "suggested":
        return "suggested"
    return "open" if proposal.customer_id else "unknown"


def to_decide(work: Work) -> tuple[Proposal, ...]:
    """The queue: suggestions, the surest first, then what has none; within these by date."""
    left = [p for p in work.proposals if p.status in ("suggested", "unmatched")]
    return tuple(sorted(left, key=lambda p: (-p.confidence, p.date, p.line)))


def surer_than(work: Work, level: float) -> tuple[Proposal, ...]:
    """The suggestions whose confidence is at least `level`."""
    return tuple(p for p in work.of_status("suggested") if p.confidence >= level - 1e-9)


def levels(work: Work) -> list[float]:
    """The confidences that occur among the suggestions, the surest first."""
    return sorted({p.confidence for p in work.of_status("suggested")}, reverse=True)


def rows(work: Work, proposals: Sequence[Proposal], lang: Language) -> pd.DataFrame:
    """One row per waiting line: line, date, payer, memo, amount, currency, customer, settles, sure (percent), why, claimed_by, group."""
    names = customer_names(work)
    lines = work.lines.set_index("line")
    claimed = {line: note for line, note in lines["status_note"].items() if lines.at[line, "status"] == LineStatus.CLAIMED.value}
    found = [
        (
            p.line,
            pd.Timestamp(p.date),
            p.payer,
            p.memo,
            p.amount,
            p.currency,
            names.get(p.customer_id or "", ""),
            settles(p, lang),
            round(p.confidence * 100) if p.confidence else None,
            why(p, lang),
            claimed.get(p.line) if isinstance(claimed.get(p.line), str) else "",
            GROUPS[group_of(p)].text(lang),
            age_in_pool(p.date, work.as_of),
        )
        for p in proposals
    ]
    columns = ["line", "date", "payer", "memo", "amount", "currency", "customer", "settles", "sure", "why", "claimed_by", "group", "age"]
    return pd.DataFrame(found, columns=columns).astype({"line": "int64", "amount": "int64", "sure": "Int64", "age": "int64"})


def settles(proposal: Proposal, lang: Language) -> str:
    """'XS26060015, XS26060016', or that the money stays on account."""
    if proposal.allocations:
        numbers = [a.document_no for a in proposal.allocations]
        return ", ".join(numbers[:4]) + (" …" if len(numbers) > 4 else "")
    return say("on account").text(lang) if proposal.customer_id and proposal.status in ("auto", "suggested") else ""


def why(proposal: Proposal, lang: Language) -> str:
    """The evidence, or why there is no proposal, in one line."""
    sentences = [*proposal.evidence, *([proposal.why_not] if proposal.why_not else [])]
    return ("；" if lang == "zh" else "; ").join(m.text(lang) for m in sentences)


def customer_names(work: Work) -> dict[str, str]:
    """What matching calls a customer → its name."""
    return dict(zip(work.customers["customer_id"].astype(str), work.customers["customer_name"].astype(str), strict=True))


def set_aside(lines: pd.DataFrame, lang: Language) -> pd.DataFrame:
    """Lines that were marked as no receipts, newest first: line, date, payer, memo, amount, currency, reason."""
    marked = lines[lines["status"] == LineStatus.IGNORED.value].sort_values(["date", "line"], ascending=False)
    reasons = [reason(note, lang) if isinstance(note, str) else "" for note in marked["status_note"].tolist()]
    names = {"counterparty_name": "payer"}
    return marked.rename(columns=names)[["line", "date", "payer", "memo", "amount", "currency"]].assign(reason=reasons)


def posted(ledger: Ledger, books: Books, lines: pd.DataFrame, lang: Language) -> pd.DataFrame:
    """Bank lines that are posted, newest first: line, date, payer, amount, currency, customer, settles, given_up, entry.

    `given_up`: what the documents were reduced by beyond the cash (minor units).
    """
    parts = ledger.posted_parts()
    numbers = dict(zip(books.documents["document_key"].tolist(), books.documents["document_no"].tolist(), strict=True))
    names = dict(zip(books.customers["customer_key"].tolist(), books.customers["customer_name"].tolist(), strict=True))
    found: dict[int, tuple[str, list[str], int, int]] = {}
    columns = ("line", "customer_key", "document_key", "amount", "kind", "entry")
    for line, customer, document, amount, kind, entry in zip(*(parts[name].tolist() for name in columns), strict=True):
        name, settled, given_up, _ = found.get(int(line), (str(names.get(customer, "")), [], 0, 0))
        number = None if pd.isna(document) else str(numbers.get(document, ""))
        if number and number not in settled:
            settled.append(number)
        extra = 0 if pd.isna(amount) or kind == "receipt" else int(amount)
        found[int(line)] = (name, settled, given_up + extra, int(entry))
    mine = lines[lines["line"].isin(list(found))].sort_values(["date", "line"], ascending=False)
    nothing = say("on account").text(lang)
    told = [found[int(line)] for line in mine["line"].tolist()]
    return mine.rename(columns={"counterparty_name": "payer"})[["line", "date", "payer", "amount", "currency"]].assign(
        customer=[name for name, *_ in told],
        settles=[", ".join(settled) or nothing for _, settled, *_ in told],
        given_up=[given_up for *_, given_up, _ in told],
        entry=[entry for *_, entry in told],
    )


def acts(ledger: Ledger) -> list[JournalEntry]:
    """What was done to receipts, newest first, undos of it included."""
    entries = ledger.journal()
    ours = {entry.seq for entry in entries if entry.kind in TO_UNDO}
    return [entry for entry in entries if entry.seq in ours or entry.undoes in ours]


def claimed(work: Work) -> list[Proposal]:
    """Lines that a salesperson has claimed; they stay in the pool, with the name, until somebody posts them."""
    mine = set(work.lines.loc[work.lines["status"] == LineStatus.CLAIMED.value, "line"].astype(int))
    return [p for p in work.proposals if p.line in mine]


def lessons(ledger: Ledger, customers: pd.DataFrame, lang: Language) -> pd.DataFrame:
    """What counts of the learned payers: payer_key, kind (in words), value, customer, origin, who, at."""
    known = ledger.lessons()
    valid = known[known["revoked_at"].isna()]
    names = dict(zip(customers["customer_key"].astype(int), customers["customer_name"].astype(str), strict=True))
    kinds = {"account": say("Account").text(lang), "name": say("Name").text(lang)}
    valid = valid.assign(
        kind=[kinds[kind] for kind in valid["kind"].tolist()],
        customer=[names.get(int(key), "") for key in valid["customer_key"].tolist()],
    )
    return valid[["payer_key", "kind", "value", "customer", "origin", "who", "at"]].reset_index(drop=True)


def salespeople(work: Work) -> list[str]:
    """Who may claim: the salespeople of the customer list."""
    if "salesperson" not in work.customers:
        return []
    return sorted(set(work.customers["salesperson"].dropna().astype(str)) - {""})


def months(lines: pd.DataFrame) -> list[dt.date]:
    """The first days of the months that have lines, oldest first."""
    return sorted({day.date().replace(day=1) for day in lines["date"]})


def accounts(lines: pd.DataFrame) -> list[str]:
    """The company's accounts that have lines."""
    return sorted(set(lines["account"].dropna().astype(str)) - {""})


def last_day(lines: pd.DataFrame) -> dt.date:
    """The day of the newest bank line, posted or not: what is open then is what may be settled."""
    day: dt.date = lines["date"].max().date()
    return day
