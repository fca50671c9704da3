"""Clocks of the law: limitation of claims (诉讼时效) and guarantee periods (保证期间) (domain rules §4.12).

A claim lapses three years after its due date; only a strong event restarts the three years: something the debtor signed,
paid or received, or a proceeding. A telephone call without record restarts nothing. The dates are the earliest that can be
argued, so that nobody acts too late.
Sources: 民法典 188, 189, 192, 195, 692, 693; 诉讼时效规定 8–19.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from arcore.messages import Message, say
from arcore.payment_history import CASH

YEARS, MOST_YEARS = 3, 20
GUARANTEE_MONTHS = 6
ALERTS, GUARANTEE_ALERTS = (365, 180, 90, 30), (60, 30, 7)
"""So many days before its end a clock is warned of, each time more urgently."""

STRONG: dict[str, Message] = {
    "demand": say("Written demand that arrived"),
    "acknowledgement": say("Debt acknowledged in writing"),
    "statement": say("Statement of account signed by the customer"),
    "part_payment": say("Part payment"),
    "instalment_request": say("Customer asked for instalments or more time"),
    "plan": say("Repayment plan agreed"),
    "security": say("Security provided"),
    "assignment": say("Notice of assignment that arrived"),
    "mediation": say("Mediation"),
    "police_report": say("Report to the police"),
    "payment_order": say("Payment order"),
    "preservation": say("Preservation of assets"),
    "lawsuit": say("Lawsuit"),
    "arbitration": say("Arbitration"),
    "bankruptcy_claim": say("Claim filed in insolvency"),
}
"""Events that restart the three years, given proof of them."""

REVIVING = frozenset({"acknowledgement", "statement", "instalment_request", "plan", "security"})
"""What the debtor promises after the end makes the claim enforceable again (192)."""


@dataclass(frozen=True)
class Clock:
    """When a claim lapses: three years after `restarted_on`, the due date where nothing restarted it; at most 20 years after due."""

    due: dt.date
    restarted_on: dt.date
    event: str | None
    expires: dt.date


def claim(due: dt.date, events: list[tuple[dt.date, str]]) -> Clock:
    """The clock of one debt; `events` are strong ones with their day (a proceeding: the day it ended).

    >>> claim(dt.date(2023, 3, 31), []).expires, claim(dt.date(2023, 3, 31), [(dt.date(2024, 6, 15), "part_payment")]).expires
    (datetime.date(2026, 3, 31), datetime.date(2027, 6, 15))
    """
    last = Clock(due, due, None, years_after(due, YEARS))
    for day, kind in sorted(events):
        if day > last.restarted_on and (day <= last.expires or kind in REVIVING):
            last = Clock(due, day, kind, min(years_after(day, YEARS), years_after(due, MOST_YEARS)))
    return last


def years_after(day: dt.date, years: int) -> dt.date:
    """The same day so many years later; 29 February becomes the 28th."""
    found: dt.date = (pd.Timestamp(day) + pd.DateOffset(years=years)).date()
    return found


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the month's last."""
    found: dt.date = (pd.Timestamp(day) + pd.DateOffset(months=months)).date()
    return found


def guarantee_ends(main_due: dt.date, agreed: dt.date | None = None) -> dt.date:
    """The last day to claim from a guarantor: as agreed, else six months after the main debt is due (692); nothing restarts it.

    >>> guarantee_ends(dt.date(2025, 8, 31))
    datetime.date(2026, 2, 28)
    """
    return agreed or months_after(main_due, GUARANTEE_MONTHS)


def alert(days_left: int, steps: tuple[int, ...] = ALERTS) -> int | None:
    """The step of `steps` that has been reached; 0 once the end has passed, None while there is time.

    >>> alert(400), alert(200), alert(30), alert(-1)
    (None, 365, 30, 0)
    """
    return 0 if days_left < 0 else min((step for step in steps if days_left <= step), default=None)


def clocks(
    open_items: pd.DataFrame,
    allocations: pd.DataFrame,
    as_of: dt.date,
    *,
    events: pd.DataFrame | None = None,
    last_due: Mapping[int, dt.date] | None = None,
) -> pd.DataFrame:
    """A row per debt past its due date: document_key, due_date, restarted_on, event ("": none), expires, days_left; soonest first.

    `events`: customer_key · document_key Int64 (NA: all of the customer's) · date · kind (of `STRONG`; others restart nothing) ·
    proven (bool: only those count) · ended (a proceeding's end, NaT else). Part payments are taken from `allocations`.
    `last_due`: the last instalment's due date of debts paid in instalments (189).
    """
    day = pd.Timestamp(as_of)
    late = open_items[(open_items["open"] > 0) & (open_items["due_date"] < day)]
    happened = _events(late, allocations, events, day)
    ends = last_due or {}
    touched = late["document_key"].isin([*happened, *ends])
    quiet = late.loc[~touched, ["document_key", "due_date"]]
    lapse = (quiet["due_date"] + pd.DateOffset(years=YEARS)).dt.date
    due = quiet["due_date"].dt.date
    plain = pd.DataFrame({"document_key": quiet["document_key"], "due_date": due, "restarted_on": due, "event": "", "expires": lapse})
    rows: list[dict[str, object]] = []
    debts: list[Any] = late.loc[touched, ["document_key", "due_date"]].to_dict("records")
    for debt in debts:
        key = int(debt["document_key"])
        clock = claim(ends.get(key, debt["due_date"].date()), happened.get(key, []))
        rows.append(
            {
                "document_key": key, "due_date": clock.due, "restarted_on": clock.restarted_on, "event": clock.event or "",
                "expires": clock.expires,
            }
        )  # fmt: skip
    found = pd.concat([part for part in (plain, pd.DataFrame(rows)) if len(part)] or [plain], ignore_index=True)
    left = (pd.to_datetime(found["expires"]) - day).dt.days.astype("int64")
    return found.assign(days_left=left).sort_values(["expires", "document_key"]).reset_index(drop=True)


def _events(
    late: pd.DataFrame, allocations: pd.DataFrame, events: pd.DataFrame | None, day: pd.Timestamp
) -> dict[int, list[tuple[dt.date, str]]]:
    """The strong events of each document."""
    found: dict[int, list[tuple[dt.date, str]]] = defaultdict(list)
    keys = set(late["document_key"].tolist())
    paid = allocations[allocations["document_key"].isin(keys) & allocations["kind"].isin(CASH) & (allocations["date"] <= day)]
    for key, date in zip(paid["document_key"].tolist(), paid["date"].tolist(), strict=True):
        found[int(key)].append((date.date(), "part_payment"))
    if events is None:
        return found
    counts = events[events["kind"].isin(list(STRONG)) & events["proven"].astype(bool) & (events["date"] <= day)]
    of_customer = {key: group["document_key"].tolist() for key, group in late.groupby("customer_key")}
    records: list[Any] = counts.to_dict("records")
    for event in records:
        ended = event["ended"] if pd.notna(event.get("ended")) and event["ended"] <= day else event["date"]
        concerned = of_customer.get(event["customer_key"], []) if pd.isna(event["document_key"]) else [int(event["document_key"])]
        for key in concerned:
            found[int(key)].append((ended.date(), str(event["kind"])))
    return found
