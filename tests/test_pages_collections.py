"""The collections page: the worklist, logging a contact with a promise in one click, taking it back."""

from streamlit.testing.v1 import AppTest

from tests.desk_app import cache_folder, click, desk, go, grid, run, select, text

__all__ = ["cache_folder", "desk"]


def named(app: AppTest, kind: str, key: str):
    return next(widget for widget in getattr(app, kind) if str(widget.key).startswith("contact.") and str(widget.key).endswith(key))


def test_the_worklist_says_whom_to_contact_and_with_what(desk: AppTest) -> None:
    go(desk, "collections")
    assert "今天应联系" in text(desk)
    first = grid(desk, "worklist").iloc[0]
    assert first["step"] in {"电话催收", "邮件催收", "上门拜访", "催款函", "律师函", "诉讼评估", "评估诉讼"}
    assert first["amount"] > 0


def test_a_contact_with_a_promise_is_kept_in_one_click_and_can_be_taken_back(desk: AppTest) -> None:
    desk.session_state["who"] = "李娜"
    go(desk, "collections")
    waiting = len(grid(desk, "worklist"))
    select(desk, "worklist", 0)
    click(desk, "登记催收")
    named(desk, "text_input", ".amount").set_value("1000")
    click(desk, "保存")
    assert "承诺须填写付款日" in text(desk)
    named(desk, "button_group", ".channel").set_value("court")
    named(desk, "text_input", ".amount").set_value("1000")
    named(desk, "date_input", ".on").set_value(named(desk, "date_input", ".on").min)
    click(desk, "保存")
    assert "已登记催收" in text(desk)
    assert len(grid(desk, "worklist")) == waiting - 1
    click(desk, "撤销")
    assert len(grid(desk, "worklist")) == waiting
    run(desk)
