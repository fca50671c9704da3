"""An instalment plan or extension while it is being drawn up: its schedule as a table, as the register keeps it, and its proof."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from arcore.messages import Message, say
from arcore.money import plain, shown
from arcore.plans import Instalment

COLUMNS = ("number", "due", "principal", "interest", "total", "balance")


def debts(open_items: pd.DataFrame) -> pd.DataFrame:
    """The debts among open items, oldest due first."""
    return open_items[open_items["open"] > 0].sort_values(["due_date", "document_key"]).reset_index(drop=True)


def overdue(found: pd.DataFrame) -> pd.DataFrame:
    """Those past their due date (`days_past_due`)."""
    return found[found["days_past_due"] > 0].reset_index(drop=True)


def preview(plan: Sequence[Instalment]) -> pd.DataFrame:
    """`COLUMNS`, a row an instalment, minor units; `balance`: the principal left after it."""
    rows = [(each.number, pd.Timestamp(each.due), each.principal, each.interest, each.total, each.balance) for each in plan]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"due": "datetime64[us]"})


def schedule_text(plan: Sequence[Instalment], currency: str) -> str:
    """The schedule as the register of plans keeps it; `plans_at.schedule_of` reads it back."""
    return "\n".join(f"{each.due.isoformat()} {plain(each.principal, currency)}" for each in plan)


def proof(plan: Sequence[Instalment], currency: str) -> Message:
    """Σ instalments = principal + interest, in one line (capabilities 79)."""
    principal, interest, total = (sum(getattr(each, name) for each in plan) for name in ("principal", "interest", "total"))
    return say(
        "{count} instalments: principal {principal} + interest {interest} = to be paid {total}, the last on {day}.",
        count=len(plan),
        principal=shown(principal, currency),
        interest=shown(interest, currency),
        total=shown(total, currency),
        day=plan[-1].due,
    )
