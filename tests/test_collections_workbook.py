"""催收清单: its cells, that its sums are live and tie out with the aging, and that LibreOffice agrees."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from arcore import aging, dunning
from arcore.collecting import worklist as lists
from arcore.collecting.agreements import agreements
from arcore.collecting.playbook import built_in
from arcore.documents import collections_workbook
from arcore.documents.workbook_style import Stamp
from arcore.engines import collect
from arcore.i18n import Language
from arcore.messages import say
from arcore.policy import AgingScheme
from arcore.review import open_tasks
from arcore.standing import standing
from tests.office import assert_recalculation_agrees, needs_office
from tests.register_frames import register
from tests.test_worklist import AS_OF, POLICY, late, two
from tests.workbook_dump import assert_golden

TASKS = (
    {"title": "约付款计划", "department": "sales", "owner": "王芳", "created_on": "2026-05-11", "due_on": "2026-06-20",
     "origin": "decision", "origin_ref": "2026-04", "state": "doing"},
    {"title": "补签合同", "department": "legal", "owner": "韩冰", "created_on": "2026-06-25", "due_on": "2026-07-05", "customer_key": 2,
     "origin": "person", "state": "open"},
)  # fmt: skip


def built(lang: Language, *, today_only: bool = False) -> bytes:
    held = two(
        late(40), late(1, amount=55_50),
        disputes=[{"document_nos": "D1", "amount": 30_00}],
        contacts=[{"customer_key": 2, "contacted_on": AS_OF.isoformat()}],
        promises=[{"customer_key": 2, "made_on": "2026-06-30", "promised_on": "2026-07-03", "amount": 55_50}],
    )  # fmt: skip
    agreed, stands = agreements(held, AS_OF, POLICY), standing(held, AS_OF, POLICY)
    aged = stands.aged
    done = dunning.done_steps(held.registers["contacts"], register("letters"), held.documents, AS_OF)
    items = dunning.steps(aged, done, agreed, grades={}, policy=POLICY)
    every = lists.worklist(
        items, promises=agreed.promises, contacts=held.registers["contacts"], customers=held.customers, grades={1: "B"},
        chances={1: 250}, waiting={(1, "CNY"): 10_00}, as_of=AS_OF,
    )  # fmt: skip
    table: Any = collect(
        aging.table(aged, stands.unapplied, "customer", scheme=AgingScheme(), net_credits=False, customers=held.customers, basis="due")
    )
    rows = lists.due_today(every) if today_only else every
    stamp = Stamp("华东示例机电有限公司", AS_OF, lang)
    title = say("Worklist of collection")
    tasks = open_tasks.open_tasks(register("tasks", *TASKS), held.customers, AS_OF)
    overdue = int(table["overdue"].sum())
    return collections_workbook.build(rows, items, tasks=tasks, title=title, currency="CNY", overdue=overdue, stamp=stamp, cards=built_in())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_workbook_is_as_the_golden_file_says(lang: Language) -> None:
    assert_golden(built(lang), f"collections_workbook.{lang}")


def test_the_list_of_today_names_what_it_leaves_out() -> None:
    sheet = load_workbook(io.BytesIO(built("zh", today_only=True)), data_only=True)["催收清单"]
    said = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "核对：待催收 70.00 + 争议 30.00 + 暂缓 0.00 + 还款计划 0.00 + 未列入本清单的客户 55.50 = 账龄表逾期 155.50" in said


@pytest.mark.office
@needs_office
def test_libreoffice_recalculates_what_the_cells_already_say(tmp_path: Any) -> None:
    assert assert_recalculation_agrees(built("zh"), tmp_path) > 10
