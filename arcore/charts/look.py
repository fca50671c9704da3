"""What all charts share: for whom they are drawn, their titles, and how ages are colored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

import altair as alt

from arcore import palette
from arcore.buckets import Scheme, edges, label_messages
from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.money import Unit, shown, to_decimal
from arcore.policy import AgingScheme

NO_AXIS = alt.Axis(title=None, labels=False, ticks=False, domain=False, grid=False)
"""Where the marks carry their own labels."""


@dataclass(frozen=True)
class Look:
    """For whom a chart is drawn: language, unit, currency and theme."""

    lang: Language = "zh"
    unit: Unit = "unit"
    currency: str = "CNY"
    theme: Literal["light", "dark"] = "light"

    def text(self, message: Message) -> str:
        """`message` in the chart's language."""
        return message.text(self.lang)

    def number(self, minor: int) -> float:
        """A length to draw; labels never come from it."""
        return float(to_decimal(minor, self.currency)) / (10_000 if self.unit == "ten_thousand" else 1)

    def label(self, minor: int) -> str:
        """What stands at the mark."""
        return shown(minor, self.currency, unit=self.unit, lang=self.lang)

    @property
    def ink(self) -> str:
        """The color of text inside the chart."""
        return palette.INK[self.theme]

    @property
    def accent(self) -> str:
        """The accent for lines and text inside the chart."""
        return palette.ACCENT_ON[self.theme]

    @property
    def unit_name(self) -> Message:
        """The unit in a title."""
        if self.currency == "CNY":
            return say("CNY 10,000") if self.unit == "ten_thousand" else say("CNY")
        if self.unit == "ten_thousand":
            return say("{currency} 10,000", currency=self.currency)
        return say("{currency}", currency=self.currency)

    def title(self, name: Message, as_of: dt.date, under: Message | None = None) -> alt.TitleParams:
        """`name` with its date and unit; `under` it what the marks mean."""
        whole = say("{name} (as of {date}, {unit})", name=name, date=as_of.isoformat(), unit=self.unit_name)
        return self.heading(whole, under)

    def heading(self, whole: Message, under: Message | None = None) -> alt.TitleParams:
        """A title that says date and unit itself; `under` it what the marks mean."""
        title = alt.TitleParams(text=self.text(whole), anchor="start")
        if under is not None:
            title.subtitle, title.subtitleColor = self.text(under), self.ink
        return title

    def tip(self, field: str, heading: Message) -> alt.Tooltip:
        """One line of a tooltip."""
        return alt.Tooltip(f"{field}:N", title=self.text(heading))

    def age_scale(self, scheme: Scheme, *others: tuple[Message, str]) -> alt.Scale:
        """The ramp by bucket name, and other names with their colors behind it."""
        names = [*label_messages(scheme), *(name for name, _ in others)]
        first_is_current = isinstance(scheme, AgingScheme)
        colors = [*palette.ramp(len(edges(scheme)) + 1, first_is_current=first_is_current), *(color for _, color in others)]
        return alt.Scale(domain=[self.text(name) for name in names], range=colors)


def amounts(row: Any, scheme: Scheme) -> list[int]:
    """The buckets of a row of `aging.series` or `aging.table`, and its credits last."""
    buckets = [int(row[f"bucket_{number}"]) for number in range(len(edges(scheme)) + 1)]
    return [*buckets, int(row["credit_notes"]) + int(row["unapplied"])]


def highest(values: Iterable[float]) -> float:
    """The top of an axis from zero: the largest value however small, so that one small amount fills the picture; else 1.

    >>> highest([0.11, 0.0]), highest([-2.0]), highest([])
    (0.11, 1.0, 1.0)
    """
    return max([0.0, *values]) or 1.0


def layered(charts: Sequence[alt.Chart], title: alt.TitleParams, height: Any) -> alt.LayerChart:
    """The charts on top of each other, with a title, on a transparent ground."""
    return cast(alt.LayerChart, alt.layer(*charts).properties(title=title, height=height, background="transparent"))


def faded(picked: alt.Parameter) -> Any:
    """Full where picked, pale elsewhere."""
    return alt.condition(picked, alt.value(1.0), alt.value(0.35))
