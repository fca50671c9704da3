"""The playbook on paper: every card in use, by part, with from which day each step is taken and whose it is."""

from __future__ import annotations

from collections.abc import Sequence

from arcore.collecting.playbook import PARTS, Card
from arcore.documents import policy_tables
from arcore.documents.word_paper import WordPaper
from arcore.documents.workbook_style import Stamp
from arcore.messages import say
from arcore.policy import Policy


def build(cards: Sequence[Card], policy: Policy, stamp: Stamp) -> bytes:
    """The Word file's bytes."""
    facts = [(say("Rules version"), str(policy.version)), (say("As of"), stamp.as_of.isoformat())]
    paper = WordPaper(stamp, say("Collection playbook"), facts=facts)
    paper.heading(say("The collection ladder"))
    policy_tables.ladder(paper, policy)
    for part, title in PARTS.items():
        mine = [card for card in cards if card.part == part]
        if not mine:
            continue
        paper.heading(title)
        for card in mine:
            paper.paragraph(card.heading, bold=True, keep=True)
            paper.bullets(card.words)
    return paper.bytes()
