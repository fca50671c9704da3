"""Applications for limits and terms: asked for by one person, decided by another, then in force (domain rules §3.6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from arcore.books import Books
from arcore.customers_at import customers_at
from arcore.i18n import Language
from arcore.limits import LimitAdvice, TermsAdvice
from arcore.messages import Message, say
from arcore.scorecard.factors import POINT
from arcore.wording import amount

PENDING, APPROVED, REFUSED = "pending", "approved", "refused"
Value = int | str | dt.date | None


@dataclass(frozen=True)
class Request:
    """What is asked for: a limit and terms for good, or a temporary limit from a day to a day; what secures it, until when.

    Money in minor units of `currency`, which must be the customer's.
    """

    customer_key: int
    requested_by: str
    reason: str
    currency: str
    limit: int | None = None
    terms: str | None = None
    temporary_limit: int | None = None
    temporary_from: dt.date | None = None
    temporary_to: dt.date | None = None
    discount: str | None = None
    advance_percent: int | None = None
    security: str | None = None
    deposit: int | None = None
    valid_to: dt.date | None = None

    def values(self, day: dt.date) -> dict[str, Value]:
        """The row of the register of applications, asked for on `day`."""
        filled: dict[str, Value] = {
            "requested_on": day,
            "requested_by": self.requested_by,
            "reason": self.reason,
            "currency": self.currency,
            "requested_limit": self.limit,
            "requested_terms": self.terms,
            "requested_discount": self.discount,
            "advance_percent": self.advance_percent,
            "security": self.security,
            "deposit": self.deposit,
            "valid_to": self.valid_to,
            "temporary_limit": self.temporary_limit,
            "temporary_from": self.temporary_from,
            "temporary_to": self.temporary_to,
            "decision": PENDING,
        }
        return {name: value for name, value in filled.items() if value is not None}


def terms_phrase(days: int) -> str:
    """A credit period as customers' records state it.

    >>> terms_phrase(45), terms_phrase(0)
    ('45天', '款到发货')
    """
    return f"{days}天" if days else "款到发货"


def reason_of(limit: LimitAdvice, terms: TermsAdvice, lang: Language) -> str:
    """Why the suggestion is asked for, as text for the register."""
    return ("" if lang == "zh" else " ").join(reason.text(lang) for reason in (*limit.reasons, *terms.reasons))


def review_values(row: Mapping[str, Any], day: dt.date, months: int, who: str) -> dict[str, Value]:
    """The row of the register of reviews for a row of `scorecard.score`, reviewed on `day`, to be reviewed again after `months`."""
    next_review = (pd.Timestamp(day) + pd.DateOffset(months=months)).date()
    points = int(row["score"]) // POINT
    return {"reviewed_on": day, "score": points, "grade": str(row["grade"]), "decided_by": who, "next_review": next_review}


def pending(books: Books, as_of: dt.date) -> pd.DataFrame:
    """Applications that waited for a decision at `as_of`, oldest first, with customer_id, customer_name and the limit and terms of then.

    One decided since is among them with its `decision` of now.
    """
    register = books.registers.get("applications")
    if register is None or not len(register):
        return pd.DataFrame(columns=["row_key", "customer_id"])
    day = pd.Timestamp(as_of)
    undecided = (register["decision"] == PENDING) | (register["decided_on"] > day)
    waiting = register[undecided & (register["requested_on"] <= day)].astype({"customer_key": "int64"})
    known = customers_at(books, as_of)[["customer_key", "customer_id", "customer_name", "credit_limit", "term_text"]]
    return waiting.merge(known, on="customer_key").sort_values(["requested_on", "row_key"]).reset_index(drop=True)


def edits(row: Mapping[str, Any]) -> dict[str, Value]:
    """What approving a row of the register changes in the customer's record."""
    found: dict[str, Value] = {}
    if pd.notna(row.get("requested_limit")):
        found["credit_limit"] = int(row["requested_limit"])
    if pd.notna(row.get("requested_terms")) and row.get("requested_terms"):
        found["term_text"] = str(row["requested_terms"])
    if pd.notna(row.get("temporary_limit")):
        found |= {
            "temporary_limit": int(row["temporary_limit"]),
            "temporary_from": _day(row.get("temporary_from")),
            "temporary_to": _day(row.get("temporary_to")),
        }
    return found


def wording(row: Mapping[str, Any], currency: str) -> Message:
    """What is asked for, in a sentence."""
    if pd.notna(row.get("temporary_limit")):
        return say(
            "{amount} more for a time, from {start} to {end}",
            amount=amount(int(row["temporary_limit"]), currency),
            start=_day(row.get("temporary_from")) or "–",
            end=_day(row.get("temporary_to")) or "–",
        )
    limit = amount(int(row["requested_limit"]), currency) if pd.notna(row.get("requested_limit")) else say("unchanged")
    terms = row["requested_terms"] if pd.notna(row.get("requested_terms")) else say("unchanged")
    return say("Limit {limit}, terms {terms}", limit=limit, terms=terms)


def _day(value: Any) -> dt.date | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()
