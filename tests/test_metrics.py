"""Measures of collection: the published vectors, the hand-made ledger, and what must hold on every ledger."""

import datetime as dt
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arcore import overview
from arcore.aging_series import month_ends
from arcore.collecting.agreements import agreements
from arcore.engines import Engine, to_engine
from arcore.metrics import DEFINITIONS, By, Gathered, Metric, dso, gathered, measures, rates, registered, series
from arcore.metrics import behind as behind_module
from arcore.metrics.behind import COUNTED, KEPT_SETS, SETS
from arcore.metrics.gathering import FLOWS
from arcore.metrics.kept import kept_of
from arcore.policy import Policy
from tests.receivable_frames import allocations, documents
from tests.sample_company import sample_books

SAMPLE_DAY = dt.date(2026, 6, 30)


def rounded(metric: Metric, places: int = 2) -> str:
    assert metric.value is not None, metric.reason
    return f"{float(metric.value):.{places}f}"


def test_simple_best_possible_and_delinquent_days_are_the_published_ones() -> None:
    found = [
        dso.simple(300_000_00, 370_000_00, 91),
        dso.best_possible(180_000_00, 370_000_00, 91),
        dso.days_delinquent(300_000_00, 180_000_00, 370_000_00, 91),
    ]
    assert [rounded(metric) for metric in found] == ["73.78", "44.27", "29.51"]


def test_count_back_uses_up_whole_months_and_part_of_the_last() -> None:
    found = dso.count_back(300_000_00, [(150_000_00, 30), (100_000_00, 31), (120_000_00, 30)])
    assert found.value == Fraction(147, 2)


def test_count_back_follows_its_method_where_a_vendor_s_own_example_does_not() -> None:
    months = [(2500, 30), (1750, 31), (2250, 31), (2500, 30), (2000, 31), (2250, 30)]
    assert rounded(dso.count_back(12_000, months)) == "166.33"


def test_count_back_stops_at_a_month_without_sales() -> None:
    assert dso.count_back(300, [(100, 30), (0, 31), (500, 30)]).value == 30
    assert dso.count_back(300, [(0, 31), (500, 30)]).value is None
    assert dso.count_back(300, [(100, 30)]).reason is not None


def test_collection_effectiveness_is_the_published_one() -> None:
    assert rates.effectiveness(200_000, 370_000, 300_000, 180_000).value == Fraction(270, 390)
    assert rounded(rates.effectiveness(200_000, 370_000, 300_000, 180_000), 4) == "0.6923"


def test_turnover_and_its_days_by_either_year() -> None:
    assert dso.turnover(100, 300, 1200).value == 6
    assert dso.turnover_days(100, 300, 1200).value == Fraction(365, 6)
    assert dso.turnover_days(100, 300, 1200, 360).value == 60
    assert dso.on_average(100, 300, 600, 90).value == 30


def test_invoice_by_invoice_weighs_each_with_the_sales_of_its_month() -> None:
    assert dso.by_invoice([(10 * 500, 1000), (40 * 100, 800), (99, 0)]).value == 10


@pytest.mark.parametrize(
    "metric",
    [dso.simple(5, 0, 90), dso.turnover(0, 0, 5), rates.overdue(0, 0), rates.effectiveness(5, 5, 20, 10), rates.on_time(0, 0),
     rates.plan_completion(5, 0), rates.bad_debts(5, -1), rates.days_late(0, 0)],
)  # fmt: skip
def test_without_a_positive_denominator_there_is_a_reason_and_no_zero(metric: Metric) -> None:
    assert metric.value is None
    assert metric.reason is not None


def test_every_label_names_a_denominator() -> None:
    alone = {"dso_count_back", "dso_true"}
    assert all("÷" in definition.label.template for name, definition in DEFINITIONS.items() if name not in alone)


