"""Who deserves how much credit?"""

from arcore import ratings
from pages._shared import (
    credit_requests,
    figures_of,
    guards,
    new_customer,
    parts,
    policy_what_if,
    rating_concentration,
    rating_list,
    rating_reviews,
    widgets,
)
from pages._shared.frame import current

here = current()
_ = here._
guards.stop_when_empty(here)

shown = {
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

part = parts.choose(here, {name: title for name, (title, _show) in shown.items()})
shown[part][1](here, found)
