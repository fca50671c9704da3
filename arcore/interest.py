"""Interest on late payments: whose rate, from which day to which, on what principal, and why (domain rules §4.9).

Days count from the day after the due date up to and including the day of payment; a partial payment lowers the principal
from the next day on. Interest is simple, added up exactly and rounded once. Nothing here is claimed by itself: statements
carry interest only where the policy turns it on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from arcore.dated_rates import DatedRate, exact_percent, rate_on
from arcore.messages import Message, say
from arcore.money import exponent, half_up
from arcore.policy_sections.interest import InterestRules, Mode

ONE_DAY = dt.timedelta(days=1)
FIRST_LPR = dt.date(2019, 8, 20)
SME_PER_DAY = Fraction(5, 10_000)
EU_MARGIN = Fraction(8, 100)
UK_MARGIN = Fraction(8, 100)
EU_FIXED = 40
UK_FIXED = ((1_000, 40), (10_000, 70), (None, 100))
EXCESSIVE = Fraction(13, 10)
"""An agreed penalty above this multiple of the loss is generally excessive (Civil Code art. 585 and its interpretation, art. 65)."""


@dataclass(frozen=True)
class Late:
    """One overdue debt: minor units owed when it fell due, its last day to pay, and what was paid after it, by day."""

    principal: int
    due: dt.date
    payments: tuple[tuple[dt.date, int], ...] = ()
    currency: str = "CNY"


@dataclass(frozen=True)
class Segment:
    """Days at one rate on one principal, both days included; `per_day` is the rate of a day, `interest` exact minor units."""

    first: dt.date
    last: dt.date
    principal: int
    per_day: Fraction
    basis: Message

    @property
    def days(self) -> int:
        """How many days it is."""
        return (self.last - self.first).days + 1

    @property
    def interest(self) -> Fraction:
        """What they cost, not rounded."""
        return self.principal * self.per_day * self.days


@dataclass(frozen=True)
class Interest:
    """What a late debt costs, minor units: `interest` (rounded once, capped), `fixed_sum`, how it came about, and what to know.

    `problem` says why nothing can be computed; `stale` that the rate table has not been checked up to the last day.
    """

    mode: Mode
    segments: tuple[Segment, ...] = ()
    interest: int = 0
    fixed_sum: int = 0
    capped: bool = False
    stale: bool = False
    problem: Message | None = None
    notes: tuple[Message, ...] = ()

    @property
    def total(self) -> int:
        """Interest and fixed sum."""
        return self.interest + self.fixed_sum


@dataclass(frozen=True)
class Settlement:
    """How a payment is split by Civil Code art. 561, and what stays owed."""

    costs: int
    interest: int
    principal: int
    left_costs: int
    left_interest: int
    left_principal: int


def settled_by_561(paid: int, *, costs: int, interest: int, principal: int) -> Settlement:
    """Costs first, then interest, then principal, minor units; what exceeds all three is not part of it.

    >>> settled_by_561(50_000_00, costs=1_000_00, interest=4_500_00, principal=100_000_00).left_principal
    5550000
    """
    to_costs = min(paid, costs)
    to_interest = min(paid - to_costs, interest)
    to_principal = min(paid - to_costs - to_interest, principal)
    return Settlement(to_costs, to_interest, to_principal, costs - to_costs, interest - to_interest, principal - to_principal)


def late_interest(late: Late, as_of: dt.date, rules: InterestRules, mode: Mode | None = None) -> Interest:
    """Interest up to and including `as_of` by `mode`, the rules' own by default; where one may be agreed, none is known of here."""
    chosen = mode or rules.mode
    steps = principals(late, as_of, count_payment_day=rules.count_payment_day)
    if chosen == "none" or not steps:
        return Interest(chosen)
    return {"agreed": _lpr, "contract": _contract, "lpr": _lpr, "sme": _sme, "eu": _eu, "uk": _uk}[chosen](late, steps, as_of, rules)


