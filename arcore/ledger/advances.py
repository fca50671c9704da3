"""What files state as paid beyond a document's amount: kept as money on account, never dropped.

The excess of each statement is a receipt of its own, dated by the day stated; a later statement adds or takes back the difference
on its own day, so that an earlier date shows what it showed. Receipts of the ledger that name the document and exceed it explain
their part of the excess, and it shrinks by them: money counts once. The same files again change nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from arcore.ledger.changes import Change, insertion
from arcore.ledger.draft import Draft
from arcore.ledger.draft_documents import DocumentDraft
from arcore.ledger.draft_receipts import NAMES, ReceiptDraft
from arcore.ledger.rows import Rows, Value, from_records
from arcore.ledger.split_receipts import parts_of
from arcore.messages import say
from arcore.money import shown

MARK = "paid:"
OF_DOCUMENT = ("document_key", "customer_key", "entity", "currency", "amount", "document_no", "void")


@dataclass(frozen=True)
class _Document:
    """A document that is, or once was, stated as paid beyond its amount."""

    key: int
    customer_key: Value
    entity: Value
    currency: str
    amount: int
    number: str
    void: bool


@dataclass
class Advances:
    """The advances of one side, compared with what the statements now come to."""

    draft: Draft
    side: str
    documents: DocumentDraft
    receipts: ReceiptDraft
    changed: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def write(self) -> None:
        """Hand the difference to the draft, and ask about what is new."""
        stated = self._stated()
        stored = self._stored()
        found = self._documents(stated, {key for key, _ in stored})
        if not found:
            return
        named = self._named({document.number for document in found})
        wanted: dict[tuple[int, str], tuple[_Document, int]] = {}
        for document in found:
            for on, amount in _increments(document, stated.get(document.key, {}), named.get((document.number, document.currency), ())):
                wanted[document.key, on] = (document, amount)
        self._write(stored, wanted)

    def _stated(self) -> dict[int, dict[str, int]]:
        """Per document what was stated as paid, by day; this import's statements replace those of the same day."""
        found: dict[int, dict[str, int]] = defaultdict(dict)
        for key, on, paid in self.documents.stated.tuples(("document_key", "stated_on", "paid")):
            found[int(key or 0)][str(on)] = int(paid or 0)
        for row in self.documents.new_stated:
            found[int(row["document_key"] or 0)][str(row["stated_on"])] = int(row["paid"] or 0)
        return found

    def _stored(self) -> dict[tuple[int, str], int]:
        """The places of the advances in the stored receipts, by document and day."""
        found = {}
        for place, identity in enumerate(self.receipts.stored["identity"]):
            if str(identity).startswith(MARK):
                key, _, on = str(identity).removeprefix(MARK).partition("|")
                found[int(key), on] = place
        return found

    def _documents(self, stated: Mapping[int, Mapping[str, int]], known: set[int]) -> list[_Document]:
        found = []
        for key, customer, entity, currency, amount, number, void in self.documents.standing(OF_DOCUMENT):
            if key not in stated and key not in known:
                continue
            most = max(map(abs, stated.get(int(key or 0), {}).values()), default=0)
            if most > abs(int(amount or 0)) or key in known:
                found.append(_Document(int(key or 0), customer, entity, str(currency), int(amount or 0), str(number), bool(void)))
        return found

    def _named(self, numbers: set[str]) -> dict[tuple[str, str], list[tuple[str, int]]]:
        """Day and amount of the receipts that name one document only, by its number and currency."""
        found: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
        for on, amount, currency, refs in self.receipts.standing(("receipt_date", "amount", "currency", "document_refs")):
            parts = parts_of(refs) or ({str(refs): None} if refs is not None else {})
            if len(parts) == 1 and (number := next(iter(parts))) in numbers:
                found[number, str(currency)].append((str(on), int(amount or 0)))
        return found

    def _write(self, stored: Mapping[tuple[int, str], int], wanted: Mapping[tuple[int, str], tuple[_Document, int]]) -> None:
        rows = self.receipts.stored
        fresh: list[dict[str, Value]] = []
        updated: list[tuple[int, int]] = []
        gone: list[tuple[int, int]] = []
        for pair in sorted(wanted.keys() | stored.keys()):
            document, amount = wanted.get(pair, (None, 0))
            place = stored.get(pair)
            if place is None and document is not None:
                fresh.append(self._record(document, pair[1], amount))
                self.changed[document.currency] += amount
            elif place is not None and rows["amount"][place] != amount and rows["receipt_key"][place] not in self.receipts.by_hand:
                (updated if amount else gone).append((place, amount))
        for key, record in zip(self.draft.keys("receipts", len(fresh)), fresh, strict=True):
            record["receipt_key"] = key
        before = rows.only([place for place, _ in updated])
        after = Rows({**before.columns, "amount": [amount for _, amount in updated]})
        self.draft.change(insertion("receipts", from_records(fresh, NAMES)))
        self.draft.change(Change("receipts", before, after))
        self.draft.change(Change("receipts", rows.only([place for place, _ in gone]), rows.only([])))
        if fresh:
            amounts = ", ".join(f"{shown(amount, code)} {code}" for code, amount in sorted(self.changed.items()))
            self.draft.questions.append(
                say(
                    "{count} documents are stated as paid beyond their amount; the excess of {amounts} is kept as money on account. "
                    "Is it an advance, or is a figure wrong?",
                    count=len(fresh),
                    amounts=amounts,
                )
            )

    def _record(self, document: _Document, on: str, amount: int) -> dict[str, Value]:
        return {
            "customer_key": document.customer_key,
            "entity": document.entity,
            "side": self.side,
            "identity": f"{MARK}{document.key}|{on}",
            "receipt_date": on,
            "currency": document.currency,
            "amount": amount,
            "memo": f"{document.number}: 已收超出金额 paid beyond its amount",
        }


def _increments(document: _Document, stated: Mapping[str, int], named: Sequence[tuple[str, int]]) -> Iterable[tuple[str, int]]:
    """By day what the excess grew by (signed as the document), after what receipts that name the document explain."""
    sign, before = (1 if document.amount >= 0 else -1), 0
    for on in sorted(stated):
        excess = max(0, sign * (stated[on] - document.amount))
        received = sign * sum(amount for day, amount in named if day <= on)
        target = 0 if document.void else max(0, excess - max(0, received - abs(document.amount)))
        if target != before:
            yield on, sign * (target - before)
        before = target
