from decimal import Decimal

import pytest

from arcore import money


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [("12.345", "CNY", 1235), ("-12.345", "CNY", -1235), ("100", "JPY", 100), ("1.2345", "KWD", 1235), ("0.005", "CNY", 1)],
)
def test_amounts_round_half_up_to_the_currencys_own_minor_unit(amount: str, currency: str, minor: int) -> None:
    assert money.to_minor(Decimal(amount), currency) == minor


def test_amounts_are_shown_with_separators_in_yuan_and_in_ten_thousands() -> None:
    assert money.shown(3412660050) == "34,126,600.50"
    assert money.shown(3412660050, unit="ten_thousand") == "3,412.66"
    assert money.shown(-5, "CNY", lang="en") == "-0.05"
    assert money.plain(-123456) == "-1234.56"
    assert money.plain(500, "JPY") == "500"


def test_currencies_are_never_added_together() -> None:
    assert money.total_by_currency([("USD", 5), ("CNY", 1), ("CNY", 2)]) == {"CNY": 3, "USD": 5}


def test_even_shares_add_up_to_the_total() -> None:
    assert money.split_evenly(1000, 3) == [333, 333, 334]
