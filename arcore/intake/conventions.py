"""What a file may not say twice: documents, receipts and customers that repeat or contradict each other.

A document is identified by (entity, side, number), with the invoice code where one number stands under several codes. The
same number for several customers is a contradiction, unless the file plainly numbers each customer's documents afresh
(a fifth of its numbers, and three at least, are shared by customers): then the number is shown with its customer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence

import numpy as np

from arcore.intake.cells import name_key
from arcore.intake.draft import Draft, Texts
from arcore.intake.findings import Problem
from arcore.messages import say
from arcore.schema import TableKind

Place = tuple[Draft, int]


def settle_repetitions(drafts: Sequence[Draft]) -> None:
    """Find repetitions over all tables of a file, in reading order."""
    documents = [d for d in drafts if d.kind is TableKind.DOCUMENTS]
    for side in {d.side for d in documents}:
        _documents([d for d in documents if d.side is side])
    for draft in drafts:
        if draft.kind is TableKind.RECEIPTS:
            _receipts(draft)
    customers = [d for d in drafts if d.kind is TableKind.CUSTOMERS]
    for side in {d.side for d in customers}:
        _customers([d for d in customers if d.side is side])


def _repeated(drafts: Iterable[Draft], keys_of: dict[int, list[Hashable]]) -> dict[Hashable, list[Place]]:
    """The places of every key that stands more than once among rows that are usable so far."""
    seen: dict[Hashable, list[Place]] = defaultdict(list)
    for draft in drafts:
        out = draft.blocked | draft.dropped
        for i, key in enumerate(keys_of[id(draft)]):
            if key is not None and i not in out:
                seen[key].append((draft, i))
    return {key: places for key, places in seen.items() if len(places) > 1}


def _parties(draft: Draft) -> Texts:
    """Who each row belongs to, as compared: the code where there is one, else the cleaned name."""
    count = len(draft)
    ids = draft.texts.get("customer_id") or [None] * count
    names = draft.texts.get("customer_name") or draft.texts.get("tax_no") or [None] * count
    memo: dict[str, str] = {}
    return [i or (memo.setdefault(n, name_key(n)) if n else None) for i, n in zip(ids, names, strict=True)]


def _documents(drafts: list[Draft]) -> None:
    numbers = [n for d in drafts for n in d.texts["document_no"] if n is not None]
    if len(set(numbers)) == len(numbers):
        return
    counted = Counter(numbers)
    _qualify(drafts, counted)
    keys = {id(d): _document_keys(d) for d in drafts}
    repeated = _repeated(drafts, keys)
    parties = {id(d): _parties(d) for d in drafts}
    views = _views(drafts, repeated)
    for places in repeated.values():
        _judge([p for p in places if id(p[0]) not in views], parties)
        first = next((p for p in places if id(p[0]) not in views), None)
        for draft, i in places if first else ():
            if id(draft) in views:
                draft.set_aside(
                    i,
                    say(
                        "{number} is already read from sheet “{sheet}”",
                        number=str(draft.texts["document_no"][i]),
                        sheet=first[0].sheet if first else "",
                    ),
                )


def _document_keys(draft: Draft) -> list[Hashable]:
    entities = draft.texts.get("entity")
    numbers = draft.texts["document_no"]
    if entities is None:
        return list(numbers)
    return [(e, n) if n is not None else None for e, n in zip(entities, numbers, strict=True)]


def _views(drafts: list[Draft], repeated: dict[Hashable, list[Place]]) -> set[int]:
    """Tables of lines that only detail the invoices of another table of the same file."""
    found = set()
    for draft in drafts:
        if not draft.facts.get("lines_grouped") and not draft.header.assignment.lines:
            continue
        shared = sum(1 for places in repeated.values() if any(p[0] is draft for p in places) and any(p[0] is not draft for p in places))
        if shared and shared >= 0.5 * len(draft.kept()) and any(d is not draft for d in drafts):
            found.add(id(draft))
    return found if len(found) < len(drafts) else set()


def _judge(places: list[Place], parties: dict[int, Texts]) -> None:
    """One number at several places: the same amount repeats it, another one contradicts it."""
    if len(places) < 2:
        return
    facts = [(int(d.money["amount"][i]), d.texts["currency"][i] or d.currency) for d, i in places]
    owners = [parties[id(d)][i] for d, i in places]
    number = str(places[0][0].texts["document_no"][places[0][1]])
    if len(set(facts)) > 1:
        _report(places, "conflicting_amount", number)
    elif len({o for o in owners if o is not None}) > 1 and not _same_party(places):
        _report(places, "conflicting_customer", number)
    else:
        _report(places[1:], "duplicate_row", number)


def _same_party(places: list[Place]) -> bool:
    """Whether rows that give a code here and a name there may mean one customer."""
    ids = {d.texts["customer_id"][i] for d, i in places if "customer_id" in d.texts and d.texts["customer_id"][i]}
    names = {name_key(str(d.texts["customer_name"][i])) for d, i in places if "customer_name" in d.texts and d.texts["customer_name"][i]}
    return len(ids) <= 1 and len(names) <= 1


def _report(places: Iterable[Place], code: str, value: str) -> None:
    for draft, i in places:
        item = draft.heading("_digital_no") or draft.heading("document_no") or draft.heading("contract_no") or draft.heading("customer_id")
        if draft.kind is TableKind.CUSTOMERS:
            item = draft.heading("customer_id") or draft.heading("customer_name")
        if draft.kind is TableKind.RECEIPTS:
            item = draft.heading("receipt_no")
        draft.report(Problem(i, code, value), item)


def _qualify(drafts: list[Draft], counted: Counter[str]) -> None:
    """Make numbers unique where the file's own numbering is per invoice code or per customer."""
    owners: dict[str, set[str | None]] = defaultdict(set)
    codes: dict[str, set[str | None]] = defaultdict(set)
    for draft in drafts:
        parties = _parties(draft)
        invoice_codes = draft.texts.get("invoice_code") or [None] * len(draft)
        for i, number in enumerate(draft.texts["document_no"]):
            if number is not None and counted[number] > 1:
                owners[number].add(parties[i])
                codes[number].add(invoice_codes[i])
    by_code = {number for number, found in codes.items() if len(found - {None}) > 1}
    shared = {number for number, found in owners.items() if len(found - {None}) > 1 and number not in by_code}
    per_customer = len(shared) >= 3 and len(shared) >= 0.2 * len(counted)
    for draft in drafts:
        parties = _parties(draft) if per_customer else []
        names = draft.texts.get("customer_id") or draft.texts.get("customer_name") or []
        invoice_codes = draft.texts.get("invoice_code") or [None] * len(draft)
        numbers = draft.texts["document_no"]
        for i, number in enumerate(numbers):
            if number in by_code and invoice_codes[i]:
                numbers[i] = f"{invoice_codes[i]}-{number}"
            elif per_customer and number is not None and parties[i]:
                numbers[i] = f"{names[i] if i < len(names) and names[i] else parties[i]}/{number}"
        if per_customer:
            draft.facts["numbering"] = "per customer"
            draft.notes.append(
                say("{sheet}: each customer's documents are numbered afresh, so numbers are shown with the customer", sheet=draft.sheet)
            )


