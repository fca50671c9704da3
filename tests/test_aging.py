"""Days past due, buckets, the table by every key, and month-end series."""

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arcore import aging
from arcore.aging import UNKNOWN, CalendarScheme
from arcore.balances import open_items, unapplied
from arcore.messages import Unusable
from arcore.money import to_minor
from arcore.policy import AgingScheme
from arcore.tie_out import prove
from tests.receivable_frames import allocations, customers, documents, receipts, row

AS_OF = dt.date(2025, 9, 30)
SCHEME = AgingScheme()
FEW = settings(max_examples=20, deadline=None)
Issues, Money, Uses = list[dict[str, object]], list[dict[str, object]], list[tuple[int, int | None, dt.date, int]]
IBM = Path(__file__).parents[2] / "shared/data/real/receivables/ibm_late_payments.csv"


def aged(*items: dict[str, object], as_of: dt.date = AS_OF, scheme: aging.Scheme = SCHEME, basis: aging.Basis = "due") -> pd.DataFrame:
    return aging.age(open_items(documents(*items), allocations(), as_of), as_of, scheme, basis)


@pytest.mark.parametrize(
    ("days_late", "bucket"),
    [(-40, 0), (-1, 0), (0, 0), (1, 1), (30, 1), (31, 2), (60, 2), (61, 3), (90, 3), (91, 4), (180, 4), (181, 5), (365, 5), (366, 6)],
)
def test_an_item_moves_on_the_day_after_its_bucket_ends(days_late: int, bucket: int) -> None:
    found = aged({"due_date": AS_OF - dt.timedelta(days=days_late), "document_date": dt.date(2024, 1, 1)})
    assert (found["days_past_due"].item(), found["bucket"].item()) == (days_late, bucket)


@pytest.mark.parametrize(
    ("issued", "as_of", "label"),
    [
        (dt.date(2024, 2, 29), dt.date(2025, 2, 28), "7–12个月"),
        (dt.date(2024, 2, 29), dt.date(2025, 3, 1), "1–2年"),
        (dt.date(2024, 2, 28), dt.date(2025, 2, 28), "7–12个月"),
        (dt.date(2024, 2, 28), dt.date(2025, 3, 1), "1–2年"),
        (dt.date(2023, 2, 28), dt.date(2024, 2, 28), "7–12个月"),
        (dt.date(2023, 2, 28), dt.date(2024, 2, 29), "1–2年"),
        (dt.date(2025, 3, 31), dt.date(2025, 9, 30), "0–6个月"),
        (dt.date(2025, 3, 31), dt.date(2025, 10, 1), "7–12个月"),
        (dt.date(2020, 9, 30), dt.date(2025, 9, 30), "4–5年"),
        (dt.date(2020, 9, 30), dt.date(2025, 10, 1), "5年以上"),
    ],
)
def test_calendar_years_turn_on_the_day_after_the_anniversary(issued: dt.date, as_of: dt.date, label: str) -> None:
    scheme = CalendarScheme()
    found = aged({"document_date": issued, "due_date": issued}, as_of=as_of, scheme=scheme, basis="document")
    assert aging.bucket_labels(scheme, "zh", "document")[found["bucket"].item()] == label


def test_labels_follow_from_the_edges() -> None:
    assert aging.bucket_labels(SCHEME, "zh") == ("未到期", "1–30天", "31–60天", "61–90天", "91–180天", "181–365天", "365天以上")
    assert aging.bucket_labels(AgingScheme((0, 45)), "en") == ("Not due", "1–45 days", "Over 45 days")
    assert aging.bucket_labels(AgingScheme((0, 45)), "zh", "document") == ("当日", "1–45天", "45天以上")
    assert aging.bucket_labels(AgingScheme((15,)), "zh") == ("15天以内", "15天以上")
    assert aging.bucket_labels(CalendarScheme((12, 24)), "zh") == ("1年以内", "1–2年", "2年以上")
    assert aging.bucket_labels(CalendarScheme((3, 9)), "en") == ("0–3 months", "4–9 months", "Over 9 months")


