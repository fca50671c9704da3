"""The rules changed setting by setting: what a form types becomes a version, or a sentence beside the field."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest
from streamlit.testing.v1 import AppTest

from arcore import ledger, policy_edit, policy_file
from arcore.policy import Policy
from arcore.policy_kinds import Kind
from arcore.policy_settings import BY_PATH, SETTINGS
from pages._shared import setting_widgets
from tests.desk_app import cache_folder, click, desk, go, run, select, text

__all__ = ["cache_folder", "desk"]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.path)
def test_every_setting_given_back_as_it_was_changes_nothing(setting: object) -> None:
    policy = policy_file.default()
    for each in SETTINGS:
        if each is setting:
            found = policy_edit.edited(policy, {each.path: policy_edit.raw(each, policy)})
            assert (found.policy, found.wrong) == (policy, {})


def test_what_a_form_types_becomes_rules() -> None:
    found = policy_edit.edited(
        Policy(),
        {"credit.near_limit": Decimal("0.85"), "matching.bank_fees": policy_edit.several("5、12.50"), "aging.bucket_days": [0, 15]},
    )
    assert found.wrong == {}
    assert (found.policy.credit.near_limit, found.policy.matching.bank_fees) == (0.85, (500, 1250))
    assert found.policy.aging.scheme.upper_ends == (0, 15)


def test_amounts_keep_their_figures_in_another_currency() -> None:
    found = policy_edit.edited(Policy(), {"company.currency": "JPY"})
    assert found.policy.credit.ignored_remainder == 100
    assert found.policy.approvals.write_off_manager == 10_000


def test_what_is_wrong_is_said_by_the_settings_own_title() -> None:
    found = policy_edit.edited(Policy(), {"matching.rounding_limit": "ten", "aging.bucket_days": [30, 0]})
    assert set(found.wrong) == {"matching.rounding_limit", "aging.bucket_days"}
    assert "抹零" in found.wrong["matching.rounding_limit"].text("zh")
    assert "matching.rounding_limit" not in found.wrong["matching.rounding_limit"].text("zh")


def test_limits_that_contradict_each_other_are_said_at_the_lower_one() -> None:
    found = policy_edit.edited(Policy(), {"credit.approval_overdue_days": 90})
    assert found.wrong["credit.approval_overdue_days"].text("en") == "“Approval when overdue” must not exceed “Freeze when overdue”."


def test_every_kind_has_a_widget_or_is_edited_as_the_file_writes_it() -> None:
    fees = BY_PATH["matching.bank_fees"]
    assert policy_edit.from_text(policy_file.value_text(fees, Policy())) == policy_edit.raw(fees, Policy())
    assert set(setting_widgets.WIDGETS) <= set(Kind)
    assert policy_edit.from_text("[1, ") == "[1, "


def test_a_form_saves_what_was_changed_in_two_sections_as_one_version(desk: AppTest) -> None:
    desk.query_params["books"] = "own"
    run(desk)
    go(desk, "policy", part="form", section="terms")
    desk.number_input[0].set_value(5)
    run(desk)
    go(desk, "policy", part="form", section="display")
    desk.radio[0].set_value("ten_thousand")
    page = text(run(desk))
    assert "宽限期" in page
    assert "万" in page
    next(field for field in desk.text_input if field.label == "您的姓名（记入操作记录）").set_value("王芳")
    next(field for field in desk.text_input if field.label == "修订原因（随版本保存）").set_value("年度修订")
    click(desk, "保存为新版本")
    saved = ledger.open().policy()
    assert saved is not None
    assert saved == dataclasses.replace(
        policy_file.default(),
        terms=dataclasses.replace(policy_file.default().terms, grace_days=5),
        display=dataclasses.replace(policy_file.default().display, unit="ten_thousand"),
    )


def test_a_wrong_amount_is_said_beside_its_field_and_nothing_can_be_saved(desk: AppTest) -> None:
    desk.query_params["books"] = "own"
    run(desk)
    go(desk, "policy", part="form", section="approvals")
    desk.text_input[0].set_value("一百")
    page = text(run(desk))
    assert "desk-strip desk-bad" in page
    assert "保存为新版本" not in [button.label for button in desk.button]
    page = text(click(desk, "放弃修改"))
    assert "desk-strip desk-bad" not in page
    assert desk.text_input[0].value == "100.00"


def test_the_entries_of_a_table_are_changed_one_by_one_and_their_sum_is_checked(desk: AppTest) -> None:
    desk.query_params["books"] = "own"
    run(desk)
    go(desk, "policy", part="form", section="appraisal")
    weights = [field for field in desk.number_input if ".appraisal.sales_weights." in str(field.key)]
    assert [field.value for field in weights] == [25, 15, 30, 20, 10]
    weights[0].set_value(20)
    page = text(run(desk))
    assert "“业务员考核权重”中各项权重合计应为 100，而不是 95" in page
    next(field for field in desk.number_input if str(field.key).endswith("sales_weights.collection")).set_value(35)
    page = text(run(desk))
    assert "desk-strip desk-bad" not in page
    assert "回款率/催收回收率 35" in page


def test_an_old_version_is_restored_as_a_new_one(desk: AppTest) -> None:
    books = ledger.open()
    books.save_policy("[aging]\ndue_soon_days = 3\n", who="王芳", why="试行")
    books.save_policy("[aging]\ndue_soon_days = 9\n", who="王芳", why="放宽")
    desk.query_params["books"] = "own"
    run(desk)
    go(desk, "policy", part="versions")
    select(desk, "policy.versions", 1)
    assert "恢复这一版将改变什么" in [header.value for header in desk.subheader]
    next(field for field in desk.text_input if field.label == "您的姓名（记入操作记录）").set_value("李经理")
    click(desk, "恢复第 1 版")
    newest = books.policy_history()[0]
    assert (newest.version, newest.who, newest.why) == (3, "李经理", "恢复为第 1 版")
    policy = books.policy()
    assert policy is not None
    assert policy.aging.due_soon_days == 3


def test_rates_are_typed_a_line_per_change_and_a_line_that_is_no_rate_is_refused() -> None:
    setting = BY_PATH["interest.lpr"]
    before = policy_edit.raw(setting, policy_file.default())
    lines = policy_edit.rate_lines(before)
    assert lines.splitlines()[0] == "2019-08-20 4.25"
    assert policy_edit.rates_typed(lines) == before
    longer = policy_edit.edited(policy_file.default(), {setting.path: policy_edit.rates_typed(lines + "\n\n2027-01-20 2.90%\n")})
    assert (longer.wrong, longer.policy.interest.lpr[-1].percent) == ({}, Decimal("2.90"))
    assert list(policy_edit.edited(policy_file.default(), {setting.path: policy_edit.rates_typed(lines + "\n3.00")}).wrong) == [
        setting.path
    ]
