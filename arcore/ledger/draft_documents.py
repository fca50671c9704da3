"""The documents' part of an import: new and changed rows, due dates, and what files state as paid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from arcore.ledger import rows as bulk
from arcore.ledger.agreed_due import agreed_keys
from arcore.ledger.changes import Change, insertion
from arcore.ledger.draft import Draft
from arcore.ledger.effective_due import AGREED, STATED, effective_due
from arcore.ledger.import_customers import CustomerBook
from arcore.ledger.import_documents import PreparedDocuments, prepare_documents
from arcore.ledger.incoming import Incoming
from arcore.ledger.key_ranges import unfolded
from arcore.ledger.rows import Rows, Value
from arcore.ledger.tables import columns_of
from arcore.messages import say
from arcore.schema import DOCUMENTS, DocumentKind, Side, TableKind

NAMES = columns_of("documents")


class DocumentDraft:
    """Documents of one side: stored, changed and new."""

    def __init__(self, draft: Draft, side: Side, book: CustomerBook) -> None:
        self.draft, self.book = draft, book
        self.stored = bulk.select(draft.connection, "documents", NAMES, "WHERE side = ? ORDER BY document_key", [side.value])
        self.place: dict[int, int] = {int(key or 0): n for n, key in enumerate(self.stored["document_key"])}
        self.allocations = bulk.select(draft.connection, "allocations", columns_of("allocations"), "ORDER BY allocation_key")
        self.stated = bulk.select(draft.connection, "stated_payments", columns_of("stated_payments"), "ORDER BY document_key, stated_on")
        self.applied: Counter[int] = Counter()
        for key, amount in self.allocations.tuples(("document_key", "amount")):
            self.applied[int(key or 0)] += int(amount or 0)
        self.updated: dict[int, dict[str, Value]] = {}
        self.redue: set[int] = set()
        self.agreed = agreed_keys(self.stored)
        self.new = Rows({name: [] for name in NAMES})
        self.new_stated: list[dict[str, Value]] = []

    def bring(self, incoming: Incoming, keys: Mapping[int, int], table: str) -> None:
        """Compare an upload's rows with the ledger and take them in."""
        today = self.draft.data_date.isoformat()
        prepared = prepare_documents(incoming, keys, self.book, self.stored, self.applied, self.draft.policy.company.currency, today=today)
        fresh = self.draft.keys("documents", len(prepared.new))
        for name in NAMES:
            blank: list[Value] = [None] * len(fresh)
            self.new[name].extend(fresh if name == "document_key" else prepared.new.columns.get(name, blank))
        self.new.columns["document_date"] = [date or today for date in self.new["document_date"]]
        for key, fields in prepared.updated.items():
            self.updated.setdefault(key, {}).update(fields)
        self.redue |= prepared.redue - self.agreed.keys()
        self._keep_agreed(incoming, prepared.mentioned)
        self._state(prepared, fresh)
        mentioned = {**prepared.mentioned, **dict(zip(prepared.new_positions, fresh, strict=True))}
        if table == "documents" and len(incoming):
            self.draft.seen.append((incoming, mentioned))
            self.draft.tables.append(prepared.tally.table(incoming, self._missing(incoming, set(mentioned.values()))))
        self.draft.totals.extend(prepared.tally.totals(table, prepared.currencies, prepared.amounts))
        self.draft.issues.extend(prepared.tally.issues)

    def _keep_agreed(self, incoming: Incoming, mentioned: Mapping[int, int]) -> None:
        """Say where the file gives another due date than the one agreed on; the agreement wins."""
        given = incoming.rows["due_date"]
        kept = [i for i, key in mentioned.items() if given[i] is not None and self.agreed.get(key, given[i]) != given[i]]
        if kept:
            numbers = ", ".join(str(incoming.rows["document_no"][i]) for i in kept[:5])
            self.draft.questions.append(
                say(
                    "{count} documents keep the due date agreed with the customer, though the file gives another: {numbers}",
                    count=len(kept),
                    numbers=numbers + (" …" if len(kept) > 5 else ""),
                )
            )

    def _state(self, prepared: PreparedDocuments, fresh: list[int]) -> None:
        """Keep what the file states as paid where that is news."""
        latest: dict[int, tuple[str, int]] = {}
        for key, on, paid in self.stated.tuples(("document_key", "stated_on", "paid")):
            latest[int(key or 0)] = (str(on), int(paid or 0))
        today = self.draft.data_date.isoformat()
        news = {fresh[n]: paid for n, paid in prepared.stated_new.items() if paid}
        for key, paid in prepared.stated_stored.items():
            on, known = latest.get(key, ("", 0))
            if paid != known and on <= today:
                news[key] = paid
        settled = {fresh[n]: day for n, day in prepared.settled_new.items()} | prepared.settled_stored
        amount_of = dict(zip(fresh, prepared.new["amount"], strict=True))
        for key, paid in news.items():
            amount = int(amount_of.get(key) or self.current(key, "amount") or 0)
            toward = max(0, paid) if amount >= 0 else min(0, paid)
            self.new_stated.append(
                {"document_key": key, "stated_on": settled.get(key, today), "paid": toward, "settled": int(key in settled)}
            )
        undated = len(news.keys() - settled.keys())
        if undated:
            self.draft.questions.append(
                say(
                    "{count} documents state what is paid, but not when: balances before {date} cannot be restored without the receipts.",
                    count=undated,
                    date=today,
                )
            )

    def current(self, key: int, name: str) -> Value:
        """A stored document's value as this import leaves it."""
        return self.updated.get(key, {}).get(name, self.stored[name][self.place[key]] if key in self.place else None)

    def standing(self, names: Sequence[str]) -> Iterator[tuple[Value, ...]]:
        """All documents as this import leaves them."""
        for key, row in zip(self.stored["document_key"], self.stored.tuples(names), strict=True):
            fields = self.updated.get(int(key or 0))
            yield tuple(fields.get(name, value) for name, value in zip(names, row, strict=True)) if fields else row
        yield from self.new.tuples(names)

    def _missing(self, incoming: Incoming, mentioned: set[int]) -> list[str]:
        unmentioned = last_seen(self.draft, incoming) - mentioned
        return [str(self.stored["document_no"][self.place[key]]) for key in sorted(unmentioned) if key in self.place]

    def write(self) -> None:
        """Set due dates and hand the changes to the draft."""
        self._due_dates()
        places = [self.place[key] for key in self.updated]
        before = self.stored.only(places)
        after = Rows({name: list(values) for name, values in before.columns.items()})
        for n, fields in enumerate(self.updated.values()):
            for name, value in fields.items():
                after[name][n] = value
        self.draft.change(insertion("documents", self.new))
        self.draft.change(Change("documents", before, after))
        self._write_stated()

    def _due_dates(self) -> None:
        terms = {key: record["term_text"] for key, record in self.book.records.items()}
        if len(self.new):
            due, basis = effective_due(self.new, [terms[int(key or 0)] for key in self.new["customer_key"]], self.draft.policy)
            self.new.columns.update(due_date=due, due_basis=basis)
            self.draft.due_basis.update(Counter(map(str, basis)))
        first = self.book.first_terms
        if first:
            for key, customer, basis_now, own in self.stored.tuples(("document_key", "customer_key", "due_basis", "term_text")):
                if customer in first and basis_now not in (STATED, AGREED) and own is None:
                    self.redue.add(int(key or 0))
        if not self.redue:
            return
        keys = sorted(self.redue)
        rows = Rows({name: [self.current(key, name) for key in keys] for name in NAMES})
        due, basis = effective_due(rows, [terms[int(key or 0)] for key in rows["customer_key"]], self.draft.policy)
        for key, date, how in zip(keys, due, basis, strict=True):
            if (date, how) != (self.current(key, "due_date"), self.current(key, "due_basis")):
                self.updated.setdefault(key, {}).update(due_date=date, due_basis=how)

    def _write_stated(self) -> None:
        names = columns_of("stated_payments")
        known = {pair: n for n, pair in enumerate(self.stated.tuples(("document_key", "stated_on")))}
        again = [row for row in self.new_stated if (row["document_key"], row["stated_on"]) in known]
        fresh = [row for row in self.new_stated if (row["document_key"], row["stated_on"]) not in known]
        for key, row in zip(self.draft.keys("stated_payments", len(fresh)), fresh, strict=True):
            row["stated_key"] = key
        before = self.stated.only([known[row["document_key"], row["stated_on"]] for row in again])
        after = Rows({**before.columns, **{name: [row[name] for row in again] for name in ("paid", "settled")}})
        self.draft.change(insertion("stated_payments", bulk.from_records(fresh, names)))
        self.draft.change(Change("stated_payments", before, after))


