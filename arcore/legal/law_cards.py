"""The rules of law that collecting rests on, each in our own words, with its source and the day it was last checked (capability 87).

No legal advice: what to look up, and what to ask the lawyer.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from arcore.messages import Message, say

CHECKED = dt.date(2026, 11, 29)


@dataclass(frozen=True)
class Card:
    """One rule: what it is about, what it says, and where it stands."""

    title: Message
    rule: Message
    source: str
    checked: dt.date = CHECKED


CARDS = (
    Card(
        say("Limitation"),
        say("A claim must be pursued within three years of the day we know it is due and unpaid. After that the debtor may refuse to pay."),
        "民法典 188、192",
    ),
    Card(
        say("What restarts it"),
        say(
            "A demand that arrived, the debtor's acknowledgement or part payment, a suit or arbitration: the three years begin anew. "
            "A call that leaves no record does not."
        ),
        "民法典 195；诉讼时效规定 8–17",
    ),
    Card(
        say("Instalments"), say("For one debt paid in instalments the three years run from the last instalment's due date."), "民法典 189"
    ),
    Card(
        say("Late payment"),
        say("Whoever pays late owes the agreed penalty or the loss; an excessive penalty can be lowered by the court."),
        "民法典 577、579、585",
    ),
    Card(
        say("Interest without agreement"),
        say("On sales without an agreed penalty interest is reckoned from the one-year LPR with a surcharge of 30 to 50 percent."),
        "买卖合同解释 18",
    ),
    Card(
        say("Order of payments"),
        say("What is paid covers the costs first, then interest, then the principal, unless agreed otherwise."),
        "民法典 561",
    ),
    Card(
        say("Guarantees"),
        say(
            "A guarantee ends as agreed, else six months after the debt was due, and nothing restarts that. A general guarantor must be "
            "sued by then, a joint one asked to pay; where the kind is unclear it is a general one."
        ),
        "民法典 686、692、693；担保制度解释",
    ),
    Card(
        say("Bills and checks"),
        say("A bill must be presented within ten days of maturity; claims on it lapse sooner than the debt behind it."),
        "票据法 17、53",
    ),
    Card(
        say("Small suppliers"),
        say(
            "Large companies and public bodies must pay small and medium suppliers on time and owe interest at 0.05 % a day if they do not."
        ),
        "保障中小企业款项支付条例",
    ),
    Card(
        say("Enforcement"),
        say("Enforcement of a judgment must be asked for within two years of the day it had to be obeyed."),
        "民事诉讼法（执行程序）",
    ),
    Card(
        say("Personal data"),
        say("Debts are spoken of with the debtor only. No threats, no publicity, no calls to people who owe nothing."),
        "个人信息保护法；民法典 1032",
    ),
)
