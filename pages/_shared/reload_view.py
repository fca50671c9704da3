"""Reading files again where they lie on this machine; only where no other machine can open the app."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from arcore.installation import is_local
from arcore.intake.folder import CHANGE_LABELS, Change, FoundFile, files_at
from arcore.messages import Unusable, say
from pages._shared import identity, source, tables, uploads, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown

PLACE = "files_at"


def show(frame: Frame) -> None:
    """Where the files lie, which have changed, and a button that brings those into the preview."""
    _ = frame._
    if not is_local(st.get_option("server.address")):
        return
    mine = source.ledger_of("own")
    kept = mine.settings().get(PLACE, "")
    with st.expander(_("Read again from a folder of this machine"), expanded=bool(kept), icon=":material/folder_open:"):
        widgets.note(_("For files that your system saves at the same place again and again. They are only read, never changed."))
        place = st.text_input(_("File or folder"), kept, key="reload.place", placeholder=_("for example C:\\Exports or /home/me/exports"))
        if not place.strip():
            return
        try:
            found = files_at(place, mine.imported_files(), uploads.TYPES)
        except Unusable as refused:
            widgets.strip(frame.say(refused.message), "bad")
            return
        _listed(frame, found)
        changed = [each for each in found if each.change is not Change.SAME]
        if not changed:
            widgets.strip(_("Nothing has changed since these files were imported."), "good")
        elif st.button(_("Show what would change ({count} files)").format(count=len(changed)), type="primary", key="reload.read"):
            uploads.take({each.path.name: each.content for each in changed})
            st.rerun()
        if place.strip() != kept:
            _keep(frame, place.strip())


def _listed(frame: Frame, found: list[FoundFile]) -> None:
    _ = frame._
    told = [(each.path.name, source.local(each.saved_at), frame.say(CHANGE_LABELS[each.change])) for each in found]
    columns = [Shown("file", _("File"), width="large"), Shown("saved", _("Last saved")), Shown("state", _("State"), width="medium")]
    tables.grid(frame, pd.DataFrame(told, columns=["file", "saved", "state"]), columns, key="reload", height=220)


def _keep(frame: Frame, place: str) -> None:
    """Remember the place for next time."""
    _ = frame._
    name = identity.who(frame, key="reload")
    if st.button(_("Remember this place"), key="reload.keep") and name:
        summary = say("Files are read again from {place}", place=place)
        source.to_write("own").save_setting(PLACE, place, who=name, summary=summary)
        identity.remember(name)
        st.rerun()
