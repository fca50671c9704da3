"""What a letter cannot do without: amount, list of documents, deadline, account, contact (domain rules §1E no. 74).

A letter that lacks one of them is not written; the sentence says what is missing and where it is entered.
"""

from __future__ import annotations

from arcore.letters.model import Letter
from arcore.messages import Message, Unusable, say
from arcore.policy import Policy

WHERE = say("Policy → Statements and letters")


def missing_of_ours(policy: Policy, company: str = "") -> tuple[Message, ...]:
    """What every letter lacks because we have not said it ourselves; empty where all is there."""
    papers = policy.papers
    gaps = []
    if not (company or policy.company.name or papers.payee):
        gaps.append(say("Our company's name is missing. Enter it under Policy → Company."))
    if not (papers.account or policy.company.accounts) or not (papers.payee or policy.company.name):
        gaps.append(say("The bank account to pay to is missing. Enter account holder and number under {where}.", where=WHERE))
    if not papers.contact:
        gaps.append(say("The contact person is missing. Enter it under {where}.", where=WHERE))
    if not (papers.phone or papers.email):
        gaps.append(say("The contact's telephone or e-mail is missing. Enter one under {where}.", where=WHERE))
    return tuple(gaps)


def missing(letter: Letter, policy: Policy) -> tuple[Message, ...]:
    """What this letter lacks; empty where it can be written."""
    gaps = list(missing_of_ours(policy, letter.company))
    if not len(letter.items) or letter.amount <= 0:
        gaps.insert(0, say("{customer}: nothing is left to ask for; what is overdue is disputed, on hold or under a plan.",
                           customer=letter.customer_name))  # fmt: skip
    if letter.deadline <= letter.dated:
        gaps.append(say("The deadline must lie after the day of the letter. Choose a later day."))
    return tuple(gaps)


def refuse_incomplete(letter: Letter, policy: Policy) -> None:
    """Raises Unusable with the first thing that is missing."""
    if gaps := missing(letter, policy):
        raise Unusable(gaps[0])
