"""The files of this visit: read once each, with the corrections a person made to their columns."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from arcore.intake.anything import read_files
from arcore.intake.model import Reading
from pages._shared import widgets
from pages._shared.frame import Frame

READINGS = "readings"
CORRECTIONS = "corrections"
ROUND = "upload.round"
BROUGHT = "upload.brought"
TYPES = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt", "html", "htm", "zip"]


@dataclass(frozen=True)
class Upload:
    """One dropped file and what was understood of it."""

    name: str
    content: bytes
    readings: tuple[Reading, ...]
    password: str | None = None


def dropped(frame: Frame) -> list[Upload]:
    """The files that lie in the drop zone, read; asks for passwords where files need one."""
    _ = frame._
    number = st.session_state.setdefault(ROUND, 0)
    files = st.file_uploader(
        _("Customer list, invoices, receipts: as many files as you like, in any order"),
        type=TYPES,
        accept_multiple_files=True,
        key=f"upload.{number}",
        help=_("Files are recognised by what is in them, not by their names. Your files are only read, never changed."),
    )
    brought: dict[str, bytes] = st.session_state.get(BROUGHT, {})
    if not files and not brought:
        return []
    given = {**brought, **{file.name: file.getvalue() for file in files}}
    with st.status(_("Reading {count} files").format(count=len(given)), expanded=False) as status:
        uploads = []
        for place, (name, content) in enumerate(given.items()):
            status.update(
                label=_("Reading {file} ({place} of {count})").format(file=widgets.plain(name), place=place + 1, count=len(given))
            )
            uploads.append(_read(frame, name, content))
        status.update(label=_("Files read: {count}").format(count=len(given)), state="complete")
    return [_unlocked(frame, upload) for upload in uploads]


def clear() -> None:
    """Empty the drop zone and forget what was read."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    for key in (READINGS, CORRECTIONS, BROUGHT):
        st.session_state.pop(key, None)


def take(contents: Mapping[str, bytes]) -> None:
    """Bring files in that were read from this machine, as if they had been dropped."""
    st.session_state[BROUGHT] = dict(contents)


def correct(signature: str, mapping: Mapping[str, str]) -> None:
    """Read every file with this header again, with these columns."""
    st.session_state.setdefault(CORRECTIONS, {})[signature] = dict(mapping)


def corrections() -> dict[str, dict[str, str]]:
    """What a person corrected during this visit, by header signature."""
    found: dict[str, dict[str, str]] = st.session_state.get(CORRECTIONS, {})
    return found


def readings(uploads: Sequence[Upload]) -> list[Reading]:
    """All readings of all files that can be used."""
    return [reading for upload in uploads for reading in upload.readings if reading.error is None]


def _read(frame: Frame, name: str, content: bytes, password: str | None = None) -> Upload:
    mappings = {**frame.ledger.mappings(), **corrections()}
    digest = hashlib.sha256(content).hexdigest()
    key = (digest, name, bool(password), repr(sorted(mappings.items())), frame.policy.company.currency)
    kept = st.session_state.setdefault(READINGS, {})
    if key not in kept or (password and any(reading.needs_password for reading in kept[key])):
        kept[key] = tuple(read_files(content, name, password=password or None, mappings=mappings, currency=frame.policy.company.currency))
    return Upload(name, content, kept[key], password)


def _unlocked(frame: Frame, upload: Upload) -> Upload:
    """The upload, read with a password where it needs one. The password is used and forgotten."""
    if not any(reading.needs_password for reading in upload.readings):
        return upload
    password = password_of(frame, upload.name, "")
    return _read(frame, upload.name, upload.content, password) if password else upload


def password_of(frame: Frame, name: str, before: str) -> str:
    """Ask for the password of a file; empty until it is given. `before` tells the places apart where files are dropped."""
    _ = frame._
    return st.text_input(
        _("Password of {file}").format(file=widgets.plain(name)), type="password", key=f"{before}password.{name}",
        help=_("Used to open the file once; it is not kept anywhere."),
    )  # fmt: skip
