"""Which columns of a table say how much, when, which number and who."""

from __future__ import annotations

from collections.abc import Collection

from arcore.intake.layout import Header

AMOUNTS = ("amount", "open_amount", "_debit", "_credit", "net_amount", "paid_amount", "_advance")
DATES = ("document_date", "due_date", "receipt_date", "_day")
NUMBERS = ("document_no", "_digital_no", "contract_no", "receipt_no")
PARTIES = ("customer_id", "customer_name", "tax_no", "payer_name")


def columns_of(header: Header, names: Collection[str]) -> list[int]:
    """The sheet columns that serve any of the targets; of the amount also those that hold parts of it."""
    targets = header.assignment.targets
    parts = header.assignment.parts if "amount" in names else ()
    return [*(targets[name].index for name in names if name in targets), *parts]
