"""The pack of the monthly review in one piece: the workbook and the slides, in the reader's language."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from arcore.books import Books
from arcore.documents import review_deck, review_workbook
from arcore.documents.review_workbook import Progress
from arcore.documents.workbook_style import Stamp
from arcore.documents.zipped import zipped
from arcore.messages import Message, say
from arcore.policy import Policy
from arcore.review import Month
from arcore.review.story import told

TELLING, WRITING = 0.2, 0.5
"""How far the work is when the figures are there, and when the workbook is."""


@dataclass(frozen=True)
class Pack:
    """The two files and what they are called."""

    workbook: bytes
    deck: bytes
    name: str

    def files(self) -> dict[str, bytes]:
        """File name → content."""
        return {f"{self.name}.xlsx": self.workbook, f"{self.name}.pptx": self.deck}

    def zipped(self) -> bytes:
        """Both in one archive."""
        return zipped(self.files())


def build(
    books: Books,
    month: Month,
    policy: Policy,
    currency: str,
    stamp: Stamp,
    progress: Progress | None = None,
    *,
    known: dt.date | None = None,
) -> Pack:
    """The pack of `month`; slides and key figures are in `currency`, the workbook's tables in every one.

    `known`: the day up to which decisions are told (see `story.told`); `progress` is told the share done and what is being made.
    """
    said = progress or _silent
    said(0.0, say("Figures of the months before"))
    story = told(books, month, policy, currency, known)
    workbook = review_workbook.build(
        month, story.kpis, story.decisions, stamp, currency, lambda share, title: said(TELLING + share * (WRITING - TELLING), title)
    )
    deck = review_deck.build(story, stamp, lambda share, title: said(WRITING + share * (1 - WRITING), title))
    name = say("Monthly review {month}", month=month.name).text(stamp.lang)
    return Pack(workbook, deck, name)


def _silent(_share: float, _what: Message) -> None:
    """Nobody watches."""
