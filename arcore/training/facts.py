"""What the rules in force say, as questions: the right answer follows from the policy, the wrong ones are what it might have been."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from arcore.collecting.playbook import Card
from arcore.dunning import STEP_TITLES, STEPS, ladder, step_at
from arcore.ledger.limit_approval import ROLES as LIMIT_ROLES
from arcore.ledger.limit_approval import needed
from arcore.messages import Message, say
from arcore.policy import Policy
from arcore.policy_sections.scores import GRADES
from arcore.policy_settings import BY_PATH
from arcore.policy_words import money_words, sentence
from arcore.registers.declare import DEPARTMENT_NAMES
from arcore.write_off_limits import ROLES as WRITE_OFF_ROLES
from arcore.write_off_limits import decides

COMPLAINTS = ("quality", "invoice", "contract")
"""Reasons for not paying that are complaints."""

OTHER_OFFICES = (say("Salesperson"), say("Legal"), say("Nobody: it needs no approval"))


@dataclass(frozen=True)
class Fact:
    """Something the rules say: asked, answered rightly, answered wrongly (as many as come to mind), and why it is so."""

    topic: str
    text: Message
    right: Message
    wrong: tuple[Message, ...]
    why: Message


def facts(policy: Policy, cards: Sequence[Card]) -> list[Fact]:
    """Everything that can be asked about these rules and the playbook's `cards`."""
    return [*_numbers(policy), *_steps(policy), *_responsible(policy), *_approvals(policy), *_grades(policy), *_talk(cards)]


def _days(number: int) -> Message:
    return say("{number} days", number=number)


def _months(number: int) -> Message:
    return say("Every {number} months", number=number)


def _share(percent: int) -> Message:
    return say("{percent}%", percent=percent)


def _day_of_month(number: int) -> Message:
    return say("By day {number} of the month", number=number)


NUMBERS = (
    ("policy", "terms.grace_days", say("How many days late may a document be before collection begins?"), _days),
    ("policy", "credit.approval_overdue_days", say("From how many days overdue on does a new order need approval?"), _days),
    ("policy", "credit.freeze_overdue_days", say("From how many days overdue on is a customer no longer supplied?"), _days),
    ("credit", "limits.customer_cap_percent", say("Which share of all receivables should one customer not exceed?"), _share),
    ("credit", "limits.late_customer_percent", say("From which share of late payments on is a customer a chronic late payer?"), _share),
    ("credit", "limits.industry_days", say("Which credit period is usual in our trade?"), _days),
    ("process", "collecting.letter_reply_days", say("How long does a demand letter give for payment?"), _days),
    ("process", "collecting.silent_days", say("After how long without contact is an overdue customer listed as not contacted?"), _days),
    ("negotiation", "collecting.promise_days", say("A customer promised to pay on a day. How much later may the money come?"), _days),
    ("negotiation", "collecting.letter_days", say("From how many days past due may you announce a demand letter?"), _days),
    ("negotiation", "collecting.lawyer_days", say("From how many days past due may you announce a lawyer's letter?"), _days),
    ("complaints", "legal.answer_days", say("Within how many days does customer feedback get a first answer?"), _days),
    ("complaints", "legal.feedback_days", say("Within how many days is customer feedback settled?"), _days),
    ("statements", "collecting.statement_day", say("By when have last month's statements been sent?"), _day_of_month),
    ("statements", "collecting.statement_months_large", say("How often does a large customer get a statement?"), _months),
    ("statements", "collecting.statement_months", say("How often does any other customer get a statement?"), _months),
    ("statements", "collecting.reply_days", say("How long does a customer have to confirm a statement or object?"), _days),
    ("statements", "training.statement_days", say("Within how many days is a bank line taken in?"), _days),
)
"""Topic, setting, question, and how its number reads."""


def _numbers(policy: Policy) -> Iterator[Fact]:
    for topic, path, text, reads in NUMBERS:
        setting = BY_PATH[path]
        value = setting.of(policy)
        if isinstance(value, int):
            high = 100 if reads is _share else 31 if reads is _day_of_month else setting.high
            wrong = tuple(reads(other) for other in near(value, high))
            yield Fact(topic, text, reads(value), wrong, sentence(setting, policy))


