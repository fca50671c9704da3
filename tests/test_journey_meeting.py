"""A whole monthly meeting in the real browser: presented with the arrow keys, a cause kept, a decision taken, the month closed."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import browser_page, needs_browser, served, settle

pytestmark = [pytest.mark.browser, needs_browser]

TOPICS = (
    *("2 总览指标", "3 账龄与逾期结构", "4 逾期 Top 10", "5 回款计划", "6 信用、额度与停供"),
    *("7 争议与对账差异", "8 法务与坏账", "9 决议"),
)


def fill(page: Page, label: str, text: str) -> None:
    page.get_by_label(label, exact=True).fill(text)


def test_a_meeting_is_held_off_the_page_from_the_last_decisions_to_the_closing(tmp_path: Path) -> None:
    with served(tmp_path) as url, browser_page("zh-CN") as page:
        page.goto(f"{url}/monthly_review")
        expect(page.locator(".desk-answer").first).to_contain_text("截至 2026-06-30，应收 3,566.12 万元")
        page.get_by_role("button", name="演示").click()
        expect(page.get_by_role("heading", name="1 上次决议")).to_be_visible()
        for title in TOPICS[:3]:
            settle(page)
            page.keyboard.press("ArrowRight")
            expect(page.get_by_role("heading", name=title)).to_be_visible()
        settle(page)
        fill(page, "措施", "两期付清，逾期停供")
        page.get_by_label("您的姓名（记入操作记录）").first.fill("赵敏")
        page.get_by_role("button", name="保存", exact=True).click()
        expect(page.get_by_text("已保存 苏州宏达精密制造有限公司：两期付清，逾期停供")).to_be_visible()
        for title in TOPICS[3:]:
            settle(page)
            page.keyboard.press("ArrowRight")
            expect(page.get_by_role("heading", name=title)).to_be_visible()
        settle(page)
        fill(page, "决议事项", "七月起对苏州宏达款到发货")
        fill(page, "责任人", "王芳")
        page.get_by_role("button", name="保存决议").click()
        expect(page.get_by_text("已登记决议：七月起对苏州宏达款到发货（王芳）")).to_be_visible()
        settle(page)
        page.keyboard.press("ArrowRight")
        page.get_by_role("button", name="2026-06 结账").click()
        expect(page.get_by_text("2026-06 已由 赵敏 于")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_text("以下为 2026-06 结账时的数据")).to_be_visible()
