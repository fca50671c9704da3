"""More kinds of line for the second generator: what domain rules §6 describes and `matching_field` lacks, and January months."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from tests import matching_field as field
from tests import statement_manners
from tests.matching_field import Book, Truth, memo_of, on_account, plain
from tests.statement_manners import CUT_MEMO

WORDS = str.maketrans("货发订单号结清扣质补账项贸购员与为东钱", "貨發訂單號結清扣質補賬項貿購員與為東錢")
WIDE = str.maketrans({chr(c): chr(c + 0xFEE0) for c in range(0x21, 0x7F)})


def two_in_one(b: Book) -> bool:
    """A group's finance company pays documents of two members at once."""
    groups = [c for c in b.customers if c.payers and "财务" in c.payers[0] and b.open(c)]
    if not groups:
        return False
    first = b.rng.choice(groups)
    sisters = [c for c in groups if c.payers == first.payers and c is not first]
    if not sisters:
        return False
    d, e = b.rng.choice(b.open(first)), b.rng.choice(b.open(b.rng.choice(sisters)))
    memo = memo_of(b, first, [d.no, e.no])
    return b.pay("two_in_one", first, memo, [(d, d.left), (e, e.left)], told=True, payer=first.payers[0], account="")


def equal_pair(b: Book) -> bool:
    """Two equal documents, and two equal genuine payments of them on one day."""
    if not (one := b.someone(2, fresh=True)):
        return False
    c, found = one
    d, e = b.rng.sample(found, 2)
    if d.amount == e.amount or any(x.reverses in (d.no, e.no) for x in b.documents):
        return False
    before = e.amount
    e.amount = e.left = d.amount
    if b.ways(c, d.left) != 2 or on_account(d.left) or sum(x.amount == d.amount for x in b.documents) != 2:
        e.amount = e.left = before
        return False
    named = b.rng.random() < 0.5
    pair = sorted((d, e), key=lambda x: (x.due, x.day, x.no))
    words = [memo_of(b, c, [x.no]) for x in pair] if named else [plain(b, c)] * 2
    return all(b.pay("equal_pair", c, memo, [(x, x.left)], told=named) for x, memo in zip(pair, words, strict=True))


def discount_late(b: Book) -> bool:
    """The cash discount taken after its window: what is missing stays open."""
    if not (one := b.someone()):
        return False
    c, found = one
    late = [d for d in found if (b.day - d.day).days > 12 and d.left == d.amount]
    if not late:
        return False
    d = b.rng.choice(late)
    off = (d.amount * 2 + 50) // 100
    if b.ways(c, d.amount - off):
        return False
    words = b.rng.choice([" 扣2%现金折扣", " LESS 2% DISCOUNT", ""])
    return b.pay("discount_late", c, memo_of(b, c, [d.no]) + words, [(d, d.amount - off)], told=True)


def slip_list(b: Book) -> bool:
    """Several numbers of which one has two digits swapped or one wrong."""
    if not (one := b.someone(2)):
        return False
    c, found = one
    some = b.rng.sample(found, b.rng.randint(2, min(4, len(found))))
    no = some[-1].no
    at = b.rng.randrange(len(no) - 4, len(no) - 1)
    if len(no) < 7 or not no[at : at + 2].isdigit():
        return False
    swapped = no[:at] + no[at + 1] + no[at] + no[at + 2 :]
    slip = swapped if b.rng.random() < 0.5 else no[:at] + str((int(no[at]) + 4) % 10) + no[at + 1 :]
    if slip == no or any(x.no == slip for x in b.documents) or b.ways(c, sum(d.left for d in some)) != 1:
        return False
    memo = b.rng.choice(["发票{}", "货款{}", "付{}发票款"]).format("、".join([*(d.no for d in some[:-1]), slip]))
    return b.pay("slip_list", c, memo, [(d, d.left) for d in some], told=True)


