"""Phrases that split an amount: "预付30%,发货前付60%,质保金10%", "3-6-1", "3331", "30/60/90 days", retention.

Every part has its own terms; shares that the phrase leaves open follow the company default, and a phrase whose shares
exceed the whole is not understood at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias

from arcore.messages import Message, say
from arcore.terms.events import events
from arcore.terms.families import SPAN, blank, first_family, span
from arcore.terms.model import Base, Instalment, Milestone, Rule, Terms

ReadTerms: TypeAlias = Callable[[str], Terms]

_WHOLE = Decimal(100)
_PERCENT = r"\d+(?:\.\d+)?%"
NOT_A_SHARE = re.compile(
    rf"(?:含税|税率|税点|增值税|税|利息|年息|月息|违约金|滞纳金|罚金|加收|vat|tax|interest)\D{{0,4}}{_PERCENT}"
    rf"|{_PERCENT}\D{{0,2}}(?:增值税|税|专票|普票|发票|违约金|滞纳金|利息|vat|tax|interest)"
)
_MILESTONES: tuple[tuple[Milestone, str], ...] = (
    (Milestone.WARRANTY, r"质保|保修|质量保证|保证金|retention|warranty"),
    (
        Milestone.ORDER,
        r"预付|预收|定金|订金|首付|首期|签约|签订|合同生效|下单|deposit|inadvance|advance|downpayment|uponorder|withorder|prepa",
    ),
    (Milestone.ACCEPTANCE, r"验收|竣工|结算款|安装|调试|终验|acceptance|completion|installation|commissioning"),
    (Milestone.DELIVERY, r"发货|提货|到货|货到|交货|出货|收货|交付|到付|shipment|shipping|delivery|提单|b/l|billoflading|l/c|信用证|d/p"),
    (Milestone.INVOICE, r"开票|票到|收票|发票|月结|进度|invoice|eom|net"),
)
_MILESTONE_BASES = {
    Milestone.ORDER: Base.ORDER,
    Milestone.DELIVERY: Base.DELIVERY,
    Milestone.ACCEPTANCE: Base.ACCEPTANCE,
    Milestone.WARRANTY: Base.ACCEPTANCE,
    Milestone.INVOICE: Base.INVOICE,
    Milestone.BALANCE: Base.INVOICE,
}
_RUNNING = re.compile(r"(?P<upto>至|到(?=\d)|累计)?(?P<share>\d+(?:\.\d+)?)%")
_REMAINDER = re.compile(r"余款|余额|剩余|其余|余下|尾款|余|balance|remaining|remainder|rest")
_RATIO = re.compile(r"^(?:付款方式|付款比例|按)?(\d{1,3}(?:[-:/]\d{1,3}){1,4})(?:付款|比例|方式|付)?$")
_SPOKEN_RATIOS = frozenset({"361", "334", "343", "433"})  # other three digits are days: a term of 181 days exists
_DAY_SERIES = re.compile(r"^(?:net|n/)?(\d+(?:/\d+)+)(?:days?|天)?$")
_PARTS_OF_TIME = re.compile(r"分(\d{1,2})(?:期|次)")
_WARRANTY_MONTHS = 12


def read_parts(phrase: str, read: ReadTerms, default: Terms) -> Terms | None:
    """The instalment terms of a normalised phrase, or None when it does not split the amount. `read` reads one part's own phrase."""
    shares = NOT_A_SHARE.sub("", phrase)
    if re.search(_PERCENT, shares):
        return _by_percent(shares, read, default)
    return _by_ratio(phrase) or _by_days(phrase) or _by_time(phrase)


def in_steps(phrase: str) -> str:
    """Shares given as running totals made into steps.

    >>> in_steps("预付30%,验收付至95%,质保金5%")
    '预付30%,验收付65%,质保金5%'
    """
    paid = Decimal(0)

    def step(found: re.Match[str]) -> str:
        nonlocal paid
        share = Decimal(found["share"])
        if found["upto"] and share > paid:
            share -= paid
        paid += share
        return f"{share.normalize():f}%"

    return _RUNNING.sub(step, phrase)


def exceeds_whole(phrase: str) -> bool:
    """Whether the shares of a normalised phrase add up to more than the whole, so that it cannot be meant."""
    return sum(Decimal(share[:-1]) for share in re.findall(_PERCENT, NOT_A_SHARE.sub("", phrase))) > _WHOLE


def _by_percent(phrase: str, read: ReadTerms, default: Terms) -> Terms | None:
    parts: list[Instalment] = []
    open_clauses: list[str] = []
    for clause in _clauses(phrase):
        found = re.search(_PERCENT, clause)
        if found:
            parts.append(_part(Decimal(found[0][:-1]), clause.replace(found[0], "", 1), read))
        elif parts and parts[-1].milestone is Milestone.WARRANTY and (length := re.search(SPAN, clause)) and _is_warranty(clause):
            parts[-1] = replace(parts[-1], terms=replace(blank(Rule.NET, **span(length)), bases=(Base.ACCEPTANCE,)))
        elif _is_warranty(clause):
            continue
        else:
            open_clauses.append(clause)
    if all(part.milestone is Milestone.BALANCE and part.percent < _WHOLE for part in parts):
        return None
    return _complete(parts, open_clauses, read, default)


def _is_warranty(clause: str) -> bool:
    return _milestone(clause) is Milestone.WARRANTY


