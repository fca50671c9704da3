"""Rows of a statement's table → movements, issues, and rows set aside with their reason."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from arcore.intake.grid import column_letters
from arcore.intake.model import Cell, CellError, Issue, SetAside
from arcore.intake.statements.columns import IN_FLAGS, NEUTRAL_FLAGS, NEUTRAL_STATUS, OUT_FLAGS, Target
from arcore.intake.statements.day_order import DayOrder, Period, day_order
from arcore.intake.statements.layout import Layout, Said
from arcore.intake.statements.model import Movement
from arcore.intake.statements.text import joined
from arcore.intake.statements.values import blank, currency_code, day, filled, number, text, uses_decimal_comma
from arcore.messages import Message, say
from arcore.money import to_minor

Day = dt.date
TOTALS = ("合计", "总计", "小计", "累计", "共计", "总笔数", "总金额", "total", "subtotal")
CARRIED = ("期初余额", "期末余额", "上期余额", "承前页", "过次页", "上页余额", "openingbalance", "closingbalance", "balancebroughtforward")
NAME_IN_ACCOUNT = re.compile(r"(?P<name>(?!.*@[^)）]*$)[^\W\d_][^@\d*]+?)\s*(?:[(（](?P<account>[^()（）]*[@\d*][^()（）]*)[)）])?$")
"""A payer's name in the column of accounts, as wallets write it: 恒信达商行(heng***@163.com)."""
MONEY_TARGETS: tuple[Target, ...] = ("money_in", "credit", "money_out", "debit", "amount", "settled")


@dataclass
class Lines:
    """What the rows of one table gave. `footer`: 0-based rows of the sheet that may state facts."""

    movements: list[Movement] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    footer: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Reader:
    """How one table is read: decided over its whole columns before its rows."""

    layout: Layout
    decimal_comma: bool
    order: DayOrder
    outflows_negative: bool

    @classmethod
    def of(cls, rows: Sequence[Said], layout: Layout, within: Period = (None, None)) -> Reader:
        """Decide decimal comma, day or month first, and whether outflows are written as negative numbers."""
        money = [row.get(target) for row in rows for target in MONEY_TARGETS if target in layout.at]
        comma = uses_decimal_comma(money)
        dates = [text(cell) for row in rows if not isinstance(cell := row.get("date"), dt.date)]
        out = [v for row in rows if (v := number(_outflow(row), comma)) is not None and v != 0]
        return cls(layout, comma, day_order(dates, within), bool(out) and all(v < 0 for v in out))

    def amount(self, said: Said) -> Decimal | Message | None:
        """Signed amount of a row from the holder's view; None when there is none; a sentence when it cannot be told."""
        inflow = number(said.get("money_in") or said.get("credit"), self.decimal_comma)
        outflow = number(_outflow(said), self.decimal_comma)
        if inflow and outflow:
            return say("Money in and money out are both filled.")
        if inflow or outflow:
            return inflow or (outflow if self.outflows_negative else -(outflow or Decimal(0)))
        if self.layout.has("settled"):
            return self._wallet_net(said)
        single = number(said.get("amount"), self.decimal_comma)
        if single is None:
            return inflow if inflow is not None else outflow
        direction = self._direction(said)
        if self.layout.has("flag") and direction is None:
            return say("The direction mark {mark!r} is neither in nor out.", mark=text(said.get("flag")))
        return single if direction is None else direction * single if single > 0 else self._negative(single, direction)

    def _negative(self, single: Decimal, direction: int) -> Decimal:
        """A negative amount beside 'in' or 'out': a bank that signs its outflows repeats itself, otherwise it takes back."""
        return single if direction < 0 and not self.layout.has("reversal") else direction * single

    def _wallet_net(self, said: Said) -> Decimal | None:
        """Merchant bills: what reaches the account is settled − refund − fee kept."""
        parts = [number(said.get(target), self.decimal_comma) for target in ("settled", "refund")]
        if parts[0] is None and parts[1] is None:
            return None
        return (parts[0] or Decimal(0)) - (parts[1] or Decimal(0)) - self.kept_fee(said)

    def kept_fee(self, said: Said) -> Decimal:
        """The fee of a merchant bill's row, positive for a sale, negative when a refund brings it back; banks sign it either way."""
        fee = abs(number(said.get("fee"), self.decimal_comma) or Decimal(0))
        settled = number(said.get("settled"), self.decimal_comma) or Decimal(0)
        return fee if settled > (number(said.get("refund"), self.decimal_comma) or Decimal(0)) else -fee

    def _direction(self, said: Said) -> int | None:
        mark = text(said.get("flag")).casefold()
        if not mark:
            return None
        for marks, sign in ((IN_FLAGS, 1), (OUT_FLAGS, -1)):
            if mark in marks:
                return sign
        for marks, sign in ((IN_FLAGS, 1), (OUT_FLAGS, -1)):
            if any(mark.startswith(known) for known in marks if len(known) > 1 or ord(known) > 127):
                return sign
        return None


