"""Rules over what people keep: limitation, guarantees, contracts, evidence, confirmations, grave events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pandas as pd

from arcore import limitation, wording
from arcore.messages import Message, say
from arcore.warnings.by_payment import of_customer, overdue_by_customer
from arcore.warnings.model import RiskWarning, Severity
from arcore.warnings.situation import Situation

GRAVE_EVENTS: dict[str, Message] = {
    "bill_dishonored": say("A bill was dishonored"),
    "enforcement": say("Subject to enforcement"),
    "dishonest": say("Listed as a dishonest debtor"),
    "bankruptcy": say("Insolvency"),
    "stopped": say("Production has stopped"),
    "frozen_shares": say("Shares are frozen"),
    "lawsuit": say("Involved in a lawsuit"),
}
EVENT_MONTHS = 12
URGENT_DAYS = 90


def limitation_period(at: Situation) -> Iterable[RiskWarning]:
    """The debts of a customer whose limitation period ends within the policy's days, and those lapsed: one warning (§4.12)."""
    clocks = limitation.clocks(at.now.aged, at.books.allocations, at.as_of, events=at.register("interruptions"))
    soon = clocks[clocks["days_left"] <= at.policy.warnings.limitation_days]
    items = soon.merge(at.now.aged[["document_key", "customer_key", "currency", "open"]], on="document_key")
    groups: dict[Any, pd.DataFrame] = dict(iter(items.groupby(["customer_key", "currency"])))
    for (key, code), mine in groups.items():
        first, left, total = mine["expires"].min(), int(mine["days_left"].min()), int(mine["open"].sum())
        amount = wording.amount(total, str(code))
        lapsed = say("The limitation period of {amount} ended on {date}.", amount=amount, date=first)
        message = say("The limitation period of {amount} ends on {date}, in {days} days.", amount=amount, date=first, days=left)
        severity = _urgency(limitation.alert(left), URGENT_DAYS)
        ids = tuple(int(number) for number in mine["document_key"])
        since = first - dt.timedelta(days=at.policy.warnings.limitation_days)
        said = lapsed if left < 0 else message
        yield of_customer(at, "limitation", severity, int(key), str(code), total, said, since, ids, first.isoformat())


def risk_event(at: Situation) -> Iterable[RiskWarning]:
    """A grave event of the last twelve months that is not over."""
    events = at.register("events")
    if events is None:
        return
    day = pd.Timestamp(at.as_of)
    recent = (events["happened_on"] <= day) & (events["happened_on"] > day - pd.DateOffset(months=EVENT_MONTHS))
    lasting = events["settled_on"].isna() | (events["settled_on"] > day)
    grave = events["event_type"].isin(list(GRAVE_EVENTS)) & events["customer_key"].isin(list(at.customers))
    rows: list[Any] = events[recent & lasting & grave].to_dict("records")
    owed = _owed(at)
    for row in rows:
        code, amount = owed.get(int(row["customer_key"]), (at.policy.company.currency, 0))
        on = row["happened_on"].date()
        message = say("{event} on {date}: {what}", event=GRAVE_EVENTS[row["event_type"]], date=on, what=row["what"])
        subject = f"{row['event_type']}.{on.isoformat()}"
        yield of_customer(at, "risk_event", Severity.HIGH, int(row["customer_key"]), code, amount, message, on, subject=subject)


def guarantee(at: Situation) -> Iterable[RiskWarning]:
    """A guarantee, guarantee period or insurance of a customer who owes ends within the policy's days, or ended in that time."""
    days, owed = at.policy.warnings.guarantee_days, _owed(at)
    debts = at.now.aged[at.now.aged["open"] > 0]
    oldest: dict[Any, Any] = debts.groupby("customer_key")["due_date"].min().to_dict()
    for row in _rows(at, "guarantees"):
        key = int(row["customer_key"])
        ends = _guarantee_end(row, oldest.get(key))
        if ends is None or row["valid_from"] > pd.Timestamp(at.as_of) or key not in owed:
            continue
        left = (ends - at.as_of).days
        if -days <= left <= days:
            code, amount = owed[key]
            words = {"guarantor": row["guarantor"], "date": ends}
            message = say("What {guarantor} guarantees ends on {date}.", **words) if left >= 0 else say(
                "What {guarantor} guaranteed ended on {date}.", **words
            )  # fmt: skip
            severity = _urgency(limitation.alert(left, limitation.GUARANTEE_ALERTS), limitation.GUARANTEE_ALERTS[1])
            yield of_customer(at, "guarantee", severity, key, code, amount, message, subject=f"{row['row_key']}")


