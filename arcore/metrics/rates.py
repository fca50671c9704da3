"""Overdue, collection, recovery, on-time, promise, dispute, confirmation and bad-debt rates (domain rules §4.5).

Amounts in minor units of one currency; what is counted is counted. Each function is one formula and names its denominator.
"""

from __future__ import annotations

from fractions import Fraction

from arcore.messages import Message, say
from arcore.metrics.value import NO_SALES, Metric, quotient

NOTHING_OPEN = say("Nothing is open.")
NOTHING_DUE = say("Nothing fell due in the period.")
NOTHING_OVERDUE = say("Nothing was overdue.")
NOTHING_PAID = say("No receipts in the period.")
NO_PLAN = say("No receipts were planned.")
NO_PROMISES = say("No promises were due.")
NOTHING_SENT = say("No balances were sent for confirmation.")
OF_ROUND = say("of the round")


def overdue(overdue_open: int, debts: int) -> Metric:
    """Overdue ÷ open items without credits."""
    return quotient("overdue_rate", overdue_open, debts, empty=NOTHING_OPEN)


def overdue_items(overdue_count: int, count: int) -> Metric:
    """Overdue documents ÷ open documents."""
    return quotient("overdue_rate_items", overdue_count, count, empty=NOTHING_OPEN)


def overdue_long(overdue_more_than_30: int, debts: int) -> Metric:
    """Overdue by more than 30 days ÷ open items without credits."""
    return quotient("overdue_rate_30", overdue_more_than_30, debts, empty=NOTHING_OPEN)


def overdue_of_due(unpaid: int, due: int) -> Metric:
    """Unpaid at the period's end ÷ what fell due in the period."""
    return quotient("overdue_of_due", unpaid, due, empty=NOTHING_DUE)


def effectiveness(opening: int, sales: int, closing: int, not_yet_due: int, *, unknown: Message | None = None) -> Metric:
    """CEI: of what could be collected in the period, how much was; `not_yet_due` is part of `closing`."""
    return quotient("collection_effectiveness", opening + sales - closing, opening + sales - not_yet_due, unknown=unknown)


def collection(receipts: int, opening: int, sales: int, *, unknown: Message | None = None) -> Metric:
    """Receipts applied ÷ (opening balance + sales)."""
    return quotient("collection_rate", receipts, opening + sales, unknown=unknown)


def collection_year(receipts: int, opening: int, sales: int, *, unknown: Message | None = None) -> Metric:
    """The same over twelve months."""
    return quotient("collection_rate_year", receipts, opening + sales, unknown=unknown)


def collection_of_due(receipts: int, due: int) -> Metric:
    """Receipts applied ÷ what fell due in the period."""
    return quotient("collection_of_due", receipts, due, empty=NOTHING_DUE)


def collection_of_sales(receipts: int, sales: int, *, unknown: Message | None = None) -> Metric:
    """Receipts applied ÷ sales of the period; may exceed one."""
    return quotient("collection_of_sales", receipts, sales, empty=NO_SALES, unknown=unknown)


def plan_completion(receipts: int, planned: int) -> Metric:
    """Receipts ÷ receipts planned for the month."""
    return quotient("plan_completion", receipts, planned, empty=NO_PLAN)


def recovery(receipts: int, overdue_at_start: int) -> Metric:
    """Receipts for items overdue at the start ÷ overdue at the start."""
    return quotient("recovery_rate", receipts, overdue_at_start, empty=NOTHING_OVERDUE)


def recovery_wide(receipts: int, overdue_at_start: int, became_overdue: int) -> Metric:
    """Receipts after the due date ÷ (overdue at the start + what became overdue in the period)."""
    return quotient("recovery_rate_wide", receipts, overdue_at_start + became_overdue, empty=NOTHING_OVERDUE)


def on_time(paid_in_time: int, due: int, grace_days: int = 0) -> Metric:
    """Paid by the due date, or within the grace, ÷ what fell due in the period."""
    return quotient("on_time_rate", paid_in_time, due, empty=NOTHING_DUE, grace=grace_days)


def promises(kept: int, due: int) -> Metric:
    """Promises kept in full by their date ÷ promises due."""
    return quotient("promise_rate", kept, due, empty=NO_PROMISES)


def promises_by_amount(kept: int, promised: int) -> Metric:
    """Promised and paid by the date ÷ promised."""
    return quotient("promise_rate_amount", kept, promised, empty=NO_PROMISES)


def bad_debts(written_off: int, sales: int, *, unknown: Message | None = None) -> Metric:
    """Written off net of recoveries ÷ sales of the same period."""
    return quotient("bad_debt_rate", written_off, sales, empty=NO_SALES, unknown=unknown)


def bad_debts_of_balance(written_off: int, opening: int, closing: int) -> Metric:
    """Written off net of recoveries ÷ average balance."""
    return quotient("bad_debt_of_balance", written_off, Fraction(opening + closing, 2))


def disputes(disputed: int, debts: int) -> Metric:
    """Disputed ÷ open items without credits."""
    return quotient("dispute_rate", disputed, debts, empty=NOTHING_OPEN)


def confirmation(confirmed: int, sent: int, which: Message = OF_ROUND) -> Metric:
    """Balances confirmed ÷ balances sent; `which` statements are meant."""
    return quotient("confirmation_rate", confirmed, sent, empty=NOTHING_SENT, which=which)


def confirmation_items(confirmed: int, sent: int, which: Message = OF_ROUND) -> Metric:
    """Customers who confirmed ÷ customers asked; by `which` statements."""
    return quotient("confirmation_rate_items", confirmed, sent, empty=NOTHING_SENT, which=which)


def days_to_pay(weighted: int, paid: int) -> Metric:
    """Σ amount × (payment − invoice) ÷ Σ amount."""
    return quotient("days_to_pay", weighted, paid, empty=NOTHING_PAID)


def days_late(weighted: int, paid: int) -> Metric:
    """Σ amount × max(0, payment − due) ÷ Σ amount."""
    return quotient("days_late", weighted, paid, empty=NOTHING_PAID)


def days_late_signed(weighted: int, paid: int) -> Metric:
    """Σ amount × (payment − due) ÷ Σ amount; early payments make up for late ones."""
    return quotient("days_late_signed", weighted, paid, empty=NOTHING_PAID)
