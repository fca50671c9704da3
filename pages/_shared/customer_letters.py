"""The letters of one customer's file: what is due, writing it, and what became of those written."""

from __future__ import annotations

from arcore import desk
from arcore.exposure import Position
from arcore.letters import listing
from pages._shared import letters_of, letters_sent, letters_write, widgets
from pages._shared.frame import Frame


def show(frame: Frame, position: Position) -> None:
    """The customer's letters in the currency of this file."""
    _ = frame._
    key = position.customer_key
    rows = desk.with_keys(letters_of.listed(frame), "row_id", [f"{key}|{position.currency}"])
    if len(rows):
        widgets.answer(frame.say(listing.one_answer(listing.in_words(rows, frame.lang), frame.unit)))
        letters_write.show(frame, rows, key=f"letters.{key}")
    else:
        widgets.note(_("Nothing overdue is to be asked for in {currency}.").format(currency=position.currency))
    letters_sent.show(frame, key, key=f"letters.{key}")
