"""What a person sees when something goes wrong: a sentence and a reference, never a traceback.

What the reference points to is in a rotating log file on this machine.
"""

from __future__ import annotations

import logging
import secrets
from contextlib import suppress
from functools import cache
from html import escape
from logging.handlers import RotatingFileHandler
from pathlib import Path

import streamlit as st
from platformdirs import user_log_path

from arcore.i18n import language_of, translator
from arcore.messages import Unusable
from pages._shared import session

ONE_MEGABYTE = 1_000_000


def log_file() -> Path:
    """Where the details go."""
    return user_log_path("receivables-desk", appauthor=False, ensure_exists=True) / "desk.log"


@cache
def log() -> logging.Logger:
    """The app's own log: five files of a megabyte at most; where none can be written, the window of the server."""
    logger = logging.getLogger("receivables-desk")
    to: logging.Handler = logging.StreamHandler()
    with suppress(OSError):
        to = RotatingFileHandler(log_file(), maxBytes=ONE_MEGABYTE, backupCount=4, encoding="utf-8")
    to.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(to)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    return logger


def on_script_error(fault: Exception) -> bool:
    """Show the fault calmly; True tells the server that it has been shown."""
    lang = session.language() or language_of(st.context.locale)
    _ = translator(lang)
    if isinstance(fault, Unusable):
        st.html(f'<div class="desk-fault" role="alert">{escape(fault.message.text(lang))}</div>')
        return True
    reference = secrets.token_hex(4).upper()
    log().error("reference %s", reference, exc_info=fault)
    title = _("This page could not be shown. Nothing in your books was changed by it.")
    advice = _("Reload the page; if it happens again, tell whoever looks after the app this reference:")
    where = _("Details are in the window in which the app was started.")
    if any(isinstance(handler, RotatingFileHandler) for handler in log().handlers):
        where = _("Details are in the log file {path}.").format(path=log_file())
    st.html(
        f'<div class="desk-fault" role="alert"><p><strong>{escape(title)}</strong></p>'
        f"<p>{escape(advice)} <code>{reference}</code></p><p>{escape(where)}</p></div>"
    )
    return True
