"""Voucher entries of the settled lines, ready to be keyed in: every voucher's debit equals its credit.

Debit the bank and what was given up, credit the customers' receivables and advances. Money posted for nobody
known is owed to whoever it belongs to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from arcore.documents.columns import Placed
from arcore.documents.reconciliation_lines import Line
from arcore.documents.reconciliation_tables import customer_columns, known_kind, letters, listed, nonzero
from arcore.documents.reconciliation_view import Settling, View, red_when_not_zero
from arcore.messages import Message, say
from arcore.records import record

SUBJECTS: dict[str, Message] = {
    "bank": say("Bank deposits"),
    "fee": say("Financial expense: bank charges"),
    "rounding": say("Non-operating expense: rounding"),
    "discount": say("Financial expense: cash discount"),
    "write_off": say("Allowance for bad debts"),
    "receivable": say("Accounts receivable"),
    "advance": say("Advances from customers"),
    "unknown": say("Other payables: receipts to be claimed"),
}


@record
class Entry:
    """One row of a voucher; debit and credit in minor units, one of them 0."""

    voucher: int
    line: Line
    subject: str
    customer_key: int | None
    documents: tuple[str, ...]
    debit: int
    credit: int


def entries(view: View) -> list[Entry]:
    """The entries of every firm line, voucher by voucher."""
    found: list[Entry] = []
    firm = [line for line in view.lines if line.firm]
    for number, line in enumerate(firm, start=1):
        first, last = view.rows_of_line.get(line.number, (0, -1))
        found.extend(of_line(number, line, view.settlings[first : last + 1]))
    return found


def of_line(number: int, line: Line, settled: list[Settling]) -> Iterator[Entry]:
    """One line's voucher."""
    yield Entry(number, line, "bank", None, (), line.amount, 0)
    given_up: dict[str, int] = defaultdict(int)
    owed: dict[int, list[Settling]] = defaultdict(list)
    for one in settled:
        given_up[known_kind(one.part.kind)] += one.part.write_off
        owed[one.document.customer_key].append(one)
    for kind, amount in sorted(given_up.items()):
        if amount:
            yield Entry(number, line, kind, None, (), amount, 0)
    for customer, own in owed.items():
        total = sum(one.part.cash + one.part.write_off for one in own)
        yield Entry(number, line, "receivable", customer, tuple(one.document.number for one in own), 0, total)
    if line.unapplied:
        yield Entry(number, line, "advance" if line.customer_key is not None else "unknown", line.customer_key, (), 0, line.unapplied)


def write_vouchers(view: View) -> Placed:
    """The sheet; the check column adds up each voucher."""
    rows = entries(view)
    bounds: dict[int, tuple[int, int]] = {}
    for place, entry in enumerate(rows):
        bounds[entry.voucher] = (bounds.get(entry.voucher, (place, place))[0], place)
    texts = summaries(view, rows)
    columns = [
        view.column("voucher", say("Voucher"), "integer", [entry.voucher for entry in rows], least=6),
        view.column("date", say("Date"), "date", [entry.line.date for entry in rows]),
        view.column("line", say("Line"), "integer", [entry.line.number for entry in rows], least=6),
        view.text("summary", say("Voucher text"), [texts[entry.line.number] for entry in rows], least=18, most=36),
        view.text("subject", say("Account title"), [view.said(SUBJECTS[entry.subject]) for entry in rows], least=16, most=30),
        view.text("account", say("Our account"), [entry.line.account if entry.subject == "bank" else "" for entry in rows], most=24),
        *customer_columns(view, [entry.customer_key for entry in rows]),
        view.text("documents", say("Documents"), [listed(entry.documents) for entry in rows], least=16, most=34),
        view.column("debit", say("Debit"), "money", nonzero(entry.debit for entry in rows)),
        view.column("credit", say("Credit"), "money", nonzero(entry.credit for entry in rows)),
    ]
    at = letters(columns)

    def check(offset: int, row: int) -> str | None:
        first, last = bounds[rows[offset].voucher]
        if offset != last:
            return None
        top = row - (last - first)
        return f"=ROUND(SUM({at['debit']}{top}:{at['debit']}{row})-SUM({at['credit']}{top}:{at['credit']}{row}),{view.places})"

    balanced = [balance(rows, *bounds[entry.voucher]) if place == bounds[entry.voucher][1] else None for place, entry in enumerate(rows)]
    columns.append(view.column("check", say("Debit − credit"), "money", balanced, check))
    note = say("One voucher per settled bank line. Map the account titles to those of your bookkeeping system.")
    placed = view.table("vouchers", columns, freeze=3, note=note)
    red_when_not_zero(view.paper, view.sheets["vouchers"], placed.first, placed.last, placed.at("check"))
    return placed


def balance(rows: list[Entry], first: int, last: int) -> int:
    """Debit less credit of some rows."""
    return sum(entry.debit - entry.credit for entry in rows[first : last + 1])


def summaries(view: View, rows: list[Entry]) -> dict[int, str]:
    """By line number, what a bookkeeper writes beside the entries."""
    customers = view.customers(entry.line.customer_key for entry in rows)
    names = {entry.line.number: name or entry.line.payer for entry, (_, name) in zip(rows, customers, strict=True)}
    said = {name: view.said(say("Receipt from {name}", name=name)) for name in set(names.values())}
    return {number: said[name] for number, name in names.items()}
