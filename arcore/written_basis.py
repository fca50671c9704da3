"""Whether a late fee on a document was agreed in writing, by which contract and at which rate (domain rules §4.9 mode 1).

The contract is the one that the document names, else the customer's newest in force on the document's date. A late fee has a
written basis where both sides have signed it and it has a late-fee clause or states a rate.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pandas as pd

from arcore.messages import Message, say
from arcore.policy_sections.interest import InterestRules


@dataclass(frozen=True)
class Basis:
    """The contract's number (empty without one), the rules with its rate, or why there is no written basis."""

    contract_no: str
    rules: InterestRules
    lacking: Message | None = None


def written_basis(contracts: pd.DataFrame, document_date: dt.date, named: str, rules: InterestRules) -> Basis:
    """The basis for a document; `contracts` are the customer's rows of the register, `named` the contract that the document names.

    A clause without a rate takes the policy's agreed rate; a stated rate is per mille a day.
    """
    row = _contract(contracts, document_date, named)
    if row is None:
        return Basis("", rules, say("No contract in force on {date} is on record.", date=document_date.isoformat()))
    number = str(row["contract_no"])
    if any(_said(row[name]) is False for name in ("signed_by_us", "signed_by_them")):
        return Basis(number, rules, say("Contract {number} is not signed by both sides.", number=number))
    stated, clause = row["late_fee_rate"], _said(row["clause_late_fee"])
    if clause is False or (clause is None and pd.isna(stated)):
        return Basis(number, rules, say("Contract {number} has no late-fee clause.", number=number))
    if pd.isna(stated):
        return Basis(number, rules)
    return Basis(number, replace(rules, contract_rate=float(Decimal(str(stated)) / 10), contract_per="day"))


def _contract(contracts: pd.DataFrame, day: dt.date, named: str) -> Any | None:
    if named:
        own = contracts[contracts["contract_no"].eq(named).fillna(False)]
        if len(own):
            return own.sort_values(["valid_from", "row_key"]).iloc[-1]
    at = pd.Timestamp(day)
    valid = contracts[(contracts["valid_from"] <= at) & (contracts["valid_to"].isna() | (contracts["valid_to"] >= at))]
    return valid.sort_values(["valid_from", "row_key"]).iloc[-1] if len(valid) else None


def _said(value: Any) -> bool | None:
    return None if pd.isna(value) else bool(value)
