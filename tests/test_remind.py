"""The day's messages: reminders, statements and letters, each written once, sent through a real SMTP server, recorded, tried again."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from click.testing import CliRunner

from arcore import balances, ledger, policy_file
from arcore.cash import statements
from arcore.commands.main import main
from arcore.engines import collect
from arcore.intake.anything import read_files
from arcore.ledger import Ledger, RowChange
from arcore.messages import Unusable
from arcore.policy import Company, Policy
from arcore.policy_sections.papers import PaperRules
from arcore.sending import gateways
from arcore.sending import outbox as box
from arcore.sending.delivery import deliver
from arcore.sending.keeping import keep
from arcore.sending.reminders import notices
from arcore.sending.today import messages_of
from tests.ledger_fixtures import customers, documents, receipts, take_in
from tests.word_text import said

DAY = dt.date
DUE = "2026-02-10"


class Inbox:
    """A mail server's memory; refuses when told to."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.files: list[tuple[str, bytes]] = []
        self.refusing = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refusing:
            return "550 refused"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.mails.append((envelope.rcpt_tos, message["subject"], message.get_body(("plain",)).get_content()))
        self.files += [(part.get_filename(), part.get_payload(decode=True)) for part in message.iter_attachments()]
        return "250 OK"


@pytest.fixture
def inbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Inbox]:
    found = Inbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(found, hostname="127.0.0.1", port=port)
    server.start()
    monkeypatch.setenv("ARCORE_NOTICE_URLS", f"mailto://127.0.0.1:{port}?from=ar@example.com&to={{to}}&mode=insecure")
    yield found
    server.stop()


@pytest.fixture
def url(tmp_path: Path) -> str:
    where = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    book = ledger.open(where)
    take_in(book, customers({"customer_id": "C1", "customer_name": "甲公司", "email": "财务 <a@example.com>"},
                            {"customer_id": "C2", "customer_name": "乙公司"}),
            documents({"amount": 123_45}, {"due_date": "2026-02-11"}, {"customer_id": "C2"}), data_date=DAY(2026, 1, 31))  # fmt: skip
    book.close()
    return where


def remind(url: str, *options: str, day: str = "2026-02-03") -> dict[str, Any]:
    found = CliRunner().invoke(main, ["remind", "--database", url, "--day", day, "--json", "-", *options])
    assert found.exit_code == 0, found.output
    return json.loads(found.stdout)


def outbox(url: str) -> list[list[Any]]:
    book = ledger.open(url)
    rows = book.books().registers["outbox"][["recipient", "state"]].fillna("").values.tolist()
    book.close()
    return rows


@pytest.mark.parametrize(("day", "numbers"), [(2, []), (3, ["D1"]), (4, ["D2"]), (7, ["D1"]), (8, ["D2"]), (9, []), (10, ["D1"]), (12, [])])
def test_reminders_come_seven_and_three_days_before_and_on_the_day(url: str, day: int, numbers: list[str]) -> None:
    now = ledger.open(url).books()
    mine = now.documents[now.documents["customer_id"] == "C1"]
    as_of = DAY(2026, 2, day)
    found = notices(collect(balances.open_items(mine, now.allocations, as_of)), now.customers, Policy(), as_of, "en")
    assert [number for number in ("D1", "D2") if any(f"{number}: " in each.body for each in found)] == numbers
    assert len(found) == min(1, len(numbers))


def reminded(url: str, day: dt.date, policy: Policy | None = None) -> list[str]:
    """The day's reminders."""
    now = ledger.open(url).books()
    return [each.notice.body for each in messages_of(now, policy or Policy(), day, "zh", data_date=day, kinds=["pre_due"]).messages]


def test_what_is_in_dispute_is_not_asked_for_before_it_is_due_either(url: str) -> None:
    book = ledger.open(url)
    dispute = {"opened_on": DAY(2026, 2, 1), "dispute_type": "price", "document_nos": "D1", "amount": 100_00, "what": "单价有误",
               "owner": "李伟", "due_on": DAY(2026, 2, 28), "state": "open"}  # fmt: skip
    book.change_registers([RowChange("disputes", dispute, customer_key=1)], who="李伟")
    assert "D1：23.45 CNY" in reminded(url, DAY(2026, 2, 3))[0]
    hold = {"held_from": DAY(2026, 2, 1), "until": DAY(2026, 2, 20), "reason": "对账中", "decided_by": "李伟"}
    book.change_registers([RowChange("holds", hold, customer_key=1)], who="李伟")
    assert not any("D1" in body for body in reminded(url, DAY(2026, 2, 3)))


