"""Training: what the quiz asks follows from the rules, who owes what from the register; the playbook in the company's words."""

import datetime as dt
from dataclasses import replace

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from arcore.collecting import playbook
from arcore.documents import playbook_document, quiz_sheet
from arcore.documents.workbook_style import Stamp
from arcore.dunning import STEP_TITLES, ladder, step_at
from arcore.messages import say
from arcore.metrics import DEFINITIONS
from arcore.policy import ApprovalRules, Policy
from arcore.policy_sections.collecting import CollectingRules
from arcore.policy_sections.limits import LimitRules
from arcore.policy_sections.training import TrainingRules
from arcore.registers.training import IMPROVEMENTS, TOPIC_NAMES
from arcore.training import attending, owed
from arcore.training.quiz import questions, score
from tests.desk_app import cache_folder, click, desk, go, grid, run, text
from tests.receivable_frames import customers
from tests.register_frames import register
from tests.test_pages_registers import sign
from tests.word_text import said

__all__ = ["cache_folder", "desk"]
DAY = dt.date
ALL = 100
STAMP = Stamp("华东示例机电有限公司", DAY(2026, 6, 30), "zh")


def answers(policy: Policy, topic: str = "") -> dict[str, str]:
    return {q.text.text("zh"): q.choices[q.right].text("zh") for q in questions(policy, topic=topic, count=ALL, seed=1)}


def test_the_right_answer_is_what_the_rules_in_force_say() -> None:
    rules = replace(
        Policy(), collecting=CollectingRules(letter_days=45, letter_reply_days=9), approvals=ApprovalRules(write_off_clerk=5_000)
    )
    found = answers(rules)
    assert found["扣除宽限期，单据逾期第 45 天，应采取哪一步？"] == "催款函"
    assert found["催款函给对方多长的付款期限？"] == "9 天"
    assert found["某客户本年首次核销，单笔金额 50.00 元，至少须由谁审批？"] == "会计"
    assert found["某客户本年首次核销，单笔金额 50.01 元，至少须由谁审批？"] == "财务经理"
    assert found["某客户本年首次核销，单笔金额 10,000.01 元，至少须由谁审批？"] == "财务总监"
    assert found["拟给客户授信 2,000,001.00 元，至少须由谁审批？"] == "总经理"
    assert found["D 级客户最长账期是多少？"] == "款到发货"
    assert found["“上门拜访”由哪个部门负责？"] == "销售"


def test_the_same_rules_and_number_ask_the_same_and_another_number_asks_otherwise() -> None:
    first, again, other = (questions(Policy(), topic="process", count=10, seed=seed) for seed in (7, 7, 8))
    assert first == again
    assert [q.text for q in first] != [q.text for q in other]
    assert len(first) == 10
    assert {q.topic for q in first} == {"process"}
    assert all(questions(Policy(), topic=topic, count=3, seed=1) for topic in TOPIC_NAMES)


@settings(max_examples=25, deadline=None)
@given(
    days=st.lists(st.integers(0, 400), min_size=6, max_size=6).map(sorted),
    amounts=st.lists(st.integers(0, 10**9), min_size=4, max_size=4),
    seed=st.integers(0, 10**6),
)
def test_every_question_has_four_answers_that_differ_and_the_ladder_gives_the_right_one(days, amounts, seed) -> None:
    names = ("call_days", "email_days", "visit_days", "letter_days", "lawyer_days", "court_days")
    clerk, manager = sorted(amounts[:2])
    low, high = sorted(amounts[2:])
    policy = replace(
        Policy(), collecting=CollectingRules(**dict(zip(names, days, strict=True))),
        approvals=ApprovalRules(clerk, manager), limits=LimitRules(manager_limit=low, director_limit=high),
    )  # fmt: skip
    for question in questions(policy, count=ALL, seed=seed):
        for lang in ("zh", "en"):
            assert len({choice.text(lang) for choice in question.choices}) == 4
        if "days" in question.text.values and question.topic == "process":
            step = step_at(question.text.values["days"], ladder(policy.collecting, None))
            assert question.choices[question.right] == STEP_TITLES[step]


def test_the_score_is_the_share_of_right_answers_rounded_half_up() -> None:
    asked = questions(Policy(), topic="process", count=8, seed=1)
    right = [q.right for q in asked]
    assert score(asked, right) == 100
    assert score(asked, right[:1]) == 13  # 12.5
    assert score(asked, [(q.right + 1) % 4 for q in asked]) == 0
    assert score((), ()) == 0


def attended(*rows: dict) -> pd.DataFrame:
    usual = {"customer_key": None, "attended_on": "2026-03-18", "department": "sales", "topic": "policy", "way": "session"}
    return register("attendance", *[{**usual, **row} for row in rows])


def owed_by(rows: pd.DataFrame, as_of: dt.date, rules: TrainingRules | None = None) -> dict[tuple[str, str], str]:
    staff = owed.people(rows, register("acknowledgements"), customers(), as_of)
    found = owed.standing(rows, staff, rules or TrainingRules(), as_of).rows
    return {(row["person"], row["topic"]): row["why"] for _, row in found.iterrows()}


