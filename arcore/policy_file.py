"""The policy's TOML file: loaded strictly, written with comments, compared with an earlier one.

Nothing in the file is ignored: a key nobody knows, a value of the wrong kind or out of range, edges that do not rise,
limits that contradict each other make it unusable, in a sentence that names the key. Keys left out keep their defaults.
"""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from arcore.dated_rates import DatedRate
from arcore.i18n import LANGUAGES, Language
from arcore.messages import Message, Unusable, say
from arcore.money import plain
from arcore.policy import AgingScheme, Policy
from arcore.policy_sections import SECTION_CHECKS
from arcore.policy_settings import BY_PATH, SECTIONS, SETTINGS, Kind, Setting
from arcore.policy_values import Wrong, read_value
from arcore.policy_words import value_words

DEFAULT_FILE = Path(__file__).parent / "default_policy.toml"
_MAX_CHARACTERS = 1_000_000


class Difference(NamedTuple):
    """One setting that changed: its path, and what it held before and after, in words."""

    path: str
    old: Message
    new: Message


class Problem(NamedTuple):
    """What is wrong with the setting at `path` (empty: with the file)."""

    path: str
    sentence: Message


def load(text: str) -> Policy:
    """The policy a TOML text describes; `Unusable` with the first thing wrong with it, see `problems`."""
    policy, wrong = _read(text)
    if wrong:
        raise Unusable(wrong[0])
    return policy


def problems(text: str) -> list[Message]:
    """Everything wrong with a TOML text, one sentence each; empty when `load` takes it."""
    return _read(text)[1]


def default() -> Policy:
    """The policy the program comes with."""
    return load(DEFAULT_FILE.read_text(encoding="utf-8"))


def differences(old: Policy, new: Policy) -> list[Difference]:
    """The settings that changed, in the file's order; `version` is not one of them."""
    return [
        Difference(setting.path, value_words(setting, old), value_words(setting, new))
        for setting in SETTINGS
        if setting.of(old) != setting.of(new)
    ]


def dump(policy: Policy, *langs: Language) -> str:
    """`policy` as TOML; every setting with its title and note as comments in `langs` (both when none are given)."""
    langs = langs or LANGUAGES
    lines = [
        *_comments(say("The company's rules for receivables. Amounts are in {currency}.", currency=policy.company.currency), langs),
        f"version = {policy.version}",
    ]
    for section, title in SECTIONS.items():
        lines += ["", *_comments(title, langs, "## "), f"[{section}]"]
        for setting in SETTINGS:
            if setting.section == section:
                lines += [*_setting_comments(setting, langs), f"{setting.name} = {value_text(setting, policy)}"]
    return "\n".join(lines) + "\n"


def _comments(message: Message, langs: tuple[Language, ...], mark: str = "# ") -> list[str]:
    return [mark + " / ".join(message.text(lang) for lang in langs)] if mark == "## " else [mark + message.text(lang) for lang in langs]


def _setting_comments(setting: Setting, langs: tuple[Language, ...]) -> list[str]:
    lines = _comments(say("{title}: {note}", title=setting.title, note=setting.note), langs)
    for value, words in setting.choices:
        lines += _comments(say("  {value}: {words}", value=f'"{value}"', words=words), langs)
    return lines


def value_text(setting: Setting, policy: Policy) -> str:
    """The setting's value as the file writes it."""
    value, currency = setting.of(policy), policy.company.currency
    if setting.kind is Kind.TABLE and isinstance(value, tuple):
        return "{ " + ", ".join(f"{name} = {_scalar(each, setting, currency)}" for name, each in value) + " }"
    if isinstance(value, tuple):
        items = [_scalar(each, setting, currency) for each in value]
        short = "[" + ", ".join(items) + "]"
        return short if len(short) <= 100 else "[\n" + "".join(f"  {item},\n" for item in items) + "]"
    return _scalar(value, setting, currency)


