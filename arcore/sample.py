"""The sample company's ledger: built once from the workbooks in `sample_data`, apart from anybody's own books."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from platformdirs import user_cache_path

import arcore
from arcore import ledger, policy_file
from arcore.books import Books
from arcore.intake.files import open_workbook
from arcore.intake.reading import read
from arcore.ledger import Ledger, RowChange
from arcore.ledger.connect import APP
from arcore.policy import Company
from arcore.policy_sections.forecast import ForecastRules
from arcore.policy_sections.papers import PaperRules
from arcore.register_import import filled
from arcore.registers import REGISTERS

FOLDER = Path(__file__).parent.parent / "sample_data"
MIGRATIONS = Path(ledger.__file__).parent / "migrations" / "versions"
WORKBOOKS = ("customers.xlsx", "invoices.xlsx", "receipts.xlsx")
REGISTER_BOOK = "registers.xlsx"
DATA_DATE = dt.date(2026, 6, 30)
COMPANY = "华东示例机电有限公司"
BUILDER = "示例数据"
POLICY = replace(
    policy_file.default(),
    company=Company(name=COMPANY),
    forecast=ForecastRules(
        opening_cash=360_000_000,
        planned_payments=tuple(amount * 1_000_000 for amount in (310, 420, 260, 280, 460, 240, 220, 220, 380, 120, 100, 100, 100)),
        minimum_cash=500_000_000,
    ),
    papers=PaperRules(
        payee=COMPANY,
        bank="示例银行上海分行",
        account="1219000000000010601",
        contact="李娜",
        phone="021-00000123",
        email="ar@example.com",
    ),
)
"""The rules its people have saved: the cash it has and needs, where customers pay; everything else as the program has it."""


def open_sample(cache: Path | None = None, *, folder: Path = FOLDER, progress: Callable[[str], None] = lambda _: None) -> Ledger:
    """The sample ledger, built in the user's cache folder when these workbooks have not been read yet.

    It is built under another name and moved into place, so a half-built one is never opened.
    """
    place = (cache or user_cache_path(APP, appauthor=False, ensure_exists=True)) / f"sample-{_fingerprint(folder)}.sqlite"
    if not place.exists():
        draft = place.with_suffix(f".{os.getpid()}.draft")
        draft.unlink(missing_ok=True)
        _build(f"sqlite:///{draft}", folder, progress)
        draft.replace(place)
    return ledger.open(f"sqlite:///{place}")


def _build(url: str, folder: Path, progress: Callable[[str], None]) -> None:
    books = ledger.open(url)
    readings = []
    for name in WORKBOOKS:
        progress(name)
        readings.append(read((folder / name).read_bytes(), name))
    preview = books.preview_import(readings, data_date=DATA_DATE)
    books.commit_import(preview, who=BUILDER)
    books.save_policy(policy_file.dump(POLICY, "zh"), who=BUILDER, why="启用应收台，制定首版制度")
    progress(REGISTER_BOOK)
    books.change_registers(_register_rows(books.books(), (folder / REGISTER_BOOK).read_bytes()), who=BUILDER)
    books.close()


def _register_rows(books: Books, content: bytes) -> list[RowChange]:
    """The rows of every register that the workbook has a sheet for, read as a filled-in workbook is."""
    changes: list[RowChange] = []
    workbook = open_workbook(content, REGISTER_BOOK)
    titles = {sheet.name for sheet in workbook.sheets}
    for name, register in REGISTERS.items():
        if register.title.text("zh") in titles:
            known = (books.registers[name], books.customers, books.documents)
            changes += filled(workbook, REGISTER_BOOK, register, *known, currency="CNY").changes
    return changes


def _fingerprint(folder: Path) -> str:
    """Changes with the workbooks, the rules, who recorded them, the version of the program that read them, and the ledger's schema."""
    digest = hashlib.sha256(f"{arcore.__version__}{BUILDER}{policy_file.dump(POLICY)}".encode())
    for migration in sorted(MIGRATIONS.glob("*.py")):
        digest.update(migration.read_bytes())
    for name in (*WORKBOOKS, REGISTER_BOOK):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:16]
