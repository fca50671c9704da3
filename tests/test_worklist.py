"""The worklist: who comes first and why, what is left out and shown, and that not one overdue cent is lost."""

import datetime as dt

import pandas as pd
import pytest

from arcore import dunning
from arcore.books import Books
from arcore.collecting import worklist as lists
from arcore.collecting.agreements import agreements
from arcore.collecting.chances import UNKNOWN, late_chances
from arcore.policy import Policy
from arcore.standing import standing
from tests.register_frames import books, register

AS_OF = dt.date(2026, 6, 30)
POLICY = Policy()


def late(days: int, **more) -> dict:
    due = AS_OF - dt.timedelta(days=days)
    return {"due_date": due, "document_date": due - dt.timedelta(days=30)} | more


def worklist(held: Books, *, chances: dict[int, int] | None = None, waiting: dict | None = None) -> pd.DataFrame:
    kept = {name: register(name) for name in ("contacts", "letters")} | dict(held.registers)
    agreed = agreements(held, AS_OF, POLICY)
    done = dunning.done_steps(kept["contacts"], kept["letters"], held.documents, AS_OF)
    items = dunning.steps(standing(held, AS_OF, POLICY).aged, done, agreed, grades={}, policy=POLICY)
    return lists.worklist(
        items, promises=agreed.promises, contacts=kept["contacts"], customers=held.customers, grades={}, chances=chances or {},
        waiting=waiting or {}, as_of=AS_OF,
    )  # fmt: skip


def two(first: dict, second: dict, **kept) -> Books:
    made = [{"customer_key": 1, "customer_id": "C1"} | first, {"customer_key": 2, "customer_id": "C2"} | second]
    return books(made, known=[{"customer_key": 1}, {"customer_key": 2}], **kept)


def order(held: Books, **more) -> list[str]:
    return worklist(held, **more)["customer_id"].tolist()


def test_the_larger_amount_the_older_debt_and_the_likelier_late_payer_come_first() -> None:
    assert order(two(late(40), late(40, amount=100_01))) == ["C2", "C1"]
    assert order(two(late(40), late(41))) == ["C2", "C1"]
    assert order(two(late(40), late(40)), chances={1: 400, 2: 401}) == ["C2", "C1"]
    assert order(two(late(40), late(40))) == ["C1", "C2"]


def test_a_broken_promise_comes_before_none_and_a_running_one_after() -> None:
    broken, running = ({"made_on": "2026-06-20", "promised_on": day} for day in ("2026-06-25", "2026-07-10"))
    assert order(two(late(40), late(40), promises=[broken | {"customer_key": 2}])) == ["C2", "C1"]
    assert order(two(late(40), late(40), promises=[running | {"customer_key": 1}])) == ["C2", "C1"]


def test_a_broken_promise_about_what_has_been_paid_since_is_past() -> None:
    broken = {"made_on": "2026-06-01", "promised_on": "2026-06-20"}
    (row,) = worklist(books([late(2)], promises=[broken])).to_dict("records")
    assert (row["promise"], len(lists.broken(worklist(books([late(2)], promises=[broken]))))) == ("", 0)
    assert worklist(books([late(12)], promises=[broken]))["promise"].tolist() == ["broken"]
    assert worklist(books([late(12)], promises=[broken | {"document_nos": "D9"}]))["promise"].tolist() == [""]


def test_the_rank_is_the_product_that_is_published() -> None:
    row = worklist(two(late(40), late(3)), chances={1: 250}).iloc[0]
    assert (row["customer_id"], row["rank"]) == ("C1", str(100_00 * (90 + 40) * (1000 + 250) * 4))


def test_what_is_disputed_held_or_planned_stands_beside_what_is_collected_and_adds_up_to_the_aging() -> None:
    held = books(
        [late(40), late(40), late(40), late(40)],
        disputes=[{"document_nos": "D1"}, {"document_nos": "D4", "amount": 30_00}],
        holds=[{"document_nos": "D2"}],
        plans=[{"document_nos": "D3", "schedule": "2026-07-31 50.00\n2026-08-31 50.00"}],
    )
    (row,) = worklist(held, waiting={(1, "CNY"): 12_34}).to_dict("records")
    assert [row[name] for name in ("amount", "disputed", "held", "planned", "excluded", "waiting")] == [
        70_00, 130_00, 100_00, 100_00, 330_00, 12_34,
    ]  # fmt: skip
    found = lists.totals(worklist(held), 400_00)
    assert (found.difference, found.excluded) == (0, 330_00)
    assert found.sentence("CNY").text("zh") == "CNY：待催收 70.00 + 争议 130.00 + 暂缓 100.00 + 还款计划 100.00 = 账龄表逾期 400.00 ✓"
    assert "1.00" in lists.totals(worklist(held), 401_00).sentence("CNY").text("en")


@pytest.mark.parametrize(("own", "chance"), [([], 250), ([5, 5, -1], 517), ([-3, -3, -3, -3], 69)])
def test_the_chance_is_the_customers_own_record_shrunk_to_everybodys(own: list[int], chance: int) -> None:
    """Others: one of four late. [5, 5, -1]: everybody 3/7, so (2 + 5 · 3/7) / 8 = .5178…; nothing paid: everybody's share."""
    rows = [(1, days) for days in own] + [(2, days) for days in (1, 0, -2, 0)]
    assert late_chances(pd.DataFrame(rows, columns=["customer_key", "days_late"]), [1])[1] == chance


def test_where_nobody_has_paid_the_chance_is_even() -> None:
    assert late_chances(pd.DataFrame(columns=["customer_key", "days_late"]), [1]) == {1: UNKNOWN}
