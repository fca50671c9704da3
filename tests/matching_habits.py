"""Bookkeepers' habits that the other generators lack: amounts, fees and shares stated in words, and money that is no customer's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests import matching_field as field
from tests import matching_manners, statement_manners
from tests.matching_field import Book, Document, Truth, on_account, plain


def yuan(amount: int) -> str:
    return f"{amount / 100:.2f}"


def one_of(b: Book, least: int = 1) -> tuple[field.Customer, Document, list[Document]] | None:
    """A customer, one of the documents it has not begun to pay, and all that it has open."""
    one = b.someone(least, fresh=True)
    return (one[0], b.rng.choice(one[1]), one[1]) if one else None


def stated_amounts(b: Book) -> bool:
    """What each document gets is written beside its number; the last is paid in part."""
    if not (one := one_of(b, 2)):
        return False
    c, d, found = one
    e = b.rng.choice([x for x in found if x is not d])
    part = e.left // 3 // 100 * 100
    if part <= 0 or d.no in e.no or e.no in d.no:
        return False
    memo = f"付{d.no}发票{yuan(d.left)}元，{e.no}部分货款{yuan(part)}元"
    return b.pay("stated_amounts", c, memo, [(d, d.left), (e, part)], told=True)


def fee_said(b: Book) -> bool:
    """The memo speaks of a fee and names no document."""
    if not (one := one_of(b)):
        return False
    c, d, found = one
    fee = b.rng.choice([5_00, 10_00, 25_00, 18_50])
    if d.left < 5_000_00 or b.ways(c, d.left - fee) or sum(abs(x.left - d.left) <= 60_00 for x in found) > 1:
        return False
    memo = b.rng.choice([f"货款扣除手续费{fee / 100:g}元", f"payment less bank charges {fee / 100:.2f}"])
    return b.pay("fee_said", c, memo, [(d, d.left - fee)], off=fee)


def share_said(b: Book) -> bool:
    """A percentage of a document that the memo does not name."""
    if not (one := one_of(b)):
        return False
    c, d, found = one
    percent = b.rng.choice([30, 40, 60])
    part = (d.amount * percent + 50) // 100
    if on_account(part) or b.ways(c, part) or sum(abs(x.amount * percent / 100 - part) <= 1 for x in found) != 1:
        return False
    return b.pay("share_said", c, b.rng.choice([f"{percent}%货款", f"进度款{percent}%"]), [(d, part)])


def until_month(b: Book) -> bool:
    """All documents up to the end of a month."""
    if not (one := b.someone(3)) or b.credits(one[0]):
        return False
    c, found = one
    last = b.rng.choice(found).day
    some = [d for d in found if (d.day.year, d.day.month) <= (last.year, last.month)]
    if len(some) < 2 or b.ways(c, sum(d.left for d in some)) > 1:
        return False
    memo = b.rng.choice([f"截止{last.month}月底货款", f"{last.month}月及以前货款"])
    later = [x for x in b.documents if x.customer == c.id and x.left > 0 and x not in found]
    return not later and b.pay("until_month", c, memo, [(d, d.left) for d in some], determinable=False)


def next_number(b: Book) -> bool:
    """A document that is not in the books yet; its number is one beside one that is. Nobody can post it."""
    if not (one := one_of(b)):
        return False
    c, d, _ = one
    no = d.no[:-1] + str((int(d.no[-1]) + 1) % 10) if d.no[-1].isdigit() else ""
    amount = b.rng.randrange(1_000_01, 60_000_00)
    if not no or any(x.no == no for x in b.documents) or b.ways(c, amount):
        return False
    return b.pay("next_number", c, f"发票{no}", [], unapplied=amount, determinable=False)


def deposit_back(b: Book) -> bool:
    """A customer gives a deposit of ours back: no payment of a document."""
    if not (one := b.someone()):
        return False
    c = one[0]
    memo = b.rng.choice(["退投标保证金", "退还履约保证金", "保证金退款"])
    return b.add(b.rng.choice([5_000_00, 20_000_00]), c.name, c.account, memo, Truth("deposit_back"))


def with_advance(b: Book) -> bool:
    """A document and an advance in one payment."""
    if not (one := one_of(b)):
        return False
    c, d, _ = one
    extra = b.rng.randrange(20, 90) * 1_000_00 + 37_00
    memo = b.rng.choice([f"发票{d.no}货款，余款作预付款", f"{d.no}及预付款"])
    return b.pay("with_advance", c, memo, [(d, d.left)], told=True, unapplied=extra)


def blotted(b: Book) -> bool:
    """A character of the payer's name that the bank could not write."""
    if not (one := one_of(b)) or one[0].foreign or len(one[0].name) < 9:
        return False
    c, d, _ = one
    at = 4
    fits = [x for x in b.customers if len(x.name) == len(c.name) and x.name[:at] + x.name[at + 1 :] == c.name[:at] + c.name[at + 1 :]]
    if not c.name[at].isalpha() or len(fits) != 1 or on_account(d.left) or b.ways(c, d.left) != 1:
        return False
    return b.pay("blotted", c, plain(b, c), [(d, d.left)], payer=c.name[:at] + "?" + c.name[at + 1 :], account="")


def around_name(b: Book) -> bool:
    """What banks write before and after a payer's name."""
    if not (one := one_of(b)) or one[0].foreign or on_account(one[1].left) or b.ways(one[0], one[1].left) != 1:
        return False
    c, d, _ = one
    payer = b.rng.choice(["{}-基本户", "{}（一般户）", "0/{}", "{}/6222000123456789"]).format(c.name)
    return b.pay("around_name", c, plain(b, c), [(d, d.left)], payer=payer, account="")


def glued(b: Book) -> bool:
    """Two numbers with nothing between them."""
    if not (one := one_of(b, 2)):
        return False
    c, d, found = one
    e = b.rng.choice([x for x in found if x is not d])
    if not (d.no.isalnum() and e.no.isalnum() and min(len(d.no), len(e.no)) >= 8) or b.ways(c, d.left + e.left) != 1:
        return False
    return b.pay("glued", c, f"货款{d.no}{e.no}", [(d, d.left), (e, e.left)], told=True)


HABITS: dict[Callable[[Book], bool], int] = {
    stated_amounts: 10, fee_said: 8, share_said: 6, until_month: 6, next_number: 10, deposit_back: 6, with_advance: 8, blotted: 8,
    around_name: 8, glued: 6, field.exact_ref: 14, field.exact_noref: 14, matching_manners.slip_list: 4, field.outgoing: 4,
}  # fmt: skip


def save(seed: int, folder: Path, layout: str, *, numbering: str, amounts: str) -> Path:
    """A month of these habits as files, in one of the layouts of `statement_manners`."""
    b = field.book(seed, numbering=numbering, amounts=amounts, kinds=HABITS, start=date(2026, 4, 1))
    return field.save(b, folder, layout, statement_manners.write)
