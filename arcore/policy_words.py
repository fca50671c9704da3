"""The company's rules in words, so that whoever must keep them can read them without the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from arcore.dated_rates import DatedRate
from arcore.messages import Message, say
from arcore.money import shown
from arcore.policy import Policy
from arcore.policy_settings import BY_PATH, SECTIONS, SETTINGS, Kind, Setting
from arcore.terms import parse

Say = Callable[[Policy], Message]


@dataclass(frozen=True)
class PolicySection:
    """One section of the printed policy: its title, and (title, sentence) of each rule in it."""

    title: Message
    rules: tuple[tuple[Message, Message], ...]


def words(policy: Policy) -> list[PolicySection]:
    """Every rule of `policy` as a sentence, by section."""
    return [
        PolicySection(title, tuple((setting.title, sentence(setting, policy)) for setting in SETTINGS if setting.section == section))
        for section, title in SECTIONS.items()
    ]


def title(path: str) -> Message:
    """What the setting at `path` ('aging.due_soon_days') is called; KeyError when there is none."""
    return BY_PATH[path].title


def sentence(setting: Setting, policy: Policy) -> Message:
    """What one setting means for the company."""
    if setting.path in _SENTENCES:
        return _SENTENCES[setting.path](policy)
    if setting.of(policy) in ("", ()):
        return say("Not set.")
    value = value_words(setting, policy)
    return setting.says(value) if setting.says else say("{value}.", value=value)


def value_words(setting: Setting, policy: Policy) -> Message:
    """The value of a setting alone, as a history shows it."""
    value = setting.of(policy)
    if setting.kind is Kind.CHOICE:
        return dict(setting.choices)[str(value)]
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if setting.kind in (Kind.AT_LEAST, Kind.AT_MOST, Kind.TABLE) and isinstance(value, tuple):
        return listed(_entry_words(setting, first, second) for first, second in value)
    if isinstance(value, tuple):
        return listed(_scalar_words(setting, each, policy) for each in value)
    return _scalar_words(setting, value, policy)


def _entry_words(setting: Setting, first: object, second: object) -> Message:
    """One entry of a table, or one step of a scale: 'A 60', '≥ 98: 20 points'."""
    if setting.kind is Kind.TABLE:
        words = dict(setting.choices).get(str(second), say("{value}", value=second))
        return say("{name} {words}", name=dict(setting.keys)[str(first)], words=words)
    if setting.kind is Kind.AT_LEAST:
        return say("≥ {edge}: {points} points", edge=first, points=second)
    return say("≤ {edge}: {points} points", edge=first, points=second)


def _scalar_words(setting: Setting, value: object, policy: Policy) -> Message:
    if setting.kind in (Kind.MONEY, Kind.MONEYS) and isinstance(value, int):
        return money_words(value, policy)
    if setting.kind is Kind.SHARE and isinstance(value, float):
        return say("{percent}%", percent=f"{value * 100:g}")
    if isinstance(value, DatedRate):
        return say("{percent}% from {date}", percent=f"{value.percent:f}", date=value.since.isoformat())
    if setting.kind in (Kind.PERCENT, Kind.PERCENTS) and isinstance(value, float):
        return say("{percent}%", percent=f"{value:g}")
    return say("{value}", value=str(value)) if value != "" else say("(none)")


def money_words(minor: int, policy: Policy) -> Message:
    """An amount with its currency: 'CNY 10.00', '10.00 元'."""
    amount = shown(minor, policy.company.currency)
    return (
        say("CNY {amount}", amount=amount)
        if policy.company.currency == "CNY"
        else say("{code} {amount}", code=policy.company.currency, amount=amount)
    )


def listed(items: Iterable[Message]) -> Message:
    """Several values in a row."""
    row: Message | None = None
    for item in items:
        row = item if row is None else say("{items}, {item}", items=row, item=item)
    return row or say("(none)")


def _value(path: str) -> Say:
    return lambda policy: value_words(BY_PATH[path], policy)


def _plain(path: str, sentence_of: Callable[[Message], Message]) -> tuple[str, Say]:
    """A sentence around one value; one that is not set says only that."""
    return path, lambda policy: sentence_of(_value(path)(policy)) if BY_PATH[path].of(policy) not in ("", ()) else say("Not set.")


def _either(path: str, on: Message, off: Message) -> tuple[str, Say]:
    """One of two sentences, by a flag."""
    return path, lambda policy: on if BY_PATH[path].of(policy) else off


CASH: dict[str, Callable[[Message], Message]] = {
    "forecast.opening_cash": lambda value: say("Cash at hand on the day of the forecast: {value}.", value=value),
    "forecast.minimum_cash": lambda value: say("A week that ends with less than {value} is warned of.", value=value),
}


def _asked(path: str, words: Callable[[Message], Message]) -> Say:
    """A sentence about the cash; while neither the cash at hand nor the minimum is entered, the forecast does not watch it."""

    def said(policy: Policy) -> Message:
        entered = any(BY_PATH[each].of(policy) for each in CASH)
        return words(_value(path)(policy)) if entered else say("Not set.")

    return said


LEGAL_BRACKETS = ("court_ends", "preservation_ends", "enforcement_ends")


def _rates(path: str) -> Say:
    """The newest rate of a table; the whole of it stands in the annex of the printed policy."""

    def said(policy: Policy) -> Message:
        rates: tuple[DatedRate, ...] = BY_PATH[path].of(policy)  # type: ignore[assignment]
        if not rates:
            return say("No rate is on record.")
        last = {"percent": f"{rates[-1].percent:f}", "date": rates[-1].since.isoformat()}
        return say("{percent}% since {date}; {count} changes are on record.", **last, count=len(rates))

    return said


def _brackets(path: str) -> Say:
    """Edges in whole units of money, with separators."""
    return lambda policy: say(
        "Tiers end at {edges}.",
        edges=listed(say("{value}", value=f"{edge:,}") for edge in BY_PATH[path].of(policy)),  # type: ignore[attr-defined]
    )


_SENTENCES: dict[str, Say] = dict(
    (
        _plain("company.name", lambda v: say("These are the books of {value}.", value=v)),
        _plain("company.country", lambda v: say("Working days are those of {value}.", value=v)),
        _plain("company.currency", lambda v: say("The books are kept in {value}.", value=v)),
        _plain("company.names", lambda v: say("The company also goes by: {value}.", value=v)),
        _plain("company.accounts", lambda v: say("The company's own accounts are: {value}.", value=v)),
        ("terms.default", lambda p: say("Where nothing else is agreed: {terms}", terms=parse(p.terms.default, p.terms).explanation)),
        _plain("terms.month_end", lambda v: say("Month-end terms are counted so: {value}.", value=v)),
        _either(
            "terms.roll_holidays",
            say("A due date on a day off moves to the next working day."),
            say("A due date on a day off stays where it is."),
        ),
        (
            "terms.grace_days",
            lambda p: (
                say("A document is chased once it is more than {days} days overdue.", days=p.terms.grace_days)
                if p.terms.grace_days
                else say("A document is chased from the first day overdue; there is no grace.")
            ),
        ),
        _either(
            "terms.assume_default",
            say("A document of which no terms are known is due by the company's terms."),
            say("A document of which no terms are known is due on its own date."),
        ),
        _plain("terms.presets", lambda v: say("New customers are offered: {value}.", value=v)),
        _plain("aging.bucket_days", lambda v: say("Overdue items are grouped by days past due, with buckets ending at {value}.", value=v)),
        _plain(
            "aging.calendar_months",
            lambda v: say("For auditors, items are grouped by age in months, with buckets ending at {value}.", value=v),
        ),
        _plain("aging.basis", lambda v: say("The aging page counts from the {value}.", value=v)),
        _either(
            "aging.net_credits",
            say("Unapplied receipts and credit notes reduce the oldest items first."),
            say("Unapplied receipts and credit notes stand in their own column."),
        ),
        _plain("aging.due_soon_days", lambda v: say("A document due within {value} days is due soon.", value=v)),
        _either(
            "credit.include_unbilled",
            say("Goods delivered but not invoiced use the limit."),
            say("Goods delivered but not invoiced do not use the limit."),
        ),
        _either("credit.include_orders", say("Confirmed orders use the limit."), say("Confirmed orders do not use the limit.")),
        _either("credit.include_bills", say("Bills not yet paid use the limit."), say("Bills not yet paid do not use the limit.")),
        _either("credit.net_unapplied", say("Unapplied receipts free the limit."), say("Unapplied receipts do not free the limit.")),
        _plain("credit.near_limit", lambda v: say("From {value} of the limit on, a customer is near the limit.", value=v)),
        _plain(
            "credit.approval_overdue_days",
            lambda v: say("An order of a customer with items overdue by more than {value} days needs approval.", value=v),
        ),
        _plain(
            "credit.freeze_overdue_days",
            lambda v: say("Orders of a customer with items overdue by more than {value} days are frozen.", value=v),
        ),
        _plain("credit.ignored_remainder", lambda v: say("An overdue rest below {value} does not make a customer late.", value=v)),
        _plain("credit.frozen_grades", lambda v: say("Orders of customers graded {value} are frozen.", value=v)),
        _plain("matching.bank_fees", lambda v: say("A payment short by exactly one of {value} lacks a bank fee.", value=v)),
        _plain("matching.rounding_limit", lambda v: say("A payment rounded down may lack up to {value}.", value=v)),
        (
            "matching.rounding_limit_large",
            lambda p: say(
                "Up to {value} while that is at most {share} of the document.",
                value=money_words(p.matching.rounding_limit_large, p),
                share=_value("matching.rounding_share")(p),
            ),
        ),
        _plain("matching.rounding_share", lambda v: say("Rounding of large amounts stays within {value} of the document.", value=v)),
        _plain(
            "matching.retention_percents",
            lambda v: say("A payment short by exactly one of {value} keeps back a retention, which stays open.", value=v),
        ),
        _plain("matching.discount_percents", lambda v: say("Where the terms state no discount, these count: {value}.", value=v)),
        _plain("matching.discount_days", lambda v: say("Such a discount holds for {value} days from the document date.", value=v)),
        _plain("matching.channels", lambda v: say("These pass on other people's payments and are never customers: {value}.", value=v)),
        _plain(
            "matching.duplicate_days",
            lambda v: say("A second equal payment within {value} days that pays nothing open is flagged as paid twice.", value=v),
        ),
        _plain("approvals.write_off_clerk", lambda v: say("A clerk may write off up to {value} of one document alone.", value=v)),
        _plain(
            "approvals.write_off_manager",
            lambda v: say("A manager may write off up to {value} of one document; above it only the finance director.", value=v),
        ),
        _plain(
            "approvals.customer_year_limit",
            lambda v: say("Once a customer's small write-offs of a year exceed {value}, each needs the manager.", value=v),
        ),
        (
            "interest.contract_cap",
            lambda p: (
                say("Agreed interest is capped at {value} of the principal.", value=_value("interest.contract_cap")(p))
                if p.interest.contract_cap
                else say("Agreed interest has no cap.")
            ),
        ),
        (
            "interest.grace_days",
            lambda p: (
                say("Paid within {value} days after the due date, no agreed interest is computed.", value=p.interest.grace_days)
                if p.interest.grace_days
                else say("Agreed interest counts from the first day past due.")
            ),
        ),
        *((path, _asked(path, words)) for path, words in CASH.items()),
        *((f"interest.{name}", _rates(f"interest.{name}")) for name in ("lpr", "ecb", "bank_of_england")),
        (
            "provision.forward",
            lambda p: (
                say("Loss rates are raised by {value} for what lies ahead.", value=_value("provision.forward")(p))
                if p.provision.forward
                else say("Loss rates are not raised for what lies ahead.")
            ),
        ),
        *(_either(one.path, one.note, say("Not watched.")) for one in SETTINGS if one.section == "warnings" and one.kind is Kind.FLAG),
        *((f"legal.{name}", _brackets(f"legal.{name}")) for name in LEGAL_BRACKETS),
        _plain("display.unit", lambda v: say("Amounts are shown in {value}.", value=v)),
        _plain("display.negative", lambda v: say("Negative amounts are shown {value}.", value=v)),
    )
)
