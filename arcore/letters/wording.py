"""The sentences of a letter in its three tones (documents §3.3).

Every sentence states a fact of the books, asks for something, or names a lawful step; none threatens anything else. The
Chinese final demand names the articles it rests on and that it is a demand (Civil Code 195), where our law is China's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from arcore import wording
from arcore.letters.model import Letter
from arcore.letters.tones import Tone
from arcore.messages import Message, both, say

Sentences = Callable[[Letter], Iterator[Message]]


def opening(letter: Letter) -> tuple[Message, ...]:
    """What stands above the list of documents: how things are."""
    return tuple(OPENINGS[letter.tone](letter))


def request(letter: Letter) -> tuple[Message, ...]:
    """What stands between the list and the account: what is asked for, until when, what is not included."""
    return (*REQUESTS[letter.tone](letter), *_interest(letter))


def closing(letter: Letter) -> tuple[Message, ...]:
    """What stands below the account: what follows, and how to reach an understanding."""
    return tuple(CLOSINGS[letter.tone](letter))


def left_out(letter: Letter) -> Message:
    """Above the list of what is not asked for."""
    return say("The following is not included in the amount above; our rights to it are reserved:")


def unapplied(letter: Letter) -> Message:
    """That money has come which settles nothing yet."""
    amount = wording.amount(letter.unapplied, letter.currency)
    return say("We also hold {amount} from you that is not assigned to a document yet. Please tell us what it pays; the amount above is "
               "reduced accordingly.", amount=amount)  # fmt: skip


def receipt_slip(letter: Letter) -> tuple[Message, ...]:
    """The slip by which the addressee says that the letter came; a friendly reminder needs none."""
    if letter.tone == "gentle":
        return ()
    return (
        say("We have received letter No. {number}.", number=letter.number),
        say("Company (seal): __________    Received by: ________    Position: ________    Date: ________"),
        say("Signing for receipt does not mean agreeing with the contents."),
    )


def _facts(letter: Letter) -> dict[str, object]:
    amount = wording.amount(letter.amount, letter.currency)
    return {
        "date": wording.day_in_full(letter.as_of),
        "count": len(letter.items),
        "amount": both(say("{amount} (in words: {words})", amount=amount, words=letter.in_words), amount) if letter.in_words else amount,
        "due": wording.day_in_full(letter.oldest_due),
        "days": letter.oldest_days,
        "deadline": wording.day_in_full(letter.deadline),
    }


def _gentle_opening(letter: Letter) -> Iterator[Message]:
    yield say(
        "Thank you for your trust in us. As of {date} our books show the documents listed below ({count}) as past the agreed date of "
        "payment, {amount} in all; the earliest fell due on {due}.",
        **_facts(letter),
    )


def _stern_opening(letter: Letter) -> Iterator[Message]:
    yield say(
        "As of {date} we have not received payment of the documents listed below ({count}), all of them due: {amount} in all, the oldest "
        "{days} days past its due date.",
        **_facts(letter),
    )
    if letter.contracts:
        yield say(
            "They arise from contract No. {numbers} between us.", numbers=both("、".join(letter.contracts), ", ".join(letter.contracts))
        )
    if letter.earlier:
        on = wording.day_in_full(letter.earlier.sent_on)
        yield say("We wrote to you about payment on {date} (letter No. {number}).", date=on, number=letter.earlier.number)


def _gentle_request(letter: Letter) -> Iterator[Message]:
    yield say(
        "Please arrange payment to the account below by {deadline}. If you have paid already, please send us the bank slip so that we can "
        "clear it at once; if it is being approved, please tell us when you expect to pay.",
        **_facts(letter),
    )


def _formal_request(letter: Letter) -> Iterator[Message]:
    yield say("Please pay this amount to the account below by {deadline}, stating the document numbers.", **_facts(letter))
    yield _objections(letter)


def _final_request(letter: Letter) -> Iterator[Message]:
    if letter.chinese_law:
        yield say(
            "Under articles 509, 577 and 579 of the Civil Code of the People's Republic of China, parties must perform as agreed; who does "
            "not pay the price can be required to pay it and is liable for the breach."
        )
    else:
        yield say("Under the contract you are bound to pay these amounts when they are due.")
    yield say("We hereby formally demand that you pay the whole amount to the account below by {deadline}.", **_facts(letter))
    yield _objections(letter)


def _objections(letter: Letter) -> Message:
    return say(
        "If you object to an amount, an invoice or the goods, please say so in writing by the same day and enclose what supports it; what "
        "is not in dispute is to be paid on time."
    )


def _interest(letter: Letter) -> Iterator[Message]:
    claim = letter.claim
    if claim is not None:
        yield say(
            "To this comes late-payment interest up to {date} of {interest}, computed in the appendix ({rule}); it goes on in the same way "
            "until the day of payment. Together this is {total}. Stating it here changes and waives nothing that the contract provides.",
            date=wording.day_in_full(claim.through),
            interest=wording.amount(claim.total, letter.currency),
            rule=claim.rule,
            total=wording.amount(letter.total, letter.currency),
        )
    elif letter.tone != "gentle":
        yield say("Late-payment interest and penalties are not included in this amount; our right to claim them is reserved.")


def _gentle_closing(letter: Letter) -> Iterator[Message]:
    yield say("If anything in the list is not right, please let us know; we look into it at once. Thank you for your cooperation.")


def _formal_closing(letter: Letter) -> Iterator[Message]:
    yield say(
        "If payment does not arrive in time, we will claim late-payment interest or penalties as contract and law provide, and review "
        "further deliveries and payment terms."
    )


def _final_closing(letter: Letter) -> Iterator[Message]:
    yield say(
        "If by then the amount is not paid in full and no arrangement for payment is agreed in writing, we will, as far as law and "
        "contract allow:"
    )
    yield say("(1) suspend further deliveries and grant no further credit;")
    yield say(
        "(2) instruct lawyers to bring the claim before the competent court or the agreed arbitral tribunal, and apply for interim "
        "measures to secure it;"
    )
    yield say(
        "(3) claim principal, late-payment penalties or interest, and those costs of recovery that contract or law make payable by you."
    )
    if letter.chinese_law:
        yield say(
            "This letter is our written demand for performance of every amount listed (Civil Code, article 195); on its arrival the "
            "limitation period is interrupted. It waives no right, and it neither extends nor changes any due date."
        )
    else:
        yield say("This letter is our formal written demand for every amount listed. It waives no right and extends no due date.")
    yield say(
        "We remain ready to talk: if there are real difficulties, please agree a written arrangement with our contact person in time."
    )


OPENINGS: dict[Tone, Sentences] = {"gentle": _gentle_opening, "formal": _stern_opening, "final": _stern_opening}
REQUESTS: dict[Tone, Sentences] = {"gentle": _gentle_request, "formal": _formal_request, "final": _final_request}
CLOSINGS: dict[Tone, Sentences] = {"gentle": _gentle_closing, "formal": _formal_closing, "final": _final_closing}
