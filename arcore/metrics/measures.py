"""Every measure of one group at one month end, from what `gathering` counted.

Flows are those of the month (up to the date in an unfinished one), turnover and bad debts of twelve months, DSO of the last
`SALES_DAYS` days. Where the books do not reach back far enough, a measure has a reason instead of a value.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from arcore.messages import Message, say
from arcore.metrics import dso, rates
from arcore.metrics.gathering import Gathered
from arcore.metrics.kept import CONFIRMING_MONTHS
from arcore.metrics.value import Metric
from arcore.standing import SALES_DAYS

NEWEST = say("each customer's newest of the last {months} months", months=CONFIRMING_MONTHS)
YEAR = 12
"""Periods of the measures over a year."""


@dataclass(frozen=True)
class Reading:
    """What was counted for one cell at one date, minor units; `month` is that date's period, `year` the last twelve."""

    gathered: Gathered
    cell: int
    at: int

    def stock(self, name: str, back: int = 0) -> int:
        """What held at the end of the period `back` periods ago; nothing before the first."""
        place = self.at - back
        return int(self.gathered.stocks[name][place, self.cell]) if place >= 0 else 0

    def flow(self, name: str, periods: int = 1) -> int:
        """What happened in the last `periods` periods."""
        first = max(0, self.at + 1 - periods)
        return int(self.gathered.flows[name][first : self.at + 1, self.cell].sum())

    def unknown(self, first_day: dt.date) -> Message | None:
        """Why sales since `first_day` are not all on record, if they are not."""
        known = self.gathered.known_from
        if known is None or first_day < known:
            return say("Sales before {date} are not in the books.", date="–" if known is None else known.isoformat())
        return None

    def since(self, periods: int) -> Message | None:
        """Why the last `periods` periods are not all on record, if they are not."""
        place = self.at + 1 - periods
        if place < 0:
            return say("Earlier months were not asked for.")
        return self.unknown(self.gathered.starts[place] + dt.timedelta(days=1))


def measures(gathered: Gathered, cell: int, at: int, *, year_days: int = 365) -> tuple[Metric, ...]:
    """All measures in the order of the page: those that the ledger alone decides, then those of what people keep, where it is known."""
    reading = Reading(gathered, cell, at)
    every = (*_days_of_sales(reading, year_days), *_overdue(reading), *_collected(reading), *_lost(reading), *_paid(reading))
    return every if gathered.kept is None else (*every, *_kept(reading))


def _days_of_sales(reading: Reading, year_days: int) -> tuple[Metric, ...]:
    end, stock = reading.gathered.ends[reading.at], reading.stock
    open_, sales = stock("open"), stock("sales_window")
    current = open_ - stock("overdue")
    short = reading.unknown(end - dt.timedelta(days=SALES_DAYS - 1))
    long = reading.since(YEAR)
    months = [(int(sold), (ends - starts).days) for sold, ends, starts in _newest_first(reading)]
    ages = reading.gathered.ages[reading.at]
    mine = ages[ages[:, 0] == reading.cell]
    parts = [(int(weighted), reading.gathered.month_sales.get((reading.cell, int(month)), 0)) for _, month, weighted in mine]
    return (
        dso.simple(open_, sales, SALES_DAYS, unknown=short),
        dso.on_average(stock("open_before_window"), open_, sales, SALES_DAYS, unknown=short),
        dso.count_back(open_, months),
        dso.by_invoice(parts),
        dso.best_possible(current, sales, SALES_DAYS, unknown=short),
        dso.days_delinquent(open_, current, sales, SALES_DAYS, unknown=short),
        dso.turnover(stock("open", YEAR), open_, reading.flow("sales", YEAR), unknown=long),
        dso.turnover_days(stock("open", YEAR), open_, reading.flow("sales", YEAR), year_days, unknown=long),
    )


def _newest_first(reading: Reading) -> list[tuple[int, dt.date, dt.date]]:
    """(sales, end, start) of the periods whose sales are on record, newest first."""
    gathered, known = reading.gathered, reading.gathered.known_from
    places = [place for place in range(reading.at, -1, -1) if known is not None and gathered.ends[place] >= known]
    return [(int(gathered.flows["sales"][place, reading.cell]), gathered.ends[place], gathered.starts[place]) for place in places]


def _overdue(reading: Reading) -> tuple[Metric, ...]:
    stock = reading.stock
    disputes = (rates.disputes(stock("disputed"), stock("debts")),) if reading.gathered.knows_disputes else ()
    return (
        rates.overdue(stock("overdue"), stock("debts")),
        rates.overdue_items(stock("overdue_items"), stock("items")),
        rates.overdue_long(stock("overdue_30"), stock("debts")),
        rates.overdue_of_due(stock("due_unpaid"), reading.flow("due")),
        *disputes,
    )


def _collected(reading: Reading) -> tuple[Metric, ...]:
    stock, flow = reading.stock, reading.flow
    month, year = reading.since(1), reading.since(YEAR)
    opening, closing, sales, receipts = stock("open", 1), stock("open"), flow("sales"), flow("receipts")
    return (
        rates.effectiveness(opening, sales, closing, closing - stock("overdue"), unknown=month),
        rates.collection(receipts, opening, sales, unknown=month),
        rates.collection_year(flow("receipts", YEAR), stock("open", YEAR), flow("sales", YEAR), unknown=year),
        rates.collection_of_due(receipts, flow("due")),
        rates.collection_of_sales(receipts, sales, unknown=month),
        rates.recovery(flow("recovered"), stock("overdue", 1)),
        rates.recovery_wide(flow("paid_late"), stock("overdue", 1), flow("became_overdue")),
        rates.on_time(flow("paid_in_time"), flow("due"), reading.gathered.grace_days),
    )


def _lost(reading: Reading) -> tuple[Metric, ...]:
    written = reading.flow("written_off", YEAR)
    return (
        rates.bad_debts(written, reading.flow("sales", YEAR), unknown=reading.since(YEAR)),
        rates.bad_debts_of_balance(written, reading.stock("open", YEAR), reading.stock("open")),
    )


def _paid(reading: Reading) -> tuple[Metric, ...]:
    paid = reading.flow("paid")
    return (
        rates.days_to_pay(reading.flow("pay_days"), paid),
        rates.days_late(reading.flow("late_days"), paid),
        rates.days_late_signed(reading.flow("signed_days"), paid),
    )


def _kept(reading: Reading) -> tuple[Metric, ...]:
    flow = reading.flow
    return (
        rates.plan_completion(flow("receipts"), flow("planned")),
        rates.promises(flow("promises_kept"), flow("promises_due")),
        rates.promises_by_amount(flow("promised_received"), flow("promised")),
        rates.confirmation(flow("balances_confirmed"), flow("balances_sent"), NEWEST),
        rates.confirmation_items(flow("customers_confirmed"), flow("customers_asked"), NEWEST),
    )
