"""Warnings: each rule at its edge, on the sample's story, and never raised twice while somebody works on it."""

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from arcore import warnings
from arcore.books import Books
from arcore.forecast import Liquidity
from arcore.messages import Unusable
from arcore.policy import Policy
from arcore.policy_sections.warnings import WarningRules
from arcore.warnings import RULES, RiskWarning, Severity, changes_for, raised, situation, warnings_of
from tests.receivable_frames import allocations, customers, documents, receipts

AS_OF = dt.date(2026, 6, 30)
DAY = dt.date
SMALL = Policy(warnings=WarningRules(least_amount=1_00))


def day(*dates: DAY | None) -> pd.Series:
    return pd.to_datetime(pd.Series(dates, dtype="object")).astype("datetime64[us]")


def books(made: list[dict], *, paid: list[dict] = (), came: list[dict] = (), known: list[dict] = ({},)) -> Books:
    names = [{"customer_name": f"客户{n}"} | row for n, row in enumerate(known, start=1)]
    return Books(documents(*made), receipts(*came), allocations(*paid), customers(*names), "1")


def found(rule: str, held: Books, policy: Policy = SMALL, **more) -> list[RiskWarning]:
    return [warning for warning in warnings_of(situation(held, AS_OF, policy, **more)) if warning.rule == rule]


def late(days: int, **more) -> dict:
    due = AS_OF - dt.timedelta(days=days)
    return {"due_date": due, "document_date": due - dt.timedelta(days=30)} | more


def test_over_and_near_the_limit() -> None:
    held = books(
        [late(-5, amount=120_00), late(-5, customer_key=2, amount=95_00)], known=[{"credit_limit": 100_00}, {"credit_limit": 100_00}]
    )
    (over,) = found("over_limit", held)
    assert (over.amount, over.severity, over.customer_id, over.ref) == (20_00, Severity.HIGH, "C1", "over_limit:C1:CNY")
    assert over.message.text("en") == "Exposure is CNY 20.00 over the limit of CNY 100.00."
    assert over.responses[0] == "collect"
    assert [warning.customer_id for warning in found("near_limit", held)] == ["C2"]


def test_a_rule_can_be_switched_off() -> None:
    held = books([late(-5, amount=120_00)], known=[{"credit_limit": 100_00}])
    assert found("over_limit", held, replace(SMALL, warnings=replace(SMALL.warnings, over_limit=False))) == []


@pytest.mark.parametrize(("rise", "raised_"), [(29_00, False), (30_00, True)])
def test_overdue_jumps_by_the_policys_percentage(rise: int, raised_: bool) -> None:
    held = books([late(40, amount=100_00), late(10, amount=rise)])
    assert [warning.amount for warning in found("overdue_jump", held)] == ([rise] if raised_ else [])


def test_silence_is_longer_than_twice_the_usual_interval() -> None:
    came = [{"receipt_date": DAY(2026, 1, 1) + dt.timedelta(days=20 * n)} for n in range(5)]  # the last on 2026-03-22
    (warning,) = found("silence", books([late(20)], came=came))
    assert (warning.since, warning.amount) == (DAY(2026, 3, 22), 100_00)
    assert warning.message.text("en") == "No payment for 100 days, usually every 20 days; CNY 100.00 is overdue."
    assert found("silence", books([late(20)], came=came), replace(SMALL, warnings=replace(SMALL.warnings, silence_cycles=5))) == []
    assert found("silence", books([late(-20)], came=came)) == []


def test_a_promise_is_broken_when_less_came_than_was_promised_until_another_is_made() -> None:
    promises = pd.DataFrame(
        {
            "row_key": [1, 2, 3, 4], "customer_key": [1, 1, 2, 2], "currency": "CNY", "amount": [80_00, 50_00, 10_00, 10_00],
            "received": [30_00, 50_00, 0, 0], "state": ["partly", "kept", "broken", "running"],
            "made_on": day(DAY(2026, 6, 1), DAY(2026, 6, 1), DAY(2026, 6, 1), DAY(2026, 6, 28)),
            "date": day(DAY(2026, 6, 20), DAY(2026, 6, 25), DAY(2026, 6, 20), DAY(2026, 7, 5)),
        }
    )  # fmt: skip
    (warning,) = found("broken_promise", books([late(40)], known=[{}, {}]), registers={"promises": promises})
    assert (warning.amount, warning.since, warning.customer_id) == (50_00, DAY(2026, 6, 20), "C1")
    assert warning.message.text("en") == "CNY 80.00 was promised for 2026-06-20; CNY 30.00 has come."


