"""When the money for each open document is expected, and what is not expected at all.

What is disputed is excluded; promises and instalment plans come next; the rest comes at the due date plus the customer's usual delay,
on a working day, at the month's end for those who pay then. An item that has outlived its expected day is not moved to
tomorrow: it is expected when half of the documents that had waited as long had been paid, and has no date ("beyond")
where too few ever were. Credit notes and money already received settle what is expected first.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd

from arcore.calendars import WorkingDays
from arcore.forecast.habits import Habits, near_festival
from arcore.messages import Message, say
from arcore.policy_sections.forecast import ForecastRules

WEEKS = 13
BEYOND, EXCLUDED = WEEKS + 1, 0
"""The `week` of what comes later or without a date, and of what is not expected."""

REASONS: dict[str, Message] = {
    "habit": say("The customer's usual delay"),
    "portfolio": say("The usual delay of all customers"),
    "promise": say("Promised"),
    "plan": say("Instalment plan"),
    "waiting": say("Already later than usual: the further wait of others that were as late"),
    "no_date": say("Later than others that ever paid: no date"),
    "credit": say("Credit note, set off against what is expected first"),
    "disputed": say("Disputed: not expected"),
    "received": say("Already received, not applied yet"),
    "credit_left": say("Credit note with nothing to set it off against"),
}
"""Why a part of a document is expected when it is, by `basis`."""

COLUMNS = (
    "document_key",
    "customer_key",
    "customer_id",
    "document_no",
    "currency",
    "due_date",
    "amount",
    "expected",
    "delay",
    "basis",
    "week",
)


def expected(
    open_items: pd.DataFrame,
    habits: Habits,
    as_of: dt.date,
    rules: ForecastRules,
    calendar: WorkingDays,
    *,
    unapplied: pd.DataFrame | None = None,
    commitments: pd.DataFrame | None = None,
    disputes: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Parts of the open items: `COLUMNS`; Σ `amount` = Σ `open` per document and currency, always.

    `commitments`: document_key Int64 (NA: any of the customer's) · customer_key · currency · date · amount · made_on · kind (promise|plan);
    those made later or already past count for nothing. `disputes`: document_key · amount Int64 (NA: all) · opened · closed.
    """
    columns = [name for name in COLUMNS if name in open_items.columns]
    debts = open_items.loc[open_items["open"] > 0, [*columns[: columns.index("due_date") + 1], "open"]].copy()
    debts["left"] = debts["open"]
    excluded = _disputed(debts, disputes, as_of)
    committed = _committed(debts, commitments, as_of)
    usual = _by_habit(debts[debts["left"] > 0], habits, as_of, rules, calendar)
    parts = pd.concat([part for part in (*committed, usual) if len(part)] or [usual], ignore_index=True)
    parts["week"] = _weeks(parts["expected"], as_of)
    settled = _set_off(parts.sort_values(["expected", "document_key"]).reset_index(drop=True), open_items, unapplied)
    whole = pd.concat([frame for frame in (settled, *excluded) if len(frame)] or [settled], ignore_index=True)
    return whole.reindex(columns=list(COLUMNS)).astype({"amount": "int64", "week": "int64", "delay": "Int64"})


def _part(rows: pd.DataFrame, amount: Any, **columns: Any) -> pd.DataFrame:
    given: dict[str, Any] = {"expected": pd.NaT, "delay": pd.NA, **columns}
    return rows.drop(columns=["open", "left"]).assign(amount=amount, **given)


def _disputed(debts: pd.DataFrame, disputes: pd.DataFrame | None, as_of: dt.date) -> list[pd.DataFrame]:
    """The disputed parts; takes them out of what is left."""
    if disputes is None or not len(disputes):
        return []
    day = pd.Timestamp(as_of)
    now = disputes[(disputes["opened"] <= day) & (disputes["closed"].isna() | (disputes["closed"] > day))]
    claimed = now.assign(amount=now["amount"].astype("Int64").fillna(np.iinfo("int64").max)).groupby("document_key")["amount"].max()
    taken = np.minimum(debts["document_key"].map(claimed).fillna(0).astype("int64"), debts["left"])
    debts["left"] -= taken
    return [_part(debts[taken > 0], taken[taken > 0], basis="disputed", week=EXCLUDED)]


def _committed(debts: pd.DataFrame, commitments: pd.DataFrame | None, as_of: dt.date) -> list[pd.DataFrame]:
    """Parts that a promise or plan names a day for, earliest day first; takes them out of what is left."""
    if commitments is None or not len(commitments):
        return []
    day = pd.Timestamp(as_of)
    valid = commitments[(commitments["made_on"] <= day) & (commitments["date"] > day)].sort_values(["date"], kind="stable")
    parts: list[pd.DataFrame] = []
    records: list[Any] = valid.to_dict("records")
    for one in records:
        key = "document_key" if pd.notna(one["document_key"]) else "customer_key"
        mine = (debts[key] == one[key]) & (debts["currency"] == one["currency"]) & (debts["left"] > 0)
        rows = debts[mine].sort_values(["due_date", "document_key"])
        room = (int(one["amount"]) - (rows["left"].cumsum() - rows["left"])).clip(lower=0)
        taken = rows["left"].where(rows["left"] < room, room)
        taken = taken[taken > 0]
        debts.loc[taken.index, "left"] -= taken
        if len(taken):
            parts.append(_part(rows.loc[taken.index], taken, expected=one["date"], basis=one["kind"]))
    return parts


