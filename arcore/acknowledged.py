"""Who knows which version of the credit policy: customers that trade with us, and our own people (capability 3)."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from arcore.messages import Message, say

TRADING_DAYS = 365


def customers_told(rows: pd.DataFrame, customers: pd.DataFrame, documents: pd.DataFrame, version: int, as_of: dt.date) -> pd.DataFrame:
    """customer_key, customer_id, customer_name, salesperson, `last_document`, `policy_version`, `acknowledged_on`, `person`, `current`.

    A row for each customer with a document of the last 365 days; those who have not acknowledged `version` or a later one first.
    `rows`: the register of acknowledgements; what is dated after `as_of` is not known yet.
    """
    day = pd.Timestamp(as_of)
    recent = documents[(documents["document_date"] <= day) & (documents["document_date"] > day - pd.Timedelta(days=TRADING_DAYS))]
    last = recent.groupby("customer_key")["document_date"].max().rename("last_document")
    found = customers[["customer_key", "customer_id", "customer_name", "salesperson"]].merge(last, on="customer_key", how="inner")
    known = rows[(rows["acknowledged_on"] <= day) & rows["customer_key"].notna()]
    newest = known.sort_values(["policy_version", "acknowledged_on"]).drop_duplicates("customer_key", keep="last")
    newest = newest[["customer_key", "policy_version", "acknowledged_on", "person"]].astype({"customer_key": "int64"})
    found = found.merge(newest, on="customer_key", how="left")
    found = found.assign(current=found["policy_version"].ge(version).fillna(False).astype(bool))
    return found.sort_values(["current", "customer_id"]).reset_index(drop=True)


def staff_told(rows: pd.DataFrame, as_of: dt.date) -> pd.DataFrame:
    """The newest acknowledgement of each of our own people: person, capacity, policy_version, acknowledged_on; newest version first."""
    own = rows[rows["customer_key"].isna() & (rows["acknowledged_on"] <= pd.Timestamp(as_of))]
    newest = own.sort_values(["policy_version", "acknowledged_on"], ascending=False).drop_duplicates("person")
    return newest[["row_key", "person", "capacity", "policy_version", "acknowledged_on"]].reset_index(drop=True)


def answer(told: pd.DataFrame, staff: pd.DataFrame, version: int) -> Message:
    """One sentence on who has acknowledged the version in force."""
    words = {
        "customers": f"{int(told['current'].sum()):,}",
        "all": f"{len(told):,}",
        "staff": f"{int(staff['policy_version'].ge(version).sum()):,}",
        "everybody": f"{len(staff):,}",
    }
    if not version:
        return say("Nobody has changed the rules yet: {customers} of {all} trading customers know the default rules.", **words)
    return say(
        "Version {version} is acknowledged by {customers} of {all} trading customers and by {staff} of {everybody} of our own people.",
        version=version, **words,
    )  # fmt: skip
