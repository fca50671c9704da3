"""Documents as an import meets them.

A document is identified by entity, side and number; paper invoices by code and number; on the payable side by the supplier
too, since every supplier numbers its own invoices. On the receivable side a number that another customer already holds is
a change of customer only where amount and date agree; otherwise it is another document with the same number, and an issue.
A blank cell never erases what the ledger knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from arcore.ledger.import_customers import CustomerBook
from arcore.ledger.incoming import Incoming
from arcore.ledger.preview import FileIssue
from arcore.ledger.rows import Rows, Value
from arcore.ledger.tally import Fate, Tally
from arcore.messages import say
from arcore.records import record
from arcore.schema import DocumentKind, Side

VOIDED = frozenset({"作废", "已作废", "作廢", "已作廢", "void", "voided", "cancelled", "canceled"})
OPENING = re.compile(r"期初|opening", re.IGNORECASE)
ADJUSTMENT = re.compile(r"调整|調整|adjust|journal", re.IGNORECASE)
COPIED = (
    *("document_type", "customer_id", "customer_name", "tax_no", "document_date", "delivery_date", "acceptance_date"),
    *("invoice_received_date", "term_text", "net_amount", "tax_amount", "tax_rate", "exchange_rate", "salesperson", "department", "region"),
    *("contract_no", "order_no", "project", "reversed_document_no", "status", "remark"),
)
COMPARED = (*COPIED, "customer_key", "stated_due_date", "currency", "amount", "kind", "void")
DUE_FOLLOWS = frozenset(
    {"customer_key", "stated_due_date", "term_text", "document_date", "delivery_date", "acceptance_date", "invoice_received_date"}
)
SETTLEMENT_FOLLOWS = frozenset({"amount", "currency", "void"})


@dataclass
class PreparedDocuments:
    """What the rows come to: `new` rows without key and due date, `updated` stored rows by key with their changed columns.

    `stated` is the paid amount stated for a document: by position in `new`, or by stored key. `settled` the day on which the
    file says it was settled in full, by the same keys.
    """

    new: Rows
    updated: dict[int, dict[str, Value]]
    stated_new: dict[int, int]
    stated_stored: dict[int, int]
    settled_new: dict[int, str]
    settled_stored: dict[int, str]
    mentioned: dict[int, int]  # row of the upload -> stored key
    new_positions: list[int]  # position in `new` -> row of the upload
    tally: Tally
    currencies: list[Value]
    amounts: list[int]
    redue: set[int] = field(default_factory=set)


def identity_of(side: Side, number: Value, code: Value, customer_key: int) -> str:
    """The text that identifies a document within its entity and side."""
    text = f"{code}:{number}" if code is not None else str(number)
    return f"{customer_key}|{text}" if side is Side.PAYABLE else text


def kind_of(document_type: Value, amount: int) -> DocumentKind:
    """What a document is, by the words of its type and its sign."""
    words = str(document_type or "")
    if OPENING.search(words):
        return DocumentKind.OPENING
    if ADJUSTMENT.search(words):
        return DocumentKind.ADJUSTMENT
    return DocumentKind.CREDIT_NOTE if amount < 0 else DocumentKind.INVOICE


@record
class _Row:
    """A row's amounts as the file gives them."""

    amount: int | None
    paid: int | None
    still_open: int | None
    settled_on: str | None = None

    @property
    def total(self) -> int:
        """The document's amount as far as the file knows it."""
        return self.amount if self.amount is not None else (self.still_open or 0) + (self.paid or 0)

    def stated(self, amount: int) -> int | None:
        """What the file states as paid of a document over `amount`; the open balance decides where both are given."""
        if self.settled_in_full:
            return amount
        return amount - self.still_open if self.still_open is not None else self.paid

    @property
    def settled_in_full(self) -> str | None:
        """The day it was settled, where the file gives one and does not call it open."""
        return None if self.still_open else self.settled_on


