"""The whole review as one file to print: every topic with its tables and pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from arcore import bridge, charts
from arcore.charts import Look
from arcore.documents import review_paper
from arcore.documents.review_paper import Paper
from arcore.messages import say
from arcore.review import Month, decisions
from pages._shared import downloads, figures_of, review_decisions, review_month, widgets
from pages._shared.frame import Frame
from pages._shared.review_figures import BRIDGES


def button(frame: Frame, month: Month) -> None:
    """The download of the review in the visit's language, currency and unit."""

    def make() -> bytes:
        paper = Paper(
            downloads.company(frame), frame.lang, frame.unit, frame.currency, frame.unit_name,
            pictures(frame, month), review_decisions.followed(frame, month),
            decisions.taken(review_decisions.every(frame, month), month.name), review_month.before_it(frame, month).sentence(),
        )  # fmt: skip
        return review_paper.build(month, figures_of.with_targets(frame, month.as_of), paper)

    name = frame._("Monthly review") + f" {month.name}.html"
    with st.container(horizontal=True):
        widgets.download(frame._("Review to print"), make, name, mime="text/html", primary=True, key="download.review")


def pictures(frame: Frame, month: Month) -> Mapping[str, Sequence[str]]:
    """The pictures of the topics, drawn for white paper."""
    look = Look(frame.lang, frame.unit, frame.currency, "light")
    drawn = [
        charts.waterfall(found, bridge.steps(found, frame.currency), say("{balance}: what moved it", balance=BRIDGES[which]), look)
        for which, found in (("balance", month.balance), ("overdue", month.overdue))
    ]
    found = review_month.before_it(frame, month)
    drawn_ages = charts.aging_history(found.ages, frame.policy.aging.scheme, look)
    ages = [charts.svg(drawn_ages)] if (found.ages["currency"] == frame.currency).any() else []
    return {"figures": [charts.svg(chart) for chart in drawn], "aging": ages}
