"""A clerk's month in the real browser: statement → review → confirm → download → undo, by keyboard where it repeats, in both languages."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser import ROOT, browser_page, needs_browser, served, settle

pytestmark = [pytest.mark.browser, needs_browser]

STATEMENT = str(ROOT / "sample_data" / "bank_2026-07.csv")


@dataclass(frozen=True)
class Words:
    """What the journey looks for, in one language."""

    locale: str
    empty: str
    name: str
    ours: str
    take: str
    taken: str
    certain: str
    nothing_posted: str
    run_posted: str
    one_posted: str
    evidence: str
    undo: str
    back: str
    download: str
    sheet: str
    second: str


CHINESE = Words(
    "zh-CN", "还没有银行流水", "您的姓名（记入操作记录）", "是本公司账户", "导入这些流水", "导入新流水 129 笔；另有 0 笔账簿中已有。",
    "有把握的收款", "已核销 0.00", "非客户收款 ", "已核销：", "付款账号是该客户已登记账号", "撤销", "已撤销：",
    "下载收款对账表", "汇总", "待处理第 2 笔",
)  # fmt: skip
ENGLISH = Words(
    "en-US", "No bank statement yet", "Your name (for the journal)", "Yes, it is ours", "Take these statements in",
    "129 new bank lines taken in; 0 were in the books already.", "certain receipts", "CNY 0.00 is applied", "Set aside: ",
    "Posted: ", "The paying account is registered for this customer", "Undo", "Taken back: ", "Reconciliation workbook", "Summary",
    "Line 2 of ",
)  # fmt: skip


@pytest.fixture(scope="module", params=[CHINESE, ENGLISH], ids=["zh", "en"])
def words(request: pytest.FixtureRequest) -> Words:
    chosen: Words = request.param
    return chosen


@pytest.fixture(scope="module")
def address(words: Words, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("desk")) as url:
        yield url


def left_to_do(page: Page) -> int:
    """How many lines wait one by one, as the page counts them."""
    part = page.locator("[data-testid=stButtonGroup] button").filter(has_text=re.compile(r"逐笔|One by one"))
    found = re.search(r"\d+", part.inner_text())
    assert found is not None
    return int(found.group())


def test_a_bank_month_is_settled_downloaded_and_taken_back(words: Words, address: str) -> None:
    with browser_page(words.locale) as page:
        page.goto(f"{address}/cash_application")
        settle(page)
        expect(page.get_by_text(words.empty)).to_be_visible()
        page.get_by_label(words.name).fill("王芳")
        page.keyboard.press("Tab")
        expect(page.get_by_label(words.name)).to_have_count(0)

        page.set_input_files("[data-testid=stFileUploaderDropzoneInput]", STATEMENT)
        page.get_by_role("button", name=words.ours).click()
        expect(page.get_by_role("button", name=words.ours)).to_have_count(0)
        page.get_by_role("button", name=words.take).click()
        expect(page.get_by_text(words.taken)).to_be_visible()
        expect(page.get_by_text(words.nothing_posted)).to_be_visible()
        expect(page.get_by_text(words.evidence).first).to_be_visible()
        settle(page)

        page.get_by_role("button", name=words.certain).click()
        expect(page.locator(".desk-good")).to_contain_text(words.run_posted)
        expect(page.get_by_text(words.nothing_posted)).to_have_count(0)
        settle(page)
        answer = page.locator(".desk-answer").first.inner_text()
        waiting = left_to_do(page)

        page.keyboard.press("ArrowRight")
        expect(page.get_by_text(words.second)).to_be_visible()
        settle(page)
        page.keyboard.press("Enter")
        expect(page.locator(".desk-good")).to_contain_text(words.one_posted)
        settle(page)
        assert left_to_do(page) == waiting - 1

        with page.expect_download() as downloading:
            page.get_by_role("button", name=words.download).click()
        workbook = load_workbook(io.BytesIO(downloading.value.path().read_bytes()))
        assert words.sheet in workbook.sheetnames

        page.keyboard.press("z")
        expect(page.locator(".desk-good")).to_contain_text(words.back)
        settle(page)
        assert left_to_do(page) == waiting
        expect(page.locator(".desk-answer").first).to_have_text(answer)
        page.reload()
        expect(page.locator(".desk-answer").first).to_have_text(answer)
