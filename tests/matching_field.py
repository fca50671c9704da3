"""A second labelled generator of bank months, written without the matcher in view.

Wording, numbering, names and amounts differ from `matching_cases`, on which the matcher grew; the months go to
disk as files and through the command line, and the truth has the shape of the shared cases' `truth.json`.
"""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl

from tests import field_statements
from tests.field_names import TRADITIONAL, Customer, customers, person
from tests.field_statements import Movement, text

FULL_WIDTH = str.maketrans("0123456789ABCHKPO-/", "０１２３４５６７８９ＡＢＣＨＫＰＯ－／")
UPPER = str.maketrans({"ü": "UE", "ö": "OE", "ä": "AE", "ß": "SS", "Ł": "L", "ł": "L", "ó": "O", "ź": "Z", "é": "E", "É": "E"})


@dataclass
class Document:
    no: str
    customer: str
    day: date
    due: date
    amount: int
    order: str
    contract: str
    reverses: str = ""
    left: int = 0


@dataclass
class Truth:
    kind: str
    customer: str | None = None
    paid: list[tuple[str, int]] = field(default_factory=list)
    off: list[tuple[str, int]] = field(default_factory=list)
    unapplied: int = 0
    determinable: bool = True
    told: list[str] = field(default_factory=list)
    month: str | None = None
    payer_known: bool = True


