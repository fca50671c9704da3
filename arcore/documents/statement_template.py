"""The Word template of a statement: our own, and what a replacement must hold so that nothing is missing from a statement."""

from __future__ import annotations

import datetime as dt
from functools import cache

from docx.enum.text import WD_ALIGN_PARAGRAPH

from arcore.documents.word_paper import WordPaper
from arcore.documents.word_template import Form, account, done, each, rows, when
from arcore.documents.workbook_style import Stamp
from arcore.i18n import Language
from arcore.messages import Message, say

PLACEHOLDERS: dict[str, Message] = {
    "company": say("our company's full name"),
    "customer": say("the customer's full name"),
    "customer_id": say("the customer's number"),
    "number": say("the statement's number"),
    "period_from": say("first day of the period"),
    "as_of": say("last day of the period"),
    "dated": say("last day of the period, in full"),
    "currency": say("the currency"),
    "opening": say("opening balance"),
    "closing": say("closing balance"),
    "closing_words": say("closing balance in Chinese words"),
    "overdue": say("overdue amount"),
    "disputed": say("amount in dispute"),
    "paragraphs": say("the sentences of the letter, one by one"),
    "detail": say("whether movements are listed"),
    "lines": say("movements: date, number, kind, reference, debit, credit, balance"),
    "subtotals": say("sums by kind: label, amount"),
    "open_items": say("open items: date, number, amount, open, due, days, remark"),
    "aging": say("debts by age: label, amount"),
    "disputes": say("documents in dispute: number, open, amount"),
    "unapplied": say("receipts not applied: date, number, amount"),
    "payee": say("account holder"),
    "bank": say("bank"),
    "account": say("account number"),
    "contacts": say("contact lines: label, value"),
    "reply_by": say("last day to reply"),
    "reply": say("the lines of the reply slip"),
}
REQUIRED = ("company", "customer", "as_of", "closing", "account", "reply")


FORM = Form(say("a statement"), PLACEHOLDERS, REQUIRED)


@cache
def own(lang: Language) -> bytes:
    """Our own template, to use as it is or to change in Word."""
    paper = WordPaper(
        Stamp("{{ company }}", dt.date(2026, 1, 1), lang), say("Statement of Account"), facts=[(say("Statement No."), "{{ number }}")]
    )
    paper.paragraph(say("To: {customer}", customer="{{ customer }}"), bold=True)
    each(paper, "sentence", "paragraphs", "{{ sentence }}", indent=True)
    figures = (
        (say("As of"), "{{ as_of }}"),
        (say("Opening balance"), "{{ opening }}"), (say("Closing balance"), "{{ closing }}"), (say("Of which overdue"), "{{ overdue }}"),
        (say("Of which in dispute"), "{{ disputed }}"), (say("Currency"), "{{ currency }}"),
    )  # fmt: skip
    in_words = ((say("In words"), "{{ closing_words }}"),) if lang == "zh" else ()
    paper.words((*figures, *in_words))
    when(paper, "detail")
    paper.heading(say("Movements"), level=2)
    heads = (say("Date"), say("Document No."), say("Type of line"), say("Charged (debit)"), say("Paid (credit)"), say("Balance"))
    rows(
        paper,
        heads,
        "line",
        "lines",
        ("date", "number", "kind", "debit", "credit", "balance"),
        (0.15, 0.2, 0.12, 0.18, 0.17, 0.18),
        (3, 4, 5),
    )
    rows(paper, (say("Sum of this kind"), say("Amount")), "each", "subtotals", ("label", "amount"), (0.7, 0.3), (1,))
    done(paper)
    paper.heading(say("Open items"), level=2)
    item_heads = (say("Date"), say("Document No."), say("Amount"), say("Still open"), say("Due date"), say("Days overdue"), say("Remark"))
    fields = ("date", "number", "amount", "open", "due", "days", "remark")
    rows(paper, item_heads, "item", "open_items", fields, (0.14, 0.18, 0.16, 0.16, 0.14, 0.1, 0.12), (2, 3, 5))
    rows(paper, (say("By days past due"), say("Amount")), "age", "aging", ("label", "amount"), (0.7, 0.3), (1,))
    when(paper, "disputes")
    paper.heading(say("Items in dispute"), level=2)
    dispute_heads = (say("Document No."), say("Still open"), say("Amount in dispute"))
    rows(paper, dispute_heads, "dispute", "disputes", ("number", "open", "amount"), (0.4, 0.3, 0.3), (1, 2))
    done(paper)
    when(paper, "unapplied")
    paper.heading(say("Receipts not yet applied, advances"), level=2)
    rows(
        paper, (say("Date"), say("Receipt No."), say("Amount")), "receipt", "unapplied", ("date", "number", "amount"), (0.2, 0.5, 0.3), (2,)
    )
    done(paper)
    paper.heading(say("Account to pay to"), level=2)
    account(paper)
    paper.paragraph(say("{company} (finance seal)", company="{{ company }}"), align=WD_ALIGN_PARAGRAPH.RIGHT, keep=True)
    paper.paragraph("{{ dated }}", align=WD_ALIGN_PARAGRAPH.RIGHT)
    paper.rule()
    paper.paragraph(say("Reply"), bold=True, keep=True)
    each(paper, "slip", "reply", "{{ slip }}", keep=True)
    return paper.bytes()
