"""What a file says about itself: its total row against what was read, and the day whose state it shows."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from arcore.commands.main import main
from arcore.intake.model import Cell
from tests.sheet_builders import codes, day, reading_of, sheet

HEAD: list[Cell] = ["单据号", "客户名称", "开票日期", "金额"]


def row(number: str, amount: Cell, on: str = "2026-05-10") -> list[Cell]:
    return [number, "甲公司", day(on), amount]


def total(amount: Cell, label: str = "合计") -> list[Cell]:
    return [label, None, None, amount]


def test_an_equal_total_row_is_said_as_proof() -> None:
    result = reading_of(sheet([HEAD, row("A1", 1000), row("A2", 234), total(1234)]))
    assert [note.text("zh") for note in result.notes] == ["应收明细 金额：合计行 1,234.00 = 读入 1,234.00"]
    assert result.tables[0].issues == ()


def test_a_total_row_that_differs_is_a_finding_of_the_table() -> None:
    (issue,) = reading_of(sheet([HEAD, row("A1", 1000), row("A2", 200), total("1,234.00", "总计：")])).tables[0].issues
    assert (issue.code, issue.row, issue.column, issue.blocking) == ("total_differs", None, "金额", False)
    assert issue.message.text("zh") == "金额：第 4 行合计为 1,234.00，各行合计 1,200.00，相差 34.00"


def test_a_difference_that_stands_in_rows_left_out_is_said_so() -> None:
    table = reading_of(sheet([HEAD, row("A1", 1000), row("A2", 234, "2201-01-01"), total(1234)])).tables[0]
    assert codes(table) == {3: "year_out_of_range"}
    assert [i.message.text("zh") for i in table.issues if i.row is None] == [
        "金额：第 4 行合计为 1,234.00，可用行合计 1,000.00；差额 234.00 为未读入的行"
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [row("A1", 1), row("A2", 2), total(3, "小计"), row("A3", 4), total(4, "小计"), total(7)],
        [row("A1", 1), row("A2", 2), total(3), row("A3", 4), total(4)],
        [row("A1", 1), row("A2", -2), total(-1, "TOTAL")],
        [row("A1", 1), row("A2", 2), total(None)],
        [row("A1", 1), row("A2", 2), total(99, "小计")],
    ],
)
def test_subtotals_and_group_totals_are_no_finding(rows: list[list[Cell]]) -> None:
    assert reading_of(sheet([HEAD, *rows])).tables[0].issues == ()


@pytest.mark.parametrize(
    ("title", "name", "said", "stated"),
    [
        ("截至2026年6月30日", "a.csv", "2026-06-30", True),
        ("As of Jun 30, 2026", "a.csv", "2026-06-30", True),
        ("截止日期：2026-06-30", "应收20260531.csv", "2026-06-30", True),
        ("会计期间：2026年6月", "a.csv", "2026-06-30", False),
        ("2026年6月应收账款明细表", "a.csv", "2026-06-30", False),
        ("2026-06-01 至 2026-06-30", "a.csv", "2026-06-30", False),
        ("打印时间：2026-07-02 10:11:12", "a.csv", "2026-07-02", False),
        ("应收账款", "应收明细20260630.csv", "2026-06-30", False),
    ],
)
def test_the_day_a_file_shows_is_proposed(tmp_path: Path, title: str, name: str, said: str, stated: bool) -> None:
    path = tmp_path / name
    path.write_text(f"{title}\n单据号,客户名称,开票日期,金额,已收金额\nA1,甲公司,2026-05-10,100,40\n", encoding="utf-8")
    shown = json.loads(CliRunner().invoke(main, ["check", str(path), "--json", "-"]).stdout)["files"][0]["data_date"]
    assert (shown["date"], shown["stated"]) == (said, stated)
    CliRunner().invoke(main, ["aging", "--documents", str(path), "--json", str(tmp_path / "a.json")])
    aged = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert (aged["as_of"], aged["tie_out"][0]["open"]) == (said, "60.00")


def test_a_day_before_the_last_document_is_not_proposed() -> None:
    assert reading_of(sheet([["截至2026年4月30日", None, None, None], HEAD, row("A1", 1)])).data_date is None


def test_a_paid_column_of_a_stated_day_does_not_settle_an_earlier_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("截至2026-06-30\n单据号,客户名称,开票日期,金额,已收金额\nA1,甲公司,2026-05-10,100,40\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["aging", "--documents", str(path), "--as-of", "2026-05-31", "--json", str(tmp_path / "a.json")])
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["tie_out"][0]["open"] == "100.00"
    assert "2026-06-30" in result.stdout


def test_without_any_day_the_command_asks_for_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("单据号,客户名称,开票日期,金额\nA1,甲公司,2026-05-10,100\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["aging", "--documents", str(path)])
    assert (result.exit_code, "--as-of" in result.stderr) == (1, True)
