"""Rules over sales and cash: sudden orders, receivables that outgrow sales, cash below the minimum."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import pandas as pd

from arcore import balances, wording
from arcore.engines import collect
from arcore.messages import say
from arcore.standing import SALES_DAYS, sums_by_currency
from arcore.warnings.by_payment import of_customer
from arcore.warnings.model import RiskWarning, Severity
from arcore.warnings.situation import Situation

MONTH, MONTHS_BEFORE, LEAST_MONTHS = 30, 6, 4
"""A customer is regular that bought in so many of the six months of 30 days before."""


def _issued(at: Situation, after: dt.date, until: dt.date) -> pd.DataFrame:
    """Sales documents dated after `after` up to `until`; opening items are no sales."""
    documents = at.books.documents
    dates = documents["document_date"]
    return documents[(dates > pd.Timestamp(after)) & (dates <= pd.Timestamp(until)) & (documents["kind"] != "opening")]


def order_spike(at: Situation) -> Iterable[RiskWarning]:
    """Sales of the last 30 days above a percentage of the monthly average of the six months before; only of regular customers."""
    rules, recent = at.policy.warnings, at.as_of - dt.timedelta(days=MONTH)
    now = _issued(at, recent, at.as_of)
    before = _issued(at, recent - dt.timedelta(days=MONTH * MONTHS_BEFORE), recent)
    month = (pd.Timestamp(recent) - before["document_date"]).dt.days // MONTH
    by_customer = before.assign(month=month).groupby(["customer_key", "currency"])
    regular = by_customer["month"].nunique() >= LEAST_MONTHS
    usual: dict[Any, int] = by_customer["amount"].sum()[regular].to_dict()
    totals: dict[Any, int] = now.groupby(["customer_key", "currency"])["amount"].sum().to_dict()
    for (key, code), total in totals.items():
        six = int(usual.get((key, code), 0))
        above = total * MONTHS_BEFORE * 100 >= six * rules.order_spike_percent
        if six > 0 and above and total - six // MONTHS_BEFORE >= rules.least_amount:
            message = say(
                "Sales of the last 30 days are {total}, {times} times the usual {usual} a month.",
                total=wording.amount(int(total), code), times=wording.days(Fraction(int(total) * MONTHS_BEFORE, six)),
                usual=wording.amount(six // MONTHS_BEFORE, code),
            )  # fmt: skip
            mine = now.loc[(now["customer_key"] == key) & (now["currency"] == code), "document_key"]
            ids = tuple(int(number) for number in mine)
            yield of_customer(at, "order_spike", Severity.MEDIUM, int(key), code, int(total), message, recent, ids)


def growth(at: Situation) -> Iterable[RiskWarning]:
    """Receivables against 90 days earlier have grown by more percentage points than sales of 90 days against the 90 before."""
    earlier = at.as_of - dt.timedelta(days=SALES_DAYS)
    then = collect(balances.open_items(at.books.documents, at.books.allocations, earlier))
    open_now, open_then = sums_by_currency(at.now.aged, "open"), sums_by_currency(then, "open")
    sales_before = sums_by_currency(_issued(at, earlier - dt.timedelta(days=SALES_DAYS), earlier), "amount")
    for code, owed in open_now.items():
        was, sold, sold_before = open_then.get(code, 0), at.now.sales.get(code, 0), sales_before.get(code, 0)
        if was <= 0 or sold_before <= 0:
            continue
        more, sales = Fraction(owed - was, was), Fraction(sold - sold_before, sold_before)
        if (more - sales) * 100 >= at.policy.warnings.growth_points:
            message = say(
                "Receivables have changed by {owed} in 90 days, sales by {sold}.", owed=wording.percent(more), sold=wording.percent(sales)
            )
            yield RiskWarning("growth", Severity.MEDIUM, f"growth::{code}", code, owed - was, message, earlier)


def cash(at: Situation) -> Iterable[RiskWarning]:
    """The forecast falls below the minimum cash."""
    found = at.liquidity
    if found is None or found.day_below is None or found.first_below is None:
        return
    code = at.policy.company.currency
    left = int(found.weeks["cash"].iloc[found.first_below - 1])
    message = say(
        "In the week to {date} cash falls to {cash}, below the minimum of {minimum}.",
        date=found.day_below, cash=wording.amount(left, code), minimum=wording.amount(found.minimum, code),
    )  # fmt: skip
    yield RiskWarning("cash", Severity.HIGH, f"cash::{code}", code, found.minimum - left, message)
