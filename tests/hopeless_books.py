"""A customer with so many open documents, and receipts so round, that not every combination can be tried."""

from __future__ import annotations

from arcore.cash import statements
from arcore.intake.anything import read_files
from arcore.intake.model import Reading
from arcore.ledger import Ledger
from tests.cash_books import ACCOUNT, POLICY
from tests.ledger_fixtures import customers, documents, take_in

FILE = "bank_2026-03.csv"
HEADING = "交易日,交易时间,借方金额,贷方金额,余额,摘要,流水号,收/付方名称,收/付方帐号"


def called(number: int) -> str:
    """A customer's name."""
    return f"苏州{'甲乙丙丁戊己庚辛壬癸'[number]}机械有限公司"


def fill(book: Ledger, *, names: int = 1, each: int = 200, least: int = 1_000_01) -> Ledger:
    """`each` open documents of every customer. All amounts end in .01: no six of them come to a whole yuan."""
    numbered = [(f"C{n}", called(n)) for n in range(names)]
    amounts = [least + 137_00 * k + 29_00 * (k * k % 97) for k in range(each)]
    take_in(
        book,
        customers(*({"customer_id": number, "customer_name": name} for number, name in numbered)),
        documents(
            *(
                {"document_no": f"D{number}{k:04d}", "customer_id": number, "amount": amount, "due_date": f"2026-02-{k % 28 + 1:02d}"}
                for number, _ in numbered
                for k, amount in enumerate(amounts)
            )
        ),
    )
    return book


def bank(rounds: int, *, names: int = 1) -> bytes:
    """A statement with `rounds` round receipts of every customer in turn."""
    rows, balance = [], 0
    for n in range(rounds * names):
        amount = 50_000 + 10_000 * (n // names % 40)
        balance += amount
        day = f"202603{n * 28 // (rounds * names) + 1:02d}"
        rows.append(f"{day},090000,,{amount}.00,{balance}.00,,R{n},{called(n % names)},{9000 + n % names}")
    return "\n".join(["公司名称,示例商贸有限公司", f"银行帐号,{ACCOUNT}", "币种,人民币", "", HEADING, *rows, ""]).encode()


def read(rounds: int, *, names: int = 1) -> tuple[Reading, ...]:
    """The statement as it is read."""
    return tuple(read_files(bank(rounds, names=names), FILE))


def with_round_receipts(book: Ledger, rounds: int = 1) -> Ledger:
    """The books with the statement taken in."""
    fill(book)
    book.add_bank_account(ACCOUNT, who="Li")
    statements.take(book, POLICY, read(rounds), who="Li", token="round")
    return book