def wide(b: Book) -> bool:
    """Everything in full width, the words in traditional characters."""
    if not (one := b.someone(1)):
        return False
    c, found = one
    d = b.rng.choice(found)
    fee = b.rng.choice([0, 0, 15_00])
    if fee and (d.left < 3000_00 or b.ways(c, d.left - fee)):
        return False
    memo = f"付貨款 發票號碼:{d.no}" + (" 扣手續費15元" if fee else "")
    memo = memo.translate(WORDS).translate(WIDE).replace("　", " ")
    return b.pay("wide", c, memo, [(d, d.left - fee)], told=True, off=fee)


def wide_month(b: Book) -> bool:
    if not (one := b.someone(2)):
        return False
    c, found = one
    first = b.rng.choice(found).day
    some = [d for d in found if (d.day.year, d.day.month) == (first.year, first.month)]
    if b.credits(c) or (b.ways(c, sum(d.left for d in some)) != 1 and len(some) <= 4):
        return False
    memo = b.rng.choice([f"支付{first.month}月份貨款", f"{first.year}年{first.month}月賬款", f"{first.month}月對賬單貨款"])
    return b.pay("wide_month", c, memo.translate(WIDE), [(d, d.left) for d in some], month=f"{first:%Y-%m}")


def others(b: Book) -> bool:
    """The first number and "and others"."""
    if not (one := b.someone(3)):
        return False
    c, found = one
    some = b.rng.sample(found, b.rng.choice([2, 3]))
    memo = f"{b.rng.choice(['发票', '货款', '付'])}{some[0].no}等{len(some)}{b.rng.choice(['张', '张发票', '笔货款'])}"
    return b.pay("others", c, memo, [(d, d.left) for d in some], determinable=False)


def round_tens(b: Book) -> bool:
    """Rounded down to tens or hundreds within the limits."""
    if not (one := b.someone()):
        return False
    c, found = one
    d = b.rng.choice(found)
    cut = d.left % b.rng.choice([10_00, 100_00])
    if not cut or cut > (100_00 if cut * 1000 <= d.left else 10_00) or b.ways(c, d.left - cut) or d.left < 3000_00:
        return False
    return b.pay("round_tens", c, memo_of(b, c, [d.no]) + b.rng.choice(["", " 抹零"]), [(d, d.left - cut)], told=True, off=cut)


def behalf_short(b: Book) -> bool:
    """A person or a stranger pays, and the memo has the customer's short name, or its name in traditional characters."""
    if not (one := b.someone()):
        return False
    c, found = one
    d = b.rng.choice(found)
    if not c.short or c.foreign or sum(x.short == c.short for x in b.customers) > 1 or b.ways(c, d.left) != 1 or on_account(d.left):
        return False
    whole = b.rng.random() < 0.5
    memo = f"代{c.name.translate(field.TRADITIONAL)}付貨款" if whole else f"代{c.short}付货款"
    payer = b.rng.choice([field.person(b.rng) + "英", "通达企业服务有限公司"])
    return b.pay("behalf_whole" if whole else "behalf_short", c, memo, [(d, d.left)], payer=payer, account="", determinable=whole)


def contract_all(b: Book) -> bool:
    """One contract of several documents, paid whole."""
    if not (one := b.someone(3, fresh=True)):
        return False
    c, found = one
    some = b.rng.sample(found, b.rng.choice([2, 3]))
    if b.credits(c):
        return False
    for d in some:
        d.contract = some[0].contract
    memo = b.rng.choice(["合同{}款", "按合同{}付款", "{}"]).format(some[0].contract)
    return b.pay("contract_all", c, memo, [(d, d.left) for d in some])


def month_less_credit(b: Book) -> bool:
    """A month's documents less the credit notes of that month, with words."""
    for _ in range(40):
        c = b.rng.choice(b.customers)
        notes = b.credits(c)
        if not notes:
            continue
        key = (notes[0].day.year, notes[0].day.month)
        some = [d for d in (*b.open(c), *notes) if (d.day.year, d.day.month) == key]
        total = sum(d.left for d in some)
        if total <= 0 or len([d for d in some if d.left > 0]) < 1 or len(some) > 5 or b.ways(c, total, 5) != 1:
            continue
        memo = f"{key[1]}月货款{b.rng.choice(['', ' 已扣退货', '（扣除红字）'])}"
        return b.pay("month_less_credit", c, memo, [(d, d.left) for d in some], month=f"{notes[0].day:%Y-%m}")
    return False


