"""What a register is: rows that people keep by hand, declared as data.

From one declaration follow the checks and their sentences, the table, the form, the workbook to fill in, the import,
the history and the print. Headings and choices stand in both languages, as in `schema`; sentences go through `say`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from arcore.i18n import Language
from arcore.messages import Message, both, say
from arcore.schema import Column, Kind

Value: TypeAlias = int | str | bool | None
"""What the ledger keeps of one field: minor units, whole numbers, text, ISO days, yes or no."""

Values: TypeAlias = Mapping[str, Value]


class Subject(Enum):
    """What a row is about."""

    CUSTOMER = "customer"
    DOCUMENT = "document"
    COMPANY = "company"


class Group(Enum):
    """Where people look for a register."""

    CONTRACTS = "contracts"
    CREDIT = "credit"
    RISK = "risk"
    COLLECTION = "collection"
    WORK = "work"
    LEGAL = "legal"


GROUP_TITLES: dict[Group, Message] = {
    Group.CONTRACTS: say("Contracts and rules"),
    Group.CREDIT: say("Credit and security"),
    Group.RISK: say("Assessment and events"),
    Group.COLLECTION: say("Collection"),
    Group.WORK: say("Tasks and stages"),
    Group.LEGAL: say("Law and courts"),
}


@dataclass(frozen=True)
class Choice:
    """One of the values a field may have: what is kept, and its words in both languages."""

    value: str
    zh: str
    en: str

    def label(self, lang: Language) -> str:
        """Its word in `lang`."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class Field:
    """One column of a register. `choices` close the set; `lines` of its text box; whole numbers and rates lie in `between`."""

    column: Column
    required: bool = False
    choices: tuple[Choice, ...] = ()
    default: Value = None
    note: Message | None = None
    lines: int = 1
    between: tuple[int, int] | None = None

    @property
    def name(self) -> str:
        """Its name in every frame."""
        return self.column.name

    @property
    def kind(self) -> Kind:
        """What its values are."""
        return self.column.kind

    def heading(self, lang: Language) -> str:
        """What people call it."""
        return self.column.heading(lang)

    def labels(self, lang: Language) -> dict[str, str]:
        """What is kept → its word in `lang`, of every choice."""
        return {str(choice.value): choice.label(lang) for choice in self.choices}

    def words(self) -> dict[str, Message]:
        """The same before a language is chosen."""
        return {str(choice.value): both(choice.zh, choice.en) for choice in self.choices}

    def choice(self, value: Value) -> Choice | None:
        """The choice that is kept as `value`."""
        return next((choice for choice in self.choices if choice.value == value), None)


@dataclass(frozen=True)
class Condition:
    """`field` must be filled in where `when` has one of `values` (empty: where `when` is filled in at all)."""

    field: str
    when: str
    values: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Prerequisite:
    """A row may only say that `when` is one of `values` once the customer has a row in `register`; `why` tells a person so."""

    when: str
    values: tuple[Value, ...]
    register: str
    why: Message


@dataclass(frozen=True)
class Register:
    """One register.

    `dated`: the day from which a row counts; `expires`: the last day it counts; `label`: the fields that name a row in one
    line; `ordered`: pairs of days of which the first may not be later; `conditions`: fields needed because of others.
    `open_states`: (field, values) that a row has while something is still to be done. `ruled`: those values are left by a decision
    of its own, which does what was decided, and never by filling in the row. `once`: a customer's row with the same values in these
    fields as another is the same row, written down a second time.
    """

    name: str
    group: Group
    subject: Subject
    title: Message
    question: Message
    fields: tuple[Field, ...]
    dated: str
    expires: str | None = None
    label: tuple[str, ...] = ()
    ordered: tuple[tuple[str, str], ...] = ()
    conditions: tuple[Condition, ...] = ()
    open_states: tuple[str, tuple[str, ...]] | None = None
    customer_optional: bool = False
    prerequisites: tuple[Prerequisite, ...] = ()
    ruled: bool = False
    once: tuple[str, ...] = ()

    def field(self, name: str) -> Field:
        """The field called `name`; KeyError when there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its fields in order."""
        return tuple(field.name for field in self.fields)

    @property
    def has_money(self) -> bool:
        """Whether rows hold amounts, in the currency of their `currency` field."""
        return any(field.kind is Kind.MONEY for field in self.fields)
