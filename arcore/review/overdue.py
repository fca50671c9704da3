"""T3, T5, T6: the overdue customers with cause, promise and next step; the collection plan; who is over the limit or too late."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from arcore import wording
from arcore.credit_position import LATENESS_LABELS, STATUS_LABELS, Lateness, Status, lateness
from arcore.customers_at import customers_at
from arcore.messages import Message, both, say
from arcore.metrics.kept import group_keys, plans_of
from arcore.money import Unit
from arcore.registers import REGISTERS
from arcore.review.balances import CUSTOMER
from arcore.review.model import NOT_GIVEN, Column, Table, Tie, made, records, ten_thousandths
from arcore.review.scene import Scene
from arcore.standing import sums_by_currency
from arcore.supply import reduced_to
from arcore.warnings.responses import STOPPED

_CAUSES = REGISTERS["overdue_actions"].field("cause").words()

LIMITED = (Status.OVER, Status.NEAR)
LATE = (Lateness.APPROVAL, Lateness.FROZEN)
SUPPLY = {"": NOT_GIVEN, "正常": say("Normal"), "停供": say("Supply stopped"), STOPPED: say("Shipments stopped")}
"""What the customer list says of supply, where it is one of these; everything else stands as it is."""
RESTRICTED = re.compile(r"^[停减]|stopped|reduced|on hold", re.IGNORECASE)
"""What a customer's status says where shipments are stopped or reduced (see `warnings.responses`)."""

STATES = ("status", "late", "supply")


def customers(at: Scene, registers: Mapping[str, pd.DataFrame] | None = None) -> Table:
    """T3: one row per overdue customer and currency, largest first; `registers`: with newer causes and measures than the scene's."""
    debts = at.now.aged[(at.now.aged["open"] > 0) & (at.now.aged["days_past_due"] > 0)]
    late = debts.groupby(["currency", "customer_key"]).agg(overdue=("open", "sum"), days=("days_past_due", "max")).reset_index()
    owners = dict(zip(at.books.customers["customer_key"].tolist(), at.books.customers["salesperson"].fillna("").tolist(), strict=True))
    told = _told(at, registers)
    rows = at.named(late).assign(salesperson=[owners.get(key, "") for key in late["customer_key"].tolist()])
    keys = list(zip(late["customer_key"].tolist(), late["currency"].tolist(), strict=True))
    found = [told.get(place) or told.get((place[0], ""), {}) for place in keys]
    for name in ("cause", "action", "owner"):
        rows[name] = pd.Series([each.get(name) or "" for each in found], index=rows.index, dtype="str")
    rows["owner"] = rows["owner"].where(rows["owner"] != "", rows["salesperson"])
    for name in ("promised_on", "next_on"):
        days = pd.Series([each.get(name) for each in found], index=rows.index, dtype="object")
        rows[name] = pd.to_datetime(days).astype("datetime64[us]")
    totals = rows.groupby("currency")["overdue"].transform("sum")
    shares = [ten_thousandths(int(part), int(whole)) for part, whole in zip(rows["overdue"], totals, strict=True)]
    rows = at.in_order(rows.assign(share=pd.array(shares, dtype="Int64")), ["overdue", "customer_id"], ascending=[False, True])
    columns = [
        *CUSTOMER,
        Column("currency", say("Currency")),
        Column("overdue", say("Overdue"), "money"),
        Column("share", say("Share of overdue"), "share"),
        Column("days", say("Days past due"), "days"),
        Column("cause", say("Cause"), "choice", {"": NOT_GIVEN, **_CAUSES}),
        Column("promised_on", say("Promised for"), "date"),
        Column("action", say("Measure or next step")),
        Column("next_on", say("Next on"), "date"),
        Column("owner", say("Owner")),
    ]
    books = sums_by_currency(at.overdue.closing, "amount")
    mine = sums_by_currency(rows, "overdue")
    ties = [Tie(code, say("Overdue"), mine.get(code, 0), total) for code, total in books.items()]
    note = None if len(rows) else say("Nothing is overdue.")
    return made("T3", columns, rows[["customer_key", *(column.name for column in columns)]], note=note, ties=ties)


