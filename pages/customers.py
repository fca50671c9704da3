"""Who is this, how do they pay?"""

from arcore.customer_list import reference
from pages._shared import customer_edit, customer_table, customer_view, figures_of, guards, session
from pages._shared.frame import current

here = current()
guards.stop_when_empty(here)
positions = {reference(position): position for position in figures_of.standing(here, here.as_of).positions}
chosen = session.one_of("customer", ["", *positions], "")

if chosen:
    customer_view.show(here, positions[chosen])
else:
    rows = customer_table.show(here)
    customer_edit.show(here, rows)
