"""Where messages go: Apprise addresses kept outside the ledger and the repository (mail servers, chat, SMS), or drafts (.eml)."""

from __future__ import annotations

import logging
import mimetypes
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from urllib.parse import quote

import apprise
from apprise.attachment.memory import AttachMemory

from arcore.messages import Unusable, say
from arcore.named_files import text_of_file

VARIABLE, FILE_VARIABLE = "ARCORE_NOTICE_URLS", "ARCORE_NOTICE_FILE"
REPOSITORY = Path(__file__).parents[2]
MAIL = ("mailto", "mailtos", "eml")


@dataclass(frozen=True)
class Mail:
    """One message with its files, by name."""

    to: str
    subject: str
    body: str
    files: tuple[tuple[str, bytes], ...] = ()


def urls_of(environment: Mapping[str, str]) -> list[str]:
    """The Apprise URLs of `VARIABLE`, or of the file that `FILE_VARIABLE` names, one a line; `{to}` stands for the customer's address.

    Raises Unusable where the file cannot be read or lies inside the program's own folder, where it could be published.
    """
    text = environment.get(VARIABLE, "")
    if not text and (name := environment.get(FILE_VARIABLE)):
        path = Path(name).resolve()
        if path.is_relative_to(REPOSITORY):
            raise Unusable(say("{file} lies in the program's folder. Keep addresses with passwords elsewhere.", file=path))
        text = text_of_file(path)
    return [line.strip() for line in text.splitlines() if "{to}" in line and not line.lstrip().startswith("#")]


def channels(urls: Sequence[str]) -> str:
    """The kinds of the ways, without anything secret of them, for the register.

    >>> channels(["mailtos://user:secret@example.com?to={to}", "wecombot://key?x={to}"])
    'mailtos, wecombot'
    """
    return ", ".join(dict.fromkeys(url.partition("://")[0] for url in urls))


def is_mail(channel: str) -> bool:
    """Whether a message of this channel went out by e-mail.

    >>> is_mail("mailtos, wecombot"), is_mail("wecombot")
    (True, False)
    """
    return any(part in MAIL for part in channel.split(", "))


def send(urls: Sequence[str], mail: Mail) -> bool:
    """Send one message through every URL; whether all took it. Nothing of the addresses is logged or said."""
    logging.getLogger("apprise").setLevel(logging.CRITICAL)
    service = apprise.Apprise()
    added = [service.add(url.replace("{to}", quote(mail.to, safe="@"))) for url in urls]
    if not all(added):
        return False
    files = apprise.AppriseAttachment()
    for name, content in mail.files:
        files.add(AttachMemory(content=content, name=name, mimetype=_kind(name)))  # type: ignore[no-untyped-call]
    return bool(
        service.notify(title=mail.subject, body=mail.body, body_format=apprise.NotifyFormat.TEXT, attach=files if mail.files else None)
    )


def draft(mail: Mail) -> bytes:
    """The message as a draft that mail programs open to be sent."""
    message = EmailMessage(policy=SMTP)
    message["Subject"], message["To"], message["X-Unsent"] = " ".join(mail.subject.split()), mail.to, "1"
    message.set_content(mail.body)
    for name, content in mail.files:
        main, _, sub = _kind(name).partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return bytes(message)


def write_draft(folder: Path, name: str, mail: Mail) -> Path:
    """Write the draft into a folder; raises Unusable where the folder cannot be written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}.eml"
        path.write_bytes(draft(mail))
    except OSError as fault:
        raise Unusable(say("{file} cannot be written: {reason}", file=folder, reason=fault.strerror or fault)) from fault
    return path


def configured() -> list[str]:
    """The URLs of this process's environment."""
    return urls_of(os.environ)


def _kind(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