def noisy(b: Book) -> bool:
    """The number between others: a telephone, a date, a sum, an account."""
    if not (one := b.someone()):
        return False
    c, found = one
    d = b.rng.choice(found)
    if len(d.no) < 6:
        return False
    memo = b.rng.choice(
        [
            "货款{no} 联系人王工13812345678",
            "{day:%Y%m%d}付{no}货款{yuan}元",
            "{no} 合计{yuan}",
            "账号6222021234567890123 发票{no}",
            "{day:%m.%d} {no} 车牌沪A12345",
            "inv {no} dd {day:%d.%m.%Y}",
        ]
    ).format(no=d.no, day=d.day, yuan=field.text(d.left))
    return b.pay("noisy", c, memo, [(d, d.left)], told=True)


def tail_unknown(b: Book) -> bool:
    """The end of a number from a payer nobody knows; now and then the customer pays the same document later."""
    if not (one := b.someone()):
        return False
    c, found = one
    d = b.rng.choice(found)
    tail = d.no[-4:]
    if not tail.isdigit() or sum(x.left == d.left and x.no.endswith(tail) for x in b.documents) != 1:
        return False
    memo = b.rng.choice([f"尾号{tail}货款", f"发票尾号{tail}", f"{tail}"])
    payer = b.rng.choice([field.person(b.rng) + "林", "宝源进出口有限公司"])
    return b.pay("tail_unknown", c, memo, [(d, d.left)], payer=payer, account="", determinable=False, payer_known=False)


def refund(b: Book) -> bool:
    """A receipt that pays a document, and a refund of the same amount for returned goods: the receipt counts."""
    if not (one := b.someone()):
        return False
    c, found = one
    d = b.rng.choice(found)
    b.pay("refund_before", c, memo_of(b, c, [d.no]), [(d, d.left)], told=True)
    amount = b.lines[-1][0].amount
    b.day = min(b.as_of, b.day + timedelta(days=2))
    return b.add(-amount, c.name, c.account, b.rng.choice(["退货款", "退货退款"]), Truth("outgoing"))


MANNERS: dict[Callable[[Book], bool], int] = {
    two_in_one: 8, equal_pair: 8, discount_late: 6, slip_list: 8, wide: 8, wide_month: 6, others: 4, round_tens: 8, behalf_short: 8,
    contract_all: 6, month_less_credit: 6, noisy: 10, tail_unknown: 4, refund: 2,
    field.short_list: 8, field.tail_ref: 6, field.multi_month: 12, field.retention: 6, field.discount: 6, field.credit_netted: 8,
    field.duplicate: 5, field.returned: 5, field.third_named: 5, field.exact_noref: 16, field.multi_oldest: 6, field.multi_ref: 8,
    field.truncated: 6, field.stranger: 3, field.third_unknown: 2, field.partial_round: 3, field.foreign_money: 4, field.outgoing: 4,
}  # fmt: skip


def book(seed: int, layout: str, *, numbering: str, amounts: str) -> Book:
    """A month of these kinds; every third seed a January. What the layout cuts off a memo is not asked of the reader."""
    b = field.book(seed, numbering=numbering, amounts=amounts, kinds=MANNERS, start=date(2026, 1 if seed % 3 == 0 else 4, 1))
    if layout == "ofx:cut":
        for movement, truth in b.lines:
            if len(movement.memo) > CUT_MEMO:
                truth.determinable, truth.told = False, []
    return b


def save(b: Book, folder: Path, layout: str) -> Path:
    """The files of a month, the statement in one of the layouts of `statement_manners`."""
    return field.save(b, folder, layout, statement_manners.write)