def _guarantee_end(row: Any, oldest_due: Any) -> dt.date | None:
    """The first end that is named; of a guarantee that names none, six months after the customer's oldest debt is due (692)."""
    named = [row[name].date() for name in ("valid_to", "guarantee_until") if pd.notna(row[name])]
    if named or oldest_due is None or row["guarantee_kind"] != "guarantee":
        return min(named, default=None)
    return limitation.guarantee_ends(oldest_due.date())


def _urgency(step: int | None, urgent: int) -> Severity:
    return Severity.HIGH if step is not None and step <= urgent else Severity.MEDIUM


def no_contract(at: Situation) -> Iterable[RiskWarning]:
    """An overdue customer without a contract valid at the date that both sides signed; only once contracts are kept at all."""
    contracts = at.register("contracts")
    if contracts is None:
        return
    day = pd.Timestamp(at.as_of)
    valid = contracts[(contracts["valid_from"] <= day) & (contracts["valid_to"].isna() | (contracts["valid_to"] >= day))]
    unsigned = valid.reindex(columns=["signed_by_us", "signed_by_them"]).eq(False).fillna(False).any(axis=1)
    there, covered = (set(rows["customer_key"].dropna().astype("int64")) for rows in (valid, valid[~unsigned]))
    for (key, code), late in overdue_by_customer(at.now).items():
        if key not in covered and late >= at.policy.warnings.least_amount:
            message = say("{amount} is overdue and no valid contract is on record.", amount=wording.amount(late, code))
            if key in there:
                message = say("{amount} is overdue and the contract is not signed by both sides.", amount=wording.amount(late, code))
            yield of_customer(at, "no_contract", Severity.LOW, key, code, late, message)


def evidence_expired(at: Situation) -> Iterable[RiskWarning]:
    """The newest evidence of a kind about a customer who owes has expired."""
    owed = _owed(at)
    for row in _rows(at, "evidence"):
        key, ends = int(row["customer_key"]), row["expires_on"]
        if key in owed and pd.notna(ends) and ends < pd.Timestamp(at.as_of):
            code, amount = owed[key]
            message = say("Evidence on record expired on {date}.", date=ends.date())
            yield of_customer(at, "evidence_expired", Severity.LOW, key, code, amount, message, ends.date(), subject=f"{row['row_key']}")


def reconciliation(at: Situation) -> Iterable[RiskWarning]:
    """A customer who owes has not confirmed its balance for the policy's months; only once statements are kept at all.

    One that never confirmed is warned of when its first document is as old.
    """
    confirmed = at.register("confirmations")
    if confirmed is None:
        return
    day = pd.Timestamp(at.as_of)
    due = day - pd.DateOffset(months=at.policy.warnings.reconciliation_months)
    last: dict[Any, Any] = confirmed[confirmed["confirmed_on"] <= day].groupby("customer_key")["confirmed_on"].max().to_dict()
    first: dict[Any, Any] = at.books.documents.groupby("customer_key")["document_date"].min().to_dict()
    for key, (code, amount) in _owed(at).items():
        when = last.get(key)
        if (when or first[key]) >= due:
            continue
        message = say("The balance has never been confirmed.") if when is None else say(
            "The balance was last confirmed on {date}.", date=when.date()
        )  # fmt: skip
        yield of_customer(at, "reconciliation", Severity.LOW, key, code, amount, message, None if when is None else when.date())


def _rows(at: Situation, name: str) -> list[Any]:
    rows = at.register(name)
    return [] if rows is None else rows[rows["customer_key"].notna()].to_dict("records")


def _owed(at: Situation) -> dict[int, tuple[str, int]]:
    """Customers who owe: the currency they owe most in, and how much."""
    owed: dict[int, tuple[str, int]] = {}
    debts = at.now.aged[at.now.aged["open"] > 0]
    sums: dict[Any, int] = debts.groupby(["customer_key", "currency"])["open"].sum().sort_values().to_dict()
    for (key, code), total in sums.items():
        owed[int(key)] = (str(code), int(total))
    return owed
