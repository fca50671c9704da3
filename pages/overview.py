"""What needs attention today?"""

import streamlit as st

from arcore import answers, charts, desk, overview, wording
from arcore.attention import Trouble
from pages._shared import downloads, drill, figures_of, guards, warnings_view, widgets
from pages._shared.frame import current
from pages._shared.looks import look
from pages._shared.widgets import Door, Figure

here = current()
_ = here._
guards.stop_when_empty(here)

currency, unit = here.currency, here.unit_name
tasks = figures_of.tasks(here)
pair = guards.figures_in(here, figures_of.figures(here), currency)
now, before = pair.now, pair.before


last = _("Last month end {value}")


def amounts(label: str, minor: int, earlier: int, door: Door | None, *, bad: bool = False) -> Figure:
    return Figure(label, here.amount(minor, currency), unit, last.format(value=here.amount(earlier, currency)), bad, door)


def rates(label: str, value: str, earlier: str, name: str, door: Door) -> Figure:
    return Figure(label, value, name, last.format(value=earlier), door=door)


by_group, by_salesperson = Door("aging", _("By group"), {"by": "group"}), Door("aging", _("By salesperson"), {"by": "salesperson"})
computed = Door("policy", _("How it is computed"), {"part": "figures"})
share, share_before = wording.percent(now.overdue_rate), wording.percent(before.overdue_rate)
turnover, turnover_before = wording.days(now.days_sales_outstanding), wording.days(before.days_sales_outstanding)
receipts = Door("aging", _("Receipts"), {"focus": f"{Trouble.UNAPPLIED.value}.{currency}.0"}) if now.unapplied else None
widgets.answer(here.say(answers.overview_answer(pair, len(tasks), here.unit)))
widgets.figures(
    [
        amounts(_("Open balance"), now.open, before.open, Door("aging", _("By customer"))),
        amounts(_("Overdue"), now.overdue, before.overdue, by_group, bad=now.overdue > before.overdue),
        rates(_("Overdue share (open items)"), share, share_before, "", by_salesperson),
        amounts(_("Unapplied receipts"), now.unapplied + now.unidentified, before.unapplied + before.unidentified, receipts),
        rates(_("DSO (90 days' sales incl. tax)"), turnover, turnover_before, _("days"), computed),
    ]
)

st.space("small")
pictures, todo = st.columns([3, 2], gap="large")
scheme, basis = here.policy.aging.scheme, here.policy.aging.basis
at = f"{here.books.version}.{here.as_of}.{currency}.{here.entity}"
with pictures:
    bar = charts.aging_bar(figures_of.history(here, scheme, basis, 2), scheme, look(here, currency))
    bucket = widgets.picked(st.altair_chart(bar, on_select="rerun", key=f"bar.{at}"), "bucket", "bucket")
    widgets.note(_("Click a column to see its documents, a customer's bar to see the customer's."))
    largest = overview.top_debtors(figures_of.standing(here, here.as_of), here.books.customers, here.policy, currency)
    top = charts.top_debtors(largest, scheme, here.as_of, look(here, currency))
    debtor = widgets.picked(st.altair_chart(top, on_select="rerun", key=f"top.{at}"), "customer_id", "customer_id")
with todo:
    st.subheader(_("Needs attention ({count})").format(count=len(tasks)), anchor=False)
    widgets.task_list(here, tasks, desk.focus_names(tasks))
    warnings_view.top(here)

if bucket is not None:
    drill.bucket(here, int(str(bucket)), currency)
if debtor is not None:
    drill.customer(here, str(debtor), figures_of.aged(here, here.as_of, "policy", basis))
widgets.proofs(here, figures_of.aged(here, here.as_of, "policy", basis).proofs)
downloads.aging(here, "policy", basis, "customer")
