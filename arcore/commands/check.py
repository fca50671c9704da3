"""`check`: what is understood of files, without importing anything."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, cast

import click

from arcore.commands.common import FILE, UNUSABLE_INPUT, answer, as_json, content_of, language, sentences
from arcore.i18n import Language
from arcore.intake.anything import read_files
from arcore.intake.model import Issue, Outcome, Reading, Table
from arcore.intake.statements.model import Statement
from arcore.messages import Unusable
from arcore.money import plain, total_by_currency
from arcore.schema import TableKind

KINDS = ("auto", "customers", "documents", "receipts", "statement")


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--kind", type=click.Choice(KINDS), default="auto", show_default=True, help="What the files hold, where you know it.")
@click.option("--password", help="For protected workbooks; never stored.")
@as_json
@language
@sentences
def check(files: tuple[Path, ...], kind: str, password: str | None, json_path: str | None, lang: Language) -> None:
    """Say what is understood of FILES: tables, columns, rows, totals, and every row that cannot be used."""
    wanted = None if kind == "auto" else TableKind(kind)
    readings = [reading for path in files for reading in _readings(path, wanted, password)]
    answer({"files": [as_dict(reading, lang) for reading in readings]}, json_path)
    if json_path != "-":
        for reading in readings:
            click.echo(_told(reading, lang))
    if any(reading.outcome is Outcome.REJECTS for reading in readings):
        sys.exit(UNUSABLE_INPUT)


def _readings(path: Path, kind: TableKind | None, password: str | None) -> list[Reading]:
    try:
        return read_files(content_of(path), path.name, kind=kind, password=password)
    except Unusable as fault:
        return [Reading(path.name, "", "", error=fault.message)]


def as_dict(reading: Reading, lang: Language) -> dict[str, Any]:
    """A reading as `check --json` shows it; money as text, per currency in `amount_totals`."""
    return {
        "file": reading.file,
        "outcome": reading.outcome.value,
        "error": reading.error.text(lang) if reading.error else None,
        "tables": [_table(table, lang) for table in reading.tables],
        "issues": [issue_as_dict(issue, lang) for issue in reading.issues],
        "data_date": {"date": said.day.isoformat(), "text": said.text, "stated": said.stated} if (said := reading.data_date) else None,
        "notes": [note.text(lang) for note in reading.notes],
    }


def _table(table: Table, lang: Language) -> dict[str, Any]:
    totals = _totals(table)
    statement = table.kind is TableKind.STATEMENT
    money = {
        name: plain(int(str(table.facts[name])), str(table.facts["currency"] or "CNY")) for name in ("money_in", "money_out") if statement
    }
    return {
        "kind": table.kind.value,
        "side": table.side.value,
        "sheet": table.sheet,
        "header_row": table.header_row,
        "columns": dict(table.columns),
        "rows": len(table.rows),
        "amount_total": next(iter(totals.values()), "0.00") if len(totals) <= 1 and not statement else None,
        "amount_totals": totals,
        "money_in": money.get("money_in"),
        "money_out": money.get("money_out"),
        "statements": _statements(table) if statement else None,
        "non_blank_rows": table.non_blank_rows,
        "issues": [issue_as_dict(issue, lang) for issue in table.issues],
        "set_aside": [{"row": row.row, "reason": row.reason.text(lang)} for row in table.set_aside],
    }


def _statements(table: Table) -> list[dict[str, Any]]:
    """Per account: the period (stated, else that of its movements), balances, and the movements of the table's currency."""
    currency = str(table.facts["currency"] or "CNY")
    statements = cast("tuple[Statement, ...]", table.facts["statements"])
    own = [s for s in statements if not s.movements or any((m.currency or currency) == currency for m in s.movements)]
    return [_account(statement, currency) for statement in own]


def _account(statement: Statement, currency: str) -> dict[str, Any]:
    movements = [m for m in statement.movements if (m.currency or currency) == currency]
    days = [m.date for m in movements]
    first, last = statement.period_from or min(days, default=None), statement.period_to or max(days, default=None)
    balances = {"opening": statement.opening, "closing": statement.closing} if currency == statement.currency else {}
    return {
        "account": statement.account,
        "holder": statement.holder,
        "currency": currency,
        "period_from": first.isoformat() if first else None,
        "period_to": last.isoformat() if last else None,
        "movements": len(movements),
        "money_in": plain(sum(m.amount for m in movements if m.amount > 0), currency),
        "money_out": plain(-sum(m.amount for m in movements if m.amount < 0), currency),
        **{name: None if minor is None else plain(minor, currency) for name, minor in balances.items()},
    }


def _totals(table: Table) -> dict[str, str]:
    """The amounts of usable rows by currency; open balances where a file has no amounts."""
    name = next((n for n in ("amount", "open_amount") if n in table.rows and table.kind in (TableKind.DOCUMENTS, TableKind.RECEIPTS)), None)
    if name is None:
        return {}
    assumed = str(table.facts.get("currency_assumed", "CNY"))
    currencies = table.rows["currency"].fillna(assumed) if "currency" in table.rows else [assumed] * len(table.rows)
    pairs = [(str(c), int(a)) for c, a in zip(currencies, table.rows[name].fillna(0), strict=True)]
    return {currency: plain(total, currency) for currency, total in total_by_currency(pairs).items()}


def issue_as_dict(issue: Issue, lang: Language) -> dict[str, Any]:
    """An issue as `check --json` shows it."""
    return {
        "row": issue.row,
        "column": issue.column,
        "code": issue.code,
        "message": issue.message.text(lang),
        "hint": issue.hint.text(lang) if issue.hint else None,
        "cell": issue.cell,
        "value": issue.value,
        "blocking": issue.blocking,
    }


def _told(reading: Reading, lang: Language) -> str:
    """A reading in a few lines for the terminal."""
    lines = [f"{reading.file}: {reading.outcome.value}" + (f": {reading.error.text(lang)}" if reading.error else "")]
    for table in reading.tables:
        totals = ", ".join(f"{currency} {total}" for currency, total in _totals(table).items())
        lines.append(f"  {table.sheet} [{table.kind.value}] {len(table.rows)} {totals}".rstrip())
        for own in _statements(table) if table.kind is TableKind.STATEMENT else ():
            sums = f"+{own['money_in']} −{own['money_out']}"
            lines.append(
                f"    {own['account'] or '?'} {own['period_from']}–{own['period_to']}: {own['movements']}, {own['currency']} {sums}"
            )
        lines += [f"    {issue.sheet}!{issue.cell or issue.row or ''} {issue.message.text(lang)}" for issue in table.issues]
    return "\n".join(lines)
