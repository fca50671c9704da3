"""What makes a row of a document table a document: its number, customer, kind and amount; ledgers; lines of one invoice.

价税合计 is what the customer owes; 金额 is net where a gross or a tax column stands beside it. In a ledger a debit is a
document and a credit a receipt (the other way round for what we owe).
"""

from __future__ import annotations

import re
from collections import Counter

import numpy as np

from arcore.intake import cells as read
from arcore.intake.date_columns import Days
from arcore.intake.draft import Draft, Texts
from arcore.intake.findings import Problem
from arcore.intake.words import CREDIT, NO, PAYMENT, RECEIPT_TYPE, REVERSES, VOID, YES, squeezed
from arcore.messages import Message, say
from arcore.schema import DocumentKind, Side


def receipts_in(draft: Draft, openings: set[int]) -> list[int]:
    """The positions that are receipts: a ledger's credits, advances alone, and rows of a list whose type says payment."""
    kinds = _type_words(draft)
    amount = draft.money["amount"]
    advance = draft.money.get("_advance")
    positive = _payments_as_positive(draft, kinds)
    found: list[int] = []
    for i in range(len(draft)) if draft.header.assignment.is_ledger or any(kinds) or advance is not None else ():
        if i in openings or i in draft.blocked:
            continue
        word = kinds[i] or ""
        if advance is not None and advance[i] != 0 and amount[i] == 0:
            amount[i], draft.given["amount"][i] = -advance[i], True
            found.append(i)
            continue
        payment, credit_note = bool(PAYMENT.search(word)), bool(CREDIT.search(word))
        if draft.header.assignment.is_ledger:
            other = draft.money["_credit" if draft.side is Side.RECEIVABLE else "_debit"][i]
            own = draft.money["_debit" if draft.side is Side.RECEIVABLE else "_credit"][i]
            if (other != 0 and own == 0 and (payment or not credit_note)) or (other == 0 and own < 0 and payment):
                found.append(i)
        elif (
            payment
            and not credit_note
            and "应收" not in word
            and "invoice" not in word
            and (amount[i] < 0 or (advance is not None and advance[i] != 0))
        ):
            found.append(i)
        elif positive and RECEIPT_TYPE.match(word) and amount[i] > 0:
            amount[i] = -amount[i]
            found.append(i)
    return found


def _payments_as_positive(draft: Draft, kinds: Texts) -> bool:
    """Whether a list of documents and receipts writes what was paid without a sign: no row that calls itself a receipt is negative."""
    paid = [draft.money["amount"][i] for i, word in enumerate(kinds) if word and RECEIPT_TYPE.match(word)]
    return bool(paid) and min(paid) >= 0 and not draft.header.assignment.is_ledger


def _type_words(draft: Draft) -> Texts:
    """What each row calls itself: its type, or in a ledger its summary."""
    own = draft.texts.get("document_type")
    summary = draft.texts.get("remark") if draft.header.assignment.is_ledger else None
    if own is None and summary is None:
        return [None] * len(draft)
    memo: dict[str, str] = {}
    words: Texts = []
    for i in range(len(draft)):
        text = (own[i] if own else None) or (summary[i] if summary else None)
        if text is None:
            words.append(None)
            continue
        if text not in memo:
            memo[text] = squeezed(text)
        words.append(memo[text])
    return words


def settle_kinds(draft: Draft, openings: set[int]) -> None:
    """Invoice, credit note or opening item; credit notes told only by their type become negative."""
    kinds = _type_words(draft) if "document_type" in draft.texts else [None] * len(draft)
    flags = draft.texts.get("positive_flag")
    amount = draft.money["amount"]
    credit = np.array([bool(word and CREDIT.search(word)) for word in kinds], dtype=np.bool_)
    if flags is not None:
        credit |= np.array([squeezed(flag or "") in NO for flag in flags], dtype=np.bool_)
        known = {squeezed(flag) for flag in flags if flag}
        if not known <= YES | NO:
            draft.facts["flags"] = sorted(known - YES - NO)
    if credit.any() and bool((amount[credit] > 0).any()) and not bool((amount[credit] < 0).any()):
        for name in ("amount", "open_amount", "net_amount", "tax_amount", "paid_amount"):
            if name in draft.money:
                draft.money[name] = np.where(credit, -draft.money[name], draft.money[name])
        amount = draft.money["amount"]
        draft.notes.append(
            say(
                "{sheet}: {count} credit notes are written with positive amounts and were taken as negative",
                sheet=draft.sheet,
                count=int(credit.sum()),
            )
        )
    negative = amount < 0
    invoice, note, opening = DocumentKind.INVOICE.value, DocumentKind.CREDIT_NOTE.value, DocumentKind.OPENING.value
    words: list[str | None] = [note if bad else invoice for bad in negative.tolist()] if negative.any() else [invoice] * len(draft)
    for i in openings:
        words[i] = opening
    if any(kinds):
        for i, word in enumerate(kinds):
            if word and "期初" in word:
                words[i] = opening
    draft.texts["kind"] = words


