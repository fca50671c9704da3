"""What will come in?"""

import streamlit as st

from arcore import charts, desk, forecast
from arcore.standing import sums_by_currency
from pages._shared import figures_of, forecast_view, forecast_weeks, foreseen, guards, session, widgets
from pages._shared.frame import current
from pages._shared.looks import look

here = current()
_ = here._
guards.stop_when_empty(here)
currency = here.currency

with st.spinner(_("Making the forecast, and those of past months…")):
    weeks = foreseen.weeks(here, currency)
parts = desk.with_keys(foreseen.made(here).parts, "currency", [currency])
if not len(parts):
    widgets.empty(
        _("Nothing is open in {currency} on this date").format(currency=currency), _("Choose another currency or date on the left.")
    )
    st.stop()

widgets.answer(here.say(forecast.forecast_answer(weeks, here.as_of, currency, here.unit)))
forecast_view.figures(here, weeks, currency)

st.space("small")
at = f"{here.books.version}.{here.as_of}.{currency}.{here.entity}"
event = st.altair_chart(charts.cash_in(weeks, here.as_of, look(here, currency)), on_select="rerun", key=f"weeks.{at}")
share = f"{here.policy.forecast.band:.0%}"
widgets.note(
    _("Whiskers: where {share} of past weeks ended up. Only documents that are open now; sales still to be invoiced come on top. "
      "Click a week to see its documents.").format(share=share)
)  # fmt: skip
clicked = widgets.picked(event, "week", "week")
place = str(clicked) if clicked is not None else session.one_of("place", ("", *forecast_view.PLACES), "")
if place:
    st.subheader(_("Documents behind it"), anchor=False)
    forecast_view.documents(here, desk.with_keys(parts, "week", forecast_view.PLACES[place]), f"place.{place}.{currency}")

st.subheader(_("Week by week and customer"), anchor=False)
chosen = forecast_view.table(here, currency)
open_balance = sums_by_currency(figures_of.aged(here, here.as_of, "policy", here.policy.aging.basis).items, "open").get(currency, 0)
line, holds = forecast.proof(weeks, open_balance, currency, here.unit)
widgets.proof_lines([(here.say(line), holds)])
if chosen is not None:
    forecast_view.documents(here, desk.with_keys(parts, "customer_id", [chosen]), f"customer.{chosen}.{currency}")
forecast_view.download(here, currency)

st.subheader(_("Earlier weeks: forecast and actual"), anchor=False)
forecast_weeks.earlier(here, currency)
forecast_weeks.liquidity(here)
st.subheader(_("Most likely late"), anchor=False)
forecast_view.likely_late(here, currency)
with st.expander(_("How good past forecasts were")):
    forecast_view.past(here, currency)
