"""A letter that asks for payment in Word, filled into a template: our own of its tone, or the one the user put in its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from arcore import wording
from arcore.confirming.statement import reach
from arcore.documents import letter_template, word_template
from arcore.dunning import EXCLUSIONS
from arcore.i18n import Language
from arcore.letters import wording as sentences
from arcore.letters.complete import refuse_incomplete
from arcore.letters.model import Claim, Letter
from arcore.messages import Message, say
from arcore.money import half_up, shown
from arcore.policy import Policy


def build(letter: Letter, policy: Policy, lang: Language, template: bytes | None = None) -> bytes:
    """The letter's bytes. Raises Unusable where something it needs is missing, or the template cannot be filled in."""
    refuse_incomplete(letter, policy)
    return word_template.rendered(template or letter_template.own(letter.tone, lang), values(letter, lang))


def values(letter: Letter, lang: Language) -> dict[str, Any]:
    """What the placeholders stand for."""
    target = letter.pay_to
    contacts = reach(letter.contact, letter.phone, letter.email, letter.address)

    def said(message: Message) -> str:
        return message.text(lang)

    def money(minor: int) -> str:
        return shown(int(minor), letter.currency, lang=lang)

    return {
        "company": letter.company,
        "customer": letter.customer_name,
        "customer_id": letter.customer_id,
        "number": letter.number,
        "dated": said(wording.day_in_full(letter.dated)),
        "as_of": said(wording.day_in_full(letter.as_of)),
        "currency": letter.currency,
        "amount": money(letter.amount),
        "amount_words": letter.in_words,
        "count": str(len(letter.items)),
        "days": str(letter.oldest_days),
        "deadline": said(wording.day_in_full(letter.deadline)),
        "opening": [said(each) for each in sentences.opening(letter)],
        "items": [_item(row, money) for row in _records(letter.items)],
        "request": [said(each) for each in sentences.request(letter)],
        "excluded": [
            {"number": each.document_no, "amount": money(each.amount), "why": said(REASONS[each.why])} for each in letter.excluded
        ],
        "excluded_words": said(sentences.left_out(letter)),
        "unapplied": said(sentences.unapplied(letter)) if letter.unapplied > 0 else "",
        "payee": target.payee if target else "",
        "bank": target.bank if target else "",
        "account": target.account if target else "",
        "contacts": [{"label": said(label), "value": value} for label, value in contacts],
        "closing": [said(each) for each in sentences.closing(letter)],
        "slip": [said(each) for each in sentences.receipt_slip(letter)],
        **_interest(letter.claim, lang, money),
        "total": money(letter.total),
    }


REASONS: dict[str, Message] = {
    **EXCLUSIONS,
    "disputed": say("In dispute, being settled apart"),
    "held": say("Not asked for at present"),
    "plan": say("Paid under an agreed plan"),
}
"""Why something is left out, as the customer may read it."""


def _item(row: Mapping[Any, Any], money: Any) -> dict[str, str]:
    return {
        "number": str(row["document_no"]),
        "contract": str(row["contract_no"]) if pd.notna(row["contract_no"]) else "",
        "date": row["document_date"].date().isoformat(),
        "due": row["due_date"].date().isoformat(),
        "days": str(int(row["days_past_due"])),
        "amount": money(row["chased"]),
    }


def _interest(claim: Claim | None, lang: Language, money: Any) -> dict[str, Any]:
    if claim is None:
        return {"interest": "", "interest_items": [], "interest_rule": ""}
    lines = [
        {
            "number": item.document_no, "first": part.first.isoformat(), "last": part.last.isoformat(), "days": str(part.days),
            "principal": money(part.principal), "rate": f"{float(part.per_day) * 100:.5f}%", "basis": part.basis.text(lang),
            "amount": money(half_up(part.interest)),
        }
        for item in claim.items
        for part in item.interest.segments
    ]  # fmt: skip
    fixed = [
        {**dict.fromkeys(("first", "last", "days", "principal", "rate"), ""), "number": item.document_no,
         "basis": say("Fixed sum").text(lang), "amount": money(item.interest.fixed_sum)}
        for item in claim.items
        if item.interest.fixed_sum
    ]  # fmt: skip
    rule = say("Rule: {rule}. Days count from the day after the due date; each document's interest is rounded once.", rule=claim.rule)
    return {"interest": money(claim.total), "interest_items": [*lines, *fixed], "interest_rule": rule.text(lang)}


def _records(rows: pd.DataFrame) -> Iterable[Mapping[Any, Any]]:
    return rows.to_dict("records")
