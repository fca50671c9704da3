"""What do customers tell us, and did we answer?"""

import streamlit as st

from arcore import feedback, wording
from pages._shared import cash_acts, feedback_view, figures_of, guards, parts, portal_links, widgets
from pages._shared.frame import current
from pages._shared.widgets import Door, Figure

here = current()
_ = here._
guards.stop_when_empty(here)

found = feedback.figures(figures_of.registers(here)["feedback"], here.as_of)
waiting = feedback_view.waiting(here)
cash_acts.offer_undo(here)
widgets.answer(here.say(found.sentence()))
days = here.policy.legal.answer_days
widgets.figures(
    [
        Figure(_("Not settled yet"), f"{found.open:,}", _("pieces")),
        Figure(_("Past their deadline"), f"{found.late:,}", _("pieces"), bad=found.late > 0),
        Figure(_("First answer"), wording.days(found.answer_days), _("days, target {days}").format(days=days)),
        Figure(_("Satisfaction (1–5)"), wording.days(found.rating)),
        Figure(_("Answers by link that wait"), f"{len(waiting):,}", _("pieces"), bad=len(waiting) > 0),
    ]
)

st.space("small")
part = parts.choose(here, {"feedback": _("Feedback"), "links": _("Balance links")})
if part == "feedback":
    feedback_view.show(here, found)
    widgets.door(Door("improvement", _("Suggestions from inside, and what is improved"), {"part": "log"}), key="improvement")
else:
    feedback_view.decide(here, waiting)
    portal_links.show(here)
