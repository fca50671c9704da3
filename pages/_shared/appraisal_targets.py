"""Targets of the year against what was reached, and the register in which they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pandas as pd

from arcore.appraisal import wording
from arcore.appraisal.goals import Goal, goals
from arcore.metrics import DEFINITIONS
from arcore.registers import REGISTERS
from arcore.registers.targets import SCORE
from pages._shared import register_view, tables, widgets
from pages._shared.frame import Frame, once
from pages._shared.tables import Shown


def found(frame: Frame) -> tuple[Goal, ...]:
    """Every target of the year with what was reached since January."""
    return once(
        frame, "appraisal.goals", frame.as_of, frame.currency,
        compute=lambda: goals(frame.books, frame.as_of, frame.policy, frame.currency),
    )  # fmt: skip


def show(frame: Frame) -> None:
    """The comparison, then the register."""
    _ = frame._
    every = found(frame)
    if every:
        widgets.answer(_met(frame, every))
        _table(frame, every)
    else:
        widgets.empty(
            _("No targets for {year} yet").format(year=frame.as_of.year),
            _("Add them below or upload them as a workbook; until then the company's targets of the policy hold."),
        )
    register = REGISTERS["targets"]
    widgets.note(frame.say(register.question))
    register_view.show(frame, register, frame.books.registers["targets"], key="appraisal.")


def _met(frame: Frame, every: Sequence[Goal]) -> str:
    states = [goal.met for goal in every]
    words = {"year": frame.as_of.year, "count": len(every), "met": states.count(True), "missed": states.count(False)}
    return frame._("{year}: {count} targets, {met} met so far, {missed} missed, the others without a figure in this currency.").format(
        **words
    )


def _table(frame: Frame, every: Sequence[Goal]) -> None:
    _ = frame._
    roles = {choice.value: choice.label(frame.lang) for choice in REGISTERS["targets"].field("role").choices}
    kpis = {choice.value: choice.label(frame.lang) for choice in REGISTERS["targets"].field("kpi").choices}
    states = {True: _("Met"), False: _("Missed"), None: "–"}
    rows = pd.DataFrame(
        [
            {
                "role": roles[goal.role],
                "owner": goal.owner,
                "kpi": kpis[goal.kpi],
                "target": _shown(frame, goal, goal.target),
                "reached": _shown(frame, goal, goal.reached),
                "state": states[goal.met],
                "label": _label(frame, goal),
            }
            for goal in every
        ]
    )
    columns = [
        Shown("role", _("Whose")),
        Shown("owner", _("Owner"), width=90),
        Shown("kpi", _("Key figure"), width=190),
        Shown("target", _("Target"), "figure"),
        Shown("reached", _("Reached since January"), "figure"),
        Shown("state", _("Target met")),
        Shown("label", _("How it is computed"), width=340),
    ]
    tables.grid(frame, rows, columns, key="appraisal.goals", height=700)


def _shown(frame: Frame, goal: Goal, value: Fraction | None) -> str:
    return wording.tenth(value) if goal.kpi == SCORE else frame.say(wording.with_unit(DEFINITIONS[goal.kpi].shape, value))


def _label(frame: Frame, goal: Goal) -> str:
    if goal.kpi == SCORE:
        return frame._("Appraisal's score; the company's is the salespeople's average")
    if goal.metric is None:
        return frame._("Nothing in {currency}.").format(currency=frame.currency)
    label = frame.say(goal.metric.label)
    return f"{frame.say(goal.metric.reason)} {label}" if goal.metric.reason else label
