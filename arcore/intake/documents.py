"""What makes a row of a document table a document: its number, customer, kind and amount; ledgers; lines of one invoice.

价税合计 is what the customer owes; 金额 is net where a gross or a tax column stands beside it. In a ledger a debit is a
document and a credit a receipt (the other way round for what we owe).
"""

from __future__ import annotations

import re
from collections import defaultdict

import numpy as np

from arcore.intake import cells as read
from arcore.intake.date_columns import Days
from arcore.intake.draft import Draft, Texts
from arcore.intake.findings import Problem
from arcore.intake.headers import PLAIN_AMOUNTS, Heading
from arcore.intake.surroundings import Party
from arcore.intake.words import CREDIT, NO, PAYMENT, REVERSES, VOID, YES, squeezed
from arcore.messages import Message, Unusable, say
from arcore.schema import DocumentKind, Side

GROSS_AMOUNTS = ("价税合计", "含税", "total", "invoicetotal", "grandtotal", "totalamount")
REPEATED_TOTALS = frozenset(
    {"total", "invoicetotal", "totalamount", "balance", "invoiceamountdue", "amountdue", "balancedue", "grandtotal", "openbalance"}
)


def settle_amount(draft: Draft) -> None:
    """Decide which column is the amount owed, before values are combined; two that differ reject the table."""
    if draft.header.assignment.is_ledger:
        _ledger_amount(draft)
        return
    amount = draft.heading("amount")
    _net_plus_tax(draft, amount)
    if "amount" not in draft.money and "open_amount" not in draft.money:
        raise Unusable(say("Only net amounts were found: add the tax or the gross amount (价税合计), which is what the customer owes"))
    rivals = [item for item in draft.header.assignment.rivals if not _is_net(draft, item)]
    for rival in rivals if amount is not None and "amount" in draft.money else ():
        _refuse_rival(draft, amount, rival)
    if "open_amount" in draft.money and draft.heading("open_amount") is not None and _is_running(draft):
        _lay_balance_by(draft)
    _complete_from_open(draft)


def _is_net(draft: Draft, item: Heading) -> bool:
    """金额 beside 价税合计 or 税额 is the net amount."""
    amount = draft.heading("amount")
    gross = amount is not None and amount.key.startswith(GROSS_AMOUNTS)
    return item.key in PLAIN_AMOUNTS and amount is not item and (gross or "tax_amount" in draft.money)


def _net_plus_tax(draft: Draft, amount: Heading | None) -> None:
    """金额 with 税额 and no gross column is net; then the gross is their sum."""
    if "tax_amount" not in draft.money:
        return
    if amount is not None and amount.key in PLAIN_AMOUNTS and "net_amount" not in draft.money:
        draft.money["net_amount"], draft.given["net_amount"] = draft.money.pop("amount"), draft.given.pop("amount")
    if "amount" not in draft.money and "net_amount" in draft.money:
        draft.money["amount"] = draft.money["net_amount"] + draft.money["tax_amount"]
        draft.given["amount"] = draft.given["net_amount"].copy()
        draft.facts["amount_from"] = "net_amount + tax_amount"


def _refuse_rival(draft: Draft, amount: Heading | None, rival: Heading) -> None:
    """Two columns that both could be the amount must say the same."""
    if amount is None:
        return
    factor = rival.factor if rival.factor is not None else draft.factor
    other = read.amounts(draft.values(rival), factor=factor)
    both = other.given & draft.given["amount"]
    if bool((other.minor[both] != draft.money["amount"][both]).any()):
        raise Unusable(
            say(
                "Both “{first}” and “{second}” could be the amount, and they differ: choose one in the preview, or delete the other column",
                first=amount.text,
                second=rival.text,
            )
        )


