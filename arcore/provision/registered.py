"""What people have registered about losses: the debts assessed one by one, as `allowance` takes them."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from arcore.books import Books
from arcore.registers.attachments import shown_name
from arcore.registers_at import registers_at


def specific_items(books: Books, as_of: dt.date, own_currency: str) -> pd.DataFrame | None:
    """Specific provisions as registered at `as_of`: customer_key, document_key, currency, recoverable, reason, from_date, to_date,
    and evidence: what the row says about it, and the file kept with it."""
    rows = registers_at(books, as_of).get("specific_provisions")
    if rows is None or not len(rows):
        return None
    named = rows.rename(columns={"assessed_on": "from_date", "valid_to": "to_date"})
    told = [
        " · ".join(part for part in (text if isinstance(text, str) else "", shown_name(file) if isinstance(file, str) else "") if part)
        for text, file in zip(named["evidence"], named["file"], strict=True)
    ]
    return named.assign(currency=named["currency"].fillna(own_currency), evidence=told)


def proposals(books: Books, as_of: dt.date, own_currency: str, currency: str) -> pd.DataFrame:
    """The write-offs of a currency proposed by `as_of`, newest first, with document_no and customer_name; decided later, pending then."""
    rows = registers_at(books, as_of).get("write_offs")
    if rows is None or not len(rows):
        return pd.DataFrame()
    day = pd.Timestamp(as_of)
    mine = rows.assign(currency=rows["currency"].fillna(own_currency))
    mine = mine[(mine["currency"] == currency) & (mine["proposed_on"] <= day)]
    if not len(mine):
        return pd.DataFrame()
    later = mine["decided_on"] > day
    decided = ("decided_by", "decided_as", "decided_on")
    mine = mine.assign(state=mine["state"].mask(later, "pending"), **{name: mine[name].mask(later) for name in decided})
    documents = books.documents[["document_key", "document_no"]].astype({"document_key": "Int64"})
    names = books.customers[["customer_key", "customer_name"]].astype({"customer_key": "Int64"})
    joined = mine.merge(documents, on="document_key", how="left").merge(names, on="customer_key", how="left")
    return joined.sort_values(["proposed_on", "row_key"], ascending=False).reset_index(drop=True)
