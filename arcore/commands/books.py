"""Commands on the ledger: import files, export what it holds, verify it, back it up and restore it."""

from __future__ import annotations

import datetime as dt
import getpass
import sys
from functools import partial
from pathlib import Path

import click

from arcore import ledger, policy_file
from arcore.commands.check import KINDS
from arcore.commands.common import DATE, FILE, UNUSABLE_INPUT, answer, as_json, content_of, language, sensible_day, sentences, write_bytes
from arcore.commands.working_books import with_file
from arcore.i18n import Language
from arcore.intake.anything import read_files
from arcore.intake.data_date import said_day
from arcore.ledger import Ledger
from arcore.messages import Unusable, say
from arcore.policy import Policy
from arcore.schema import TableKind

database = click.option("--database", metavar="URL", help="The ledger; default ARCORE_DATABASE_URL, else the user's own file.")


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--kind", type=click.Choice(KINDS[:-1]), default="auto", show_default=True)
@click.option("--data-date", type=DATE, callback=sensible_day, help="The day whose state the files show; else what they say, else today.")
@click.option("--password", help="For protected workbooks; never stored.")
@click.option("--who", default=getpass.getuser, help="Who imports, for the journal.")
@click.option("--why", default="", help="Why, for the journal.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@database
@as_json
@language
@sentences
def import_(
    files: tuple[Path, ...],
    kind: str,
    data_date: dt.date | None,
    password: str | None,
    who: str,
    why: str,
    dry_run: bool,
    database: str | None,
    json_path: str | None,
    lang: Language,
) -> None:
    """Import customer, document and receipt workbooks into the ledger."""
    wanted = None if kind == "auto" else TableKind(kind)
    books = ledger.open(database)
    rules = policy_of(books)
    read = partial(read_files, kind=wanted, password=password, mappings=books.mappings(), currency=rules.company.currency)
    readings = [reading for path in files for reading in read(content_of(path), path.name)]
    for reading in readings:
        if reading.error is not None:
            raise Unusable(with_file(reading.file, reading.error))
    said = said_day(readings)
    day = data_date or (said.day if said else dt.date.today())
    preview = books.preview_import(readings, data_date=day, policy=rules)
    entry = None if dry_run else books.commit_import(preview, who=who, why=why, token=None)
    tables = [
        {
            "kind": table.kind.value,
            "side": table.side.value,
            "rows": table.rows,
            "new": table.new,
            "changed": table.changed_rows,
            "unchanged": table.unchanged,
            "unusable": table.unusable,
        }
        for table in preview.tables
    ]
    questions = [question.text(lang) for question in preview.questions]
    answer({"data_date": day.isoformat(), "entry": entry.seq if entry else None, "tables": tables, "questions": questions}, json_path)
    if json_path != "-":
        for table in tables:
            click.echo(" ".join(f"{name}={value}" for name, value in table.items()))
        for question in questions:
            click.echo(question)


@click.command()
@database
@as_json
@language
@sentences
def verify(database: str | None, json_path: str | None, lang: Language) -> None:
    """Check the journal's hash chain and the ledger's invariants."""
    from arcore.ledger.verify import verify as verified

    books = existing(database)
    report = verified(books)
    findings = [finding.text(lang) for finding in report.findings]
    answer({"sound": not findings, "entries": report.entries, "findings": findings}, json_path)
    if json_path != "-":
        click.echo(say("Ledger: {url}", url=books.url).text(lang))
        for line in findings or [say("Sound: {entries} journal entries, all figures agree.", entries=report.entries).text(lang)]:
            click.echo(line)
    if findings:
        sys.exit(UNUSABLE_INPUT)


@click.command()
@click.argument("output", type=FILE)
@database
@language
@sentences
def export(output: Path, database: str | None, lang: Language) -> None:
    """Write customers, documents, receipts and allocations to one workbook."""
    from arcore.documents import ledger_workbook

    books = existing(database).books()
    latest = [column.max() for column in (books.documents["document_date"], books.receipts["receipt_date"]) if len(column)]
    as_of = max(latest).date() if latest else dt.date.today()
    write_bytes(output, ledger_workbook.build(books, as_of=as_of, lang=lang))


@click.command()
@click.argument("output", type=FILE)
@database
@language
@sentences
def backup(output: Path, database: str | None, lang: Language) -> None:
    """Write the whole ledger to one file."""
    existing(database).backup(output)


@click.command()
@click.argument("source", type=FILE)
@database
@language
@sentences
def restore(source: Path, database: str | None, lang: Language) -> None:
    """Put a backup back; the ledger must be empty."""
    ledger.open(database).restore(source)


def existing(database: str | None) -> Ledger:
    """The ledger at a URL; raises Unusable where there is none, instead of making an empty one."""
    place = ledger.file_of(database)
    if place is not None and not place.exists():
        raise Unusable(say("There is no ledger at {place}. Import something first, or check the address.", place=place))
    return ledger.open(database)


def policy_of(books: Ledger) -> Policy:
    """The policy that the ledger holds, or the default one."""
    return books.policy() or policy_file.default()
