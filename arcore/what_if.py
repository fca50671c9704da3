"""What other terms and limits would do to receivables, DSO and cash (capability 15)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from arcore.exposure import Position
from arcore.messages import Message, say
from arcore.money import Unit
from arcore.standing import SALES_DAYS
from arcore.wording import amount
from arcore.wording import days as days_text


@dataclass(frozen=True)
class Effect:
    """One currency, minor units, before and after; `over` customers are beyond their limits by `over_by` together."""

    currency: str
    receivables: int
    projected: int
    sales_per_day: Fraction
    over: int
    over_by: int
    projected_over: int
    projected_over_by: int

    @property
    def cash(self) -> int:
        """What comes in once (negative: what is tied up)."""
        return self.receivables - self.projected

    @property
    def days_sales_outstanding(self) -> Fraction | None:
        """Receivables ÷ sales a day; None without sales."""
        return self.receivables / self.sales_per_day if self.sales_per_day else None

    @property
    def projected_days(self) -> Fraction | None:
        """The same after the change."""
        return self.projected / self.sales_per_day if self.sales_per_day else None


def effect(positions: Sequence[Position], sales: int, currency: str, *, days: int, limit_percent: int) -> Effect:
    """Terms longer by `days` (shorter when negative) and limits changed by `limit_percent` per cent.

    Receivables move by sales a day × days, down to zero at most; `sales`: of the last `standing.SALES_DAYS` days, minor units.
    """
    mine = [position for position in positions if position.currency == currency]
    receivables = sum(position.open for position in mine)
    per_day = Fraction(max(0, sales), SALES_DAYS)
    limited = [(position.exposure, position.limit) for position in mine if position.limit is not None]
    now = [exposed - limit for exposed, limit in limited if exposed > limit]
    then = [over for exposed, limit in limited if (over := exposed - changed(limit, limit_percent)) > 0]
    return Effect(
        currency, receivables, max(0, receivables + round(per_day * days)), per_day, len(now), sum(now), len(then), sum(then)
    )  # fmt: skip


def changed(limit: int, percent: int) -> int:
    """A limit raised (or lowered) by per cent, to a whole minor unit.

    >>> changed(1_000_00, -15)
    85000
    """
    return int(Fraction(limit * (100 + percent), 100))


def sentences(found: Effect, *, days: int, limit_percent: int, unit: Unit) -> tuple[Message, ...]:
    """What the change would do."""
    told = []
    if days:
        told.append(
            say(
                "Terms {days} days {direction}: receivables {now} → {then}, DSO {dso} → {new_dso} days, {cash} of cash {effect}.",
                days=abs(days),
                direction=say("longer") if days > 0 else say("shorter"),
                now=amount(found.receivables, found.currency, unit),
                then=amount(found.projected, found.currency, unit),
                dso=days_text(found.days_sales_outstanding),
                new_dso=days_text(found.projected_days),
                cash=amount(abs(found.cash), found.currency, unit),
                effect=say("freed once") if found.cash >= 0 else say("tied up"),
            )
        )
    if limit_percent:
        told.append(
            say(
                "Limits {percent}% {direction}: {now} → {then} customers over their limit, by {before} → {after} together.",
                percent=abs(limit_percent),
                direction=say("higher") if limit_percent > 0 else say("lower"),
                now=found.over,
                then=found.projected_over,
                before=amount(found.over_by, found.currency, unit),
                after=amount(found.projected_over_by, found.currency, unit),
            )
        )
    return tuple(told) or (say("Move a slider to see what would change."),)
