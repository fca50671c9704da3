"""A quiz from the rules in force: the same rules and seed give the same questions, each with one right answer and three wrong ones.

What is asked stands in `facts`; here questions are drawn, their answers mixed, and the answers given counted.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from arcore.collecting.playbook import Card, built_in
from arcore.messages import Message
from arcore.money import half_up
from arcore.policy import Policy
from arcore.training.facts import Fact, facts

WRONG = 3


@dataclass(frozen=True)
class Question:
    """One question; `right` is the place of the right answer among `choices`; `why` explains it by the rule."""

    topic: str
    text: Message
    choices: tuple[Message, ...]
    right: int
    why: Message


def questions(policy: Policy, cards: Sequence[Card] | None = None, *, topic: str = "", count: int, seed: int) -> tuple[Question, ...]:
    """At most `count` different questions about `topic` ('' all of them), in an order that follows from the seed.

    `cards`: the playbook in use, the program's own by default. Fewer questions where the rules give no more. No choice says the
    same as another in either language.
    """
    draw = random.Random(f"{seed}|{topic}")
    known = [fact for fact in facts(policy, built_in() if cards is None else cards) if not topic or fact.topic == topic]
    draw.shuffle(known)
    asked = (_question(fact, draw) for fact in known)
    return tuple(question for question in asked if question is not None)[:count]


def _question(fact: Fact, draw: random.Random) -> Question | None:
    """The fact with three of its wrong answers; None where too few of them differ from the right one."""
    wrong = distinct(fact.right, fact.wrong)
    if len(wrong) < WRONG:
        return None
    choices = [fact.right, *draw.sample(wrong, WRONG)]
    order = list(range(len(choices)))
    draw.shuffle(order)
    return Question(fact.topic, fact.text, tuple(choices[place] for place in order), order.index(0), fact.why)


def distinct(right: Message, wrong: Sequence[Message]) -> list[Message]:
    """The wrong answers that say something else than the right one and than each other."""
    seen = {right.text("zh"), right.text("en")}
    found = []
    for message in wrong:
        said = {message.text("zh"), message.text("en")}
        if not said & seen:
            found.append(message)
            seen |= said
    return found


def score(asked: Sequence[Question], given: Sequence[int]) -> int:
    """Percent of right answers, rounded half up; what was not answered is wrong. 0 without questions."""
    if not asked:
        return 0
    right = sum(question.right == answer for question, answer in zip(asked, given, strict=False))
    return half_up(Fraction(100 * right, len(asked)))
