"""The measures page's parts: what is measured, the tables, and the documents behind a figure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import cast

import pandas as pd
import streamlit as st

from arcore import aging_series, desk
from arcore.desk import GROUPINGS
from arcore.messages import Message, say
from arcore.metrics import DEFINITIONS, By, Gathered, Metric, gathered, series, words
from arcore.metrics.kept import kept_of
from arcore.policy_sections.targets import TargetRules
from arcore.undated import last_hidden
from pages._shared import figures_of, session, tables, widgets
from pages._shared.frame import Frame, once
from pages._shared.tables import Shown

MONTHS = 24
CLICKS = "measures.clicks"
GROUPED: tuple[desk.By, ...] = ("salesperson", "region", "group", "category", "customer", "entity")
BYS: dict[By, Message] = {"": say("Whole company"), **{cast(By, by): GROUPINGS[by] for by in GROUPED}}
Compared = list[tuple[Metric, Metric | None, Metric | None]]


@dataclass(frozen=True)
class Chosen:
    """What the page measures: the series, the group (None for all), its cell, and the month as a place in the series."""

    measured: Gathered
    by: By
    key: str | None
    name: str
    cell: int
    at: int

    @property
    def end(self) -> dt.date:
        """The month's last day."""
        return self.measured.ends[self.at]


def measured(frame: Frame, by: By) -> Gathered:
    """The stocks and flows of 24 months, and the year before them."""
    ends = aging_series.month_ends(frame.as_of, MONTHS + 13)
    books, grace = frame.books, frame.policy.terms.grace_days
    return once(
        frame, "measured", by, ends,
        compute=lambda: gathered(
            books.documents, books.allocations, ends, by, grace_days=grace, due_changes=books.due_changes,
            kept=kept_of(books, figures_of.agreed(frame), frame.policy),
        ),
    )  # fmt: skip


def choices(frame: Frame) -> Chosen | None:
    """The row of choices; None when the chosen group has nothing in this currency."""
    _ = frame._
    by = cast(By, session.one_of("by", BYS, ""))
    session.show("by", by)
    found = measured(frame, by)
    at = _month(found)
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    left.selectbox(_("Cut by"), tuple(BYS), format_func=lambda name: frame.say(BYS[name]), **session.on_change("by"))
    if not by:
        cell = found.cell_of(frame.currency)
        return None if cell is None else Chosen(found, by, None, "", cell, at)
    keys = found.cells.loc[found.cells["currency"] == frame.currency, "key"]
    names = key_names(frame, by, keys.tolist())
    if not names:
        return None
    key = session.one_of("key", names, next(iter(names)))
    session.show("key", key)
    right.selectbox(frame.say(BYS[by]), tuple(names), format_func=lambda each: names[each], **session.on_change("key"))
    cell = found.cell_of(frame.currency, int(key) if by == "customer" else key)
    return None if cell is None else Chosen(found, by, key, names[key], cell, at)


def _month(found: Gathered) -> int:
    """The month that was clicked in the picture, else the last one."""
    ends = {end.isoformat(): place for place, end in enumerate(found.ends)}
    return ends[session.one_of("month", ends, found.ends[-1].isoformat())]


def key_names(frame: Frame, by: By, keys: list[object]) -> dict[str, str]:
    """What the groups are called, in order of their names."""
    if by == "customer":
        known = dict(zip(frame.books.customers["customer_key"], frame.books.customers["customer_name"], strict=True))
        named = {str(key): str(known.get(key, key)) for key in keys}
    else:
        named = {"" if pd.isna(key) else str(key): frame._("Not given") if pd.isna(key) or key == "" else str(key) for key in keys}
    return dict(sorted(named.items(), key=lambda pair: pair[1]))


def clicks() -> int:
    """How often the picture's selection was thrown away; part of its key."""
    return int(st.session_state.get(CLICKS, 0))


def latest() -> None:
    """Back to the last month: the click in the picture is forgotten too."""
    session.keep("month", None)
    st.session_state[CLICKS] = clicks() + 1


def of_whom(frame: Frame, chosen: Chosen) -> str:
    """Whose measures these are, in front of the sentence; nothing for the whole company."""
    colon = "：" if frame.lang == "zh" else ": "
    return chosen.name + colon if chosen.name else ""


