"""What words on a bank line say about it, as data: one pattern for each meaning.

Patterns are searched in the folded memo (`normalize.fold`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ADVANCE = re.compile(
    r"预付|预收|预存|定金|订金|诚意金|意向金|启动[资款]|保证金|押金"
    r"|\bdeposit\b|\bprepay|\badvance\b|\bdown ?payment\b|in advance|\b(?:bid|performance) bond\b"
    r"|\banzahlung|\bvorauszahlung|\bacompte\b|\banticipo\b"
)
SECURITY = re.compile(r"(?<!质量)(?<!质)保证金|押金|\bdeposit\b|\b(?:bid|performance) bond\b")
SECURITY_BACK = re.compile(
    r"退[还回]?\s*(?:投标|履约|招标|中标)?(?:保证金|押金)|(?<!质量)(?<!质)(?:保证金|押金)\s*(?:退[还回款]|返还)"
    r"|\b(?:return|refund) of (?:the |our |your )?(?:bid |security |performance )?(?:deposit|bond)|\b(?:deposit|bond) (?:refund|returned)\b"
)
RETENTION = re.compile(r"质保金|质量保证金|质量保留金|保修金|保留金|尾留|留质保|\bretention\b")
CREDITED = re.compile(r"红字|红票|红冲|冲红|负数发票|退货|折让|\bcredit (?:note|memo)|\bcn\b|\breturned goods\b")
SETTLE = re.compile(
    r"结清|付清|清账|清欠|全部(?:货款|欠款|余款|应付)|所有(?:货款|欠款)|还清|两清|清款|全额付款"
    r"|清(?:尾|余|货)款|账清"
    r"|\bsettl(?:e[sd]?|ing)\b|\bsettlement of (?:all|(?:the |our )?account)|\bfull and final|\bfinal settlement"
    r"|\ball (?:open|outstanding)|balance in full|\bclear(?:ing|ance)? (?:all|account)|\bbalance of (?:the |our |your )?account"
)
PARTIAL = re.compile(
    r"(?<!多[付余汇交])部[分份](?!转)|首付|分期|首期|第[一二三四五六七八九十\d]+[期笔次]|进度款|[一二三四五六七八九\d]期款|先付|余款后付"
    r"|\bpart(?:ial)?\b|instal?ment|on account"
)
DEDUCTION = re.compile(
    r"(?<!折)扣(?!红|费|[除留下减]?\s*(?:\d+(?:\.\d+)?\s*[%元]?\s*)?的?(?:手续费|电?汇费|汇款费|银行费用?|质保|质量保证金|质量保留金|保修金|保留金|尾留))"
    r"|罚款|罚金|索赔|赔款|质量问题|返利|返点|折让|促销费|运费差|差异|短少|破损"
    r"|\bless (?:freight|damage|shortage|penalt|return)|\bdeduct|\bclaim\b|\bpenalty|\brebate|chargeback"
)
REST = re.compile(r"尾款|余款|剩余|余下|尾数款|\bbalance\b|\bremainder\b|\bfinal (?:payment|instal)")
FEE = re.compile(r"手续费|汇费|汇款费|电汇费|\bbank (?:fee|charge)s?\b|\bcharges?\b")
DISCOUNT = re.compile(r"现金折扣|付款折扣|\d\s*%\s*(?:的)?折扣|\bdiscount\b|\bskonto\b")
ROUNDED = re.compile(r"抹零|零头|抹去|\brounded\b")
OVERPAID = re.compile(
    r"多付|多余|多汇|溢付|(?:余款?|余额|剩余)\s*(?:部分|款项?|金额)?\s*(?:转|作|留|抵|预付)|\boverpa(?:id|y(?:ment)?)\b|\bexcess\b"
)
PERCENT = re.compile(r"(?<![\d.])(\d{1,2}(?:\.\d+)?)\s*%")
HOW_MANY = re.compile(
    r"(?<![第\d.])(?P<zh>\d{1,2}|[二两三四五六七八九十])\s*(?:张|笔|份)\s*(?:发票|单据|账单|货款|票款|款)|\b(?P<en>\d{1,2})\s+invoices\b"
)
SUPPLEMENT = re.compile(
    r"补(?:上|付|足|齐|缴|汇|交|款|差)|少付|少汇|差额|欠付|\bshortfall\b|\bshort ?paid\b|\bunderpaid\b|\bremaining difference\b"
)
RETURNED = re.compile(
    r"退汇|冲正|冲账|退票|更正|撤销|冲销|(?:款|汇|票|账|路|不符|有误|错误|不存在|失败|^)\s*退回(?!货)"
    r"|\breversal|\breturned payment|\breturn of|\breturned\b(?! goods)"
)
ON_BEHALF = re.compile(
    r"代\s*(?:(?P<foreign>[a-zÀ-ɏ][^代付支转缴汇;；。一-鿿]{2,60}?)|(?P<name>[^代付支转缴汇,;，；。\s]{2,40}?))"
    r"\s*(?:付款?|支付|转账|转款|缴|汇款|打款|货款)"
    r"|代付\s*(?P<after>[^代付支转缴汇,;，；。\s]{2,40}?)\s*(?:货款|款|$|\s)"
    r"|(?:on behalf of|for account of|o/b/o)\s+(?P<latin>[^,;/]{3,60})"
)


@dataclass(frozen=True)
class NotReceivable:
    """A kind of bank line that settles no customer's document. `strong`: whoever pays, a customer too."""

    code: str
    memo: re.Pattern[str] | None
    payer: re.Pattern[str] | None
    strong: bool = False


