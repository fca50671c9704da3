"""Credit positions as the rows of a table, the most urgent first."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from arcore.credit_position import LATENESS_LABELS, lateness
from arcore.exposure import STATUS_LABELS, Position
from arcore.i18n import Language
from arcore.policy import CreditRules


def position_rows(positions: Sequence[Position], rules: CreditRules, lang: Language) -> pd.DataFrame:
    """Positions as a table, most urgent first; money in minor units, `limit`, `headroom` and `used` (percent) NA without a limit."""
    rows = [
        {
            "customer_key": position.customer_key,
            "customer_id": position.customer_id,
            "name": position.customer_name,
            "currency": position.currency,
            "grade": position.grade_shown.text(lang) if position.grade_shown else "",
            "status": STATUS_LABELS[position.status].text(lang),
            "lateness": LATENESS_LABELS[lateness(position.oldest_overdue_days, rules)].text(lang),
            "exposure": position.exposure,
            "limit": position.limit,
            "used": None if position.utilization is None else float(position.utilization * 100),
            "headroom": position.headroom,
            "over": position.breach_amount,
            "unbilled": position.unbilled,
            "open": position.open,
            "overdue": position.overdue,
            "oldest": position.oldest_overdue_days,
            "reason": ("" if lang == "zh" else " ").join(reason.text(lang) for reason in position.reasons),
            "breach_age": position.breach_age,
        }
        for position in by_urgency(positions)
    ]
    columns = [
        "customer_key",
        "customer_id",
        "name",
        "currency",
        "grade",
        "status",
        "lateness",
        "exposure",
        "limit",
        "used",
        "headroom",
        "over",
        "unbilled",
        "open",
    ]
    table = pd.DataFrame(rows, columns=[*columns, "overdue", "oldest", "reason", "breach_age"])
    return table.astype({"limit": "Int64", "headroom": "Int64", "used": "Float64"})


def by_urgency(positions: Sequence[Position]) -> list[Position]:
    """Over the limit first, by how much; then overdue too long, oldest first; then by how much of the limit is used."""
    return sorted(positions, key=lambda p: (-p.breach_amount, not p.breach_age, -p.oldest_overdue_days, -(p.utilization or 0), -p.exposure))
