"""Fixtures that several test modules share."""

from tests.ledger_fixtures import book, database_url

__all__ = ["book", "database_url"]
