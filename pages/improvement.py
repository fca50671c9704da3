"""Do our people know the rules, and do we get better?"""

from pages._shared import guards, parts, playbook_view, training_view, widgets
from pages._shared.frame import current

here = current()
_ = here._
guards.stop_when_empty(here)

titles = {"training": _("Training"), "playbook": _("Playbook")}
part = parts.choose(here, titles)
if part == "training":
    found = training_view.standing(here)
    widgets.answer(here.say(found.sentence()))
    training_view.show(here, found)
else:
    playbook_view.show(here)
