"""The currency of receipts whose list names none: that of the documents they pay, else of the customer, where that is plain."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from arcore.ledger.draft_documents import DocumentDraft
from arcore.ledger.import_customers import CustomerBook
from arcore.ledger.incoming import Incoming
from arcore.ledger.preview import FileIssue
from arcore.ledger.rows import Value
from arcore.messages import Message, say


@dataclass
class CurrencyFinder:
    """Receipts one after another: `currencies` found so far, rows where several were possible, and how many followed another's."""

    home: str
    book: CustomerBook
    documents: DocumentDraft
    currencies: list[Value] = field(default_factory=list)
    unclear: dict[int, tuple[str, ...]] = field(default_factory=dict)
    followed: Counter[str] = field(default_factory=Counter)

    def find(self, given: Value, named: Sequence[str], customer: int | None) -> None:
        """The next receipt's currency: its own, the one of the documents it names, the one its customer is billed in, the home one."""
        if given is not None:
            self.currencies.append(given)
            return
        stated = self.book.records.get(customer or 0, {}).get("currency")
        possible = tuple(sorted(set(named))) or ((str(stated),) if stated else tuple(sorted(self._billed_in.get(customer or 0, ()))))
        code = possible[0] if len(possible) == 1 else named[0] if named else self.home
        if len(possible) > 1:
            self.unclear[len(self.currencies)] = possible
        elif code != self.home:
            self.followed[code] += 1
        self.currencies.append(code)

    @cached_property
    def _billed_in(self) -> dict[int, set[str]]:
        found: dict[int, set[str]] = defaultdict(set)
        for customer, code in self.documents.standing(("customer_key", "currency")):
            found[int(customer or 0)].add(str(code))
        return found

    def told(self) -> Message:
        """How many receipts were taken in another currency than the company's."""
        counts = ", ".join(f"{code} {count}" for code, count in sorted(self.followed.items()))
        return say("Receipts without a currency were taken in the currency of what they pay: {counts}. Is that right?", counts=counts)


def unclear_currency(incoming: Incoming, position: int, codes: Sequence[str], taken: str) -> FileIssue:
    """A receipt that may be in one of several currencies."""
    message = say(
        "The receipt names no currency, and what it may pay is in {codes}; it was taken in {taken}.", codes=", ".join(codes), taken=taken
    )
    hint = say("Add a currency column to the list of receipts, or name the document that each receipt pays.")
    return incoming.issue(position, "currency_unclear", message, column="amount", hint=hint, blocking=False)
