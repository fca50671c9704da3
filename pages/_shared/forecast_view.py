"""The parts of the forecast page: figures, table, documents, liquidity, back-test, predictions, workbook."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from arcore import desk, forecast, wording
from arcore.documents import forecast_workbook
from arcore.forecast import BEYOND, EXCLUDED, REASONS, WEEKS
from arcore.prediction import LEAST_SETTLED, Scores
from arcore.schema import DOCUMENTS
from pages._shared import downloads, drill, figures_of, forecast_weeks, foreseen, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown
from pages._shared.widgets import Door, Figure

MOST_LIKELY = 30


def figures(frame: Frame, weeks: pd.DataFrame, currency: str) -> None:
    """Four weeks, thirteen weeks, later, not expected, and how good past forecasts were."""
    _ = frame._
    unit = frame.unit_name
    error = forecast.mean_absolute_error(forecast.outcomes(foreseen.tested(frame), currency))

    def amount(label: str, minor: int, place: str) -> Figure:
        return Figure(label, frame.amount(minor, currency), unit, door=Door("forecast", _("Documents"), {"place": place}))

    widgets.figures(
        [
            amount(_("Within four weeks"), forecast.coming(weeks, 1, 4), "soon"),
            amount(_("Within 13 weeks"), forecast.coming(weeks), "coming"),
            amount(_("Later or without a date"), forecast.in_place(weeks, BEYOND), "beyond"),
            amount(_("Not expected"), forecast.in_place(weeks, EXCLUDED), "excluded"),
            Figure(_("Past error (next month)"), wording.percent(error), "", _("mean of the last 12 months")),
        ]
    )


PLACES: dict[str, range] = {
    "soon": range(1, 5),
    "coming": range(1, WEEKS + 1),
    "beyond": range(BEYOND, BEYOND + 1),
    "excluded": range(EXCLUDED, EXCLUDED + 1),
    **{str(number): range(number, number + 1) for number in range(1, WEEKS + 1)},
}


def table(frame: Frame, currency: str) -> str | None:
    """Week by customer; the customer whose row was selected."""
    _ = frame._
    rows = forecast.by_customer(foreseen.made(frame).parts, frame.books.customers, currency)
    ends = forecast.week_ends(frame.as_of)
    columns = [
        Shown("customer_name", _("Customer"), width=200),
        Shown("total", _("Open balance"), "money"),
        *[Shown(f"week_{number}", f"{end:%m-%d}", "money", sparse=True) for number, end in enumerate(ends, start=1)],
        Shown("beyond", _("Later or without a date"), "money", sparse=True),
        Shown("excluded", _("Not expected"), "money", sparse=True),
    ]
    widgets.note(_("Columns are weeks, named by their last day. Select a customer to see its documents and why they are expected when."))
    chosen = tables.grid(frame, rows, columns, key=f"forecast.{currency}", select="customer_id")
    return str(chosen[0]) if chosen else None


def documents(frame: Frame, parts: pd.DataFrame, key: str) -> None:
    """Parts of documents with their expected day and the reason, to the cent."""
    _ = frame._
    exact = replace(frame, unit="unit")
    places = {BEYOND: _("Later or without a date"), EXCLUDED: _("Not expected")}
    rows = desk.named(parts, frame.books.customers).assign(
        why=[frame.say(REASONS[name]) for name in parts["basis"]], place=[places.get(week) or str(week) for week in parts["week"].tolist()]
    )
    rows = rows.sort_values(["expected", "document_key"], na_position="last").reset_index(drop=True)
    columns = [
        Shown("document_no", DOCUMENTS.column("document_no").heading(frame.lang)),
        Shown("customer_name", _("Customer"), width="medium"),
        Shown("due_date", _("Due Date"), "date"),
        Shown("amount", _("Amount"), "money"),
        Shown("expected", _("Expected on"), "date"),
        Shown("delay", _("Days after due"), "integer", help=_("The delay assumed; negative: before the due date.")),
        Shown("place", _("Week")),
        Shown("why", _("Why"), width="large"),
    ]
    widgets.note(
        _("{count} documents. Select one to see where it comes from and what has paid it. Amounts are to the cent.").format(
            count=f"{len(rows):,}"
        )
    )
    chosen = tables.grid(exact, rows, columns, key=key, select="document_key", total=True)
    for document_key in chosen:
        drill.document(frame, figures_of.aged(frame, frame.as_of, "policy", frame.policy.aging.basis).items, int(str(document_key)))


def past(frame: Frame, currency: str) -> None:
    """Predicted and actual by month, mean error, bias, and how often the bands held."""
    _ = frame._
    tested = foreseen.tested(frame)
    months = forecast.outcomes(tested, currency)
    if not months:
        widgets.note(_("No past month end can be compared yet: a forecast needs a month of history before it and a month after it."))
        return
    share = frame.policy.forecast.band
    held = forecast.calibration(tested, currency, share)
    error, bias = wording.percent(forecast.mean_absolute_error(months)), wording.percent(forecast.bias(months))
    widgets.note(
        _(
            "Each forecast was made again with what was known at its month end: what should come in during the month after from the "
            "documents open then, beside what came in from them. Mean error {error} of what came in, bias {bias} (below zero: less "
            "came in than expected)."
        ).format(error=error, bias=bias)
    )
    if held is not None:
        words = _("The bands are meant to hold {share} of the weeks; drawn from earlier months only, they held {held} of {weeks} weeks.")
        widgets.note(words.format(share=f"{share:.0%}", held=wording.percent(held[0]), weeks=held[1]))
    rows = pd.DataFrame(
        [(m.month_end, m.predicted, m.actual, m.error) for m in months], columns=["month_end", "predicted", "actual", "error"]
    )
    columns = [
        Shown("month_end", _("Forecast of"), "date"),
        Shown("predicted", _("Predicted for the month after"), "money"),
        Shown("actual", _("Came in"), "money"),
        Shown("error", _("Difference"), "money"),
    ]
    tables.grid(frame, rows.assign(currency=currency), columns, key=f"past.{currency}")


def likely_late(frame: Frame, currency: str) -> None:
    """The documents not yet due that are most likely to be paid late, and how good such predictions were."""
    _ = frame._
    found = foreseen.foretold(frame)
    rows = _foretold(frame, currency, MOST_LIKELY)
    if not len(rows):
        widgets.note(_("No document is open and not yet due."))
        return
    rows = rows.assign(late=rows["late"] * 100, serious=rows["seriously_late"] * 100)
    days = frame.policy.forecast.late_days
    columns = [
        Shown("document_no", DOCUMENTS.column("document_no").heading(frame.lang)),
        Shown("customer_name", _("Customer"), width="medium"),
        Shown("due_date", _("Due Date"), "date"),
        Shown("open", _("Open balance"), "money"),
        Shown("late", _("Chance of being late"), "percent"),
        Shown("serious", _("Later than {days} days").format(days=days), "percent"),
        Shown("expected", _("Expected on"), "date"),
        Shown("why", _("Why"), width="large"),
    ]
    widgets.note(_("The {count} most likely; the workbook has all. Select one to see its document.").format(count=len(rows)))
    for document_key in tables.grid(frame, rows, columns, key=f"late.{currency}", select="document_key"):
        drill.document(frame, figures_of.aged(frame, frame.as_of, "policy", frame.policy.aging.basis).items, int(str(document_key)))
    with st.expander(_("How good such predictions were")):
        _how_good(frame, found.boosted, found.settled, found.baseline, found.boosting)


def _foretold(frame: Frame, currency: str, most: int | None = None) -> pd.DataFrame:
    """The documents not yet due with their chances, customers' names and reasons in words, the most likely late first; at most `most`."""
    mine = desk.with_keys(foreseen.foretold(frame).documents, "currency", [currency])[:most]
    why = [frame.listed(frame.say(each).rstrip("。.") for each in reasons) for reasons in mine["reasons"]]
    return desk.named(mine, frame.books.customers).assign(why=why)


