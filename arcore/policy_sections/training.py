"""Who must know which part of the rules, how often that is refreshed, what a quiz asks, and when a bank statement is late."""

from __future__ import annotations

from dataclasses import dataclass

from arcore.messages import say
from arcore.policy_kinds import Kind, Setting
from arcore.registers.declare import DEPARTMENT_NAMES
from arcore.registers.training import EVERYBODY, TOPIC_NAMES

TITLE = say("Training and improvement")

NOBODY = "none"
AUDIENCES = ((EVERYBODY, say("Everybody")), *DEPARTMENT_NAMES.items(), (NOBODY, say("Nobody")))


@dataclass(frozen=True)
class TrainingRules:
    """`audience`: who is to be trained in each topic, every `repeat_months`. A quiz asks `questions` and is passed with `pass_percent`.

    `statement_days`: a bank line taken in more than so many days after its own day is late.
    """

    audience: tuple[tuple[str, str], ...] = (
        ("policy", EVERYBODY),
        ("credit", "finance"),
        ("process", EVERYBODY),
        ("negotiation", "sales"),
        ("complaints", "service"),
        ("statements", "finance"),
    )
    repeat_months: int = 12
    questions: int = 10
    pass_percent: int = 80
    statement_days: int = 5


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "training",
        "audience",
        Kind.TABLE,
        say("Who is trained in what"),
        say("Which department is to be trained in each topic."),
        choices=AUDIENCES,
        keys=tuple(TOPIC_NAMES.items()),
        says=lambda value: say("Trained are, by topic: {value}.", value=value),
    ),
    Setting(
        "training",
        "repeat_months",
        Kind.WHOLE,
        say("Training refreshed after"),
        say("After how many months a training has to be repeated."),
        1,
        120,
        says=lambda value: say("Training in a topic is repeated after {value} months.", value=value),
    ),
    Setting(
        "training",
        "questions",
        Kind.WHOLE,
        say("Questions of a quiz"),
        say("How many questions a quiz asks at most."),
        3,
        50,
        says=lambda value: say("A quiz asks up to {value} questions.", value=value),
    ),
    Setting(
        "training",
        "pass_percent",
        Kind.WHOLE,
        say("Quiz passed with"),
        say("Which percentage of right answers passes a quiz."),
        1,
        100,
        says=lambda value: say("A quiz is passed with {value}% of right answers.", value=value),
    ),
    Setting(
        "training",
        "statement_days",
        Kind.WHOLE,
        say("Bank statements taken in within"),
        say("How many days after its own day a bank line may be taken in without counting as late."),
        0,
        60,
        says=lambda value: say("Bank lines are taken in within {value} days of their own day.", value=value),
    ),
)
