"""Amounts that stand in a column for each currency ('人民币金额', '美元金额'): one amount and one currency for every row.

A row counts in the currency it is filled in. Where it gives the books' own currency beside a foreign one, the foreign one is the
document's and the other its equivalent; two foreign ones are never chosen between. Beside a heading that names no currency ('金额')
a row may name its own, in a column or by a sign: then its amount there is in that currency, and the others are equivalents.
"""

from __future__ import annotations

from collections.abc import Sequence

from arcore.intake import amounts as money
from arcore.intake.draft import Draft
from arcore.intake.findings import Problem
from arcore.intake.headers import Heading
from arcore.messages import say
from arcore.money import exponent


def settle_currencies(draft: Draft, amount: Heading, rivals: Sequence[Heading], home: str) -> list[Heading]:
    """Merge the rivals that are of another currency into the amount; the rivals that are left. `home` is the books' currency."""
    own = amount.currency or draft.currency
    columns = {own: amount}
    for item in rivals:
        if item.currency and item.currency not in columns:
            columns[item.currency] = item
    if len(columns) == 1:
        return list(rivals)
    filled, minor = {}, {}
    for code, item in columns.items():
        read = money.amounts(draft.values(item), decimals=exponent(code), factor=item.factor or draft.factor)
        filled[code], minor[code] = read.given & (read.minor != 0), read.minor
        for problem in read.problems if item is not amount else ():
            draft.report(problem, item)
    stated, doubled = draft.texts["currency"], 0
    for i in range(len(draft)):
        given = [code for code in columns if filled[code][i]]
        if stated[i] and stated[i] not in given and filled[own][i] and not amount.currency:
            doubled += len(given) > 1
            continue
        foreign = [code for code in given if code != home]
        chosen = [stated[i]] if stated[i] in given else foreign if len(foreign) == 1 else given if len(given) == 1 else []
        if chosen and (taken := chosen[0]):
            doubled += len(given) > 1
            stated[i], draft.money["amount"][i], draft.given["amount"][i] = taken, minor[taken][i], True
        elif given:
            draft.report(Problem(i, "several_currencies", ", ".join(given)), amount)
    _tell(draft, list(columns), doubled)
    draft.also |= {item.text: "amount" for item in columns.values()}
    return [item for item in rivals if item not in columns.values()]


def _tell(draft: Draft, codes: list[str], doubled: int) -> None:
    """How the columns were understood."""
    draft.notes.append(
        say("{sheet}: each row counts in the currency it is filled in ({currencies})", sheet=draft.sheet, currencies=", ".join(codes))
    )
    if doubled:
        draft.notes.append(
            say("{sheet}: {count} rows give an amount in two currencies; one was taken as the equivalent", sheet=draft.sheet, count=doubled)
        )