def settle_numbers(draft: Draft, openings: set[int]) -> None:
    """The document's number: the 数电 number before the paper one, the contract with its date where nothing else is there."""
    count = len(draft)
    digital, own = draft.texts.get("_digital_no"), draft.texts.get("document_no")
    if digital is not None:
        draft.texts["document_no"] = [d or (own[i] if own else None) for i, d in enumerate(digital)]
    elif own is None:
        contracts = draft.texts.get("contract_no") or [None] * count
        days = np.datetime_as_string(_days(draft), unit="D")
        draft.texts["document_no"] = [f"{c}/{d}" if c and d != "NaT" else c for c, d in zip(contracts, days.tolist(), strict=True)]
        draft.facts["number_from"] = "contract_no"
    elif (item := draft.heading("document_no")) is not None and "凭证" in item.key:
        days = np.datetime_as_string(_days(draft), unit="M")
        draft.texts["document_no"] = [f"{m}/{n}" if n and m != "NaT" else n for n, m in zip(own, days.tolist(), strict=True)]
        draft.facts["number_from"] = "voucher"
    parts = draft.texts.get("_installment")
    if parts is not None:
        numbers = draft.texts["document_no"]
        repeated = {number for number, times in Counter(numbers).items() if times > 1}
        draft.texts["document_no"] = [f"{n}-{p}" if n in repeated and p else n for n, p in zip(numbers, parts, strict=True)]
    names = draft.texts.get("customer_id") or draft.texts.get("customer_name") or [None] * count
    for i in openings:
        if draft.texts["document_no"][i] is None or re.search("期初|[Oo]pening|[Bb]alance|结转", str(draft.texts["document_no"][i])):
            draft.texts["document_no"][i] = f"期初-{names[i] or draft.sheet}"


def _days(draft: Draft) -> Days:
    days = draft.days.get("document_date")
    if days is None:
        days = draft.days.get("due_date")
    return days if days is not None else np.full(len(draft), np.datetime64("NaT"), dtype="datetime64[D]")


def settle_openings(draft: Draft, openings: set[int]) -> None:
    """An opening item without a date is of the last day before its period; its amount may stand in the balance column."""
    days = draft.days.get("document_date")
    if not openings or days is None:
        return
    dated = days[~np.isnat(days)]
    before = (dated.min().astype("datetime64[M]").astype("datetime64[D]") - 1) if len(dated) else None
    for i in openings:
        if np.isnat(days[i]) and before is not None:
            days[i] = before
            draft.facts["opening_date_from"] = "period"
        if (not draft.given["amount"][i] or draft.money["amount"][i] == 0) and "_open_amount" in draft.money:
            sign = -1 if squeezed((draft.texts.get("_direction") or [None] * len(draft))[i] or "") in ("贷", "贷方", "cr") else 1
            draft.money["amount"][i] = sign * draft.money["_open_amount"][i]
            draft.given["amount"][i] = draft.given["_open_amount"][i]


def settle_reversals(draft: Draft) -> None:
    """The blue invoice that a red one reverses, from its remark."""
    remarks = draft.texts.get("remark")
    if remarks is None:
        return
    stated = draft.texts.get("reversed_document_no") or [None] * len(draft)
    found = [REVERSES.search(text) if text and ("冲" in text or "对应" in text) else None for text in remarks]
    if any(found):
        draft.texts["reversed_document_no"] = [own or (match[1] if match else None) for own, match in zip(stated, found, strict=True)]


def drop_void(draft: Draft) -> None:
    """Cancelled documents are set aside, whatever else is wrong with them."""
    states = draft.texts.get("status")
    if states is None:
        return
    item = draft.heading("status")
    flag = item is not None and item.key in ("是否作废", "作废标志", "void")
    for i, state in enumerate(states):
        if state and (VOID.match(squeezed(state)) or (flag and squeezed(state) in YES)):
            draft.set_aside(i, say("Cancelled document {number}", number=(draft.texts.get("document_no") or states)[i] or ""))


def require(draft: Draft, receipts: frozenset[int]) -> None:
    """What a document cannot be without: number, amount, a date, a customer. A receipt among them needs no number."""
    numbers = draft.texts["document_no"]
    dates_given = [draft.days[name] for name in ("document_date", "due_date") if name in draft.days]
    undated = np.logical_and.reduce([np.isnat(days) for days in dates_given]) if dates_given else np.ones(len(draft), dtype=np.bool_)
    if "document_date" in draft.days and _mostly_dated(draft):
        undated = np.isnat(draft.days["document_date"])
    parties = [draft.texts[name] for name in ("customer_id", "customer_name", "tax_no") if name in draft.texts]
    lacks = np.ones(len(draft), dtype=np.bool_)
    for column in parties:
        lacks &= _nones(column)
    nameless = _nones(numbers)
    reported = {(issue.row, issue.column) for issue in draft.issues if issue.blocking}
    for code, target, where in (
        ("missing_number", "document_no", nameless),
        ("missing_amount", "amount", ~draft.given["amount"]),
        ("missing_document_date", "document_date", undated),
        ("missing_customer", "customer_name", lacks),
    ):
        item = draft.heading(target) or draft.heading(
            {"document_no": "_digital_no", "customer_name": "customer_id", "amount": "open_amount"}.get(target, "")
        )
        for i in np.flatnonzero(where).tolist():
            if code == "missing_number" and i in receipts:
                continue
            if i not in draft.dropped and (draft.rows[i] + 1, item.text if item else None) not in reported:
                draft.report(Problem(i, code), item)


def _nones(column: Texts) -> read.Bools:
    """Where a column is blank."""
    if None not in column:
        return np.zeros(len(column), dtype=np.bool_)
    return np.array([v is None for v in column], dtype=np.bool_)


def _mostly_dated(draft: Draft) -> bool:
    """Whether the table gives document dates at all; a column left empty throughout leaves the due dates to serve."""
    return bool((~np.isnat(draft.days["document_date"])).any())


def count_missing_due(draft: Draft) -> Message | None:
    """How many usable documents have no due date of their own; they fall back to their terms, then to the document date."""
    kept = draft.kept()
    due = draft.days.get("due_date")
    missing = len(kept) if due is None else int(np.isnat(due[kept]).sum())
    draft.facts["missing_due_date"] = missing
    if not missing or due is None:
        return None
    return say("{sheet}: {count} documents have no due date; their terms decide, else the document date", sheet=draft.sheet, count=missing)
