"""Every setting of the policy as data: where it lives, what it may hold, and what it is called.

The file's template, its checks, the page in words and the list of changes all follow from this table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from arcore.messages import Message, say
from arcore.policy import AgingScheme, Policy


class Kind(Enum):
    """What a setting holds. Money is written in the currency's unit (10.00) and held in minor units."""

    TEXT = "text"
    TEXTS = "texts"
    TERMS = "terms"
    TERMS_LIST = "terms_list"
    COUNTRY = "country"
    CURRENCY = "currency"
    CHOICE = "choice"
    FLAG = "flag"
    WHOLE = "whole"
    EDGES = "edges"
    MONEY = "money"
    MONEYS = "moneys"
    SHARE = "share"
    PERCENTS = "percents"


@dataclass(frozen=True)
class Setting:
    """One setting: `section.name` in the file, attribute `attribute` of the section; `low` and `high` bound its numbers."""

    section: str
    name: str
    kind: Kind
    title: Message
    note: Message
    low: int = 0
    high: int = 0
    choices: tuple[tuple[str, Message], ...] = ()
    attribute: str = ""

    @property
    def path(self) -> str:
        """How messages and histories call it: 'aging.due_soon_days'."""
        return f"{self.section}.{self.name}"

    def of(self, policy: Policy) -> object:
        """Its value in `policy`; the bucket edges of a scheme as a tuple."""
        value: object = getattr(getattr(policy, self.section), self.attribute or self.name)
        return value.upper_ends if isinstance(value, AgingScheme) else value


SECTIONS: dict[str, Message] = {
    "company": say("Company"),
    "terms": say("Payment terms"),
    "aging": say("Aging"),
    "credit": say("Credit control"),
    "matching": say("Cash application"),
    "approvals": say("Write-off approval"),
    "display": say("Display"),
}

