"""Facts and amounts of a claim for our own lawyer, as a Word document (§3.4).

It states what the books hold. It is no lawyer's letter and looks like none: no law firm's name, no signature, no demand.
"""

from __future__ import annotations

from arcore.amounts_in_words import stated
from arcore.documents.evidence_index import heading
from arcore.documents.word_paper import WordPaper
from arcore.documents.workbook_style import Stamp
from arcore.legal.claims import GROUPS, Claim
from arcore.messages import Message, say
from arcore.money import shown
from arcore.policy_sections.interest import MODES, Mode

TITLE = say("Facts and amounts for the lawyer")


def build(claim: Claim, stamp: Stamp, mode: Mode) -> bytes:
    """The document's bytes; `mode`: the policy's rule that interest was reckoned by."""
    paper = WordPaper(stamp, TITLE, facts=[(say("As of"), claim.as_of.isoformat()), (say("Currency"), claim.currency)])
    paper.paragraph(
        say("Taken from the books of {company} for its lawyer. No legal opinion, no lawyer's letter, not to be sent to the customer.",
            company=stamp.company or say("the company"))
    )  # fmt: skip
    paper.heading(say("Parties"))
    paper.words([(say("Creditor"), stamp.company), (say("Debtor"), f"{claim.customer_name} ({claim.customer_id})")])
    paper.heading(say("Amounts"))
    paper.words(_amounts(claim, stamp, mode))
    _documents(paper, claim, stamp)
    paper.heading(say("Evidence on record"))
    paper.words([(words, _pieces(claim, group)) for group, words in GROUPS.items()], first=0.4)
    if claim.flags:
        paper.heading(say("To be cleared up first"))
        paper.bullets(claim.flags)
    paper.heading(say("What we ask the lawyer"))
    paper.bullets(QUESTIONS)
    return paper.bytes()


QUESTIONS = (
    say("Which court or arbitration body is competent, and is preservation advisable?"),
    say("Is any part past limitation, and can it be revived by an acknowledgement?"),
    say("Does the evidence prove contract, delivery and amount; what should be obtained first?"),
    say("Penalty or interest: which basis and rate can be claimed?"),
    say("Chance to win, time and cost; would an agreement serve better?"),
)


def _amounts(claim: Claim, stamp: Stamp, mode: Mode) -> list[tuple[Message | str, Message | str]]:
    def said(minor: int) -> str:
        return f"{shown(minor, claim.currency, lang=stamp.lang)} {claim.currency}"

    rows: list[tuple[Message | str, Message | str]] = [(say("Principal"), said(claim.principal))]
    if claim.currency == "CNY":
        rows.append((say("In words"), stated(claim.principal, claim.currency)))
    rows.append((say("Late interest"), said(claim.interest)))
    rows.append((say("Reckoned by"), MODES[mode]))
    rows.append((say("Total"), said(claim.principal + claim.interest)))
    return rows


def _documents(paper: WordPaper, claim: Claim, stamp: Stamp) -> None:
    """Every document claimed, and their sums."""
    paper.heading(heading(claim, say("Amounts claimed")))

    def said(minor: int) -> str:
        return shown(minor, claim.currency, lang=stamp.lang)

    columns = (
        claim.lines[name].tolist() for name in ("document_no", "document_date", "due_date", "days_late", "open", "interest", "expires")
    )
    rows = [
        (str(number), dated.isoformat(), due.isoformat(), f"{late:,}", said(open_), said(interest), expires.isoformat())
        for number, dated, due, late, open_, interest, expires in zip(*columns, strict=True)
    ]
    rows.append((paper.said(say("Total")), "", "", "", said(claim.principal), said(claim.interest), ""))
    headings = (say("Document No."), say("Date"), say("Due date"), say("Days past due"), say("Open balance"), say("Late interest"),
                say("Lapses on"))  # fmt: skip
    paper.table(headings, rows, widths=(0.2, 0.13, 0.13, 0.1, 0.16, 0.14, 0.14), right=(3, 4, 5), total=True)


def _pieces(claim: Claim, group: str) -> Message | str:
    count = sum(proof.group == group for proof in claim.proofs)
    if count:
        return say("{count} pieces", count=count)
    return say("Missing") if group in claim.missing else say("None")
