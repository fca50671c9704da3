"""How well proposals agree with a generated case's truth, over all lines and per kind."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from arcore.matching.proposals import Proposal
from tests.matching_cases import Case


@dataclass
class Score:
    """Counts; the shares are properties. `wrong` holds the lines posted wrongly, `missed` those a careful reader could have settled."""

    counts: Counter[str] = field(default_factory=Counter)
    by_kind: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    wrong: list[tuple[dict[str, Any], Proposal]] = field(default_factory=list)
    missed: list[tuple[dict[str, Any], Proposal]] = field(default_factory=list)

    def share(self, part: str, whole: str) -> float:
        """One count over another; 1.0 of nothing."""
        return self.counts[part] / self.counts[whole] if self.counts[whole] else 1.0

    def figures(self) -> dict[str, float]:
        """The figures of the shared bar, by the same definitions."""
        return {
            "lines": self.counts["lines"],
            "auto_precision": round(self.share("auto_right", "auto"), 4),
            "auto_rate": round(self.share("auto_right_sure", "sure"), 4),
            "top1": round(self.share("top1", "lines"), 4),
            "customer": round(self.share("customer", "known"), 4),
            "write_off_hit": round(self.share("write_off_hit", "write_offs"), 4),
        }


def score(case: Case, proposals: Sequence[Proposal], total: Score | None = None) -> Score:
    """Compare line by line; adds to `total` when given."""
    result = total or Score()
    by_line = {p.line: p for p in proposals}
    for truth in case.truth:
        _count(result, truth, by_line[truth["line"]], case)
    return result


def _count(result: Score, truth: dict[str, Any], proposal: Proposal, case: Case) -> None:
    posted = proposal.status == "auto"
    if truth["customer"] is None:
        result.counts["foreign"] += 1
        if posted:
            result.counts["auto"] += 1
            result.wrong.append((truth, proposal))
        return
    right = _right(truth, proposal, case)
    customer = proposal.customer_id == truth["customer"]
    kind = result.by_kind[truth["kind"]]
    explained = truth["kind"] != "unrelated"  # nobody can say what such a receipt pays; it only must not be posted
    measured = {
        "lines": explained,
        "known": truth["payer_known"],
        "customer": customer and truth["payer_known"],
        "sure": truth["determinable"],
        "auto": posted,
        "auto_right": posted and right,
        "auto_right_sure": posted and right and truth["determinable"],
        "top1": explained and right and proposal.status in ("auto", "suggested"),
        "write_offs": bool(truth["write_offs"]),
        "write_off_hit": bool(truth["write_offs"]) and any(a.write_off for a in proposal.allocations),
    }
    for counts in (result.counts, kind):
        counts.update({name: int(value) for name, value in measured.items()})
    if posted and not right:
        result.wrong.append((truth, proposal))
    elif truth["determinable"] and not posted:
        result.missed.append((truth, proposal))


def _right(truth: dict[str, Any], proposal: Proposal, case: Case) -> bool:
    guess = [(a.document_no, a.amount) for a in proposal.allocations]
    same = sorted(guess) == sorted(truth["allocations"]) or _blind(guess, truth, case) == _blind(truth["allocations"], truth, case)
    offs = {(a.document_no, a.write_off) for a in proposal.allocations if a.write_off}
    return (
        same and proposal.customer_id == truth["customer"] and proposal.unapplied == truth["unapplied"] and offs <= set(truth["write_offs"])
    )


def _blind(pairs: Iterable[tuple[str, int]], truth: dict[str, Any], case: Case) -> Counter[tuple[Any, ...]]:
    """Equal documents of one customer stand for each other unless the line tells them apart."""
    found: Counter[tuple[Any, ...]] = Counter()
    for no, amount in pairs:
        customer, face, month = case.amounts[no]
        found[(no if no in truth["told"] else "", amount, customer, face, month if truth["month"] else "")] += 1
    return found
