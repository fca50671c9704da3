"""Bank lines that nobody has dealt with and that seem to come from a customer: "they may have paid"."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from arcore.matching.normalize import name_key

WAITING = ("open", "claimed")
COLUMNS = ("line", "date", "payer", "memo", "amount", "currency")


def lines_of(lines: pd.DataFrame, customer: Mapping[str, object], taught: frozenset[str] = frozenset()) -> pd.DataFrame:
    """The waiting lines of money in that come from this customer's account or names, newest first: `COLUMNS`, minor units.

    `customer`: its row of the books; `taught`: further payer names and account numbers that people said are this customer's.
    """
    waiting = lines[lines["status"].isin(WAITING) & (lines["amount"] > 0)]
    names = {name_key(each) for each in (*_texts(customer, "customer_name", "short_name", "former_name"), *taught)}
    for several in _texts(customer, "payers"):
        names |= {name_key(each) for each in several.replace("；", ";").replace("，", ";").replace("、", ";").replace(",", ";").split(";")}
    accounts = {_digits(each) for each in (*_texts(customer, "bank_account"), *taught)} - {""}
    theirs = [
        (name_key(payer) in names - {""} if payer else False) or (_digits(account) in accounts if account else False)
        for payer, account in zip(waiting["counterparty_name"].fillna(""), waiting["counterparty_account"].fillna(""), strict=True)
    ]
    found = waiting[pd.Series(theirs, index=waiting.index, dtype=bool)].rename(columns={"counterparty_name": "payer"})
    return found.sort_values(["date", "line"], ascending=[False, False])[list(COLUMNS)].reset_index(drop=True)


def _texts(customer: Mapping[str, object], *names: str) -> tuple[str, ...]:
    return tuple(text for name in names if isinstance(text := customer.get(name), str) and text.strip())


def _digits(account: str) -> str:
    """An account number without what people put between the digits."""
    return "".join(sign for sign in account.upper() if sign.isalnum())
