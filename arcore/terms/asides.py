"""What a phrase says beside its rule: bills, cut-off and pay days, means of payment, and words that change nothing."""

from __future__ import annotations

import re

from arcore.terms.events import EVENTS
from arcore.terms.model import Tenor

_CYCLE = (
    r"(?:每月|上个?月|当月)\d{1,2}(?:号|日),?(?:至|到|-|,)?(?:次月|下月|翌月|本月|当月)(?P<cycle>\d{1,2})(?:号|日)"
    r"(?:为?1?个?(?:对账|结算)?(?:周期|期|账期)|对账|结算)?"
)
CUT_OFF = re.compile(
    rf"{_CYCLE}|"
    r"(?:每月|每个月)?(?P<a>\d{1,2})(?:号|日|th)(?:为)?(?:对账|截单|截止|截账|截数|截帐|关账|结账|结帐|月结|出账)(?:日)?(?!后?付)"
    r"|(?:对账日?|截单日?|截数日?|结账日|结算日|月结日|关账日|账单日|截止日|cut-?off(?:date|day)?|closing(?:date|day)?)(?:期)?(?:为|是|:|on|the)*(?:每月)?(?P<b>\d{1,2})(?:号|日|th|st|nd|rd|(?=$|,))"
    r"|月结(?P<c>\d{1,2})号(?!付|前|打|支)"
    r"|(?P<d>\d{1,2})(?:th|st|nd|rd)?cut-?off"
)
PAY_DAY = re.compile(
    r"(?:每月|每个月)(?P<day>\d{1,2})(?:号|日)(?:统一|集中|安排|前)?(?:付款?|打款|支付|结款|放款|回款)(?:日)?|付款日(?:为|是|:)?(?:每月)?(?P<day2>\d{1,2})(?:号|日)?"
)
NOTHING = frozenset({"无", "没有", "-", "--", "/", "n/a", "na", "nan", "none", "null", "其他", "不详", "空", "同上"})
COUNTED_FROM_NEXT_MONTH = re.compile(r"(?<=月结)(\d+天?),?(?:从|自)?次月(?:1[号日]|初)?(?:开始)?(?:起算?|计?算)$")
STARTS_FROM = re.compile(r"(?:从|自|以).{2,12}?(?:算起|起算|起计|为准|计算|起(?=$|,))")
FIXED_DATE = re.compile(r"\d{1,2}月\d{1,2}(?:日|号)")
NATURAL_MONTHS = re.compile(r"按?自然月")
FROM_MONTH_END = re.compile(r"月底|月末|次月")
RECONCILING = re.compile(r"(?:次月|下个?月|翌月)(?:初|\d{1,2}(?:号|日))?前?(?:双方)?对账(?:完毕|完成|后)?,?(?=.*(?:付|结|款|\d天))")
_MEANS = r"(?:电汇|现汇|现金|转账|电子转账|t/?t)"
MEANS_SHARE = re.compile(rf"\d+(?:\.\d+)?%(?:为|以|用|付)?{_MEANS}|{_MEANS}\d+(?:\.\d+)?%")
_BILL_WORD = r"(?:承兑|银承|商承|银票|商票|电承|汇票)"
BILL_SHARE = re.compile(
    rf"\d+(?:\.\d+)?%(?=\D{{0,4}}(?:\d+(?:个?月|天))?[一-鿿]{{0,4}}{_BILL_WORD})|(?<=承兑)\d+(?:\.\d+)?%|(?<=银承)\d+(?:\.\d+)?%"
)
STANDING_CREDIT = re.compile(r"铺底(?:货款|资金|额度)?\d+(?:\.\d+)?(?:万元?|元|w)?(?:货)?")
BILL = re.compile(
    r"(?<![结\d])(?P<count>\d{1,3})(?:(?P<month>个?月)|天|日|days?)(?:期)?(?:的)?(?:电子|银行|商业)*(?:承兑汇票|承兑|银承|商承|银票|商票|电承|汇票|acceptance|bill)"
    r"|(?:电子|银行|商业)*(?:承兑汇票|承兑|银承|商承|银票|商票|电承|汇票)(?P<count2>\d{1,3})(?:(?P<month2>个?月)|天|日)"
    r"|(?:(?:付|收|以|用)?(?:电子|银行|商业)*(?:承兑汇票|承兑|银承|商承|银票|商票|电承|汇票))"
)
FILLERS = re.compile(
    "从月底起算|遇?(?:法定)?(?:节假日|休息日|周末)(?:则|可)?顺延|"
    + "|".join(pattern for _, pattern in EVENTS)
    + r"|付款|付清|结清|付讫|支付|收款|回款|结算|结账|打款|到账|付|账期|信用期限?|信用|付款期限?|期限|之内|以内|内|为|的|起|算|计"
    r"|从|自|之日|日期|合格|确认|并且|并|且|和|及|后|前|当月|每月|本|次日|赊销|不超过|exworks|exw|fob|cif|远期|即期|oa|o/a|cash|plus|invoice|goods|receipt|payable|and|upon|sight|按?合同约定|详见合同|约定|按?自然月|算起|开始|netto|即|收到?|清"
    r"|电汇|转账|现汇|支票|公户|对公|银行|t/?t|wiretransfer|banktransfer|wire|net|n/?|days?|due|payment|terms?|from|after|of|the|date|within|in|by|"
    r"天|日|号|增值税|专用|专票|普票|发票|票|货|含税|款|以|到|全额|全部|100%|[^\w一-鿿]"
)


def without(phrase: str, found: re.Match[str] | None) -> str:
    """`phrase` without what was found; a comma keeps its halves apart."""
    return f"{phrase[: found.start()]},{phrase[found.end() :]}".strip(",") if found else phrase


def number(found: re.Match[str]) -> int:
    """The number of whichever alternative matched."""
    return int(next(group for group in found.groups() if group))


def tenor(found: re.Match[str]) -> Tenor:
    """The tenor of a match of `BILL`."""
    count = int(found["count"] or found["count2"] or 0)
    return Tenor(months=count) if found["month"] or found["month2"] else Tenor(days=count)