@pytest.mark.parametrize("ends", [(), (30, 0), (0, 0), (-5, 0)])
def test_edges_that_do_not_rise_are_refused_in_a_sentence(ends: tuple[int, ...]) -> None:
    with pytest.raises(Unusable, match="must rise"):
        aging.bucket_labels(AgingScheme(ends), "zh")


def test_aging_by_document_date_leaves_days_past_due_to_the_due_date() -> None:
    item = {"document_date": dt.date(2025, 7, 1), "due_date": dt.date(2025, 9, 29)}
    found = aged(item, basis="document")
    assert (found["bucket"].item(), found["days_past_due"].item()) == (4, 1)


def test_an_item_without_a_due_date_is_aged_from_its_document_date() -> None:
    found = aged({"due_date": None, "document_date": dt.date(2025, 9, 1)})
    assert (found["bucket"].item(), found["days_past_due"].item()) == (1, 29)


def test_an_item_without_any_date_stands_in_the_bucket_of_unknown_age() -> None:
    items = open_items(documents({"amount": 70}), allocations(), AS_OF).assign(due_date=pd.NaT, document_date=pd.NaT)
    table = aging.table(aging.age(items, AS_OF, SCHEME), unapplied(receipts(), allocations(), AS_OF))
    assert table["bucket_unknown"].tolist() == [70]
    assert table["total"].tolist() == [70]


def table_of(issued: pd.DataFrame, received: pd.DataFrame, used: pd.DataFrame, **options: object) -> pd.DataFrame:
    items = aging.age(open_items(issued, used, AS_OF), AS_OF, SCHEME)
    return aging.table(items, unapplied(received, used, AS_OF, issued), **options)  # type: ignore[arg-type]


OWED = documents(
    {"amount": 50_000, "due_date": dt.date(2025, 2, 15), "salesperson": "王芳"},
    {"amount": 30_000, "due_date": dt.date(2025, 5, 10), "salesperson": "李伟"},
    {"amount": 40_000, "due_date": dt.date(2025, 10, 20), "salesperson": "王芳"},
    {"amount": -5_000, "kind": "credit_note", "salesperson": "王芳"},
    {"amount": 900, "customer_key": 2, "currency": "USD", "due_date": dt.date(2025, 9, 29), "salesperson": "李伟"},
)
RECEIVED = receipts({"amount": 60_000}, {"amount": 77, "customer_key": None})
USED = allocations({"receipt_key": 1, "amount": 8_000})
CUSTOMERS = customers({"salesperson": "王芳", "group_name": "宏达集团"}, {"salesperson": "李伟"})


def test_credits_stand_beside_the_buckets_and_never_in_them() -> None:
    mine = row(table_of(OWED, RECEIVED, USED), customer_id="C1")
    assert [mine[f"bucket_{n}"] for n in range(7)] == [40_000, 0, 0, 0, 30_000, 42_000, 0]
    assert (mine["credit_notes"], mine["unapplied"], mine["credits"]) == (-5_000, -52_000, -57_000)
    assert (mine["open"], mine["overdue"], mine["total"], mine["items"]) == (107_000, 72_000, 55_000, 4)


def test_netting_settles_the_oldest_items_first() -> None:
    mine = row(table_of(OWED, RECEIVED, USED, net_credits=True), customer_id="C1")
    assert [mine[f"bucket_{n}"] for n in range(7)] == [40_000, 0, 0, 0, 15_000, 0, 0]
    assert (mine["credits"], mine["overdue"], mine["total"]) == (0, 15_000, 55_000)


def test_what_netting_cannot_use_stays_a_credit() -> None:
    received = receipts({"amount": 130_000})
    mine = row(table_of(OWED, received, allocations(), net_credits=True), customer_key=1)
    assert (mine["credit_notes"], mine["unapplied"], mine["total"], mine["customer_id"]) == (0, -15_000, -15_000, "C1")


