"""Letters: tone by grade and step, every word in both languages, what is missing, what is left out, interest, forbidden wording."""

import datetime as dt
import os
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from arcore import dunning
from arcore.documents import dunning_letter, letter_batch, letter_template, statement_batch, word_template
from arcore.documents.letter_batch import NotWritten
from arcore.dunning import STEPS
from arcore.i18n import Language
from arcore.letters import forbidden
from arcore.letters.complete import missing
from arcore.letters.tones import TONES, Tone, tone_of
from arcore.messages import Unusable
from arcore.policy import Company
from arcore.policy_sections.interest import InterestRules
from arcore.policy_sections.papers import PaperRules
from tests.letter_cases import DAY, letter, listed, sample
from tests.office import needs_office
from tests.register_frames import register
from tests.statement_cases import POLICY
from tests.test_statement_papers import word
from tests.word_text import pages, said
from tests.workbook_dump import GOLDEN

LANGS = get_args(Language)


def assert_words(content: bytes, name: str) -> None:
    path, text = GOLDEN / f"{name}.txt", "\n".join(said(content)) + "\n"
    if os.environ.get("ARCORE_WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def written(lang: Language = "zh", **wanted: object) -> str:
    return "\n".join(said(dunning_letter.build(letter(**wanted), POLICY, lang)))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("tone", TONES)
def test_every_word_of_a_letter_is_as_agreed(tone: Tone, lang: Language) -> None:
    found = letter(tone=tone, unapplied=12_345_00, disputed=10_000_00, with_interest=tone == "final")
    assert_words(dunning_letter.build(found, POLICY, lang), f"letter_{tone}.{lang}")


@pytest.mark.parametrize(
    ("grade", "tones"),
    [
        ("A", ["gentle", "gentle", "gentle", "formal", "final", "final"]),
        ("B", ["gentle", "gentle", "gentle", "formal", "final", "final"]),
        ("C", ["gentle", "gentle", "formal", "formal", "final", "final"]),
        ("D", ["gentle", "formal", "formal", "final", "final", "final"]),
        ("", ["gentle", "gentle", "formal", "formal", "final", "final"]),
    ],
)
def test_the_tone_follows_from_grade_and_step(grade: str, tones: list[str]) -> None:
    assert [tone_of(step, grade) for step in STEPS] == tones


def test_who_is_due_a_letter_is_listed_with_its_tone_and_who_only_a_call_is_not() -> None:
    _, _, rows = sample()
    due = rows[rows["status"] == "due"]
    assert due[["customer_id", "step", "tone"]].values.tolist()[:3] == [
        ["C0001", "lawyer", "final"], ["C0004", "lawyer", "final"], ["C0008", "court", "final"],
    ]  # fmt: skip
    assert set(rows.loc[rows["status"] == "none", "step"]) == {"call", "visit"}
    assert (rows["amount"] > 0).all()


def test_a_letter_written_is_not_due_again_until_a_sterner_one_is() -> None:
    books, items, rows = sample()
    row = rows[rows["customer_id"] == "C0004"].iloc[0]
    numbers = ", ".join(letter("C0004").document_nos)
    told = {"customer_key": int(row["customer_key"]), "written_on": "2026-06-20", "document_nos": numbers, "currency": "CNY"}

    def status(**values: object) -> str:
        found = listed(books, items, {}, letters=register("letters", {**told, **values}))
        return str(found.loc[found["customer_id"] == "C0004", "status"].iloc[0])

    assert status(tone="final") == "written"
    assert status(tone="final", currency=None) == "written"  # blank: our own currency
    assert status(tone="final", sent_on="2026-06-21", sent_by="ems") == "sent"
    assert status(tone="formal") == "due"
    assert status(tone="final", document_nos="XS0") == "due"
    assert status(tone="final", written_on="2026-07-01") == "due"  # not known yet at the date


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"papers": replace(POLICY.papers, contact="")}, "缺少联系人，请在“制度 → 对账单与函件”中填写。"),
        ({"papers": replace(POLICY.papers, phone="", email="")}, "缺少联系电话或邮箱，请在“制度 → 对账单与函件”中至少填写一项。"),
        ({"company": Company(name="青岚机电有限公司")}, "缺少收款账户，请在“制度 → 对账单与函件”中填写户名和账号。"),
        ({"company": Company(accounts=("1",)), "papers": PaperRules(contact="王芳", phone="1")},
         "缺少本公司名称，请在“制度 → 公司”中填写。"),
    ],
)  # fmt: skip
def test_without_account_or_contact_nothing_is_written_and_the_sentence_says_where_to_enter_it(change: dict, sentence: str) -> None:
    policy = replace(POLICY, **change)
    with pytest.raises(Unusable) as refused:
        dunning_letter.build(letter(policy=policy), policy, "zh")
    assert refused.value.message.text("zh") == sentence


