"""The whole of matching: from lines, open items and customers to one proposal per line.

Lines are taken in the order in which the money came, because what a customer had open then decides
what they paid. Documents that a later line names are kept for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from arcore.bulk_work import many_records
from arcore.matching.by_amount import by_amount, is_on_account, is_one_digit, nearest, presumed_oldest
from arcore.matching.by_reference import SLIP, by_reference
from arcore.matching.channels import bill_accounts, listed_twice, settlements
from arcore.matching.claims import Claims
from arcore.matching.competition import WORTH
from arcore.matching.duplicates import EarlierReceipts
from arcore.matching.explanations import Explanation
from arcore.matching.foreign import foreign
from arcore.matching.lines import BankLine, bank_lines
from arcore.matching.months import Month, months
from arcore.matching.neutral import Neutral, Own, neutral, reversal_pairs
from arcore.matching.normalize import is_person
from arcore.matching.payers import CustomerIndex, Identity
from arcore.matching.phrases import ADVANCE, OVERPAID, RETENTION, SECURITY
from arcore.matching.position import OpenPosition
from arcore.matching.proposals import Allocation, Alternative, KnownPayers, Proposal
from arcore.matching.references import Mentions, mentions
from arcore.matching.several_customers import several_customers
from arcore.matching.similar import similar
from arcore.matching.unidentified import of_this_amount
from arcore.messages import Message, say
from arcore.policy import Policy

Progress = Callable[[int, int], bool]
PROGRESS_EVERY = 20
FALLBACK_ROUND = 100_00
PRESUMED = ("presumed_oldest", "on_account")
NAMED = ("reference", "credit_netted")
GUESSED = ("amount_only", "reference_tail")


class Stopped(Exception):
    """The progress callback asked to stop; nothing was done."""


@many_records()
def match(
    lines: pd.DataFrame,
    open_items: pd.DataFrame,
    customers: pd.DataFrame,
    *,
    as_of: date,
    policy: Policy,
    known: KnownPayers | None = None,
    history: pd.DataFrame | None = None,
    decided: pd.DataFrame | None = None,
    progress: Progress | None = None,
) -> list[Proposal]:
    """One proposal per line, in the order of the lines.

    lines: line · date · amount int64 minor units, positive = money in · currency · counterparty_name · counterparty_account ·
    memo · serial · account · reversal. open_items: columns of books.documents and `open` int64 (credit notes negative).
    customers: columns of schema.CUSTOMERS. decided: lines like `lines` that need no proposal, among them rows of merchant bills that
    explain a channel's settlement. history: earlier receipts (columns of books.receipts), for duplicates.
    `progress(done, total)` returning False stops the run with `Stopped`.
    """
    run = Run(lines, open_items, customers, policy, known or KnownPayers(), EarlierReceipts.of(history), as_of)
    if decided is not None and len(decided):
        run.context = bank_lines(decided, policy.company.currency)
    return run.proposals(progress or (lambda done, total: True))


class Run:
    """One run's state: the open position as it changes, and what earlier lines did."""

    def __init__(
        self,
        lines: pd.DataFrame,
        open_items: pd.DataFrame,
        customers: pd.DataFrame,
        policy: Policy,
        known: KnownPayers,
        earlier: EarlierReceipts,
        as_of: date,
    ) -> None:
        self.policy, self.as_of = policy, as_of
        self.payers = CustomerIndex.build(customers, known)
        self.books = OpenPosition.build(open_items, self.payers.terms, currency=policy.company.currency)
        self.lines = bank_lines(lines, policy.company.currency)
        self.earlier = earlier
        self.said: dict[int, Mentions] = {}
        self.identity: dict[int, Identity] = {}
        self.neutral: dict[int, Neutral] = {}
        self.presumed: set[int] = set()
        self.context: list[BankLine] = []
        self.claims = Claims(self.books, policy.matching)

    def proposals(self, progress: Progress) -> list[Proposal]:
        """Read every line, hold what is named, then decide in order. The three passes share the progress."""
        total = 3 * len(self.lines)
        self._read(progress, total)
        receipts = [line for line in self.lines if line.line not in self.neutral]
        self.claims.hold(receipts, self.said, self.identity)
        for done, _ in enumerate(self.claims.compete(receipts, self.identity)):
            self._go_on(progress, done, min(len(self.lines) + done, 2 * len(self.lines)), total)
        found: dict[int, Proposal] = {}
        for done, line in enumerate(self._in_turn(receipts)):
            self._go_on(progress, done, 2 * len(self.lines) + done, total)
            self.claims.release(line)
            found[line.line] = self._decide(line)
        progress(total, total)
        return [found[number] for number in sorted(found)]

    def _in_turn(self, receipts: Iterable[BankLine]) -> list[BankLine]:
        """The lines as they came, and after them those of which nothing is known but the amount: a guess takes from nobody."""
        guesses = [
            b
            for b in receipts
            if self.identity[b.line].trust in ("none", "weak")
            and not self.claims.names(b)
            and several_customers(b, self.payers, self.books) is None
        ]
        for line in guesses:
            if not line.payer or is_person(line.payer):
                self.earlier.unexplained["", line.currency, line.amount].append(line)
        later = {line.line for line in guesses}
        return [*(line for line in self.lines if line.line not in later), *guesses]

    def _go_on(self, progress: Progress, step: int, done: int, total: int) -> None:
        if step % PROGRESS_EVERY == 0 and not progress(done, total):
            raise Stopped

    def _read(self, progress: Progress, total: int) -> None:
        pairs, own, bills = reversal_pairs(self.lines), Own.of(self.policy.company), bill_accounts([*self.lines, *self.context])
        for done, line in enumerate(self.lines):
            self._go_on(progress, done, done, total)
            if line.amount > 0:
                self.said[line.line] = mentions(line.text, self.books.numbers)
                self.identity[line.line] = self.payers.identify(line.payer, line.account, line.text)
            identity = self.identity.get(line.line, Identity())
            known = bool(identity.customers) or bool(line.line in self.said and self.said[line.line].exact)
            aside = pairs.get(line.line) or neutral(line, own, known_payer=known, of_bill=line.own_account in bills)
            if aside:
                self.neutral[line.line] = aside
        if bills:
            self._channels(bills)
        self._resemble()

    def _channels(self, bills: frozenset[str]) -> None:
        """What a channel's lists say twice, and the settlements on the bank's statement that their rows explain."""
        every = [*self.lines, *self.context]
        twice = listed_twice(every, bills)
        channels = [b for b in self.lines if b.line in self.neutral and self.neutral[b.line].code == "channel"]
        for number, words in {**twice, **settlements(every, bills, channels, twice)}.items():
            self.neutral[number] = Neutral("channel", words)

    def _resemble(self) -> None:
        """Payers nobody knows: customers with a similar name, only as a hint."""
        unknown = [
            b for b in self.lines if b.line in self.identity and b.line not in self.neutral and self.identity[b.line].trust == "none"
        ]
        names = self.payers.names
        near = similar([b.payer for b in unknown], list(names), list(names.values()))
        for line in unknown:
            ids = tuple(c for c, _ in near.get(line.payer, ()) if (line.payer, c) not in self.payers.known.declined)
            if ids:
                words = say("The payer's name resembles {name}", name=names[ids[0]])
                self.identity[line.line] = Identity(ids, "weak", (words,))

    def _decide(self, line: BankLine) -> Proposal:
        if line.line in self.neutral:
            aside = self.neutral[line.line]
            return _proposal(line, "ignored", aside.code, evidence=(aside.message,))
        identity = self.identity[line.line]
        found, why_not = self._explain(line, identity)
        if not found:
            return _proposal(line, "unmatched", "unmatched", customer=identity.customer, evidence=identity.evidence, why_not=why_not)
        found = self._perhaps_twice(line, self._leaving_claimed(line, found))
        best = self._by_another(self._standing_alone(found[0]), identity)
        proposal = self._proposed(line, identity, best, found[1:])
        self._book(line, best, suggested=proposal.status == "suggested")
        return proposal

    def _perhaps_twice(self, line: BankLine, found: list[Explanation]) -> list[Explanation]:
        """A document that an earlier receipt of the same amount, which nobody can explain, may have paid already."""
        best = found[0]
        if not best.posts or best.code not in ("reference", "single") or len(best.parts) != 1 or not best.customer:
            return found
        again = self.earlier.perhaps_before(line, best.customer)
        return [best.doubted(0.75, again), _repeat(line, best.customer, again, posts=False), *found[1:]] if again else found

    def _standing_alone(self, best: Explanation) -> Explanation:
        """What is right only if earlier suggestions are: a list of which they left parts of several documents, a rest beyond them."""
        begun = len(self.presumed & best.positions)
        if (best.code in NAMED and begun > 1) or (best.code == "over" and begun):
            return best.doubted(0.8, say("It adds up only if an earlier suggestion of this statement is right"))
        return best

    def _by_another(self, best: Explanation, identity: Identity) -> Explanation:
        """A customer who pays another's documents: that is said, and it is not nearly certain, though numbers and amount agree."""
        payer = identity.customer if identity.trust in ("certain", "derived") else None
        if payer is None or best.posts or best.customer in (None, payer):
            return best
        return best.doubted(0.6, say("The payer is another customer, {name}", name=self.payers.names[payer]))

    def _explain(self, line: BankLine, identity: Identity) -> tuple[list[Explanation], Message | None]:
        """Explanations best first, or why there are none."""
        named = self.claims.still_held(line) or by_reference(line, self.said[line.line], identity, self.books, self.policy.matching)
        if named and named[0].code == "already_settled":
            named = [self._repeated(line, named[0])]
        if named and (named[0].posts or named[0].code != "already_settled"):
            return named, None
        if not named and (joint := several_customers(line, self.payers, self.books)):
            return [joint], None
        if identity.trust in ("none", "weak"):
            guesses = [] if self.said[line.line].tails else of_this_amount(line, self.books, identity.customers)
            return [*named, *guesses], say("The payer is not known, and the memo names no open document")
        if _is_advance(line) and identity.customer:
            return [*named, self._advance(line, identity)], None
        found, why_not = self._by_amount(line, identity, named)
        if not found or found[0].code in PRESUMED:
            abroad = foreign(line, self.said[line.line], identity, self.books)
            return ([abroad, *found], None) if abroad else (found, why_not)
        return found, why_not

    def _leaving_claimed(self, line: BankLine, found: list[Explanation]) -> list[Explanation]:
        """A guess by amount does not take what a later line has a claim on: the next that leaves it comes first."""
        best = found[0]
        if best.posts or best.code not in (*WORTH, SLIP) or self._leaves(best) or not best.customer:
            return found
        left = [e for e in found if self._leaves(e)]
        presumed = presumed_oldest(line, best.customer, self.books)
        if not left and presumed is None:
            words = say("Another receipt of this statement could pay the same documents")
            presumed = Explanation("on_account", best.customer, (), line.amount, 0.5, False, (words,))
        return [*left, *([presumed] if presumed and not left else ()), *(e for e in found if e not in left)]

    def _leaves(self, explanation: Explanation) -> bool:
        return all(abs(part.amount + part.write_off) <= abs(self.books.free(part.position)) for part in explanation.parts)

    def _by_amount(self, line: BankLine, identity: Identity, named: list[Explanation]) -> tuple[list[Explanation], Message | None]:
        customers = identity.customers
        spoken = months(line.text, line.date)
        found: list[Explanation] = []
        searched = True
        for customer in customers[:5]:
            answer = by_amount(line, customer, spoken, self.books, self.policy.matching)
            found += answer.explanations
            searched = searched and answer.searched
        found.sort(key=lambda e: -e.confidence)
        if any(map(self.books.numbers.could_name, self.said[line.line].unknown)):
            unread = say("The memo names a number that is no open document")
            found = [e.doubted(0.75, unread) if e.code in ("single_of_equals", "set") else e for e in found]
        if any(line.amount == self.books.left[p] for p in self.books.open_of(identity.rivals, line.currency, line.date)):
            found = [e.doubted(0.6, say("Another customer of this short name has a document of this amount")) for e in found]
        if line.line in self.claims.contested:
            found = [e.doubted(0.7, say("Another receipt of this statement could pay the same documents")) for e in found]
        if len(customers) > 1 and len({e.customer for e in found}) > 1:
            found = [e.doubted(0.6, say("The payer pays for several customers")) for e in found]
        if found and found[0].code in ("single", "single_of_equals", "oldest", "everything", "month"):
            return ([e.doubted(0.7) for e in found] + named if named else found), None
        if (half := self.claims.halves.get(line.line)) and all(self.books.left[p.position] >= p.amount for p in half.parts):
            return [half, *found], None
        if identity.customer and (again := self.earlier.repeated(line, identity.customer)):
            certain = not found and not is_on_account(line.amount) and not is_one_digit(line.amount)
            return [_repeat(line, identity.customer, again, posts=certain), *named, *found], None
        if found and not named and identity.customer and is_on_account(line.amount) and found[0].code.startswith("short_"):
            presumed = presumed_oldest(line, identity.customer, self.books, spoken)
            return [presumed, *found] if presumed else found, None
        if found or named or not identity.customer:
            return [*named, *found], None if found or named else say(
                "The payer pays for several customers, and no open document has this amount"
            )
        return self._presumed(line, identity.customer, spoken, searched)

    def _presumed(
        self, line: BankLine, customer: str, spoken: tuple[Month, ...], searched: bool
    ) -> tuple[list[Explanation], Message | None]:
        presumed = presumed_oldest(line, customer, self.books, spoken)
        why_not = nearest(line, customer, self.books)
        if not searched:
            why_not = say("{reason}; there are too many open documents to try every combination", reason=why_not)
        if presumed is None:
            words = say("Nothing is open; the amount stays on the customer's account")
            return [Explanation("on_account", customer, (), line.amount, 0.6, False, (words,))], None
        if line.amount % FALLBACK_ROUND == 0 or presumed.unapplied:
            unfinished = say("There are too many open documents to try every combination")
            return [presumed if searched else replace(presumed, evidence=(*presumed.evidence, unfinished))], None
        return [], why_not

    def _advance(self, line: BankLine, identity: Identity) -> Explanation:
        code = "deposit" if SECURITY.search(line.text) else "advance"
        words = (
            say("The memo says advance payment; it stays unapplied")
            if code == "advance"
            else say("The memo says deposit; it stays unapplied")
        )
        return Explanation(code, identity.customer, (), line.amount, 0.95, identity.trust == "certain", (words,))

    def _repeated(self, line: BankLine, settled: Explanation) -> Explanation:
        """Documents named that are paid already: a duplicate when the same payer paid the same amount."""
        again = self.earlier.repeated(line, settled.customer)
        if again and settled.customer:
            return _repeat(line, settled.customer, again, posts=True)
        return settled.doubted(0.6, say("The documents named are settled already; the amount stays unapplied"))

    def _book(self, line: BankLine, best: Explanation, *, suggested: bool) -> None:
        self.books.reduce((part.position, part.amount + part.write_off) for part in best.parts)
        if suggested:
            self.presumed |= {p for p in best.positions if self.books.left[p]}
        if best.code in PRESUMED and best.customer:
            self.earlier.unexplained[best.customer, line.currency, line.amount].append(line)
        elif best.parts:
            self.earlier.note(line, None if best.code in GUESSED else best.customer)

    def _proposed(self, line: BankLine, identity: Identity, best: Explanation, others: Iterable[Explanation]) -> Proposal:
        named = best.code in NAMED
        trusted = named or (identity.trust in ("certain", "derived", "one_of") and not identity.disputed)
        status = "auto" if best.posts and trusted else "suggested"
        return _proposal(
            line,
            status,
            best.code,
            customer=best.customer,
            allocations=self._allocations(best),
            unapplied=best.unapplied,
            confidence=best.confidence,
            evidence=(*(identity.evidence if best.customer in identity.customers else ()), *best.evidence),
            alternatives=tuple(
                Alternative(o.customer or "", self._allocations(o), o.unapplied, o.confidence, o.evidence)
                for o in list(others)[:5]
                if o.customer
            ),
        )

    def _allocations(self, explanation: Explanation) -> tuple[Allocation, ...]:
        return tuple(
            Allocation(self.books.document_key[p.position], self.books.document_no[p.position], p.amount, p.write_off, p.reason)
            for p in explanation.parts
        )


def _is_advance(line: BankLine) -> bool:
    """The memo speaks of an advance or a deposit, not of money kept back or of the excess of a payment."""
    return bool(ADVANCE.search(line.text)) and not RETENTION.search(line.text) and not OVERPAID.search(line.text)


def _repeat(line: BankLine, customer: str, again: Message, *, posts: bool) -> Explanation:
    return Explanation("duplicate", customer, (), line.amount, 0.95 if posts else 0.7, posts, (again,))


def _proposal(line: BankLine, status: Any, code: str, *, customer: str | None = None, **rest: Any) -> Proposal:
    return Proposal(line.line, line.date, line.amount, line.currency, line.payer, line.memo, status, code, customer, **rest)
