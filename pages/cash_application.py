"""Which receipt paid what?"""

import streamlit as st

from arcore.cash import listing
from pages._shared import (
    cash_acts,
    cash_done,
    cash_download,
    cash_head,
    cash_line,
    cash_list,
    cash_payers,
    cash_pool,
    cash_upload,
    cash_works,
    guards,
    parts,
    widgets,
)  # fmt: skip
from pages._shared.frame import current

here = current()
_ = here._
guards.stop_when_empty(here)

lines = cash_works.lines(here)
if not len(lines):
    widgets.empty(
        _("No bank statement yet"),
        _("Drop last month's statements below, as the bank gave them. Each line is matched with the open documents; you see every "
          "proposal with its reasons before anything is posted."),
    )  # fmt: skip
    cash_acts.sign(here)
    cash_upload.show(here)
    st.stop()

cash_acts.offer_undo(here)
work = cash_works.current(here)
queue = listing.to_decide(work)
pool = [p for p in work.proposals if listing.group_of(p) == "unknown"]
cash_head.show(here, work, lines)

titles = {
    "queue": _("One by one ({count})").format(count=f"{len(queue):,}"),
    "list": _("As a list"),
    "pool": _("Unidentified ({count})").format(count=f"{len(pool):,}"),
    "statements": _("Add statements"),
    "done": _("Posted and undo"),
    "payers": _("Learned payers"),
}
part = parts.choose(here, titles)

cash_acts.sign(here)
if part == "queue":
    cash_head.certain(here, work)
    if queue:
        cash_line.show(here, work, queue)
    else:
        widgets.empty(_("Nothing waits for a decision"), _("Every line of the statements is posted, set aside or certain."))
elif part == "list":
    cash_list.show(here, work, lines)
elif part == "pool":
    cash_pool.show(here, work)
elif part == "statements":
    cash_upload.show(here)
elif part == "done":
    cash_done.show(here, lines)
else:
    cash_payers.show(here)

cash_head.proofs(here, lines)
cash_download.show(here, work, lines)
