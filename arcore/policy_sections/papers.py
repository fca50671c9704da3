"""What statements and letters say about us: the account to pay to, whom to ask, where we are (domain rules §3, common conventions)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from arcore.messages import Message, say
from arcore.policy_kinds import Kind, Setting

TITLE = say("Statements and letters")


@dataclass(frozen=True)
class PaperRules:
    """`payee` and `account` stand in for the company's name and its first bank account where those are not to be used.

    `statement_interest`: whether a statement states late interest; stated with the principal it may replace the contract's
    penalty (买卖合同解释 18), so it is off. `compare_days`, `compare_tolerance` (minor units): how far apart the two sides'
    lines may be and still be the same one.
    """

    payee: str = ""
    bank: str = ""
    account: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    statement_interest: bool = False
    compare_days: int = 10
    compare_tolerance: int = 0


def _text(name: str, title: Message, note: Message, says: Callable[[Message], Message]) -> Setting:
    return Setting("papers", name, Kind.TEXT, title, note, says=says)


SETTINGS: tuple[Setting, ...] = (
    _text(
        "payee",
        say("Account holder"),
        say("To whose name customers pay; blank: the company's name."),
        lambda v: say("Customers pay to the account of {value}.", value=v),
    ),
    _text(
        "bank",
        say("Bank to pay to"),
        say("The bank and branch of the account customers pay to."),
        lambda v: say("The account to pay to is kept at {value}.", value=v),
    ),
    _text(
        "account",
        say("Account to pay to"),
        say("The account number printed on statements and letters; blank: the first of the company's own bank accounts."),
        lambda v: say("Customers pay to account {value}.", value=v),
    ),
    _text(
        "contact",
        say("Contact person"),
        say("Whom customers ask about a statement or a letter."),
        lambda v: say("Customers ask {value} about statements and letters.", value=v),
    ),
    _text(
        "phone",
        say("Contact telephone"),
        say("Printed on statements and letters."),
        lambda v: say("The telephone number on them is {value}.", value=v),
    ),
    _text(
        "email",
        say("Contact e-mail"),
        say("Where replies are sent."),
        lambda v: say("Replies are sent to {value}.", value=v),
    ),
    _text(
        "address",
        say("Our address"),
        say("Where originals are sent."),
        lambda v: say("Originals are sent to {value}.", value=v),
    ),
    Setting(
        "papers",
        "statement_interest",
        Kind.FLAG,
        say("Interest on statements"),
        say(
            "Whether statements state late interest. A signed statement with principal and interest may replace "
            "the contract's penalty clause."
        ),
        says=lambda v: say("Statements state late interest: {value}.", value=v),
    ),
    Setting(
        "papers",
        "compare_days",
        Kind.WHOLE,
        say("Days apart when comparing"),
        say("How many days apart our line and the customer's may be dated and still be the same one."),
        0,
        60,
        says=lambda v: say("Lines of both sides may be dated {value} days apart.", value=v),
    ),
    Setting(
        "papers",
        "compare_tolerance",
        Kind.MONEY,
        say("Tolerance when comparing"),
        say("By how much the two sides' amounts may differ and still agree."),
        0,
        1_000_000,
        says=lambda v: say("Amounts of both sides may differ by {value}.", value=v),
    ),
)
