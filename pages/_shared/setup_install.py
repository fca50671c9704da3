"""Is the installation fit: program, libraries, books, disk, network, each with a mark and how to mend it."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from arcore import installation, ledger
from arcore.installation import Check
from pages._shared import widgets
from pages._shared.frame import Frame

ROOT = Path(__file__).parents[2]


def checks(frame: Frame) -> list[Check]:
    """What was looked at just now."""
    file = ledger.file_of(frame.ledger.url)
    found = [
        installation.python_check(),
        installation.packages_check(ROOT / "requirements.txt"),
        installation.database_check(str(file or frame.ledger.url), frame.ledger.refusal()),
    ]
    if file is not None:
        found.append(installation.disk_check(file.parent))
    return [*found, installation.network_check(st.get_option("server.address"))]


def show(frame: Frame) -> None:
    """One line per check."""
    _ = frame._
    rows = checks(frame)
    body = "".join(
        f"<tr><td>{'✓' if check.good else '✗'}</td><th>{escape(frame.say(check.title))}</th><td>{escape(frame.say(check.found))}"
        + (f"<br><strong>{escape(frame.say(check.mend))}</strong>" if check.mend else "")
        + "</td></tr>"
        for check in rows
    )
    st.html(f'<table class="desk-words desk-checks">{body}</table>')
    if all(check.good for check in rows):
        widgets.note(_("Everything this machine needs is there. Chinese fonts come with the browser; nothing else is to be installed."))
    st.button(_("Look again"), icon=":material/refresh:")
