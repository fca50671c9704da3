"""A register as a workbook: its rows to print or to correct, room for new ones, and what belongs under each heading.

The headings are the declaration's, so that the filled workbook is read back without a person's help.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from arcore.documents.bulk_sheet import BulkSheet
from arcore.documents.templates import ROWS, validation
from arcore.documents.workbook_style import INPUT_FILL, RULE, Paper, Stamp, amount, cell_text, cells
from arcore.messages import Message, say
from arcore.registers import Field, Register
from arcore.registers.subjects import plain_value, subject_headings
from arcore.registers.words import NO, YES, said
from arcore.schema import Kind

HEADER = 3
KINDS: dict[Kind, Message] = {
    Kind.TEXT: say("Text"),
    Kind.ID: say("Text; leading zeros count"),
    Kind.NAME: say("Full name"),
    Kind.MONEY: say("Amount, without unit"),
    Kind.DATE: say("Date such as 2026-06-30"),
    Kind.INTEGER: say("Whole number"),
    Kind.NUMBER: say("Number"),
    Kind.CURRENCY: say("ISO code such as CNY"),
    Kind.TERMS: say("Payment terms in words"),
    Kind.FLAG: say("Yes or no"),
    Kind.FILE: say("Path of the file"),
}


def build(register: Register, rows: pd.DataFrame, customers: pd.DataFrame, documents: pd.DataFrame, stamp: Stamp, currency: str) -> bytes:
    """The workbook's bytes; `rows` as `registers.frames` has them, in the order they are to stand."""
    paper = Paper(stamp, register.title)
    sheet = paper.sheet(paper.said(register.title)[:31])
    title = say("{register} as of {date}", register=register.title, date=stamp.as_of.isoformat())
    paper.title(sheet, paper.said(title), [(say("Company:"), stamp.company), (say("Data version:"), stamp.version)])
    before = subject_headings(register)
    _headings(paper, sheet, register, before)
    numbers = documents.set_index("document_key")["document_no"] if len(rows["document_key"].dropna()) else pd.Series(dtype="str")
    known = customers.set_index("customer_key")[["customer_id", "customer_name"]]
    for place, row in enumerate(rows.to_dict("records"), HEADER + 1):
        _row(paper, sheet, place, register, row, _subject(row, before, known, numbers), currency)
    sheet.freeze_panes(HEADER + 1, len(before))
    sheet.autofilter(HEADER, 0, HEADER + max(1, len(rows)), len(before) + len(register.fields) - 1)
    sheet.repeat_rows(HEADER)
    _explanations(paper, register)
    return paper.bytes()


def _headings(paper: Paper, sheet: BulkSheet, register: Register, before: tuple[tuple[str, Message], ...]) -> None:
    lang = paper.stamp.lang
    widths = {"row_key": 10.0, "customer_id": 14.0, "customer_name": 28.0, "document_no": 18.0}
    sheet.set_row(HEADER, 32)
    for place, (name, title) in enumerate(before):
        sheet.set_column(place, place, widths[name], paper.format(num_format="@") if name != "row_key" else None)
        sheet.write_string(HEADER, place, title.text(lang), paper.heading(border=1, border_color=RULE))
    for place, field in enumerate(register.fields, len(before)):
        heading = field.heading(lang)
        longest = max([cells(heading) * 1.15 + 3, *(cells(choice.label(lang)) * 1.15 + 3 for choice in field.choices)])
        sheet.set_column(place, place, min(34, max(longest, 30 if field.lines > 1 else 13)), _format(paper, field))
        sheet.write_string(HEADER, place, heading, paper.heading(INPUT_FILL if field.required else "#EEF1F4", border=1, border_color=RULE))
        if check := _check(paper, field):
            sheet.data_validation(HEADER + 1, place, HEADER + ROWS, place, check)


