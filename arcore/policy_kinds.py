"""What a setting of the policy is: where it lives, what it may hold, and what it is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from arcore.messages import Message

if TYPE_CHECKING:
    from arcore.policy import Policy


class Kind(Enum):
    """What a setting holds. Money is written in the currency's unit (10.00) and held in minor units.

    AT_LEAST and AT_MOST are lists of (edge, points), best first: the first edge that a value reaches (or keeps within) gives
    its points. TABLE gives each of the setting's `keys` a whole number, or one of its `choices`.
    """

    TEXT = "text"
    TEXTS = "texts"
    TERMS = "terms"
    TERMS_LIST = "terms_list"
    COUNTRY = "country"
    CURRENCY = "currency"
    CHOICE = "choice"
    FLAG = "flag"
    WHOLE = "whole"
    EDGES = "edges"
    MONEY = "money"
    MONEYS = "moneys"
    SHARE = "share"
    PERCENT = "percent"
    PERCENTS = "percents"
    DATE = "date"
    DATED_RATES = "dated_rates"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    TABLE = "table"


Steps = tuple[tuple[int, int], ...]
"""What AT_LEAST and AT_MOST hold."""

Numbers = tuple[tuple[str, int], ...]
"""What a TABLE of numbers holds."""


@dataclass(frozen=True)
class Setting:
    """One setting: `section.name` in the file, attribute `attribute` of the section; `low` and `high` bound its numbers.

    `keys` name the entries of a TABLE. `says` makes a sentence of its value for the policy in words; without it the value
    stands alone beside the title.
    """

    section: str
    name: str
    kind: Kind
    title: Message
    note: Message
    low: int = 0
    high: int = 0
    choices: tuple[tuple[str, Message], ...] = ()
    keys: tuple[tuple[str, Message], ...] = ()
    attribute: str = ""
    says: Callable[[Message], Message] | None = None

    @property
    def path(self) -> str:
        """How messages and histories call it: 'aging.due_soon_days'."""
        return f"{self.section}.{self.name}"

    def of(self, policy: Policy) -> object:
        """Its value in `policy`; the bucket edges of a scheme as a tuple."""
        value: object = getattr(getattr(policy, self.section), self.attribute or self.name)
        return getattr(value, "upper_ends", value)
