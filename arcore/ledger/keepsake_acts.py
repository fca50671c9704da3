"""Acts about what the desk remembers besides the books: rules, corrected headings, settings."""

from __future__ import annotations

import json
from collections.abc import Mapping

from arcore import policy_file
from arcore.ledger import keepsakes
from arcore.ledger.journal import EntryKind, JournalEntry
from arcore.ledger.recorder import Recorder, Signed
from arcore.messages import Message, say


def save_policy(recorder: Recorder, signed: Signed, toml: str) -> JournalEntry:
    """Keep a new version of the policy; raises Unusable when the text is not a valid one."""
    policy_file.load(toml)
    return recorder.act(
        EntryKind.POLICY,
        signed,
        say("Changed the policy"),
        lambda connection: [keepsakes.add_policy(connection, toml, signed.who, signed.why, recorder.clock())],
    )


def save_mapping(recorder: Recorder, signed: Signed, signature: str, mapping: Mapping[str, str]) -> JournalEntry:
    """Remember which heading means what."""
    values = {"mapping": json.dumps(dict(mapping), ensure_ascii=False, sort_keys=True), "who": signed.who}
    return recorder.act(
        EntryKind.MAPPING,
        signed,
        say("Corrected a header"),
        lambda connection: [keepsakes.put(connection, "mappings", "signature", signature, values)],
    )


def save_setting(recorder: Recorder, signed: Signed, name: str, value: str, summary: Message | None) -> JournalEntry:
    """Change a setting; `summary` says what that means where the value itself is not for people."""
    return recorder.act(
        EntryKind.SETTING,
        signed,
        summary or say("Set {name} to {value}", name=name, value=value),
        lambda connection: [keepsakes.put(connection, "settings", "name", name, {"value": value})],
    )
