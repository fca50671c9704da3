"""The appraisal page: the ranking, one person in words down to the documents, other weights, and targets that are set there."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.desk_app import cache_folder, click, desk, go, grid, run, select, table_with, text
from tests.test_pages_registers import fill, sign

__all__ = ["cache_folder", "desk"]


def test_the_page_ranks_and_a_person_s_score_is_explained_down_to_the_documents(desk: AppTest) -> None:
    run(desk)
    page = text(go(desk, "appraisal", unit="unit"))
    assert "2026 年第 2 季度业务员考核共 5 人：陈静居首，94.0 分（提成系数 1.20）；王芳居末，51.8 分（0.50）。" in page
    assert table_with(desk, "coefficient")["owner"].tolist() == ["陈静", "刘洋", "赵磊", "李伟", "王芳"]
    assert table_with(desk, "coefficient")["before"].tolist()[0] == "87.3 (2)"
    page = text(select(desk, "appraisal.salesperson", 4))
    assert "75.5 天，得 29.1 分（满分值 40.0 天，零分值 90.0 天）× 权重 25 ＝ 7.3" in page
    assert "回款计划完成率：82.6 %，得 42.1 分" in page
    assert "本人年度目标：DSO（应收账款周转天数） 65.0 天（未达标）；到期回款比 95.0 %（未达标）" in page
    rows = grid(desk, "appraisal.behind.dso.open")
    assert set(rows["salesperson"]) == {"王芳"}


def test_collectors_have_every_part(desk: AppTest) -> None:
    run(desk)
    page = text(go(desk, "appraisal", role="collector", span="year"))
    assert "回款计划完成率：不计。未编回款计划。其权重 15 分按比例分摊到其他指标。" in page
    assert "客户归近 12 个月催收记录中最后一次联系它的人考核。" in page
    assert "即超过" in text(go(desk, "appraisal", part="firmness"))
    assert "各月均按当月末计算" in text(go(desk, "appraisal", part="months"))
    assert "2026 年度目标共 18 项：已达标 11 项，未达标 5 项，其余在本币种下无数据。" in text(go(desk, "appraisal", part="targets"))


def test_a_target_amended_on_the_page_is_what_the_year_is_held_against(desk: AppTest) -> None:
    run(desk)
    app = select(go(desk, "appraisal", part="targets"), "register.appraisal.targets.0", 0)
    goal = table_with(app, "reached").iloc[0]
    assert (goal["kpi"], goal["target"], goal["reached"], goal["state"]) == ("DSO（天）", "55.0 天", "60.8 天", "未达标")
    click(app, "修改")
    fill(app, 目标值="62")
    sign(app, "register", "总经理办公会调整")
    app = click(app, "保存")
    goal = table_with(app, "reached").iloc[0]
    assert (goal["target"], goal["state"]) == ("62.0 天", "达标")
    assert "已达标 12 项" in text(app)


def test_without_contacts_in_a_currency_nobody_is_a_collector_there(desk: AppTest) -> None:
    run(desk)
    page = text(go(desk, "appraisal", role="collector", currency="EUR"))
    assert "没有可考核的人员" in page
    assert "请登记催收联系记录" in page
