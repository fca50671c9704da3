"""The words by which rows, units, currencies and kinds of document are told apart, as data.

Patterns are matched against text without any white space, lower case, full-width characters made narrow (`squeezed`).
"""

from __future__ import annotations

import re
import unicodedata

DIGIT = re.compile(r"[0-9０-９]")
INVISIBLE = re.compile(r"[\s\u00a0\u3000\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")

CURRENCIES: dict[str, str] = {
    word: code
    for code, words in {
        "CNY": "cny rmb cnh 人民币 人民币元 元 cn¥ rmb¥ ￥ ¥ 人民币(元) 人民幣 人民幣元 yuan renminbi",
        "USD": "usd us$ $ 美元 美金 美圆 美圓 usdollar usdollars dollar dollars",
        "HKD": "hkd hk$ 港币 港元 港幣 港纸",
        "EUR": "eur € 欧元 歐元 euro euros",
        "JPY": "jpy 日元 日币 日圆 日圓 日幣 円 yen",
        "GBP": "gbp £ 英镑 英鎊 stg pound pounds",
        "TWD": "twd nt$ ntd 新台币 台币 新台幣 台幣 新臺幣 臺幣",
        "MOP": "mop 澳门元 澳门币",
        "AUD": "aud a$ au$ 澳元 澳大利亚元 澳币",
        "CAD": "cad c$ ca$ 加元 加拿大元 加币",
        "SGD": "sgd s$ 新加坡元 新币 坡币",
        "CHF": "chf 瑞士法郎",
        "KRW": "krw ₩ 韩元 韩币 韩圆",
        "INR": "inr ₹ 印度卢比 rs. rs",
        "RUB": "rub ₽ 卢布",
        "THB": "thb ฿ 泰铢",
        "VND": "vnd ₫ 越南盾",
        "MYR": "myr 马币 林吉特",
        "NZD": "nzd nz$ 新西兰元",
        "SEK": "sek 瑞典克朗",
        "NOK": "nok 挪威克朗",
        "DKK": "dkk 丹麦克朗",
        "AED": "aed 迪拉姆",
        "BRL": "brl r$ 雷亚尔",
        "MXN": "mxn 墨西哥比索",
        "ZAR": "zar 兰特",
        "IDR": "idr 印尼盾",
        "PHP": "php 菲律宾比索",
        "KWD": "kwd",
        "BHD": "bhd",
        "PLN": "pln",
        "CZK": "czk",
        "HUF": "huf",
        "TRY": "try",
        "SAR": "sar",
        "ILS": "ils",
    }.items()
    for word in words.split()
}

FACTORS: dict[str, int] = {
    "元": 1,
    "千元": 1_000,
    "万元": 10_000,
    "万": 10_000,
    "萬元": 10_000,
    "十万元": 100_000,
    "百万元": 1_000_000,
    "百万": 1_000_000,
    "亿元": 100_000_000,
    "亿": 100_000_000,
    "千": 1_000,
    "'000": 1_000,
    "000": 1_000,
    "000s": 1_000,
    "k": 1_000,
    "thousand": 1_000,
    "thousands": 1_000,
    "inthousands": 1_000,
    "million": 1_000_000,
    "millions": 1_000_000,
    "inmillions": 1_000_000,
    "mn": 1_000_000,
    "10k": 10_000,
}

