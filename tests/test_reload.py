"""Files read again where they lie: which changed is told, and the preview shows what that would change."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from arcore import ledger
from arcore.intake.folder import files_at
from arcore.messages import Unusable
from tests.desk_app import SAMPLE, cache_folder, click, desk, go, run, table_with, text

__all__ = ["cache_folder", "desk"]


def test_a_file_is_told_new_changed_or_the_same(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv", "c.csv", "~$a.csv", "notes.doc"):
        (tmp_path / name).write_text(name)
    imported = {"a.csv": sha256(b"a.csv").hexdigest(), "b.csv": "other"}
    found = {each.path.name: each.change.value for each in files_at(str(tmp_path), imported, ["csv"])}
    assert found == {"a.csv": "same", "b.csv": "changed", "c.csv": "new"}
    assert [each.path.name for each in files_at(f'"{tmp_path / "c.csv"}"', {}, ["csv"])] == ["c.csv"]


@pytest.mark.parametrize(
    ("place", "said"), [("nowhere/here", "There is no file or folder"), ("/nowhere", "There is no"), (".", "There is no")]
)
def test_a_place_that_is_not_there_is_said(place: str, said: str) -> None:
    with pytest.raises(Unusable, match=said):
        files_at(place, {}, ["csv"])


def test_a_folder_without_workbooks_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="holds no workbook"):
        files_at(str(tmp_path), {}, ["csv"])


def test_changed_files_come_into_the_preview_and_are_the_same_afterwards(desk: AppTest, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    shutil.copy(SAMPLE / "customers.xlsx", folder)
    run(desk)
    go(desk, "data", books="own", part="add")
    desk.text_input(key="reload.place").set_value(str(folder))
    run(desk)
    assert table_with(desk, "saved")["state"].tolist() == ["尚未导入"]
    click(desk, "查看变化（1 个文件）")
    next(field for field in desk.text_input if field.label == "您的姓名（记入操作记录）").set_value("王芳")
    click(desk, "写入我的账簿")
    assert len(ledger.open().books().customers) == 150
    go(desk, "data", books="own", part="add")
    desk.text_input(key="reload.place").set_value(str(folder))
    assert "这些文件自导入后没有变化" in text(run(desk))


def test_paths_are_only_offered_where_no_other_machine_can_open_the_app(desk: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = st.get_option
    monkeypatch.setattr(st, "get_option", lambda name: "0.0.0.0" if name == "server.address" else asked(name))
    run(desk)
    go(desk, "data", books="own", part="add")
    assert [field.label for field in desk.text_input if field.key == "reload.place"] == []
