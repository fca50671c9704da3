"""Key figures against target, last month and last year, and the bridge from the opening to the closing balance."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from arcore import bridge, charts, desk
from arcore.bridge import Bridge
from arcore.buckets import bucket_columns, label_messages
from arcore.charts.waterfall import ENDS
from arcore.messages import Message, say
from arcore.metrics import words
from arcore.review import Kpi, Month
from pages._shared import figures_of, review_month, review_present, review_tables, session, tables, widgets
from pages._shared.frame import Frame
from pages._shared.looks import look
from pages._shared.tables import Shown

BRIDGES: dict[str, Message] = {"balance": say("Open balance"), "overdue": say("Overdue")}
BYS: dict[bridge.By, Message] = {
    "": say("Company"),
    "entity": say("Entity"),
    "salesperson": say("Salesperson"),
    "region": say("Region"),
    "group": say("Group"),
    "customer": say("Customer"),
}


def figures(frame: Frame, month: Month) -> None:
    """The key figures; a missed target is said in words."""
    _ = frame._
    rows = pd.DataFrame([_row(frame, each) for each in month.kpis(frame.currency, figures_of.with_targets(frame, month.as_of))])
    columns = [
        Shown("title", _("Key figure"), width=180),
        Shown("value", f"{month.as_of}", "figure"),
        Shown("target", _("Target"), "figure"),
        Shown("state", _("Target met")),
        Shown("month", _("Last month"), "figure"),
        Shown("year", _("Last year"), "figure"),
        Shown("label", _("Formula"), width="large"),
    ]
    if review_present.presented():
        review_tables.enlarge(frame, rows, columns[:-1])
        return
    tables.grid(frame, rows, columns, key="review.kpis")


def _row(frame: Frame, each: Kpi) -> dict[str, str]:
    shape = each.definition.shape
    return {
        "title": frame.say(each.definition.title),
        "value": words.shown(shape, each.value),
        "target": each.aim,
        "state": frame.say(each.state) if each.state else "",
        "month": words.shown(shape, each.month_before),
        "year": words.shown(shape, each.year_before),
        "label": frame.say(each.label),
    }


def moved(frame: Frame, month: Month) -> None:
    """The waterfall of the chosen balance, of the company or of one name; a click on a bar opens its documents."""
    _ = frame._
    which = session.one_of("bridge", BRIDGES, "balance")
    by = next(each for each in BYS if each == session.one_of("by", BYS, ""))
    found: Bridge = month.balance if which == "balance" else month.overdue
    rows = bridge.table(found, frame.currency, by)
    session.show("bridge", which)
    session.show("by", by)
    left, middle, right = st.columns([1.2, 1, 1.6], vertical_alignment="bottom")
    left.segmented_control(
        _("Bridge of"), tuple(BRIDGES), format_func=lambda name: frame.say(BRIDGES[name]), required=True, **session.on_change("bridge")
    )
    middle.selectbox(_("By"), tuple(BYS), format_func=lambda name: frame.say(BYS[name]), **session.on_change("by"))
    names = _names(frame, by, rows["key"].tolist())
    key = (
        right.selectbox(_("Which one"), tuple(names), format_func=lambda each: names[each], key=f"review.name.{which}.{by}") if by else None
    )
    mine = rows[rows["key"] == key].iloc[0] if key is not None and by else None
    title = say("{balance}: what moved it", balance=BRIDGES[which])
    drawn = charts.waterfall(found, bridge.steps(found, frame.currency, mine), title, look(frame, frame.currency))
    clicked = f"review.bridge.{which}.{by}.{key}.{month.name}.{frame.books.version}.{frame.currency}"
    bar = widgets.picked(st.altair_chart(drawn, on_select="rerun", key=clicked), "bar", "bar")
    widgets.proof_lines([_proof(frame, found, mine)])
    if which == "overdue":
        old, new = bridge.aged_on(found, frame.currency)
        amounts = {"old": frame.amount(old, frame.currency), "new": frame.amount(new, frame.currency)}
        widgets.note(_("Of what is overdue, {old} was so a month ago already and has aged on; {new} became so since.").format(**amounts))
    if bar is None:
        widgets.note(_("Click a bar to see its documents."))
        return
    _documents(frame, found, str(bar), by, key)


def _names(frame: Frame, by: bridge.By, keys: list[str]) -> dict[str, str]:
    unknown = frame._("Not given")
    if by != "customer":
        return {key: key or unknown for key in keys}
    known = dict(zip(frame.books.customers["customer_key"].astype("str"), frame.books.customers["customer_name"], strict=True))
    return {key: str(known.get(key, key)) for key in keys}


def _proof(frame: Frame, found: Bridge, row: pd.Series | None) -> tuple[str, bool]:
    totals = bridge.table(found, frame.currency)
    mine = row if row is not None else totals.iloc[0] if len(totals) else None
    difference = 0 if mine is None else int(mine["difference"])
    amounts = {name: frame.amount(0 if mine is None else int(mine[name]), frame.currency) for name in ("opening", "closing")}
    if difference:
        return frame._("Opening {opening} and the bars miss closing {closing} by {difference}.").format(
            **amounts, difference=frame.amount(difference, frame.currency)
        ), False  # fmt: skip
    return frame._("Opening {opening} and all bars = closing {closing} ✓").format(**amounts), True


def _documents(frame: Frame, found: Bridge, bar: str, by: bridge.By, key: str | None) -> None:
    """The rows behind a bar, to the cent."""
    _ = frame._
    rows = bridge.behind(found, bar, frame.currency, by, key if by else None)
    names = _names(frame, "customer", rows["customer_key"].astype("str").tolist())
    title = {**ENDS, **found.bars}[bar]
    st.subheader(_("{bar}: {count} rows").format(bar=frame.say(title), count=f"{len(rows):,}"), anchor=False)
    columns = [
        Shown("document_no", _("Document No.")),
        Shown("customer_name", _("Customer"), width="medium"),
        Shown("date", _("Date"), "date"),
        Shown("amount", _("Amount"), "money"),
        Shown("salesperson", _("Salesperson")),
        Shown("region", _("Region")),
    ]
    shown = rows.assign(customer_name=[names[str(each)] for each in rows["customer_key"]])
    tables.grid(replace(frame, unit="unit"), shown, columns, key=f"review.bar.{bar}", total=bool(len(rows)))


def development(frame: Frame, month: Month) -> None:
    """Aging over twelve months, then every customer by age."""
    found = review_month.before_it(frame, month)
    mine = desk.with_keys(found.ages, "currency", [frame.currency])
    if len(mine):
        st.altair_chart(charts.aging_history(found.ages, frame.policy.aging.scheme, look(frame, frame.currency)))
        if (origin := found.sentence()) is not None:
            widgets.note(frame.say(origin))
        with st.expander(frame._("The figures of the picture")):
            _months(frame, mine)
    review_tables.show(frame, month, "T2", height=360)


def _months(frame: Frame, rows: pd.DataFrame) -> None:
    _ = frame._
    rules = frame.policy.aging
    buckets = zip(bucket_columns(rules.scheme), label_messages(rules.scheme, rules.basis), strict=False)
    columns = [
        Shown("month_end", _("Month end"), "date"),
        Shown("open", _("Open balance"), "money"),
        Shown("overdue", _("Overdue"), "money"),
        *(Shown(name, frame.say(label), "money", sparse=True) for name, label in buckets),
    ]
    tables.grid(frame, rows.iloc[::-1].reset_index(drop=True), columns, key="review.months")
