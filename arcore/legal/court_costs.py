"""What going to court costs, and whether it pays (capability 85).

Fees by tier: a flat base up to the first end, then each percentage of what lies between its end and the next
(诉讼费用交纳办法 13, 14). Halved in summary procedure and when the parties settle (15, 16).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from arcore import wording
from arcore.messages import Message, say
from arcore.money import Unit, share_of
from arcore.policy_sections.legal import LegalRules

CURRENCY = "CNY"
YUAN = 100


@dataclass(frozen=True)
class Reckoning:
    """One claim, minor units of CNY. Chances are whole percents: of winning, and of then collecting what was won.

    Court and preservation fees fall on the loser (29): where we win and collect, they come back in the same share.
    """

    claim: int
    court: int
    preservation: int
    lawyer: int
    enforcement: int
    win: int
    collect: int

    @property
    def costs(self) -> int:
        """What must be paid out before anything comes in."""
        return self.court + self.preservation + self.lawyer

    @property
    def chance(self) -> Decimal:
        """Of getting the money: winning, then collecting."""
        return Decimal(self.win * self.collect) / 10_000

    @property
    def expected(self) -> int:
        """What comes in on average: claim and refunded fees × chance."""
        return share_of(self.claim + self.court + self.preservation, self.chance)

    @property
    def net(self) -> int:
        """Expected recovery less costs; below zero it does not pay."""
        return self.expected - self.costs

    @property
    def break_even(self) -> int | None:
        """The chance in percent, rounded up, from which it pays; None for a claim of nothing."""
        base = self.claim + self.court + self.preservation
        return -(-self.costs * 100 // base) if base > 0 else None

    def sentence(self, unit: Unit = "unit") -> Message:
        """Whether it pays, in one sentence."""
        words = {
            "claim": wording.amount(self.claim, CURRENCY, unit),
            "costs": wording.amount(self.costs, CURRENCY, unit),
            "expected": wording.amount(self.expected, CURRENCY, unit),
            "net": wording.amount(abs(self.net), CURRENCY, unit),
            "percent": self.break_even if self.break_even is not None else "–",
        }
        if self.net >= 0:
            return say(
                "Suing for {claim} costs {costs} and brings {expected} on average: {net} more. It pays from {percent} % up.", **words
            )
        if self.break_even is None or self.break_even > 100:
            return say(
                "Suing for {claim} costs {costs} and brings {expected} on average: {net} less. Even the whole claim would not cover "
                "the costs.",
                **words,
            )
        return say(
            "Suing for {claim} costs {costs} and brings {expected} on average: {net} less. It pays only from {percent} % up.", **words
        )


def reckon(claim: int, rules: LegalRules, *, win: int, collect: int, preserve: bool = True, halved: bool = False) -> Reckoning:
    """The reckoning of a claim in fen; `halved`: summary procedure or settlement."""
    court = tiered(claim, rules.court_base, rules.court_ends, rules.court_percents)
    return Reckoning(
        claim=claim,
        court=int((Decimal(court) / 2).quantize(Decimal(1), rounding=ROUND_HALF_UP)) if halved else court,
        preservation=preservation_fee(claim, rules) if preserve else 0,
        lawyer=max(rules.lawyer_least, share_of(claim, Decimal(str(rules.lawyer_percent)) / 100)),
        enforcement=tiered(claim, rules.enforcement_base, rules.enforcement_ends, rules.enforcement_percents),
        win=win,
        collect=collect,
    )


def preservation_fee(amount: int, rules: LegalRules) -> int:
    """The fee for preserving so many fen, up to the cap."""
    return min(rules.preservation_cap, tiered(amount, rules.preservation_base, rules.preservation_ends, rules.preservation_percents))


def tiered(amount: int, base: int, ends: tuple[int, ...], percents: tuple[float, ...]) -> int:
    """The fee of `amount` fen: `base`, and each percentage of its part above `ends` (whole yuan), half up to the fen.

    >>> tiered(1_500_000_00, 50_00, (10_000, 100_000, 200_000, 500_000, 1_000_000), (2.5, 2.0, 1.5, 1.0, 0.9))
    1830000
    """
    fee = Decimal(base)
    for (low, high), percent in zip(pairwise((*ends, None)), percents, strict=True):
        top = amount if high is None else min(amount, high * YUAN)
        fee += max(0, top - (low or 0) * YUAN) * Decimal(str(percent)) / 100
    return int(fee.quantize(Decimal(1), rounding=ROUND_HALF_UP))
