"""What is to be written to customers today, each once: reminders before the due date, statements by the calendar, dunning by step
(capabilities 70, 71, 37, 141).

The same day, kind and customer are the same message: its token says so. Statements and dunning wait where the books do not
reach far enough, so that nobody is asked for what has been paid. Final demands are never sent from here: they go out sealed,
in a way that can be proven, by a person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from arcore import balances, dunning, ratings, wording
from arcore.accounts import Account
from arcore.books import Books
from arcore.collecting.agreements import Agreements, agreements
from arcore.collecting.may_have_paid import waiting_money
from arcore.collecting.named import covers
from arcore.confirming import due, progress
from arcore.confirming.statement import pay_to
from arcore.documents import letter_batch, statement_batch
from arcore.documents.letter_batch import Templates
from arcore.documents.statement_batch import Issued
from arcore.engines import collect
from arcore.i18n import Language
from arcore.letters import compose, listing
from arcore.letters.complete import missing
from arcore.letters.model import Letter
from arcore.messages import Message, Unusable, say
from arcore.policy import Policy
from arcore.registers_at import rows_of
from arcore.sending.mails import letter_mail, statement_mail
from arcore.sending.reminders import Notice, address_in, notices
from arcore.standing import standing

Kind = Literal["pre_due", "statement", "dunning"]
KINDS: tuple[Kind, ...] = ("pre_due", "statement", "dunning")
STALE_DAYS = 7
"""Older books dun nobody: the money may have come since."""


@dataclass(frozen=True)
class Prepared:
    """One message; `paper` makes the file that goes with it, whose row belongs into `register`."""

    notice: Notice
    register: str = ""
    paper: Callable[[], Issued] | None = None


@dataclass(frozen=True)
class Today:
    """The day's messages, what stands in the way of others, and how many final demands wait for a person."""

    messages: tuple[Prepared, ...]
    problems: tuple[Message, ...]
    for_a_person: int


def messages_of(
    books: Books, policy: Policy, day: dt.date, lang: Language, *, data_date: dt.date | None, templates: Templates | None = None,
    statement_template: bytes | None = None, kinds: Collection[str] = KINDS, waiting: pd.DataFrame | None = None,
) -> Today:  # fmt: skip
    """Everything to be written on `day`; `data_date` is the day the books are about, `templates` the user's own, `waiting` the bank
    lines that seem to come from customers and that nobody has dealt with (`may_have_paid.waiting_lines`).
    """
    found: list[Prepared] = []
    problems: list[Message] = []
    by_hand = 0
    agreed = agreements(books, day, policy)
    if "pre_due" in kinds:
        found += _pre_due(books, policy, day, lang, agreed)
    if "statement" in kinds:
        statements, why = _statements(books, policy, day, lang, data_date, statement_template)
        found, problems = [*found, *statements], [*problems, *why]
    if "dunning" in kinds:
        letters, by_hand, why = _dunning(books, policy, day, lang, data_date, templates or {}, agreed, waiting)
        found, problems = [*found, *letters], [*problems, *why]
    return Today(tuple(found), tuple(problems), by_hand)


def _pre_due(books: Books, policy: Policy, day: dt.date, lang: Language, agreed: Agreements) -> list[Prepared]:
    """Friendly reminders of what is asked for and falls due soon; of a plan nothing is while a document of it is on hold."""
    items = collect(balances.open_items(books.documents, books.allocations, day))
    asked, why_not = dunning.asked_for(items, agreed)
    keys = zip(items["customer_key"].tolist(), items["document_key"].tolist(), why_not, strict=True)
    held = [(who, key) for who, key, why in keys if why == "held"]
    plans = [plan for plan in agreed.plans if not any(who == plan.customer_key and covers(plan.documents, key) for who, key in held)]
    items = items.assign(open=asked)[[not why for why in why_not]]
    written = _reminded(books, day)
    wanted = notices(items, books.customers, policy, day, lang, plans)
    return [Prepared(notice) for notice in wanted if notice.customer_key not in written]


def _reminded(books: Books, day: dt.date) -> set[int]:
    """Whom a reminder of the day has been written to."""
    rows = rows_of(books.registers, "outbox")
    mine = rows[(rows["kind"] == "pre_due") & (rows["written_on"] == pd.Timestamp(day))]
    return set(mine["customer_key"].dropna().astype("int64"))


