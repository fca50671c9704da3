"""What reduces a document besides recorded allocations: a file's paid column, and the credit note that reverses it.

Both are derived whenever books are read, never stored, so that they give way to better knowledge: once an imported, dated
receipt explains a stated payment, the stated part shrinks by it. Cash that a person applies comes on top of what the file
stated before; a file imported later is taken to know of it. Order: recorded allocations, then stated payments, then
credit notes with the document they reverse; none ever takes a document past zero.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

Whole = npt.NDArray[np.int64]
IMPORTED, BY_HAND = "import", "person"
NOT_YET = 2**62  # the entry of what is about to be written
DERIVED_COLUMNS = ("document_key", "date", "amount", "kind")


def derived(documents: pd.DataFrame, allocations: pd.DataFrame, stated: pd.DataFrame) -> pd.DataFrame:
    """Derived allocations: document_key, date, amount, kind (stated|credit).

    `documents`: document_key, customer_key, entity, document_no, document_date, currency, amount, reversed_document_no;
    `allocations`: document_key, date, amount, origin, entry; `stated`: document_key, stated_on, paid, entry.
    Dates are comparable (text or datetime64).
    """
    paid = stated_allocations(documents, allocations, stated)
    settled = pd.concat([allocations[["document_key", "amount"]], paid[["document_key", "amount"]]]).groupby("document_key")["amount"].sum()
    return pd.concat([paid, credit_allocations(documents, settled)], ignore_index=True)


def stated_allocations(documents: pd.DataFrame, allocations: pd.DataFrame, stated: pd.DataFrame) -> pd.DataFrame:
    """What the stated payments add to the recorded allocations, each on the day it was stated.

    After the statement of day s: max(0, stated − recorded up to s and known to it), at most what the recorded allocations leave.
    """
    stated = stated[stated["document_key"].isin(documents["document_key"])].sort_values(["document_key", "stated_on"])
    relevant = allocations[allocations["document_key"].isin(stated["document_key"])]
    amount = stated["document_key"].map(documents.set_index("document_key")["amount"]).to_numpy(dtype="int64")
    total = stated["document_key"].map(relevant.groupby("document_key")["amount"].sum()).fillna(0).to_numpy(dtype="int64")
    sign = np.sign(amount)
    unexplained = sign * (stated["paid"].to_numpy(dtype="int64") - _known_to(stated, relevant))
    standing = sign * np.clip(unexplained, 0, np.maximum(sign * (amount - total), 0))
    before = pd.Series(standing, index=stated.index).groupby(stated["document_key"]).shift(fill_value=0)
    found = pd.DataFrame(
        {
            "document_key": stated["document_key"],
            "date": stated["stated_on"],
            "amount": standing - before.to_numpy(dtype="int64"),
            "kind": "stated",
        }
    )
    return found[found["amount"] != 0]


def _known_to(stated: pd.DataFrame, allocations: pd.DataFrame) -> Whole:
    """Allocations that a statement's figure contains: dated until its day, and imported or entered before it was."""
    asked = stated.reset_index(drop=True).rename_axis("statement").reset_index()
    pairs = asked.merge(allocations, on="document_key", suffixes=("", "_allocation"))
    contained = (pairs["date"] <= pairs["stated_on"]) & ((pairs["origin"] == IMPORTED) | (pairs["entry_allocation"] < pairs["entry"]))
    sums = pairs[contained].groupby("statement")["amount"].sum().reindex(asked["statement"], fill_value=0)
    answer: Whole = sums.to_numpy(dtype="int64")
    return answer


def credit_allocations(documents: pd.DataFrame, settled: pd.Series) -> pd.DataFrame:
    """Pairs for credit notes that name the document they reverse: the lesser of both open balances, on the later of both dates."""
    notes = documents[documents["reversed_document_no"].notna() & (documents["amount"] < 0)]
    rows: list[tuple[int, object, int, str]] = []
    if notes.empty:
        return pd.DataFrame(rows, columns=list(DERIVED_COLUMNS))
    same = ["entity", "document_no", "customer_key", "currency"]
    names = ["document_key", "document_date", "amount"]
    reversible = documents.loc[(documents["amount"] > 0) & documents["document_no"].isin(notes["reversed_document_no"]), [*same, *names]]
    pairs = notes[["entity", "reversed_document_no", "customer_key", "currency", *names]].merge(
        reversible.drop_duplicates(same),
        left_on=["entity", "reversed_document_no", "customer_key", "currency"],
        right_on=same,
        suffixes=("", "_reversed"),
    )
    pairs["date"] = pairs["document_date"].where(pairs["document_date"] >= pairs["document_date_reversed"], pairs["document_date_reversed"])
    used = dict(zip(settled.index.tolist(), settled.tolist(), strict=True))
    ordered = pairs.sort_values(["date", "document_key"])
    for note, on, credit, reversed_key, amount in zip(
        *(ordered[name] for name in ("document_key", "date", "amount", "document_key_reversed", "amount_reversed")), strict=True
    ):
        part = min(int(amount) - used.get(reversed_key, 0), used.get(note, 0) - int(credit))
        if part > 0:
            rows += [(int(note), on, -part, "credit"), (int(reversed_key), on, part, "credit")]
            used[note] = used.get(note, 0) - part
            used[reversed_key] = used.get(reversed_key, 0) + part
    return pd.DataFrame(rows, columns=list(DERIVED_COLUMNS))
