"""From proposals to the ledger: posted in one transaction that checks every balance again, undoable, and learned from.

What a page showed is never trusted: the ledger refuses what is no longer open. A token makes a second click harmless.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from arcore.cash.aside import reason
from arcore.cash.netting import Room, as_netted
from arcore.cash.work import Work
from arcore.i18n import Language
from arcore.ledger import JournalEntry, Ledger
from arcore.ledger.application import Application, Part, PartKind
from arcore.ledger.bank import LineStatus
from arcore.ledger.learned import Lesson
from arcore.ledger.names import cleaned
from arcore.matching.proposals import Allocation, Alternative, Proposal
from arcore.messages import Unusable, say
from arcore.money import share_of, shown
from arcore.policy import Policy
from arcore.records import record

CERTAIN, SUGGESTED, BY_HAND = WAYS = ("certain", "suggested", "hand")
"""How a receipt came to be posted, as the end of the entry's token: by itself, as suggested to a person, by hand."""

MOST_COMMISSION = Decimal("0.01")
WRITE_OFF_KINDS: dict[str, PartKind] = {"fee": "fee", "rounding": "rounding", "discount": "discount", "write_off": "write_off"}


@record
class Choice:
    """What a person decided about one line: whose money it is, and what it settles. No allocations: it stays unapplied."""

    line: int
    customer_key: int | None
    allocations: tuple[Allocation, ...] = ()


def choice_of(work: Work, proposal: Proposal, alternative: int | None = None) -> Choice:
    """A proposal as it stands, or one of its alternatives, taken over."""
    return _choice(work, proposal.line, proposal if alternative is None else proposal.alternatives[alternative], {})


def choices_of(work: Work, proposals: Sequence[Proposal]) -> list[Choice]:
    """Proposals as they stand that are posted together: what the ledger has left of an invoice that it nets is shared by them."""
    room: Room = {}
    return [_choice(work, proposal.line, proposal, room) for proposal in proposals]


def _choice(work: Work, line: int, taken: Proposal | Alternative, room: Room) -> Choice:
    return Choice(line, work.keys.get(taken.customer_id or ""), as_netted(taken.allocations, work, room))


def way(work: Work, choices: Sequence[Choice]) -> str:
    """Which of `WAYS` this is: everything as it was proposed, an alternative included, or something that a person put together."""
    return SUGGESTED if all(_proposed(work, choice) for choice in choices) else BY_HAND


def _proposed(work: Work, choice: Choice) -> bool:
    proposal = work.proposal(choice.line)
    if proposal is None:
        return False
    offered = [choice_of(work, proposal, place) for place in range(len(proposal.alternatives))]
    if proposal.status in ("auto", "suggested"):
        offered.append(choice_of(work, proposal))
    return choice in offered


def post(ledger: Ledger, choices: Sequence[Choice], policy: Policy, *, who: str, why: str = "", token: str | None = None) -> JournalEntry:
    """Post what was chosen, all or nothing. Raises Unusable when a write-off is beyond what the policy lets a clerk decide,
    or when anything is no longer open."""
    for choice in choices:
        for allocation in choice.allocations:
            _within_policy(allocation, policy)
    applications = [Application(_parts(choice), choice.customer_key, choice.line) for choice in choices]
    return ledger.record_application(applications, who=who, why=why, token=token)


def _within_policy(allocation: Allocation, policy: Policy) -> None:
    """A fee no larger than the largest known or a channel's commission, rounding and discount as the policy has them.

    Anything else: the clerk's limit.
    """
    rules = policy.matching
    whole = abs(allocation.amount) + abs(allocation.write_off)
    limits: dict[str, int] = {
        "fee": max(max(rules.bank_fees, default=0), share_of(whole, MOST_COMMISSION)),
        "rounding": max(rules.rounding_limit, rules.rounding_limit_large),
        "discount": share_of(whole, Decimal(str(max(rules.discount_percents, default=0))) / 100) + 1,
    }
    limit = max(limits.get(allocation.reason, 0), policy.approvals.write_off_clerk)
    if abs(allocation.write_off) > limit:
        raise Unusable(
            say(
                "{amount} of {number} cannot be written off here: the policy allows {limit} without approval.",
                amount=shown(allocation.write_off),
                number=allocation.document_no,
                limit=shown(limit),
            )
        )


