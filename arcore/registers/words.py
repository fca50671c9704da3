"""Rows of a register in words: what a field's value reads like, and the one line that names a row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from arcore.i18n import Language
from arcore.messages import say
from arcore.money import shown
from arcore.registers.attachments import shown_name
from arcore.registers.model import Field, Register
from arcore.schema import Kind

YES, NO = say("Yes"), say("No")


def said(field: Field, value: Any, currency: str, lang: Language) -> str:
    """One value as people read it; empty where there is none."""
    if value is None or (not isinstance(value, str) and bool(pd.isna(value))):
        return ""
    if field.kind is Kind.FLAG:
        return (YES if value else NO).text(lang)
    if field.kind is Kind.MONEY:
        return shown(int(value), currency, lang=lang)
    if field.kind is Kind.DATE:
        return value if isinstance(value, str) else f"{pd.Timestamp(value):%Y-%m-%d}"
    if field.kind is Kind.FILE:
        return shown_name(value)
    chosen = field.choice(value)
    return chosen.label(lang) if chosen else str(value)


def label(register: Register, row: Mapping[str, Any], lang: Language, currency: str = "CNY") -> str:
    """The one line that names a row: 'HT2026-018 · 框架合同'."""
    code = row.get("currency")
    money_in = code if isinstance(code, str) and code else currency
    parts = [said(register.field(name), row.get(name), money_in, lang) for name in register.label]
    return " · ".join(part for part in parts if part)


def in_words(rows: pd.DataFrame, register: Register, lang: Language) -> pd.DataFrame:
    """The rows with choices, flags and files in words; money, days and numbers stay what they are."""
    worded = rows.copy()
    for field in register.fields:
        if field.choices or field.kind in (Kind.FLAG, Kind.FILE):
            worded[field.name] = pd.Series([said(field, value, "", lang) for value in rows[field.name]], index=rows.index, dtype="str")
    return worded
