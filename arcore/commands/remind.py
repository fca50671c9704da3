"""`remind`: the day's messages, written once however often it is started, and sent only where asked for."""

from __future__ import annotations

import datetime as dt
import getpass
from collections import Counter
from pathlib import Path
from typing import Any

import click

from arcore.collecting.may_have_paid import taught_payers, waiting_lines
from arcore.commands.books import database as database_option
from arcore.commands.books import existing, policy_of
from arcore.commands.common import DATE, FILE, answer, as_json, language, sensible_day, sentences
from arcore.i18n import Language
from arcore.ledger import Ledger
from arcore.letters.own_templates import letter_templates, statement_template
from arcore.messages import Unusable, say
from arcore.sending import gateways, outbox
from arcore.sending.delivery import deliver
from arcore.sending.keeping import keep
from arcore.sending.today import KINDS, Today, messages_of


@click.command("remind")
@click.option("--day", type=DATE, callback=sensible_day, help="The day to write for; today unless given.")
@click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only messages of this kind; repeatable. All by default.")
@click.option("--send", "sending", is_flag=True, help="Write to the outbox and send; without it nothing is written or sent.")
@click.option("--drafts", type=FILE, help="Write to the outbox, and as .eml drafts into this folder instead of sending.")
@click.option("--who", default=getpass.getuser, help="Who sends, for the journal.")
@database_option
@as_json
@language
@sentences
def remind(
    day: dt.date | None, kinds: tuple[str, ...], sending: bool, drafts: Path | None, who: str, database: str | None,
    json_path: str | None, lang: Language,
) -> None:  # fmt: skip
    """Write what customers are to hear today: reminders before the due date, statements by the calendar, dunning by step.

    A dry run unless --send or --drafts is given. Final demands are left to a person.
    """
    books, today = existing(database), day or dt.date.today()
    urls = gateways.configured() if sending else []
    if sending and not urls:
        raise Unusable(
            say("No way to send is set: put Apprise URLs with {to} for the address into {variable}, or use --drafts.", to="{to}",
                variable=gateways.VARIABLE)
        )  # fmt: skip
    wanted = _wanted(books, today, kinds or KINDS, lang)
    counts = _counts(wanted)
    if sending or drafts:
        for prepared in wanted.messages:
            keep(books, prepared, today, who)
        rules = policy_of(books)
        now = books.books()
        for row in outbox.deliverable(outbox.addressed(now.registers["outbox"], now.customers), today, rules):
            counts[deliver(books, row, urls, drafts, today=today, who=who)] += 1
    dry = not (sending or drafts)
    told = [problem.text(lang) for problem in wanted.problems]
    answer({"day": today.isoformat(), **counts, "problems": told, "dry_run": dry}, json_path)
    if json_path != "-":
        _tell(today, counts, told, dry, lang)


def _wanted(books: Ledger, today: dt.date, kinds: tuple[str, ...], lang: Language) -> Today:
    now, learned = books.books(), books.learned()
    return messages_of(
        now, policy_of(books), today, lang, data_date=books.data_date(),
        templates=letter_templates(books, lang), statement_template=statement_template(books, lang), kinds=kinds,
        waiting=waiting_lines(books.statement_lines(), now.customers, taught_payers(learned.accounts, learned.names)),
    )  # fmt: skip


def _counts(wanted: Today) -> dict[str, Any]:
    by_kind = Counter(each.notice.kind for each in wanted.messages)
    without = sum(not each.notice.recipient for each in wanted.messages)
    outcomes = dict.fromkeys(("sent", "failed", "drafts", "elsewhere"), 0)
    return {"notices": len(wanted.messages), **{kind: by_kind[kind] for kind in KINDS}, **outcomes, "no_address": without,
            "for_a_person": wanted.for_a_person}  # fmt: skip


def _tell(today: dt.date, counts: dict[str, Any], problems: list[str], dry: bool, lang: Language) -> None:
    """The day in words, for people."""
    told = say("{day}: {pre_due} reminders before the due date, {statement} statements, {dunning} letters; {sent} sent, {failed} failed, "
               "{drafts} drafts, {no_address} without an address.", day=today.isoformat(), **counts)  # fmt: skip
    click.echo(told.text(lang))
    if counts["for_a_person"]:
        click.echo(say("Final demands due: {count}. They go out sealed; write them on the page Collections.",
                       count=counts["for_a_person"]).text(lang))  # fmt: skip
    for problem in problems:
        click.echo(problem)
    if dry:
        click.echo(say("Dry run: nothing was written or sent. Use --send or --drafts.").text(lang))
