"""坏账准备计算表: its cells in both languages, live formulas that LibreOffice computes the same, changed inputs that carry through."""

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from arcore.documents import provision_workbook
from arcore.i18n import Language
from arcore.policy import Policy
from arcore.policy_sections.provision import Method
from arcore.provision import allowance, moved, year_start
from arcore.registers import REGISTERS
from arcore.registers.frames import frame
from tests.office import assert_recalculation_agrees, needs_office
from tests.sample_company import sample_books
from tests.workbook_dump import assert_golden, dump

AS_OF = dt.date(2026, 6, 30)


def proposed() -> pd.DataFrame:
    row = {
        "row_key": 1,
        "customer_key": 5,
        "document_key": 9,
        "amount": 88_000,
        "cause": "small",
        "explanation": "=尾差",
        "proposed_by": "王芳",
        "evidence_dunning": True,
        "evidence_legal": False,
        "proposed_on": "2026-06-01",
        "state": "pending",
        "entry": 1,
    }
    return frame(REGISTERS["write_offs"], [row]).assign(customer_name="示例客户", document_no="000123")


def test_every_debt_of_the_portfolio_stands_on_a_sheet_with_its_rate_and_a_live_allowance() -> None:
    books = sample_books()
    now, before = (allowance(books, day, Policy(), "CNY") for day in (AS_OF, year_start(AS_OF)))
    names = dict(zip(books.customers["customer_key"], books.customers["customer_name"], strict=True))
    made = provision_workbook.build(
        now, before, moved(books, before, now), rules=Policy().provision, names=names, numbers={}, write_offs=proposed().iloc[:0],
        company="甲", lang="zh", items=now.items.assign(customer_name=now.items["customer_key"].map(names)),
    )  # fmt: skip
    sheet = load_workbook(io.BytesIO(made))["按单据"]
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    assert round(sum(row[6] for row in rows) * 100) == now.balance
    assert {row[0] for row in rows} == {"1年以内", "1–2年"}
    assert sheet["I5"].value == "=ROUND(G5*H5,2)"


def workbook(method: Method, lang: Language, average: str = "simple") -> bytes:
    books = sample_books()
    policy = replace(Policy(), provision=replace(Policy().provision, forward=5.0, average=average))  # type: ignore[arg-type]
    specific = pd.DataFrame(
        {
            "customer_key": [27, 8],
            "document_key": pd.array([None, None], dtype="Int64"),
            "currency": "CNY",
            "recoverable": [50_000_00, 0],
            "reason": ["已停产", "失联"],
        }
    )
    now, before = (allowance(books, day, policy, "CNY", specific=specific, method=method) for day in (AS_OF, year_start(AS_OF)))
    names = {int(k): str(n) for k, n in zip(books.customers["customer_key"], books.customers["customer_name"], strict=True)}
    return provision_workbook.build(
        now,
        before,
        moved(books, before, now),
        rules=policy.provision,
        names=names,
        numbers={},
        write_offs=proposed(),
        company="青岚机电有限公司",
        lang=lang,
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_cell_is_as_agreed(lang: Language) -> None:
    assert_golden(workbook("migration", lang), f"provision_workbook.{lang}")


@needs_office
@pytest.mark.parametrize(("method", "average"), [("aging", "simple"), ("migration", "weighted"), ("roll", "simple")])
def test_libreoffice_recalculates_the_same(method: Method, average: str, tmp_path: Path) -> None:
    assert assert_recalculation_agrees(workbook(method, "zh", average), tmp_path) > 20


def test_text_from_people_stays_text() -> None:
    assert "'=尾差'" in dump(workbook("aging", "zh"))
