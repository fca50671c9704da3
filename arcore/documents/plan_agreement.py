"""还款协议 and 展期函 in Word: an instalment plan or an extension, to be sealed by both sides (documents §3.5)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from arcore import wording
from arcore.collecting.agreement import Agreement
from arcore.confirming.statement import account_lines
from arcore.documents.word_paper import WordPaper
from arcore.documents.workbook_style import Stamp
from arcore.i18n import Language
from arcore.messages import Message, both, say
from arcore.money import shown

PLAN_TITLE = say("Instalment agreement")
EXTENSION_TITLE = say("Agreement on an extension of payment")


def title(found: Agreement) -> Message:
    """What the paper is called."""
    return EXTENSION_TITLE if found.is_extension else PLAN_TITLE


def build(found: Agreement, lang: Language) -> bytes:
    """The agreement's bytes."""
    facts = [(say("Agreement No."), found.number), (say("Date"), wording.day_in_full(found.agreed_on).text(lang))]
    paper = WordPaper(Stamp(found.creditor.name, found.agreed_on, lang), title(found), facts=facts)
    paper.paragraph(say("Party A (creditor): {name}", name=found.creditor.name), bold=True)
    paper.paragraph(say("Party B (debtor): {name}", name=found.debtor.name), bold=True)
    paper.heading(say("1. The debt confirmed"), level=2)
    paper.paragraph(_debt(found), indent=True)
    _documents(paper, found)
    paper.paragraph(_dates_stay(found), indent=True)
    paper.heading(say("2. Payment"), level=2)
    paper.paragraph(_payment(found), indent=True)
    _schedule(paper, found)
    paper.paragraph(_interest(found), indent=True)
    paper.words(account_lines(found.pay_to), first=0.2, keep=True)
    for heading, clauses in ((say("3. When a payment is missed"), _missed(found)), (say("4. Other terms"), _others(found))):
        paper.heading(heading, level=2)
        for clause in clauses:
            paper.paragraph(clause, indent=True)
    paper.signatures([say("Party A (seal)"), say("Party B (seal)")])
    return paper.bytes()


def _money(minor: int, found: Agreement, lang: Language) -> str:
    return shown(int(minor), found.currency, lang=lang)


def _debt(found: Agreement) -> Message:
    amount = wording.amount(found.principal, found.currency)
    stated = both(say("{amount} (in words: {words})", amount=amount, words=found.in_words), amount) if found.in_words else amount
    return say(
        "Both parties confirm that on {date} Party B owes Party A a principal of {amount} from the documents below; Party B acknowledges "
        "this debt and agrees to pay it.",
        date=wording.day_in_full(found.agreed_on),
        amount=stated,
    )


def _documents(paper: WordPaper, found: Agreement) -> None:
    lang = paper.stamp.lang
    rows = [
        [
            str(row["document_no"]), str(row["contract_no"]) if pd.notna(row["contract_no"]) else "",
            row["document_date"].date().isoformat(), row["due_date"].date().isoformat(), _money(row["open"], found, lang),
        ]
        for row in found.documents.to_dict("records")
    ]  # fmt: skip
    rows.append(
        [
            paper.said(say("Total ({currency})", currency=found.currency)),
            "",
            "",
            "",
            _money(int(found.documents["open"].sum()), found, lang),
        ]
    )
    heads = (say("Document No."), say("Contract No."), say("Date"), say("Original due date"), say("Still owed"))
    paper.table(heads, rows, widths=(0.24, 0.2, 0.17, 0.18, 0.21), right=(4,), total=True)


def _dates_stay(found: Agreement) -> Message:
    return say(
        "Both parties' books go on showing the original due dates above; while Party B keeps this agreement, Party A does not ask for "
        "payment because they have passed. Rights that have arisen from late payment so far are reserved unless this agreement says "
        "otherwise."
    )


def _payment(found: Agreement) -> Message:
    if found.is_extension:
        return say("Party A agrees that Party B pays by {date}:", date=wording.day_in_full(found.instalments[0].due))
    return say("Party B pays in {count} instalments, each by its date:", count=len(found.instalments))


def _schedule(paper: WordPaper, found: Agreement) -> None:
    lang = paper.stamp.lang
    rows = [
        [
            str(each.number),
            each.due.isoformat(),
            *(_money(part, found, lang) for part in (each.principal, each.interest, each.total, each.balance)),
        ]
        for each in found.instalments
    ]
    sums = (_money(part, found, lang) for part in (found.principal, found.interest, found.total))
    rows.append([paper.said(say("Total")), "", *sums, ""])
    heads = (say("No."), say("Pay by"), say("Principal"), say("Interest"), say("To pay"), say("Principal left"))
    paper.table(heads, rows, widths=(0.1, 0.16, 0.19, 0.16, 0.19, 0.2), right=(2, 3, 4, 5), total=True)


def _interest(found: Agreement) -> Message:
    if not found.annual_percent:
        return say("No interest is charged for the time until the dates above, as long as each is kept.")
    return say(
        "Interest is {percent}% a year on the principal left, simple, from {date} on, a year counted as 365 days; each instalment's is "
        "rounded to the smallest unit.",
        percent=found.annual_percent,
        date=wording.day_in_full(found.agreed_on),
    )


def _missed(found: Agreement) -> Iterator[Message]:
    if found.is_extension:
        yield say(
            "If the amount is not paid in full within {days} days after that date, the extension ends, and Party A may demand everything "
            "at once.",
            days=found.grace_days,
        )
    else:
        yield say(
            "If an instalment is not paid in full within {days} days after its date, Party A may declare everything that is left due at "
            "once.",
            days=found.grace_days,
        )
    if found.late_percent:
        yield say("From the day after the missed date Party B then pays {percent}% a year on what is unpaid, until it is paid.",
                  percent=found.late_percent)  # fmt: skip
    else:
        yield say(
            "From the day after the missed date Party B then pays late interest or penalties as the original contract or the law provides."
        )
    yield say("Party A may then also claim for late payment from the original due dates on, as the original contract or the law provides.")
    yield say("Payments settle the earliest instalment first.")


def _others(found: Agreement) -> Iterator[Message]:
    yield say(
        "Except for the time of payment, this agreement leaves the original contracts, their penalties and their security as they are."
    )
    blank = "____________________"
    yield say(
        "Papers are validly served at these addresses, also when they are refused or returned. Party A: {ours}; Party B: {theirs}. A "
        "change counts from the day the other party has been told in writing.",
        ours=found.creditor.address or blank,
        theirs=found.debtor.address or blank,
    )
    if found.chinese_law:
        yield say(
            "Disputes are settled as the original contracts provide; where they provide nothing, by the people's court at Party A's "
            "domicile."
        )
    else:
        yield say("Disputes are settled as the original contracts provide; where they provide nothing, by the courts at Party A's seat.")
    yield say("This agreement takes effect when both parties have sealed or signed it; each keeps one original.")
