"""Receipts as an import meets them, and the documents they name.

A receipt is identified by entity, side, its number and the documents it names (one receipt may be listed on several rows); without
a number by everything the row says. Equal rows of one file are different receipts: the second is the second occurrence.
What a row names is applied in the order given, on the day of the receipt, up to what is open; the rest stays unapplied.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from arcore.ledger.incoming import Incoming
from arcore.ledger.names import cleaned, fingerprint, numbers_in
from arcore.ledger.preview import FileIssue
from arcore.ledger.rows import Rows, Value
from arcore.ledger.split_receipts import Joined, merged, parts_of
from arcore.ledger.tally import Fate, Tally
from arcore.messages import say

COPIED = ("receipt_no", "customer_id", "customer_name", "receipt_date", "discount", "fee", "write_off", "payer_name", "payer_account")
ALSO_COPIED = ("method", "memo", "salesperson", "source_sheet", "source_row", "amount")
COMPARED = (*COPIED, "method", "memo", "salesperson", "customer_key", "currency", "amount", "document_refs")
APPLICATION_FOLLOWS = frozenset({"receipt_date", "amount", "discount", "fee", "write_off", "document_refs", "currency"})
GRANTED = ("discount", "fee", "write_off")


@dataclass
class PreparedReceipts:
    """What the rows come to. `again`: stored receipts whose application must be made anew."""

    new: Rows
    new_positions: list[int]
    updated: dict[int, dict[str, Value]]
    again: set[int]
    tally: Tally
    currencies: list[Value]


def prepare_receipts(
    joined: Joined,
    keys: Mapping[int, int],
    skipped: Iterable[int],
    stored: Rows,
    by_hand: set[int],
    currencies: list[Value],
    *,
    home: str,
) -> PreparedReceipts:
    """Compare the rows with what is stored; `by_hand`: receipts that somebody applied, which a file may not shrink.

    `home` is the company's currency, by which receipts that name none are identified, whatever currency was found for them.
    """
    incoming = joined.incoming
    tally = Tally.of(incoming)
    tally.issues.extend(joined.issues)
    columns = _columns(joined, keys, currencies, home)
    left_out = set(skipped)
    found: dict[tuple[Value, Value], int] = {}
    for i, pair in enumerate(zip(columns["entity"], columns["identity"], strict=True)):
        if i in left_out:
            continue
        if pair in found or i in joined.followers:
            tally.fates[i] = Fate.REPEATED
        else:
            found[pair] = i
    at = {pair: n for n, pair in enumerate(stored.tuples(("entity", "identity")))}
    fresh = [i for pair, i in found.items() if pair not in at]
    for i in fresh:
        tally.fates[i] = Fate.NEW
    prepared = PreparedReceipts(Rows(columns).only(fresh), fresh, {}, set(), tally, currencies)
    for pair, i in found.items():
        if pair in at:
            _compare(prepared, incoming, Rows(columns), i, stored, at[pair], by_hand)
    return prepared


def _columns(joined: Joined, keys: Mapping[int, int], currencies: list[Value], home: str) -> dict[str, list[Value]]:
    incoming = joined.incoming
    rows, count = incoming.rows, len(incoming)
    columns: dict[str, list[Value]] = {name: rows[name] for name in (*COPIED, *ALSO_COPIED)}
    columns["document_refs"] = rows["document_no"]
    columns["side"] = [incoming.side.value] * count
    columns["entity"] = [value or "" for value in rows["entity"]]
    columns["customer_key"] = [keys.get(i) for i in range(count)]
    columns["currency"] = currencies
    columns["source_file"] = [incoming.file(i) for i in range(count)]
    seen: Counter[tuple[str, str, Value]] = Counter()
    identities: list[Value] = []
    for i, text in enumerate(_identities(incoming, home)):
        where = (incoming.file(i), text, columns["entity"][i])
        seen[where] += i not in joined.followers
        identities.append(f"{text}|{seen[where]}")
    columns["identity"] = identities
    return columns


def _identities(incoming: Incoming, home: str) -> list[str]:
    names = (
        "receipt_no",
        "document_no",
        "receipt_date",
        "customer_id",
        "customer_name",
        "payer_name",
        "payer_account",
        "amount",
        "method",
        "memo",
    )
    texts = []
    given = [code or home for code in incoming.rows["currency"]]
    for currency, (number, refs, *rest) in zip(given, incoming.rows.tuples(names), strict=True):
        if number is not None and parts_of(refs):
            texts.append(f"one:{number}|" + fingerprint(currency, *rest[:3]))
        elif number is not None:
            texts.append(f"no:{number}|{refs if len(str(refs)) < 100 else fingerprint(refs)}")
        else:
            texts.append("row:" + fingerprint(refs, currency, *(cleaned(v) if isinstance(v, str) else v for v in rest)))
    return texts


def _compare(prepared: PreparedReceipts, incoming: Incoming, rows: Rows, position: int, stored: Rows, at: int, by_hand: set[int]) -> None:
    rows["document_refs"][position] = merged(stored["document_refs"][at], rows["document_refs"][position])
    fields = {
        name: (stored[name][at], rows[name][position])
        for name in COMPARED
        if rows[name][position] is not None and rows[name][position] != stored[name][at]
    }
    key = stored["receipt_key"][at]
    assert isinstance(key, int)
    if key in by_hand and fields.keys() & (APPLICATION_FOLLOWS | {"customer_key"}):
        message = say("A receipt of {date} that somebody has applied would change; it stays as it is.", date=stored["receipt_date"][at])
        hint = say("Undo its application first, then import again.")
        prepared.tally.issues.append(incoming.issue(position, "applied_receipt_changed", message, column="amount", hint=hint))
        return
    prepared.tally.fates[position] = Fate.CHANGED if fields else Fate.UNCHANGED
    if fields:
        source = {name: rows[name][position] for name in ("source_file", "source_sheet", "source_row")}
        prepared.updated[key] = {**{name: new for name, (_, new) in fields.items()}, **source}
        if fields.keys() & APPLICATION_FOLLOWS:
            prepared.again.add(key)
    shown = str(stored["receipt_no"][at] or stored["receipt_date"][at])
    for name, (old, new) in fields.items():
        if name != "customer_key":
            prepared.tally.changed_field(incoming, position, shown, name, old, new)


@dataclass
class Settled:
    """A document while receipts are applied to it: what is recorded, stated and credited (see `settlement`)."""

    key: int
    customer_key: int
    currency: str
    amount: int
    recorded: int = 0
    stated: int = 0
    stated_on: str = ""
    credits: list[tuple[str, int]] = field(default_factory=list)

    def room(self, on: str, *, all_credits: bool = False) -> tuple[int, int]:
        """The least and the most that can be applied on a day without leaving 0…amount.

        Credits count from their own day (a later one takes what is left then), or all of them.
        """
        later = self.stated if on > self.stated_on else 0
        credited = sum(amount for day, amount in self.credits if all_credits or day <= on)
        still_open = self.amount - self.recorded - later - credited
        return (-self.recorded, still_open) if self.amount >= 0 else (still_open, -self.recorded)

    def whole_room(self) -> tuple[int, int]:
        """The least and the most that can be applied when what the ledger nets by itself may be given up for it."""
        still_open = self.amount - self.recorded - self.stated
        return (-self.recorded, still_open) if self.amount >= 0 else (still_open, -self.recorded)

    def apply(self, wanted: int, on: str) -> int:
        """Apply as much of `wanted` as there is room for; how much that was."""
        least, most = self.room(on)
        part = max(min(wanted, most), 0) if wanted > 0 else min(max(wanted, least), 0)
        self.take(part, on)
        return part

    def take(self, amount: int, on: str) -> None:
        """Record `amount` as applied on a day."""
        self.recorded += amount
        if on <= self.stated_on:  # a dated receipt explains part of what was stated
            self.stated -= min(abs(self.stated), abs(amount)) * (1 if self.stated > 0 else -1)


@dataclass(frozen=True)
class Applied:
    """An allocation that follows from a receipt's row."""

    document_key: int
    receipt_key: int
    date: str
    amount: int
    kind: str


