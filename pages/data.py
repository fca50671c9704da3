"""What went in, what could not, what changed?"""

from pages._shared import data_answer, history_view, import_view, keeping_view, parts
from pages._shared.frame import current

here = current()
_ = here._

titles = {"add": _("Add workbooks"), "history": _("What was done"), "keeping": _("Templates, backup, verification")}
data_answer.show(here)
part = parts.choose(here, titles)

if part == "add":
    import_view.show(here)
elif part == "history":
    history_view.show(here)
else:
    keeping_view.show(here)
