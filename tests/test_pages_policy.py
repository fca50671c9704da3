"""Policy page: the papers it offers."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.desk_app import cache_folder, desk, go

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
