"""Whose document a row is: customers that stand above their rows, in a title, in the sheet's name, or once per group."""

from __future__ import annotations

import numpy as np

from arcore.intake.draft import Draft
from arcore.intake.surroundings import Party


def assign_parties(draft: Draft, groups: list[tuple[int, Party]], party: Party | None) -> None:
    """Customers that stand above their rows, in a title, or in the sheet's name."""
    if not any(name in draft.texts for name in ("customer_id", "customer_name", "tax_no", "payer_name")) and (groups or party):
        starts = [row for row, _ in groups]
        at = np.searchsorted(starts, draft.rows, side="right") - 1 if starts else np.full(len(draft), -1)
        owners = [groups[k][1] if k >= 0 else party for k in at.tolist()]
        draft.texts["customer_name"] = [owner.name if owner else None for owner in owners]
        if any(owner and owner.code for owner in owners):
            draft.texts["customer_id"] = [owner.code if owner else None for owner in owners]
        draft.facts["customer_from"] = "group rows" if groups else "title"


def fill_parties(draft: Draft) -> None:
    """A list that names the customer only on the first of its rows: blanks below it mean the same customer."""
    names = [name for name in ("customer_id", "customer_name", "tax_no") if name in draft.texts]
    if not names or not len(draft):
        return
    if any(None not in draft.texts[name] for name in names):
        return
    blank = [all(draft.texts[name][i] is None for name in names) for i in range(len(draft))]
    if blank[0] or sum(blank) < max(2, 0.4 * len(draft)):
        return
    for i in range(1, len(draft)):
        if blank[i]:
            for name in names:
                draft.texts[name][i] = draft.texts[name][i - 1]
    draft.facts["customers_filled_down"] = sum(blank)
