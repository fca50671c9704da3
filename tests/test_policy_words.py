"""The policy in words: every setting has its sentence, in both languages, and the sentence tells the value."""

from dataclasses import replace

import pytest

from arcore.policy import AgingScheme, Company, Policy, TermsRules
from arcore.policy_settings import SECTIONS, SETTINGS
from arcore.policy_words import title, words


def spoken(policy: Policy, lang="zh") -> dict[str, str]:
    return {
        f"{section.title.text(lang)}/{name.text(lang)}": sentence.text(lang)
        for section in words(policy)
        for name, sentence in section.rules
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_setting_has_its_sentence(lang) -> None:
    told = spoken(Policy(), lang)
    assert len(words(Policy())) == len(SECTIONS)
    assert len(told) == len(SETTINGS)
    assert all(sentence.endswith((".", "。")) and "{" not in sentence for sentence in told.values())


def test_the_sentences_read_as_a_finance_person_writes_them() -> None:
    told = spoken(Policy(company=Company(name="青岚机电有限公司")))
    assert told["公司/公司名称"] == "本账套属于青岚机电有限公司。"
    assert told["账期/默认账期"] == "未另行约定时，默认账期为 30天：开票后 30 天。例：2025-03-10 开票，2025-04-09 到期。"
    assert told["账龄/逾期账龄段（天）"] == "逾期账龄按逾期天数分段，各段截止天数为 0、30、60、90、180、365。"
    assert told["核销审批/会计核销权限"] == "会计可自行核销单笔不超过 100.00 元的差额。"
    assert told["信用控制/额度预警线"] == "额度使用率达到 90% 时预警。"
    assert told["公司/本公司银行账号"] == "未设置。"


def test_a_changed_rule_changes_its_sentence_only() -> None:
    old = Policy()
    new = replace(old, aging=replace(old.aging, scheme=AgingScheme((0, 45))), terms=TermsRules(grace_days=5))
    before, after = spoken(old), spoken(new)
    assert {key for key in before if before[key] != after[key]} == {"账龄/逾期账龄段（天）", "账期/宽限期"}
    assert after["账期/宽限期"] == "逾期超过 5 天开始催收。"


def test_amounts_of_other_currencies_name_their_currency() -> None:
    told = spoken(Policy(company=Company(currency="USD")), "en")
    assert told["Write-off approval/A clerk writes off"] == "A clerk may write off up to USD 100.00 of one document alone."


def test_settings_are_called_by_their_title() -> None:
    assert title("aging.due_soon_days").text("zh") == "即将到期"
