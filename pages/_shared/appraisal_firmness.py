"""How firmly a ranking stands and how it came about: other weights, earlier months; and the workbook that holds it all."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from arcore import charts
from arcore.appraisal import sensitivity, wording
from arcore.appraisal.history import history
from arcore.appraisal.scoring import weights_of
from arcore.appraisal.sensitivity import Swap
from arcore.documents import appraisal_workbook
from arcore.documents.appraisal_workbook import Firmness
from arcore.documents.workbook_style import Stamp
from arcore.messages import Message
from pages._shared import downloads, session, tables, widgets
from pages._shared.appraisal_view import Chosen, score_target
from pages._shared.frame import Frame, once
from pages._shared.looks import look
from pages._shared.tables import Shown
from pages._shared.widgets import Door


def months(frame: Frame, chosen: Chosen) -> None:
    """One person's scores over twelve months, the others in gray, and the table of all."""
    _ = frame._
    rows = _history(frame, chosen)
    owners = [each.owner for each in chosen.people]
    owner = session.one_of("person", owners, owners[0])
    session.show("person", owner)
    st.selectbox(_("Person"), owners, width=320, **session.on_change("person"))
    st.altair_chart(charts.score_lines(rows, owner, frame.as_of, look(frame, frame.currency), score_target(frame)))
    widgets.note(
        _("Each month as of its own end: owners, due dates, promises and plans as they were known then; weights and marks of today.")
    )
    columns = [
        Shown("month_end", _("Month end"), "date"), Shown("owner", frame.say(wording.ROLES[chosen.role])),
        Shown("score", _("Appraisal score"), "decimal"), Shown("rank", _("Rank"), "integer"),
    ]  # fmt: skip
    with st.expander(_("The figures of the picture")):
        tables.grid(frame, rows.iloc[::-1].reset_index(drop=True), columns, key=f"appraisal.history.{chosen.role}")


def _history(frame: Frame, chosen: Chosen) -> pd.DataFrame:
    return once(
        frame, "appraisal.history", chosen.role, frame.as_of, frame.currency,
        compute=lambda: history(frame.books, chosen.role, frame.as_of, frame.policy, frame.currency),
    )  # fmt: skip


def firmness(frame: Frame, chosen: Chosen) -> None:
    """What other weights would change."""
    _ = frame._
    closest, swaps, steps = _sentences(frame, chosen)
    widgets.answer(frame.say(closest) if closest else _("No change of a single weight swaps two neighbors."))
    st.subheader(_("What would swap two neighbors"), anchor=False)
    widgets.bullets(frame.say(each) for each in swaps)
    st.subheader(_("Each weight ten points lower and higher"), anchor=False)
    widgets.note(_("The other weights keep their proportions and share the rest of the hundred."))
    widgets.bullets(frame.say(each) for each in steps)
    widgets.door(Door("policy", _("Change weights and marks"), {"part": "form", "section": "appraisal"}), key="appraisal.policy")


def _sentences(frame: Frame, chosen: Chosen) -> tuple[Message | None, Sequence[Message], Sequence[Message]]:
    """The closest swap, every swap, every step, in words."""
    rules = frame.policy.appraisal
    weights = weights_of(chosen.role, rules)
    at = chosen.role, chosen.over.span, frame.as_of, frame.currency
    swaps = once(frame, "appraisal.swaps", *at, compute=lambda: sensitivity.swaps(chosen.people, weights))
    steps = sensitivity.steps(chosen.people, weights)

    def title(measure: str) -> Message:
        return wording.measure_title(measure, chosen.role, rules.collected_by)

    def said(swap: Swap) -> Message:
        return wording.of_swap(swap, title(swap.measure) if swap.measure else None)

    closest = wording.closest(swaps)
    return (
        said(closest) if closest else None,
        [said(each) for each in swaps],
        [wording.of_step(each, title(each.measure)) for each in steps],
    )


def download(frame: Frame, chosen: Chosen) -> None:
    """The workbook with live formulas."""
    _ = frame._

    def make() -> bytes:
        _closest, swaps, steps = _sentences(frame, chosen)
        stamp = Stamp(downloads.company(frame), frame.as_of, frame.lang, version=frame.say(frame.origin))
        told = Firmness([*swaps, *steps], _history(frame, chosen))
        return appraisal_workbook.build(chosen.people, chosen.role, chosen.over, frame.policy.appraisal, told, frame.currency, stamp)

    name = " ".join([_("Appraisal"), frame.say(wording.ROLES[chosen.role]), f"{frame.as_of}.xlsx"])
    widgets.download(_("Appraisal workbook"), make, name, primary=True, key="download.appraisal")
