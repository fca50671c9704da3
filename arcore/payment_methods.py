"""How customers pay (capability 89): bank transfer, bills, cheques, payment channels, cards, cash; by customer and company.

What the receipt states decides; where it states nothing, who passed the money on and whether it came as a bank line.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from arcore.messages import Message, say
from arcore.money import Unit
from arcore.wording import amount, percent

METHODS: dict[str, Message] = {
    "transfer": say("Bank transfer"),
    "bill": say("Acceptance bill"),
    "cheque": say("Cheque"),
    "channel": say("Payment channel"),
    "card": say("Card"),
    "cash": say("Cash"),
    "other": say("Another method"),
    "unknown": say("Method not stated"),
}
WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("bill", re.compile(r"承兑|汇票|商票|银票|票据|acceptance|draft|\bbills?\b|promissory")),
    ("cheque", re.compile(r"支票|cheque|\bcheck\b")),
    (
        "channel",
        re.compile(r"支付宝|微信|银联|财付通|拉卡拉|快钱|通联|云闪付|聚合支付|在线支付|\bpos\b|alipay|wechat|unionpay|paypal|stripe"),
    ),
    ("card", re.compile(r"信用卡|刷卡|\bcard\b")),
    ("cash", re.compile(r"现金|现钞|\bcash\b")),
    ("transfer", re.compile(r"转账|转帐|汇款|电汇|网银|对公|银企|银行|transfer|wire|\bt/?t\b|\bach\b|sepa|bacs|\bbank\b")),
)
MONTHS = 12


@dataclass(frozen=True)
class Share:
    """One method among the receipts of one currency: how many, how much (minor units), and the part of the whole."""

    method: str
    count: int
    amount: int
    whole: int

    @property
    def part(self) -> Fraction | None:
        """Of everything received; None where nothing was."""
        return Fraction(self.amount, self.whole) if self.whole else None


def method_of(stated: str | None, payer: str | None, *, from_bank: bool, channels: Sequence[str]) -> str:
    """The method of `METHODS` that a receipt was paid by.

    >>> [method_of(text, None, from_bank=False, channels=()) for text in ("银行承兑汇票", "微信", "电汇", "抵账", None)]
    ['bill', 'channel', 'transfer', 'other', 'unknown']
    >>> [method_of(None, payer, from_bank=True, channels=("银联商务",)) for payer in ("银联商务", "甲公司")]
    ['channel', 'transfer']
    """
    text = unicodedata.normalize("NFKC", stated or "").casefold().strip()
    if text:
        return next((name for name, words in WORDS if words.search(text)), "other")
    if payer is not None and unicodedata.normalize("NFKC", payer) in {unicodedata.normalize("NFKC", name) for name in channels}:
        return "channel"
    return "transfer" if from_bank else "unknown"


def received(receipts: pd.DataFrame, as_of: dt.date, channels: Sequence[str]) -> pd.DataFrame:
    """The money that came in during the 12 months up to `as_of`, with `way` (of `METHODS`); refunds are left out."""
    day = pd.Timestamp(as_of)
    window = (receipts["receipt_date"] <= day) & (receipts["receipt_date"] > day - pd.DateOffset(months=MONTHS))
    mine = receipts[window & (receipts["amount"] > 0)]
    facts = list(zip(mine["method"], mine["payer_name"], mine["statement_line_key"].notna(), strict=True))
    found = {fact: method_of(_text(fact[0]), _text(fact[1]), from_bank=bool(fact[2]), channels=channels) for fact in set(facts)}
    return mine.assign(way=pd.Series([found[fact] for fact in facts], index=mine.index, dtype="str"))


def shares(rows: pd.DataFrame, currency: str, customer_key: int | None = None) -> tuple[Share, ...]:
    """The methods of `received` rows in one currency, the largest first; of one customer where it is given."""
    mine = rows[rows["currency"] == currency]
    if customer_key is not None:
        mine = mine[mine["customer_key"].eq(customer_key).fillna(False)]
    sums = mine.groupby("way")["amount"].agg(["size", "sum"])
    whole = int(sums["sum"].sum())
    found = [Share(str(way), int(count), int(total), whole) for way, count, total in sums.itertuples(name=None)]
    return tuple(sorted(found, key=lambda share: (-share.amount, share.method)))


def by_customer(rows: pd.DataFrame, currency: str, customers: pd.DataFrame) -> pd.DataFrame:
    """One row per customer: customer_key, customer_id, customer_name, `total` and an amount for each method in use; largest first."""
    mine = rows[(rows["currency"] == currency) & rows["customer_key"].notna()].astype({"customer_key": "int64"})
    ways = [name for name in METHODS if (mine["way"] == name).any()]
    spread = mine.assign(total=mine["amount"], **{name: mine["amount"].where(mine["way"] == name, 0) for name in ways})
    sums = spread.groupby("customer_key", as_index=False)[["total", *ways]].sum()
    named = sums.merge(customers[["customer_key", "customer_id", "customer_name"]], on="customer_key", how="left")
    return named.assign(currency=currency).sort_values(["total", "customer_id"], ascending=[False, True]).reset_index(drop=True)


def sentence(found: Sequence[Share], currency: str, unit: Unit) -> Message:
    """What most of the money came by, of the 12 months."""
    if not found:
        return say("Nothing was received in the last 12 months.")
    first = found[0]
    words = {"amount": amount(first.whole, currency, unit), "share": percent(first.part), "method": METHODS[first.method]}
    return say("Of {amount} received in 12 months {share} came by {method}.", **words)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
