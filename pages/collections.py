"""Whom do we contact today, and how?"""

import streamlit as st

from arcore import desk
from arcore.collecting import answers
from arcore.collecting import worklist as lists
from pages._shared import cash_acts, collected, collections_view, figures_of, guards, letters_view, session, widgets
from pages._shared.frame import current
from pages._shared.widgets import Figure

here = current()
_ = here._
guards.stop_when_empty(here)
currency, days = here.currency, here.policy.collecting.silent_days

parts = {"worklist": _("Worklist"), "letters": _("Letters")}
part = session.one_of("part", parts, "worklist")
session.show("part", part)
st.segmented_control(
    _("Part"), tuple(parts), format_func=lambda name: parts[name], required=True, label_visibility="collapsed", **session.on_change("part")
)
if part == "letters":
    cash_acts.offer_undo(here)
    letters_view.show(here)
    st.stop()

with st.spinner(_("Looking at every overdue document…")):
    every = desk.with_keys(collected.to_contact(here), "currency", [currency])
cash_acts.offer_undo(here)
widgets.answer(here.say(answers.answer(every, currency, here.unit, days)))
for unread in figures_of.agreed(here).unread:
    (customer,) = desk.with_keys(here.books.customers, "customer_key", [unread.customer_key])["customer_name"]
    widgets.strip(_("The plan of {customer}: {why}").format(customer=customer, why=here.say(unread.message)), "bad")
if not len(every):
    widgets.empty(_("Nothing is overdue"), _("Choose another currency or date on the left."))
    st.stop()

shown_lists = {"today": lists.due_today(every), "all": every, "silent": lists.silent(every, days), "excluded": lists.not_dunned(every)}
titles = {
    "today": _("Today"),
    "all": _("All overdue"),
    "silent": _("Not contacted for {days} days").format(days=days),
    "excluded": _("Disputed, on hold, planned"),
}
broken = lists.broken(every)
widgets.figures(
    [
        Figure(_("To contact today"), f"{len(shown_lists['today']):,}", _("customers")),
        Figure(_("To collect from them"), here.amount(lists.total(shown_lists["today"]), currency), here.unit_name),
        Figure(_("Broken promises"), f"{len(broken):,}", _("customers"), bad=len(broken) > 0),
        Figure(_("Not dunned"), here.amount(lists.excluded_total(every), currency), here.unit_name),
    ]
)
chosen = session.one_of("list", shown_lists, "today")
session.show("list", chosen)
st.segmented_control(
    _("Show"),
    tuple(titles),
    format_func=lambda name: f"{titles[name]} ({len(shown_lists[name])})",
    required=True,
    label_visibility="collapsed",
    **session.on_change("list"),
)
if len(shown_lists[chosen]):
    collections_view.worklist(here, shown_lists[chosen])
else:
    widgets.empty(_("Nobody on this list"), _("Look at all overdue customers instead."))
widgets.door(widgets.Door("policy", _("The ladder and its days"), {"part": "form", "section": "collecting"}), key="ladder")