def prepare_documents(
    incoming: Incoming, keys: Mapping[int, int], book: CustomerBook, stored: Rows, applied: Mapping[int, int], currency: str, *, today: str
) -> PreparedDocuments:
    """Compare the rows with what is stored; `applied` is what each stored document has been reduced by.

    A row that names no currency is in that of the stored document, else its customer's, else `currency`.
    """
    named = _named(incoming, keys)
    currencies = _currencies(incoming, keys, named, book, stored, currency)
    incoming = incoming.in_currencies(currencies)
    tally = Tally.of(incoming)
    triples = incoming.rows.tuples(("amount", "paid_amount", "open_amount"))
    days = incoming.rows["settled_date"]
    amounts = [
        _Row(_whole(amount), _whole(paid), _whole(still_open), None if day is None else str(day))
        for (amount, paid, still_open), day in zip(triples, days, strict=True)
    ]
    columns = _columns(incoming, keys, amounts, currencies, today) | named
    found = _distinct(incoming, keys, columns, amounts, tally)
    at = {pair: n for n, pair in enumerate(stored.tuples(("entity", "identity")))}
    entities, identities = columns["entity"], columns["identity"]
    matched = {i: at[entities[i], str(identities[i])] for i in found if (entities[i], str(identities[i])) in at}
    fresh = [i for i in found if i not in matched]
    for i in fresh:
        tally.fates[i] = Fate.NEW
    prepared = PreparedDocuments(
        new=Rows(columns).only(fresh),
        updated={},
        stated_new={n: paid for n, i in enumerate(fresh) if (paid := amounts[i].stated(amounts[i].total)) is not None},
        stated_stored={},
        settled_new={n: day for n, i in enumerate(fresh) if (day := amounts[i].settled_in_full)},
        settled_stored={},
        mentioned={},
        new_positions=fresh,
        tally=tally,
        currencies=columns["currency"],
        amounts=[row.total for row in amounts],
    )
    _compare(prepared, incoming, Rows(columns), amounts, matched, stored, applied, book)
    _disagreements(incoming, amounts, tally)
    return prepared


def _whole(value: Value) -> int | None:
    return value if isinstance(value, int) else None


def _named(incoming: Incoming, keys: Mapping[int, int]) -> dict[str, list[Value]]:
    """What identifies each row's document: entity and identity."""
    numbers = zip(incoming.rows["document_no"], incoming.rows["invoice_code"], strict=True)
    return {
        "entity": [value or "" for value in incoming.rows["entity"]],
        "identity": [identity_of(incoming.side, number, code, keys.get(i, 0)) for i, (number, code) in enumerate(numbers)],
    }


def _currencies(
    incoming: Incoming, keys: Mapping[int, int], named: Mapping[str, list[Value]], book: CustomerBook, stored: Rows, currency: str
) -> list[Value]:
    given = incoming.rows["currency"]
    if None not in given:
        return given
    known = {(entity, identity): code for entity, identity, code in stored.tuples(("entity", "identity", "currency"))}
    by_customer = {key: record["currency"] for key, record in book.records.items()}
    pairs = zip(named["entity"], named["identity"], strict=True)
    return [
        code or known.get(pair) or by_customer.get(keys.get(i, 0)) or currency
        for i, (code, pair) in enumerate(zip(given, pairs, strict=True))
    ]


def _columns(
    incoming: Incoming, keys: Mapping[int, int], amounts: list[_Row], currencies: list[Value], today: str
) -> dict[str, list[Value]]:
    """The columns to store; a plan that gives only when to pay is a debt at the latest when the file shows it (`today`)."""
    rows, count = incoming.rows, len(incoming)
    columns: dict[str, list[Value]] = {name: rows[name] for name in (*COPIED, "invoice_code", "document_no", "source_sheet", "source_row")}
    columns["side"] = [incoming.side.value] * count
    columns["customer_key"] = [keys.get(i) for i in range(count)]
    columns["stated_due_date"] = rows["due_date"]
    columns["document_date"] = [
        date or (min(str(due), today) if due is not None else None)
        for date, due in zip(rows["document_date"], rows["due_date"], strict=True)
    ]
    columns["currency"] = list(currencies)
    totals = [row.total for row in amounts]
    columns["amount"] = list(totals)
    kinds = {(words, credit): kind_of(words, -1 if credit else 1).value for words in set(rows["document_type"]) for credit in (True, False)}
    columns["kind"] = [kinds[words, amount < 0] for words, amount in zip(rows["document_type"], totals, strict=True)]
    columns["void"] = [int(str(status).strip().casefold() in VOIDED) if status is not None else 0 for status in rows["status"]]
    columns["source_file"] = [incoming.file(i) for i in range(count)]
    return columns


def _distinct(incoming: Incoming, keys: Mapping[int, int], columns: dict[str, list[Value]], amounts: list[_Row], tally: Tally) -> list[int]:
    """Rows that stand for one document each; repetitions and contradictions within the upload are told apart."""
    first: dict[tuple[Value, Value], int] = {}
    contradicted: set[tuple[Value, Value]] = set()
    cores = list(zip(columns["customer_key"], (row.total for row in amounts), columns["document_date"], columns["currency"], strict=True))
    for i, pair in enumerate(zip(columns["entity"], columns["identity"], strict=True)):
        if i not in keys:
            if all(incoming.rows[name][i] is None for name in ("customer_id", "customer_name", "tax_no")):
                tally.issues.append(_nobody(incoming, i))
            continue
        if pair not in first:
            first[pair] = i
        elif cores[i] == cores[first[pair]]:
            tally.fates[i] = Fate.REPEATED
        else:
            if pair not in contradicted:
                tally.issues.append(_twice(incoming, first[pair], i))
            contradicted.add(pair)
            tally.issues.append(_twice(incoming, i, first[pair]))
    return [i for pair, i in first.items() if pair not in contradicted]


