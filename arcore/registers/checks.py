"""What a row may hold: every field's value in the one form the ledger keeps, and a sentence for each that will not do."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from arcore.dates import FIRST_YEAR, LAST_YEAR
from arcore.messages import Message, both, say
from arcore.registers.model import Condition, Field, Register, Value
from arcore.schema import Kind

LONGEST_TEXT = 5_000
LARGEST_AMOUNT = 10**17
Given = Value | dt.date


@dataclass(frozen=True)
class Problem:
    """Why a row cannot be kept as it is; `field` is the one to mend."""

    field: str
    message: Message


@dataclass(frozen=True)
class Checked:
    """The row as the ledger keeps it (blank fields left out), and what is wrong with it."""

    values: dict[str, Value]
    problems: tuple[Problem, ...]


class Wrong(Exception):
    """A value that a field cannot hold."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text("en"))
        self.message = message


def check(register: Register, given: Mapping[str, Given]) -> Checked:
    """A row's fields as kept. Money comes in minor units, days as dates or ISO text, choices by their kept value.

    Raises KeyError for a field that the register does not have.
    """
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for name in given:
        register.field(name)
    for field in register.fields:
        try:
            value = _kept(field, given.get(field.name))
        except Wrong as wrong:
            problems.append(Problem(field.name, wrong.message))
            continue
        if value is not None:
            values[field.name] = value
        elif field.required:
            problems.append(Problem(field.name, say("{field} is missing.", field=field.column.title)))
    problems += [*_in_order(register, values), *_conditions(register, values)]
    return Checked(values, tuple(problems))


def _kept(field: Field, given: Given) -> Value:
    if given is None or (isinstance(given, str) and not given.strip()):
        return None
    if field.choices:
        return _chosen(field, given)
    kept = _KEPT[field.kind](field, given)
    return None if kept == "" else kept  # there was nothing but characters that no text may hold


def _chosen(field: Field, given: Given) -> Value:
    if isinstance(given, str) and field.choice(given):
        return given
    raise Wrong(say("{field}: “{value}” is not one of the choices.", field=field.column.title, value=given))


def _text(field: Field, given: Given) -> Value:
    text = str(given).replace("\0", "").strip()
    if len(text) > LONGEST_TEXT:
        raise Wrong(say("{field} is too long: at most {most} characters.", field=field.column.title, most=LONGEST_TEXT))
    return text


def _day(field: Field, given: Given) -> Value:
    try:
        day = given.date() if isinstance(given, dt.datetime) else given if isinstance(given, dt.date) else dt.date.fromisoformat(str(given))
    except ValueError:
        raise Wrong(say("{field}: “{value}” is not a date. Write it like 2026-06-30.", field=field.column.title, value=given)) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Wrong(say("{field}: the year {year} cannot be right.", field=field.column.title, year=day.year))
    return day.isoformat()


def _money(field: Field, given: Given) -> Value:
    if isinstance(given, bool) or not isinstance(given, int) or abs(given) > LARGEST_AMOUNT:
        raise Wrong(say("{field}: “{value}” is not an amount.", field=field.column.title, value=given))
    return given


def _whole(field: Field, given: Given) -> Value:
    if isinstance(given, bool) or not re.fullmatch(r"-?\d{1,9}", str(given).strip()):
        raise Wrong(say("{field}: “{value}” is not a whole number.", field=field.column.title, value=given))
    number = int(str(given))
    _refuse_outside(field, Decimal(number))
    return number


def _rate(field: Field, given: Given) -> Value:
    try:
        number = Decimal(str(given).strip().rstrip("%％‰"))
    except InvalidOperation:
        raise Wrong(say("{field}: “{value}” is not a number.", field=field.column.title, value=given)) from None
    if not number.is_finite():
        raise Wrong(say("{field}: “{value}” is not a number.", field=field.column.title, value=given))
    _refuse_outside(field, number)
    return f"{number.normalize():f}"


def _refuse_outside(field: Field, number: Decimal) -> None:
    if field.between and not field.between[0] <= number <= field.between[1]:
        least, most = field.between
        raise Wrong(
            say("{field}: {value} is not between {least} and {most}.", field=field.column.title, value=number, least=least, most=most)
        )


def _flag(field: Field, given: Given) -> Value:
    if isinstance(given, bool):
        return given
    raise Wrong(say("{field}: “{value}” is neither yes nor no.", field=field.column.title, value=given))


def _currency(field: Field, given: Given) -> Value:
    code = str(given).strip().upper()
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise Wrong(say("{field}: “{value}” is not an ISO code such as CNY.", field=field.column.title, value=given))
    return code


_KEPT: dict[Kind, Callable[[Field, Given], Value]] = {
    **dict.fromkeys((Kind.TEXT, Kind.ID, Kind.NAME, Kind.TERMS, Kind.FILE), _text),
    Kind.DATE: _day,
    Kind.MONEY: _money,
    Kind.INTEGER: _whole,
    Kind.NUMBER: _rate,
    Kind.FLAG: _flag,
    Kind.CURRENCY: _currency,
}


def _in_order(register: Register, values: Mapping[str, Value]) -> list[Problem]:
    problems = []
    for first, last in register.ordered:
        if first in values and last in values and str(values[first]) > str(values[last]):
            words = {"last": register.field(last).column.title, "first": register.field(first).column.title}
            problems.append(Problem(last, say("{last} is before {first}.", **words)))
    return problems


def _conditions(register: Register, values: Mapping[str, Value]) -> list[Problem]:
    return [_needed(register, c) for c in register.conditions if c.field not in values and _applies(c, values)]


def _applies(condition: Condition, values: Mapping[str, Value]) -> bool:
    value = values.get(condition.when)
    return value in condition.values if condition.values else value is not None


def _needed(register: Register, condition: Condition) -> Problem:
    field, when = register.field(condition.field), register.field(condition.when)
    if not condition.values or when.kind is Kind.FLAG:
        return Problem(field.name, say("{field} is missing: {when} asks for it.", field=field.column.title, when=when.column.title))
    known = [choice for value in condition.values if (choice := when.choice(value))]
    either = both("、".join(c.zh for c in known), ", ".join(c.en for c in known))
    words = {"field": field.column.title, "when": when.column.title, "value": either}
    return Problem(field.name, say("{field} is missing: {when} “{value}” asks for it.", **words))
