"""The reconciliation workbook: of everything, or from one month on, or of one account."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from arcore.cash import listing
from arcore.cash.work import Work
from arcore.documents import reconciliation_workbook
from pages._shared import downloads, widgets
from pages._shared.frame import Frame


def show(frame: Frame, work: Work, lines: pd.DataFrame) -> None:
    """The button, with a choice of month and account where the books hold several."""
    _ = frame._
    months, accounts = listing.months(lines), listing.accounts(lines)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = account = None
        if len(months) > 1:
            first = st.selectbox(
                _("From"), months, index=len(months) - 1, format_func=lambda day: f"{day:%Y-%m}", key="cash.first", width=140
            )
        if len(accounts) > 1:
            account = st.selectbox(
                _("Bank account"), [None, *accounts], format_func=lambda name: name or _("All accounts"), key="cash.account", width=260
            )

        def make() -> bytes:
            return reconciliation_workbook.from_ledger(
                frame.ledger, work, policy=frame.policy, lang=frame.lang, company=downloads.company(frame), first=first, account=account
            )

        name = _("Reconciliation") + f" {work.as_of}.xlsx"
        widgets.download(_("Reconciliation workbook"), make, name, primary=True, key="download.reconciliation")
