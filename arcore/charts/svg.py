"""A chart as a picture that any browser shows and prints sharply; its text stays text."""

from __future__ import annotations

from typing import Any

import vl_convert

WIDTH = 860
"""Pixels."""


def svg(chart: Any) -> str:
    """The chart as an SVG element, `WIDTH` wide."""
    spec = chart.properties(width=WIDTH).to_dict()
    drawn: str = vl_convert.vegalite_to_svg(spec)
    return drawn
