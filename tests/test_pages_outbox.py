"""The outbox page: the day's messages are written once, marked as sent and delivered, and every step is undone."""

import datetime as dt
import email
import email.policy
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from arcore.ledger import RowChange
from arcore.policy import Policy
from arcore.sending import outbox
from arcore.sending.gateways import Mail, draft
from tests.desk_app import cache_folder, click, desk, go, grid, practice_book, select, text
from tests.receivable_frames import customers
from tests.register_frames import register
from tests.test_pages_letters import ready

__all__ = ["cache_folder", "desk"]


def test_the_days_messages_are_written_once_marked_and_a_letter_marked_as_sent_does_its_step(desk: AppTest) -> None:
    ready(desk)
    page = text(go(desk, "outbox"))
    assert "待发送 0 条" in page
    click(desk, next(button.label for button in desk.button if str(button.label).startswith("生成并放入发件箱")))
    assert "生成并放入发件箱（0）" in [button.label for button in desk.button]
    rows = grid(desk, "outbox.grid")
    assert len(rows) > 100
    assert {"催款", "对账单", "到期提醒"} >= set(rows["kind_said"])
    assert "催款" in set(rows["kind_said"])
    place = rows["about"].tolist().index("CK20260630-C0061")
    select(desk, "outbox", place)
    assert "标记为“已发送”（1）" in [button.label for button in desk.button]
    assert "已将 1 条消息标记为“已发送”。" in text(click(desk, "标记为“已发送”（1）"))
    assert grid(desk, "outbox.grid")["state_said"].tolist()[place] == "已发送"
    go(desk, "collections", part="letters", letters="sent")
    assert len(grid(desk, "letters.grid")) == 1
    go(desk, "outbox")
    select(desk, "outbox", place)
    click(desk, "标记为“已送达”（1）")
    assert grid(desk, "outbox.grid")["state_said"].tolist()[place] == "已送达"
    click(desk, "撤销")
    assert grid(desk, "outbox.grid")["state_said"].tolist()[place] == "已发送"


def test_a_past_date_shows_messages_as_they_stood_then(desk: AppTest, cache_folder: Path) -> None:
    ready(desk)
    book = practice_book(desk, cache_folder)
    values = {"written_on": dt.date(2026, 5, 20), "kind": "dunning", "recipient": "a@example.com", "subject": "x", "body": "y"}
    book.change_registers([RowChange("outbox", {**values, "state": "waiting"}, customer_key=4)], who="Li")
    row = book.registers()["outbox"].iloc[-1]
    sent = RowChange("outbox", {**values, "state": "sent"}, row_key=int(row["row_key"]), entry=int(row["entry"]))
    book.change_registers([sent], who="Li", valid_from=dt.date(2026, 6, 15))
    book.close()
    assert grid(go(desk, "outbox"), "outbox.grid")["state_said"].tolist() == ["已发送"]
    assert grid(go(desk, "outbox", as_of="2026-05-31"), "outbox.grid")["state_said"].tolist() == ["待发送"]


def test_a_message_without_address_goes_out_once_the_customer_has_one() -> None:
    waiting = {"written_on": "2026-06-30", "kind": "dunning", "subject": "x", "body": "y", "state": "no_address"}
    rows = register("outbox", waiting)
    known = customers({"email": "财务 <ar@example.com>"})
    assert outbox.deliverable(rows, dt.date(2026, 6, 30), Policy()) == []
    (row,) = outbox.deliverable(outbox.addressed(rows, known), dt.date(2026, 6, 30), Policy())
    assert row["recipient"] == "ar@example.com"


def test_a_draft_opens_as_a_mail_with_its_attachment() -> None:
    made = draft(Mail("a@example.com", "对账单\n6 月", "正文", (("对账单.docx", b"PK"),)))
    message = email.message_from_bytes(made, policy=email.policy.default)
    assert (message["subject"], message["to"]) == ("对账单 6 月", "a@example.com")
    (part,) = message.iter_attachments()
    assert (part.get_filename(), part.get_content()) == ("对账单.docx", b"PK")


@pytest.mark.parametrize(
    ("told", "way"),
    [
        ({"recipient": None}, "courier"),
        ({"recipient": "a@example.com", "channel": "eml"}, "email"),
        ({"recipient": "a@example.com", "channel": "wecombot"}, "message"),
    ],
)
def test_marking_a_message_as_sent_says_in_the_letters_register_how_it_went(told: dict, way: str) -> None:
    rows = register("outbox", {"written_on": "2026-06-30", "kind": "dunning", "about": "CK-1", "state": "draft", **told})
    kept = {"outbox": rows, "letters": register("letters", {"customer_key": 1, "deadline": "2026-07-07"})}
    message, letter = outbox.became(rows.iloc[0].to_dict(), kept, "sent", today=dt.date(2026, 7, 1))
    assert message.values is not None
    assert letter.values is not None
    assert (message.values["state"], letter.values["sent_by"], letter.values["sent_on"]) == ("sent", way, dt.date(2026, 7, 1))