def near(value: int, high: int) -> list[int]:
    """Numbers that the value might have been taken for, from 1 to `high`, without itself.

    >>> near(30, 365), near(1, 31)
    ([15, 60, 25, 35, 45], [2, 16, 3, 7, 8])
    """
    guesses = (value // 2, value * 2, value - 5, value + 1 if value < 2 else value + 5, value + 15, value + 2, value + 6, value + 7)
    found = [guess for guess in dict.fromkeys(guesses) if 1 <= guess <= high and guess != value]
    return found[:5]


def _steps(policy: Policy) -> Iterator[Fact]:
    """What is to be done on the day on which each step of the ladder begins."""
    rungs = ladder(policy.collecting, None)
    for name, day in zip(STEPS, rungs, strict=True):
        due = step_at(day, rungs)
        if due != name:
            continue
        text = say("A document is {days} days past due, beyond the days of grace. Which step is due?", days=day)
        wrong = tuple(title for step, title in STEP_TITLES.items() if step != name)
        yield Fact("process", text, STEP_TITLES[name], wrong, sentence(BY_PATH[f"collecting.{name}_days"], policy))


def _responsible(policy: Policy) -> Iterator[Fact]:
    for step, department in policy.collecting.departments:
        text = say("Which department takes this step: {step}?", step=STEP_TITLES[step])
        wrong = tuple(title for name, title in DEPARTMENT_NAMES.items() if name != department)
        yield Fact("process", text, DEPARTMENT_NAMES[department], wrong, sentence(BY_PATH["collecting.departments"], policy))


def _approvals(policy: Policy) -> Iterator[Fact]:
    """Who decides, at each office's own limit and just above it."""
    rules, limits = policy.approvals, policy.limits
    for amount in dict.fromkeys((rules.write_off_clerk, rules.write_off_clerk + 1, rules.write_off_manager + 1)):
        if amount <= 0:
            continue
        role = decides(amount, rules, 0, foreign=False)
        text = say("{amount} of a document is to be written off, the first of this customer this year. Who decides at least?",
                   amount=money_words(amount, policy))  # fmt: skip
        wrong = (*(title for name, title in WRITE_OFF_ROLES.items() if name != role), *OTHER_OFFICES)
        said = say("{first} {second}", first=sentence(BY_PATH["approvals.write_off_clerk"], policy),
                   second=sentence(BY_PATH["approvals.write_off_manager"], policy))  # fmt: skip
        yield Fact("policy", text, WRITE_OFF_ROLES[role], wrong, said)
    for amount in dict.fromkeys((limits.manager_limit, limits.manager_limit + 100, limits.director_limit + 100)):
        if amount <= 0:
            continue
        office = needed(amount, limits, own=True)
        text = say("A customer is to get a limit of {amount}. Who approves at least?", amount=money_words(amount, policy))
        wrong = (*(title for name, title in LIMIT_ROLES.items() if name != office), *OTHER_OFFICES)
        said = say("{first} {second}", first=sentence(BY_PATH["limits.manager_limit"], policy),
                   second=sentence(BY_PATH["limits.director_limit"], policy))  # fmt: skip
        yield Fact("credit", text, LIMIT_ROLES[office], wrong, said)


def _grades(policy: Policy) -> Iterator[Fact]:
    """The longest terms of each grade, and which grades are chased faster."""
    terms = dict(policy.scores.terms_days)
    for grade, _ in GRADES:
        text = say("What are the longest terms for a customer graded {grade}?", grade=grade)
        others = [days for name, days in terms.items() if name != grade]
        wrong = tuple(_terms(days) for days in dict.fromkeys((*others, *near(terms[grade], 365))) if days != terms[grade])
        yield Fact("credit", text, _terms(terms[grade]), wrong, sentence(BY_PATH["scores.terms_days"], policy))
    fast = policy.collecting.fast_grades
    if len(fast) == 1:
        right = say("Grade {grade}", grade=fast[0])
        wrong = tuple(say("Grade {grade}", grade=grade) for grade, _ in GRADES if grade not in fast)
        yield Fact("process", say("Customers of which grade follow the faster ladder?"), right, wrong,
                   sentence(BY_PATH["collecting.fast_grades"], policy))  # fmt: skip


def _terms(days: int) -> Message:
    return _days(days) if days else say("cash before delivery")


def _talk(cards: Sequence[Card]) -> Iterator[Fact]:
    """Which answer fits what a customer says, and what nobody says."""
    replies = [card for card in cards if card.part == "objection" and card.words]
    for card in replies:
        yield Fact(
            "complaints" if card.reason in COMPLAINTS else "negotiation",
            say("The customer says: “{words}” What is the first thing to do?", words=card.title),
            card.words[0],
            tuple(other.words[0] for other in replies if other is not card),
            say("Playbook, card {number}: {words}", number=card.number or "–", words=card.words[0]),
        )
    fit = tuple(card.words[0] for card in cards if card.part == "opening" and card.words)
    for card in cards:
        if card.part == "never":
            why = card.words[0] if card.words else say("Not allowed.")
            yield Fact("negotiation", say("Which of these must nobody say or do?"), card.title, fit, why)
