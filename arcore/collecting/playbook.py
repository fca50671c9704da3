"""The playbook: what is said at each step, how objections are answered, how to negotiate and what nobody says (capabilities 122, 123).

The program's cards, with those of the register `playbook` in their place (by the card's number) or beside them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, cast

import pandas as pd

from arcore.collecting.scripts import ANSWERS, NEGOTIATION, NEVER, OPENINGS, REASON_HEARD
from arcore.dunning import STEP_TITLES
from arcore.messages import Message, both, say
from arcore.registers.frames import known_at
from arcore.registers.subjects import plain_value
from arcore.registers.training import PLAYBOOK

Part = Literal["opening", "objection", "negotiation", "never"]
PARTS: dict[Part, Message] = {
    "opening": say("How to open, by step"),
    "objection": say("Objections and replies"),
    "negotiation": say("Negotiation cards"),
    "never": say("Never say or do"),
}
ANY = "any"


@dataclass(frozen=True)
class Card:
    """One card. `title`: the step, or what the customer says; `words`: one sentence each; `reason`: whose objection a card answers.

    `row_key`: its row in the register; None for the program's own words.
    """

    number: str
    part: Part
    step: str
    title: Message
    words: tuple[Message, ...]
    reason: str = ""
    row_key: int | None = None

    @property
    def heading(self) -> Message:
        """Its number, if it has one, and its title; what a customer says stands in quotation marks."""
        quoted = say("“{words}”", words=self.title) if self.part == "objection" else self.title
        return say("{number} {title}", number=self.number, title=quoted) if self.number else quoted


def built_in() -> tuple[Card, ...]:
    """The program's own cards."""
    return tuple(_built_in())


def _built_in() -> Iterator[Card]:
    for place, (step, words) in enumerate(OPENINGS.items(), 1):
        yield Card(f"A{place}", "opening", step, STEP_TITLES[step], words)
    for place, (reason, words) in enumerate(ANSWERS.items(), 1):
        yield Card(f"B{place}", "objection", ANY, REASON_HEARD[reason], words, reason)
    for place, (title, words) in enumerate(NEGOTIATION, 1):
        yield Card(f"C{place}", "negotiation", ANY, title, words)
    for place, (text, why) in enumerate(NEVER, 1):
        yield Card(f"D{place}", "never", ANY, text, (why,))


def cards(rows: pd.DataFrame, as_of: dt.date) -> tuple[Card, ...]:
    """The cards in use at `as_of`, by part; `rows` of the register as of that day. Of two rows for one card the newer counts.

    A row that names a card there is not is a card of the company's own.
    """
    known = {card.number for card in built_in()}
    own: dict[str, pd.Series] = {}
    added = []
    for _, row in known_at(rows, PLAYBOOK, as_of).iterrows():
        number = str(plain_value(row["card"]) or "").strip().upper()
        if number in known:
            own.setdefault(number, row)
        elif row["state"] == "used":
            added.append(row)
    used = [_replaced(card, own[card.number]) if card.number in own else card for card in built_in()]
    used += [_own(row) for row in reversed(added)]
    return tuple(sorted((card for card in used if card is not None), key=lambda card: list(PARTS).index(card.part)))


def _replaced(card: Card, row: pd.Series) -> Card | None:
    """The card in the company's words, in its place; nothing where it was dropped."""
    if row["state"] != "used":
        return None
    return Card(card.number, card.part, card.step, _said(row, "heard") or card.title, _sentences(row), card.reason, int(row["row_key"]))


def _own(row: pd.Series) -> Card:
    step = str(row["step"])
    heard, words = _said(row, "heard"), _sentences(row)
    if row["part"] == "never" and heard is None:
        heard, words = words[0], words[1:]
    title = heard or (STEP_TITLES[step] if step != ANY else say("At any step"))
    return Card("", cast(Part, str(row["part"])), step, title, words, row_key=int(row["row_key"]))


def _said(row: pd.Series, name: str) -> Message | None:
    """What stands in the row in both languages; one stands for the other where only one is filled in."""
    zh, en = (str(plain_value(row[f"{name}_{lang}"]) or "") for lang in ("zh", "en"))
    return both(zh or en, en or zh) if zh or en else None


def _sentences(row: pd.Series) -> tuple[Message, ...]:
    """A sentence a line; where the languages have a different number of lines, the whole text is one."""
    zh, en = (str(plain_value(row[f"words_{lang}"]) or "").splitlines() for lang in ("zh", "en"))
    if en and len(zh) != len(en):
        zh, en = ["\n".join(zh)], ["\n".join(en)]
    return tuple(both(chinese, english) for chinese, english in zip(zh, en or zh, strict=True) if chinese.strip())


def script(known: Sequence[Card], step: str, reason: str | None = None) -> tuple[Message, ...]:
    """The sentences for a step ('' none), and for the reason that was given last time."""
    opening = [words for card in known if card.part == "opening" and card.step in (step, ANY) for words in card.words]
    replies = [words for card in known if reason and card.reason == reason for words in card.words]
    return (*(opening if step else ()), *replies)
