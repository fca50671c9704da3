"""Registers: what a declaration promises, which rows can be kept, which count at a date."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcore.registers import REGISTERS, Register
from arcore.registers.attachments import attachment
from arcore.registers.checks import check
from arcore.registers.frames import expiring, frame, known_at, valid_at
from arcore.registers.ratios import ratios
from arcore.registers.words import in_words, label
from arcore.schema import Kind

CONTRACT = {"contract_no": "HT-001", "valid_from": dt.date(2026, 1, 1)}


def sentences(name: str, values: dict, lang: str = "en") -> list[str]:
    return [problem.message.text(lang) for problem in check(REGISTERS[name], values).problems]


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_a_declaration_is_whole(register: Register) -> None:
    names = register.names
    assert len(set(names)) == len(names)
    mentioned = [register.dated, *([register.expires] if register.expires else []), *register.label]
    mentioned += [name for pair in register.ordered for name in pair]
    mentioned += [name for each in register.conditions for name in (each.field, each.when)]
    assert set(mentioned) <= set(names)
    assert register.field(register.dated).required
    assert all(register.field(name).kind is Kind.DATE for name in [register.dated, *filter(None, [register.expires])])
    assert not register.has_money or "currency" in names
    for heading in ("zh", "en"):
        assert len({field.heading(heading) for field in register.fields}) == len(names)
    for field in register.fields:
        assert field.default is None or not field.choices or field.choice(field.default)
    for language in ("zh", "en"):
        assert register.title.text(language)
        assert register.question.text(language)


def test_a_row_is_kept_without_blanks_and_days_as_text() -> None:
    checked = check(
        REGISTERS["contracts"], {**CONTRACT, "title": "  ", "amount": 1_000_000, "signed_by_us": True, "late_fee_rate": "0.50%"}
    )
    assert checked.problems == ()
    assert checked.values == {
        "contract_no": "HT-001", "valid_from": "2026-01-01", "amount": 1_000_000, "signed_by_us": True, "late_fee_rate": "0.5",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("register", "values", "sentence"),
    [
        ("contracts", {"valid_from": "2026-01-01"}, "Contract No. is missing."),
        ("contracts", {**CONTRACT, "valid_to": "2025-12-31"}, "Valid to is before Valid from."),
        ("contracts", {**CONTRACT, "valid_to": "2026-02-30"}, "Valid to: “2026-02-30” is not a date. Write it like 2026-06-30."),
        ("contracts", {**CONTRACT, "signed_on": "1066-10-14"}, "Signed on: the year 1066 cannot be right."),
        ("contracts", {**CONTRACT, "amount": "12"}, "Contract amount: “12” is not an amount."),
        ("contracts", {**CONTRACT, "contract_kind": "verbal"}, "Kind: “verbal” is not one of the choices."),
        ("contracts", {**CONTRACT, "late_fee_rate": "101"}, "Late fee per day (‰): 101 is not between 0 and 100."),
        ("contracts", {**CONTRACT, "late_fee_rate": "much"}, "Late fee per day (‰): “much” is not a number."),
        ("contracts", {**CONTRACT, "signed_by_us": "maybe"}, "Signed by us: “maybe” is neither yes nor no."),
        ("contracts", {**CONTRACT, "currency": "RMB元"}, "Currency: “RMB元” is not an ISO code such as CNY."),
        (
            "guarantees",
            {"guarantee_kind": "guarantee", "guarantor": "甲", "valid_from": "2026-01-01"},
            "Liability is missing: Kind “Guarantee” asks for it.",
        ),
        (
            "applications",
            {"requested_on": "2026-01-01", "requested_by": "王", "reason": "旺季", "decision": "pending", "temporary_limit": 1},
            "Temporary to is missing: Temporary limit asks for it.",
        ),
        ("assessments", {"assessed_on": "2026-01-01", "assessed_by": "王", "reputation": 6}, "Reputation (1–5): 6 is not between 1 and 5."),
    ],
)
def test_a_row_that_cannot_be_kept_says_why(register: str, values: dict, sentence: str) -> None:
    assert sentences(register, values) == [sentence]


def test_sentences_name_fields_as_the_reader_knows_them() -> None:
    assert sentences("contracts", {"valid_from": "2026-01-01"}, "zh") == ["合同号：未填写。"]
    values = {"guarantee_kind": "guarantee", "guarantor": "甲", "valid_from": "2026-01-01"}
    assert sentences("guarantees", values, "zh") == ["保证方式：未填写。类型为“保证担保”时必填。"]


def test_an_insured_row_needs_no_liability() -> None:
    assert sentences("guarantees", {"guarantee_kind": "insurance", "guarantor": "甲", "valid_from": "2026-01-01"}) == []


def test_a_text_of_characters_that_no_text_may_hold_is_blank() -> None:
    values = {"contract_no": "\x00", "valid_from": "2026-01-01", "remark": "\x00"}
    assert sentences("contracts", values, "zh") == ["合同号：未填写。"]
    assert check(REGISTERS["contracts"], values).values == {"valid_from": "2026-01-01"}


TEXTS = st.text(max_size=20)
ANYTHING = st.one_of(st.none(), TEXTS, st.integers(-(10**18), 10**18), st.booleans(), st.dates())


@given(st.sampled_from(sorted(REGISTERS)), st.data())
def test_whatever_is_given_is_kept_or_explained_and_what_is_kept_is_kept_again(name: str, data: st.DataObject) -> None:
    register = REGISTERS[name]
    checked = check(register, {field: data.draw(ANYTHING) for field in register.names})
    wrong = {problem.field for problem in checked.problems}
    again = check(register, {field: value for field, value in checked.values.items() if field not in wrong})
    assert {field: value for field, value in checked.values.items() if field not in wrong} == again.values


ROWS = [
    {"row_key": 1, "customer_key": 1, "contract_no": "OLD", "valid_from": "2025-01-01", "valid_to": "2025-12-31", "entry": 1},
    {"row_key": 2, "customer_key": 1, "contract_no": "NOW", "valid_from": "2026-01-01", "valid_to": "2026-06-30", "entry": 1},
    {"row_key": 3, "customer_key": 2, "contract_no": "OPEN", "valid_from": "2026-03-01", "amount": 500, "entry": 2},
]


def contracts() -> pd.DataFrame:
    return frame(REGISTERS["contracts"], ROWS)


def test_a_frame_is_typed_even_where_nothing_is_filled_in() -> None:
    rows, empty = contracts(), frame(REGISTERS["contracts"], [])
    assert rows.dtypes.astype(str).to_dict() == empty.dtypes.astype(str).to_dict()
    assert (rows["amount"].dtype, rows["valid_to"].dtype, rows["signed_by_us"].dtype) == ("Int64", "datetime64[us]", "boolean")


@pytest.mark.parametrize(
    ("as_of", "valid"),
    [
        (dt.date(2024, 12, 31), []),
        (dt.date(2025, 12, 31), ["OLD"]),
        (dt.date(2026, 1, 1), ["NOW"]),
        (dt.date(2026, 6, 30), ["OPEN", "NOW"]),
        (dt.date(2026, 7, 1), ["OPEN"]),
    ],
)
def test_a_row_counts_from_its_day_to_its_last_day(as_of: dt.date, valid: list[str]) -> None:
    assert valid_at(contracts(), REGISTERS["contracts"], as_of)["contract_no"].tolist() == valid


def test_expired_rows_stay_known_and_expiring_ones_are_listed_soonest_first() -> None:
    register, as_of = REGISTERS["contracts"], dt.date(2026, 6, 15)
    known = known_at(contracts(), register, as_of)
    assert dict(zip(known["contract_no"], known["valid"], strict=True)) == {"OPEN": True, "NOW": True, "OLD": False}
    soon = expiring(contracts(), register, as_of, 15)
    assert (soon["contract_no"].tolist(), soon["days_left"].tolist()) == (["NOW"], [15])
    assert expiring(contracts(), register, as_of, 14).empty
    assert expiring(frame(REGISTERS["tasks"], []), REGISTERS["tasks"], as_of, 9).empty


def test_rows_read_as_words_in_both_languages() -> None:
    register = REGISTERS["guarantees"]
    row = {"row_key": 1, "guarantee_kind": "insurance", "guarantor": "人保财险", "valid_from": "2026-01-01", "entry": 1}
    rows = frame(register, [row])
    assert label(register, row, "zh") == "信用保险 · 人保财险"
    assert in_words(rows, register, "en")["guarantee_kind"].tolist() == ["Credit insurance"]


def test_a_file_is_kept_by_its_hash_and_a_path_stays_a_path() -> None:
    reference = f"sha256:{'0' * 64}:合同:终稿.pdf"
    kept = attachment(reference)
    assert kept is not None
    assert (kept.name, kept.reference) == ("合同:终稿.pdf", reference)
    assert attachment(r"\\server\contracts\HT-001.pdf") is None


@pytest.mark.parametrize(
    ("row", "points"),
    [
        ({"assets": 1_000, "liabilities": 400, "revenue": 1_500, "profit": 150}, 100),
        ({"assets": 1_000, "liabilities": 1_001}, 0),
        ({"revenue": 100, "profit": -5}, 20),
        ({"assets": 0, "liabilities": 5}, None),
        ({}, None),
    ],
)
def test_points_from_four_figures(row: dict, points: int | None) -> None:
    assert ratios(row).points == points