def _receipts(draft: Draft) -> None:
    """A receipt's number may stand on several rows, one for each document it pays; only a true repetition is reported."""
    numbers = draft.texts.get("receipt_no")
    if numbers is None:
        return
    applied = draft.texts.get("document_no") or [None] * len(draft)
    parties = _parties(draft)
    payers = draft.texts.get("payer_name") or [None] * len(draft)
    days = draft.days["receipt_date"].astype("int64") if "receipt_date" in draft.days else np.zeros(len(draft), dtype=np.int64)
    amounts = draft.money["amount"]
    keys: list[Hashable] = [
        (n, applied[i], parties[i], payers[i], int(days[i]), int(amounts[i])) if n is not None else None for i, n in enumerate(numbers)
    ]
    for places in _repeated([draft], {id(draft): keys}).values():
        _report(places[1:], "duplicate_row", str(numbers[places[0][1]]))


def _customers(drafts: list[Draft]) -> None:
    """One row for each customer: a second one repeats it, or contradicts it where name or limit differ."""
    keys = {id(d): list[Hashable](_parties(d)) for d in drafts}
    for places in _repeated(drafts, keys).values():
        names = {
            name_key(str(d.texts["customer_name"][i])) for d, i in places if "customer_name" in d.texts and d.texts["customer_name"][i]
        }
        limits = {int(d.money["credit_limit"][i]) if d.given["credit_limit"][i] else None for d, i in places if "credit_limit" in d.money}
        draft, i = places[0]
        value = str((draft.texts.get("customer_id") or draft.texts["customer_name"])[i] or draft.texts["customer_name"][i])
        if len(names) > 1:
            _report(places, "conflicting_customer", value)
        else:
            _report(places[1:], "duplicate_customer" if len(limits) > 1 else "duplicate_row", value)
