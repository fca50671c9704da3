"""Invented bank months with their truth, for every kind of line that cash application must read.

A case is a company's numbering style, an amount style, customers with their own habits of naming
themselves, and a month of receipts drawn from what is open at that moment. Deterministic by seed.
The wordings and noise are our own: nothing is taken from the shared cases.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

import pandas as pd

from tests.matching_frames import customers_frame, lines_frame, open_items_frame

Numbering = Literal["serial8", "clustered8", "digital20", "dashed", "slashed", "long12"]
Amounts = Literal["cents", "round", "unit_prices"]
PLACES = [
    "上海",
    "北京",
    "广州",
    "深圳市",
    "苏州",
    "无锡",
    "宁波",
    "成都市",
    "武汉",
    "青岛",
    "山东",
    "浙江省",
    "天津市",
    "佛山",
    "东莞市",
    "长沙",
]
BRANDS = [
    "正泰",
    "华美",
    "东升",
    "金鼎",
    "长虹",
    "瑞达",
    "新联",
    "恒通",
    "科达",
    "鸿远",
    "宏达",
    "锦程",
    "天宇",
    "德胜",
    "安邦",
    "海川",
    "云峰",
    "嘉泰",
]
TRADES = [
    "机械",
    "电子科技",
    "包装材料",
    "化工",
    "食品",
    "服装",
    "物流",
    "建筑工程",
    "医疗器械",
    "贸易",
    "信息技术",
    "汽车配件",
    "塑料制品",
    "第一建设",
    "第二建设",
]
FORMS = ["有限公司", "有限公司", "有限公司", "股份有限公司", "有限责任公司", "集团有限公司", "厂", "商行", "(集团)股份有限公司"]
LATIN = [
    "Brightwater Tools Ltd.",
    "Hansen & Sønner A/S",
    "Lindqvist Förpackning AB",
    "Ortega Hermanos S.A.",
    "Pacific Rim Imports, Inc.",
    "Schäfer Werkzeuge GmbH & Co. KG",
]
PEOPLE = ["陈晓东", "李秀英", "欧阳明", "孙立", "郑伟国", "吴芳", "蒋丽华", "沈建军", "韩雪", "杨帆"]
TRADITIONAL = str.maketrans(
    "华东长联远达锦嘉云电医疗机贸实业务术汽车制设装饰广苏宁武汉岛济门厦",
    "華東長聯遠達錦嘉雲電醫療機貿實業務術汽車製設裝飾廣蘇寧武漢島濟門廈",
)
FULL_WIDTH = str.maketrans({chr(c): chr(c + 0xFEE0) for c in range(0x21, 0x7F)})
EMPTY_WORDS = ["货款", "支付货款", "往来款", "转账", "", "网银转账", "付款", "PAYMENT", "汇款 货款", "电汇 往来"]
STATEMENT_NOISE = ["", "", "", " 网银", " 电汇", " 跨行转账", " TRF"]
NUMERALS = "零一二三四五六七八九十"


@dataclass
class Document:
    """One open item; `left` changes as receipts come."""

    no: str
    customer: str
    documented: date
    due: date
    amount: int
    order_no: str
    contract_no: str
    reverses: str = ""
    left: int = 0


@dataclass
class Customer:
    """One customer and how it is written elsewhere."""

    id: str
    name: str
    short: str
    former: str
    account: str
    representative: str
    payers: str
    group: str
    term_days: int
    term_text: str


@dataclass
class Case:
    """A generated case: frames for `match` and the truth of each line."""

    lines: pd.DataFrame
    open_items: pd.DataFrame
    customers: pd.DataFrame
    truth: list[dict[str, Any]]
    as_of: date
    amounts: dict[str, tuple[str, int, str]]


@dataclass
class World:
    """The state while a case is drawn."""

    rng: random.Random
    customers: list[Customer]
    documents: list[Document]
    as_of: date
    numbering: Numbering
    of: dict[str, list[Document]] = field(default_factory=dict)
    rows: list[tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=list)
    last: dict[str, tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=dict)
    day: date = date.min
    by_id: dict[str, Customer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_id = {c.id: c for c in self.customers}

    def open(self, c: Customer, *, whole: bool = True) -> list[Document]:
        """Positive open documents issued by today, oldest first; `whole`: nothing paid yet."""
        found = [d for d in self.of[c.id] if d.left > 0 and d.documented <= self.day and (not whole or d.left == d.amount)]
        return sorted(found, key=lambda d: (d.due, d.documented, d.no))


def case(
    seed: int,
    *,
    customers: int = 120,
    lines: int = 300,
    numbering: Numbering = "serial8",
    amounts: Amounts = "cents",
    month: tuple[int, int] = (2026, 6),
    dense: bool = False,
) -> Case:
    """One case; `month` is the statement's; `dense` gives every customer 20 to 80 documents."""
    rng = random.Random(seed)
    start = date(*month, 1)
    end = (start + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    people = _customers(rng, customers)
    return _month(World(rng, people, _documents(rng, people, start, numbering, amounts, dense), end, numbering), lines)


def over_books(seed: int, customers: pd.DataFrame, open_items: pd.DataFrame, as_of: date, lines: int = 300) -> Case:
    """Every kind of line over somebody else's customers and open items, with credit notes added."""
    rng = random.Random(seed)
    people = [
        Customer(c.customer_id, c.customer_name, c.short_name, "", c.bank_account, c.legal_representative, c.payers, "", 30, c.term_text)
        for c in customers.itertuples()
    ]
    documents = [
        Document(d.document_no, d.customer_id, d.document_date.date(), d.due_date.date(), d.open, d.order_no, d.contract_no)
        for d in open_items.itertuples()
    ]
    documents += _credit_notes(rng, documents, as_of.replace(day=1))
    return _month(World(rng, people, documents, as_of, "clustered8"), lines)


def _month(world: World, lines: int) -> Case:
    rng, end = world.rng, world.as_of
    start = end.replace(day=1)
    for d in world.documents:
        d.left = d.amount
        world.of.setdefault(d.customer, []).append(d)
    days = sorted(start + timedelta(days=rng.randrange((end - start).days + 1)) for _ in range(lines))
    names, weights = zip(*((k, w) for k, (_, w) in KINDS.items()), strict=True)
    for day in days:
        world.day = day
        for _ in range(12):
            kind = rng.choices(names, weights)[0]
            if KINDS[kind][0](world, kind):
                break
    return _finished(world)


def _customers(rng: random.Random, count: int) -> list[Customer]:
    found: list[Customer] = []
    names: set[str] = set()
    while len(found) < count:
        latin = rng.random() < 0.05
        place, brand, trade = rng.choice(PLACES), rng.choice(BRANDS), rng.choice(TRADES)
        name = rng.choice(LATIN) if latin else place + brand + trade + rng.choice(FORMS)
        if name in names:
            continue
        names.add(name)
        days = rng.choice([30, 45, 60, 90])
        discounting = rng.random() < 0.25
        short = name.split()[0] if latin else place.rstrip("市省") + brand
        found.append(
            Customer(
                id=f"K{len(found) + 1:04d}",
                name=name,
                short=short,
                former=rng.choice(PLACES) + rng.choice(BRANDS) + "实业总公司" + str(len(found)) if rng.random() < 0.08 else "",
                account="".join(rng.choices("0123456789", k=rng.choice([15, 16, 19]))) if rng.random() < 0.5 else "",
                representative=rng.choice(PEOPLE) + rng.choice("文武斌"),
                payers="",
                group="",
                term_days=days,
                term_text=f"2/10, n/{days}" if discounting else f"{days}天",
            )
        )
    for c in rng.sample(found, count // 6):
        c.payers = f"{rng.choice(BRANDS)}{rng.choice(['供应链管理有限公司', '投资控股有限公司', '财务有限公司'])}"
    for first, second in zip(*[iter(rng.sample(found, count // 10 * 2))] * 2, strict=True):
        first.group = second.group = f"{rng.choice(BRANDS)}{first.id}集团"
    return found


def _number(rng: random.Random, style: Numbering, serial: int, customer: int, day: date) -> str:
    if style == "serial8":
        return str(41_000_000 + serial)
    if style == "clustered8":
        return str(52_300_000 + customer * 907 + serial % 300 * 3)
    if style == "digital20":
        return f"26{rng.choice(['31', '44', '32'])}2000000{serial * 7 + 1_000_000:09d}"
    if style == "dashed":
        return f"SI-{day.year}-{serial:05d}"
    if style == "slashed":
        return f"INV/{day.year}/{serial:04d}"
    return f"{day:%y%m}{serial + 10_000_000:08d}"


def _amount(rng: random.Random, style: Amounts) -> int:
    if style == "cents":
        return rng.randrange(800_00, 190_000_00)
    if style == "round":
        return rng.randrange(8, 1900) * 100_00
    return rng.choice([1280_00, 3650_00, 48_50]) * rng.randrange(2, 60)


def _documents(
    rng: random.Random, people: list[Customer], start: date, numbering: Numbering, amounts: Amounts, dense: bool
) -> list[Document]:
    drafts = []
    for place, c in enumerate(people):
        for _ in range(rng.randrange(20, 80) if dense else min(int(rng.paretovariate(0.9)) + 2, 45)):
            day = start - timedelta(days=rng.randrange(-12, 190))
            style: Amounts = amounts if rng.random() < 0.8 else rng.choice(["cents", "round"])
            drafts.append((day, place, c, _amount(rng, style)))
    drafts.sort(key=lambda draft: draft[0])
    documents, seen = [], set()
    for serial, (day, place, c, amount) in enumerate(drafts, 1):
        no = _number(rng, numbering, serial, place, day)
        while no in seen:
            no = str(int(no) + 1)
        seen.add(no)
        order, contract = f"PO{rng.randrange(10**6, 10**7)}", f"HT{day.year}-{rng.randrange(100, 999)}"
        documents.append(Document(no, c.id, day, day + timedelta(days=c.term_days), amount, order, contract))
    return documents + _credit_notes(rng, documents, start)


def _credit_notes(rng: random.Random, documents: list[Document], start: date) -> list[Document]:
    found = []
    for number, blue in enumerate(rng.sample(documents, len(documents) // 25), 1):
        no = f"{blue.no}R" if not blue.no.isdigit() else str(int(blue.no) + 30_000_000 * number)
        size = -max(blue.amount * rng.choice([3, 5, 10, 20]) // 100, 1_00)
        day = min(blue.documented + timedelta(days=rng.randrange(1, 15)), start)
        found.append(Document(no, blue.customer, day, day + timedelta(days=30), size, "", blue.contract_no, blue.no))
    return found


def _spelled(w: World, c: Customer) -> str:
    """The payer's name as a bank writes it, without losing who it is."""
    name = c.name
    roll = w.rng.random()
    if roll < 0.6:
        return name
    if roll < 0.68:
        return name.replace("(", "（").replace(")", "）") + " "
    if roll < 0.76:
        return name.translate(TRADITIONAL)
    if roll < 0.82:
        return name.translate(FULL_WIDTH)
    if roll < 0.88:
        return name.upper()
    return " ".join([name[:2], name[2:]]) if not name.isascii() else name.replace(".", "").replace(",", "")


def _memo(w: World, text: str) -> str:
    text += w.rng.choice(STATEMENT_NOISE)
    return text.translate(FULL_WIDTH) if w.rng.random() < 0.08 else text


def _line(
    w: World,
    kind: str,
    c: Customer | None,
    amount: int,
    memo: str,
    paid: list[tuple[Document, int]],
    *,
    payer: str | None = None,
    account: str | None = None,
    write_offs: list[tuple[Document, int]] | None = None,
    unapplied: int = 0,
    sure: bool = True,
    told: bool = False,
    payer_known: bool = True,
    month: bool = False,
) -> bool:
    """Record one receipt with its truth and take it off the documents."""
    offs = write_offs or []
    for d, cash in [*paid, *offs]:
        d.left -= cash
    row = {
        "date": w.day,
        "amount": amount,
        "counterparty_name": (_spelled(w, c) if c else "") if payer is None else payer,
        "counterparty_account": (c.account if c and w.rng.random() < 0.5 else "") if account is None else account,
        "memo": _memo(w, memo),
    }
    truth = {
        "kind": kind,
        "customer": c.id if c else None,
        "allocations": [(d.no, cash) for d, cash in paid],
        "write_offs": [(d.no, cash) for d, cash in offs],
        "unapplied": unapplied,
        "determinable": sure,
        "told": [d.no for d, _ in paid] if told else [],
        "payer_known": payer_known,
        "month": month,
    }
    w.rows.append((row, truth))
    if c and told and paid and payer is None:
        w.last[c.id] = (row, truth)
    return True


def _someone(w: World, at_least: int = 1, *, whole: bool = True) -> tuple[Customer, list[Document]] | None:
    for _ in range(8):
        c = w.rng.choice(w.customers)
        found = w.open(c, whole=whole)
        if len(found) >= at_least:
            return c, found
    return None


def _ref(w: World, nos: list[str]) -> str:
    """The numbers as people write them."""
    if all(len(no) == 20 for no in nos) and w.rng.random() < 0.4:
        nos = [no[-8:] for no in nos]
    text = w.rng.choice(["、", ",", " ", ";", "/", "和", " & ", "，"]).join(nos)
    form = w.rng.choice(
        ["{}", "货款{}", "发票号{}", "付{}号发票款", "INV {}", "No.{}", "发票{}货款", "支付发票：{}", "ref {}", "货款(发票{})", "inv{}"]
    )
    return form.format(text)


def _sets_of(found: list[Document], amount: int) -> int:
    """How many documents or pairs have this sum: a quick check that a line is not ambiguous by accident."""
    singles = Counter(d.left for d in found)
    return singles[amount] + sum(singles[amount - d.left] for d in found if amount - d.left != d.left) // 2


def exact_ref(w: World, kind: str) -> bool:
    """One document by its full number."""
    if not (one := _someone(w)):
        return False
    c, found = one
    d = w.rng.choice(found)
    return _line(w, kind, c, d.left, _ref(w, [d.no]), [(d, d.left)], told=True)


def multi_ref(w: World, kind: str) -> bool:
    """Several documents by their numbers."""
    if not (one := _someone(w, 2)):
        return False
    c, found = one
    chosen = w.rng.sample(found, min(len(found), w.rng.choice([2, 2, 3, 4])))
    return _line(w, kind, c, sum(d.left for d in chosen), _ref(w, [d.no for d in chosen]), [(d, d.left) for d in chosen], told=True)


def short_list(w: World, kind: str) -> bool:
    """The first number in full, the others by their last digits."""
    if not (one := _someone(w, 2)) or w.numbering in ("slashed",):
        return False
    c, found = one
    chosen = w.rng.sample(found, min(len(found), w.rng.choice([2, 3])))
    width = w.rng.choice([3, 4])
    if any(d.no[:-width] != chosen[0].no[:-width] for d in chosen):
        return False
    nos = [chosen[0].no, *(d.no[-width:] for d in chosen[1:])]
    text = w.rng.choice(["发票", "货款 ", ""]) + w.rng.choice(["/", "、", ",", " "]).join(nos)
    return _line(w, kind, c, sum(d.left for d in chosen), text, [(d, d.left) for d in chosen], told=True)


def typo_ref(w: World, kind: str) -> bool:
    """A digit wrong, missing, doubled, or two swapped."""
    if not (one := _someone(w)):
        return False
    c, found = one
    d = w.rng.choice(found)
    at = w.rng.randrange(max(len(d.no) - 5, 1), len(d.no))
    if not d.no[at].isdigit():
        return False
    wrong = w.rng.choice("0123456789")
    kinds = [d.no[:at] + wrong + d.no[at + 1 :], d.no[:at] + d.no[at + 1 :], d.no[:at] + d.no[at] + d.no[at:]]
    if d.no[at - 1].isdigit():
        kinds.append(d.no[: at - 1] + d.no[at] + d.no[at - 1] + d.no[at + 1 :])
    typo = w.rng.choice(kinds)
    if typo == d.no:
        return False
    own = {x.no for x in w.of[c.id]}
    return _line(w, kind, c, d.left, _ref(w, [typo]), [(d, d.left)], told=typo not in own)


def tail_ref(w: World, kind: str) -> bool:
    """Only the last digits."""
    if not (one := _someone(w, 2)):
        return False
    c, found = one
    d = w.rng.choice(found)
    width = w.rng.choice([4, 5, 6])
    tail = d.no[-width:]
    if not tail.isdigit() or sum(x.no.endswith(tail) for x in w.of[c.id]) != 1:
        return False
    text = w.rng.choice(["发票尾号{}", "尾号{}货款", "付尾号{}发票", "货款 后四位{}", "发票{}"]).format(tail)
    return _line(w, kind, c, d.left, text, [(d, d.left)], told=True)


def order_ref(w: World, kind: str) -> bool:
    """An order or contract number."""
    if not (one := _someone(w)):
        return False
    c, found = one
    d = w.rng.choice(found)
    if w.rng.random() < 0.5:
        return _line(w, kind, c, d.left, w.rng.choice(["订单{}", "{}货款", "PO号:{}"]).format(d.order_no), [(d, d.left)], told=True)
    if sum(x.contract_no == d.contract_no for x in w.of[c.id]) > 1:
        return False
    return _line(w, kind, c, d.left, w.rng.choice(["合同{}", "{}合同款", "付合同号：{}"]).format(d.contract_no), [(d, d.left)], told=True)


def _short(
    w: World, kind: str, text: str, missing: Callable[[Document], int], *, off: bool, fits: Callable[[Document], bool] = lambda d: True
) -> bool:
    if not (one := _someone(w)):
        return False
    c, found = one
    found = [d for d in found if fits(d) and 0 < missing(d) < d.left // 2]
    if not found:
        return False
    d = w.rng.choice(found)
    gap = missing(d)
    if _sets_of(w.open(c, whole=False), d.left - gap):
        return False
    memo = _ref(w, [d.no]) + text
    return _line(w, kind, c, d.left - gap, memo, [(d, d.left - gap)], write_offs=[(d, gap)] if off else [], told=True)


def short_fee(w: World, kind: str) -> bool:
    """A bank fee is missing."""
    gap = w.rng.choice([500, 1000, 1500, 2500, 5000])
    return _short(w, kind, w.rng.choice(["", "", " 扣手续费"]), lambda d: gap, off=True)


def short_round(w: World, kind: str) -> bool:
    """Rounded down to 元 or ten."""
    step = w.rng.choice([100, 1000])
    return _short(w, kind, w.rng.choice(["", " 抹零"]), lambda d: d.left % step, off=True, fits=lambda d: d.left % step not in (0, 500))


def discount(w: World, kind: str) -> bool:
    """Two percent for payment within ten days, of gross or of net."""
    terms = {c.id for c in w.customers if c.term_text.startswith("2/10")}
    net = w.rng.random() < 0.4

    def gap(d: Document) -> int:
        base = Decimal(d.left) / (Decimal("1.13") if net else 1)
        return int((base * 2 / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))

    fits = lambda d: d.customer in terms and (w.day - d.documented).days <= 10  # noqa: E731
    return _short(w, kind, w.rng.choice(["", " 2%折扣", " 2/10"]), gap, off=True, fits=fits)


def retention(w: World, kind: str) -> bool:
    """Three, five or ten percent kept back."""
    percent = w.rng.choice([3, 5, 10])
    return _short(w, kind, w.rng.choice(["", " 留质保金", " 扣质保金"]), lambda d: (d.left * percent + 50) // 100, off=False)


def deduction(w: World, kind: str) -> bool:
    """An odd amount is kept back for a reason we must look into."""
    gap = w.rng.randrange(81_17, 900_00)
    return _short(w, kind, w.rng.choice([" 扣质量罚款", " 扣运费", " 已扣返利", " less claim"]), lambda d: gap, off=False)


def partial_ref(w: World, kind: str) -> bool:
    """A part of one document."""
    percent = w.rng.choice([30, 40, 50, 60, 70])
    text = w.rng.choice(["", "部分", " 首付款", "进度款", " part payment", " 第一期"])
    return (
        _short(w, kind, text, lambda d: d.left - d.left * percent // 100 // 100 * 100, off=False)
        if percent >= 50
        else _part(w, kind, text, percent)
    )


def _part(w: World, kind: str, text: str, percent: int) -> bool:
    if not (one := _someone(w)):
        return False
    c, found = one
    d = w.rng.choice(found)
    cash = d.left * percent // 100 // 100 * 100
    if _sets_of(w.open(c, whole=False), cash):
        return False
    return _line(w, kind, c, cash, _ref(w, [d.no]) + text, [(d, cash)], told=True)


def over(w: World, kind: str) -> bool:
    """A little too much."""
    if not (one := _someone(w)):
        return False
    c, found = one
    d = w.rng.choice(found)
    extra = w.rng.choice([10_00, 50_00, 100_00, 1, 9_00])
    if extra * 20 > d.left or _sets_of(w.open(c, whole=False), extra) or _sets_of(w.open(c, whole=False), d.left + extra):
        return False
    return _line(w, kind, c, d.left + extra, _ref(w, [d.no]), [(d, d.left)], unapplied=extra, told=True)


def exact_noref(w: World, kind: str) -> bool:
    """One document, nothing said."""
    if not (one := _someone(w)):
        return False
    c, found = one
    d = w.rng.choice(found)
    alone = sum(x.left == d.left for x in w.open(c, whole=False)) == 1
    plain = d.left % 5_000_00 != 0
    return _line(w, kind, c, d.left, w.rng.choice(EMPTY_WORDS), [(d, d.left)], sure=alone and plain)


def multi_oldest(w: World, kind: str) -> bool:
    """The oldest k."""
    if not (one := _someone(w, 3, whole=False)):
        return False
    c, found = one
    if any(d.left < 0 for d in w.of[c.id]):
        return False
    chosen = found[: w.rng.randrange(2, min(len(found), 7))] if len(found) > 2 else found
    return _line(w, kind, c, sum(d.left for d in chosen), w.rng.choice(EMPTY_WORDS), [(d, d.left) for d in chosen])


def random_set(w: World, kind: str) -> bool:
    """Any two or three of a customer with few documents."""
    if not (one := _someone(w, 4)):
        return False
    c, found = one
    everything = w.open(c, whole=False)
    if any(d.left < 0 for d in w.of[c.id]):
        return False
    chosen = w.rng.sample(found, w.rng.choice([2, 3]))
    total = sum(d.left for d in chosen)
    sure = len(everything) <= 10 and total % 100_00 != 0 and _sets_of(everything, total) <= (len(chosen) == 2)
    return _line(w, kind, c, total, w.rng.choice(EMPTY_WORDS), [(d, d.left) for d in chosen], sure=sure and total % 100 != 0)


def multi_month(w: World, kind: str) -> bool:
    """Everything of one month, or of two."""
    if not (one := _someone(w, 1, whole=False)):
        return False
    c, found = one
    if any(d.left < 0 for d in w.of[c.id]):
        return False
    last = w.rng.choice(found).documented
    first = (last.replace(day=1) - timedelta(days=1)) if w.rng.random() < 0.3 else last
    months = {(first.year, first.month), (last.year, last.month)}
    chosen = [d for d in found if (d.documented.year, d.documented.month) in months]
    if not all(any((d.documented.year, d.documented.month) == m for d in chosen) for m in months):
        return False
    return _line(w, kind, c, sum(d.left for d in chosen), _month_words(w, first, last), [(d, d.left) for d in chosen], month=True)


def _month_words(w: World, first: date, last: date) -> str:
    numeral = lambda m: NUMERALS[m] if m <= 10 else "十" + NUMERALS[m - 10]  # noqa: E731
    if first.month == last.month:
        recent = (w.day.year * 12 + w.day.month) - (last.year * 12 + last.month) < 11
        forms = [
            f"{last.year}年{last.month}月货款",
            f"付{last.year}年{last.month}月份货款",
            f"{last.year}.{last.month:02d}月货款",
            f"{last.year % 100}年{last.month}月款",
        ]
        forms += [f"{last.month}月货款", f"付{numeral(last.month)}月份款", f"{last.month}月份"] if recent else []
        return w.rng.choice(forms)
    return w.rng.choice(
        [
            f"{first.month}-{last.month}月货款",
            f"付{first.month}、{last.month}月份货款",
            f"{first.month}月和{last.month}月货款",
            f"{numeral(first.month)}至{numeral(last.month)}月款",
            f"{first.year}年{first.month}月-{last.month}月货款",
        ]
    )


def settle_all(w: World, kind: str) -> bool:
    """Everything open, credit notes included, said or not."""
    if not (one := _someone(w, 2, whole=False)):
        return False
    c, _ = one
    chosen = [d for d in w.of[c.id] if d.left and d.documented <= w.day]
    total = sum(d.left for d in chosen)
    if total <= 0:
        return False
    return _line(
        w, kind, c, total, w.rng.choice(["结清", "付清所有货款", "清账", "结清全部货款", "全部欠款", "货款"]), [(d, d.left) for d in chosen]
    )


def credit_netted(w: World, kind: str) -> bool:
    """An invoice less a credit note of the customer."""
    credits = [d for d in w.documents if d.left < 0 and d.left == d.amount and d.documented <= w.day]
    if not credits:
        return False
    credit = w.rng.choice(credits)
    c = w.by_id[credit.customer]
    found = [d for d in w.open(c) if d.left + credit.left > 0]
    blue = next((d for d in found if d.no == credit.reverses), None)
    if not found:
        return False
    d = blue if blue and w.rng.random() < 0.7 else w.rng.choice(found)
    if _sets_of([x for x in w.of[c.id] if x.left], d.left + credit.left) != 1:
        return False
    both = w.rng.random() < 0.4
    memo = _ref(w, [d.no, credit.no] if both else [d.no]) + ("" if both else w.rng.choice(["", " 已扣红票", " 减红字发票"]))
    return _line(w, kind, c, d.left + credit.left, memo, [(d, d.left), (credit, credit.left)], told=True)


def partial_round(w: World, kind: str) -> bool:
    """A round sum on account: the oldest first, by convention."""
    amount = w.rng.choice([10_000_00, 20_000_00, 30_000_00, 50_000_00, 100_000_00])
    if not (one := _someone(w, 1, whole=False)):
        return False
    c, found = one
    if sum(d.left for d in found) <= amount or _sets_of(found, amount):
        return False
    rest, paid = amount, []
    for d in found:
        cash = min(rest, d.left)
        if cash:
            paid.append((d, cash))
        rest -= cash
    return _line(w, kind, c, amount, w.rng.choice(EMPTY_WORDS), paid, sure=False)


def unrelated(w: World, kind: str) -> bool:
    """A known customer pays what is not in our books: nothing may be posted to a document."""
    c = w.rng.choice(w.customers)
    amount = _amount(w.rng, w.rng.choice(["cents", "round", "unit_prices"])) * w.rng.choice([1, 2])
    return _line(w, kind, c, amount, w.rng.choice(EMPTY_WORDS), [], unapplied=amount, sure=False)


def advance(w: World, kind: str) -> bool:
    """Paid before anything is due; stays on the account."""
    c = w.rng.choice(w.customers)
    amount = w.rng.randrange(10, 3000) * 100_00
    if _sets_of(w.open(c, whole=False), amount):
        return False
    return _line(
        w,
        kind,
        c,
        amount,
        w.rng.choice(["预付款", "预付货款", "定金", "订金", "预存货款", "合同预付款", "advance payment"]),
        [],
        unapplied=amount,
    )


def duplicate(w: World, kind: str) -> bool:
    """The same receipt again some days later."""
    recent = [(c, r, t) for c, (r, t) in w.last.items() if t["kind"] in ("exact_ref", "multi_ref") and 0 < (w.day - r["date"]).days <= 9]
    if not recent:
        return False
    key, row, _ = w.rng.choice(recent)
    c = w.by_id[key]
    del w.last[key]
    w.rows.append(({**row, "date": w.day}, _nothing(kind, c.id, row["amount"])))
    return True


def _nothing(kind: str, customer: str | None, unapplied: int) -> dict[str, Any]:
    return {
        "kind": kind,
        "customer": customer,
        "allocations": [],
        "write_offs": [],
        "unapplied": unapplied,
        "determinable": True,
        "told": [],
        "payer_known": True,
        "month": False,
    }


def third_named(w: World, kind: str) -> bool:
    """A person or another company pays, and the memo says for whom."""
    if not (one := _someone(w)):
        return False
    c, found = one
    d = w.rng.choice(found)
    payer = w.rng.choice([c.representative, w.rng.choice(PEOPLE), "众诚企业服务有限公司"])
    words = w.rng.choice(["代{}付货款", "代{}支付", "代{}付款", "{}货款", "代付{}货款"]).format(c.name.replace(" ", ""))
    alone = sum(x.left == d.left for x in w.open(c, whole=False)) == 1 and d.left % 5_000_00 != 0
    return _line(w, kind, c, d.left, words, [(d, d.left)], payer=payer, account="", sure=alone)


def third_unknown(w: World, kind: str) -> bool:
    """A person pays without a word."""
    if not (one := _someone(w)):
        return False
    c, found = one
    d = w.rng.choice(found)
    return _line(w, kind, c, d.left, "货款", [(d, d.left)], payer=w.rng.choice(PEOPLE) + "华", account="", sure=False, payer_known=False)


def alias_known(w: World, kind: str) -> bool:
    """A registered third-party payer, who may pay for several customers."""
    c = w.rng.choice([c for c in w.customers if c.payers])
    found = w.open(c)
    if not found:
        return False
    d = w.rng.choice(found)
    if w.rng.random() < 0.6:
        return _line(w, kind, c, d.left, _ref(w, [d.no]), [(d, d.left)], payer=c.payers, account="", told=True)
    alone = sum(x.left == d.left for x in w.open(c, whole=False)) == 1 and d.left % 5_000_00 != 0
    rivals = [x for x in w.customers if x.payers == c.payers and x.short == c.short]
    return _line(w, kind, c, d.left, f"代{c.short}付货款", [(d, d.left)], payer=c.payers, account="", sure=alone and len(rivals) == 1)


def truncated(w: World, kind: str) -> bool:
    """The bank cuts the name; the memo names the document."""
    if not (one := _someone(w)):
        return False
    c, found = one
    d = w.rng.choice(found)
    cut = c.name[: w.rng.randrange(6, max(len(c.name) - 1, 7))]
    return _line(w, kind, c, d.left, _ref(w, [d.no]), [(d, d.left)], payer=cut, account="", told=True)


def truncated_noref(w: World, kind: str) -> bool:
    """The bank cuts the name, and nothing else is said."""
    if not (one := _someone(w)):
        return False
    c, found = one
    d = w.rng.choice(found)
    cut = c.name[: max(len(c.name) - 2, 6)]
    alone = sum(x.name.startswith(cut) for x in w.customers) == 1 and sum(x.left == d.left for x in w.open(c, whole=False)) == 1
    return _line(w, kind, c, d.left, "货款", [(d, d.left)], payer=cut, account="", sure=alone and d.left % 5_000_00 != 0)


def branch(w: World, kind: str) -> bool:
    """A branch of the customer pays."""
    if not (one := _someone(w)) or not one[0].name.endswith("公司"):
        return False
    c, found = one
    d = w.rng.choice(found)
    payer = c.name + w.rng.choice(["深圳分公司", "第二分公司", "华南分公司"])
    return _line(w, kind, c, d.left, _ref(w, [d.no]), [(d, d.left)], payer=payer, account="", told=True)


def former_name(w: World, kind: str) -> bool:
    """The customer's former name."""
    renamed = [c for c in w.customers if c.former]
    if not renamed or not (found := w.open(c := w.rng.choice(renamed))):
        return False
    d = w.rng.choice(found)
    return _line(w, kind, c, d.left, _ref(w, [d.no]), [(d, d.left)], payer=c.former, told=True)


def two_in_one(w: World, kind: str) -> bool:
    """One company of a group pays for itself and a sister."""
    first = w.rng.choice(w.customers)
    sisters = [
        c for c in w.customers if c.id != first.id and (c.group == first.group != "" or (not first.group and c.short == first.short))
    ]
    if not sisters:
        return False
    second = w.rng.choice(sisters)
    ours, theirs = w.open(first), w.open(second)
    if not ours or not theirs:
        return False
    d, e = w.rng.choice(ours), w.rng.choice(theirs)
    paid = [(d, d.left), (e, e.left)]
    return _line(w, kind, first, d.left + e.left, _ref(w, w.rng.sample([d.no, e.no], 2)), paid, told=True)


def not_receivable(w: World, kind: str) -> bool:
    """Money in that no customer paid."""
    payer, memo = w.rng.choice(
        [
            ("", "结息"),
            ("", "活期利息收入"),
            ("中华人民共和国国家金库深圳分库", "退税"),
            ("国家税务总局深圳市税务局", "出口退税款"),
            ("深圳市人力资源和社会保障局", "稳岗返还"),
            ("财付通支付科技有限公司", "0808-0808费0元"),
            ("支付宝(中国)网络技术有限公司客户备付金", "支付宝转账"),
            ("银联商务支付股份有限公司客户备付金", "商户清算款"),
            ("本公司一般户", "内部转账"),
            ("", "理财产品到期赎回"),
            ("诚达物资供应商行", "退货款"),
            ("招标代理有限公司", "退投标保证金"),
        ]
    )
    amount = w.rng.randrange(100_00, 90_000_00)
    w.rows.append(({"date": w.day, "amount": amount, "counterparty_name": payer, "memo": memo}, _nothing(kind, None, 0)))
    return True


def outgoing(w: World, kind: str) -> bool:
    """Money out."""
    row = {
        "date": w.day,
        "amount": -w.rng.randrange(100_00, 90_000_00),
        "counterparty_name": w.rng.choice(["诚达物资供应商行", "代发工资", ""]),
        "memo": "材料款",
    }
    w.rows.append((row, _nothing(kind, None, 0)))
    return True


def returned(w: World, kind: str) -> bool:
    """A receipt that the bank takes back the same day."""
    c = w.rng.choice(w.customers)
    amount = w.rng.randrange(100_00, 90_000_00)
    row = {"date": w.day, "amount": amount, "counterparty_name": c.name, "memo": "货款"}
    w.rows.append((row, _nothing(kind, None, 0)))
    w.rows.append(({**row, "amount": -amount, "memo": "退汇"}, _nothing("outgoing", None, 0)))
    return True


KINDS: dict[str, tuple[Callable[[World, str], bool], float]] = {
    "exact_ref": (exact_ref, 12),
    "multi_ref": (multi_ref, 5),
    "short_list": (short_list, 5),
    "typo_ref": (typo_ref, 5),
    "tail_ref": (tail_ref, 4),
    "order_ref": (order_ref, 4),
    "short_fee": (short_fee, 4),
    "short_round": (short_round, 3),
    "discount": (discount, 4),
    "retention": (retention, 3),
    "deduction": (deduction, 2),
    "partial_ref": (partial_ref, 4),
    "over": (over, 3),
    "exact_noref": (exact_noref, 10),
    "multi_oldest": (multi_oldest, 4),
    "random_set": (random_set, 3),
    "multi_month": (multi_month, 5),
    "settle_all": (settle_all, 3),
    "credit_netted": (credit_netted, 5),
    "partial_round": (partial_round, 3),
    "unrelated": (unrelated, 2),
    "advance": (advance, 4),
    "duplicate": (duplicate, 3),
    "third_named": (third_named, 4),
    "third_unknown": (third_unknown, 1),
    "alias_known": (alias_known, 4),
    "truncated": (truncated, 4),
    "truncated_noref": (truncated_noref, 2),
    "branch": (branch, 2),
    "former_name": (former_name, 2),
    "two_in_one": (two_in_one, 3),
    "not_receivable": (not_receivable, 5),
    "outgoing": (outgoing, 5),
    "returned": (returned, 1),
}


def _finished(w: World) -> Case:
    documents = [
        {
            "document_no": d.no,
            "customer_id": d.customer,
            "document_date": d.documented,
            "due_date": d.due,
            "amount": d.amount,
            "order_no": d.order_no,
            "contract_no": d.contract_no,
            "reversed_document_no": d.reverses,
            "term_text": w.by_id[d.customer].term_text,
        }
        for d in w.documents
    ]
    customers = [
        {
            "customer_id": c.id,
            "customer_name": c.name,
            "short_name": c.short,
            "former_name": c.former,
            "bank_account": c.account,
            "legal_representative": c.representative,
            "payers": c.payers,
            "group_name": c.group,
            "term_text": c.term_text,
        }
        for c in w.customers
    ]
    return Case(
        lines_frame([row for row, _ in w.rows]),
        open_items_frame(documents),
        customers_frame(customers),
        [{"line": i, "amount": row["amount"], **truth} for i, (row, truth) in enumerate(w.rows, 1)],
        w.as_of,
        {d.no: (d.customer, d.amount, f"{d.documented:%Y-%m}") for d in w.documents},
    )
