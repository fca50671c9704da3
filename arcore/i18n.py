"""Two languages from one source: English message ids, Chinese catalogs beside the code.

Each area keeps its own `locale/zh_CN/LC_MESSAGES/<area>.po`; they are read as they are (no
compile step to forget) and merged. A test extracts every message and counts what is missing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Literal

from babel.messages.pofile import read_po

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
LOCALES: dict[Language, str] = {"zh": "zh_CN", "en": "en"}
CATALOGS = Path(__file__).parent / "locale"


@cache
def catalog(lang: Language) -> dict[str, str]:
    """Every translated message of `lang`; English, the source, has none."""
    messages: dict[str, str] = {}
    for path in sorted((CATALOGS / LOCALES[lang] / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=LOCALES[lang]):
                if message.id and message.string and not message.fuzzy:
                    messages[str(message.id)] = str(message.string)
    return messages


def translate(text: str, lang: Language) -> str:
    """`text` in `lang`, or itself where the catalog has no translation."""
    return catalog(lang).get(text, text) if lang != "en" else text


def translator(lang: Language) -> Callable[[str], str]:
    """The `_` of a page: `_ = translator("zh")`."""
    return lambda text: translate(text, lang)


def language_of(locale: str | None) -> Language:
    """The app's language for a browser locale: Chinese for any `zh`, else English; Chinese when unknown.

    >>> language_of("zh-TW"), language_of("de-DE"), language_of(None)
    ('zh', 'en', 'zh')
    """
    return "zh" if not locale or locale.lower().startswith("zh") else "en"
