"""Who deserves how much credit?"""

import streamlit as st

from arcore import ratings
from pages._shared import (
    credit_requests,
    figures_of,
    guards,
    new_customer,
    policy_what_if,
    rating_concentration,
    rating_list,
    rating_reviews,
    session,
    widgets,
)
from pages._shared.frame import current

here = current()
_ = here._
guards.stop_when_empty(here)

parts = {
    "grades": (_("Grades and limits"), rating_list.show),
    "reviews": (_("Reviews and moves"), rating_reviews.show),
    "concentration": (_("Concentration"), rating_concentration.show),
    "what_if": (_("What if"), policy_what_if.show),
    "requests": (_("Applications"), credit_requests.show),
    "new": (_("New customer"), new_customer.show),
}
found = figures_of.rated(here, here.as_of)
grades = ratings.by_grade(found, here.currency)
widgets.answer(here.say(ratings.answer(grades, here.currency, here.unit)))

part = session.one_of("part", parts, "grades")
session.show("part", part)
st.segmented_control(
    _("Part"),
    tuple(parts),
    format_func=lambda name: parts[name][0],
    required=True,
    label_visibility="collapsed",
    **session.on_change("part"),
)
parts[part][1](here, found)