def test_without_documents_amount_or_a_later_deadline_nothing_is_written() -> None:
    _, items, _ = sample()
    nothing = letter(items=items.assign(excluded="held"))
    assert [gap.text("en").split(":")[0] for gap in missing(nothing, POLICY)] == ["常州博远建材有限公司"]
    late = letter(deadline=DAY)
    assert [gap.text("zh") for gap in missing(late, POLICY)] == ["付款期限须晚于出函日期，请改选更晚的日期。"]


def test_disputed_and_held_documents_are_left_out_of_the_amount_and_named() -> None:
    _, items, _ = sample()
    whole = letter()
    first = whole.items.iloc[0]
    held = letter(items=items.assign(excluded=["held" if key == first["document_key"] else "" for key in items["document_key"]]))
    assert held.amount == whole.amount - int(first["chased"])
    assert held.document_nos == whole.document_nos[1:]
    text = "\n".join(said(dunning_letter.build(held, POLICY, "zh")))
    assert f"{first['document_no']} | 133,153.36 | 暂不列入本次催收" in text
    assert "10,000.00 | 存在争议，另行处理" in written(disputed=10_000_00)


def test_interest_stands_in_a_letter_only_when_it_is_asked_for_and_then_with_its_calculation() -> None:
    assert "不含逾期付款利息及违约金" in written(tone="formal")
    assert "附件" not in written(tone="formal")
    asked = letter(tone="formal", with_interest=True)
    assert asked.claim is not None
    assert asked.total == asked.amount + asked.claim.total
    text = written(tone="formal", with_interest=True)
    assert "附件：逾期付款利息计算表" in text
    assert "不含逾期付款利息" not in text
    assert f"合计 |  |  |  |  |  | {asked.claim.total / 100:,.2f} | " in text


def test_interest_is_not_asked_for_on_the_disputed_part() -> None:
    whole, part = letter(with_interest=True), letter(with_interest=True, disputed=100_000_00)
    assert whole.claim is not None
    assert part.claim is not None
    lowered = whole.claim.items[-1].late.principal - part.claim.items[-1].late.principal
    assert lowered == 100_000_00
    assert part.claim.total < whole.claim.total


def test_interest_without_a_rule_is_refused_with_where_to_set_it() -> None:
    with pytest.raises(Unusable) as refused:
        letter(with_interest=True, policy=replace(POLICY, interest=InterestRules(mode="none")))
    assert "“制度 → 逾期利息”" in refused.value.message.text("zh")


def test_the_final_demand_is_a_demand_that_names_lawful_steps_and_the_articles_it_rests_on() -> None:
    text = written(tone="final")
    for words in ("第五百零九条", "第一百九十五条", "书面履行请求", "提起诉讼", "财产保全", "不构成对任何权利的放弃", "签收回执"):
        assert words in text
    abroad = replace(POLICY, company=replace(POLICY.company, country="DE"))
    english = "\n".join(said(dunning_letter.build(letter(tone="final", policy=abroad), abroad, "en")))
    assert "Civil Code" not in english
    assert "formally demand" in english


def test_a_letter_names_the_one_that_was_sent_before() -> None:
    found = letter(tone="formal")
    assert found.earlier is None
    books, items, rows = sample()
    key = int(rows.loc[rows["customer_id"] == "C0004", "customer_key"].iloc[0])
    sent = {"customer_key": key, "letter_no": "CK-9", "tone": "gentle", "sent_on": "2026-06-05", "sent_by": "ems", "currency": "CNY"}
    again = listed(books, items, {}, letters=register("letters", sent))
    from arcore.letters import compose

    row = again[again["customer_id"] == "C0004"].iloc[0].to_dict()
    second = compose.letter_of(row, items, books, POLICY, as_of=DAY, dated=DAY, deadline=dt.date(2026, 7, 7))
    text = "\n".join(said(dunning_letter.build(second, POLICY, "zh")))
    assert "我司已于2026年6月5日就付款事宜致函贵司（编号：CK-9）。" in text


