"""The credit file of one customer, as a workbook and as a Word document."""

from __future__ import annotations

import streamlit as st

from arcore.documents import credit_file, credit_file_workbook
from arcore.exposure import Position
from pages._shared import downloads, figures_of, issued, widgets
from pages._shared.frame import Frame

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show(frame: Frame, position: Position) -> None:
    """Two downloads that hold what the page shows."""
    _ = frame._
    stamp = downloads.stamp(frame)
    name = _("Credit file") + f" {position.customer_name} {frame.as_of}"

    def gathered() -> credit_file.CreditFile:
        return credit_file.gather(frame.books, position, figures_of.rated(frame, frame.as_of).scored, frame.policy, frame.as_of, frame.lang)

    def written() -> bytes:
        return credit_file.document(gathered(), stamp)

    with st.container(horizontal=True):
        widgets.download(_("Credit file (Word)"), written, f"{name}.docx", mime=DOCX, key="file.word")
        widgets.download(
            _("Credit file (workbook)"), lambda: credit_file_workbook.build(gathered(), stamp), f"{name}.xlsx", key="file.workbook"
        )
    papers: dict[str, issued.Paper] = {_("Credit file (Word)"): ("credit_file", f"{name}.docx", written)}
    issued.offer(frame, papers, key=f"file.issue.{position.customer_key}", customer_key=position.customer_key)
