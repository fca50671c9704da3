"""The rating workbook: everything that the parts of the page list, in one file."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from arcore import concentration, credit_reviews, desk
from arcore.aging_series import month_ends
from arcore.documents import rating_workbook
from arcore.documents.rating_workbook import Watched
from arcore.ratings import Rated
from pages._shared import downloads, figures_of, session, widgets
from pages._shared.frame import Frame

MONTHS = 3


def compared_day(frame: Frame) -> dt.date:
    """The day that grades are compared with: the month end three months ago, unless another was chosen."""
    usual = month_ends(frame.as_of, MONTHS + 1)[0].isoformat()
    return dt.date.fromisoformat(session.chosen("other", lambda text: session.is_day(text, frame.as_of), usual))


def button(frame: Frame, found: Rated) -> None:
    """Download what the page shows of the visit's currency."""
    _ = frame._
    earlier = compared_day(frame)

    def make() -> bytes:
        return rating_workbook.build(
            found, frame.currency, policy=frame.policy, company=downloads.company(frame), lang=frame.lang, unit=frame.unit,
            version=frame.say(frame.origin), watched=_watched(frame, found, earlier),
        )  # fmt: skip

    widgets.download(_("Rating workbook"), make, _("Credit ratings") + f" {frame.as_of}.xlsx", primary=True, key="download.ratings")


def reviews(frame: Frame, found: Rated) -> pd.DataFrame:
    """When each customer of the visit's currency is to be reviewed."""
    kept = figures_of.registers(frame)
    rows = credit_reviews.reviews(found.scored, kept.get("reviews"), frame.as_of, frame.policy, kept.get("applications"))
    return desk.with_keys(rows, "currency", [frame.currency])


def late_payers(frame: Frame, found: Rated) -> pd.DataFrame:
    """Who in the visit's currency always pays late."""
    return desk.with_keys(credit_reviews.chronic_late_payers(found.scored, frame.policy), "currency", [frame.currency])


def _watched(frame: Frame, found: Rated, earlier: dt.date) -> Watched:
    code, limits = frame.currency, frame.policy.limits
    moved = credit_reviews.moved_only(credit_reviews.migration(figures_of.rated(frame, earlier).scored, found.scored), None)
    positions, groups = figures_of.standing(frame, found.as_of).positions, concentration.groups_of(frame.books.customers)
    return Watched(
        earlier,
        moved,
        reviews(frame, found),
        late_payers(frame, found),
        {
            "customer": concentration.concentration(positions, code, limits),
            "group": concentration.concentration(positions, code, limits, by="group", groups=groups),
        },
    )