def test_debts_grow_older() -> None:
    held = books([late(70, amount=20_00), late(10, amount=80_00)])
    (warning,) = found("migration", held)
    assert (warning.amount, warning.customer_id) == (20_00, "C1")
    assert found("migration", held, replace(SMALL, warnings=replace(SMALL.warnings, migration_points=21))) == []


def test_orders_spike_against_the_six_months_before_of_regular_customers() -> None:
    regular = [{"document_date": AS_OF - dt.timedelta(days=45 + 30 * n), "amount": 100_00} for n in range(6)]
    big = {"document_date": AS_OF - dt.timedelta(days=3), "amount": 250_00}
    (warning,) = found("order_spike", books([*regular, big]))
    assert (warning.amount, warning.ids) == (250_00, (7,))
    assert "2.5 times the usual CNY 100.00" in warning.message.text("en")
    assert found("order_spike", books([*regular, big | {"amount": 249_00}])) == []
    assert found("order_spike", books([*regular[:3], big])) == []


def test_receivables_that_outgrow_sales() -> None:
    made = [
        {"document_date": AS_OF - dt.timedelta(days=150), "amount": 100_00},
        {"document_date": AS_OF - dt.timedelta(days=30), "amount": 100_00},
    ]
    (warning,) = found("growth", books(made))
    assert warning.message.text("en") == "Receivables have changed by 100.0 % in 90 days, sales by 0.0 %."


def test_one_customer_owes_a_large_share() -> None:
    made = [late(-5, customer_key=n, amount=amount) for n, amount in enumerate([16_00, 14_00, *[10_00] * 7], start=1)]
    assert [warning.customer_id for warning in found("concentration", books(made, known=[{}] * 9))] == ["C1"]


def test_the_companies_of_a_group_owe_together_and_one_warning_stands_for_all_of_them() -> None:
    made = [late(-5, customer_key=n, amount=amount) for n, amount in enumerate([9_00, 8_00, *[13_00] * 7], start=1)]
    held = books(made, known=[{"group_name": "润泽集团"}, {"group_name": "润泽集团"}, *[{}] * 7])
    (warning,) = found("concentration", held)
    assert (warning.customer_id, warning.amount, warning.ref) == ("C1", 17_00, "concentration:group 润泽集团:CNY")
    assert warning.message.text("zh") == "润泽集团旗下 2 家公司合计占 CNY 应收的 15.7 %。"


@pytest.mark.parametrize(("largest", "warned"), [(49_00, []), (50_00, ["C1"])])
def test_where_few_owe_twice_an_even_share_is_large(largest: int, warned: list[str]) -> None:
    rest = 100_00 - largest
    made = [late(-5, customer_key=n, amount=amount) for n, amount in enumerate([largest, rest - 36_00, 18_00, 18_00], start=1)]
    assert [warning.customer_id for warning in found("concentration", books(made, known=[{}] * 4))] == warned


def test_a_grade_that_falls() -> None:
    held = books([late(-5), late(-5, customer_key=2)], known=[{}, {}])
    (warning,) = found("grade_drop", held, grades={1: ("B", "D"), 2: ("C", "B")})
    assert (warning.severity, warning.since) == (Severity.HIGH, DAY(2026, 5, 31))


def test_limitation_is_warned_with_the_customers_debts_together() -> None:
    due = DAY(2023, 9, 1)
    held = books([{"due_date": due}, {"due_date": due}, {"due_date": DAY(2024, 9, 1)}])
    (warning,) = found("limitation", held)
    assert (warning.amount, warning.ids, warning.severity) == (200_00, (1, 2), Severity.HIGH)
    assert warning.message.text("en") == "The limitation period of CNY 200.00 ends on 2026-09-01, in 63 days."


