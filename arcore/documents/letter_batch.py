"""Letters in one go: a file per customer and currency with its row for the register; what lacks something is told apart."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from arcore.documents import dunning_letter
from arcore.documents.statement_batch import Issued, safe_name
from arcore.i18n import Language
from arcore.letters.model import Letter
from arcore.letters.tones import Tone
from arcore.messages import Message, Unusable
from arcore.policy import Policy

Templates = Mapping[Tone, bytes]
"""The user's own templates of one language, by tone."""


@dataclass(frozen=True)
class NotWritten:
    """A letter that cannot be written, and why."""

    customer_name: str
    why: Message


def issue(letters: Iterable[Letter | NotWritten], policy: Policy, lang: Language, templates: Templates) -> Iterator[Issued | NotWritten]:
    """The letters one by one, in the order given."""
    for letter in letters:
        if isinstance(letter, NotWritten):
            yield letter
            continue
        try:
            yield issued(letter, policy, lang, templates)
        except Unusable as refused:
            yield NotWritten(letter.customer_name, refused.message)


def issued(letter: Letter, policy: Policy, lang: Language, templates: Templates) -> Issued:
    """One letter and its row for the register. Raises Unusable where it cannot be written."""
    content = dunning_letter.build(letter, policy, lang, templates.get(letter.tone))
    name = safe_name(f"{letter.number} {letter.customer_name}") + ".docx"
    values = {
        "letter_no": letter.number,
        "written_on": letter.dated,
        "tone": letter.tone,
        "step": letter.step or None,
        "lang": lang,
        "amount": letter.amount,
        "interest": letter.claim.total if letter.claim else None,
        "currency": letter.currency,
        "document_nos": ", ".join(letter.document_nos),
        "deadline": letter.deadline,
        "file_name": name,
        "file_hash": hashlib.sha256(content).hexdigest(),
        "policy_version": policy.version,
    }
    return Issued(name, content, letter.number, letter.customer_key, values)
