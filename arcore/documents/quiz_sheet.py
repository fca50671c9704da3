"""A quiz on paper: the questions with boxes to tick, and on a page of its own the answers with the rules they follow from."""

from __future__ import annotations

from collections.abc import Sequence

from arcore.documents.word_paper import WordPaper
from arcore.documents.workbook_style import Stamp
from arcore.messages import Message, say
from arcore.training.quiz import Question

LETTERS = "ABCD"


def build(asked: Sequence[Question], *, topic: Message, version: int, seed: int, pass_percent: int, stamp: Stamp) -> bytes:
    """The Word file; `seed` stands on it, so that the same questions can be drawn again under the same version of the rules."""
    facts = [
        (say("Topic"), topic.text(stamp.lang)),
        (say("Rules version"), str(version)),
        (say("As of"), stamp.as_of.isoformat()),
        (say("Question set"), str(seed)),
    ]
    paper = WordPaper(stamp, say("Quiz on our receivables rules"), facts=facts)
    paper.grid(
        [(paper.said(say("Person")), "", paper.said(say("Date")), "", paper.said(say("Score reached")), "")], (0.1, 0.3, 0.1, 0.2, 0.1, 0.2)
    )
    paper.paragraph(
        say(
            "Tick one answer for each of the {count} questions. Passed with {percent}% of right answers.",
            count=len(asked),
            percent=pass_percent,
        )
    )
    for number, question in enumerate(asked, 1):
        paper.paragraph(say("{number}. {text}", number=number, text=question.text), bold=True, keep=True)
        for place, choice in enumerate(question.choices):
            last = place == len(question.choices) - 1
            paper.paragraph(say("□ {letter}. {text}", letter=LETTERS[place], text=choice), keep=not last)
    paper.heading(say("Answers"), new_page=True)
    rows = [
        (str(number), LETTERS[question.right], paper.said(question.choices[question.right]), paper.said(question.why))
        for number, question in enumerate(asked, 1)
    ]
    paper.table((say("No."), say("Answer"), say("Right answer"), say("Rule it follows from")), rows, widths=(0.07, 0.09, 0.34, 0.5))
    return paper.bytes()