def last_seen(draft: Draft, incoming: Incoming) -> set[int]:
    """The keys that the last import of the same kind of table mentioned."""
    keys: set[int] = set()
    for signature in {table.signature for _, table in incoming.tables if table.signature}:
        rows = bulk.select(
            draft.connection,
            "imports",
            ("entry", "seen"),
            "WHERE signature = ? AND kind = ? AND side = ? ORDER BY entry DESC",
            [signature, incoming.kind.value, incoming.side.value],
        )
        for entry, seen in rows.tuples(("entry", "seen")):
            if entry == rows["entry"][0]:
                keys |= unfolded(str(seen or ""))
    return keys


def openings(listed: Incoming, customer_of: Mapping[int, int]) -> tuple[Incoming, dict[int, int]]:
    """The opening balances of customer lists as documents of kind opening, and the customer of each."""
    places = [i for i, amount in enumerate(listed.rows["opening_balance"]) if amount and i in customer_of]
    rows = listed.rows.only(places)
    blank: list[Value] = [None] * len(places)
    columns: dict[str, list[Value]] = dict.fromkeys((*(c.name for c in DOCUMENTS.columns), "source_sheet", "source_row"), blank)
    for name in ("customer_id", "customer_name", "tax_no", "currency", "entity", "source_sheet", "source_row"):
        columns[name] = rows[name]
    columns["document_no"] = [f"期初 {number or name}" for number, name in rows.tuples(("customer_id", "customer_name"))]
    columns["document_type"] = [DocumentKind.OPENING.value] * len(places)
    columns["document_date"] = rows["opening_date"]
    columns["amount"] = rows["opening_balance"]
    incoming = Incoming(TableKind.DOCUMENTS, listed.side, Rows(columns), [listed.of_table[i] for i in places], listed.tables)
    return incoming, {n: customer_of[i] for n, i in enumerate(places)}
