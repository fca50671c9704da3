"""What restarts limitation, gathered from the registers; the clocks as people read them; guarantees (domain rules §4.12)."""

import datetime as dt

import pandas as pd

from arcore.legal.claims import KEPT
from arcore.legal.clocks import clocks_at
from arcore.legal.events import SOURCES, events
from arcore.registers import REGISTERS
from arcore.registers.frames import frame
from tests.receivable_frames import allocations, customers, documents

DAY = dt.date
DUE = DAY(2023, 3, 31)
PROVEN = {"proven": True, "proof": "EMS 1023"}


def register(name: str, *rows: dict) -> pd.DataFrame:
    """Rows of customer 1, as the ledger gives them."""
    keyed = [{"row_key": place, "customer_key": 1, "entry": 1} | row for place, row in enumerate(rows, start=1)]
    return frame(REGISTERS[name], [{name: str(value) if isinstance(value, DAY) else value for name, value in row.items()} for row in keyed])


def open_items(*rows: dict) -> pd.DataFrame:
    found = documents(*[{"due_date": DUE, "document_no": f"D{place}"} | row for place, row in enumerate(rows, start=1)])
    return found.assign(open=found["amount"])


def at(as_of: DAY, *rows: dict, paid: pd.DataFrame | None = None, **registers: pd.DataFrame):
    known = customers({"customer_name": "甲公司"}, {"customer_name": "乙公司"})
    return clocks_at(open_items(*rows), allocations() if paid is None else paid, known, registers, as_of)


def test_a_proven_demand_moves_the_clock_and_shows_what_proves_it_but_a_call_does_not() -> None:
    happened = register(
        "interruptions",
        {"happened_on": DAY(2024, 5, 1), "kind": "phone", **PROVEN},
        {"happened_on": DAY(2024, 6, 15), "kind": "demand", **PROVEN, "document_nos": "D1"},
        {"happened_on": DAY(2024, 7, 1), "kind": "demand", "document_nos": "D2"},
    )
    found = at(DAY(2025, 1, 1), {}, {}, interruptions=happened)
    assert found.debts[["document_no", "event", "expires", "evidence", "alert"]].astype("object").values.tolist() == [
        ["D2", "", DAY(2026, 3, 31), "", pd.NA],
        ["D1", "demand", DAY(2027, 6, 15), "EMS 1023", pd.NA],
    ]
    assert found.weak["date"].dt.date.tolist() == [DAY(2024, 5, 1), DAY(2024, 7, 1)]  # recorded, but restarts nothing


def test_an_event_without_numbers_concerns_every_debt_and_a_foreign_number_none() -> None:
    all_of = register("interruptions", {"happened_on": DAY(2024, 6, 15), "kind": "acknowledgement", **PROVEN})
    assert at(DAY(2025, 1, 1), {}, {}, interruptions=all_of).debts["expires"].tolist() == [DAY(2027, 6, 15)] * 2
    foreign = register("interruptions", {"happened_on": DAY(2024, 6, 15), "kind": "demand", **PROVEN, "document_nos": "X9"})
    assert at(DAY(2025, 1, 1), {}, interruptions=foreign).debts["expires"].tolist() == [DAY(2026, 3, 31)]


def test_an_event_of_one_customer_moves_no_clock_of_another() -> None:
    theirs = register("interruptions", {"happened_on": DAY(2024, 6, 15), "kind": "demand", **PROVEN, "document_nos": "D2"})
    found = at(DAY(2025, 1, 1), {}, {"customer_key": 2}, interruptions=theirs)
    assert found.debts["expires"].tolist() == [DAY(2026, 3, 31)] * 2


def test_statements_letters_and_plans_count_with_their_proof_only() -> None:
    def rows(**columns: object) -> pd.DataFrame:
        base = {"row_key": [1], "customer_key": pd.array([1], dtype="Int64")}
        return pd.DataFrame(base | {name: [value] for name, value in columns.items()})

    day = pd.Timestamp("2024-06-15")
    statement = rows(answered_on=day, state="agreed", signer="王", scan="sha256:" + "a" * 64 + ":回函.pdf", number="DZ-1")
    letter = rows(arrived_on=day, signed_by=None, proof="回执.pdf", tracking_no="1", letter_no="C-1", document_nos=None)
    plan = rows(agreed_on=day, state="agreed", agreement=None, document_nos="D1")
    found = events({"statements": statement, "letters": letter, "plans": plan}, open_items({}))
    assert found[["kind", "proven", "evidence"]].values.tolist() == [["statement", True, "DZ-1 · 王 · 回函.pdf"], ["plan", False, ""]]
    assert found["document_key"].isna().tolist() == [True, False]


def test_the_answer_names_the_first_to_lapse_and_what_has_lapsed() -> None:
    found = at(DAY(2026, 3, 1), {"amount": 500_00}, {"due_date": DAY(2022, 12, 31), "amount": 300_00}, {"due_date": DAY(2024, 1, 1)})
    assert found.sums("CNY") == {0: 300_00, 365: 100_00, 180: 0, 90: 0, 30: 500_00}
    assert found.answer("CNY", "unit").text("zh") == (
        "365 天内有 600.00 元 的债权将届满诉讼时效，最早的是 甲公司 的 D1（2026-03-31）。另有 300.00 元 已过诉讼时效。"
    )
    assert found.sentence(1).text("zh") == "诉讼时效将于 2026-03-31 届满（剩余 30 天），自 2023-03-31 起算（到期日（其后无中断事由））。"


def test_part_payments_restart_by_themselves() -> None:
    paid = allocations({"document_key": 1, "date": DAY(2024, 6, 15), "amount": 1_00})
    assert at(DAY(2025, 1, 1), {}, paid=paid).debts["expires"].tolist() == [DAY(2027, 6, 15)]


def test_a_guarantee_ends_as_agreed_or_six_months_after_the_oldest_debt_and_nothing_restarts_it() -> None:
    kept = register(
        "guarantees",
        {"guarantee_kind": "guarantee", "guarantor": "甲", "liability": "joint", "valid_from": DAY(2023, 1, 1)},
        {"guarantee_kind": "bank_guarantee", "guarantor": "乙", "valid_from": DAY(2023, 1, 1), "valid_to": DAY(2023, 8, 31)},
        {"guarantee_kind": "bank_guarantee", "guarantor": "无期限", "valid_from": DAY(2023, 1, 1)},
        {"guarantee_kind": "insurance", "guarantor": "保险", "valid_from": DAY(2023, 1, 1)},
        {"guarantee_kind": "guarantee", "guarantor": "不欠款", "valid_from": DAY(2023, 1, 1), "customer_key": 2},
    )
    paid = allocations({"document_key": 1, "date": DAY(2023, 7, 1), "amount": 1_00})
    found = at(DAY(2023, 8, 1), {}, {"due_date": DAY(2023, 6, 30)}, paid=paid, guarantees=kept).guarantees
    assert found[["guarantor", "joint", "ends", "days_left", "alert"]].values.tolist() == [
        ["乙", True, DAY(2023, 8, 31), 30, 30],
        ["甲", True, DAY(2023, 9, 30), 60, 60],
    ]


def test_every_register_that_knows_of_events_or_evidence_has_the_fields_it_is_read_by() -> None:
    for source in SOURCES:
        names = {source.day, *source.proofs, *source.words, *(name for name, _ in source.needs)}
        assert names <= set(REGISTERS[source.register].names), source.register
    for kept in KEPT:
        assert {kept.dated, kept.file, *kept.named} <= set(REGISTERS[kept.register].names), kept.register
