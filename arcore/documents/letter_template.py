"""The Word templates of letters that ask for payment: our own in each tone, and what a replacement must hold."""

from __future__ import annotations

import datetime as dt
from functools import cache

from docx.enum.text import WD_ALIGN_PARAGRAPH

from arcore.documents.word_paper import WordPaper
from arcore.documents.word_template import Form, account, done, each, rows, text_of, when
from arcore.documents.workbook_style import Stamp
from arcore.i18n import Language
from arcore.letters.forbidden import Finding, findings
from arcore.letters.tones import PAPER_TITLES, Tone
from arcore.messages import Message, say

FORM = Form(
    say("a letter"),
    {
        "company": say("our company's full name"),
        "customer": say("the customer's full name"),
        "customer_id": say("the customer's number"),
        "number": say("the letter's number"),
        "dated": say("the day of the letter"),
        "as_of": say("the day the figures are as of"),
        "currency": say("the currency"),
        "amount": say("the amount asked for"),
        "amount_words": say("the amount in Chinese words"),
        "count": say("number of documents"),
        "days": say("days past due of the oldest document"),
        "deadline": say("the last day to pay"),
        "opening": say("the sentences above the list, one by one"),
        "items": say("documents: number, contract, date, due, days, amount"),
        "request": say("the sentences that ask for payment, one by one"),
        "excluded": say("what is not asked for: number, amount, why"),
        "excluded_words": say("the sentence above that list"),
        "unapplied": say("the sentence on money not yet assigned, or nothing"),
        "payee": say("account holder"),
        "bank": say("bank"),
        "account": say("account number"),
        "contacts": say("contact lines: label, value"),
        "closing": say("the sentences on what follows, one by one"),
        "interest": say("late-payment interest, or nothing where it is not asked for"),
        "interest_items": say("the interest's calculation: number, first, last, days, principal, rate, basis, amount"),
        "interest_rule": say("the rule that the interest follows"),
        "total": say("amount and interest together"),
        "slip": say("the lines of the receipt slip, one by one"),
    },
    ("company", "customer", "amount", "deadline", "items", "account", "contacts"),
)


def wording_of(content: bytes) -> tuple[Finding, ...]:
    """Forbidden wording in a template or a letter; Unusable where it is no Word file."""
    return findings(text_of(content))


@cache
def own(tone: Tone, lang: Language) -> bytes:
    """Our own template, to use as it is or to change in Word."""
    facts = [(say("Letter No."), "{{ number }}"), (say("Date of letter"), "{{ dated }}")]
    paper = WordPaper(Stamp("{{ company }}", dt.date(2026, 1, 1), lang), PAPER_TITLES[tone], facts=facts)
    paper.paragraph(say("To: {customer}", customer="{{ customer }}"), bold=True)
    each(paper, "sentence", "opening", "{{ sentence }}", indent=True)
    heads = (say("Document No."), say("Contract No."), say("Date"), say("Due date"), say("Days overdue"), say("Amount to pay"))
    fields = ("number", "contract", "date", "due", "days", "amount")
    total = (paper.said(say("Total ({currency})", currency="{{ currency }}")), "", "", "", "", "{{ amount }}")
    rows(paper, heads, "item", "items", fields, (0.2, 0.17, 0.15, 0.15, 0.14, 0.19), (4, 5), total)
    _left_out(paper)
    each(paper, "sentence", "request", "{{ sentence }}", indent=True)
    account(paper, (say("Pay by"), "{{ deadline }}"))
    each(paper, "sentence", "closing", "{{ sentence }}", indent=True)
    paper.paragraph(say("{company} (seal)", company="{{ company }}"), align=WD_ALIGN_PARAGRAPH.RIGHT, keep=True)
    paper.paragraph("{{ dated }}", align=WD_ALIGN_PARAGRAPH.RIGHT)
    if tone != "gentle":
        _slip(paper)
    _appendix(paper)
    return paper.bytes()


def _left_out(paper: WordPaper) -> None:
    when(paper, "excluded")
    paper.paragraph("{{ excluded_words }}", indent=True, keep=True)
    heads = (say("Document No."), say("Not included"), say("Reason"))
    rows(paper, heads, "each", "excluded", ("number", "amount", "why"), (0.3, 0.25, 0.45), (1,))
    done(paper)
    when(paper, "unapplied")
    paper.paragraph("{{ unapplied }}", indent=True)
    done(paper)


def _slip(paper: WordPaper) -> None:
    when(paper, "slip")
    paper.rule()
    paper.paragraph(say("Receipt slip"), bold=True, keep=True)
    each(paper, "line", "slip", "{{ line }}", keep=True)
    done(paper)


def _appendix(paper: WordPaper) -> None:
    when(paper, "interest")
    paper.page_break()
    paper.heading(say("Appendix: calculation of late-payment interest"))
    paper.paragraph("{{ interest_rule }}")
    heads: tuple[Message, ...] = (
        say("Document No."), say("From day"), say("To day"), say("Days"), say("Principal"), say("Rate a day"), say("Interest"),
        say("Basis"),
    )  # fmt: skip
    fields = ("number", "first", "last", "days", "principal", "rate", "amount", "basis")
    total = (paper.said(say("Total")), "", "", "", "", "", "{{ interest }}", "")
    rows(paper, heads, "part", "interest_items", fields, (0.15, 0.12, 0.12, 0.07, 0.14, 0.12, 0.12, 0.16), (3, 4, 5, 6), total, size=8)
    paper.paragraph(say("Amount and interest together: {total} {currency}", total="{{ total }}", currency="{{ currency }}"), bold=True)
    done(paper)
