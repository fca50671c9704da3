"""Fixtures that several test modules share, and how many processes run them."""

import os

import pytest
from hypothesis import settings

from tests.ledger_fixtures import book, database_url

__all__ = ["book", "database_url"]

MOST_WORKERS = 4


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """The whole suite uses the machine's cores; tests that somebody names run in this process, where -s and a debugger work."""
    whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    return min(os.cpu_count() or 1, MOST_WORKERS) if whole and not config.option.collectonly else 0


settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("anywhere", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "anywhere")