def principals(late: Late, as_of: dt.date, *, count_payment_day: bool = True) -> list[tuple[dt.date, dt.date, int]]:
    """(first day, last day, principal) of the days past due, oldest first, each as long as the principal stays the same."""
    left, first, steps = late.principal, late.due + ONE_DAY, []
    for day, amount in sorted(late.payments):
        if day > as_of:
            break
        last = day if count_payment_day else day - ONE_DAY
        if left > 0 and last >= first:
            steps.append((first, last, left))
            first = last + ONE_DAY
        left -= amount
    if left > 0 and as_of >= first:
        steps.append((first, as_of, left))
    return steps


Steps = Sequence[tuple[dt.date, dt.date, int]]


def _contract(late: Late, steps: Steps, as_of: dt.date, rules: InterestRules) -> Interest:
    if (steps[-1][1] - late.due).days <= rules.grace_days:
        return Interest("contract", notes=(say("Within the {days} interest-free days.", days=rules.grace_days),))
    rate = exact_percent(rules.contract_rate)
    if rules.contract_per == "day":
        per_day, basis = rate, say("agreed: {percent}% a day", percent=f"{rules.contract_rate:g}")
    else:
        per_day, basis = rate / int(rules.year_days), say("agreed: {percent}% a year", percent=f"{rules.contract_rate:g}")
    segments = tuple(Segment(first, last, principal, per_day, basis) for first, last, principal in steps)
    found = _summed("contract", segments)
    if rules.contract_cap:
        most = half_up(late.principal * exact_percent(rules.contract_cap))
        if found.interest > most:
            words = say("Capped at {percent}% of the principal.", percent=f"{rules.contract_cap:g}")
            found = replace(found, interest=most, capped=True, notes=(words,))
    return replace(found, notes=(*found.notes, *_excessive(found.interest, late, as_of, rules)))


def _excessive(agreed: int, late: Late, as_of: dt.date, rules: InterestRules) -> tuple[Message, ...]:
    """A hint where the agreed interest exceeds 130 % of what the LPR rule gives; it is not capped here."""
    loss = late_interest(late, as_of, rules, "lpr")
    if loss.problem or not loss.interest or Fraction(agreed, loss.interest) <= EXCESSIVE:
        return ()
    return (
        say(
            "The agreed rate comes to {percent}% of the loss at LPR; above 130% a court generally lowers it when asked to.",
            percent=round(Fraction(agreed * 100, loss.interest)),
        ),
    )


def _lpr(late: Late, steps: Steps, as_of: dt.date, rules: InterestRules) -> Interest:
    breach = late.due + ONE_DAY
    at_breach = rate_on(rules.lpr, breach)
    if breach < FIRST_LPR or at_breach is None:
        return Interest("lpr", problem=say(
            "Payment became late on {date}, before there was an LPR (2019-08-20): the PBoC base rate with its overdue surcharge "
            "applies. Enter that rate as the agreed rate.", date=breach.isoformat(),
        ))  # fmt: skip
    multiple = 1 + exact_percent(rules.lpr_surcharge)
    pieces = [(first, last, principal, at_breach) for first, last, principal in steps]
    if rules.lpr_method == "segmented":
        pieces = [piece for first, last, principal in steps for piece in _by_rate(first, last, principal, rules.lpr)]
    segments = tuple(
        Segment(
            first, last, principal, rate.fraction * multiple / int(rules.year_days),
            _lpr_words(rate, multiple),
        )
        for first, last, principal, rate in pieces
    )  # fmt: skip
    checked = as_of if rules.lpr_method == "segmented" else breach
    return _marked(_summed("lpr", segments), checked > rules.lpr_through, rules.lpr_through)


def _lpr_words(rate: DatedRate, multiple: Fraction) -> Message:
    shown = {"percent": f"{rate.percent:f}", "date": rate.since.isoformat(), "multiple": f"{float(multiple):g}"}
    return say("LPR {percent}% of {date} × {multiple}", **shown)


def _by_rate(first: dt.date, last: dt.date, principal: int, rates: Sequence[DatedRate]) -> list[tuple[dt.date, dt.date, int, DatedRate]]:
    """The days cut where the rate changes."""
    changes = [first, *(rate.since for rate in rates if first < rate.since <= last), last + ONE_DAY]
    pieces = []
    for start, end in pairwise(changes):
        rate = rate_on(rates, start)
        if rate is not None:
            pieces.append((start, end - ONE_DAY, principal, rate))
    return pieces


