"""What each customer could cost us, against what we allow: exposure, limit, headroom, breaches.

Exposure = open + delivered unbilled + open orders + unmatured bills − unapplied, as the policy
says which of them count (domain rules §4.8). No limit is not a limit of zero, and currencies are
never added: items in another currency than the limit's are shown beside it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from typing import Any

import narwhals as nw
import pandas as pd

from arcore.aging import age
from arcore.balances import summed
from arcore.engines import collect
from arcore.messages import Message, say
from arcore.money import shown
from arcore.policy import AgingScheme, CreditRules

Native = Any


class Status(Enum):
    """Where exposure stands against the limit, most urgent first."""

    OVER = "over"
    NEAR = "near"
    WITHIN = "within"
    ZERO_LIMIT = "zero_limit"
    NO_LIMIT = "no_limit"


STATUS_LABELS: dict[Status, Message] = {
    Status.OVER: say("Over limit"),
    Status.NEAR: say("Near limit"),
    Status.WITHIN: say("Within limit"),
    Status.ZERO_LIMIT: say("Cash only (limit 0)"),
    Status.NO_LIMIT: say("No limit set"),
}


@dataclass(frozen=True)
class Position:
    """One customer in the currency of its limit, minor units; `limit` None means none was ever set.

    `limit` includes the temporary limit while it is valid. `other_open` holds open balances in other currencies.
    """

    customer_key: int
    customer_id: str
    customer_name: str
    currency: str
    grade: str | None
    customer_status: str | None
    open: int
    overdue: int
    unbilled: int
    orders: int
    bills: int
    unapplied: int
    exposure: int
    limit: int | None
    temporary_limit: int | None
    oldest_overdue_days: int
    breach_age: bool
    near_limit: float
    other_open: Mapping[str, int] = field(default_factory=dict)

    @property
    def utilization(self) -> Fraction | None:
        """Exposure ÷ limit, exact; None without a limit above zero."""
        return Fraction(self.exposure, self.limit) if self.limit else None

    @property
    def headroom(self) -> int | None:
        """What may still be owed, negative in a breach; None without a limit."""
        return None if self.limit is None else self.limit - self.exposure

    @property
    def breach_amount(self) -> int:
        """How far exposure is over the limit; 0 when it is not."""
        return max(0, -(self.headroom or 0))

    @property
    def breached(self) -> bool:
        """By amount or by age: two independent checks."""
        return self.breach_amount > 0 or self.breach_age

    @property
    def status(self) -> Status:
        """Where exposure stands against the limit."""
        if self.limit is None:
            return Status.NO_LIMIT
        if self.breach_amount:
            return Status.OVER
        if self.limit == 0:
            return Status.ZERO_LIMIT
        return Status.NEAR if self.exposure >= Fraction(str(self.near_limit)) * self.limit else Status.WITHIN

    @property
    def reasons(self) -> tuple[Message, ...]:
        """Why it stands there, in sentences."""
        return tuple(_reasons(self))


def positions(
    customers: Native, open_items: Native, unapplied: Native, rules: CreditRules, as_of: dt.date, *, currency: str = "CNY"
) -> tuple[Position, ...]:
    """The position of every customer at `as_of`, in the customers' order; `currency` where a customer names none.

    `open_items` and `unapplied` as `balances` gives them, any engine. `overdue` counts items past their due date, without credits.
    """
    owed = _owed(open_items, as_of)
    credit = _pairs(nw.from_native(unapplied).filter(~nw.col("customer_key").is_null()), unapplied="unapplied")
    known = collect(customers)
    columns = [name for name in _CUSTOMER_COLUMNS if name in known.columns]
    rows = (dict(zip(columns, values, strict=True)) for values in zip(*[known[name].tolist() for name in columns], strict=True))
    return tuple(_position(row, owed, credit, rules, as_of, currency) for row in rows)


def limit_at(row: Mapping[str, Any], as_of: dt.date) -> tuple[int | None, int | None]:
    """A customer's whole limit and the temporary part of it, valid at `as_of`; None where none is given."""
    permanent, temporary = _amount(row.get("credit_limit")), _amount(row.get("temporary_limit"))
    start, end = _day(row.get("temporary_from")), _day(row.get("temporary_to"))
    valid = temporary if (start or as_of) <= as_of <= (end or as_of) else None
    if permanent is None and valid is None:
        return None, None
    return (permanent or 0) + (valid or 0), valid