def _outflow(said: Said) -> Cell:
    return said.get("money_out") or said.get("debit")


def is_movement(row: Sequence[Cell], layout: Layout) -> bool:
    """Whether a row reads as a movement of a table with this layout."""
    said = layout.said(row)
    return day(said.get("date")) is not None and any(number(said.get(t)) is not None for t in MONEY_TARGETS)


def read(rows: Sequence[Sequence[Cell]], start: int, layout: Layout, sheet: str, order: int, within: Period = (None, None)) -> Lines:
    """Read the rows below a header; `start` is the 0-based sheet row of the first, `order` the movements read before.

    `within`: the period the file states, which helps to read 03/04/2026.
    """
    every = [layout.said(row) for row in rows]
    reader = Reader.of(every, layout, within)
    result = Lines(issues=list(reader.order.finding(sheet)))
    for offset, (row, said) in enumerate(zip(rows, every, strict=True)):
        if said or any(filled(cell) for cell in row):
            _row(row, said, start + offset, reader, sheet, order, result)
    if not layout.has("flag", "money_in", "money_out", "credit", "debit", "settled"):
        signed = signed_by_balance(result.movements)
        if signed is result.movements and len(signed) > 1 and all(m.amount > 0 for m in signed):
            result.issues.append(_direction_unknown(len(signed), sheet))
        result.movements = signed
    return result


def _direction_unknown(count: int, sheet: str) -> Issue:
    told = say("Nothing in the table tells money in from money out; all {count} amounts are read as money in.", count=count)
    hint = say("Export the statement with its balance, or with a column that says which lines are payments.")
    return Issue("direction_presumed", told, hint, sheet=sheet, blocking=False)


def _row(row: Sequence[Cell], said: Said, index: int, reader: Reader, sheet: str, order: int, result: Lines) -> None:
    layout = reader.layout
    booked = day(said.get("date"), reader.order.day_first)
    amount = reader.amount(said)
    reason = _not_a_movement(row, said, booked, amount, layout)
    if reason is not None:
        result.set_aside.append(SetAside(sheet, index + 1, reason))
        result.footer.append(index)
        return
    fault = _fault(said, booked, amount, layout)
    if fault is not None or booked is None or not isinstance(amount, Decimal):
        code, message, target = fault or ("bad_amount", say("This row has no amount."), "amount")
        result.issues.append(_issue(code, message, sheet, index, target, layout, row))
        return
    result.movements.append(_movement(row, said, booked, amount, reader, sheet, index, order + len(result.movements) + 1))


def _not_a_movement(row: Sequence[Cell], said: Said, booked: Day | None, amount: object, layout: Layout) -> Message | None:
    if layout.has("flag", "status"):
        flag, status = text(said.get("flag")), text(said.get("status")).casefold()
        if flag in NEUTRAL_FLAGS:
            return say("neither income nor expense ({mark})", mark=flag)
        if any(word in status for word in NEUTRAL_STATUS):
            return say("not carried out ({status})", status=status)
    if booked is not None and isinstance(amount, Decimal) and amount:
        return None
    words = "".join(text(cell) for cell in row if isinstance(cell, str)).replace(" ", "").casefold()
    if any(word in words for word in CARRIED) and not isinstance(amount, Message):
        return say("balance carried forward")
    if booked is None:
        money = any(filled(cell) and not blank(cell) for cell in (said.get(t) for t in MONEY_TARGETS))
        return say("total or note") if not money or not words or any(word in words for word in TOTALS) else None
    return None if isinstance(amount, Message) or _has_error(said) else say("no amount moved")


def _has_error(said: Said) -> bool:
    unread = [said.get(t) for t in MONEY_TARGETS]
    return any(isinstance(cell, CellError) or (filled(cell) and not blank(cell) and number(cell) is None) for cell in unread)


