"""The sheets of single rows: bank lines, what they settle, documents, what is unmatched on both sides, differences, unapplied."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from arcore.documents.columns import Placed, SheetColumn
from arcore.documents.reconciliation_lines import KEPT_OPEN, WAITING, WRITE_OFFS, Document, Line
from arcore.documents.reconciliation_view import MOST_COMPARISONS, Settling, View, red_when_not_zero
from arcore.messages import say

MANY_NUMBERS = 12


def write_lines(view: View) -> Placed:
    """Every bank line; amount = applied + unapplied + not a receipt, proven row by row."""
    lines = view.lines
    documents = {
        number: [s.document.number for s in view.settlings[first : last + 1]] for number, (first, last) in view.rows_of_line.items()
    }
    aside = [line.amount if line.kind in ("aside", "booked", "out") else None for line in lines]
    applied = [line.applied for line in lines]
    columns = [
        *line_columns(view, lines),
        view.column("amount", say("Amount"), "money", [line.amount for line in lines]),
        view.column("status", say("Status"), "label", [view.kind(line.kind) for line in lines], least=12),
        *customer_columns(view, [line.customer_key for line in lines]),
        view.text("documents", say("Documents"), [listed(documents.get(line.number, ())) for line in lines], least=16, most=34),
        view.column("applied", say("Applied"), "money", nonzero(applied), view.sum_by_line("cash")),
        *write_off_columns(view, lines),
        view.column("unapplied", say("Unapplied"), "money", nonzero(line.unapplied for line in lines)),
        view.column("aside", say("Not a receipt"), "money", aside),
    ]
    at = letters(columns)
    check = f"=ROUND({at['amount']}{{row}}-{at['applied']}{{row}}-{at['unapplied']}{{row}}-{at['aside']}{{row}},{view.places})"
    rest = [line.amount - cash - line.unapplied - (one or 0) for line, cash, one in zip(lines, applied, aside, strict=True)]
    columns += [
        view.column("difference", say("Difference"), "money", rest, check),
        view.text("why", say("Evidence of the match"), [line.why for line in lines], least=24, most=60),
        view.text("payer_account", say("Payer's account"), [line.payer_account for line in lines], most=24),
        view.text("file", say("File"), [line.file for line in lines], most=30),
        view.column("file_row", say("Row in the file"), "integer", [line.row for line in lines], least=6),
    ]
    note = say("Difference = amount − applied − unapplied − not a receipt, and is nothing on every row.")
    placed = view.table("lines", columns, freeze=3, note=note, printed="difference")
    red_when_not_zero(view.paper, view.sheets["lines"], placed.first, placed.last, placed.at("difference"))
    return placed


def write_parts(view: View) -> Placed:
    """One row per bank line and document."""
    rows = view.settlings
    columns = [
        view.column("line", say("Line"), "integer", [s.line.number for s in rows], least=6),
        view.column("date", say("Date"), "date", [s.line.date for s in rows]),
        view.column("status", say("Status"), "label", [view.kind(s.line.kind) for s in rows], least=12),
        view.text("payer", say("Payer"), [s.line.payer for s in rows], least=20, most=36),
        *customer_columns(view, [s.document.customer_key for s in rows]),
        view.column("place", say("Doc."), "integer", [s.place for s in rows], least=6),
        view.text("document", say("Document No."), [s.document.number for s in rows]),
        view.column("amount", say("Document amount"), "money", [s.document.amount for s in rows]),
        view.column("before", say("Open before"), "money", [s.before for s in rows]),
        view.column("cash", say("Applied"), "money", [s.part.cash for s in rows]),
        view.column("write_off", say("Written off"), "money", nonzero(s.part.write_off for s in rows)),
        view.text("kind", say("Kind of difference"), [view.reason(s.part) for s in rows], least=14),
    ]
    at = letters(columns)
    formula = f"=ROUND({at['before']}{{row}}-{at['cash']}{{row}}-{at['write_off']}{{row}},{view.places})"
    columns.append(view.column("after", say("Open after"), "money", [s.after for s in rows], formula))
    return view.table("parts", columns, freeze=4)


def write_documents(view: View) -> Placed:
    """What each document had open, what settled it, and what it has open now."""
    rows = view.touched
    settled = [view.by_document[document.key] for document in rows]
    firm = [[s for s in own if s.line.firm] for own in settled]
    proposed = [[s for s in own if not s.line.firm] for own in settled]
    cash, given_up = ([sum(getattr(s.part, name) for s in own) for own in firm] for name in ("cash", "write_off"))
    suggested = [sum(s.part.cash + s.part.write_off for s in own) for own in proposed]
    open_after = [d.before - c - w for d, c, w in zip(rows, cash, given_up, strict=True)]
    columns = [
        view.column("place", say("No."), "integer", list(range(1, len(rows) + 1)), least=5),
        *customer_columns(view, [document.customer_key for document in rows]),
        *document_columns(view, rows),
        view.column("amount", say("Document amount"), "money", [document.amount for document in rows]),
        view.column("settled", say("Settled before"), "money", nonzero(document.amount - document.before for document in rows)),
        view.column("cash", say("Settled now"), "money", nonzero(cash), sums_by_document(view, firm, "cash")),
        view.column("write_off", say("Written off now"), "money", nonzero(given_up), sums_by_document(view, firm, "write_off")),
    ]
    at = letters(columns)
    live = f"=ROUND({at['amount']}{{row}}-{at['settled']}{{row}}-{at['cash']}{{row}}-{at['write_off']}{{row}},{view.places})"
    columns.append(view.column("open", say("Open after"), "money", open_after, live))
    if any(suggested):
        columns.append(view.column("suggested", say("Suggested, not settled"), "money", nonzero(suggested)))
        left = [after - more for after, more in zip(open_after, suggested, strict=True)]
        at = letters(columns)
        formula = f"=ROUND({at['open']}{{row}}-{at['suggested']}{{row}},{view.places})"
        columns.append(view.column("left", say("Open once confirmed"), "money", left, formula))
    columns.append(view.text("by", say("Settled by bank line"), [settled_by(own) for own in settled], least=18, most=34))
    return view.table("documents", columns, freeze=4)


def write_unmatched_lines(view: View) -> Placed:
    """Money that came in and waits for a decision."""
    rows = [line for line in view.lines if line.kind in WAITING]
    as_of = view.paper.stamp.as_of
    columns = [
        *line_columns(view, rows),
        view.column("amount", say("Amount"), "money", [line.amount for line in rows]),
        view.column("status", say("Status"), "label", [view.kind(line.kind) for line in rows], least=12),
        *customer_columns(view, [line.customer_key for line in rows]),
        view.column("days", say("Days waiting"), "integer", [(as_of - line.date).days for line in rows], "=AsOf-B{row}", least=8),
        view.text("why", say("What is known"), [line.why for line in rows], least=24, most=60),
        view.text("payer_account", say("Payer's account"), [line.payer_account for line in rows], most=24),
    ]
    return view.table("unmatched_lines", columns, freeze=3, printed="why")


def write_unpaid(view: View) -> Placed:
    """Documents past due that no bank line pays."""
    as_of = view.paper.stamp.as_of
    rows = view.untouched
    columns = [
        view.column("place", say("No."), "integer", list(range(1, len(rows) + 1)), least=5),
        *customer_columns(view, [document.customer_key for document in rows]),
        *document_columns(view, rows),
    ]
    due = letters(columns)["due"]
    overdue = [(as_of - document.due).days if document.due else None for document in rows]
    columns += [
        view.column("days", say("Days overdue"), "integer", overdue, f"=MAX(0,AsOf-{due}{{row}})", least=8),
        view.column("amount", say("Document amount"), "money", [document.amount for document in rows]),
        view.column("open", say("Open balance"), "money", [document.before for document in rows]),
    ]
    return view.table("unpaid", columns, freeze=4)


def write_differences(view: View) -> Placed:
    """What was given up, by kind, and what stays open for a reason."""
    order = [*WRITE_OFFS, *KEPT_OPEN]
    rows = [s for s in view.settlings if s.part.write_off or (s.part.kept in KEPT_OPEN and s.after)]
    rows.sort(key=lambda s: order.index(s.part.kind if s.part.kind in WRITE_OFFS else s.part.kept or "write_off"))
    columns = [
        view.text("kind", say("Kind of difference"), [view.reason(s.part) for s in rows], least=16),
        view.column("line", say("Line"), "integer", [s.line.number for s in rows], least=6),
        view.column("date", say("Date"), "date", [s.line.date for s in rows]),
        view.column("status", say("Status"), "label", [view.kind(s.line.kind) for s in rows], least=12),
        *customer_columns(view, [s.document.customer_key for s in rows]),
        view.text("document", say("Document No."), [s.document.number for s in rows]),
        view.column("before", say("Open before"), "money", [s.before for s in rows]),
        view.column("cash", say("Applied"), "money", [s.part.cash for s in rows]),
        view.column("write_off", say("Written off"), "money", nonzero(s.part.write_off for s in rows)),
    ]
    at = letters(columns)
    formula = f"=ROUND({at['before']}{{row}}-{at['cash']}{{row}}-{at['write_off']}{{row}},{view.places})"
    columns.append(view.column("after", say("Stays open"), "money", [s.after for s in rows], formula))
    return view.table("differences", columns, freeze=1)


def write_unapplied(view: View) -> Placed:
    """Receipts whose customer is known and whose money no document uses: advances and payments on account."""
    rows = [line for line in view.lines if line.unapplied and (line.customer_key is not None or line.firm)]
    columns = [
        *line_columns(view, rows),
        view.column("status", say("Status"), "label", [view.kind(line.kind) for line in rows], least=12),
        *customer_columns(view, [line.customer_key for line in rows]),
        view.column("amount", say("Amount"), "money", [line.amount for line in rows]),
        view.column("applied", say("Applied"), "money", nonzero(line.applied for line in rows)),
    ]
    at = letters(columns)
    formula = f"=ROUND({at['amount']}{{row}}-{at['applied']}{{row}},{view.places})"
    columns += [
        view.column("unapplied", say("Unapplied"), "money", [line.unapplied for line in rows], formula),
        view.text("why", say("Evidence of the match"), [line.why for line in rows], least=24, most=60),
    ]
    return view.table("unapplied", columns, freeze=3, printed="unapplied")


def line_columns(view: View, lines: Sequence[Line]) -> list[SheetColumn]:
    """What the bank says about its lines; columns of which nothing is known are left out."""
    known = [
        view.text("account", say("Our account"), ["" if view.only_account else line.account for line in lines], most=24),
        view.text("memo", say("Memo"), [line.memo for line in lines], least=16, most=36),
    ]
    return [
        view.column("line", say("Line"), "integer", [line.number for line in lines], least=6),
        view.column("date", say("Date"), "date", [line.date for line in lines]),
        view.text("payer", say("Payer"), [line.payer for line in lines], least=20, most=36),
        *(column for column in known if any(column.values)),
    ]


def customer_columns(view: View, keys: Sequence[int | None]) -> list[SheetColumn]:
    """Whose it is."""
    known = view.customers(keys)
    return [
        view.text("customer_id", say("Customer No."), [number for number, _ in known]),
        view.text("customer_name", say("Customer Name"), [name for _, name in known], least=18, most=36),
    ]


def document_columns(view: View, documents: Sequence[Document]) -> list[SheetColumn]:
    """A document's number and days."""
    return [
        view.text("document", say("Document No."), [document.number for document in documents]),
        view.column("document_date", say("Document Date"), "date", [document.date for document in documents]),
        view.column("due", say("Due Date"), "date", [document.due for document in documents]),
    ]


