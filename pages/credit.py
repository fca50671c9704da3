"""Who is over or near the limit, and may we ship?"""

import streamlit as st

from arcore import answers, charts, position_rows
from arcore.exposure import STATUS_LABELS, Status
from arcore.standing import last_month_end
from pages._shared import credit_table, downloads, drill, figures_of, focus, guards, order_check, widgets
from pages._shared.frame import current
from pages._shared.looks import look
from pages._shared.widgets import Door, Figure

here = current()
_ = here._
guards.stop_when_empty(here)

positions = figures_of.graded_positions(here, here.as_of)
earlier = figures_of.standing(here, last_month_end(here.as_of)).positions
currency = here.currency
now, before = credit_table.counted(positions, currency), credit_table.counted(earlier, currency)
mine = [position for position in positions if position.currency == currency]

widgets.answer(here.say(answers.credit_answer(mine, here.unit)))
last = _("Last month end {value}")
unit = here.unit_name
widgets.figures(
    [
        Figure(
            _("Over limit"),
            f"{now.over:,}",
            _("customers"),
            last.format(value=f"{before.over:,}"),
            bad=now.over > before.over,
            door=Door("credit", _("Show"), {"status": "over"}),
        ),
        Figure(
            _("Over the limit by"),
            here.amount(now.over_by, currency),
            unit,
            last.format(value=here.amount(before.over_by, currency)),
            door=Door("credit", _("Show"), {"status": "over"}),
        ),
        Figure(
            _("Overdue too long"),
            f"{now.late:,}",
            _("customers"),
            last.format(value=f"{before.late:,}"),
            bad=now.late > before.late,
            door=Door("credit", _("Show"), {"status": "late"}),
        ),
        Figure(
            here.say(STATUS_LABELS[Status.NEAR]),
            f"{now.near:,}",
            _("customers"),
            last.format(value=f"{before.near:,}"),
            door=Door("credit", _("Show"), {"status": "near"}),
        ),
        Figure(
            here.say(STATUS_LABELS[Status.NO_LIMIT]),
            f"{now.no_limit:,}",
            _("customers"),
            last.format(value=f"{before.no_limit:,}"),
            door=Door("credit", _("Show"), {"status": "no_limit"}),
        ),
    ]
)

st.space("small")
picture, check = st.columns([3, 2], gap="large")
with picture:
    event = st.altair_chart(
        charts.utilization_strip(mine, here.as_of, look(here, currency)), on_select="rerun",
        key=f"strip.{here.books.version}.{here.as_of}.{currency}.{here.entity}",
    )  # fmt: skip
with check:
    order_check.form(here, positions)

asked = focus.entry(here)
shown = credit_table.filtered(here, position_rows.position_rows(mine, here.policy.credit, here.lang), asked)
pointed = widgets.picked(event, "customer_id", "customer_id")
chosen = credit_table.show(here, shown, currency) or (str(pointed) if pointed is not None else None)
at = figures_of.aged(here, here.as_of, "policy", here.policy.aging.basis)
widgets.proofs(here, at.proofs)
downloads.credit(here, mine)

if chosen is not None:
    drill.customer(here, chosen, at)
