"""Readings and ledgers for tests, built from rows that name only what a test is about."""

from __future__ import annotations

import datetime as dt
import os
import uuid
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import sqlalchemy as sa

from arcore import ledger
from arcore.intake.model import Reading, Table
from arcore.ledger.store import Ledger
from arcore.schema import SCHEMAS, Kind, Side, TableKind

POSTGRES = os.environ.get("ARCORE_TEST_POSTGRES")
TODAY = dt.date(2026, 3, 31)
DTYPES = {Kind.MONEY: "Int64", Kind.DATE: "datetime64[us]"}

Rows = Sequence[Mapping[str, Any]]


def table(kind: TableKind, rows: Rows, *, side: Side = Side.RECEIVABLE, sheet: str = "Sheet1") -> Table:
    """A recognised table; columns are those that some row names."""
    names = [column.name for column in SCHEMAS[kind].columns if any(column.name in row for row in rows)]
    frame = pd.DataFrame({name: pd.Series([row.get(name) for row in rows], dtype=object) for name in names})
    for name in names:
        dtype = DTYPES.get(SCHEMAS[kind].column(name).kind, "str")
        frame[name] = pd.to_datetime(frame[name]).astype(dtype) if dtype.startswith("datetime") else frame[name].astype(dtype)
    frame["source_sheet"] = pd.Series([sheet] * len(rows), dtype="str")
    frame["source_row"] = pd.Series(range(2, len(rows) + 2), dtype="Int64")
    columns = {SCHEMAS[kind].column(name).zh: name for name in names}
    return Table(kind, side, sheet, 1, columns, frame, signature=f"{kind.value}:{','.join(names)}", non_blank_rows=len(rows) + 1)


def reading(*tables: Table, file: str = "book.xlsx") -> Reading:
    """A file that was read."""
    return Reading(file, f"sha-{file}", "xlsx", tables)


def customers(*rows: Mapping[str, Any]) -> Table:
    return table(TableKind.CUSTOMERS, rows)


def documents(*rows: Mapping[str, Any], side: Side = Side.RECEIVABLE) -> Table:
    """Documents of customer C1 dated 2026-01-10 and due a month later, unless a row says otherwise."""
    base = {"customer_id": "C1", "document_date": "2026-01-10", "due_date": "2026-02-10", "amount": 10_000}
    return table(TableKind.DOCUMENTS, [{**base, "document_no": f"D{n}", **row} for n, row in enumerate(rows, 1)], side=side)


def receipts(*rows: Mapping[str, Any], side: Side = Side.RECEIVABLE) -> Table:
    """Receipts of customer C1 on 2026-02-20, unless a row says otherwise."""
    return table(
        TableKind.RECEIPTS, [{"customer_id": "C1", "receipt_date": "2026-02-20", "amount": 10_000, **row} for row in rows], side=side
    )


def take_in(
    book: Ledger, *tables: Table, file: str = "book.xlsx", data_date: dt.date = TODAY, token: str | None = None
) -> ledger.JournalEntry:
    """Preview and commit one file."""
    preview = book.preview_import([reading(*tables, file=file)], data_date=data_date)
    assert [total.difference for total in preview.totals] == [0] * len(preview.totals)
    return book.commit_import(preview, who="Li", why="month end")


def open_balances(book: Ledger, side: Side = Side.RECEIVABLE) -> dict[str, int]:
    """What is open of each document now."""
    books = book.books(side)
    applied = books.allocations.groupby("document_key")["amount"].sum()
    rows = books.documents[["document_key", "document_no", "amount"]].itertuples(index=False)
    return {number: int(amount - applied.get(key, 0)) for key, number, amount in rows}


def unapplied(book: Ledger) -> int:
    """Cash that no document has used."""
    books = book.books()
    used = books.allocations.loc[books.allocations["kind"] == "receipt", "amount"].sum()
    return int(books.receipts["amount"].sum() - used)


def frames_equal(one: Any, other: Any) -> bool:
    """Whether two books hold the same rows."""
    return all(getattr(one, name).equals(getattr(other, name)) for name in ("documents", "receipts", "allocations", "customers"))


DATABASES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'ledger.sqlite'}"
        return
    if not POSTGRES:
        pytest.skip("ARCORE_TEST_POSTGRES is not set")
    schema = f"test_{uuid.uuid4().hex}"
    engine = sa.create_engine(POSTGRES)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    yield sa.make_url(POSTGRES).update_query_dict({"options": f"-csearch_path={schema}"}).render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")
    engine.dispose()


@pytest.fixture
def book(database_url: str) -> Iterator[Ledger]:
    """An empty ledger in each database."""
    opened = ledger.open(database_url)
    yield opened
    opened.close()
