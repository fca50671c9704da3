"""Balance links: one customer's own balance and nothing else, whatever is tampered with; answers wait for a person."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from arcore.ledger import Ledger, RowChange
from arcore.messages import Unusable
from arcore.portal.replies import decided
from arcore.portal.site import Site
from arcore.portal.tokens import Pass, secret_of, signed
from tests.ledger_fixtures import book, customers, database_url, documents, receipts, take_in

__all__ = ["book", "database_url"]

SECRET = b"0123456789abcdef0123456789abcdef"
NOW = dt.datetime(2026, 4, 1, 8, tzinfo=dt.UTC)
UNTIL = dt.date(2026, 4, 30)
OURS, THEIRS = "00000000000000aa", "00000000000000bb"
CHINESE = {"accept-language": "zh-CN"}


class Portal:
    """A site over a ledger with two customers, whose time the test sets."""

    def __init__(self, book: Ledger) -> None:
        self.book, self.now, self.secret = book, NOW, SECRET
        take_in(book, customers({"customer_id": "C1", "customer_name": "<b>甲</b>公司"}, {"customer_id": "C2", "customer_name": "乙公司"}),
                documents({"document_no": "A-1", "amount": 123_45}, {"document_no": "B-1", "amount": 999_99, "customer_id": "C2"}),
                receipts({"amount": 20_00}))  # fmt: skip
        rows = [("C1", OURS), ("C2", THEIRS)]
        keys = dict(zip(book.books().customers["customer_id"], book.books().customers["customer_key"], strict=True))
        self.keys = {name: int(key) for name, key in keys.items()}
        book.change_registers([RowChange("links", {"link_no": no, "issued_on": NOW.date(), "valid_until": UNTIL},
                                         customer_key=self.keys[name]) for name, no in rows], who="Li")  # fmt: skip
        self.site = Site(lambda: book, lambda: self.secret, lambda: self.now)
        self.client = TestClient(Starlette(routes=self.site.routes))

    def token(self, **changed: object) -> str:
        return signed(SECRET, Pass(**{"link_no": OURS, "customer_key": self.keys["C1"], "until": UNTIL, **changed}))

    def open(self, token: str):
        return self.client.get(f"/balance/{token}", headers=CHINESE)

    def send(self, **form: str):
        page = self.open(self.token()).text
        mark = re.search(r'name="mark" value="(\w+)"', page)[1]
        return self.client.post(f"/balance/{self.token()}", data={"mark": mark, "person": "王会计", **form}, headers=CHINESE)

    def replies(self):
        return self.book.books().registers["replies"]


@pytest.fixture
def portal(book: Ledger) -> Portal:
    return Portal(book)


def test_a_link_shows_the_customers_own_balance_escaped_and_nothing_of_anybody_else(portal: Portal) -> None:
    found = portal.open(portal.token())
    assert found.status_code == 200
    assert "A-1" in found.text
    assert "103.45" in found.text  # 123.45 open − 20.00 not yet applied
    assert "已收到、尚未核销的款项" in found.text
    assert "-20.00" in found.text
    assert "&lt;b&gt;甲&lt;/b&gt;公司" in found.text
    assert "B-1" not in found.text
    assert "乙公司" not in found.text
    assert "999.99" not in found.text
    assert "<script" not in found.text
    assert "href" not in found.text
    assert found.headers["cache-control"] == "no-store"
    assert found.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in found.headers


def test_tampering_opens_nothing_and_every_refusal_looks_the_same(portal: Portal) -> None:
    good = portal.token()
    words, _, signature = good.rpartition("-")
    link_no, key, until = words.split("-")
    tampered = [
        f"{link_no}-{portal.keys['C2']}-{until}-{signature}",  # another customer
        f"{THEIRS}-{key}-{until}-{signature}",  # another link
        f"{link_no}-{key}-20990101-{signature}",  # a later end
        words + "-" + ("0" if signature[0] != "0" else "1") + signature[1:],
        words,
        words + "-" + signature.upper(),
        signed(b"f" * 32, Pass(OURS, portal.keys["C1"], UNTIL)),  # another secret
        portal.token(customer_key=portal.keys["C2"]),  # rightly signed, but the register says another customer
        portal.token(until=dt.date(2099, 1, 1)),  # rightly signed, but the register says another end
        portal.token(link_no="00000000000000cc"),  # rightly signed, but no such link
    ]
    answers = [portal.open(token) for token in tampered]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert "A-1" not in answers[0].text
    assert portal.open(good).status_code == 200


def test_an_expired_or_revoked_link_opens_nothing_and_takes_no_answer(portal: Portal) -> None:
    portal.now = dt.datetime(2026, 4, 30, 23, tzinfo=dt.UTC)
    assert portal.open(portal.token()).status_code == 200  # on its last day
    portal.now = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    assert portal.open(portal.token()).status_code == 404
    portal.now = NOW
    row = portal.book.books().registers["links"].iloc[0]
    revoked = {"link_no": OURS, "issued_on": NOW.date(), "valid_until": UNTIL, "revoked_on": NOW.date()}
    portal.book.change_registers([RowChange("links", revoked, row_key=int(row["row_key"]))], who="Li")
    assert portal.open(portal.token()).status_code == 404
    form = {"mark": "a" * 32, "act": "confirm", "person": "王"}
    assert portal.client.post(f"/balance/{portal.token()}", data=form).status_code == 404
    assert len(portal.replies()) == 0


def test_without_a_secret_links_are_off_and_a_short_one_is_refused(portal: Portal) -> None:
    portal.secret = None  # type: ignore[assignment]
    assert portal.open(portal.token()).status_code == 404
    assert secret_of({}) is None
    with pytest.raises(Unusable, match="at least 32 characters"):
        secret_of({"ARCORE_LINK_SECRET": "short"})


def test_a_file_of_the_secret_that_is_not_utf8_text_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes("密钥".encode("gb18030") * 40)
    with pytest.raises(Unusable, match="cannot be read: save it as text in UTF-8"):
        secret_of({"ARCORE_LINK_SECRET_FILE": str(tmp_path / "secret")})


def test_no_other_page_is_reachable_with_a_link(portal: Portal) -> None:
    for path in ("/", "/overview", f"/balance/{portal.token()}/aging", f"/balance/{portal.token()}/..%2f..", "/balance/"):
        assert portal.client.get(path).status_code == 404
    assert portal.client.delete(f"/balance/{portal.token()}").status_code == 405


def test_knocking_too_often_is_refused(portal: Portal) -> None:
    assert [portal.open("x").status_code for _ in range(22)] == [404] * 20 + [429] * 2
    assert portal.open(portal.token()).status_code == 429  # who guesses waits, even with a good link
    portal.now += dt.timedelta(minutes=10)
    assert [portal.open(portal.token()).status_code for _ in range(61)] == [200] * 60 + [429]


def test_an_answer_waits_by_link_and_a_double_click_counts_once(portal: Portal) -> None:
    page = portal.open(portal.token()).text
    mark = re.search(r'name="mark" value="(\w+)"', page)[1]
    form = {"mark": mark, "act": "confirm", "person": "王会计", "balance": "0.01"}
    for _ in range(2):
        assert "感谢反馈" in portal.client.post(f"/balance/{portal.token()}", data=form, headers=CHINESE).text
    rows = portal.replies()
    assert rows[["act", "balance", "state", "person"]].values.tolist() == [["confirm", "2026-03-31: CNY 103.45", "waiting", "王会计"]]
    assert rows["customer_key"].tolist() == [portal.keys["C1"]]
    assert rows["recorded_by"].tolist() == [f"链接提交 {OURS}"]
    assert len(portal.book.books().registers["interruptions"]) == 0  # nothing counts before a person accepts it


def test_another_customers_document_cannot_be_disputed(portal: Portal) -> None:
    assert portal.send(act="dispute", document_no="B-1", words="价格").status_code == 400
    assert portal.send(act="dispute", document_no="A-1").status_code == 400
    assert portal.send(act="drop tables", words="x").status_code == 400
    assert portal.client.post(f"/balance/{portal.token()}", content=b"x" * 20_001).status_code == 413
    assert len(portal.replies()) == 0


@pytest.mark.parametrize(("act", "register"), [("confirm", "interruptions"), ("dispute", "disputes"), ("feedback", "feedback")])
def test_accepting_turns_an_answer_into_a_row_in_one_entry_that_can_be_undone(portal: Portal, act: str, register: str) -> None:
    portal.send(act=act, document_no="A-1", words="单价不符")
    row = portal.replies().iloc[0].to_dict()
    changes = decided(row, accepted=True, who="Li", today=NOW.date(), due=NOW.date())
    entry = portal.book.change_registers(changes, who="Li")
    made = portal.book.books().registers[register]
    assert made["customer_key"].tolist() == [portal.keys["C1"]]
    assert portal.replies()["state"].tolist() == ["accepted"]
    if act == "dispute":
        assert made[["document_nos", "owner", "state"]].values.tolist() == [["A-1", "Li", "open"]]
    if act == "confirm":
        assert made["proven"].isna().all()  # restarts no clock by itself
    portal.book.undo(entry.seq, who="Li")
    assert portal.replies()["state"].tolist() == ["waiting"]
    assert len(portal.book.books().registers[register]) == 0
    with pytest.raises(Unusable):  # decided meanwhile by somebody else
        portal.book.change_registers(
            decided({**row, "entry": row["entry"] - 1}, accepted=False, who="Wu", today=NOW.date(), due=NOW.date()), who="Wu"
        )
