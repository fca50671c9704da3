"""IBM's late payment histories as books: 2,466 invoices of 100 customers, kept beside the checkout (Apache-2.0).

Known at an invoice's date are its customer, amount, country, due date, and whether its bill went out on paper or
electronically (a customer's switch is dated). Whether it will be disputed, when it is settled and how late are not: a dispute
counts from the day on which the file proves that somebody knew of it, the day the invoice was settled.
"""

from __future__ import annotations

import pandas as pd

from arcore.books import Books
from tests.real_files import REAL
from tests.receivable_frames import customers, receipts

FILE = REAL / "receivables" / "ibm_late_payments.csv"
DAY = "datetime64[us]"


def histories() -> pd.DataFrame:
    """The file's rows in the order of their dates, days as dates."""
    rows = pd.read_csv(FILE, dtype={"countrycode": "str"})
    for name in ("PaperlessDate", "InvoiceDate", "DueDate", "SettledDate"):
        rows[name] = pd.to_datetime(rows[name], format="%d/%m/%Y").astype(DAY)
    return rows.sort_values("InvoiceDate", kind="stable").reset_index(drop=True)


def books_of(rows: pd.DataFrame) -> Books:
    """The invoices and their settlements."""
    key = pd.RangeIndex(1, len(rows) + 1).to_numpy()
    customer = rows["customerID"].astype("category").cat.codes.to_numpy("int64") + 1
    amount = (rows["InvoiceAmount"] * 100).round().astype("int64")
    documents = pd.DataFrame(
        {
            "document_key": key, "customer_key": customer, "entity": None, "side": "receivable",
            "document_no": rows["invoiceNumber"].astype("str"),
            "kind": "invoice", "customer_id": rows["customerID"], "document_date": rows["InvoiceDate"], "due_date": rows["DueDate"],
            "term_text": rows["PaperlessBill"], "currency": "USD", "amount": amount, "region": rows["countrycode"],
        }
    )  # fmt: skip
    allocations = pd.DataFrame(
        {"allocation_key": key, "document_key": pd.array(key, dtype="Int64"), "receipt_key": pd.array(key, dtype="Int64"),
         "date": rows["SettledDate"], "amount": amount, "kind": "receipt"}
    )  # fmt: skip
    return Books(documents, receipts(), allocations, customers(), "ibm")


def disputes_of(rows: pd.DataFrame, opened: str = "SettledDate") -> pd.DataFrame:
    """The disputed invoices; `opened` names the column from whose day on the dispute is taken to be known."""
    mine = rows[rows["Disputed"] == "Yes"]
    return pd.DataFrame({"document_key": mine.index + 1, "opened": mine[opened], "closed": pd.Series(pd.NaT, index=mine.index, dtype=DAY)})
