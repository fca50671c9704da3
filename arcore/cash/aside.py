"""Why a bank line is no customer's payment: codes kept with the line, and the words for them."""

from __future__ import annotations

from arcore.i18n import Language
from arcore.matching.neutral import REASONS as NEUTRAL_REASONS
from arcore.messages import Message, say

ASIDE_REASONS: dict[str, Message] = {
    "refund": say("Refund to us"),
    "interest": say("Interest"),
    "own_transfer": say("Transfer between own accounts"),
    "guarantee": say("Deposit or guarantee returned"),
    "tax_refund": say("Tax refund or subsidy"),
    "booked": say("Booked elsewhere already"),
    "other": say("Other"),
}
"""Why a person says that a line is no customer's payment; the code is kept with the line."""
PAIRS: dict[str, Message] = {
    "reversed": say("Reversed by another line; neither counts"),
    "reversal": say("Reverses another line; neither counts"),
    "already_booked": say("Already booked as a receipt"),
}


def reason(note: str, lang: Language) -> str:
    """The words for a code kept with a line; a person's own words as they are."""
    known = {**NEUTRAL_REASONS, **PAIRS, **ASIDE_REASONS}.get(note)
    return known.text(lang) if known else note
