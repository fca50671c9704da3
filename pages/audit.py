"""What breaks the rules, who puts it right, and what does an auditor need?"""

import streamlit as st

from arcore.audit.findings import answer, counts
from pages._shared import audit_findings, audit_sample, audit_tests, audited, cash_acts, guards, parts, widgets
from pages._shared.frame import current
from pages._shared.widgets import Door, Figure

here = current()
_ = here._
guards.stop_when_empty(here)

with st.spinner(_("Testing the books…")):
    judged = audited.judged(here)
findings = audited.findings(here)
standing = counts(judged, findings, here.as_of)

cash_acts.offer_undo(here)
widgets.answer(here.say(answer(judged, findings, here.as_of)))
widgets.figures(
    [
        Figure(_("Exceptions"), f"{len(audited.exceptions(here)):,}", _("found")),
        Figure(_("Waiting to be judged"), f"{standing['waiting']:,}", door=Door("audit", _("Show"), {"part": "tests"})),
        Figure(_("Grave ones among them"), f"{standing['grave']:,}", bad=standing["grave"] > 0),
        Figure(_("Open findings"), f"{standing['open']:,}", door=Door("audit", _("Show"), {"part": "findings"})),
        Figure(_("Findings late"), f"{standing['late']:,}", bad=standing["late"] > 0, door=Door("audit", _("Show"), {"part": "findings"})),
    ]
)

st.space("small")
titles = {"tests": _("Tests and exceptions"), "findings": _("Audit findings"), "sample": _("Sample and auditor's pack")}
part = parts.choose(here, titles)
if part == "tests":
    audit_tests.show(here)
    audit_findings.workbook(here)
elif part == "findings":
    audit_findings.show(here)
else:
    audit_sample.show(here)