class Book:
    """The state of the books while the month is invented, line by line."""

    def __init__(self, seed: int, numbering: str, amounts: str, size: int, start: date = date(2026, 4, 1)) -> None:
        self.rng = random.Random(seed)
        self.start = start
        self.as_of = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        self.numbering, self.amounts = numbering, amounts
        self.customers = customers(self.rng, size)
        self.by_id = {c.id: c for c in self.customers}
        self.documents: list[Document] = []
        self.lines: list[tuple[Movement, Truth]] = []
        self.day = start
        self.paid_now: list[tuple[Customer, Document, int]] = []
        self._issue(size * 7)

    def _amount(self) -> int:
        r = self.rng
        if self.amounts == "round":
            return r.choice([500_00, 1000_00, 100_00]) * r.randint(3, 160)
        if self.amounts == "units":
            return r.choice([1280_00, 86_50, 455_00, 3999_00]) * r.randint(2, 40)
        return r.randint(800_00, 260_000_00)

    def _number(self, number: int, day: date) -> str:
        return {
            "years": f"XS-{day:%Y}-{number:05d}",
            "letters": f"YT{day:%y}B{number * 3 + 1000:06d}",
            "serial8": f"{60417000 + number * 7}",
            "digital20": f"{day:%y}31200000{7401733 + number * 13:010d}",
            "short": f"{4200 + number}",
            "slash": f"INV/{day:%Y}/{number:04d}",
        }[self.numbering]

    def _issue(self, count: int) -> None:
        r = self.rng
        owners = r.choices(self.customers, weights=[r.choice([1, 1, 2, 4]) for _ in self.customers], k=count)
        if r.random() < 0.5:
            owners.sort(key=lambda c: c.id)
        for number, c in enumerate(owners, 1):
            day = self.start + timedelta(days=r.randint(-151, 9))
            order = r.choice(
                [f"PO-{r.randint(10000, 99999)}{r.choice('ABKX')}", f"CG{r.randint(2500000, 2699999)}", f"45000{r.randint(10000, 99999)}"]
            )
            contract = f"{r.choice(['HTXS', 'GX', 'SC'])}{day:%Y%m}-{number:04d}"
            amount = self._amount()
            self.documents.append(
                Document(self._number(number, day), c.id, day, day + timedelta(days=c.days), amount, order, contract, "", amount)
            )
        for number, blue in enumerate(r.sample(self.documents, count // 15), count + 1):
            amount = -max(50_00, blue.amount * r.choice([5, 8, 12, 20]) // 100)
            day = min(self.as_of, blue.day + timedelta(days=r.randint(3, 20)))
            no = self._number(number, day)
            self.documents.append(
                Document(no, blue.customer, day, day, amount, blue.order, blue.contract, blue.no if r.random() < 0.7 else "", amount)
            )

    def open(self, c: Customer) -> list[Document]:
        found = [d for d in self.documents if d.customer == c.id and d.left > 0 and d.day <= self.day]
        return sorted(found, key=lambda d: (d.due, d.day, d.no))

    def credits(self, c: Customer) -> list[Document]:
        return [d for d in self.documents if d.customer == c.id and d.left < 0 and d.day <= self.day]

    def someone(self, least: int = 1, fresh: bool = False) -> tuple[Customer, list[Document]] | None:
        """A customer with at least `least` open documents; `fresh`: none of them touched yet."""
        for _ in range(60):
            c = self.rng.choice(self.customers)
            found = self.open(c)
            if len(found) >= least and (not fresh or all(d.left == d.amount for d in found)):
                return c, found
        return None

    def ways(self, c: Customer, amount: int, most: int = 4) -> int:
        """How many sets of up to `most` open documents make the amount; credit notes count."""
        lefts = [d.left for d in (*self.open(c), *self.credits(c))]
        return sum(sum(s) == amount for k in range(1, most + 1) for s in itertools.combinations(lefts, k)) if len(lefts) < 26 else 2

    def add(self, amount: int, payer: str, account: str, memo: str, truth: Truth) -> bool:
        self.lines.append((Movement(self.day, amount, payer, account, memo), truth))
        for no, part in truth.paid:
            next(d for d in self.documents if d.no == no).left -= part
        for no, part in truth.off:
            next(d for d in self.documents if d.no == no).left -= part
        return True

    def pay(
        self,
        kind: str,
        c: Customer,
        memo: str,
        paid: list[tuple[Document, int]],
        *,
        told: bool = False,
        payer: str = "",
        account: str | None = None,
        unapplied: int = 0,
        off: int = 0,
        **more: Any,
    ) -> bool:
        amount = sum(p for _, p in paid) + unapplied
        who = payer or spelled(self, c)
        if account is None:
            account = c.account if not payer and self.rng.random() < 0.7 else ""
        truth = Truth(
            kind,
            c.id,
            [(d.no, p) for d, p in paid],
            [(paid[0][0].no, off)] if off else [],
            unapplied,
            told=[d.no for d, _ in paid] if told else [],
            **more,
        )
        if len(paid) == 1 and paid[0][1] > 0:
            self.paid_now.append((c, paid[0][0], amount))
        return self.add(amount, who, account, memo, truth)


def spelled(b: Book, c: Customer) -> str:
    """The payer's name as a bank shows it."""
    roll = b.rng.random()
    if c.foreign:
        return c.name.translate(UPPER).upper() if roll < 0.5 else c.name
    if roll < 0.08:
        return c.name.replace("(", "（").replace(")", "）")
    if roll < 0.12:
        return c.name.translate(TRADITIONAL)
    if roll < 0.15:
        return c.name.replace("有限责任公司", "有限公司")
    return c.name


def written(b: Book, no: str) -> str:
    """A document number as people type it: the tail of eight of a long one, full width, spaces for dashes."""
    roll = b.rng.random()
    if len(no) == 20 and roll < 0.5:
        return no[-8:]
    if roll < 0.08:
        return no.translate(FULL_WIDTH)
    if "-" in no and roll < 0.2:
        return no.replace("-", "")
    return no


def memo_of(b: Book, c: Customer, numbers: list[str]) -> str:
    """Free wording around one or several numbers."""
    shown = [written(b, n) for n in numbers]
    joint = b.rng.choice(["/", "、", ",", " ", ";", " and " if c.foreign else "和", "+"] if len(shown) < 3 else ["/", "、", ",", " "])
    if any("/" in n for n in shown) and joint == "/":
        joint = ","
    if not all(len(n) >= 8 for n in shown) and joint in ("+",):
        joint = ","
    body = joint.join(shown)
    if c.foreign or b.rng.random() < 0.12:
        return b.rng.choice(
            ["INV {}", "Invoice no. {}", "PAYMENT OF INVOICES {}", "/RFB/INV {}", "settlement of {} thank you", "our ref 77 / your inv {}"]
        ).format(body)
    return b.rng.choice(
        [
            "货款{}",
            "付发票{}款",
            "发票号码：{}",
            "{}",
            "{} 货款已付，请查收",
            "支付{}号票据款",
            "款项：{}",
            "采购货款（发票{}）",
            "FP{}" if shown[0][0].isdigit() and len(shown[0]) >= 8 and len(shown) == 1 else "票{}",
        ]
    ).format(body)


PLAIN = ("货款", "转账汇款", "往来结算款", "采购款", "", "网银转账", "材料款", "汇款", "电汇", "付货款，请查收")
PLAIN_EN = ("payment", "", "goods", "trade settlement", "transfer")


def plain(b: Book, c: Customer) -> str:
    return b.rng.choice(PLAIN_EN if c.foreign else PLAIN)


def exact_ref(b: Book) -> bool:
    if not (one := b.someone()):
        return False
    c, found = one
    d = b.rng.choice(found)
    return b.pay("exact_ref", c, memo_of(b, c, [d.no]), [(d, d.left)], told=True)


def multi_ref(b: Book) -> bool:
    if not (one := b.someone(2)):
        return False
    c, found = one
    some = b.rng.sample(found, b.rng.randint(2, min(5, len(found))))
    return b.pay("multi_ref", c, memo_of(b, c, [d.no for d in some]), [(d, d.left) for d in some], told=True)


def short_list(b: Book) -> bool:
    """The first number in full, the following by their tails."""
    for _ in range(40):
        if not (one := b.someone(2)):
            return False
        c, found = one
        first = b.rng.choice(found)
        for tail in (3, 4):
            kin = [d for d in found if d is not first and len(d.no) == len(first.no) and d.no[:-tail] == first.no[:-tail]]
            if kin and len(first.no) >= 6:
                some = [first, *kin[:3]]
                joint = "、" if "/" in first.no else b.rng.choice(["/", "、", ","])
                memo = first.no + "".join(joint + d.no[-tail:] for d in some[1:])
                memo = b.rng.choice(["货款 {}", "付{}发票款", "INV {}", "发票{}"]).format(memo)
                return b.pay("short_list", c, memo, [(d, d.left) for d in some], told=True)
    return False


def number_range(b: Book) -> bool:
    """From–to: every number between belongs to the payer."""
    for _ in range(40):
        if not (one := b.someone(3)):
            return False
        c, found = one
        by_no = {d.no: d for d in found}
        first = b.rng.choice(found)
        if not first.no[-3:].isdigit() or b.numbering in ("serial8", "digital20", "letters"):
            return False
        head, tail = first.no[:-3], int(first.no[-3:])
        run = [first]
        while tail + len(run) < 1000 and (more := by_no.get(f"{head}{tail + len(run):03d}")):
            run.append(more)
        if len(run) >= 3:
            run = run[:5]
            last = run[-1].no[-2:] if run[-1].no[:-2] == first.no[:-2] else run[-1].no
            memo = b.rng.choice(["inv {}-{}", "发票{}-{}", "货款 {}至{}", "{}~{}"]).format(
                first.no, last if b.rng.random() < 0.6 else run[-1].no
            )
            return b.pay("number_range", c, memo, [(d, d.left) for d in run], told=True)
    return False


def typo_ref(b: Book) -> bool:
    if not (one := b.someone()):
        return False
    c, found = one
    d = b.rng.choice(found)
    if len(d.no) < 7 or b.ways(c, d.left) != 1:
        return False
    at = b.rng.randrange(len(d.no) - 4, len(d.no) - 1)
    if not d.no[at].isdigit():
        return False
    slip = (
        d.no[:at] + d.no[at + 1] + d.no[at] + d.no[at + 2 :]
        if b.rng.random() < 0.5
        else d.no[:at] + str((int(d.no[at]) + 3) % 10) + d.no[at + 1 :]
    )
    if slip == d.no or any(x.no == slip for x in b.documents):
        return False
    return b.pay("typo_ref", c, f"{b.rng.choice(['发票', '货款', '付'])}{slip}", [(d, d.left)], told=True)


def tail_ref(b: Book) -> bool:
    if not (one := b.someone(2)):
        return False
    c, found = one
    some = b.rng.sample(found, b.rng.choice([1, 1, 2]))
    width = b.rng.choice([4, 5, 6])
    tails = [d.no[-width:] for d in some]
    if not all(t.isdigit() for t in tails) or len(some[0].no) < 7:
        return False
    if any(sum(d.no.endswith(t) for d in b.documents if d.customer == c.id and d.amount > 0) != 1 for t in tails):
        return False
    memo = b.rng.choice(["发票尾号{}", "尾号{}货款", "付尾号{}的发票", "票号后几位{}", "货款(尾数{})", f"发票后{width}位{{}}"])
    return b.pay("tail_ref", c, memo.format("、".join(tails)), [(d, d.left) for d in some], told=True)


def po_ref(b: Book) -> bool:
    if not (one := b.someone()):
        return False
    c, found = one
    d = b.rng.choice(found)
    key = b.rng.choice(["order", "contract"])
    value = getattr(d, key)
    same = [x for x in found if getattr(x, key) == value]
    if any(x.customer != c.id and getattr(x, key) == value for x in b.documents) or b.credits(c):
        return False
    memo = b.rng.choice(
        ["订单{}货款", "采购单号{}", "your PO {}", "{}", "付{}号订单"] if key == "order" else ["合同{}款", "合同编号：{}", "按{}合同付款"]
    )
    return b.pay("po_ref", c, memo.format(value), [(x, x.left) for x in same], told=True)


def on_account(amount: int) -> bool:
    """A sum that people also pay without any document in mind, from ten thousand in round figures."""
    return amount >= 10_000_00 and len(str(amount).rstrip("0")) <= 2 and str(amount).rstrip("0")[1:] in ("", "5")


def exact_noref(b: Book) -> bool:
    if not (one := b.someone()):
        return False
    c, found = one
    d = b.rng.choice(found)
    twins = [x for x in found if x.left == d.left]
    sure = b.ways(c, d.left) == len(twins) and not on_account(d.left)
    return b.pay("exact_noref", c, plain(b, c), [(twins[0], d.left)], determinable=sure)


def multi_oldest(b: Book) -> bool:
    if not (one := b.someone(3, fresh=True)):
        return False
    c, found = one
    some = found[: b.rng.randint(2, min(4, len(found) - 1))]
    return b.pay("multi_oldest", c, plain(b, c), [(d, d.left) for d in some], determinable=b.ways(c, sum(d.left for d in some)) == 1)


def multi_month(b: Book) -> bool:
    """All documents of one month, of two months, or of a span of months."""
    if not (one := b.someone(2)):
        return False
    c, found = one
    if b.credits(c):
        return False
    months = sorted({d.day.strftime("%Y-%m") for d in found})
    first = b.rng.choice(months[:-1] or months)
    span = [first]
    if b.rng.random() < 0.5 and (later := [m for m in months if m > first]):
        span.append(later[0])
        if (int(span[1][:4]) - int(first[:4])) * 12 + int(span[1][5:]) - int(first[5:]) != 1:
            span = [first]
    some = [d for d in found if d.day.strftime("%Y-%m") in span]
    year, m = first[:4], int(first[5:])
    if len(span) == 1:
        memo = b.rng.choice(
            [
                f"付{m}月货款",
                f"{m}月份账款",
                f"{year}年{m}月货款",
                f"{year}.{m:02d}货款",
                f"支付{m}月对账款",
                f"{int(year) % 100}年{m}月货款",
            ]
        )
    else:
        n = int(span[1][5:])
        memo = b.rng.choice([f"付{m}月及{n}月货款", f"{m}、{n}月货款", f"{m}-{n}月份货款", f"付{m}月和{n}月账款", f"付{m}月至{n}月货款"])
    if b.ways(c, sum(d.left for d in some)) != 1 and len(some) <= 4:
        return False
    return b.pay("multi_month", c, memo, [(d, d.left) for d in some], month=first if len(span) == 1 else None)


def settle_all(b: Book) -> bool:
    if not (one := b.someone(2)):
        return False
    c, found = one
    everything = [*found, *b.credits(c)]
    if len(everything) > 12 or sum(d.left for d in everything) <= 0:
        return False
    memo = b.rng.choice(
        ["结清全部货款", "付清余款", "账款结清", "全部欠款一次付清", "full and final settlement of account" if c.foreign else "清欠款"]
    )
    return b.pay("settle_all", c, memo, [(d, d.left) for d in everything], determinable=b.ways(c, sum(d.left for d in everything)) <= 1)


def instalment(b: Book) -> bool:
    """Two payments for one document; the second says so, in words only."""
    if not (one := b.someone(2)):
        return False
    c, found = one
    d = b.rng.choice(found)
    if d.left != d.amount:
        return False
    first = d.amount * b.rng.choice([30, 40, 50, 60]) // 100
    rest = d.amount - first
    if d.amount < 5000_00 or b.ways(c, first) or b.ways(c, rest):
        return False
    word = b.rng.choice(["首期款", "预付30%" if first * 10 == d.amount * 3 else "部分货款", "第一笔"])
    b.pay("partial_ref", c, f"{memo_of(b, c, [d.no])} {word}", [(d, first)], told=True)
    memo = b.rng.choice(["结清尾款", "尾款", "付余款", "剩余货款"])
    if b.rng.random() < 0.5:
        return b.pay("instalment_rest", c, f"{memo} {d.no}", [(d, rest)], told=True)
    return b.pay("instalment_rest", c, memo, [(d, rest)], determinable=b.ways(c, rest) == 1)


def partial_round(b: Book) -> bool:
    if not (one := b.someone(1)):
        return False
    c, found = one
    amount = b.rng.choice([8_000_00, 20_000_00, 30_000_00, 60_000_00])
    if amount >= sum(d.left for d in found) or b.ways(c, amount):
        return False
    rest, paid = amount, []
    for d in found:
        if rest > 0:
            paid.append((d, min(rest, d.left)))
            rest -= paid[-1][1]
    return b.pay("partial_round", c, plain(b, c), paid, determinable=False)


def short_fee(b: Book) -> bool:
    if not (one := b.someone()):
        return False
    c, found = one
    d = b.rng.choice(found)
    fee = b.rng.choice([5_00, 10_00, 15_00, 25_00, 50_00])
    if d.left < 3000_00 or b.ways(c, d.left - fee):
        return False
    return b.pay(
        "short_fee",
        c,
        memo_of(b, c, [d.no]) + b.rng.choice(["", "", " 扣手续费", " 银行手续费已扣"]),
        [(d, d.left - fee)],
        told=True,
        off=fee,
    )


def short_round(b: Book) -> bool:
    if not (one := b.someone()):
        return False
    c, found = one
    d = b.rng.choice(found)
    cut = d.left % b.rng.choice([100, 10_00])
    if not cut or d.left < 3000_00 or b.ways(c, d.left - cut):
        return False
    return b.pay(
        "short_round", c, memo_of(b, c, [d.no]) + b.rng.choice(["", " 抹零", " 零头抹去"]), [(d, d.left - cut)], told=True, off=cut
    )


def discount(b: Book) -> bool:
    for _ in range(30):
        if not (one := b.someone()):
            return False
        c, found = one
        fresh = [d for d in found if (b.day - d.day).days <= 10 and d.left == d.amount]
        if fresh:
            d = b.rng.choice(fresh)
            off = (d.amount * 2 + 50) // 100
            if b.ways(c, d.amount - off):
                continue
            return b.pay(
                "discount",
                c,
                memo_of(b, c, [d.no]) + b.rng.choice(["", " 扣2%现金折扣", " LESS 2% DISCOUNT"]),
                [(d, d.amount - off)],
                told=True,
                off=off,
            )
    return False


def retention(b: Book) -> bool:
    if not (one := b.someone()):
        return False
    c, found = one
    d = b.rng.choice(found)
    share = b.rng.choice([3, 5, 10])
    held = d.amount * share // 100
    if d.left != d.amount or d.amount * share % 100 or b.ways(c, d.amount - held):
        return False
    return b.pay(
        "retention",
        c,
        memo_of(b, c, [d.no]) + b.rng.choice([f" 质保金{share}%已扣", f" 留质保金{share}%", f"（扣{share}%保留金）", ""]),
        [(d, d.amount - held)],
        told=True,
    )


def deduction(b: Book) -> bool:
    if not (one := b.someone()):
        return False
    c, found = one
    d = b.rng.choice(found)
    cut = b.rng.choice([320_00, 185_50, 760_00, 1_240_00])
    if d.left < 4 * cut or b.ways(c, d.left - cut) or b.credits(c):
        return False
    why = b.rng.choice(["扣运费{}", "质量扣款{}", "已扣返利{}", "扣罚款{}元", "less freight {}"]).format(text(cut).removesuffix(".00"))
    return b.pay("deduction", c, f"{memo_of(b, c, [d.no])} {why}", [(d, d.left - cut)], told=True)


def supplement(b: Book) -> bool:
    """A little too little, and some days later the rest, with words."""
    if not (one := b.someone()):
        return False
    c, found = one
    d = b.rng.choice(found)
    short = b.rng.choice([15_00, 120_00, 36_40, 500_00])
    if d.left != d.amount or d.left < 4 * short or b.ways(c, d.left - short) or b.ways(c, short):
        return False
    b.pay("supplement_first", c, memo_of(b, c, [d.no]), [(d, d.left - short)], told=True)
    yuan = text(short).removesuffix(".00")
    memo = b.rng.choice([f"补上次少付{yuan}元", f"补付{d.no}差额", f"补差额{yuan}", f"上次少付{yuan}元，现补"])
    b.day = min(b.as_of, b.day + timedelta(days=1))
    return b.pay("supplement", c, memo, [(d, short)], told=d.no in memo, determinable=True)


def over(b: Book) -> bool:
    if not (one := b.someone()):
        return False
    c, found = one
    d = b.rng.choice(found)
    extra = b.rng.choice([1_00, 20_00, 88_00, 1000_00])
    words = b.rng.choice(["", " 多付部分转预付", " overpaid by mistake"])
    if b.ways(c, d.left + extra) or (not words and extra * 20 > d.left):
        return False
    return b.pay("over", c, memo_of(b, c, [d.no]) + words, [(d, d.left)], told=True, unapplied=extra)


def credit_netted(b: Book) -> bool:
    for _ in range(60):
        c = b.rng.choice(b.customers)
        notes, found = b.credits(c), b.open(c)
        if not notes or not found:
            continue
        note = b.rng.choice(notes)
        linked = [d for d in found if d.no == note.reverses]
        some = (linked or [b.rng.choice(found)]) + (
            [x] if (x := b.rng.choice(found)) not in linked and b.rng.random() < 0.4 and linked else []
        )
        total = sum(d.left for d in some) + note.left
        if total <= 0 or b.ways(c, total) != 1:
            continue
        named = [d.no for d in some]
        form = b.rng.choice(["plain", "cn", "words"]) if linked else "cn"
        if form == "cn":
            memo = b.rng.choice(["PAYMENT OF INVOICES {} LESS CN {}", "货款{} 扣红字发票{}", "{} 减红票{}", "发票{}冲红字{}"]).format(
                ",".join(named), note.no
            )
        elif form == "words":
            memo = memo_of(b, c, named) + b.rng.choice([" 已扣红字", " 扣退货", " less credit note"])
        else:
            memo = memo_of(b, c, named)
        return b.pay("credit_netted", c, memo, [(d, d.left) for d in (*some, note)], told=True)
    return False


def advance(b: Book) -> bool:
    c = b.rng.choice(b.customers)
    amount = b.rng.choice([15_000_00, 38_500_00, 7_777_00, 120_000_00])
    if b.ways(c, amount):
        return False
    memo = b.rng.choice(
        [
            "预付货款",
            "定金",
            "合同预付款30%",
            "新订单订金",
            "ADVANCE PAYMENT" if c.foreign else "预付下月货款",
            "deposit for new order" if c.foreign else "预付款项",
        ]
    )
    return b.pay("advance", c, memo, [], unapplied=amount)


def bid_deposit(b: Book) -> bool:
    c = b.rng.choice(b.customers)
    amount = b.rng.choice([5_000_00, 20_000_00, 50_000_00])
    if c.foreign or b.ways(c, amount):
        return False
    return b.pay("bid_deposit", c, b.rng.choice(["投标保证金", "履约保证金", "押金", "XX项目投标保证金"]), [], unapplied=amount)


def duplicate(b: Book) -> bool:
    """The payment of some days ago once more."""
    if not b.paid_now:
        return False
    c, d, amount = b.rng.choice(b.paid_now[-12:])
    if d.left or amount != d.amount or b.ways(c, amount):
        return False
    return b.pay("duplicate", c, memo_of(b, c, [d.no]), [], unapplied=amount, payer=c.name, account=c.account)


def third_named(b: Book) -> bool:
    if not (one := b.someone()):
        return False
    c, found = one
    d = b.rng.choice(found)
    if c.foreign or b.ways(c, d.left) != 1 or on_account(d.left):
        return False
    payer = b.rng.choice([person(b.rng), "锐进企业管理咨询有限公司", "一路顺物流有限公司"])
    memo = b.rng.choice(["代{}付", "代{}付货款", "代付{}货款", "替{}支付货款", "{}货款（个人代付）", "受{}委托付款"]).format(c.name)
    return b.pay("third_named", c, memo, [(d, d.left)], payer=payer, account="")


def third_unknown(b: Book) -> bool:
    if not (one := b.someone()):
        return False
    c, found = one
    d = b.rng.choice(found)
    unique = sum(x.left == d.left for x in b.documents) == 1
    if not unique:
        return False
    return b.pay(
        "third_unknown",
        c,
        b.rng.choice(["货款", "转账", ""]),
        [(d, d.left)],
        payer=person(b.rng) + "华",
        account="",
        determinable=False,
        payer_known=False,
    )


def third_ref(b: Book) -> bool:
    """An unknown payer, but the document's full number."""
    if not (one := b.someone()):
        return False
    c, found = one
    d = b.rng.choice(found)
    if len(d.no) < 8:
        return False
    return b.pay(
        "third_ref",
        c,
        f"{b.rng.choice(['发票', '付货款', '货款 '])}{d.no}",
        [(d, d.left)],
        told=True,
        payer=b.rng.choice(["顺途供应链有限公司", person(b.rng) + "芳"]),
        account="",
    )


def legal_person(b: Book) -> bool:
    if not (one := b.someone()):
        return False
    c, found = one
    d = b.rng.choice(found)
    if not c.legal or b.ways(c, d.left) != 1 or on_account(d.left) or len(d.no) < 6:
        return False
    if b.rng.random() < 0.5:
        return b.pay("legal_person", c, memo_of(b, c, [d.no]), [(d, d.left)], told=True, payer=c.legal, account="")
    return b.pay("legal_person", c, f"代{c.short or c.name}付货款", [(d, d.left)], payer=c.legal, account="")


def known_payer(b: Book) -> bool:
    """A payer of the customer file: of one customer, or a group's finance company that the memo narrows down."""
    for _ in range(60):
        c = b.rng.choice(b.customers)
        found = b.open(c)
        if not c.payers or not found:
            continue
        d = b.rng.choice(found)
        group = "财务" in c.payers[0]
        if not group and b.ways(c, d.left) == 1 and not on_account(d.left):
            return b.pay("known_payer", c, plain(b, c), [(d, d.left)], payer=c.payers[0], account="")
        if group and b.ways(c, d.left) == 1 and not on_account(d.left) and b.rng.random() < 0.5:
            return b.pay("group_named", c, f"代{c.name}付货款", [(d, d.left)], payer=c.payers[0], account="")
        if group:
            return b.pay("group_ref", c, memo_of(b, c, [d.no]), [(d, d.left)], told=True, payer=c.payers[0], account="")
    return False


def truncated(b: Book) -> bool:
    """The payer's name cut off as SWIFT (35) or a narrow field cuts it, with or without a number."""
    if not (one := b.someone()):
        return False
    c, found = one
    d = b.rng.choice(found)
    cut = c.name.translate(UPPER).upper()[:35] if c.foreign else c.name[: b.rng.choice([8, 9, 10])]
    if cut in (c.name, c.name.upper()) or sum(x.name.translate(UPPER).upper().startswith(cut.upper()) for x in b.customers) != 1:
        return False
    if b.rng.random() < 0.6:
        return b.pay("truncated", c, memo_of(b, c, [d.no]), [(d, d.left)], told=True, payer=cut, account="")
    return b.pay(
        "truncated_noref",
        c,
        plain(b, c),
        [(d, d.left)],
        payer=cut,
        account="",
        determinable=b.ways(c, d.left) == 1 and not on_account(d.left),
    )


def branch(b: Book) -> bool:
    if not (one := b.someone()):
        return False
    c, found = one
    d = b.rng.choice(found)
    if c.foreign or not c.name.endswith("公司"):
        return False
    payer = c.name + b.rng.choice(["苏州分公司", "第二分公司", "杭州办事处"])
    return b.pay("branch", c, memo_of(b, c, [d.no]), [(d, d.left)], told=True, payer=payer, account="")


def renamed(b: Book) -> bool:
    for _ in range(60):
        c = b.rng.choice(b.customers)
        found = b.open(c)
        if c.former and found:
            d = b.rng.choice(found)
            return b.pay(
                "renamed",
                c,
                memo_of(b, c, [d.no]) if b.rng.random() < 0.5 else plain(b, c),
                [(d, d.left)],
                payer=c.former,
                account="",
                told=False,
                determinable=b.ways(c, d.left) == 1 and not on_account(d.left),
            )
    return False


def stranger(b: Book) -> bool:
    """A near twin of a customer, which is not in the books, pays what the customer owes by accident."""
    if not (one := b.someone()):
        return False
    c, found = one
    if c.foreign or c.name[:2] not in ("常州", "南通", "嘉兴", "绍兴"):
        return False
    name = "芜湖" + c.name[2:] if b.rng.random() < 0.5 else c.name.replace("有限公司", "贸易有限公司")
    if name == c.name or any(x.name == name for x in b.customers):
        return False
    return b.add(b.rng.choice(found).left, name, "", b.rng.choice(["货款", "往来款"]), Truth("stranger", determinable=False))


def returned(b: Book) -> bool:
    """Money that came and went back the next day."""
    c = b.rng.choice(b.customers)
    amount = b.rng.randint(3000_00, 90_000_00)
    if b.ways(c, amount):
        return False
    b.add(amount, c.name, c.account, plain(b, c), Truth("returned", determinable=True))
    b.day = min(b.as_of, b.day + timedelta(days=1))
    return b.add(-amount, c.name, c.account, b.rng.choice(["退汇", "冲正", "账号户名不符退回", "汇款退回"]), Truth("outgoing"))


def foreign_money(b: Book) -> bool:
    payer, memo = b.rng.choice(
        [
            ("支付宝（中国）网络技术有限公司", "支付宝商户结算 0411-0412"), ("财付通支付科技有限公司", "微信支付商户结算款"),
            ("银联商务股份有限公司客户备付金", "0415-0415费12.40元"), ("", "季度结息"), ("本地样本制造有限公司", "账户调拨"),
            ("国家税务总局", "个税手续费返还"), ("", "存款利息"), ("市就业服务中心", "社保补贴"), ("中国工商银行", "电子商业汇票到期托收"),
            ("国家金库", "增值税退税"), ("某财产保险公司", "理赔款"), ("", "理财到期赎回本金"),
        ]
    )  # fmt: skip
    return b.add(b.rng.randint(80_00, 40_000_00), payer, "", memo, Truth("not_receivable", determinable=False))


def outgoing(b: Book) -> bool:
    c = b.rng.choice(b.customers)
    payer, memo = b.rng.choice(
        [
            ("代发工资", "4月工资"),
            ("国家税务总局", "税款"),
            ("大江钢材有限公司", "材料款"),
            ("", "账户维护费"),
            (c.name, "退货款"),
            ("市电力公司", "电费"),
        ]
    )
    return b.add(-b.rng.randint(200_00, 60_000_00), payer, "", memo, Truth("outgoing"))


KINDS: dict[Callable[[Book], bool], int] = {
    exact_ref: 30, multi_ref: 12, short_list: 8, number_range: 4, typo_ref: 8, tail_ref: 8, po_ref: 10, exact_noref: 24, multi_oldest: 8,
    multi_month: 12, settle_all: 4, instalment: 6, partial_round: 5, short_fee: 9, short_round: 8, discount: 7, retention: 7, deduction: 6,
    supplement: 4, over: 6, credit_netted: 10, advance: 6, bid_deposit: 3, duplicate: 5, third_named: 8, third_unknown: 3, third_ref: 5,
    legal_person: 5, known_payer: 8, truncated: 9, branch: 4, renamed: 4, stranger: 4, returned: 2, foreign_money: 8, outgoing: 8,
}  # fmt: skip


def book(
    seed: int,
    *,
    numbering: str,
    amounts: str,
    lines: int = 300,
    size: int = 90,
    start: date = date(2026, 4, 1),
    kinds: dict[Callable[[Book], bool], int] = KINDS,
) -> Book:
    """One invented month of the kinds of line given."""
    b = Book(seed, numbering, amounts, size, start)
    makers, weights = list(kinds), list(kinds.values())
    while len(b.lines) < lines:
        b.day = max(b.day, start + timedelta(days=len(b.lines) * 29 // lines))
        b.rng.choices(makers, weights)[0](b)
    return b


def _sheet(path: Path, head: list[str], rows: list[list[object]]) -> None:
    out = openpyxl.Workbook(write_only=True)
    sheet = out.create_sheet()
    sheet.append(head)
    for row in rows:
        sheet.append(row)
    out.save(path)


def save(b: Book, folder: Path, layout: str, write: Callable[[Path, str, list[Movement]], Path] = field_statements.write) -> Path:
    """customers.xlsx, invoices.xlsx, the statement and truth.json; the statement's path."""
    folder.mkdir(parents=True, exist_ok=True)
    head = ["客户编码", "客户名称", "简称", "曾用名", "账期(天)", "法人代表", "银行账号", "代付单位"]
    rows: list[list[object]] = [[c.id, c.name, c.short, c.former, c.days, c.legal, c.account, "、".join(c.payers)] for c in b.customers]
    _sheet(folder / "customers.xlsx", head, rows)
    head = ["发票号码", "客户编码", "客户名称", "开票日期", "到期日", "价税合计", "币种", "订单号", "合同号", "红冲原发票"]
    _sheet(
        folder / "invoices.xlsx",
        head,
        [
            [d.no, d.customer, b.by_id[d.customer].name, d.day, d.due, d.amount / 100, "CNY", d.order, d.contract, d.reverses]
            for d in b.documents
        ],
    )
    statement = write(folder, layout, [m for m, _ in b.lines])
    (folder / "truth.json").write_text(
        json.dumps(truth(b, statement.name, newest_first=layout == "xlsx:icbc"), ensure_ascii=False, indent=1), "utf-8"
    )
    return statement


def truth(b: Book, statement: str, *, newest_first: bool) -> dict[str, Any]:
    """In the shape of the shared cases."""
    found = []
    for place, (m, t) in enumerate(b.lines):
        number = len(b.lines) - place if newest_first else place + 1
        row = asdict(t) | {
            "line": number,
            "date": m.day.isoformat(),
            "amount": text(m.amount),
            "customer_id": t.customer,
            "unapplied": text(t.unapplied),
        }
        row["allocations"] = [[no, text(part)] for no, part in row.pop("paid")]
        row["write_offs"] = [[no, text(part)] for no, part in row.pop("off")]
        found.append(row)
    invoices = {
        d.no: {"customer": d.customer, "amount": text(d.amount), "date": d.day.isoformat(), "due": d.due.isoformat()} for d in b.documents
    }
    return {"statement": statement, "as_of": b.as_of.isoformat(), "lines": found, "invoices": invoices}
