"""Days spread over columns: year, month and day side by side, or below a heading that says the year."""

import datetime as dt

from arcore.intake.anything import read_files
from tests.test_statements_tabular import movements, read, words


def test_year_month_and_day_in_three_columns_are_one_date() -> None:
    file = read(
        words("年,月,日,收入,支出,余额,对方户名,摘要"),
        [2026, 6, 1, "1,000.00", None, "11,000.00", "甲", "货款"],
        ["2026年", "06月", "02日", None, "500.00", "10,500.00", "乙", "付款"],
        [None, None, None, "1,000.00", "500.00", None, None, "合计"],
    )
    assert [(m.date, m.amount, m.source_row) for m in movements(file)] == [
        (dt.date(2026, 6, 1), 1_000_00, 2),
        (dt.date(2026, 6, 2), -500_00, 3),
    ]
    assert [a.row for a in file.set_aside] == [1, 4]


def test_a_day_that_no_calendar_has_is_an_issue_where_the_parts_stand() -> None:
    file = read(words("Year,Month,Day,Amount,Balance,Payer"), [2026, 6, 1, 5.0, 5.0, "A"], [2026, 2, 30, 5.0, 10.0, "B"])
    (issue,) = [i for i in file.issues if i.blocking]
    assert (issue.code, issue.row, issue.cell, issue.column, issue.value) == ("bad_date", 3, "A3", "Date", "2026-2-30")


def test_a_journal_says_its_year_once_and_each_month_once() -> None:
    file = read(
        ["银行存款日记账"],
        words("2026年,,凭证,,摘要,对方科目,借方,贷方,余额"),
        words("月,日,字,号,,,,,"),
        ["6", "1", "记", "1", "收恒远货款", "应收账款", "1,000.00", None, "11,000.00"],
        [None, "2", "记", "2", "付货款", "应付账款", None, "500.00", "10,500.00"],
        ["7", "1", "记", "3", "收华信货款", "应收账款", "300.00", None, "10,800.00"],
        [None, None, None, None, "本月合计", None, "1,300.00", "500.00", "10,800.00"],
    )
    assert [(m.date, m.amount) for m in movements(file)] == [
        (dt.date(2026, 6, 1), 1_000_00),
        (dt.date(2026, 6, 2), -500_00),
        (dt.date(2026, 7, 1), 300_00),
    ]


def test_a_year_that_the_next_page_of_a_journal_says_holds_from_there_on() -> None:
    file = read(
        words("2026年,,凭证,摘要,借方,贷方,余额"),
        words("月,日,,,,,"),
        ["12", "31", "记1", "收恒远货款", "100.00", None, "100.00"],
        words("2027年,,凭证,摘要,借方,贷方,余额"),
        words("月,日,,,,,"),
        ["1", "2", "记2", "收华信货款", "70.00", None, "170.00"],
        [None, "3", "记3", "收恒远货款", "30.00", None, "200.00"],
    )
    assert [m.date for m in movements(file)] == [dt.date(2026, 12, 31), dt.date(2027, 1, 2), dt.date(2027, 1, 3)]


def test_parts_beside_a_whole_date_are_left_alone() -> None:
    file = read(words("交易日期,月,日,收入,支出,余额,对方户名"), ["2026-06-01", "13", "40", "5.00", None, "5.00", "甲"])
    assert [m.date for m in movements(file)] == [dt.date(2026, 6, 1)]


def test_a_statement_with_three_columns_is_recognised_among_other_files() -> None:
    content = "年,月,日,收入,支出,余额,对方户名\n2026,6,1,5.00,,5.00,甲\n".encode()
    (reading,) = read_files(content, "a.csv")
    assert [(t.kind.value, t.rows["date"].dt.date.tolist()) for t in reading.tables] == [("statement", [dt.date(2026, 6, 1)])]
