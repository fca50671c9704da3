"""Files that registers refer to: kept once by their content's SHA-256, outside the journal, inside verify and backup."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from hashlib import sha256

import sqlalchemy as sa

from arcore.ledger import rows as bulk
from arcore.ledger.tables import files
from arcore.messages import Message, Unusable, say
from arcore.registers.attachments import Attachment, attachment

LARGEST = 25 * 2**20


def put(connection: sa.Connection, content: bytes, name: str, at: dt.datetime) -> Attachment:
    """Keep a file; the same content is kept once. Raises Unusable for an empty or too large one."""
    if not content:
        raise Unusable(say("{file} is empty.", file=name))
    if len(content) > LARGEST:
        raise Unusable(say("{file} has {size} MB; at most {most} MB are kept. Give its path instead.",
                           file=name, size=len(content) // 2**20, most=LARGEST // 2**20))  # fmt: skip
    digest = sha256(content).hexdigest()
    if connection.execute(sa.select(files.c.sha256).where(files.c.sha256 == digest)).first() is None:
        row = {"sha256": digest, "name": name, "size": len(content), "content": content, "added_at": at.isoformat(timespec="seconds")}
        connection.execute(files.insert(), row)
    return Attachment(digest, name)


def content_of(connection: sa.Connection, digest: str) -> bytes | None:
    """A kept file's content; None when there is none."""
    found = connection.execute(sa.select(files.c.content).where(files.c.sha256 == digest)).first()
    return bytes(found[0]) if found else None


def findings(connection: sa.Connection) -> Iterator[Message]:
    """Kept files that are no longer what they were, and rows whose file is gone."""
    known = set()
    for digest, name, content in connection.execute(sa.select(files.c.sha256, files.c.name, files.c.content).order_by(files.c.sha256)):
        known.add(digest)
        if sha256(bytes(content)).hexdigest() != digest:
            yield say("The file {file} was altered since it was kept.", file=name)
    stored = bulk.select(connection, "register_rows", ("row_key", "content"), "WHERE removed = 0 ORDER BY row_key")
    for key, content in stored.tuples(("row_key", "content")):
        for value in json.loads(str(content)).values():
            kept = attachment(value)
            if kept is not None and kept.sha256 not in known:
                yield say("Register row {key} refers to the file {file}, which is not there.", key=key, file=kept.name)