def _is_running(draft: Draft) -> bool:
    """Whether 余额 runs from row to row instead of belonging to each document: it moves by each row's amount."""
    if "open_amount" not in draft.header.assignment.weak or "amount" not in draft.money:
        return False
    amount, balance = draft.money["amount"], draft.money["open_amount"]
    if len(amount) < 3 or bool((amount == balance).all()):
        return False
    paid = draft.money.get("paid_amount", np.zeros(len(amount), dtype=np.int64))
    if bool((amount - paid == balance).mean() > 0.5):
        return False
    steps = balance[1:] - balance[:-1]
    return bool((steps == amount[1:]).mean() >= 0.5 or (steps == (amount - paid)[1:]).mean() >= 0.5)


def _complete_from_open(draft: Draft) -> None:
    """Without an amount a document is what is still open of it, plus what was paid."""
    if "open_amount" not in draft.money:
        return
    opened, there = draft.money["open_amount"], draft.given["open_amount"]
    if "paid_amount" in draft.money:
        opened = opened + draft.money["paid_amount"]
    if "amount" not in draft.money:
        draft.money["amount"], draft.given["amount"] = opened.copy(), there.copy()
        draft.facts["amount_from"] = "open_amount"
        return
    lacking = ~draft.given["amount"] & there & ~_has_problem(draft, "amount")
    draft.money["amount"][lacking] = opened[lacking]
    draft.given["amount"] |= lacking


def _has_problem(draft: Draft, target: str) -> read.Bools:
    """Positions whose cell in this column was unreadable."""
    item = draft.heading(target)
    rows = {i.row for i in draft.issues if i.blocking and item is not None and i.column == item.text}
    return np.array([row + 1 in rows for row in draft.rows], dtype=np.bool_) if rows else np.zeros(len(draft), dtype=np.bool_)


def _ledger_amount(draft: Draft) -> None:
    """Debit less credit; which of them is a document and which a receipt is settled by `is_receipt`."""
    draft.ignored.add("amount")
    sign = 1 if draft.side is Side.RECEIVABLE else -1
    debit, credit = draft.money["_debit"], draft.money["_credit"]
    draft.money["amount"] = sign * (debit - credit)
    draft.given["amount"] = draft.given["_debit"] | draft.given["_credit"]
    if "open_amount" in draft.money:
        _lay_balance_by(draft)


def _lay_balance_by(draft: Draft) -> None:
    """A balance that runs from row to row is no document's own; only an opening row may need it."""
    draft.money["_open_amount"], draft.given["_open_amount"] = draft.money.pop("open_amount"), draft.given.pop("open_amount")
    draft.ignored.add("open_amount")


def receipts_in(draft: Draft, openings: set[int]) -> list[int]:
    """The positions that are receipts: a ledger's credits, and rows of a list whose type says payment."""
    kinds = _type_words(draft)
    amount = draft.money["amount"]
    advance = draft.money.get("_advance")
    found: list[int] = []
    for i in range(len(draft)) if draft.header.assignment.is_ledger or any(kinds) else ():
        if i in openings or i in draft.blocked:
            continue
        word = kinds[i] or ""
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
            if amount[i] == 0 and advance is not None:
                amount[i], draft.given["amount"][i] = -advance[i], True
            found.append(i)
    return found


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
        repeated = {n for n in numbers if n is not None and numbers.count(n) > 1} if count < 5_000 else set(numbers)
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


def group_lines(draft: Draft) -> None:
    """Rows that are lines of one invoice become one document: totals that are repeated count once, line amounts are added."""
    if not draft.header.assignment.lines:
        return
    numbers = draft.texts["document_no"]
    rows_of: dict[str, list[int]] = defaultdict(list)
    for i, number in enumerate(numbers):
        if number and i not in draft.dropped:
            rows_of[number].append(i)
    several = [at for at in rows_of.values() if len(at) > 1]
    if not several:
        return
    for name in ("amount", "net_amount", "tax_amount", "open_amount", "paid_amount"):
        if name in draft.money:
            repeated = _is_repeated(draft, name, several)
            for at in several:
                bad = [i for i in at if i in draft.blocked]
                if not repeated and not bad:
                    draft.money[name][at[0]] = draft.money[name][at].sum()
    for at in several:
        bad = [i for i in at if i in draft.blocked]
        for i in at[1:] if not bad else [i for i in at if i not in draft.blocked]:
            reason = say("A further line of {number}", number=str(numbers[i]))
            draft.set_aside(
                i, say("A line of {number}, another line of which could not be read", number=str(numbers[i])) if bad else reason
            )
    draft.facts["lines_grouped"] = sum(len(at) for at in several)


