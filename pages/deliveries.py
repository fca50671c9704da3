"""What is delivered and not invoiced, and do e-invoices and books agree?"""

from pages._shared import deliveries_view, einvoices_view, guards, parts
from pages._shared.frame import current

here = current()
_ = here._
guards.stop_when_empty(here)

shown = {"deliveries": (_("Delivered, not invoiced"), deliveries_view.show), "einvoices": (_("E-invoices"), einvoices_view.show)}
part = parts.choose(here, {name: title for name, (title, _show) in shown.items()})
shown[part][1](here)
