"""The three tones of a letter, and which of them a step of the ladder asks for (domain rules §1E no. 75, documents §3.3).

Customers in good standing are reminded in a friendly way for longer; the worst grade hears the plain words a step earlier.
"""

from __future__ import annotations

from typing import Literal

from arcore.dunning import STEPS
from arcore.messages import Message, say

Tone = Literal["gentle", "formal", "final"]
TONES: tuple[Tone, ...] = ("gentle", "formal", "final")
TONE_TITLES: dict[Tone, Message] = {
    "gentle": say("Friendly reminder"),
    "formal": say("Request for payment"),
    "final": say("Final demand"),
}
PAPER_TITLES: dict[Tone, Message] = {
    "gentle": say("Payment reminder"),
    "formal": say("Letter requesting payment"),
    "final": say("Final demand for payment"),
}
BY_STEP: dict[str, Tone] = {
    "call": "gentle",
    "email": "gentle",
    "visit": "formal",
    "letter": "formal",
    "lawyer": "final",
    "court": "final",
}
MILDER: dict[tuple[str, str], Tone] = {("visit", "A"): "gentle", ("visit", "B"): "gentle"}
STERNER: dict[tuple[str, str], Tone] = {("email", "D"): "formal", ("letter", "D"): "final"}
WRITTEN = ("email", "letter", "lawyer", "court")
"""Steps at which something is written; a call and a visit are made by people."""


def tone_of(step: str, grade: str) -> Tone:
    """The tone for a step of the ladder and a customer's grade ('' where none is known).

    >>> [tone_of(step, "A") for step in STEPS]
    ['gentle', 'gentle', 'gentle', 'formal', 'final', 'final']
    >>> [tone_of(step, "D") for step in STEPS]
    ['gentle', 'formal', 'formal', 'final', 'final', 'final']
    """
    usual = BY_STEP[step or STEPS[0]]
    return MILDER.get((step, grade)) or STERNER.get((step, grade)) or usual


def at_least(tone: str, least: Tone) -> bool:
    """Whether `tone` is as stern as `least`, or sterner."""
    return tone in TONES[TONES.index(least) :]
