"""One way to explain a bank line: documents with amounts, the rest, how sure, and why."""

from __future__ import annotations

from dataclasses import replace

from arcore.messages import Message
from arcore.records import record


@record
class Part:
    """Cash for the document at a position; `write_off` closes more of it."""

    position: int
    amount: int
    write_off: int = 0
    reason: str = ""


@record
class Explanation:
    """A candidate answer for a line. `posts`: has one explanation only, given that the payer is who we think.

    `code` names the rule; parts + unapplied = amount of the line; money in minor units.
    """

    code: str
    customer: str | None
    parts: tuple[Part, ...]
    unapplied: int
    confidence: float
    posts: bool
    evidence: tuple[Message, ...]

    @property
    def positions(self) -> frozenset[int]:
        """The documents it uses."""
        return frozenset(part.position for part in self.parts)

    @property
    def settles(self) -> frozenset[tuple[int, int]]:
        """Documents and amounts: equal for explanations that differ in words only."""
        return frozenset((part.position, part.amount) for part in self.parts)

    def doubted(self, confidence: float, *more: Message) -> Explanation:
        """The same, only to be suggested."""
        return replace(self, posts=False, confidence=min(self.confidence, confidence), evidence=(*self.evidence, *more))