def test_training_is_owed_by_those_never_trained_absent_failed_or_trained_too_long_ago() -> None:
    rows = attended(
        {"person": "甲", "score": 80}, {"person": "乙", "score": 79}, {"person": "丙", "present": False},
        {"person": "丁", "topic": "process"}, {"person": "戊", "department": "finance", "attended_on": "2025-06-30", "topic": "credit"},
    )  # fmt: skip
    found = owed_by(rows, DAY(2026, 6, 30))
    policy = {person: why for (person, topic), why in found.items() if topic == "policy"}
    assert policy == {"甲": "", "乙": "failed", "丙": "absent", "丁": "never", "戊": "never"}
    assert found["戊", "credit"] == "again"
    assert owed_by(rows, DAY(2026, 6, 29))["戊", "credit"] == ""  # a year is not over yet
    assert ("甲", "credit") not in found  # for finance only
    assert {person for person, _ in owed_by(rows, DAY(2026, 3, 17))} == {"戊"}  # the others are not known yet


def test_a_quiz_failed_later_does_not_take_a_training_away_and_one_passed_later_brings_it() -> None:
    failed = attended({"person": "甲"}, {"person": "甲", "attended_on": "2026-05-01", "way": "quiz", "score": 40})
    assert owed_by(failed, DAY(2026, 6, 30))["甲", "policy"] == ""
    passed = attended({"person": "甲", "score": 40}, {"person": "甲", "attended_on": "2026-05-01", "way": "quiz", "score": 90})
    assert owed_by(passed, DAY(2026, 4, 30))["甲", "policy"] == "failed"
    assert owed_by(passed, DAY(2026, 5, 1))["甲", "policy"] == ""


def test_salespeople_and_who_signed_the_policy_are_to_be_trained() -> None:
    signed = register("acknowledgements", {"customer_key": None, "acknowledged_on": "2026-01-05", "person": "周敏", "policy_version": 1})
    sellers = customers({"salesperson": "王芳"}, {"salesperson": "王芳"}, {})
    staff = owed.people(attended(), signed, sellers, DAY(2026, 6, 30))
    assert staff.to_numpy().tolist() == [["周敏", ""], ["王芳", "sales"]]
    found = owed.standing(attended(), staff, TrainingRules(), DAY(2026, 6, 30))
    assert found.rows[["person", "topic"]].to_numpy().tolist() == [
        *[["周敏", topic] for topic in ("policy", "process")], *[["王芳", topic] for topic in ("policy", "process", "negotiation")]
    ]  # fmt: skip
    assert found.sentence().text("zh") == "应培训 2 人、共 5 人次：0 人次在有效期内，尚欠 5 人次，涉及 2 人。"


def cards_of(*rows: dict):
    usual = {"customer_key": None, "since": "2026-01-01", "step": "any", "part": "objection", "words_zh": "先听", "state": "used"}
    return playbook.cards(register("playbook", *[{**usual, **row} for row in rows]), DAY(2026, 6, 30))


def test_own_cards_stand_in_the_place_of_the_programs_or_beside_them() -> None:
    known = cards_of(
        {"card": "B1", "words_zh": "一\n二", "words_en": "One\nTwo"}, {"card": "b2", "state": "dropped"}, {"heard_zh": "老板不在"},
        {"card": "Z9", "part": "never", "words_zh": "骂人"},
        {"card": "A1", "part": "opening", "step": "call", "words_zh": "以后的话", "since": "2026-07-01"},
    )  # fmt: skip
    numbers = [card.number for card in known]
    assert numbers[:7] == ["A1", "A2", "A3", "A4", "A5", "A6", "B1"]
    assert "B2" not in numbers
    assert [words.text("en") for words in playbook.script(known, "", "funds")] == ["One", "Two"]
    assert [card.title.text("zh") for card in known if card.part == "never"][-1] == "骂人"
    own = next(card for card in known if card.number == "")
    assert (own.part, own.title.text("en"), own.words[0].text("zh")) == ("objection", "老板不在", "先听")
    assert playbook.script(known, "call") == playbook.built_in()[0].words  # the new words count from July
    assert [words.text("zh") for words in playbook.script(cards_of({"card": "A1", "part": "opening", "step": "call"}), "call")] == ["先听"]


def test_the_quiz_asks_about_the_playbook_in_use() -> None:
    known = cards_of({"card": "B1", "words_zh": "先问清还款来源"}, {"part": "never", "words_zh": "骂人"})
    found = {q.text.text("zh"): q.choices[q.right].text("zh") for q in questions(Policy(), known, count=ALL, seed=1)}
    assert found["客户说：“最近资金紧张，等下游回款了就付。”首先应该怎么做？"] == "先问清还款来源"
    rights = [q.choices[q.right].text("zh") for q in questions(Policy(), known, count=ALL, seed=1)]
    assert "骂人" in rights


