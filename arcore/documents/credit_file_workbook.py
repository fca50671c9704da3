"""A customer's credit file as a workbook: a cover with the answer, then every document, payment, register row and event."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from arcore.documents.columns import Described, Style, described, write_table
from arcore.documents.credit_file import CreditFile, credit_words
from arcore.documents.workbook_style import RULE, Paper, Stamp, cell_text
from arcore.messages import Message, say
from arcore.registers import Register
from arcore.registers.words import in_words
from arcore.schema import Kind
from arcore.timeline import KIND_TITLES

HEADER = 3
STYLES: dict[Kind, Style] = {Kind.MONEY: "money", Kind.DATE: "date", Kind.INTEGER: "integer"}

DOCUMENTS: Described = (
    ("document_no", say("Document No."), "text"),
    ("kind", say("Kind"), "label"),
    ("document_date", say("Date"), "date"),
    ("due_date", say("Due date"), "date"),
    ("currency", say("Currency"), "label"),
    ("amount", say("Amount"), "money"),
    ("open", say("Open balance"), "money"),
    ("settled_on", say("Settled on"), "date"),
    ("days_late", say("Paid late by (days)"), "integer"),
    ("receipts", say("Paid by"), "text"),
    ("term_text", say("Payment terms"), "text"),
)
PAYMENTS: Described = (
    ("receipt_no", say("Receipt No."), "text"),
    ("receipt_date", say("Date"), "date"),
    ("currency", say("Currency"), "label"),
    ("amount", say("Amount"), "money"),
    ("applied", say("Applied so far"), "money"),
    ("unapplied", say("Unapplied"), "money"),
    ("days_late", say("Paid late by (days)"), "integer"),
    ("documents", say("Documents"), "text"),
    ("payer_name", say("Payer"), "text"),
    ("method", say("Paid through"), "text"),
)
EVENTS: Described = (
    ("day", say("Date"), "date"),
    ("kind", say("Kind"), "label"),
    ("what", say("Details"), "text"),
    ("currency", say("Currency"), "label"),
    ("amount", say("Amount"), "money"),
    ("who", say("Recorded by"), "text"),
)


def build(file: CreditFile, stamp: Stamp) -> bytes:
    """The workbook's bytes."""
    paper = Paper(stamp, say("Customer credit file"))
    _cover(paper, file)
    kinds = {name: title.text(stamp.lang) for name, title in KIND_TITLES.items()}
    documents = file.transactions.assign(kind=file.transactions["kind"].map(kinds))
    _table(paper, file, say("Transactions"), DOCUMENTS, documents)
    _table(paper, file, say("Payments"), PAYMENTS, file.payments)
    for register, rows in file.registers:
        _register(paper, file, register, rows)
    _table(paper, file, say("Timeline"), EVENTS, file.timeline)
    return paper.bytes()


def _cover(paper: Paper, file: CreditFile) -> None:
    """The answer, who it is, credit, scorecard, habits, and the proof."""
    sheet = paper.sheet(paper.said(say("Credit file")), landscape=False)
    title = say("Credit file of {customer} as of {date}", customer=file.position.customer_name, date=paper.stamp.as_of.isoformat())
    paper.title(sheet, paper.said(title), paper.facts(file.currency))
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 74)
    row = 3
    wrapped = paper.format(text_wrap=True, valign="top")
    blocks: list[tuple[Message, Sequence[tuple[str, str]]]] = [
        (say("Basic data"), file.basic),
        (say("Credit standing"), credit_words(file, paper.stamp.lang)),
        (
            say("Scorecard"),
            [
                (paper.said(say("Grade")), f"{file.card.grade} · {paper.said(file.card.total)}"),
                *(
                    (paper.said(line.title), f"{paper.said(line.shown)} · {line.points / 100:g} / {line.most / 100:g}")
                    for line in file.card.lines
                ),
            ],
        ),
    ]
    sentences = [file.answer, *file.position.reasons, *file.card.overrides, *file.habits.sentences]
    blocks.insert(0, (say("In short"), [("", paper.said(sentence)) for sentence in sentences]))
    blocks.append((say("Tie-out"), [("", paper.said(proof.sentence("unit"))) for proof in file.proofs]))
    for heading, pairs in blocks:
        sheet.write_string(row, 0, paper.said(heading), paper.format(bold=True, bottom=1, bottom_color=RULE))
        sheet.write_blank(row, 1, None, paper.format(bottom=1, bottom_color=RULE))
        for name, value in pairs:
            row += 1
            sheet.write_string(row, 0, cell_text(name), paper.format(font_color="#5A6673", valign="top"))
            sheet.write_string(row, 1, cell_text(value), wrapped)
        row += 2


def _table(paper: Paper, file: CreditFile, title: Message, columns: Described, rows: pd.DataFrame) -> None:
    sheet = paper.sheet(paper.said(title))
    words = say("{title} of {customer} as of {date}", title=title, customer=file.position.customer_name, date=paper.stamp.as_of.isoformat())
    paper.title(sheet, paper.said(words), paper.facts(file.currency))
    write_table(paper, sheet, HEADER, described(paper, rows, columns), file.currency)
    sheet.freeze_panes(HEADER + 1, 1)


def _register(paper: Paper, file: CreditFile, register: Register, rows: pd.DataFrame) -> None:
    """A register's rows, without the columns nobody filled in."""
    worded = in_words(rows, register, paper.stamp.lang)
    columns = [
        (field.name, field.column.title, STYLES.get(field.kind, "text")) for field in register.fields if rows[field.name].notna().any()
    ]
    _table(paper, file, register.title, [*columns, ("recorded_by", say("Recorded by"), "text")], worded)
