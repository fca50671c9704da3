"""对账单 as a Word letter, filled into a template: our own, or the one the user put in its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from arcore import wording
from arcore.confirming.statement import KIND_WORDS, Statement, paragraphs, reach, reply_lines
from arcore.documents import statement_template, word_template
from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.money import shown


def build(found: Statement, lang: Language, template: bytes | None = None) -> bytes:
    """The letter's bytes; `template` in place of our own. Raises Unusable where it cannot be filled in."""
    return word_template.rendered(template or statement_template.own(lang), values(found, lang))


def values(found: Statement, lang: Language) -> dict[str, Any]:
    """What the placeholders stand for; amounts with two decimals and thousands separators."""
    account = found.account

    def said(message: Message) -> str:
        return message.text(lang)

    def money(minor: int) -> str:
        return shown(int(minor), account.currency, lang=lang)

    contacts = [{"label": said(label), "value": value} for label, value in reach(found.contact, found.phone, found.email, found.address)]
    return {
        "company": found.company,
        "customer": found.customer_name,
        "customer_id": found.customer_id,
        "number": found.number,
        "period_from": account.start.isoformat(),
        "as_of": account.end.isoformat(),
        "dated": said(wording.day_in_full(account.end)),
        "currency": account.currency,
        "opening": money(account.opening),
        "closing": money(account.closing),
        "closing_words": found.in_words,
        "overdue": money(account.overdue_net),
        "disputed": money(found.disputed),
        "paragraphs": [said(sentence) for sentence in paragraphs(found)],
        "detail": found.mode == "detail",
        "lines": [
            {
                **_dated(row, "date"),
                "kind": said(KIND_WORDS[row["kind"]]),
                "reference": row["reference"],
                **{name: money(row[name]) if row[name] or name == "balance" else "" for name in ("debit", "credit", "balance")},
            }
            for row in _records(found.lines)
        ],
        "subtotals": [{"label": said(KIND_WORDS[kind]), "amount": money(minor)} for kind, minor in account.subtotals.items()],
        "open_items": [
            {
                **_dated({**row, "number": row["document_no"]}, "document_date"),
                "amount": money(row["amount"]),
                "open": money(row["open"]),
                "due": row["due_date"].date().isoformat(),
                "days": str(max(0, int(row["days_past_due"]))),
                "remark": said(say("In dispute")) if row["document_key"] in account.disputed else "",
            }
            for row in _records(account.open_items)
        ],
        "aging": [{"label": said(label), "amount": money(minor)} for label, minor in found.aging],
        "disputes": [{"number": number, "open": money(open_), "amount": money(part)} for number, open_, part in found.disputes],
        "unapplied": [
            {**_dated({**row, "number": row["receipt_no"]}, "receipt_date"), "amount": money(row["unapplied"])}
            for row in _records(account.unapplied)
        ],
        "payee": found.pay_to.payee,
        "bank": found.pay_to.bank,
        "account": found.pay_to.account,
        "contacts": contacts,
        "reply_by": found.reply_by.isoformat(),
        "reply": [said(line) for line in reply_lines(found)],
    }


def _records(rows: pd.DataFrame) -> Iterable[Mapping[Any, Any]]:
    return rows.to_dict("records")


def _dated(row: Mapping[Any, Any], name: str) -> dict[str, str]:
    number = row["number"]
    return {"date": row[name].date().isoformat(), "number": str(number) if pd.notna(number) else ""}
