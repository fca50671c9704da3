"""The one ramp from not due to oldest, used by charts, tables, workbooks and decks.

Lightness falls evenly from pale to dark, so the order survives color blindness and gray
printing; the hue only helps. Nothing else in the app colors an age.
"""

from __future__ import annotations

NOT_DUE = "#D9E4ED"
"""Not due: a cool gray that recedes."""

OVERDUE = ("#F3C572", "#E6A047", "#D6792F", "#BB552B", "#953929", "#6B2523")
"""Overdue, youngest to oldest: CIE lightness 82 to 25 in even steps, from yellow over orange to brown red."""

CREDIT = "#5B8C85"
"""Credits: outside the ramp."""

UNKNOWN = "#8A8A8A"
"""Age unknown."""

ACCENT = "#2F5D8A"
"""The one accent color, for what is not an age."""

ACCENT_ON = {"light": ACCENT, "dark": "#8FB4DA"}
"""The accent for thin lines and text on the two themes, readable on both."""

MUTED = "#9AA5B1"
"""Last month's shadow, rules and other background marks."""


STATUS = {"over": "#953929", "near": "#E6A047", "within": "#2F5D8A", "zero_limit": "#5B8C85", "no_limit": "#9AA5B1"}
"""Credit positions by `exposure.Status`; shapes tell them apart too."""

INK = {"light": "#262730", "dark": "#FAFAFA"}
"""Text on the two themes."""


DARK = 130_000
"""Of a color's luma in thousandths: below it white is the better ink."""


def ramp(count: int, *, first_is_current: bool = True) -> tuple[str, ...]:
    """`count` colors, youngest bucket first; more buckets than colors are spread over the ramp.

    >>> ramp(3)
    ('#D9E4ED', '#F3C572', '#6B2523')
    """
    overdue = count - 1 if first_is_current else count
    colors = tuple(_at(number / max(1, overdue - 1)) for number in range(overdue))
    return (NOT_DUE, *colors) if first_is_current else colors


def ink_on(color: str) -> str:
    """The ink in which a figure can be read on a mark of this color.

    >>> ink_on("#D9E4ED"), ink_on("#6B2523")
    ('#262730', '#FFFFFF')
    """
    red, green, blue = _channels(color)
    return "#FFFFFF" if 299 * red + 587 * green + 114 * blue < DARK else INK["light"]


def _at(share: float) -> str:
    """The ramp's color at `share` of its length, mixed between its two neighbors."""
    place = share * (len(OVERDUE) - 1)
    low = min(int(place), len(OVERDUE) - 2)
    mix = place - low
    return "#" + "".join(
        f"{round(a + (b - a) * mix):02X}" for a, b in zip(_channels(OVERDUE[low]), _channels(OVERDUE[low + 1]), strict=True)
    )


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
