"""The form for approving a write-off (坏账核销审批表) in Word, to be printed, signed and filed with its evidence."""

from __future__ import annotations

from arcore.documents.word_paper import WordPaper
from arcore.documents.workbook_style import Stamp
from arcore.messages import say
from arcore.write_off_form import WriteOffForm

TITLE = say("Approval of a bad-debt write-off")
SIGNERS = (say("Proposed by"), say("Sales"), say("Finance"), say("Approved or refused by"))


def document(form: WriteOffForm, stamp: Stamp) -> bytes:
    """The form on a page or two of A4."""
    facts = [(say("Company"), stamp.company), (say("As of"), stamp.as_of.isoformat())]
    paper = WordPaper(stamp, TITLE, facts=[(name, value) for name, value in facts if value])
    (debt_title, debt), (asked_title, asked) = form.blocks
    paper.heading(debt_title, level=2)
    texts = [text if isinstance(text, str) else paper.said(text) for row in debt for text in row]
    paper.grid([texts[place : place + 4] for place in range(0, len(texts), 4)], (0.2, 0.3, 0.2, 0.3))
    paper.heading(asked_title, level=2)
    paper.words(asked)
    paper.heading(say("Evidence list"), level=2)
    marks = {True: say("☑ at hand"), False: say("☐ missing")}
    rows = [(str(number), name, paper.said(marks[there]), "") for number, (name, there) in enumerate(form.evidence, 1)]
    headings = (say("No."), say("Evidence"), say("State"), say("Pages or where it is kept"))
    paper.table(headings, rows, widths=(0.08, 0.47, 0.17, 0.28))
    paper.heading(say("Tax deduction"), level=2)
    paper.paragraph(form.tax)
    paper.heading(say("Decision"), level=2)
    paper.paragraph(form.decides)
    paper.paragraph(say("☐ Approved    ☐ Refused    Reason:"))
    paper.signatures(SIGNERS)
    return paper.bytes()
