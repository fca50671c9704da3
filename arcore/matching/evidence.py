"""Values inside evidence sentences that are only written out when somebody reads them."""

from __future__ import annotations

from dataclasses import dataclass

from arcore.money import shown


@dataclass(frozen=True)
class Amount:
    """Minor units of a currency; reads with separators and the currency's decimals.

    >>> f"{Amount(1234567, 'CNY')}"
    '12,345.67'
    """

    minor: int
    currency: str

    def __str__(self) -> str:
        return shown(self.minor, self.currency)

    def __format__(self, spec: str) -> str:
        return str(self)
