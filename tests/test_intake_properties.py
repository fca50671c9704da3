"""No row of a messy sheet is ever lost, and no money appears or vanishes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from arcore.intake.model import Cell, CellError
from tests.sheet_builders import reading_of, sheet

amounts = st.one_of(
    st.integers(-(10**8), 10**8),
    st.integers(-(10**10), 10**10).map(lambda cents: cents / 100),
    st.integers(0, 10**9).map(lambda cents: f"{cents / 100:,.2f}"),
    st.sampled_from(
        ["￥1,234.50", "（20.00）", "30.00-", "abc", "", " ", "--", "1.5万", "1.234,5", CellError("#N/A"), CellError("="), None, True]
    ),
)
dates = st.one_of(
    st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)),
    st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2030, 1, 1)),
    st.sampled_from(
        [
            "2026-02-01",
            "2026年2月1日",
            "20260201",
            46054,
            "2026-02-30",
            "03/04/2026",
            "25/12/2026",
            "12/25/2026",
            "3月5日",
            "",
            None,
            7,
            "待定",
        ]
    ),
)
numbers = st.one_of(
    st.integers(1, 40).map(lambda n: f"INV-{n:03d}"), st.integers(1, 10**17), st.sampled_from(["", None, "1.2E+19", "合计", 12.0])
)
names = st.sampled_from(["甲公司", "乙公司 ", "丙\u00a0公司", "Acme", None, "", "小计", "客户：丁公司"])
notes = st.sampled_from([None, "备注", "合计", "作废", "被红冲蓝字数电发票号码：26312000000012345678", "x"])
kinds = st.sampled_from([None, "普通发票", "红字发票", "收款单", "期初余额"])
record = st.tuples(numbers, names, dates, dates, amounts, kinds, notes).map(list)
HEADINGS: list[Cell] = ["单据号", "客户名称", "单据日期", "到期日", "金额", "单据类型", "备注"]
other = st.one_of(
    st.just([None] * 7),
    st.just(["合计", None, None, None, 100, None, None]),
    st.just(["客户：戊公司", None, None, None, None, None, None]),
    st.just([None, None, None, None, 55.5, None, None]),
    st.just(HEADINGS),
    st.just(["  ", None, None, None, None, None, None]),
    st.just(["期初余额", "甲公司", None, None, 12, None, None]),
    st.just(["客户编码", "客户名称", "信用额度", "账期", None, None, None]),
    st.just(["收款日期", "客户名称", "收款金额", "收款单号", None, None, None]),
    st.lists(st.one_of(names, amounts, dates, numbers), min_size=1, max_size=9),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(other, max_size=3), st.lists(st.one_of(record, record, record, other), min_size=1, max_size=25))
def test_usable_rows_issue_rows_and_rows_set_aside_are_all_rows(above: Sequence[list[Cell]], body: Sequence[list[Cell]]) -> None:
    reading_of(sheet([*above, HEADINGS, *body]))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.one_of(names, amounts, dates, numbers, kinds), max_size=8), max_size=12))
def test_no_sheet_of_loose_cells_breaks_the_reader(rows: Sequence[list[Cell]]) -> None:
    reading_of(sheet(rows))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=40))
def test_cents_in_are_cents_out_however_they_are_written(cents: list[int]) -> None:
    def spelled(i: int, value: int) -> Cell:
        sign, whole, part = "-" if value < 0 else "", abs(value) // 100, abs(value) % 100
        forms: tuple[Cell, ...] = (
            value / 100,
            f"{sign}{whole}.{part:02d}",
            f"{sign}{whole:,}.{part:02d}",
            f"￥{sign}{whole:,}.{part:02d}元",
        )
        return forms[i % len(forms)]

    rows: list[list[Cell]] = [[f"N{i}", "甲公司", "2026-01-05", None, spelled(i, value), None, None] for i, value in enumerate(cents)]
    result = reading_of(sheet([HEADINGS, *rows]))
    assert result.tables[0].rows["amount"].tolist() == cents
