"""The bridge between two dates ties out to the cent, and every bar is the sum of documents one can name."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from arcore import bridge
from arcore.bridge import Bridge
from arcore.engines import collect, to_engine
from tests.register_frames import books

MAY, JUNE = dt.date(2026, 5, 31), dt.date(2026, 6, 30)


def invoice(amount: int, on: str, due: str, **more: Any) -> dict[str, Any]:
    return {"amount": amount, "document_date": dt.date.fromisoformat(on), "due_date": dt.date.fromisoformat(due)} | more


def paid(document: int, amount: int, on: str, kind: str = "receipt") -> dict[str, Any]:
    return {"document_key": document, "amount": amount, "date": dt.date.fromisoformat(on), "kind": kind}


def bars(found: Bridge, currency: str = "CNY") -> dict[str, int]:
    (row,) = bridge.table(found, currency).to_dict("records")
    assert row.pop("difference") == 0
    return {str(name): amount for name, amount in row.items() if amount and name != "key"}


LEDGER = books(
    [
        invoice(1000_00, "2026-04-01", "2026-05-01"),
        invoice(500_00, "2026-05-20", "2026-06-10"),
        invoice(300_00, "2026-06-05", "2026-07-05"),
        invoice(-40_00, "2026-06-08", "2026-06-08", kind="credit_note"),
        invoice(70_00, "2026-06-09", "2026-06-09", kind="opening"),
    ],
    paid=[
        paid(1, 400_00, "2026-05-15"),
        paid(1, 250_00, "2026-06-12"),
        paid(1, 50_00, "2026-06-13", "write_off"),
        paid(2, 100_00, "2026-06-10"),
        paid(2, 5_00, "2026-06-11", "fee"),
        paid(2, 10_00, "2026-06-30", "discount"),
        paid(3, 300_00, "2026-07-01"),
    ],
)


def test_the_open_balance_is_bridged_by_sales_receipts_discounts_credit_notes_and_write_offs() -> None:
    assert bars(bridge.of_balance(LEDGER, MAY, JUNE)) == {
        "opening": 1100_00,
        "sales": 300_00,
        "receipts": -350_00,
        "discounts": -10_00,
        "credit_notes": -40_00,
        "write_offs": -50_00,
        "other": 65_00,
        "closing": 1015_00,
    }


def test_the_overdue_balance_is_bridged_by_what_became_overdue_and_what_was_collected_of_it() -> None:
    assert bars(bridge.of_overdue(LEDGER, MAY, JUNE)) == {
        "opening": 600_00,
        "became_overdue": 400_00 + 70_00,
        "collected": -250_00,
        "write_offs": -50_00,
        "other": -15_00,
        "closing": 755_00,
    }
    assert bridge.aged_on(bridge.of_overdue(LEDGER, MAY, JUNE), "CNY") == (300_00, 455_00)


def test_an_invoice_already_late_when_it_is_issued_becomes_overdue_on_its_own_day() -> None:
    ledger = books([invoice(80_00, "2026-06-05", "2026-05-20")], paid=[paid(1, 30_00, "2026-06-05")])
    found = bridge.of_overdue(ledger, MAY, JUNE)
    assert bars(found) == {"became_overdue": 80_00, "collected": -30_00, "closing": 50_00}
    assert list(bridge.behind(found, "became_overdue", "CNY")["date"]) == [pd.Timestamp("2026-06-05")]


def test_a_due_date_put_off_in_the_month_is_a_bar_of_its_own() -> None:
    ledger = books([invoice(90_00, "2026-04-01", "2026-07-31")])
    put_off = {"document_key": 1, "agreed_on": pd.Timestamp("2026-06-03"), "old": pd.Timestamp("2026-05-01"),
               "new": pd.Timestamp("2026-07-31"), "entry": 2}  # fmt: skip
    found = bridge.of_overdue(replace(ledger, due_changes=pd.DataFrame([put_off])), MAY, JUNE)
    assert bars(found) == {"opening": 90_00, "due_changed": -90_00}


def test_every_bar_opens_the_documents_it_adds_up_from() -> None:
    found = bridge.of_balance(LEDGER, MAY, JUNE)
    opened = bridge.behind(found, "receipts", "CNY")
    assert list(zip(opened["document_no"], opened["amount"], strict=True)) == [("D1", -250_00), ("D2", -100_00)]
    assert list(bridge.behind(found, "opening", "CNY")["document_no"]) == ["D1", "D2"]


def test_a_waterfall_starts_each_bar_where_the_last_one_ended() -> None:
    drawn = bridge.steps(bridge.of_balance(LEDGER, MAY, JUNE), "CNY")
    assert list(drawn["bar"]) == ["opening", "sales", "receipts", "discounts", "credit_notes", "write_offs", "other", "closing"]
    assert list(drawn["start"]) == [0, 1100_00, 1400_00, 1050_00, 1040_00, 1000_00, 950_00, 0]
    assert drawn["end"].iloc[-2] == drawn["end"].iloc[-1] == 1015_00


days = st.integers(0, 180).map(lambda number: dt.date(2026, 1, 1) + dt.timedelta(days=number))
KINDS = ("receipt", "discount", "fee", "rounding", "write_off", "retention", "stated", "credit")


@st.composite
def ledgers(draw: st.DrawFn) -> Any:
    made, settled = [], []
    for key in range(1, draw(st.integers(1, 5)) + 1):
        sign = draw(st.sampled_from((1, 1, 1, -1)))
        amount = sign * draw(st.integers(1, 1000))
        made.append(
            {
                "amount": amount, "document_date": draw(days), "due_date": draw(days), "customer_key": draw(st.sampled_from((1, 2))),
                "kind": "credit_note" if sign < 0 else draw(st.sampled_from(("invoice", "opening", "adjustment"))),
                "currency": draw(st.sampled_from(("CNY", "USD"))), "salesperson": draw(st.sampled_from(("王芳", "李伟", None))),
            }
        )  # fmt: skip
        left = abs(amount)
        for _ in range(draw(st.integers(0, 3))):
            part = draw(st.integers(0, left))
            left -= part
            settled.append({"document_key": key, "amount": sign * part, "date": draw(days), "kind": draw(st.sampled_from(KINDS))})
    found = books(made, paid=settled, known=[{}, {}])
    changes = [
        {"document_key": draw(st.integers(1, len(made))), "agreed_on": pd.Timestamp(draw(days)), "old": pd.Timestamp(draw(days)),
         "new": pd.Timestamp(draw(days)), "entry": entry}
        for entry in range(draw(st.integers(0, 2)))
    ]  # fmt: skip
    return replace(found, due_changes=pd.DataFrame(changes)) if changes else found


@settings(max_examples=20, deadline=None)
@given(ledgers(), days, days)
def test_any_two_dates_are_bridged_to_the_cent_whatever_happened_between(found: Any, one: dt.date, other: dt.date) -> None:
    after, until = min(one, other), max(one, other)
    for built in (bridge.of_balance(found, after, until), bridge.of_overdue(found, after, until)):
        for currency in bridge.currencies(built):
            for by in ("", "customer", "salesperson"):
                rows = bridge.table(built, currency, by)
                assert not rows["difference"].any()
                assert rows["closing"].sum() == bridge.table(built, currency)["closing"].sum()
            for row in bridge.table(built, currency, "salesperson").to_dict("records"):
                for bar in ("opening", *built.bars, "closing"):
                    assert bridge.behind(built, bar, currency, "salesperson", row["key"])["amount"].sum() == row[bar]


def test_polars_gives_the_same_flows_as_pandas() -> None:
    made, settled = LEDGER.documents, LEDGER.allocations
    for flows in (bridge.flows, bridge.overdue_flows):
        one = collect(flows(made, settled, MAY, JUNE))
        other = collect(flows(to_engine(made, "polars"), to_engine(settled, "polars"), MAY, JUNE))
        order = ["bar", "document_key", "amount"]
        assert one[order].sort_values(order).values.tolist() == other[order].sort_values(order).values.tolist()