# One customer: invoice of 1,000 due and paid 10 days late, one of 2,000 paid half in time, one of 500 written off, all hand-counted.
def hand_made() -> tuple[pd.DataFrame, pd.DataFrame]:
    issued = documents(
        {"document_date": dt.date(2025, 4, 1), "due_date": dt.date(2025, 4, 30), "amount": 1000_00, "salesperson": "王芳"},
        {"document_date": dt.date(2025, 4, 10), "due_date": dt.date(2025, 5, 20), "amount": 2000_00, "salesperson": "李伟"},
        {"document_date": dt.date(2025, 5, 5), "due_date": dt.date(2025, 7, 5), "amount": 500_00, "salesperson": "王芳"},
    )
    applied = allocations(
        {"document_key": 1, "receipt_key": 1, "date": dt.date(2025, 5, 10), "amount": 1000_00},
        {"document_key": 2, "receipt_key": 2, "date": dt.date(2025, 5, 20), "amount": 1000_00},
        {"document_key": 3, "date": dt.date(2025, 5, 31), "amount": 100_00, "kind": "write_off"},
    )
    return issued, applied


def counted(measured: Gathered, at: int = -1) -> dict[str, Metric]:
    cell = measured.cell_of("CNY")
    assert cell is not None
    return {metric.name: metric for metric in measures(measured, cell, at % len(measured.ends))}


def test_a_month_counted_by_hand() -> None:
    issued, applied = hand_made()
    may = counted(gathered(issued, applied, (dt.date(2025, 4, 30), dt.date(2025, 5, 31))))
    amounts = {name: (may[name].numerator, may[name].denominator) for name in may}
    assert amounts["overdue_rate"] == (1000_00, 1400_00)
    assert amounts["collection_rate"] == (2000_00, 3500_00)
    assert amounts["collection_of_due"] == (2000_00, 2000_00)
    assert amounts["on_time_rate"] == (1000_00, 2000_00)
    assert amounts["overdue_of_due"] == (1000_00, 2000_00)
    assert amounts["recovery_rate"] == (0, 0)
    assert amounts["recovery_rate_wide"] == (1000_00, 2000_00)
    assert amounts["collection_effectiveness"] == (2100_00, 3100_00)
    assert may["days_to_pay"].value == Fraction(39 + 40, 2)
    assert may["days_late"].value == 5
    assert may["days_late_signed"].value == 5
    assert may["dso"].value is None, "sales before April are not in the books"


def test_an_early_payment_makes_up_for_a_late_one_only_when_signed() -> None:
    issued, applied = hand_made()
    early = pd.concat([applied, allocations({"document_key": 3, "receipt_key": 3, "date": dt.date(2025, 5, 31), "amount": 400_00})])
    may = counted(gathered(issued, early, (dt.date(2025, 5, 31),)))
    assert may["days_late_signed"].value == Fraction(1000 * 10 + 1000 * 0 - 400 * 35, 2400)
    assert may["days_late"].value == Fraction(1000 * 10, 2400)


def test_grace_makes_a_payment_on_time_but_not_one_after_the_month() -> None:
    issued, applied = hand_made()
    april = counted(gathered(issued, applied, (dt.date(2025, 4, 30),), grace_days=10))
    assert april["on_time_rate"].numerator == 0
    whole = counted(gathered(issued, applied, (dt.date(2025, 5, 15),), grace_days=10))
    assert whole["on_time_rate"].denominator == 0, "the first invoice fell due in April"


def test_a_dispute_counts_while_it_lasts() -> None:
    issued, applied = hand_made()
    disputes = pd.DataFrame({"document_key": [2, 3], "from_date": ["2025-05-01", "2025-05-01"], "to_date": [None, "2025-05-15"]})
    disputes = disputes.assign(from_date=pd.to_datetime(disputes["from_date"]), to_date=pd.to_datetime(disputes["to_date"]))
    rate = counted(gathered(issued, applied, (dt.date(2025, 5, 31),), disputes=disputes))["dispute_rate"]
    assert (rate.numerator, rate.denominator) == (1000_00, 1400_00)
    assert "dispute_rate" not in counted(gathered(issued, applied, (dt.date(2025, 5, 31),)))


