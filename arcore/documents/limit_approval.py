"""The form for approving a credit limit (信用额度审批表), as a Word document and as a sheet; both from `approval_form`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from arcore.approval_form import ApprovalForm, Rows, grade_words
from arcore.documents.word_paper import WordPaper
from arcore.documents.workbook_style import HEADING_FILL, RULE, Paper, Stamp, cell_text, cells
from arcore.messages import Message, say
from arcore.scorecard import points_text

TITLE = say("Application for credit limit")
SIGNERS = (say("Sales"), say("Finance"), say("Legal"), say("General manager"))
HEADINGS = (say("Factor"), say("Value"), say("Step of the scale"), say("Points"), say("Most"), say("Lost"))
COLUMN, LINE = 16, 15
"""The width of a column of the sheet in digits, the height of a line in points."""

WIDTHS = (0.26, 0.2, 0.2, 0.11, 0.11, 0.12)


def document(form: ApprovalForm, stamp: Stamp) -> bytes:
    """The form in Word, two pages of A4."""
    facts = [(say("Company"), stamp.company), (say("As of"), form.as_of.isoformat()), (say("Currency"), form.currency)]
    paper = WordPaper(stamp, TITLE, facts=[(name, value) for name, value in facts if value])
    for title, rows in form.blocks[:3]:
        paper.heading(title, level=2)
        _pairs(paper, rows)
    paper.heading(say("Score"), level=2)
    paper.paragraph(grade_words(form), bold=True)
    paper.table(HEADINGS, _score(form, paper.said), widths=WIDTHS, right=(3, 4, 5))
    for sentence in form.card.overrides:
        paper.paragraph(sentence)
    paper.page_break()
    title, rows = form.blocks[3]
    paper.heading(title, level=2)
    paper.words(rows)
    paper.bullets(form.reasons)
    paper.heading(say("Application"), level=2)
    paper.words(form.request)
    paper.signatures(SIGNERS)
    return paper.bytes()


def workbook(form: ApprovalForm, stamp: Stamp) -> bytes:
    """The form as one sheet, to be filled in and printed on A4."""
    paper = Paper(stamp, TITLE)
    sheet = paper.sheet(paper.said(TITLE))
    paper.title(sheet, paper.said(TITLE), paper.facts(form.currency))
    sheet.set_portrait()
    sheet.set_column(0, 5, COLUMN)
    row = 3
    for title, rows in form.blocks[:3]:
        row = _block(paper, sheet, row, title, rows)
    row = _scores(paper, sheet, row, form)
    row = _block(paper, sheet, row, *form.blocks[3])
    row = _lines(paper, sheet, row, form.reasons)
    row = _block(paper, sheet, row, say("Application"), form.request, wide=True)
    for place, signer in enumerate(SIGNERS):
        sheet.write_string(row, place, paper.said(signer), paper.format(bold=True, bg_color=HEADING_FILL, border=1, border_color=RULE))
        sheet.write_blank(row + 1, place, None, paper.format(border=1, border_color=RULE))
    sheet.set_row(row + 1, 48)
    sheet.fit_to_pages(1, 0)
    return paper.bytes()


def _pairs(paper: WordPaper, rows: Rows) -> None:
    """Two facts a line, so that the form stays short."""
    texts = [text if isinstance(text, str) else paper.said(text) for row in rows for text in row]
    texts += [""] * (-len(texts) % 4)
    paper.grid([texts[place : place + 4] for place in range(0, len(texts), 4)], (0.2, 0.3, 0.2, 0.3))


def _score(form: ApprovalForm, said: Callable[[Message], str]) -> Iterable[list[str]]:
    for line in form.card.lines:
        words = [line.title, line.shown, line.bin]
        yield [*(said(word) for word in words), points_text(line.points), points_text(line.most), points_text(line.lost)]


def _block(paper: Paper, sheet: Any, row: int, title: Message, rows: Rows, *, wide: bool = False) -> int:
    """A title and its facts, two a line (one where `wide`); the next free row."""
    label = paper.format(bg_color=HEADING_FILL, border=1, border_color=RULE, text_wrap=True)
    value = paper.format(border=1, border_color=RULE, text_wrap=True)
    sheet.write_string(row, 0, paper.said(title), paper.format(bold=True, font_size=11))
    step = 1 if wide else 2
    for place, (name, text) in enumerate(rows):
        line, start = row + 1 + place // step, 0 if wide else 3 * (place % 2)
        sheet.write_string(line, start, cell_text(paper.said(name)), label)
        shown = cell_text(text if isinstance(text, str) else paper.said(text))
        sheet.merge_range(line, start + 1, line, 5 if wide else start + 2, shown, value)
        if wide:
            sheet.set_row(line, LINE * max(_lines_of(paper.said(name), 1), _lines_of(shown, 5)))
    return row + 2 + -(-len(rows) // step)


def _scores(paper: Paper, sheet: Any, row: int, form: ApprovalForm) -> int:
    sheet.write_string(row, 0, f"{paper.said(say('Score'))}  {paper.said(grade_words(form))}", paper.format(bold=True, font_size=11))
    for place, heading in enumerate(HEADINGS):
        sheet.write_string(row + 1, place, paper.said(heading), paper.heading(HEADING_FILL))
    body = paper.format(border=1, border_color=RULE)
    figures = paper.format(border=1, border_color=RULE, num_format="0.0#;-0.0#;0")
    for offset, line in enumerate(form.card.lines, start=row + 2):
        for place, word in enumerate((line.title, line.shown, line.bin)):
            sheet.write_string(offset, place, cell_text(paper.said(word)), body)
        sheet.write_number(offset, 3, line.points / 100, figures)
        sheet.write_number(offset, 4, line.most / 100, figures)
        sheet.write_formula(offset, 5, f"=E{offset + 1}-D{offset + 1}", figures, line.lost / 100)
    end = row + 2 + len(form.card.lines)
    total = paper.format(bold=True, border=1, border_color=RULE, num_format="0.0#;-0.0#;0")
    sheet.write_string(end, 0, paper.said(say("Total")), total)
    for place, letter in enumerate("DEF", start=3):
        done = sum(getattr(line, name) for line in form.card.lines for name in [("points", "most", "lost")[place - 3]]) / 100
        sheet.write_formula(end, place, f"=SUM({letter}{row + 3}:{letter}{end})", total, done)
    return _lines(paper, sheet, end + 1, form.card.overrides)


def _lines(paper: Paper, sheet: Any, row: int, sentences: Iterable[Message]) -> int:
    for sentence in sentences:
        text = cell_text(paper.said(sentence))
        sheet.merge_range(row, 0, row, 5, text, paper.format(text_wrap=True))
        sheet.set_row(row, LINE * _lines_of(text, 6))
        row += 1
    return row + 1


def _lines_of(text: str, columns: int) -> int:
    """How many lines a text needs across so many columns of the form."""
    return max(1, -(-cells(text) // int(COLUMN * columns * 0.95)))
