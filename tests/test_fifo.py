"""The age of a running balance, first in first out."""

import datetime as dt

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from arcore import aging, fifo
from arcore.policy import AgingScheme

AS_OF = dt.date(2025, 9, 30)
DEBITS = [(dt.date(2025, 1, 15), 50_000_00), (dt.date(2025, 4, 10), 30_000_00), (dt.date(2025, 8, 20), 40_000_00)]


def moves(*rows: tuple[dt.date, int], customer: int = 1) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "customer_key": pd.Series([customer] * len(rows), dtype="int64"),
            "currency": pd.Series(["CNY"] * len(rows), dtype="str"),
            "date": pd.to_datetime(pd.Series([day for day, _ in rows], dtype="object")).astype("datetime64[us]"),
            "amount": pd.Series([amount for _, amount in rows], dtype="int64"),
        }
    )


def found(frame: pd.DataFrame) -> list[tuple[dt.date | None, int, str]]:
    days = [None if pd.isna(day) else day.date() for day in frame["document_date"]]
    return list(zip(days, frame["open"], frame["origin"], strict=True))


def test_a_balance_consists_of_its_newest_debits() -> None:
    aged = aging.age(fifo.age_balance(moves(*DEBITS), moves((dt.date(2025, 6, 1), 60_000_00)), AS_OF), AS_OF, AgingScheme(), "document")
    assert list(zip(aged["days_past_due"], aged["open"], aged["bucket"], strict=True)) == [(173, 20_000_00, 4), (41, 40_000_00, 2)]


def test_a_negative_balance_is_all_credit() -> None:
    assert found(fifo.age_balance(moves(*DEBITS), moves((AS_OF, 120_000_01)), AS_OF)) == [(None, -1, "credit")]


def test_what_the_debits_do_not_explain_is_older_than_the_books() -> None:
    opening = moves((dt.date(2024, 12, 31), 7_000_00))
    rows = fifo.age_balance(moves(*DEBITS), moves((AS_OF, 5_000_00)), AS_OF, opening)
    assert found(rows)[0] == (None, 2_000_00, "opening")
    aged = aging.age(rows, AS_OF, AgingScheme(), "document")
    assert aged["bucket"].tolist() == [aging.UNKNOWN, 5, 4, 2]


def test_a_red_invoice_counts_as_a_credit() -> None:
    assert found(fifo.age_balance(moves(*DEBITS, (dt.date(2025, 9, 1), -80_000_00)), moves(), AS_OF)) == [
        (DEBITS[2][0], 40_000_00, "debit")
    ]


def test_later_moves_do_not_count() -> None:
    later = dt.date(2025, 10, 1)
    assert found(fifo.age_balance(moves(*DEBITS, (later, 1)), moves((later, 99)), AS_OF)) == [(*debit, "debit") for debit in DEBITS]


drawn = st.lists(st.tuples(st.dates(dt.date(2025, 1, 1), dt.date(2025, 12, 31)), st.integers(-999, 9_999)), max_size=6)


@settings(max_examples=25, deadline=None)
@given(drawn, drawn, drawn)
def test_the_parts_always_add_up_to_the_balance(
    debits: list[tuple[dt.date, int]], credits: list[tuple[dt.date, int]], opening: list[tuple[dt.date, int]]
) -> None:
    rows = fifo.age_balance(moves(*debits), moves(*credits), AS_OF, moves(*opening))
    balance = sum(sign * amount for sign, part in ((1, debits), (-1, credits), (1, opening)) for day, amount in part if day <= AS_OF)
    assert rows["open"].sum() == balance
    assert (rows["open"] > 0).all() or len(rows) == 1
