"""What changed since last month, and what do we decide?"""

import streamlit as st

from arcore.review import TOPICS
from arcore.review.overdue import plan_kept
from pages._shared import (
    cash_acts,
    guards,
    review_closing,
    review_decisions,
    review_download,
    review_figures,
    review_month,
    review_overdue,
    review_pack,
    review_present,
    review_tables,
    widgets,
)
from pages._shared.frame import current

here = current()
_ = here._
guards.stop_when_empty(here)

topic, presented = review_present.choose(here)
with st.container(horizontal=True, vertical_alignment="bottom"):
    as_of = review_month.choose(here, quietly=presented)
    if not presented:
        review_present.button(here)
with st.spinner(_("Putting the month's figures together…")):
    month = review_month.month(here, as_of)
cash_acts.offer_undo(here)
review_month.head(here, month, review_present.question(here, topic), briefly=review_present.briefly(topic))

if topic == "last":
    review_decisions.last(here, month)
elif topic == "figures":
    review_figures.figures(here, month)
    review_figures.moved(here, month)
elif topic == "aging":
    review_figures.development(here, month)
elif topic == "overdue":
    review_overdue.show(here, month)
elif topic == "decisions":
    review_decisions.now(here, month)
elif topic == review_present.CLOSING:
    review_closing.show(here, as_of)
else:
    if topic == "plan":
        widgets.answer(here.say(plan_kept(month.table("T5"), month.as_of, here.currency, here.unit)))
    for number in TOPICS[topic].tables:
        review_tables.show(here, month, number)
if topic == "figures":
    review_tables.show(here, month, "T1")
if topic not in ("decisions", review_present.CLOSING):
    review_decisions.record(here, month, key=topic)
if not presented:
    review_pack.offer(here, month)
    review_download.button(here, month)
