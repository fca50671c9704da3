"""The day's reminders: exactly on the policy's days, written once, sent through a real SMTP server, recorded."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from click.testing import CliRunner

from arcore import balances, ledger
from arcore.commands import outgoing
from arcore.commands.main import main
from arcore.engines import collect
from arcore.ledger import Ledger
from arcore.messages import Unusable
from arcore.policy import Policy
from arcore.reminders import notices
from tests.ledger_fixtures import customers, documents, take_in

DAY = dt.date
DUE = "2026-02-10"


class Inbox:
    """A mail server's memory; refuses when told to."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.refusing = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refusing:
            return "550 refused"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.mails.append((envelope.rcpt_tos, message["subject"], message.get_body(("plain",)).get_content()))
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


def test_a_dry_run_writes_and_sends_nothing(url: str, inbox: Inbox) -> None:
    assert remind(url) == {"day": "2026-02-03", "notices": 2, "sent": 0, "failed": 0, "drafts": 0, "elsewhere": 0, "no_address": 1,
                           "dry_run": True}  # fmt: skip
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
    assert remind(url, "--send", day="2026-02-07")["sent"] == 1  # three days before: another day, another message


def test_what_the_server_refuses_is_recorded_as_failed_and_not_sent_again(url: str, inbox: Inbox) -> None:
    inbox.refusing = True
    assert remind(url, "--send")["failed"] == 1
    assert outbox(url)[0] == ["a@example.com", "failed"]
    inbox.refusing = False
    assert remind(url, "--send")["sent"] == 0


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
        outgoing.urls_of({"ARCORE_NOTICE_FILE": str(outgoing.REPOSITORY / "urls.txt")})
    kept = tmp_path / "urls.txt"
    kept.write_text("# mail\nmailto://h?to={to}\n\nwecom://staff\n", "utf-8")
    assert outgoing.urls_of({"ARCORE_NOTICE_FILE": str(kept)}) == ["mailto://h?to={to}"]


def test_a_message_already_claimed_by_another_run_is_left_alone(url: str, inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    from arcore.commands import remind as command

    book: Ledger = ledger.open(url)
    for notice in command._notices(book, DAY(2026, 2, 3), "zh"):
        command._keep(book, notice, DAY(2026, 2, 3), "Li")
    [row] = command._waiting(book, DAY(2026, 2, 3))
    urls = outgoing.configured()
    assert command._deliver(book, row, urls, None, "Li") == "sent"
    assert command._deliver(book, row, urls, None, "Wu") == "elsewhere"  # it saw the same row waiting
    assert len(inbox.mails) == 1
