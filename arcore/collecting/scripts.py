"""What to say: a few sentences for each step of the ladder, and for each reason a customer gives."""

from __future__ import annotations

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


def script(step: str, reason: str | None = None) -> tuple[Message, ...]:
    """The sentences for a step ('' none), and for the reason that was given last time."""
    return (*OPENINGS.get(step, ()), *ANSWERS.get(reason or "", ()))
