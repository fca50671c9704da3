"""Whom to contact today, in which order: one row per customer and currency that owes something overdue.

Who has a step due or a follow-up that was agreed comes first; within these the rank decides:

    rank = amount × (90 + days) × (1000 + chance) × promise

amount: what is dunned, minor units · days: of the oldest dunned document past due, at most 360 · chance: of paying late, in
thousandths (`chances.late_chances`), 500 where nothing is known · promise: 6 broken, 5 partly kept, 4 none, 2 still running. Whole
numbers only, so that the order is the same everywhere; ties go by customer number.

To collect + disputed + on hold + under a plan = overdue, for every customer and in sum.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from arcore.collecting.chances import UNKNOWN
from arcore.collecting.named import covers
from arcore.collecting.promises import PromiseState
from arcore.dunning import STEPS
from arcore.messages import Message, say
from arcore.money import Unit, shown
from arcore.registers.frames import DATES

MOST_DAYS, BASE_DAYS = 360, 90
PROMISE_WEIGHT = {"broken": 6, "partly": 5, "": 4, "kept": 4, "running": 2}
CONTACT = ("contact", "phone", "email", "salesperson", "region")
COLUMNS = (
    *("row_id", "customer_key", "customer_id", "customer_name", "currency", "step", "why", "amount", "excluded", "documents", "days"),
    *("disputed", "held", "planned", "waiting"),
    *("promise", "promised_on", "promised", "last_on", "last_channel", "silent", "next_on", "grade", "chance", "rank", *CONTACT),
)


def worklist(
    items: pd.DataFrame,
    *,
    promises: pd.DataFrame,
    contacts: pd.DataFrame,
    customers: pd.DataFrame,
    grades: Mapping[int, str],
    chances: Mapping[int, int],
    waiting: Mapping[tuple[int, str], int],
    as_of: dt.date,
) -> pd.DataFrame:
    """`COLUMNS` from `dunning.steps`, first whom to contact first.

    step: the highest due ('' none) · why: of it, or 'follow_up' · amount and excluded = disputed + held + planned: minor units ·
    waiting: money that may settle it (`may_have_paid.waiting_money`) · silent: days since the last contact (NA never) · next_on: when
    the next step or follow-up falls due · rank: text, since it outgrows 64 bits.
    """
    found = []
    last, promised, names = _last(contacts, as_of), _promised(promises), _known(customers)
    groups: Any = items.groupby(["customer_key", "currency"], sort=True)
    for (key, currency), mine in groups:
        row = _row(mine, as_of, last.get(int(key)))
        state, on, amount = _counting(promised.get((int(key), str(currency))), mine)
        chance = chances.get(int(key), UNKNOWN)
        rank = row["amount"] * (BASE_DAYS + min(row["days"], MOST_DAYS)) * (1000 + chance)
        row |= {"customer_key": int(key), "currency": currency, "promise": state, "promised_on": on, "promised": amount}
        row["waiting"] = waiting.get((int(key), str(currency)), 0)
        row |= {"grade": grades.get(int(key), ""), "chance": chance, "rank": rank * PROMISE_WEIGHT[state], **names[int(key)]}
        found.append(row | {"row_id": f"{row['customer_id']}|{currency}"})
    found.sort(key=lambda row: (not row["step"], -row["rank"], row["customer_id"], row["currency"]))
    table = pd.DataFrame([row | {"rank": str(row["rank"])} for row in found], columns=list(COLUMNS))
    whole = dict.fromkeys(("amount", "excluded", "disputed", "held", "planned", "waiting", "documents", "days", "chance"), "int64")
    dates = dict.fromkeys(("promised_on", "last_on", "next_on"), DATES)
    return table.astype({**whole, **dates, "promised": "Int64", "silent": "Int64"})


def _row(mine: pd.DataFrame, as_of: dt.date, last: Mapping[str, Any] | None) -> dict[str, Any]:
    """What is due for one customer in one currency."""
    dunned = mine[mine["excluded"] == ""]
    due = dunned[dunned["step"] != ""]
    places = [STEPS.index(step) for step in due["step"]]
    step = STEPS[max(places)] if places else ""
    reasons = sorted(set(due.loc[due["step"] == step, "why"]), key=["plan_broken", "broken_promise", "ladder"].index)
    follow = last["next_on"] if last is not None else pd.NaT
    if not step and len(dunned) and pd.notna(follow) and follow <= pd.Timestamp(as_of):
        step, reasons = STEPS[max(0, int(dunned[["done", "reached"]].max().max()))], ["follow_up"]
    ahead = [day for day in (dunned["next_on"].min(), follow if pd.notna(follow) else pd.NaT) if pd.notna(day)]
    return {
        "step": step,
        "why": reasons[0] if reasons else "",
        "amount": int(dunned["chased"].sum()),
        "excluded": int(mine["open"].sum() - dunned["chased"].sum()),
        "disputed": int(mine["open"].sum() - mine["chased"].sum()),
        "held": int(mine.loc[mine["excluded"] == "held", "chased"].sum()),
        "planned": int(mine.loc[mine["excluded"] == "plan", "chased"].sum()),
        "documents": len(dunned),
        "days": int(dunned["days_past_due"].max()) if len(dunned) else 0,
        "last_on": last["contacted_on"] if last is not None else pd.NaT,
        "last_channel": last["channel"] if last is not None else "",
        "silent": (pd.Timestamp(as_of) - last["contacted_on"]).days if last is not None else pd.NA,
        "next_on": min(ahead) if ahead else pd.NaT,
    }


def _last(contacts: pd.DataFrame, as_of: dt.date) -> dict[int, Any]:
    """Each customer's latest contact up to the date, whether somebody was reached or not."""
    known = contacts[(contacts["contacted_on"] <= pd.Timestamp(as_of)) & contacts["customer_key"].notna()]
    rows: list[Any] = known.sort_values(["contacted_on", "row_key"]).to_dict("records")
    return {int(row["customer_key"]): row for row in rows}