def _told(at: Scene, registers: Mapping[str, pd.DataFrame] | None) -> dict[tuple[int, str], dict[str, Any]]:
    """What people recorded of each customer, newest first: the review's own row, else the last contact, else the promise that runs.

    The key's currency is '' for what counts in any.
    """
    found: dict[tuple[int, str], dict[str, Any]] = {}
    running = at.agreed.promises[at.agreed.promises["state"] == "running"].sort_values("date", ascending=False)
    for row in records(running):
        found.setdefault((int(row["customer_key"]), ""), {})["promised_on"] = row["date"]
    contacts = at.register("contacts")
    for row in records(contacts[contacts["customer_key"].notna()].drop_duplicates("customer_key")):
        told = found.setdefault((int(row["customer_key"]), ""), {})
        told |= {"cause": _text(row["reason"]), "action": _text(row["next_action"]), "owner": _text(row["ours"]), "next_on": row["next_on"]}
    actions = at.register("overdue_actions", registers)
    for row in records(actions.drop_duplicates(["customer_key", "currency"])):
        usual = found.get((int(row["customer_key"]), ""), {})
        own = {"cause": row["cause"], "action": row["action"], "owner": row["owner"]}
        promised = {"promised_on": row["promised_on"]} if pd.notna(row["promised_on"]) else {}
        found[int(row["customer_key"]), str(row["currency"])] = usual | own | promised
    return found


def _supply(status: str) -> Message:
    """A customer's supply in words."""
    percent = reduced_to(status)
    usual = both(status, status) if percent is None else say("Supply reduced to {percent} %", percent=percent)
    return SUPPLY.get(status, usual)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def month_end(day: dt.date) -> dt.date:
    """The last day of a date's month.

    >>> month_end(dt.date(2026, 2, 3))
    datetime.date(2026, 2, 28)
    """
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def plan(at: Scene) -> Table:
    """T5: by owner, what the month's start expected, what was applied, the share of it, and what the next month expects."""
    end = month_end(at.as_of)
    following = month_end(end + dt.timedelta(days=1))
    owners = dict(zip(at.books.documents["document_key"].tolist(), at.books.documents["salesperson"].fillna("").tolist(), strict=True))
    planned = _planned(at, owners, at.planned, at.start, end).rename(columns={"amount": "planned"})
    next_planned = _planned(at, owners, at.expected, end, following).rename(columns={"amount": "next_planned"})
    received = at.balance.flows[at.balance.flows["bar"] == "receipts"]
    collected = _by_owner(received.assign(amount=-received["amount"]), owners).rename(columns={"amount": "collected"})
    place = ["currency", "owner"]
    rows = planned.merge(collected, on=place, how="outer").merge(next_planned, on=place, how="outer")
    whole = ["planned", "collected", "next_planned"]
    rows[whole] = rows[whole].fillna(0).astype("int64")
    shares = [ten_thousandths(int(part), int(all_)) for part, all_ in zip(rows["collected"], rows["planned"], strict=True)]
    rows = at.in_order(rows.assign(share=pd.array(shares, dtype="Int64")), ["planned", "owner"], ascending=[False, True])
    columns = [
        Column("owner", say("Owner"), words={"": NOT_GIVEN}),
        Column("currency", say("Currency")),
        Column("planned", say("Planned for the month"), "money"),
        Column("collected", say("Receipts applied"), "money"),
        Column("share", say("Completed"), "share"),
        Column("next_planned", say("Plan for next month"), "money"),
    ]
    applied = sums_by_currency(received, "amount")
    listed = sums_by_currency(rows, "collected")
    ties = [Tie(code, say("Receipts applied"), listed.get(code, 0), -total) for code, total in applied.items()]
    note = say("The plan of a month is the one on record, else what the forecast expected at its start; the owner is the salesperson.")
    return made("T5", columns, rows[[column.name for column in columns]], note=note, ties=ties)


def plan_kept(plan: Table, as_of: dt.date, currency: str, unit: Unit) -> Message:
    """How much of the month's plan came in, in one sentence, and what the next month is to bring; from T5."""
    sums = {name: int(plan.of(currency)[name].sum()) for name in ("planned", "collected", "next_planned")}
    following = f"{month_end(as_of) + dt.timedelta(days=1):%Y-%m}"
    money = {name: wording.amount(total, currency, unit) for name, total in sums.items()}
    if not sums["planned"]:
        return say("Nothing was planned for {month}; {collected} was applied.", month=f"{as_of:%Y-%m}", collected=money["collected"])
    rate = wording.percent(Fraction(sums["collected"], sums["planned"]))
    return say(
        "Of the {planned} planned for {month} {collected} was applied ({rate}); {following} is to bring {next_planned}.",
        month=f"{as_of:%Y-%m}",
        following=following,
        rate=rate,
        **money,
    )


