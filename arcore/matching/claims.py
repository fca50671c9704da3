"""What lines have a claim on before any is decided: documents they name, and the best share of those they compete for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from arcore.matching.by_amount import by_amount, is_on_account
from arcore.matching.by_reference import by_reference
from arcore.matching.competition import WORTH, components, settle
from arcore.matching.duplicates import WITHIN_DAYS as REPEATED_WITHIN_DAYS
from arcore.matching.explanations import Explanation, Part
from arcore.matching.lines import BankLine
from arcore.matching.months import months
from arcore.matching.payers import Identity
from arcore.matching.phrases import ADVANCE, PARTIAL
from arcore.matching.position import OpenPosition
from arcore.matching.references import Mentions
from arcore.matching.supplements import Named, supplements
from arcore.messages import say
from arcore.policy import MatchingRules

INSTALMENT_DAYS = 31
LEFT_OPEN = ("over", "reference_partial", "deduction")
"""What names documents and leaves something over: it is read again when the turn comes, as other lines may explain the rest."""


class Claims:
    """Claims by line number. `contested`: lines for which another share is as good; `halves`: parts of one document."""

    def __init__(self, books: OpenPosition, rules: MatchingRules) -> None:
        self.books, self.rules = books, rules
        self.of: dict[int, list[tuple[int, int]]] = {}
        self.contested: frozenset[int] = frozenset()
        self.halves: dict[int, Explanation] = {}
        self._naming: set[int] = set()
        self._held: dict[int, tuple[list[Explanation], list[int]]] = {}

    def hold(self, lines: Sequence[BankLine], said: Mapping[int, Mentions], identity: Mapping[int, Identity]) -> None:
        """Documents that lines name, so that no guess about another line takes them.

        The lines are played through in order, and what they took is put back.
        """
        before = list(self.books.left)
        named: dict[int, Named] = {}
        for line in lines:
            found = by_reference(line, said[line.line], identity[line.line], self.books, self.rules)
            self._name(line, found, named)
            self.books.reduce(self.of[line.line])
        for number, (explanation, owed) in supplements(lines, named, identity, self.books).items():
            self._held[number] = ([explanation], owed)
            self.of[number] = [(p.position, p.amount + p.write_off) for p in explanation.parts]
        self.books.left[:] = before
        self._first_come(lines, named, identity)
        for claims in self.of.values():
            self.books.claim(claims)

    def _name(self, line: BankLine, found: list[Explanation], named: dict[int, Named]) -> None:
        sure = bool(found) and (found[0].posts or found[0].code in ("reference", "reference_tail", "credit_netted"))
        sure = sure and (found[0].code != "reference_partial" or bool(PARTIAL.search(line.text)))
        self.of[line.line] = [(p.position, p.amount + p.write_off) for p in found[0].parts] if sure else []
        if found:
            self._naming.add(line.line)
            named[line.line] = (found[0], [self.books.left[p.position] for p in found[0].parts])
            if found[0].posts and found[0].code not in LEFT_OPEN:
                self._held[line.line] = (found, named[line.line][1])

    def names(self, line: BankLine) -> bool:
        """Whether the memo of a line names documents."""
        return line.line in self._naming

    def _first_come(self, lines: Sequence[BankLine], named: Mapping[int, Named], identity: Mapping[int, Identity]) -> None:
        """As many equal receipts of a payer as documents of that amount: these pay them, though only a later one names one."""
        silent: dict[tuple[str, str, int], list[BankLine]] = defaultdict(list)
        held = Counter(p for claims in self.of.values() for p, _ in claims)
        for line in lines:
            known = identity[line.line].trust not in ("none", "weak")
            who = (identity[line.line].customer or "") if known else ""
            key = (who, line.currency, line.amount)
            if line.line not in named:
                if who and not is_on_account(line.amount) and not ADVANCE.search(line.text):
                    silent[key].append(line)
                continue
            claim = self.of[line.line]
            earlier = [b for b in silent.get(key, ()) if (line.date - b.date).days <= REPEATED_WITHIN_DAYS]
            if not earlier or len(claim) != 1 or named[line.line][0].code != "reference":
                continue
            own = claim[0][0]
            open_then = self.books.open_of((who,), line.currency, earlier[0].date)
            equal = [p for p in open_then if self.books.left[p] == line.amount and not held[p] - (p == own)]
            if own in equal and len(earlier) >= len(equal):
                held[own] -= 1
                self.of[line.line] = []
                self._held.pop(line.line, None)

    def still_held(self, line: BankLine) -> list[Explanation] | None:
        """The explanations found by `hold`, while their documents are as they were then."""
        held = self._held.get(line.line)
        return held[0] if held and [self.books.left[p.position] for p in held[0][0].parts] == held[1] else None

    def release(self, line: BankLine) -> None:
        """Give back what a line claims: its turn has come."""
        self.books.claim(self.of.pop(line.line, ()), -1)

    def compete(self, lines: Sequence[BankLine], identity: Mapping[int, Identity]) -> Iterator[str]:
        """Lines of one customer that name nothing: who gets what where they want the same. Yields after each search."""
        waiting: dict[str, list[BankLine]] = defaultdict(list)
        for line in lines:
            who = identity[line.line]
            if (
                who.customer
                and who.trust in ("certain", "derived")
                and line.line not in self._naming
                and not self.of[line.line]
                and not ADVANCE.search(line.text)
            ):
                waiting[who.customer].append(line)
        guessed = {(b.currency, b.amount) for b in lines if identity[b.line].trust in ("none", "weak")}
        for customer, wanting in waiting.items():
            rival = (wanting[0].currency, wanting[0].amount) in guessed
            if len(wanting) > 1 or rival or not self.books.unclaimed(self.books.by_customer.get(customer, ())):
                yield from self._share(customer, wanting)
            yield customer

    def _share(self, customer: str, lines: Sequence[BankLine]) -> Iterator[str]:
        candidates: dict[int, list[Explanation]] = {}
        for line in lines:
            candidates[line.line] = self._candidates(line, customer)
            yield customer
        self._halve([line for line in lines if not candidates[line.line]], customer)
        chosen = {line: found[0] for line, found in candidates.items() if len(found) == 1}
        competing = {line for group in components(candidates) for line in group}
        for line in lines:
            if line.line in competing:
                candidates[line.line] = self._candidates(line, customer, thorough=True)
                yield customer
        for group in components(candidates):
            winners, contested = settle(group, candidates)
            self.contested |= contested
            chosen = {line: e for line, e in chosen.items() if line not in group} | winners
        for number, explanation in chosen.items():
            self.of[number] = [(part.position, part.amount) for part in explanation.parts]
            self.books.claim(self.of[number])

    def _candidates(self, line: BankLine, customer: str, *, thorough: bool = False) -> list[Explanation]:
        """Explanations that use whole documents nobody else names."""
        answer = by_amount(line, customer, months(line.text, line.date), self.books, self.rules, thorough=thorough, short_too=False)
        return [e for e in answer.explanations if e.code in WORTH and self.books.unclaimed(e.positions)]

    def _halve(self, lines: Sequence[BankLine], customer: str) -> None:
        """Two receipts that together are one document: each a part of it."""
        whole: dict[tuple[str, int], list[int]] = defaultdict(list)
        for p in self.books.by_customer.get(customer, ()):
            if self.books.left[p] > 0 and not self.books.claimed[p]:
                whole[self.books.currency[p], self.books.left[p]].append(p)
        for index, first in enumerate(lines):
            for second in lines[index + 1 :]:
                if (second.date - first.date).days > INSTALMENT_DAYS:
                    break
                found = whole.get((first.currency, first.amount + second.amount), ())
                taken = first.line in self.halves or second.line in self.halves or first.currency != second.currency
                if len(found) == 1 and not taken and self.books.documented[found[0]] <= first.date:
                    self._pair(first, second, found[0], customer)

    def _pair(self, first: BankLine, second: BankLine, position: int, customer: str) -> None:
        for line, other in ((first, second), (second, first)):
            words = say("With line {line} it pays document {number}", line=other.line, number=self.books.document_no[position])
            part = (Part(position, line.amount, 0, "partial"),)
            self.halves[line.line] = Explanation("instalment", customer, part, 0, 0.75, False, (words,))
