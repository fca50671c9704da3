"""A widget for each kind of setting, and one for each entry of a table. What a kind does not name here is edited as the file writes it.

A widget takes the raw value of a setting (see `arcore.policy_edit`) and gives the raw value a person chose or typed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from html import escape

import streamlit as st
from babel import Locale

from arcore import policy_edit, policy_file
from arcore.i18n import LOCALES
from arcore.policy import Policy
from arcore.policy_kinds import Kind, Setting
from arcore.terms import parse
from pages._shared import widgets
from pages._shared.frame import Frame

COMMON_CURRENCIES = ("CNY", "HKD", "USD", "EUR", "GBP", "JPY", "SGD", "TWD", "MOP", "KRW", "AUD", "CAD")
COMMON_COUNTRIES = ("CN", "HK", "MO", "TW", "SG", "US", "GB", "DE", "FR", "JP", "KR", "AU")


@dataclass(frozen=True)
class Field:
    """One setting on a form: its raw value, the rules it stands in, and the key of its widget."""

    frame: Frame
    setting: Setting
    value: object
    policy: Policy
    key: str

    @property
    def label(self) -> str:
        """What the setting is called, with the unit of its value."""
        title = self.frame.say(self.setting.title)
        unit = self.policy.company.currency if self.setting.kind in (Kind.MONEY, Kind.MONEYS) else ""
        unit = "%" if self.setting.kind in (Kind.SHARE, Kind.PERCENT, Kind.PERCENTS) else unit
        return widgets.plain(f"{title} ({unit})" if unit else title)

    @property
    def texts(self) -> list[str]:
        """The value as texts, for lists."""
        return [str(each) for each in self.value] if isinstance(self.value, list) else []


def show(field: Field) -> object:
    """The widget of the setting and its note; the raw value it holds."""
    chosen = WIDGETS.get(field.setting.kind, as_written)(field)
    widgets.note(field.frame.say(field.setting.note))
    return chosen


def text(field: Field) -> object:
    """One line of text."""
    return st.text_input(field.label, str(field.value), key=field.key, max_chars=200)


def texts(field: Field) -> object:
    """A list of texts: typed one by one, taken away one by one."""
    return list(
        st.multiselect(
            field.label, field.texts, field.texts, accept_new_options=True, key=field.key,
            placeholder=field.frame._("Type an entry, then press Enter"),
        )
    )  # fmt: skip


def terms(field: Field) -> object:
    """A payment-term phrase, with what it comes to."""
    offered = list(dict.fromkeys([str(field.value), *field.policy.terms.presets]))
    chosen = st.selectbox(field.label, offered, accept_new_options=True, key=field.key)
    understood = parse(str(chosen), field.policy.terms)
    if understood.recognized:
        widgets.note(field.frame.say(understood.explanation))
    return str(chosen)


def country(field: Field) -> object:
    """A country by name, or any code typed."""
    names = Locale.parse(LOCALES[field.frame.lang]).territories
    codes = dict.fromkeys([str(field.value), *COMMON_COUNTRIES, *(code for code in names if len(code) == 2)])
    return st.selectbox(
        field.label, list(codes), format_func=lambda code: f"{names.get(code, code)} {code}", accept_new_options=True, key=field.key
    )


def currency(field: Field) -> object:
    """A currency by name."""
    names = Locale.parse(LOCALES[field.frame.lang]).currencies
    codes = dict.fromkeys([str(field.value), *COMMON_CURRENCIES, *sorted(names)])
    return st.selectbox(field.label, list(codes), format_func=lambda code: f"{code} {names.get(code, '')}", key=field.key)


def choice(field: Field) -> object:
    """One of a few readings, in words."""
    words = {value: field.frame.say(meaning) for value, meaning in field.setting.choices}
    return st.radio(
        field.label, list(words), list(words).index(str(field.value)), format_func=lambda value: widgets.plain(words[value]), key=field.key
    )


def flag(field: Field) -> object:
    """Yes or no."""
    return st.toggle(field.label, bool(field.value), key=field.key)


def whole(field: Field) -> object:
    """A whole number within its bounds."""
    low, high = field.setting.low, field.setting.high
    start = min(max(int(str(field.value)), low), high)
    return st.number_input(field.label, low, high, start, step=1, key=field.key, width=200)


def amount(field: Field) -> object:
    """An amount or another exact number, as typed."""
    shown = f"{field.value:,f}" if isinstance(field.value, Decimal) else str(field.value)
    return policy_edit.number(st.text_input(field.label, shown, key=field.key, width=200))


def share(field: Field) -> object:
    """A share of one, shown as a percentage."""
    shown = f"{field.value * 100:f}" if isinstance(field.value, (int, Decimal)) else str(field.value)
    plain = shown.rstrip("0").rstrip(".") if "." in shown else shown
    typed = policy_edit.number(st.text_input(field.label, plain, key=field.key, width=200).strip().rstrip("%％"))
    return Decimal(typed) / 100 if isinstance(typed, (int, Decimal)) else typed


def day(field: Field) -> object:
    """A calendar day."""
    chosen = st.date_input(
        field.label, field.value if isinstance(field.value, dt.date) else None, format="YYYY-MM-DD", key=field.key, width=200
    )
    return chosen if isinstance(chosen, dt.date) else field.value


def numbers(field: Field) -> object:
    """Several numbers in a row."""
    hint = field.frame._("Separate with commas or spaces")
    return policy_edit.several(st.text_input(field.label, ", ".join(field.texts), key=field.key, help=hint))


def dated_rates(field: Field) -> object:
    """Rates with the day from which each holds, a line per change."""
    hint = field.frame._("One change a line, the oldest first, such as 2025-05-20 3.00")
    return policy_edit.rates_typed(st.text_area(field.label, policy_edit.rate_lines(field.value), key=field.key, help=hint, height=160))


ABREAST = 3
"""How many entries of a table stand side by side."""


def table(field: Field) -> object:
    """A number or a choice for each entry of the table."""
    if not isinstance(field.value, dict):
        return as_written(field)
    st.html(f'<p class="desk-setting">{escape(field.frame.say(field.setting.title))}</p>')
    entries: dict[str, object] = {}
    places = [place for _ in range(0, len(field.setting.keys), ABREAST) for place in st.columns(ABREAST)]
    for place, (name, words) in zip(places, field.setting.keys, strict=False):
        with place:
            entries[name] = _entry(field, name, widgets.plain(field.frame.say(words)), field.value.get(name))
    return entries


def _entry(field: Field, name: str, label: str, value: object) -> object:
    setting, key = field.setting, f"{field.key}.{name}"
    if setting.choices:
        words = dict(setting.choices)
        return st.selectbox(
            label, tuple(words), list(words).index(str(value)), format_func=lambda each: field.frame.say(words[each]), key=key
        )
    whole = value if isinstance(value, int) else setting.low
    return int(st.number_input(label, setting.low, setting.high, whole, key=key))


def as_written(field: Field) -> object:
    """The value as the file writes it, for kinds that have no widget of their own."""
    written = policy_file.value_text(field.setting, field.policy)
    return policy_edit.from_text(st.text_area(field.label, written, key=field.key, help=field.frame._("As it stands in the rules file")))


WIDGETS: dict[Kind, Callable[[Field], object]] = {
    Kind.TEXT: text,
    Kind.TEXTS: texts,
    Kind.TERMS: terms,
    Kind.TERMS_LIST: texts,
    Kind.COUNTRY: country,
    Kind.CURRENCY: currency,
    Kind.CHOICE: choice,
    Kind.FLAG: flag,
    Kind.WHOLE: whole,
    Kind.EDGES: numbers,
    Kind.MONEY: amount,
    Kind.MONEYS: numbers,
    Kind.SHARE: share,
    Kind.PERCENT: amount,
    Kind.PERCENTS: numbers,
    Kind.DATE: day,
    Kind.DATED_RATES: dated_rates,
    Kind.TABLE: table,
}
