"""The frame around every page: language, date, books and unit, what they change and how they survive."""

import ast
from pathlib import Path

import pytest
from babel.messages.extract import extract
from streamlit.testing.v1 import AppTest

from arcore.i18n import catalog
from pages._shared import widgets
from tests.desk_app import ROOT, cache_folder, desk, go, run, text

__all__ = ["cache_folder", "desk"]


def test_a_first_visit_opens_on_the_sample_company_and_says_so(desk: AppTest) -> None:
    page = text(run(desk))
    assert "示例公司：这里的所有数字都是虚构的。" in page
    assert "应收 3,566.12 万元，逾期 621.63 万元（17.4 %" in page


def test_the_browsers_language_is_used(desk: AppTest) -> None:
    desk.context["locale"] = "en-US"
    page = text(run(desk))
    assert "Sample company: every figure here is invented." in page
    assert "CNY 35,661,214.44 is owed" in page


def test_a_chosen_language_goes_into_the_url_and_survives_a_change_of_page(desk: AppTest) -> None:
    run(desk)
    next(control for control in desk.segmented_control if control.label == "语言 / Language").set_value("en")
    run(desk)
    assert desk.query_params["lang"] == "en"
    page = text(go(desk, "credit"))
    assert "4 customers are over their limit" in page


def test_a_link_with_a_date_shows_that_date_and_tints_the_frame(desk: AppTest) -> None:
    desk.query_params["as_of"] = "2026-05-31"
    page = text(run(desk))
    assert "应收 3,067.07 万元" in page
    assert "现在看的是 2026-05-31 的情况，不是最新数据（2026-06-30）。" in page


def test_the_latest_date_is_not_written_into_the_url(desk: AppTest) -> None:
    run(desk)
    assert "as_of" not in desk.query_params


@pytest.mark.parametrize("wrong", ["2026-02-30", "yesterday", "0001-01-01", "<script>"])
def test_a_date_that_is_none_is_ignored(desk: AppTest, wrong: str) -> None:
    desk.query_params["as_of"] = wrong
    assert "截至 2026-06-30" in text(run(desk))


def test_the_unit_changes_every_amount(desk: AppTest) -> None:
    desk.query_params["unit"] = "unit"
    page = text(run(desk))
    assert "应收 35,661,214.44 元" in page
    assert "单据 368,106,057.03 − 核销 332,444,842.59 = 未收 35,661,214.44" in page


def test_one_currency_is_shown_at_a_time(desk: AppTest) -> None:
    desk.query_params.update({"currency": "USD", "unit": "unit"})
    page = text(run(desk))
    assert "89,507.84" in page
    assert "应收 35,661,214.44" not in page.split("单据")[0]


def test_ones_own_empty_books_say_what_to_do(desk: AppTest) -> None:
    run(desk)
    page = text(go(desk, "aging", books="own"))
    assert "账簿还是空的" in page
    assert not desk.dataframe


def test_where_sign_in_is_configured_nothing_is_shown_before_it(desk: AppTest) -> None:
    desk.user = {"is_logged_in": False}
    page = text(run(desk))
    assert "请用公司账号登录。" in page
    assert "应收" not in page.replace("应收台", "")
    assert [button.label for button in desk.button] == ["登录"]


def test_workbook_text_never_becomes_markup() -> None:
    assert widgets.plain("![x](http://evil)") == r"\!\[x\]\(http\:\/\/evil\)".replace(r"\/", "/")
    assert widgets.plain("*甲* <b>") == r"\*甲\* \<b\>"


def sentences() -> dict[str, str]:
    found = {}
    for path in [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py"))]:
        with path.open("rb") as file:
            for line, message, _, _ in extract("python", file, keywords={"say": None, "_": None}):
                found[str(message)] = f"{path.relative_to(ROOT)}:{line}"
    return found


def test_every_sentence_of_the_pages_is_in_chinese_too() -> None:
    assert {message: where for message, where in sentences().items() if message not in catalog("zh")} == {}


@pytest.mark.parametrize("path", sorted((ROOT / "pages").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_sentence_hides_inside_an_f_string_where_extraction_cannot_see_it(path: Path) -> None:
    hidden = [
        ast.unparse(call)
        for outer in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(outer, ast.JoinedStr)
        for call in ast.walk(outer)
        if isinstance(call, ast.Call) and "_" in (getattr(call.func, "id", ""), getattr(call.func, "attr", ""))
    ]
    assert hidden == []


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*.py")), ids=lambda path: path.name)
def test_a_page_is_a_page_long(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 90


def broken_page() -> None:
    from arcore.messages import Unusable, say
    from pages._shared.errors import on_script_error

    on_script_error(ValueError("secret-detail"))
    on_script_error(Unusable(say("{file} is empty.", file="甲.xlsx")))


def test_a_fault_shows_a_reference_that_the_log_explains_and_no_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pages._shared import errors

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(errors, "log_file", lambda: tmp_path / "desk.log")
    errors.log.cache_clear()
    app = AppTest.from_function(broken_page)
    app.context["locale"] = "zh-CN"
    page = text(app.run())
    reference = page.split("<code>")[1].split("</code>")[0]
    assert "secret-detail" not in page
    assert "甲.xlsx" in page
    logged = (tmp_path / "desk.log").read_text("utf-8")
    assert f"reference {reference}" in logged
    assert "secret-detail" in logged
    errors.log().handlers.clear()
    errors.log.cache_clear()
