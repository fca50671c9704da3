"""The clocks of the law as people read them: per debt what restarted it, what proves that, and how long is left (§4.12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from arcore import limitation, wording
from arcore.legal.events import events as recorded_events
from arcore.messages import Message, say
from arcore.money import Unit
from arcore.registers.credit import GUARANTEES
from arcore.registers.frames import known_at

LAPSED, LEFT = say("Lapsed"), say("Within {days} days")
NOTHING = say("Due date, nothing restarted it since")
PERSONAL = ("guarantee", "bank_guarantee")
"""Kinds of security that end with a day; a general guarantor must be sued by then, a joint one asked to pay (693)."""


@dataclass(frozen=True)
class Clocks:
    """`debts`: the columns of `limitation.clocks`, customer_key, customer_name, document_no, currency, open, alert Int64 (0: lapsed,
    NA: time left), event_words and evidence (text). `guarantees`: row_key, customer_key, customer_name, guarantor, joint (bool), ends,
    days_left, alert. `weak`: the recorded events that restart nothing, the columns of `events`."""

    debts: pd.DataFrame
    guarantees: pd.DataFrame
    weak: pd.DataFrame
    as_of: dt.date

    def urgent(self, currency: str) -> pd.DataFrame:
        """The debts of a currency that have lapsed or reached the first alert."""
        return self.debts[(self.debts["currency"] == currency) & self.debts["alert"].notna()].reset_index(drop=True)

    def sums(self, currency: str) -> dict[int, int]:
        """alert step → open amount; 0: lapsed."""
        mine = self.urgent(currency)
        return {step: int(mine.loc[mine["alert"] == step, "open"].sum()) for step in (0, *limitation.ALERTS)}

    def debtors(self, currency: str) -> list[int]:
        """The customers who are overdue in a currency, the largest debt first."""
        mine = self.debts[self.debts["currency"] == currency]
        return [int(key) for key in mine.groupby("customer_key")["open"].sum().sort_values(ascending=False, kind="stable").index]

    def sentence(self, document_key: int) -> Message:
        """One document's clock in words; KeyError where none runs."""
        found = self.debts[self.debts["document_key"] == document_key]
        if not len(found):
            raise KeyError(document_key)
        row = found.iloc[0]
        words = {
            "date": row["expires"].isoformat(),
            "days": abs(int(row["days_left"])),
            "since": row["restarted_on"].isoformat(),
            "event": event_words(row["event"]),
        }
        if row["days_left"] < 0:
            return say("Limitation ended on {date}, {days} days ago, counted from {since} ({event}).", **words)
        return say("Limitation ends on {date}, in {days} days, counted from {since} ({event}).", **words)

    def answer(self, currency: str, unit: Unit) -> Message:
        """What lapses next, in one sentence."""
        gone = self.sums(currency)[0]
        lapsed = say("{lapsed} has lapsed already.", lapsed=wording.amount(gone, currency, unit)) if gone else say("Nothing has lapsed.")
        soon = self.urgent(currency)
        soon = soon[soon["days_left"] >= 0]
        if not len(soon):
            return say("Nothing lapses within {days} days. {lapsed}", days=limitation.ALERTS[0], lapsed=lapsed)
        first = soon.iloc[0]
        return say(
            "{amount} lapses within {days} days, first {number} of {customer} on {date}. {lapsed}",
            amount=wording.amount(int(soon["open"].sum()), currency, unit),
            days=limitation.ALERTS[0],
            number=first["document_no"],
            customer=first["customer_name"],
            date=first["expires"].isoformat(),
            lapsed=lapsed,
        )


