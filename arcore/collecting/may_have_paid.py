"""Bank lines that nobody has dealt with and that seem to come from a customer: "they may have paid"."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from arcore.matching.normalize import name_key

WAITING = ("open", "claimed")
COLUMNS = ("line", "date", "payer", "memo", "amount", "currency")
BETWEEN = str.maketrans("；，、,", ";;;;")


def waiting_lines(
    lines: pd.DataFrame, customers: pd.DataFrame, taught: Mapping[str, Collection[str]], until: dt.date | None = None
) -> pd.DataFrame:
    """The waiting lines of money in that come from a customer's account or names, newest first: `COLUMNS` and `customer_key`.

    A line that fits several customers stands once for each. `taught`: further payer names and account numbers, by the number
    (or name) of the customer that people said they are; `until` the last day that counts where a past date is looked at; minor units.
    """
    waiting = lines[lines["status"].isin(WAITING) & (lines["amount"] > 0)]
    if until is not None:
        waiting = waiting[waiting["date"] <= pd.Timestamp(until)]
    names, accounts = _known(customers, taught)
    payers = (waiting[name].fillna("").tolist() for name in ("counterparty_name", "counterparty_account"))
    places, keys = [], []
    for place, (payer, account) in enumerate(zip(*payers, strict=True)):
        theirs = names.get(name_key(payer), set()) | accounts.get(_digits(account), set())
        places += [place] * len(theirs)
        keys += sorted(theirs)
    found = waiting.iloc[places].rename(columns={"counterparty_name": "payer"})[list(COLUMNS)].assign(customer_key=keys)
    return found.astype({"customer_key": "int64"}).sort_values(["date", "line"], ascending=[False, False]).reset_index(drop=True)


def taught_payers(*learned: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
    """`taught` out of what people said whose each payer name and account number is.

    >>> taught_payers({"王小明": ["C1"]}, {"6222": ["C1", "C2"]})["C1"] == {"王小明", "6222"}
    True
    """
    taught: defaultdict[str, set[str]] = defaultdict(set)
    for known in learned:
        for payer, customers in known.items():
            for name in customers:
                taught[name].add(payer)
    return taught


def _known(customers: pd.DataFrame, taught: Mapping[str, Collection[str]]) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    """Whose names, and whose account numbers, are whose; what is blank is nobody's."""
    names: defaultdict[str, set[int]] = defaultdict(set)
    accounts: defaultdict[str, set[int]] = defaultdict(set)
    records: list[Any] = customers.to_dict("records")
    for row in records:
        key = int(row["customer_key"])
        told = list(taught.get(next(iter(_texts(row, "customer_id", "customer_name")), ""), ()))
        several = [part for text in _texts(row, "payers") for part in text.translate(BETWEEN).split(";")]
        for name in (*_texts(row, "customer_name", "short_name", "former_name"), *several, *told):
            names[name_key(name)].add(key)
        for account in (*_texts(row, "bank_account"), *told):
            accounts[_digits(account)].add(key)
    names.pop("", None)
    accounts.pop("", None)
    return names, accounts


def on_account(unapplied: pd.DataFrame, open_items: pd.DataFrame) -> pd.DataFrame:
    """Money that is the customers' already and not set against their debts: customer_key, currency, unapplied, credits (minor units).

    `unapplied`: receipts as in `balances.unapplied`; credits: open credit notes of `open_items`.
    """
    identified = unapplied[unapplied["customer_key"].notna()]
    receipts = identified[["customer_key", "currency"]].assign(unapplied=identified["unapplied"], credits=0)
    notes = open_items[open_items["open"] < 0]
    credits = notes[["customer_key", "currency"]].assign(unapplied=0, credits=-notes["open"])
    both = pd.concat([receipts, credits]).astype({"customer_key": "int64", "unapplied": "int64", "credits": "int64"})
    return both.groupby(["customer_key", "currency"], sort=True)[["unapplied", "credits"]].sum().reset_index()


def waiting_money(lines: pd.DataFrame, account: pd.DataFrame | None = None) -> dict[tuple[int, str], int]:
    """By customer and currency what may settle debts without another call: bank lines that wait, receipts and credit notes not applied."""
    sums: defaultdict[tuple[int, str], int] = defaultdict(int)
    parts: list[tuple[pd.DataFrame, str]] = [(lines, "amount")]
    parts += [] if account is None else [(account, "unapplied"), (account, "credits")]
    for rows, column in parts:
        for key, currency, amount in zip(*(rows[name].tolist() for name in ("customer_key", "currency", column)), strict=True):
            sums[(int(key), str(currency))] += int(amount)
    return {payer: amount for payer, amount in sums.items() if amount > 0}


def _texts(customer: Mapping[str, object], *names: str) -> tuple[str, ...]:
    return tuple(text for name in names if isinstance(text := customer.get(name), str) and text.strip())


def _digits(account: str) -> str:
    """An account number without what people put between the digits."""
    return "".join(sign for sign in account.upper() if sign.isalnum())
