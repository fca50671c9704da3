"""A balance link in the real browser: given on the page, opened by the customer, answered, refused once tampered with or revoked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from arcore import ledger
from arcore.ledger import Ledger
from tests.browser import browser_page, needs_browser, served, settle
from tests.ledger_fixtures import customers, documents, receipts, take_in

pytestmark = [pytest.mark.browser, needs_browser]

SECRET = "journey-secret-0123456789abcdef-0123456789"
REFUSED = "链接无效或已失效"


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Ledger]:
    book = ledger.open(f"sqlite:///{tmp_path / 'own.sqlite'}")
    take_in(book, customers({"customer_id": "C1", "customer_name": "甲公司"}, {"customer_id": "C2", "customer_name": "乙公司"}),
            documents({"document_no": "A-1", "amount": 123_45}, {"document_no": "B-1", "amount": 999_99, "customer_id": "C2"}),
            receipts({"amount": 20_00}))  # fmt: skip
    yield book
    book.close()


@pytest.fixture
def address(books: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("ARCORE_LINK_SECRET", SECRET)
    with served(tmp_path) as url:
        yield url


def given_link(page: Page, address: str) -> str:
    """Give customer 甲公司 a link on the page, and read its address off."""
    page.goto(f"{address}/feedback?part=links&books=own")
    settle(page)
    page.get_by_label("客户", exact=True).click()
    page.get_by_role("option", name="甲公司").click()
    settle(page)
    page.get_by_label("您的姓名（记入操作记录）").first.fill("王芳")
    page.get_by_role("button", name="发放链接").click()
    expect(page.get_by_text("已向 甲公司 发放链接")).to_be_visible()
    settle(page)
    chosen(page)
    return page.locator("[data-testid=stCode]").inner_text().strip()


def chosen(page: Page) -> None:
    """Select the first link of the table: its cells are drawn, so the mouse goes there."""
    box = page.locator("[data-testid=stDataFrame]").first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 15, box["y"] + 48)
    settle(page)


def answer(page: Page, act: str, document_no: str = "", words: str = "") -> None:
    """Fill in the form of the customer's page and send it."""
    page.locator("#act").select_option(act)
    if document_no:
        page.locator("#document_no").select_option(document_no)
    page.locator("#words").fill(words)
    page.locator("#person").fill("赵会计")
    page.get_by_role("button").click()


def test_a_customer_sees_its_own_balance_answers_and_is_refused_once_the_link_is_tampered_with_or_revoked(
    books: Ledger, address: str
) -> None:
    with browser_page("zh-CN") as page:
        link = given_link(page, address)
        assert link.startswith(f"{address}/balance/")

        visitor = page.context.browser.new_context(locale="zh-CN")  # type: ignore[union-attr]
        theirs = visitor.new_page()
        theirs.goto(link)
        expect(theirs.locator("h1")).to_contain_text("甲公司")
        expect(theirs.locator("body")).to_contain_text("103.45")
        expect(theirs.locator("table").first).to_contain_text("A-1")
        expect(theirs.locator("table").nth(1)).to_contain_text("2026-02-20")
        for foreign in ("乙公司", "B-1", "999.99"):
            expect(theirs.locator("body")).not_to_contain_text(foreign)
        assert theirs.locator("a, script, img").count() == 0

        answer(theirs, "confirm")
        expect(theirs.get_by_role("status")).to_contain_text("感谢反馈")
        answer(theirs, "dispute", "A-1", "单价应为 100 元")
        expect(theirs.get_by_role("status")).to_contain_text("感谢反馈")
        replies = books.books().registers["replies"]
        assert replies[["act", "document_no", "state"]].fillna("").values.tolist() == [
            ["confirm", "", "waiting"], ["dispute", "A-1", "waiting"],
        ]  # fmt: skip

        last = link[-1]
        tampered = link[:-1] + ("0" if last != "0" else "1")
        assert theirs.goto(tampered).status == 404  # type: ignore[union-attr]
        expect(theirs.locator("body")).to_contain_text(REFUSED)
        expect(theirs.locator("body")).not_to_contain_text("A-1")

        page.get_by_role("button", name="撤销链接").click()
        expect(page.get_by_text("链接已撤销", exact=True)).to_be_visible()
        assert theirs.goto(link).status == 404  # type: ignore[union-attr]
        expect(theirs.locator("body")).to_contain_text(REFUSED)
        visitor.close()