def test_registers_speak_only_once_they_are_kept() -> None:
    held = books([late(20)])
    contracts = pd.DataFrame(
        {"row_key": [1], "customer_key": pd.array([2], dtype="Int64"), "valid_from": day(DAY(2025, 1, 1)), "valid_to": day(None)}
    )
    assert found("no_contract", held) == []
    assert [warning.amount for warning in found("no_contract", held, registers={"contracts": contracts})] == [100_00]
    assert found("no_contract", held, registers={"contracts": contracts.assign(customer_key=pd.array([1], dtype="Int64"))}) == []
    unsigned = contracts.assign(customer_key=pd.array([1], dtype="Int64"), signed_by_us=True, signed_by_them=pd.array([False], "boolean"))
    (warning,) = found("no_contract", held, registers={"contracts": unsigned})
    assert warning.message.text("zh") == "逾期 100.00 元，合同未经双方签章。"
    unknown = unsigned.assign(signed_by_them=pd.array([None], "boolean"))
    assert found("no_contract", held, registers={"contracts": unknown}) == []
    assert found("reconciliation", held) == []
    confirmations = pd.DataFrame({"customer_key": [1], "confirmed_on": day(DAY(2025, 12, 29))})
    assert len(found("reconciliation", held, registers={"confirmations": confirmations})) == 1
    assert found("reconciliation", held, registers={"confirmations": confirmations.assign(confirmed_on=day(DAY(2025, 12, 30)))}) == []


def test_events_guarantees_and_evidence() -> None:
    key = pd.array([1], dtype="Int64")
    events = pd.DataFrame(
        {"customer_key": key, "happened_on": day(DAY(2026, 6, 1)), "settled_on": day(None), "event_type": "bill_dishonored", "what": "退票"}
    )
    guarantees = pd.DataFrame(
        {"row_key": [4], "customer_key": key, "guarantor": "甲", "guarantee_kind": "guarantee",
         "valid_from": day(DAY(2025, 1, 1)), "valid_to": day(DAY(2026, 8, 29)),
         "guarantee_until": day(None)}
    )  # fmt: skip
    evidence = pd.DataFrame({"row_key": [5], "customer_key": key, "expires_on": day(DAY(2026, 6, 29))})
    held, registers = books([late(20)]), {"events": events, "guarantees": guarantees, "evidence": evidence}
    at = warnings_of(situation(held, AS_OF, SMALL, registers=registers))
    assert [w.rule for w in at if w.rule in ("risk_event", "guarantee", "evidence_expired")] == [
        "risk_event",
        "guarantee",
        "evidence_expired",
    ]
    elsewhere = {"events": events.assign(customer_key=pd.array([77], dtype="Int64"))}  # a customer of another entity
    assert found("risk_event", held, registers=elsewhere) == []
    later = {"events": events.assign(settled_on=day(DAY(2026, 6, 15))), "guarantees": guarantees.assign(valid_to=day(DAY(2026, 8, 30)))}
    at = warnings_of(situation(held, AS_OF, SMALL, registers=later))
    assert [w.rule for w in at if w.rule in ("risk_event", "guarantee", "evidence_expired")] == []


def test_a_guarantee_that_names_no_end_lapses_six_months_after_the_oldest_debt_is_due() -> None:
    guarantees = pd.DataFrame(
        {
            "row_key": [4], "customer_key": pd.array([1], dtype="Int64"), "guarantor": "甲", "guarantee_kind": "guarantee",
            "valid_from": day(DAY(2025, 1, 1)), "valid_to": day(None), "guarantee_until": day(None),
        }
    )  # fmt: skip
    held = books([{"due_date": DAY(2026, 1, 15)}, {"due_date": DAY(2026, 6, 15)}])
    (warning,) = found("guarantee", held, registers={"guarantees": guarantees})
    assert warning.message.text("en") == "What 甲 guarantees ends on 2026-07-15."
    assert warning.severity is Severity.HIGH
    assert found("guarantee", held, registers={"guarantees": guarantees.assign(guarantee_kind="insurance")}) == []


def test_cash_below_the_minimum() -> None:
    weeks = pd.DataFrame({"ends": day(DAY(2026, 7, 7), DAY(2026, 7, 14)), "cash": [500_00, 150_00]})
    (warning,) = found("cash", books([late(20)]), liquidity=Liquidity(weeks, 200_00, 2))
    assert (warning.amount, warning.customer_key) == (50_00, None)
    assert "In the week to 2026-07-14 cash falls to CNY 150.00" in warning.message.text("en")


