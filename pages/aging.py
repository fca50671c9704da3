"""Who owes what, and for how long?"""

import streamlit as st

from arcore import answers, charts, desk
from pages._shared import aging_table, downloads, figures_of, focus, guards, session, widgets
from pages._shared.frame import current
from pages._shared.looks import look

here = current()
_ = here._
guards.stop_when_empty(here)
if focus.documents(here):
    st.stop()

choice = aging_table.choices(here)
currency = here.currency
scheme = desk.scheme_named(choice.scheme, here.policy)
by_customer = figures_of.debtors(here, here.as_of, "customer", choice.scheme, choice.basis, choice.net_credits)
widgets.answer(here.say(answers.aging_answer(by_customer, scheme, here.as_of, currency, here.unit)))

customer = session.chosen("customer", lambda text: not text or desk.knows_customer(here.books, text), "")
if customer:
    aging_table.one_customer(here, customer, choice)
    st.stop()

with st.expander(_("Month by month"), expanded=True):
    history = figures_of.history(here, scheme, choice.basis, 12)
    st.altair_chart(charts.aging_history(history, scheme, look(here, currency)))

with st.expander(_("Due calendar")):
    due = figures_of.aged(here, here.as_of, choice.scheme, choice.basis).items
    st.altair_chart(charts.due_grid(due, look(here, currency), here.as_of))

with st.expander(_("What is done at each age")):
    aging_table.strategy(here, figures_of.aged(here, here.as_of, choice.scheme, choice.basis), choice, scheme)

table = figures_of.debtors(here, here.as_of, choice.by, choice.scheme, choice.basis, choice.net_credits)
shown = aging_table.searched(here, aging_table.of_currency(here, table, currency, choice))
row_id = aging_table.show(here, shown, choice, scheme)
at = figures_of.aged(here, here.as_of, choice.scheme, choice.basis)
widgets.proofs(here, at.proofs)
downloads.aging(here, choice.scheme, choice.basis, choice.by)
if choice.net_credits:
    widgets.note(_("The workbook shows credits in a column of their own, whatever the page sets off."))
if row_id is not None:
    aging_table.behind(here, at, table, row_id, choice)
