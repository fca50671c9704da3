"""The review on paper: one file, every topic with its tables, nothing loaded from elsewhere."""

import datetime as dt
import re
from functools import cache

from arcore import charts, desk
from arcore.bridge import steps
from arcore.charts import Look
from arcore.documents import review_paper
from arcore.documents.review_paper import Paper
from arcore.i18n import Language
from arcore.messages import say
from arcore.policy import Policy
from arcore.review import Month, decisions
from tests.register_frames import register
from tests.test_review import JUNE, books, month

TASK = {"title": "停止向 <甲> 发货", "department": "sales", "owner": "李伟", "created_on": "2026-05-08", "due_on": "2026-06-15",
        "origin": "decision", "origin_ref": "2026-04", "state": "open"}  # fmt: skip


@cache
def paper(lang: Language) -> str:
    found = month()
    rows = desk.named(decisions.decisions(register("tasks", TASK), "2026-06", JUNE), books().customers)
    drawn = charts.waterfall(found.balance, steps(found.balance, "CNY"), say("Open balance"), Look(lang))
    made = Paper("示例公司", lang, "unit", "CNY", "元", {"figures": [charts.svg(drawn)]}, rows)
    return review_paper.build(found, Policy(), made).decode()


def test_the_paper_holds_every_topic_and_table_with_the_exact_figures() -> None:
    text = paper("zh")
    assert [int(number) for number in re.findall(r"<h2>(\d+) ", text)] == list(range(1, 10))
    assert set(re.findall(r"<h3>(T\d+) ", text)) == {f"T{number}" for number in range(1, 16)}
    assert "截至 2026-06-30，应收 1,400.00 元" in text
    assert "<td class='number'>1,400.00</td>" in text
    assert "没有登记。" in text
    assert "红字（贷项）" not in text.split("T2 ")[1].split("</table>")[0], "columns with nothing in them are left out"


def test_text_of_the_books_is_escaped_and_nothing_is_loaded_from_elsewhere() -> None:
    text = paper("zh")
    assert "停止向 &lt;甲&gt; 发货" in text
    assert "往期决议 1 项：已完成 0 项（完成率 0.0 %），未完成 1 项，其中超期 1 项。" in text
    outside = [link for link in re.findall(r"""(?:src|href)=["']([^"']+)""", text) if not link.startswith("#")]
    assert outside == []
    assert not re.search(r"url\(\s*['\"]?http", text)


def test_the_paper_speaks_english_too_and_draws_the_waterfall() -> None:
    text = paper("en")
    assert "<h2>2 Key figures · 10 minutes</h2>" in text
    assert "<svg" in text
    assert "Opening balance" in text
    assert not re.search(
        r"[\u4e00-\u9fff]", re.sub(r"甲|乙|丙|王芳|李伟|赵敏|李娜|上门|停止向|发货|示例公司|元", "", text.split("<body>")[1])
    )


def test_a_closed_month_says_that_its_figures_are_those_of_the_closing() -> None:
    found = month()
    closed = Month(found.as_of, True, found.tables, found.balance, found.overdue, found.metrics)
    text = review_paper.build(closed, Policy(), Paper("甲", "zh", "unit", "CNY", "元")).decode()
    assert "（结账数据）" in text
    assert dt.date(2026, 6, 30).isoformat() in text
