"""Every test over the books; each is a small function that gives the exceptions it finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from arcore.audit import closed_months, due_dates, given_up, numbering, parties, people
from arcore.audit.examined import Examined
from arcore.audit.model import SEVERITY_LABELS, TESTS, AuditException

FINDERS: dict[str, Callable[[Examined], Iterable[AuditException]]] = {
    "duplicate_numbers": numbering.duplicates,
    "number_gaps": numbering.gaps,
    "moved_due_dates": due_dates.moved,
    "write_offs": given_up.write_offs,
    "credit_notes": given_up.credit_notes,
    "same_person": people.same_person,
    "round_receipts": parties.round_sums,
    "related_parties": parties.related,
    "after_close": closed_months.after_close,
}

assert list(FINDERS) == list(TESTS)


def exceptions_of(at: Examined) -> tuple[AuditException, ...]:
    """What the tests that are on find, by test, the gravest first, then the larger amount; no two under one reference."""
    found = [one for name, finds in FINDERS.items() if getattr(at.policy.audit, name) for one in finds(at)]
    rank, grave = list(TESTS), list(SEVERITY_LABELS)
    return tuple(sorted(_told_apart(found), key=lambda one: (rank.index(one.test), grave.index(one.severity), -abs(one.amount), one.ref)))


def _told_apart(found: Iterable[AuditException]) -> Iterable[AuditException]:
    """The same, with a number behind a reference that came before: one number in two entities, two write-offs of one day and amount."""
    seen = Counter[str]()
    for one in found:
        seen[one.ref] += 1
        yield one if seen[one.ref] == 1 else replace(one, ref=f"{one.ref}|{seen[one.ref]}")
