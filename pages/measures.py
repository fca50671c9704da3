"""How well do we collect?"""

import streamlit as st

from arcore.metrics import series, words
from arcore.metrics.definitions import DEFINITIONS
from pages._shared import guards, measures_behind, measures_charts, measures_download, measures_view, methods_view, session, widgets
from pages._shared.frame import current
from pages._shared.widgets import Door, Figure

here = current()
_ = here._
guards.stop_when_empty(here)
HEADLINE = ("dso", "overdue_rate", "collection_rate", "collection_effectiveness", "days_late")

head = st.container()
chosen = measures_view.choices(here)
if chosen is None:
    widgets.empty(_("Nothing in {currency} here").format(currency=here.currency), _("Choose another group, currency or entity."))
    st.stop()
rows = measures_view.compared(here, chosen)
wanted = measures_view.targets(here, chosen)
by_name = {row[0].name: row for row in rows}
growth = series.outgrown(chosen.measured, chosen.cell, chosen.at)


def figure(name: str) -> Figure:
    now, before, _year = by_name[name]
    shape = now.definition.shape
    last = _("Month before {value}").format(value=words.shown(shape, before.value if before else None))
    unit = here.say(words.unit_of(shape))
    door = Door("measures", _("What it counts"), {"measure": name})
    return Figure(here.say(now.title), words.shown(shape, now.value), unit, last, words.missed(now, wanted), door)


with head:
    widgets.answer(measures_view.of_whom(here, chosen) + here.say(words.answer(rows, chosen.end, growth)))
    measures_view.unrestorable(here, chosen)
    widgets.figures([figure(name) for name in HEADLINE])

st.space("small")
monthly = series.monthly(chosen.measured, chosen.cell, measures_view.MONTHS)
measures_charts.show(here, chosen, monthly, outgrown=growth is not None)

st.subheader(_("All measures of {month}").format(month=f"{chosen.end:%Y-%m}"), anchor=False)
if chosen.end != chosen.measured.ends[-1]:
    st.button(_("Back to the latest month"), on_click=measures_view.latest)
asked = session.one_of("measure", ("", *DEFINITIONS), "")
picked = measures_view.table(here, rows, chosen) or (asked if asked in by_name else None)
if picked is not None:
    measures_behind.documents(here, chosen, picked, by_name[picked][0].label)
if chosen.by:
    st.subheader(_("Side by side"), anchor=False)
    measures_charts.ranking(here, chosen)
    measures_view.groups(here, chosen)
with st.expander(_("Payment methods of all customers"), icon=":material/credit_card:"):
    methods_view.show(here, here.currency)
measures_download.button(here, chosen, rows, monthly)
