"""`pack`: the monthly review of a ledger as a workbook and slides."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from arcore import desk
from arcore.commands.books import database as database_option
from arcore.commands.books import existing, policy_of
from arcore.commands.common import DATE, FILE, answer, as_json, language, sensible_day, sentences, write_bytes
from arcore.documents import review_pack
from arcore.documents.workbook_style import Stamp
from arcore.i18n import Language
from arcore.messages import Unusable, say
from arcore.money import Unit
from arcore.registers_at import registers_at, rows_of
from arcore.review import Month
from arcore.review.meeting import with_meeting
from arcore.review.opened import month_of
from arcore.review.overdue import month_end


@click.command("pack")
@click.option("--month", type=DATE, callback=sensible_day, required=True, help="Any day of the month, YYYY-MM-DD.")
@click.option("--as-of", type=DATE, callback=sensible_day, help="The day up to which decisions are told; the books' last day.")
@click.option("--folder", type=FILE, default=Path("."), help="Where the two files are written.")
@click.option("--currency", help="Of slides and key figures; the company's own unless given.")
@click.option("--unit", type=click.Choice(("unit", "ten_thousand")), default="ten_thousand", show_default=True)
@database_option
@as_json
@language
@sentences
def pack(
    month: dt.date,
    as_of: dt.date | None,
    folder: Path,
    currency: str | None,
    unit: Unit,
    database: str | None,
    json_path: str | None,
    lang: Language,
) -> None:
    """Write the pack of the monthly review: T1 to T15 as a workbook, and the slides."""
    if not folder.is_dir():
        raise Unusable(say("There is no folder {folder}. Make it, or choose another with --folder.", folder=str(folder)))
    kept = existing(database)
    books, policy = kept.books(), policy_of(kept)
    end = month_end(month)
    known = as_of or max(end, desk.last_day(books) or end)
    found = with_meeting(month_of(kept, books, end, policy), rows_of(registers_at(books, known), "overdue_actions"), known)
    stamp = Stamp(policy.company.name, found.as_of, lang, unit, books.version)
    made = review_pack.build(books, found, policy, currency or policy.company.currency, stamp, known=known)
    for name, content in made.files().items():
        write_bytes(folder / name, content)
    answer(_payload(found, made), json_path)
    if json_path != "-":
        click.echo(say("Written: {files}", files=", ".join(made.files())).text(lang))


def _payload(month: Month, made: review_pack.Pack) -> dict[str, Any]:
    ties = [tie for table in month.tables for tie in table.ties]
    return {
        "month": month.name,
        "as_of": month.as_of.isoformat(),
        "closed": month.closed,
        "files": list(made.files()),
        "rows": {table.number: len(table.rows) for table in month.tables},
        "proofs": len(ties),
        "broken": sum(bool(tie.difference) for tie in ties),
    }