def unrestorable(frame: Frame, chosen: Chosen) -> None:
    """Say from when on the series can be trusted, where files told only a current paid column."""
    since = last_hidden(frame.books, chosen.measured.ends[-MONTHS:])
    if since is not None:
        widgets.strip(frame._("Before {date} some payments have no date: earlier months cannot be restored.").format(date=since))


def compared(frame: Frame, chosen: Chosen) -> Compared:
    """Every measure of the month, beside the month and the year before."""
    return series.compared(chosen.measured, chosen.cell, chosen.at, year_days=int(frame.policy.measures.year_days))


def targets(frame: Frame, chosen: Chosen) -> TargetRules:
    """The company's targets in the month's year."""
    return figures_of.with_targets(frame, chosen.end).targets


def table(frame: Frame, rows: Compared, chosen: Chosen) -> str | None:
    """All measures with what they divide; the one that was selected."""
    _ = frame._
    printed = pd.DataFrame([_row(frame, targets(frame, chosen), *row) for row in rows])
    columns = [
        Shown("title", _("Measure"), width=190),
        Shown("now", f"{chosen.end:%Y-%m}", "figure", width=74),
        Shown("month", _("Month before"), "figure", width=74),
        Shown("year", _("Year before"), "figure", width=74),
        Shown("target", _("Target"), "figure", width=110),
        Shown("label", _("How it is computed"), width=340),
        Shown("numerator", _("Numerator"), "figure", width=130),
        Shown("denominator", _("Denominator"), "figure", width=130),
    ]
    widgets.note(_("Select a measure to see the documents behind it."))
    picked = tables.grid(frame, printed, columns, key=f"measures.{chosen.by}.{chosen.key}", select="name", height=1100)
    return str(picked[0]) if picked else None


def _row(frame: Frame, rules: TargetRules, now: Metric, month: Metric | None, year: Metric | None) -> dict[str, str]:
    shape = now.definition.shape
    label = frame.say(now.label) if now.reason is None else f"{frame.say(now.reason)} {frame.say(now.label)}"
    return {
        "name": now.name,
        "title": frame.say(now.title),
        "now": words.shown(shape, now.value),
        "month": words.shown(shape, month.value if month else None),
        "year": words.shown(shape, year.value if year else None),
        "target": _target(frame, now, rules),
        "numerator": _part(frame, now, now.numerator),
        "denominator": _part(frame, now, now.denominator),
        "label": label,
    }


def _target(frame: Frame, metric: Metric, rules: TargetRules) -> str:
    """'≤ 60.0', with a word where it is missed."""
    target = words.target(metric, rules)
    if target is None:
        return ""
    sign = "≤" if metric.definition.lower_is_better else "≥"
    said = f"{sign} {words.shown(metric.definition.shape, target)}"
    return said + " " + frame._("missed") if words.missed(metric, rules) else said


def _part(frame: Frame, metric: Metric, part: object) -> str:
    number = round(part)  # type: ignore[call-overload]
    if metric.definition.counted == "items":
        return f"{number:,}"
    if metric.definition.counted == "money_days" and part is metric.numerator:
        return ""
    return frame.amount(number, frame.currency)


def named_groups(frame: Frame, chosen: Chosen) -> pd.DataFrame:
    """`series.by_group` of the month with the groups' names."""
    year = int(frame.policy.measures.year_days)
    rows = once(
        frame, "measures.groups", chosen.by, frame.currency, chosen.end,
        compute=lambda: series.by_group(chosen.measured, frame.currency, chosen.at, year_days=year),
    )  # fmt: skip
    names = key_names(frame, chosen.by, rows["key"].tolist())
    return rows.assign(name=[names["" if pd.isna(key) else str(key)] for key in rows["key"]])


def groups(frame: Frame, chosen: Chosen) -> None:
    """The main measures of every group, side by side."""
    _ = frame._
    shown = named_groups(frame, chosen)
    labels = series.labels(chosen.measured, chosen.at)
    columns = [
        Shown("name", frame.say(BYS[chosen.by]), width=190),
        Shown("open", _("Open balance"), "money"),
        Shown("overdue", _("Overdue"), "money"),
    ]
    for name in series.grouped(chosen.measured):
        definition = DEFINITIONS[name]
        if definition.shape == "share":
            shown[name] = shown[name] * 100
        shape = "percent" if definition.shape == "share" else "decimal"
        columns.append(Shown(name, frame.say(definition.title), shape, help=frame.say(labels[name])))
    tables.grid(frame, shown, columns, key=f"measures.groups.{chosen.by}", total=True)
