"""企业询证函, positive form: the customer answers the audit firm directly, whether the balance agrees or not (documents §3.2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from arcore.documents.word_paper import WordPaper
from arcore.documents.workbook_style import Stamp
from arcore.i18n import Language
from arcore.messages import Message, Unusable, say
from arcore.money import shown

TITLE = say("Audit confirmation request")


@dataclass(frozen=True)
class AuditFirm:
    """Who audits, and where the answer goes."""

    name: str
    address: str
    contact: str
    phone: str
    email: str = ""


@dataclass(frozen=True)
class Balance:
    """What one customer owes and is owed in one currency, minor units, at `as_of`; `blank` leaves the amounts to the customer."""

    number: str
    customer_name: str
    as_of: dt.date
    currency: str
    owed_to_us: int
    owed_by_us: int
    blank: bool = False


def build(balance: Balance, firm: AuditFirm, company: str, lang: Language) -> bytes:
    """The letter in Word. Raises Unusable where the audit firm's name, address, contact or telephone is missing."""
    _refuse_incomplete(firm)
    facts = [(say("Statement No."), balance.number)]
    paper = WordPaper(Stamp(company, balance.as_of, lang), TITLE, facts=facts)
    paper.paragraph(say("To: {customer}", customer=balance.customer_name), bold=True)
    paper.paragraph(
        say(
            "{firm} is auditing our financial statements and, as the auditing standards require, asks about the balances between us. "
            "What follows is taken from our books. If it agrees with yours, please sign and seal conclusion 1; if it does not, state the "
            "differences in conclusion 2. Please send the answer directly to the audit firm.",
            firm=firm.name,
        )
    )
    reach = [(say("Audit firm"), firm.name), (say("Address"), firm.address), (say("Contact person"), firm.contact)]
    paper.words([*reach, (say("Contact telephone"), firm.phone), (say("Contact e-mail"), firm.email or "–")])
    paper.paragraph(say("1. Balances between us:"))
    _table(paper, balance)
    paper.paragraph(say("2. Other matters: ____________________"))
    paper.paragraph(
        say(
            "This letter only serves to check the accounts; it is not a demand for payment. If the amount has been paid after the date "
            "above, please answer all the same."
        )
    )
    paper.paragraph(company + "    " + paper.said(say("(official seal)    {date}", date="____-__-__")))
    for conclusion in (
        say("Conclusion 1: the information above is correct."),
        say("Conclusion 2: the information is not correct; these items differ: ____________________"),
    ):
        paper.paragraph(conclusion, bold=True)
        paper.paragraph(say("Company (official seal): ______________    Name: __________    Date: ____________"))
    return paper.bytes()


def _refuse_incomplete(firm: AuditFirm) -> None:
    asked = (
        (say("name"), firm.name),
        (say("address"), firm.address),
        (say("contact person"), firm.contact),
        (say("telephone"), firm.phone),
    )
    for what, value in asked:
        if not value.strip():
            raise Unusable(say("The audit firm's {what} is missing: the customer answers to it directly.", what=what))


def _table(paper: WordPaper, balance: Balance) -> None:
    heads: tuple[Message, ...] = (say("As of"), say("Currency"), say("You owe us"), say("We owe you"), say("Remark"))
    figures = [
        "" if balance.blank else shown(minor, balance.currency, lang=paper.stamp.lang) for minor in (balance.owed_to_us, balance.owed_by_us)
    ]
    row = [balance.as_of.isoformat(), balance.currency, *figures, ""]
    paper.table(heads, [row], widths=(0.16, 0.12, 0.26, 0.26, 0.2), right=(2, 3))
