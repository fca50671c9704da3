"""Whom do we contact today, and how?"""

import streamlit as st

from arcore import desk
from arcore.collecting import answers
from pages._shared import (
    cash_acts,
    collected,
    collections_lists,
    collections_records,
    collections_statistics,
    figures_of,
    guards,
    letters_view,
    parts,
    widgets,
)
from pages._shared.frame import current

here = current()
_ = here._
guards.stop_when_empty(here)

titles = {"worklist": _("Worklist"), "letters": _("Letters"), "records": _("Promises, disputes, plans"), "statistics": _("Statistics")}
part = parts.choose(here, titles)
if part == "letters":
    cash_acts.offer_undo(here)
    letters_view.show(here)
    st.stop()

with st.spinner(_("Looking at every overdue document…")):
    every = desk.with_keys(collected.to_contact(here), "currency", [here.currency])
cash_acts.offer_undo(here)
if part != "statistics":
    widgets.answer(here.say(answers.answer(every, here.currency, here.unit, here.policy.collecting.silent_days)))
for unread in figures_of.agreed(here).unread:
    (customer,) = desk.with_keys(here.books.customers, "customer_key", [unread.customer_key])["customer_name"]
    widgets.strip(_("The plan of {customer}: {why}").format(customer=customer, why=here.say(unread.message)), "bad")
if part == "worklist":
    collections_lists.show(here, every)
elif part == "records":
    collections_records.show(here)
else:
    collections_statistics.show(here, every)
