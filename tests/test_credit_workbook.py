"""The credit workbook: what it holds cell by cell, and that its formulas come to what is shown."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from arcore.documents import credit_workbook
from arcore.exposure import Position
from arcore.i18n import Language
from arcore.policy import CreditRules
from tests.office import assert_recalculation_agrees, needs_office
from tests.workbook_dump import assert_golden

AS_OF = dt.date(2026, 6, 30)


def position(number: int, **given: Any) -> Position:
    """A customer within its limit, unless the test says otherwise; exposure by the default rules."""
    amounts = {name: given.pop(name, 0) for name in ("open", "overdue", "unbilled", "orders", "bills", "unapplied")}
    counted = amounts["open"] + amounts["unbilled"] + amounts["orders"] + amounts["bills"] - amounts["unapplied"]
    late = given.pop("late", 0)
    known = {"grade": "B", "customer_status": None, "currency": "CNY", "limit": 1_000_000, "temporary_limit": None, **given}
    return Position(
        customer_key=number, customer_id=f"C{number}", customer_name=known.pop("name", f"客户{number}"), exposure=counted,
        oldest_overdue_days=late, breach_age=late > 15, near_limit=0.9, **amounts, **known,
    )  # fmt: skip


POSITIONS = (
    position(1, open=900_000, overdue=500_000, unbilled=300_000, orders=50_000, bills=10_000, unapplied=60_000, late=20),
    position(2, open=400_000, overdue=400_000, late=61),
    position(3, open=950_000, late=0),
    position(4, open=7_700, limit=None, grade=None, overdue=7_700, late=3),
    position(5, open=0, limit=0, grade="D"),
    position(6, open=123_45, currency="USD", limit=100_00, name='=HYPERLINK("http://x")'),
)


def built(lang: Language, rules: CreditRules | None = None) -> bytes:
    return credit_workbook.build(POSITIONS, as_of=AS_OF, rules=rules or CreditRules(), company="甲公司", lang=lang, version="v7")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_workbook_is_as_the_golden_file_says(lang: Language) -> None:
    assert_golden(built(lang), f"credit_workbook.{lang}")


@needs_office
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_recalculation_agrees_with_what_is_shown(lang: Language, tmp_path: Path) -> None:
    assert_recalculation_agrees(built(lang), tmp_path)