def write_off_columns(view: View, lines: Sequence[Line]) -> list[SheetColumn]:
    """One column per kind of write-off that occurs."""
    by_kind = {code: [0] * len(lines) for code in WRITE_OFFS}
    for place, line in enumerate(lines):
        for part in line.parts:
            if part.write_off:
                by_kind[known_kind(part.kind)][place] += part.write_off
    found = []
    for code, label in WRITE_OFFS.items():
        amounts = by_kind[code]
        if any(amounts):
            formula = only_where(amounts, view.sum_by_line("write_off", view.said(label)))
            found.append(view.column(f"off_{code}", label, "money", nonzero(amounts), formula))
    return found


def known_kind(kind: str) -> str:
    """The kind a write-off is listed under."""
    return kind if kind in WRITE_OFFS else "write_off"


def only_where(amounts: Sequence[int], formula: Callable[[int, int], str | None]) -> Callable[[int, int], str | None]:
    """The formula on the rows that come to something."""
    return lambda offset, row: formula(offset, row) if amounts[offset] else None


def sums_by_document(view: View, settled: Sequence[Sequence[Settling]], name: str) -> Callable[[int, int], str | None] | None:
    """Sums over the allocations by the document's place; none where the comparisons would be too many."""
    parts = view.placed["parts"]
    if len(settled) * len(view.settlings) > MOST_COMPARISONS:
        return None
    condition = f"{parts.span(name)},{parts.span('place')},$A"
    kinds = sorted({view.kind(s.line.kind) for own in settled for s in own})

    def formula(offset: int, row: int) -> str | None:
        if not any(getattr(s.part, name) for s in settled[offset]):
            return None
        return "=" + "+".join(f'SUMIFS({condition}{row},{parts.span("status")},"{kind}")' for kind in kinds)

    return formula


def settled_by(own: Sequence[Settling]) -> str:
    """'07-02 #12, 07-09 #40 ?': day and line; a question mark where it is only suggested."""
    return listed([f"{s.line.date.month:02d}-{s.line.date.day:02d} #{s.line.number}{'' if s.line.firm else ' ?'}" for s in own])


def listed(numbers: Sequence[str]) -> str:
    """The numbers in one cell, not endlessly many."""
    return ", ".join(numbers[:MANY_NUMBERS]) + (" …" if len(numbers) > MANY_NUMBERS else "")


def nonzero(amounts: Iterable[int]) -> list[int | None]:
    """Nothing stays a blank cell."""
    return [amount or None for amount in amounts]


def letters(columns: Sequence[SheetColumn]) -> dict[str, str]:
    """Column name → letter."""
    placed = Placed("", tuple(column.name for column in columns), 0, 0, 0)
    return {name: placed.letter(name) for name in placed.columns}
