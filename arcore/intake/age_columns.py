"""Columns by age ('未到期', '1-30天', 'Over 90') in place of an amount: what is open of a document is their sum."""

from __future__ import annotations

import numpy as np

from arcore.intake import amounts as money
from arcore.intake.draft import Draft
from arcore.intake.findings import Problem
from arcore.messages import say
from arcore.money import exponent


def add_up_ages(draft: Draft) -> None:
    """What is open of each row: its columns by age added up, where no column gives an amount."""
    ages = draft.header.assignment.ages
    if not ages:
        return
    draft.money["open_amount"] = np.zeros(len(draft), dtype=np.int64)
    draft.given["open_amount"] = np.zeros(len(draft), dtype=np.bool_)
    for item in ages:
        read = money.amounts(draft.values(item), decimals=exponent(item.currency or draft.currency), factor=item.factor or draft.factor)
        draft.money["open_amount"] += read.minor
        draft.given["open_amount"] |= read.given
        for problem in read.problems:
            draft.report(Problem(problem.position, problem.code, problem.value), item)
    draft.also |= {item.text: "open_amount" for item in ages}
    draft.notes.append(say("{sheet}: what is open of a document is the sum of its columns by age", sheet=draft.sheet))