def _fault(said: Said, booked: Day | None, amount: object, layout: Layout) -> tuple[str, Message, Target] | None:
    if booked is None:
        return "bad_date", say("{value!r} is not a date.", value=text(said.get("date"))), "date"
    if isinstance(amount, Message):
        return "bad_amount", amount, "flag" if layout.has("flag") else "amount"
    if amount is None:
        return "bad_amount", say("The amount cannot be read."), next((t for t in MONEY_TARGETS if filled(said.get(t))), "amount")
    return None


def _issue(code: str, message: Message, sheet: str, index: int, target: Target, layout: Layout, row: Sequence[Cell]) -> Issue:
    column = next(iter(layout.at.get(target, ())), None)
    names = {served: heading for heading, served in layout.columns.items()}
    return Issue(
        code,
        message,
        say("Correct the cell in the bank's file, or download the statement again."),
        sheet=sheet,
        row=index + 1,
        column=names.get(target),
        cell=f"{column_letters(column)}{index + 1}" if column is not None else None,
        value=text(row[column]) if column is not None and column < len(row) else None,
    )


def _movement(
    row: Sequence[Cell], said: Said, booked: Day, amount: Decimal, reader: Reader, sheet: str, index: int, order: int
) -> Movement:
    layout = reader.layout
    currency = currency_code(said.get("currency"))
    balance = number(said.get("balance"), reader.decimal_comma)
    incoming = amount > 0
    name = text(said.get("name")) or text(said.get("payer_name" if incoming else "payee_name"))
    account = text(said.get("account_no")) or text(said.get("payer_account" if incoming else "payee_account"))
    if not name and (named := NAME_IN_ACCOUNT.match(account)):
        name, account = named["name"].strip(), named["account"] or ""
    serial = (*layout.at.get("serial", ()), *layout.at.get("order", ()))[:1]
    order_no = text(said.get("order")) if layout.has("serial") else ""
    return Movement(
        order=order,
        date=booked,
        amount=to_minor(amount, currency or "CNY"),
        currency=currency,
        counterparty_name="" if name in {"/", "-"} else name,
        counterparty_account="" if blank(account) else account,
        counterparty_bank=text(said.get("bank")),
        memo=joined(*(text(row[c]) for c in layout.at.get("memo", ()) if c < len(row)), order_no, _kept_fee(said, reader)),
        serial=text(row[serial[0]]) if serial and serial[0] < len(row) and not blank(row[serial[0]]) else "",
        balance=to_minor(balance, currency or "CNY") if balance is not None else None,
        time=_time(said),
        value_date=day(said.get("value_date"), reader.order.day_first),
        transaction_type=text(said.get("type")),
        reversal="*" in text(said.get("reversal")) or text(said.get("reversal")) in {"是", "冲正", "冲账", "红字"},
        account=text(said.get("own_account")).replace(" ", ""),
        source_sheet=sheet,
        source_row=index + 1,
    )


def _kept_fee(said: Said, reader: Reader) -> str:
    """The fee that a channel kept of a bill's row, as words of the memo: what the payer paid is the amount and it."""
    fee = reader.kept_fee(said) if reader.layout.has("settled") else None
    return f"手续费{fee:.2f}" if fee else ""


def _time(said: Said) -> str:
    """The time of day as the bank wrote it, kept as part of a line's identity."""
    cell = said.get("time")
    if cell is not None:
        return text(cell)
    moment = said.get("date")
    if isinstance(moment, dt.datetime):
        return moment.strftime("%H:%M:%S") if moment.time() != dt.time() else ""
    words = text(moment)
    return words.split(" ", 1)[1] if " " in words else ""


def signed_by_balance(movements: list[Movement]) -> list[Movement]:
    """Unsigned amounts without any mark: the running balance tells which went out. Left alone when it cannot tell."""
    if any(m.amount < 0 for m in movements) or sum(m.balance is not None for m in movements) < 2:
        return movements
    for ordered in (movements, movements[::-1]):
        signs = {ordered[0].order: 1}
        for before, after in pairwise(ordered):
            step = (after.balance or 0) - (before.balance or 0)
            if abs(step) != after.amount:
                break
            signs[after.order] = 1 if step > 0 else -1
        else:
            return [replace(m, amount=signs[m.order] * m.amount) for m in movements]
    return movements