def _parts(choice: Choice) -> tuple[Part, ...]:
    parts = []
    for allocation in choice.allocations:
        if allocation.amount:
            open_for = allocation.reason if allocation.reason not in WRITE_OFF_KINDS else ""
            parts.append(Part(allocation.document_key, allocation.amount, "receipt", open_for))
        if allocation.write_off:
            kind = WRITE_OFF_KINDS.get(allocation.reason, "write_off")
            parts.append(Part(allocation.document_key, allocation.write_off, kind))
    return tuple(parts)


def post_certain(ledger: Ledger, work: Work, policy: Policy, *, who: str, token: str) -> JournalEntry | None:
    """Post every proposal that is certain, in one entry; None when there is none. The token tells how it came about (`WAYS`)."""
    certain = work.of_status("auto")
    if not certain:
        return None
    return post(ledger, choices_of(work, certain), policy, who=who, why="", token=f"{token}:{CERTAIN}")


def set_aside(
    ledger: Ledger, work: Work, proposals: Sequence[Proposal], *, who: str, token: str, lang: Language = "zh"
) -> list[JournalEntry]:
    """Mark lines that are no receipts, one entry per reason; the reason is kept with the line, and its words in the journal."""
    by_reason: dict[str, list[int]] = defaultdict(list)
    for proposal in proposals:
        by_reason[proposal.reason_code].append(proposal.line)
    return [
        ledger.mark_lines(lines, LineStatus.IGNORED, note=code, who=who, why=reason(code, lang), token=f"{token}:aside:{code}")
        for code, lines in sorted(by_reason.items())
    ]


def not_receipts(ledger: Ledger, lines: Sequence[int], code: str, *, who: str, token: str, lang: Language = "zh") -> JournalEntry:
    """A person says why these lines are no receipts; the reason (a code of `aside.ASIDE_REASONS`) is kept with them."""
    return ledger.mark_lines(lines, LineStatus.IGNORED, note=code, who=who, why=reason(code, lang), token=f"{token}:aside")


def learn_from(ledger: Ledger, work: Work, choices: Sequence[Choice], *, who: str, token: str) -> JournalEntry | None:
    """Remember, after a person confirmed, which account and which foreign name stand for the customer."""
    names = dict(zip(work.customers["customer_key"].astype(int), work.customers["customer_name"].astype(str), strict=True))
    lessons = []
    lines = work.lines.set_index("line")
    for choice in choices:
        if choice.customer_key is None or choice.line not in lines.index:
            continue
        line = lines.loc[choice.line]
        origin = f"{line['date'].date().isoformat()} {line['serial'] if isinstance(line['serial'], str) else ''}".strip()
        if isinstance(line["counterparty_account"], str) and line["counterparty_account"]:
            lessons.append(Lesson("account", line["counterparty_account"], choice.customer_key, origin))
        payer = line["counterparty_name"]
        if isinstance(payer, str) and payer and cleaned(payer) != cleaned(names.get(choice.customer_key, "")):
            lessons.append(Lesson("name", payer, choice.customer_key, origin))
    return ledger.learn(lessons, who=who, token=f"{token}:learned") if lessons else None


def decline(ledger: Ledger, work: Work, proposal: Proposal, *, who: str, token: str) -> JournalEntry | None:
    """This payer is not that customer: not offered again."""
    key = work.keys.get(proposal.customer_id or "")
    line = work.lines.set_index("line").loc[proposal.line]
    payers = [str(line[name]) for name in ("counterparty_name", "counterparty_account") if isinstance(line[name], str) and line[name]]
    if key is None or not payers:
        return None
    return ledger.decline([(payer, key) for payer in payers], who=who, token=f"{token}:declined")


def claim(ledger: Ledger, lines: Sequence[int], *, by: str, who: str, token: str) -> JournalEntry:
    """A salesperson says whose money it is; the line stays in the pool, with the name."""
    return ledger.mark_lines(lines, LineStatus.CLAIMED, note=by, who=who, token=f"{token}:claimed")


def reopen(ledger: Ledger, lines: Sequence[int], *, who: str, token: str) -> JournalEntry:
    """Lines set aside or claimed by mistake wait again."""
    return ledger.mark_lines(lines, LineStatus.OPEN, who=who, token=f"{token}:reopened")


def age_in_pool(line_date: dt.date, as_of: dt.date) -> int:
    """Days that money has been waiting for its customer."""
    return (as_of - line_date).days
