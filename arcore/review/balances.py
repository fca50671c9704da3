"""T1, T2, T4, T8: from opening to closing balance, aging by customer, the largest customers, money that settles nothing yet."""

from __future__ import annotations

from itertools import accumulate

import pandas as pd

from arcore import bridge, desk
from arcore.buckets import bucket_columns, label_messages
from arcore.messages import Message, say
from arcore.review.model import NOT_GIVEN, Column, Table, Tie, made, sums, ten_thousandths
from arcore.review.scene import Scene
from arcore.standing import sums_by_currency

TOP = 20
WHOLE = "*"
"""The key of the row of the whole company."""

CUTS: dict[bridge.By, Message] = {
    "": say("Company"),
    "entity": say("Entity"),
    "department": say("Department"),
    "salesperson": say("Salesperson"),
}
CUSTOMER = (Column("customer_id", say("Customer No.")), Column("name", say("Customer"), words={"": NOT_GIVEN}))


def movement(at: Scene) -> Table:
    """T1: opening, what came and went, closing; for the company and by every cut in which more than one name is known."""
    names = ["opening", *at.balance.bars, "closing"]
    parts = [
        bridge.table(at.balance, currency, by)[["key", *names]].assign(cut=by or "company", currency=currency)
        for currency in at.currencies
        for by in CUTS
    ]
    every = pd.concat([part.assign(key=WHOLE) if part["cut"].eq("company").all() else part for part in parts], ignore_index=True)
    several = every.groupby(["cut", "currency"])["key"].transform("nunique") > 1
    rows = every[several | (every["cut"] == "company")]
    open_ = sums_by_currency(at.now.aged, "open")
    words: dict[str, Message] = {by or "company": title for by, title in CUTS.items()}
    ties = [
        Tie(code, say("Closing balance, by {cut}", cut=words[cut]), int(total), open_.get(code, 0))
        for cut, code, total in sums(rows, ["cut", "currency"], "closing")
    ]
    columns = [
        Column("cut", say("By"), "choice", words),
        Column("key", say("Breakdown"), words={WHOLE: say("Whole company"), "": NOT_GIVEN}),
        Column("currency", say("Currency")),
        Column("opening", say("Opening balance"), "money"),
        *(Column(bar, title, "money") for bar, title in at.balance.bars.items()),
        Column("closing", say("Closing balance"), "money"),
    ]
    note = say("Receipts are those applied to documents; what waits for a document stands in T8.")
    return made("T1", columns, rows[[column.name for column in columns]], note=note, ties=ties)


def aging(at: Scene) -> Table:
    """T2: every customer by age, with its share of all and the change against the month before, as it was closed."""
    scheme, basis = at.policy.aging.scheme, at.policy.aging.basis
    earlier = at.before.frames["aging"] if at.before else at.earlier.debtors
    rows = _keyed(desk.compared(at.debtors, earlier))
    totals = rows.groupby("currency")["open"].transform("sum")
    rows = rows.assign(share=pd.array([ten_thousandths(int(o), int(t)) for o, t in zip(rows["open"], totals, strict=True)], dtype="Int64"))
    rows = at.in_order(at.named(rows), ["open", "total", "customer_id"], ascending=[False, True, True])
    columns = [
        *CUSTOMER,
        Column("currency", say("Currency")),
        *(Column(name, label, "money") for name, label in zip(bucket_columns(scheme), label_messages(scheme, basis), strict=False)),
        Column("credit_notes", say("Credit notes"), "money"),
        Column("open", say("Open balance"), "money"),
        Column("share", say("Share"), "share"),
        Column("overdue", say("Overdue"), "money"),
        Column("unapplied", say("Not applied"), "money"),
        Column("total", say("Net balance"), "money"),
        Column("before", say("Last month end"), "money"),
        Column("change", say("Change"), "money"),
    ]
    open_ = sums_by_currency(at.now.aged, "open")
    ties = [
        Tie(code, say("Open balance"), int(rows.loc[rows["currency"] == code, "open"].sum()), open_.get(code, 0)) for code in at.currencies
    ]
    return made("T2", columns, rows[["customer_key", *(column.name for column in columns)]], ties=ties)


