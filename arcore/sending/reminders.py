"""What is to be written to customers today: friendly reminders before the due date (capabilities 70, 141).

Pure: who is reminded follows from the open items, the policy's days and the date; running it twice gives the same messages
with the same tokens.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

import pandas as pd

from arcore.i18n import Language
from arcore.messages import say
from arcore.money import shown
from arcore.policy import Policy

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


def notices(open_items: pd.DataFrame, customers: pd.DataFrame, policy: Policy, as_of: dt.date, lang: Language) -> list[Notice]:
    """A reminder for each customer with debts due exactly so many days from `as_of` as the policy lists (T−7, T−3, T−0)."""
    days = {as_of + dt.timedelta(days=ahead) for ahead in policy.collecting.reminder_days}
    due = open_items[(open_items["open"] > 0) & open_items["due_date"].isin([pd.Timestamp(day) for day in days])]
    known = customers.set_index("customer_key")
    found = []
    for key, mine in due.sort_values(["due_date", "document_key"]).groupby("customer_key", sort=True):
        customer = known.loc[key]
        name = customer["customer_name"] if isinstance(customer["customer_name"], str) else str(customer["customer_id"])
        subject = say("{company}: payments due soon", company=policy.company.name or say("Your supplier")).text(lang)
        found.append(
            Notice(
                token=f"remind:{as_of.isoformat()}:pre_due:{key}",
                kind="pre_due",
                customer_key=int(str(key)),
                recipient=address_in(customer.get("email")),
                subject=subject,
                body=_body(str(name), mine, policy, lang),
            )
        )
    return found


def address_in(text: object) -> str:
    """The first e-mail address in a cell; empty where there is none.

    >>> address_in("财务 王 <wang@example.com>; li@example.com"), address_in("电话 123")
    ('wang@example.com', '')
    """
    found = ADDRESS.search(text) if isinstance(text, str) else None
    return found[0] if found else ""


def _body(name: str, mine: pd.DataFrame, policy: Policy, lang: Language) -> str:
    columns = (mine[column].tolist() for column in ("document_no", "due_date", "currency", "open"))
    lines = [
        say("{number}: {amount} {currency}, due on {date}", number=number, amount=shown(int(open_), str(code), lang=lang), currency=code,
            date=due.date().isoformat()).text(lang)
        for number, due, code, open_ in zip(*columns, strict=True)
    ]  # fmt: skip
    parts = [
        say("Dear {customer},", customer=name).text(lang),
        say("this is to remind you of the following payments that fall due soon:").text(lang),
        "\n".join(lines),
        say("If you have paid already, please disregard this message. If a document is not right, tell us before it is due.").text(lang),
        policy.company.name,
    ]
    return "\n\n".join(part for part in parts if part)
