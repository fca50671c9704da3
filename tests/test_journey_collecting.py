"""A clerk's morning in the real browser: the worklist, a call by keyboard, a promise that breaks and brings the next step, then is kept."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlparse

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser import ROOT, browser_page, needs_browser, served, settle

pytestmark = [pytest.mark.browser, needs_browser]

CUSTOMER, NUMBER = "湖州方圆电子有限公司", "C0037"
"""One day past due at 30 June; the bank month has its money on 3 July."""

STATEMENT = str(ROOT / "sample_data" / "bank_2026-07.csv")


@dataclass(frozen=True)
class Words:
    """What the journey looks for, in one language."""

    locale: str
    name: str
    said: str
    promised: str
    logged: str
    today: str
    next_step: str
    ours: str
    take: str
    taken: str
    certain: str
    posted: str
    kept: str
    back: str
    download: str
    sheet: str
    coverage: str


CHINESE = Words(
    "zh-CN", "您的姓名（记入操作记录）", "沟通内容", "承诺付款日", "已登记催收：", "今天应联系", "邮件催收", "是本公司账户", "导入这些流水",
    "导入新流水 129 笔", "有把握的收款", "非客户收款 ",
    r"承诺 (\d+) 次，全额兑现 (\d+) 次", "已撤销：", "下载催收清单", "催收清单", "联系覆盖率",
)  # fmt: skip
ENGLISH = Words(
    "en-US", "Your name (for the journal)", "What was said", "Promised for", "Contact logged: ", "To contact today", "E-mail",
    "Yes, it is ours", "Take these statements in", "129 new bank lines taken in", "certain receipts", "Set aside: ",
    r"(\d+) of (\d+) promises kept in full", "Taken back: ", "Worklist as a workbook", "Worklist", "Contact coverage",
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


def go(page: Page, address: str, name: str, **choices: str) -> None:
    """Open a page in this visit's own copy of the sample, which the address names."""
    copy = parse_qs(urlparse(page.url).query).get("practice", [""])[0]
    page.goto(f"{address}/{name}?{urlencode({**choices, 'practice': copy})}")
    settle(page)


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
        settle(page)
        dialog.get_by_label(words.said).fill("7 月 2 日付清")
        day = dialog.locator("[data-testid=stDateInput]").filter(has_text=words.promised).first
        day.locator("input, [contenteditable]").first.click()
        page.keyboard.type("20260702")
        dialog.get_by_label(words.name).fill("李娜")
        page.keyboard.press("Tab")
        settle(page)
        page.keyboard.press("Control+Enter")
        expect(page.locator(".desk-good")).to_contain_text(words.logged + CUSTOMER)
        settle(page)
        assert to_contact(page, words) == waiting - 1

        go(page, address, "collections", list="all", as_of="2026-07-04")
        go_on_to(page, CUSTOMER)
        assert words.next_step in heading(page), "the promise ran out on 2 July, one day of tolerance later nothing had come"
        kept_before = kept(page, words)

        go(page, address, "cash_application", as_of="2026-07-04")
        page.set_input_files("[data-testid=stFileUploaderDropzoneInput]", STATEMENT)
        page.get_by_role("button", name=words.ours).click()
        expect(page.get_by_role("button", name=words.ours)).to_have_count(0)
        page.get_by_role("button", name=words.take).click()
        expect(page.get_by_text(words.taken)).to_be_visible()
        settle(page)
        page.get_by_role("button", name=words.certain).click()
        expect(page.locator(".desk-good")).to_contain_text(words.posted)
        settle(page)

        go(page, address, "customers", customer=NUMBER, file="collection", as_of="2026-07-04")
        assert kept(page, words) == kept_before + 1, "the matched receipt of 3 July keeps the promise"


def kept(page: Page, words: Words) -> int:
    """How many promises the open customer has kept in full."""
    found = re.search(words.kept, page.locator("[data-testid=stMain]").inner_text())
    assert found is not None
    numbers = [int(each) for each in found.groups()]
    return min(numbers)


def test_what_was_logged_is_taken_back_by_one_key_and_the_list_is_downloaded(words: Words, address: str) -> None:
    with browser_page(words.locale) as page:
        page.goto(f"{address}/collections")
        settle(page)
        waiting = to_contact(page, words)
        page.keyboard.press("l")
        dialog = page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        settle(page)
        if dialog.get_by_label(words.name).count():
            dialog.get_by_label(words.name).fill("李娜")
            page.keyboard.press("Tab")
            settle(page)
        page.keyboard.press("Control+Enter")
        expect(page.locator(".desk-good")).to_contain_text(words.logged)
        settle(page)
        page.keyboard.press("z")
        expect(page.locator(".desk-good")).to_contain_text(words.back)
        settle(page)
        assert to_contact(page, words) == waiting
        with page.expect_download() as downloading:
            page.get_by_role("button", name=words.download).click()
        workbook = load_workbook(io.BytesIO(downloading.value.path().read_bytes()))
        assert workbook.sheetnames[0] == words.sheet
        go(page, address, "collections", part="statistics")
        expect(page.get_by_text(words.coverage, exact=True).first).to_be_visible()
