"""What may we lose?"""

import streamlit as st

from arcore.provision import year_start
from pages._shared import guards, provision_view, specific_view, widgets, write_offs_view
from pages._shared.frame import current
from pages._shared.widgets import Figure

here = current()
_ = here._
guards.stop_when_empty(here)

head = st.container()
method = provision_view.method(here)
now, before = (provision_view.allowance_at(here, day, method) for day in (here.as_of, year_start(here.as_of)))
movement = provision_view.moved(here, before, now)
since = _("{date}: {value}")


def figure(label: str, minor: int, earlier: int) -> Figure:
    last = since.format(date=before.as_of, value=here.amount(earlier, here.currency))
    return Figure(label, here.amount(minor, here.currency), here.unit_name, last)


with head:
    widgets.answer(here.say(provision_view.answer(here, now, before)))
    widgets.figures(
        [
            figure(_("Allowance required"), now.amount, before.amount),
            figure(_("Assessed one by one"), *(sum(line.amount for line in each.specific) for each in (now, before))),
            figure(_("Portfolio by age"), *(sum(line.amount for line in each.portfolio) for each in (now, before))),
            Figure(_("Charge of the year"), here.amount(movement.total.charge - movement.total.reversal, here.currency), here.unit_name),
            Figure(_("Written off this year"), here.amount(movement.total.written_off, here.currency), here.unit_name),
        ]
    )

st.subheader(_("By age and by group"), anchor=False)
provision_view.lines(here, now, before)
st.subheader(_("Movement since {date}").format(date=before.as_of), anchor=False)
provision_view.movement_table(here, movement)
picture, booking = st.columns([3, 2], gap="large")
with picture:
    provision_view.migration(here, now)
with booking:
    widgets.note(provision_view.entry(here, now))
st.subheader(_("Assessed one by one"), anchor=False)
specific_view.show(here, now)
st.subheader(_("Write-offs"), anchor=False)
write_offs_view.show(here)
provision_view.download(here, now, before, movement)
