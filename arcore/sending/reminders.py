"""What is to be written to customers today: friendly reminders before the due date (capabilities 70, 141).

Pure: who is reminded follows from the open items, the policy's days and the date; running it twice gives the same messages
with the same tokens. What is in dispute, on hold or under a plan is not among the items; a plan's instalments are.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import pandas as pd

from arcore.collecting.plans_at import PlanAt
from arcore.confirming.statement import account_lines, pay_to
from arcore.i18n import Language
from arcore.messages import Message, Unusable, say
from arcore.money import shown
from arcore.policy import Policy
from arcore.sending.mails import body_of

ADDRESS = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+")


@dataclass(frozen=True)
class Notice:
    """One message. `token` names it: the same day, kind and customer are the same message. `recipient` "": no address known."""

    token: str
    kind: str
    customer_key: int
    recipient: str
    subject: str
    body: str


def notices(
    open_items: pd.DataFrame, customers: pd.DataFrame, policy: Policy, as_of: dt.date, lang: Language, plans: Sequence[PlanAt] = ()
) -> list[Notice]:
    """A reminder for each customer with debts, or instalments of `plans`, due exactly so many days from `as_of` as the policy lists
    (T−7, T−3, T−0).
    """
    days = {as_of + dt.timedelta(days=ahead) for ahead in policy.collecting.reminder_days}
    coming = sorted([*_documents(open_items, days), *_instalments(plans, days)], key=lambda one: (one.customer_key, one.due))
    known = customers.set_index("customer_key")
    found = []
    for key, mine in groupby(coming, key=lambda one: one.customer_key):
        customer = known.loc[key]
        name = customer["customer_name"] if isinstance(customer["customer_name"], str) else str(customer["customer_id"])
        subject = say("{company}: payments due soon", company=policy.company.name or say("Your supplier")).text(lang)
        found.append(
            Notice(
                token=f"remind:{as_of.isoformat()}:pre_due:{key}",
                kind="pre_due",
                customer_key=key,
                recipient=address_in(customer.get("email")),
                subject=subject,
                body=_body(str(name), list(mine), policy, lang),
            )
        )
    return found


@dataclass(frozen=True)
class _Coming:
    """One payment that falls due soon; `number` None: an instalment."""

    customer_key: int
    due: dt.date
    currency: str
    amount: int
    number: str | None


def _documents(open_items: pd.DataFrame, days: Collection[dt.date]) -> Iterator[_Coming]:
    due = open_items[(open_items["open"] > 0) & open_items["due_date"].isin([pd.Timestamp(day) for day in days])]
    due = due.sort_values(["due_date", "document_key"])
    columns = (due[name].tolist() for name in ("customer_key", "due_date", "currency", "open", "document_no"))
    for key, on, code, open_, number in zip(*columns, strict=True):
        yield _Coming(int(key), on.date(), str(code), int(open_), str(number))


def _instalments(plans: Sequence[PlanAt], days: Collection[dt.date]) -> Iterator[_Coming]:
    """What is still to be paid of instalments on these days; of a plan that is broken none is asked for by itself."""
    for plan in plans:
        for each, came in () if plan.standing.accelerated else plan.covered():
            if each.due in days and each.total > came:
                yield _Coming(plan.customer_key, each.due, plan.currency, each.total - came, None)


def address_in(text: object) -> str:
    """The first e-mail address in a cell; empty where there is none.

    >>> address_in("财务 王 <wang@example.com>; li@example.com"), address_in("电话 123")
    ('wang@example.com', '')
    """
    found = ADDRESS.search(text) if isinstance(text, str) else None
    return found[0] if found else ""


def _body(name: str, mine: Sequence[_Coming], policy: Policy, lang: Language) -> str:
    lines = [
        say("{number}: {amount} {currency}, due on {date}", number=one.number or say("Instalment"),
            amount=shown(one.amount, one.currency, lang=lang), currency=one.currency, date=one.due.isoformat()).text(lang)
        for one in mine
    ]  # fmt: skip
    sums = {code: sum(one.amount for one in mine if one.currency == code) for code in dict.fromkeys(one.currency for one in mine)}
    if len(mine) > len(sums):
        lines += [say("In all: {amount} {currency}", amount=shown(total, code, lang=lang), currency=code).text(lang)
                  for code, total in sums.items()]  # fmt: skip
    parts: list[Message | str] = [say("this is to remind you of the following payments that fall due soon:"), "\n".join(lines)]
    if account := _account(policy, lang):
        parts.append(account)
    parts.append(say("If you have paid already, please disregard this message. If a document is not right, tell us before it is due."))
    return body_of(name, parts, policy, lang)


def _account(policy: Policy, lang: Language) -> str:
    """Where to pay, where that is known: a friendly word goes out without it, too."""
    try:
        lines = account_lines(pay_to(policy))
    except Unusable:
        return ""
    return "\n".join(say("{name}: {value}", name=name, value=value).text(lang) for name, value in lines)
