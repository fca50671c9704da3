"""The engines that run the calculations: pandas always, polars, DuckDB and PySpark when installed.

One implementation in Narwhals serves all four, so an engine only changes where the rows live.
Frames enter through `to_engine` and come back to pandas through `collect`, cents unchanged.
"""

from __future__ import annotations

import importlib
from enum import Enum
from typing import Any

import narwhals as nw
import pandas as pd
import pyarrow as pa

from arcore.messages import Unusable, say

Native = Any


class Engine(Enum):
    """What `--engine` accepts."""

    PANDAS = "pandas"
    POLARS = "polars"
    DUCKDB = "duckdb"
    SPARK = "spark"


PACKAGES = {Engine.POLARS: "polars", Engine.DUCKDB: "duckdb", Engine.SPARK: "pyspark"}
"""The optional package each engine needs (requirements-engines.txt)."""

SPARK_OPTIONS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "4",
}
"""For the local session that is started when none is running."""


def engine_named(name: str) -> Engine:
    """The engine called `name`; Unusable when there is none."""
    try:
        return Engine(name.strip().lower())
    except ValueError:
        choices = ", ".join(engine.value for engine in Engine)
        raise Unusable(say("There is no engine “{name}”. Choose one of: {choices}.", name=name, choices=choices)) from None


def to_engine(frame: pd.DataFrame, engine: Engine | str) -> Native:
    """`frame` as the engine's own: itself, a polars DataFrame, a DuckDB relation or a Spark DataFrame.

    Unusable, with the command that installs it, when the engine is missing.
    """
    chosen = engine_named(engine) if isinstance(engine, str) else engine
    if chosen is Engine.PANDAS:
        return frame
    module = _load(chosen)
    table = _plain_table(frame)
    return _spark_session().createDataFrame(table) if chosen is Engine.SPARK else module.from_arrow(table)


def collect(frame: Native) -> pd.DataFrame:
    """Any engine's frame as pandas, money int64 and text as Python strings; a pandas frame is returned as it is."""
    if isinstance(frame, pd.DataFrame):
        return frame
    lazy_or_eager = nw.from_native(frame)
    if isinstance(lazy_or_eager, nw.LazyFrame):
        if lazy_or_eager.implementation.is_pyspark():
            return _from_table(frame.toArrow())
        lazy_or_eager = lazy_or_eager.collect("pyarrow")
    return _from_table(lazy_or_eager.to_arrow())


def _load(engine: Engine) -> Any:
    package = PACKAGES[engine]
    try:
        return importlib.import_module(package)
    except ImportError:
        raise Unusable(
            say(
                "The engine {engine} is not installed. Install it with: pip install {package} (or -r requirements-engines.txt).",
                engine=engine.value,
                package=package,
            )
        ) from None


def _spark_session() -> Any:
    """The running session, or a quiet local one; Spark needs Java, and says so in our words when it is missing."""
    sql = importlib.import_module("pyspark.sql")
    running = sql.SparkSession.getActiveSession()
    if running is not None:
        return running
    builder = sql.SparkSession.builder.master("local[*]").appName("receivables-desk")
    for name, value in SPARK_OPTIONS.items():
        builder = builder.config(name, value)
    errors = importlib.import_module("pyspark.errors")
    try:
        return builder.getOrCreate()
    except (errors.PySparkException, OSError) as error:
        raise Unusable(say("Spark could not be started: {reason}. It needs Java 17 (JAVA_HOME).", reason=str(error))) from error


def _plain_table(frame: pd.DataFrame) -> pa.Table:
    """Arrow columns that every engine takes: int64, microsecond timestamps, plain strings; dates become midnights."""
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    fields = [pa.field(field.name, _plain_type(field.type)) for field in table.schema]
    return table.cast(pa.schema(fields), safe=True)


def _plain_type(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        return pa.timestamp("us")
    if pa.types.is_large_string(kind) or pa.types.is_null(kind) or pa.types.is_string_view(kind):
        return pa.string()
    if pa.types.is_integer(kind):
        return pa.int64()
    return kind


def _from_table(table: pa.Table) -> pd.DataFrame:
    """pandas as our books have it: whole columns int64, those with gaps Int64, days datetime64."""
    table = table.cast(pa.schema([pa.field(field.name, _plain_type(field.type)) for field in table.schema]))
    with_gaps = {f.name for f in table.schema if pa.types.is_integer(f.type) and table[f.name].null_count}
    frame: pd.DataFrame = table.drop_columns(sorted(with_gaps)).to_pandas()
    for name in with_gaps:
        frame[name] = pd.array(table[name].to_pylist(), dtype="Int64")
    return frame.loc[:, list(table.column_names)]
