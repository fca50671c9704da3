"""What was written into a month after it had been closed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from arcore import wording
from arcore.audit.examined import Examined
from arcore.audit.model import AuditException
from arcore.messages import say


def after_close(at: Examined) -> Iterable[AuditException]:
    """Each document and receipt whose balance a closed month would now show otherwise; told of once, for the first month it changes.

    A due date moved later changes no balance: `due_dates` tells of it.
    """
    moved = at.restated[at.restated["effect"] != 0]
    rows: list[Any] = moved.sort_values("month").drop_duplicates(["row", "key", "entry"]).to_dict("records")
    for row in rows:
        entry = "" if row["entry"] is None or row["entry"] != row["entry"] else int(row["entry"])
        words = {"month": row["month"], "effect": wording.amount(int(row["effect"]), str(row["currency"])), "entry": entry or "–"}
        words |= {name: row[name] if isinstance(row[name], str) and row[name] else "–" for name in ("who", "why")}
        words |= {"at": str(row["at"])[:10] if isinstance(row["at"], str) else "–"}
        evidence = say("Changes {month} by {effect}: entry {entry} of {at} by {who} ({why}).", **words)
        number = row["number"] if isinstance(row["number"], str) else ""
        yield at.found(
            "after_close", f"{row['row']}|{number or row['key']}|{entry}", "high", evidence, int(row["effect"]), str(row["currency"]),
            number=number, customer=row["customer_key"],
        )  # fmt: skip
