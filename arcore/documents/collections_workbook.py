"""催收清单: the worklist as the page shows it, the documents behind every amount, the tasks that wait, what to say at each step.

Amounts of a customer are live sums over its documents on the second sheet; the last lines prove that nothing overdue is missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from xlsxwriter.utility import xl_rowcol_to_cell

from arcore.collecting.answers import in_words, items_in_words
from arcore.collecting.playbook import Card
from arcore.documents.columns import Figure, Placed, SheetColumn, formats, frame_values, live_sentence, write_cell, write_table
from arcore.documents.item_sheets import heading
from arcore.documents.workbook_style import RULE, Paper, Stamp
from arcore.messages import Message, say
from arcore.review.open_tasks import in_words as in_task_words
from arcore.schema import CUSTOMERS, DOCUMENTS

HEADER = 3
PARTS: Mapping[str, Message] = {
    "amount": say("To collect"),
    "disputed": say("Disputed"),
    "held": say("On hold"),
    "planned": say("Under a plan"),
}
"""The parts of what is overdue, as the worklist has them and as each document's row has them."""


def build(
    rows: pd.DataFrame,
    items: pd.DataFrame,
    *,
    tasks: pd.DataFrame,
    title: Message,
    currency: str,
    overdue: int,
    stamp: Stamp,
    cards: Sequence[Card],
) -> bytes:
    """The workbook's bytes. `rows` of the worklist in one currency and order; `items` of `dunning.steps`; `tasks` of
    `review.open_tasks`; `overdue` in the aging of that currency, minor units: what the list does not show is named as a difference
    to it; `cards` of the playbook in use."""
    paper = Paper(stamp, title)
    listed = _items(rows, items)
    sheet = paper.sheet(paper.said(say("Worklist")))
    paper.title(sheet, paper.said(title), [(say("As of:"), stamp.as_of.isoformat()), *paper.facts(currency)])
    second = paper.sheet(paper.said(say("Overdue documents")))
    paper.title(
        second, paper.said(say("Overdue documents of the worklist")), [(say("As of:"), stamp.as_of.isoformat()), *paper.facts(currency)]
    )
    documents = write_table(paper, second, HEADER, _document_columns(paper, listed), currency)
    second.freeze_panes(HEADER + 1, 3)
    columns = _customer_columns(paper, rows, listed, documents)
    placed = write_table(paper, sheet, HEADER, columns, currency)
    sheet.freeze_panes(HEADER + 1, 2)
    _totals(paper, sheet, placed, columns, currency)
    _proof(paper, sheet, placed, rows, overdue, currency)
    _tasks(paper, tasks)
    _scripts(paper, cards)
    return paper.bytes()


