"""The company's credit policy as a Word document, and a one-page leaflet for customers, both written from the settings.

A chapter opens with what it is for and lists its rules in words; a section of the policy that no chapter names still
appears, in the annex, so that nothing the company has decided is left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from arcore.documents import policy_tables
from arcore.documents.policy_tables import Revision
from arcore.documents.word_paper import WordPaper
from arcore.documents.workbook_style import Stamp
from arcore.messages import Message, say
from arcore.policy import Policy
from arcore.policy_settings import BY_PATH, SECTIONS
from arcore.policy_words import money_words, sentence, title, words
from arcore.terms import parse

Rules = tuple[tuple[Message, Message], ...]


@dataclass(frozen=True)
class Chapter:
    """One chapter: its title, why it is there, and the policy's sections whose rules it lists."""

    title: Message
    purpose: Message
    sections: tuple[str, ...]


CHAPTERS: tuple[Chapter, ...] = (
    Chapter(
        say("Payment terms"),
        say(
            "Terms are agreed in writing before the first delivery. A term agreed on a document comes before the "
            "contract's, the contract's before the customer's, the customer's before the company's."
        ),
        ("terms",),
    ),
    Chapter(
        say("Credit assessment and limits"),
        say(
            "Every customer bought from on credit has a grade, a limit and a review date. What is owed, delivered, "
            "ordered or covered by unpaid bills uses the limit."
        ),
        ("scores", "limits", "credit"),
    ),
    Chapter(
        say("Billing, reminders and collection"),
        say(
            "Balances are confirmed regularly; a customer hears from us before the due date, and every overdue item "
            "has a next step, an owner and a date. Disputed items are settled, not chased."
        ),
        ("sales", "collecting", "papers"),
    ),
    Chapter(
        say("Late payment and the courts"),
        say(
            "What is asked for when a customer pays late, and what going to court costs. "
            "Nothing is claimed that contract or law does not give."
        ),
        ("interest", "legal"),
    ),
    Chapter(
        say("Receipts and write-offs"),
        say(
            "Money is applied to what the customer designates, else to the oldest due item. What is given up is "
            "approved by somebody other than the one who proposes it."
        ),
        ("matching", "approvals"),
    ),
    Chapter(
        say("Warnings and provisions"),
        say("What is watched, from when on it is reported, and how expected losses are provided for."),
        ("warnings", "provision"),
    ),
    Chapter(
        say("Targets and measurement"),
        say("What the company wants to reach, and how age and liquidity are measured."),
        ("targets", "appraisal", "aging", "forecast", "measures"),
    ),
)


TABLES: dict[str, tuple[Message, Callable[[WordPaper, Policy], None]]] = {
    "scores": (say("What each grade means"), policy_tables.grades),
    "collecting": (say("The collection ladder"), policy_tables.ladder),
    "approvals": (say("Who approves what"), policy_tables.approvals),
    "targets": (say("Key figures and targets"), policy_tables.targets),
}
"""The table that opens a section."""


def policy_document(
    policy: Policy, stamp: Stamp, effective: dt.date | None = None, approved_by: str = "", *, revisions: Sequence[Revision] = ()
) -> bytes:
    """The whole policy as a Word file, one chapter after the other; `effective` is when this version was saved, None for the defaults.

    `revisions`: every version up to this one, the newest first, for the record of changes.
    """
    facts = [(say("Version"), _version(policy, stamp)), (say("In force since"), _day(effective)), (say("Issued by"), approved_by or "–")]
    paper = WordPaper(stamp, say("Credit and receivables policy"), facts=facts)
    paper.heading(say("{number}. {title}", number=1, title=say("Purpose, scope and duties")))
    paper.paragraph(
        say(
            "This policy governs on which terms {company} sells on credit, and how it keeps, collects and reports what customers owe. "
            "It binds sales, finance, customer service and legal. Amounts are in {currency}.",
            company=stamp.company or policy.company.name or say("the company"),
            currency=policy.company.currency,
        )
    )
    policy_tables.duties(paper)
    rules = {section: listed.rules for section, listed in zip(SECTIONS, words(policy), strict=True)}
    for number, chapter in enumerate(CHAPTERS, 2):
        paper.heading(say("{number}. {title}", number=number, title=chapter.title))
        paper.paragraph(chapter.purpose, keep=True)
        for section in chapter.sections:
            _section(paper, policy, section, rules.pop(section), titled=len(chapter.sections) > 1)
    last = len(CHAPTERS) + 2
    paper.heading(say("{number}. {title}", number=last, title=say("Versions and approval of this policy")))
    paper.paragraph(
        say(
            "A change makes a new version; what was handed out or agreed under an earlier version stays under it. Deviations need the "
            "approval named above, in writing and with a reason; they are listed at the monthly review."
        )
    )
    policy_tables.revisions(paper, revisions)
    paper.signatures([say("Sales"), say("Finance"), say("Legal"), say("General manager")])
    paper.heading(say("Annex A: reference rates"), new_page=True)
    policy_tables.rates(paper, policy)
    paper.heading(say("Annex B: other settings"))
    for section, listed in rules.items():
        paper.heading(SECTIONS[section], level=2)
        paper.words(listed)
    return paper.bytes()


