"""The warnings workbook: every cell in both languages."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from arcore import warnings
from arcore.documents import warnings_workbook
from arcore.documents.warnings_workbook import Sheets
from arcore.documents.workbook_style import Stamp
from arcore.i18n import Language
from arcore.messages import say
from arcore.policy import Policy
from arcore.policy_sections.warnings import WarningRules
from arcore.registers import REGISTERS
from arcore.registers.frames import frame
from arcore.warnings import RiskWarning, Severity
from tests.receivable_frames import customers
from tests.workbook_dump import assert_golden

AS_OF = dt.date(2026, 6, 30)
WORDS = say("Exposure is {over} over the limit of {limit}.", over="20", limit="100")
OVER = RiskWarning(
    "over_limit", Severity.HIGH, "over_limit:C1:CNY", "CNY", 20_00, WORDS, dt.date(2026, 5, 31), 1, "C1", '=HYPERLINK("http://x")'
)
DOLLARS = replace(OVER, rule="silence", ref="silence:C2:USD", currency="USD", amount=99_01, customer_key=2, customer_id="C2", since=None)
CLOSED = replace(OVER, rule="near_limit", ref="near_limit:C1:CNY", severity=Severity.LOW)


def tasks() -> pd.DataFrame:
    shared = {"department": "sales", "owner": "李伟", "origin": "warning", "created_on": "2026-06-20", "customer_key": 1, "entry": 1}
    doing = {"origin_ref": OVER.ref, "state": "open", "due_on": "2026-07-07", "measure": "减供至 50%", "approved_by": "周敏"}
    done = {"origin_ref": CLOSED.ref, "state": "done", "due_on": "2026-06-25", "closed_on": "2026-06-24", "outcome": "已收回 5 万元"}
    return frame(REGISTERS["tasks"], [shared | doing | {"title": "超额", "row_key": 1}, shared | done | {"title": "近额", "row_key": 2}])


def built(lang: Language) -> bytes:
    found, policy = [OVER, DOLLARS, CLOSED], Policy(warnings=WarningRules(silence=False))
    known = customers({"customer_name": "甲"}, {"customer_name": "乙"})
    shown = Sheets(
        warnings.dealt_rows(found, warnings.raised(found, tasks(), AS_OF, 30), tasks(), AS_OF, lang),
        warnings.rule_rows(found, policy, lang, silent=("cash",)),
        warnings.task_rows(tasks(), known, AS_OF, open_=True),
        warnings.task_rows(tasks(), known, AS_OF, open_=False),
    )
    return warnings_workbook.build(shown, Stamp("甲公司", AS_OF, lang, version="v7"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_cell_is_as_agreed(lang: Language) -> None:
    assert_golden(built(lang), f"warnings_workbook.{lang}")