@dataclass
class References:
    """Which documents a number can mean."""

    by_number: dict[tuple[str, str], list[Settled]] = field(default_factory=lambda: defaultdict(list))

    def find(self, entity: str, cell: str, customer_key: int | None) -> tuple[list[Settled], list[str]]:
        """The documents a cell names, in its order, and the numbers nothing answers to."""
        whole = self._one(entity, cell, customer_key)
        if whole is not None:
            return [whole], []
        documents, unknown = [], []
        for number in numbers_in(cell):
            document = self._one(entity, number, customer_key)
            if document is None:
                unknown.append(number)
            elif document not in documents:
                documents.append(document)
        return documents, unknown

    def _one(self, entity: str, number: str, customer_key: int | None) -> Settled | None:
        found = self.by_number.get((entity, number), [])
        if len(found) > 1:
            found = [document for document in found if document.customer_key == customer_key]
        return found[0] if len(found) == 1 else None


def apply_receipt(
    receipt: Mapping[str, Value], documents: Sequence[Settled], limits: Mapping[int, int] | None = None
) -> tuple[list[Applied], int]:
    """Apply one receipt to the documents it names, cash first, then what was granted; also the cash left over.

    `limits`: the most cash a document gets, by its key.
    """
    key, on, amount = receipt["receipt_key"], str(receipt["receipt_date"]), receipt["amount"]
    assert isinstance(key, int)
    assert isinstance(amount, int)
    applied: list[Applied] = []
    left = _spread(applied, documents, key, on, amount, "receipt", limits or {})
    for kind in GRANTED:
        granted = receipt[kind]
        if isinstance(granted, int) and granted:
            _spread(applied, documents, key, on, granted, kind, {})
    return applied, left


def _spread(
    applied: list[Applied], documents: Sequence[Settled], receipt_key: int, on: str, amount: int, kind: str, limits: Mapping[int, int]
) -> int:
    for document in documents:
        most = min(abs(amount), abs(limits.get(document.key, amount)))
        part = document.apply(most if amount >= 0 else -most, on)
        if part:
            applied.append(Applied(document.key, receipt_key, on, part, kind))
            amount -= part
    return amount


def unresolved(incoming: Incoming, position: int, numbers: Sequence[str]) -> FileIssue:
    """An issue for numbers that name no document of the ledger."""
    message = say("No document has the number {numbers}; the amount stays unapplied.", numbers=", ".join(numbers))
    hint = say("Import the document, or correct the number; the receipt is applied when both are there.")
    return incoming.issue(position, "reference_unknown", message, column="document_no", hint=hint, blocking=False)
