"""Customers that may be one party, with each other or with us; and round sums of money."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from arcore import wording
from arcore.audit.examined import Examined
from arcore.audit.model import AuditException, Severity
from arcore.messages import Message, say

SHARED: dict[str, Message] = {
    "tax_no": say("tax number"),
    "bank_account": say("bank account"),
    "legal_representative": say("legal representative"),
    "phone": say("telephone"),
    "address": say("address"),
}
"""What customers should not share, most telling first."""

TELLING = ("tax_no", "bank_account")
SHORTEST = 5
"""Numbers and addresses shorter than this say nothing."""


def related(at: Examined) -> Iterable[AuditException]:
    """Sets of customers that share something, told of once with all they share; customers that share an account with us."""
    rows: list[Any] = at.books.customers.to_dict("records")
    shared: dict[tuple[int, ...], dict[str, str]] = {}
    known = {int(row["customer_key"]): row for row in rows}
    for field in SHARED:
        having: dict[str, list[int]] = {}
        for row in rows:
            if value := _plain(row.get(field), field):
                having.setdefault(value, []).append(int(row["customer_key"]))
        for value, keys in having.items():
            if len(keys) > 1:
                shared.setdefault(tuple(sorted(keys)), {})[field] = value
    owed = _owed(at)
    for members, fields in shared.items():
        yield _set(at, [known[key] for key in members], fields, owed)
    ours = {_plain(account, "bank_account") for account in at.own_accounts} - {""}
    for row in rows:
        if _plain(row.get("bank_account"), "bank_account") in ours:
            evidence = say("The customer's bank account {account} is one of our own.", account=row["bank_account"])
            amount, currency = owed.get(int(row["customer_key"]), (0, at.policy.company.currency))
            yield at.found("related_parties", f"own|{row['customer_id']}", "high", evidence, amount, currency, customer=row["customer_key"])


def _set(at: Examined, members: list[Any], fields: dict[str, str], owed: dict[int, tuple[int, str]]) -> AuditException:
    groups = {row["group_name"] for row in members}
    declared = len(groups) == 1 and isinstance(next(iter(groups)), str)
    severity: Severity = "low" if declared else "high" if any(field in TELLING for field in fields) else "medium"
    others = " / ".join(at.customers[int(row["customer_key"])][1] for row in members[1:])
    first = next(iter(fields))
    words = {"others": others, "what": SHARED[first], "value": members[0][first]}
    evidence = say("Same {what} ({value}) as {others}.", **words)
    if declared:
        evidence = say("Same {what} ({value}) as {others}; all of one group.", **words)
    elif len(fields) > 1:
        evidence = say("Same {what} ({value}) as {others}, and {more} more particulars.", more=len(fields) - 1, **words)
    amount, currency = owed.get(int(members[0]["customer_key"]), (0, at.policy.company.currency))
    subject = "|".join(sorted(str(row["customer_id"]) for row in members))
    return at.found("related_parties", subject, severity, evidence, amount, currency, customer=members[0]["customer_key"])


def _plain(value: Any, field: str) -> str:
    """What is compared: without spaces and signs; names as they are."""
    if not isinstance(value, str):
        return ""
    narrow = unicodedata.normalize("NFKC", value).upper()
    if field == "legal_representative":
        return re.sub(r"\s+", "", narrow)
    plain = re.sub(r"[\W_]+", "", narrow)
    return plain if len(plain) >= SHORTEST else ""


def _owed(at: Examined) -> dict[int, tuple[int, str]]:
    """What each customer's documents come to at most in one currency, less what settled them."""
    settled = at.allocations.groupby("document_key")["amount"].sum()
    left = at.documents["amount"] - at.documents["document_key"].map(settled).fillna(0).astype("int64")
    sums = left.groupby([at.documents["customer_key"], at.documents["currency"]]).sum().sort_values()
    keys: list[Any] = list(sums.items())
    return {int(key): (int(amount), str(code)) for (key, code), amount in keys}


def round_sums(at: Examined) -> Iterable[AuditException]:
    """Large round receipts, unless a document they pay, or all they pay together, comes to a round sum itself."""
    rules, amounts = at.policy.audit, at.receipts["amount"]
    large = at.receipts[(amounts >= rules.round_least) & (amounts % rules.round_unit == 0)]
    totals: dict[Any, int] = at.documents.set_index("document_key")["amount"].to_dict()
    cash = at.allocations[(at.allocations["kind"] == "receipt") & at.allocations["receipt_key"].isin(large["receipt_key"])]
    paid: dict[int, list[int]] = {}
    for key, document in zip(cash["receipt_key"], cash["document_key"], strict=True):
        if document in totals:  # an advance pays nothing until there is an invoice
            paid.setdefault(int(key), []).append(int(totals[document]))
    rows: list[Any] = large.to_dict("records")
    for row in rows:
        documents = paid.get(int(row["receipt_key"]), [])
        if any(total % rules.round_unit == 0 for total in [*documents, sum(documents)] if total):
            continue
        words = {"amount": wording.amount(int(row["amount"]), str(row["currency"])), "date": row["receipt_date"].date()}
        words |= {"payer": row["payer_name"] if isinstance(row["payer_name"], str) else "–"}
        evidence = say("{amount} from {payer} on {date} pays no invoice yet.", **words) if not documents else say(
            "{amount} from {payer} on {date} pays invoices of another amount.", **words
        )  # fmt: skip
        number = row["receipt_no"] if isinstance(row["receipt_no"], str) else ""
        yield at.found(
            "round_receipts", number or f"{row['receipt_date']:%Y-%m-%d}|{row['payer_name']}|{row['amount']}", "low", evidence,
            int(row["amount"]), str(row["currency"]), number=number, on=row["receipt_date"].date(), customer=row["customer_key"],
        )  # fmt: skip