SETTINGS: tuple[Setting, ...] = (
    Setting("company", "name", Kind.TEXT, say("Company name"), say("Whose books these are; printed on workbooks and letters.")),
    Setting("company", "country", Kind.COUNTRY, say("Country"), say("Whose public holidays move due dates: CN, HK, GB, US-CA…")),
    Setting(
        "company",
        "currency",
        Kind.CURRENCY,
        say("Currency"),
        say("The currency of the books (ISO 4217), and of every amount in this file."),
    ),
    Setting(
        "company",
        "names",
        Kind.TEXTS,
        say("Own names"),
        say("Other names of the company: a transfer from one of them is not a customer's payment."),
    ),
    Setting(
        "company",
        "accounts",
        Kind.TEXTS,
        say("Own bank accounts"),
        say("The company's bank accounts, as text: statements of other accounts are not taken, transfers between these are not receipts."),
    ),
    Setting(
        "terms",
        "default",
        Kind.TERMS,
        say("Default terms"),
        say("Used where neither document, contract nor customer says anything countable: 30天, 月结30天, Net 30…"),
    ),
    Setting(
        "terms",
        "month_end",
        Kind.CHOICE,
        say("Month-end terms"),
        say("How “月结N天” and “EOM+N” are counted."),
        choices=(
            ("end_of_month_plus_days", say("end of the invoice month, then N days (10 March, 60 days: 30 May)")),
            ("natural_months", say("end of the month N/30 months later (10 March, 60 days: 31 May)")),
            ("from_document_date", say("N/30 months from the invoice date itself (10 March, 60 days: 10 May)")),
        ),
    ),
    Setting(
        "terms",
        "roll_holidays",
        Kind.FLAG,
        say("Days off"),
        say("Whether a due date on a day off moves to the next working day (on by default in China, Civil Code art. 203; off elsewhere)."),
    ),
    Setting(
        "terms",
        "assume_default",
        Kind.FLAG,
        say("Without any terms"),
        say("Whether a document of which no terms are known is due by the default terms; otherwise it is due on its own date."),
    ),
    Setting("terms", "grace_days", Kind.WHOLE, say("Grace period"), say("Days past due before a document is chased."), 0, 90),
    Setting("terms", "presets", Kind.TERMS_LIST, say("Offered terms"), say("The terms that forms offer to pick from.")),
    Setting(
        "aging",
        "bucket_days",
        Kind.EDGES,
        say("Buckets by days past due"),
        say("The last day of every bucket but the last one; 0 ends “not due”."),
        0,
        3660,
        attribute="scheme",
    ),
    Setting(
        "aging",
        "calendar_months",
        Kind.EDGES,
        say("Buckets by age in months"),
        say("The last month of every bucket but the last one, for the auditors' aging by calendar anniversaries."),
        1,
        240,
    ),
    Setting(
        "aging",
        "basis",
        Kind.CHOICE,
        say("Aged by"),
        say("From which date the aging page counts when it opens."),
        choices=(("due", say("due date")), ("document", say("document date"))),
    ),
    Setting(
        "aging",
        "net_credits",
        Kind.FLAG,
        say("Unapplied credits"),
        say("Whether unapplied receipts and credit notes reduce the oldest items; otherwise they stand in their own column."),
    ),
    Setting("aging", "due_soon_days", Kind.WHOLE, say("Due soon"), say("Documents due within so many days count as due soon."), 0, 365),
    Setting("credit", "include_unbilled", Kind.FLAG, say("Delivered, unbilled"), say("Whether deliveries not yet invoiced use the limit.")),
    Setting("credit", "include_orders", Kind.FLAG, say("Open orders"), say("Whether confirmed orders not yet delivered use the limit.")),
    Setting("credit", "include_bills", Kind.FLAG, say("Unpaid bills"), say("Whether acceptance bills not yet paid use the limit.")),
    Setting("credit", "net_unapplied", Kind.FLAG, say("Unapplied receipts"), say("Whether unapplied receipts free the limit.")),
    Setting(
        "credit",
        "near_limit",
        Kind.SHARE,
        say("Near the limit"),
        say("From which share of the limit a customer is warned about (0.9 is 90%)."),
        0,
        1,
    ),
    Setting(
        "credit",
        "approval_overdue_days",
        Kind.WHOLE,
        say("Approval when overdue"),
        say("When the oldest item is overdue by more days than these, an order needs approval."),
        0,
        3660,
    ),
    Setting(
        "credit",
        "freeze_overdue_days",
        Kind.WHOLE,
        say("Freeze when overdue"),
        say("When the oldest item is overdue by more days than these, orders are frozen."),
        0,
        3660,
    ),
    Setting(
        "credit",
        "ignored_remainder",
        Kind.MONEY,
        say("Small remainders"),
        say("An overdue rest below this amount does not make a customer late."),
        0,
        1_000_000,
    ),
    Setting("credit", "frozen_grades", Kind.TEXTS, say("Frozen grades"), say("Customers of these grades get nothing on credit.")),
    Setting(
        "matching",
        "bank_fees",
        Kind.MONEYS,
        say("Known bank fees"),
        say("A payment short by exactly one of these amounts lacks a bank fee."),
        0,
        10**9,
    ),
    Setting(
        "matching",
        "rounding_limit",
        Kind.MONEY,
        say("Rounding down"),
        say("A payment rounded down to whole units, tens or hundreds may lack at most this."),
        0,
        10**9,
    ),
    Setting(
        "matching",
        "rounding_limit_large",
        Kind.MONEY,
        say("Rounding of large amounts"),
        say("The same for large amounts, while what lacks stays within the share below."),
        0,
        10**9,
    ),
    Setting(
        "matching", "rounding_share", Kind.SHARE, say("Share for large amounts"), say("0.001 is one in a thousand of the document."), 0, 1
    ),
    Setting(
        "matching",
        "retention_percents",
        Kind.PERCENTS,
        say("Retention rates"),
        say("A payment short by exactly one of these percentages keeps back a retention, which stays open."),
        0,
        100,
    ),
    Setting(
        "matching",
        "discount_percents",
        Kind.PERCENTS,
        say("Discount rates"),
        say("Early-payment discounts that count where the terms of a document state none."),
        0,
        100,
    ),
    Setting(
        "matching",
        "discount_days",
        Kind.WHOLE,
        say("Discount window"),
        say("How many days after the document date such a discount holds."),
        0,
        365,
    ),
    Setting(
        "matching",
        "channels",
        Kind.TEXTS,
        say("Payment channels"),
        say("Payers that only pass on other people's payments; they are never customers."),
    ),
    Setting(
        "matching",
        "duplicate_days",
        Kind.WHOLE,
        say("Paid twice"),
        say("A second equal payment within so many days that pays nothing open is flagged as paid twice."),
        0,
        365,
    ),
    Setting(
        "approvals",
        "write_off_clerk",
        Kind.MONEY,
        say("A clerk writes off"),
        say("How much of one document a clerk may write off alone."),
        0,
        10**9,
    ),
    Setting(
        "approvals",
        "write_off_manager",
        Kind.MONEY,
        say("A manager writes off"),
        say("How much of one document a manager may write off; above it only the finance director."),
        0,
        10**12,
    ),
    Setting(
        "approvals",
        "customer_year_limit",
        Kind.MONEY,
        say("Yearly limit per customer"),
        say("What a customer's small write-offs of a year may add up to before each needs the manager."),
        0,
        10**12,
    ),
    Setting(
        "display",
        "unit",
        Kind.CHOICE,
        say("Unit of amounts"),
        say("The unit that pages open with."),
        choices=(("unit", say("the currency's unit")), ("ten_thousand", say("ten thousands"))),
    ),
    Setting(
        "display",
        "negative",
        Kind.CHOICE,
        say("Negative amounts"),
        say("How negative amounts look in workbooks."),
        choices=(
            ("minus", say("with a minus: -1,234.00")),
            ("parentheses", say("in parentheses: (1,234.00)")),
            ("red", say("in red: -1,234.00")),
        ),
    ),
)

BY_PATH: dict[str, Setting] = {setting.path: setting for setting in SETTINGS}
