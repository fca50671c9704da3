"""Where the books remember the templates that users put in place of ours."""

from __future__ import annotations

from collections.abc import Mapping

from arcore.i18n import Language
from arcore.ledger import Ledger
from arcore.letters.tones import TONES, Tone
from arcore.registers.attachments import attachment


def letter_setting(tone: Tone, lang: Language) -> str:
    """The setting of a letter's template."""
    return f"letter_template.{tone}.{lang}"


def statement_setting(lang: Language) -> str:
    """The setting of the statement's template."""
    return f"statement_template.{lang}"


def in_use(ledger: Ledger, setting: str) -> bytes | None:
    """The template that the user put in place of ours, if any."""
    kept = attachment(ledger.settings().get(setting))
    return ledger.file(kept.sha256) if kept else None


def letter_templates(ledger: Ledger, lang: Language) -> Mapping[Tone, bytes]:
    """The user's own templates of letters in a language, by tone."""
    found = {tone: in_use(ledger, letter_setting(tone, lang)) for tone in TONES}
    return {tone: content for tone, content in found.items() if content is not None}


def statement_template(ledger: Ledger, lang: Language) -> bytes | None:
    """The user's own template of statements in a language."""
    return in_use(ledger, statement_setting(lang))
