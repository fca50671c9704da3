"""The bank month after the as-of date: about 120 lines that pay, short-pay, confuse or have nothing to do with what is open.

Each line knows the answer: which customer, which documents, and what the difference is. Money is in minor units.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sample_data import story
from sample_data.business import DAY, Business, Invoice, working_day
from sample_data.story import Customer

OPENING_BALANCE = 862_345_612
KEPT = ("C0009", "C0010", "C0011", "C0013", "C0014", "C0015", "C0017", "C0018", "C0021", "C0027")
"""Customers whose invoices the lines about odd payers need."""


@dataclass
class Line:
    """One movement: positive is money in. `parts` are the documents it pays; `difference` what they lack, with its reason."""

    amount: int
    payer: str
    account: str
    memo: str
    situation: str
    customer: Customer | None = None
    parts: list[tuple[Invoice, int]] = field(default_factory=list)
    difference: int = 0
    reason: str = ""
    moment: dt.datetime = dt.datetime(2026, 7, 1)
    serial: str = ""


def account(owner: str) -> str:
    """An invented bank account that belongs to this owner alone."""
    return f"99{random.Random(f'{story.SEED}/account/{owner}').randint(10**16, 10**17 - 1)}"


class Month:
    """What is still open while the month is being told; an invoice is paid once."""

    def __init__(self, told: Business) -> None:
        self.rng = random.Random(f"{story.SEED}/bank")
        self.customers = {customer.id: customer for customer in told.customers}
        self.open: dict[str, list[Invoice]] = {}
        for invoice in told.invoices:
            if invoice.open > 0 and invoice.customer.currency == "CNY" and invoice.status != "争议":
                self.open.setdefault(invoice.customer.id, []).append(invoice)
        self.order = [id for id in self.open if id not in KEPT and self.customers[id].habit not in ("slow", "stopped", "prepay")]
        self.rng.shuffle(self.order)
        self.lines: list[Line] = []

    def take(self, id: str, count: int) -> list[Invoice]:
        """The customer's `count` oldest open invoices, which are no longer open then."""
        items = sorted(self.open[id], key=lambda invoice: (invoice.due, invoice.number))[:count]
        self.open[id] = [invoice for invoice in self.open[id] if invoice not in items]
        return items

    def someone(self, least: int, most: int = 99, fits: Callable[[Customer], bool] = lambda customer: True) -> Customer | None:
        """A customer with so many open invoices, not chosen lately."""
        for id in self.order:
            if least <= len(self.open[id]) <= most and fits(self.customers[id]):
                self.order.remove(id)
                self.order.append(id)
                return self.customers[id]
        return None

    def pays(
        self,
        customer: Customer,
        invoices: list[Invoice],
        memo: str,
        situation: str,
        *,
        short: int = 0,
        reason: str = "",
        payer: str = "",
        part: int | None = None,
    ) -> None:
        """A line that pays these invoices, `short` of their sum; or only `part` of the one."""
        parts = [(invoice, invoice.open) for invoice in invoices] if part is None else [(invoices[0], part)]
        total = sum(amount for _, amount in parts) - short
        self.lines.append(
            Line(total, payer or customer.name, account(payer or customer.id), memo, situation, customer, parts, short, reason)
        )

    def other(self, amount: int, payer: str, memo: str, situation: str, customer: Customer | None = None) -> None:
        """A line that pays no document."""
        self.lines.append(
            Line(amount, payer, account(customer.id if customer and payer == customer.name else payer), memo, situation, customer)
        )


def bank_month(told: Business) -> list[Line]:
    """The month's lines in the order of their serial numbers."""
    month = Month(told)
    named(month)
    plain(month)
    short_payments(month)
    odd_payers(month)
    without_document(month)
    number(month)
    return month.lines


def named(month: Month) -> None:
    """Lines whose memo says what they pay."""
    for _ in range(16):
        if customer := month.someone(1):
            invoices = month.take(customer.id, 1)
            memo = month.rng.choice(("付{}", "货款 {}", "发票{}", "支付贵司{}号单货款")).format(invoices[0].number)
            month.pays(customer, invoices, memo, "摘要写明单号")
    for _ in range(5):
        if customer := month.someone(2):
            invoices = month.take(customer.id, 2)
            month.pays(customer, invoices, "付发票尾号" + "、".join(invoice.number[-4:] for invoice in invoices), "摘要写单号尾数")
    for _ in range(8):
        if customer := month.someone(2, 6, has_may):
            pool = month.open[customer.id]
            target = min((i.date.year, i.date.month) for i in pool)
            invoices = [i for i in pool if (i.date.year, i.date.month) == target]
            month.open[customer.id] = [i for i in pool if i not in invoices]
            month.pays(customer, invoices, f"{target[0]}年{target[1]}月货款", "摘要写月份")


