"""Aging against the same in hand-written pandas, a month-end series against single dates, and memory at a million documents."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from arcore import aging, balances
from arcore.aging_series import month_ends
from arcore.policy import AgingScheme

pytestmark = pytest.mark.benchmark

ROOT = Path(__file__).parents[2]
AS_OF = dt.date(2025, 12, 31)
SCHEME = AgingScheme()
GIGABYTE = 1024**3


def ledger(count: int) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """`count` documents over two years, one and a half as many allocations, and a receipt a document; the same on every run."""
    draw = np.random.default_rng(20251231)
    issued = np.datetime64("2024-01-01") + draw.integers(0, 730, count).astype("timedelta64[D]")
    due = issued + draw.integers(0, 120, count).astype("timedelta64[D]")
    customer = draw.integers(1, max(2, count // 50), count)
    amount = draw.integers(100_00, 10_000_00, count)
    number = pd.Series(np.arange(count)).astype("str")
    name = "C" + pd.Series(customer).astype("str")
    currency = pd.Series(draw.choice(["CNY", "USD"], count, p=[0.95, 0.05]), dtype="str")
    salesperson = pd.Series(draw.choice(["王芳", "李伟", "赵磊"], count), dtype="str")
    days = {"document_date": issued.astype("datetime64[us]"), "due_date": due.astype("datetime64[us]")}
    same = {"entity": "A", "side": "receivable", "kind": "invoice", "due_basis": "stated", "region": "华东", "category": "制造商"}
    documents = pd.DataFrame(
        {"document_key": np.arange(1, count + 1), "customer_key": customer, "customer_id": name, "document_no": "INV" + number}
        | days
        | {"currency": currency, "amount": amount, "salesperson": salesperson, "remark": "备注 " + number}
    ).assign(**same)
    settled = draw.permutation(count)[: count * 3 // 4]
    of = np.concatenate([settled, settled])
    part = amount[settled] // 3
    allocations = pd.DataFrame(
        {
            "allocation_key": np.arange(1, len(of) + 1),
            "document_key": pd.array(of + 1, dtype="Int64"),
            "receipt_key": pd.array(of + 1, dtype="Int64"),
            "date": (issued[of] + draw.integers(0, 150, len(of)).astype("timedelta64[D]")).astype("datetime64[us]"),
            "amount": np.concatenate([part, amount[settled] - part]),
            "kind": "receipt",
        }
    )
    receipts = pd.DataFrame(
        {
            "receipt_key": np.arange(1, count + 1),
            "customer_key": pd.array(customer, dtype="Int64"),
            "customer_id": name,
            "entity": "A",
            "receipt_date": documents["document_date"],
            "currency": documents["currency"],
            "amount": amount,
        }
    )
    return documents, allocations, receipts


def ours(documents: pd.DataFrame, allocations: pd.DataFrame, receipts: pd.DataFrame) -> pd.DataFrame:
    items = aging.age(balances.open_items(documents, allocations, AS_OF), AS_OF, SCHEME)
    return aging.table(items, balances.unapplied(receipts, allocations, AS_OF, documents))


def by_hand(documents: pd.DataFrame, allocations: pd.DataFrame, receipts: pd.DataFrame) -> pd.DataFrame:
    """The same table as one would write it for pandas alone."""
    day = pd.Timestamp(AS_OF)
    known = allocations[allocations["date"] <= day]
    issued = documents[documents["document_date"] <= day]
    paid = known.groupby("document_key")["amount"].sum()
    left = issued["amount"] - issued["document_key"].map(paid).fillna(0).astype("int64")
    items = issued[left != 0].assign(open=left[left != 0])
    items["days_past_due"] = (day - items["due_date"]).dt.days
    edges = [-np.inf, *SCHEME.upper_ends, np.inf]
    items["bucket"] = pd.cut(items["days_past_due"], edges, labels=False)
    keys = ["customer_key", "customer_id", "currency"]
    table = items.pivot_table(index=keys, columns="bucket", values="open", aggfunc="sum", fill_value=0)
    received = receipts[receipts["receipt_date"] <= day]
    cash = known[(known["kind"] == "receipt") & known["document_key"].isin(issued["document_key"])]
    rest = received["amount"] - received["receipt_key"].map(cash.groupby("receipt_key")["amount"].sum()).fillna(0).astype("int64")
    unused = received[rest != 0].assign(rest=rest[rest != 0]).groupby(keys)["rest"].sum()
    overdue = items[items["days_past_due"] > 0].groupby(keys)["open"].sum()
    joined = table.join(unused.rename("unapplied"), how="outer").join(overdue.rename("overdue"), how="left").fillna(0)
    joined["total"] = joined[list(range(7))].sum(axis=1) - joined["unapplied"]
    return joined.reset_index()


def fastest(*runs: Callable[[], object], times: int = 7) -> list[float]:
    """The best time of each, taken in turns so that a busy machine slows all of them alike."""
    best = [float("inf")] * len(runs)
    for _ in range(times):
        for place, run in enumerate(runs):
            start = time.perf_counter()
            run()
            best[place] = min(best[place], time.perf_counter() - start)
    return best


def test_aging_takes_at_most_twice_the_time_of_hand_written_pandas() -> None:
    frames = ledger(100_000)
    assert ours(*frames)["total"].sum() == by_hand(*frames)["total"].sum()
    our_time, hand_time = fastest(lambda: ours(*frames), lambda: by_hand(*frames))
    ratio = our_time / hand_time
    assert ratio <= 2.0, f"{ratio:.2f} times"


def test_a_series_of_24_month_ends_costs_less_than_a_third_of_24_single_dates() -> None:
    documents, allocations, receipts = ledger(100_000)
    dates = month_ends(AS_OF, 24)

    def one_date() -> None:
        items = aging.age(balances.open_items(documents, allocations, AS_OF), AS_OF, SCHEME)
        aging.table(items, balances.unapplied(receipts, allocations, AS_OF, documents), by="currency")

    series, single = fastest(lambda: aging.series(documents, allocations, dates, SCHEME, receipts=receipts), one_date, times=3)
    ratio = series / (24 * single)
    assert ratio <= 1 / 3, f"{ratio:.2f}"


def test_a_million_documents_are_aged_within_three_gigabytes() -> None:
    script = (
        "import resource, sys\n"
        "from tests.benchmarks.test_aging_speed import ledger, ours\n"
        "table = ours(*ledger(1_000_000))\n"
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == 'darwin' else 1024)\n"
        "print(len(table), peak)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    rows, peak = map(int, done.stdout.split())
    assert rows > 10_000
    assert peak <= 3 * GIGABYTE, f"{peak / GIGABYTE:.2f} GB"
