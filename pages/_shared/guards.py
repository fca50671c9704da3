"""What stands between a page and figures that are not there."""

from __future__ import annotations

import streamlit as st

from pages._shared import widgets
from pages._shared.frame import Frame
from pages._shared.widgets import Door


def stop_when_empty(frame: Frame) -> None:
    """Without documents there is nothing to show yet: say what to do, and stop the page."""
    _ = frame._
    if not frame.is_empty:
        return
    if frame.entity:
        widgets.empty(_("Nothing in {entity} yet").format(entity=frame.entity), _("Choose another entity on the left, or add its workbooks."),
                      Door("data", _("Add workbooks")))  # fmt: skip
    else:
        widgets.empty(
            _("Your books are empty"),
            _("Add the customer list, the invoices and, if you have them, the receipts, as your accounting system exports them. "
              "Nothing is changed in your files, and nothing is written before you have seen and agreed to it."),
            Door("data", _("Add workbooks")),
        )  # fmt: skip
        widgets.door(Door("overview", _("Look at the sample company first"), {"books": "sample"}), key="sample")
    st.stop()
