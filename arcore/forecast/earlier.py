"""The weeks that are over: what was forecast for each a week and four weeks before, and what came in.

Each forecast is made again with what was known on its day: documents, allocations, promises, plans and disputes of then.
What came in for documents that were not open yet when the week began could not be forecast and stands apart.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pandas as pd

from arcore.books import Books
from arcore.collecting.agreements import Agreements, agreements, claims, commitments
from arcore.forecast.made import Forecast, forecast_at
from arcore.payment_history import CASH
from arcore.policy import Policy
from arcore.standing import sums_by_currency

WEEK = dt.timedelta(days=7)
WEEKS_BACK, AHEAD = 8, 4
"""So many weeks are looked back on; the earlier of the two forecasts is made so many weeks before the week's end."""
COLUMNS = ("currency", "first", "last", "earlier", "predicted", "actual", "error", "new")


def forecast_of(books: Books, agreed: Agreements, policy: Policy) -> Forecast:
    """The forecast made with what the registers said on the day of `agreed`."""
    promised, disputed = commitments(agreed, books), claims(agreed)
    return forecast_at(books, agreed.as_of, policy.forecast, policy.company.country, commitments=promised, disputes=disputed)


def earlier_weeks(books: Books, as_of: dt.date, policy: Policy, *, weeks: int = WEEKS_BACK) -> pd.DataFrame:
    """A row per currency and week that ended by `as_of`, the latest first, minor units.

    first and last day · earlier: forecast four weeks before the week's end (NA where books do not reach back) · predicted: forecast on
    the day before it began · actual: what came for the documents open then · error = actual − predicted · new: what came for others.
    """
    since = books.documents["document_date"].min()
    made: dict[dt.date, Forecast] = {}

    def at(day: dt.date) -> Forecast | None:
        known = pd.Timestamp(day) > since and (books.restorable_from is None or day >= books.restorable_from)
        if known and day not in made:
            made[day] = forecast_of(books, agreements(books, day, policy), policy)
        return made.get(day)

    rows: list[pd.DataFrame] = []
    for back in range(weeks):
        last = as_of - back * WEEK
        start = at(last - WEEK)
        if start is not None:
            rows.append(_week(books, start, at(last - AHEAD * WEEK), last))
    table = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=list(COLUMNS))
    return table.astype({"earlier": "Int64"})


def _week(books: Books, start: Forecast, earlier: Forecast | None, last: dt.date) -> pd.DataFrame:
    """One week in every currency."""
    came = came_in(books, start.as_of, last)
    open_then = set(start.parts["document_key"])
    mine = came["document_key"].isin(open_then)
    before = None if earlier is None else sums_by_currency(earlier.parts[earlier.parts["week"] == AHEAD], "amount")
    predicted = start.parts[start.parts["week"] == 1]
    parts = {"predicted": predicted, "actual": came[mine], "new": came[~mine]}
    table = pd.DataFrame({name: pd.Series(sums_by_currency(rows, "amount"), dtype="Int64") for name, rows in parts.items()})
    codes = sorted(set(start.parts["currency"]) | set(table.index))
    table = table.reindex(codes).fillna(0).astype("int64").rename_axis("currency").reset_index()
    return table.assign(
        first=pd.Timestamp(start.as_of + dt.timedelta(days=1)), last=pd.Timestamp(last), error=table["actual"] - table["predicted"],
        earlier=pd.array([None if before is None else int(before.get(code, 0)) for code in table["currency"]], dtype="Int64"),
    )[list(COLUMNS)]  # fmt: skip


def came_in(books: Books, after: dt.date, until: dt.date) -> pd.DataFrame:
    """The cash applied after one day and by another: document_key, date, amount, and the document's currency."""
    dates = books.allocations["date"]
    inside = (dates > pd.Timestamp(after)) & (dates <= pd.Timestamp(until))
    rows = books.allocations[inside & books.allocations["kind"].isin(CASH) & books.allocations["document_key"].notna()]
    named = books.documents[["document_key", "currency"]]
    return rows[["document_key", "date", "amount"]].astype({"document_key": "int64"}).merge(named, on="document_key")


def behind_week(books: Books, last: dt.date, policy: Policy, currency: str) -> pd.DataFrame:
    """The documents of a week that ended on `last`: those forecast for it and those that were paid, with `predicted` and `actual`.

    document_key, document_no, customer_key, due_date, currency, predicted, actual, difference; Σ predicted and Σ actual + new of
    `earlier_weeks`.
    """
    start = forecast_of(books, agreements(books, last - WEEK, policy), policy)
    parts = start.parts[(start.parts["week"] == 1) & (start.parts["currency"] == currency)]
    came = came_in(books, last - WEEK, last)
    came = came[came["currency"] == currency]
    both = pd.DataFrame(
        {"predicted": parts.groupby("document_key")["amount"].sum(), "actual": came.groupby("document_key")["amount"].sum()}
    )
    both = both.fillna(0).astype("int64").rename_axis("document_key").reset_index()
    named = books.documents[["document_key", "document_no", "customer_key", "due_date", "currency"]]
    found = both.assign(difference=both["actual"] - both["predicted"]).merge(named, on="document_key")
    return found.sort_values(["due_date", "document_key"]).reset_index(drop=True)


def weekly_error(weeks: pd.DataFrame) -> Fraction | None:
    """Σ |error| ÷ Σ actual of one currency's weeks; None where nothing came in."""
    actual = int(weeks["actual"].sum())
    return Fraction(int(weeks["error"].abs().sum()), actual) if actual else None
