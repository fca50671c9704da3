"""One value of the policy file: read as its setting's kind, or a sentence that says what it must be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from babel import Locale

from arcore.dated_rates import DatedRate
from arcore.messages import Message, say
from arcore.money import exponent, to_decimal, to_minor
from arcore.policy_settings import Kind, Setting
from arcore.terms import parse

MAX_ITEMS = 200
MAX_TEXT = 200
MAX_POINTS = 100
_LARGEST_SHOWN = 10**30
_CURRENCIES = frozenset(Locale("en").currencies)


@dataclass(frozen=True)
class Wrong:
    """Why a value cannot be used."""

    message: Message


def read_value(setting: Setting, value: object, currency: str) -> object:
    """`value`, as TOML gives it, in the form the policy holds it; `Wrong` when it is not of the setting's kind."""
    return _READERS[setting.kind](setting, value, currency)


def _text(setting: Setting, value: object, currency: str) -> object:
    if not isinstance(value, str) or len(value) > MAX_TEXT or not value.isprintable():
        return Wrong(say("“{key}” must be text in quotes on one line, at most {most} characters.", key=setting.path, most=MAX_TEXT))
    return value.strip()


def _terms(setting: Setting, value: object, currency: str) -> object:
    if not isinstance(value, str) or not parse(value).recognized:
        return Wrong(
            say(
                "“{key}” must be payment terms that can be counted, such as 30天 or Net 30, not {value}.",
                key=setting.path,
                value=_shown(value),
            )
        )
    return value.strip()


def _country(setting: Setting, value: object, currency: str) -> object:
    code = value.strip().upper() if isinstance(value, str) else ""
    head, _, tail = code.partition("-")
    if not (len(head) == 2 and head.isascii() and head.isalpha() and len(tail) <= 3 and (not tail or tail.isalnum())):
        return Wrong(
            say("“{key}” must be a country's two letters, such as CN, HK or GB, not {value}.", key=setting.path, value=_shown(value))
        )
    return code


def _currency(setting: Setting, value: object, currency: str) -> object:
    code = value.strip().upper() if isinstance(value, str) else ""
    if code not in _CURRENCIES:
        return Wrong(
            say("“{key}” must be a currency's three letters, such as CNY or USD, not {value}.", key=setting.path, value=_shown(value))
        )
    return code


def _choice(setting: Setting, value: object, currency: str) -> object:
    names = [name for name, _ in setting.choices]
    if value not in names:
        return Wrong(say("“{key}” must be one of {choices}, not {value}.", key=setting.path, choices=", ".join(names), value=_shown(value)))
    return value


def _flag(setting: Setting, value: object, currency: str) -> object:
    return (
        value
        if isinstance(value, bool)
        else Wrong(say("“{key}” must be true or false, not {value}.", key=setting.path, value=_shown(value)))
    )


def _whole(setting: Setting, value: object, currency: str) -> object:
    if isinstance(value, bool) or not isinstance(value, int) or not setting.low <= value <= setting.high:
        return Wrong(
            say(
                "“{key}” must be a whole number from {low} to {high}, not {value}.",
                key=setting.path,
                low=setting.low,
                high=setting.high,
                value=_shown(value),
            )
        )
    return value


def _decimal(value: object) -> Decimal | None:
    if isinstance(value, Decimal) and value.is_finite():
        return value
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _money(setting: Setting, value: object, currency: str) -> object:
    amount = _decimal(value)
    bounds = to_decimal(setting.low, currency), to_decimal(setting.high, currency)
    if amount is None or not bounds[0] <= amount <= bounds[1] or amount != round(amount, exponent(currency)):
        return Wrong(
            say(
                "“{key}” must be an amount in {currency} from {low} to {high} with at most {places} decimals, not {value}.",
                key=setting.path,
                currency=currency,
                low=bounds[0],
                high=bounds[1],
                places=exponent(currency),
                value=_shown(value),
            )
        )
    return to_minor(amount, currency)


def _share(setting: Setting, value: object, currency: str) -> object:
    share = _decimal(value)
    if share is None or not setting.low <= share <= setting.high:
        return Wrong(
            say(
                "“{key}” must be a number from {low} to {high}, not {value}.",
                key=setting.path,
                low=setting.low,
                high=setting.high,
                value=_shown(value),
            )
        )
    return float(share)


def _each(read: Callable[[Setting, object, str], object]) -> Callable[[Setting, object, str], object]:
    """A reader of lists, none longer than `MAX_ITEMS`, whose items `read` takes one by one."""

    def read_all(setting: Setting, value: object, currency: str) -> object:
        if not isinstance(value, list) or len(value) > MAX_ITEMS:
            return Wrong(say("“{key}” must be a list in square brackets, with at most {most} entries.", key=setting.path, most=MAX_ITEMS))
        items = [read(setting, item, currency) for item in value]
        return next((item for item in items if isinstance(item, Wrong)), tuple(items))

    return read_all