def _section(paper: WordPaper, policy: Policy, section: str, rules: Rules, *, titled: bool) -> None:
    """A section's table, where it has one, and its rules in words."""
    if titled:
        paper.heading(SECTIONS[section], level=2)
    if section in TABLES:
        heading, write = TABLES[section]
        paper.paragraph(heading, bold=True, keep=True)
        write(paper, policy)
    paper.words(rules)


def leaflet(policy: Policy, stamp: Stamp, contact: str = "") -> bytes:
    """One page for customers: the terms, a due date worked out, how to pay, what to do about an error."""
    paper = WordPaper(stamp, say("How we work together on payment"), facts=[(say("Policy version"), _version(policy, stamp))])
    paper.paragraph(say("Dear customer, these are the rules that apply unless our contract with you says otherwise."))
    paper.words(_leaflet_rows(policy, contact), first=0.24)
    paper.paragraph(say("We have read this leaflet."))
    paper.signatures([say("For the customer"), say("For {company}", company=stamp.company or say("the company"))])
    return paper.bytes()


def _leaflet_rows(policy: Policy, contact: str) -> list[tuple[Message, Message | str]]:
    company, terms, collecting = policy.company, policy.terms, policy.collecting
    accounts = say("Please pay only into an account of {company}: {accounts}.", company=company.name, accounts=", ".join(company.accounts))
    rows: list[tuple[Message, Message | str]] = [
        (say("Payment terms"), parse(terms.default, terms).explanation),
        (title("terms.roll_holidays"), sentence(BY_PATH["terms.roll_holidays"], policy)),
        (
            say("Before the due date"),
            say("We remind you {days} days before an invoice falls due.", days=max(collecting.reminder_days, default=0)),
        ),
        (
            say("If a payment is late"),
            say(
                "We call from day {call}, write from day {email} and send a demand letter from day {letter} after the due date. "
                "If a payment is already on its way, please tell us.",
                call=collecting.call_days,
                email=collecting.email_days,
                letter=collecting.letter_days,
            ),
        ),
        (
            say("Statements"),
            say(
                "You receive a statement regularly. Please confirm it or tell us what differs within {days} days; silence is not consent.",
                days=collecting.reply_days,
            ),
        ),
        (
            say("How to pay"),
            accounts if company.accounts else say("Please pay into the account printed on the invoice, and only there."),
        ),
        (say("Remittance note"), say("Please state the invoice numbers; then your payment settles exactly what you mean.")),
        (
            say("Something is wrong"),
            say("Tell us before the due date which document and why; only the disputed part waits, the rest is paid on time."),
        ),
    ]
    if policy.matching.bank_fees:
        rows.append(
            (
                say("Bank fees"),
                say(
                    "The payer bears them. A payment short by at most {amount} for a known fee is not chased.",
                    amount=money_words(max(policy.matching.bank_fees), policy),
                ),
            )
        )
    return [*rows, (say("Contact"), contact)] if contact else rows


def _version(policy: Policy, stamp: Stamp) -> str:
    """Its number; the rules that the program comes with have none."""
    return str(policy.version) if policy.version else say("default rules, not changed yet").text(stamp.lang)


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day is not None else "–"
