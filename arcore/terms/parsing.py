"""A payment-term phrase read: what it takes off first (discounts, parts, bills, cut-off days), then its family.

Reading never fails: what nobody understands becomes the company default, with little confidence and a warning.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from arcore.messages import Message, say
from arcore.policy import TermsRules
from arcore.terms.arithmetic import UNKNOWN
from arcore.terms.discounts import read_discounts
from arcore.terms.families import EVENTS, blank, events, first_family, plausible
from arcore.terms.model import Base, Rule, Tenor, Terms
from arcore.terms.parts import NOT_A_SHARE, exceeds_whole, read_parts
from arcore.terms.reading import normalize
from arcore.terms.words import explain

FALLBACK = blank(days=30, text="30天", confidence=0.3)
DEFAULT_CONFIDENCE = 0.3
MAX_LENGTH = 200

_CYCLE = (
    r"(?:每月|上个?月|当月)\d{1,2}(?:号|日),?(?:至|到|-|,)?(?:次月|下月|翌月|本月|当月)(?P<cycle>\d{1,2})(?:号|日)"
    r"(?:为?1?个?(?:对账|结算)?(?:周期|期|账期)|对账|结算)?"
)
_CUT_OFF = re.compile(
    rf"{_CYCLE}|"
    r"(?:每月|每个月)?(?P<a>\d{1,2})(?:号|日|th)(?:为)?(?:对账|截单|截止|截账|截数|截帐|关账|结账|结帐|月结|出账)(?:日)?(?!后?付)"
    r"|(?:对账日?|截单日?|截数日?|结账日|结算日|月结日|关账日|账单日|截止日|cut-?off(?:date|day)?|closing(?:date|day)?)(?:期)?(?:为|是|:|on|the)*(?:每月)?(?P<b>\d{1,2})(?:号|日|th|st|nd|rd|(?=$|,))"
    r"|月结(?P<c>\d{1,2})号(?!付|前|打|支)"
    r"|(?P<d>\d{1,2})(?:th|st|nd|rd)?cut-?off"
)
_PAY_DAY = re.compile(
    r"(?:每月|每个月)(?P<day>\d{1,2})(?:号|日)(?:统一|集中|安排|前)?(?:付款?|打款|支付|结款|放款|回款)(?:日)?|付款日(?:为|是|:)?(?:每月)?(?P<day2>\d{1,2})(?:号|日)?"
)
_NOTHING = frozenset({"无", "没有", "-", "--", "/", "n/a", "na", "nan", "none", "null", "其他", "不详", "空", "同上"})
_COUNTED_FROM_NEXT_MONTH = re.compile(r"(?<=月结)(\d+天?),?次月(?:1[号日]|初)?起算?$")
_STARTS_FROM = re.compile(r"(?:从|自|以).{2,12}(?:算起|起算|起计|为准|计算)")
_RECONCILING = re.compile(r"(?:次月|下个?月|翌月)(?:初|\d{1,2}(?:号|日))?前?(?:双方)?对账(?:完毕|完成|后)?,?(?=.*(?:付|结|款|\d天))")
_MEANS = r"(?:电汇|现汇|现金|转账|电子转账|t/?t)"
_MEANS_SHARE = re.compile(rf"\d+(?:\.\d+)?%(?:为|以|用|付)?{_MEANS}|{_MEANS}\d+(?:\.\d+)?%")
_BILL_WORD = r"(?:承兑|银承|商承|银票|商票|电承|汇票)"
_BILL_SHARE = re.compile(
    rf"\d+(?:\.\d+)?%(?=\D{{0,4}}(?:\d+(?:个?月|天))?[一-鿿]{{0,4}}{_BILL_WORD})|(?<=承兑)\d+(?:\.\d+)?%|(?<=银承)\d+(?:\.\d+)?%"
)
_STANDING_CREDIT = re.compile(r"铺底(?:货款|资金|额度)?\d+(?:\.\d+)?(?:万元?|元|w)?(?:货)?")
_BILL = re.compile(
    r"(?<![结\d])(?P<count>\d{1,3})(?:(?P<month>个?月)|天|日|days?)(?:期)?(?:的)?(?:电子|银行|商业)*(?:承兑汇票|承兑|银承|商承|银票|商票|电承|汇票|acceptance|bill)"
    r"|(?:电子|银行|商业)*(?:承兑汇票|承兑|银承|商承|银票|商票|电承|汇票)(?P<count2>\d{1,3})(?:(?P<month2>个?月)|天|日)"
    r"|(?:(?:付|收|以|用)?(?:电子|银行|商业)*(?:承兑汇票|承兑|银承|商承|银票|商票|电承|汇票))"
)
_FILLERS = re.compile(
    "|".join(pattern for _, pattern in EVENTS)
    + r"|付款|付清|结清|付讫|支付|收款|回款|结算|结账|打款|到账|付|账期|信用期限?|信用|付款期限?|期限|之内|以内|内|为|的|起|算|计"
    r"|从|自|之日|日期|合格|确认|并且|并|且|和|及|后|前|当月|每月|本|次日|赊销|远期|即期|oa|o/a|cash|plus|invoice|goods|receipt|payable|and|upon|sight|按?合同约定|详见合同|约定|netto|即|收到?|清"
    r"|电汇|转账|现汇|支票|公户|对公|银行|t/?t|wiretransfer|banktransfer|wire|net|n/?|days?|due|payment|terms?|from|after|of|the|date|within|in|by|"
    r"天|日|号|增值税|专用|专票|普票|发票|票|货|含税|款|以|到|全额|全部|100%|[^\w一-鿿]"
)
_REFERS = re.compile(r"合同|协议|面议|另议|协商|约定|订单要求|待定|contract|agree|negotia|tbd|tba")


def parse(text: str | None, rules: TermsRules | None = None) -> Terms:
    """What `text` means under `rules`; the company default with a warning when it means nothing. Never raises.

    >>> parse("月结30天").rule, parse("月结30天").days, parse("Net 45").days, parse("面议").recognized
    (<Rule.MONTH_END: 'month_end'>, 30, 45, False)
    """
    return _parse("" if text is None else str(text), rules or TermsRules())


@lru_cache(maxsize=20_000)
def _parse(text: str, rules: TermsRules) -> Terms:
    default = _default(rules)
    phrase = normalize(text)
    terms = _read(phrase, default) if len(phrase) <= MAX_LENGTH else None
    if terms is None:
        terms = replace(default, recognized=False, confidence=DEFAULT_CONFIDENCE, warnings=(_why_default(text, phrase, default),))
    terms = replace(terms, text=text.strip())
    return replace(terms, explanation=explain(terms, rules))


def _default(rules: TermsRules) -> Terms:
    terms = _read(normalize(rules.default), FALLBACK)
    return replace(terms, text=rules.default) if terms is not None else FALLBACK


def _why_default(text: str, phrase: str, default: Terms) -> Message:
    if not phrase or phrase in _NOTHING:
        return say("No payment terms are given; the company default “{default}” is used.", default=default.text)
    if _REFERS.search(phrase):
        return say(
            "“{text}” refers to an agreement that is not in the file; the company default “{default}” is used.",
            text=text.strip(),
            default=default.text,
        )
    return say(
        "The payment terms “{text}” are not understood; the company default “{default}” is used.", text=text.strip(), default=default.text
    )


def _read(phrase: str, default: Terms) -> Terms | None:
    """The terms of a normalised phrase, without its words; None when it is not understood."""
    phrase = _RECONCILING.sub("", _COUNTED_FROM_NEXT_MONTH.sub(r"\1", NOT_A_SHARE.sub(",", phrase).strip(",")))
    mixed = bool(_MEANS_SHARE.search(phrase) and _BILL_SHARE.search(phrase))
    if mixed:
        phrase = _BILL_SHARE.sub("", _MEANS_SHARE.sub("", phrase)).strip(",")
    discounts, rest = read_discounts(phrase)
    if discounts and not rest:
        return replace(default, discounts=discounts, recognized=True, confidence=0.6)
    parts = read_parts(rest, lambda part: _read_whole(part) or default, default)
    terms = parts or (None if exceeds_whole(rest) else _read_whole(rest))
    if terms is None and (bill := _BILL.search(rest)):
        terms = _bill_only(bill, default)
    if terms is None or not all(plausible(each) for each in (terms, *(part.terms for part in terms.instalments))):
        return None
    if mixed:
        note = say("Part of the amount is paid by bill, part in money; the parts are not kept apart.")
        terms = replace(terms, confidence=min(terms.confidence, 0.75), warnings=(*terms.warnings, note))
    return replace(terms, discounts=discounts) if discounts else terms


def _read_whole(phrase: str) -> Terms | None:
    """The terms of a phrase that does not split the amount."""
    standing = _STANDING_CREDIT.search(phrase)
    if standing and first_family(_without(phrase, standing)):
        phrase = _without(phrase, standing)
    bill = _BILL.search(phrase)
    rest = _without(phrase, bill)
    cut_off = _CUT_OFF.search(rest)
    rest = _without(rest, cut_off)
    pay_day = _PAY_DAY.search(rest)
    read = first_family(_without(rest, pay_day)) if pay_day else None
    used = _without(rest, pay_day) if read else rest
    read = read or first_family(rest)
    if read is None:
        terms = blank(Rule.MONTH_END, confidence=0.9) if cut_off else None
    else:
        family, found, terms = read
        terms = replace(_from_event(terms, used[: found.start()], used[found.end() :]), confidence=family.confidence)
        terms = _with_leftover(terms, _FILLERS.sub("", _without(used, found)))
        if pay_day and used != rest:
            terms = replace(terms, pay_day=_number(pay_day), confidence=min(terms.confidence, 0.9))
    if terms is None:
        return None
    if cut_off:
        terms = replace(terms, cut_off=_number(cut_off), bases=tuple(b for b in terms.bases if b is not Base.STATEMENT) or (Base.INVOICE,))
    return replace(terms, bill=_tenor(bill)) if bill else terms


def _from_event(terms: Terms, before: str, after: str) -> Terms:
    """Terms whose family names no event count from one that stands before it, "票到月结30天", or is said to start them."""
    start = _STARTS_FROM.search(after)
    named = events(start[0] if start else before)
    return replace(terms, bases=named) if terms.bases == (Base.INVOICE,) and not terms.prepaid else terms


def _with_leftover(terms: Terms, leftover: str) -> Terms:
    if (len(leftover) < 2 and not leftover.isdigit()) or terms.rule in UNKNOWN:
        return terms
    warning = say("The words “{words}” in the payment terms were not used.", words=leftover)
    return replace(terms, confidence=min(terms.confidence, 0.75), warnings=(*terms.warnings, warning))


def _without(phrase: str, found: re.Match[str] | None) -> str:
    return f"{phrase[: found.start()]},{phrase[found.end() :]}".strip(",") if found else phrase


def _number(found: re.Match[str]) -> int:
    return int(next(group for group in found.groups() if group))


def _tenor(found: re.Match[str]) -> Tenor:
    count = int(found["count"] or found["count2"] or 0)
    return Tenor(months=count) if found["month"] or found["month2"] else Tenor(days=count)


def _bill_only(found: re.Match[str], default: Terms) -> Terms:
    """A bill's tenor alone: handing it over follows the company default."""
    warning = say("Only the bill is stated; handing it over follows the company default “{default}”.", default=default.text)
    return replace(default, bill=_tenor(found), recognized=True, confidence=0.6, warnings=(warning,))
