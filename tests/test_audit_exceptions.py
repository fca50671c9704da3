"""Exception tests of internal control: what each finds, what it leaves alone, and that a finding is made of it once."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from arcore import closing, ledger
from arcore.audit import Examined, Signature, Version, exceptions_of, finding_for, findings_at, harmless_for, judged
from arcore.audit.findings import ageing, amounts, answer, open_findings
from arcore.audit.numbering import plain_number
from arcore.audit.opened import examined
from arcore.books import Books
from arcore.ledger import Application, Closing, Part, RowChange
from arcore.policy import Policy
from arcore.registers import REGISTERS
from arcore.registers.checks import check
from arcore.registers.frames import frame
from tests import ledger_fixtures
from tests.ledger_fixtures import take_in
from tests.receivable_frames import allocations, customers, documents, receipts

AS_OF = dt.date(2026, 6, 30)
POLICY = Policy()


def books(made: list[dict] = ({},), *, came: list[dict] = (), paid: list[dict] = (), known: list[dict] = ({},), **registers) -> Books:
    numbered = [{"document_no": f"D{n}x", "term_text": None, "reversed_document_no": None} | row for n, row in enumerate(made, 1)]
    blank = dict.fromkeys(("term_text", "tax_no", "bank_account", "legal_representative", "phone", "address"))
    names = [blank | {"customer_id": f"C{n}", "customer_name": f"客户{n}"} | row for n, row in enumerate(known, 1)]
    rows = {name: register(name, *found) for name, found in registers.items()}
    paying = [{"payer_name": "客户1"} | row for row in came]
    empty = receipts({"payer_name": None}).iloc[:0]
    made_receipts = receipts(*paying) if paying else empty
    settled = allocations(*paid) if paid else allocations({}).iloc[:0]
    every = {name: register(name) for name in ("applications", "write_offs", "plans", "findings")}
    return Books(documents(*numbered), made_receipts, settled, customers(*names), "1", registers=every | rows)


def register(name: str, *rows: dict) -> pd.DataFrame:
    return frame(REGISTERS[name], [{"customer_key": 1, "entry": 1, "row_key": n, **row} for n, row in enumerate(rows, 1)])


def found(test: str, held: Books, policy: Policy = POLICY, **more) -> list[tuple]:
    """(severity, number, amount, evidence) of what one test finds."""
    at = Examined(held, AS_OF, policy, **more)
    return [(one.severity, one.number, one.amount, one.evidence.text("en")) for one in exceptions_of(at) if one.test == test]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("xs-0012", "XS-12"),
        ("ＸＳ－12", "XS-12"),
        (" XS - 12", "XS-12"),
        ("000123", "123"),
        ("A100", "A100"),
        ("0", "0"),
        ("XS24060001", "XS24060001"),
    ],
)
def test_numbers_are_compared_without_what_people_write_differently(written: str, plain: str) -> None:
    assert plain_number(written) == plain


def test_a_number_written_in_two_ways_is_found_once_and_the_same_sale_is_grave() -> None:
    held = books(
        [{"document_no": "FP-00123"}, {"document_no": "ｆｐ-123", "document_date": dt.date(2025, 2, 1)}, {"document_no": "FP-124"}]
    )
    assert found("duplicate_numbers", held) == [
        ("high", "ｆｐ-123", 100_00, "ｆｐ-123 of 2025-02-01 is the same number as FP-00123 of 2025-01-01: same customer, same amount.")
    ]
    other = books([{"document_no": "7"}, {"document_no": "07", "entity": "B"}])
    assert found("duplicate_numbers", other) == []  # each entity has its own numbers


def test_a_receipt_entered_twice_is_found_too() -> None:
    twice = found("duplicate_numbers", books(came=[{"receipt_no": "SK1"}, {"receipt_no": "sk 01", "amount": 90_00}]))
    assert [(one[0], one[1], one[2]) for one in twice] == [("medium", "sk 01", 90_00)]


def test_a_gap_is_looked_for_within_the_month_s_own_series() -> None:
    march, april = dt.date(2026, 3, 5), dt.date(2026, 4, 5)
    made = [{"document_no": f"XS2603{n:04d}", "document_date": march} for n in (1, 2, 3, 6, 7, 8)]
    made += [{"document_no": f"XS2604{n:04d}", "document_date": april} for n in (1, 2, 4, 5, 6)]
    assert found("number_gaps", books(made)) == [
        ("medium", "XS26030004–XS26030005", 0, "XS26030004 to XS26030005 are missing (2 numbers) before XS26030006 of 2026-03-05."),
        ("low", "XS26040003", 0, "XS26040003 is missing before XS26040004 of 2026-04-05."),
    ]


def test_few_or_scattered_numbers_are_no_series() -> None:
    assert found("number_gaps", books([{"document_no": f"A{n}"} for n in (101, 102, 104, 105)])) == []
    assert found("number_gaps", books([{"document_no": f"A{n}"} for n in (110, 120, 130, 140, 150, 160)])) == []
    blocks = [{"document_no": f"A{n}"} for n in (101, 102, 103, 501, 502, 503)]
    assert found("number_gaps", books(blocks)) == []  # a jump of 398 is another block


def test_a_due_date_off_the_terms_is_found_beyond_the_days_that_holidays_explain() -> None:
    made = {"document_date": dt.date(2026, 3, 2), "term_text": "30天"}
    held = books(
        [made | {"due_date": dt.date(2026, 4, 11)}, made | {"due_date": dt.date(2026, 6, 1)}, made | {"due_date": dt.date(2026, 3, 9)}]
    )
    assert found("moved_due_dates", held) == [
        ("medium", "D2x", 100_00, "Due on 2026-06-01, 61 days later than “30天” gives (2026-04-01)."),
        ("low", "D3x", 100_00, "Due on 2026-03-09, 23 days earlier than “30天” gives (2026-04-01)."),
    ]


def test_terms_of_the_document_s_own_day_count_not_the_customer_s_of_now() -> None:
    made = {"document_date": dt.date(2026, 1, 5), "due_date": dt.date(2026, 4, 7)}
    changes = pd.DataFrame(
        {"change_key": [1], "customer_key": [1], "field": ["term_text"], "origin": ["file"], "valid_from": pd.to_datetime(["2026-03-01"]),
         "old": ["90天"], "new": ["30天"], "entry": [2]}
    )  # fmt: skip
    held = books([made], known=[{"term_text": "30天"}])
    assert [one[3][:32] for one in found("moved_due_dates", held)] == ["Due on 2026-04-07, 62 days later"]
    assert found("moved_due_dates", replace(held, customer_changes=changes)) == []
    filled_in = books([made | {"term_text": "30天"}], known=[{"term_text": "30天"}])
    assert found("moved_due_dates", replace(filled_in, customer_changes=changes)) == []
    of_its_own = books([made | {"term_text": "60天"}], known=[{"term_text": "30天"}])
    assert [one[3][:32] for one in found("moved_due_dates", replace(of_its_own, customer_changes=changes))] == [
        "Due on 2026-04-07, 32 days later"
    ]


def moves(*rows: tuple[str, str, str, int]) -> pd.DataFrame:
    table = pd.DataFrame([(1, *row) for row in rows], columns=["document_key", "agreed_on", "old", "new", "entry"])
    return table.assign(**{name: pd.to_datetime(table[name]) for name in ("agreed_on", "old", "new")})


def test_a_moved_due_date_names_who_when_and_why_and_is_grave_once_overdue() -> None:
    held = books([{"document_date": dt.date(2026, 1, 5)}])
    signed = {7: Signature("李伟", dt.date(2026, 3, 2), "客户要求"), 8: Signature("王芳", dt.date(2026, 6, 28), "")}
    held = replace(held, due_changes=moves(("2026-03-01", "2026-02-04", "2026-05-31", 7), ("2026-05-01", "2026-05-31", "2026-06-30", 8)))
    assert found("moved_due_dates", held, signed=signed) == [
        ("high", "D1x", 100_00,
         "Due date moved from 2026-02-04 to 2026-05-31 on 2026-03-01, when it was overdue already, by 李伟 (客户要求)."),
        ("medium", "D1x", 100_00,
         "Due date moved from 2026-05-31 to 2026-06-30, noted as agreed on 2026-05-01 but written on 2026-06-28 by 王芳 (–)."),
    ]  # fmt: skip
    later = replace(held, due_changes=moves(("2026-07-01", "2026-02-04", "2026-05-31", 7)))
    assert found("moved_due_dates", later, signed=signed) == []  # not known on the date


def test_a_date_moved_later_is_off_the_terms_as_it_stood_on_the_day_looked_at() -> None:
    made = {"document_date": dt.date(2026, 3, 2), "term_text": "30天", "due_basis": "agreed", "due_date": dt.date(2026, 9, 30)}
    held = replace(books([made]), due_changes=moves(("2026-07-01", "2026-06-01", "2026-09-30", 7)))
    assert found("moved_due_dates", held) == [("medium", "D1x", 100_00, "Due on 2026-06-01, 61 days later than “30天” gives (2026-04-01).")]


WRITTEN = {"receipt_key": None, "kind": "write_off"}


def test_only_write_offs_beyond_the_clerk_s_limit_need_an_approved_proposal() -> None:
    big = {"amount": 5_000_000}
    paid = [WRITTEN | {"document_key": key, "amount": amount, "date": dt.date(2026, 3, key)} for key, amount in ((1, 10_000), (2, 10_001))]
    held = books([big, big], paid=paid)
    assert found("write_offs", held) == [
        ("medium", "D2x", 10_001, "CNY 100.01 written off on 2026-03-02 without an approved proposal; it needs the Finance manager.")
    ]
    proposal = {
        "document_key": 2,
        "amount": 10_001,
        "state": "approved",
        "decided_by": "周敏",
        "decided_as": "manager",
        "decided_on": "2026-03-02",
    }
    approved = books([big, big], paid=paid, write_offs=[proposal])
    assert found("write_offs", approved) == []
    weak = books([big, big], paid=paid, write_offs=[proposal | {"decided_as": "clerk"}])
    assert found("write_offs", weak) == [
        ("medium", "D2x", 10_001, "CNY 100.01 written off on 2026-03-02, approved by 周敏 (Clerk); it needs the Finance manager.")
    ]


def test_small_write_offs_that_add_up_beyond_the_year_s_limit_are_found_from_there_on() -> None:
    held = books([{"amount": 5_000_000}], paid=[WRITTEN | {"amount": 9_000, "date": dt.date(2026, 3, 1 + day)} for day in range(12)])
    assert [one[3][:41] for one in found("write_offs", held)] == ["CNY 90.00 written off on 2026-03-12 witho"]


def test_credit_notes_of_the_first_days_take_back_the_month_before() -> None:
    note = {"kind": "credit_note", "amount": -2_000_000, "document_date": dt.date(2026, 4, 2)}
    sale = {"document_no": "S1", "amount": 2_000_000, "document_date": dt.date(2026, 3, 30)}
    whole = books([sale, note | {"document_no": "H1", "reversed_document_no": "S1"}])
    assert found("credit_notes", whole) == [
        ("high", "H1", -2_000_000, "On 2026-04-02 it takes back 100.0 % of S1, sold on 2026-03-30 in the month before.")
    ]
    assert len(found("credit_notes", books([sale, note]))) == 1  # names none: the invoice of the same amount
    late = books([sale, note | {"reversed_document_no": "S1", "document_date": dt.date(2026, 4, 11)}])
    older = books([sale | {"document_date": dt.date(2026, 2, 27)}, note | {"reversed_document_no": "S1"}])
    small = books([sale, note | {"reversed_document_no": "S1", "amount": -999_999}])
    assert found("credit_notes", late) == found("credit_notes", older) == found("credit_notes", small) == []


def test_one_person_who_asks_and_approves_is_found_in_the_registers() -> None:
    asked = {"requested_on": "2026-05-01", "requested_by": "李伟", "reason": "旺季", "decision": "approved", "decided_on": "2026-05-04",
             "approved_limit": 80_000_000, "manager_by": "李伟"}  # fmt: skip
    assert found("same_person", books(applications=[asked])) == [
        ("high", "", 80_000_000, "The limit of 2026-05-04 was asked for and approved by 李伟.")
    ]
    assert found("same_person", books(applications=[asked | {"manager_by": "周敏"}])) == []
    assert found("same_person", books(applications=[asked | {"decision": "pending"}])) == []


def test_one_person_who_wrote_both_is_found_in_the_journal() -> None:
    plan = {"agreed_on": "2026-05-01", "state": "agreed", "document_nos": "D1x", "principal": 9_000_00, "schedule": "2026-07-31 9000"}
    held = books(plans=[plan])

    def written(*versions: tuple[str, str]) -> list[tuple]:
        return found("same_person", held, versions={1: tuple(Version(who, {"state": state}) for who, state in versions)})

    assert written(("李伟", "proposed"), ("李伟", "agreed")) == [
        ("medium", "", 9_000_00, "The instalment plan of 2026-05-01 was proposed by 李伟, who also wrote its approval into the books.")
    ]
    assert written(("李伟", "proposed"), ("周敏", "agreed")) == []
    assert written(("李伟", "agreed"), ("李伟", "agreed")) == []  # written down as agreed at once


def test_the_journal_of_a_ledger_says_who_wrote_what(tmp_path: Path) -> None:
    book = ledger.open(f"sqlite:///{tmp_path / 'audit.sqlite'}")
    take_in(book, ledger_fixtures.customers({"customer_id": "C1", "customer_name": "甲"}), ledger_fixtures.documents({"document_no": "D1"}))
    plan = {"agreed_on": "2026-03-20", "state": "proposed", "document_nos": "D1", "principal": 10_000, "schedule": "2026-04-30 100.00"}
    book.change_registers([RowChange("plans", plan, customer_key=1)], who="李伟", why="协商")
    row = book.books().registers["plans"].iloc[0]
    agreed = RowChange("plans", plan | {"state": "agreed"}, row_key=int(row["row_key"]), entry=int(row["entry"]))
    book.change_registers([agreed], who="李伟", why="达成")
    day = dt.date(2026, 3, 31)
    book.change_due(1, dt.date(2026, 6, 30), agreed_on=dt.date(2026, 3, 25), who="赵磊", why="客户要求")
    (due, same) = exceptions_of(examined(book, book.books(), day, POLICY))
    assert (due.test, same.test) == ("moved_due_dates", "same_person")
    assert "赵磊 (客户要求)" in due.evidence.text("en")
    assert "proposed by 李伟" in same.evidence.text("en")
    assert (same.customer_id, same.customer_name) == ("C1", "甲")
    book.close()


def test_a_write_off_booked_into_a_closed_month_is_found_from_the_ledger(tmp_path: Path) -> None:
    book = ledger.open(f"sqlite:///{tmp_path / 'closed.sqlite'}")
    take_in(book, ledger_fixtures.customers({"customer_id": "C1", "customer_name": "甲"}), ledger_fixtures.documents({"document_no": "D1"}))
    january, books_then = dt.date(2026, 1, 31), book.books()
    content = closing.packed(closing.taken(closing.Moment(books_then, january, POLICY)))
    book.close_month(Closing(january, content, books_then.version, 0), who="赵敏", why="月结")
    part = Part(1, 500, "write_off", "漏记")
    late = book.record_application([Application((part,), date=dt.date(2026, 1, 28))], who="王芳", why="一月漏记")
    (one,) = exceptions_of(examined(book, book.books(), dt.date(2026, 3, 31), POLICY))
    assert (one.test, one.number, one.amount, one.severity) == ("after_close", "D1", -500, "high")
    assert f"Changes 2026-01 by CNY -5.00: entry {late.seq} of " in one.evidence.text("en")
    assert one.evidence.text("en").endswith(" by 王芳 (一月漏记).")
    assert exceptions_of(examined(book, book.books(), dt.date(2026, 1, 30), POLICY)) == ()
    book.close()


def test_one_approval_covers_one_write_off() -> None:
    paid = [WRITTEN | {"amount": 20_000, "date": dt.date(2026, 3, day)} for day in (1, 2)]
    proposal = {"document_key": 1, "amount": 20_000, "state": "approved", "decided_by": "周敏", "decided_as": "manager"}
    held = books([{"amount": 5_000_000}], paid=paid, write_offs=[proposal | {"decided_on": "2026-03-01"}])
    assert [one[3][:40] for one in found("write_offs", held)] == ["CNY 200.00 written off on 2026-03-02 wit"]


def test_terms_changed_by_hand_without_an_application_are_found() -> None:
    changes = pd.DataFrame(
        {"change_key": [1], "customer_key": [1], "field": ["term_text"], "origin": ["edit"], "valid_from": pd.to_datetime(["2026-03-01"]),
         "old": ["30天"], "new": ["90天"], "entry": [2]}
    )  # fmt: skip
    signed = {2: Signature("赵磊", AS_OF, "大客户")}
    held = replace(books(), customer_changes=changes)
    assert [one[3] for one in found("same_person", held, signed=signed)] == [
        "Terms changed from “30天” to “90天” from 2026-03-01 on by 赵磊 alone, without an application (大客户)."
    ]
    granted = register(
        "applications", {"requested_on": "2026-02-01", "requested_by": "赵磊", "decision": "approved", "approved_terms": "90天"}
    )
    assert found("same_person", replace(held, registers=held.registers | {"applications": granted}), signed=signed) == []
    later = granted.assign(decided_on=pd.to_datetime(["2026-07-01"]))
    assert len(found("same_person", replace(held, registers=held.registers | {"applications": later}), signed=signed)) == 1


def test_a_round_receipt_is_left_alone_where_it_is_what_the_invoice_comes_to() -> None:
    came = [{"receipt_no": f"SK{n}", "amount": amount} for n, amount in ((1, 8_000_000), (2, 8_000_000), (3, 8_000_001), (4, 4_000_000))]
    made = [{"amount": 8_000_000}, {"amount": 8_123_456}]
    held = books(made, came=came, paid=[{"document_key": 1, "receipt_key": 1, "amount": 8_000_000}])
    paid = books(made, came=came, paid=[{"document_key": 2, "receipt_key": 1, "amount": 8_000_000}])
    nothing = ("low", "SK2", 8_000_000, "CNY 80,000.00 from 客户1 on 2025-02-01 pays no invoice yet.")
    assert found("round_receipts", held) == [nothing]
    assert found("round_receipts", paid) == [
        ("low", "SK1", 8_000_000, "CNY 80,000.00 from 客户1 on 2025-02-01 pays invoices of another amount."), nothing
    ]  # fmt: skip


def test_a_round_advance_pays_no_invoice_before_there_is_one() -> None:
    later = {"amount": 8_123_456, "document_date": dt.date(2026, 7, 1)}
    held = books([later], came=[{"receipt_no": "SK1", "amount": 8_000_000}], paid=[{"receipt_key": 1, "amount": 8_000_000}])
    assert [one[3] for one in found("round_receipts", held)] == ["CNY 80,000.00 from 客户1 on 2025-02-01 pays no invoice yet."]


def test_customers_that_share_particulars_are_told_of_once_and_ours_too() -> None:
    one, two = {"phone": "021-1234 5678", "tax_no": "91A0000X"}, {"phone": "02112345678", "tax_no": "91a0000x"}
    assert found("related_parties", books(known=[one, two, {"phone": "010-0000"}])) == [
        ("high", "", 100_00, "Same tax number (91A0000X) as 客户2, and 1 more particulars.")
    ]
    assert found("related_parties", books(known=[one, two | {"customer_name": None}]))[0][3].endswith(" as C2, and 1 more particulars.")
    group = {"group_name": "华创"}
    assert found("related_parties", books(known=[one | group, two | group]))[0][0] == "low"
    assert found("related_parties", books(known=[{"bank_account": "622200010002"}]), own_accounts=("6222 0001 0002",)) == [
        ("high", "", 100_00, "The customer's bank account 622200010002 is one of our own.")
    ]


def test_what_a_closed_month_would_now_show_otherwise_is_told_of_once() -> None:
    row = {"row": "document", "key": 1, "number": "D1x", "customer_key": 1, "currency": "CNY", "effect": -123_45, "entry": 9,
           "at": "2026-06-03T08:00:00+00:00", "who": "王芳", "why": "漏记"}  # fmt: skip
    restated = pd.DataFrame([row | {"month": "2026-05"}, row | {"month": "2026-04"}])
    assert found("after_close", books(), restated=restated) == [
        ("high", "D1x", -123_45, "Changes 2026-04 by CNY -123.45: entry 9 of 2026-06-03 by 王芳 (漏记).")
    ]


def test_two_exceptions_of_one_number_are_both_told_and_judged_apart() -> None:
    note = {"kind": "credit_note", "amount": -2_000_000, "document_date": dt.date(2026, 4, 2), "document_no": "H1"}
    sale = {"amount": 2_000_000, "document_date": dt.date(2026, 3, 30)}
    made = [each | {"entity": entity, "customer_key": key} for each in (sale, note) for entity, key in (("A", 1), ("B", 2))]
    one, other = exceptions_of(Examined(books(made, known=[{}, {}]), AS_OF, POLICY))
    assert (one.ref, one.customer_id, other.ref, other.customer_id) == ("credit_notes:H1", "C1", "credit_notes:H1|2", "C2")
    assert amounts((one, other)) == {("credit_notes", "CNY"): 4_000_000}


def test_a_test_that_is_off_finds_nothing() -> None:
    held = books([{"document_no": "FP-1"}, {"document_no": "FP-01"}])
    off = replace(POLICY, audit=replace(POLICY.audit, duplicate_numbers=False))
    assert len(found("duplicate_numbers", held)) == 1
    assert found("duplicate_numbers", held, off) == []


def test_an_exception_becomes_a_finding_and_is_not_asked_about_again() -> None:
    held = books([{"document_no": "FP-1"}, {"document_no": "FP-01"}, {"document_no": "S7"}, {"document_no": "S07"}])
    first, second = exceptions_of(Examined(held, AS_OF, POLICY))
    taken = finding_for(first, who="赵敏", owner="李伟", today=AS_OF, due=dt.date(2026, 7, 30), lang="zh")
    harmless = harmless_for(second, who="赵敏", reason="两家供应商各自编号", today=AS_OF, lang="zh")
    for row in (taken, harmless):
        assert check(REGISTERS["findings"], row).problems == ()
    assert taken["title"] == "编号重复 FP-1：2025-01-01 的 FP-1 与 2025-01-01 的 FP-01 为同一编号，客户与金额均相同。"
    rows = register("findings", *[{**row, **{n: str(v) for n, v in row.items() if isinstance(v, dt.date)}} for row in (taken, harmless)])
    kept = replace(held, registers=held.registers | {"findings": rows})
    again = judged(exceptions_of(Examined(kept, AS_OF, POLICY)), findings_at(kept, AS_OF))
    assert again.new == ()
    assert {ref: row["state"] for ref, row in again.dealt.items()} == {first.ref: "open", second.ref: "harmless"}
    before = judged(exceptions_of(Examined(kept, AS_OF, POLICY)), findings_at(kept, dt.date(2026, 6, 29)))
    assert [one.ref for one in before.new] == [first.ref, second.ref]
    assert amounts((first, second)) == {("duplicate_numbers", "CNY"): 200_00}


FINDING = {"title": "缺签收单", "severity": "high", "found_by": "赵敏", "department": "sales", "owner": "李伟"}


def test_open_findings_age_and_those_closed_later_were_open_then() -> None:
    held = books(
        findings=[
            FINDING | {"found_on": "2026-03-01", "due_on": "2026-03-31", "state": "doing"},
            FINDING | {"found_on": "2026-06-01", "due_on": "2026-07-15", "state": "open", "severity": "low"},
            FINDING | {"found_on": "2026-04-10", "due_on": "2026-05-10", "state": "closed", "outcome": "已补", "closed_on": "2026-05-06"},
        ]
    )
    now = findings_at(held, AS_OF)
    assert open_findings(now, AS_OF)[["days_open", "days_left"]].values.tolist() == [[121, -91], [29, 15]]
    assert ageing(now, AS_OF).values.tolist() == [["high", 0, 0, 0, 1, 1, 1], ["low", 1, 0, 0, 0, 1, 0]]
    then = findings_at(held, dt.date(2026, 5, 5))
    assert then["state"].tolist() == ["doing", "open"]
    assert then["outcome"].isna().all()
    assert answer(judged((), now), now, AS_OF).text("en") == (
        "0 exceptions wait to be judged, 0 of them grave; 2 findings are open, 1 of them late."
    )
