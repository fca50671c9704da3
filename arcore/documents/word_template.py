"""Word templates that users may replace: what one must hold, and filling it in.

A placeholder stands as {{ name }}; a row that repeats stands between {%tr for line in lines %} and {%tr endfor %} (docxtpl).
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from arcore.documents.word_paper import WordPaper
from arcore.intake.archive import open_archive
from arcore.messages import Message, Unusable, say

LARGEST = 5 * 2**20


@dataclass(frozen=True)
class Form:
    """What the templates of one kind of paper may and must name."""

    paper: Message
    placeholders: Mapping[str, Message]
    required: tuple[str, ...]


@cache
def environment() -> SandboxedEnvironment:
    """Templates may only print what they are given; what a customer is called stays text."""
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def check(content: bytes, name: str, form: Form) -> None:
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
    if missing := [placeholder for placeholder in form.required if placeholder not in used]:
        words = {"file": name, "name": "{{ " + missing[0] + " }}", "meaning": form.placeholders[missing[0]]}
        raise Unusable(say("{file} lacks the placeholder {name}: {meaning}.", **words))
    if unknown := sorted(used - form.placeholders.keys()):
        raise Unusable(
            say("{file} asks for {name}, which {paper} does not have.", file=name, name="{{ " + unknown[0] + " }}", paper=form.paper)
        )


def rendered(template: bytes, values: dict[str, Any]) -> bytes:
    """The template with its placeholders filled. Raises Unusable where the template asks for something in a wrong way."""
    document = DocxTemplate(io.BytesIO(template))
    try:
        document.render(values, environment())
    except TemplateError as fault:
        raise Unusable(say("The template cannot be filled in: {fault}.", fault=fault.message or "")) from None
    memory = io.BytesIO()
    document.save(memory)
    return memory.getvalue()


def text_of(content: bytes) -> str:
    """Everything a Word file says: paragraphs, tables, heads and feet of its pages, one a line. Raises Unusable where it is none."""
    try:
        document = Document(io.BytesIO(content))
    except (ValueError, KeyError, SyntaxError, BadZipFile, PackageNotFoundError) as fault:
        raise Unusable(say("{file} cannot be opened as a Word document: {fault}.", file="docx", fault=str(fault)[:120])) from None
    parts: list[Any] = [document, *(part for section in document.sections for part in (section.header, section.footer))]
    return "\n".join(line for part in parts for line in _lines(part))


def _lines(part: Any) -> list[str]:
    found = []
    for block in part.iter_inner_content():
        if hasattr(block, "rows"):
            found += [line for row in block.rows for cell in row.cells for line in _lines(cell)]
        else:
            found.append(block.text)
    return found


def each(paper: WordPaper, name: str, values: str, text: str, **style: Any) -> None:
    """A paragraph for every one of the values."""
    paper.paragraph(f"{{%p for {name} in {values} %}}")
    paper.paragraph(text, **style)
    paper.paragraph("{%p endfor %}")


def contact_line(paper: WordPaper) -> None:
    """The contacts in one line."""
    between = "{% if not loop.last %}  ·  {% endif %}"
    paper.paragraph("{% for contact in contacts %}{{ contact.label }} {{ contact.value }}" + between + "{% endfor %}")


def account(paper: WordPaper, *more: tuple[Message, str]) -> None:
    """The account to pay to, what else belongs to paying, and the contacts below."""
    lines = ((say("Account holder"), "{{ payee }}"), (say("Bank"), "{{ bank }}"), (say("Account number"), "{{ account }}"))
    paper.words((*lines, *more), first=0.2, keep=True)
    contact_line(paper)


def when(paper: WordPaper, name: str) -> None:
    """What follows up to `done` stands only where the value is there."""
    paper.paragraph(f"{{%p if {name} %}}")


def done(paper: WordPaper) -> None:
    """The end of `when`."""
    paper.paragraph("{%p endif %}")


def rows(
    paper: WordPaper,
    heads: tuple[Message, ...],
    name: str,
    values: str,
    fields: tuple[str, ...],
    widths: tuple[float, ...],
    right: tuple[int, ...],
    total: tuple[str, ...] = (),
    **style: Any,
) -> None:
    """A table of which the middle row repeats; `total` is its last row."""
    blank = [""] * (len(fields) - 1)
    body = [f"{{{{ {name}.{field} }}}}" for field in fields]
    repeated = [[f"{{%tr for {name} in {values} %}}", *blank], body, ["{%tr endfor %}", *blank]]
    paper.table(heads, [*repeated, *([total] if total else [])], widths=widths, right=right, total=bool(total), **style)
