"""The pack of the monthly review as a workbook: contents with links, key figures, the tie-out, and T1 to T15 (documents §3.8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from arcore.documents.bulk_sheet import BulkSheet
from arcore.documents.columns import SheetColumn, Style, Value, frame_values, quoted, text_literal, write_cell, write_table
from arcore.documents.columns import formats as cell_formats
from arcore.documents.review_sheets import HEADER, Laid, lay, sum_of
from arcore.documents.workbook_style import Paper, Stamp, amount
from arcore.messages import Message, say
from arcore.metrics.words import shown
from arcore.review import Kpi, Month, Table, Tie, decisions

CONTENTS, KEY_FIGURES, TIE_OUT, DECISIONS = say("Contents"), say("Key figures"), say("Tie-out"), say("Decisions")
TIED = {"T1": "closing", "T2": "open", "T3": "overdue", "T5": "collected", "T8": "unapplied", "T12": "closing", "T14": "amount"}
"""The column that each table's proof adds up."""
MEETINGS = say("What meetings decided, and what became of it")
Progress = Callable[[float, Message], None]


def build(month: Month, kpis: Sequence[Kpi], decided: pd.DataFrame, stamp: Stamp, own: str, progress: Progress | None = None) -> bytes:
    """The workbook's bytes; `kpis` are those of the company's own currency `own`; `decided`: `review.decisions` with `customer_name`;
    `progress` is told the share done."""
    paper = Paper(stamp, say("Monthly review"))
    contents, figures, proofs, meetings = (paper.sheet(paper.said(name)) for name in (CONTENTS, KEY_FIGURES, TIE_OUT, DECISIONS))
    laid = []
    for place, table in enumerate(month.tables):
        if progress is not None:
            progress(place / len(month.tables), table.title)
        laid.append(_table(paper, table, own, month))
    _figures(paper, figures, kpis, own, month)
    _tie_out(paper, proofs, laid, month)
    _decided(paper, meetings, decided, month)
    _contents(paper, contents, month, len(decided))
    contents.activate()
    return paper.bytes()


def _heading(paper: Paper, sheet: BulkSheet, title: Message, month: Month, currency: str = "") -> None:
    state = say("as closed") if month.closed else say("from the books of now, not closed")
    paper.title(
        sheet, paper.said(title), [*paper.facts(currency), (say("As of:"), month.as_of.isoformat()), (say("Month:"), paper.said(state))]
    )
    if sheet.get_name() != paper.said(CONTENTS):
        link = paper.format(font_color="#1F5A96", underline=1)
        sheet.write_url(2, 0, f"internal:{quoted(paper.said(CONTENTS))}!A1", link, paper.said(say("← Contents")))


def _table(paper: Paper, table: Table, own: str, month: Month) -> Laid:
    sheet = paper.sheet(table.number)
    _heading(paper, sheet, say("{number} · {title}", number=table.number, title=table.title), month)
    return lay(paper, sheet, table, own)


def _contents(paper: Paper, sheet: BulkSheet, month: Month, decided: int) -> None:
    """Every sheet with a link, how many rows it has, and what its table says of itself."""
    _heading(paper, sheet, say("Monthly review {month}", month=month.name), month)
    named = [
        (paper.said(KEY_FIGURES), say("Key figures against target, last month and last year")),
        (paper.said(TIE_OUT), say("Every total against the books")),
    ]
    rows: list[tuple[str, str, int | None, str]] = [(name, paper.said(title), None, "") for name, title in named]
    rows.append((paper.said(DECISIONS), paper.said(MEETINGS), decided, ""))
    rows += [
        (table.number, paper.said(table.title), len(table.rows), paper.said(table.note) if table.note is not None else "")
        for table in month.tables
    ]
    columns = [
        SheetColumn("sheet", paper.said(say("Sheet")), "text", [row[0] for row in rows]),
        SheetColumn("title", paper.said(say("What it shows")), "text", [row[1] for row in rows], most=60),
        SheetColumn("rows", paper.said(say("Rows")), "integer", [row[2] for row in rows]),
        SheetColumn("note", paper.said(say("Note")), "text", [row[3] for row in rows], most=90),
    ]
    placed = write_table(paper, sheet, HEADER, columns, "CNY")
    link = paper.format(font_color="#1F5A96", underline=1, indent=1, bottom=1, bottom_color="#E6EAEE")
    for place, row in enumerate(rows):
        sheet.write_url(placed.first + place, 0, f"internal:{quoted(row[0])}!A1", link, row[0])
    sheet.print_area(0, 0, placed.last, len(columns) - 1)


