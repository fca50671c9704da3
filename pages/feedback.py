"""What do customers tell us, and did we answer?"""

import streamlit as st

from arcore import feedback, wording
from arcore.registers import REGISTERS
from pages._shared import cash_acts, feedback_view, figures_of, guards, parts, portal_links, register_view, widgets
from pages._shared.frame import current
from pages._shared.widgets import Figure

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
titles = {"feedback": _("Feedback"), "links": _("Balance links"), "suggestions": _("Suggestions from inside")}
part = parts.choose(here, titles)
if part == "feedback":
    feedback_view.show(here, found)
elif part == "links":
    feedback_view.decide(here, waiting)
    portal_links.show(here)
else:
    register = REGISTERS["suggestions"]
    widgets.note(here.say(register.question))
    register_view.show(here, register, here.books.registers["suggestions"], key="feedback.")
