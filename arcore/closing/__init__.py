"""Closing a month: what the figures were then is kept, and what later corrections would change is listed beside it."""

from arcore.closing.chain import balance_between, overdue_between
from arcore.closing.content import Snapshot, packed, unpacked
from arcore.closing.moment import Moment
from arcore.closing.restatement import restated, totals
from arcore.closing.retold import retold
from arcore.closing.taken import taken

__all__ = ["Moment", "Snapshot", "balance_between", "overdue_between", "packed", "restated", "retold", "taken", "totals", "unpacked"]