def _edges(setting: Setting, value: object, currency: str) -> object:
    edges = _each(_whole)(setting, value, currency)
    if isinstance(edges, Wrong):
        return edges
    if not isinstance(edges, tuple) or not edges or any(low >= high for low, high in pairwise(edges)):
        return Wrong(say("“{key}” must be numbers that rise, such as [0, 30, 60], not {value}.", key=setting.path, value=_shown(value)))
    return edges


def _steps(rising: bool) -> Callable[[Setting, object, str], object]:
    """A reader of (edge, points) pairs, best first; their edges rise or fall all the way."""

    def read_steps(setting: Setting, value: object, currency: str) -> object:
        pairs = value if isinstance(value, list) and 0 < len(value) <= MAX_ITEMS else []
        steps = tuple((pair[0], pair[1]) for pair in pairs if isinstance(pair, list) and len(pair) == 2 and all(map(_is_whole, pair)))
        wrong_order = any(low[1] <= high[1] or (low[0] >= high[0]) is rising or low[0] == high[0] for low, high in pairwise(steps))
        out_of_range = any(not setting.low <= edge <= setting.high or not 0 <= points <= MAX_POINTS for edge, points in steps)
        if len(steps) != len(pairs) or not steps or wrong_order or out_of_range:
            return Wrong(_out_of_order(setting, value, rising=rising))
        return steps

    return read_steps


def _out_of_order(setting: Setting, value: object, *, rising: bool) -> Message:
    """What pairs of edge and points must look like."""
    words = {"key": setting.path, "low": setting.low, "high": setting.high, "most": MAX_POINTS, "value": _shown(value)}
    if rising:
        return say(
            "“{key}” must be pairs of edge and points, best first, such as [[0, 15], [5, 13]]: edges from {low} to {high} that rise, "
            "points from {most} to 0 that fall; not {value}.",
            **words,
        )
    return say(
        "“{key}” must be pairs of edge and points, best first, such as [[98, 20], [95, 18]]: edges from {high} to {low} that fall, "
        "points from {most} to 0 that fall; not {value}.",
        **words,
    )


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _table(setting: Setting, value: object, currency: str) -> object:
    names = [name for name, _ in setting.keys]
    if not isinstance(value, dict) or sorted(value) != sorted(names):
        example = "{ " + ", ".join(f"{name} = …" for name in names) + " }"
        return Wrong(
            say("“{key}” must name each of these once: {example}; not {value}.", key=setting.path, example=example, value=_shown(value))
        )
    read = _choice if setting.choices else _whole
    entries = tuple((name, read(replace(setting, name=f"{setting.name}.{name}"), value[name], currency)) for name in names)
    return next((entry for _, entry in entries if isinstance(entry, Wrong)), entries)


def _date(setting: Setting, value: object, currency: str) -> object:
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        return Wrong(say("“{key}” must be a date such as 2026-08-20, without quotes, not {value}.", key=setting.path, value=_shown(value)))
    return value


def _dated_rates(setting: Setting, value: object, currency: str) -> object:
    """Pairs of a day and the percentage from that day on, oldest first."""
    pairs = value if isinstance(value, list) and len(value) <= MAX_ITEMS else [None]
    rates = [
        DatedRate(pair[0], rate)
        for pair in pairs
        if isinstance(pair, list) and len(pair) == 2 and isinstance(_date(setting, pair[0], currency), dt.date)
        for rate in [_decimal(pair[1])]
        if rate is not None and setting.low <= rate <= setting.high
    ]
    if len(rates) != len(pairs) or any(earlier.since >= later.since for earlier, later in pairwise(rates)):
        return Wrong(
            say(
                "“{key}” must be pairs of a date and a percentage from {low} to {high}, the oldest first, such as [[2025-05-20, 3.00]].",
                key=setting.path,
                low=setting.low,
                high=setting.high,
            )
        )
    return tuple(rates)


def _shown(value: object) -> str:
    """The value as a person wrote it, shortened."""
    if isinstance(value, int) and abs(value) > _LARGEST_SHOWN:
        return "…"
    text = f"“{value}”" if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:57] + "…"


_READERS: dict[Kind, Callable[[Setting, object, str], object]] = {
    Kind.TEXT: _text,
    Kind.TEXTS: _each(_text),
    Kind.TERMS: _terms,
    Kind.TERMS_LIST: _each(_terms),
    Kind.COUNTRY: _country,
    Kind.CURRENCY: _currency,
    Kind.CHOICE: _choice,
    Kind.FLAG: _flag,
    Kind.WHOLE: _whole,
    Kind.EDGES: _edges,
    Kind.MONEY: _money,
    Kind.MONEYS: _each(_money),
    Kind.SHARE: _share,
    Kind.PERCENT: _share,
    Kind.PERCENTS: _each(_share),
    Kind.AT_LEAST: _steps(rising=False),
    Kind.AT_MOST: _steps(rising=True),
    Kind.TABLE: _table,
    Kind.DATE: _date,
    Kind.DATED_RATES: _dated_rates,
}