def _sme(late: Late, steps: Steps, as_of: dt.date, rules: InterestRules) -> Interest:
    basis = say("0.05% a day, ordinance on payments to small and medium enterprises, art. 17")
    return _summed("sme", tuple(Segment(first, last, principal, SME_PER_DAY, basis) for first, last, principal in steps))


def _eu(late: Late, steps: Steps, as_of: dt.date, rules: InterestRules) -> Interest:
    """Each half-year at the rate of its first day, and EUR 40 a document."""
    segments = []
    for first, last, principal in steps:
        starts = [first, *(day for day in _half_years(first, last) if day > first), last + ONE_DAY]
        for start, end in pairwise(starts):
            rate = rate_on(rules.ecb, _half_year(start))
            if rate is None:
                return Interest("eu", problem=_no_rate("ECB", _half_year(start)))
            words = say("ECB {percent}% of {date} + 8 points", percent=f"{rate.percent:f}", date=_half_year(start).isoformat())
            segments.append(Segment(start, end - ONE_DAY, principal, (rate.fraction + EU_MARGIN) / 365, words))
    found = _summed("eu", tuple(segments))
    notes: tuple[Message, ...] = ()
    if late.currency != "EUR":
        notes = (say("The fixed sum of EUR 40 a document is not added to amounts in {currency}.", currency=late.currency),)
    fixed = EU_FIXED * 10 ** exponent("EUR") if late.currency == "EUR" else 0
    return _marked(replace(found, fixed_sum=fixed, notes=notes), _half_year(as_of) > rules.ecb_through, rules.ecb_through)


def _uk(late: Late, steps: Steps, as_of: dt.date, rules: InterestRules) -> Interest:
    """The rate of the last 30 June or 31 December before payment became late, to the end, and a fixed sum by size."""
    reference = _half_year(late.due + ONE_DAY) - ONE_DAY
    rate = rate_on(rules.bank_of_england, reference)
    if rate is None:
        return Interest("uk", problem=_no_rate("Bank of England", reference))
    words = say("Bank of England {percent}% of {date} + 8%", percent=f"{rate.percent:f}", date=reference.isoformat())
    found = _summed(
        "uk", tuple(Segment(first, last, principal, (rate.fraction + UK_MARGIN) / 365, words) for first, last, principal in steps)
    )
    notes: tuple[Message, ...] = ()
    fixed = 0
    if late.currency == "GBP":
        units = 10 ** exponent("GBP")
        fixed = next(sum_ for below, sum_ in UK_FIXED if below is None or late.principal < below * units) * units
    else:
        notes = (say("The fixed sum of GBP 40, 70 or 100 is not added to amounts in {currency}.", currency=late.currency),)
    through = rules.bank_of_england_through
    return _marked(replace(found, fixed_sum=fixed, notes=notes), reference > through, through)


def _half_year(day: dt.date) -> dt.date:
    """The first day of its half-year."""
    return dt.date(day.year, 1 if day.month <= 6 else 7, 1)


def _half_years(first: dt.date, last: dt.date) -> Iterable[dt.date]:
    return (
        dt.date(year, month, 1) for year in range(first.year, last.year + 1) for month in (1, 7) if first <= dt.date(year, month, 1) <= last
    )


def _summed(mode: Mode, segments: tuple[Segment, ...]) -> Interest:
    return Interest(mode, segments, half_up(sum((segment.interest for segment in segments), Fraction(0))))


def _marked(found: Interest, stale: bool, through: dt.date) -> Interest:
    if not stale:
        return found
    words = say(
        "The rate table has been checked through {date} only; look up later changes before claiming this.", date=through.isoformat()
    )
    return replace(found, stale=True, notes=(*found.notes, words))


def _no_rate(bank: str, day: dt.date) -> Message:
    return say("The table of {bank} rates does not reach back to {date}. Add the rate in the policy.", bank=bank, date=day.isoformat())