SUBTOTAL = re.compile(
    r"^[*=\-]*(?:本页|本月|本日|本年|本期|当月|当期|当年|每页|分页|全年|分组|按.{1,6})?(?:小计|合计|总计|累计|共计|总合计|总额|合计金额|汇总|小結|小计金额|合計|小計|總計)"
    r"(?:$|[:\d(（/\-,，.¥￥元人行条笔])"
    r"|^.{1,40}(?:小计|合计|总计|汇总|合計|小計)[:：]?$"
    r"|^(?:sub|grand|report|page|customer|account|client|overall|vendor|supplier|currency|net|final|running|group|section)?-?totals?(?:$|[:(]|for|of|amount|due|balance|-|\d)"
    r"|^.{1,60}(?:sub|grand|customer|account|client|vendor|supplier)?-?totals?:?$"
    r"|^(?:sum|subtotal|sub-total|summe|gesamt)(?:$|[:(])"
    r"|^\*{1,3}$"
)
GRAND_TOTAL = re.compile(
    r"[*=\-]*(?:合计|总计|总合计|共计|合計|總計|本表合计|全部合计|total|grandtotal|totals|totalamount|合计金额)[:：*]*(?:\(.*\))?"
)
CLOSING = re.compile(
    r"^(?:期末(?:余额|应收|欠款|数)?|本月合计|本年累计|本期合计|期末结余|结转下[年期页]|过次页|closingbalance|endingbalance|balancecarriedforward|carriedforward)"
)
OPENING = re.compile(
    r"^(?:期初(?:余额|欠款|应收|应付|数|结余|应收款|单据)?|上[年期月](?:结转|余额|结余)|年初(?:余额|数)?|承前页|以前年度结转"
    r"|openingbalance|beginningbalance|broughtforward|balanceb/?f|balancebroughtforward|balanceforward|openingitem)"
)
NOTE = re.compile(
    r"^(?:大写|人民币[(]?大写|金额大写|备注|说明|注|附注|注意|提示|声明|填表说明|填写说明|制表|制单|审核|复核|财务|会计|出纳|经办|主管|负责人签|签字|盖章|打印|导出|查询|第\d+页|共\d+[页条行笔]|以上|以下"
    r"|数据来源|统计口径|报表日期|编制|total(?:records|rows|count)|总笔数|总条数|记录数|资金流水总笔数|人民币合计|收入合计|支出合计|confidential|copyright|©|page\d|printed|generated|reportgenerated"
    r"|note|remark|accrualbasis|cashbasis|asof|endof|\*+end|#|-{3,}|={3,}|_{3,})"
)
BUCKET = re.compile(
    r"^(?:current|notdue|\d+(?:-|to|–)\d+(?:days?)?(?:pastdue)?|\d+ormore.*|over\d+.*|>?\d+\+?days?.*|账期内|未到期|未逾期|当前|逾期.*天.*|\d+.*天.*逾期.*|\d+[-~至]\d+天?|\d+天?以上)$"
)
AGE = re.compile(
    r"^(?:账期内|信用期内|未到期|未逾期|未超期|current|notdue|notyetdue|future|older"
    r"|(?:账龄|逾期|超期|过期|over)?(?:\d+|[一二三四五六半]年?)(?:[-~至到–]|to)(?:\d+|[一二三四五六])(?:天|日|个?月|年|days?|months?)?(?:以内|内|pastdue|overdue)?"
    r"|(?:账龄|逾期|超期|过期)?(?:\d+|[一二三四五六半])(?:天|日|个?月|年)(?:以上|以内|内)"
    r"|(?:over|older|morethan|>|>=|≥)\d+(?:days?)?|\d+(?:\+|days?\+|\+days?|ormore(?:days?)?|daysormore)|(?:period|bucket)\d)$"
)
PARTY = re.compile(
    r"^(?:客户名称|客户全称|客户编码及名称|客户|往来单位名称|往来单位|往来对象|购货单位|单位名称|对方单位|结算单位|付款单位|customername|customer|client|account|billto|debtor|致|to)[:：]+(.*)$"
)
ENTITY = re.compile(
    r"^(?:核算主体|核算组织|财务组织|结算组织|账套|账簿|法人主体|公司主体|所属公司|本方公司|编制单位|公司|分公司|legalentity|entity|company|companycode"
    r"|subsidiary|businessunit)[:：]+(?=.)"
)
SUPPLIER_PARTY = re.compile(r"^(?:供应商名称|供应商|供货单位|供货商|vendorname|vendor|supplier|payee)[:：]+(.*)$")
COMPANY = re.compile(
    r"(?:公司|集团|厂|商行|商店|经营部|合作社|中心|医院|学校|大学|事务所|研究院|超市|门市部|工作室|酒店|银行|局|店|co\.?,?ltd|limited|ltd|inc|llc|gmbh|corp|corporation|company|plc|s\.?a\.?|pty|co\.)\.?(?:\(.*\))?$"
)
GENERIC_SHEET = re.compile(
    r"^(?:sheet\d*|工作表\d*|表\d*|\d+|(?:\d{2,4}年?)?[-./]?\d{1,2}月份?|\d{4}年?(?:\d{1,2}月?)?|[一二三四五六七八九十]{1,2}月份?|(?:\d{4}[-/.]?)?q[1-4]|第?[一二三四1-4]季度?"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)[-']?\d{0,4}"
    r"|\d{4}[-/.]\d{1,2}|\d{6}|.*(?:明细|台账|汇总|清单|数据|列表|报表|账龄|发票|应收|应付|收款|回款|客户|供应商|对账|invoice|receipt|payment|customer|report|data|list|export|aging|open|detail|ledger|summary|statement).*)$"
)
PAYMENT = re.compile(r"收款|回款|收到|预收|收回|核销单|付款|预付|^dz$|^zp$|payment|receipt|deposit|prepay|^rcpt$|^pmt$|^pay$")
RECEIPT_TYPE = re.compile(
    r"^(?:销售|客户|银行|现金|其他)?(?:收款|回款|预收款?|收到)(?:单|款|货款)?$|^(?:customer)?(?:receipt|payment|pmt|rcpt|dz)s?$"
)
CREDIT = re.compile(r"红字|红冲|退货|退款|折让|贷项|冲销|冲红|红票|红单|负数|^dg$|^rg$|credit|returns?$|refund|^cn$|^cm$|^rcn$|cr\.?memo")
VOID = re.compile(r"^(?:已?作废.*|.*已作废|废票|已取消|取消|已删除|void|voided|cancell?ed|deleted|作废单据)$")
YES = frozenset({"是", "y", "yes", "true", "1", "√", "✓", "正数"})
NO = frozenset({"否", "n", "no", "false", "0", "×", "负数"})
REVERSES = re.compile(
    r"(?:被红冲蓝字|红冲|对应(?:蓝字|正数)|冲销)[^0-9A-Za-z]{0,12}(?:数电)?(?:发票|票)?(?:代码[:：]?\d*[^0-9A-Za-z]{0,4})?(?:发票)?号码?[:：]?\s*([0-9A-Za-z\-]{6,})"
)


def squeezed(text: str) -> str:
    """Text without any white space, narrow and lower case, for comparing.

    >>> squeezed("小　计 （Total）")
    '小计(total)'
    """
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).lower()


def currency_of(word: str) -> str | None:
    """The ISO code of a currency word: '人民币', 'RMB', '$'; None when unknown.

    >>> currency_of("人民币"), currency_of("US$"), currency_of("金币")
    ('CNY', 'USD', None)
    """
    return CURRENCIES.get(squeezed(word))
