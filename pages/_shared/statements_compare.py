"""The customer's own statement against ours: what differs, who clears it up by when, and the reconciliation as a workbook."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import streamlit as st

from arcore import wording
from arcore.accounts import Account
from arcore.comparing import Comparison
from arcore.comparing.listing import difference_rows, register_rows
from arcore.comparing.sides import compared, period
from arcore.confirming import due
from arcore.documents import balance_reconciliation
from arcore.intake.customer_statement import TheirStatement, read_statement
from arcore.intake.files import PasswordNeeded
from arcore.ledger import RowChange
from arcore.messages import Unusable, say
from pages._shared import cash_acts, downloads, identity, statements_view, tables, uploads, widgets
from pages._shared.frame import Frame, once
from pages._shared.tables import Shown

TYPES = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt"]


def show(frame: Frame, row: pd.DataFrame) -> None:
    """Upload, comparison, and what is kept of it, for one customer."""
    _ = frame._
    customer = str(row["customer_name"].iloc[0])
    st.subheader(_("Compare with the customer's own statement"), anchor=False)
    left, right = st.columns([3, 2], vertical_alignment="center")
    uploaded = left.file_uploader(
        _("The customer's statement, or our workbook with their lines filled in"), type=TYPES, key=f"compare.{row['row_id'].iloc[0]}"
    )
    partial = right.checkbox(_("The file lists only what differs"), key="compare.partial")
    if uploaded is None:
        widgets.note(_("Any layout with dates and amounts, or debit and credit, will do. Nothing is changed by comparing."))
        return
    (account,) = statements_view.chosen(frame, row)
    try:
        theirs = _read(frame, uploaded.name, uploaded.getvalue(), account)
    except Unusable as refused:
        widgets.strip(frame.say(refused.message), "bad")
        return
    if theirs is None:
        return
    _issues(frame, theirs)
    over = _account(frame, account, theirs, f"{row['row_id'].iloc[0]}.{uploaded.name}.{uploaded.size}.{frame.as_of}")
    if over is not None:
        _result(frame, compared(over, theirs, frame.policy, partial=partial), customer, row)


def _read(frame: Frame, name: str, content: bytes, account: Account) -> TheirStatement | None:
    """The file, with a password where it needs one; None until it is given. The password is used and forgotten."""
    try:
        return read_statement(content, name, currency=account.currency, end=account.end)
    except PasswordNeeded as locked:
        widgets.strip(frame.say(locked.message))
    password = uploads.password_of(frame, name, "compare.")
    return read_statement(content, name, currency=account.currency, end=account.end, password=password) if password else None


def _account(frame: Frame, account: Account, theirs: TheirStatement, key: str) -> Account | None:
    """Our account over the days that the file is about, which may be chosen otherwise; None where nothing was owed or moved then."""
    _ = frame._
    start, end = period(account, theirs, frame.as_of)
    left, right, rest = st.columns([1, 1, 2], vertical_alignment="bottom")
    start = left.date_input(_("Compare from"), start, max_value=frame.as_of, format="YYYY-MM-DD", key=f"compare.from.{key}")
    end = right.date_input(_("Compare to"), end, max_value=frame.as_of, format="YYYY-MM-DD", key=f"compare.to.{key}")
    with rest:
        widgets.note(_("Choose the days that the customer's file covers; what lies before counts as opening balance."))
    if start > end:
        widgets.strip(_("The first day lies after the last one."), "bad")
        return None
    found = once(
        frame, "account over", account.customer_key, account.currency, start, end,
        compute=lambda: due.account_over(account, frame.books, start, end, frame.policy),
    )  # fmt: skip
    if found is None:
        widgets.note(_("Our books show no balance and no movement in these days."))
    return found


def _issues(frame: Frame, theirs: TheirStatement) -> None:
    for issue in theirs.issues[:5]:
        widgets.strip(frame.say(issue.message))


def _result(frame: Frame, found: Comparison, customer: str, row: pd.DataFrame) -> None:
    """The answer, the list, the workbook, the register."""
    _ = frame._
    widgets.answer(
        frame.say(
            say(
                "{pairs} lines agree, {count} differ; our balance {ours}, theirs {theirs}; after adjustment both {adjusted}.",
                pairs=len(found.pairs),
                count=len(found.differences),
                ours=wording.amount(found.our_closing, found.currency),
                theirs=wording.amount(found.their_closing, found.currency),
                adjusted=wording.amount(found.our_adjusted, found.currency),
            )
        )
    )
    if found.unexplained:
        rest = frame.say(wording.amount(found.unexplained, found.currency))
        widgets.strip(_("The customer's file does not add up by {amount}: its lines do not lead to its balance.").format(amount=rest))
    if found.assumed_opening:
        widgets.note(_("The file states no balance: our opening balance was taken for both."))
    if far := sum(pair.wide for pair in found.pairs):
        told = _("{count} of the lines that agree are dated more than {days} days apart and were paired by amount alone.")
        widgets.note(told.format(count=far, days=frame.policy.papers.compare_days))
    rows = difference_rows(found, frame.lang)
    columns = [
        Shown("kind_said", _("Kind"), width=90),
        Shown("books_said", _("To be booked by"), width=90),
        Shown("our_date", _("Our date"), "date", width=95),
        Shown("our_no", _("Our document")),
        Shown("our_amount", _("Our amount"), "money"),
        Shown("their_date", _("Their date"), "date", width=95),
        Shown("their_no", _("Their document")),
        Shown("their_amount", _("Their amount"), "money"),
        Shown("difference", _("Difference"), "money"),
        Shown("memo", _("Memo"), width="medium"),
    ]
    if len(rows):
        tables.grid(replace(frame, unit="unit"), rows.assign(currency=found.currency), columns, key="compare")

    def workbook() -> bytes:
        return balance_reconciliation.build(found, customer=customer, company=downloads.company(frame), lang=frame.lang)

    name = _("Reconciliation of balances") + f" {widgets.plain(customer)} {found.end}.xlsx"
    widgets.download(_("Reconciliation of balances"), workbook, name.replace("\\", ""), key="download.reconciliation")
    if len(rows):
        _keep(frame, found, row)


def _keep(frame: Frame, found: Comparison, row: pd.DataFrame) -> None:
    """Enter the differences into the register, with an owner and a day."""
    _ = frame._
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    owner = left.text_input(_("Owner"), key="compare.owner", max_chars=60)
    due_on = middle.date_input(_("Due on"), frame.as_of + dt.timedelta(days=14), format="YYYY-MM-DD", key="compare.due")
    name = identity.who(frame, key="compare")
    if not right.button(_("Keep these differences ({count})").format(count=len(found.differences)), type="primary", key="compare.keep"):
        return
    if not owner.strip():
        widgets.strip(_("Say who clears them up: each difference needs an owner."))
        return
    number = row["number"].iloc[0]
    values = register_rows(found, "" if pd.isna(number) else str(number), owner.strip(), due_on, frame.as_of)
    changes = [RowChange("differences", each, customer_key=int(row["customer_key"].iloc[0])) for each in values]
    cash_acts.act(
        frame, f"compare.{row['row_id'].iloc[0]}", name, _("Differences kept: {count}.").format(count=len(changes)),
        lambda target, mark: [target.change_registers(changes, who=name, why=_("Comparison with the customer"), token=mark)],
    )  # fmt: skip
