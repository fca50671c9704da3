"""Customers as an import meets them: found by number, else by name, else created because a document names them.

A number identifies. Without one, the full name does (cleaned: see `names`), then the short or former name, then the tax
number. A name that several customers share decides nothing: the row becomes an issue.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from arcore.ledger.changes import Change, insertion
from arcore.ledger.customer_changes import Edited
from arcore.ledger.incoming import Incoming
from arcore.ledger.names import cleaned
from arcore.ledger.preview import FileIssue
from arcore.ledger.rows import Rows, Value, from_records
from arcore.ledger.tables import columns_of
from arcore.ledger.tally import Fate, Tally
from arcore.messages import say
from arcore.schema import CUSTOMERS, Side

GIVEN = tuple(column.name for column in CUSTOMERS.columns)
FULL, OTHER, TAX = "full", "other", "tax"
NAMED_BY = (("customer_name", FULL), ("short_name", OTHER), ("former_name", OTHER), ("tax_no", TAX))

Record = dict[str, Value]


class Ambiguous(Exception):
    """Several customers answer to the name."""


@dataclass
class CustomerBook:
    """The customers of one side while an import is being prepared."""

    side: Side
    next_key: int
    records: dict[int, Record] = field(default_factory=dict)
    before: dict[int, Record] = field(default_factory=dict)
    created: list[int] = field(default_factory=list)
    implicit: list[int] = field(default_factory=list)
    first_terms: set[int] = field(default_factory=set)
    edited: Edited = field(default_factory=lambda: Edited({}))
    by_id: dict[str, int] = field(default_factory=dict)
    by_name: dict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, side: Side, rows: Rows, next_key: int, edited: Edited) -> CustomerBook:
        """The book of the customers stored now; `edited`: what people changed in them by hand."""
        book = cls(side, next_key, edited=edited)
        for values in rows.tuples(list(rows.columns)):
            record = dict(zip(rows.columns, values, strict=True))
            key = record["customer_key"]
            assert isinstance(key, int)
            book.records[key] = record
            book._index(key)
        return book

    def _index(self, key: int) -> None:
        record = self.records[key]
        if isinstance(record["customer_id"], str):
            self.by_id.setdefault(record["customer_id"], key)
        for column, how in NAMED_BY:
            if isinstance(record[column], str):
                self.by_name[how, cleaned(str(record[column]))].add(key)

    def _create(self, record: Record, *, implicit: bool) -> int:
        key, self.next_key = self.next_key, self.next_key + 1
        blank: Record = dict.fromkeys(columns_of("customers"))
        self.records[key] = {**blank, **record, "customer_key": key, "side": self.side.value, "implicit": int(implicit)}
        self.records[key]["identity"] = _identity(self.records[key])
        self.created.append(key)
        if implicit:
            self.implicit.append(key)
        self._index(key)
        return key

    def _change(self, key: int, values: Record) -> None:
        record = self.records[key]
        if key not in self.created:
            self.before.setdefault(key, dict(record))
        if record["term_text"] is None and values.get("term_text") is not None:
            self.first_terms.add(key)
        record.update(values)
        record["identity"] = _identity(record)
        self._index(key)

    def _named(self, how: str, name: Value) -> set[int]:
        return self.by_name.get((how, cleaned(name)), set()) if isinstance(name, str) else set()

    def master_key(self, record: Record) -> int | None:
        """The stored customer that a row of the customer list is about; raises Ambiguous."""
        number = record["customer_id"]
        if isinstance(number, str) and number in self.by_id:
            return self.by_id[number]
        same = self._named(FULL, record["customer_name"])
        if isinstance(number, str):
            same = {key for key in same if self.records[key]["customer_id"] is None}
        if len(same) > 1:
            raise Ambiguous
        return next(iter(same), None)

    def upsert(self, record: Record) -> tuple[int, dict[str, tuple[Value, Value]] | None]:
        """Add or update a customer from its list: its key, and the changed fields (None: it is new)."""
        key = self.master_key(record)
        if key is None:
            return self._create(record, implicit=False), None
        stored = self.records[key]
        changed = {n: (stored[n], record[n]) for n in GIVEN if record[n] is not None and self.edited.differs(key, n, stored[n], record[n])}
        values: Record = {name: new for name, (_, new) in changed.items()}
        if changed or stored["implicit"]:
            self._change(key, {**values, "implicit": 0, **{n: record.get(n) for n in ("source_file", "source_sheet", "source_row")}})
            changed = changed or {"implicit": (1, 0)}
        return key, changed

    def resolve(self, number: Value, name: Value, tax_no: Value) -> int | None:
        """The customer a document or receipt names; raises Ambiguous; None when there is none yet."""
        if isinstance(number, str):
            if number in self.by_id:
                return self.by_id[number]
            unnumbered = {key for key in self._named(FULL, name) if self.records[key]["customer_id"] is None}
            if len(unnumbered) == 1:
                key = next(iter(unnumbered))
                self._change(key, {"customer_id": number})
                return key
            return None
        for how, value in ((FULL, name), (OTHER, name), (TAX, tax_no)):
            found = self._named(how, value)
            if len(found) > 1 and how is not TAX:
                found = (found & self._named(TAX, tax_no)) or found
            if len(found) > 1:
                raise Ambiguous
            if found:
                return next(iter(found))
        return None

    def create_implicit(self, number: Value, name: Value, tax_no: Value, source: Record) -> int:
        """A customer that only a document or receipt names."""
        return self._create({"customer_id": number, "customer_name": name or number or tax_no, "tax_no": tax_no, **source}, implicit=True)

    def changes(self) -> list[Change]:
        """What must be written."""
        names = columns_of("customers")
        updated = [key for key, old in self.before.items() if old != self.records[key]]
        return [
            insertion("customers", from_records([self.records[key] for key in self.created], names)),
            Change(
                "customers",
                from_records([self.before[key] for key in updated], names),
                from_records([self.records[key] for key in updated], names),
            ),
        ]

    def shown(self, key: int) -> str:
        """What people call the customer."""
        record = self.records[key]
        return str(record["customer_name"] or record["customer_id"] or record["tax_no"])


def _identity(record: Record) -> str:
    if record["customer_id"] is not None:
        return f"no:{record['customer_id']}"
    if record["customer_name"] is not None:
        return f"name:{cleaned(str(record['customer_name']))}"
    return f"tax:{record['tax_no']}"


def import_customers(book: CustomerBook, incoming: Incoming) -> tuple[Tally, dict[int, int]]:
    """Bring the rows of customer lists into the book; also the customer of each usable row."""
    tally = Tally.of(incoming)
    keys: dict[int, int] = {}
    seen: dict[int, Record] = {}
    names = list(incoming.rows.columns)
    for position, values in enumerate(incoming.rows.tuples(names)):
        record: Record = dict(zip(names, values, strict=True))
        record["source_file"] = incoming.file(position)
        try:
            key = book.master_key(record)
        except Ambiguous:
            tally.issues.append(_several(incoming, position, record["customer_name"]))
            continue
        if key in seen:
            _again(tally, incoming, position, record, seen[key])
            continue
        key, changed = book.upsert(record)
        seen[key] = record
        keys[position] = key
        tally.fates[position] = Fate.NEW if changed is None else Fate.CHANGED if changed else Fate.UNCHANGED
        for name, (old, new) in (changed or {}).items():
            tally.changed_field(incoming, position, book.shown(key), name, old, new)
    return tally, keys


def _again(tally: Tally, incoming: Incoming, position: int, record: Record, first: Record) -> None:
    if all(record[name] is None or record[name] == first[name] for name in GIVEN):
        tally.fates[position] = Fate.REPEATED
        return
    message = say(
        "Customer {name} is listed twice with different values; the first row was used.",
        name=record["customer_name"] or record["customer_id"],
    )
    hint = say("Delete the row that is out of date.")
    tally.issues.append(incoming.issue(position, "customer_twice", message, column="customer_name", hint=hint))


def _several(incoming: Incoming, position: int, name: Value) -> FileIssue:
    message = say("Several customers are called {name}; the row does not say which.", name=name)
    hint = say("Add the customer number or the tax number.")
    return incoming.issue(position, "customer_ambiguous", message, column="customer_name", hint=hint)


def customer_keys(book: CustomerBook, incoming: Incoming, *, create: bool) -> tuple[dict[int, int], dict[int, FileIssue]]:
    """The customer of each row that names one, and the rows whose name several share.

    Each combination of number, name and tax number is looked up once.
    """
    rows = incoming.rows
    taxes = rows.columns.get("tax_no", [None] * len(rows))
    known: dict[tuple[Value, Value, Value], int | FileIssue | None] = {}
    keys: dict[int, int] = {}
    issues: dict[int, FileIssue] = {}
    for i, named in enumerate(zip(rows["customer_id"], rows["customer_name"], taxes, strict=True)):
        if named == (None, None, None):
            continue
        if named not in known:
            known[named] = _resolved(book, incoming, i, named, create=create)
        found = known[named]
        if isinstance(found, FileIssue):
            issues[i] = _several(incoming, i, named[1])
        elif found is not None:
            keys[i] = found
    return keys, issues


def _resolved(
    book: CustomerBook, incoming: Incoming, position: int, named: tuple[Value, Value, Value], *, create: bool
) -> int | FileIssue | None:
    try:
        key = book.resolve(*named)
    except Ambiguous:
        return _several(incoming, position, named[1])
    if key is None and create:
        rows = incoming.rows
        source = {
            "source_file": incoming.file(position),
            "source_sheet": rows["source_sheet"][position],
            "source_row": rows["source_row"][position],
        }
        key = book.create_implicit(*named, source)
    return key
