"""Rows that are lines of one invoice, as Xero, Zoho and the detail sheet of the tax bureau export them."""

from __future__ import annotations

from collections import defaultdict

from arcore.intake.draft import Draft
from arcore.messages import say

REPEATED_TOTALS = frozenset(
    {"total", "invoicetotal", "totalamount", "balance", "invoiceamountdue", "amountdue", "balancedue", "grandtotal", "openbalance"}
)


def group_lines(draft: Draft) -> None:
    """Rows that are lines of one invoice become one document: totals that are repeated count once, line amounts are added."""
    if not draft.header.assignment.lines:
        return
    numbers = draft.texts["document_no"]
    rows_of: dict[str, list[int]] = defaultdict(list)
    for i, number in enumerate(numbers):
        if number and i not in draft.dropped:
            rows_of[number].append(i)
    several = [at for at in rows_of.values() if len(at) > 1]
    if not several:
        return
    for name in ("amount", "net_amount", "tax_amount", "open_amount", "paid_amount"):
        if name in draft.money:
            repeated = _is_repeated(draft, name, several)
            for at in several:
                bad = [i for i in at if i in draft.blocked]
                if not repeated and not bad:
                    draft.money[name][at[0]] = draft.money[name][at].sum()
    for at in several:
        bad = [i for i in at if i in draft.blocked]
        for i in at[1:] if not bad else [i for i in at if i not in draft.blocked]:
            reason = say("A further line of {number}", number=str(numbers[i]))
            draft.set_aside(
                i, say("A line of {number}, another line of which could not be read", number=str(numbers[i])) if bad else reason
            )
    draft.facts["lines_grouped"] = sum(len(at) for at in several)


def _is_repeated(draft: Draft, name: str, several: list[list[int]]) -> bool:
    """Whether a column repeats the invoice's total on every line."""
    item = draft.heading(name)
    values = draft.money[name]
    equal = all(len(set(values[at].tolist())) == 1 for at in several)
    key = item.key if item else ""
    keys = {line.key for line in draft.header.assignment.lines}
    if key in REPEATED_TOTALS or key in ("余额", "未收金额", "应收余额"):
        return equal or bool(keys & {"lineamount", "itemtotal"})
    return equal and bool(keys & {"lineamount", "itemtotal", "unitamount", "itemprice"}) and key not in ("amount", "lineamount")
