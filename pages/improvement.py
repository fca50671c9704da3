"""Do our people know the rules, and do we get better?"""

from pages._shared import guards, improvement_view, parts, playbook_view, training_view, usage_view, widgets
from pages._shared.frame import current

here = current()
_ = here._
guards.stop_when_empty(here)

titles = {"training": _("Training"), "playbook": _("Playbook"), "log": _("Improvements and suggestions"), "usage": _("Quality of use")}
part = parts.choose(here, titles)
if part == "training":
    found = training_view.standing(here)
    widgets.answer(here.say(found.sentence()))
    improvement_view.download(here)
    training_view.show(here, found)
elif part == "playbook":
    playbook_view.show(here)
elif part == "log":
    improvement_view.show(here)
else:
    usage_view.show(here)
