"""Two languages from one source: English message ids, Chinese catalogs beside the code.

Each area keeps its own `locale/zh_CN/LC_MESSAGES/<area>.po`; they are read as they are (no
compile step to forget) and merged. A test extracts every message and counts what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
LOCALES: dict[Language, str] = {"zh": "zh_CN", "en": "en"}
CATALOGS = Path(__file__).parent / "locale"
ENTRY = re.compile(r'((?:^#.*\n)*)^msgid ((?:".*"\s*)+)^msgstr ((?:".*"\s*)+)', re.MULTILINE)
QUOTED = re.compile(r'"(.*)"')
ESCAPE = re.compile(r"\\(.)")
CONTROL = {"n": "\n", "t": "\t", "r": "\r"}


@cache
def catalog(lang: Language) -> dict[str, str]:
    """Every translated message of `lang`; English, the source, has none."""
    messages: dict[str, str] = {}
    for path in sorted((CATALOGS / LOCALES[lang] / "LC_MESSAGES").glob("*.po")):
        messages |= {english: text for english, text in entries(path.read_text(encoding="utf-8")) if english and text}
    return messages


def entries(catalog_text: str) -> Iterator[tuple[str, str]]:
    """The messages of a .po file without plurals or contexts, those marked fuzzy left out; Babel's reader takes eight times as long.

    >>> list(entries('msgid "One"\\nmsgstr "一"\\n\\n#, fuzzy\\nmsgid "Two"\\nmsgstr ""\\n"二"\\n'))
    [('One', '一')]
    """
    for comments, english, text in ENTRY.findall(catalog_text):
        if "fuzzy" not in comments:
            yield unquoted(english), unquoted(text)


def unquoted(lines: str) -> str:
    """The text that quoted lines of a .po file stand for."""
    text = "".join(QUOTED.findall(lines))
    return ESCAPE.sub(lambda sign: CONTROL.get(sign[1], sign[1]), text) if "\\" in text else text


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
