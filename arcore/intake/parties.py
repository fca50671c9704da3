"""Whose document a row is: customers that stand above their rows, in a title, in the sheet's name, or once per group."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from arcore.intake.draft import Draft
from arcore.intake.sorting import SUM_ROW
from arcore.intake.surroundings import Party


def assign_parties(draft: Draft, groups: list[tuple[int, Party]], party: Party | None) -> None:
    """Customers that stand above their rows, in a title, or in the sheet's name."""
    if not any(name in draft.texts for name in ("customer_id", "customer_name", "tax_no", "payer_name")) and (groups or party):
        owners = [groups[k][1] if k >= 0 else party for k in _last_above(draft, [row for row, _ in groups])]
        draft.texts["customer_name"] = [owner.name if owner else None for owner in owners]
        if any(owner and owner.code for owner in owners):
            draft.texts["customer_id"] = [owner.code if owner else None for owner in owners]
        draft.facts["customer_from"] = "group rows" if groups else "title"


def fill_parties(draft: Draft, groups: list[tuple[int, Party]]) -> None:
    """Rows without a customer of their own: that of the heading above them, or of the row above in a list that names each once."""
    names = [name for name in ("customer_id", "customer_name", "tax_no") if name in draft.texts]
    if not names or not len(draft):
        return
    if any(None not in draft.texts[name] for name in names):
        return
    blank = [all(draft.texts[name][i] is None for name in names) for i in range(len(draft))]
    _from_headings(draft, groups, blank)
    if blank[0] or not any(blank) or (sum(blank) < max(2, 0.4 * len(draft)) and not _one_each(draft, names)):
        return
    for i in range(1, len(draft)):
        if blank[i]:
            for name in names:
                draft.texts[name][i] = draft.texts[name][i - 1]
    draft.facts["customers_filled_down"] = sum(blank)


def assign_entities(draft: Draft, entities: list[tuple[int, str]]) -> None:
    """The company whose books a row belongs to, from the titles between the rows; `entities`: sheet row and name, in order."""
    if not entities or "entity" in draft.texts:
        return
    draft.texts["entity"] = [entities[k][1] if k >= 0 else None for k in _last_above(draft, [row for row, _ in entities])]


def _last_above(draft: Draft, starts: Sequence[int]) -> list[int]:
    """For each record the place in `starts` (sheet rows, in order) of the last one above it; -1 where there is none."""
    at: list[int] = (np.searchsorted(np.array(starts, dtype=np.int64), draft.rows, side="right") - 1).tolist()
    return at


def _from_headings(draft: Draft, groups: list[tuple[int, Party]], blank: list[bool]) -> None:
    """Rows below one that holds only a customer's name, where none of them has its own; `blank` is brought up to date."""
    above = _last_above(draft, [row for row, _ in groups])
    named = {at for at, lacks in zip(above, blank, strict=True) if not lacks}
    for i, at in enumerate(above):
        if at < 0 or at in named:
            continue
        party = groups[at][1]
        for name, value in (("customer_name", party.name), ("customer_id", party.code)):
            if value and (name in draft.texts or name == "customer_name"):
                draft.texts.setdefault(name, [None] * len(draft))[i] = value
        blank[i] = False
        draft.facts["customer_from"] = "group rows"


def _one_each(draft: Draft, names: Sequence[str]) -> bool:
    """Whether each stretch between subtotals is one customer's, named on its first row."""
    sums = [aside.row - 1 for aside in draft.aside if aside.reason.template == SUM_ROW.template]
    stretches: dict[int, list[tuple[str | None, ...]]] = {}
    for i, at in enumerate(_last_above(draft, sums)):
        stretches.setdefault(at, []).append(tuple(draft.texts[name][i] for name in names))
    return len(stretches) > 1 and all(any(rows[0]) and len({r for r in rows if any(r)}) == 1 for rows in stretches.values())
