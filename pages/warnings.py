"""What is going wrong, and who does something about it?"""

import streamlit as st

from arcore import warnings
from arcore.warnings import SEVERITY_LABELS, Severity
from pages._shared import cash_acts, guards, parts, warned, warnings_view, widgets
from pages._shared.frame import current
from pages._shared.widgets import Door, Figure

here = current()
_ = here._
guards.stop_when_empty(here)

with st.spinner(_("Checking the books by every rule…")):
    found = warned.raised(here)
work = warnings.task_rows(warned.tasks(here), here.books.customers, here.as_of, open_=True)
done = warnings.task_rows(warned.tasks(here), here.books.customers, here.as_of, open_=False)
late = int((work["days_left"] < 0).sum()) if len(work) else 0

cash_acts.offer_undo(here)
widgets.answer(here.say(warnings.warnings_answer(found, len(work), late)))
counts = warnings.count_by_severity(found.new)
widgets.figures(
    [
        *[
            Figure(
                here.say(SEVERITY_LABELS[severity]),
                f"{counts[severity]:,}",
                _("warnings"),
                bad=severity is Severity.HIGH and counts[severity] > 0,
                door=Door("warnings", _("Show"), {"list": "new", "urgency": severity.value}),
            )
            for severity in Severity
        ],
        Figure(_("Tasks in work"), f"{len(work):,}", _("tasks"), door=Door("warnings", _("Show"), {"list": "tasks"})),
        Figure(_("Tasks late"), f"{late:,}", _("tasks"), bad=late > 0, door=Door("warnings", _("Show"), {"list": "tasks"})),
    ]
)

st.space("small")
lists = {
    "new": _("New warnings"),
    "tasks": _("Tasks in work"),
    "closed": _("What was done about it"),
    "measures": _("Measures taken"),
    "rules": _("Warning rules"),
}
shown = parts.choose(here, lists, name="list")
if shown == "new":
    warnings_view.new(here, found.new)
elif shown == "tasks":
    warnings_view.open_tasks(here, work)
elif shown == "closed":
    warnings_view.closed_tasks(here, done)
elif shown == "measures":
    warnings_view.measures(here)
else:
    warnings_view.rules(here)
warnings_view.silent_rules(here)
warnings_view.workbook(here)
