"""From dropped files to committed entries: what was understood, what would change, agree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import uuid4

import pandas as pd
import streamlit as st

from arcore import import_rows, policy_file, quality
from arcore.documents import templates
from arcore.intake.data_date import said_day
from arcore.intake.model import Reading
from arcore.ledger import ImportPreview, Ledger
from pages._shared import file_view, identity, preview_view, reload_view, session, source, tables, uploads, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown

PREVIEW = "import.preview"
TOKEN = "import.token"


def show(frame: Frame) -> None:
    """The drop zone and everything that follows from what lies in it."""
    _ = frame._
    if frame.shelf == "sample":
        widgets.strip(_("What you add here goes into your own books, never into the sample company's."))
    found = uploads.dropped(frame)
    if not found:
        _how_to_start(frame)
        reload_view.show(frame)
        return
    for upload in found:
        for reading in upload.readings:
            file_view.show(frame, upload, reading)
    _issue_kinds(frame, found)
    usable = uploads.readings(found)
    if not usable:
        widgets.strip(_("None of these files can be used yet; each says above what to mend."), "bad")
        return
    day = _data_date(frame, usable)
    target = source.ledger_of("own")
    preview = _preview(frame, target, usable, day)
    preview_view.show(frame, preview)
    _agree(frame, target, preview)


def _issue_kinds(frame: Frame, found: Sequence[uploads.Upload]) -> None:
    """What is wrong over all files, by kind: what to mend first in the system that exported them."""
    _ = frame._
    readings = [reading for upload in found for reading in upload.readings]
    kinds = quality.issue_kinds(readings)
    if len(kinds) < 2:
        return
    with st.expander(_("Kinds of issues in these files"), expanded=False):
        rows = pd.DataFrame(
            [(frame.say(example), left_out, noted) for example, left_out, noted in kinds], columns=["example", "rows", "notes"]
        )
        columns = [
            Shown("example", _("For example"), width="large"),
            Shown("rows", _("Rows left out"), "integer"),
            Shown("notes", _("Rows with a note"), "integer"),
        ]
        tables.grid(frame, rows, columns, key="issue_kinds")


def _how_to_start(frame: Frame) -> None:
    _ = frame._
    widgets.note(
        _("Exports of Kingdee, Yonyou, the tax bureau's invoice platform, SAP, QuickBooks, Xero or any list with headings: "
          "sheets, heading rows and columns are found by themselves.")
    )  # fmt: skip
    widgets.download(_("Template workbook"), lambda: templates.build(frame.lang), _("Import template") + ".xlsx", key="download.template")


def _data_date(frame: Frame, usable: Sequence[Reading]) -> dt.date:
    """The day whose state the files show; a paid column is dated by it."""
    _ = frame._
    said = said_day(usable)
    guess = said.day if said else import_rows.last_day_of(usable) or frame.latest
    chosen: dt.date = st.date_input(
        _("As of which day do these files show the state?"), guess, format="YYYY-MM-DD", key=f"data_date.{guess}", width=320,
        help=_("Usually the day of the export or the month end. What a file gives as already paid is dated by this day."),
    )  # fmt: skip
    if said:
        widgets.note(_("Proposed because the file says: {text}").format(text=said.text))
    return chosen


def _preview(frame: Frame, target: Ledger, usable: Sequence[Reading], day: dt.date) -> ImportPreview:
    """What importing would change, computed once for these files, this day and this state of the ledger."""
    rules = target.policy() or policy_file.default()
    key = (target.version(), day, tuple((r.sha256, r.file) for r in usable), repr(sorted(uploads.corrections().items())), rules.version)
    kept = st.session_state.get(PREVIEW)
    if kept is None or kept[0] != key:
        with st.spinner(frame._("Comparing with the ledger")):
            kept = (key, target.preview_import(usable, data_date=day, policy=rules))
        st.session_state[PREVIEW] = kept
        st.session_state[TOKEN] = uuid4().hex
    preview: ImportPreview = kept[1]
    return preview


def _agree(frame: Frame, target: Ledger, preview: ImportPreview) -> None:
    """The person's name and reason, then one transaction; the token makes a second click the same act."""
    _ = frame._
    if preview.nothing_new:
        widgets.strip(_("The books already hold all of this; there is nothing to write."), "good")
        return
    with st.container(border=True):
        name = identity.who(frame, key="import")
        why = st.text_input(
            _("Why (kept in the journal)"), value=_("Month-end import {date}").format(date=preview.data_date), max_chars=200
        )
        agreed = st.button(_("Write into my books"), type="primary", icon=":material/check:")
    if not agreed or not identity.ready(frame, name, why):
        return
    with st.spinner(_("Writing; this is one step, either all of it or nothing")):
        entry = target.commit_import(preview, who=name, why=why.strip(), token=st.session_state[TOKEN])
    for signature, mapping in uploads.corrections().items():
        target.save_mapping(signature, mapping, who=name)
    identity.remember(name)
    uploads.clear()
    st.session_state.pop(PREVIEW, None)
    done = _("Done: {what}. It can be undone under “What was done”.").format(what=frame.say(entry.summary))
    left_out = sum(table.unusable for table in preview.tables)
    if left_out:
        done += " " + _("Rows not in the books: {rows}.").format(rows=f"{left_out:,}")
    session.flash(done, page="overview", link=_("See the overview"))
    session.keep("books", "own")
    session.keep("as_of", None)
    session.keep("part", "history")
    st.rerun()
