"""The credit policy and the leaflet in Word: everything decided is in them, in both languages, and the leaflet is one page."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from arcore import policy_file
from arcore.documents import policy_document
from arcore.documents.policy_tables import Revision
from arcore.documents.workbook_style import Stamp
from arcore.i18n import LANGUAGES, Language
from arcore.policy import Company, Policy, TermsRules
from arcore.policy_settings import SETTINGS
from arcore.policy_words import sentence
from tests.office import needs_office
from tests.word_text import pages, said

POLICY = replace(Policy(), company=Company("江南精密部件有限公司", accounts=("6222021001001234",)), version=3)


def stamp(lang: Language) -> Stamp:
    return Stamp("江南精密部件有限公司", dt.date(2026, 6, 30), lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_setting_stands_in_the_policy_once(lang: Language) -> None:
    lines = said(policy_document.policy_document(POLICY, stamp(lang), dt.date(2026, 6, 1), "王芳"))
    for setting in SETTINGS:
        row = f"{setting.title.text(lang)} | {sentence(setting, POLICY).text(lang)}"
        assert lines.count(row) == sum(
            other.title == setting.title and sentence(other, POLICY) == sentence(setting, POLICY) for other in SETTINGS
        )


def test_the_policy_says_whose_and_which_version_it_is() -> None:
    lines = said(policy_document.policy_document(POLICY, stamp("zh"), dt.date(2026, 6, 1), "王芳"))
    assert lines[:2] == ["信用与应收账款管理制度", "版本：3    生效日期：2026-06-01    发布人：王芳"]
    assert "默认账期 | 未另行约定时，默认账期为 30天：开票后 30 天。例：2025-03-10 开票，2025-04-09 到期。" in lines
    assert "电话催收 | 逾期 1 天起电话催收。" in lines
    assert lines[lines.index("附件一：参考利率表") - 2] == "销售 | 财务 | 法务 | 总经理"
    assert lines[lines.index("附件二：其他设置") + 1] == "公司"


def test_tables_say_what_grades_mean_who_decides_and_when_which_step_is_taken() -> None:
    lines = said(policy_document.policy_document(POLICY, stamp("zh")))
    assert "A | ≥ 85 | 60 天 | 120 % | 0 % | 110 % | 12 个月 | 温和" in lines
    assert "D | < 50 | 款到发货 | 0 % | 100 % | 0 % | 3 个月 | 严厉" in lines
    assert "信用额度 | 500,000.00 元 | 财务经理" in lines
    assert "单笔坏账核销 | 超过上述金额 | 财务总监" in lines
    assert "4 | 催款函 | 60 | 30 | 财务" in lines
    assert "DSO（应收账款周转天数） | 不高于 60 天。 | 应收余额 ÷ 近 90 天含税销售额 × 90" in lines
    assert "2025-05-20 | 3.00 % |  |  |  | " in lines  # the last of the LPR, alone in its line


def test_the_paper_names_every_version_and_what_it_changed() -> None:
    later = replace(POLICY, terms=TermsRules(default="月结60天"), version=4)
    found = [
        Revision(4, dt.date(2026, 7, 1), "周敏", "行业账期延长", tuple(policy_file.differences(POLICY, later))),
        Revision(3, dt.date(2026, 6, 1), "王芳", "", ()),
    ]
    lines = said(policy_document.policy_document(later, stamp("zh"), revisions=found))
    place = lines.index("版本 4（2026-07-01，周敏）：行业账期延长")
    assert lines[place + 1] == "默认账期 | 30天 → 月结60天"
    assert lines[place + 2 : place + 4] == ["版本 3（2026-06-01，王芳）：–", "与上一版本无差异。"]


def test_a_warning_that_is_off_is_not_watched() -> None:
    off = replace(POLICY, warnings=replace(POLICY.warnings, silence=False))
    lines = said(policy_document.policy_document(off, stamp("zh")))
    assert "长期无回款 | 不监控。" in lines
    assert "逾期激增起点 | 增长达到 30% 时预警。" in lines


def test_a_changed_rule_changes_the_paper() -> None:
    later = replace(POLICY, terms=TermsRules(default="月结60天"))
    before, after = (said(policy_document.policy_document(each, stamp("en"))) for each in (POLICY, later))
    changed = [line for line in after if line not in before]
    assert len(changed) == 1
    assert changed[0].startswith("Default terms | Where nothing else is agreed: 月结60天")


def test_the_leaflet_names_the_account_the_steps_and_the_contact() -> None:
    lines = said(policy_document.leaflet(POLICY, stamp("en"), "0512-66668888"))
    assert "How to pay | Please pay only into an account of 江南精密部件有限公司: 6222021001001234." in lines
    assert "Contact | 0512-66668888" in lines
    assert any("We call from day 1, write from day 7 and send a demand letter from day 60" in line for line in lines)


def test_without_an_account_the_leaflet_points_to_the_invoice() -> None:
    lines = said(policy_document.leaflet(Policy(), stamp("zh")))
    assert "付款方式 | 请汇入发票上载明的账户，切勿汇入其他账户。" in lines


@needs_office
@pytest.mark.office
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_leaflet_fits_one_page(lang: Language, tmp_path: Path) -> None:
    assert pages(policy_document.leaflet(POLICY, stamp(lang), "0512-66668888"), tmp_path) == 1