def test_an_instalment_is_reminded_of_and_its_documents_are_not(url: str) -> None:
    plan = {"agreed_on": DAY(2026, 2, 1), "state": "agreed", "document_nos": "D1", "principal": 123_45, "grace_days": 0,
            "schedule": "2026-02-20 100.00\n2026-03-20 23.45"}  # fmt: skip
    ledger.open(url).change_registers([RowChange("plans", plan, customer_key=1)], who="李伟")
    assert not any("D1" in body for body in reminded(url, DAY(2026, 2, 3)))
    assert "分期款：100.00 CNY，到期日 2026-02-20" in reminded(url, DAY(2026, 2, 17))[0]
    hold = {"held_from": DAY(2026, 2, 1), "until": DAY(2026, 2, 19), "reason": "对账中", "decided_by": "李伟"}
    ledger.open(url).change_registers([RowChange("holds", hold, customer_key=1)], who="李伟")
    assert reminded(url, DAY(2026, 2, 17)) == []
    assert "分期款" in reminded(url, DAY(2026, 2, 20))[0]


def test_a_reminder_says_where_to_pay_how_much_in_all_and_whom_to_ask(url: str) -> None:
    policy = replace(
        Policy(), company=Company(name="青岚机电有限公司", accounts=("622202100112",)),
        papers=PaperRules(bank="工行市南支行", contact="王芳"), collecting=replace(Policy().collecting, reminder_days=(0, 1)),
    )  # fmt: skip
    body = reminded(url, DAY(2026, 2, 10), policy)[0]
    assert "户名：青岚机电有限公司\n开户行：工行市南支行\n账号：622202100112" in body
    assert body.endswith("青岚机电有限公司\n王芳")
    assert "合计：223.45 CNY" in body


def test_a_dry_run_writes_and_sends_nothing(url: str, inbox: Inbox) -> None:
    found = remind(url, "--kind", "pre_due")
    assert found == {"day": "2026-02-03", "notices": 2, "pre_due": 2, "statement": 0, "dunning": 0, "sent": 0, "failed": 0, "drafts": 0,
                     "elsewhere": 0, "no_address": 1, "for_a_person": 0, "problems": [], "dry_run": True}  # fmt: skip
    assert outbox(url) == []
    assert inbox.mails == []


def test_a_mail_arrives_once_however_often_the_day_is_run(url: str, inbox: Inbox) -> None:
    assert remind(url, "--send")["sent"] == 1
    assert [remind(url, "--send")["sent"] for _ in range(2)] == [0, 0]
    assert len(inbox.mails) == 1
    to, subject, body = inbox.mails[0]
    assert to == ["a@example.com"]
    assert subject == "供应商：货款即将到期提醒"
    assert "D1：123.45 CNY，到期日 2026-02-10" in body
    assert outbox(url) == [["a@example.com", "sent"], ["", "no_address"]]
    assert remind(url)["notices"] == 0
    assert remind(url, "--send", day="2026-02-07")["sent"] == 1  # three days before: another day, another message


def test_what_the_server_refuses_is_tried_again_by_later_runs_up_to_the_limit(url: str, inbox: Inbox) -> None:
    inbox.refusing = True
    assert [remind(url, "--send")["failed"] for _ in range(4)] == [1, 1, 1, 0]  # the policy allows three attempts
    book = ledger.open(url)
    rows = book.books().registers["outbox"]
    assert rows["attempts"].tolist()[:1] == [3]
    assert box.given_up(rows, Policy()) == 1
    book.close()
    inbox.refusing = False
    assert remind(url, "--send")["sent"] == 0


def test_what_failed_once_goes_out_with_the_next_run_of_the_day_and_not_when_it_is_news_no_more(url: str, inbox: Inbox) -> None:
    inbox.refusing = True
    remind(url, "--send")
    inbox.refusing = False
    assert remind(url, "--send", day="2026-02-04")["sent"] == 1  # only the new day's message, about the other document
    assert remind(url, "--send")["sent"] == 1
    assert len(inbox.mails) == 2


