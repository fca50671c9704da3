"""The letters of one customer's file: what is due, writing it, and what became of those written."""

from __future__ import annotations

from arcore import desk
from arcore.exposure import Position
from arcore.letters import listing
from arcore.letters.complete import missing_of_ours
from pages._shared import downloads, letters_of, letters_sent, letters_write, papers_form, widgets
from pages._shared.frame import Frame


def show(frame: Frame, position: Position) -> None:
    """The customer's letters in the currency of this file."""
    _ = frame._
    key = position.customer_key
    rows = desk.with_keys(letters_of.listed(frame), "row_id", [f"{key}|{position.currency}"])
    if len(rows):
        widgets.answer(frame.say(listing.one_answer(listing.in_words(rows, frame.lang), frame.unit)))
        gaps = missing_of_ours(frame.policy, downloads.company(frame))
        for gap in gaps:
            widgets.strip(frame.say(gap), "bad")
        if gaps:
            papers_form.ask(frame, "letters", _("Account and contact for letters"), _("Account and contact are in the policy now."))
        else:
            letters_write.show(frame, rows, key=f"letters.{key}")
    else:
        widgets.note(_("Nothing overdue is to be asked for in {currency}.").format(currency=position.currency))
    letters_sent.show(frame, key, key=f"letters.{key}")