def _items(rows: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    """The documents of the listed customers in the list's order, each split into the four parts."""
    place = {payer: number for number, payer in enumerate(zip(rows["customer_key"], rows["currency"], strict=True))}
    at = pd.Series([place.get(payer, -1) for payer in zip(items["customer_key"], items["currency"], strict=True)], dtype="int64")
    mine = items.reset_index(drop=True).assign(place=at)
    mine = mine[mine["place"] >= 0].sort_values(["place", "due_date", "document_key"]).reset_index(drop=True)
    names = pd.DataFrame(
        {"customer_name": rows["customer_name"].tolist(), "number": rows["customer_id"].tolist()}, index=range(len(rows)), dtype="str"
    )
    mine = mine.drop(columns=["customer_id"], errors="ignore").join(names, on="place")
    shares = {"amount": "", "held": "held", "planned": "plan"}
    parts = {name: mine["chased"].where(mine["excluded"] == state, 0) for name, state in shares.items()}
    return mine.assign(**parts, disputed=mine["open"] - mine["chased"])


def _document_columns(paper: Paper, listed: pd.DataFrame) -> list[SheetColumn]:
    shown = items_in_words(listed, paper.stamp.lang)
    names = ["number", "customer_name", "document_no", "due_date", "days_past_due", "open", *PARTS]
    letters = {name: xl_rowcol_to_cell(0, place, row_abs=False).rstrip("1") for place, name in enumerate(names)}
    day = paper.stamp.as_of
    past = f"=DATE({day.year},{day.month},{day.day})-{letters['due_date']}{{row}}"
    columns = [
        SheetColumn("number", heading(CUSTOMERS, "customer_id", paper), "text", frame_values(listed, "number")),
        SheetColumn(
            "customer_name", heading(CUSTOMERS, "customer_name", paper), "text", frame_values(listed, "customer_name"), least=20, most=40
        ),
        SheetColumn("document_no", heading(DOCUMENTS, "document_no", paper), "text", frame_values(listed, "document_no")),
        SheetColumn("due_date", heading(DOCUMENTS, "due_date", paper), "date", frame_values(listed, "due_date")),
        SheetColumn("days_past_due", paper.said(say("Days past due")), "integer", frame_values(listed, "days_past_due"), past),
        SheetColumn("open", paper.said(say("Open balance")), "money", frame_values(listed, "open")),
    ]
    columns += [SheetColumn(name, paper.said(words), "money", frame_values(listed, name)) for name, words in PARTS.items()]
    columns += [
        SheetColumn("step", paper.said(say("Step")), "label", frame_values(shown, "step")),
        SheetColumn("excluded", paper.said(say("Not dunned because")), "label", frame_values(shown, "excluded")),
        SheetColumn("next_on", paper.said(say("Next on")), "date", frame_values(shown, "next_on")),
    ]
    return columns


def _customer_columns(paper: Paper, rows: pd.DataFrame, listed: pd.DataFrame, documents: Placed) -> list[SheetColumn]:
    """The page's columns; every amount sums its customer's rows of the documents."""
    shown = in_words(rows, paper.stamp.lang)
    first, last = _spans(listed, len(rows), documents)

    def sum_of(name: str) -> Any:
        return lambda place, _row: f"=SUM({documents.span(name, first[place], last[place])})" if first[place] >= 0 else None

    def words(name: str, title: Message, style: Any = "label", **more: Any) -> SheetColumn:
        return SheetColumn(name, paper.said(title), style, frame_values(shown, name), **more)

    names = ["number", "customer_name", "step", "why", *PARTS]
    amounts = [SheetColumn(name, paper.said(title), "money", frame_values(rows, name), sum_of(name)) for name, title in PARTS.items()]
    start, end = (xl_rowcol_to_cell(0, names.index(name)).rstrip("1") for name in (names[4], names[-1]))
    overdue = [sum(parts) for parts in zip(*(rows[name].tolist() for name in PARTS), strict=True)]
    return [
        SheetColumn("number", heading(CUSTOMERS, "customer_id", paper), "text", frame_values(rows, "customer_id")),
        SheetColumn(
            "customer_name", heading(CUSTOMERS, "customer_name", paper), "text", frame_values(rows, "customer_name"), least=20, most=40
        ),
        words("step", say("Step")),
        words("why", say("Why now")),
        *amounts,
        SheetColumn("overdue", paper.said(say("Overdue")), "money", overdue, f"=SUM({start}{{row}}:{end}{{row}})"),
        words("days", say("Days past due"), "integer"),
        words("waiting", say("May have paid"), "money"),
        SheetColumn("chance", paper.said(say("Usually late")), "percent", [value / 1000 for value in rows["chance"].tolist()]),
        *(SheetColumn(name, heading(CUSTOMERS, name, paper), "text", frame_values(rows, name)) for name in ("contact", "phone", "email")),
        words("promise", say("Promise")),
        words("promised", say("Promised amount"), "money"),
        words("promised_on", say("Promised for"), "date"),
        words("last_on", say("Last contact"), "date"),
        words("last_channel", say("By which channel")),
        words("next_on", say("Next on"), "date"),
        *(
            SheetColumn(name, heading(CUSTOMERS, name, paper), "text", frame_values(rows, name))
            for name in ("salesperson", "region", "grade")
        ),
    ]


def _spans(listed: pd.DataFrame, count: int, documents: Placed) -> tuple[list[int], list[int]]:
    """The first and last sheet row (0-based) of each customer's documents; -1 where it has none."""
    first, last = [-1] * count, [-1] * count
    for number, place in enumerate(listed["place"].tolist()):
        row = documents.first + number
        first[place] = row if first[place] < 0 else first[place]
        last[place] = row
    return first, last


def _totals(paper: Paper, sheet: Any, placed: Placed, columns: Sequence[SheetColumn], currency: str) -> None:
    bold = formats(paper, currency, bold=True, top=1, top_color=RULE, bg_color="#EEF1F4")
    row = placed.last + 1
    for place, column in enumerate(columns):
        if column.name not in (*PARTS, "overdue", "waiting"):
            sheet.write_blank(row, place, None, bold["label"])
            continue
        letter, total = placed.letter(column.name), sum(value for value in column.values if isinstance(value, int))
        formula = f"=SUM({letter}{placed.first + 1}:{letter}{max(placed.first, placed.last) + 1})"
        write_cell(sheet, row, place, total, "money", bold["money"], currency, formula)
    sheet.write_string(row, placed.at("customer_name"), paper.said(say("Total")), bold["label"])


def _proof(paper: Paper, sheet: Any, placed: Placed, rows: pd.DataFrame, overdue: int, currency: str) -> None:
    """The quiet line: what is listed and what is not make up the overdue balance of the aging."""
    row, gray = placed.last + 1, paper.format(font_color="#5A6673")
    parts = {name: int(rows[name].sum()) for name in PARTS}
    cells = {name: f"{placed.letter(name)}{row + 1}" for name in (*PARTS, "overdue")}
    figures = {name: Figure.money(cells[name], total, currency) for name, total in parts.items()}
    aging = xl_rowcol_to_cell(row + 3, placed.at("amount"))
    figures["aging"] = Figure.money(aging, overdue, currency)
    figures["others"] = Figure.money(f"({aging}-{cells['overdue']})", overdue - sum(parts.values()), currency)
    message = say(
        "Proof: to collect {amount} + disputed {disputed} + on hold {held} + under a plan {planned} + customers not on this list "
        "{others} = overdue in the aging {aging}"
    )
    formula, now = live_sentence(message, figures, paper)
    sheet.write_formula(row + 2, 0, formula, gray, now)
    money = paper.money(currency, font_color="#5A6673")
    for below, (words, value, live) in enumerate(
        (
            (say("Overdue in the aging"), overdue, None),
            (say("Not on this list"), overdue - sum(parts.values()), f"={aging}-{cells['overdue']}"),
        )
    ):
        sheet.write_string(row + 3 + below, 0, paper.said(words), gray)
        write_cell(sheet, row + 3 + below, placed.at("amount"), value, "money", money, currency, live)


def _tasks(paper: Paper, tasks: pd.DataFrame) -> None:
    """Tasks and decisions that are open, with days late as a live difference to the list's date."""
    sheet = paper.sheet(paper.said(say("Tasks and decisions")))
    paper.title(sheet, paper.said(say("Open tasks and decisions")), [(say("As of:"), paper.stamp.as_of.isoformat())])
    shown, day = in_task_words(tasks, paper.stamp.lang), paper.stamp.as_of
    until = f"DATE({day.year},{day.month},{day.day})"

    def words(name: str, title: Message, style: Any = "label", **more: Any) -> SheetColumn:
        return SheetColumn(name, paper.said(title), style, frame_values(shown, name), **more)

    columns = [
        words("due_on", say("Due on"), "date"),
        words("late", say("Late, days"), "integer", formula=f"=MAX(0,{until}-A{{row}})"),
        words("owner", say("Owner")),
        words("department", say("Department")),
        words("title", say("Task"), "text", most=70),
        SheetColumn("customer_name", heading(CUSTOMERS, "customer_name", paper), "text", frame_values(shown, "customer_name"), most=40),
        words("origin", say("Comes from")),
        words("created_on", say("Raised on"), "date"),
        words("age", say("Age, days"), "integer", formula=f"={until}-H{{row}}"),
        words("state", say("State")),
    ]
    write_table(paper, sheet, HEADER, columns, "CNY")
    sheet.freeze_panes(HEADER + 1, 3)


def _scripts(paper: Paper, cards: Sequence[Card]) -> None:
    """What to say and do at each step, for whoever works from the printed list."""
    sheet = paper.sheet(paper.said(say("What to say")), landscape=False)
    paper.title(sheet, paper.said(say("What to say at each step")), [])
    rows = [(card.title, sentence) for card in cards if card.part == "opening" for sentence in card.words]
    columns = [
        SheetColumn("step", paper.said(say("Step")), "label", [paper.said(step) for step, _ in rows]),
        SheetColumn("words", paper.said(say("What to say")), "text", [paper.said(sentence) for _, sentence in rows], most=110),
    ]
    write_table(paper, sheet, HEADER, columns, "CNY")
    sheet.freeze_panes(HEADER + 1, 1)
