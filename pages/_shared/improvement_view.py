"""The improvement log on the page: what is under way and whether its figure moved, where the next one may come from, suggestions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.documents import training_workbook
from arcore.improving import candidates, effects
from arcore.metrics import Metric
from arcore.registers import REGISTERS
from arcore.registers.frames import known_at
from arcore.registers.words import in_words
from arcore.registers_at import rows_of
from arcore.training import answers
from pages._shared import downloads, figures_of, register_form, register_view, source, tables, training_view, widgets
from pages._shared.frame import Frame, once
from pages._shared.register_form import Asked
from pages._shared.tables import Shown
from pages._shared.widgets import Door

LOG, SUGGESTIONS = REGISTERS["improvements"], REGISTERS["suggestions"]


def measured(frame: Frame, day: dt.date) -> Mapping[str, Metric]:
    """The whole company's measures at a date, by the rules of that date."""

    def compute() -> Mapping[str, Metric]:
        return effects.measured(frame.books, day, source.policy_of(source.opened(frame.shelf), day), frame.currency)

    return once(frame, "improvement.measured", day, frame.currency, compute=compute)


def judged(frame: Frame) -> pd.DataFrame:
    """The log at the date in words, each with its figure before and after."""
    rows = known_at(rows_of(figures_of.registers(frame), LOG.name), LOG, frame.as_of)
    found = effects.effects(rows, lambda day: measured(frame, day), frame.as_of)
    return effects.in_words(in_words(rows, LOG, frame.lang), found)


def download(frame: Frame) -> None:
    """Training and improvements as one workbook."""
    _ = frame._

    def make() -> bytes:
        trained = answers.in_words(training_view.standing(frame).rows, frame.lang)
        return training_workbook.build(trained, judged(frame), downloads.stamp(frame), frame.currency)

    name = _("Training and improvement") + f" {frame.as_of}.xlsx"
    widgets.download(_("Training and improvements as a workbook"), make, name, primary=True, key="improvement.workbook")


def show(frame: Frame) -> None:
    """The answer, the log with its figures, candidates, and the box of suggestions."""
    _ = frame._
    kept = figures_of.registers(frame)
    rows = rows_of(kept, LOG.name)
    widgets.answer(frame.say(effects.progress(rows, len(candidates.waiting(kept, frame.as_of)), frame.as_of).sentence()))
    download(frame)
    register_form.show(frame, LOG, place="candidates")
    _effects(frame)
    st.subheader(_("What could be improved next"), anchor=False)
    _candidates(frame)
    for register in (LOG, SUGGESTIONS):
        st.subheader(frame.say(register.title), anchor=False)
        widgets.note(frame.say(register.question))
        register_view.show(frame, register, frame.books.registers[register.name], key="improvement.")


def _effects(frame: Frame) -> None:
    """Each improvement with its figure before and after; selecting one leads to the figures."""
    _ = frame._
    listed = judged(frame)
    if not len(listed):
        return
    st.subheader(_("Improvements and their figures"), anchor=False)
    moved = {"better": _("better"), "worse": _("worse"), "": "–"}
    listed = listed.assign(moved=[moved[each] for each in listed["moved"]])
    heading = {name: LOG.field(name).heading(frame.lang) for name in LOG.names}
    columns = [
        Shown("improvement_no", heading["improvement_no"]),
        Shown("problem", heading["problem"], width=240),
        Shown("owner", heading["owner"]),
        Shown("state", heading["state"]),
        Shown("due_on", heading["due_on"], "date"),
        Shown("kpi", heading["kpi"]),
        Shown("before", _("Before"), "figure"),
        Shown("after", _("After"), "figure"),
        Shown("change", _("Change"), "figure"),
        Shown("moved", _("Direction")),
        Shown("verdict", heading["verdict"]),
    ]
    words = _("Figures of the whole company in {currency}; a share changes by percentage points. Select a line to see the figures.")
    widgets.note(words.format(currency=frame.currency))
    for key in tables.grid(frame, listed, columns, key="improvement.effects", select="row_key"):
        _doors(frame, int(str(key)))


def _doors(frame: Frame, row_key: int) -> None:
    """To the measures page at each of the two dates."""
    _ = frame._
    row = desk.with_keys(rows_of(figures_of.registers(frame), LOG.name), "row_key", [row_key]).iloc[0]
    kpi = row["kpi"]
    with st.container(horizontal=True):
        for name, title in (("before_on", _("The figures before, {date}")), ("after_on", _("The figures after, {date}"))):
            day = row[name]
            if isinstance(kpi, str) and pd.notna(day) and day.date() <= frame.as_of:
                date = day.date().isoformat()
                widgets.door(Door("measures", title.format(date=date), {"as_of": date, "measure": kpi}), key=f"{name}.{row_key}")


def _candidates(frame: Frame) -> None:
    """Suggestions, findings and complaints that no improvement was made of; one click starts one."""
    _ = frame._
    found = candidates.candidates(figures_of.registers(frame), frame.as_of)
    if not found:
        widgets.note(_("Nothing waits: suggestions and findings are settled, and no kind of complaint is without an improvement."))
        return
    origins = LOG.field("origin").labels(frame.lang)
    columns = [
        Shown("origin", LOG.field("origin").heading(frame.lang)),
        Shown("what", _("What"), width="large"),
        Shown("who", _("Raised by")),
        Shown("since", _("Since"), "date"),
        Shown("count", _("How often"), "integer", width="small"),
    ]
    widgets.note(_("Select a line to make an improvement of it."))
    for place in tables.grid(frame, candidates.table(found, origins, frame.lang), columns, key="improvement.candidates", select="place"):
        one = found[int(str(place))]
        values = {
            "improvement_no": candidates.next_number(frame.books.registers[LOG.name], frame.as_of), "origin": one.origin,
            "origin_ref": one.ref, "problem": frame.say(one.what), "started_on": frame.as_of.isoformat(),
            "before_on": frame.as_of.isoformat(), "state": "plan", "department": "finance",
        }  # fmt: skip
        asked = Asked(LOG.name, values=tuple(values.items()), place="candidates")
        st.button(_("Make an improvement of it"), type="primary", key=f"improve.{place}", on_click=register_form.ask, args=(asked,))
