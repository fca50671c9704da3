"""Whose payment terms count: the document's before the contract's before the customer's before the company's (§4.11).

A level that is blank, or only refers elsewhere ("见合同"), gives way to the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from arcore.messages import Message, say
from arcore.policy import TermsRules
from arcore.terms.model import Terms
from arcore.terms.parsing import parse


class Level(Enum):
    """Where the terms that count were found."""

    DOCUMENT = "document"
    CONTRACT = "contract"
    CUSTOMER = "customer"
    COMPANY = "company"


LEVEL_WORDS: dict[Level, Message] = {
    Level.DOCUMENT: say("the document's terms"),
    Level.CONTRACT: say("the contract's terms"),
    Level.CUSTOMER: say("the customer's terms"),
    Level.COMPANY: say("the company's default terms"),
}


@dataclass(frozen=True)
class EffectiveTerms:
    """The terms that count, where they come from, and what was passed over because nobody can count with it."""

    level: Level
    text: str
    terms: Terms
    passed_over: tuple[Message, ...] = ()

    @property
    def explanation(self) -> Message:
        """Which level won, and what it says."""
        return say("By {level}. {terms}", level=LEVEL_WORDS[self.level], terms=self.terms.explanation)


def effective(
    document_term: str | None,
    contract_term: str | None,
    customer_term: str | None,
    company_term: str | None = None,
    rules: TermsRules | None = None,
) -> EffectiveTerms:
    """The first of the four that says something countable; the company's default (`rules.default` when not given) always does.

    >>> effective(None, "见附件", "月结60天", "30天").level
    <Level.CUSTOMER: 'customer'>
    """
    rules = rules or TermsRules()
    passed_over: list[Message] = []
    for level, text in ((Level.DOCUMENT, document_term), (Level.CONTRACT, contract_term), (Level.CUSTOMER, customer_term)):
        if text is None or not text.strip():
            continue
        terms = parse(text, rules)
        if terms.recognized:
            return EffectiveTerms(level, text.strip(), terms, tuple(passed_over))
        passed_over.append(
            say("“{text}” in {level} is not countable; the next level applies.", text=text.strip(), level=LEVEL_WORDS[level])
        )
    company = (company_term or "").strip() or rules.default
    return EffectiveTerms(Level.COMPANY, company, parse(company, rules), tuple(passed_over))
