"""A long matching run in the real browser: it shows how far it is, it is stopped, and nothing has happened; then it runs to its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from arcore import ledger
from arcore.ledger import Ledger
from arcore.ledger.journal import EntryKind
from arcore.ledger.verify import verify
from tests.browser import browser_page, needs_browser, served, settle
from tests.cash_books import ACCOUNT
from tests.hopeless_books import FILE, bank, fill
from tests.ledger_fixtures import open_balances

pytestmark = [pytest.mark.browser, needs_browser]

ROUNDS, NAMES, EACH, LEAST = 900, 8, 50, 100_000_01
COUNT = ROUNDS * NAMES


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Ledger]:
    book = fill(ledger.open(f"sqlite:///{tmp_path / 'own.sqlite'}"), names=NAMES, each=EACH, least=LEAST)
    book.add_bank_account(ACCOUNT, who="Li")
    yield book
    book.close()


@pytest.fixture
def address(books: Ledger, tmp_path: Path) -> Iterator[str]:
    with served(tmp_path) as url:
        yield f"{url}/cash_application?books=own"


def take_in(page: Page) -> None:
    """Sign, drop the statement and take it in: matching begins at once."""
    page.get_by_label("您的姓名（记入操作记录）").fill("王芳")
    page.keyboard.press("Tab")
    settle(page)
    file = {"name": FILE, "mimeType": "text/csv", "buffer": bank(ROUNDS, names=NAMES)}
    page.set_input_files("[data-testid=stFileUploaderDropzoneInput]", files=[file])
    page.get_by_role("button", name="导入这些流水").click()


def test_a_long_run_shows_its_progress_and_stopping_it_leaves_everything_as_it_was(books: Ledger, address: str) -> None:
    owed = open_balances(books)
    with browser_page("zh-CN") as page:
        page.goto(address)
        settle(page)
        take_in(page)
        bar = page.locator(".st-key-cash-progress")
        bar.get_by_role("button", name="停止").click()

        expect(page.get_by_text("匹配已停止")).to_be_visible()
        settle(page)
        expect(bar).to_have_count(0)
        before = books.version()
        assert [entry.kind for entry in books.journal(limit=1)] == [EntryKind.STATEMENT]
        assert verify(books).sound
        assert open_balances(books) == owed
        assert books.statement_lines()["status"].tolist() == ["open"] * COUNT
        expect(page.get_by_role("button", name="撤销")).to_be_visible()

        page.get_by_role("button", name="开始匹配").click()
        expect(bar).to_contain_text(re.compile(r"已完成 [1-9]\d?%。此时不写入任何内容"))
        expect(page.locator(".desk-answer").first).to_contain_text(f"{COUNT:,} 笔")
        settle(page)
        expect(bar).to_have_count(0)
        assert books.version() == before
