"""Single settings changed one by one, as a form does: the new rules, or a sentence for each setting that cannot be so."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from arcore import policy_file
from arcore.messages import Message
from arcore.policy import Policy
from arcore.policy_settings import BY_PATH, Setting

BETWEEN = re.compile(r"[,，、;；\s]+")


@dataclass(frozen=True)
class Edited:
    """The rules with the changes in them, and by path what is wrong; `policy` can be saved where nothing is."""

    policy: Policy
    wrong: Mapping[str, Message] = field(default_factory=dict)


def raw(setting: Setting, policy: Policy) -> object:
    """The setting's value as the file holds it: text, yes or no, whole number, Decimal (amounts in the currency's unit), or a list."""
    return _parsed(policy_file.value_text(setting, policy))


def edited(policy: Policy, changes: Mapping[str, object]) -> Edited:
    """`policy` with the raw values of `changes`, by path; amounts keep their figures when the currency changes.

    What is wrong calls settings by their titles, as a form does.
    """
    tables = tomllib.loads(policy_file.dump(policy, "en"), parse_float=Decimal)
    for path, value in changes.items():
        setting = BY_PATH[path]
        tables[setting.section][setting.name] = value
    new, problems = policy_file.from_tables(tables)
    return Edited(new, {problem.path: _by_title(problem.sentence) for problem in reversed(problems)})


def several(text: str) -> list[object]:
    """Numbers typed in a row, as the file would hold them; what is no number stays text and is refused later.

    >>> several("0、30，60"), several("5.00 x")
    ([0, 30, 60], [Decimal('5.00'), 'x'])
    """
    return [number(part) for part in BETWEEN.split(unicodedata.normalize("NFKC", text).strip()) if part]


def number(text: str) -> object:
    """A number as typed, whole or exact; the text itself where it is none.

    >>> number("１,000"), number("0.10"), number("ten")
    (1000, Decimal('0.10'), 'ten')
    """
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    if re.fullmatch(r"[+-]?\d{1,18}", plain):
        return int(plain)
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return text
    return value if value.is_finite() else text


def from_text(text: str) -> object:
    """The value that a TOML text stands for; the text itself where it is no TOML, to be refused with its reason."""
    try:
        return _parsed(text)
    except tomllib.TOMLDecodeError:
        return text


def rate_lines(value: object) -> str:
    """Dated rates as a person reads and types them: a line per change, the day and its percentage."""
    return "\n".join(f"{day} {rate}" for day, rate in value) if isinstance(value, list) else str(value)


def rates_typed(text: str) -> object:
    """What `rate_lines` stands for, `[[day, percent], …]`; the text itself where a line is something else, to be refused."""
    try:
        pairs = [line.split() for line in text.splitlines() if line.strip()]
        return [[dt.date.fromisoformat(day), Decimal(rate.rstrip("%％"))] for day, rate in pairs]
    except (ValueError, InvalidOperation):
        return text


def _parsed(text: str) -> object:
    return tomllib.loads(f"value = {text}", parse_float=Decimal)["value"]


def _by_title(sentence: Message) -> Message:
    named = {
        name: BY_PATH[value].title if isinstance(value, str) and value in BY_PATH else value for name, value in sentence.values.items()
    }
    return Message(sentence.template, named)
