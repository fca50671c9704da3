"""Frames to pictures: every chart of the app, aggregated before it is drawn.

Titles name the date and the unit, marks carry their own labels, ages wear the one ramp of
`palette`, and each mark's selection (`bucket`, `customer_id`) opens the rows behind it. Nothing
is loaded from elsewhere; the background is transparent.
"""

from arcore.charts.ages import aging_bar, aging_history
from arcore.charts.appraisal import owner_bars, score_lines
from arcore.charts.cash import settled_bar
from arcore.charts.cash_in import cash_in, cash_line, weeks_forecast_and_actual
from arcore.charts.collecting import contacts_trend, reasons_pareto, recovery_bars
from arcore.charts.collection import balance_and_sales, dso_and_overdue, migration_heat
from arcore.charts.confirmation import progress_bar
from arcore.charts.customer import balance_and_payments
from arcore.charts.debtors import top_debtors
from arcore.charts.due_dates import due_days, due_grid
from arcore.charts.grades import grade_bars, grade_moves
from arcore.charts.look import Look
from arcore.charts.pareto import pareto
from arcore.charts.promises import plan_and_receipts, promise_keeping
from arcore.charts.ranking import ranking
from arcore.charts.receipts_calendar import receipts_calendar
from arcore.charts.svg import svg
from arcore.charts.unbilled import delivery_ages
from arcore.charts.usage import monthly_columns
from arcore.charts.utilization import utilization_strip
from arcore.charts.waterfall import waterfall

__all__ = [
    "Look",
    "aging_bar",
    "aging_history",
    "balance_and_payments",
    "contacts_trend",
    "reasons_pareto",
    "recovery_bars",
    "cash_in",
    "cash_line",
    "balance_and_sales",
    "delivery_ages",
    "dso_and_overdue",
    "due_days",
    "due_grid",
    "grade_bars",
    "grade_moves",
    "migration_heat",
    "owner_bars",
    "monthly_columns",
    "pareto",
    "plan_and_receipts",
    "progress_bar",
    "promise_keeping",
    "ranking",
    "receipts_calendar",
    "score_lines",
    "settled_bar",
    "svg",
    "top_debtors",
    "utilization_strip",
    "weeks_forecast_and_actual",
    "waterfall",
]
