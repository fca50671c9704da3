"""A customer's credit file (信用档案): gathered once, printed as a Word document here and as a workbook beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from arcore import customer_file, desk, habits, timeline
from arcore.books import Books
from arcore.documents.word_paper import WordPaper
from arcore.documents.workbook_style import Stamp, unit_label
from arcore.exposure import Position
from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.money import shown
from arcore.policy import Policy
from arcore.registers import REGISTERS, Register
from arcore.registers.frames import known_at, of_customer
from arcore.registers.words import label, said
from arcore.registers_at import registers_at
from arcore.scorecard import GRADE_WORDS, Card, card
from arcore.tie_out import Proof

DOCUMENTS_SHOWN, PAYMENTS_SHOWN, EVENTS_SHOWN = 40, 25, 25
"""So many of the newest in the Word document; the workbook has all."""


@dataclass(frozen=True)
class CreditFile:
    """Everything the file says of one customer at one date, in the customer's currency."""

    position: Position
    answer: Message
    basic: Sequence[tuple[str, str]]
    agreed: Sequence[tuple[str, str]]
    card: Card
    habits: habits.PaymentHabits
    transactions: pd.DataFrame
    payments: pd.DataFrame
    registers: Sequence[tuple[Register, pd.DataFrame]]
    timeline: pd.DataFrame
    proofs: Sequence[Proof]

    @property
    def currency(self) -> str:
        """The currency of its limit."""
        return self.position.currency


def gather(books: Books, position: Position, scored: pd.DataFrame, policy: Policy, as_of: dt.date, lang: Language) -> CreditFile:
    """The file of the customer of `position`; `scored` from `scorecard.score`."""
    key, currency = position.customer_key, position.currency
    paying = habits.payment_habits(books, key, currency, as_of)
    rows = registers_at(books, as_of)
    kept = [(register, known_at(of_customer(rows[name], key), register, as_of)) for name, register in REGISTERS.items()]
    row: Mapping[Any, Any] = dict(scored[scored["customer_key"] == key].iloc[0])
    mine = desk.balances_at(customer_file.of_customer(books, key), as_of)
    return CreditFile(
        position=position,
        answer=customer_file.answer(position, paying, "unit"),
        basic=customer_file.basic(books, key, as_of, lang),
        agreed=customer_file.agreed(books, key, as_of, currency, lang),
        card=card(row, policy.scores),
        habits=paying,
        transactions=customer_file.transactions(books, key, as_of),
        payments=customer_file.payments(books, key, as_of),
        registers=[(register, rows) for register, rows in kept if len(rows)],
        timeline=timeline.as_rows(timeline.timeline(books, key, as_of, currency), lang, currency),
        proofs=desk.aged(mine, policy.aging.scheme, policy.aging.basis).proofs,
    )


def credit_words(file: CreditFile, lang: Language) -> list[tuple[str, str]]:
    """Limit, exposure and what is left, after what was agreed."""
    position = file.position
    amounts = (
        (say("Open balance"), position.open),
        (say("Overdue"), position.overdue),
        (say("Unapplied receipts"), position.unapplied),
        (say("Exposure"), position.exposure),
        (say("Headroom"), position.headroom),
    )
    known = [(name.text(lang), shown(value, file.currency, lang=lang)) for name, value in amounts if value is not None]
    oldest = [(say("Oldest overdue (days)").text(lang), str(position.oldest_overdue_days))] if position.oldest_overdue_days else []
    return [*file.agreed, *known, *oldest]


def document(file: CreditFile, stamp: Stamp) -> bytes:
    """The file as a Word document."""
    lang = stamp.lang
    facts = [
        (say("Customer"), file.position.customer_name),
        (say("As of"), stamp.as_of.isoformat()),
        (say("Unit"), unit_label("unit", file.currency).text(lang)),
    ]
    paper = WordPaper(stamp, say("Customer credit file"), facts=facts)
    paper.paragraph(file.answer)
    paper.heading(say("1. Basic data"))
    paper.words(file.basic)
    paper.heading(say("2. Credit"))
    paper.words(credit_words(file, lang))
    paper.bullets(file.position.reasons)
    _scorecard(paper, file)
    paper.heading(say("3. How they pay"))
    paper.bullets(file.habits.sentences)
    _transactions(paper, file)
    _payments(paper, file)
    _registers(paper, file)
    _timeline(paper, file)
    for proof in file.proofs:
        paper.paragraph(proof.sentence("unit"))
    paper.signatures([say("Prepared by"), say("Checked by"), say("Approved by")])
    return paper.bytes()


