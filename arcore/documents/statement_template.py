"""The Word template of a statement: our own, and what a replacement must hold so that nothing is missing from a statement.

A placeholder stands as {{ name }}; a row that repeats stands between {%tr for line in lines %} and {%tr endfor %} (docxtpl).
"""

from __future__ import annotations

import datetime as dt
import io
from functools import cache
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from arcore.documents.word_paper import WordPaper
from arcore.documents.workbook_style import Stamp
from arcore.i18n import Language
from arcore.intake.archive import open_archive
from arcore.messages import Message, Unusable, say

LARGEST = 5 * 2**20
PLACEHOLDERS: dict[str, Message] = {
    "company": say("our company's full name"),
    "customer": say("the customer's full name"),
    "customer_id": say("the customer's number"),
    "number": say("the statement's number"),
    "period_from": say("first day of the period"),
    "as_of": say("last day of the period"),
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
    "unapplied": say("receipts not applied: date, number, amount"),
    "payee": say("account holder"),
    "bank": say("bank"),
    "account": say("account number"),
    "contacts": say("contact lines: label, value"),
    "reply_by": say("last day to reply"),
    "reply": say("the lines of the reply slip"),
}
REQUIRED = ("company", "customer", "as_of", "closing", "account", "reply")


@cache
def environment() -> SandboxedEnvironment:
    """Templates may only print what they are given; what a customer is called stays text."""
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def check(content: bytes, name: str) -> None:
    """Raises Unusable with what is missing, unknown or broken in a template that somebody wants to use."""
    if len(content) > LARGEST:
        raise Unusable(say("{file} is larger than {most} MB; a template is text, not pictures.", file=name, most=LARGEST // 2**20))
    archive = open_archive(content, name)
    if "word/document.xml" not in archive.namelist():
        raise Unusable(say("{file} is not a Word document (.docx). Save it from Word as .docx.", file=name))
    try:
        used = DocxTemplate(io.BytesIO(content)).get_undeclared_template_variables(environment())
    except TemplateError as fault:
        raise Unusable(say("{file}: a placeholder is not written as it must be ({fault}).", file=name, fault=fault.message or "")) from None
    except (ValueError, KeyError, SyntaxError) as fault:
        raise Unusable(say("{file} cannot be opened as a Word document: {fault}.", file=name, fault=str(fault)[:120])) from None
    if missing := [placeholder for placeholder in REQUIRED if placeholder not in used]:
        words = {"file": name, "name": "{{ " + missing[0] + " }}", "meaning": PLACEHOLDERS[missing[0]]}
        raise Unusable(say("{file} lacks the placeholder {name}: {meaning}.", **words))
    if unknown := sorted(used - PLACEHOLDERS.keys()):
        raise Unusable(say("{file} asks for {name}, which a statement does not have.", file=name, name="{{ " + unknown[0] + " }}"))


def rendered(template: bytes, values: dict[str, Any]) -> bytes:
    """The template with its placeholders filled. Raises Unusable where the template asks for something in a wrong way."""
    document = DocxTemplate(io.BytesIO(template))
    try:
        document.render(values, environment())
    except TemplateError as fault:
        raise Unusable(say("The statement template cannot be filled in: {fault}.", fault=fault.message or "")) from None
    memory = io.BytesIO()
    document.save(memory)
    return memory.getvalue()


@cache
def own(lang: Language) -> bytes:
    """Our own template, to use as it is or to change in Word."""
    paper = WordPaper(
        Stamp("{{ company }}", dt.date(2026, 1, 1), lang), say("Statement of Account"), facts=[(say("Statement No."), "{{ number }}")]
    )
    paper.paragraph("{{ customer }}" + ("：" if lang == "zh" else ":"), bold=True)
    _each(paper, "sentence", "paragraphs", "{{ sentence }}")
    figures = (
        (say("Opening balance"), "{{ opening }}"), (say("Closing balance"), "{{ closing }}"), (say("Of which overdue"), "{{ overdue }}"),
        (say("Of which in dispute"), "{{ disputed }}"), (say("Currency"), "{{ currency }}"),
    )  # fmt: skip
    in_words = ((say("In words"), "{{ closing_words }}"),) if lang == "zh" else ()
    paper.words((*figures, *in_words))
    paper.paragraph("{%p if detail %}")
    paper.heading(say("Movements"), level=2)
    heads = (say("Date"), say("Document No."), say("Type of line"), say("Charged (debit)"), say("Paid (credit)"), say("Balance"))
    _rows(
        paper,
        heads,
        "line",
        "lines",
        ("date", "number", "kind", "debit", "credit", "balance"),
        (0.15, 0.2, 0.12, 0.18, 0.17, 0.18),
        (3, 4, 5),
    )
    _rows(paper, (say("Sum of this kind"), say("Amount")), "each", "subtotals", ("label", "amount"), (0.7, 0.3), (1,))
    paper.paragraph("{%p endif %}")
    paper.heading(say("Open items"), level=2)
    item_heads = (say("Date"), say("Document No."), say("Amount"), say("Still open"), say("Due date"), say("Days overdue"), say("Remark"))
    fields = ("date", "number", "amount", "open", "due", "days", "remark")
    _rows(paper, item_heads, "item", "open_items", fields, (0.15, 0.19, 0.16, 0.16, 0.15, 0.08, 0.11), (2, 3, 5))
    _rows(paper, (say("By days past due"), say("Amount")), "age", "aging", ("label", "amount"), (0.7, 0.3), (1,))
    paper.paragraph("{%p if unapplied %}")
    paper.heading(say("Receipts not yet applied, advances"), level=2)
    _rows(
        paper, (say("Date"), say("Receipt No."), say("Amount")), "receipt", "unapplied", ("date", "number", "amount"), (0.2, 0.5, 0.3), (2,)
    )
    paper.paragraph("{%p endif %}")
    paper.heading(say("Account to pay to"), level=2)
    account = ((say("Account holder"), "{{ payee }}"), (say("Bank"), "{{ bank }}"), (say("Account number"), "{{ account }}"))
    paper.words(account)
    _each(paper, "contact", "contacts", "{{ contact.label }}  {{ contact.value }}")
    paper.paragraph("{{ company }}" + paper.said(say("(finance seal)    {date}", date="{{ as_of }}")))
    paper.heading(say("Reply"), level=2)
    _each(paper, "slip", "reply", "{{ slip }}")
    return paper.bytes()


def _each(paper: WordPaper, name: str, values: str, text: str) -> None:
    paper.paragraph(f"{{%p for {name} in {values} %}}")
    paper.paragraph(text)
    paper.paragraph("{%p endfor %}")


def _rows(
    paper: WordPaper,
    heads: tuple[Message, ...],
    name: str,
    values: str,
    fields: tuple[str, ...],
    widths: tuple[float, ...],
    right: tuple[int, ...],
) -> None:
    """A table of which the middle row repeats."""
    blank = [""] * (len(fields) - 1)
    body = [f"{{{{ {name}.{field} }}}}" for field in fields]
    rows = [[f"{{%tr for {name} in {values} %}}", *blank], body, ["{%tr endfor %}", *blank]]
    paper.table(heads, rows, widths=widths, right=right)
