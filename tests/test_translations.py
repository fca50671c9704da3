"""Chinese is complete: every sentence marked for people has a translation with the same placeholders."""

import string
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from arcore.i18n import CATALOGS, catalog, entries

ROOT = Path(__file__).parents[1]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def extracted() -> dict[str, str]:
    found: dict[str, str] = {}
    for folder in ("arcore", "pages", "."):
        methods = [("*.py", "python")] if folder == "." else [("**.py", "python")]
        for filename, line, message, _, _ in extract_from_dir(
            ROOT / folder,
            method_map=methods,
            keywords={"say": None, "_": None},
            directory_filter=lambda _, deep=folder != ".": deep,
        ):
            found[message if isinstance(message, str) else message[0]] = f"{folder}/{filename}:{line}"
    return found


def test_every_sentence_is_translated() -> None:
    chinese = catalog("zh")
    assert {message: where for message, where in extracted().items() if message not in chinese} == {}


def test_translations_keep_the_placeholders() -> None:
    wrong = {m: t for m, t in catalog("zh").items() if placeholders(m) != placeholders(t) and m in extracted()}
    assert wrong == {}


def test_a_sentence_has_one_translation_whichever_catalog_it_stands_in() -> None:
    """Another sense needs other English words: the catalogs are merged, and the last one read would win."""
    found: dict[str, set[str]] = {}
    for path in sorted((CATALOGS / "zh_CN" / "LC_MESSAGES").glob("*.po")):
        for english, chinese in entries(path.read_text(encoding="utf-8")):
            found.setdefault(english, set()).add(chinese)
    assert {english: words for english, words in found.items() if english and len(words) > 1} == {}


def test_catalogs_are_read_as_babel_reads_them() -> None:
    found: dict[str, str] = {}
    for path in sorted((CATALOGS / "zh_CN" / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            found |= {str(m.id): str(m.string) for m in read_po(file, locale="zh_CN") if m.id and m.string and not m.fuzzy}
    assert catalog("zh") == found


def test_a_message_over_several_lines_with_escapes_is_read_whole() -> None:
    text = 'msgid ""\n"Say \\"hi\\"\\n"\n"twice"\nmsgstr "说\\"嗨\\"\\\\两次"\n#, fuzzy\nmsgid "Maybe"\nmsgstr "也许"\n'
    assert list(entries(text)) == [('Say "hi"\ntwice', '说"嗨"\\两次')]


def test_a_catalog_says_each_sentence_once() -> None:
    for path in sorted(CATALOGS.glob("zh_CN/LC_MESSAGES/*.po")):
        said = [line for line in path.read_text("utf-8").replace('msgid ""\n"', 'msgid "').splitlines() if line.startswith("msgid ")]
        assert sorted({each for each in said if said.count(each) > 1}) == [], path.name
