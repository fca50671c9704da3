"""The agreement on paper: every word in both languages, the sums, the original due dates, extension and plan, what is missing."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pandas as pd
import pytest

from arcore.collecting.agreement import Agreement, agreement_of, apart
from arcore.documents import plan_agreement
from arcore.i18n import Language
from arcore.letters.forbidden import findings
from arcore.messages import Unusable
from arcore.policy import Policy
from tests.letter_cases import sample
from tests.office import needs_office
from tests.register_frames import register
from tests.statement_cases import POLICY
from tests.test_letters import assert_words
from tests.word_text import pages, said

LANGS = get_args(Language)
PLAN = {
    "agreed_on": "2026-06-30", "document_nos": "XS26020049, XS26030036", "principal": 532_338_36, "annual_percent": "6",
    "late_percent": "12", "grace_days": 5, "schedule": "2026-07-31 177446.12\n2026-08-31 177446.12\n2026-09-30 177446.12",
}  # fmt: skip


def agreed(**changed: object) -> Agreement:
    books, _, _ = sample()
    (customer,) = books.customers.loc[books.customers["customer_id"] == "C0004", "customer_key"]
    row = register("plans", {**PLAN, "customer_key": int(customer), **changed}).iloc[0].to_dict()
    return agreement_of(row, books, changed.get("policy", POLICY))  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", LANGS)
def test_every_word_of_an_instalment_agreement_is_as_agreed(lang: Language) -> None:
    assert_words(plan_agreement.build(agreed(), lang), f"plan_agreement.{lang}")


@pytest.mark.parametrize("lang", LANGS)
def test_every_word_of_an_extension_is_as_agreed(lang: Language) -> None:
    found = agreed(schedule="2026-09-30 532338.36", annual_percent=None, late_percent=None)
    assert_words(plan_agreement.build(found, lang), f"extension_agreement.{lang}")


def test_the_instalments_are_principal_and_interest_to_the_cent() -> None:
    found = agreed()
    assert sum(each.total for each in found.instalments) == found.principal + found.interest == found.total
    # 532,338.36 × 6 % × 31/365; 354,892.24 × 31/365; 177,446.12 × 30/365
    assert [each.interest for each in found.instalments] == [2_712_74, 1_808_49, 875_08]
    text = said(plan_agreement.build(found, "zh"))
    assert "合计 |  | 532,338.36 | 5,396.31 | 537,734.67 | " in text


def test_the_original_due_dates_stand_in_the_agreement() -> None:
    text = "\n".join(said(plan_agreement.build(agreed(), "zh")))
    assert "XS26020049 | HT2026-004 | 2026-02-24 | 2026-03-24 | 133,153.36" in text
    assert "双方账目仍按上述原到期日列示" in text


def test_a_plan_about_another_amount_than_the_documents_is_told() -> None:
    assert apart(agreed()) is None
    other = agreed(principal=500_000_00, schedule="2026-07-31 500000.00")
    told = apart(other)
    assert told is not None
    assert told.text("zh").startswith("截至 2026-06-30，所列单据尚欠 532,338.36 元，而计划本金为 500,000.00 元")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"policy": Policy()}, "尚未设置收款账户"),
        ({"document_nos": "XS0"}, "该计划所列单据均不属于此客户"),
        ({"principal": 1_00}, "各期"),
    ],
)
def test_what_makes_no_agreement_is_refused_with_a_sentence(changed: dict, sentence: str) -> None:
    with pytest.raises(Unusable) as refused:
        agreed(**changed)
    assert sentence in refused.value.message.text("zh")


def test_abroad_no_chinese_court_is_named_and_nothing_forbidden_is_said() -> None:
    found = replace(agreed(), chinese_law=False)
    english = "\n".join(said(plan_agreement.build(found, "en")))
    assert "people's court" not in english
    for lang in LANGS:
        assert findings("\n".join(said(plan_agreement.build(agreed(), lang)))) == ()


def test_days_are_those_of_the_register() -> None:
    found = agreed()
    assert (found.agreed_on, found.grace_days, found.number) == (dt.date(2026, 6, 30), 5, "HK20260630-C0004")
    assert isinstance(found.documents, pd.DataFrame)


@needs_office
def test_libreoffice_opens_the_agreement_on_two_pages(tmp_path: Path) -> None:
    assert pages(plan_agreement.build(agreed(), "zh"), tmp_path) <= 2