def has_may(customer: Customer) -> bool:
    """Whether its term runs from the month's end, as of those who pay by month."""
    return "月" in customer.term


def plain(month: Month) -> None:
    """Lines that say nothing but the amount."""
    for _ in range(24):
        if customer := month.someone(1):
            month.pays(customer, month.take(customer.id, 1), month.rng.choice(("货款", "往来款", "转账", "")), "金额等于一张")
    for _ in range(11):
        if customer := month.someone(2, 9):
            month.pays(
                customer, month.take(customer.id, min(len(month.open[customer.id]), month.rng.randint(2, 4))), "货款", "金额等于几张之和"
            )
    for _ in range(5):
        if customer := month.someone(1, fits=lambda c: c.monthly > 8):
            invoice = month.take(customer.id, 1)[0]
            month.pays(customer, [invoice], "部分货款", "付一部分", part=max(1_000_000, invoice.open // 2 // 1_000_000 * 1_000_000))


def short_payments(month: Month) -> None:
    """Lines that lack a little, each for its own reason."""
    for fee in (1_500, 2_500, 5_000, 1_000):
        if customer := month.someone(1):
            month.pays(customer, month.take(customer.id, 1), "货款", "扣手续费", short=fee, reason="手续费")
    for _ in range(4):
        if customer := month.someone(1, fits=lambda c: any(i.open % 100 for i in month.open[c.id])):
            invoice = next(i for i in month.open[customer.id] if i.open % 100)
            month.open[customer.id].remove(invoice)
            month.pays(customer, [invoice], "货款", "抹零", short=invoice.open % 1_000, reason="抹零")
    for id in ("C0027", "C0002"):
        if month.open[id]:
            invoice = month.take(id, 1)[0]
            kept = round(invoice.open * 5 / 100)
            month.pays(month.customers[id], [invoice], "货款，扣 5% 质保金", "扣质保金", short=kept, reason="质保金")
    for id in ("C0017", "C0018"):
        if invoices := [i for i in month.open.get(id, []) if i.date >= dt.date(2026, 6, 22)][:1]:
            month.open[id].remove(invoices[0])
            discount = round(invoices[0].open * 2 / 100)
            month.pays(month.customers[id], invoices, "货款", "现金折扣", short=discount, reason="现金折扣")


def odd_payers(month: Month) -> None:
    """Lines whose payer is not the customer as our files write it."""
    for rewrite in (full_width, half_brackets, without_city, traditional, spaced, with_branch):
        if customer := month.someone(1, fits=lambda c: "有限公司" in c.name):
            month.pays(customer, month.take(customer.id, 1), "货款", "付款人名称写法不同", payer=rewrite(customer.name))
    for _ in range(3):
        if customer := month.someone(1, fits=lambda c: bool(c.representative) and not c.payers):
            payer = customer.representative
            month.pays(customer, month.take(customer.id, 1), f"代{customer.name}付货款", "个人代付", payer=payer)
    for id in ("C0015", "C0009", "C0010"):
        if month.open.get(id):
            month.pays(month.customers[id], month.take(id, 1), "货款", "登记的代付单位", payer=month.customers[id].payers)
    for id in ("C0014", "C0013", "C0021", "C0011"):
        if month.open.get(id):
            month.pays(month.customers[id], month.take(id, 1), "货款", "名称相近的客户")
    if month.open.get("C0018"):
        month.pays(month.customers["C0018"], month.take("C0018", 1), "货款", "曾用名", payer=month.customers["C0018"].former)


def full_width(name: str) -> str:
    """As some banks print it: full-width brackets with a space inside."""
    return "　".join((name[:2], name[2:]))


def half_brackets(name: str) -> str:
    """With the place in brackets."""
    return f"{name[2:-4]}({name[:2]})有限公司"


def without_city(name: str) -> str:
    """As people say it."""
    return name.removesuffix("有限公司")


def traditional(name: str) -> str:
    """With the traditional signs a few customers' banks use."""
    return name.translate(str.maketrans("机电华轴仪门业国东达汽", "機電華軸儀門業國東達汽"))


def spaced(name: str) -> str:
    """With the trailing spaces of a fixed-width export."""
    return f" {name}  "


def with_branch(name: str) -> str:
    """A branch pays."""
    return f"{name}第二分公司"


def without_document(month: Month) -> None:
    """Prepayments, repetitions, strangers, and what has nothing to do with customers."""
    paid = [line for line in month.lines if line.situation == "金额等于一张"]
    for line in paid[3:5]:
        month.other(line.amount, line.payer, line.memo, "疑似重复付款", line.customer)
    for id, yuan, memo in (("C0019", 38_000, "预付货款"), ("C0020", 64_200, "预付款"), ("C0005", 150_000, "2026 年第二批定金")):
        month.other(yuan * 100, month.customers[id].name, memo, "预付款", month.customers[id])
    for payer, yuan in (("刘丽华", 8_600), ("湖北星辰商贸有限公司", 23_750), ("王建国", 15_000)):
        month.other(yuan * 100, payer, "货款", "付款人不明")
    month.other(5_000_000, month.customers["C0030"].name, "履约保证金", "保证金", month.customers["C0030"])
    month.other(1_286_640, "支付宝（中国）网络技术有限公司", "0709-0709费0元", "平台结算款")
    month.other(934_210, "财付通支付科技有限公司", "财付通结算款", "平台结算款")
    bounced = month.customers["C0028"]
    month.other(-2_450_000, bounced.name, "退货款", "退款", bounced)
    month.other(-7_600_000, "昆山恒力钢材有限公司", "材料款", "退汇")
    month.other(7_600_000, "昆山恒力钢材有限公司", "退汇：账号户名不符", "退汇")
    for amount, payer, memo in OUTSIDE:
        month.other(amount, payer, memo, "与客户无关")


OUTSIDE = (
    (-1_500, "招商银行", "网银手续费"),
    (-5_000, "招商银行", "账户管理费"),
    (-2_000, "招商银行", "汇款手续费"),
    (1_842_377, "招商银行", "结息"),
    (-318_640_500, "代发工资户", "6月工资"),
    (-46_215_830, "国家金库", "增值税 202606"),
    (-8_127_355, "国家金库", "企业所得税 2026Q2"),
    (-52_380_016, "社会保险基金专户", "6月社保"),
    (-14_200_000, "住房公积金中心", "6月公积金"),
    (500_000_000, story.COMPANY, "内部户转入"),
    (-300_000_000, story.COMPANY, "转存理财"),
    (-86_420_000, "马鞍山金属材料有限公司", "材料款"),
    (-41_250_000, "常熟华成铸造有限公司", "货款"),
    (-23_118_860, "上海申通轴承经销有限公司", "货款"),
    (-7_645_200, "国网江苏省电力示例公司", "电费"),
    (-3_200_000, "江苏顺风示例物流有限公司", "运费"),
    (-1_880_000, "苏州安保物业有限公司", "物业费"),
    (-12_560_000, "昆山恒力钢材有限公司", "材料款"),
)


def number(month: Month) -> None:
    """Spread the lines over the month's working days, oldest first, each with the bank's serial number."""
    for line in month.lines:
        day = working_day(story.BANK_MONTH + DAY * month.rng.randint(0, 27))
        line.moment = dt.datetime.combine(day, dt.time(month.rng.randint(8, 17), month.rng.randint(0, 59), month.rng.randint(0, 59)))
    keep_order(month.lines)
    month.lines.sort(key=lambda line: line.moment)
    for position, line in enumerate(month.lines, start=1):
        line.serial = f"G{line.moment:%Y%m%d}{position:06d}"


def keep_order(lines: Iterable[Line]) -> None:
    """A transfer comes back the day after, a repeated payment follows three days later, a discount is taken in time."""
    bounced: Line | None = None
    first: dict[tuple[str, int], Line] = {}
    for line in lines:
        if line.situation == "退汇":
            if bounced is None:
                line.moment, bounced = dt.datetime(2026, 7, 14, 10, 12, 5), line
            else:
                line.moment = dt.datetime(2026, 7, 15, 9, 31, 44)
        elif line.situation == "疑似重复付款":
            again = first[line.payer, line.amount].moment + dt.timedelta(days=3, minutes=7)
            line.moment = dt.datetime.combine(working_day(again.date()), again.time())
        elif line.reason == "现金折扣":
            line.moment = dt.datetime.combine(working_day(line.parts[0][0].date + DAY * 10, -1), dt.time(10, 20))
        else:
            first[line.payer, line.amount] = line


SITUATION_HEADINGS = ("流水号", "情形", "客户编码", "核销单号", "核销金额", "差额", "差额性质")
