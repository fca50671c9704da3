"""The company's rules as frozen dataclasses, loaded from one TOML file with comments."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class AgingScheme:
    """The upper ends, in days past due, of every bucket but the last; labels follow from them."""

    upper_ends: tuple[int, ...] = (0, 30, 60, 90, 180, 365)


@dataclass(frozen=True)
class Company:
    """Whose books these are. `names` and `accounts` are the company's own: transfers between them are not receipts."""

    name: str = ""
    country: str = "CN"
    currency: str = "CNY"
    names: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True)
class TermsRules:
    """How payment-term phrases become due dates where they leave a choice (domain rules §4.11)."""

    default: str = "30天"
    month_end: Literal["end_of_month_plus_days", "natural_months", "from_document_date"] = "end_of_month_plus_days"
    roll_holidays: bool = True


@dataclass(frozen=True)
class AgingRules:
    """How the aging page opens."""

    scheme: AgingScheme = field(default_factory=AgingScheme)
    basis: Literal["due", "document"] = "due"
    net_credits: bool = False
    due_soon_days: int = 7


@dataclass(frozen=True)
class CreditRules:
    """What counts as exposure and what stops an order (domain rules §4.8)."""

    include_unbilled: bool = True
    include_orders: bool = True
    include_bills: bool = True
    net_unapplied: bool = True
    near_limit: float = 0.9
    approval_overdue_days: int = 15
    freeze_overdue_days: int = 60
    frozen_grades: tuple[str, ...] = ("D",)


@dataclass(frozen=True)
class MatchingRules:
    """What a short payment may be, and what posts by itself (domain rules §6; money in minor units)."""

    bank_fees: tuple[int, ...] = (500, 1000, 1500, 2000, 2500, 3000, 5000)
    rounding_limit: int = 1000
    rounding_limit_large: int = 10000
    rounding_share: float = 0.001
    retention_percents: tuple[float, ...] = (3.0, 5.0, 10.0)
    discount_percents: tuple[float, ...] = (1.0, 2.0)
    discount_days: int = 10


@dataclass(frozen=True)
class Policy:
    """All rules together; `version` counts the edits."""

    company: Company = field(default_factory=Company)
    terms: TermsRules = field(default_factory=TermsRules)
    aging: AgingRules = field(default_factory=AgingRules)
    credit: CreditRules = field(default_factory=CreditRules)
    matching: MatchingRules = field(default_factory=MatchingRules)
    version: int = 1
