"""What a payment-term phrase means, as immutable records.

A `Terms` says from which event days are counted and how; it holds no dates. A `DueDate` is what it
gives for one document's dates.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from arcore.messages import Message
from arcore.policy import MonthEndReading


class Base(Enum):
    """The event that starts the clock."""

    INVOICE = "invoice"
    DELIVERY = "delivery"
    ACCEPTANCE = "acceptance"
    INVOICE_RECEIVED = "invoice_received"
    STATEMENT = "statement"
    BILL_OF_LADING = "bill_of_lading"
    ORDER = "order"


class Rule(Enum):
    """How the due date follows from the base date (domain rules §4.11)."""

    NET = "net"  # base + months + days
    NET_TO_MONTH_END = "net_to_month_end"  # end of the month of (base + days)
    MONTH_END = "month_end"  # end of (the base's month + months) + days; `TermsRules.month_end` decides
    AFTER_FIRST = "after_first"  # first of (the base's month + months) + days
    DAY_OF_MONTH = "day_of_month"  # `day` of (the base's month + months)
    EVERY_MONTH_DAY = "every_month_day"  # the first `day` of a month after the base
    WEEK = "week"  # the coming `weekday`, + days
    TEN_DAYS = "ten_days"  # the 10th, 20th or month end, + days
    HALF_MONTH = "half_month"  # the 15th or month end, + days
    TWO_MONTHS = "two_months"  # the end of February, April…, + days; so on for the longer periods
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    RETENTION = "retention"  # a share kept back until the warranty ends
    INSTALMENTS = "instalments"
    PAY_WHEN_PAID = "pay_when_paid"  # unknown until the customer's own customer has paid
    ROLLING = "rolling"  # unknown until the next delivery, or the end of the relation


class Milestone(Enum):
    """What an instalment waits for."""

    ORDER = "order"
    DELIVERY = "delivery"
    ACCEPTANCE = "acceptance"
    WARRANTY = "warranty"
    INVOICE = "invoice"
    BALANCE = "balance"


@dataclass(frozen=True)
class Discount:
    """`percent` off when paid within `days` of the base, or of its month's end."""

    percent: Decimal
    days: int
    from_month_end: bool = False


@dataclass(frozen=True)
class Tenor:
    """How long a bill of acceptance runs before it becomes cash; both zero when the phrase does not say."""

    days: int = 0
    months: int = 0


@dataclass(frozen=True)
class Instalment:
    """`percent` of the amount, due by `terms` once `milestone` is reached. A warranty instalment is a retention."""

    percent: Decimal
    milestone: Milestone
    terms: Terms

    @property
    def days(self) -> int:
        """Days after the milestone."""
        return self.terms.days

    @property
    def months(self) -> int:
        """Months after the milestone."""
        return self.terms.months


@dataclass(frozen=True)
class Terms:
    """What a phrase means. `bases`: where several must have happened, the latest counts. `recognized` is False where the
    company default stands in. `month_end`: how the phrase itself wants month-end terms counted, before the company's
    reading. `confidence` is 1 for an unmistakable phrase and falls with what had to be assumed.
    """

    text: str
    rule: Rule
    bases: tuple[Base, ...] = (Base.INVOICE,)
    days: int = 0
    months: int = 0
    extra_days: int = 0
    day: int | None = None
    weekday: int | None = None
    working_days: bool = False
    cut_off: int | None = None
    pay_day: int | None = None
    month_end: MonthEndReading | None = None
    discounts: tuple[Discount, ...] = ()
    instalments: tuple[Instalment, ...] = ()
    prepaid: bool = False
    bill: Tenor | None = None
    recognized: bool = True
    confidence: float = 1.0
    explanation: Message = field(default_factory=lambda: Message(""))
    warnings: tuple[Message, ...] = ()

    @property
    def base(self) -> Base:
        """The event that usually comes last and so decides."""
        return self.bases[-1]

    @property
    def discount(self) -> Discount | None:
        """The best early-payment discount, if any."""
        return max(self.discounts, key=lambda d: d.percent, default=None)

    @property
    def pay_when_paid(self) -> bool:
        """Whether the customer only pays when it has been paid itself."""
        return self.rule is Rule.PAY_WHEN_PAID

    @property
    def retention(self) -> Decimal:
        """Percent kept back until the warranty ends."""
        return sum((part.percent for part in self.instalments if part.milestone is Milestone.WARRANTY), Decimal(0))


@dataclass(frozen=True)
class BaseDates:
    """When the events of one document happened; None where nobody knows."""

    invoice: dt.date
    delivery: dt.date | None = None
    acceptance: dt.date | None = None
    invoice_received: dt.date | None = None
    statement: dt.date | None = None
    bill_of_lading: dt.date | None = None
    order: dt.date | None = None

    def of(self, base: Base) -> dt.date | None:
        """The date of one event."""
        found: dt.date | None = getattr(self, base.value)
        return found


@dataclass(frozen=True)
class DueDate:
    """`date`: last day to pay without being late, None while its trigger has not happened; `nominal` before rolling
    to a working day; `discount_until`: last day for the best discount; `cash_date`: when a bill handed over on `date` pays.
    """

    date: dt.date | None
    nominal: dt.date | None
    rolled: bool
    discount_until: dt.date | None
    cash_date: dt.date | None
    explanation: Message
    warnings: tuple[Message, ...] = ()


@dataclass(frozen=True)
class DueInstalment:
    """One part of an amount with its own due date; `amount` in minor units."""

    label: Message
    milestone: Milestone
    percent: Decimal
    due: DueDate
    amount: int

    @property
    def date(self) -> dt.date | None:
        """Its last day to pay."""
        return self.due.date
