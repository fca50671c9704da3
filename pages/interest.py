"""What do late payments cost, and how is it computed?"""

from dataclasses import replace

import streamlit as st

from pages._shared import guards, interest_view, widgets
from pages._shared.frame import current
from pages._shared.widgets import Figure

here = replace(current(), unit="unit")  # interest is claimed to the cent
_ = here._
guards.stop_when_empty(here)

head = st.container()
chosen = interest_view.choices(here)
if chosen is None:
    widgets.empty(_("Nobody is late in {currency}").format(currency=here.currency), _("Choose another currency or date on the left."))
    st.stop()
items = interest_view.items(here, chosen)


def amount(label: str, minor: int) -> Figure:
    return Figure(label, here.amount(minor, here.currency), here.unit_name)


with head:
    widgets.answer(here.say(interest_view.answer(here, chosen, items)))
    widgets.figures(
        [
            amount(_("Overdue"), sum(item.open for item in items)),
            amount(_("Interest"), sum(item.interest.interest for item in items)),
            amount(_("Fixed sums"), sum(item.interest.fixed_sum for item in items)),
            amount(_("To claim"), sum(item.interest.total for item in items)),
            Figure(_("Documents"), f"{len(items):,}"),
        ]
    )
    interest_view.cautions(here, chosen, items)
st.space("small")
interest_view.table(here, items)
interest_view.rates(here, chosen)
interest_view.split(here, items)
interest_view.download(here, chosen, items)