def test_drafts_are_written_instead_of_sending(url: str, tmp_path: Path, inbox: Inbox) -> None:
    assert remind(url, "--drafts", str(tmp_path / "drafts"))["drafts"] == 1
    [path] = (tmp_path / "drafts").iterdir()
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert (message["to"], message["x-unsent"]) == ("a@example.com", "1")
    assert "D1：123.45 CNY" in message.get_content()
    assert inbox.mails == []
    assert remind(url, "--send")["sent"] == 0  # it is done for the day


def test_without_a_way_to_send_the_command_says_what_to_set(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ARCORE_NOTICE_URLS", raising=False)
    found = CliRunner().invoke(main, ["remind", "--database", url, "--send"])
    assert found.exit_code == 1
    assert "ARCORE_NOTICE_URLS" in found.stderr
    assert outbox(url) == []


def test_addresses_with_passwords_may_not_lie_in_the_programs_folder(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="program's folder"):
        gateways.urls_of({"ARCORE_NOTICE_FILE": str(gateways.REPOSITORY / "urls.txt")})
    kept = tmp_path / "urls.txt"
    kept.write_text("# mail\nmailto://h?to={to}\n\nwecom://staff\n", "utf-8")
    assert gateways.urls_of({"ARCORE_NOTICE_FILE": str(kept)}) == ["mailto://h?to={to}"]


def test_a_file_of_addresses_that_is_not_utf8_text_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "urls.txt").write_bytes("# 邮件\nmailto://h?to={to}\n".encode("gb18030"))
    with pytest.raises(Unusable, match="cannot be read: save it as text in UTF-8"):
        gateways.urls_of({"ARCORE_NOTICE_FILE": str(tmp_path / "urls.txt")})


def test_a_message_already_claimed_by_another_run_is_left_alone(url: str, inbox: Inbox) -> None:
    book: Ledger = ledger.open(url)
    day = DAY(2026, 2, 3)
    for prepared in messages_of(book.books(), Policy(), day, "zh", data_date=book.data_date(), kinds=["pre_due"]).messages:
        keep(book, prepared, day, "Li")
    [row] = box.deliverable(book.books().registers["outbox"], day, Policy())
    urls = gateways.configured()
    assert deliver(book, row, urls, None, today=day, who="Li") == "sent"
    assert deliver(book, row, urls, None, today=day, who="Wu") == "elsewhere"  # it saw the same row waiting
    assert len(inbox.mails) == 1


RULES = replace(
    Policy(), company=Company(name="青岚机电有限公司", accounts=("622202100112",)), papers=PaperRules(contact="王芳", phone="0532-8000")
)


@pytest.fixture
def late(url: str) -> str:
    """Documents 8 and 61 days past due on 18 February, and the account to pay to."""
    book = ledger.open(url)
    take_in(book, documents({"document_no": "L-8", "amount": 500_00}, {"document_no": "L-61", "customer_id": "C3", "due_date": "2025-12-19",
                             "document_date": "2025-11-19"}),
            customers({"customer_id": "C3", "customer_name": "丙公司", "email": "c@example.com"}), data_date=DAY(2026, 2, 17))  # fmt: skip
    book.save_policy(policy_file.dump(RULES), who="Li")
    book.close()
    return url


def letters(url: str) -> list[list[Any]]:
    book = ledger.open(url)
    rows = book.books().registers["letters"][["tone", "sent_by"]].fillna("").values.tolist()
    book.close()
    return rows


def test_letters_go_out_by_the_ladder_with_the_letter_attached_and_then_the_step_is_done(late: str, inbox: Inbox) -> None:
    found = remind(late, "--send", "--kind", "dunning", day="2026-02-18")
    assert (found["dunning"], found["sent"], found["no_address"]) == (3, 2, 1)  # C2 has no address: its letter is for the post
    assert sorted(letters(late)) == [["formal", "email"], ["gentle", ""], ["gentle", "email"]]
    assert len(inbox.files) == 2
    for name, content in inbox.files:
        assert name.endswith(".docx")
        assert "青岚机电有限公司（盖章）" in said(content)
    for day in ("2026-02-18", "2026-02-19"):
        again = remind(late, "--send", "--kind", "dunning", day=day)
        assert (again["dunning"], again["sent"]) == (0, 0)
    assert len(inbox.mails) == 2


