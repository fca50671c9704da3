"""Due dates of a whole table equal those of each document, in a fraction of the time."""

import datetime as dt
import time

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from arcore.calendars import WorkingDays
from arcore.policy import TermsRules
from arcore.terms import BaseDates, due_date, due_dates, parse

PHRASES = [
    "30天", "月结60天", "次月结30天+15天", "隔月结", "25号对账，月结30天", "Net 30 EOM", "每月10号付款", "半月结", "周结", "旬结", "季结",
    "收到发票后5个工作日内付款", "货到30天", "验收合格并收到发票后30天", "票到月结30天", "预付30%，余款月结30天", "质保金5%，质保期一年",
    "3331", "背靠背", "压批", "90天承兑", "老规矩", "", None, "两个月", "30/60/90", "对账后30天", "月结,每月15号付款",
]  # fmt: skip
DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2027, 6, 30))
MAYBE = st.one_of(st.none(), DAYS)
DOCUMENT = st.tuples(st.sampled_from(PHRASES), DAYS, MAYBE, MAYBE, MAYBE, MAYBE)


def dates(values: list[dt.date | None]) -> pd.Series:
    return pd.to_datetime(pd.Series(values, dtype=object))


@given(st.lists(DOCUMENT, min_size=1, max_size=30), st.booleans(), st.sampled_from(["end_of_month_plus_days", "natural_months"]))
@settings(max_examples=80, deadline=None)
def test_the_table_agrees_with_the_single_document(documents, roll, month_end) -> None:
    rules = TermsRules(roll_holidays=roll, month_end=month_end)
    texts, invoice, delivery, acceptance, received, statement = map(list, zip(*documents, strict=True))
    table = due_dates(
        pd.Series(texts, dtype=object),
        dates(invoice),
        delivery_dates=dates(delivery),
        acceptance_dates=dates(acceptance),
        invoice_received_dates=dates(received),
        statement_dates=dates(statement),
        rules=rules,
    )
    for row, each in zip(table.itertuples(index=False), documents, strict=True):
        single = due_date(
            parse(each[0], rules),
            BaseDates(each[1], delivery=each[2], acceptance=each[3], invoice_received=each[4], statement=each[5]),
            rules,
        )
        assert row.due_date.date() == (single.date or each[1])
        assert row.basis == ("terms" if single.date else "document_date")


def test_the_index_is_kept_and_nothing_is_dropped() -> None:
    texts = pd.Series(["30天", None, "背靠背", "月结"], index=[7, 3, 9, 1], dtype="str")
    invoice = pd.Series(pd.to_datetime(["2025-03-10", "2025-03-10", "2025-03-10", None]), index=texts.index)
    found = due_dates(texts, invoice, rules=TermsRules(default="60天", roll_holidays=False))
    assert list(found.index) == [7, 3, 9, 1]
    assert found["due_date"].dt.strftime("%Y-%m-%d").fillna("").tolist() == ["2025-04-09", "2025-05-09", "2025-03-10", ""]
    assert found["basis"].tolist() == ["terms", "terms", "document_date", "document_date"]
    assert found["confidence"].tolist() == [1.0, 0.3, 0.2, 0.2]


def test_an_empty_table_stays_empty() -> None:
    found = due_dates(pd.Series([], dtype="str"), pd.Series([], dtype="datetime64[ns]"))
    assert (len(found), list(found.columns)) == (0, ["due_date", "basis", "confidence"])


def test_a_hundred_thousand_documents_cost_few_passes_over_the_dates() -> None:
    """Ratio within one run: all phrases together, against the same number of bare numpy additions."""
    chance = np.random.default_rng(7)
    phrases = [f"月结{n}天" for n in range(1, 101)] + [f"Net {n}" for n in range(1, 101)]
    texts = pd.Series(chance.choice(phrases, 100_000))
    invoice = pd.Series(np.datetime64("2024-01-01") + chance.integers(0, 730, 100_000).astype("timedelta64[D]"))
    working = WorkingDays("CN")
    due_dates(texts[:10], invoice[:10], calendar=working)
    started = time.perf_counter()
    found = due_dates(texts, invoice, calendar=working)
    bulk = time.perf_counter() - started
    started = time.perf_counter()
    for text, day in zip(texts[:2000], invoice[:2000].dt.date, strict=True):
        due_date(parse(text), BaseDates(day), calendar=working)
    singles = (time.perf_counter() - started) * 50
    assert found["due_date"].notna().all()
    assert bulk < singles / 5
