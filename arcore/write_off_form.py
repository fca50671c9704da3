"""What stands on the form for approving a write-off (坏账核销审批表, documents §3.7): the debt, the reason, the evidence, who decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from arcore import wording
from arcore.amounts_in_words import capitals
from arcore.books import Books
from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.policy import Policy
from arcore.registers.losses import EVIDENCE, WRITE_OFFS
from arcore.registers.words import said
from arcore.write_off_limits import ROLES, decides

Rows = tuple[tuple[Message, str], ...]
TAX_YEARS, TAX_SMALL = 3, 50_000_00
"""For the tax deduction: overdue for so many years; or for one year and at most so much alone (总局公告 2011 年第 25 号, art. 23–24)."""


@dataclass(frozen=True)
class WriteOffForm:
    """One proposal: blocks of (label, value), the evidence list (what, whether it is there), what tax law asks for, who decides."""

    blocks: tuple[tuple[Message, Rows], ...]
    evidence: tuple[tuple[str, bool], ...]
    tax: Message
    decides: Message


def write_off_form(proposal: Mapping[str, Any], books: Books, open_: int, as_of: dt.date, policy: Policy, lang: Language) -> WriteOffForm:
    """The form for a row of `provision.registered.proposals`; `open_`: the document's open balance, minor units."""
    (document,) = books.documents[books.documents["document_key"] == proposal["document_key"]].to_dict("records")
    currency, amount = str(document["currency"]), int(proposal["amount"])
    late = (pd.Timestamp(as_of) - document["due_date"]).days
    debt: Rows = (
        (say("Customer"), _text(proposal["customer_name"])),
        (say("Document"), _text(proposal["document_no"])),
        (say("Document date"), document["document_date"].date().isoformat()),
        (say("Due Date"), document["due_date"].date().isoformat()),
        (say("Days past due"), str(max(0, late))),
        (say("Amount of the document"), wording.amount(int(document["amount"]), currency).text(lang)),
        (say("Open balance"), wording.amount(open_, currency).text(lang)),
        (say("Owner"), _text(document["salesperson"])),
    )
    asked: Rows = (
        (WRITE_OFFS.field("amount").column.title, wording.amount(amount, currency).text(lang)),
        *(((say("In words"), capitals(amount)),) if currency == "CNY" and lang == "zh" else ()),
        (say("Left open after it"), wording.amount(open_ - amount, currency).text(lang)),
        *(
            (WRITE_OFFS.field(name).column.title, said(WRITE_OFFS.field(name), proposal[name], currency, lang))
            for name in ("cause", "explanation", "proposed_by", "proposed_on")
        ),
    )
    given_up = _given_up(books, int(document["customer_key"]), policy.company.currency, as_of)
    role = decides(amount, policy.approvals, given_up, foreign=currency != policy.company.currency)
    return WriteOffForm(
        ((say("The debt"), debt), (say("Proposal"), asked)),
        tuple((WRITE_OFFS.field(name).heading(lang), _ticked(proposal[name])) for name in EVIDENCE),
        _tax(document["due_date"].date(), as_of, amount, currency),
        say("By the policy this is for the {role} to decide, and never for whoever proposed it.", role=ROLES[role]),
    )


def _tax(due: dt.date, as_of: dt.date, amount: int, currency: str) -> Message:
    """What the tax deduction asks for, by how long the debt is overdue."""
    day = pd.Timestamp(due)
    if pd.Timestamp(as_of) > day + pd.DateOffset(years=TAX_YEARS):
        return say("Overdue for more than three years: deductible once it is a loss in the books, with a special report on it.")
    if currency == "CNY" and amount <= TAX_SMALL and pd.Timestamp(as_of) > day + pd.DateOffset(years=1):
        return say(
            "Overdue for more than a year and at most {amount}: deductible once it is a loss in the books, with a special report; "
            "above it only within a ten-thousandth of the year's revenue.",
            amount=wording.amount(TAX_SMALL, "CNY"),
        )
    return say("By its age alone it is not deductible yet: a judgment, an insolvency notice or a deletion from the register is needed.")


def _given_up(books: Books, customer_key: int, currency: str, as_of: dt.date) -> int:
    """What the customer was written off in the year so far, minor units of the company's own currency."""
    documents = books.documents
    mine = documents.loc[(documents["customer_key"] == customer_key) & (documents["currency"] == currency), "document_key"]
    rows = books.allocations
    year = (rows["date"] >= pd.Timestamp(as_of.year, 1, 1)) & (rows["date"] <= pd.Timestamp(as_of))
    return int(rows.loc[year & (rows["kind"] == "write_off") & rows["document_key"].isin(mine), "amount"].sum())


def _ticked(value: Any) -> bool:
    return bool(pd.notna(value) and value)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
