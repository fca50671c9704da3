"""A chart as a picture that any browser shows and prints sharply; its text stays text."""

from __future__ import annotations

from typing import Any

import vl_convert


def svg(chart: Any, width: int = 860) -> str:
    """The chart as an SVG element of the given width in pixels."""
    spec = chart.properties(width=width).to_dict()
    drawn: str = vl_convert.vegalite_to_svg(spec)
    return drawn
