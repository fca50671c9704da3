"""What to say: for each step of the ladder, for each reason a customer gives, when negotiating; and what nobody ever says.

These are the program's own words; `playbook` puts the company's own cards in their place or beside them.
"""

from __future__ import annotations

from typing import NamedTuple

from arcore.letters.forbidden import AUTHORITY, CRIME, FORCE, INSULT, OTHERS, PUBLICITY
from arcore.messages import Message, say

OPENINGS: dict[str, tuple[Message, ...]] = {
    "call": (
        say("Ask for whoever pays invoices; name the documents, the amount and the due date."),
        say("“Has the payment been arranged? On which day may we expect it?” Get one day and one amount."),
        say("If it has been paid: ask for the bank slip and look at the waiting bank lines below."),
    ),
    "email": (
        say("Send the list of overdue documents with our bank account, and refer to the call."),
        say("Ask for a written answer with the day of payment; copy the salesperson."),
    ),
    "visit": (
        say("Take the statement, the signed delivery notes and the contract along."),
        say("See whoever decides on payments; ask for a signed statement and a dated payment plan."),
        say("Look round: is production running, is there stock, are wages paid?"),
    ),
    "letter": (
        say("Send the demand letter by EMS to the contract's address for service; keep the receipt and the proof of delivery."),
        say("Call the day it arrives: the deadline stands, after it supply stops."),
    ),
    "lawyer": (
        say("Gather contract, orders, signed delivery notes, invoices and statements for the lawyer."),
        say("Tell the customer once that the file goes to the lawyer, and until when a payment stops that."),
    ),
    "court": (
        say("Weigh what can be recovered against costs and time; check the limitation period and where assets are."),
        say("Decide with management: payment order, lawsuit with preservation of assets, or a plan with security."),
    ),
}
ANSWERS: dict[str, tuple[Message, ...]] = {
    "funds": (
        say("Ask when money comes in and what can be paid now; offer instalments only in writing, with security if possible."),
        say("Check whether others are being paid; report it to credit control."),
    ),
    "process": (say("Ask who approves, what is missing, and when the next payment run is; give them the papers today."),),
    "quality": (say("Record the dispute with documents and amount; ask for payment of the undisputed part now."),),
    "contract": (say("Name the clause; where it is unclear, agree in writing on the day from which payment is due."),),
    "reconciliation": (say("Send the statement today; agree on the difference line by line, and on paying what agrees."),),
    "invoice": (say("Ask what is wrong with the invoice; send or correct it within a day, and get the new day of payment."),),
    "unwilling": (say("Stay factual, announce the next step and its date, and do it on that date."),),
    "other": (say("Write down what was said in the customer's own words, and agree on the next date."),),
}

REASON_HEARD: dict[str, Message] = {
    "funds": say("Money is tight at the moment, we will pay when our own customers have paid."),
    "process": say("The payment is still with our approvers."),
    "quality": say("There was a problem with the goods, so we are not paying yet."),
    "contract": say("According to our contract this is not due yet."),
    "reconciliation": say("Your balance does not agree with our books."),
    "invoice": say("We have not received a correct invoice."),
    "unwilling": say("Send whatever letters you like."),
    "other": say("Somebody else is in charge of that."),
}
"""What a customer with each reason typically says."""

NEGOTIATION: tuple[tuple[Message, tuple[Message, ...]], ...] = (
    (
        say("Before the talk"),
        (
            say("Know the amount to the cent, the documents, the promises made so far, and what you may concede and who approves more."),
            say("Decide beforehand on the best outcome, the acceptable one, and the one at which you stop and report."),
        ),
    ),
    (
        say("Asking for a date"),
        (
            say("Ask an open question, then be silent: “On which day will the money leave your account?”"),
            say("Narrow it down: a day, an amount, a name. “End of the month” is no date."),
        ),
    ),
    (
        say("Giving and taking"),
        (
            say("Concede nothing without something in return: instalments only against a first payment now, a signed plan or security."),
            say("Make each concession smaller than the last, and tie it to a deadline."),
            say("Never waive interest or part of the debt on the telephone: that is decided by the office that approves it."),
        ),
    ),
    (
        say("Closing the talk"),
        (
            say("Repeat what was agreed, write it down the same hour, and send it to the customer to confirm."),
            say("Say what happens if the date passes, and do exactly that."),
        ),
    ),
)
"""Cards for negotiating: when, and what to do."""


class Never(NamedTuple):
    """What nobody says or does, and why."""

    text: Message
    why: Message


NEVER: tuple[Never, ...] = tuple(
    Never(text, say("Not allowed, since {why}.", why=why))
    for text, why in (
        (say("“We will tell your customers and the whole trade that you do not pay.”"), PUBLICITY),
        (say("Calling the family, friends or other customers of the debtor about the debt"), OTHERS),
        (say("“You are cheats who never meant to pay.”"), INSULT),
        (say("“If you do not pay, the police will come for you.”"), CRIME),
        (say("“We will send people who stay at your gate until you pay.”"), FORCE),
        (say("“This is the court calling.”"), AUTHORITY),
    )
)
