"""T12, T14, T15: the allowance, the receipts expected in 13 weeks, and customers to whom we owe money as well."""

from __future__ import annotations

import pandas as pd

from arcore import balances, provision
from arcore.engines import collect
from arcore.forecast import by_week
from arcore.forecast.expected import BEYOND, EXCLUDED, WEEKS
from arcore.messages import Message, say
from arcore.provision.registered import specific_items
from arcore.review.balances import CUSTOMER
from arcore.review.model import Column, Table, Tie, made, sums
from arcore.review.scene import Scene
from arcore.standing import sums_by_currency

MOVED = ("opening", "charge", "reversal", "written_off", "recovered", "other", "closing")


def allowance(at: Scene) -> Table:
    """T12: the allowance from the month's start to its end, and what it is of what is owed."""
    rows, ties = [], []
    closed, days = _closed(at), (at.start, at.as_of)
    singles = [specific_items(at.books, day, at.policy.company.currency) for day in days]
    for code in at.currencies:
        before, now = (
            provision.allowance(at.books, day, at.policy, code, specific=single) for day, single in zip(days, singles, strict=True)
        )
        live = provision.moved(at.books, before, now, specific=singles[1], separate=at.policy.provision.separate).total
        lost = {"written_off": live.written_off, "recovered": live.recovered, "other": live.other}
        found = provision.movement(live.opening if closed is None else closed.get(code, 0), now.amount, **lost)
        rows.append((code, *(getattr(found, name) for name in MOVED), now.balance))
        ties.append(Tie(code, say("Allowance required"), found.closing, now.amount))
    columns = [
        Column("currency", say("Currency")),
        Column("opening", say("Opening allowance"), "money"),
        Column("charge", say("Charged"), "money"),
        Column("reversal", say("Reversed"), "money"),
        Column("written_off", say("Written off as bad debts"), "money"),
        Column("recovered", say("Recovered after write-off"), "money"),
        Column("other", say("Other"), "money"),
        Column("closing", say("Closing allowance"), "money"),
        Column("balance", say("Owed, net of credits"), "money"),
    ]
    table = pd.DataFrame(rows, columns=[column.name for column in columns])
    return made("T12", columns, table[table[["opening", "closing", "balance"]].any(axis=1)], ties=ties)


def _closed(at: Scene) -> dict[str, int] | None:
    """By currency the allowance with which the month before was closed, those without one left out; None where it was not closed."""
    rows = at.before.frames.get("T12") if at.before else None
    return None if rows is None else dict(zip(rows["currency"], rows["closing"], strict=True))


def weeks(at: Scene) -> Table:
    """T14: what is expected week by week, later, and not counted on; adds up to the open balance."""
    parts = [by_week(at.expected, at.as_of, code).assign(currency=code) for code in at.currencies]
    rows = pd.concat(parts, ignore_index=True) if parts else by_week(at.expected, at.as_of, "").assign(currency="")
    words: dict[str, Message] = {str(number): say("Week {number}", number=number) for number in range(1, WEEKS + 1)}
    words |= {str(BEYOND): say("Later or without a date"), str(EXCLUDED): say("Not counted on (disputed, settled by credits)")}
    rows = rows.assign(week=rows["week"].astype("str"), ends=pd.to_datetime(rows["ends"]).astype("datetime64[us]"))
    columns = [
        Column("week", say("Week"), "choice", words),
        Column("ends", say("Until"), "date"),
        Column("currency", say("Currency")),
        Column("amount", say("Expected"), "money"),
        Column("overdue", say("Of it overdue now"), "money"),
        Column("items", say("Documents"), "count"),
    ]
    open_, listed = sums_by_currency(at.now.aged, "open"), sums_by_currency(rows, "amount")
    ties = [Tie(code, say("Open balance"), listed.get(code, 0), open_.get(code, 0)) for code in at.currencies]
    return made("T14", columns, rows[[column.name for column in columns]], ties=ties)


def netting(at: Scene) -> Table:
    """T15: customers who are suppliers too (the same tax number, else the same name), and what could be set off."""
    owed = owed_by_us(at)
    rows = [
        (key, code, open_, owed[key, code], max(0, min(open_, owed[key, code])))
        for key, code, open_ in sums(at.now.aged, ["customer_key", "currency"], "open")
        if (key, code) in owed
    ]
    found = pd.DataFrame(rows, columns=["customer_key", "currency", "receivable", "payable", "offset"]).astype({"customer_key": "int64"})
    found = at.in_order(at.named(found), ["offset", "receivable"], ascending=[False, False])
    columns = [
        *CUSTOMER,
        Column("currency", say("Currency")),
        Column("receivable", say("Owed to us"), "money"),
        Column("payable", say("Owed by us"), "money"),
        Column("offset", say("Could be set off"), "money"),
    ]
    none = say("Nothing is recorded: no payables have been imported.")
    unmatched = say("No supplier with an open balance is a customer too.")
    note = None if len(found) else none if at.payables is None or not len(at.payables.documents) else unmatched
    return made("T15", columns, found[["customer_key", *(column.name for column in columns)]], note=note)


def owed_by_us(at: Scene) -> dict[tuple[int, str], int]:
    """(customer_key, currency) → what we owe the supplier who is that customer, minor units."""
    if at.payables is None or not len(at.payables.documents):
        return {}
    items = collect(balances.open_items(at.payables.documents, at.payables.allocations, at.as_of))
    same = _same(at.payables.customers, at.books.customers)
    found: dict[tuple[int, str], int] = {}
    for supplier, code, owed in sums(items, ["customer_key", "currency"], "open"):
        customer = same.get(int(supplier))
        if customer is not None and owed > 0:
            found[customer, str(code)] = found.get((customer, str(code)), 0) + int(owed)
    return found


def _same(suppliers: pd.DataFrame, customers: pd.DataFrame) -> dict[int, int]:
    """supplier key → customer key, by tax number or else by name."""
    found: dict[int, int] = {}
    for name in ("customer_name", "tax_no"):
        known = dict(_texts(customers, name))
        found |= {supplier: known[text] for text, supplier in _texts(suppliers, name) if text in known}
    return found


def _texts(parties: pd.DataFrame, name: str) -> list[tuple[str, int]]:
    """(text, key) of the parties that have one."""
    known = parties[parties[name].notna()]
    return [(str(text).strip(), int(key)) for text, key in zip(known[name], known["customer_key"], strict=True) if str(text).strip()]
