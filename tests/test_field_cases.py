"""Awkward workbooks with known truth, through the real commands; and the same truth after columns, words and file types change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from arcore.commands.main import main
from tests.field_cases import (
    CASES,
    Case,
    columns_rotated,
    columns_turned,
    headings_renamed,
    html,
    notes_around,
    one,
    rows_blank_between,
    text,
    xlsx,
)


def asked(folder: Path, *arguments: str) -> Any:
    target = folder / "answer.json"
    target.unlink(missing_ok=True)
    result = CliRunner().invoke(main, [*arguments, "--json", str(target)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return json.loads(target.read_text("utf-8")) if target.exists() else result.output


def checked(folder: Path, name: str, content: bytes) -> dict[str, Any]:
    path = folder / name
    path.write_bytes(content)
    (file,) = asked(folder, "check", str(path))["files"]
    return dict(file)


def found(file: dict[str, Any]) -> list[tuple[str, str, int, dict[str, str]]]:
    """Tables as a case states them; tables without amounts have no totals."""
    return sorted(
        (t["kind"], t["side"], t["rows"], {c: v for c, v in t["amount_totals"].items() if t["rows"]}) for t in file["tables"] if t["rows"]
    )


def assert_nothing_lost(file: dict[str, Any]) -> None:
    for table in file["tables"]:
        unusable = {i["row"] for i in table["issues"] if i["blocking"] and i["row"] is not None}
        assert table["rows"] + len(unusable) + len(table["set_aside"]) == table["non_blank_rows"]


def reported(file: dict[str, Any]) -> set[tuple[int | None, str]]:
    return {(i["row"], i["code"]) for table in file["tables"] for i in table["issues"] if i["blocking"] or i["row"] is None}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_field_case_is_read_as_it_is(tmp_path: Path, case: Case) -> None:
    file = checked(tmp_path, case.file, case.content)
    said = " ".join([file["error"] or "", *(i["message"] for t in file["tables"] for i in t["issues"])])
    assert case.says in said
    if case.refused:
        assert (file["outcome"], found(file)) == ("rejects", [])
        return
    assert file["error"] is None, file["error"]
    assert found(file) == sorted(case.tables)
    assert reported(file) - {(None, "ambiguous_date")} == set(case.issues)
    assert_nothing_lost(file)
    if case.open is not None:
        kinds = {kind for kind, *_ in case.tables}
        path = str(tmp_path / case.file)
        aged = asked(
            tmp_path, "aging", "--documents", path, *(["--receipts", path] if "receipts" in kinds else []), "--as-of", "2026-06-30"
        )
        assert {proof["currency"]: proof["open"] for proof in aged["tie_out"]} == case.open
        assert all(proof["difference"] == "0.00" for proof in aged["tie_out"])


ONE_SHEET = [
    case
    for case in CASES
    if case.book and len(case.book.sheets) == 1 and not case.book.merged and not case.book.formats and not case.book.epoch_1904
]
SIDE_BY_SIDE = {"tables_side_by_side"}
NET_BY_ITS_NAME = {"net_tax_gross", "net_and_tax_only"}
DAMAGED_BY_EXCEL = {"ids_in_scientific_notation"}
TWO_ROWS_OF_HEADINGS = {"unit_row_below_header", "yonyou_u8_detail_two_row_header"}
PLAIN_CELLS = [case for case in ONE_SHEET if "=F:" not in repr(case.book) and case.name not in DAMAGED_BY_EXCEL]
CHANGES = {
    "turned": columns_turned,
    "rotated": columns_rotated,
    "renamed": headings_renamed,
    "notes": notes_around,
    "blanks": rows_blank_between,
}


def applies(case: Case, change: str) -> bool:
    """Side-by-side tables cannot exchange columns, a row of units must stay below its headings, 含税金额 is no net amount."""
    if case.name in SIDE_BY_SIDE:
        return change in ("notes", "blanks")
    if change == "renamed":
        return case.name not in NET_BY_ITS_NAME
    return not (change == "blanks" and case.name in TWO_ROWS_OF_HEADINGS)


@pytest.mark.parametrize(("case", "change"), [pytest.param(c, n, id=f"{c.name}-{n}") for c in ONE_SHEET for n in CHANGES if applies(c, n)])
def test_the_truth_stays_when_the_sheet_is_laid_out_differently(tmp_path: Path, case: Case, change: str) -> None:
    assert case.book is not None
    ((name, rows),) = case.book.sheets.items()
    file = checked(tmp_path, "changed.xlsx", xlsx(one(CHANGES[change](rows), name)))
    assert_same_truth(file, case)


@pytest.mark.parametrize("case", PLAIN_CELLS, ids=lambda case: case.name)
@pytest.mark.parametrize("kind", ["csv", "html", "renamed sheet"])
def test_the_truth_stays_in_another_kind_of_file(tmp_path: Path, case: Case, kind: str) -> None:
    assert case.book is not None
    (rows,) = case.book.sheets.values()
    content = {
        "csv": lambda: text(rows, encoding="gb18030"),
        "html": lambda: html(rows),
        "renamed sheet": lambda: xlsx(one(rows, "Sheet1")),
    }
    file = checked(tmp_path, "changed.csv" if kind == "csv" else "changed.xls", content[kind]())
    assert_same_truth(file, case)


def assert_same_truth(file: dict[str, Any], case: Case) -> None:
    if case.refused:
        assert (file["outcome"], found(file)) == ("rejects", [])
        return
    assert file["error"] is None, file["error"]
    assert found(file) == sorted(case.tables)
    assert sorted(code for _, code in reported(file) if code != "ambiguous_date") == sorted(code for _, code in case.issues)
    assert_nothing_lost(file)
