"""Lines that pay no customer's document: interest, taxes, own transfers, channels, returns.

Reversed and returned payments are paired with what they undo, so that neither is matched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from arcore.matching.channels import FEE_KIND
from arcore.matching.lines import BankLine
from arcore.matching.normalize import name_key
from arcore.matching.payers import account_key
from arcore.matching.phrases import NOT_RECEIVABLE, RETURNED
from arcore.messages import Message, say
from arcore.policy import Company

REASONS: dict[str, Message] = {
    "outgoing": say("Money out, not a receipt"),
    "interest": say("Bank interest, not a customer's payment"),
    "tax_refund": say("Tax refund, not a customer's payment"),
    "subsidy": say("Subsidy or social insurance, not a customer's payment"),
    "own_transfer": say("Transfer between the company's own accounts"),
    "investment": say("Investment or deposit redeemed"),
    "wages_social": say("Wages or social insurance"),
    "loan": say("Loan paid out by a bank"),
    "returned_payment": say("A payment of ours that came back"),
    "supplier_refund": say("A refund from a supplier, not a customer's payment"),
    "deposit_returned": say("A deposit of ours that comes back, not a customer's payment"),
    "bill_cashed": say("A bill of exchange cashed at maturity; it settles the bill, not an invoice"),
    "staff": say("Money that a member of staff gives back"),
    "capital": say("Capital paid in by a shareholder"),
    "insurance": say("Insurance payment"),
    "channel": say("Settlement of a payment channel, which is never a customer; match it to the channel's bill"),
    "channel_fee": say("Fee of the payment channel given back"),
    "reversed": say("Reversed by line {line}; neither counts"),
    "reversal": say("Reverses line {line}; neither counts"),
    "zero": say("No amount"),
}


@dataclass(frozen=True)
class Neutral:
    """Why a line is set aside."""

    code: str
    message: Message


def reversal_pairs(lines: Sequence[BankLine], within_days: int = 15) -> dict[int, Neutral]:
    """By line number: a receipt and the later return of exactly it (same payer or account, same amount)."""
    waiting: dict[tuple[str, int], list[BankLine]] = defaultdict(list)
    found: dict[int, Neutral] = {}
    for line in lines:
        key = (name_key(line.payer) or account_key(line.account), abs(line.amount))
        returned = line.reversal or bool(RETURNED.search(line.text))
        if returned:
            partner = next(
                (
                    w
                    for w in reversed(waiting[key])
                    if (w.amount > 0) != (line.amount > 0) and abs((line.date - w.date).days) <= within_days and w.line not in found
                ),
                None,
            )
            if partner:
                found[partner.line] = Neutral("reversed", Message(REASONS["reversed"].template, {"line": line.line}))
                found[line.line] = Neutral("reversal", Message(REASONS["reversal"].template, {"line": partner.line}))
                continue
        waiting[key].append(line)
    return found


@dataclass(frozen=True)
class Own:
    """The company's own names and accounts, folded."""

    names: frozenset[str]
    accounts: frozenset[str]

    @classmethod
    def of(cls, company: Company) -> Own:
        """From the policy's company."""
        names = {name_key(name) for name in (company.name, *company.names)} - {""}
        return cls(frozenset(names), frozenset({account_key(a) for a in company.accounts} - {""}))

    def holds(self, line: BankLine) -> bool:
        """Whether the other side of a line is the company itself."""
        return bool(self.names and name_key(line.payer) in self.names) or bool(
            self.accounts and line.account and account_key(line.account) in self.accounts
        )


def neutral(line: BankLine, own: Own, *, known_payer: bool, of_bill: bool = False) -> Neutral | None:
    """Why one line by itself is no receipt of a customer, or None. `of_bill`: a row of a channel's own bill, which is a sale."""
    if line.amount <= 0:
        return _neutral("outgoing" if line.amount else "zero")
    if own.holds(line):
        return _neutral("own_transfer")
    if of_bill and FEE_KIND.search(line.kind):
        return _neutral("channel_fee")
    for rule in NOT_RECEIVABLE:
        if (known_payer and not rule.strong) or (of_bill and rule.code == "channel"):
            continue
        if (rule.payer and rule.payer.search(line.payer or line.text)) or (rule.memo and rule.memo.search(line.text)):
            return _neutral(rule.code)
    return None


def _neutral(code: str) -> Neutral:
    return Neutral(code, REASONS[code])
