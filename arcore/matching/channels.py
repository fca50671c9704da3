"""Payment channels (支付宝, 微信, 银联): what a net settlement on the bank's statement is made of.

The rows of a merchant bill settle documents; the bank line that passes them on is explained by whole days of such rows,
T+1 to T+3 with weekends and holidays between, less fees and refunds. Nothing of it counts twice (domain rules §6).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from arcore.matching.evidence import Amount
from arcore.matching.lines import BankLine
from arcore.messages import Message, say
from arcore.money import to_minor

WECHAT = ("jsapi", "native", "app", "micropay", "mweb", "facepay", "交易", "退款", "扣除交易手续费", "交易手续费")
ALIPAY = ("在线支付", "交易付款", "交易退款", "收费", "提现", "分账")
BILL_KINDS = frozenset((*WECHAT, *ALIPAY))
PAYOUT = re.compile(r"提现|withdrawal|payout")
FEE_KIND = re.compile(r"收费|手续费|服务费")
STATED_FEE = re.compile(
    r"(?:手续费|汇款?费|电汇费|(?<=\d)费|\b(?:bank|wire|transfer) (?:fee|charge)s?:?(?: of)?)\s*[¥￥]?\s*(-?\d+(?:\.\d{1,2})?)(?![\d%])"
)
SHORTEST_ORDER = 10
LATEST, LONGEST = 5, 10
"""Days from the last sale to the money on the account, and days of sales that one settlement may cover."""


@dataclass(frozen=True)
class Batch:
    """Bill rows of consecutive days; minor units."""

    rows: int
    gross: int
    fees: int
    refunds: int
    first: date
    last: date


def stated_fee(text: str) -> int | None:
    """The fee that a memo states, minor units.

    >>> stated_fee("订单 1017 手续费0.60"), stated_fee("0808-0808费0元"), stated_fee("货款")
    (60, 0, None)
    """
    found = STATED_FEE.search(text)
    return to_minor(Decimal(found[1]), "CNY") if found else None


def bill_accounts(lines: Sequence[BankLine]) -> frozenset[str]:
    """Own accounts whose lines are a merchant bill's: most kinds of movement are a channel's."""
    kinds: dict[str, list[bool]] = defaultdict(list)
    for line in lines:
        kinds[line.own_account].append(line.kind in BILL_KINDS)
    return frozenset(account for account, marks in kinds.items() if 2 * sum(marks) > len(marks))


def listed_twice(lines: Sequence[BankLine], bills: frozenset[str]) -> dict[int, Message]:
    """By line number: rows of a channel's ledger of money that another file lists as trades, by the same order number.

    The trades say what was paid and settle documents; where the ledger's row was posted before, the trade is the repetition.
    """
    trades = {b.serial: b for b in lines if b.own_account in bills and len(b.serial) >= SHORTEST_ORDER and b.amount > 0}
    found: dict[int, Message] = {}
    for row in lines:
        if row.own_account not in bills or row.amount <= 0:
            continue
        trade = next((trades[word] for word in row.text.upper().split() if word in trades), None)
        if trade is None or trade.source == row.source or trade.line == row.line or trade.amount > row.amount:
            continue
        counted, again = (row, trade) if row.posted else (trade, row)
        found[again.line] = say("The same money as line {line} of the channel's other list", line=counted.line)
    return found


def settlements(
    lines: Sequence[BankLine], bills: frozenset[str], channel_lines: Sequence[BankLine], twice: Collection[int] = ()
) -> dict[int, Message]:
    """By bank line number: what the settlement consists of, in words; only lines with exactly one explanation.

    `twice`: rows that another file lists too; the other rows of their file are the fees and refunds of those.
    """
    doubled = {line.source for line in lines if line.line in twice}
    days: dict[str, dict[date, list[BankLine]]] = defaultdict(lambda: defaultdict(list))
    payouts: list[BankLine] = []
    for line in lines:
        if line.own_account in bills:
            if line.amount < 0 and PAYOUT.search(line.kind):
                payouts.append(line)
            elif line.source not in doubled or (line.amount > 0 and line.line not in twice and not FEE_KIND.search(line.kind)):
                days[line.own_account][line.date].append(line)
    found: dict[int, Message] = {}
    used: set[tuple[str, date]] = set()
    for line in channel_lines:
        if line.own_account in bills:
            continue
        paid_out = [p for p in payouts if p.amount == -line.amount and 0 <= (line.date - p.date).days <= LATEST]
        if paid_out:
            payout = paid_out[0]
            payouts.remove(payout)
            found[line.line] = say("Payout of the channel's bill of {date}, line {line}", date=payout.date.isoformat(), line=payout.line)
            continue
        spans = [span for account, by_day in days.items() for span in _spans(line, account, by_day, used)]
        if len(spans) == 1:
            used |= set(spans[0])
            found[line.line] = _in_words(_batch([row for account, day in spans[0] for row in days[account][day]]), line.currency)
    return found


def _spans(
    line: BankLine, account: str, by_day: Mapping[date, list[BankLine]], used: set[tuple[str, date]]
) -> list[tuple[tuple[str, date], ...]]:
    """Runs of days whose rows add up to the bank line, each run by the days that have rows."""
    found: set[tuple[tuple[str, date], ...]] = set()
    for end in (line.date - timedelta(days=back) for back in range(LATEST + 1)):
        total, taken = 0, []
        for day in (end - timedelta(days=back) for back in range(LONGEST)):
            if (account, day) in used:
                break
            if day in by_day:
                total += sum(row.amount for row in by_day[day] if row.currency == line.currency)
                taken.append((account, day))
                if total == line.amount:
                    found.add(tuple(sorted(taken)))
    return sorted(found)


def _batch(rows: Sequence[BankLine]) -> Batch:
    fees = sum(-row.amount if FEE_KIND.search(row.kind) else stated_fee(row.text) or 0 for row in rows)
    refunds = -sum(row.amount + (stated_fee(row.text) or 0) for row in rows if row.amount < 0 and not FEE_KIND.search(row.kind))
    sales = [row for row in rows if row.amount > 0]
    gross = sum(row.amount for row in rows) + fees + refunds
    return Batch(len(sales), gross, fees, refunds, min(row.date for row in rows), max(row.date for row in rows))


def _in_words(batch: Batch, currency: str) -> Message:
    values = {
        "count": batch.rows,
        "gross": Amount(batch.gross, currency),
        "fees": Amount(batch.fees, currency),
        "refunds": Amount(batch.refunds, currency),
        "first": batch.first.isoformat(),
        "last": batch.last.isoformat(),
    }
    if batch.refunds:
        return say("= {count} bill rows {gross} − fees {fees} − refunds {refunds}, {first} to {last}", **values)
    return say("= {count} bill rows {gross} − fees {fees}, {first} to {last}", **values)