def _is_repeated(draft: Draft, name: str, several: list[list[int]]) -> bool:
    """Whether a column repeats the invoice's total on every line."""
    item = draft.heading(name)
    values = draft.money[name]
    equal = all(len(set(values[at].tolist())) == 1 for at in several)
    key = item.key if item else ""
    keys = {line.key for line in draft.header.assignment.lines}
    if key in REPEATED_TOTALS or key in ("余额", "未收金额", "应收余额"):
        return equal or bool(keys & {"lineamount", "itemtotal"})
    return equal and bool(keys & {"lineamount", "itemtotal", "unitamount", "itemprice"}) and key not in ("amount", "lineamount")


def assign_parties(draft: Draft, groups: list[tuple[int, Party]], party: Party | None) -> None:
    """Customers that stand above their rows, in a title, or in the sheet's name."""
    if not any(name in draft.texts for name in ("customer_id", "customer_name", "tax_no", "payer_name")) and (groups or party):
        starts = [row for row, _ in groups]
        at = np.searchsorted(starts, draft.rows, side="right") - 1 if starts else np.full(len(draft), -1)
        owners = [groups[k][1] if k >= 0 else party for k in at.tolist()]
        draft.texts["customer_name"] = [owner.name if owner else None for owner in owners]
        if any(owner and owner.code for owner in owners):
            draft.texts["customer_id"] = [owner.code if owner else None for owner in owners]
        draft.facts["customer_from"] = "group rows" if groups else "title"


def fill_parties(draft: Draft) -> None:
    """A list that names the customer only on the first of its rows: blanks below it mean the same customer."""
    names = [name for name in ("customer_id", "customer_name", "tax_no") if name in draft.texts]
    if not names or not len(draft):
        return
    if any(None not in draft.texts[name] for name in names):
        return
    blank = [all(draft.texts[name][i] is None for name in names) for i in range(len(draft))]
    if blank[0] or sum(blank) < max(2, 0.4 * len(draft)):
        return
    for i in range(1, len(draft)):
        if blank[i]:
            for name in names:
                draft.texts[name][i] = draft.texts[name][i - 1]
    draft.facts["customers_filled_down"] = sum(blank)


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
            if i not in draft.dropped and not _reported(draft, i, item):
                draft.report(Problem(i, code), item)


def _nones(column: Texts) -> read.Bools:
    """Where a column is blank."""
    if None not in column:
        return np.zeros(len(column), dtype=np.bool_)
    return np.array([v is None for v in column], dtype=np.bool_)


def _mostly_dated(draft: Draft) -> bool:
    """Whether the table gives document dates at all; a column left empty throughout leaves the due dates to serve."""
    return bool((~np.isnat(draft.days["document_date"])).any())


def _reported(draft: Draft, position: int, item: Heading | None) -> bool:
    """Whether this very cell already has an issue."""
    row = draft.rows[position] + 1
    return position in draft.blocked and any(
        i.row == row and item is not None and i.column == item.text and i.blocking for i in draft.issues
    )


def count_missing_due(draft: Draft) -> Message | None:
    """How many usable documents have no due date of their own; they fall back to their terms, then to the document date."""
    kept = draft.kept()
    due = draft.days.get("due_date")
    missing = len(kept) if due is None else int(np.isnat(due[kept]).sum())
    draft.facts["missing_due_date"] = missing
    if not missing or due is None:
        return None
    return say("{sheet}: {count} documents have no due date; their terms decide, else the document date", sheet=draft.sheet, count=missing)