def _figures(paper: Paper, sheet: BulkSheet, kpis: Sequence[Kpi], own: str, month: Month) -> None:
    _heading(paper, sheet, say("Key figures against target, last month and last year"), month, own)

    parts = (
        ("title", say("Key figure"), [paper.said(each.definition.title) for each in kpis]),
        ("now", say("Now"), [shown(each.definition.shape, each.value) for each in kpis]),
        ("target", say("Target"), [each.aim for each in kpis]),
        ("state", say("Target met"), [paper.said(each.state) if each.state else "" for each in kpis]),
        ("month", say("Last month"), [shown(each.definition.shape, each.month_before) for each in kpis]),
        ("year", say("Last year"), [shown(each.definition.shape, each.year_before) for each in kpis]),
        ("label", say("How it is computed"), [each.label.text(paper.stamp.lang) for each in kpis]),
    )
    columns = [SheetColumn(name, paper.said(heading), "text", values, most=90) for name, heading, values in parts]
    placed = write_table(paper, sheet, HEADER, columns, own)
    sheet.print_area(0, 0, placed.last, len(columns) - 1)


def _decided(paper: Paper, sheet: BulkSheet, decided: pd.DataFrame, month: Month) -> None:
    """What this meeting and earlier ones decided: what is open first."""
    _heading(paper, sheet, MEETINGS, month)
    rows = decisions.in_words(decisions.open_first(decided), paper.stamp.lang)
    headings: tuple[tuple[str, Message, Style], ...] = (
        ("month", say("Meeting"), "label"),
        ("customer_name", say("Customer"), "text"),
        ("title", say("What is decided"), "text"),
        ("department", say("Department"), "text"),
        ("owner", say("Owner"), "text"),
        ("due_on", say("Due on"), "date"),
        ("late", say("Late, days"), "integer"),
        ("state", say("State"), "text"),
        ("closed_on", say("Closed on"), "date"),
        ("outcome", say("What was done about it"), "text"),
    )
    columns = [SheetColumn(name, paper.said(heading), style, frame_values(rows, name), most=60) for name, heading, style in headings]
    placed = write_table(paper, sheet, HEADER, columns, "CNY")
    sheet.print_area(0, 0, placed.last, len(columns) - 1)


def _tie_out(paper: Paper, sheet: BulkSheet, laid: Sequence[Laid], month: Month) -> None:
    """A row per proof: what the table's cells add up to (live), what the books say, and the difference (live)."""
    _heading(paper, sheet, say("Every total against the books"), month)
    ties = [(each, tie) for each in laid for tie in each.table.ties]

    def added(place: int, _row: int) -> str | None:
        return _added(paper, *ties[place])

    money = [(amount(tie.table, tie.currency), amount(tie.books, tie.currency), amount(tie.difference, tie.currency)) for _, tie in ties]
    parts: list[Sequence[Value]] = [[row[place] for row in money] for place in range(3)]
    columns = [
        SheetColumn("number", paper.said(say("Table")), "text", [each.table.number for each, _ in ties]),
        SheetColumn("what", paper.said(say("Total of")), "text", [paper.said(tie.what) for _, tie in ties], most=60),
        SheetColumn("currency", paper.said(say("Currency")), "label", [tie.currency for _, tie in ties]),
        SheetColumn("table", paper.said(say("Sum in the table")), "number", parts[0], added),
        SheetColumn("books", paper.said(say("In the books")), "number", parts[1]),
        SheetColumn("difference", paper.said(say("Difference")), "number", parts[2], "=ROUND(D{row}-E{row},2)"),
    ]
    placed = write_table(paper, sheet, HEADER, columns, "CNY")
    styles = cell_formats(paper, "CNY", bold=True)
    row = placed.last + 2
    sheet.write_string(row, 1, paper.said(say("Proofs that do not tie out")), styles["text"])
    broken = sum(bool(tie.difference) for _, tie in ties)
    cells = placed.span("difference", here=True)
    write_cell(sheet, row, 5, broken, "integer", styles["integer"], "CNY", f"=SUMPRODUCT(--({cells}<>0))" if ties else None)
    sheet.print_area(0, 0, row, len(columns) - 1)


def _added(paper: Paper, laid: Laid, tie: Tie) -> str | None:
    """The live sum behind a proof; None where the table is empty."""
    if laid.table.empty:
        return None
    table, placed = laid.table, laid.placed
    words = {column.name: column.words for column in table.columns}
    more: list[tuple[str, str]] = []
    if table.number == "T1":
        cut = tie.what.values["cut"]
        more.append(("cut", text_literal(paper.said(cut) if isinstance(cut, Message) else str(cut))))
    if table.number == "T8":
        more.append(("state", text_literal("<>" + paper.said(words["state"]["line"]))))
    return f"=ROUND({sum_of(placed, TIED[table.number], tie.currency, *more)},2)"
