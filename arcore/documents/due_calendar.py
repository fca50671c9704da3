"""The due dates as a calendar file (.ics, RFC 5545) for Outlook, a phone or any other calendar.

One all-day entry per due date, customer and currency. The same items give the same file: identifiers come from
the items, time stamps from the as-of date.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator

import pandas as pd

from arcore.i18n import Language
from arcore.messages import say
from arcore.money import shown

FOLD = 75
DOMAIN = "receivables-desk.invalid"


def build(open_items: pd.DataFrame, *, as_of: dt.date, company: str, lang: Language, overdue: bool = False) -> bytes:
    """The calendar of what falls due from `as_of` on; with `overdue` also what already should have been paid.

    `open_items` needs due_date, currency, open (minor units), document_no, and customer_name or customer_id.
    Credit notes lower what falls due on their date and never make an entry of their own.
    """
    name = say("Due dates, {company}", company=company).text(lang)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Receivables Desk//Due dates//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"X-WR-CALNAME:{escaped(name)}"]
    for entry in entries(open_items, as_of, lang, overdue):
        lines += entry
    lines += ["END:VCALENDAR"]
    return "".join(folded(line) + "\r\n" for line in lines).encode()


def entries(open_items: pd.DataFrame, as_of: dt.date, lang: Language, overdue: bool) -> Iterator[list[str]]:
    """The events in order of date and customer."""
    who = "customer_name" if "customer_name" in open_items else "customer_id"
    items = open_items.dropna(subset=["due_date"]).assign(debtor=lambda rows: rows[who].fillna("").astype(str))
    if not overdue:
        items = items[items["due_date"] >= pd.Timestamp(as_of)]
    for key, rows in items.groupby(["due_date", "debtor", "currency"], sort=True):
        due, debtor, currency = key
        day = pd.Timestamp(str(due)).date()
        total = int(rows["open"].sum())
        if total > 0:
            numbers = sorted(rows["document_no"].astype(str))
            yield event(day, str(debtor), str(currency), total, numbers, as_of, lang)


def event(day: dt.date, debtor: str, currency: str, total: int, numbers: list[str], as_of: dt.date, lang: Language) -> list[str]:
    """One all-day entry; its end is the following day, as the format wants it."""
    amount = f"{shown(total, currency, lang=lang)} {currency}"
    summary = say("Due: {customer} {amount} ({count})", customer=debtor, amount=amount, count=len(numbers)).text(lang)
    description = say("Documents: {numbers}", numbers=", ".join(numbers)).text(lang)
    identity = hashlib.sha256(f"{day}|{debtor}|{currency}".encode()).hexdigest()[:24]
    return [
        "BEGIN:VEVENT",
        f"UID:{identity}@{DOMAIN}",
        f"DTSTAMP:{as_of:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + dt.timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(summary)}",
        f"DESCRIPTION:{escaped(description)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    r"""Text with the format's own signs disarmed.

    >>> escaped("A, B; C\nD")
    'A\\, B\\; C\\nD'
    """
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def folded(line: str) -> str:
    """The line in pieces of at most 75 bytes, no sign cut in two; pieces after the first begin with a space."""
    pieces: list[str] = []
    piece, size = "", 0
    for sign in line:
        length = len(sign.encode())
        if size + length > FOLD:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + sign, size + length
    return "\r\n".join([*pieces, piece])
