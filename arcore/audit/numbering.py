"""Numbers used twice, and numbers missing in a series."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import Any

from arcore.audit.examined import Examined
from arcore.audit.model import AuditException
from arcore.messages import say

LEAST_NUMBERS = 5
DATED = ("%Y%m%d", "%y%m%d", "%Y%m", "%y%m", "%Y", "%y")
"""What a number may begin with before it counts on, by its document's own date."""


def plain_number(number: str) -> str:
    """A number without what people write differently: width, case, spaces, leading zeros of each group of digits.

    >>> plain_number("ｘｓ-00 12"), plain_number("XS-12"), plain_number("000123")
    ('XS-12', 'XS-12', '123')
    """
    narrow = re.sub(r"\s+", "", unicodedata.normalize("NFKC", number)).upper()
    return re.sub(r"(?<!\d)0+(?=\d)", "", narrow)


def duplicates(at: Examined) -> Iterable[AuditException]:
    """Documents and receipts of one entity whose numbers are the same once written alike; one exception per further row."""
    for rows, name, day in ((at.documents, "document_no", "document_date"), (at.receipts, "receipt_no", "receipt_date")):
        known = rows[rows[name].notna()]
        known = known.assign(entity=known["entity"].fillna(""), plain=[plain_number(str(number)) for number in known[name]])
        twice = known[known.duplicated(["plain", "entity"], keep=False)].sort_values([day, name])
        groups: list[Any] = list(twice.groupby(["plain", "entity"]))
        for (_, entity), same in groups:
            records: list[Any] = same.to_dict("records")
            first = records[0]
            for later in records[1:]:
                yield _twin(at, str(entity), first, later, name, day)


def _twin(at: Examined, entity: str, first: Any, later: Any, name: str, day: str) -> AuditException:
    same = first["customer_key"] == later["customer_key"] and first["amount"] == later["amount"]
    words = {"number": later[name], "date": later[day].date(), "other": first[name], "other_date": first[day].date()}
    evidence = say("{number} of {date} is the same number as {other} of {other_date}.", **words)
    if same:
        evidence = say("{number} of {date} is the same number as {other} of {other_date}: same customer, same amount.", **words)
    subject = f"{entity}|{first[name]}|{later[name]}"
    return at.found(
        "duplicate_numbers", subject, "high" if same else "medium", evidence, int(later["amount"]), str(later["currency"]),
        number=str(later[name]), on=later[day].date(), customer=later["customer_key"],
    )  # fmt: skip


def gaps(at: Examined) -> Iterable[AuditException]:
    """Numbers missing between others of a series. A series has at least five numbers, and more of them there than missing."""
    series: dict[tuple[str, str, int], dict[int, Any]] = {}
    for row in at.documents[["entity", "document_no", "document_date", "currency"]].to_dict("records"):
        if isinstance(row["document_no"], str) and (found := _placed(row["document_no"], row["document_date"])):
            prefix, width, place = found
            entity = row["entity"] if isinstance(row["entity"], str) else ""
            series.setdefault((entity, prefix, width), {})[place] = row
    for (entity, prefix, width), rows in sorted(series.items()):
        places = sorted(rows)
        missing = [(low, high) for low, high in pairwise(places) if 1 < high - low <= at.policy.audit.gap_most + 1]
        if len(places) < LEAST_NUMBERS or sum(high - low - 1 for low, high in missing) >= len(places):
            continue
        for low, high in missing:
            yield _gap(at, f"{entity}|", (f"{prefix}{low + 1:0{width}}", f"{prefix}{high - 1:0{width}}"), high - low - 1, rows[high])


def _placed(number: str, day: Any) -> tuple[str, int, int] | None:
    """The series' prefix, the width of the counting digits, and what they count to; None where a number does not count."""
    found = re.fullmatch(r"(.*?)(\d+)", unicodedata.normalize("NFKC", number).strip().upper())
    if found is None:
        return None
    prefix, digits = found.groups()
    for dated in _prefixes(day):
        if digits.startswith(dated) and len(digits) - len(dated) >= 2:
            prefix, digits = prefix + dated, digits[len(dated) :]
            break
    return (prefix, len(digits), int(digits)) if len(digits) <= 12 else None


@cache
def _prefixes(day: Any) -> tuple[str, ...]:
    return tuple(day.strftime(shape) for shape in DATED)


def _gap(at: Examined, entity: str, ends: tuple[str, str], count: int, after: Any) -> AuditException:
    first, last = ends
    words = {"first": first, "last": last, "count": count, "next": after["document_no"], "date": after["document_date"].date()}
    evidence = say("{first} is missing before {next} of {date}.", **words) if count == 1 else say(
        "{first} to {last} are missing ({count} numbers) before {next} of {date}.", **words
    )  # fmt: skip
    named = first if count == 1 else f"{first}–{last}"
    return at.found(
        "number_gaps", f"{entity}{first}|{last}", "low" if count == 1 else "medium", evidence, 0, str(after["currency"]),
        number=named, on=after["document_date"].date(),
    )  # fmt: skip
