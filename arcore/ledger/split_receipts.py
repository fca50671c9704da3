"""One receipt listed on several rows, one for each document it pays: counted once, whatever the number of rows.

Rows of one file with the same receipt number, customer, date, currency and total are one receipt. What each row applies limits what
its document gets ('A1⟨10000⟩；A2⟨⟩' as kept: minor units, nothing where the file does not say). Where what is applied comes to more
than the total while every row applies its own amount whole, the amounts are per row and the rows are receipts of their own. The
decision rests on the file alone, so that the same file again is decided the same way.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from arcore.ledger.incoming import Incoming
from arcore.ledger.preview import FileIssue
from arcore.ledger.rows import Rows, Value
from arcore.messages import say

PART = re.compile(r"([^⟨⟩]+)⟨(-?\d*)⟩；?")


@dataclass(frozen=True)
class Joined:
    """The upload with each receipt's documents on its first row; `followers` are the rows that only repeat it."""

    incoming: Incoming
    followers: frozenset[int]
    issues: tuple[FileIssue, ...]


def parts_of(refs: Value) -> dict[str, int | None] | None:
    """Document numbers with the most each gets; None for a cell that is kept as the file gives it.

    >>> parts_of("A1⟨10000⟩；A2⟨⟩"), parts_of("A1、A2")
    ({'A1': 10000, 'A2': None}, None)
    """
    found = PART.findall(str(refs or ""))
    return {number: int(limit) if limit else None for number, limit in found} if found else None


def composed(parts: Mapping[str, int | None]) -> str:
    """What `parts_of` reads."""
    return "；".join(f"{number}⟨{'' if limit is None else limit}⟩" for number, limit in parts.items())


def plain(refs: Value) -> str | None:
    """The numbers of a kept cell without their limits."""
    parts = parts_of(refs)
    return "；".join(parts) if parts else None if refs is None else str(refs)


def merged(old: Value, new: Value) -> Value:
    """What a receipt names after an import: documents of another row are added, never dropped."""
    before, after = parts_of(old), parts_of(new)
    return composed({**before, **after}) if before and after else new


def join_rows(incoming: Incoming, keys: Mapping[int, int], currencies: Sequence[Value]) -> Joined:
    """Put the rows of one receipt together."""
    names = ("receipt_no", "document_no", "entity", "receipt_date", "amount")
    groups: dict[tuple[Value, ...], list[int]] = defaultdict(list)
    for i, (number, document, *rest) in enumerate(incoming.rows.tuples(names)):
        if number is not None and document is not None:
            groups[incoming.file(i), number, keys.get(i), currencies[i], *rest].append(i)
    documents = list(incoming.rows["document_no"])
    followers: set[int] = set()
    issues: list[FileIssue] = []
    for places in groups.values():
        parts = _parts(incoming, places)
        if parts is None:
            continue
        documents[places[0]] = composed(parts)
        followers |= set(places[1:])
        if None in parts.values() and len(places) > 1:
            issues.append(_repeated(incoming, places))
    rows = Rows({**incoming.rows.columns, "document_no": documents})
    return Joined(Incoming(incoming.kind, incoming.side, rows, incoming.of_table, incoming.tables), frozenset(followers), tuple(issues))


def _parts(incoming: Incoming, places: Sequence[int]) -> dict[str, int | None] | None:
    """What the rows apply to each document; None where each row is a receipt of its own."""
    rows = [(str(incoming.rows["document_no"][i]), incoming.rows["applied_amount"][i]) for i in places]
    total = int(incoming.rows["amount"][places[0]] or 0)
    given = [amount for _, amount in rows if isinstance(amount, int)]
    if not given:
        return dict.fromkeys((number for number, _ in rows), None) if 1 < len(rows) == len({n for n, _ in rows}) else None
    if len(given) == len(rows) and all(amount == total for amount in given):
        return None
    parts: dict[str, int | None] = {}
    for number, amount in rows:
        parts[number] = (parts.get(number) or 0) + amount if isinstance(amount, int) else parts.get(number)
    return parts


def _repeated(incoming: Incoming, places: Sequence[int]) -> FileIssue:
    message = say(
        "Receipt {number} is there on {count} rows with the same amount; it was counted once and applied to its documents in order.",
        number=incoming.rows["receipt_no"][places[0]],
        count=len(places),
    )
    hint = say(
        "If each row is money of its own, give each its own receipt number; or add a column with the amount applied to each document."
    )
    return incoming.issue(places[0], "receipt_repeated", message, column="amount", hint=hint, blocking=False)
