"""`remind`: the day's messages, written once however often it is started, and sent only where asked for."""

from __future__ import annotations

import datetime as dt
import getpass
from pathlib import Path
from typing import Any

import click

from arcore import balances, ledger, policy_file
from arcore.commands import outgoing
from arcore.commands.books import database as database_option
from arcore.commands.common import DATE, FILE, answer, as_json, language, sensible_day, sentences
from arcore.engines import collect
from arcore.i18n import Language
from arcore.ledger import Ledger, RowChange
from arcore.messages import Unusable, say
from arcore.registers.checks import Given
from arcore.reminders import Notice, notices

FIELDS = ("written_on", "kind", "recipient", "subject", "body", "state", "result")


@click.command("remind")
@click.option("--day", type=DATE, callback=sensible_day, help="The day to write for; today unless given.")
@click.option("--send", "sending", is_flag=True, help="Write to the outbox and send; without it nothing is written or sent.")
@click.option("--drafts", type=FILE, help="Write to the outbox, and as .eml drafts into this folder instead of sending.")
@click.option("--who", default=getpass.getuser, help="Who sends, for the journal.")
@database_option
@as_json
@language
@sentences
def remind(
    day: dt.date | None, sending: bool, drafts: Path | None, who: str, database: str | None, json_path: str | None, lang: Language
) -> None:
    """Remind customers of what falls due, by the policy's days; a dry run unless --send or --drafts is given."""
    books, today = ledger.open(database), day or dt.date.today()
    wanted = _notices(books, today, lang)
    urls = outgoing.configured() if sending else []
    if sending and not urls:
        raise Unusable(
            say("No way to send is set: put Apprise URLs with {to} for the address into {variable}, or use --drafts.", to="{to}",
                variable=outgoing.VARIABLE)
        )  # fmt: skip
    counts = {
        "notices": len(wanted),
        "sent": 0,
        "failed": 0,
        "drafts": 0,
        "elsewhere": 0,
        "no_address": sum(not each.recipient for each in wanted),
    }
    if sending or drafts:
        for notice in wanted:
            _keep(books, notice, today, who)
        for row in _waiting(books, today):
            counts[_deliver(books, row, urls, drafts, who)] += 1
    answer({"day": today.isoformat(), **counts, "dry_run": not (sending or drafts)}, json_path)
    if json_path != "-":
        told = say("{day}: {notices} reminders; {sent} sent, {failed} failed, {drafts} drafts, {no_address} without an address.",
                   day=today.isoformat(), **counts)  # fmt: skip
        click.echo(told.text(lang))
        if not (sending or drafts):
            click.echo(say("Dry run: nothing was written or sent. Use --send or --drafts.").text(lang))


def _notices(books: Ledger, today: dt.date, lang: Language) -> list[Notice]:
    now = books.books()
    items = collect(balances.open_items(now.documents, now.allocations, today))
    return notices(items, now.customers, books.policy() or policy_file.default(), today, lang)


def _keep(books: Ledger, notice: Notice, today: dt.date, who: str) -> None:
    """Into the outbox, once: the same token again changes nothing."""
    values: dict[str, Given] = {"written_on": today, "kind": notice.kind, "recipient": notice.recipient or None, "subject": notice.subject,
              "body": notice.body, "state": "waiting" if notice.recipient else "no_address"}  # fmt: skip
    books.change_registers([RowChange("outbox", values, customer_key=notice.customer_key)], who=who, token=notice.token)


def _waiting(books: Ledger, today: dt.date) -> list[Any]:
    rows = books.books().registers["outbox"]
    found: list[Any] = rows[(rows["state"] == "waiting") & (rows["written_on"] == dt.datetime.combine(today, dt.time()))].to_dict("records")
    return found


def _deliver(books: Ledger, row: Any, urls: list[str], drafts: Path | None, who: str) -> str:
    """Claim the message, then send it and record what came of it.

    It is claimed first, so that a second run or a crash between the two can lose a message but never send one twice;
    a message left "being sent" is for a person to look at.
    """
    key = int(row["row_key"])
    try:
        _mark(books, row, "sending", "", who, entry=int(row["entry"]))
    except Unusable:  # another run has claimed it
        return "elsewhere"
    if drafts is not None:
        path = outgoing.draft(drafts, f"{row['written_on']:%Y-%m-%d}-{key}", row["recipient"], row["subject"], row["body"])
        _mark(books, row, "sent", path.name, who)
        return "drafts"
    sent = outgoing.send(urls, row["recipient"], row["subject"], row["body"])
    _mark(books, row, "sent" if sent else "failed", "", who)
    return "sent" if sent else "failed"


def _mark(books: Ledger, row: Any, state: str, result: str, who: str, entry: int | None = None) -> None:
    values: dict[str, Given] = {name: row[name] if isinstance(row[name], str) else None for name in FIELDS}
    values |= {"written_on": row["written_on"].date(), "state": state, "result": result or None}
    books.change_registers([RowChange("outbox", values, row_key=int(row["row_key"]), entry=entry)], who=who)