def _statements(
    books: Books, policy: Policy, day: dt.date, lang: Language, data_date: dt.date | None, template: bytes | None
) -> tuple[list[Prepared], list[Message]]:
    """The statements of the cycle that ended with the last month, which nobody has made yet."""
    end = due.month_end(day)
    if data_date is None or data_date < end:
        reach = data_date.isoformat() if data_date else "–"
        return [], [
            say("Statements as of {end} wait: the books reach only to {date}. Import the rest first.", end=end.isoformat(), date=reach)
        ]
    accounts = {f"{account.customer_key}|{account.currency}": account for account in due.current_accounts(books, end, policy)}
    rows = progress.rounds(list(accounts.values()), books, day, policy)
    wanted = rows[rows["due"] & (rows["status"] == "none")]
    if not len(wanted):
        return [], []
    try:
        pay_to(policy)
    except Unusable as refused:
        return [], [refused.message]
    return [_statement(row, accounts[row["row_id"]], books, policy, day, lang, template) for row in _records(wanted)], []


def _statement(row: Any, account: Account, books: Books, policy: Policy, day: dt.date, lang: Language, template: bytes | None) -> Prepared:
    name = str(row["customer_name"]) if pd.notna(row["customer_name"]) else str(row["customer_id"])
    reply_by = (max(day, account.end) + dt.timedelta(days=policy.collecting.reply_days)).isoformat()
    subject, body = statement_mail(account, name, policy, lang, reply_by=reply_by)

    def paper() -> Issued:
        made = statement_batch.issue(
            [account], books, policy, mode="detail", form="docx", lang=lang, dated=day, company=policy.company.name, template=template
        )
        return next(iter(made))

    token = f"remind:{account.end.isoformat()}:statement:{account.customer_key}:{account.currency}"
    return Prepared(_notice(token, "statement", account.customer_key, books, subject, body), "statements", paper)


def _dunning(
    books: Books, policy: Policy, day: dt.date, lang: Language, data_date: dt.date | None, templates: Templates,
    agreed: Agreements, waiting: pd.DataFrame | None,
) -> tuple[list[Prepared], int, list[Message]]:  # fmt: skip
    """Reminders and requests for payment by the ladder; the number of final demands that are due.

    Nobody is written to whose money may lie among the bank lines, or whose receipts cover what is asked for.
    """
    if data_date is None or (day - data_date).days > STALE_DAYS:
        reach = data_date.isoformat() if data_date else "–"
        return [], 0, [say("Nobody is dunned: the books reach only to {date}. Import the newest payments first.", date=reach)]
    items, rows = _listed(books, policy, day, agreed)
    wanted = listing.with_status(rows, "due")
    final = wanted["tone"] == "final"
    found: list[Prepared] = []
    problems: list[Message] = []
    came = {} if waiting is None else waiting_money(waiting)
    for row in _records(wanted[~final]):
        in_bank = came.get((int(row["customer_key"]), str(row["currency"])), 0)
        if in_bank or row["unapplied"] >= row["amount"]:
            problems.append(_look_first(row, in_bank + int(row["unapplied"])))
            continue
        letter = compose.letter_of(
            row, items, books, policy, as_of=min(day, data_date), dated=day,
            deadline=day + dt.timedelta(days=policy.collecting.letter_reply_days),
        )  # fmt: skip
        gaps = missing(letter, policy)
        problems += [gap for gap in gaps if gap not in problems]
        if not gaps:
            found.append(_letter(letter, books, policy, day, lang, templates))
    return found, int(final.sum()), problems


def _look_first(row: Any, amount: int) -> Message:
    return say("{customer}: no letter, {amount} of its money waits to be matched or applied. Do that first.",
               customer=row["customer_name"], amount=wording.amount(amount, row["currency"]))  # fmt: skip


def _listed(books: Books, policy: Policy, day: dt.date, agreed: Agreements) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The steps of every overdue document, and who is due which letter."""
    contacts, letters = (rows_of(books.registers, name) for name in ("contacts", "letters"))
    grades = ratings.grades(ratings.rated(books, day, policy))
    done = dunning.done_steps(contacts, letters, books.documents, day)
    at = standing(books, day, policy)
    items = dunning.steps(at.aged, done, agreed, grades=grades, policy=policy)
    rows = listing.listed(
        items, letters=letters, documents=books.documents, customers=books.customers, unapplied=at.unapplied, grades=grades,
        known=day,
    )  # fmt: skip
    return items, rows


def _letter(letter: Letter, books: Books, policy: Policy, day: dt.date, lang: Language, templates: Templates) -> Prepared:
    subject, body = letter_mail(letter, policy, lang)
    token = f"remind:{day.isoformat()}:dunning:{letter.tone}:{letter.customer_key}:{letter.currency}"
    return Prepared(
        _notice(token, "dunning", letter.customer_key, books, subject, body),
        "letters",
        lambda: letter_batch.issued(letter, policy, lang, templates),
    )


def _notice(token: str, kind: str, customer_key: int, books: Books, subject: str, body: str) -> Notice:
    mine = books.customers[books.customers["customer_key"] == customer_key].iloc[0]
    return Notice(token, kind, customer_key, address_in(mine.get("email")), subject, body)


def _records(rows: pd.DataFrame) -> Iterator[Any]:
    yield from rows.to_dict("records")
