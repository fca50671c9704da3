"""The command line as a scheduler uses it: the sample company's files in, JSON out, sentences on stderr."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from arcore.commands.main import main
from tests.real_files import REAL, needs_real_files

SAMPLE = Path(__file__).parents[1] / "sample_data"
CUSTOMERS, INVOICES, RECEIPTS = (str(SAMPLE / name) for name in ("customers.xlsx", "invoices.xlsx", "receipts.xlsx"))


def csv(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def run(*arguments: str, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, arguments, env=env)


def asked(*arguments: str, env: dict[str, str] | None = None) -> Any:
    result = run(*arguments, "--json", "-", env=env)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_check_tells_tables_totals_and_the_rows_that_cannot_be_used() -> None:
    (file,) = asked("check", INVOICES)["files"]
    (table,) = file["tables"]
    assert (file["outcome"], table["kind"], table["header_row"], table["rows"]) == ("loads_with_issues", "documents", 4, 2041)
    assert table["columns"]["价税合计"] == "amount"
    assert table["amount_totals"] == {"CNY": "368106057.03", "EUR": "578316.44", "USD": "1196704.61"}
    bad_date = next(issue for issue in table["issues"] if issue["value"] == "2026-02-30")
    assert (bad_date["cell"], bad_date["column"]) == ("E1645", "单据日期")
    assert "不是有效日期" in bad_date["message"]


def test_check_recognises_a_statement_and_its_money() -> None:
    (file,) = asked("check", str(SAMPLE / "bank_2026-07.csv"))["files"]
    (table,) = file["tables"]
    assert (table["kind"], table["rows"], table["money_in"], table["money_out"]) == ("statement", 129, "31400815.79", "9256962.61")


def test_check_refuses_what_is_no_table_with_a_sentence_and_exit_code_1(tmp_path: Path) -> None:
    picture = tmp_path / "扫描件.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    result = run("check", str(picture), "--json", "-", "--lang", "zh")
    (file,) = json.loads(result.stdout)["files"]
    assert (result.exit_code, file["outcome"], file["tables"]) == (1, "rejects", [])
    assert "图片" in file["error"]


def test_a_missing_file_is_a_sentence_not_a_traceback() -> None:
    result = run("aging", "--documents", "nowhere.xlsx", "--as-of", "2026-06-30", "--lang", "en")
    assert (result.exit_code, result.stderr) == (1, "nowhere.xlsx cannot be read: No such file or directory\n")


def test_wrong_usage_is_exit_code_2() -> None:
    assert run("aging").exit_code == 2


def aged(*more: str) -> Any:
    return asked("aging", "--customers", CUSTOMERS, "--documents", INVOICES, "--receipts", RECEIPTS, "--as-of", "2026-06-30", *more)


def test_aging_ties_out_in_every_currency() -> None:
    answer = aged()
    assert {proof["currency"]: (proof["open"], proof["difference"]) for proof in answer["tie_out"]} == {
        "CNY": ("35661214.44", "0.00"),
        "EUR": ("20419.66", "0.00"),
        "USD": ("89507.84", "0.00"),
    }
    assert answer["buckets"] == ["未到期", "1–30天", "31–60天", "61–90天", "91–180天", "181–365天", "365天以上"]
    assert answer["totals"]["CNY"]["buckets"]["1–30天"] == "3776256.56"


@pytest.mark.parametrize("by", ["salesperson", "region", "currency"])
def test_every_grouping_adds_up_to_the_same_total(by: str) -> None:
    rows = [row for row in aged("--by", by)["rows"] if row["currency"] == "CNY"]
    assert sum(round(float(row["open"]) * 100) for row in rows) == 3566121444


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_every_engine_gives_the_same_answer(engine: str) -> None:
    pytest.importorskip(engine)
    assert aged("--engine", engine) == aged()


def test_an_unknown_engine_is_a_sentence() -> None:
    result = run("aging", "--documents", INVOICES, "--as-of", "2026-06-30", "--engine", "abacus", "--lang", "en")
    assert (result.exit_code, result.stderr.split(".")[0]) == (1, "There is no engine “abacus”")


def test_match_posts_what_is_certain_and_gives_its_evidence() -> None:
    answer = asked(
        "match", "--customers", CUSTOMERS, "--documents", INVOICES, "--receipts", RECEIPTS,
        "--statement", str(SAMPLE / "bank_2026-07.csv"), "--as-of", "2026-07-31",
    )  # fmt: skip
    lines = answer["lines"]
    assert [line["line"] for line in lines] == list(range(1, 130))
    posted = [line for line in lines if line["status"] == "auto"]
    assert len(posted) > 60
    assert all(line["evidence"] and line["customer_id"] for line in posted)


def test_import_verify_and_importing_again(tmp_path: Path) -> None:
    env = {"ARCORE_DATABASE_URL": f"sqlite:///{tmp_path / 'books.sqlite'}"}
    first = asked("import", CUSTOMERS, INVOICES, RECEIPTS, "--data-date", "2026-06-30", "--who", "王芳", env=env)
    assert [(table["kind"], table["new"]) for table in first["tables"]] == [("customers", 150), ("documents", 2041), ("receipts", 1967)]
    again = asked("import", CUSTOMERS, INVOICES, RECEIPTS, "--data-date", "2026-06-30", "--who", "王芳", env=env)
    assert [table["new"] + table["changed"] for table in again["tables"]] == [0, 0, 0]
    assert asked("verify", env=env) == {"sound": True, "entries": 1, "findings": []}


def test_backup_and_restore_give_the_same_books(tmp_path: Path) -> None:
    env = {"ARCORE_DATABASE_URL": f"sqlite:///{tmp_path / 'books.sqlite'}"}
    asked("import", CUSTOMERS, "--data-date", "2026-06-30", "--who", "王芳", env=env)
    assert run("backup", str(tmp_path / "kept.backup"), env=env).exit_code == 0
    other = {"ARCORE_DATABASE_URL": f"sqlite:///{tmp_path / 'other.sqlite'}"}
    assert run("restore", str(tmp_path / "kept.backup"), env=other).exit_code == 0
    assert asked("verify", env=other) == {"sound": True, "entries": 1, "findings": []}


def test_an_export_imported_into_an_empty_ledger_gives_the_same_books(tmp_path: Path) -> None:
    env = {"ARCORE_DATABASE_URL": f"sqlite:///{tmp_path / 'books.sqlite'}"}
    asked("import", CUSTOMERS, INVOICES, "--data-date", "2026-06-30", "--who", "王芳", env=env)
    exported = tmp_path / "export.xlsx"
    assert run("export", str(exported), env=env).exit_code == 0
    other = {"ARCORE_DATABASE_URL": f"sqlite:///{tmp_path / 'other.sqlite'}"}
    tables = asked("import", str(exported), "--data-date", "2026-06-30", "--who", "王芳", env=other)["tables"]
    assert [(table["kind"], table["new"], table["unusable"]) for table in tables] == [("customers", 150, 0), ("documents", 2041, 0)]


@needs_real_files
@pytest.mark.parametrize(
    ("as_of", "open_", "not_due", "late"),
    [
        ("2012-12-31", "5725.06", "4936.32", "788.74"),
        ("2013-06-30", "5119.85", "4284.29", "835.56"),
        ("2013-12-31", "761.90", "206.25", "555.65"),
    ],
)
def test_invoices_with_the_day_they_were_settled_are_aged_at_any_past_date(as_of: str, open_: str, not_due: str, late: str) -> None:
    (total,) = asked("aging", "--documents", str(REAL / "receivables" / "ibm_late_payments.csv"), "--as-of", as_of)["totals"].values()
    assert (total["open"], total["buckets"]["未到期"], total["buckets"]["1–30天"]) == (open_, not_due, late)


def test_rows_that_are_left_out_of_the_figures_are_said_beside_them(tmp_path: Path) -> None:
    invoices = csv(tmp_path, "i.csv", "客户名称,发票号码,开票日期,价税合计\n甲,1,2026-01-05,100\n乙,2,2026-02-30,900\n")
    result = run("aging", "--documents", invoices, "--as-of", "2026-06-30", "--json", "-")
    answer = json.loads(result.stdout)
    assert [(issue["file"], issue["cell"], issue["code"]) for issue in answer["issues"]] == [("i.csv", "C3", "bad_date")]
    assert "1 行不能用" in result.stderr
    assert "i.csv" in result.stderr


def test_a_customer_with_nothing_but_a_receipt_keeps_its_number_and_name(tmp_path: Path) -> None:
    customers = csv(tmp_path, "c.csv", "客户编码,客户名称,账期\nC1,甲,30天\nC2,乙,30天\n")
    invoices = csv(tmp_path, "i.csv", "客户名称,发票号码,开票日期,价税合计\n甲,1,2026-01-05,100\n")
    receipts = csv(tmp_path, "r.csv", "客户名称,收款单号,收款日期,收款金额\n乙,R1,2026-02-01,50\n")
    rows = asked("aging", "--customers", customers, "--documents", invoices, "--receipts", receipts, "--as-of", "2026-06-30")["rows"]
    assert [(row["key"], row["name"], row["balance"]) for row in rows] == [("C1", "甲", "100.00"), ("C2", "乙", "-50.00")]


def test_a_customer_known_only_by_name_is_called_by_it(tmp_path: Path) -> None:
    invoices = csv(tmp_path, "i.csv", "客户名称,发票号码,开票日期,价税合计\n甲,1,2026-01-05,100\n")
    (row,) = asked("aging", "--documents", invoices, "--as-of", "2026-06-30")["rows"]
    assert (row["key"], row["name"]) == ("甲", "甲")


def test_an_invoice_list_is_not_taken_for_a_statement(tmp_path: Path) -> None:
    invoices = csv(tmp_path, "i.csv", "客户编码,客户名称,发票号码,开票日期,价税合计\nC1,甲,1,2026-01-05,100\n")
    result = run("match", "--customers", CUSTOMERS, "--documents", INVOICES, "--statement", invoices, "--as-of", "2026-06-30")
    assert (result.exit_code, "不是银行流水" in result.stderr) == (1, True)


@pytest.mark.parametrize("command", [("verify",), ("remind",), ("pack", "--month", "2026-06-30")])
def test_a_command_on_a_ledger_that_is_not_there_makes_none(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "nowhere" / "a.db"
    result = run(*command, "--database", f"sqlite:///{place}", "--lang", "en")
    assert (result.exit_code, place.parent.exists()) == (1, False)
    assert result.stderr.startswith(f"There is no ledger at {place}")


def test_a_day_before_anybody_kept_books_is_wrong_usage() -> None:
    assert run("aging", "--documents", INVOICES, "--as-of", "0001-01-01").exit_code == 2


@pytest.mark.parametrize(("as_of", "open_"), [("2026-01-15", "100.00"), ("2026-02-01", "75.00"), ("2026-07-01", "60.00")])
def test_dated_receipts_explain_a_paid_column_at_every_date(tmp_path: Path, as_of: str, open_: str) -> None:
    invoices = csv(tmp_path, "i.csv", "客户名称,发票号码,开票日期,应收金额,已收金额\n甲,A1,2026-01-05,100,40\n")
    rows = "客户名称,收款单号,收款日期,收款金额,核销单号\n甲,R1,2026-02-01,25,A1\n甲,R2,2026-07-01,15,A1\n"
    receipts = csv(tmp_path, "r.csv", rows)
    totals = asked("aging", "--documents", invoices, "--receipts", receipts, "--as-of", as_of)["totals"]
    assert totals["CNY"]["open"] == open_