BANK = """交易日期,对方户名,对方账号,收入,支出,余额,摘要,流水号
2026-02-17,丙公司,6222000001,77.00,,1077.00,货款,T1
"""


def test_nobody_is_dunned_whose_money_waits_among_the_bank_lines_or_covers_what_is_overdue(late: str) -> None:
    book = ledger.open(late)
    statements.take(book, RULES, read_files(BANK.encode(), "流水.csv"), who="Li", token="bank")
    take_in(book, receipts({"customer_id": "C1", "receipt_date": "2026-02-16", "amount": 5_000_00}), data_date=DAY(2026, 2, 17))
    book.close()
    found = remind(late, "--kind", "dunning", day="2026-02-18")
    assert found["dunning"] == 1  # only C2
    assert found["problems"] == [
        "甲公司：有 5,000.00 元来款待认领或核销，暂不发函，请先处理。", "丙公司：有 77.00 元来款待认领或核销，暂不发函，请先处理。",
    ]  # fmt: skip


def test_old_books_dun_nobody(late: str) -> None:
    found = remind(late, "--kind", "dunning", day="2026-02-25")
    assert found["dunning"] == 0
    assert found["problems"] == ["暂不催款：账簿数据只到 2026-02-17，请先导入最新收款。"]


def test_final_demands_wait_for_a_person(late: str) -> None:
    book = ledger.open(late)
    take_in(book, documents({"document_no": "N-1", "document_date": "2026-03-19", "due_date": "2026-05-19"}), data_date=DAY(2026, 3, 20))
    book.close()
    found = remind(late, "--kind", "dunning", day="2026-03-20")  # 91 days past due
    assert (found["for_a_person"], found["dunning"]) == (1, 0)  # the others are due a visit


def test_statements_of_the_month_go_out_once_and_only_when_the_books_reach_its_end(late: str, inbox: Inbox) -> None:
    waiting = remind(late, "--kind", "statement", day="2026-03-02")
    assert (waiting["statement"], waiting["problems"]) == (
        0, ["截至 2026-02-28 的对账单暂不生成：账簿数据只到 2026-02-17，请先导入其余数据。"],
    )  # fmt: skip
    book = ledger.open(late)
    take_in(book, documents({"document_no": "M-1", "document_date": "2026-03-30", "due_date": "2026-04-30"}), data_date=DAY(2026, 3, 31))
    book.close()
    found = remind(late, "--send", "--kind", "statement", day="2026-04-02")
    assert (found["statement"], found["sent"], found["no_address"]) == (3, 2, 1)
    book = ledger.open(late)
    rows = book.books().registers["statements"]
    assert sorted(rows["state"]) == ["generated", "sent", "sent"]
    assert set(rows["sent_to"].dropna()) == {"a@example.com", "c@example.com"}
    book.close()
    assert all("回执" in said(content) for _, content in inbox.files)
    assert remind(late, "--send", "--kind", "statement", day="2026-04-03")["statement"] == 0
    assert len(inbox.mails) == 2


def test_drafts_hold_the_paper_and_the_step_is_not_done_until_somebody_sends_it(late: str, tmp_path: Path) -> None:
    assert remind(late, "--drafts", str(tmp_path / "drafts"), "--kind", "dunning", day="2026-02-18")["drafts"] == 2
    paths = sorted((tmp_path / "drafts").iterdir())
    message = email.message_from_bytes(paths[0].read_bytes(), policy=email.policy.default)
    [part] = message.iter_attachments()
    assert part.get_filename().startswith("CK20260218-")
    assert "付款提醒函" in "".join(said(part.get_payload(decode=True))[:1])
    assert {way for _, way in letters(late)} == {""}
    assert remind(late, "--kind", "dunning", day="2026-02-19")["dunning"] == 0  # written, though not sent


def test_nothing_of_a_gateways_address_is_kept_in_the_books(late: str, inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCORE_NOTICE_URLS", gateways.configured()[0].replace("mailto://", "mailto://robot:S3cret@"))
    remind(late, "--send", "--kind", "dunning", day="2026-02-18")
    book = ledger.open(late)
    told = str(book.journal()) + book.books().registers["outbox"].to_json()
    book.close()
    assert "S3cret" not in told
    assert "robot" not in told
    assert "mailto" in told
