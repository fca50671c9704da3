"""A small company with a bank month in which every kind of decision occurs once; for pages, journeys and concurrency."""

from __future__ import annotations

from arcore import policy_file
from arcore.cash import statements
from arcore.intake.anything import read_files
from arcore.ledger import Ledger
from tests.ledger_fixtures import customers, documents, take_in

POLICY = policy_file.default()
ACCOUNT = "6222000011112222"
FILE = "bank_2026-03.csv"
BANK = """公司名称,示例商贸有限公司
银行帐号,6222000011112222
币种,人民币

交易日,交易时间,借方金额,贷方金额,余额,摘要,流水号,收/付方名称,收/付方帐号
20260303,090000,,1000.00,11000.00,货款 D2026001,S1,苏州甲机械有限公司,9001
20260304,090000,,700.00,11700.00,货款,S2,苏州甲机械有限公司,9001
20260305,090000,,1990.00,13690.00,货款,S3,无锡乙阀门有限公司,9002
20260306,090000,,640.00,14330.00,<b>货款</b> [看](http://example.com/x.png),S4,王建国,9003
20260309,090000,20.00,,14310.00,手续费,S5,示例银行,
20260310,090000,,500.00,14810.00,货款,S6,常州丙泵业有限公司,9004
20260311,090000,,123.45,14933.45,往来,S7,刘丽华,9005
20260312,090000,,300.00,15233.45,货款,S8,镇江丁电子有限公司,9006
"""


def fill(book: Ledger) -> Ledger:
    """Customers and their open documents."""
    named = [
        ("C1", "苏州甲机械有限公司", "李强"),
        ("C2", "无锡乙阀门有限公司", "赵敏"),
        ("C3", "常州丙泵业有限公司", "李强"),
        ("C4", "镇江丁电子有限公司", "赵敏"),
    ]
    rows = [
        ("D2026001", "C1", 100_000, "2026-02-10"),
        ("D2026002", "C1", 30_000, "2026-02-20"),
        ("D2026003", "C1", 40_000, "2026-02-28"),
        ("D2026004", "C2", 200_000, "2026-02-15"),
        ("D2026005", "C3", 50_000, "2026-02-10"),
        ("D2026006", "C3", 50_000, "2026-03-10"),
        ("D2026007", "C3", 64_000, "2026-03-20"),
        ("D2026008", "C4", 17_500, "2026-02-10"),
        ("D2026009", "C4", 19_000, "2026-02-12"),
        ("D2026010", "C4", 12_500, "2026-02-14"),
        ("D2026011", "C4", 11_000, "2026-02-16"),
    ]
    take_in(
        book,
        customers(*({"customer_id": number, "customer_name": name, "salesperson": person} for number, name, person in named)),
        documents(*({"document_no": no, "customer_id": c, "amount": amount, "due_date": due} for no, c, amount, due in rows)),
    )
    return book


def with_statement(book: Ledger) -> Ledger:
    """The same, with the bank month taken in."""
    fill(book)
    readings = read_files(BANK.encode(), FILE)
    book.add_bank_account(ACCOUNT, who="Li")
    statements.take(book, POLICY, readings, who="Li", token="march")
    return book