def _promised(promises: pd.DataFrame) -> dict[tuple[int, str], Mapping[str, Any]]:
    """Each customer's promise in each currency that was made last."""
    rows: list[Any] = promises.sort_values(["made_on", "date", "row_key"]).to_dict("records")
    return {(int(row["customer_key"]), str(row["currency"])): row for row in rows}


def _counting(promise: Mapping[str, Any] | None, mine: pd.DataFrame) -> tuple[str, Any, Any]:
    """State, day and amount of a promise that still says something: it runs, or a document due by its day is still overdue."""
    if promise is None:
        return "", pd.NaT, pd.NA
    about = (
        due <= promise["date"] and covers(promise["documents"], int(key))
        for key, due in zip(mine["document_key"].tolist(), mine["due_date"].tolist(), strict=True)
    )
    if promise["state"] != PromiseState.RUNNING.value and not any(about):
        return "", pd.NaT, pd.NA
    return promise["state"], promise["date"], promise["amount"]


def _known(customers: pd.DataFrame) -> dict[int, dict[str, str]]:
    columns = ("customer_id", "customer_name", *CONTACT)
    blank = pd.Series([None] * len(customers), index=customers.index, dtype="str")
    values = [customers.get(name, blank).fillna("").tolist() for name in columns]
    rows = (dict(zip(columns, row, strict=True)) for row in zip(*values, strict=True))
    found = {}
    for key, row in zip(customers["customer_key"].tolist(), rows, strict=True):
        number, name = row["customer_id"], row["customer_name"]
        found[int(key)] = row | {"customer_id": number or name, "customer_name": name or number}
    return found


def row_of(rows: pd.DataFrame, customers: pd.DataFrame, customer_key: int, currency: str) -> dict[str, Any]:
    """A customer's row of the worklist; where nothing of it is overdue in the currency, one that says so."""
    mine: list[Any] = rows[(rows["customer_key"] == customer_key) & (rows["currency"] == currency)].to_dict("records")
    if mine:
        return {str(name): value for name, value in mine[0].items()}
    known = _known(customers[customers["customer_key"] == customer_key])[customer_key]
    nothing = {"customer_key": customer_key, "currency": currency, "step": "", "why": "", "amount": 0, "excluded": 0, "waiting": 0}
    return {**known, **nothing, "row_id": f"{known['customer_id']}|{currency}"}


def due_today(rows: pd.DataFrame) -> pd.DataFrame:
    """The customers with something to do at the date."""
    return rows[rows["step"] != ""].reset_index(drop=True)


def silent(rows: pd.DataFrame, days: int) -> pd.DataFrame:
    """The customers that nobody has contacted for so many days, or ever, although something is dunned; the longest first."""
    found = rows[(rows["amount"] > 0) & (rows["silent"].isna() | (rows["silent"] >= days))]
    return found.sort_values(["silent", "amount"], ascending=[False, False], na_position="first").reset_index(drop=True)


def not_dunned(rows: pd.DataFrame) -> pd.DataFrame:
    """The customers of whom something is disputed, on hold or under a plan."""
    return rows[rows["excluded"] > 0].reset_index(drop=True)


def broken(rows: pd.DataFrame) -> pd.DataFrame:
    """The customers whose latest promise was not kept, or only partly."""
    return rows[rows["promise"].isin(["broken", "partly"])].reset_index(drop=True)


def may_have_paid(rows: pd.DataFrame) -> int:
    """What may settle debts of these customers without another call, of one currency."""
    return int(rows["waiting"].sum())


@dataclass(frozen=True)
class Totals:
    """What a worklist of one currency adds up to, minor units, and the overdue balance that the aging knows."""

    collect: int
    disputed: int
    held: int
    planned: int
    aging: int

    @property
    def excluded(self) -> int:
        """What is overdue and not dunned."""
        return self.disputed + self.held + self.planned

    @property
    def difference(self) -> int:
        """What the list misses of the aging; 0 when it is right."""
        return self.aging - self.collect - self.excluded

    def sentence(self, currency: str, unit: Unit = "unit") -> Message:
        """The quiet line under the list."""
        names = ("collect", "disputed", "held", "planned", "aging", "difference")
        words: dict[str, object] = {name: shown(getattr(self, name), currency, unit=unit) for name in names}
        if self.difference:
            return say(
                "{currency}: to collect {collect} + disputed {disputed} + on hold {held} + under a plan {planned}, but the aging "
                "has {aging} overdue: {difference} is missing.",
                currency=currency,
                **words,
            )
        return say(
            "{currency}: to collect {collect} + disputed {disputed} + on hold {held} + under a plan {planned} = overdue in the "
            "aging {aging} ✓",
            currency=currency,
            **words,
        )


def totals(rows: pd.DataFrame, aging: int) -> Totals:
    """What `rows` of one currency add up to, beside the overdue balance `aging`."""
    collect, disputed, held, planned = (int(rows[name].sum()) for name in ("amount", "disputed", "held", "planned"))
    return Totals(collect, disputed, held, planned, aging)
