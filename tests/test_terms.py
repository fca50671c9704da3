"""Payment terms: the table of the domain rules to the day, and what must hold for any phrase whatever."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arcore.calendars import WorkingDays
from arcore.policy import TermsRules
from arcore.terms import (
    BaseDates,
    Level,
    Milestone,
    Rule,
    Terms,
    chasing_days,
    due_date,
    effective,
    in_grace,
    instalments,
    interest_from,
    overdue_days,
    parse,
)

MARCH_10 = dt.date(2025, 3, 10)
SAME_DAY = BaseDates(MARCH_10, delivery=MARCH_10, invoice_received=MARCH_10)
NO_ROLL = TermsRules(roll_holidays=False)
ROLL = TermsRules()

# phrase, due without roll, due with roll in China (2025-05-31 to 06-02 is Dragon Boat, 05-01 to 05-05 Labour Day)
TABLE = [
    ("现结 现款 现金 即付 见票即付 款到发货 先款后货 先款后货款到发货 预付 预付款 预付全款 全款预付", "2025-03-10", "2025-03-10"),
    ("CIA CWO PIA PREPAID Prepayment", "2025-03-10", "2025-03-10"),
    ("货到付款 到付 COD 货到即付", "2025-03-10", "2025-03-10"),
    ("货到30天 到货后30天 收货后30天 货到三十天", "2025-04-09", "2025-04-09"),
    ("票到付款", "2025-03-10", "2025-03-10"),
    ("票到30天 见票30天 收票后30天 发票后30天 收到发票后30日内付款", "2025-04-09", "2025-04-09"),
    ("开票后30天 账期30天 帐期30天 30天 30日 N30 NET30 n/30 发票日起30天 30 三十天 ３０天 30天内付清", "2025-04-09", "2025-04-09"),
    ("2个月 账期2个月 两个月 二个月", "2025-05-10", "2025-05-12"),
    ("60天 六十日 Net60", "2025-05-09", "2025-05-09"),
    ("月结 当月结 月底结清 EOM 本月底", "2025-03-31", "2025-03-31"),
    ("月结30天 30天月结 月结30 EOM+30 月结三十天 月底后30天 月末后30天", "2025-04-30", "2025-04-30"),
    ("月结60天 60天月结 月结60 EOM+60 eom60", "2025-05-30", "2025-05-30"),
    ("月结90天 EOM+90", "2025-06-29", "2025-06-30"),
    ("次月结30天", "2025-05-01", "2025-05-06"),
    ("次月结30天+15天", "2025-05-16", "2025-05-16"),
    ("次月结 次月付 下月底 次月底 次月付款", "2025-04-30", "2025-04-30"),
    ("隔月结 隔月付", "2025-05-31", "2025-06-03"),
    ("次月10日 下月10号 每月10号付款 10prox 10MFI 次月十号 下个月10日前付款", "2025-04-10", "2025-04-10"),
    ("25号对账 对账日25号 月结日25 每月25日对账 月结25号", "2025-03-25", "2025-03-25"),
    ("半月结", "2025-03-15", "2025-03-17"),
    ("周结", "2025-03-16", "2025-03-17"),
    ("旬结", "2025-03-10", "2025-03-10"),
    ("季结 季度结", "2025-03-31", "2025-03-31"),
    ("半年结", "2025-06-30", "2025-06-30"),
    ("年结", "2025-12-31", "2025-12-31"),
    ("季结30天", "2025-04-30", "2025-04-30"),
    ("半年", "2025-09-10", "2025-09-10"),
    ("D/A60", "2025-05-09", "2025-05-09"),
    ("提单日后30天", "2025-04-09", "2025-04-09"),
    ("D/P", "2025-03-10", "2025-03-10"),
]
SPACED = [
    ("Net 30", "2025-04-09"),
    ("30 days", "2025-04-09"),
    ("net 30 days from invoice date", "2025-04-09"),
    ("within 30 days after receipt of invoice", "2025-04-09"),
    ("EOM + 30", "2025-04-30"),
    ("30 days EOM", "2025-04-30"),
    ("30 days after EOM", "2025-04-30"),
    ("30 days EOM-after", "2025-04-30"),
    ("Net 30 EOM", "2025-04-30"),
    ("10th of following month", "2025-04-10"),
    ("end of next month", "2025-04-30"),
    ("Due on receipt", "2025-03-10"),
    ("Cash on delivery", "2025-03-10"),
    ("T/T in advance", "2025-03-10"),
    ("L/C at sight", "2025-03-10"),
    ("L/C 90 days", "2025-06-08"),
    ("60 days after B/L date", "2025-05-09"),
    ("货到 30 天", "2025-04-09"),
    ("月 结 60 天", "2025-05-30"),
]


@pytest.mark.parametrize(
    ("phrase", "plain", "rolled"), [(phrase, plain, rolled) for phrases, plain, rolled in TABLE for phrase in phrases.split()]
)
def test_every_row_of_the_table_gives_its_date(phrase: str, plain: str, rolled: str) -> None:
    terms = parse(phrase, NO_ROLL)
    assert terms.recognized
    assert str(due_date(terms, SAME_DAY, NO_ROLL).date) == plain
    found = due_date(terms, SAME_DAY, ROLL)
    assert (str(found.date), str(found.nominal), found.rolled) == (rolled, plain, rolled != plain)


WRITTEN_IN_PRACTICE = [
    ("月结 30 天（含税13%）", "2025-04-30"),
    ("月结：30天", "2025-04-30"),
    ("月结-30天", "2025-04-30"),
    ("月结90天(次月1日起算)", "2025-06-29"),
    ("票到月结30天", "2025-04-30"),
    ("每月5号前结清上月货款", "2025-04-05"),
    ("当月25号前付款", "2025-03-25"),
    ("铺底10万，月结", "2025-03-31"),
    ("每月26号-次月25号为一个结算周期，月结30天", "2025-04-24"),
    ("上月26日至本月25日对账，次月月底付款", "2025-04-30"),
    ("双月结", "2025-04-30"),
    ("三个月账期", "2025-06-10"),
    ("按季度结算", "2025-03-31"),
    ("季度末后15天", "2025-04-15"),
    ("合同约定：开票后60天", "2025-05-09"),
    ("自发票开具之日起45日内", "2025-04-24"),
    ("货到45天内凭发票付款", "2025-04-24"),
    ("账期：90", "2025-06-08"),
    ("O/A 60 days", "2025-05-09"),
    ("ZN60", "2025-05-09"),
    ("45 days net", "2025-04-24"),
    ("7 days ROG", "2025-03-17"),
    ("D/A 90 days after sight", "2025-06-08"),
    ("10 business days", "2025-03-24"),
    ("次次月15号", "2025-05-15"),
    ("次月上旬付款", "2025-04-10"),
    ("質保期滿後付清", "2026-03-10"),
    ("月結60天", "2025-05-30"),
    ("25 Day of Month in which Received and if Holiday Next Follow", "2025-03-25"),
    ("次月5号对账，次月25号付款", "2025-04-25"),
    ("次月对账，隔月付款", "2025-05-31"),
    ("Payable within thirty days", "2025-04-09"),
    ("30 days E.O.M.", "2025-04-30"),
    ("Net-30", "2025-04-09"),
    ("30-day", "2025-04-09"),
    ("invoice date + 30", "2025-04-09"),
    ("月结一百二十天", "2025-07-29"),
    ("月结30天，50%电汇，50%六个月承兑", "2025-04-30"),
    ("30-45天", "2025-04-24"),
    ("60天或90天", "2025-06-08"),
    ("30天至60天", "2025-05-09"),
    ("六十（60）天", "2025-05-09"),
    ("陆拾天", "2025-05-09"),
    ("次月25日前付款，遇节假日顺延", "2025-04-25"),
    ("N+2", "2025-05-31"),
    ("月结N+30", "2025-04-30"),
    ("季付", "2025-03-31"),
    ("半年付", "2025-06-30"),
    ("出货前付清", "2025-03-10"),
    ("Advance payment", "2025-03-10"),
    ("EXW net 30", "2025-04-09"),
    ("end of month following invoice", "2025-04-30"),
    ("本月送货，下月对账，第三个月付款", "2025-05-31"),
]


@pytest.mark.parametrize(("phrase", "plain"), SPACED + WRITTEN_IN_PRACTICE)
def test_spaces_and_english_make_no_difference(phrase: str, plain: str) -> None:
    terms = parse(phrase, NO_ROLL)
    assert terms.recognized
    assert str(due_date(terms, SAME_DAY, NO_ROLL).date) == plain


@pytest.mark.parametrize(
    ("month_end", "days", "expected"),
    [
        ("end_of_month_plus_days", 30, "2025-04-30"),
        ("end_of_month_plus_days", 60, "2025-05-30"),
        ("end_of_month_plus_days", 90, "2025-06-29"),
        ("natural_months", 30, "2025-04-30"),
        ("natural_months", 60, "2025-05-31"),
        ("natural_months", 90, "2025-06-30"),
        ("from_document_date", 30, "2025-04-10"),
        ("from_document_date", 60, "2025-05-10"),
    ],
)
def test_month_end_terms_follow_the_company_s_reading(month_end, days, expected) -> None:
    rules = TermsRules(month_end=month_end, roll_holidays=False)
    assert str(due_date(parse(f"月结{days}天", rules), SAME_DAY, rules).date) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("月结60天（自然月）", "2025-05-31"),
        ("月结60天，从开票日起算", "2025-05-10"),
        ("月结60天（自开票日起）", "2025-05-10"),
        ("月结60天，从次月1日起算", "2025-05-30"),
    ],
)
def test_a_phrase_that_says_how_to_count_goes_before_the_company_s_reading(phrase: str, expected: str) -> None:
    for month_end in ("end_of_month_plus_days", "natural_months"):
        rules = TermsRules(month_end=month_end, roll_holidays=False)
        assert str(due_date(parse(phrase, rules), SAME_DAY, rules).date) == expected


@pytest.mark.parametrize(
    "phrase", ["30天", "月结60天", "次月结30天", "2/10 EOM n/60", "6个月银承", "季结", "5个工作日", "预付30%，余款月结30天"]
)
@pytest.mark.parametrize("day", [dt.date.min, dt.date.max, dt.date(9999, 11, 30)])
def test_the_ends_of_the_calendar_are_no_trap(phrase: str, day: dt.date) -> None:
    found = due_date(parse(phrase), BaseDates(day))
    assert found.date is None or found.date >= day
    assert found.explanation.text("zh")


@pytest.mark.parametrize(("day", "expected"), [("2025-03-10", "2025-03-25"), ("2025-03-25", "2025-03-25"), ("2025-03-28", "2025-04-25")])
def test_a_document_after_the_cut_off_day_counts_for_the_next_statement(day: str, expected: str) -> None:
    dates = BaseDates(dt.date.fromisoformat(day))
    assert str(due_date(parse("25号对账"), dates, NO_ROLL).date) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("25号对账，月结30天", "2025-05-25"),
        ("每月25号对账,对账后30天付款", "2025-05-25"),
        ("对账日25号，次月15号付款", "2025-05-15"),
        ("25号截单，次月底付款", "2025-05-31"),
    ],
)
def test_after_the_cut_off_the_rest_of_the_phrase_counts_from_the_statement(phrase: str, expected: str) -> None:
    assert str(due_date(parse(phrase), BaseDates(dt.date(2025, 3, 28)), NO_ROLL).date) == expected


@pytest.mark.parametrize(
    ("phrase", "acceptance", "expected"),
    [("验收合格后30天", "2025-04-01", "2025-05-01"), ("验收后30日", "2025-04-01", "2025-05-01"), ("验收付款", "2025-04-01", "2025-04-01")],
)
def test_terms_from_acceptance_count_from_the_acceptance(phrase: str, acceptance: str, expected: str) -> None:
    dates = BaseDates(MARCH_10, acceptance=dt.date.fromisoformat(acceptance))
    assert str(due_date(parse(phrase), dates, NO_ROLL).date) == expected


def test_a_missing_base_date_falls_back_to_the_invoice_and_says_so() -> None:
    found = due_date(parse("验收合格后30天"), BaseDates(MARCH_10), NO_ROLL)
    assert found.date == dt.date(2025, 4, 9)
    assert [warning.text("zh") for warning in found.warnings] == ["验收日期未知，改按开票日起算。"]


@pytest.mark.parametrize(
    ("phrase", "bases"),
    [
        ("开票后45天", "invoice"),
        ("开具发票后30天", "invoice"),
        ("发票日后30天", "invoice"),
        ("发票后30天", "invoice_received"),
        ("收到增值税专用发票后30天", "invoice_received"),
        ("货到后开票30天", "invoice"),
        ("验收后开票，开票后30天付款", "invoice"),
        ("票货到后30天", "invoice_received delivery"),
        ("货到票到", "delivery invoice_received"),
        ("货到验收合格后7天内付款", "delivery acceptance"),
        ("验收合格并收到发票后30天", "acceptance invoice_received"),
        ("对账后30天", "statement"),
        ("出库后30天", "delivery"),
        ("月结30天（从收到发票算起）", "invoice_received"),
        ("收货次月起30天", "delivery"),
        ("60 days after receipt of goods and invoice", "delivery invoice_received"),
        ("30 days from date of invoice", "invoice"),
        ("due upon receipt of invoice", "invoice_received"),
        ("T/T 60 days after shipment", "delivery"),
        ("L/C 60 days after B/L date", "bill_of_lading"),
        ("下单后30天", "order"),
    ],
)
def test_the_event_that_starts_the_clock_is_the_one_the_phrase_names(phrase: str, bases: str) -> None:
    assert " ".join(base.value for base in parse(phrase).bases) == bases


def test_of_two_events_the_later_one_counts() -> None:
    terms = parse("验收合格并收到发票后30天")
    dates = BaseDates(MARCH_10, acceptance=dt.date(2025, 3, 20), invoice_received=dt.date(2025, 3, 12))
    assert due_date(terms, dates, NO_ROLL).date == dt.date(2025, 4, 19)


def test_working_days_skip_weekends_and_holidays() -> None:
    found = due_date(parse("收到发票后5个工作日内付款"), BaseDates(dt.date(2025, 4, 29)), NO_ROLL, WorkingDays("CN"))
    assert found.date == dt.date(2025, 5, 9)  # 1 to 5 May off; 27 April was worked, before the start


@pytest.mark.parametrize(
    ("phrase", "until", "due"),
    [
        ("2/10, n/30", "2025-03-20", "2025-04-09"),
        ("2/10 net 30", "2025-03-20", "2025-04-09"),
        ("2/10,N/30", "2025-03-20", "2025-04-09"),
        ("2%/10天，net30", "2025-03-20", "2025-04-09"),
        ("1/10 EOM n/60", "2025-04-10", "2025-05-09"),
        ("10天内付款享2%折扣，30天付清", "2025-03-20", "2025-04-09"),
        ("2% 10 days, net 30", "2025-03-20", "2025-04-09"),
        ("2/10 月结30天", "2025-03-20", "2025-04-30"),
    ],
)
def test_early_payment_discounts_have_their_own_last_day(phrase: str, until: str, due: str) -> None:
    found = due_date(parse(phrase), SAME_DAY, NO_ROLL)
    assert (str(found.discount_until), str(found.date)) == (until, due)


def test_a_second_discount_step_is_kept_too() -> None:
    terms = parse("2/10, 1/20, n/30")
    assert [(step.percent, step.days) for step in terms.discounts] == [(2, 10), (1, 20)]
    assert due_date(terms, SAME_DAY, NO_ROLL).date == dt.date(2025, 4, 9)


def parts_of(phrase: str) -> list[tuple[str, str]]:
    """(percent, milestone) of each part."""
    return [(f"{part.percent.normalize():f}", part.milestone.value) for part in parse(phrase).instalments]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("预付30%,发货前付60%,质保金10%", "30 order, 60 delivery, 10 warranty"),
        ("预付30%发货前付60%质保金10%", "30 order, 60 delivery, 10 warranty"),
        ("30%预付，60%发货前，10%质保金", "30 order, 60 delivery, 10 warranty"),
        ("预付三成，验收合格后付七成", "30 order, 70 acceptance"),
        ("预付百分之三十，余款货到付清", "30 order, 70 delivery"),
        ("30% deposit, 70% before shipment", "30 order, 70 delivery"),
        ("30% T/T in advance, 70% against copy of B/L", "30 order, 70 delivery"),
        ("预付30%，到货付至80%，验收合格付至95%，质保金5%", "30 order, 50 delivery, 15 acceptance, 5 warranty"),
        ("进度款80%,竣工验收付至95%,质保金5%两年", "80 invoice, 15 acceptance, 5 warranty"),
        ("3-6-1", "30 order, 60 delivery, 10 warranty"),
        ("3:6:1", "30 order, 60 delivery, 10 warranty"),
        ("30/60/10", "30 order, 60 delivery, 10 warranty"),
        ("3331", "30 order, 30 delivery, 30 acceptance, 10 warranty"),
        ("3-3-3-1", "30 order, 30 delivery, 30 acceptance, 10 warranty"),
        ("3-4-3", "30 order, 40 delivery, 30 acceptance"),
        ("货到付95%，质保金5%一年", "95 delivery, 5 warranty"),
    ],
)
def test_instalments_are_read_with_their_milestones(phrase: str, expected: str) -> None:
    assert ", ".join(" ".join(part) for part in parts_of(phrase)) == expected


def test_each_instalment_has_its_own_due_date_and_they_add_up() -> None:
    dates = BaseDates(MARCH_10, order=dt.date(2025, 2, 3), delivery=dt.date(2025, 3, 7), acceptance=dt.date(2025, 3, 31))
    parts = instalments(parse("预付30%,发货前付60%,质保金10%"), 100_001, dates, NO_ROLL)
    assert [(part.label.text("zh"), str(part.date), part.amount) for part in parts] == [
        ("预付款 30%", "2025-02-03", 30_000),
        ("发货款 60%", "2025-03-07", 60_001),
        ("质保金 10%", "2026-03-31", 10_000),
    ]


def test_the_rest_of_an_advance_follows_its_own_words_or_the_default() -> None:
    stated = instalments(parse("预付30% 余款月结30天"), 100_000, SAME_DAY, NO_ROLL)
    assert [(str(part.date), part.amount) for part in stated] == [("2025-03-10", 30_000), ("2025-04-30", 70_000)]
    silent = parse("预付30%", TermsRules(default="60天"))
    assert [str(part.date) for part in instalments(silent, 100_000, SAME_DAY, NO_ROLL)] == ["2025-03-10", "2025-05-09"]
    assert any("70" in warning.text("zh") for warning in silent.warnings)


@pytest.mark.parametrize("phrase", ["质保金5%, 质保期一年", "质保金5% 质保期一年", "质保金5%，质保期12个月", "5%质保金，质保期一年"])
def test_retention_is_due_when_the_warranty_ends(phrase: str) -> None:
    terms = parse(phrase)
    assert (terms.rule, terms.retention) == (Rule.RETENTION, 5)
    dates = BaseDates(MARCH_10, acceptance=MARCH_10)
    assert due_date(terms, dates, NO_ROLL).date == dt.date(2026, 3, 10)
    assert [(str(part.date), part.amount) for part in instalments(terms, 100_000, dates, NO_ROLL)] == [
        ("2025-04-09", 95_000),
        ("2026-03-10", 5_000),
    ]


def test_terms_with_a_retention_fall_due_with_the_last_ordinary_part() -> None:
    terms = parse("月结30天，质保金5%，质保期两年")
    assert due_date(terms, SAME_DAY, NO_ROLL).date == dt.date(2025, 4, 30)
    assert str(instalments(terms, 100, SAME_DAY, NO_ROLL)[-1].date) == "2027-03-10"


@pytest.mark.parametrize(
    "phrase", ["背靠背", "甲方付款后付", "收到业主款后30天", "pay-when-paid", "Paid when paid by end customer payment"]
)
def test_pay_when_paid_has_no_due_date_until_the_trigger(phrase: str) -> None:
    terms = parse(phrase)
    assert terms.pay_when_paid
    found = due_date(terms, SAME_DAY, NO_ROLL)
    assert found.date is None
    assert "第九条" in found.warnings[-1].text("zh")


@pytest.mark.parametrize("phrase", ["压批", "滚动结算", "铺底", "批结", "一批压一批"])
def test_rolling_terms_have_no_due_date(phrase: str) -> None:
    assert parse(phrase).rule is Rule.ROLLING
    assert due_date(parse(phrase), SAME_DAY, NO_ROLL).date is None


@pytest.mark.parametrize(
    ("phrase", "due", "cash"),
    [
        ("90天承兑", "2025-04-09", "2025-07-08"),
        ("6个月银承", "2025-04-09", "2025-10-09"),
        ("付6个月承兑", "2025-04-09", "2025-10-09"),
        ("月结60天，6个月银承", "2025-05-30", "2025-11-30"),
        ("月结30天 承兑汇票", "2025-04-30", "None"),
    ],
)
def test_a_bill_is_handed_over_by_the_terms_and_pays_at_its_maturity(phrase: str, due: str, cash: str) -> None:
    found = due_date(parse(phrase), SAME_DAY, NO_ROLL)
    assert (str(found.date), str(found.cash_date)) == (due, cash)


@pytest.mark.parametrize(
    "phrase",
    [
        None,
        "",
        "  ",
        "见合同",
        "按合同",
        "面议",
        "另行协商",
        "老规矩",
        "2025-04-10",
        "T/T",
        "99999天",
        "月结45号",
        "无",
        "N/A",
        "双周结",
        "12月31日前付清",
        "-30",
    ],
)
def test_what_nobody_can_count_with_becomes_the_default_with_a_warning(phrase: str | None) -> None:
    terms = parse(phrase, TermsRules(default="月结30天"))
    assert not terms.recognized
    assert terms.confidence < 0.5
    assert len(terms.warnings) == 1
    assert "月结30天" in terms.warnings[0].text("zh")
    assert due_date(terms, SAME_DAY, NO_ROLL).date == dt.date(2025, 4, 30)


@pytest.mark.parametrize(
    ("phrase", "base", "expected"),
    [
        ("一个月", "2025-01-31", "2025-02-28"),
        ("30天", "2025-01-31", "2025-03-02"),
        ("1个月", "2024-01-31", "2024-02-29"),
        ("12个月", "2024-02-29", "2025-02-28"),
        ("次月31号", "2025-01-15", "2025-02-28"),
        ("每月10号付款", "2025-03-10", "2025-04-10"),
        ("每月10号付款", "2025-03-09", "2025-03-10"),
        ("每月31号付款", "2025-02-28", "2025-03-31"),
        ("周结", "2025-03-16", "2025-03-16"),
        ("每周五付款", "2025-03-14", "2025-03-14"),
        ("每周五付款", "2025-03-15", "2025-03-21"),
        ("旬结", "2025-03-11", "2025-03-20"),
        ("旬结", "2025-03-21", "2025-03-31"),
        ("半月结", "2025-03-16", "2025-03-31"),
        ("季结", "2025-12-31", "2025-12-31"),
        ("半年结", "2025-07-01", "2025-12-31"),
        ("月结,每月15号付款", "2025-03-10", "2025-04-15"),
        ("月结30天，每月15日统一付款", "2025-03-10", "2025-05-15"),
        ("开票后30天月底付款", "2025-03-10", "2025-04-30"),
        ("2周", "2025-03-10", "2025-03-24"),
    ],
)
def test_month_ends_and_edges_are_exact(phrase: str, base: str, expected: str) -> None:
    assert str(due_date(parse(phrase), BaseDates(dt.date.fromisoformat(base)), NO_ROLL).date) == expected


def test_the_explanation_shows_the_rule_and_a_worked_example_in_both_languages() -> None:
    explanation = parse("月结30天").explanation
    assert explanation.text("zh") == "月结30天：开票当月月底后 30 天。例：2025-03-10 开票，2025-04-30 到期。"
    assert (
        explanation.text("en")
        == "月结30天: 30 days after the end of the month of the invoice. Example: the invoice dated 2025-03-10, due 2025-04-30."
    )


def test_a_rolled_date_says_why_it_moved() -> None:
    found = due_date(parse("月结90天"), SAME_DAY, ROLL)
    assert (
        found.explanation.text("zh")
        == "开票当月月底后 90 天：自 2025-03-10 起算，2025-06-29 到期。2025-06-29 为休息日，顺延至 2025-06-30。"
    )


@pytest.mark.parametrize(
    ("document", "contract", "customer", "company", "level", "text"),
    [
        ("10天", "20天", "40天", "50天", Level.DOCUMENT, "10天"),
        (None, "20天", "40天", "50天", Level.CONTRACT, "20天"),
        ("见合同", "20天", "40天", "50天", Level.CONTRACT, "20天"),
        ("", None, "40天", "50天", Level.CUSTOMER, "40天"),
        ("面议", "老规矩", "月结60天", "50天", Level.CUSTOMER, "月结60天"),
        (None, None, None, "50天", Level.COMPANY, "50天"),
        ("见合同", "", " ", "50天", Level.COMPANY, "50天"),
        (None, None, None, None, Level.COMPANY, "30天"),
    ],
)
def test_the_narrower_agreement_wins(document, contract, customer, company, level, text) -> None:
    found = effective(document, contract, customer, company)
    assert (found.level, found.text) == (level, text)
    assert text in found.explanation.text("zh")


def test_what_was_passed_over_is_told() -> None:
    found = effective("面议", None, "40天", "50天")
    assert [message.text("zh") for message in found.passed_over] == ["单据账期“面议”无法据以计算，改用下一级账期。"]


CREDIT_PHRASES = st.one_of(
    st.builds("{}天".format, st.integers(0, 365)),
    st.builds("月结{}天".format, st.integers(1, 180)),
    st.builds("{}个月".format, st.integers(1, 24)),
    st.builds("次月{}号".format, st.integers(1, 31)),
    st.builds("Net {} EOM".format, st.integers(1, 120)),
    st.builds("{}号对账，月结{}天".format, st.integers(1, 31), st.integers(1, 120)),
    st.sampled_from(["月结", "次月结", "隔月结", "半月结", "周结", "旬结", "季结", "半年结", "年结", "现结", "COD", "EOM+45"]),
)
CHARACTERS = "月结天日号次下隔账期票到货验收合格后预付质保金余款半年季旬周每%/-+,，。 0123456789三六一nN"
PHRASE_BITS = st.sampled_from(
    [
        *CHARACTERS,
        "net ",
        "EOM",
        "个月",
        "对账",
        "承兑",
        "L/C",
        "d/a",
        "发票",
        "收到",
        "开票",
        "到货",
        "提单",
        "并",
        "次月",
        "月结",
        "背靠背",
        "折扣",
    ]
)
DAYS = st.dates(dt.date(2004, 1, 1), dt.date(2026, 6, 30))


@given(st.one_of(st.text(max_size=60), st.lists(PHRASE_BITS, max_size=14).map("".join)), DAYS)
@settings(max_examples=600, deadline=None)
def test_no_text_whatever_stops_the_reading(text: str, day: dt.date) -> None:
    terms = parse(text)
    found = due_date(terms, BaseDates(day))
    assert 0 <= terms.confidence <= 1
    for lang in ("zh", "en"):
        assert terms.explanation.text(lang)
        assert found.explanation.text(lang)
    assert terms.recognized or terms.warnings
    assert sum(part.amount for part in instalments(terms, 1_234_567, BaseDates(day))) == 1_234_567


@given(CREDIT_PHRASES, DAYS, st.sampled_from(["end_of_month_plus_days", "natural_months", "from_document_date"]), st.booleans())
@settings(max_examples=200, deadline=None)
def test_credit_terms_never_fall_due_before_the_document(phrase, day, month_end, roll) -> None:
    rules = TermsRules(month_end=month_end, roll_holidays=roll)
    terms = parse(phrase, rules)
    found = due_date(terms, BaseDates(day), rules)
    assert terms.recognized
    assert found.date is not None
    assert found.nominal is not None
    assert day <= found.nominal <= found.date
    assert due_date(parse(phrase, rules), BaseDates(day), rules).date == found.date


@given(
    st.integers(0, 3660),
    st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)),
    st.sampled_from(["{}天", "{}日", "Net {}", "{}", "账期{}天", "n/{}"]),
)
@settings(max_examples=200, deadline=None)
def test_n_days_are_exactly_n_days(days: int, day: dt.date, form: str) -> None:
    if (form == "{}" and days in (334, 343, 361, 433)) or (form == "{}" and days > 999 and "0" not in str(days)):
        return  # 361 and 3331 alone are customary splits
    found = due_date(parse(form.format(days)), BaseDates(day), NO_ROLL)
    assert found.date == day + dt.timedelta(days=days)


@given(
    st.integers(-(10**12), 10**12),
    st.sampled_from(["3331", "3-6-1", "30/60/90", "分3期付款", "预付33.33%,发货付33.33%,余款验收后付", "月结30天"]),
)
@settings(deadline=None)
def test_instalments_add_up_to_the_cent_and_keep_the_sign(amount: int, phrase: str) -> None:
    parts = instalments(parse(phrase), amount, SAME_DAY)
    assert sum(part.amount for part in parts) == amount
    assert all(part.amount * amount >= 0 for part in parts)


def test_percent_shares_above_the_whole_are_not_understood() -> None:
    assert not parse("预付60%,货到付60%").recognized


def test_tax_and_penalty_percentages_are_not_shares() -> None:
    assert parse("月结30天，含税13%").rule is Rule.MONTH_END
    assert parse("30天，增值税13%专票").days == 30


def test_a_tenth_kept_back_is_a_retention_part() -> None:
    terms: Terms = parse("3-6-1")
    assert terms.retention == Decimal(10)
    assert terms.instalments[-1].milestone is Milestone.WARRANTY
    assert terms.instalments[-1].months == 12


@pytest.mark.parametrize(
    ("grace", "as_of", "expected"), [(0, 9, (0, True, 0)), (0, 10, (1, False, 1)), (3, 12, (3, True, 0)), (3, 13, (4, False, 1))]
)
def test_grace_holds_reminders_back_but_not_the_interest(grace: int, as_of: int, expected: tuple[int, bool, int]) -> None:
    due, day, rules = dt.date(2025, 4, 9), dt.date(2025, 4, as_of), TermsRules(grace_days=grace)
    assert (overdue_days(due, day), in_grace(due, day, rules), chasing_days(due, day, rules)) == expected
    assert interest_from(due) == dt.date(2025, 4, 10)
