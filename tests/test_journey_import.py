"""A newcomer's way in the real browser: drop workbooks → overview → drill down → download, in both languages."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import expect

from arcore import desk, ledger
from tests.browser import ROOT, browser_page, needs_browser, served, settle

pytestmark = [pytest.mark.browser, needs_browser]

WORKBOOKS = [str(ROOT / "sample_data" / name) for name in ("customers.xlsx", "invoices.xlsx", "receipts.xlsx")]


@dataclass(frozen=True)
class Words:
    """What the journey looks for, in one language."""

    locale: str
    html_lang: str
    title: str
    sample: str
    start: str
    name: str
    write: str
    written: str
    overview: str
    open_balance: str
    behind: str
    download: str
    sheet: str


CHINESE = Words(
    "zh-CN", "zh-CN", "应收台", "示例公司：这里的所有数字都是虚构的。", "用自己的数据开始",
    "您的姓名（记入操作记录）", "写入我的账簿", "新增 4158 行", "查看总览", "3,566.12",
    "张单据。选中一张查看来源和核销情况。", "账龄分析表", "账龄",
)  # fmt: skip
ENGLISH = Words(
    "en-US", "en", "Receivables Desk", "Sample company: every figure here is invented.", "Start with your own workbooks",
    "Your name (for the journal)", "Write into my books", "4158 new", "See the overview", "35,661,214.44",
    "documents. Select one to see where it comes from", "Aging workbook", "Aging",
)  # fmt: skip


@pytest.fixture(scope="module", params=[CHINESE, ENGLISH], ids=["zh", "en"])
def words(request: pytest.FixtureRequest) -> Words:
    chosen: Words = request.param
    return chosen


@pytest.fixture(scope="module")
def address(words: Words, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("desk")) as url:
        yield url


def test_workbooks_become_an_overview_a_drill_down_and_a_workbook(words: Words, address: str) -> None:
    with browser_page(words.locale) as page:
        strangers: list[str] = []
        page.on("request", lambda request: strangers.append(request.url) if _leaves(request.url, address) else None)
        page.goto(f"{address}/aging")
        settle(page)
        expect(page.get_by_text(words.sample)).to_be_visible()
        assert page.evaluate("document.documentElement.lang") == words.html_lang
        assert words.title in page.title()

        page.get_by_role("link", name=words.start).click()
        settle(page)
        page.set_input_files("[data-testid=stFileUploaderDropzoneInput]", WORKBOOKS)
        expect(page.get_by_role("button", name=words.write)).to_be_visible()
        settle(page)
        page.get_by_label(words.name).fill("王芳")
        page.keyboard.press("Tab")
        settle(page)
        page.get_by_role("button", name=words.write).click()
        expect(page.get_by_text(words.written).first).to_be_visible()
        settle(page)

        page.get_by_role("link", name=words.overview).click()
        expect(page.locator(".desk-figure .value").first).to_contain_text(words.open_balance)
        settle(page)
        assert page.get_by_text(words.sample).count() == 0

        page.locator('[data-testid=stVegaLiteChart] [aria-roledescription=bar][aria-label*="amount"]').first.click()
        expect(page.get_by_text(words.behind).first).to_be_visible()
        settle(page)

        with page.expect_download() as download:
            page.get_by_role("button", name=words.download).click()
        workbook = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
        assert any(words.sheet in name for name in workbook.sheetnames)
        assert strangers == []


@dataclass(frozen=True)
class SetupWords:
    """What the way in looks for, in one language."""

    own: str
    company: str
    why: str
    save: str
    files: str
    keep: str
    kept: str
    agree: str


SETUP = {
    "zh-CN": SetupWords(
        "我的账簿", "公司名称", "修订原因（随版本保存）", "保存为新版本", "下一步：导入表格", "保存这些余额", "今后会随账簿自动核对",
        "个余额全部一致",
    ),
    "en-US": SetupWords(
        "My books", "Company name", "Why (kept with the version)", "Save as a new version", "Next: Bring in workbooks",
        "Keep these balances", "The comparison follows the books", "balances agree.",
    ),
}  # fmt: skip


def test_a_new_company_is_led_from_the_checks_to_opening_balances(words: Words, tmp_path: Path) -> None:
    said = SETUP[words.locale]
    with served(tmp_path) as address, browser_page(words.locale) as page:
        page.goto(f"{address}/setup?books=own&step=company")
        settle(page)
        page.get_by_label(said.company).fill("华东示例机电有限公司")
        page.keyboard.press("Tab")
        settle(page)
        page.get_by_label(words.name).fill("王芳")
        page.keyboard.press("Tab")
        settle(page)
        page.get_by_label(said.why).fill("2026")
        page.keyboard.press("Tab")
        settle(page)
        page.get_by_role("button", name=said.save).click()
        expect(page.locator(".desk-good").first).to_be_visible()
        settle(page)
        page.reload()
        settle(page)
        expect(page.get_by_label(said.company)).to_have_value("华东示例机电有限公司")

        page.get_by_role("button", name=said.files).click()
        settle(page)
        page.set_input_files("[data-testid=stFileUploaderDropzoneInput]", WORKBOOKS[:2])
        expect(page.get_by_role("button", name=words.write)).to_be_visible()
        settle(page)
        page.get_by_role("button", name=words.write).click()
        expect(page.get_by_role("link", name=words.overview).first).to_be_visible()
        settle(page)

        page.goto(f"{address}/setup?books=own&step=opening&as_of=2026-06-30")
        settle(page)
        listed = tmp_path / "balances.xlsx"
        listed.write_bytes(_balances(tmp_path))
        page.set_input_files("[data-testid=stFileUploaderDropzoneInput]", str(listed))
        expect(page.get_by_text(said.agree).first).to_be_visible()
        settle(page)
        page.get_by_role("button", name=said.keep).click()
        expect(page.get_by_text(said.kept)).to_be_visible()
        settle(page)
        page.reload()
        settle(page)
        expect(page.get_by_text(said.agree).first).to_be_visible()


def _balances(folder: Path) -> bytes:
    """What the general ledger of the company that was just set up says: the books' own balances."""
    books = ledger.open(f"sqlite:///{folder / 'own.sqlite'}").books()
    items = desk.balances_at(books, dt.date(2026, 6, 30)).items
    owed = items.groupby(["customer_id", "currency"])["open"].sum()
    workbook = Workbook()
    assert workbook.active is not None
    workbook.active.append(("Customer No.", "Currency", "Closing Balance"))
    for (customer, currency), amount in owed.items():
        workbook.active.append((customer, currency, amount / 100))
    memory = io.BytesIO()
    workbook.save(memory)
    return memory.getvalue()


def test_the_chosen_language_changes_built_in_texts_and_is_kept(words: Words, address: str) -> None:
    with browser_page(words.locale) as page:
        page.goto(f"{address}/data?books=own&part=add")
        settle(page)
        button = page.locator("[data-testid=stFileUploaderDropzone] button").first
        expect(button).to_contain_text("选择文件" if words is CHINESE else "Upload")
        page.get_by_text("English" if words is CHINESE else "中文", exact=True).click()
        expect(button).to_contain_text("Upload" if words is CHINESE else "选择文件")
        settle(page)
        page.goto(address)
        settle(page)
        assert page.evaluate("document.documentElement.lang") == ("en" if words is CHINESE else "zh-CN")


def test_headers_forbid_frames_and_other_machines(address: str) -> None:
    with browser_page("zh-CN") as page:
        answer = page.goto(address)
        assert answer is not None
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def _leaves(url: str, address: str) -> bool:
    return not url.startswith((address, address.replace("http", "ws"), "data:", "blob:"))
