"""The aging workbook: who owes what, for how long, as of a date; every figure a live formula that ties out.

One overview; per currency one sheet of debtors by bucket, one of open items, one of receipts not applied yet; notes.
Nothing is summed across currencies.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from arcore.aging import Basis, By, Scheme
from arcore.documents.aging_cover import Sheets, write_cover
from arcore.documents.aging_notes import write_notes
from arcore.documents.debtor_sheet import write_debtors
from arcore.documents.item_sheets import Buckets, write_credits, write_items
from arcore.documents.positions import positions
from arcore.documents.workbook_style import Paper, Stamp
from arcore.i18n import Language
from arcore.messages import say
from arcore.money import Unit
from arcore.tie_out import Proof


def build(
    aged: pd.DataFrame,
    unapplied: pd.DataFrame,
    customers: pd.DataFrame,
    *,
    as_of: dt.date,
    scheme: Scheme,
    company: str,
    lang: Language,
    unit: Unit = "unit",
    basis: Basis = "due",
    by: By = "customer",
    version: str = "",
    proofs: Sequence[Proof] = (),
) -> bytes:
    """The workbook's bytes.

    `aged` from `aging.age` over open items, `unapplied` from `balances.unapplied`, `customers` of the books; money in minor
    units. `by` says what the sheet of debtors is cut by. `proofs` add the whole books' documents and allocations to the tie-out.
    """
    paper = Paper(Stamp(company, as_of, lang, unit, version), say("Aging of receivables"))
    buckets = Buckets.of(scheme, basis, paper)
    found = positions(aged, unapplied, customers, scheme, basis, lang, by)
    cover = paper.sheet(paper.said(say("Overview")))
    sheets: dict[str, Sheets] = {}
    for position in found:
        suffix = f" {position.currency}" if len(found) > 1 else ""
        names = [paper.said(name) + suffix for name in (say("Aging"), say("Open items"), say("Not applied"))]
        debtors_sheet = paper.sheet(names[0])
        items = write_items(paper, names[1], say("Open items"), position, buckets)
        credits = write_credits(paper, names[2], position) if len(position.credits) else None
        debtors = write_debtors(paper, debtors_sheet, position, buckets, items, credits)
        sheets[position.currency] = Sheets(position, debtors, items, credits)
    notes = write_notes(paper, buckets)
    write_cover(paper, cover, list(sheets.values()), buckets, notes, proofs)
    cover.activate()
    return paper.bytes()
