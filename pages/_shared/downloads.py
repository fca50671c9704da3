"""The downloads that several pages offer; each looks like the page it is on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from arcore import desk, position_rows
from arcore.buckets import Basis
from arcore.desk import By
from arcore.documents import aging_workbook, credit_workbook, due_calendar, open_items_workbook
from arcore.documents.workbook_style import Stamp
from arcore.exposure import Position
from arcore.i18n import LANGUAGES, Language
from arcore.money import Unit
from pages._shared import figures_of, widgets
from pages._shared.frame import Frame
from pages._shared.navigation import NATIVE_NAMES
from pages._shared.own_template import DOCX


def aging(frame: Frame, scheme_name: str, basis: Basis, by: By) -> None:
    """The aging workbook, the list of open items and the due dates of the date, grouping, scheme and basis on the page."""
    _ = frame._
    scheme = desk.scheme_named(scheme_name, frame.policy)
    customers = frame.books.customers
    shared = {"as_of": frame.as_of, "company": company(frame), "lang": frame.lang}
    paper = {**shared, "scheme": scheme, "unit": frame.unit, "basis": basis, "version": frame.say(frame.origin)}

    def workbook() -> bytes:
        at = figures_of.aged(frame, frame.as_of, scheme_name, basis)
        return aging_workbook.build(at.items, at.unapplied, customers, proofs=at.proofs, by=by, **paper)

    def open_items() -> bytes:
        return open_items_workbook.build(figures_of.aged(frame, frame.as_of, scheme_name, basis).items, customers, **paper)

    def calendar() -> bytes:
        items = desk.named(figures_of.aged(frame, frame.as_of, scheme_name, basis).items, customers)
        return due_calendar.build(items, **shared)

    day = f" {frame.as_of}"
    cut = "" if by == "customer" else f" {frame.say(desk.GROUPINGS[by])}"
    with st.container(horizontal=True):
        widgets.download(_("Aging workbook"), workbook, _("Aging") + cut + day + ".xlsx", primary=True, key="download.aging")
        widgets.download(_("List of open items"), open_items, _("Open items") + day + ".xlsx", key="download.items")
        widgets.download(_("Due dates for a calendar"), calendar, _("Due dates") + day + ".ics", mime="text/calendar", key="download.ics")


def documents(frame: Frame, items: pd.DataFrame, key: str) -> None:
    """The documents on the page as a list of open items."""
    _ = frame._

    def make() -> bytes:
        return open_items_workbook.build(
            items,
            frame.books.customers,
            as_of=frame.as_of,
            scheme=frame.policy.aging.scheme,
            company=company(frame),
            lang=frame.lang,
            unit=frame.unit,
            basis=frame.policy.aging.basis,
            version=frame.say(frame.origin),
        )

    widgets.download(_("These documents as a workbook"), make, _("Open items") + f" {frame.as_of}.xlsx", key=f"download.{key}")


def credit(frame: Frame, positions: Sequence[Position]) -> None:
    """The credit positions as a workbook."""
    _ = frame._

    def make() -> bytes:
        return credit_workbook.build(
            position_rows.by_urgency(positions), as_of=frame.as_of, rules=frame.policy.credit, company=company(frame), lang=frame.lang,
            unit=frame.unit, version=frame.say(frame.origin),
        )  # fmt: skip

    widgets.download(_("Credit workbook"), make, _("Credit limits") + f" {frame.as_of}.xlsx", primary=True, key="download.credit")


def in_each_language(
    frame: Frame, paper: str, make: Callable[[Stamp], bytes], file: Callable[[Language], str], *, key: str, primary: bool = False
) -> None:
    """A Word file in each language, the visit's own first; `paper` is what it is called, `file` gives its name."""
    for lang in sorted(LANGUAGES, key=lambda each: each != frame.lang):
        label = frame._("{paper} ({language})").format(paper=paper, language=NATIVE_NAMES[lang])
        made = partial(make, Stamp(company(frame), frame.as_of, lang))
        widgets.download(label, made, file(lang), mime=DOCX, primary=primary and lang == frame.lang, key=f"{key}.{lang}")


def stamp(frame: Frame, unit: Unit = "unit") -> Stamp:
    """What a paper of the visit's date says about itself."""
    return Stamp(company(frame), frame.as_of, frame.lang, unit, frame.say(frame.origin))


def company(frame: Frame) -> str:
    """Whose books these are, for the title of a workbook."""
    return frame.entity or frame.policy.company.name or (frame._("Sample company") if frame.shelf == "sample" else "")