def _scorecard(paper: WordPaper, file: CreditFile) -> None:
    paper.heading(say("Scorecard: {grade}", grade=GRADE_WORDS[file.card.grade]), level=2)
    paper.paragraph(file.card.total)
    lines = [(paper.said(line.title), paper.said(line.shown), paper.said(line.bin), f"{line.points / 100:g}") for line in file.card.lines]
    heads = [say("Factor"), say("Value"), say("Level reached"), say("Points")]
    paper.table(heads, lines, widths=(0.36, 0.2, 0.3, 0.14), right=(3,))
    paper.bullets([*file.card.overrides, *file.card.reasons[:3]])


def _transactions(paper: WordPaper, file: CreditFile) -> None:
    rows = file.transactions
    paper.heading(say("4. Transactions"))
    paper.paragraph(say("{count} documents; the newest {shown} are listed.", count=len(rows), shown=min(len(rows), DOCUMENTS_SHOWN)))
    heads = [
        say("Document No."),
        say("Date"),
        say("Due date"),
        say("Amount"),
        say("Open balance"),
        say("Settled on"),
        say("Paid late by (days)"),
    ]
    body = [
        (
            str(row["document_no"]),
            _day(row["document_date"]),
            _day(row["due_date"]),
            shown(int(row["amount"]), str(row["currency"])),
            shown(int(row["open"]), str(row["currency"])),
            _day(row["settled_on"]),
            _whole(row["days_late"]),
        )
        for row in rows.head(DOCUMENTS_SHOWN).to_dict("records")
    ]
    paper.table(heads, body, widths=(0.16, 0.15, 0.15, 0.15, 0.15, 0.15, 0.09), right=(3, 4, 6))


def _payments(paper: WordPaper, file: CreditFile) -> None:
    rows = file.payments
    paper.heading(say("5. Payments"))
    paper.paragraph(say("{count} receipts; the newest {shown} are listed.", count=len(rows), shown=min(len(rows), PAYMENTS_SHOWN)))
    heads = [say("Receipt No."), say("Date"), say("Amount"), say("Unapplied"), say("Paid late by (days)"), say("Documents")]
    body = [
        (
            _text(row["receipt_no"]),
            _day(row["receipt_date"]),
            shown(int(row["amount"]), str(row["currency"])),
            shown(int(row["unapplied"]), str(row["currency"])),
            _whole(row["days_late"]),
            _text(row["documents"]),
        )
        for row in rows.head(PAYMENTS_SHOWN).to_dict("records")
    ]
    paper.table(heads, body, widths=(0.18, 0.15, 0.16, 0.13, 0.09, 0.29), right=(2, 3, 4))


def _registers(paper: WordPaper, file: CreditFile) -> None:
    paper.heading(say("6. Registers"))
    if not file.registers:
        paper.paragraph(say("Nothing has been recorded by hand."))
    for register, rows in file.registers:
        paper.heading(register.title, level=2)
        body = [
            (
                said(register.field(register.dated), row[register.dated], file.currency, paper.stamp.lang),
                _register_line(register, row, paper),
            )
            for row in rows.to_dict("records")
        ]
        paper.table([register.field(register.dated).column.title, say("Record")], body, widths=(0.2, 0.8))


def _register_line(register: Register, row: Mapping[Any, Any], paper: WordPaper) -> str:
    """A register's row as one paragraph: its label, then every other field that is filled in."""
    lang = paper.stamp.lang
    code = row.get("currency")
    currency = code if isinstance(code, str) else "CNY"
    words = [
        (field.heading(lang), said(field, row[field.name], currency, lang))
        for field in register.fields
        if field.name not in (*register.label, register.dated)
    ]
    colon, comma = ("：", "；") if lang == "zh" else (": ", "; ")
    rest = comma.join(f"{name}{colon}{value}" for name, value in words if value)
    named = label(register, {str(name): value for name, value in row.items()}, lang, currency)
    return f"{named}\n{rest}" if rest else named


def _timeline(paper: WordPaper, file: CreditFile) -> None:
    rows = file.timeline[file.timeline["who"].ne("") | file.timeline["amount"].isna()]
    paper.heading(say("7. Changes and events"))
    if not len(rows):
        paper.paragraph(say("Nothing has changed since the first import."))
        return
    body = [(_day(row["day"]), str(row["kind"]), str(row["what"]), str(row["who"])) for row in rows.head(EVENTS_SHOWN).to_dict("records")]
    paper.table([say("Date"), say("Kind"), say("Details"), say("Recorded by")], body, widths=(0.15, 0.2, 0.49, 0.16))


def _day(value: Any) -> str:
    return "" if pd.isna(value) else f"{value:%Y-%m-%d}"


def _whole(value: Any) -> str:
    return "" if pd.isna(value) else str(int(value))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
