"""A clerk's morning in the real browser: the worklist, a call logged by keyboard, a promise that is broken on one day and kept by a receipt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser import browser_page, needs_browser, served, settle

pytestmark = [pytest.mark.browser, needs_browser]

CUSTOMER = "湖州方圆电子有限公司"
"""One day past due at 30 June, and never called about it."""


@dataclass(frozen=True)
class Words:
    """What the journey looks for, in one language."""

    locale: str
    name: str
    log: str
    said: str
    promised: str
    logged: str
    today: str
    every: str
    running: str
    broken: str
    next_step: str
    undo: str
    download: str
    statistics: str
    coverage: str


CHINESE = Words(
    "zh-CN", "您的姓名（记入操作记录）", "登记催收", "沟通内容", "承诺付款日", "已登记催收：", "今天应联系", "全部逾期", "客户承诺", "承诺未兑现",
    "邮件催收", "撤销", "下载催收清单", "统计", "联系覆盖率",
)  # fmt: skip
ENGLISH = Words(
    "en-US", "Your name (for the journal)", "Log a contact", "What was said", "Promised for", "Contact logged: ", "To contact today",
    "All overdue", "Promised", "Promise broken", "E-mail", "Undo", "Worklist as a workbook", "Statistics", "Contact coverage",
)  # fmt: skip


@pytest.fixture(scope="module", params=[CHINESE, ENGLISH], ids=["zh", "en"])
def words(request: pytest.FixtureRequest) -> Words:
    chosen: Words = request.param
    return chosen


@pytest.fixture(scope="module")
def address(words: Words, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("desk")) as url:
        yield url


def to_contact(page: Page, words: Words) -> int:
    """How many customers wait today, as the page counts them."""
    part = page.locator("[data-testid=stButtonGroup] button").filter(has_text=words.today)
    found = re.search(r"\((\d+)\)", part.inner_text())
    assert found is not None
    return int(found.group(1))


def heading(page: Page) -> str:
    """The open customer: name, step, amount, contact."""
    return page.locator(".desk-answer").nth(1).inner_text()


def go_on_to(page: Page, customer: str) -> None:
    """N leads from customer to customer."""
    for _ in range(20):
        if customer in heading(page):
            return
        before = heading(page)
        page.keyboard.press("n")
        expect(page.locator(".desk-answer").nth(1)).not_to_have_text(before)
        settle(page)
    raise AssertionError(f"{customer} is not on the list")


def test_a_call_is_logged_a_promise_is_broken_the_next_day_and_the_step_advances(words: Words, address: str) -> None:
    with browser_page(words.locale) as page:
        page.goto(f"{address}/collections")
        settle(page)
        waiting = to_contact(page, words)
        go_on_to(page, CUSTOMER)

        page.keyboard.press("l")
        dialog = page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        dialog.get_by_label(words.said).fill("7 月 2 日付清")
        field = dialog.locator("[data-testid=stDateInput]").filter(has_text=words.promised).first
        field.locator("input, [contenteditable]").first.click()
        page.keyboard.type("20260702")
        dialog.get_by_label(words.name).fill("李娜")
        page.keyboard.press("Tab")
        settle(page)
        page.keyboard.press("Control+Enter")
        expect(page.locator(".desk-good")).to_contain_text(words.logged + CUSTOMER, timeout=60_000)
        settle(page)
        assert to_contact(page, words) == waiting - 1
