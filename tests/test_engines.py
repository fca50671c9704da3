"""The same functions on pandas, polars, DuckDB and PySpark, to the cent."""

import datetime as dt
import random
from collections.abc import Callable
from functools import cache
from typing import Any

import pandas as pd
import pytest

from arcore import aging, engines, fifo, movements
from arcore.balances import open_items, unapplied
from arcore.engines import Engine, collect, to_engine
from arcore.exposure import positions
from arcore.messages import Unusable
from arcore.policy import AgingScheme, CreditRules
from arcore.tie_out import prove
from tests.receivable_frames import allocations, customers, documents, receipts

AS_OF = dt.date(2025, 6, 30)
SCHEME = AgingScheme()
OTHERS = [Engine.POLARS, Engine.DUCKDB, pytest.param(Engine.SPARK, marks=pytest.mark.spark)]


@pytest.fixture(scope="module", params=OTHERS, ids=lambda engine: engine.value)
def engine(request: pytest.FixtureRequest) -> Engine:
    chosen: Engine = request.param
    pytest.importorskip(engines.PACKAGES[chosen])
    if chosen is Engine.SPARK:
        quiet_spark()
    return chosen


@cache
def quiet_spark() -> None:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[1]")
    for name, value in (engines.SPARK_OPTIONS | {"spark.sql.shuffle.partitions": "1"}).items():
        builder = builder.config(name, value)
    builder.getOrCreate()


@cache
def books() -> tuple[pd.DataFrame, ...]:
    """A year of two currencies, credit notes, refunds, unidentified money and large amounts, the same on every run."""
    draw = random.Random(20250630)

    def day(first: int = 0, last: int = 364) -> dt.date:
        return dt.date(2025, 1, 1) + dt.timedelta(days=draw.randint(first, last))

    issued = [
        {
            "customer_key": draw.randint(1, 9),
            "currency": draw.choice(["CNY", "CNY", "USD"]),
            "entity": draw.choice([None, "A"]),
            "salesperson": draw.choice(["王芳", "李伟", None]),
            "document_date": day(),
            "due_date": draw.choice([None, day(-200, 400)]),
            "amount": draw.choice([-1, 1, 1, 1]) * draw.randint(1, 10**13),
        }
        for _ in range(60)
    ]
    money = [
        {"customer_key": draw.choice([None, *range(1, 10)]), "receipt_date": day(), "amount": draw.randint(-(10**6), 10**13)}
        for _ in range(30)
    ]
    used = [
        {
            "document_key": draw.randint(1, 60),
            "receipt_key": draw.choice([None, draw.randint(1, 30)]),
            "date": day(),
            "amount": draw.randint(1, 10**12),
            "kind": draw.choice(["receipt", "receipt", "discount"]),
        }
        for _ in range(80)
    ]
    people = [
        {"salesperson": draw.choice(["王芳", "李伟"]), "region": "华东", "group_name": None, "credit_limit": 10**12} for _ in range(9)
    ]
    return documents(*issued), receipts(*money), allocations(*used), customers(*people)


Calculation = Callable[..., Any]


def aged(issued: Any, received: Any, used: Any, known: Any, *, scheme: aging.Scheme = SCHEME, basis: aging.Basis = "due") -> Any:
    return aging.age(open_items(issued, used, AS_OF), AS_OF, scheme, basis)


def table(issued: Any, received: Any, used: Any, known: Any, **options: Any) -> Any:
    rest = unapplied(received, used, AS_OF, issued)
    return aging.table(aged(issued, received, used, known), rest, customers=known, **options)


def running_balance(issued: Any, received: Any, used: Any, known: Any) -> Any:
    import narwhals as nw

    debits = nw.from_native(issued).select("customer_key", "currency", "amount", nw.col("document_date").alias("date")).to_native()
    rows = nw.from_native(received).filter(~nw.col("customer_key").is_null())
    credits = rows.select("customer_key", "currency", "amount", nw.col("receipt_date").alias("date")).to_native()
    return aging.age(fifo.age_balance(debits, credits, AS_OF), AS_OF, SCHEME, "document")


