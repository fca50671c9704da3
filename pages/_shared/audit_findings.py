"""Findings on the audit page: how long the open ones have been open, and the register with evidence and closing notes."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from arcore import desk
from arcore.audit import SEVERITY_LABELS
from arcore.audit.findings import AGES, age_words, ageing, open_findings
from arcore.documents import audit_workbooks
from arcore.documents.workbook_style import Stamp
from arcore.registers import REGISTERS
from arcore.registers.words import in_words
from pages._shared import audited, downloads, register_view, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown


def show(frame: Frame) -> None:
    """Open findings by age, then each with what is to be done, then the whole register."""
    _ = frame._
    findings, register = audited.findings(frame), REGISTERS["findings"]
    work = open_findings(findings, frame.as_of)
    if len(work):
        ages = ageing(findings, frame.as_of)
        ages = ages.assign(severity=[frame.say(SEVERITY_LABELS[each]) for each in ages["severity"]])
        columns = [
            Shown("severity", _("Severity")),
            *(Shown(f"age_{place}", frame.say(age_words(place)), "integer", sparse=True) for place in range(len(AGES) + 1)),
            Shown("open", _("Open findings"), "integer"),
            Shown("late", _("Findings late"), "integer", sparse=True),
        ]
        widgets.note(_("Open findings by the days since they were recorded"))
        tables.grid(frame, ages, columns, key="audit.ages")
        _open(frame, desk.named(in_words(work, register, frame.lang), frame.books.customers))
    else:
        widgets.empty(_("No open findings"), _("Judge exceptions on the first list, or add what an auditor found below."))
    widgets.note(_("To close a finding, select it below and amend it: state, closing note, day and the evidence. A past date shows above "
                   "what was known then; the register below is of now."))  # fmt: skip
    register_view.show(frame, register, frame.books.registers["findings"], key="audit.")


def workbook(frame: Frame) -> None:
    """Exceptions and findings to take along."""
    _ = frame._

    def make() -> bytes:
        stamp = Stamp(downloads.company(frame), frame.as_of, frame.lang, "unit", frame.say(frame.origin))
        found = (audited.exceptions(frame), audited.findings(frame), frame.books.customers)
        return audit_workbooks.controls(*found, stamp, frame.policy.company.currency)

    widgets.download(_("Exceptions and findings"), make, _("Exceptions and findings") + f" {frame.as_of}.xlsx", key="download.audit")


def _open(frame: Frame, rows: pd.DataFrame) -> None:
    _, register = frame._, REGISTERS["findings"]
    columns = [
        Shown("severity", _("Severity"), width=70),
        Shown("title", register.field("title").heading(frame.lang), width=300),
        Shown("customer_name", _("Customer"), width=170),
        Shown("owner", _("Owner"), width=80),
        Shown("due_on", _("Due"), "date", width=95),
        Shown("days_left", _("Days left"), "integer", width=75, help=_("Negative: late")),
        Shown("days_open", _("Days open"), "integer", width=75),
        Shown("action", register.field("action").heading(frame.lang), width="medium"),
        Shown("state", _("State"), width=80),
    ]
    tables.grid(replace(frame, unit="unit"), rows, columns, key="audit.open")
