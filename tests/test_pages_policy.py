"""Policy page: the papers it offers."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from streamlit.testing.v1 import AppTest

from arcore import policy_file
from arcore.registers.attachments import attachment
from tests.desk_app import cache_folder, click, desk, go, grid, practice_book, select, text

__all__ = ["cache_folder", "desk"]


def test_the_policy_and_the_leaflet_are_offered_in_both_languages(desk: AppTest) -> None:
    go(desk, "policy", books="sample")
    labels = [button.proto.label for button in desk.get("download_button")]
    assert labels == [
        "下载制度全文（Word） · 中文",
        "下载客户须知（Word） · 中文",
        "下载制度全文（Word） · English",
        "下载客户须知（Word） · English",
        "下载制度文件（TOML）",
    ]


def test_a_customer_without_the_version_in_force_is_recorded_in_place(desk: AppTest) -> None:
    app = go(desk, "policy", books="sample", part="told")
    missing = grid(app, "told.True")
    before = len(missing)
    select(app, "told.True", 0)
    click(app, "登记确认")
    next(each for each in app.text_input if each.label.startswith("确认人")).set_value("陈总")
    for each in app.text_input:
        if each.key == "who.register":
            each.set_value("王芳")
        if each.key == "register.why":
            each.set_value("签回")
    click(app, "保存")
    assert len(grid(app, "told.True")) == before - 1


def test_a_paper_handed_out_keeps_its_version_when_the_rules_change(desk: AppTest) -> None:
    app = go(desk, "policy", books="sample")
    next(each for each in app.text_input if each.key == "papers.to").set_value("陈总")
    next(each for each in app.text_input if each.key == "who.papers").set_value("王芳")
    next(each for each in app.selectbox if each.key == "papers.paper").select_index(1)
    click(app, "发放")
    books = desk.session_state["frame"]
    (paper,) = books.books.registers["papers"].to_dict("records")
    books.ledger.save_policy(policy_file.dump(books.policy, "zh"), who="李经理", why="修订")
    after = go(desk, "policy").session_state["frame"]
    (kept,) = after.books.registers["papers"].to_dict("records")
    assert after.policy.version == books.policy.version + 1
    assert (kept["paper"], kept["policy_version"], kept["file"]) == ("leaflet", books.policy.version, paper["file"])
    reference = attachment(str(kept["file"]))
    assert reference is not None
    content = after.ledger.file(reference.sha256)
    assert content is not None
    assert hashlib.sha256(content).hexdigest() == reference.sha256


def test_a_rule_changed_beside_a_past_date_builds_on_the_newest_version(desk: AppTest, cache_folder: Path) -> None:
    at = go(desk, "policy", books="sample").session_state["frame"]
    rules = replace(at.policy, forecast=replace(at.policy.forecast, minimum_cash=777_00))
    practice_book(desk, cache_folder).save_policy(policy_file.dump(rules, "zh"), who="李经理", why="底线")
    past = go(desk, "forecast", part="liquidity", as_of="2026-05-31")
    assert past.session_state["frame"].policy.forecast.minimum_cash == at.policy.forecast.minimum_cash
    assert "777.00" in [each.value for each in past.text_input]
    assert "尚未修改" in text(past)
