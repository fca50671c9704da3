"""`match`: bank statements against open items, straight from files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click
import pandas as pd

from arcore import policy_file
from arcore.bulk_work import many_records
from arcore.cash.position import named_customers, open_for_matching
from arcore.cash.statements import knowing_own, statements_of
from arcore.commands.common import DATE, FILE, answer, as_json, content_of, language, sensible_day, sentences, write_bytes
from arcore.commands.working_books import findings, temporary_books, usable, warn
from arcore.documents import reconciliation_workbook
from arcore.i18n import Language
from arcore.intake.model import Reading
from arcore.matching.run import match as matched
from arcore.schema import TableKind


@click.command()
@click.option("--customers", type=FILE, multiple=True, required=True, help="Workbook of customers.")
@click.option("--documents", type=FILE, multiple=True, required=True, help="Workbook of invoices and credit notes.")
@click.option("--receipts", type=FILE, multiple=True, help="Workbook of receipts already applied.")
@click.option("--statement", type=FILE, multiple=True, required=True, help="Bank statement, as the bank gave it.")
@click.option("--as-of", type=DATE, required=True, callback=sensible_day, help="The day whose open items are matched, YYYY-MM-DD.")
@click.option("--password", help="For protected workbooks; never stored.")
@click.option("--policy", "policy_path", type=FILE, help="The company's rules (TOML).")
@click.option("--output", type=FILE, help="Write the reconciliation workbook here (.xlsx).")
@as_json
@language
@sentences
@many_records()
def match(
    customers: tuple[Path, ...],
    documents: tuple[Path, ...],
    receipts: tuple[Path, ...],
    statement: tuple[Path, ...],
    as_of: dt.date,
    password: str | None,
    policy_path: Path | None,
    output: Path | None,
    json_path: str | None,
    lang: Language,
) -> None:
    """Match the lines of bank statements to open documents, with the evidence for each."""
    day = as_of
    policy = policy_file.load(content_of(policy_path).decode("utf-8")) if policy_path else policy_file.default()
    asked = ((customers, TableKind.CUSTOMERS), (documents, TableKind.DOCUMENTS), (receipts, TableKind.RECEIPTS))
    readings = [r for paths, kind in asked for r in usable(paths, kind, password, policy.company.currency)]
    statements = usable(statement, TableKind.STATEMENT, password)
    books, preview = temporary_books(readings, day, policy)
    noticed = findings([*readings, *statements], preview, lang)
    lines = statement_lines(statements)
    open_items = open_for_matching(books, day)
    own = statements_of(statements)
    policy = knowing_own(policy, [s.account for s in own], [s.holder for s in own])
    proposals = matched(lines, open_items, named_customers(books), as_of=day, policy=policy, history=books.receipts)
    if json_path is not None:
        places = dict(zip(lines["line"], zip(lines["file"], lines["line_of_file"], strict=True), strict=True))
        payload = [{**proposal.as_json(lang), **_place(*places[proposal.line])} for proposal in proposals]
        answer({"as_of": day.isoformat(), "lines": payload, **noticed}, json_path)
    warn(noticed, lang)
    if output is not None:
        write_bytes(output, reconciliation_workbook.build(lines, proposals, books, statements, as_of=day, policy=policy, lang=lang))
    if json_path != "-":
        counts = pd.Series([proposal.status for proposal in proposals]).value_counts()
        click.echo(", ".join(f"{status} {count}" for status, count in sorted(counts.items())))


def _place(file: str, line: int) -> dict[str, Any]:
    return {"line": int(line), "file": file}


def statement_lines(statements: list[Reading]) -> pd.DataFrame:
    """The movements of all files, numbered through; `file` and `line_of_file` say where each stands."""
    parts = []
    for reading in statements:
        rows = pd.concat([table.rows for table in reading.tables]).sort_values("line")
        parts.append(rows.assign(file=reading.file, line_of_file=rows["line"]))
    lines = pd.concat(parts, ignore_index=True)
    lines["line"] = range(1, len(lines) + 1)
    return lines