def test_papers_hold_the_questions_with_their_answers_and_every_card() -> None:
    asked = questions(Policy(), topic="credit", count=5, seed=3)
    paper = "\n".join(said(quiz_sheet.build(asked, topic=say("Credit policy"), version=2, seed=3, pass_percent=80, stamp=STAMP)))
    assert all(q.text.text("zh") in paper and q.why.text("zh") in paper for q in asked)
    assert "共 5 题，均为单选题；得分达到 80% 为合格。" in paper
    book = "\n".join(said(playbook_document.build(playbook.built_in(), Policy(), STAMP)))
    assert all(words.text("zh") in book for card in playbook.built_in() for words in card.words)


def test_the_register_offers_the_measures_by_their_names() -> None:
    offered = {(c.value, c.zh, c.en) for c in IMPROVEMENTS.field("kpi").choices}
    assert offered <= {(d.name, d.title.text("zh"), d.title.text("en")) for d in DEFINITIONS.values()}


def test_a_quiz_is_taken_on_the_page_and_its_score_is_kept(desk) -> None:
    app = go(run(desk), "improvement")
    assert "应培训 8 人、共 25 人次：7 人次在有效期内，尚欠 18 人次，涉及 8 人。" in text(app)
    next(box for box in app.text_input if box.label == "答题人").set_value("赵磊")
    next(box for box in app.selectbox if box.label == "部门").set_value("sales")
    run(app)
    click(app, "开始测验（6 题）")
    asked = app.session_state["quiz.taken.sample"].asked
    for place, question in enumerate(asked):
        app.radio[0].set_value((question.right + 1) % 4 if place == 0 else question.right)
        click(run(app), "提交答案")
        assert ("不正确" if place == 0 else "正确。") in text(app)
        click(app, "查看成绩" if place == 5 else "下一题")
    assert "赵磊：共 6 题，正确率 83%，合格线 80%。合格。" in text(app)
    click(app, "保存成绩")
    kept = grid(app, "register.training.attendance")
    assert kept[kept["person"] == "赵磊"][["way", "score"]].to_numpy().tolist()[-1] == ["在线测验", 83]
    assert "8 人次在有效期内" in text(app)


def session(**given) -> pd.Series:
    usual = {"customer_key": None, "session_no": "PX1", "topic": "process", "planned_on": "2026-07-15", "trainer": "李娜",
             "audience": "sales", "state": "planned", "entry": 7}  # fmt: skip
    return register("trainings", {**usual, **given}).iloc[0]


def test_everybody_expected_gets_a_row_once_and_a_planned_session_is_held() -> None:
    known = attended({"person": "王芳", "session_no": "PX1", "topic": "process"})
    found = attending.changes(
        session(), known, ["王芳", " 李伟 ", "新人"], ["新人", "赵磊", ""], {"李伟": "finance"}, held_on=DAY(2026, 7, 16), version=3
    )
    *rows, amended = found
    assert [(row.values["person"], row.values["department"], row.values["present"], row.values["policy_version"]) for row in rows] == [
        ("新人", "sales", True, 3), ("赵磊", "sales", False, None), ("李伟", "finance", True, 3),
    ]  # fmt: skip
    assert (amended.values["state"], amended.values["held_on"], amended.row_key, amended.entry) == ("held", "2026-07-16", 1, 7)
    held = session(state="held", held_on="2026-07-15", audience="all")
    again = attending.changes(held, known, ["王芳", "李伟"], [], {}, held_on=DAY(2026, 7, 15), version=3)
    assert [(row.values["person"], row.values["department"]) for row in again] == [("李伟", "finance")]


def test_who_came_is_recorded_on_the_page_as_one_entry(desk) -> None:
    app = go(run(desk), "improvement")
    next(box for box in app.multiselect if box.label == "到场").set_value(["王芳", "李伟"])
    next(box for box in app.multiselect if box.label == "应到未到").set_value(["赵磊"])
    next(box for box in app.text_input if box.key == "who.session").set_value("周敏")
    click(run(app), "登记到场")
    assert "9 人次在有效期内，尚欠 16 人次" in text(app)
    kept = grid(app, "register.training.attendance")
    kept = kept[kept["session_no"] == "PX2026-03"][["person", "present"]]
    assert kept.to_numpy().tolist() == [["赵磊", "否"], ["王芳", "是"], ["李伟", "是"]]
    assert grid(app, "register.training.trainings")["state"].tolist()[-1] == "已举办"
    assert next(box for box in app.multiselect if box.label == "到场").value == []
    next(box for box in app.multiselect if box.label == "到场").set_value([" 王芳 "])
    assert next(button for button in run(app).button if button.label == "登记到场").disabled  # nothing would be written


def test_a_card_is_worded_the_companys_way_on_the_page(desk) -> None:
    app = go(run(desk), "improvement", part="playbook")
    assert "如对方称已付款：请其发回单" in text(app)
    next(button for button in app.button if button.key == "card.opening.0").click()
    run(app)
    next(box for box in app.text_area if box.label.startswith("我方话术（中文）")).set_value("先报公司名和单号")
    sign(app, "register", "话术统一")
    app = click(app, "保存")
    assert "先报公司名和单号" in text(app)
    assert "如对方称已付款：请其发回单" not in text(app)
    assert "公司自编" in text(app)
