"""Every test over the books; each is a small function that gives the exceptions it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable

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
    """What the tests that are on find, by test, the gravest first, then the larger amount; each reference once."""
    found = [one for name, finds in FINDERS.items() if getattr(at.policy.audit, name) for one in finds(at)]
    once = list({one.ref: one for one in found}.values())
    rank, grave = list(TESTS), list(SEVERITY_LABELS)
    return tuple(sorted(once, key=lambda one: (rank.index(one.test), grave.index(one.severity), -abs(one.amount), one.ref)))
