"""What the invented company trained its people in, and what it is improving."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sample_data.business import Business

Row = dict[str, object]


def trainings(_told: Business) -> Iterable[Row]:
    """Two sessions that were held, and one that is planned."""
    for number, topic, title, planned, held, trainer, audience in (
        ("PX2026-01", "信用政策", "2026 年信用政策宣贯", dt.date(2026, 3, 18), dt.date(2026, 3, 18), "周敏", "全员"),
        ("PX2026-02", "催收流程", "催收各步骤的做法与留痕", dt.date(2026, 5, 20), dt.date(2026, 5, 21), "李娜", "全员"),
        ("PX2026-03", "话术与谈判", "异议应对与谈判演练", dt.date(2026, 7, 15), None, "李娜", "销售"),
    ):
        yield {
            "session_no": number,
            "topic": topic,
            "title": title,
            "planned_on": planned,
            "trainer": trainer,
            "audience": audience,
            "state": "已举办" if held else "计划中",
            "held_on": held,
        }


def attendance(_told: Business) -> Iterable[Row]:
    """Who came; one failed the quiz, one did not come."""
    first, second = dt.date(2026, 3, 18), dt.date(2026, 5, 21)
    for day, session, topic, person, department, present, score in (
        (first, "PX2026-01", "信用政策", "李娜", "财务", "是", 100),
        (first, "PX2026-01", "信用政策", "郑洁", "客服", "是", 90),
        (first, "PX2026-01", "信用政策", "王芳", "销售", "是", 90),
        (first, "PX2026-01", "信用政策", "李伟", "销售", "是", 60),
        (first, "PX2026-01", "信用政策", "赵磊", "销售", "否", None),
        (second, "PX2026-02", "催收流程", "李娜", "财务", "是", 100),
        (second, "PX2026-02", "催收流程", "王芳", "销售", "是", 80),
        (second, "PX2026-02", "催收流程", "陈静", "销售", "是", 90),
        (second, "PX2026-02", "催收流程", "刘洋", "销售", "是", 80),
    ):
        yield {
            "attended_on": day,
            "person": person,
            "department": department,
            "topic": topic,
            "session_no": session,
            "way": "参加培训",
            "present": present,
            "score": score,
            "policy_version": 1 if present == "是" else None,
        }


def improvements(_told: Business) -> Iterable[Row]:
    """One improvement is under way, decided at the monthly review."""
    yield {
        "improvement_no": "GJ2026-01",
        "origin": "月度例会",
        "problem": "5 月末逾期率升到 24.0%，比 4 月末高近 8 个百分点",
        "cause": "到期前没有提醒，逾期一周后才第一次联系",
        "measure": "到期前 7 天、3 天和到期当日发提醒；逾期首日电话联系并登记承诺日期",
        "owner": "周敏",
        "department": "财务",
        "started_on": dt.date(2026, 6, 1),
        "due_on": dt.date(2026, 8, 31),
        "kpi": "逾期率",
        "before_on": dt.date(2026, 5, 31),
        "after_on": dt.date(2026, 6, 30),
        "state": "检查（C）",
    }
