"""What we may lose: the allowance for bad debts by age, by migration or item by item, and how it moved (domain rules §4.7)."""

from arcore.provision.allowance import Allowance, BucketLine, SpecificLine, allowance, scheme_of, year_start
from arcore.provision.by_part import PARTS, Moved, moved
from arcore.provision.migration import Cohort, averaged, cohorts, from_totals, losses
from arcore.provision.movement import LINES, Movement, book_entry, movement

__all__ = [
    "LINES",
    "PARTS",
    "Allowance",
    "BucketLine",
    "Cohort",
    "Moved",
    "Movement",
    "SpecificLine",
    "allowance",
    "averaged",
    "book_entry",
    "cohorts",
    "from_totals",
    "losses",
    "moved",
    "movement",
    "scheme_of",
    "year_start",
]