CALCULATIONS: dict[str, Calculation] = {
    "open items": lambda d, r, a, c: open_items(d, a, AS_OF),
    "unapplied": lambda d, r, a, c: unapplied(r, a, AS_OF),
    "aged by due date": aged,
    "aged by anniversary": lambda *frames: aged(*frames, scheme=aging.CalendarScheme(), basis="document"),
    "by customer": table,
    "by salesperson": lambda *frames: table(*frames, by="salesperson"),
    "by group": lambda *frames: table(*frames, by="group"),
    "by currency, net": lambda *frames: table(*frames, by="currency", net_credits=True),
    "by customer, net": lambda *frames: table(*frames, net_credits=True),
    "running balance": running_balance,
    "movements": lambda d, r, a, c: movements.movements(d, r, a),
}


def comparable(frame: Any) -> tuple[list[str], list[tuple[str, ...]]]:
    """Columns and rows in one order and with one kind of missing, whatever the engine."""
    rows = collect(frame)
    columns = [["–" if missing else str(value) for value, missing in zip(rows[name], rows[name].isna(), strict=True)] for name in rows]
    return list(rows.columns), sorted(zip(*columns, strict=True))


@pytest.mark.parametrize("name", CALCULATIONS)
def test_every_engine_gives_the_same_cents(engine: Engine, name: str) -> None:
    expected = comparable(CALCULATIONS[name](*books()))
    found = comparable(CALCULATIONS[name](*(to_engine(frame, engine) for frame in books())))
    assert len(expected[1]) > 0
    assert found == expected


def test_every_engine_keeps_money_in_whole_minor_units(engine: Engine) -> None:
    found = collect(table(*(to_engine(frame, engine) for frame in books())))
    assert {str(found[name].dtype) for name in (*aging.bucket_columns(SCHEME), "credits", "open", "total")} == {"int64"}


def test_proofs_and_positions_are_the_same_on_every_engine(engine: Engine) -> None:
    def results(frames: tuple[Any, ...]) -> tuple[Any, ...]:
        issued, received, used, known = frames
        items = open_items(issued, used, AS_OF)
        proofs = prove(issued, received, used, aged(*frames), AS_OF)
        return proofs, positions(known, items, unapplied(received, used, AS_OF, issued), CreditRules(), AS_OF)

    expected = results(books())
    assert results(tuple(to_engine(frame, engine) for frame in books())) == expected
    assert {proof.difference for proof in expected[0]} == {0}


def test_empty_books_are_no_special_case(engine: Engine) -> None:
    nothing = tuple(to_engine(frame, engine) for frame in (documents(), receipts(), allocations(), customers()))
    assert len(collect(table(*nothing, net_credits=True))) == 0
    assert prove(nothing[0], nothing[1], nothing[2], aged(*nothing), AS_OF) == ()


def test_frames_come_back_as_they_went(engine: Engine) -> None:
    for frame in books():
        assert comparable(to_engine(frame, engine)) == comparable(frame)


def test_pandas_frames_pass_through_untouched() -> None:
    frame = books()[0]
    assert to_engine(frame, "pandas") is frame
    assert collect(frame) is frame


def test_a_missing_engine_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(engines.PACKAGES, Engine.POLARS, "a_package_nobody_has")
    with pytest.raises(Unusable) as caught:
        to_engine(books()[0], "polars")
    assert "pip install a_package_nobody_has" in caught.value.message.text("en")
    assert caught.value.message.text("zh").startswith("计算引擎 polars 未安装")


def test_an_unknown_engine_is_refused_with_the_choices() -> None:
    with pytest.raises(Unusable, match="pandas, polars, duckdb, spark"):
        engines.engine_named("excel")