def _keyed(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with the customer's key also where only the month before had a balance."""
    keys = [row_id.rpartition("|")[0] for row_id in rows["row_id"].tolist()]
    return rows.assign(customer_key=pd.array([int(key) if key else pd.NA for key in keys], dtype="Int64"))


def largest(at: Scene) -> Table:
    """T4: the customers who owe most, each with its share and what the largest so far have together."""
    debts = at.now.aged[at.now.aged["open"] > 0]
    late = debts.assign(overdue=debts["open"].where(debts["days_past_due"] > 0, 0))
    owed = late.groupby(["currency", "customer_key"])[["open", "overdue"]].sum().reset_index()
    rows = at.in_order(at.named(owed), ["open", "customer_id"], ascending=[False, True])
    parts = []
    for code in at.currencies:
        mine = rows[rows["currency"] == code]
        whole, so_far = int(mine["open"].sum()), accumulate(mine["open"].tolist())
        shares = {"share": mine["open"].tolist(), "cumulated": list(so_far)}
        values = {
            name: pd.array([ten_thousandths(int(part), whole) for part in amounts], dtype="Int64") for name, amounts in shares.items()
        }
        parts.append(mine.assign(rank=range(1, len(mine) + 1), **values).head(TOP))
    columns = [
        Column("rank", say("Rank"), "count"),
        *CUSTOMER,
        Column("currency", say("Currency")),
        Column("open", say("Open, before credits"), "money"),
        Column("share", say("Share"), "share"),
        Column("cumulated", say("Cumulated"), "share"),
        Column("overdue", say("Overdue"), "money"),
    ]
    found = pd.concat(parts, ignore_index=True) if parts else rows.assign(rank=0, share=0, cumulated=0)
    note = say("The {count} largest of each currency; shares of all open items before credits.", count=TOP)
    return made("T4", columns, found[["customer_key", *(column.name for column in columns)]], note=note if len(found) else None)


def unapplied(at: Scene) -> Table:
    """T8: receipts that no document has used, those of unknown payers, and bank lines nobody has posted yet."""
    waiting = at.named(at.now.unapplied)
    known = waiting["customer_key"].notna()
    rows = waiting.assign(
        state=known.map({True: "unapplied", False: "unidentified"}), day=waiting["receipt_date"], number=waiting["receipt_no"]
    )
    rows = pd.concat([part for part in (rows[list(_WAITING)], _lines(at)) if len(part)] or [rows[list(_WAITING)]], ignore_index=True)
    rows = rows.assign(days=(pd.Timestamp(at.as_of) - rows["day"]).dt.days.astype("int64"))
    rows = at.in_order(rows, ["unapplied", "number"], ascending=[False, True])
    words = {"unapplied": say("Advance or not applied"), "unidentified": say("Payer unknown"), "line": say("Bank line not posted")}
    columns = [
        Column("state", say("Kind"), "choice", words),
        *CUSTOMER,
        Column("number", say("Receipt No.")),
        Column("payer_name", say("Payer")),
        Column("day", say("Received on"), "date"),
        Column("days", say("Days waiting"), "days"),
        Column("currency", say("Currency")),
        Column("unapplied", say("Not applied"), "money"),
    ]
    booked = rows[rows["state"] != "line"]
    listed, books = sums_by_currency(booked, "unapplied"), sums_by_currency(at.now.unapplied, "unapplied")
    ties = [Tie(code, say("Receipts less what documents have used"), listed.get(code, 0), total) for code, total in books.items()]
    return made("T8", columns, rows[["customer_key", *(column.name for column in columns)]], note=_waiting_note(len(rows)), ties=ties)


_WAITING = ("state", "customer_key", "customer_id", "name", "number", "payer_name", "day", "currency", "unapplied")


def _lines(at: Scene) -> pd.DataFrame:
    """Money that came to the bank by the date and that nobody has posted."""
    if at.lines is None or not len(at.lines):
        return pd.DataFrame()
    lines = at.lines
    mine = lines[lines["status"].isin(["open", "claimed"]) & (lines["amount"] > 0) & (lines["date"] <= pd.Timestamp(at.as_of))]
    nobody = pd.array([pd.NA] * len(mine), dtype="Int64")
    named = mine.assign(state="line", customer_key=nobody, customer_id="", name="", number=mine["serial"], day=mine["date"])
    return named.rename(columns={"counterparty_name": "payer_name"}).assign(unapplied=mine["amount"])[list(_WAITING)]


def _waiting_note(count: int) -> Message | None:
    return None if count else say("Every receipt is applied to a document.")