def _scalar(value: object, setting: Setting, currency: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(_scalar(each, setting, currency) for each in value) + "]"
    if isinstance(value, int):
        return plain(value, currency) if setting.kind in (Kind.MONEY, Kind.MONEYS) else str(value)
    if isinstance(value, float):
        return format(Decimal(str(value)), "f")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, DatedRate):
        return f"[{value.since.isoformat()}, {value.percent:f}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def _read(text: str) -> tuple[Policy, list[Message]]:
    if len(text) > _MAX_CHARACTERS:
        return Policy(), [say("The policy file is longer than a million characters; it is not a policy.")]
    try:
        tables = tomllib.loads(text.removeprefix("﻿"), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        return Policy(), [say("The policy file is not valid TOML: {reason}.", reason=str(error).removesuffix("."))]
    policy, wrong = from_tables(tables)
    return policy, [found.sentence for found in wrong]


def from_tables(tables: Mapping[str, object]) -> tuple[Policy, list[Problem]]:
    """The policy of tables as TOML gives them (floats as Decimal), and everything wrong with them."""
    wrong = _unknown(tables)
    policy = Policy()
    currency = _currency(tables)
    for setting in SETTINGS:
        section = tables.get(setting.section)
        if isinstance(section, Mapping) and setting.name in section:
            value = read_value(setting, section[setting.name], currency)
            if isinstance(value, Wrong):
                wrong.append(Problem(setting.path, value.message))
            else:
                policy = _with(policy, setting, value)
    policy = _with_version(policy, tables, wrong)
    policy = _country_default(policy, tables)
    return policy, wrong or _contradictions(policy)


def _currency(tables: Mapping[str, object]) -> str:
    """The currency that money in the file is read in, already known to be valid or else the default's."""
    company = tables.get("company")
    stated = company.get("currency") if isinstance(company, Mapping) else None
    value = read_value(BY_PATH["company.currency"], stated, "CNY") if stated is not None else "CNY"
    return value if isinstance(value, str) else "CNY"


def _unknown(tables: Mapping[str, object]) -> list[Problem]:
    wrong: list[Message] = []
    for section, table in tables.items():
        if section == "version":
            continue
        if section not in SECTIONS:
            wrong.append(_unknown_key(section, ["version", *SECTIONS]))
        elif not isinstance(table, Mapping):
            wrong.append(say("“{key}” must be a section, written [{key}] on a line of its own.", key=section))
        else:
            known = [setting.name for setting in SETTINGS if setting.section == section]
            wrong += [_unknown_key(f"{section}.{name}", [f"{section}.{k}" for k in known]) for name in table if name not in known]
    return [Problem("", sentence) for sentence in wrong]


def _unknown_key(key: str, known: list[str]) -> Message:
    near = get_close_matches(key, known, n=1, cutoff=0.6)
    if near:
        return say("“{key}” is not a setting of the policy; did you mean “{near}”?", key=key, near=near[0])
    return say("“{key}” is not a setting of the policy; delete it, or see the template for the settings there are.", key=key)


def _with(policy: Policy, setting: Setting, value: object) -> Policy:
    section = getattr(policy, setting.section)
    held = AgingScheme(value) if setting.attribute == "scheme" and isinstance(value, tuple) else value
    return replace(policy, **{setting.section: replace(section, **{setting.attribute or setting.name: held})})


def _with_version(policy: Policy, tables: Mapping[str, object], wrong: list[Problem]) -> Policy:
    version = tables.get("version", policy.version)
    if isinstance(version, bool) or not isinstance(version, int) or version < 0:
        wrong.append(Problem("", say("“version” must be a whole number from 0 on, not {value}.", value=repr(version))))
        return policy
    return replace(policy, version=version)


def _country_default(policy: Policy, tables: Mapping[str, object]) -> Policy:
    """Outside China due dates stay on days off unless the file says otherwise (§4.11)."""
    terms = tables.get("terms")
    stated = isinstance(terms, Mapping) and "roll_holidays" in terms
    if stated or policy.company.country == "CN":
        return policy
    return replace(policy, terms=replace(policy.terms, roll_holidays=False))


def _contradictions(policy: Policy) -> list[Problem]:
    """Pairs of limits of which the first must not exceed the second."""
    ordered = (
        ("matching.rounding_limit", "matching.rounding_limit_large"),
        ("credit.approval_overdue_days", "credit.freeze_overdue_days"),
        ("approvals.write_off_clerk", "approvals.write_off_manager"),
        ("limits.manager_limit", "limits.director_limit"),
        ("scores.old_item_days", "scores.very_old_item_days"),
        ("limits.concentration_low", "limits.concentration_high"),
    )
    found = [
        Problem(low, say("“{low}” must not exceed “{high}”.", low=low, high=high))
        for low, high in ordered
        if _number(low, policy) > _number(high, policy)
    ]
    return found + [Problem(*found_wrong) for check in SECTION_CHECKS for found_wrong in check(policy)]


def _number(path: str, policy: Policy) -> int:
    value = BY_PATH[path].of(policy)
    return value if isinstance(value, int) else 0


assert set(SECTIONS) == {field.name for field in fields(Policy)} - {"version"}