def task(**more) -> pd.DataFrame:
    row = {"row_key": 9, "origin": "warning", "origin_ref": "over_limit:C1:CNY", "state": "open", "closed_on": None}
    row |= {"created_on": DAY(2026, 5, 1), "due_on": AS_OF, "outcome": None} | more
    return pd.DataFrame([row]).assign(**{name: day(row[name]) for name in ("closed_on", "created_on", "due_on")})


def test_a_warning_is_not_raised_again_while_its_task_is_open_nor_soon_after() -> None:
    held = books([late(-5, amount=120_00)], known=[{"credit_limit": 100_00}])
    warning = found("over_limit", held)[0]
    assert raised([warning], None, AS_OF, 30).new == (warning,)
    assert raised([warning], task(), AS_OF, 30).taken_up == ((warning, 9),)
    assert raised([warning], task(state="done", closed_on=DAY(2026, 5, 31)), AS_OF, 30).quiet == (warning,)
    assert raised([warning], task(state="done", closed_on=DAY(2026, 5, 30)), AS_OF, 30).new == (warning,)
    assert raised([warning], task(origin="person"), AS_OF, 30).new == (warning,)


def test_a_warning_becomes_a_task_in_its_readers_words() -> None:
    held = books([late(-5, amount=120_00)], known=[{"credit_limit": 100_00}])
    row = warnings.task_for(
        found("over_limit", held)[0], owner="李伟", today=AS_OF, due=DAY(2026, 7, 7), lang="zh", responses=("cut_limit",)
    )
    assert row["title"] == "超信用额度 · 客户1：额度 100.00 元，已超额 20.00 元。"
    assert (row["department"], row["origin_ref"], row["state"], row["due_on"]) == ("sales", "over_limit:C1:CNY", "open", "2026-07-07")
    kept = {
        **row,
        "row_key": 1,
        "created_on": pd.Timestamp(AS_OF),
        "due_on": pd.Timestamp(2026, 7, 7),
        "outcome": None,
        "closed_on": pd.NaT,
    }
    assert warnings.closed_task(kept, "已收回", AS_OF) == {**row, "state": "done", "outcome": "已收回", "closed_on": "2026-06-30"}


def test_responses_change_the_customer_or_say_why_not() -> None:
    assert changes_for("shorten_terms", " 30天 ") == {"term_text": "30天"}
    assert changes_for("require_prepayment") == {"term_text": "款到发货"}
    assert changes_for("cut_limit", 500_00) == {"credit_limit": 500_00}
    assert changes_for("stop_shipment") == {"status": "停止发货"}
    assert changes_for("reduce_supply", 50) == {"status": "减供至 50%"}
    for response, value in [("shorten_terms", "看情况"), ("cut_limit", -1), ("reduce_supply", 0), ("collect", None)]:
        with pytest.raises(Unusable):
            changes_for(response, value)


def test_every_rule_has_a_switch_and_a_response() -> None:
    assert all(isinstance(getattr(WarningRules(), name), bool) for name in RULES)
    assert all(set(rule.responses) <= set(warnings.RESPONSES) and rule.responses for rule in RULES.values())


@pytest.mark.parametrize(("days", "severity"), [(15, None), (16, Severity.MEDIUM), (60, Severity.MEDIUM), (61, Severity.HIGH)])
def test_an_item_is_overdue_too_long_from_the_day_credit_control_says(days: int, severity: Severity | None) -> None:
    warned = found("overdue_long", books([late(days, amount=200_00)]))
    assert [(one.severity, one.amount) for one in warned] == ([] if severity is None else [(severity, 200_00)])


def test_receivables_that_grow_with_sales_and_cash_above_the_minimum_raise_nothing() -> None:
    made = [{"document_date": AS_OF - dt.timedelta(days=days), "amount": amount} for days, amount in ((150, 100_00), (30, 200_00))]
    settled = [{"document_key": 1, "amount": 100_00, "date": AS_OF - dt.timedelta(days=20)}]
    assert found("growth", books(made, paid=settled)) == []  # both doubled
    assert len(found("growth", books(made))) == 1  # receivables tripled
    weeks = pd.DataFrame({"ends": day(DAY(2026, 7, 7)), "cash": [200_00]})
    assert found("cash", books([late(20)]), liquidity=Liquidity(weeks, 200_00, None)) == []


