"""Columns by age ('未到期', '1-30天', 'Over 90') in place of an amount: what is open of a document is their sum."""

from __future__ import annotations

import numpy as np

from arcore.intake.draft import Draft
from arcore.messages import say


def add_up_ages(draft: Draft) -> None:
    """What is open of each row: its columns by age added up, where no column gives an amount."""
    ages = draft.header.assignment.age_targets
    if not ages:
        return
    draft.money["open_amount"] = np.sum([draft.money.pop(name) for name in ages], axis=0)
    draft.given["open_amount"] = np.any([draft.given.pop(name) for name in ages], axis=0)
    draft.also |= {item.text: "open_amount" for item in ages.values()}
    draft.notes.append(say("{sheet}: what is open of a document is the sum of its columns by age", sheet=draft.sheet))
