"""`audit-pack`: what an outside auditor asks for, of a ledger, as one archive."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from arcore import desk
from arcore.audit import opened
from arcore.audit.audit_file import AuditFile, audit_file, sampled_at
from arcore.audit.sampling import METHODS, plan_of
from arcore.commands.books import database as database_option
from arcore.commands.books import existing, policy_of
from arcore.commands.common import DATE, FILE, answer, as_json, language, sensible_day, sentences, write_bytes
from arcore.documents import audit_pack
from arcore.documents.audit_confirmation import AuditFirm
from arcore.documents.audit_pack import Pack
from arcore.documents.workbook_style import Stamp
from arcore.i18n import Language
from arcore.messages import Message, Unusable, say


@click.command("audit-pack")
@click.argument("output", type=FILE)
@click.option("--balance-date", type=DATE, callback=sensible_day, required=True, help="The day whose balances are confirmed.")
@click.option("--as-of", type=DATE, callback=sensible_day, help="Up to which day receipts and answers count; the books' last day.")
@click.option("--method", type=click.Choice(list(METHODS)), default="mus", show_default=True)
@click.option("--size", type=click.IntRange(1), help="How many to choose; monetary units without it go by the policy's percentages.")
@click.option("--seed", type=click.IntRange(0), help="The policy's unless given.")
@click.option("--currency", help="The company's own unless given.")
@click.option("--firm", nargs=4, metavar="NAME ADDRESS CONTACT PHONE", help="The audit firm; without it no letters are written.")
@database_option
@as_json
@language
@sentences
def command(
    output: Path,
    balance_date: dt.date,
    as_of: dt.date | None,
    method: Any,
    size: int | None,
    seed: int | None,
    currency: str | None,
    firm: tuple[str, str, str, str] | None,
    database: str | None,
    json_path: str | None,
    lang: Language,
) -> None:
    """Write the auditor's pack to OUTPUT (.zip): sample, letters, receipts after the date, aging recalculated, journal, exceptions."""
    ledger = existing(database)
    books, policy = ledger.books(), policy_of(ledger)
    day = as_of or desk.last_day(books) or balance_date
    if day < balance_date:
        raise Unusable(say("The balance date {first} is after {last}, up to which receipts count.", first=balance_date, last=day))
    at = opened.examined(ledger, books, day, policy)
    code = currency or policy.company.currency
    plan = plan_of(at.books, balance_date, code, policy.audit, method=method, size=size)
    sample = sampled_at(at, plan if seed is None else replace(plan, seed=seed), balance_date, code)
    file = audit_file(at, sample)
    given = audit_pack.given_by(ledger, day, AuditFirm(*firm) if firm else None)

    def told(share: float, what: Message) -> None:
        click.echo(f"{share:4.0%} {what.text(lang)}", err=True)

    made = audit_pack.build(file, given, Stamp(policy.company.name, day, lang, version=books.version), told)
    write_bytes(output, made.zipped())
    answer(_payload(file, made), json_path)
    if json_path != "-":
        for each in made.asked:
            click.echo(f"{each.what.text(lang)}: {each.note.text(lang)}")


def _payload(file: AuditFile, made: Pack) -> dict[str, Any]:
    selection = file.sample.selection
    return {
        "balance_date": file.sample.balance_date.isoformat(),
        "as_of": file.at.as_of.isoformat(),
        "files": list(made.files),
        "population": selection.total,
        "interval": selection.interval,
        "start": selection.start,
        "seed": selection.plan.seed,
        "chosen": selection.chosen["customer_id"].tolist(),
        "exceptions": len(file.exceptions),
        "differences": len(file.again.differences),
        "asked": {state: [each.what.text("en") for each in made.asked if each.state == state] for state in ("in", "part", "missing")},
    }
