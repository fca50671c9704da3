"""Empty workbooks to fill in: our headings, what belongs under them, and an example that can never be imported.

The headings come from `schema`, so that a filled template is recognized without a person's help. The example and the
explanations stand on a sheet of their own, one column a row, where no reader takes them for data.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from xlsxwriter.format import Format

from arcore.documents.template_words import CHOICES, COLUMNS, EXAMPLES, MEANINGS, SHEETS
from arcore.documents.workbook_style import INPUT_FILL, RULE, Paper, Stamp, cells
from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.schema import SCHEMAS, Column, Kind, TableKind, TableSchema

ROWS = 5000
"""As far down as entries are checked."""

LARGEST = 1e12
ISSUED = dt.date(2026, 1, 1)
KINDS = (TableKind.CUSTOMERS, TableKind.DOCUMENTS, TableKind.RECEIPTS)


def build(lang: Language, kinds: Sequence[TableKind] = KINDS) -> bytes:
    """A workbook with one empty sheet a table and a sheet of explanations; headings are those of `schema` in `lang`."""
    paper = Paper(Stamp("", ISSUED, lang), say("Import template"))
    for kind in kinds:
        empty_table(paper, SCHEMAS[kind])
    explanations(paper, [SCHEMAS[kind] for kind in kinds])
    return paper.bytes()


def columns_of(schema: TableSchema) -> list[Column]:
    """The columns a template offers, the needed ones among them first as the schema orders them."""
    return [schema.column(name) for name in COLUMNS[schema.kind]]


def needed(schema: TableSchema, column: Column) -> Message | None:
    """Whether the column must be filled in: yes, one of several, or no."""
    for alternatives in schema.required:
        if column.name in alternatives:
            offered = [name for name in alternatives if name in COLUMNS[schema.kind]]
            return say("Required") if len(offered) == 1 else say("One of these")
    return None


def empty_table(paper: Paper, schema: TableSchema) -> None:
    """The headings, formats and checks of one table; needed columns stand out."""
    lang = paper.stamp.lang
    sheet = paper.sheet(paper.said(SHEETS[schema.kind]))
    sheet.hide_gridlines(0)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_row(0, 24)
    for place, column in enumerate(columns_of(schema)):
        heading = column.heading(lang)
        fill = INPUT_FILL if needed(schema, column) else "#EEF1F4"
        sheet.set_column(place, place, max(cells(heading) * 1.2 + 3, 26 if column.kind is Kind.NAME else 14), cell_format(paper, column))
        sheet.write_string(0, place, heading, paper.heading(fill, border=1, border_color=RULE))
        sheet.write_comment(0, place, note(paper, schema, column), {"x_scale": 1.6, "y_scale": 0.9, "font_size": 9})
        if check := validation(paper, column):
            sheet.data_validation(1, place, ROWS, place, check)


def cell_format(paper: Paper, column: Column) -> Format:
    """How the cells of a column are written: identifiers as text, so that leading zeros stay."""
    if column.kind is Kind.MONEY:
        return paper.format(num_format="#,##0.00")
    if column.kind is Kind.DATE:
        return paper.format(num_format="yyyy-mm-dd", align="center")
    return paper.format(num_format="@")


def note(paper: Paper, schema: TableSchema, column: Column) -> str:
    """What appears when the pointer rests on a heading."""
    need = needed(schema, column)
    meaning = paper.said(MEANINGS[schema.kind, column.name])
    example = paper.said(say("Example: {example}", example=example_of(schema, column, paper.stamp.lang)))
    return "\n".join([*([paper.said(need)] if need else []), meaning, example])


def example_of(schema: TableSchema, column: Column, lang: Language) -> str:
    """The example's value in that column."""
    return EXAMPLES[schema.kind][lang].get(column.name, "")


def validation(paper: Paper, column: Column) -> dict[str, Any] | None:
    """What may be entered; the sentence that appears otherwise says how to mend it, and may be overruled for lists."""
    said = paper.said
    if column.kind is Kind.DATE:
        bounds: dict[str, Any] = {"criteria": "between", "minimum": dt.date(1990, 1, 1), "maximum": dt.date(2100, 12, 31)}
        title, mend = said(say("Not a date")), said(say("Enter a day such as 2026-06-30."))
        return {"validate": "date", **bounds, "error_title": title, "error_message": mend}
    if column.kind is Kind.MONEY:
        bounds = {"criteria": "between", "minimum": -LARGEST, "maximum": LARGEST}
        title, mend = said(say("Not an amount")), said(say("Enter a number without unit, such as 12800.50."))
        return {"validate": "decimal", **bounds, "error_title": title, "error_message": mend}
    if column.name in CHOICES:
        choices = CHOICES[column.name][paper.stamp.lang]
        title, mend = said(say("Not in the list")), said(say("Choose from the list, or keep your own word."))
        return {"validate": "list", "source": choices, "error_type": "warning", "error_title": title, "error_message": mend}
    return None


def explanations(paper: Paper, schemas: Sequence[TableSchema]) -> None:
    """The sheet that says what belongs where, with the example, one column a row."""
    sheet = paper.sheet(paper.said(say("Explanations")))
    paper.title(sheet, paper.said(say("How to fill in the template")), [])
    for place, sentence in enumerate(HINTS):
        sheet.write_string(2 + place, 0, f"{place + 1}. {paper.said(sentence)}")
    row = 3 + len(HINTS)
    heads = (say("Sheet"), say("Column"), say("Needed"), say("What belongs there"), say("Example, not data"))
    for place, head in enumerate(heads):
        sheet.write_string(row, place, paper.said(head), paper.heading())
    widths = [len(paper.said(head)) for head in heads]
    for schema in schemas:
        for column in columns_of(schema):
            row += 1
            texts = explanation(paper, schema, column)
            for place, text in enumerate(texts):
                style = (
                    {"bg_color": INPUT_FILL} if texts[2] and place == 1 else {"italic": True, "font_color": "#5A6673"} if place == 4 else {}
                )
                sheet.write_string(row, place, text, paper.format(bottom=1, bottom_color="#E6EAEE", indent=1, **style))
                widths[place] = max(widths[place], cells(text))
    for place, longest in enumerate(widths):
        sheet.set_column(place, place, min(80, longest * 1.05 + 4))


HINTS: tuple[Message, ...] = (
    say("Fill in the first sheets below their headings, one row a customer, document or receipt. Leave out columns you do not have."),
    say("Columns with a yellow heading are needed. Rest the pointer on a heading to see what belongs there."),
    say("Keep the headings as they are; the order of the columns does not matter."),
    say("Numbers of customers and documents are text: 000123 and 123 are two different customers."),
    say("No total rows are needed; if there are any they are recognized and left out."),
)


def explanation(paper: Paper, schema: TableSchema, column: Column) -> tuple[str, str, str, str, str]:
    """One row of the explanations."""
    need = needed(schema, column)
    lang = paper.stamp.lang
    return (
        paper.said(SHEETS[schema.kind]),
        column.heading(lang),
        paper.said(need) if need else "",
        paper.said(MEANINGS[schema.kind, column.name]),
        example_of(schema, column, lang),
    )
