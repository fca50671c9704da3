"""Rows of registers and books around them, for tests of collecting; a row names only what a test is about."""

from __future__ import annotations

from typing import Any

import pandas as pd

from arcore.books import Books
from arcore.registers import REGISTERS
from arcore.registers.frames import frame
from tests.receivable_frames import allocations, customers, documents, receipts

USUAL: dict[str, dict[str, Any]] = {
    "contacts": {"contacted_on": "2026-06-01", "channel": "phone", "ours": "李娜"},
    "promises": {"made_on": "2026-06-01", "promised_on": "2026-06-20", "amount": 100_00},
    "disputes": {"opened_on": "2026-06-01", "dispute_type": "price", "document_nos": "D1", "state": "open"},
    "holds": {"held_from": "2026-06-01", "until": "2026-07-31", "reason": "重组谈判"},
    "plans": {
        "agreed_on": "2026-06-01", "state": "agreed", "document_nos": "D1", "principal": 100_00, "grace_days": 0,
        "schedule": "2026-06-30 50.00\n2026-07-31 50.00",
    },
    "letters": {"letter_no": "CK-1", "written_on": "2026-06-01", "tone": "formal", "amount": 100_00, "document_nos": "D1"},
}  # fmt: skip


def register(name: str, *rows: dict[str, Any]) -> pd.DataFrame:
    """Rows 1, 2, … of a register about customer 1."""
    base = {"customer_key": 1, "entry": 1, **USUAL.get(name, {})}
    return frame(REGISTERS[name], [{**base, "row_key": number, **row} for number, row in enumerate(rows, start=1)])


def books(
    made: list[dict] = ({},), *, paid: list[dict] = (), came: list[dict] = (), known: list[dict] = ({},), **kept: list[dict]
) -> Books:
    """Documents D1, D2, …; registers by name."""
    numbered = [{"document_no": f"D{number}"} | row for number, row in enumerate(made, start=1)]
    names = [{"customer_id": f"C{number}", "customer_name": f"客户{number}"} | row for number, row in enumerate(known, start=1)]
    registers = {name: register(name, *rows) for name, rows in kept.items()}
    return Books(documents(*numbered), receipts(*came), allocations(*paid), customers(*names), "1", registers=registers)
