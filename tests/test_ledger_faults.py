"""Faults around the ledger that people can mend: each says what to do, and leaves the books as they were."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from arcore import ledger
from arcore.ledger.connect import connect, writing
from arcore.ledger.faults import known_fault
from arcore.messages import Unusable
from pages._shared import errors


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    """A ledger of its own in a file."""
    opened = connect(f"sqlite:///{tmp_path / 'books.sqlite'}")
    yield opened
    opened.dispose()


def write(engine: sa.Engine, *statements: str) -> None:
    """Run statements in one writing transaction."""
    with writing(engine) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_a_ledger_of_a_later_version_asks_for_the_newer_program_and_stays_as_it_is(tmp_path: Path, engine: sa.Engine) -> None:
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999_later'")
    before = (tmp_path / "books.sqlite").read_bytes()
    with pytest.raises(Unusable) as refused:
        ledger.open(f"sqlite:///{tmp_path / 'books.sqlite'}")
    assert refused.value.message.text("zh") == "账簿由更新版本的程序写成（本程序不认识其版本号 9999_later）。请升级本程序；账簿没有变动。"
    assert (tmp_path / "books.sqlite").read_bytes() == before


def test_a_ledger_that_may_only_be_read_says_so_when_it_is_written(engine: sa.Engine) -> None:
    with pytest.raises(Unusable, match="may only be read"):
        write(engine, "PRAGMA query_only=ON", "DELETE FROM counters")


def test_a_full_disk_says_so_and_nothing_of_the_change_stays(engine: sa.Engine) -> None:
    with pytest.raises(Unusable, match="Free some space"):
        write(engine, "PRAGMA max_page_count=1", "CREATE TABLE large (text TEXT)", f"INSERT INTO large VALUES ('{'x' * 1_000_000}')")
    assert "large" not in sa.inspect(engine).get_table_names()


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("database is locked", "Somebody else is writing"),
        ("disk I/O error", "is full or cannot be written"),
        ("server closed the connection unexpectedly", "does not answer"),
        ("terminating connection due to administrator command", "does not answer"),
    ],
)
def test_each_fault_of_the_surroundings_has_its_sentence(reason: str, said: str) -> None:
    message = known_fault(sa.exc.OperationalError("SELECT 1", {}, Exception(reason)))
    assert message is not None
    assert said in message.text("en")


@pytest.mark.parametrize(
    ("fatal", "known"),
    [
        ('database "desk" does not exist', False),
        ('password authentication failed for user "desk"', False),
        ("the database system is starting up", True),
        ("sorry, too many clients already", True),
    ],
)
def test_a_server_that_refuses_the_address_is_not_said_to_be_silent(fatal: str, known: bool) -> None:
    reason = f'connection failed: connection to server at "127.0.0.1", port 5432 failed: FATAL:  {fatal}'
    assert (known_fault(sa.exc.OperationalError("", {}, Exception(reason))) is not None) == known


def test_a_fault_of_our_own_stays_a_fault(engine: sa.Engine) -> None:
    with pytest.raises(sa.exc.OperationalError), writing(engine) as connection:
        connection.exec_driver_sql("SELECT nothing FROM nowhere")


def test_where_no_log_can_be_written_the_details_go_to_the_server_s_window(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object, **__: object) -> Path:
        raise OSError(30, "Read-only file system")

    logger = logging.getLogger("receivables-desk")
    monkeypatch.setattr(logger, "handlers", [])
    monkeypatch.setattr(errors, "user_log_path", nowhere)
    errors.log.cache_clear()
    assert [type(handler) for handler in errors.log().handlers] == [logging.StreamHandler]
    errors.log.cache_clear()