def _position(
    row: Mapping[str, Any],
    owed: Mapping[int, dict[str, tuple[int, int, int]]],
    credit: Mapping[int, dict[str, tuple[int, ...]]],
    rules: CreditRules,
    as_of: dt.date,
    default_currency: str,
) -> Position:
    key = int(row["customer_key"])
    currency = _text(row.get("currency")) or default_currency
    mine = owed.get(key, {})
    open_, overdue, _ = mine.get(currency, (0, 0, 0))
    unapplied = credit.get(key, {}).get(currency, (0,))[0]
    parts = {name: _amount(row.get(column)) or 0 for name, column in _EXTRAS.items()}
    counted = sum(parts[name] for name, counts in _counts(rules).items() if counts)
    limit, temporary = limit_at(row, as_of)
    oldest = max((days for _, _, days in mine.values()), default=0)
    return Position(
        customer_key=key,
        customer_id=_text(row.get("customer_id")) or "",
        customer_name=_text(row.get("customer_name")) or _text(row.get("customer_id")) or "",
        currency=currency,
        grade=_text(row.get("grade")),
        customer_status=_text(row.get("status")),
        open=open_,
        overdue=overdue,
        unapplied=unapplied,
        exposure=open_ + counted - (unapplied if rules.net_unapplied else 0),
        limit=limit,
        temporary_limit=temporary,
        oldest_overdue_days=oldest,
        breach_age=oldest > rules.approval_overdue_days,
        near_limit=rules.near_limit,
        other_open={code: amounts[0] for code, amounts in sorted(mine.items()) if code != currency},
        **parts,
    )


_CUSTOMER_COLUMNS = (
    *("customer_key", "customer_id", "customer_name", "currency", "grade", "status", "credit_limit"),
    *("temporary_limit", "temporary_from", "temporary_to", "unbilled_amount", "order_amount", "bill_amount"),
)
_EXTRAS = {"unbilled": "unbilled_amount", "orders": "order_amount", "bills": "bill_amount"}


def _counts(rules: CreditRules) -> dict[str, bool]:
    return {"unbilled": rules.include_unbilled, "orders": rules.include_orders, "bills": rules.include_bills}


def _owed(open_items: Native, as_of: dt.date) -> dict[int, dict[str, tuple[int, int, int]]]:
    """Per customer and currency: open, overdue, days of the oldest overdue item."""
    late = (nw.col("open") > 0) & (nw.col("days_past_due") > 0)
    nothing = nw.lit(0, dtype=nw.Int64)
    rows = nw.from_native(age(open_items, as_of, AgingScheme())).select(
        nw.col("customer_key").cast(nw.Int64),
        "currency",
        "open",
        nw.when(late).then(nw.col("open")).otherwise(nothing).alias("overdue"),
        nw.when(late).then(nw.col("days_past_due")).otherwise(nothing).alias("days"),
    )
    keys = ["customer_key", "currency"]
    totals = rows.group_by(keys).agg(nw.col("open").sum(), nw.col("overdue").sum(), nw.col("days").max())
    owed: dict[int, dict[str, tuple[int, int, int]]] = defaultdict(dict)
    for key, code, open_, overdue, days in _rows(totals, [*keys, "open", "overdue", "days"]):
        owed[int(key)][str(code)] = (int(open_), int(overdue), int(days))
    return owed


def _pairs(rows: Any, **columns: str) -> dict[int, dict[str, tuple[int, ...]]]:
    keys = ["customer_key", "currency"]
    found: dict[int, dict[str, tuple[int, ...]]] = defaultdict(dict)
    totals = summed(rows.select(nw.col("customer_key").cast(nw.Int64), "currency", *columns.values()), keys, **columns)
    for key, code, *amounts in _rows(totals, [*keys, *columns]):
        found[int(key)][str(code)] = tuple(int(amount) for amount in amounts)
    return found


def _rows(totals: Any, columns: list[str]) -> Any:
    frame = collect(totals.to_native())
    return zip(*[frame[name].tolist() for name in columns], strict=True)


def _reasons(position: Position) -> list[Message]:
    currency = position.currency
    reasons: list[Message] = []
    if position.breach_amount:
        over = shown(position.breach_amount, currency)
        reasons.append(say("Exposure is {amount} {currency} over the limit.", amount=over, currency=currency))
    elif position.status is Status.NEAR:
        left = shown(position.headroom or 0, currency)
        reasons.append(say("Only {amount} {currency} of the limit is left.", amount=left, currency=currency))
    elif position.limit is None:
        reasons.append(say("No credit limit has been set, so the amount is not checked."))
    elif position.limit == 0:
        reasons.append(say("The limit is 0: cash before delivery."))
    if position.breach_age:
        reasons.append(say("The oldest overdue item is {days} days late.", days=position.oldest_overdue_days))
    for code, amount in position.other_open.items():
        reasons.append(
            say(
                "{amount} {currency} open in another currency is not part of the comparison with the limit.",
                amount=shown(amount, code),
                currency=code,
            )
        )
    return reasons


def _missing(value: Any) -> bool:
    return value is None or bool(pd.isna(value))


def _amount(value: Any) -> int | None:
    return None if _missing(value) else int(value)


def _day(value: Any) -> dt.date | None:
    return None if _missing(value) else pd.Timestamp(value).date()


def _text(value: Any) -> str | None:
    return None if _missing(value) or not str(value).strip() else str(value).strip()
