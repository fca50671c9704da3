# ruff: noqa: E501  (a row of a register a line, Chinese counted double width)
"""Six months of an invented company, a month at a time: files that come in, and what people write down, amend and decide in each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

from arcore import policy_file
from arcore.ledger import Application, Part, RowChange, Ruling
from arcore.ledger.store import Ledger
from arcore.ledger.write_offs import Decision
from arcore.policy import ApprovalRules, Policy
from arcore.policy_sections.forecast import ForecastRules
from tests.ledger_fixtures import customers, documents, receipts, take_in

ENDS = tuple(dt.date(2026, month, day) for month, day in ((1, 31), (2, 28), (3, 31), (4, 30), (5, 31), (6, 30)))
PARTIES = ("C1", "C2", "C3", "C4")
Fields = dict[str, Any]


@dataclass
class Story:
    """The ledger it is written into, and the rows of registers that later months come back to."""

    book: Ledger
    rows: dict[str, int] = field(default_factory=dict)
    kept: dict[str, Fields] = field(default_factory=dict)

    def write(self, name: str, register: str, values: Fields, on: dt.date, customer: int = 1, document: int | None = None) -> None:
        """A new row, remembered as `name`."""
        change = RowChange(register, values, customer_key=customer, document_key=document)
        entry = self.book.change_registers([change], who="Li", why="written down", valid_from=on)
        self.rows[name], self.kept[name] = int(self.book.changes(entry.seq)[0].after["row_key"][0]), {"register": register, **values}

    def amend(self, name: str, on: dt.date, **values: Any) -> None:
        """The row `name` with other values from `on`."""
        self.kept[name] |= values
        fields = {field_name: value for field_name, value in self.kept[name].items() if field_name != "register" and value is not None}
        change = RowChange(self.kept[name]["register"], fields, self.rows[name])
        self.book.change_registers([change], who="Wang", why="amended", valid_from=on)

    def entry_of(self, name: str) -> int:
        """The entry that wrote the row last, as a person who decides on it sees it."""
        rows = self.book.books().registers[self.kept[name]["register"]]
        return int(rows.loc[rows["row_key"] == self.rows[name], "entry"].iloc[0])


def day(end: dt.date, number: int) -> str:
    """A day of the month that ends on `end`."""
    return end.replace(day=number).isoformat()


def month(story: Story, place: int) -> None:
    """Everything that happens in the month `ENDS[place]`."""
    end = ENDS[place]
    files(story.book, place)
    ACTS[place](story, end)


def files(book: Ledger, place: int) -> None:
    """Eight documents, paid by bank or told as paid in a column; limits and terms that the customers' list changes by and by."""
    end, prefix = ENDS[place], f"{ENDS[place]:%m}"
    bought = documents_of(place)
    bought[6] |= {"paid_amount": bought[6]["amount"] if place % 2 else 500_00}
    bought.append(
        {"document_no": f"{prefix}-R", "customer_id": "C2", "amount": -300_00, "document_date": day(end, 20), "due_date": day(end, 20)}
    )
    if place:
        before = f"{ENDS[place - 1]:%m}"
        bought.append({**documents_of(place - 1)[6], "paid_amount": documents_of(place - 1)[6]["amount"]})  # the rest of last month's came
        paid = [
            {"receipt_no": f"S{prefix}{n}", "customer_id": PARTIES[n % 4], "receipt_date": day(end, 5 + 3 * n), "amount": 600_00 * (n + place),
             "document_no": f"{before}-{n}", "payer_name": f"甲{n}"}
            for n in (0, 1, 2, 5)
        ]  # fmt: skip
        paid.append({"receipt_no": f"S{prefix}X", "customer_id": None, "receipt_date": day(end, 25), "amount": 77_00, "payer_name": "不明"})
    else:
        paid = [{"receipt_no": "S01", "customer_id": "C1", "receipt_date": day(end, 28), "amount": 100_00}]
    known = [
        {"customer_id": name, "customer_name": f"{name}公司", "credit_limit": 9_000_00 + 1_000_00 * (place // 2), "term_text": "30天",
         "grade": "AB"[n % 2] if n < 2 else None, "group_name": "集团" if n < 2 else None, "size": "大型" if n == 0 else "小型"}
        for n, name in enumerate(PARTIES)
    ]  # fmt: skip
    take_in(book, customers(*known), documents(*bought), receipts(*paid), file=f"{prefix}.xlsx", data_date=end)


def documents_of(place: int) -> list[Fields]:
    """The invoices of a month as its file had them."""
    end, prefix = ENDS[place], f"{ENDS[place]:%m}"
    return [
        {"document_no": f"{prefix}-{n}", "customer_id": PARTIES[n % 4], "amount": 1_000_00 * (n + 1 + place), "currency": ("CNY", "USD")[n == 7],
         "document_date": day(end, 2 + n), "due_date": (end.replace(day=2 + n) + dt.timedelta(days=(10, 25, 40)[n % 3])).isoformat(),
         "salesperson": ("王芳", "李伟")[n % 2], "region": ("华东", "华南")[n % 2]}
        for n in range(8)
    ]  # fmt: skip


def january(story: Story, end: dt.date) -> None:
    """Contracts, security and stages are written down; the first promise is made, the first dispute raised."""
    story.book.save_policy(policy_file.dump(Policy()), who="Li", why="start")
    story.write("contract", "contracts", {"contract_no": "HT-1", "valid_from": day(end, 2), "late_fee_rate": "0.5"}, end)
    story.write("guarantee", "guarantees", {"guarantor": "保证人", "guarantee_kind": "guarantee", "liability": "joint", "cap": 5_000_00, "valid_from": day(end, 2), "guarantee_until": "2026-05-15"}, end)  # fmt: skip
    story.write("stage", "stages", {"stage": "contract", "entered_on": day(end, 3), "decided_by": "王"}, end)
    story.write("promise", "promises", {"made_on": day(end, 15), "promised_on": "2026-02-05", "amount": 900_00}, end)
    story.write("dispute", "disputes", {
        "opened_on": day(end, 20), "dispute_type": "price", "document_nos": "01-0", "what": "单价不符", "owner": "李", "due_on": "2026-03-01", "state": "open",
    }, end)  # fmt: skip
    story.write("contact", "contacts", {"contacted_on": day(end, 18), "channel": "phone", "ours": "李", "reason": "funds"}, end)
    story.write(
        "assessment", "assessments", {"assessed_on": day(end, 22), "assessed_by": "王", "finance_score": 80, "operations_score": 70}, end
    )
    story.write(
        "event",
        "events",
        {"happened_on": day(end, 23), "event_type": "lawsuit", "what": "涉诉", "source": "公告", "severity": "high"},
        end,
        2,
    )
    story.write("feedback", "feedback", {
        "received_on": day(end, 24), "channel": "phone", "category": "billing", "rating": 2, "what": "发票慢", "owner": "李", "due_on": day(end, 30),
        "state": "open",
    }, end)  # fmt: skip


def february(story: Story, end: dt.date) -> None:
    """The promise is put off, the dispute settled, a plan negotiated, a hold set, statements sent, limits asked for."""
    story.amend("promise", end, promised_on="2026-03-12")
    story.amend("dispute", end, state="closed", outcome="upheld", closed_on=day(end, 25))
    story.write("plan", "plans", {
        "agreed_on": day(end, 18), "state": "proposed", "document_nos": "01-1", "principal": 1_000_00, "schedule": "2026-03-31 600.00\n2026-04-30 400.00",
    }, end, 2)  # fmt: skip
    story.write("hold", "holds", {"held_from": day(end, 10), "until": "2026-03-20", "reason": "等验收", "decided_by": "王"}, end, 3)
    story.write("statement", "statements", {
        "number": "DZ-1", "mode": "detail", "period_to": "2026-01-31", "balance": 3_000_00, "currency": "CNY", "generated_on": day(end, 3),
        "state": "sent", "sent_on": day(end, 4), "channel": "email", "reply_by": day(end, 20),
    }, end)  # fmt: skip
    story.write("application", "applications", {"requested_on": day(end, 20), "requested_by": "李", "reason": "旺季", "requested_limit": 20_000_00, "currency": "CNY", "decision": "pending"}, end)  # fmt: skip
    story.write("letter", "letters", {
        "letter_no": "CK-1", "written_on": day(end, 21), "tone": "formal", "amount": 2_000_00, "document_nos": "01-0", "deadline": "2026-03-15",
        "sent_by": "ems", "sent_on": day(end, 22), "tracking_no": "E1",
    }, end)  # fmt: skip
    story.write(
        "task",
        "tasks",
        {"title": "查合同", "department": "finance", "owner": "李", "created_on": day(end, 8), "due_on": day(end, 26), "state": "open"},
        end,
    )
    story.amend("feedback", end, state="closed", action="已补开", answered_on=day(end, 3), closed_on=day(end, 9))
    books = story.book.books()
    story.book.change_due(
        int(books.documents["document_key"].iloc[2]), dt.date(2026, 4, 15), agreed_on=end.replace(day=12), who="Li", why="协商"
    )
    story.book.change_customers({2: {"credit_limit": 6_000_00, "grade": "C"}}, who="Li", valid_from=end.replace(day=14))


def march(story: Story, end: dt.date) -> None:
    """The plan is agreed, the application decided, the statement answered, a write-off proposed; the policy changes."""
    story.amend("plan", end, state="agreed", agreed_on=day(end, 3))
    story.book.decide_application(
        Ruling(story.rows["application"], story.entry_of("application"), approved=True), who="Zhao", day=end.replace(day=5)
    )
    story.amend("statement", end, state="agreed", answered_on=day(end, 6), signer="周", seal="finance", agreed_balance=3_000_00)
    story.write("difference", "differences", {
        "kind": "price", "books": "ours", "our_amount": 100_00, "their_amount": 80_00, "difference": 20_00, "found_on": day(end, 6), "owner": "李",
        "due_on": day(end, 30), "state": "open", "currency": "CNY",
    }, end)  # fmt: skip
    story.amend("letter", end, arrived_on=day(end, 2), signed_by="前台")
    story.amend("task", end, state="done", outcome="已补", closed_on=day(end, 11))
    story.write(
        "provision",
        "specific_provisions",
        {"recoverable": 500_00, "currency": "CNY", "reason": "停产", "assessed_on": day(end, 25), "assessed_by": "王"},
        end,
        3,
    )
    books = story.book.books()
    owed = books.documents[books.documents["document_no"] == "01-3"].iloc[0]
    story.write("write_off", "write_offs", {
        "amount": 200_00, "currency": "CNY", "cause": "small", "explanation": "小额", "proposed_on": day(end, 20), "proposed_by": "李", "state": "pending",
    }, end, int(owed["customer_key"]), int(owed["document_key"]))  # fmt: skip
    story.book.save_policy(policy_file.dump(replace(Policy(), forecast=ForecastRules(late_days=10))), who="Wang", why="收紧")
    story.amend("event", end, settled_on=day(end, 15))


def april(story: Story, end: dt.date) -> None:
    """The write-off is decided, the plan ended, the provision revised, the guarantee and contract amended; a court case begins."""
    decision = Decision(story.rows["write_off"], approve=True, role="director", on=end.replace(day=9), entry=story.entry_of("write_off"))
    story.book.decide_write_off(decision, ApprovalRules(), who="Zhao")
    story.amend("plan", end, state="ended", ended_on=day(end, 20))
    story.amend("provision", end, recoverable=100_00)
    story.amend("contract", end, late_fee_rate="1")
    story.amend("guarantee", end, guarantee_until="2026-12-31")
    story.amend("difference", end, state="adjusted", adjustment="补记", closed_on=day(end, 8))
    story.amend("hold", end, until=day(end, 30))
    story.amend("assessment", end, finance_score=30)
    story.write(
        "interruption", "interruptions", {"happened_on": day(end, 12), "kind": "acknowledgement", "proven": True, "proof": "邮件"}, end
    )
    story.write("review", "reviews", {"reviewed_on": day(end, 22), "score": 70, "grade": "B", "decided_by": "王"}, end)
    story.write("promise 2", "promises", {"made_on": day(end, 10), "promised_on": "2026-05-10", "amount": 700_00, "ours": "李"}, end, 3)
    key = int(story.book.books().documents["document_key"].iloc[-4])
    story.book.record_application([Application((Part(key, 50_00, "write_off", "尾差"),), date=end.replace(day=28))], who="Li")


def may(story: Story, end: dt.date) -> None:
    """What was said in April is put right from May on."""
    story.amend("promise 2", end, amount=100_00)
    story.amend("contact", end, reason="quality", reached=False)
    story.amend("review", end, next_review="2026-06-10")
    story.book.change_customers({1: {"status": "暂停发货", "term_text": "60天"}}, who="Li", valid_from=end.replace(day=3))


def june(story: Story, end: dt.date) -> None:
    """Nothing is left to be done."""


ACTS = (january, february, march, april, may, june)
