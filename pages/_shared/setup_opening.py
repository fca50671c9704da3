"""Do the books start from the general ledger's balances? Typed or uploaded, compared at once, kept with the books."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import streamlit as st

from arcore import opening_check
from arcore.documents import opening_check_workbook
from arcore.intake.balance_list import BalanceList, read_balances
from arcore.messages import Unusable, say
from arcore.opening_check import AGREEMENT_LABELS, Agreement, Opening
from arcore.typed import amount_typed
from pages._shared import downloads, guards, identity, session, setup_figures, source, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown


def show(frame: Frame) -> None:
    """How the balances come in, then what they show beside the books."""
    _ = frame._
    guards.stop_when_empty(frame)
    kept = setup_figures.kept(frame)
    ways = {"file": _("A list by customer"), "total": _("One total per currency")}
    way = session.one_of("way", ways, "total" if kept is not None and kept.totals else "file")
    session.show("way", way)
    left, right = st.columns([1, 3], vertical_alignment="bottom")
    day = left.date_input(
        _("Balances as of"), kept.as_of if kept else frame.as_of, dt.date(1990, 1, 1), dt.date(2100, 12, 31), format="YYYY-MM-DD"
    )
    right.segmented_control(
        _("What do you have?"), tuple(ways), format_func=lambda name: ways[name], required=True, **session.on_change("way")
    )
    given = _from_file(frame, day) if way == "file" else _typed(frame, day, kept)
    opening = given or (replace(kept, as_of=day) if kept else None)
    if opening is None:
        return
    _totals(frame, opening)
    if opening.balances:
        _customers(frame, opening)
    if kept is None or opening != kept:
        _keep(frame, opening)


def _from_file(frame: Frame, day: dt.date) -> Opening | None:
    """The balances of a workbook: 客户余额表, trial balance by customer."""
    _ = frame._
    file = st.file_uploader(
        _("Balances by customer, as your general ledger or ERP exports them"), type=["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "txt"],
        help=_("Needed: customer number or name, and a column such as 期末余额, 余额, Balance. It is only compared, never imported."),
    )  # fmt: skip
    if file is None:
        return None
    try:
        found: BalanceList = read_balances(file.getvalue(), file.name, currency=frame.policy.company.currency)
    except Unusable as refused:
        widgets.strip(frame.say(refused.message), "bad")
        return None
    for issue in found.issues[:20]:
        place = _("row {row}").format(row=issue.row)
        widgets.strip(f"{issue.sheet} · {place}: {frame.say(issue.message)}", "bad")
    return Opening(day, opening_check.identified(found.rows, frame.books.customers), {}, file.name)


def _typed(frame: Frame, day: dt.date, kept: Opening | None) -> Opening | None:
    """One total per currency, typed in the currency's unit."""
    _ = frame._
    codes = opening_check.currencies_of(setup_figures.at(frame, day).items, frame.policy.company.currency)
    totals: dict[str, int] = {}
    for code, column in zip(codes, st.columns(max(3, len(codes))), strict=False):
        before = kept.totals.get(code) if kept else None
        start = "" if before is None else replace(frame, unit="unit").amount(before, code)
        typed = column.text_input(_("Balance in {currency}").format(currency=code), start, key=f"opening.{code}").strip()
        amount = amount_typed(typed, code) if typed else None
        if typed and amount is None:
            column.markdown(widgets.plain(_("“{typed}” is not an amount.").format(typed=typed)))
        if amount is not None:
            totals[code] = amount
    return Opening(day, {}, totals, _("typed in")) if totals else None


def _totals(frame: Frame, opening: Opening) -> None:
    """The answer: per currency, whether both sides agree."""
    _ = frame._
    lines = []
    for row in setup_figures.totals(frame, opening).itertuples(index=False):
        if pd.isna(row.stated):
            continue
        amounts = {name: frame.amount(getattr(row, name), row.currency) for name in opening_check.AMOUNTS}
        sentence = _("{currency}: general ledger {stated} − books {books} (open {open} − not applied {unapplied}) = {difference}").format(
            currency=row.currency, **amounts
        )
        lines.append((f"{sentence} {'✓' if row.difference == 0 else '✗'}", row.difference == 0))
    widgets.proof_lines(lines)


def _customers(frame: Frame, opening: Opening) -> None:
    """Differences first; green and red beside each other; the same as a workbook."""
    _ = frame._
    table = setup_figures.compared(frame, opening)
    different = int((table["difference"] != 0).sum())
    if different:
        widgets.strip(_("{different} of {all} balances differ.").format(different=f"{different:,}", all=f"{len(table):,}"), "bad")
    else:
        widgets.strip(_("All {all} balances agree.").format(all=f"{len(table):,}"), "good")
    marks = [("✓ " if state == "agrees" else "✗ ") + frame.say(AGREEMENT_LABELS[Agreement(state)]) for state in table["state"]]
    columns = [
        Shown("mark", _("Result")),
        Shown("customer_id", _("Customer No.")),
        Shown("name", _("Customer"), width="medium"),
        Shown("currency", _("Currency"), width="small"),
        Shown("stated", _("General ledger"), "money"),
        Shown("books", _("Books"), "money"),
        Shown("difference", _("Difference"), "money"),
        Shown("open", _("Open"), "money"),
        Shown("unapplied", _("Not applied"), "money", sparse=True),
    ]
    rows = table.assign(mark=marks)
    for customer_id in tables.grid(replace(frame, unit="unit"), rows, columns, key="opening", select="customer_id"):
        label = _("Documents of {customer}").format(customer=customer_id)
        widgets.door(widgets.Door("aging", label, {"customer": str(customer_id), "as_of": str(opening.as_of)}), key="opening-customer")
    widgets.download(
        _("Comparison as a workbook"),
        lambda: opening_check_workbook.build(
            table, as_of=opening.as_of, company=downloads.company(frame), lang=frame.lang, unit=frame.unit,
            version=frame.say(frame.origin), source=opening.source,
        ),
        _("Opening balances") + f" {opening.as_of}.xlsx", key="download.opening",
    )  # fmt: skip


def _keep(frame: Frame, opening: Opening) -> None:
    """Keep the balances with the books, so that the comparison is here next time."""
    _ = frame._
    name = identity.who(frame, key="opening")
    if not st.button(_("Keep these balances"), type="primary"):
        return
    if not name:
        widgets.strip(_("Give your name first: every entry in the journal says who made it."))
        return
    what = say("Kept the general ledger's balances of {date} to compare with", date=opening.as_of.isoformat())
    source.to_write(frame.shelf).save_setting(setup_figures.KEPT, opening.text(), who=name, summary=what)
    identity.remember(name)
    session.flash(_("Kept. The comparison follows the books from now on."))
    st.rerun()
