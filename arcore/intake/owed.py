"""Which column is the amount owed: 价税合计 before 金额, debit less credit in a ledger, what is open where nothing else is given."""

from __future__ import annotations

import numpy as np

from arcore.intake import cells as read
from arcore.intake.age_columns import add_up_ages
from arcore.intake.draft import Draft
from arcore.intake.headers import Heading
from arcore.intake.headings import PLAIN_AMOUNTS
from arcore.intake.own_currencies import settle_currencies
from arcore.messages import Unusable, say
from arcore.schema import Side

GROSS_AMOUNTS = ("价税合计", "含税", "total", "invoicetotal", "grandtotal", "totalamount")


def settle_amount(draft: Draft, home: str) -> None:
    """Decide which column is the amount owed, before values are combined; two that differ reject the table. `home`: the books' currency."""
    if draft.header.assignment.is_ledger:
        _ledger_amount(draft)
        return
    amount = draft.heading("amount")
    _net_plus_tax(draft, amount)
    add_up_ages(draft)
    if "amount" not in draft.money and "open_amount" not in draft.money:
        raise Unusable(say("Only net amounts were found: add the tax or the gross amount (价税合计), which is what the customer owes"))
    rivals = [item for item in draft.header.assignment.rivals if not _is_net(draft, item)]
    if amount is not None and "amount" in draft.money:
        for rival in settle_currencies(draft, amount, rivals, home):
            _refuse_rival(draft, amount, rival)
    if "open_amount" in draft.money and draft.heading("open_amount") is not None and _is_running(draft):
        _lay_balance_by(draft)
    _complete_from_open(draft)


def _is_net(draft: Draft, item: Heading) -> bool:
    """金额 beside 价税合计 or 税额 is the net amount."""
    amount = draft.heading("amount")
    gross = amount is not None and amount.key.startswith(GROSS_AMOUNTS)
    return item.key in PLAIN_AMOUNTS and amount is not item and (gross or "tax_amount" in draft.money)


def _net_plus_tax(draft: Draft, amount: Heading | None) -> None:
    """金额 with 税额 and no gross column is net; then the gross is their sum."""
    if "tax_amount" not in draft.money:
        return
    if amount is not None and amount.key in PLAIN_AMOUNTS and "net_amount" not in draft.money:
        draft.money["net_amount"], draft.given["net_amount"] = draft.money.pop("amount"), draft.given.pop("amount")
    if "amount" not in draft.money and "net_amount" in draft.money:
        draft.money["amount"] = draft.money["net_amount"] + draft.money["tax_amount"]
        draft.given["amount"] = draft.given["net_amount"].copy()
        draft.facts["amount_from"] = "net_amount + tax_amount"


def _refuse_rival(draft: Draft, amount: Heading, rival: Heading) -> None:
    """Two columns that both could be the amount must say the same."""
    other, given, _ = draft.amounts(rival)
    both = given & draft.given["amount"]
    if bool((other[both] != draft.money["amount"][both]).any()):
        raise Unusable(
            say(
                "Both “{first}” and “{second}” could be the amount, and they differ: choose one in the preview, or delete the other column",
                first=amount.text,
                second=rival.text,
            )
        )


def _is_running(draft: Draft) -> bool:
    """Whether 余额 runs from row to row instead of belonging to each document: it moves by each row's amount."""
    if "open_amount" not in draft.header.assignment.weak or "amount" not in draft.money:
        return False
    amount, balance = draft.money["amount"], draft.money["open_amount"]
    if len(amount) < 3 or bool((amount == balance).all()):
        return False
    paid = draft.money.get("paid_amount", np.zeros(len(amount), dtype=np.int64))
    if bool((amount - paid == balance).mean() > 0.5):
        return False
    steps = balance[1:] - balance[:-1]
    return bool((steps == amount[1:]).mean() >= 0.5 or (steps == (amount - paid)[1:]).mean() >= 0.5)


def _complete_from_open(draft: Draft) -> None:
    """Without an amount a document is what is still open of it, plus what was paid."""
    if "open_amount" not in draft.money:
        return
    opened, there = draft.money["open_amount"], draft.given["open_amount"]
    if "paid_amount" in draft.money:
        opened = opened + draft.money["paid_amount"]
    if "amount" not in draft.money:
        draft.money["amount"], draft.given["amount"] = opened.copy(), there.copy()
        draft.facts["amount_from"] = "open_amount"
        return
    lacking = ~draft.given["amount"] & there & ~_has_problem(draft, "amount")
    draft.money["amount"][lacking] = opened[lacking]
    draft.given["amount"] |= lacking


def _has_problem(draft: Draft, target: str) -> read.Bools:
    """Positions whose cell in this column was unreadable."""
    item = draft.heading(target)
    rows = {i.row for i in draft.issues if i.blocking and item is not None and i.column == item.text}
    return np.array([row + 1 in rows for row in draft.rows], dtype=np.bool_) if rows else np.zeros(len(draft), dtype=np.bool_)


def _ledger_amount(draft: Draft) -> None:
    """Debit less credit; which of them is a document and which a receipt is settled by `is_receipt`."""
    draft.ignored.add("amount")
    sign = 1 if draft.side is Side.RECEIVABLE else -1
    debit, credit = draft.money["_debit"], draft.money["_credit"]
    draft.money["amount"] = sign * (debit - credit)
    draft.given["amount"] = draft.given["_debit"] | draft.given["_credit"]
    if "open_amount" in draft.money:
        _lay_balance_by(draft)


def _lay_balance_by(draft: Draft) -> None:
    """A balance that runs from row to row is no document's own; only an opening row may need it."""
    draft.money["_open_amount"], draft.given["_open_amount"] = draft.money.pop("open_amount"), draft.given.pop("open_amount")
    draft.ignored.add("open_amount")