def test_a_day_gives_a_number_only_once() -> None:
    books, _, _ = sample()
    taken = replace(books, registers={**books.registers, "letters": register("letters", {"letter_no": "CK20260630-C0004"})})
    from arcore.letters import compose

    assert compose.number_of(DAY, "C0004", "CNY", POLICY, taken.registers["letters"]) == "CK20260630-C0004-2"
    assert compose.number_of(DAY, "C0004", "USD", POLICY, taken.registers["letters"]) == "CK20260630-C0004-USD"


def test_a_run_goes_on_past_a_letter_that_cannot_be_written() -> None:
    late = letter(deadline=DAY)
    first, second = letter_batch.issue([late, letter("C0001")], POLICY, "zh", {})
    assert isinstance(first, NotWritten)
    assert isinstance(second, statement_batch.Issued)
    assert second.values["file_hash"] == letter_batch.issued(letter("C0001"), POLICY, "zh", {}).values["file_hash"]
    assert (second.values["step"], second.values["tone"], second.values["policy_version"]) == ("lawyer", "final", 1)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("tone", TONES)
def test_our_own_templates_hold_what_they_must_and_nothing_forbidden(tone: Tone, lang: Language) -> None:
    word_template.check(letter_template.own(tone, lang), "own.docx", letter_template.FORM)
    assert letter_template.wording_of(letter_template.own(tone, lang)) == ()
    found = letter(tone=tone, unapplied=1_00, disputed=1_00, with_interest=True)
    assert letter_template.wording_of(dunning_letter.build(found, POLICY, lang)) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("否则将在网上曝光贵司", "曝光"),
        ("列入黑名单", "黑名单"),
        ("我们会通知你的家人", "家人"),
        ("你这个老赖", "老赖"),
        ("将追究刑事责任", "刑事责任"),
        ("否则后果自负", "后果自负"),
        ("某某律师事务所", "律师事务所"),
        ("We will publicly name you", "publicly name"),
        ("we will call the police", "police"),
        ("or else", "or else"),
        ("Our law firm writes to you", "law firm"),
        ("you are crooks", "crooks"),
    ],
)
def test_forbidden_wording_is_found_in_both_languages(text: str, words: str) -> None:
    assert [found.words for found in forbidden.findings(text)] == [words]


@pytest.mark.parametrize(
    "text", ["委托律师提起诉讼并申请财产保全", "依法主张违约金", "instruct lawyers to bring the claim before the competent court"]
)
def test_lawful_wording_is_left_alone(text: str) -> None:
    assert forbidden.findings(text) == ()


def test_a_template_of_ones_own_takes_the_place_of_ours_and_lacks_nothing() -> None:
    text = "{{ company }} {{ customer }} {{ amount }} {{ deadline }} {% for i in items %}{{ i.number }}{% endfor %}"
    text += "{% for c in contacts %}{{ c.value }}{% endfor %}"
    with pytest.raises(Unusable) as refused:
        word_template.check(word(text), "函.docx", letter_template.FORM)
    assert refused.value.message.text("zh") == "函.docx 缺少占位符 {{ account }}（账号）。"
    own = word(text + "{{ account }}")
    word_template.check(own, "函.docx", letter_template.FORM)
    assert "622202100112" in "\n".join(said(dunning_letter.build(letter(), POLICY, "zh", own)))


def test_what_a_customer_is_called_stays_text() -> None:
    found = replace(letter(), customer_name="{{ company }}<b>&")
    assert "致：{{ company }}<b>&" in said(dunning_letter.build(found, POLICY, "zh"))


def test_letters_that_were_not_sent_are_no_step() -> None:
    books, _, _ = sample()
    rows = register("letters", {"written_on": "2026-06-01", "sent_on": "2026-06-10", "sent_by": "ems"}, {"written_on": "2026-06-01"})
    done = dunning.done_steps(books.registers["contacts"], rows, books.documents, DAY)
    assert [(one.day, one.step) for one in done] == [(dt.date(2026, 6, 10), 3)]


@needs_office
def test_libreoffice_opens_the_longest_letter_and_its_appendix_on_a_page_of_its_own(tmp_path: Path) -> None:
    found = letter("C0001", tone="final", with_interest=True)
    assert pages(dunning_letter.build(found, POLICY, "zh"), tmp_path) == 3
