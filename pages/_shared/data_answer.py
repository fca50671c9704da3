"""What the data page opens with: what the books hold, since when, from where."""

from __future__ import annotations

from pages._shared import widgets
from pages._shared.frame import Frame


def show(frame: Frame) -> None:
    """One sentence on what is in the books."""
    _ = frame._
    books = frame.books
    if frame.is_empty:
        widgets.answer(_("These books are empty. Drop your workbooks below; nothing is written before you have seen what would change."))
        return
    widgets.answer(
        _("The books hold {customers} customers, {documents} documents and {receipts} receipts, up to {date}.").format(
            customers=f"{len(books.customers):,}",
            documents=f"{len(books.documents):,}",
            receipts=f"{len(books.receipts):,}",
            date=frame.latest,
        )
    )
    if books.restorable_from is not None:
        widgets.strip(
            _("Balances before {date} cannot be restored: some files give only what is paid by now, without dates.").format(
                date=books.restorable_from
            )
        )
