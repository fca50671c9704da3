"""What lapses, and what do we need for court?"""

import streamlit as st

from arcore.legal import cases
from pages._shared import figures_of, guards, legal_cases, legal_claim, legal_clock, legal_clocks, parts, widgets
from pages._shared.frame import current
from pages._shared.widgets import Door, Figure

here = current()
_ = here._
guards.stop_when_empty(here)

clocks = legal_clock.clocks(here)
sums = clocks.sums(here.currency)
case_rows = cases.case_rows(figures_of.registers(here)["cases"], here.books.customers, here.as_of, here.policy.company.currency)
within = _("Lapses within {days} days")
widgets.answer(here.say(clocks.answer(here.currency, here.unit)))
widgets.figures(
    [
        Figure(_("Lapsed"), here.amount(sums[0], here.currency), here.unit_name, bad=sums[0] > 0),
        Figure(within.format(days=30), here.amount(sums[30], here.currency), here.unit_name, bad=sums[30] > 0),
        Figure(within.format(days="31–90"), here.amount(sums[90], here.currency), here.unit_name, bad=sums[90] > 0),
        Figure(within.format(days="91–365"), here.amount(sums[180] + sums[365], here.currency), here.unit_name),
        Figure(
            _("Open cases"), f"{legal_cases.open_count(case_rows):,}", _("cases"), door=Door("legal", _("Show"), {"part": "cases"})
        ),
    ]
)  # fmt: skip

st.space("small")
titles = {"clocks": _("Limitation and guarantees"), "claim": _("Evidence and costs"), "cases": _("Court cases"), "law": _("The law")}
part = parts.choose(here, titles)
if part == "clocks":
    legal_clocks.show(here, clocks)
elif part == "claim":
    legal_claim.show(here, clocks)
elif part == "cases":
    legal_cases.show(here, case_rows)
else:
    legal_cases.law(here)
