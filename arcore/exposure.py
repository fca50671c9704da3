"""What each customer could cost us, against what we allow: exposure, limit, headroom, breaches.

Exposure = open + delivered unbilled + open orders + unmatured bills − unapplied, as the policy
says which of them count (domain rules §4.8). No limit is not a limit of zero, and currencies are
never added: items in another currency than the limit's are shown beside it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import narwhals as nw
import pandas as pd

from arcore.aging import age
from arcore.balances import summed
from arcore.credit_position import STATUS_LABELS, Position, Status
from arcore.engines import collect
from arcore.policy import AgingScheme, CreditRules

__all__ = ["STATUS_LABELS", "Position", "Status", "counted_extras", "limit_columns", "positions"]

Native = Any


def positions(
    customers: Native, open_items: Native, unapplied: Native, rules: CreditRules, as_of: dt.date, *, currency: str = "CNY"
) -> tuple[Position, ...]:
    """The position of every customer at `as_of`, in the customers' order; `currency` where a customer names none.

    `open_items` and `unapplied` as `balances` gives them, any engine. `overdue` counts items past their due date, without credits.
    """
    owed = _owed(open_items, as_of, rules.ignored_remainder)
    credit = _pairs(nw.from_native(unapplied).filter(~nw.col("customer_key").is_null()), unapplied="unapplied")
    known = collect(customers)
    limit, temporary = limit_columns(known, as_of)
    known = known.assign(limit=limit, valid_temporary=temporary, counted=counted_extras(known, rules))
    columns = [name for name in _CUSTOMER_COLUMNS if name in known.columns]
    rows = (dict(zip(columns, values, strict=True)) for values in zip(*[known[name].tolist() for name in columns], strict=True))
    return tuple(_position(row, owed, credit, rules, currency) for row in rows)


def limit_columns(customers: pd.DataFrame, as_of: dt.date) -> tuple[pd.Series, pd.Series]:
    """Each customer's whole limit and the temporary part of it, valid at `as_of` (Int64, NA where none is given)."""
    permanent, temporary = (_amounts(customers, name) for name in ("credit_limit", "temporary_limit"))
    day = pd.Timestamp(as_of)
    starts, ends = (pd.to_datetime(customers[name]) if name in customers else None for name in ("temporary_from", "temporary_to"))
    valid = pd.Series(True, index=customers.index)
    valid &= True if starts is None else (starts.isna() | (starts <= day))
    valid &= True if ends is None else (ends.isna() | (ends >= day))
    temporary = temporary.where(valid, pd.NA)
    whole = permanent.fillna(0) + temporary.fillna(0)
    return whole.where(permanent.notna() | temporary.notna(), pd.NA), temporary


def counted_extras(customers: pd.DataFrame, rules: CreditRules) -> pd.Series:
    """What the policy adds to open balances: deliveries not billed, open orders, bills not yet paid (int64)."""
    counted = [_amounts(customers, _EXTRAS[name]) for name, counts in _counts(rules).items() if counts]
    return sum((column.fillna(0).astype("int64") for column in counted), pd.Series(0, index=customers.index, dtype="int64"))


def _amounts(customers: pd.DataFrame, name: str) -> pd.Series:
    known = customers[name] if name in customers else pd.Series(pd.NA, index=customers.index)
    return known.astype("Int64")


def _position(
    row: Mapping[str, Any],
    owed: Mapping[int, dict[str, tuple[int, int, int]]],
    credit: Mapping[int, dict[str, tuple[int, ...]]],
    rules: CreditRules,
    default_currency: str,
) -> Position:
    key = int(row["customer_key"])
    currency = _text(row.get("currency")) or default_currency
    mine = owed.get(key, {})
    open_, overdue, _ = mine.get(currency, (0, 0, 0))
    unapplied = credit.get(key, {}).get(currency, (0,))[0]
    unbilled, orders, bills = (_amount(row.get(column)) or 0 for column in _EXTRAS.values())
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
        unbilled=unbilled,
        orders=orders,
        bills=bills,
        unapplied=unapplied,
        exposure=open_ + int(row["counted"]) - (unapplied if rules.net_unapplied else 0),
        limit=_amount(row["limit"]),
        temporary_limit=_amount(row["valid_temporary"]),
        oldest_overdue_days=oldest,
        breach_age=oldest > rules.approval_overdue_days,
        near_limit=rules.near_limit,
        other_open={code: amounts[0] for code, amounts in sorted(mine.items()) if code != currency},
    )


_CUSTOMER_COLUMNS = (
    *("customer_key", "customer_id", "customer_name", "currency", "grade", "status"),
    *("limit", "valid_temporary", "counted", "unbilled_amount", "order_amount", "bill_amount"),
)
_EXTRAS = {"unbilled": "unbilled_amount", "orders": "order_amount", "bills": "bill_amount"}


def _counts(rules: CreditRules) -> dict[str, bool]:
    return {"unbilled": rules.include_unbilled, "orders": rules.include_orders, "bills": rules.include_bills}


def _owed(open_items: Native, as_of: dt.date, ignored: int) -> dict[int, dict[str, tuple[int, int, int]]]:
    """Per customer and currency: open, overdue, days of the oldest overdue item that is not an `ignored` remainder."""
    late = (nw.col("open") > 0) & (nw.col("days_past_due") > 0)
    noticed = late & (nw.col("open") >= ignored)
    nothing = nw.lit(0, dtype=nw.Int64)
    rows = nw.from_native(age(open_items, as_of, AgingScheme())).select(
        nw.col("customer_key").cast(nw.Int64),
        "currency",
        "open",
        nw.when(late).then(nw.col("open")).otherwise(nothing).alias("overdue"),
        nw.when(noticed).then(nw.col("days_past_due")).otherwise(nothing).alias("days"),
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


def _missing(value: Any) -> bool:
    return value is None or bool(pd.isna(value))


def _amount(value: Any) -> int | None:
    return None if _missing(value) else int(value)


def _text(value: Any) -> str | None:
    return None if _missing(value) or not str(value).strip() else str(value).strip()
