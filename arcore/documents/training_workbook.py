"""Training and improvement as a workbook: who is to be trained in what and when again, and the improvements with their figures."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from arcore.documents.columns import Described, SheetColumn, Style, described, frame_values, write_table
from arcore.documents.workbook_style import Paper, Stamp
from arcore.messages import Message, say
from arcore.registers.training import IMPROVEMENTS
from arcore.schema import Kind

HEADER = 3
TRAINED: Described = (
    ("person", say("Person"), "text"),
    ("department_words", say("Department"), "text"),
    ("topic_words", say("Topic"), "text"),
    ("why_words", say("Training owed because"), "text"),
    ("trained_on", say("Last trained on"), "date"),
    ("score", say("Last quiz (%)"), "integer"),
    ("next_on", say("Again from"), "date"),
)
FIGURES: dict[str, Message] = {"before": say("Before"), "after": say("After"), "change": say("Change")}
IMPROVED = (
    *("improvement_no", "problem", "cause", "measure", "owner", "state", "started_on", "due_on"),
    *("kpi", "before_on", "before", "after_on", "after", "change", "verdict", "conclusion"),
)
"""Fields of the log, with its figures among them."""


def build(trained: pd.DataFrame, improved: pd.DataFrame, stamp: Stamp, currency: str) -> bytes:
    """The workbook's bytes. `trained`: `training.answers.in_words`; `improved`: rows of the log in words with `effects.in_words`."""
    paper = Paper(stamp, say("Training and improvement"))
    _sheet(paper, say("Training"), described(paper, trained, TRAINED), currency)
    _sheet(paper, say("Improvement log"), [_field(paper, improved, name) for name in IMPROVED], currency)
    return paper.bytes()


def _sheet(paper: Paper, title: Message, columns: Sequence[SheetColumn], currency: str) -> None:
    sheet = paper.sheet(paper.said(title))
    paper.title(sheet, paper.said(title), [(say("As of:"), paper.stamp.as_of.isoformat()), *paper.facts(currency)])
    write_table(paper, sheet, HEADER, columns, currency)
    sheet.freeze_panes(HEADER + 1, 1)


def _field(paper: Paper, rows: pd.DataFrame, name: str) -> SheetColumn:
    """A field of the register under its own heading, or a figure."""
    if name in FIGURES:
        return SheetColumn(name, paper.said(FIGURES[name]), "label", frame_values(rows, name))
    field = IMPROVEMENTS.field(name)
    style: Style = "date" if field.kind is Kind.DATE else "text"
    return SheetColumn(name, field.heading(paper.stamp.lang), style, frame_values(rows, name))
