"""Keeping the books safe: templates, one file to keep elsewhere, and the proof that nothing was altered."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

from arcore.documents import templates
from arcore.ledger import Ledger
from arcore.ledger.verify import verify
from pages._shared import session, source, widgets
from pages._shared.frame import Frame, once


def show(frame: Frame) -> None:
    """Three blocks: templates, backup, verification."""
    _ = frame._
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(_("Templates"), anchor=False)
        widgets.note(_("Empty workbooks with our headings; fill in what you have. Your own exports work as well."))
        widgets.download(
            _("Template workbook"), lambda: templates.build(frame.lang), _("Import template") + ".xlsx", key="download.template"
        )
        st.subheader(_("Backup"), anchor=False)
        widgets.note(_("Everything in one file: books, journal, rules. It can be restored into empty books, on SQLite or PostgreSQL."))
        widgets.download(
            _("Backup of these books"),
            lambda: _backup(frame.ledger),
            _("Books") + f" {frame.latest}.zip",
            mime="application/zip",
            key="download.backup",
        )
        _restore(frame)
    with right:
        st.subheader(_("Verification"), anchor=False)
        widgets.note(_("Follows the journal's chain of fingerprints, replays every entry, and checks that no balance is impossible."))
        if st.button(_("Verify now"), icon=":material/fact_check:"):
            _verify(frame)


def _verify(frame: Frame) -> None:
    _ = frame._
    with st.spinner(_("Checking every entry")):
        report = once(frame, "verify", compute=lambda: verify(frame.ledger))
    if report.sound:
        widgets.strip(
            _("Sound: {count} entries checked, nothing was altered, every balance is possible.").format(count=report.entries), "good"
        )
    for finding in report.findings:
        widgets.strip(frame.say(finding), "bad")


def _backup(ledger: Ledger) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "books.zip"
        ledger.backup(path)
        return path.read_bytes()


def _restore(frame: Frame) -> None:
    """Put a backup back; only into empty books, so that nothing can be overwritten."""
    _ = frame._
    mine = source.ledger_of("own")
    if mine.version() != "0":
        widgets.note(_("A backup can only be restored into empty books; yours hold entries already."))
        return
    file = st.file_uploader(_("Restore a backup into my empty books"), type=["zip"], key="restore")
    if file is None or not st.button(_("Restore")):
        return
    with tempfile.TemporaryDirectory() as folder, st.spinner(_("Restoring and checking")):
        path = Path(folder) / "books.zip"
        path.write_bytes(file.getvalue())
        mine.restore(path)
        report = verify(mine)
    session.keep("books", "own")
    session.flash(_("Restored: {count} entries, {findings} findings.").format(count=report.entries, findings=len(report.findings)))
    st.rerun()