def test_refunds_beyond_a_customers_credits_are_not_lost_by_netting() -> None:
    received = receipts({"amount": -436, "customer_key": None}, {"amount": -20, "customer_key": 2})
    table = table_of(OWED, received, allocations(), net_credits=True)
    assert table.groupby("currency")["total"].sum().to_dict() == {"CNY": 115_000 + 456, "USD": 900}


def test_one_customers_credit_never_pays_another_customer_or_currency() -> None:
    issued = documents({"amount": 100, "customer_key": 2}, {"amount": 100, "currency": "USD"}, {"amount": 100, "entity": "B"})
    received = receipts({"amount": 40, "entity": "A"})
    table = table_of(issued, received, allocations(), net_credits=True)
    assert table[[f"bucket_{n}" for n in range(7)]].to_numpy().sum() == 300
    assert table["unapplied"].sum() == -40


def test_unidentified_money_has_a_row_of_its_own() -> None:
    table = table_of(OWED, RECEIVED, USED)
    unknown = table[table["customer_key"].isna()]
    assert unknown[["unapplied", "total", "open"]].to_numpy().tolist() == [[-77, -77, 0]]


def test_receipts_follow_their_customers_salesperson_and_group() -> None:
    by_person = table_of(OWED, RECEIVED, USED, by="salesperson", customers=CUSTOMERS)
    assert row(by_person[by_person["currency"] == "CNY"], salesperson="王芳")["unapplied"] == -52_000
    by_group = table_of(OWED, RECEIVED, USED, by="group", customers=CUSTOMERS)
    assert row(by_group, group_name="宏达集团")["unapplied"] == -52_000


@pytest.mark.parametrize("by", aging.KEYS)
@pytest.mark.parametrize("net_credits", [False, True])
def test_every_view_has_the_same_total_per_currency(by: aging.By, net_credits: bool) -> None:
    table = table_of(OWED, RECEIVED, USED, by=by, net_credits=net_credits, customers=CUSTOMERS)
    assert table.groupby("currency")["total"].sum().to_dict() == {"CNY": 55_000 - 77, "USD": 900}
    assert set(table.select_dtypes("number").dtypes.astype(str)) <= {"int64", "Int64"}


