"""What other terms and limits would do to receivables, DSO and cash."""

from __future__ import annotations

import streamlit as st

from arcore import what_if, wording
from arcore.ratings import Rated
from pages._shared import figures_of, widgets
from pages._shared.frame import Frame
from pages._shared.widgets import Figure


def show(frame: Frame, found: Rated) -> None:
    """Two sliders and their effect, before and after."""
    _ = frame._
    standing = figures_of.standing(frame, found.as_of)
    left, right = st.columns(2, gap="large")
    days = left.slider(_("Terms of all customers, days longer or shorter"), -60, 60, 0, step=5, key="what_if.days")
    percent = right.slider(_("All limits, per cent higher or lower"), -50, 50, 0, step=5, key="what_if.limits")
    effect = what_if.effect(standing.positions, standing.sales.get(frame.currency, 0), frame.currency, days=days, limit_percent=percent)
    for sentence in what_if.sentences(effect, days=days, limit_percent=percent, unit=frame.unit):
        widgets.answer(frame.say(sentence))
    today = _("Today {value}")

    def amount(minor: int) -> str:
        return frame.amount(minor, frame.currency)

    widgets.figures(
        [
            Figure(_("Receivables"), amount(effect.projected), frame.unit_name, today.format(value=amount(effect.receivables))),
            Figure(
                _("DSO (90 days' sales incl. tax)"), wording.days(effect.projected_days), _("days"),
                today.format(value=wording.days(effect.days_sales_outstanding)),
            ),
            Figure(_("Cash freed once"), amount(effect.cash), frame.unit_name, bad=effect.cash < 0),
            Figure(_("Over limit"), f"{effect.projected_over:,}", _("customers"), today.format(value=f"{effect.over:,}")),
            Figure(
                _("Over the limit by"), amount(effect.projected_over_by), frame.unit_name, today.format(value=amount(effect.over_by)),
            ),
        ]
    )  # fmt: skip
    widgets.note(
        _(
            "Receivables move by sales a day × days (last {days} days incl. tax); customers are taken to pay as late or early as now."
        ).format(days=90)
    )
