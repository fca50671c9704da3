"""Opening a database the safe way: SQLite with WAL and full sync, or PostgreSQL; one writer at a time.

Every change runs inside `writing`, which takes the write lock before it reads anything, so that what was checked
is still true when it is written.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import RLock
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from platformdirs import user_data_path
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from arcore.ledger.faults import known_fault, reason_of
from arcore.messages import Message, Unusable, say

APP = "receivables-desk"
URL_VARIABLE = "ARCORE_DATABASE_URL"
MEMORY = "sqlite://"
LOCK_WAIT_SECONDS = 30


def default_url() -> str:
    """`ARCORE_DATABASE_URL`, else a SQLite file in the user's data folder."""
    return os.environ.get(URL_VARIABLE) or f"sqlite:///{user_data_path(APP, appauthor=False, ensure_exists=True) / 'ledger.sqlite'}"


def connect(url: str) -> sa.Engine:
    """An engine on the newest schema; raises Unusable when the database cannot be opened."""
    try:
        parsed = sa.make_url(url)
        engine = _sqlite(parsed) if parsed.get_backend_name() == "sqlite" else sa.create_engine(_with_psycopg(parsed), pool_pre_ping=True)
        _upgrade(engine)
    except (sa.exc.SQLAlchemyError, CommandError, ImportError, OSError) as fault:
        unknown = say("The ledger's database cannot be opened: {reason}. Check {variable}.", reason=reason_of(fault), variable=URL_VARIABLE)
        raise Unusable(known_fault(fault) or unknown) from fault
    return engine


def _with_psycopg(url: sa.URL) -> sa.URL:
    return url.set(drivername="postgresql+psycopg") if url.drivername in {"postgres", "postgresql"} else url


def _sqlite(url: sa.URL) -> sa.Engine:
    in_memory = url.database in (None, "", ":memory:")
    if not in_memory:
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    options: dict[str, Any] = {"connect_args": {"check_same_thread": False, "timeout": LOCK_WAIT_SECONDS}}
    if in_memory:  # one connection for all threads: they take turns
        options |= {"poolclass": StaticPool, "execution_options": {"turns": RLock()}}
    engine = sa.create_engine(url, **options)

    @sa.event.listens_for(engine, "connect")
    def _pragmas(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # SQLAlchemy begins; the driver must not
        for pragma in ("foreign_keys=ON", "synchronous=FULL", "journal_mode=WAL"):
            connection.cursor().execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN")

    return engine


def _upgrade(engine: sa.Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        if not is_sqlite(connection):
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7405221)")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _turn(engine: sa.Engine) -> AbstractContextManager[object]:
    turns: AbstractContextManager[object] | None = engine.get_execution_options().get("turns")
    return turns if turns is not None else nullcontext()


def is_sqlite(connection: sa.Connection) -> bool:
    """Whether this connection is to SQLite (else PostgreSQL)."""
    return connection.dialect.name == "sqlite"


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One consistent view of the ledger, however many queries it takes."""
    try:
        with _turn(engine), engine.connect() as connection:
            if not is_sqlite(connection):
                connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection
    except sa.exc.OperationalError as fault:
        _tell(fault)
        raise


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that holds the ledger's write lock from its start; all or nothing."""
    try:
        with _turn(engine), engine.connect().execution_options(writing=True) as connection, connection.begin():
            if not is_sqlite(connection):
                connection.exec_driver_sql("LOCK TABLE journal IN SHARE ROW EXCLUSIVE MODE")
            yield connection
    except sa.exc.OperationalError as fault:
        _tell(fault)
        raise


def _tell(fault: sa.exc.OperationalError) -> None:
    """Raise Unusable for a fault of the surroundings: a lock, a disk, a server that is gone."""
    if (known := known_fault(fault)) is not None:
        raise Unusable(known) from fault


def refusal(engine: sa.Engine) -> Message | None:
    """Why the ledger cannot be written now; None when it can. Writes nothing."""
    try:
        with writing(engine):
            return None
    except Unusable as fault:
        return fault.message
    except sa.exc.SQLAlchemyError as fault:
        return say("The ledger's database cannot be written: {reason}", reason=reason_of(fault))