def _planned(at: Scene, owners: dict[int, str], parts: pd.DataFrame, after: dt.date, until: dt.date) -> pd.DataFrame:
    """currency, owner, amount planned for the month that ends on `until`: as registered, else as the forecast `parts` expect it."""
    on_record = _registered(at, until)
    inside = parts[(parts["expected"] > pd.Timestamp(after)) & (parts["expected"] <= pd.Timestamp(until))]
    unplanned = inside[~inside["currency"].isin(on_record["currency"])]
    found = [rows for rows in (on_record, _by_owner(unplanned, owners)) if len(rows)]
    return pd.concat(found, ignore_index=True) if found else on_record


def _registered(at: Scene, month: dt.date) -> pd.DataFrame:
    """The plan on record: of a salesperson's and its customers' rows the salesperson's; the company's ('') only where nobody has one."""
    rows = plans_of(at.kept, month)
    rows = rows.assign(owner=group_keys(rows, "salesperson", at.books.customers).fillna("").astype("str"), amount=rows["planned"])
    rows["owner"] = rows["owner"].where(rows["level"] > 0, "")
    first = rows.groupby(["currency", "owner"])["level"].transform("min") == rows["level"]
    several = rows.groupby("currency")["level"].transform("max") > 0
    mine = rows[first & ((rows["level"] > 0) | ~several)]
    return mine.groupby(["currency", "owner"])["amount"].sum().reset_index().astype({"amount": "int64"})


def _by_owner(rows: pd.DataFrame, owners: dict[int, str]) -> pd.DataFrame:
    mine = rows.assign(owner=[owners.get(int(key), "") for key in rows["document_key"].tolist()])
    found = mine.groupby(["currency", "owner"])["amount"].sum().reset_index()
    return found.astype({"amount": "int64", "currency": "str", "owner": "str"})


def limits(at: Scene) -> Table:
    """T6: customers over or near their limit, overdue too long, or whose supply is restricted."""
    known = customers_at(at.books, at.as_of)
    terms = {int(row["customer_key"]): (_text(row["term_text"]), _text(row["status"])) for row in records(known)}
    rows = []
    for position in at.now.positions:
        late = lateness(position.oldest_overdue_days, at.policy.credit)
        term, supply = terms.get(position.customer_key, ("", ""))
        if position.status in LIMITED or late in LATE or RESTRICTED.search(supply):
            amounts = (position.exposure, position.limit, position.breach_amount, position.overdue, position.oldest_overdue_days)
            words = (position.status.value, late.value, supply)
            rows.append((position.customer_key, position.currency, position.grade or "", term, *amounts, *words))
    names = ["customer_key", "currency", "grade", "term_text", "exposure", "limit", "breach_amount", "overdue", "days", *STATES]
    found = pd.DataFrame(rows, columns=names).astype({"limit": "Int64", "customer_key": "int64"})
    found = at.in_order(at.named(found), ["breach_amount", "overdue"], ascending=[False, False])
    columns = [
        *CUSTOMER,
        Column("currency", say("Currency")),
        Column("grade", say("Grade")),
        Column("term_text", say("Payment terms")),
        Column("exposure", say("Exposure"), "money"),
        Column("limit", say("Limit"), "money"),
        Column("breach_amount", say("Over limit"), "money"),
        Column("overdue", say("Overdue"), "money"),
        Column("days", say("Days past due"), "days"),
        Column("status", say("Limit status"), "choice", {status.value: words for status, words in STATUS_LABELS.items()}),
        Column("late", say("Overdue status"), "choice", {each.value: words for each, words in LATENESS_LABELS.items()}),
        Column("supply", say("Supply"), "choice", {text: _supply(text) for text in found["supply"].unique()}),
    ]
    note = None if len(found) else say("Nobody is over or near the limit, overdue too long, or restricted in supply.")
    return made("T6", columns, found[["customer_key", *(column.name for column in columns)]], note=note)
