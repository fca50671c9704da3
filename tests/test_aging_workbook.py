"""The aging workbook: its cells, its live formulas, and what happens to text that looks like a formula."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from arcore import aging
from arcore.aging import CalendarScheme, Scheme
from arcore.documents import aging_workbook, debtor_sheet, open_items_workbook
from arcore.i18n import Language
from arcore.policy import AgingScheme
from arcore.tie_out import Proof
from tests.office import assert_recalculation_agrees, needs_office, recalculated
from tests.sample_frames import aged as sample_aged
from tests.sample_frames import frames
from tests.sample_frames import unapplied as sample_unapplied
from tests.workbook_dump import assert_golden, dump

AS_OF = dt.date(2026, 6, 30)
NASTY = ('=HYPERLINK("http://x")', "+1", "@SUM(A1)", "-2+3", "\t=1", "https://example.invalid", "000123")


def customers() -> pd.DataFrame:
    rows = [
        (1, "000123", "上海恒远机电有限公司", "王芳", "华东", "月结30天"),
        (2, "123", '=HYPERLINK("http://x")', "@SUM(A1)", "+1", "60天"),
        (3, "C3", "Müller GmbH", None, None, "货到30天"),
    ]
    return pd.DataFrame(rows, columns=["customer_key", "customer_id", "customer_name", "salesperson", "region", "term_text"])


def item(key: int, customer: int, no: str, date: str, due: str | None, amount: int, open: int, **more: Any) -> dict[str, Any]:
    row = {
        "document_key": key, "customer_key": customer, "customer_id": customers()["customer_id"][customer - 1], "document_no": no,
        "kind": "invoice" if amount > 0 else "credit_note", "document_date": pd.Timestamp(date),
        "due_date": pd.Timestamp(due) if due else pd.NaT,
        "term_text": None, "currency": "CNY", "amount": amount, "open": open, "contract_no": None, "remark": None,
    }  # fmt: skip
    return {**row, **more}


def items() -> pd.DataFrame:
    return pd.DataFrame([
        item(1, 1, "XS001", "2026-05-06", "2026-06-30", 11_300_010, 11_300_010),
        item(2, 1, "XS002", "2026-04-30", "2026-05-30", 20_000_000, 6_680_001, contract_no="HT2026-001"),
        item(3, 1, "HZ001", "2026-06-01", "2026-06-01", -100_000, -100_000, remark="=1+1"),
        item(4, 2, "000045", "2025-03-01", "2025-04-30", 3_333, 3_333),
        item(5, 2, "45", "2026-05-01", "2026-07-02", 500_000, 500_000, term_text="Net 60"),
        item(6, 3, "7", "2026-03-31", None, 123_456, 123_456, currency="EUR"),
    ])  # fmt: skip


def receipts() -> pd.DataFrame:
    rows = [
        (1, 1, "000123", "SK1", "2026-06-29", "CNY", 500_000, 300_000, "上海恒远机电有限公司", "+86"),
        (2, None, None, "SK2", "2026-06-30", "CNY", 88_800, 88_800, "刘丽华", "货款"),
    ]
    names = [
        "receipt_key",
        "customer_key",
        "customer_id",
        "receipt_no",
        "receipt_date",
        "currency",
        "amount",
        "unapplied",
        "payer_name",
        "memo",
    ]
    frame = pd.DataFrame(rows, columns=names)
    return frame.assign(receipt_date=pd.to_datetime(frame["receipt_date"]), customer_key=frame["customer_key"].astype("Int64"))


def small(lang: Language, scheme: Scheme | None = None, **more: Any) -> bytes:
    scheme = scheme or AgingScheme()
    aged = aging.age(items(), AS_OF, scheme, more.get("basis", "due"))
    given = {"as_of": AS_OF, "scheme": scheme, "company": "华东示例机电有限公司", "lang": lang, **more}
    return aging_workbook.build(aged, receipts(), customers(), **given)


def sample(lang: Language) -> bytes:
    return aging_workbook.build(
        sample_aged(), sample_unapplied(), frames()[3], as_of=AS_OF, scheme=AgingScheme(), company="华东示例机电有限公司", lang=lang
    )


def sheet(content: bytes, name: str, *, formulas: bool = False) -> list[list[Any]]:
    return [list(row) for row in load_workbook(io.BytesIO(content), data_only=not formulas)[name].iter_rows(values_only=True)]


def table(rows: list[list[Any]], heading: str) -> list[dict[str, Any]]:
    start = next(place for place, row in enumerate(rows) if heading in row)
    return [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_workbook_is_as_the_golden_file_says(lang: Language) -> None:
    proofs = [Proof("CNY", 52_000_000, 33_616_656, 18_383_344, 700_000, 311_200)]
    assert_golden(small(lang, version="v7", proofs=proofs), f"aging_workbook.{lang}")


def test_the_same_input_gives_the_same_bytes() -> None:
    assert small("zh") == small("zh")


def test_numbers_that_differ_only_by_leading_zeros_stay_apart() -> None:
    rows = table(sheet(small("en"), "Aging CNY"), "Customer No.")
    assert [(row["Customer No."], row["Open"]) for row in rows[:2]] == [("000123", 178_800.11), ("123", 5_033.33)]


def test_money_that_nobody_could_identify_has_a_row_of_its_own() -> None:
    rows = table(sheet(small("zh"), "账龄 CNY"), "客户编码")
    assert [(row["客户名称"], row["未核销收款"], row["净余额"]) for row in rows[:3]] == [
        ("上海恒远机电有限公司", -3000, 175_800.11),
        ('=HYPERLINK("http://x")', 0, 5_033.33),
        ("（付款人待认领）", -888, -888),
    ]


def test_due_dates_are_formulas_where_they_count_from_the_document_date() -> None:
    rows = table(sheet(small("zh", None), "未清单据 CNY", formulas=True), "客户编码")
    assert {row["单据号"]: row["到期日"] for row in rows} == {
        "XS001": "=EOMONTH(F8,0)+H8",
        "XS002": "=EOMONTH(F6,0)+H6",
        "HZ001": dt.datetime(2026, 6, 1),
        "000045": "=F9+H9",
        "45": dt.datetime(2026, 7, 2),
    }


def test_text_that_looks_like_a_formula_stays_text() -> None:
    frame = items().head(len(NASTY)).copy()
    for column in ("document_no", "contract_no", "remark", "term_text"):
        frame[column] = NASTY[: len(frame)]
    people = customers().assign(customer_name=NASTY[:3], salesperson=NASTY[3:6], region=NASTY[1:4])
    aged = aging.age(frame, AS_OF, AgingScheme())
    more: dict[str, Any] = {"as_of": AS_OF, "scheme": AgingScheme(), "company": "=1+1", "lang": "en"}
    for content in (aging_workbook.build(aged, receipts(), people, **more), open_items_workbook.build(aged, people, **more)):
        workbook = load_workbook(io.BytesIO(content))
        written = [str(cell.value) for page in workbook for row in page.iter_rows() for cell in row if cell.data_type == "f"]
        assert not [formula for formula in written if "HYPERLINK" in formula or "SUM(A1)" in formula or formula in ("=1", "=1+1")]
        texts = {cell.value for page in workbook for row in page.iter_rows() for cell in row if cell.data_type in "sn"}
        assert {'=HYPERLINK("http://x")', "+1", "@SUM(A1)", "-2+3"} <= texts
        assert not any(cell.hyperlink for page in workbook for row in page.iter_rows() for cell in row)


def test_currencies_never_share_a_sum() -> None:
    workbook = load_workbook(io.BytesIO(small("en")))
    assert workbook.sheetnames == ["Overview", "Aging CNY", "Open items CNY", "Not applied CNY", "Aging EUR", "Open items EUR", "Notes"]
    for name in workbook.sheetnames:
        other = {"CNY": "EUR", "EUR": "CNY"}.get(name[-3:])
        for row in workbook[name].iter_rows():
            assert not [cell.value for cell in row if cell.data_type == "f" and other and other in str(cell.value)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_other_readers_see_the_same_cached_figures(lang: Language) -> None:
    name = {"zh": "账龄 CNY", "en": "Aging CNY"}[lang]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(small(lang))).get_sheet_by_name(name).to_python()
    total = next(row for row in rows if row[2] in ("合计", "Total"))
    assert 183_833.44 in total
    assert 179_945.44 in total


def test_nothing_open_gives_a_workbook_that_says_so() -> None:
    nothing = aging.age(items().head(0), AS_OF, AgingScheme())
    more: dict[str, Any] = {"as_of": AS_OF, "scheme": AgingScheme(), "company": "A", "lang": "en"}
    assert "Nothing is open on this day." in dump(aging_workbook.build(nothing, receipts().head(0), customers(), **more))
    assert "Nothing is open on this day." in dump(open_items_workbook.build(nothing, customers(), **more))


@pytest.mark.office
@needs_office
@pytest.mark.parametrize(("scheme", "basis"), [(AgingScheme(), "due"), (AgingScheme((7, 14)), "document"), (CalendarScheme(), "document")])
def test_libreoffice_recalculates_what_the_cells_already_say(scheme: Scheme, basis: str, tmp_path: Path) -> None:
    assert assert_recalculation_agrees(small("zh", scheme, basis=basis), tmp_path) > 80


@pytest.mark.office
@needs_office
def test_sums_limited_to_a_debtors_own_rows_come_to_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = table(sheet(small("en"), "Aging CNY"), "Customer No.")
    monkeypatch.setattr(debtor_sheet, "MOST_COMPARISONS", 0)
    content = small("en")
    assert table(sheet(content, "Aging CNY"), "Customer No.") == whole
    formula = table(sheet(content, "Aging CNY", formulas=True), "Customer No.")[1]["Not due"]
    assert "'Open items CNY'!$N$9:$N$10" in formula
    assert_recalculation_agrees(content, tmp_path)


@pytest.mark.office
@needs_office
def test_libreoffice_recalculates_the_sample_company(tmp_path: Path) -> None:
    assert assert_recalculation_agrees(sample("zh"), tmp_path) > 1900


@pytest.mark.office
@needs_office
def test_another_as_of_date_moves_days_and_buckets(tmp_path: Path) -> None:
    later = dt.date(2026, 7, 31)
    content = small("en")
    workbook = load_workbook(io.BytesIO(content))
    workbook["Overview"]["B3"] = dt.datetime(later.year, later.month, later.day)
    memory = io.BytesIO()
    workbook.save(memory)
    fresh = recalculated(memory.getvalue(), tmp_path)
    aged = aging.age(items(), later, AgingScheme())
    expected = aging.bucket_labels(AgingScheme(), "en")[int(aged.loc[aged["document_no"] == "XS001", "bucket"].iloc[0])]
    assert fresh["Open items CNY"]["K8"] == expected == "31–60 days"
    assert fresh["Open items CNY"]["J8"] == 31


GROUPED = ("group", "salesperson", "region", "category", "currency", "entity")


def grouped(lang: Language, by: aging.By, basis: aging.Basis = "due", scheme: Scheme | None = None) -> bytes:
    known = customers().assign(group_name=["恒远集团", None, "Müller"], category=["大客户", "", "海外"])
    owed = items().assign(entity=["甲", "甲", "甲", "乙", "乙", "乙"])
    for name in ("salesperson", "region", "group_name", "category"):
        owed[name] = owed["customer_key"].map(known.set_index("customer_key")[name])
    chosen = scheme or AgingScheme()
    return aging_workbook.build(
        aging.age(owed, AS_OF, chosen, basis), receipts().assign(entity=["甲", "乙"]), known,
        as_of=AS_OF, scheme=chosen, company="甲公司", lang=lang, basis=basis, by=by,
    )  # fmt: skip


def test_cut_by_salesperson_each_row_is_one_of_them_and_the_items_keep_their_customers() -> None:
    content = grouped("zh", "salesperson")
    rows = table(sheet(content, "账龄 CNY"), "业务员")
    assert [(row["业务员"], row["净余额"]) for row in rows[:3]] == [("王芳", 175_800.11), ("@SUM(A1)", 5_033.33), ("未填写", -888)]
    listed = table(sheet(content, "未清单据 CNY"), "单据号")
    assert {(row["序号"], row["客户名称"]) for row in listed if row["序号"] == 1} == {(1, "上海恒远机电有限公司")}


@pytest.mark.parametrize("by", GROUPED)
def test_every_grouping_sums_to_the_same_totals(by: aging.By) -> None:
    rows = sheet(grouped("en", by), "Aging CNY")
    total = next(row for row in rows if "Total" in row)
    whole = next(row for row in sheet(small("en"), "Aging CNY") if "Total" in row)
    assert [value for value in total if isinstance(value, float | int)][-4:-1] == [v for v in whole if isinstance(v, float | int)][-4:-1]


@needs_office
@pytest.mark.parametrize(("by", "basis", "scheme"), [("salesperson", "due", None), ("entity", "document", CalendarScheme((12, 24)))])
def test_a_grouped_workbook_recalculates_to_what_it_shows(by: aging.By, basis: aging.Basis, scheme: Scheme | None, tmp_path: Path) -> None:
    assert_recalculation_agrees(grouped("zh", by, basis, scheme), tmp_path)
