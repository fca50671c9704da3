"""The phrase families of domain rules §4.11, as an ordered list: the first whose pattern is in the phrase decides.

Order matters: a narrow family ("Net 30 EOM") stands before the wide one it contains ("Net 30").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from arcore.terms.events import events
from arcore.terms.model import Base, Rule, Terms

Fields: TypeAlias = re.Match[str]
MAX_DAYS = 3660  # longer than ten years is no payment term but a date or a slip

_UNIT = r"工作日|交易日|businessdays?|workingdays?|天|日|days?|tagen?|jours|dias|d(?![a-z/])|个?月|月|months?|周|星期|礼拜|weeks?|年|years?"
SPAN = rf"(?P<count>\d+)(?:个)?(?P<unit>{_UNIT})"
_NEXT = r"(?P<next>次次月|隔月|隔1?个?月|次个?月|下下个?月|下个?月|翌月|nextmonth|followingmonth)"
_WEEKDAYS = {**{c: i for i, c in enumerate("1234567")}, **{c: i for i, c in enumerate("一二三四五六日")}, "天": 6}
_ENGLISH_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Family:
    """A pattern to search for in a normalised phrase, what it means, and how sure that is."""

    name: str
    pattern: re.Pattern[str]
    build: Callable[[Fields], Terms]
    confidence: float = 1.0


def blank(rule: Rule = Rule.NET, **fields: object) -> Terms:
    """Terms with only a rule and some fields; the reader fills in the rest."""
    return replace(Terms("", rule), **fields)  # type: ignore[arg-type]


def span(found: Fields) -> dict[str, object]:
    """Days and months of a matched span: weeks are seven days, years twelve months, months never days."""
    count, unit = int(found["count"]), found["unit"]
    if unit in ("工作日", "交易日") or unit.startswith(("business", "working")):
        return {"days": count, "working_days": True}
    if unit.endswith("月") or unit.startswith("month"):
        return {"months": count}
    if unit == "年" or unit.startswith("year"):
        return {"months": 12 * count}
    if unit in ("周", "星期", "礼拜") or unit.startswith("week"):
        return {"days": 7 * count}
    return {"days": count}


def _months_ahead(found: Fields) -> int:
    return 2 if found["next"].startswith(("隔", "次次", "下下")) else 1


def _weekday(name: str) -> int:
    return _ENGLISH_WEEKDAYS.index(name[:3]) if name[:3] in _ENGLISH_WEEKDAYS else _WEEKDAYS[name]


def _month_end_span(found: Fields) -> Terms:
    parts = found.groupdict()
    if parts.get("unit"):
        return blank(Rule.MONTH_END, **span(found))
    return blank(Rule.MONTH_END, days=int(found["count"]))


def _period(rule: Rule) -> Callable[[Fields], Terms]:
    return lambda found: blank(rule, days=int(found.groupdict().get("days") or 0))


def _family(name: str, pattern: str, build: Callable[[Fields], Terms], confidence: float = 1.0) -> Family:
    return Family(name, re.compile(pattern), build, confidence)


def _net(found: Fields) -> Terms:
    return blank(Rule.NET, bases=events(found.string), **span(found))


_EOM = r"(?:eom|endof(?:the)?month|monthend|月底|月末)"
_MONTHLY = r"(?:当月结清|当月结|(?<!个)按?月度?结算?|月清|(?<![个\d])月付|monthly)"
_PERIOD_DAYS = r"(?:[后,+:之的第算]{0,3}(?P<days>\d+)(?:天|日|days?|$))?"

FAMILIES: tuple[Family, ...] = (
    _family(
        "pay_when_paid",
        r"背靠背|(?:业主|甲方|总包|建设方|建设单位|发包方|最终用户|终端客户|终端用户|上游|客户的客户|end(?:user|customer)).{0,6}(?:款|付款|回款|支付|pays?|payment)"
        r"|pay(?:ment)?-?(?:when|if)-?paid|back-?to-?back",
        lambda found: blank(Rule.PAY_WHEN_PAID, **_optional_span(found.string)),
    ),
    _family(
        "rolling",
        r"[压押][一\d]*批|滚动|铺底|批结|批批清|上批|上1?批|rollingsettlement|\bcnd\b|cashnextdelivery",
        lambda found: blank(Rule.ROLLING),
    ),
    _family(
        "prepaid",
        r"款到|先款|先付款|带款提货|预付|预收|全款|付款后发货|付全款|(?:发货|出货|提货|交货)前(?:付|结|款)|款清|^advance$|advancepayment|\bcbs\b|\bcbd\b|\bcia\b|\bcwo\b|\bpia\b|prepa(?:id|y)|cashinadvance|cashwithorder"
        r"|inadvance|paymentbefore|paybefore",
        lambda found: blank(Rule.NET, bases=(Base.ORDER,), prepaid=True),
    ),
    _family(
        "next_month_days_plus",
        _NEXT + r"(?:\d号?起)?结?算?\+?(?P<days>\d+)(?:天|日(?!前|付|结))?\+(?P<extra>\d+)(?:天|日)?",
        lambda found: blank(Rule.AFTER_FIRST, months=_months_ahead(found), days=int(found["days"]), extra_days=int(found["extra"])),
    ),
    _family(
        "next_month_day",
        _NEXT + r"(?:的|初|月初|之)?(?:第)?(?P<day>\d+)(?:号|日|th|st|nd|rd)(?!起)",
        lambda found: blank(Rule.DAY_OF_MONTH, months=_months_ahead(found), day=int(found["day"])),
    ),
    _family(
        "next_month_days",
        _NEXT + r"(?:(?:1[号日])?起)?结?算?\+?(?P<days>\d+)(?:天)?",
        lambda found: blank(Rule.AFTER_FIRST, months=_months_ahead(found), days=int(found["days"])),
    ),
    _family(
        "next_month_third",
        _NEXT + r"(?P<third>上旬|中旬|初)",
        lambda found: blank(Rule.DAY_OF_MONTH, months=_months_ahead(found), day={"上旬": 10, "中旬": 20, "初": 10}[found["third"]]),
        0.7,
    ),
    _family(
        "proximo",
        r"(?:the)?(?P<day>\d+)(?:th|st|nd|rd)?(?:dayof|of|day)?(?:the)?(?:prox(?:imo)?|mfi|followingmonth|nextmonth|monthfollowing)",
        lambda found: blank(Rule.DAY_OF_MONTH, months=1, day=int(found["day"])),
    ),
    _family(
        "months_ahead",
        r"^(?:n|m)\+(?P<months>[1-9])(?:个?月)?(?:月?结|付款?)?$",
        lambda found: blank(Rule.MONTH_END, months=int(found["months"])),
        0.7,
    ),
    _family("month_plus_days", r"(?:^|月结)(?:n|m)\+(?P<count>\d\d+)(?P<unit>天|days?)?$", _month_end_span, 0.7),
    _family(
        "nth_month",
        r"第(?P<months>[2-9])个月(?:底|末|付|结)",
        lambda found: blank(Rule.MONTH_END, months=int(found["months"]) - 1),
        0.7,
    ),
    _family(
        "day_of_nth_month",
        r"第(?P<months>\d)个月(?P<day>\d+)(?:号|日)",
        lambda found: blank(Rule.DAY_OF_MONTH, months=int(found["months"]), day=int(found["day"])),
        0.7,
    ),
    _family(
        "day_after_last_month",
        r"(?:每月|每个月)(?P<day>\d+)(?:号|日).{0,6}上个?月",
        lambda found: blank(Rule.DAY_OF_MONTH, months=1, day=int(found["day"])),
    ),
    _family(
        "every_month_day",
        r"(?:每月|每个月|逐月|monthlyonthe|everymonthonthe)(?:的)?(?P<day>\d+)(?:号|日|th|st|nd|rd)?",
        lambda found: blank(Rule.EVERY_MONTH_DAY, day=int(found["day"])),
    ),
    _family(
        "day_of_every_month",
        r"(?P<day>\d+)(?:th|st|nd|rd)(?:of)?(?:each|every)month",
        lambda found: blank(Rule.EVERY_MONTH_DAY, day=int(found["day"])),
    ),
    _family("day_of_month", r"(?P<day>\d+)(?:th|st|nd|rd)?day(?:of|in)(?:the)?month", lambda found: blank(pay_day=int(found["day"])), 0.8),
    _family("day_of_this_month", r"(?:当月|本月)(?P<day>\d+)(?:号|日)", lambda found: blank(pay_day=int(found["day"])), 0.8),
    _family(
        "end_of_next_month",
        r"endof(?:the)?(?:next|following)month|endof(?:the)?monthfollowing|monthendfollowing|eomnextmonth|eomfollowing",
        lambda _: blank(Rule.MONTH_END, months=1),
    ),
    _family("next_month_end", _NEXT + r"(?:结算?|付款?|底|末|清)*", lambda found: blank(Rule.MONTH_END, months=_months_ahead(found))),
    _family(
        "net_to_month_end",
        r"(?:net|n/?)(?P<count>\d+)(?P<unit>days?)?(?:endof|,|/)?(?:eom|endofmonth|monthend)",
        lambda found: blank(Rule.NET_TO_MONTH_END, days=int(found["count"])),
    ),
    _family(
        "days_then_month_end",
        SPAN + r"(?:内|后|之后|满)?(?:的|,)?(?:当月)?(?:月底|月末)",
        lambda found: blank(Rule.NET_TO_MONTH_END, bases=events(found.string), **span(found)),
        0.9,
    ),
    _family("half_month", r"(?:半月结?|半月度|semi-?monthly|twiceamonth)" + _PERIOD_DAYS, _period(Rule.HALF_MONTH)),
    _family(
        "weekday",
        r"(?:每周|周|每星期|星期|礼拜)(?P<weekday>[一二三四五六日天1-7])",
        lambda f: blank(Rule.WEEK, weekday=_weekday(f["weekday"])),
    ),
    _family(
        "english_weekday",
        r"every(?P<weekday>mon|tues?|wednes|thurs?|fri|satur|sun)day",
        lambda f: blank(Rule.WEEK, weekday=_weekday(f["weekday"])),
    ),
    _family("half_year", r"(?:半年度?[结付]|6个?月1?结|半年度|half-?yearly|semi-?annual)" + _PERIOD_DAYS, _period(Rule.HALF_YEAR)),
    _family(
        "quarter", r"(?:季度?[结付]|季度?末|季度?底|按季|3个?月1?结|quarter(?:ly|end)|endofquarter)" + _PERIOD_DAYS, _period(Rule.QUARTER)
    ),
    _family("year", r"(?:年度?[结付]|年度?末|年底|按年|annually|yearly|endof(?:the)?year|yearend)" + _PERIOD_DAYS, _period(Rule.YEAR)),
    _family("ten_days", r"(?:旬结|按旬|每旬)" + _PERIOD_DAYS, _period(Rule.TEN_DAYS)),
    _family("week", r"(?:(?<![双两2])周结|按周|每周|(?<!bi)(?<!bi-)weekly)" + _PERIOD_DAYS, _period(Rule.WEEK)),
    _family("two_months", r"(?:双月结|(?<![\d+])2个?月1?结|every2months)" + _PERIOD_DAYS, _period(Rule.TWO_MONTHS), 0.9),
    _family("monthly_months", r"(?:" + _MONTHLY + r"|" + _EOM + r")\+?(?P<count>\d+)(?P<unit>个月|months?)", _month_end_span),
    _family("months_monthly", r"(?P<count>\d+)(?P<unit>个月)月结", _month_end_span),
    _family("monthly_days", _MONTHLY + r"[,-]?(?:账期|信用期)?\+?(?P<count>\d+)(?:天|日|days?)?(?!号|%)", _month_end_span),
    _family("days_monthly", r"(?P<count>\d+)(?:天|日|days?)?(?:的)?(?:账期)?,?月结", _month_end_span),
    _family("month_end_plus", _EOM + r"(?:后|\+|plus|after|后第)?\+?(?:net|n/)?(?P<count>\d+)(?:天|日|days?)?", _month_end_span),
    _family(
        "days_after_month_end",
        r"(?P<count>\d+)(?:天|日|days?|d)?(?:after|from|\+|-)?(?:the)?(?:eom|endof(?:the)?month|monthend)",
        _month_end_span,
    ),
    _family("month_end", _MONTHLY + r"|" + _EOM + r"|monthly", lambda _: blank(Rule.MONTH_END)),
    _family(
        "bill_of_lading",
        r"(?:d/a|^da|docsagainstacceptance).{0,3}?(?P<count>\d+)(?P<unit>days?|天|d)?",
        lambda f: blank(bases=(Base.BILL_OF_LADING,), days=int(f["count"])),
    ),
    _family(
        "letter_of_credit_days",
        r"(?:l/?c\b|l/c|lc(?=\d|at)|信用证|usance).{0,8}?(?P<count>\d+)(?P<unit>days?|天|日|d)|(?P<count2>\d+)(?:days?|天|日|d)?.{0,6}?(?:l/c|lc$|信用证)",
        lambda f: blank(bases=(Base.BILL_OF_LADING,), days=int(f["count"] or f["count2"])),
    ),
    _family("warranty", r"(?:质保|保修|质量保证)(?:期|金)?(?:满|到期|结束)", lambda _: blank(bases=(Base.ACCEPTANCE,), months=12), 0.7),
    _family("delivery_span", SPAN, _net),
    _family(
        "n_days",
        r"^(?:net|nt|zn|n/?|oa|o/a|openaccount|账期|信用期|票期|赊销)(?P<days>\d+)$|(?:^|,)(?P<days3>\d+)net$|(?:net|(?:\b|,)n/)(?P<days2>\d+)(?!\d|th)",
        lambda f: blank(Rule.NET, bases=events(f.string), days=int(f["days"] or f["days2"] or f["days3"])),
    ),
    _family(
        "event_number",
        r"(?:后|起|到|date\+|invoice\+)(?P<days>\d+)$",
        lambda f: blank(Rule.NET, bases=events(f.string), days=int(f["days"])),
        0.8,
    ),
    _family("plain_number", r"^(?P<days>\d+)(?:\.0+)?$", lambda f: blank(Rule.NET, days=int(f["days"])), 0.95),
    _family(
        "documents",
        r"d/p(?:atsight)?|d/a|dp(?:at)?sight|l/c(?:atsight)?|\blc\b|lcatsight|信用证|跟单托收|付款交单|承兑交单|cashagainstdocuments|\bcad\b|atsight",
        lambda _: blank(bases=(Base.BILL_OF_LADING,)),
        0.9,
    ),
    _family(
        "on_delivery",
        r"货到付|货到即付|货到付款|到付|货到|收货付|验货付|\bcod\b|cashondelivery|paymentondelivery|提货付|现款提货|1手交钱",
        lambda f: blank(bases=events(f.string) if "货票" in f.string or "票到" in f.string else (Base.DELIVERY,)),
    ),
    _family("on_acceptance", r"验收(?:合格)?(?:后)?(?:即)?(?:付|结)|onacceptance", lambda _: blank(bases=(Base.ACCEPTANCE,)), 0.95),
    _family(
        "on_invoice",
        r"票到|见票|收票|收到?发票|凭票|凭发票|againstinvoice|开票(?:即|后|立)?付",
        lambda f: blank(bases=_invoice_events(f)),
        0.95,
    ),
    _family("on_statement", r"对账", lambda _: blank(bases=(Base.STATEMENT,)), 0.8),
    _family(
        "cash",
        r"现结|现款|现金|即付|即时|立即|当天|当日|即期|现付|现销|现收|日结|无账期|nocredit|货款两清|钱货两清|dueon(?:receipt|invoice)|uponreceipt|onreceipt|immediate|\bcash\b|duenow",
        lambda f: blank(bases=events(f.string)),
    ),
)


def _invoice_events(found: Fields) -> tuple[Base, ...]:
    return (Base.INVOICE,) if "开票" in found[0] or "凭" in found[0] else (Base.INVOICE_RECEIVED,)


def _optional_span(phrase: str) -> dict[str, object]:
    found = re.search(SPAN, phrase)
    return span(found) if found else {}


def first_family(phrase: str) -> tuple[Family, Fields, Terms] | None:
    """The family that reads a normalised phrase, with what it matched; None when none does or its numbers are absurd."""
    for family in FAMILIES:
        found = family.pattern.search(phrase)
        if found is None:
            continue
        terms = family.build(found)
        return (family, found, terms) if plausible(terms) else None
    return None


def plausible(terms: Terms) -> bool:
    """Whether the numbers can be a payment term: at most ten years, days of a month from 1 to 31."""
    span_ok = 0 <= terms.days + terms.extra_days + 31 * terms.months <= MAX_DAYS
    return span_ok and all(day is None or 1 <= day <= 31 for day in (terms.day, terms.cut_off, terms.pay_day))
