"""Fixtures that several test modules share."""

import os

from hypothesis import settings

from tests.ledger_fixtures import book, database_url

__all__ = ["book", "database_url"]

settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("anywhere", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "anywhere")
