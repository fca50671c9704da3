"""What needs attention today?"""

import streamlit as st

from arcore import answers, charts, desk, overview, wording
from arcore.attention import Trouble
from pages._shared import downloads, drill, figures_of, guards, widgets
from pages._shared.currencies import currency_choice
from pages._shared.frame import current
from pages._shared.looks import look
from pages._shared.widgets import Door, Figure

here = current()
_ = here._
guards.stop_when_empty(here)

every = figures_of.figures(here)
tasks = figures_of.tasks(here)
currency = currency_choice(here, [pair.currency for pair in every])
pair = next(pair for pair in every if pair.currency == currency)
now, before = pair.now, pair.before
earlier = _("Last month end {value}")
unit = here.unit_name(currency)

widgets.answer(here.say(answers.overview_answer(pair, len(tasks), here.unit)))
widgets.figures(
    [
        Figure(
            _("Open balance"), here.amount(now.open, currency), unit, earlier.format(value=here.amount(before.open, currency)),
            door=Door("aging", _("By customer")),
        ),
        Figure(
            _("Overdue"), here.amount(now.overdue, currency), unit, earlier.format(value=here.amount(before.overdue, currency)),
            bad=now.overdue > before.overdue, door=Door("aging", _("Month by month"), {"view": "history"}),
        ),
        Figure(
            _("Overdue share (of open items)"), wording.percent(now.overdue_rate), "", earlier.format(value=wording.percent(before.overdue_rate)),
            door=Door("aging", _("By salesperson"), {"by": "salesperson"}),
        ),
        Figure(
            _("Unapplied receipts"), here.amount(now.unapplied + now.unidentified, currency), unit,
            earlier.format(value=here.amount(before.unapplied + before.unidentified, currency)),
            door=Door("aging", _("Receipts"), {"focus": f"{Trouble.UNAPPLIED.value}.{currency}.0"}) if now.unapplied else None,
        ),
        Figure(
            _("DSO (open ÷ 90 days' sales incl. tax)"), wording.days(now.days_sales_outstanding), _("days"),
            earlier.format(value=wording.days(before.days_sales_outstanding)), door=Door("policy", _("How it is computed"), {"part": "figures"}),
        ),
    ]
)  # fmt: skip

picture, todo = st.columns([3, 2], gap="large")
with picture:
    scheme, basis = here.policy.aging.scheme, here.policy.aging.basis
    chart = charts.aging_bar(figures_of.history(here, scheme, basis, 2), scheme, look(here, currency))
    picked = st.altair_chart(chart, on_select="rerun", key=f"bar.{here.books.version}.{here.as_of}.{currency}.{here.entity}")
    bucket = widgets.picked(picked, "bucket", "bucket")
with todo:
    st.subheader(_("Needs attention ({count})").format(count=len(tasks)), anchor=False)
    widgets.task_list(here, tasks, desk.focus_names(tasks))

if bucket is not None and bucket >= 0:
    drill.bucket(here, int(bucket), currency)

st.subheader(_("Largest debtors"), anchor=False)
largest = overview.top_debtors(figures_of.standing(here, here.as_of), here.books.customers, here.policy, currency)
debtor = widgets.picked(
    st.altair_chart(
        charts.top_debtors(largest, here.policy.aging.scheme, here.as_of, look(here, currency)),
        on_select="rerun", key=f"top.{here.books.version}.{here.as_of}.{currency}.{here.entity}",
    ),
    "customer_id", "customer_id",
)  # fmt: skip
if debtor is not None:
    widgets.door(Door("aging", _("Documents of {customer}").format(customer=debtor), {"customer": str(debtor)}), key="debtor")
widgets.proofs(here, figures_of.aged(here, here.as_of, "policy", here.policy.aging.basis).proofs)
downloads.aging(here, "policy", here.policy.aging.basis)
