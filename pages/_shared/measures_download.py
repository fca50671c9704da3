"""The measures page as a workbook."""

from __future__ import annotations

import pandas as pd

from arcore.documents import measures_workbook
from pages._shared import downloads, measures_view, widgets
from pages._shared.frame import Frame
from pages._shared.measures_view import Chosen, Compared


def button(frame: Frame, chosen: Chosen, rows: Compared, monthly: pd.DataFrame) -> None:
    """The measures, their months and the groups as on the page."""
    _ = frame._

    def make() -> bytes:
        groups = None
        if chosen.by:
            groups = measures_view.named_groups(frame, chosen)
        return measures_workbook.build(
            rows,
            monthly,
            groups,
            as_of=chosen.end,
            of=chosen.name,
            grouped_by=measures_view.BYS[chosen.by],
            currency=frame.currency,
            company=downloads.company(frame),
            lang=frame.lang,
            unit=frame.unit,
            version=frame.say(frame.origin),
        )

    widgets.download(_("Measures workbook"), make, _("Measures") + f" {chosen.end}.xlsx", primary=True, key="download.measures")
