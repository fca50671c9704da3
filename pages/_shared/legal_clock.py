"""The clocks of the law at the visit's date, and one document's in a line on its drill-down."""

from __future__ import annotations

from arcore import desk
from arcore.legal.clocks import Clocks, clocks_at
from pages._shared import figures_of, widgets
from pages._shared.frame import Frame, once


def clocks(frame: Frame) -> Clocks:
    """Every clock that runs at the visit's date."""

    def compute() -> Clocks:
        books = frame.books
        items = figures_of.aged(frame, frame.as_of, "policy", "due").items
        return clocks_at(items, books.allocations, books.customers, figures_of.registers(frame), frame.as_of)

    return once(frame, "legal.clocks", frame.as_of, compute=compute)


def of_document(frame: Frame, document_key: int) -> None:
    """One document's clock in a line, where it runs."""
    at = clocks(frame)
    found = desk.with_keys(at.debts, "document_key", [document_key])
    if len(found):
        widgets.note(frame.say(at.sentence(document_key)))