def _by_habit(debts: pd.DataFrame, habits: Habits, as_of: dt.date, rules: ForecastRules, calendar: WorkingDays) -> pd.DataFrame:
    """Due date plus usual delay; the waiting rule for what should have been paid by now."""
    of = [habits.habit(int(key)) for key in debts["customer_key"]]
    delay = np.array([habit.days for habit in of], dtype="int64")
    delay = delay + np.where(near_festival(debts["due_date"], rules.festival_days), habits.festival, 0)
    due = debts["due_date"].to_numpy().astype("datetime64[D]")
    day = np.datetime64(as_of, "D")
    first = due + delay
    late = first <= day
    waited = np.where(late, (day - due).astype("int64"), 0).tolist()
    known_waits = {days: habits.waiting.further(days) for days in set(waited)}
    further = [known_waits[days] if gone else 0 for days, gone in zip(waited, late.tolist(), strict=True)]
    waiting = np.array([0 if days is None else max(1, days) for days in further], dtype="int64")
    known = np.array([days is not None for days in further], dtype=bool)
    on = calendar.roll_all(np.where(late, day + waiting, first))
    on = np.array(
        [_month_end(at, day, calendar) if habit.month_end else at for at, habit in zip(on, of, strict=True)], dtype="datetime64[D]"
    )
    own = np.array([habit.own is not None for habit in of], dtype=bool)
    basis = np.where(~known, "no_date", np.where(late, "waiting", np.where(own, "habit", "portfolio")))
    dates = pd.Series(np.where(known, on, np.datetime64("NaT", "D")), index=debts.index).astype("datetime64[us]")
    days = pd.Series((on - due).astype("int64"), index=debts.index).where(known)
    return _part(debts, debts["left"], expected=dates, delay=days, basis=basis)


def _month_end(at: Any, day: Any, calendar: WorkingDays) -> Any:
    """The last working day of a month that is nearest to `at` and after `day`."""
    month = at.astype("datetime64[M]")
    ends = [_last_working_day((month + shift).astype("datetime64[D]"), calendar) for shift in (0, 1, 2)]
    return min((end for end in ends if end > day), key=lambda end: abs((end - at).astype(int)), default=at)


def _last_working_day(after: Any, calendar: WorkingDays) -> Any:
    """The last working day before the day `after`, the first of a month."""
    end: dt.date = (after - 1).item()
    while not calendar.is_working(end):
        end -= dt.timedelta(days=1)
    return np.datetime64(end, "D")


def _weeks(dates: pd.Series, as_of: dt.date) -> pd.Series:
    """1 for the seven days after `as_of` … `WEEKS`; later or undated is `BEYOND`."""
    ahead = (dates - pd.Timestamp(as_of)).dt.days
    return ((ahead + 6) // 7).fillna(BEYOND).clip(lower=1, upper=BEYOND).astype("int64")


def _set_off(parts: pd.DataFrame, open_items: pd.DataFrame, unapplied: pd.DataFrame | None) -> pd.DataFrame:
    """Credit notes and money received settle a customer's parts, earliest first; what they leave over is excluded."""
    places: Any = parts.groupby(["customer_key", "currency"]).indices
    place: dict[Any, list[int]] = dict(places)
    left: dict[int, int] = dict(enumerate(parts["amount"].tolist()))
    rows = _credits(parts, open_items[open_items["open"] < 0], place, left)
    if unapplied is not None:
        mine = unapplied[unapplied["customer_key"].notna() & (unapplied["unapplied"] > 0)]
        pools: dict[Any, int] = mine.groupby(["customer_key", "currency"])["unapplied"].sum().to_dict()
        taken = [pair for key, pool in pools.items() for pair in _earliest(place.get(key, []), left, int(pool))]
        shares = pd.Series(dict(taken), dtype="int64")
        received: Any = parts.loc[shares.index].assign(amount=shares)
        parts = parts.assign(amount=parts["amount"].sub(shares, fill_value=0).astype("int64"))
        rows = pd.concat([rows, received.assign(basis="received", expected=pd.NaT, delay=pd.NA, week=EXCLUDED)], ignore_index=True)
    kept = parts[parts["amount"] > 0]
    return pd.concat([kept, rows], ignore_index=True) if len(rows) else kept


def _credits(parts: pd.DataFrame, notes: pd.DataFrame, place: dict[Any, list[int]], left: dict[int, int]) -> pd.DataFrame:
    """Each credit note in pieces beside the parts it settles, and its rest."""
    rows: list[dict[str, object]] = []
    records: list[Any] = notes.to_dict("records")
    for note in records:
        same = {name: note[name] for name in COLUMNS if name in note} | {"delay": pd.NA}
        taken = _earliest(place.get((note["customer_key"], note["currency"]), []), left, -int(note["open"]))
        for index, share in taken:
            of = {"expected": parts["expected"].iloc[index], "week": parts["week"].iloc[index]}
            rows.append({**same, **of, "amount": -share, "basis": "credit"})
        rest = int(note["open"]) + sum(share for _, share in taken)
        if rest:
            rows.append({**same, "amount": rest, "basis": "credit_left", "expected": pd.NaT, "week": EXCLUDED})
    return pd.DataFrame(rows)


def _earliest(places: list[int], left: dict[int, int], amount: int) -> list[tuple[int, int]]:
    """(row, how much of it) that `amount` settles; takes it from what is `left` of each row."""
    taken: list[tuple[int, int]] = []
    for index in places:
        share = min(amount, left[index])
        if share > 0:
            left[index] -= share
            amount -= share
            taken.append((index, share))
    return taken
