"""The due-date calendar, read back by its own rules (RFC 5545)."""

import datetime as dt

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from arcore.documents import due_calendar

AS_OF = dt.date(2026, 6, 30)


def items() -> pd.DataFrame:
    rows = [
        ("上海恒远机电有限公司", "XS1", "2026-07-15", "CNY", 1_000_050),
        ("上海恒远机电有限公司", "XS2", "2026-07-15", "CNY", 20),
        ("上海恒远机电有限公司", "XS3", "2026-07-15", "USD", 500),
        ("A, B; C", "XS4", "2026-06-29", "CNY", 700),
        ("A, B; C", "HZ1", "2026-07-20", "CNY", -700),
    ]
    frame = pd.DataFrame(rows, columns=["customer_name", "document_no", "due_date", "currency", "open"])
    return frame.assign(due_date=pd.to_datetime(frame["due_date"]))


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")[:-1]


def test_one_entry_per_day_customer_and_currency() -> None:
    lines = unfolded(due_calendar.build(items(), as_of=AS_OF, company="华东", lang="zh"))
    assert [line for line in lines if line.startswith(("DTSTART", "SUMMARY"))] == [
        "DTSTART;VALUE=DATE:20260715",
        "SUMMARY:到期：上海恒远机电有限公司 10\\,000.70 CNY（2 张）",
        "DTSTART;VALUE=DATE:20260715",
        "SUMMARY:到期：上海恒远机电有限公司 5.00 USD（1 张）",
    ]
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"


def test_overdue_items_are_in_it_when_asked_for() -> None:
    lines = unfolded(due_calendar.build(items(), as_of=AS_OF, company="East", lang="en", overdue=True))
    assert "SUMMARY:Due: A\\, B\\; C 7.00 CNY (1)" in lines
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 3


def test_identifiers_do_not_depend_on_the_day_of_the_export() -> None:
    first, second = (
        {line for line in unfolded(due_calendar.build(items(), as_of=day, company="", lang="zh")) if line.startswith("UID")}
        for day in (AS_OF, AS_OF + dt.timedelta(days=3))
    )
    assert first == second
    assert len(first) == 2


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), max_size=300))
def test_folding_never_cuts_a_sign_and_loses_nothing(text: str) -> None:
    folded = due_calendar.folded("X:" + text)
    assert folded.replace("\r\n ", "") == "X:" + text
    assert all(len(piece.encode()) <= 75 for piece in folded.split("\r\n"))
