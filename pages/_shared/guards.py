"""What stands between a page and figures that are not there."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from arcore.overview import Figures
from pages._shared import widgets
from pages._shared.frame import Frame
from pages._shared.widgets import Door


def figures_in(frame: Frame, every: Sequence[Figures], currency: str) -> Figures:
    """The figures of one currency; where there are none, say so and stop the page."""
    _ = frame._
    found = [pair for pair in every if pair.currency == currency]
    if not found:
        widgets.empty(_("Nothing in {currency} on this date").format(currency=currency), _("Choose another currency or date on the left."))
        st.stop()
    return found[0]


def stop_when_empty(frame: Frame) -> None:
    """Without documents there is nothing to show yet: say what to do, and stop the page."""
    _ = frame._
    if not frame.is_empty:
        return
    if frame.entity:
        title = _("Nothing in {entity} yet").format(entity=frame.entity)
        widgets.empty(title, _("Choose another entity on the left, or add its workbooks."), Door("data", _("Add workbooks")))
    elif len(frame.books.customers):
        widgets.empty(
            _("No documents yet"),
            _("The books have {count} customers, but no invoices. Add the open invoices as your accounting system exports them.").format(
                count=f"{len(frame.books.customers):,}"
            ),
            Door("data", _("Add workbooks")),
        )
    else:
        widgets.empty(
            _("Your books are empty"),
            _("Add the customer list, the invoices and, if you have them, the receipts, as your accounting system exports them. "
              "Nothing is changed in your files, and nothing is written before you have seen and agreed to it."),
            Door("data", _("Add workbooks")),
        )  # fmt: skip
        widgets.door(Door("setup", _("Getting started")), key="setup")
        widgets.door(Door("overview", _("Look at the sample company first"), {"books": "sample"}), key="sample")
    st.stop()
