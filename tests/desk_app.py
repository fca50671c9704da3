"""The whole app for page tests: the real frame, an own ledger in a temporary folder, the sample company beside it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from arcore import ledger
from arcore.ledger import Ledger
from arcore.sample import BUILDER

ROOT = Path(__file__).parents[1]
APP = ROOT / "app.py"
SAMPLE = ROOT / "sample_data"
PATIENCE = 180
"""Seconds a page may take: nothing here judges speed, and a busy machine is slow."""


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the sample company's ledger is built, once for all tests."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def desk(tmp_path: Path, cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The app as a Chinese browser opens it for the first time. What a test records must not reach the sample that all share."""
    monkeypatch.setenv("ARCORE_DATABASE_URL", f"sqlite:///{tmp_path / 'own.sqlite'}")
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(cache_folder))
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(PagesManager, "__init__", _as_the_server_does(PagesManager.__init__))
    monkeypatch.syspath_prepend(str(ROOT))
    app = AppTest.from_file(str(APP), default_timeout=PATIENCE)
    app.context["locale"] = "zh-CN"
    yield app
    for shared in cache_folder.parent.glob("cache*/**/sample-*.sqlite"):
        assert shared.parent.name == "practice" or _writers(shared) == {BUILDER}


def _writers(database: Path) -> set[str]:
    with closing(sqlite3.connect(database)) as connection:
        return {who for (who,) in connection.execute("SELECT DISTINCT who FROM journal")}


def _as_the_server_does(initialize: Callable[..., None]) -> Callable[..., None]:
    """AppTest would run files of `pages/` without the frame; the server never does (see `pages._shared.server`)."""

    def wrapped(manager: PagesManager, *arguments: Any, **named: Any) -> None:
        initialize(manager, *arguments, **named)
        PagesManager.uses_pages_directory = False

    return wrapped


def go(app: AppTest, page: str, **choices: str) -> AppTest:
    """Open a page of the app, with choices in the URL."""
    app.switch_page(f"pages/{page}.py")
    for name, value in choices.items():
        app.query_params[name] = value
    return run(app)


def run(app: AppTest) -> AppTest:
    """Run the app once more; a fault of the script is a fault of the test."""
    app.run()
    assert not app.exception, [element.message for element in app.exception]
    return app


def text(app: AppTest) -> str:
    """Everything the page says in its own words."""
    return "\n".join(element.proto.body for element in app.get("html"))


def grid(app: AppTest, key: str) -> Any:
    """The values of the table whose key begins with `key`."""
    return next(element.value for element in app.dataframe if str(element.proto.id).find(key) >= 0)


def table_with(app: AppTest, column: str) -> Any:
    """The first table that has this column, for tables that cannot be selected in."""
    return next(element.value for element in app.dataframe if column in element.value.columns)


def select(app: AppTest, key: str, row: int) -> AppTest:
    """Select one row of the table whose key begins with `key`."""
    name = next(name for name in app.session_state if str(name).startswith(f"{key}.grid"))
    app.session_state[name] = {"selection": {"rows": [row], "columns": [], "cells": []}}
    return run(app)


def click(app: AppTest, label: str) -> AppTest:
    """Press the button with this label."""
    next(button for button in app.button if button.label == label).click()
    return run(app)


def practice_book(app: AppTest, cache_folder: Path) -> Ledger:
    """The visit's own copy of the sample company's ledger, for what happens beside its pages; made now where nothing was changed yet."""
    if "kept.practice" not in app.session_state:
        shared = Path(app.session_state["frame"].ledger.url.removeprefix("sqlite:///"))
        name = uuid4().hex
        (shared.parent / "practice").mkdir(exist_ok=True)
        shutil.copyfile(shared, shared.parent / "practice" / f"{shared.stem}-{name}.sqlite")
        app.query_params["practice"] = name
        run(app)
    (place,) = cache_folder.parent.rglob(f"*{app.session_state['kept.practice']}.sqlite")
    return ledger.open(f"sqlite:///{place}")


def upload(app: AppTest, names: Sequence[str]) -> AppTest:
    """Drop sample workbooks on the data page."""
    files = [(name, (SAMPLE / name).read_bytes(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet") for name in names]
    app.file_uploader[0].set_value(files)
    return run(app)