def test_the_confirmations_of_a_round_count_balances_by_size() -> None:
    sent = pd.DataFrame({"currency": "CNY", "balance": [900, -100], "confirmed": [True, False]})
    assert [metric.value for metric in registered.confirmation(sent, currency="CNY")] == [Fraction(9, 10), Fraction(1, 2)]


@pytest.fixture(scope="module")
def sample() -> Gathered:
    books = sample_books()
    kept = kept_of(books, agreements(books, SAMPLE_DAY, Policy()), Policy())
    return gathered(books.documents, books.allocations, month_ends(SAMPLE_DAY, 37), kept=kept)


def test_the_sample_company_s_figures(sample: Gathered) -> None:
    found = counted(sample)
    assert (found["dso"].numerator, found["dso"].denominator) == (3566121444, 5278193027)
    assert rounded(found["dso"], 4) == "60.8070"
    assert rounded(found["dso_count_back"], 4) == "57.3440"
    assert (found["overdue_rate"].numerator, found["overdue_rate"].denominator) == (621631213, 3566121444)
    assert rounded(found["turnover_days"], 2) == "61.07"
    assert rounded(found["collection_effectiveness"], 4) == "0.7205"
    assert (found["bad_debt_rate"].numerator, found["bad_debt_rate"].denominator) == (56105, 18853994891)


def test_the_overview_says_the_same(sample: Gathered) -> None:
    pair = next(each for each in overview.figures(sample_books(), SAMPLE_DAY, Policy()) if each.currency == "CNY")
    for at, figures in ((-1, pair.now), (-2, pair.before)):
        found = counted(sample, at)
        assert found["dso"].value == figures.days_sales_outstanding
        assert found["overdue_rate"].value == figures.overdue_rate


@pytest.mark.parametrize("by", ["customer", "group", "salesperson", "region", "category", "entity"])
def test_groups_add_up_to_the_company(sample: Gathered, by: By) -> None:
    books = sample_books()
    kept = kept_of(books, agreements(books, SAMPLE_DAY, Policy()), Policy())
    parts = gathered(books.documents, books.allocations, month_ends(SAMPLE_DAY, 37), by, kept=kept)
    for name, table in [*sample.stocks.items(), *((name, sample.flows[name]) for name in FLOWS)]:
        for currency in ("CNY", "EUR", "USD"):
            mine = (parts.cells["currency"] == currency).to_numpy()
            cell = sample.cell_of(currency)
            other = parts.stocks.get(name, parts.flows.get(name))
            assert other is not None
            assert (other[:, mine].sum(axis=1) == table[:, cell]).all(), (name, currency)


def test_a_past_month_is_what_was_computed_then(sample: Gathered) -> None:
    books = sample_books()
    then = dt.date(2025, 10, 31)
    known = books.documents["document_date"] <= pd.Timestamp(then)
    old = gathered(books.documents[known], books.allocations[books.allocations["date"] <= pd.Timestamp(then)], month_ends(then, 30))
    now = counted(sample, sample.ends.index(then))
    assert counted(old) == {name: now[name] for name in counted(old)}


def test_documents_behind_a_figure_add_up_to_it(sample: Gathered) -> None:
    books = sample_books()
    at, cell = len(sample.ends) - 1, sample.cell_of("CNY")
    direct = {
        "sales_year": int(sample.flows["sales"][at - 11 : at + 1, cell].sum()),
        "receipts_year": int(sample.flows["receipts"][at - 11 : at + 1, cell].sum()),
        "written_off_year": int(sample.flows["written_off"][at - 11 : at + 1, cell].sum()),
        "opening": int(sample.stocks["open"][at - 1, cell]),
        "overdue_before": int(sample.stocks["overdue"][at - 1, cell]),
        "not_due": int(sample.stocks["open"][at, cell] - sample.stocks["overdue"][at, cell]),
    }
    for name in SETS:
        table = sample.stocks.get(name, sample.flows.get(name))
        expected = direct[name] if name in direct else int(table[at, cell])  # type: ignore[index]
        assert int(behind_module.behind(books, sample, at, name, currency="CNY")["counted"].sum()) == expected, name


