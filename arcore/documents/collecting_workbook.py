"""Statistics of collecting as a workbook: rates with what they divide, reasons, recovery by step and collector, months, who waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from arcore.collecting.statistics import Rate, Summary
from arcore.documents.columns import SheetColumn, frame_values, write_table
from arcore.documents.item_sheets import heading
from arcore.documents.workbook_style import Paper, Stamp, divisor
from arcore.messages import Message, say
from arcore.schema import CUSTOMERS

HEADER = 3


def build(
    summary: Summary,
    reasons: pd.DataFrame,
    steps: pd.DataFrame,
    collectors: pd.DataFrame,
    monthly: pd.DataFrame,
    silent: pd.DataFrame,
    *,
    currency: str,
    first: dt.date,
    days: int,
    stamp: Stamp,
) -> bytes:
    """The workbook's bytes; frames as the statistics tab shows them, in words (`answers`), money in minor units of `currency`."""
    paper = Paper(stamp, say("Collection statistics"))
    period = f"{first.isoformat()} – {stamp.as_of.isoformat()}"
    sheets: Sequence[tuple[Message, Message, list[SheetColumn]]] = (
        (say("Rates"), say("Collection statistics"), _rates(paper, summary, currency)),
        (say("Reasons"), say("Overdue by reason"), _reasons(paper, reasons)),
        (say("By step"), say("Recovery by step within {days} days", days=days), _recovery(paper, steps, say("Step"))),
        (say("By collector"), say("Recovery by collector within {days} days", days=days), _recovery(paper, collectors, say("Collector"))),
        (say("12 months"), say("Collecting month by month"), _months(paper, monthly)),
        (say("Long without contact"), say("Overdue customers that nobody has contacted"), _silent(paper, silent)),
    )
    for name, title, columns in sheets:
        sheet = paper.sheet(paper.said(name))
        paper.title(sheet, title.text(stamp.lang), [(say("Period:"), period), *paper.facts(currency)])
        write_table(paper, sheet, HEADER, columns, currency)
        sheet.freeze_panes(HEADER + 1, 1)
    return paper.bytes()


def _rates(paper: Paper, found: Summary, currency: str) -> list[SheetColumn]:
    """Each rate as a live quotient of its two parts, with what they are."""
    unit = divisor(currency)
    rows: list[tuple[Message, Rate, int, Message]] = [
        (say("Contact coverage"), found.coverage, 1, say("overdue customers contacted in the period ÷ overdue customers")),
        (say("Contact coverage by amount"), found.coverage_amount, unit, say("to collect from those contacted ÷ to collect")),
        (say("Promise rate"), found.promised, 1, say("contacts with a promise that day ÷ contacts that reached somebody")),
        (say("Promises kept"), found.kept, 1, say("promises kept in full ÷ promises that ran out in the period")),
        (say("Kept, by amount"), found.kept_amount, unit, say("what came in time ÷ what was promised, of promises that ran out")),
        (
            say("Long without contact"),
            Rate(found.silent, found.coverage.whole),
            1,
            say("overdue customers not contacted for the policy's days ÷ all"),
        ),
    ]
    values = [None if rate.value is None else float(rate.value) for _, rate, _, _ in rows]
    return [
        SheetColumn("rate", paper.said(say("Measure")), "text", [paper.said(title) for title, *_ in rows]),
        SheetColumn("part", paper.said(say("Numerator")), "number", [rate.part / scale for _, rate, scale, _ in rows]),
        SheetColumn("whole", paper.said(say("Denominator")), "number", [rate.whole / scale for _, rate, scale, _ in rows]),
        SheetColumn("value", paper.said(say("Share")), "percent", values, lambda _, row: f'=IF(C{row}=0,"",B{row}/C{row})'),
        SheetColumn("formula", paper.said(say("How it is computed")), "text", [paper.said(words) for *_, words in rows], most=90),
    ]


def _reasons(paper: Paper, rows: pd.DataFrame) -> list[SheetColumn]:
    first, last = HEADER + 2, HEADER + 1 + max(1, len(rows))
    share = f"=IF(SUM(D${first}:D${last})=0,0,D{{row}}/SUM(D${first}:D${last}))"
    return [
        SheetColumn("reason", paper.said(say("Reason")), "text", frame_values(rows, "label")),
        SheetColumn("contacts", paper.said(say("Contacts")), "integer", frame_values(rows, "contacts")),
        SheetColumn("customers", paper.said(say("Customers")), "integer", frame_values(rows, "customers")),
        SheetColumn("amount", paper.said(say("Overdue")), "money", frame_values(rows, "amount")),
        SheetColumn("share", paper.said(say("Share")), "percent", [value / 100 for value in rows["share"].tolist()], share),
        SheetColumn(
            "cumulated", paper.said(say("Cumulated")), "percent", [value / 100 for value in rows["cumulated"].tolist()],
            f"=SUM(E${first}:E{{row}})",
        ),
    ]  # fmt: skip


def _recovery(paper: Paper, rows: pd.DataFrame, title: Message) -> list[SheetColumn]:
    rates = [None if pd.isna(value) else float(value) / 100 for value in rows["rate"].tolist()]
    return [
        SheetColumn("label", paper.said(title), "text", frame_values(rows, "label")),
        SheetColumn("steps", paper.said(say("How often")), "integer", frame_values(rows, "steps")),
        SheetColumn("customers", paper.said(say("Customers")), "integer", frame_values(rows, "customers")),
        SheetColumn("overdue", paper.said(say("Overdue then")), "money", frame_values(rows, "overdue")),
        SheetColumn("collected", paper.said(say("Collected")), "money", frame_values(rows, "collected")),
        SheetColumn("rate", paper.said(say("Recovery")), "percent", rates, '=IF(D{row}=0,"",E{row}/D{row})'),
        SheetColumn("running", paper.said(say("Still running")), "integer", frame_values(rows, "running")),
    ]


def _months(paper: Paper, rows: pd.DataFrame) -> list[SheetColumn]:
    counts = (
        ("contacts", say("Contacts")), ("reached", say("Somebody reached")), ("customers", say("Customers")),
        ("promised", say("Promises made")), ("due", say("Promises due")), ("kept", say("Kept in full")),
    )  # fmt: skip
    return [
        SheetColumn("month", paper.said(say("Month")), "label", frame_values(rows, "month")),
        *(SheetColumn(name, paper.said(title), "integer", frame_values(rows, name)) for name, title in counts),
        SheetColumn("collected", paper.said(say("Collected")), "money", frame_values(rows, "collected")),
    ]


def _silent(paper: Paper, rows: pd.DataFrame) -> list[SheetColumn]:
    return [
        SheetColumn("number", heading(CUSTOMERS, "customer_id", paper), "text", frame_values(rows, "customer_id")),
        SheetColumn("name", heading(CUSTOMERS, "customer_name", paper), "text", frame_values(rows, "customer_name"), least=20, most=40),
        SheetColumn("amount", paper.said(say("To collect")), "money", frame_values(rows, "amount")),
        SheetColumn("days", paper.said(say("Days past due")), "integer", frame_values(rows, "days")),
        SheetColumn("last_on", paper.said(say("Last contact")), "date", frame_values(rows, "last_on")),
        SheetColumn("silent", paper.said(say("Days without contact")), "integer", frame_values(rows, "silent")),
        SheetColumn("phone", heading(CUSTOMERS, "phone", paper), "text", frame_values(rows, "phone")),
        SheetColumn("salesperson", heading(CUSTOMERS, "salesperson", paper), "text", frame_values(rows, "salesperson")),
    ]