def clocks_at(
    open_items: pd.DataFrame,
    allocations: pd.DataFrame,
    customers: pd.DataFrame,
    registers: Mapping[str, pd.DataFrame],
    as_of: dt.date,
) -> Clocks:
    """Every clock that runs at `as_of`; `open_items` as `balances.open_items` has them."""
    happened = recorded_events(registers, open_items)
    day = pd.Timestamp(as_of)
    found = limitation.clocks(open_items, allocations, as_of, events=happened)
    names = dict(zip(customers["customer_key"].tolist(), customers["customer_name"].fillna(customers["customer_id"]).tolist(), strict=True))
    items = open_items[["document_key", "customer_key", "document_no", "currency", "open"]]
    debts = found.merge(items, on="document_key", how="left", validate="one_to_one")
    debts["customer_name"] = debts["customer_key"].map(names).astype("str")
    debts["alert"] = pd.array([limitation.alert(left) for left in debts["days_left"]], dtype="Int64")
    debts["evidence"] = [_evidence(row, happened) for row in _records(debts)]
    counted = happened["proven"] & happened["kind"].isin(list(limitation.STRONG))
    weak = happened[~counted & (happened["date"] <= day)].reset_index(drop=True)
    return Clocks(debts, _guarantees(open_items, names, registers, as_of), weak, as_of)


def event_words(kind: str) -> Message:
    """What restarted a clock, in words; that nothing did where `kind` is empty."""
    return limitation.STRONG[kind] if kind else NOTHING


def alert_words(step: int | None) -> Message | None:
    """The urgency of a clock; None while there is time."""
    return None if step is None else LAPSED if step == 0 else say("Within {days} days", days=step)


def _evidence(row: dict[str, Any], happened: pd.DataFrame) -> str:
    """What proves the event that restarted a debt's clock."""
    same = happened["kind"] == row["event"]
    concerned = (happened["document_key"] == row["document_key"]) | (
        happened["document_key"].isna() & (happened["customer_key"] == row["customer_key"])
    )
    day = pd.Timestamp(row["restarted_on"])
    on = (happened["date"] == day) | (happened["ended"] == day)
    texts = happened.loc[same & concerned.fillna(False).astype("bool") & on & happened["proven"], "evidence"]
    return "; ".join(dict.fromkeys(text for text in texts if text))


def _guarantees(open_items: pd.DataFrame, names: Mapping[int, str], registers: Mapping[str, pd.DataFrame], as_of: dt.date) -> pd.DataFrame:
    """The guarantees of customers who owe: until when a claim against the guarantor must be made; soonest first."""
    columns = ["row_key", "customer_key", "customer_name", "guarantor", "joint", "ends", "days_left", "alert"]
    kept = registers.get("guarantees")
    rows: list[dict[str, Any]] = []
    owing: dict[Any, Any] = open_items[open_items["open"] > 0].groupby("customer_key")["due_date"].min().to_dict()
    for row in [] if kept is None else _records(known_at(kept, GUARANTEES, as_of)):
        if row["customer_key"] not in owing or row["guarantee_kind"] not in PERSONAL:
            continue
        agreed = min((row[name].date() for name in ("guarantee_until", "valid_to") if pd.notna(row[name])), default=None)
        if agreed is None and row["guarantee_kind"] != "guarantee":
            continue
        ends = limitation.guarantee_ends(owing[row["customer_key"]].date(), agreed)
        left = (ends - as_of).days
        joint = row["guarantee_kind"] == "bank_guarantee" or (pd.notna(row["liability"]) and row["liability"] == "joint")
        rows.append(
            {
                "row_key": row["row_key"], "customer_key": row["customer_key"], "customer_name": names[int(row["customer_key"])],
                "guarantor": row["guarantor"], "joint": joint,
                "ends": ends, "days_left": left, "alert": limitation.alert(left, limitation.GUARANTEE_ALERTS),
            }
        )  # fmt: skip
    found = pd.DataFrame(rows, columns=columns).astype({"alert": "Int64"})
    return found.sort_values(["ends", "row_key"]).reset_index(drop=True)


def _records(rows: pd.DataFrame) -> list[Any]:
    records: list[Any] = rows.to_dict("records")
    return records
