"""From the books to a letter: the documents dunned, what is left out, the account, the deadline, and interest where it is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from arcore.books import Books
from arcore.confirming.statement import PayTo, pay_to
from arcore.late_items import interest_of, late_items
from arcore.letters.model import Claim, Earlier, Excluded, Letter
from arcore.letters.tones import Tone
from arcore.messages import Unusable, say
from arcore.policy import Policy
from arcore.policy_sections.interest import MODES


def letter_of(
    row: Mapping[str, Any],
    items: pd.DataFrame,
    books: Books,
    policy: Policy,
    *,
    as_of: dt.date,
    dated: dt.date,
    deadline: dt.date,
    tone: Tone | None = None,
    company: str = "",
    with_interest: bool = False,
) -> Letter:
    """The letter for a row of `listing.listed`; `items` as of `dunning.steps`. Raises Unusable where interest cannot be computed."""
    key, currency = int(row["customer_key"]), str(row["currency"])
    mine = items[(items["customer_key"] == key) & (items["currency"] == currency)]
    asked = _asked(mine, books, policy, as_of)
    return Letter(
        number=number_of(dated, str(row["customer_id"]), currency, policy, books.registers["letters"]),
        tone=tone or row["tone"],
        step=str(row["step"]),
        customer_key=key,
        customer_id=str(row["customer_id"]),
        customer_name=str(row["customer_name"]),
        company=company or policy.company.name or policy.papers.payee,
        currency=currency,
        as_of=as_of,
        dated=dated,
        deadline=deadline,
        items=asked,
        excluded=_excluded(mine),
        unapplied=int(row["unapplied"]),
        pay_to=_account(policy),
        contact=policy.papers.contact,
        phone=policy.papers.phone,
        email=policy.papers.email,
        address=policy.papers.address,
        earlier=_earlier(row),
        claim=claim_of(asked, books, policy, as_of, key, currency) if with_interest and len(asked) else None,
        chinese_law=policy.company.country == "CN",
    )


def number_of(dated: dt.date, customer_id: str, currency: str, policy: Policy, letters: pd.DataFrame) -> str:
    """'CK20260630-C0007', with the currency where it is not ours, and -2, -3 … where the day's number is taken."""
    suffix = "" if currency == policy.company.currency else f"-{currency}"
    number, taken = f"CK{dated:%Y%m%d}-{customer_id}{suffix}", set(letters["letter_no"])
    return next(name for name in (number, *(f"{number}-{again}" for again in range(2, 1000))) if name not in taken)


def _asked(mine: pd.DataFrame, books: Books, policy: Policy, as_of: dt.date) -> pd.DataFrame:
    """What is dunned and was beyond the days of grace at `as_of`, with contract and date of each document."""
    mine = mine.assign(days_past_due=(pd.Timestamp(as_of) - mine["due_date"]).dt.days)
    dunned = mine[(mine["excluded"] == "") & (mine["chased"] > 0) & (mine["days_past_due"] > policy.terms.grace_days)]
    facts = books.documents[["document_key", "document_date", "contract_no"]]
    return dunned.merge(facts, on="document_key").sort_values(["due_date", "document_key"]).reset_index(drop=True)


def _excluded(mine: pd.DataFrame) -> tuple[Excluded, ...]:
    """Whole documents that are not dunned, and the disputed part of those that are."""
    rows = []
    for number, why, open_, chased in zip(mine["document_no"], mine["excluded"], mine["open"], mine["chased"], strict=True):
        if why:
            rows.append(Excluded(str(number), int(open_), str(why)))
        elif open_ > chased:
            rows.append(Excluded(str(number), int(open_ - chased), "disputed"))
    return tuple(rows)


def _account(policy: Policy) -> PayTo | None:
    try:
        return pay_to(policy)
    except Unusable:  # said by `complete`, with where to enter it
        return None


def _earlier(row: Mapping[str, Any]) -> Earlier | None:
    sent = row["last_sent"]
    return Earlier(str(row["last_no"]), sent.date()) if row["last_no"] and pd.notna(sent) else None


def claim_of(asked: pd.DataFrame, books: Books, policy: Policy, as_of: dt.date, customer_key: int, currency: str) -> Claim:
    """Late interest on what is asked for; what is disputed bears none here. Raises Unusable where no rule gives a figure."""
    rules = policy.interest
    if rules.mode == "none":
        raise Unusable(say("Interest was asked for, but no rule is set. Choose one under Policy → Interest on late payments."))
    chased = dict(zip(asked["document_key"].tolist(), asked["chased"].tolist(), strict=True))
    found = []
    for item in late_items(books, as_of, rules, currency=currency, customer_key=customer_key):
        if item.document_key not in chased or (rules.mode == "contract" and item.basis.lacking is not None):
            continue  # an agreed fee is claimed only where a contract gives it
        disputed = max(0, item.open - int(chased[item.document_key]))
        late = replace(item.late, principal=item.late.principal - disputed)
        interest = interest_of(late, as_of, item.basis)
        if interest.problem:
            raise Unusable(interest.problem)
        found.append(replace(item, late=late, interest=interest))
    if not found and rules.mode == "contract":
        raise Unusable(say("Interest was asked for, but no contract on record gives a late fee. Choose another rule in the policy."))
    used = {item.interest.mode for item in found}
    return Claim(tuple(found), as_of, MODES[used.pop() if len(used) == 1 else rules.mode])
