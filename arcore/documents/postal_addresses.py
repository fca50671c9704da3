"""Where statements and letters go by post: one row per customer, for labels and for the courier's own upload."""

from __future__ import annotations

import pandas as pd

from arcore.documents import mixed_sheet
from arcore.documents.mixed_sheet import Described
from arcore.documents.workbook_style import Paper, Stamp
from arcore.messages import say

TITLE = say("Postal addresses")
COLUMNS: Described = (
    ("customer_id", say("Customer No."), "text"),
    ("customer_name", say("Addressee"), "text"),
    ("contact", say("Contact person"), "text"),
    ("phone", say("Contact telephone"), "text"),
    ("address", say("Address"), "text"),
    ("number", say("Statement No."), "text"),
)


def addressed(rows: pd.DataFrame, customers: pd.DataFrame) -> pd.DataFrame:
    """The rows (customer_key, number) with name and address of each customer, in their order; blank where not known."""
    names = ["customer_key", "customer_id", "customer_name", "contact", "phone", "address"]
    found = rows[["customer_key", "number"]].merge(customers.reindex(columns=names), on="customer_key", how="left")
    return found.drop_duplicates().reset_index(drop=True)


def build(rows: pd.DataFrame, stamp: Stamp) -> bytes:
    """The workbook's bytes; `rows` as of `addressed`."""
    paper = Paper(stamp, TITLE)
    mixed_sheet.write(paper, TITLE, TITLE, rows, COLUMNS, frozen=2)
    return paper.bytes()
