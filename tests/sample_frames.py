"""The sample company's story as the frames of `arcore.books`, without reading a file."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pandas as pd

from arcore import aging, balances
from arcore.policy import AgingScheme
from sample_data import story
from sample_data.business import business

KINDS = {"销售发票": "invoice", "红字发票": "credit_note", "期初余额": "opening"}


@cache
def frames() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """documents, receipts, allocations, customers."""
    told = business()
    keys = {customer.id: place for place, customer in enumerate(told.customers, start=1)}
    numbers = {invoice.number: place for place, invoice in enumerate(told.invoices, start=1)}
    customers = pd.DataFrame(
        [
            {"customer_key": keys[c.id], "customer_id": c.id, "customer_name": c.name, "salesperson": c.salesperson,
             "region": c.region, "term_text": c.term}
            for c in told.customers
        ]
    )  # fmt: skip
    documents = pd.DataFrame(
        [
            {
                "document_key": numbers[i.number], "customer_key": keys[i.customer.id], "customer_id": i.customer.id,
                "document_no": i.number, "kind": KINDS[i.kind], "document_date": pd.Timestamp(i.date), "due_date": pd.Timestamp(i.due),
                "term_text": i.customer.term, "currency": i.customer.currency, "amount": i.amount,
                "salesperson": i.customer.salesperson, "region": i.customer.region,
                "contract_no": i.contract or None, "remark": i.remark or None,
            }
            for i in told.invoices
        ]
    )  # fmt: skip
    receipts = pd.DataFrame(
        [
            {
                "receipt_key": place, "customer_key": keys[r.customer.id], "customer_id": r.customer.id, "receipt_no": r.number,
                "receipt_date": pd.Timestamp(r.date), "currency": r.customer.currency, "amount": r.amount,
                "payer_name": r.payer or r.customer.name, "memo": r.memo,
            }
            for place, r in enumerate(told.receipts, start=1)
        ]
    )  # fmt: skip
    allocations = [
        {"document_key": numbers[r.invoice.number], "receipt_key": place, "date": r.date, "amount": amount, "kind": kind}
        for place, r in enumerate(told.receipts, start=1)
        if r.invoice
        for kind, amount in (("receipt", r.amount), ("discount", r.discount), ("fee", r.fee), ("write_off", r.write_off))
        if amount
    ]
    for note in told.invoices:
        if note.reverses:
            pair = ((note.number, note.settled), (note.reverses.number, -note.settled))
            allocations += [
                {"document_key": numbers[no], "receipt_key": None, "date": note.date, "amount": amount, "kind": "credit"}
                for no, amount in pair
            ]
    applied = pd.DataFrame(allocations).astype({"document_key": "Int64", "receipt_key": "Int64"})
    applied["date"] = pd.to_datetime(applied["date"])
    return documents, receipts, applied, customers


def aged(as_of: dt.date = story.AS_OF, scheme: AgingScheme | None = None) -> pd.DataFrame:
    """Open items with their age."""
    documents, _, allocations, _ = frames()
    return pd.DataFrame(aging.age(balances.open_items(documents, allocations, as_of), as_of, scheme or AgingScheme()))


def unapplied(as_of: dt.date = story.AS_OF) -> pd.DataFrame:
    """Receipts not applied yet."""
    documents, receipts, allocations, _ = frames()
    return pd.DataFrame(balances.unapplied(receipts, allocations, as_of, documents))
