"""The auditor's pack: what is in it, that its figures are the sample's, and the command that writes it."""

import datetime as dt
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from arcore import ledger
from arcore.audit.audit_file import AuditFile, audit_file, sampled_at
from arcore.audit.opened import examined
from arcore.audit.sampling import Plan
from arcore.commands.main import main
from arcore.documents import audit_pack
from arcore.documents.audit_confirmation import AuditFirm
from arcore.documents.audit_pack import Pack
from arcore.documents.workbook_style import Stamp
from arcore.ledger import RowChange
from arcore.ledger.store import Ledger
from arcore.messages import Unusable
from arcore.policy import Policy
from tests.ledger_fixtures import customers, documents, receipts, take_in

BALANCE_DATE, AS_OF = dt.date(2026, 3, 31), dt.date(2026, 4, 30)
FIRM = AuditFirm("示例会计师事务所", "上海市", "张审", "021-0000")


@pytest.fixture
def book(tmp_path: Path) -> Ledger:
    made = ledger.open(f"sqlite:///{tmp_path / 'audit.sqlite'}")
    take_in(
        made,
        customers(*({"customer_id": f"C{n}", "customer_name": f"客户{n}"} for n in (1, 2, 3))),
        documents({"document_no": "D1", "amount": 70_000}, {"document_no": "D2", "amount": 30_000, "customer_id": "C2"},
                  {"document_no": "D3", "amount": 500, "customer_id": "C3"}),
        receipts({"receipt_no": "R1", "customer_id": "C3", "amount": 500, "document_no": "D3"},
                 {"receipt_no": "R2", "customer_id": "C1", "amount": 20_000, "document_no": "D1", "receipt_date": "2026-04-10"}),
    )  # fmt: skip
    return made


def made_of(book: Ledger, firm: AuditFirm | None = FIRM) -> tuple[AuditFile, Pack]:
    at = examined(book, book.books(), AS_OF, Policy())
    file = audit_file(at, sampled_at(at, Plan("mus", 1, size=10), BALANCE_DATE, "CNY"))
    stamp = Stamp("示例公司", AS_OF, "zh")
    return file, audit_pack.build(file, audit_pack.given_by(book, AS_OF, firm), stamp, lambda _share, _what: None)


def rows_of(content: bytes, sheet: str) -> list[tuple]:
    found = openpyxl.load_workbook(io.BytesIO(content), data_only=True)[sheet]
    return [row for row in found.iter_rows(min_row=5, values_only=True) if any(cell is not None for cell in row)]


def test_the_pack_holds_the_sample_its_letters_and_the_aging_computed_twice(book: Ledger) -> None:
    file, pack = made_of(book)
    assert [letter.number for letter in pack.letters] == ["XZ20260331-1", "XZ20260331-2", "XZ20260331-3"]
    assert file.again.differences == ()
    assert (file.sample.proof[0].text("en"), file.sample.proof[1]) == (
        "sampled 1,000.00 + apart 0.00 = open 1,000.00 − unapplied 0.00", True
    )  # fmt: skip
    index = pack.files["0-目录与样本.xlsx"]
    assert rows_of(index, "抽样总体") == [
        ("C1", "客户1", 700, 700, 7, "余额不低于选样间隔"),
        ("C2", "客户2", 300, 1000, 3, "余额不低于选样间隔"),
    ]
    assert [row[2:6] for row in rows_of(index, "期后收款测试")] == [(700, 200, 0, 500), (300, 0, 0, 300), (0, 0, 0, 0)]
    told = dict(rows_of(index, "选样说明"))
    assert (told["选样间隔"], told["随机种子"], told["高估错报上限"]) == ("100.00 CNY", "1", "–")
    states = {row[1]: row[2] for row in rows_of(index, "资料清单")}
    wanted = ("询证函", "客户回函", "期后收款", "操作记录及链式校验")
    assert [states[what] for what in wanted] == ["已收入", "缺失", "已收入", "已收入"]
    with zipfile.ZipFile(io.BytesIO(pack.zipped())) as archive:
        assert len(archive.namelist()) == 6
        assert archive.testzip() is None


def test_answers_noted_in_the_register_are_projected(book: Ledger) -> None:
    _, pack = made_of(book)
    letters = [RowChange("statements", letter.values, customer_key=letter.customer_key) for letter in pack.letters]
    book.change_registers(letters, who="王芳", why="询证函")
    rows = book.books().registers["statements"]
    for place, change in enumerate(
        ({"state": "agreed", "signer": "张", "seal": "official", "agreed_balance": 70_000}, {"state": "differs", "agreed_balance": 24_000})
    ):
        row = rows.iloc[place]
        values = {**letters[place].values, "answered_on": dt.date(2026, 4, 20), **change}
        book.change_registers([RowChange("statements", values, row_key=int(row["row_key"]), entry=int(row["entry"]))], who="王芳",
                              why="回函", valid_from=AS_OF)  # fmt: skip
    file, _ = made_of(book)
    assert file.sample.complete
    assert (file.sample.projection.overstated, file.sample.projection.upper_limit) == (6_000, 6_000 + 30_000)


def test_without_a_firm_there_are_no_letters_and_the_list_says_so(book: Ledger) -> None:
    _, pack = made_of(book, None)
    missing = [each.what.text("en") for each in pack.asked if each.state == "missing"]
    assert "Audit confirmation letters" in missing
    assert len(pack.files) == 3
    with pytest.raises(Unusable, match="telephone"):
        made_of(book, replace(FIRM, phone=""))


def test_the_command_writes_the_pack_and_says_what_is_missing(book: Ledger, tmp_path: Path) -> None:
    args = ["audit-pack", str(tmp_path / "p.zip"), "--database", book.url, "--balance-date", "2026-03-31", "--size", "10", "--json", "-"]
    found = CliRunner().invoke(main, [*args, "--as-of", "2026-04-30", "--seed", "1"])
    assert found.exit_code == 0, found.output
    payload = json.loads(found.stdout)
    assert (payload["population"], payload["interval"], payload["chosen"], payload["differences"]) == (
        100_000,
        10_000,
        ["C1", "C2", "C3"],
        0,
    )
    assert zipfile.is_zipfile(tmp_path / "p.zip")
    early = CliRunner().invoke(main, [*args, "--as-of", "2026-03-01", "--lang", "en"])
    assert (early.exit_code, early.stderr.strip()) == (1, "The balance date 2026-03-31 is after 2026-03-01, up to which receipts count.")
