"""Every real statement gives its independently computed truth: movements, money in, money out, and whether it chains."""

from decimal import Decimal

import pytest

from arcore.intake.model import Outcome
from arcore.intake.statements.reading import read
from tests.real_files import REAL, needs_real_files, truth

NEUTRAL = {"wechat.csv": 11}


@needs_real_files
@pytest.mark.parametrize("name", sorted(truth()) or ["none"])
def test_a_real_statement_gives_its_truth(name: str) -> None:
    expected = truth()[name]
    reading = read((REAL / "statements" / name).read_bytes(), name)
    if expected.get("outcome") == "rejects":
        assert reading.outcome is Outcome.REJECTS
        assert reading.error is not None
        return
    assert reading.error is None
    rows = [row for table in reading.tables for row in table.rows.itertuples()]
    assert len(rows) == expected["n"] - NEUTRAL.get(name, 0)
    assert sum(row.amount for row in rows if row.amount > 0) == round(Decimal(expected["money_in"]) * 100)
    assert -sum(row.amount for row in rows if row.amount < 0) == round(Decimal(expected["money_out"]) * 100)
    if "reversals" in expected:
        assert sum(row.reversal for row in rows) == expected["reversals"]
    if "chain" in expected:
        codes = [issue.code for table in reading.tables for issue in table.issues]
        assert ("balance_does_not_chain" in codes) == expected["chain"].startswith("NO")
