"""Where messages go: Apprise addresses kept outside the ledger and the repository, or drafts (.eml) in a folder."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from urllib.parse import quote

import apprise

from arcore.messages import Unusable, say

VARIABLE, FILE_VARIABLE = "ARCORE_NOTICE_URLS", "ARCORE_NOTICE_FILE"
REPOSITORY = Path(__file__).parents[2]


def urls_of(environment: Mapping[str, str]) -> list[str]:
    """The Apprise URLs of `VARIABLE`, or of the file that `FILE_VARIABLE` names, one a line; `{to}` stands for the customer's address.

    Raises Unusable where the file cannot be read or lies inside the program's own folder, where it could be published.
    """
    text = environment.get(VARIABLE, "")
    if not text and (name := environment.get(FILE_VARIABLE)):
        path = Path(name).resolve()
        if path.is_relative_to(REPOSITORY):
            raise Unusable(say("{file} lies in the program's folder. Keep addresses with passwords elsewhere.", file=path))
        try:
            text = path.read_text("utf-8")
        except OSError as fault:
            raise Unusable(say("{file} cannot be read: {reason}", file=path, reason=fault.strerror or fault)) from fault
    return [line.strip() for line in text.splitlines() if "{to}" in line and not line.lstrip().startswith("#")]


def send(urls: list[str], to: str, subject: str, body: str) -> bool:
    """Send one message through every URL; whether all took it."""
    logging.getLogger("apprise").setLevel(logging.CRITICAL)
    service = apprise.Apprise()
    added = [service.add(url.replace("{to}", quote(to, safe="@"))) for url in urls]
    return all(added) and bool(service.notify(title=subject, body=body, body_format=apprise.NotifyFormat.TEXT))


def draft(folder: Path, name: str, to: str, subject: str, body: str) -> Path:
    """Write one message as a draft that mail programs open; raises Unusable where the folder cannot be written to."""
    message = EmailMessage(policy=SMTP)
    message["Subject"], message["To"], message["X-Unsent"] = " ".join(subject.split()), to, "1"
    message.set_content(body)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}.eml"
        path.write_bytes(bytes(message))
    except OSError as fault:
        raise Unusable(say("{file} cannot be written: {reason}", file=folder, reason=fault.strerror or fault)) from fault
    return path


def configured() -> list[str]:
    """The URLs of this process's environment."""
    return urls_of(os.environ)
