"""Sentences for people, said once in English and rendered in the reader's language.

The core never formats a sentence for a language it does not know yet: it returns a
`Message`, and whoever shows it (page, workbook, command line) asks for `text(lang)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from arcore.i18n import Language, translate
from arcore.records import record


@record
class Message:
    """An English template, which is also the catalog's message id, and its values.

    >>> say("{count} rows", count=3).text("en")
    '3 rows'
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, lang: Language) -> str:
        """The sentence in `lang`; values that are messages are rendered in it too."""
        values = {name: v.text(lang) if isinstance(v, Message) else v for name, v in self.values.items()}
        template = translate(self.template, lang)
        return template.format(**values) if values else template


def say(template: str, **values: object) -> Message:
    """Mark `template` for translation (the extraction keyword) and bind its values."""
    return Message(template, values)


def both(zh: str | Message, en: str | Message) -> Message:
    """Words declared in both languages side by side, such as a column's heading, as a part of a sentence.

    >>> both("金额", "Amount").text("zh"), both("金额", "Amount").text("en")
    ('金额', 'Amount')
    """
    return Message("{en}", {"zh": zh, "en": en})  # the Chinese catalog turns it into {zh}


def encoded(message: Message) -> dict[str, object]:
    """A message as JSON can hold it: rendered in the reader's language whenever it is read."""
    values = {name: encoded(v) if isinstance(v, Message) else v if isinstance(v, int) else str(v) for name, v in message.values.items()}
    return {"template": message.template, "values": values}


def decoded(stored: dict[str, object]) -> Message:
    """The message that `encoded` stored."""
    template, values = stored["template"], stored["values"]
    assert isinstance(template, str)
    assert isinstance(values, dict)
    return Message(template, {name: decoded(v) if isinstance(v, dict) else v for name, v in values.items()})


class Unusable(Exception):
    """A file, option or request that cannot be used; the message says why and how to mend it."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text("en"))
        self.message = message
