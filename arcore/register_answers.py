"""What the register pages say: how many rows count, expire soon or wait; and their rows with the names of customers."""

from __future__ import annotations

import datetime as dt
from typing import Literal, get_args

import pandas as pd

from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.registers import Register, Subject
from arcore.registers.frames import expiring, is_open, states
from arcore.registers.words import in_words

SOON = 90
"""Days within which a row "expires soon"."""

Show = Literal["all", "valid", "soon", "expired", "open"]
SHOWS: tuple[Show, ...] = get_args(Show)
SHOW_TITLES: dict[Show, Message] = {
    "all": say("All"),
    "valid": say("Valid"),
    "soon": say("Expires within {days} days", days=SOON),
    "expired": say("Expired"),
    "open": say("To be done"),
}
STATE_TITLES: dict[str, Message] = {"valid": say("Valid"), "expired": say("Expired"), "later": say("Not yet in force")}


def shows_of(register: Register) -> tuple[Show, ...]:
    """The filters that make sense for a register."""
    return tuple(
        show
        for show in SHOWS
        if (show in ("soon", "expired") and register.expires) or (show == "open" and register.open_states) or show in ("all", "valid")
    )


def filtered(rows: pd.DataFrame, register: Register, show: Show, as_of: dt.date) -> pd.DataFrame:
    """The rows that `show` asks for, newest first (soonest first where they expire)."""
    if show == "soon":
        return expiring(rows, register, as_of, SOON).drop(columns="days_left")
    if show == "open":
        rows = rows[is_open(rows, register)]
    elif show != "all":
        rows = rows[states(rows, register, as_of) == show]
    return rows.sort_values([register.dated, "row_key"], ascending=[False, False]).reset_index(drop=True)


def answer(rows: pd.DataFrame, register: Register, as_of: dt.date) -> Message:
    """One sentence on where a register stands."""
    if not len(rows):
        return say("{register}: nothing has been recorded yet.", register=register.title)
    valid = int((states(rows, register, as_of) == "valid").sum())
    words: dict[str, object] = {"register": register.title, "count": f"{len(rows):,}", "valid": f"{valid:,}"}
    if register.open_states:
        return say("{register}: {count} recorded, {open} still to be done.", **words, open=f"{int(is_open(rows, register).sum()):,}")
    if register.expires is None:
        return say("{register}: {count} recorded.", **words)
    soon = len(expiring(rows, register, as_of, SOON))
    return say("{register}: {count} recorded, {valid} valid; {soon} expire within {days} days.", **words, soon=f"{soon:,}", days=SOON)


def listed(rows: pd.DataFrame, register: Register, customers: pd.DataFrame, as_of: dt.date, currency: str, lang: Language) -> pd.DataFrame:
    """The rows as a table shows them: choices in words, `customer_name`, `validity` in words, `currency` filled in for amounts."""
    shown = in_words(rows, register, lang)
    names = customers.set_index("customer_key")["customer_name"]
    shown["customer_name"] = shown["customer_key"].map(names).astype("str") if register.subject is not Subject.COMPANY else ""
    shown["validity"] = [STATE_TITLES[state].text(lang) for state in states(rows, register, as_of)]
    shown["currency"] = rows["currency"].fillna(currency) if "currency" in rows else currency
    return shown
