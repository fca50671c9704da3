"""What was wrong in the files taken in, by kind and by month of the import."""

from __future__ import annotations

import pandas as pd

from arcore.messages import Message, say

KINDS: dict[str, tuple[Message, tuple[str, ...]]] = {
    "date": (
        say("Dates"),
        ("bad_date", "no_such_day", "year_out_of_range", "mixed_day_month", "year_inferred", "ambiguous_date", "no_date",
         "date_order_presumed", "missing_document_date", "missing_receipt_date"),
    ),
    "amount": (
        say("Amounts"),
        ("bad_amount", "ambiguous_decimal", "mixed_decimal", "too_many_decimals", "amount_too_large", "missing_amount", "bad_number",
         "balance_unreadable", "conflicting_amount", "total_differs", "paid_and_open_disagree", "applied_exceeds_amount", "cut_at_comma"),
    ),
    "cell": (say("Formulas and damaged numbers"), ("error_cell", "uncached_formula", "damaged_number")),
    "customer": (
        say("Customers"), ("missing_customer", "no_customer", "duplicate_customer", "conflicting_customer", "number_of_another_customer"),
    ),
    "number": (say("Document numbers"), ("missing_number", "duplicate_row", "reference_unknown")),
    "currency": (say("Currencies"), ("unknown_currency", "conflicting_currency", "reference_currency", "several_currencies")),
    "statement": (
        say("Statements of the bank"),
        ("balance_does_not_chain", "running_balance_breaks", "total_disagrees", "pending_entries", "direction_detected",
         "direction_presumed", "bad_movement"),
    ),
}  # fmt: skip
"""Kinds of issue as people think of them, with the codes they gather."""

OTHER = "other"
TITLES: dict[str, Message] = {**{kind: title for kind, (title, _) in KINDS.items()}, OTHER: say("Other issues")}
KIND_OF = {code: kind for kind, (_, codes) in KINDS.items() for code in codes}


def placed(issues: pd.DataFrame, entries: pd.DataFrame) -> pd.DataFrame:
    """`ledger.import_issues` with day, month (its last day), who of their entry, and kind; what `entries` does not know is left out."""
    found = issues.merge(entries[["seq", "day", "month", "who"]], left_on="entry", right_on="seq", how="inner")
    kinds = found["code"].map(KIND_OF).fillna(OTHER).astype("str")
    return found.assign(kind=kinds)[["entry", "day", "month", "who", "file", "code", "kind", "count"]]