def _check(paper: Paper, field: Field) -> dict[str, Any] | None:
    """What may be entered: choices as a list, else what the column's kind allows."""
    words = [choice.label(paper.stamp.lang) for choice in field.choices]
    if field.kind is Kind.FLAG:
        words = [paper.said(YES), paper.said(NO)]
    if not words or len(",".join(words)) > 255:
        return None if words else validation(paper, field.column)
    title, mend = paper.said(say("Not in the list")), paper.said(say("Choose from the list."))
    return {"validate": "list", "source": words, "error_title": title, "error_message": mend}


def _format(paper: Paper, field: Field) -> Any:
    if field.kind is Kind.MONEY:
        return paper.format(num_format="#,##0.00")
    if field.kind is Kind.DATE:
        return paper.format(num_format="yyyy-mm-dd", align="center")
    if field.kind is Kind.INTEGER:
        return paper.format(num_format="0", align="center")
    return paper.format(num_format="@", text_wrap=field.lines > 1)


def _subject(row: Mapping[Any, Any], before: tuple[tuple[str, Message], ...], known: pd.DataFrame, numbers: pd.Series) -> list[str]:
    """The cells before the register's own."""
    found = {"row_key": str(row["row_key"])}
    if not pd.isna(row["customer_key"]) and row["customer_key"] in known.index:
        found |= {name: "" if pd.isna(value) else str(value) for name, value in known.loc[row["customer_key"]].items()}
    if not pd.isna(row["document_key"]):
        found["document_no"] = str(numbers.get(row["document_key"], ""))
    return [found.get(name, "") for name, _ in before]


def _row(paper: Paper, sheet: BulkSheet, place: int, register: Register, row: Mapping[Any, Any], subject: list[str], currency: str) -> None:
    code = plain_value(row.get("currency"))
    money_in = str(code) if code else currency
    sheet.write_number(place, 0, int(subject[0]), paper.format(align="center", font_color="#5A6673"))
    for column, text in enumerate(subject[1:], 1):
        sheet.write_string(place, column, cell_text(text), paper.format(num_format="@"))
    for column, field in enumerate(register.fields, len(subject)):
        value = plain_value(row[field.name])
        style = _format(paper, field)
        if value is None:
            continue
        if field.kind is Kind.MONEY:
            sheet.write_number(place, column, amount(int(value), money_in), style)
        elif field.kind is Kind.INTEGER:
            sheet.write_number(place, column, int(value), style)
        elif field.kind is Kind.DATE:
            sheet.write_datetime(place, column, row[field.name].to_pydatetime(), style)
        else:
            sheet.write_string(place, column, cell_text(said(field, value, money_in, paper.stamp.lang)), style)


def _explanations(paper: Paper, register: Register) -> None:
    """The sheet that says what belongs where."""
    sheet = paper.sheet(paper.said(say("Explanations")))
    paper.title(sheet, paper.said(say("How to fill in “{register}”", register=register.title)), [])
    hints = (
        say("A row with a number in the first column is corrected; leave that column blank for a new row."),
        say("Rows you delete here stay in the register; take them out in the app."),
        say("Columns with a yellow heading are needed."),
    )
    for place, sentence in enumerate(hints):
        sheet.write_string(2 + place, 0, f"{place + 1}. {paper.said(sentence)}")
    top = 3 + len(hints)
    heads = [paper.said(head) for head in (say("Column"), say("Needed"), say("Holds"), say("Choices and notes"))]
    for place, head in enumerate(heads):
        sheet.write_string(top, place, head, paper.heading())
        sheet.set_column(place, place, (26, 10, 26, 80)[place])
    for row, field in enumerate(register.fields, top + 1):
        lang = paper.stamp.lang
        notes = [("、" if lang == "zh" else ", ").join(choice.label(lang) for choice in field.choices)]
        notes += [paper.said(field.note)] if field.note else []
        needed = paper.said(say("Required")) if field.required else ""
        for place, text in enumerate(
            (field.heading(lang), needed, paper.said(KINDS[field.kind]), " · ".join(note for note in notes if note))
        ):
            sheet.write_string(row, place, text, paper.format(bottom=1, bottom_color="#E6EAEE", text_wrap=True, indent=1))