days = st.dates(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
documents_drawn = st.lists(
    st.fixed_dictionaries(
        {
            "customer_key": st.integers(1, 2),
            "currency": st.sampled_from(["CNY", "USD"]),
            "document_date": days,
            "due_date": st.none() | days,
            "amount": st.integers(-9_999, 9_999),
        }
    ),
    max_size=6,
)
receipts_drawn = st.lists(
    st.fixed_dictionaries({"customer_key": st.none() | st.integers(1, 2), "receipt_date": days, "amount": st.integers(-999, 9_999)}),
    max_size=4,
)
uses_drawn = st.lists(st.tuples(st.integers(1, 6), st.none() | st.integers(1, 4), days, st.integers(-999, 9_999)), max_size=8)


def uses(drawn: Uses) -> pd.DataFrame:
    return allocations(
        *(
            {"document_key": document, "receipt_key": receipt, "date": date, "amount": amount, "kind": "receipt" if receipt else "discount"}
            for document, receipt, date, amount in drawn
        )
    )


@FEW
@given(documents_drawn, receipts_drawn, uses_drawn, days, st.booleans())
def test_buckets_and_credits_always_add_up_to_the_balance(
    issues: Issues,
    money: Money,
    used: Uses,
    as_of: dt.date,
    net: bool,
) -> None:
    issued, received, settled = documents(*issues), receipts(*money), uses(used)
    items = aging.age(open_items(issued, settled, as_of), as_of, SCHEME)
    rest = unapplied(received, settled, as_of, issued)
    table = aging.table(items, rest, net_credits=net)
    buckets = table[list(aging.bucket_columns(SCHEME))].sum(axis=1)
    assert (buckets + table["credits"]).tolist() == table["total"].tolist()
    assert (table["open"] + table["unapplied"]).tolist() == table["total"].tolist()
    assert table["total"].sum() == items["open"].sum() - rest["unapplied"].sum()
    assert {proof.difference for proof in prove(issued, received, settled, items, as_of)} <= {0}
    assert (table[list(aging.bucket_columns(SCHEME))] >= 0).all(axis=None)


@FEW
@given(documents_drawn, receipts_drawn, uses_drawn, days, st.integers(1, 60))
def test_what_happens_after_a_date_changes_nothing_at_it(
    issues: Issues,
    money: Money,
    used: Uses,
    as_of: dt.date,
    later: int,
) -> None:
    issued, received = documents(*issues), receipts(*money)
    after = as_of + dt.timedelta(days=later)
    more = [*used, *((document, 1 if money else None, after, 5) for document in range(1, len(issues) + 1))]
    tables = [
        aging.table(aging.age(open_items(issued, uses(known), as_of), as_of, SCHEME), unapplied(received, uses(known), as_of, issued))
        for known in (used, more)
    ]
    pd.testing.assert_frame_equal(*tables)


@FEW
@given(
    documents_drawn,
    receipts_drawn,
    uses_drawn,
    st.lists(days, min_size=1, max_size=4, unique=True),
    st.sampled_from(["due", "document"]),
)
def test_each_date_of_a_series_equals_the_table_of_that_date(
    issues: Issues,
    money: Money,
    used: Uses,
    dates: list[dt.date],
    basis: aging.Basis,
) -> None:
    issued, received, settled = documents(*issues), receipts(*money), uses(used)
    series = aging.series(issued, settled, dates, SCHEME, receipts=received, basis=basis)
    columns = [*aging.bucket_columns(SCHEME)[:-1], "credit_notes", "overdue", "open", "unapplied"]
    for date in dates:
        items = aging.age(open_items(issued, settled, date), date, SCHEME, basis)
        rest = unapplied(received, settled, date, issued)
        table = aging.table(items, rest[rest["customer_key"].notna()], by="currency", basis=basis).set_index("currency")
        of_date = series[series["month_end"] == pd.Timestamp(date)].set_index("currency")
        for currency in of_date.index:
            expected = table.loc[currency, columns].tolist() if currency in table.index else [0] * len(columns)
            assert of_date.loc[currency, columns].tolist() == expected


def day(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%d/%m/%Y").date()


def ibm() -> tuple[pd.DataFrame, pd.DataFrame]:
    with IBM.open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    rows = [
        {
            "document_date": day(line["InvoiceDate"]),
            "due_date": day(line["DueDate"]),
            "amount": to_minor(Decimal(line["InvoiceAmount"])),
            "date": day(line["SettledDate"]),
        }
        for line in lines
    ]
    issued = documents(*({name: value for name, value in invoice.items() if name != "date"} for invoice in rows))
    settled = allocations(
        *({"document_key": key, "date": paid["date"], "amount": paid["amount"]} for key, paid in enumerate(rows, start=1))
    )
    return issued, settled


@pytest.mark.skipif(not IBM.exists(), reason="real receivables are not beside this repository")
def test_ibms_invoices_age_as_published() -> None:
    issued, settled = ibm()
    assert issued["amount"].sum() == 147_703_18
    published = {
        dt.date(2012, 12, 31): [(86, 4_936_32), (13, 788_74)],
        dt.date(2013, 6, 30): [(72, 4_284_29), (12, 835_56)],
        dt.date(2013, 12, 31): [(3, 206_25), (10, 555_65)],
    }
    for as_of, buckets in published.items():
        found = aging.age(open_items(issued, settled, as_of), as_of, SCHEME).groupby("bucket")["open"].agg(["size", "sum"])
        assert found.index.tolist() == [0, 1]
        assert list(found.itertuples(index=False, name=None)) == buckets


def test_the_unknown_age_is_named() -> None:
    assert UNKNOWN == -1
    assert aging.unknown_label().text("zh") == "期初/账龄不明"
