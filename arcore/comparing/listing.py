"""Differences as rows: to look at, and as the register keeps them."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from arcore.comparing.model import BOOKS, KINDS, Comparison
from arcore.i18n import Language
from arcore.registers.checks import Given

COLUMNS = ("kind_said", "books_said", "our_date", "our_no", "our_amount", "their_date", "their_no", "their_amount", "difference", "memo")


def difference_rows(found: Comparison, lang: Language) -> pd.DataFrame:
    """A row per difference with `COLUMNS`; amounts in minor units."""
    rows = []
    for each in found.differences:
        ours, theirs = each.ours, each.theirs
        memo = (theirs.memo if theirs else "") or (ours.memo if ours else "")
        rows.append(
            (
                KINDS[each.kind].text(lang), BOOKS[each.books].text(lang), ours.date if ours else None, ours.number if ours else "",
                each.our_amount, theirs.date if theirs else None, theirs.number if theirs else "", each.their_amount, each.difference, memo,
            )
        )  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def register_rows(found: Comparison, statement_no: str, owner: str, due_on: dt.date, found_on: dt.date) -> list[dict[str, Given]]:
    """The differences as rows of the register `differences`."""
    return [
        {
            "statement_no": statement_no,
            "kind": each.kind,
            "books": each.books,
            "our_no": each.ours.number if each.ours else "",
            "their_no": each.theirs.number if each.theirs else "",
            "our_amount": each.our_amount,
            "their_amount": each.their_amount,
            "difference": each.difference,
            "currency": found.currency,
            "found_on": found_on,
            "owner": owner,
            "due_on": due_on,
            "state": "open",
            "remark": (each.theirs.memo if each.theirs else "") or None,
        }
        for each in found.differences
    ]
