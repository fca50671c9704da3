"""The policy's file: what is written is read again, what is wrong is named, what changed is told."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arcore import policy_file
from arcore.messages import Unusable
from arcore.policy import (
    AgingRules,
    AgingScheme,
    ApprovalRules,
    Company,
    CreditRules,
    DisplayRules,
    MatchingRules,
    Policy,
    TermsRules,
)
from arcore.policy_sections.limits import LimitRules
from arcore.policy_sections.scores import ScoreRules
from arcore.policy_settings import SECTIONS, SETTINGS

MONEY = st.integers(0, 10**9)
PERCENTS = st.lists(st.decimals(0, 100, places=2).map(float), max_size=5).map(tuple)
TEXT = st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=20)
TEXTS = st.lists(TEXT, max_size=4).map(tuple)
FLAGS = st.booleans()


def edges(low: int, high: int) -> st.SearchStrategy[tuple[int, ...]]:
    return st.lists(st.integers(low, high), min_size=1, max_size=8, unique=True).map(lambda ends: tuple(sorted(ends)))


def ordered(values: st.SearchStrategy[int]) -> st.SearchStrategy[list[int]]:
    return st.lists(values, min_size=2, max_size=2).map(sorted)


@st.composite
def score_rules(draw: st.DrawFn) -> ScoreRules:
    def steps(low: int, high: int, best_first: bool) -> tuple[tuple[int, int], ...]:
        ends = sorted(draw(st.lists(st.integers(low, high), min_size=1, max_size=6, unique=True)), reverse=best_first)
        return tuple(
            zip(ends, sorted(draw(st.sets(st.integers(0, 100), min_size=len(ends), max_size=len(ends))), reverse=True), strict=True)
        )

    return ScoreRules(
        on_time=steps(0, 100, True),
        trend=steps(-3660, 3660, False),
        grade_from=tuple(zip("ABC", sorted(draw(st.sets(st.integers(0, 100), min_size=3, max_size=3)), reverse=True), strict=True)),
        review_months=tuple((grade, draw(st.integers(0, 120))) for grade, _ in ScoreRules().review_months),
        tone=tuple((grade, draw(st.sampled_from(["gentle", "formal", "stern"]))) for grade, _ in ScoreRules().tone),
        material_amount=draw(MONEY),
    )


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    rounding, overdue, write_off = draw(ordered(MONEY)), draw(ordered(st.integers(0, 3660))), draw(ordered(MONEY))
    return Policy(
        Company(
            draw(TEXT), draw(st.sampled_from(["CN", "GB", "US-CA"])), draw(st.sampled_from(["CNY", "JPY", "KWD"])), draw(TEXTS), draw(TEXTS)
        ),
        TermsRules(
            draw(st.sampled_from(["30天", "月结60天", "Net 45"])),
            draw(st.sampled_from(["end_of_month_plus_days", "natural_months", "from_document_date"])),
            draw(FLAGS),
            draw(st.integers(0, 90)),
            draw(FLAGS),
            draw(st.lists(st.sampled_from(["30天", "货到付款"]), max_size=3).map(tuple)),
        ),
        AgingRules(
            AgingScheme(draw(edges(0, 3660))),
            draw(edges(1, 240)),
            draw(st.sampled_from(["due", "document"])),
            draw(FLAGS),
            draw(st.integers(0, 365)),
        ),
        CreditRules(
            draw(FLAGS),
            draw(FLAGS),
            draw(FLAGS),
            draw(FLAGS),
            draw(st.decimals(0, 1, places=4).map(float)),
            *overdue,
            draw(st.integers(0, 1_000_000)),
            draw(TEXTS),
        ),
        MatchingRules(
            draw(st.lists(MONEY, max_size=6).map(tuple)),
            *rounding,
            draw(st.decimals(0, 1, places=6).map(float)),
            draw(PERCENTS),
            draw(PERCENTS),
            draw(st.integers(0, 365)),
            draw(TEXTS),
            draw(st.integers(0, 365)),
        ),
        ApprovalRules(*write_off, draw(MONEY)),
        DisplayRules(draw(st.sampled_from(["unit", "ten_thousand"])), draw(st.sampled_from(["minus", "parentheses", "red"]))),
        draw(st.integers(1, 10_000)),
        scores=draw(score_rules()),
        limits=LimitRules(*draw(st.lists(st.integers(1, 18), min_size=11, max_size=11).map(sorted))),
    )


@given(policies(), st.sampled_from([(), ("zh",), ("en",)]))
@settings(max_examples=100, deadline=None)
def test_what_is_written_is_read_again(policy: Policy, langs) -> None:
    assert policy_file.load(policy_file.dump(policy, *langs)) == policy


def test_the_shipped_file_says_exactly_the_defaults() -> None:
    assert policy_file.DEFAULT_FILE.read_text(encoding="utf-8") == policy_file.dump(Policy())
    assert policy_file.default() == Policy()


def test_every_field_of_the_policy_is_a_setting() -> None:
    fields = {f"{section}.{field.name}" for section in SECTIONS for field in dataclasses.fields(getattr(Policy(), section))}
    assert {f"{setting.section}.{setting.attribute or setting.name}" for setting in SETTINGS} == fields


def test_the_file_explains_every_setting_in_the_chosen_language() -> None:
    chinese, english = policy_file.dump(Policy(), "zh"), policy_file.dump(Policy(), "en")
    assert "# 默认账期：" in chinese
    assert "# Default terms:" not in chinese
    assert "# Default terms:" in english
    assert not any("一" <= character <= "鿿" for line in english.splitlines() if line.startswith("##") for character in line)


def test_keys_left_out_keep_their_defaults() -> None:
    assert policy_file.load("") == Policy()
    assert policy_file.load("[aging]\ndue_soon_days = 10\n").aging == AgingRules(due_soon_days=10)


def test_money_is_written_in_the_currency_s_unit() -> None:
    assert policy_file.load("[matching]\nrounding_limit = 5.5\n").matching.rounding_limit == 550
    yen = policy_file.load('[company]\ncurrency = "JPY"\n[approvals]\nwrite_off_clerk = 500\n')
    assert yen.approvals.write_off_clerk == 500


def test_outside_china_due_dates_stay_unless_the_file_says_otherwise() -> None:
    assert not policy_file.load('[company]\ncountry = "GB"\n').terms.roll_holidays
    assert policy_file.load('[company]\ncountry = "GB"\n[terms]\nroll_holidays = true\n').terms.roll_holidays


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[aging]\ndue_son_days = 7", "规则中没有“aging.due_son_days”这一项，是否应为“aging.due_soon_days”？"),
        ("[agign]\n", "规则中没有“agign”这一项，是否应为“aging”？"),
        ("[zzz]\n", "规则中没有“zzz”这一项，请删除，或对照模板核对可用的设置。"),
        ("aging = 5", "“aging”应为一节，请单独一行写作 [aging]。"),
        ("version = -1", "“version”应为不小于 0 的整数，而不是 -1。"),
        ("version = true", "“version”应为不小于 0 的整数，而不是 True。"),
        ("[aging]\ndue_soon_days = 400", "“aging.due_soon_days”应为 0 至 365 的整数，而不是 400。"),
        ("[aging]\ndue_soon_days = true", "“aging.due_soon_days”应为 0 至 365 的整数，而不是 True。"),
        ('[aging]\ndue_soon_days = "7"', "“aging.due_soon_days”应为 0 至 365 的整数，而不是 “7”。"),
        ("[aging]\ndue_soon_days = 7.5", "“aging.due_soon_days”应为 0 至 365 的整数，而不是 7.5。"),
        ("[aging]\nbucket_days = [0, 60, 30]", "“aging.bucket_days”应为由小到大的整数列表，如 [0, 30, 60]，而不是 [0, 60, 30]。"),
        ("[aging]\nbucket_days = [0, 30, 30]", "“aging.bucket_days”应为由小到大的整数列表，如 [0, 30, 60]，而不是 [0, 30, 30]。"),
        ("[aging]\nbucket_days = []", "“aging.bucket_days”应为由小到大的整数列表，如 [0, 30, 60]，而不是 []。"),
        ("[aging]\nbucket_days = [-1, 30]", "“aging.bucket_days”应为 0 至 3660 的整数，而不是 -1。"),
        ("[aging]\nbucket_days = 30", "“aging.bucket_days”应为方括号括起的列表，不超过 200 项。"),
        ('[aging]\nbasis = "invoice"', "“aging.basis”只能是 due, document 之一，而不是 “invoice”。"),
        ("[aging]\nnet_credits = 1", "“aging.net_credits”只能是 true 或 false，而不是 1。"),
        ("[credit]\nnear_limit = 90", "“credit.near_limit”应为 0 至 1 的数，而不是 90。"),
        ("[credit]\nnear_limit = nan", "“credit.near_limit”应为 0 至 1 的数，而不是 NaN。"),
        (
            "[matching]\nrounding_limit = 0.001",
            "“matching.rounding_limit”应为 0.00 至 10000000.00 的 CNY 金额，最多 2 位小数，而不是 0.001。",
        ),
        ("[matching]\nrounding_limit = -1", "“matching.rounding_limit”应为 0.00 至 10000000.00 的 CNY 金额，最多 2 位小数，而不是 -1。"),
        ('[terms]\ndefault = "面议"', "“terms.default”应为可计算的账期，如 30天、月结30天，而不是 “面议”。"),
        ('[company]\ncurrency = "RMB"', "“company.currency”应为三位币种代码，如 CNY、USD，而不是 “RMB”。"),
        ('[company]\ncountry = "中国"', "“company.country”应为两位国家/地区代码，如 CN、HK、GB，而不是 “中国”。"),
        ("[company]\naccounts = [6222020200112233445]", "“company.accounts”应为引号内的单行文本，不超过 200 个字符。"),
        ("[matching]\nrounding_limit = 200", "“matching.rounding_limit”不得大于“matching.rounding_limit_large”。"),
        ("[credit]\nfreeze_overdue_days = 5", "“credit.approval_overdue_days”不得大于“credit.freeze_overdue_days”。"),
        (
            "[scores]\non_time = [[95, 18], [98, 20]]",
            "“scores.on_time”应为“界限、分值”成对的列表，由优到劣，如 [[98, 20], [95, 18]]：界限在 100 至 0 之间由大到小，"
            "分值在 100 至 0 之间由大到小，而不是 [[95, 18], [98, 20]]。",
        ),
        (
            "[scores]\ndays_late = [[5, 15], [0, 13]]",
            "“scores.days_late”应为“界限、分值”成对的列表，由优到劣，如 [[0, 15], [5, 13]]：界限在 0 至 3660 之间由小到大，"
            "分值在 100 至 0 之间由大到小，而不是 [[5, 15], [0, 13]]。",
        ),
        (
            "[scores]\ngrade_from = { A = 85, B = 70 }",
            "“scores.grade_from”应逐项列出且各列一次：{ A = …, B = …, C = … }，而不是 {'A': 85, 'B': 70}。",
        ),
        ("[scores]\ngrade_from = { A = 85, B = 70, C = 101 }", "“scores.grade_from.C”应为 0 至 100 的整数，而不是 101。"),
        ("[scores]\ngrade_from = { A = 85, B = 50, C = 50 }", "“scores.grade_from”中 A 级起点须高于 B 级，B 级须高于 C 级。"),
        (
            '[scores]\ntone = { A = "gentle", B = "gentle", C = "rude", N = "formal", D = "stern" }',
            "“scores.tone.C”只能是 gentle, formal, stern 之一，而不是 “rude”。",
        ),
        (
            "[scores]\nweights = { on_time = 30, days_late = 15, overdue = 20, oldest = 10, trend = 10, utilization = 10, tenure = 5, "
            "promises = 5, stability = 5 }",
            "“scores.weights”中各项权重合计应为 100，而不是 110。",
        ),
        ("[approvals]\nwrite_off_manager = 1", "“approvals.write_off_clerk”不得大于“approvals.write_off_manager”。"),
    ],
)
def test_what_is_wrong_is_named_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(Unusable) as refused:
        policy_file.load(text)
    assert refused.value.message.text("zh") == sentence
    assert refused.value.message.text("en") != sentence


@pytest.mark.parametrize("text", ["[aging", "a = ", "x = 1\nx = 2", "[aging]\ndue_soon_days = " + "9" * 5000, "a = " + "[" * 3000, "\x00"])
def test_a_broken_file_is_refused_in_words(text: str) -> None:
    with pytest.raises(Unusable) as refused:
        policy_file.load(text)
    assert refused.value.message.text("zh").startswith(("规则文件不是有效的 TOML：", "“aging"))


def test_everything_wrong_is_listed_at_once() -> None:
    found = policy_file.problems("[aging]\ndue_soon_days = -1\nbasis = 3\n[nonsense]\n")
    assert len(found) == 3


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_loads_or_is_refused_in_a_sentence(text: str) -> None:
    wrong = policy_file.problems(text)
    assert all(sentence.text("zh") for sentence in wrong)
    assert wrong or policy_file.load(text)


VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(), st.text(max_size=8), st.decimals(allow_nan=True), st.dates().map(dt.date.isoformat)),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=6,
)


def toml(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return "nan" if value.is_nan() else "inf" if value.is_infinite() else f"{value:e}"
    return str(value) if isinstance(value, int) else '"' + value.encode("unicode_escape").decode().replace('"', "").replace("\\", "") + '"'


@given(st.sampled_from(SETTINGS), VALUES)
@settings(max_examples=300, deadline=None)
def test_any_value_of_any_setting_is_taken_or_refused_by_name(setting, value) -> None:
    text = f"[{setting.section}]\n{setting.name} = {toml(value)}\n"
    wrong = [sentence.text("en") for sentence in policy_file.problems(text)]
    assert all(setting.name in sentence or "TOML" in sentence for sentence in wrong)
    assert wrong or policy_file.load(policy_file.dump(policy_file.load(text))) == policy_file.load(text)


def test_the_differences_name_each_changed_setting_in_words() -> None:
    old = Policy()
    new = dataclasses.replace(
        old,
        aging=dataclasses.replace(old.aging, scheme=AgingScheme((0, 30, 60))),
        terms=TermsRules(roll_holidays=False, month_end="natural_months"),
        matching=dataclasses.replace(old.matching, rounding_limit=2000),
        credit=dataclasses.replace(old.credit, near_limit=0.85, frozen_grades=()),
        version=2,
    )
    assert [(path, before.text("zh"), after.text("zh")) for path, before, after in policy_file.differences(old, new)] == [
        (
            "terms.month_end",
            "开票当月月底后 N 天（3 月 10 日月结 60 天：5 月 30 日）",
            "按自然月：顺延 N/30 个月的月底（3 月 10 日月结 60 天：5 月 31 日）",
        ),
        ("terms.roll_holidays", "是", "否"),
        ("aging.bucket_days", "0、30、60、90、180、365", "0、30、60"),
        ("credit.near_limit", "90%", "85%"),
        ("credit.frozen_grades", "D", "（无）"),
        ("matching.rounding_limit", "10.00 元", "20.00 元"),
    ]
    assert policy_file.differences(new, new) == []
