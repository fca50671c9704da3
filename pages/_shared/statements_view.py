"""The statements page's head: the accounts of the round, its figures and its picture."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from arcore import charts, wording
from arcore.accounts import Account
from arcore.confirming import due, progress
from arcore.confirming.progress import RoundMeasures
from pages._shared.frame import Frame, once
from pages._shared.looks import look
from pages._shared.widgets import Figure


def end_of(frame: Frame) -> dt.date:
    """The month end that statements are drawn up to: the last one that is not after the date."""
    return due.month_end(frame.as_of)


def accounts(frame: Frame) -> list[Account]:
    """Every customer's account over its own period."""
    return once(frame, "statements", end_of(frame), compute=lambda: due.current_accounts(frame.books, end_of(frame), frame.policy))


def chosen(frame: Frame, rows: pd.DataFrame) -> list[Account]:
    """The accounts of these rows."""
    wanted = set(rows["row_id"])
    return [account for account in accounts(frame) if f"{account.customer_key}|{account.currency}" in wanted]


def listed(frame: Frame) -> pd.DataFrame:
    """One row per customer of the visit's currency with its statement's status."""
    currency = frame.currency

    def compute() -> pd.DataFrame:
        mine = [account for account in accounts(frame) if account.currency == currency]
        return progress.rounds(mine, frame.books, frame.as_of, frame.policy)

    return once(frame, "statement rounds", frame.as_of, currency, compute=compute)


def figures(frame: Frame, found: RoundMeasures) -> list[Figure]:
    """How the round stands."""
    _ = frame._
    day = frame.policy.collecting.statement_day
    again = _("{count} issued again").format(count=found.reissued) if found.reissued else ""
    return [
        Figure(_("Sent"), f"{found.sent:,}", _("of {count}").format(count=f"{found.due:,}"), again),
        Figure(_("Sent by day {day}").format(day=day), wording.percent(found.in_time)),
        Figure(_("Response rate"), wording.percent(found.response), before=_("answered ÷ sent")),
        Figure(
            _("Confirmation rate"),
            wording.percent(found.confirmed.value),
            before=_("by number {rate}").format(rate=wording.percent(found.confirmed_items.value)),
        ),
        Figure(_("Statements not sent in time"), f"{found.late:,}", _("customers"), bad=found.late > 0),
    ]


def picture(frame: Frame, found: RoundMeasures, end: dt.date) -> None:
    """The progress bar."""
    if sum(found.by_status.values()):
        st.altair_chart(charts.progress_bar(found, end, look(frame, frame.currency)))