def _clauses(phrase: str) -> list[str]:
    """One clause a share. Without separators the shares themselves divide the phrase, before or after their milestone."""
    clauses = [clause for clause in re.split(r"[,+&]|(?<=[^a-z\d])/|(?=余款|剩余|其余|余下|尾款|balance|remaining)", phrase) if clause]
    if len(clauses) > 1 or len(re.findall(_PERCENT, phrase)) < 2:
        return clauses
    pattern = rf"{_PERCENT}[^%]*?(?={_PERCENT}|$)" if re.match(_PERCENT, phrase) else rf"[^%]*?{_PERCENT}(?:[^%]*$)?"
    return re.findall(pattern, phrase)


def _milestone(clause: str) -> Milestone:
    return next((milestone for milestone, pattern in _MILESTONES if re.search(pattern, clause)), Milestone.BALANCE)


def _part(percent: Decimal, clause: str, read: ReadTerms) -> Instalment:
    milestone = _milestone(clause)
    if milestone is Milestone.WARRANTY:
        length = re.search(SPAN, clause)
        terms = blank(Rule.NET, **span(length)) if length else blank(months=_WARRANTY_MONTHS)
        return Instalment(percent, milestone, replace(terms, bases=(Base.ACCEPTANCE,)))
    if milestone is Milestone.ORDER:
        return Instalment(percent, milestone, blank(bases=(Base.ORDER,), prepaid=True))
    own = first_family(clause)
    base = Base.BILL_OF_LADING if Base.BILL_OF_LADING in events(clause) else _MILESTONE_BASES[milestone]
    terms = read(clause) if own and not own[2].prepaid else blank(bases=(base,))
    return Instalment(percent, milestone, terms)


def _complete(parts: list[Instalment], open_clauses: list[str], read: ReadTerms, default: Terms) -> Terms | None:
    """The parts with what is left of the whole; None when they are more than the whole."""
    rest = _WHOLE - sum((part.percent for part in parts), Decimal(0))
    if rest < 0 or any(part.percent <= 0 for part in parts):
        return None
    if rest == 0 and len(parts) == 1 and parts[0].milestone is not Milestone.WARRANTY:
        return replace(parts[0].terms, confidence=0.95)
    warnings: tuple[Message, ...] = ()
    retention_only = [part.milestone for part in parts] == [Milestone.WARRANTY]
    if rest:
        stated = next((clause for clause in open_clauses if first_family(_REMAINDER.sub("", clause))), None)
        terms = read(_REMAINDER.sub("", stated)) if stated else default
        if stated is None:
            warnings = (
                say("{percent}% of the amount is not covered by the phrase; it follows the company's default terms.", percent=rest),
            )
        balance = Instalment(rest, _milestone(stated) if stated else Milestone.BALANCE, terms)
        place = next((i for i, part in enumerate(parts) if part.milestone is Milestone.WARRANTY), len(parts))
        parts = [*parts[:place], balance, *parts[place:]]
        retention_only = retention_only and stated is None
    rule = Rule.RETENTION if retention_only else Rule.INSTALMENTS
    return blank(rule, instalments=tuple(parts), confidence=0.8 if warnings else 0.95, warnings=warnings)


def _by_ratio(phrase: str) -> Terms | None:
    """3-6-1, 30/60/10, 3331: the customary milestones in their order, a last part of a tenth or less being retention."""
    found = _RATIO.match(phrase)
    digits = phrase if re.fullmatch(r"[1-9]{4}", phrase) or phrase in _SPOKEN_RATIOS else ""
    shares = [int(share) for share in re.split("[-:/]", found[1])] if found else [int(digit) for digit in digits]
    if sum(shares) not in (10, 100) or 0 in shares or len(shares) > 4:
        return None
    percents = [Decimal(share) * 100 / sum(shares) for share in shares]
    milestones = [Milestone.ORDER, Milestone.DELIVERY, Milestone.ACCEPTANCE, Milestone.WARRANTY][: len(shares)]
    if len(shares) == 3 and percents[-1] <= 10:
        milestones[-1] = Milestone.WARRANTY
    parts = tuple(_customary(percent, milestone) for percent, milestone in zip(percents, milestones, strict=True))
    note = say("The milestones are assumed: order, delivery, acceptance, end of warranty.")
    return blank(Rule.INSTALMENTS, instalments=parts, confidence=0.7, warnings=(note,))


def _customary(percent: Decimal, milestone: Milestone) -> Instalment:
    months = _WARRANTY_MONTHS if milestone is Milestone.WARRANTY else 0
    terms = blank(bases=(_MILESTONE_BASES[milestone],), months=months, prepaid=milestone is Milestone.ORDER)
    return Instalment(percent, milestone, terms)


def _by_days(phrase: str) -> Terms | None:
    """30/60/90 days: equal parts, each with its own number of days."""
    found = _DAY_SERIES.match(phrase)
    days = [int(count) for count in found[1].split("/")] if found else []
    if len(days) < 2 or days != sorted(set(days)) or days[0] < 7 or days[-1] > 730:
        return None
    return _equal(tuple(blank(days=count) for count in days), 0.6)


def _by_time(phrase: str) -> Terms | None:
    """分3期: equal parts, one a month."""
    found = _PARTS_OF_TIME.search(phrase)
    count = int(found[1]) if found else 0
    return _equal(tuple(blank(months=month) for month in range(1, count + 1)), 0.5) if 2 <= count <= 60 else None


def _equal(terms: tuple[Terms, ...], confidence: float) -> Terms:
    percent = _WHOLE / len(terms)
    note = say("Equal parts are assumed.")
    parts = tuple(Instalment(percent, Milestone.INVOICE, each) for each in terms)
    return blank(Rule.INSTALMENTS, instalments=parts, confidence=confidence, warnings=(note,))