def _compare(
    prepared: PreparedDocuments,
    incoming: Incoming,
    rows: Rows,
    amounts: list[_Row],
    matched: dict[int, int],
    stored: Rows,
    applied: Mapping[int, int],
    book: CustomerBook,
) -> None:
    changed: dict[int, dict[str, tuple[Value, Value]]] = {i: {} for i in matched}
    for name in COMPARED:
        new_values, old_values = rows[name], stored[name]
        for i, s in matched.items():
            new, old = new_values[i], old_values[s]
            if name == "document_date" and incoming.rows[name][i] is None:
                continue
            if new is not None and new != old:
                changed[i][name] = (old, new)
    for i, fields in changed.items():
        s = matched[i]
        key, stored_amount = stored["document_key"][s], stored["amount"][s]
        assert isinstance(key, int)
        assert isinstance(stored_amount, int)
        if amounts[i].amount is None:  # only an open balance is given: that is no new amount
            fields.pop("amount", None)
            fields.pop("kind", None)
        if issue := _conflict(prepared, incoming, i, fields, applied.get(key, 0), stored_amount):
            prepared.tally.issues.append(issue)
            continue
        prepared.mentioned[i] = key
        paid = amounts[i].stated(int(fields.get("amount", (0, stored_amount))[1] or 0))
        if paid is not None:
            prepared.stated_stored[key] = paid
            if day := amounts[i].settled_in_full:
                prepared.settled_stored[key] = day
        prepared.tally.fates[i] = Fate.CHANGED if fields else Fate.UNCHANGED
        if fields:
            source = {name: rows[name][i] for name in ("source_file", "source_sheet", "source_row")}
            prepared.updated[key] = {**{name: new for name, (_, new) in fields.items()}, **source}
            if DUE_FOLLOWS & fields.keys():
                prepared.redue.add(key)
        for name, (old, new) in fields.items():
            if name == "customer_key":
                old, new = book.shown(int(old or 0)), book.shown(int(new or 0))
            prepared.tally.changed_field(incoming, i, str(rows["document_no"][i]), name, old, new)


def _conflict(
    prepared: PreparedDocuments, incoming: Incoming, position: int, fields: dict[str, tuple[Value, Value]], applied: int, stored_amount: int
) -> FileIssue | None:
    number = incoming.rows["document_no"][position]
    if "customer_key" in fields and fields.keys() & {"amount", "document_date"}:
        message = say("{number} is already in the ledger as another customer's document with a different amount or date.", number=number)
        hint = say("If both are genuine, make the numbers different, for example by adding the customer number.")
        return incoming.issue(position, "number_of_another_customer", message, column="document_no", hint=hint)
    if not SETTLEMENT_FOLLOWS & fields.keys() or not applied:
        return None
    amount = int(fields.get("amount", (0, stored_amount))[1] or 0)
    if fields.get("void", (0, 0))[1] or "currency" in fields or not within(applied, amount):
        message = say("{number} cannot change like this: more has been applied to it than would be left.", number=number)
        hint = say("Undo the entries that applied money to it first, then import again.")
        return incoming.issue(position, "applied_exceeds_amount", message, column="amount", hint=hint)
    return None


def within(applied: int, amount: int) -> bool:
    """Whether a document over `amount` can have been reduced by `applied`: never past zero, never away from it."""
    return 0 <= applied <= amount or amount <= applied <= 0


def _disagreements(incoming: Incoming, amounts: list[_Row], tally: Tally) -> None:
    for i, row in enumerate(amounts):
        if None in (row.amount, row.paid, row.still_open) or row.stated(row.total) == row.paid:
            continue
        number = incoming.rows["document_no"][i]
        message = say("Amount, paid and open balance of {number} do not add up; the open balance was used.", number=number)
        tally.issues.append(incoming.issue(i, "paid_and_open_disagree", message, column="open_amount", blocking=False))


def _nobody(incoming: Incoming, position: int) -> FileIssue:
    message = say("{number} names no customer.", number=incoming.rows["document_no"][position])
    hint = say("Fill in the customer number or name.")
    return incoming.issue(position, "no_customer", message, column="customer_name", hint=hint)


def _twice(incoming: Incoming, position: int, other: int) -> FileIssue:
    number = incoming.rows["document_no"][position]
    where = f"{incoming.file(other)} {incoming.rows['source_sheet'][other]}!{incoming.rows['source_row'][other]}"
    message = say(
        "{number} is there twice with different customer, amount or date (also {where}); neither was used.", number=number, where=where
    )
    return incoming.issue(
        position, "number_twice", message, column="document_no", hint=say("Keep the row that is right and delete the other.")
    )
