"""The receipts' part of an import: new and changed receipts, and their application to the documents they name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from arcore.ledger import rows as bulk
from arcore.ledger.changes import Change, insertion
from arcore.ledger.draft import Draft
from arcore.ledger.draft_documents import DocumentDraft
from arcore.ledger.import_customers import Ambiguous, CustomerBook
from arcore.ledger.import_receipts import Applied, PreparedReceipts, References, Settled, apply_receipt, prepare_receipts, unresolved
from arcore.ledger.incoming import Incoming
from arcore.ledger.names import cleaned, numbers_in
from arcore.ledger.receipt_currency import CurrencyFinder, unclear_currency
from arcore.ledger.rows import Rows, Value, from_records
from arcore.ledger.settlement import IMPORTED, NOT_YET, derived
from arcore.ledger.split_receipts import join_rows, parts_of, plain
from arcore.ledger.tables import columns_of
from arcore.messages import say
from arcore.money import shown
from arcore.schema import Side

NAMES = columns_of("receipts")
SETTLED_COLUMNS = ("document_key", "customer_key", "entity", "document_no", "document_date", "currency", "amount", "reversed_document_no")


class ReceiptDraft:
    """Receipts of one side: stored, changed and new, with what they pay."""

    def __init__(self, draft: Draft, side: Side, book: CustomerBook, documents: DocumentDraft) -> None:
        self.draft, self.book, self.documents = draft, book, documents
        self.stored = bulk.select(draft.connection, "receipts", NAMES, "WHERE side = ? ORDER BY receipt_key", [side.value])
        self.place = {int(key or 0): n for n, key in enumerate(self.stored["receipt_key"])}
        self.by_hand: set[int] = set()
        for key, origin in documents.allocations.tuples(("receipt_key", "origin")):
            if isinstance(key, int) and origin != IMPORTED:
                self.by_hand.add(key)
        payers = bulk.select(draft.connection, "payers", ("kind", "value", "customer_key"), "WHERE revoked_at IS NULL")
        self.payers = {(kind, value): key for kind, value, key in payers.tuples(("kind", "value", "customer_key")) if isinstance(key, int)}

    def bring(self, incoming: Incoming, keys: dict[int, int], unclear: set[int]) -> None:
        """Compare an upload's receipts with the ledger, and apply what names documents."""
        named = (*incoming.rows["document_no"], *map(plain, self.stored["document_refs"]))
        cells = {str(cell) for cell in named if cell is not None}
        for refs in self.stored["document_refs"]:
            cells |= (parts_of(refs) or {}).keys()
        references = self._references(cells | {number for cell in cells for number in numbers_in(cell)})
        currencies = self._who_and_currency(incoming, keys, unclear, references)
        incoming = incoming.in_currencies(currencies)
        home = self.draft.policy.company.currency
        joined = join_rows(incoming, keys, currencies)
        prepared = prepare_receipts(joined, keys, unclear, self.stored, self.by_hand, currencies, home=home)
        fresh = self.draft.keys("receipts", len(prepared.new))
        new = Rows({name: list(fresh) if name == "receipt_key" else prepared.new.columns.get(name, [None] * len(fresh)) for name in NAMES})
        self._write(new, prepared)
        self._apply(new, prepared, incoming, references)
        if len(incoming):
            mentioned = dict(zip(prepared.new_positions, fresh, strict=True))
            self.draft.seen.append((incoming, mentioned))
            self.draft.tables.append(prepared.tally.table(incoming))
            self.draft.totals.extend(prepared.tally.totals("receipts", currencies, [int(v or 0) for v in incoming.rows["amount"]]))
        self.draft.issues.extend(prepared.tally.issues)

    def _who_and_currency(self, incoming: Incoming, keys: dict[int, int], unclear: set[int], references: References) -> list[Value]:
        """Find the customers of rows that name only a payer or a document; each row's currency."""
        rows = incoming.rows
        finder = CurrencyFinder(self.draft.policy.company.currency, self.book, self.documents)
        names = ("payer_account", "payer_name", "document_no", "currency", "entity")
        for i, (account, payer, cell, given, entity) in enumerate(rows.tuples(names)):
            found = references.find(str(entity or ""), str(cell), keys.get(i))[0] if cell is not None else []
            if i not in keys and i not in unclear:
                key = self._payer(account, payer) or (found[0].customer_key if found else None)
                if key is not None:
                    keys[i] = key
            finder.find(given, [document.currency for document in found], keys.get(i))
        self.draft.issues += [
            unclear_currency(incoming, i, codes, str(finder.currencies[i])) for i, codes in finder.unclear.items() if i not in unclear
        ]
        if finder.followed:
            self.draft.questions.append(finder.told())
        return finder.currencies

    def _payer(self, account: Value, payer: Value) -> int | None:
        learned = self.payers.get(("account", account)) or self.payers.get(("name", cleaned(str(payer))))
        if learned or payer is None:
            return learned
        try:
            return self.book.resolve(None, payer, None)
        except Ambiguous:
            return None

    def _references(self, numbers: set[str]) -> References:
        """The documents that the numbers may mean, with what is recorded, stated and credited on each."""
        if not numbers:
            return References()
        names = ("document_no", *(name for name in SETTLED_COLUMNS if name != "document_no"), "void")
        rows = [row for row in self.documents.standing(names) if row[0] in numbers or row[7] in numbers]
        frame = pd.DataFrame(rows, columns=list(names))
        documents = frame[frame["void"] != 1].astype({"document_key": "int64", "amount": "int64"})
        references = References()
        for key, customer, entity, number, _, currency, amount, _ in documents[list(SETTLED_COLUMNS)].itertuples(index=False):
            references.by_number[str(entity), str(number)].append(Settled(int(key), int(customer), str(currency), int(amount)))
        if len(documents):
            self._settle(references, documents)
        return references

    def _settle(self, references: References, documents: pd.DataFrame) -> None:
        by_key = {document.key: document for found in references.by_number.values() for document in found}
        allocations = self.documents.allocations
        recorded = [row for row in allocations.tuples(("document_key", "date", "amount", "origin", "entry")) if row[0] in by_key]
        for key, _, amount, _, _ in recorded:
            by_key[int(key or 0)].recorded += int(amount or 0)
        stated = [row for row in self.documents.stated.tuples(("document_key", "stated_on", "paid", "entry")) if row[0] in by_key]
        stated += [
            (row["document_key"], row["stated_on"], row["paid"], NOT_YET)
            for row in self.documents.new_stated
            if row["document_key"] in by_key
        ]
        added = derived(
            documents,
            pd.DataFrame(recorded, columns=["document_key", "date", "amount", "origin", "entry"]).astype(
                {"document_key": "int64", "amount": "int64", "entry": "int64"}
            ),
            pd.DataFrame(stated, columns=["document_key", "stated_on", "paid", "entry"])
            .drop_duplicates(["document_key", "stated_on"], keep="last")
            .astype({"document_key": "int64", "paid": "int64", "entry": "int64"}),
        )
        for key, on, amount, kind in added[["document_key", "date", "amount", "kind"]].itertuples(index=False):
            document = by_key[int(key)]
            if kind == "credit":
                document.credits.append((str(on), int(amount)))
            else:
                document.stated += int(amount)
        for key, on, _, _ in stated:
            document = by_key[int(key or 0)]
            document.stated_on = max(document.stated_on, str(on))

    def _write(self, new: Rows, prepared: PreparedReceipts) -> None:
        places = [self.place[key] for key in prepared.updated]
        before = self.stored.only(places)
        after = Rows({name: list(values) for name, values in before.columns.items()})
        for n, fields in enumerate(prepared.updated.values()):
            for name, value in fields.items():
                after[name][n] = value
        self.new = new
        self.after = {int(key or 0): n for n, key in enumerate(after["receipt_key"])}
        self.after_rows = after
        self.draft.change(insertion("receipts", new))
        self.draft.change(Change("receipts", before, after))

    def _apply(self, new: Rows, prepared: PreparedReceipts, incoming: Incoming, references: References) -> None:
        again = (prepared.again | self._awaiting_documents()) - self.by_hand
        self._take_back(again, references)
        waiting = Rows({name: [self._now(key, name) for key in sorted(again)] for name in NAMES})
        names = (
            "receipt_key",
            "receipt_date",
            "amount",
            "currency",
            "entity",
            "customer_key",
            "document_refs",
            "discount",
            "fee",
            "write_off",
        )
        todo = [dict(zip(names, row, strict=True)) for rows in (new, waiting) for row in rows.tuples(names)]
        position_of = dict(zip(new["receipt_key"], prepared.new_positions, strict=True))
        applied: list[Applied] = []
        for receipt in sorted(todo, key=lambda r: (str(r["receipt_date"]), int(r["receipt_key"] or 0))):
            applied += self._apply_one(receipt, references, incoming, position_of.get(receipt["receipt_key"]))
        records: list[dict[str, Value]] = [
            {
                "document_key": a.document_key,
                "receipt_key": a.receipt_key,
                "date": a.date,
                "amount": a.amount,
                "kind": a.kind,
                "origin": IMPORTED,
            }
            for a in applied
        ]
        for key, record in zip(self.draft.keys("allocations", len(records)), records, strict=True):
            record["allocation_key"] = key
        self.draft.change(insertion("allocations", from_records(records, columns_of("allocations"))))

    def _apply_one(self, receipt: Mapping[str, Value], references: References, incoming: Incoming, position: int | None) -> list[Applied]:
        """Apply a receipt; findings are said only of rows of this upload."""
        cell, customer = receipt["document_refs"], receipt["customer_key"]
        if cell is None:
            self.draft.references["without"] += position is not None
            return []
        parts = parts_of(cell)
        found: list[Settled] = []
        unknown: list[str] = []
        limits: dict[int, int] = {}
        for number, limit in (parts or {str(cell): None}).items():
            some, missing = references.find(str(receipt["entity"]), number, customer if isinstance(customer, int) else None)
            found += [document for document in some if document not in found]
            unknown += missing
            limits |= {document.key: limit for document in some if limit is not None}
        payable = [document for document in found if document.currency == receipt["currency"]]
        applied, left = apply_receipt(receipt, payable, limits)
        if position is None:
            return applied
        self.draft.references["unresolved" if not found else "partly" if unknown or left else "applied"] += 1
        if unknown:
            self.draft.issues.append(unresolved(incoming, position, unknown))
        if len(payable) < len(found):
            message = say("The receipt is in {currency}, its document is not; the amount stays unapplied.", currency=receipt["currency"])
            self.draft.issues.append(incoming.issue(position, "reference_currency", message, column="document_no", blocking=False))
        elif left and payable and not limits:
            rest = shown(left, str(receipt["currency"]))
            message = say(
                "The receipt is {rest} {currency} more than its documents have open; the rest stays unapplied.",
                rest=rest,
                currency=receipt["currency"],
            )
            self.draft.issues.append(incoming.issue(position, "receipt_exceeds_documents", message, column="amount", blocking=False))
        return applied

    def _take_back(self, again: set[int], references: References) -> None:
        """Remove what earlier imports applied for receipts that changed."""
        allocations = self.documents.allocations
        places = [n for n, (key, origin) in enumerate(allocations.tuples(("receipt_key", "origin"))) if key in again and origin == IMPORTED]
        gone = allocations.only(places)
        by_key = {document.key: document for found in references.by_number.values() for document in found}
        for key, amount in gone.tuples(("document_key", "amount")):
            if int(key or 0) in by_key:
                by_key[int(key or 0)].recorded -= int(amount or 0)
        self.draft.change(Change("allocations", gone, allocations.only([])))

    def _awaiting_documents(self) -> set[int]:
        """Stored receipts that name a document which only this import brings."""
        arriving = set(self.documents.new["document_no"])
        named = (
            (key, str(plain(refs))) for key, refs in self.stored.tuples(("receipt_key", "document_refs")) if refs is not None and arriving
        )
        return {int(key or 0) for key, refs in named if refs in arriving or not arriving.isdisjoint(numbers_in(refs))}

    def standing(self, names: Sequence[str]) -> Iterator[tuple[Value, ...]]:
        """All receipts as this import leaves them."""
        for key, row in zip(self.stored["receipt_key"], self.stored.tuples(names), strict=True):
            changed = int(key or 0) in self.after
            yield tuple(self._now(int(key or 0), name) for name in names) if changed else row
        yield from self.new.tuples(names)

    def _now(self, key: int, name: str) -> Value:
        return self.after_rows[name][self.after[key]] if key in self.after else self.stored[name][self.place[key]]