NOT_RECEIVABLE = (
    NotReceivable("deposit_returned", SECURITY_BACK, None, strong=True),
    NotReceivable(
        "bill_cashed",
        re.compile(
            r"票据(?:托收|到期|解付|兑付)|托收票据|(?:承兑(?:汇票)?|汇票|银承|商票|银票)(?:到期|托收|解付|兑付)"
            r"|\bbill(?: of exchange)? (?:matured|collected)\b"
        ),
        None,
        strong=True,
    ),
    NotReceivable(
        "interest",
        re.compile(r"结息|利息收入|存款利息|收息|活期利息|^利息$|账户利息|(?:credit )?interest(?: earned| paid| credit)?\b"),
        None,
    ),
    NotReceivable(
        "tax_refund",
        re.compile(r"退税|留抵|税费返还|个税手续费|三代手续费|\btax refund|\bvat refund"),
        re.compile(r"国家金库|国库|税务局|税务总局|代理支库"),
    ),
    NotReceivable(
        "subsidy",
        re.compile(r"稳岗|补贴|贴息|补助|扶持资金|奖励金|专项资金|生育津贴|失业保险|\bsubsidy|\bgrant\b"),
        re.compile(r"人社局|人力资源和社会保障|社保中心|社会保险|财政局|公积金|医疗保障局|医保|就业服务"),
    ),
    NotReceivable(
        "own_transfer",
        re.compile(
            r"账户间|内部(?:转账|调拨|划转|往来)|资金(?:调拨|归集|下拨|上划|划拨)|同户名|本行同名|头寸"
            r"|own account|internal transfer|intra-?company"
        ),
        re.compile(r"^本公司|^我司|^本单位"),
    ),
    NotReceivable(
        "investment",
        re.compile(r"理财|赎回|结构性存款|定期(?:存款)?(?:到期|转活期)|大额存单|通知存款|基金|国债逆回购|\bredemption|time deposit"),
        None,
    ),
    NotReceivable("wages_social", re.compile(r"工资|代发|社保|公积金|住房补贴|\bpayroll\b|\bsalary"), re.compile(r"代发工资")),
    NotReceivable("loan", re.compile(r"贷款(?:发放|放款)|放款|借款(?!还)|流贷|\bloan\b"), None),
    NotReceivable("returned_payment", RETURNED, None),
    NotReceivable("staff", re.compile(r"备用金|(?:还|退|返还)(?:个人|差旅)?借款"), None),
    NotReceivable("capital", re.compile(r"投资款|出资款|注资|增资|股本|\bcapital contribution"), None),
    NotReceivable(
        "supplier_refund", re.compile(r"退(?:货款|款|回|还|费|多[缴付收]|电费|水费|运费|保证金|押金|投标|履约)|多付退|返还|\brefund"), None
    ),
    NotReceivable("insurance", re.compile(r"保险(?:赔款|理赔)|理赔"), re.compile(r"保险(?:股份)?有限公司|财产保险")),
    NotReceivable(
        "channel",
        re.compile(
            r"pos清算|pos结算|商户(?:清算|结算|资金)|收单|扫码(?:结算|收款)"
            r"|微信(?:支付)?(?:结算|提现)|支付宝(?:结算|提现)|聚合支付|merchant settlement"
        ),
        re.compile(
            r"支付宝|财付通|微信支付|银联商务|备付金|待清算商户|待清算|拉卡拉|通联支付|汇付|易宝|快钱|京东支付|网银在线|抖音支付|抖店|美团支付|美团外卖|饿了么|拼多多|合众易宝|\bstripe\b|\bpaypal\b|\badyen\b"
        ),
    ),
)
