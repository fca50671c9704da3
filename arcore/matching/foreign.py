"""A document in one currency paid in another: proposed at a rate, never posted.

The line's own words come first (the instructed amount and rate of the bank), then the document's exchange rate. The ledger
keeps an allocation in one currency, so the proposal says how to book it; money stays exact in both (domain rules §6: ±1 %).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from arcore.matching.evidence import Amount
from arcore.matching.explanations import Explanation
from arcore.matching.lines import BankLine
from arcore.matching.payers import Identity
from arcore.matching.position import OpenPosition
from arcore.matching.references import Mentions
from arcore.messages import Message, say
from arcore.money import plain, to_minor

STATED = re.compile(r"\b(usd|eur|hkd|gbp|jpy|cny|aud|sgd|chf|cad)\s*([\d,]+(?:\.\d+)?)")
RATE = re.compile(r"(?:汇率|exchange rate|\brate|@)\s*[:=]?\s*(\d+\.\d{2,8})")
TOLERANCE = Decimal("0.01")


def foreign(line: BankLine, said: Mentions, identity: Identity, books: OpenPosition) -> Explanation | None:
    """The one document of the customer, in another currency, that the line pays at a known rate; None when none or several fit."""
    if identity.customer is None or identity.trust not in ("certain", "derived"):
        return None
    others = [p for p in books.by_customer.get(identity.customer, ()) if books.left[p] > 0 and books.currency[p] != line.currency]
    named = [p for p in others if p in said.positions]
    fitting = [(p, words) for p in named or others if (words := _at_a_rate(line, p, books))]
    if len(fitting) != 1:
        return None
    position, words = fitting[0]
    how = say(
        "To book it: credit the receipt in {currency}, settle {number} in {foreign}, and take the difference to exchange gains and losses",
        currency=line.currency,
        number=books.document_no[position],
        foreign=books.currency[position],
    )
    return Explanation("foreign", identity.customer, (), line.amount, 0.7, False, (*words, how))


def _at_a_rate(line: BankLine, position: int, books: OpenPosition) -> tuple[Message, ...]:
    """Why the line pays the document, or nothing."""
    unit, left = books.currency[position], books.left[position]
    owed = Decimal(plain(left, unit))
    paid = Decimal(plain(line.amount, line.currency))
    stated = {found[1].upper(): to_minor(Decimal(found[2].replace(",", "")), found[1].upper()) for found in STATED.finditer(line.text)}
    values = {"number": books.document_no[position], "owed": Amount(left, unit), "foreign": unit, "rate": f"{paid / owed:.6f}"}
    if stated.get(unit) == left:
        return (say("The line states {foreign} {owed}, what is open on {number}; the rate is {rate}", **values),)
    rates = _rates(line.text, books.exchange_rate[position])
    for rate in rates:
        expected = owed * rate
        if abs(paid - expected) <= expected * TOLERANCE:
            gap = to_minor(paid, line.currency) - to_minor(expected, line.currency)
            values |= {"rate": f"{rate.normalize():f}", "difference": Amount(gap, line.currency)}
            return (say("{number} is open with {foreign} {owed}; at {rate} the exchange difference is {difference}", **values),)
    return ()


def _rates(text: str, of_document: str) -> Sequence[Decimal]:
    """Rates as units of the line's currency for one of the document's, and the other way round."""
    found = [Decimal(stated[1]) for stated in RATE.finditer(text)]
    if not found and re.fullmatch(r"\d+(?:\.\d+)?", of_document):
        found = [Decimal(of_document)]
    return [rate for known in found if known for rate in (known, 1 / known)]
