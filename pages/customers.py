"""Who is this, how do they pay?"""

from pages._shared import customer_edit, customer_table, customer_view, guards, session
from pages._shared.frame import current

here = current()
guards.stop_when_empty(here)
known = set(here.books.customers["customer_id"].dropna())
chosen = session.chosen("customer", lambda text: text == "" or text in known, "")

if chosen:
    customer_view.show(here, chosen)
else:
    rows = customer_table.show(here)
    customer_edit.show(here, rows)
