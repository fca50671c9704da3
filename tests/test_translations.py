"""Chinese is complete: every sentence marked for people has a translation with the same placeholders."""

import string
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from arcore.i18n import CATALOGS, catalog, entries
from arcore.messages import decoded

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


def test_a_heading_says_in_chinese_what_stands_below_it() -> None:
    """Words that mean two things in English were once taken from another page: a method of payment was headed 计提方法."""
    headings = {
        "pages/_shared/methods_view.py": ("Paid through", "收款方式"),
        "arcore/documents/review_workbook.py": ("Sum in the table", "本表合计"),
        "pages/_shared/review_figures.py": ("Which one", "具体名称"),
        "pages/_shared/audit_sample.py": ("Size of the sample", "样本量"),
        "pages/_shared/usage_view.py": ("Count", "数量"),
        "pages/_shared/forecast_weeks.py": ("From day", "起"),
        "pages/_shared/interest_view.py": ("Interest rate", "年利率"),
        "arcore/charts/cash_in.py": ("Due or overdue", "是否逾期"),
        "arcore/documents/warnings_workbook.py": ("Approver", "批准人"),
    }
    written = {file: f'("{english}")' in (ROOT / file).read_text(encoding="utf-8") for file, (english, _) in headings.items()}
    assert written == dict.fromkeys(headings, True)
    assert {file: catalog("zh")[english] for file, (english, _) in headings.items()} == {file: zh for file, (_, zh) in headings.items()}


def test_a_month_closed_with_words_that_are_no_longer_said_is_still_read_in_chinese() -> None:
    """Table T9 of months closed before the register of bills."""
    note = {"template": "The customer list gives one amount per customer; when each bill matures is not in the books.", "values": {}}
    none = {"template": "Nothing is recorded: the customer list names no bills that have not matured.", "values": {}}
    heading = {"template": "Bills not yet matured", "values": {}}
    assert [decoded(each).text("zh") for each in (heading, note, none)] == [
        "承兑汇票（未到期）", "金额取自客户资料的票据余额；账簿中没有逐张票据的到期日。", "没有登记：客户资料中没有未到期票据。",
    ]  # fmt: skip


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