def test_limitation_is_silent_a_day_before_the_policys_days() -> None:
    ends = AS_OF + dt.timedelta(days=180)
    due = ends.replace(year=ends.year - 3)
    assert len(found("limitation", books([{"due_date": due}]))) == 1
    assert found("limitation", books([{"due_date": due + dt.timedelta(days=1)}])) == []


def statements(**more) -> pd.DataFrame:
    row = {"customer_key": 1, "generated_on": DAY(2026, 1, 5), "state": "agreed", "answered_on": DAY(2026, 1, 20)} | more
    return pd.DataFrame([row]).assign(generated_on=day(row["generated_on"]), answered_on=day(row["answered_on"]))


def test_a_statement_that_came_back_agreed_confirms_the_balance_and_one_that_differs_does_not() -> None:
    held = books([late(200)])
    agreed, differs = (warnings.kept_confirmations({"statements": statements(state=state)}, AS_OF) for state in ("agreed", "differs"))
    assert agreed["confirmed_on"].tolist() == [pd.Timestamp(2026, 1, 20)]
    assert found("reconciliation", held, registers={"confirmations": agreed}) == []
    (warning,) = found("reconciliation", held, registers={"confirmations": differs})
    assert warning.message.text("en") == "The balance has never been confirmed."
    young = books([late(100)])  # first document 130 days old: nobody could have confirmed for six months
    assert found("reconciliation", young, registers={"confirmations": differs}) == []
    assert not len(warnings.kept_confirmations({"statements": statements()}, DAY(2026, 1, 4)))


def test_a_task_of_a_past_date_is_as_it_was_then() -> None:
    held = books([late(-5, amount=120_00)], known=[{"credit_limit": 100_00}])
    warning = found("over_limit", held)[0]
    done = task(state="done", closed_on=DAY(2026, 6, 30), created_on=DAY(2026, 6, 20), outcome="已收回")
    assert raised([warning], done, DAY(2026, 6, 29), 30).taken_up == ((warning, 9),)
    assert raised([warning], done, DAY(2026, 6, 19), 30).new == (warning,)


def test_the_list_says_what_is_done_about_each_warning() -> None:
    held = books([late(-5, amount=120_00), late(-5, customer_key=2, amount=95_00)], known=[{"credit_limit": 100_00}] * 2)
    every = [*found("over_limit", held), *found("near_limit", held)]
    tasks = task(owner="李伟", due_on=DAY(2026, 7, 7), title="T", measure="减供至 50%", approved_by="周敏")
    rows = warnings.dealt_rows(every, raised(every, tasks, AS_OF, 30), tasks, AS_OF, "zh")
    assert rows[["state", "measure", "approved_by"]].values.tolist() == [["任务在办", "减供至 50%", "周敏"], ["待处理", None, None]]
    taken = warnings.measures_taken(tasks.assign(customer_key=1), held.customers.assign(status=["减供至 50%", None]), AS_OF)
    assert taken[["customer_name", "measure", "approved_by", "status_now"]].values.tolist() == [
        ["客户1", "减供至 50%", "周敏", "减供至 50%"]
    ]


def test_every_rule_says_from_where_on_it_warns_and_what_it_found() -> None:
    held = books([late(-5, amount=120_00)], known=[{"credit_limit": 100_00}])
    off = replace(SMALL, warnings=replace(SMALL.warnings, silence=False))
    rows = warnings.rule_rows(found("over_limit", held), off, "en", silent=("cash",)).set_index("name")
    assert list(rows.index) == list(RULES)
    assert rows.loc[["over_limit", "silence", "cash"], "state"].tolist() == ["On", "Switched off", "Nothing on record yet"]
    assert rows["count"].to_dict() == {name: int(name == "over_limit") for name in RULES}
    assert rows.loc["near_limit", "threshold"] == "From 90% of the limit on"
    assert rows.loc["overdue_jump", "threshold"] == "Risen by 30 % and by CNY 1.00 or more since the last month end"
    assert warnings.silent({"promises": pd.DataFrame({"row_key": [1]})}, SMALL)[-1] == "cash"


def test_a_measure_is_kept_with_the_task_in_words() -> None:
    said = [
        warnings.measure_words(response, value, "CNY").text("zh")
        for response, value in [("shorten_terms", "30天"), ("cut_limit", 500_00), ("reduce_supply", 50), ("stop_shipment", None)]
    ]
    assert said == ["账期缩短为 30天", "额度下调至 500.00 元", "减供至 50%", "停止发货"]