def test_every_measure_of_the_ledger_leads_to_documents(sample: Gathered) -> None:
    assert set(counted(sample)) == set(COUNTED) | set(KEPT_SETS)


def test_one_group_s_documents_are_only_its_own() -> None:
    books = sample_books()
    measured = gathered(books.documents, books.allocations, month_ends(SAMPLE_DAY, 13), "salesperson")
    cell = measured.cell_of("CNY", "王芳")
    rows = behind_module.behind(books, measured, 12, "overdue", currency="CNY", column="salesperson", key="王芳")
    assert set(rows["salesperson"]) == {"王芳"}
    assert int(rows["counted"].sum()) == int(measured.stocks["overdue"][12, cell]) > 0


def test_the_monthly_series_and_the_group_table(sample: Gathered) -> None:
    cell = sample.cell_of("CNY")
    assert cell is not None
    months = series.monthly(sample, cell)
    assert len(months) == 24
    assert months["month_end"].iloc[0] == pd.Timestamp("2024-07-31")
    assert pd.isna(months["dso"].iloc[0]), "there are no 90 days of sales yet"
    assert months["open"].iloc[-1] == 3566121444
    table = series.by_group(sample, "CNY", len(sample.ends) - 1)
    assert table["open"].tolist() == [3566121444]
    now, month, year = series.compared(sample, cell, 36)[0]
    assert (now.name, month is not None and rounded(month, 3), year is not None and rounded(year, 3)) == ("dso", "60.335", "53.604")


def test_receivables_that_outgrow_sales_are_said(sample: Gathered) -> None:
    growth = series.outgrown(sample, sample.cell_of("CNY") or 0, 36)
    assert growth is not None
    assert [round(float(each), 4) for each in growth] == [0.3001, 0.1461]


@pytest.mark.parametrize("engine", [Engine.POLARS, Engine.DUCKDB])
def test_other_engines_count_the_same(engine: Engine) -> None:
    issued, applied = hand_made()
    ends = (dt.date(2025, 4, 30), dt.date(2025, 5, 31))
    other = gathered(to_engine(issued, engine), to_engine(applied, engine), ends, "salesperson")
    here = gathered(issued, applied, ends, "salesperson")
    assert all((other.stocks[name] == here.stocks[name]).all() for name in here.stocks)
    assert all((other.flows[name] == here.flows[name]).all() for name in here.flows)


DAYS = st.dates(dt.date(2025, 1, 1), dt.date(2025, 6, 30))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(DAYS, st.integers(0, 60), st.integers(1, 10**9), DAYS, st.integers(0, 100)), min_size=1, max_size=12))
def test_balances_roll_forward_whatever_the_ledger(rows: list[tuple[dt.date, int, int, dt.date, int]]) -> None:
    issued = documents(
        *({"document_date": day, "due_date": day + dt.timedelta(days=term), "amount": amount} for day, term, amount, *_ in rows)
    )
    paid = [
        {"document_key": n, "receipt_key": n, "date": on, "amount": row * part // 100} for n, (_, _, row, on, part) in enumerate(rows, 1)
    ]
    measured = gathered(issued, allocations(*paid), month_ends(dt.date(2025, 6, 30), 6))
    opened, sold, cash = (np_column(measured, name) for name in ("open", "sales", "receipts"))
    assert opened[0] == sold[0] - cash[0]
    for month in range(1, 6):
        assert opened[month] == opened[month - 1] + sold[month] - cash[month]
    for metric in measures(measured, 0, 5):
        assert (metric.value is None) == (metric.reason is not None)
        if (
            metric.name in {"overdue_rate", "on_time_rate", "overdue_of_due", "recovery_rate", "collection_effectiveness"}
            and metric.value is not None
        ):
            assert 0 <= metric.value <= 1, metric.name


def np_column(measured: Gathered, name: str) -> list[int]:
    table = measured.stocks.get(name, measured.flows.get(name))
    assert table is not None
    return [int(value) for value in table[:, 0]]
