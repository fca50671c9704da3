"""Billing, reminders and collection: when what is sent, and which step follows how many days past due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from arcore.messages import Message, say
from arcore.policy_kinds import Kind, Setting
from arcore.registers.declare import DEPARTMENT_NAMES

TITLE = say("Billing and collection")

STEPS: tuple[tuple[str, Message], ...] = (
    ("call", say("Telephone call")),
    ("email", say("E-mail")),
    ("visit", say("Visit")),
    ("letter", say("Demand letter")),
    ("lawyer", say("Lawyer's letter")),
    ("court", say("Legal action assessed")),
)
"""The steps of the ladder, lowest first, and what they are called."""


@dataclass(frozen=True)
class CollectingRules:
    """Statements, reminders before the due date, and the ladder after it (days past due, domain rules §1E no. 70–76).

    `fast_days`: the same six steps, in the ladder's order, for customers of `fast_grades`. Days count beyond the grace period.
    """

    statement_day: int = 5
    statement_months_large: int = 1
    statement_months: int = 3
    reply_days: int = 10
    reminder_days: tuple[int, ...] = (0, 3, 7)
    call_days: int = 1
    email_days: int = 7
    visit_days: int = 30
    letter_days: int = 60
    lawyer_days: int = 90
    court_days: int = 120
    fast_grades: tuple[str, ...] = ("D",)
    fast_days: tuple[int, ...] = (1, 3, 10, 30, 45, 60)
    letter_reply_days: int = 7
    silent_days: int = 14
    promise_days: int = 1
    departments: tuple[tuple[str, str], ...] = (
        ("call", "finance"),
        ("email", "finance"),
        ("visit", "sales"),
        ("letter", "finance"),
        ("lawyer", "legal"),
        ("court", "legal"),
    )
    send_attempts: int = 3


def _whole(name: str, title: Message, note: Message, says: Callable[[Message], Message], high: int = 3660) -> Setting:
    return Setting("collecting", name, Kind.WHOLE, title, note, 0, high, says=says)


SETTINGS: tuple[Setting, ...] = (
    _whole(
        "statement_day",
        say("Statements by"),
        say("By which day of the month last month's statements have been sent."),
        lambda v: say("Last month's statements are sent by day {value} of the month.", value=v),
        31,
    ),
    _whole(
        "statement_months_large",
        say("Statements to large customers"),
        say("Every how many months a large customer gets one."),
        lambda v: say("Large customers receive a statement every {value} months.", value=v),
        24,
    ),
    _whole(
        "statement_months",
        say("Statements to other customers"),
        say("Every how many months any other customer gets one."),
        lambda v: say("Other customers receive a statement every {value} months.", value=v),
        24,
    ),
    _whole(
        "reply_days",
        say("Reply to a statement"),
        say("Within how many days a customer is asked to confirm or object."),
        lambda v: say("Customers are asked to reply within {value} days.", value=v),
        90,
    ),
    Setting(
        "collecting",
        "reminder_days",
        Kind.EDGES,
        say("Reminders before the due date"),
        say("How many days before the due date a friendly reminder is sent; 0 is the due date itself."),
        0,
        90,
        says=lambda v: say("Friendly reminders go out {value} days before the due date (0: on the day).", value=v),
    ),
    _whole(
        "call_days",
        say("Telephone call"),
        say("Days past due from which the customer is called."),
        lambda v: say("From {value} days past due the customer is called.", value=v),
    ),
    _whole(
        "email_days",
        say("E-mail"),
        say("Days past due from which the customer is written to by e-mail."),
        lambda v: say("From {value} days past due the customer is written to by e-mail.", value=v),
    ),
    _whole(
        "visit_days",
        say("Visit"),
        say("Days past due from which the customer is visited."),
        lambda v: say("From {value} days past due the customer is visited.", value=v),
    ),
    _whole(
        "letter_days",
        say("Demand letter"),
        say("Days past due from which a demand letter is sent."),
        lambda v: say("From {value} days past due a demand letter is sent.", value=v),
    ),
    _whole(
        "lawyer_days",
        say("Lawyer's letter"),
        say("Days past due from which a lawyer's letter is prepared."),
        lambda v: say("From {value} days past due a lawyer's letter is prepared.", value=v),
    ),
    _whole(
        "court_days",
        say("Legal action assessed"),
        say("Days past due from which going to court is assessed."),
        lambda v: say("From {value} days past due going to court is assessed.", value=v),
    ),
    Setting(
        "collecting",
        "fast_grades",
        Kind.TEXTS,
        say("Grades chased faster"),
        say("Customers of these grades follow the faster ladder."),
        says=lambda v: say("Customers graded {value} follow the faster ladder.", value=v),
    ),
    Setting(
        "collecting",
        "fast_days",
        Kind.EDGES,
        say("The faster ladder"),
        say("Days past due of the same six steps, in their order, for those grades."),
        0,
        3660,
        says=lambda v: say("For them the six steps follow after {value} days past due.", value=v),
    ),
    _whole(
        "letter_reply_days",
        say("Deadline in a letter"),
        say("How many days a demand letter gives for payment."),
        lambda v: say("A demand letter gives {value} days for payment.", value=v),
        90,
    ),
    _whole(
        "silent_days",
        say("Not contacted"),
        say("After how many days without contact an overdue customer is listed as not contacted."),
        lambda v: say("An overdue customer without contact for {value} days is listed as not contacted.", value=v),
        365,
    ),
    _whole(
        "promise_days",
        say("Tolerance for promises"),
        say("How many days after the promised day the money may still come for the promise to be kept."),
        lambda v: say("A promise is kept when the money has come within {value} days after the promised day.", value=v),
        30,
    ),
    Setting(
        "collecting",
        "departments",
        Kind.TABLE,
        say("Who takes which step"),
        say("Which department is responsible for each step of the ladder."),
        choices=tuple(DEPARTMENT_NAMES.items()),
        keys=STEPS,
        says=lambda v: say("Responsible for the steps: {value}.", value=v),
    ),
    Setting(
        "collecting",
        "send_attempts",
        Kind.WHOLE,
        say("Attempts to send"),
        say("How many times a message that could not be sent is tried; later runs of the day's messages try again."),
        1,
        10,
        says=lambda v: say("A message that cannot be sent is tried {value} times.", value=v),
    ),
)
