"""The words of the messages that carry a statement or a letter; the paper itself is attached."""

from __future__ import annotations

from collections.abc import Sequence

from arcore import wording
from arcore.accounts import Account
from arcore.i18n import Language
from arcore.letters.model import Letter
from arcore.letters.tones import PAPER_TITLES
from arcore.messages import Message, say
from arcore.policy import Policy


def statement_mail(account: Account, customer: str, policy: Policy, lang: Language, *, reply_by: str) -> tuple[str, str]:
    """Subject and text for a statement of account."""
    end = wording.day_in_full(account.end)
    subject = say("{company}: statement of account as of {date}", company=_us(policy), date=end)
    sentences = [
        say("attached is our statement of account as of {date}; the balance is {amount}.", date=end,
            amount=wording.amount(account.closing, account.currency)),
        say("Please check it by {date}, fill in the reply slip, sign and seal it, and send it back. If anything differs, please list it "
            "line by line.", date=reply_by),
    ]  # fmt: skip
    return subject.text(lang), body_of(customer, sentences, policy, lang)


def letter_mail(letter: Letter, policy: Policy, lang: Language) -> tuple[str, str]:
    """Subject and text for a letter that asks for payment."""
    subject = say("{company}: {paper} ({number})", company=letter.company, paper=PAPER_TITLES[letter.tone], number=letter.number)
    sentences = [
        say("attached is our letter No. {number} about {amount} that is past its due date. Please arrange payment by {date}.",
            number=letter.number, amount=wording.amount(letter.total, letter.currency), date=wording.day_in_full(letter.deadline)),
        say("If you have paid already, please send us the bank slip. If something in the list is not right, please tell us."),
    ]  # fmt: skip
    return subject.text(lang), body_of(letter.customer_name, sentences, policy, lang)


def _us(policy: Policy) -> Message | str:
    return policy.company.name or policy.papers.payee or say("Your supplier")


def body_of(customer: str, sentences: Sequence[Message | str], policy: Policy, lang: Language) -> str:
    """A whole message: whom it is to, the paragraphs, and who signs and can be asked."""
    papers = policy.papers
    reach = "  ".join(part for part in (papers.contact, papers.phone, papers.email) if part)
    us = _us(policy)
    parts = [
        say("Dear {customer},", customer=customer).text(lang),
        *(each.text(lang) if isinstance(each, Message) else each for each in sentences),
    ]
    signed = [us.text(lang) if isinstance(us, Message) else us, reach]
    return "\n\n".join([*parts, "\n".join(line for line in signed if line)])