def _how_good(frame: Frame, boosted: bool, settled: int, simple: Scores | None, boosting: Scores | None) -> None:
    _ = frame._
    if simple is None or boosting is None:
        words = _("Predicted from the customers' own record: {settled} paid documents are known, learning starts at {least}.")
        widgets.note(words.format(settled=f"{settled:,}", least=LEAST_SETTLED))
        return
    first = foreseen.foretold(frame).test_from
    used = (
        _("Learned predictions are used because they did better.")
        if boosted
        else _("The customers' own record is used because it did better.")
    )
    widgets.note(_("Tried on the latest {count} paid documents, from {date} on, each seen as on its own date. {used}").format(
        count=simple.count, date=first, used=used))  # fmt: skip
    rows = pd.DataFrame(
        [
            (name, one.accuracy * 100, None if one.area is None else f"{one.area:.3f}", f"{one.brier:.3f}", f"{one.mean_error:.1f}")
            for name, one in ((_("Customer's own record"), simple), (_("Learned (gradient boosting)"), boosting))
        ],
        columns=["way", "accuracy", "area", "brier", "days"],
    )
    columns = [
        Shown("way", _("Way"), width="medium"),
        Shown("accuracy", _("Judged right"), "percent"),
        Shown(
            "area",
            _("Tells late from on time (AUC)"),
            help=_("How often of two documents the one that was late got the higher chance; 0.5 is guessing."),
        ),
        Shown("brier", _("Error of the chances (Brier)"), help=_("Mean squared error of the chances; lower is better, this decides.")),
        Shown("days", _("Mean error in days")),
    ]
    tables.grid(frame, rows, columns, key="late.scores")


def download(frame: Frame, currency: str) -> None:
    """The workbook that looks like the page."""
    _ = frame._

    def make() -> bytes:
        parts = desk.with_keys(foreseen.made(frame).parts, "currency", [currency])
        shown = forecast_workbook.Sheets(
            currency,
            forecast.by_customer(parts, frame.books.customers, currency),
            desk.named(parts, frame.books.customers),
            forecast.outcomes(foreseen.tested(frame), currency),
            forecast_weeks.as_printed(frame, currency),
            late=_foretold(frame, currency),
            late_days=frame.policy.forecast.late_days,
            cash=forecast_weeks.cash_printed(frame, currency),
        )
        return forecast_workbook.build(shown, downloads.stamp(frame, frame.unit))

    widgets.download(_("Forecast workbook"), make, _("Cash forecast") + f" {frame.as_of}.xlsx", primary=True, key="download.forecast")
