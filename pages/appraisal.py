"""Who reaches what is expected, how does the score come about, and what is it worth?"""

import streamlit as st

from arcore.appraisal import scoring, wording
from pages._shared import appraisal_firmness, appraisal_targets, appraisal_view, cash_acts, guards, parts, widgets
from pages._shared.frame import current
from pages._shared.widgets import Door, Figure

here = current()
_ = here._
guards.stop_when_empty(here)

chosen = appraisal_view.choose(here)
cash_acts.offer_undo(here)
widgets.answer(here.say(wording.answer(chosen.people, chosen.role, chosen.over)))
titles = {
    "ranking": _("Ranking"),
    "months": _("Scores by month"),
    "firmness": _("Sensitivity to weights"),
    "targets": _("Targets of the year"),
}
ranked = [each for each in chosen.people if each.score is not None]
if ranked:
    target, average = appraisal_view.score_target(here), scoring.average(each.score for each in ranked)
    goals = [goal.met for goal in appraisal_targets.found(here)]
    wanted = _("Target {value}").format(value=wording.tenth(target)) if target is not None else ""
    below = target is not None and average is not None and average < target
    door = Door("appraisal", _("Targets of the year"), {"part": "targets"})
    widgets.figures(
        [
            Figure(_("People appraised"), f"{len(ranked)}"),
            Figure(_("Average score"), wording.tenth(average), _("points"), wanted, below),
            Figure(_("Targets met since January"), f"{goals.count(True)}", _("of {count} targets").format(count=len(goals)), door=door),
        ]
    )
part = parts.choose(here, titles)
if part == "targets":
    appraisal_targets.show(here)
elif not ranked:
    advice = _("Choose another period or currency, or enter the salespeople: in the customer list or on the page Customers.")
    if chosen.role == "collector":
        advice = _("Log contacts with customers: whoever contacted a customer last answers for it here.")
    widgets.empty(_("Nobody to appraise"), advice, Door("collections", _("Open the worklist"), {"part": "worklist"}))
    st.stop()
elif part == "ranking":
    appraisal_view.explained(here, chosen)
    appraisal_view.person(here, chosen, appraisal_view.ranking(here, chosen))
elif part == "months":
    appraisal_firmness.months(here, chosen)
else:
    appraisal_firmness.firmness(here, chosen)
if ranked:
    appraisal_firmness.download(here, chosen)
