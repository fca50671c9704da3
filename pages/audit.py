"""What breaks the rules, who puts it right, and what does an auditor need?"""

import streamlit as st

from arcore.audit.findings import answer, open_findings
from pages._shared import audit_findings, audit_sample, audit_tests, audited, cash_acts, guards, parts, widgets
from pages._shared.frame import current
from pages._shared.widgets import Door, Figure

here = current()
_ = here._
guards.stop_when_empty(here)

with st.spinner(_("Testing the books…")):
    judged = audited.judged(here)
findings = audited.findings(here)
work = open_findings(findings, here.as_of)
late = int((work["days_left"] < 0).sum())
grave = sum(one.severity == "high" for one in judged.new)

cash_acts.offer_undo(here)
widgets.answer(here.say(answer(judged, findings, here.as_of)))
widgets.figures(
    [
        Figure(_("Exceptions"), f"{len(audited.exceptions(here)):,}", _("found")),
        Figure(_("Waiting to be judged"), f"{len(judged.new):,}", door=Door("audit", _("Show"), {"part": "tests"})),
        Figure(_("Grave ones among them"), f"{grave:,}", bad=grave > 0),
        Figure(_("Open findings"), f"{len(work):,}", door=Door("audit", _("Show"), {"part": "findings"})),
        Figure(_("Findings late"), f"{late:,}", bad=late > 0, door=Door("audit", _("Show"), {"part": "findings"})),
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
