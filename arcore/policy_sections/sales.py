"""Between sale and receivable: how soon deliveries are invoiced and e-invoices booked and confirmed (capabilities 20, 21)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from arcore.messages import Message, say
from arcore.policy_kinds import Kind, Setting

TITLE = say("Deliveries and e-invoices")


@dataclass(frozen=True)
class SalesRules:
    """All in days. `delivery_ages`: the upper ends of the ages of deliveries that are not invoiced."""

    invoice_days: int = 15
    booking_days: int = 5
    confirm_days: int = 30
    delivery_ages: tuple[int, ...] = (30, 60, 90)


def _days(name: str, words: Message, note: Message, says: Callable[[Message], Message]) -> Setting:
    return Setting("sales", name, Kind.WHOLE, words, note, 0, 365, says=says)


SETTINGS: tuple[Setting, ...] = (
    _days(
        "invoice_days",
        say("Invoicing deliveries"),
        say("Within how many days of the delivery the invoice is issued."),
        lambda value: say("Deliveries are invoiced within {value} days.", value=value),
    ),
    _days(
        "booking_days",
        say("Booking e-invoices"),
        say("Within how many days of its issue an e-invoice is in the books."),
        lambda value: say("E-invoices are in the books within {value} days of their issue.", value=value),
    ),
    _days(
        "confirm_days",
        say("Confirming e-invoices"),
        say("Within how many days of its issue the customer confirms an e-invoice."),
        lambda value: say("Customers confirm e-invoices within {value} days.", value=value),
    ),
    Setting(
        "sales",
        "delivery_ages",
        Kind.EDGES,
        say("Ages of deliveries"),
        say("The upper ends, in days since delivery, of every bucket but the last."),
        1,
        3660,
    ),
)
