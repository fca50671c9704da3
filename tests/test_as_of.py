"""A past date asked today gives what it gave then: whatever came later, no figure of that date knows of it."""

import datetime as dt
import random
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import pandas as pd
import pytest

from arcore import aging_series, desk, habits, late_items, ledger, overview, provision, ratings, warnings
from arcore.accounts import accounts
from arcore.books import Books
from arcore.customer_list import listing
from arcore.forecast import forecast_at
from arcore.ledger import Application, Part
from arcore.ledger.store import Ledger
from arcore.messages import Unusable
from arcore.metrics import gathered
from arcore.policy import Policy
from arcore.prediction import predict
from arcore.standing import standing
from arcore.timeline import timeline
from tests.ledger_fixtures import customers, documents, receipts, take_in

ENDS = tuple(dt.date(2026, month, day) for month, day in ((1, 31), (2, 28), (3, 31), (4, 30)))
POLICY = Policy()
ACTS = ("due", "write_off", "limit", "terms", "grade", "paid", "credit_note", "advance", "receipt", "list")
"""What may happen in a month."""

Acts = list[tuple[str, int, int, int]]


def happened(seed: int) -> list[Acts]:
    """What people did in each month: the act, on which document or customer, on which day, how much."""
    chosen = random.Random(seed)
    return [
        [
            (chosen.choice(ACTS), chosen.randint(0, 5), chosen.randint(0, 27), chosen.randint(1, 20))
            for _ in range(chosen.randint(0, 5))
        ]
        for _ in ENDS
    ]  # fmt: skip


PUT_OFF: list[Acts] = [
    [("receipt", 0, 24, 10)],
    [("due", 7, 4, 12), ("due", 6, 4, 12), ("terms", 0, 4, 9), ("limit", 1, 4, 9)],
    [("due", 9, 9, 9), ("grade", 0, 3, 1)],
    [],
]
"""Documents already paid, and others overdue at the month end, are put off in the months after it."""


def month_of(book: Ledger, end: dt.date, acts: Acts) -> None:
    """Import a month's new documents and receipts, then do what people did in it; all dated within the month."""
    prefix = f"{end:%m}"
    first = end.replace(day=1)
    invoices: list[dict[str, Any]] = [
        {
            "document_no": f"{prefix}-{n}", "customer_id": f"C{n % 2 + 1}", "amount": 10_000 * (n + 1),
            "currency": ("CNY", "USD")[n % 3 == 2], "document_date": (first + dt.timedelta(days=3 * n)).isoformat(),
            "due_date": (first + dt.timedelta(days=20 + 5 * n)).isoformat(),
        }
        for n in range(4)
    ]  # fmt: skip
    money: list[dict[str, Any]] = []
    for kind, which, day, size in acts:
        on = (first + dt.timedelta(days=day)).isoformat()
        if kind == "credit_note":
            number = f"{prefix}-c{len(invoices)}"
            row = {"document_no": number, "customer_id": "C1", "amount": -1_000 * size, "document_date": on, "due_date": on}
            invoices.append(row | ({"reversed_document_no": f"{prefix}-0"} if which % 2 else {}))
        elif kind == "paid":
            invoices[which % 4] |= {"paid_amount": min(1_000 * size, invoices[which % 4]["amount"])}
        elif kind == "receipt":
            row = invoices[which % 4]
            if str(row["document_date"]) <= on:
                money.append({"customer_id": row["customer_id"], "receipt_date": on, "amount": 1_000 * size, "currency": row["currency"],
                              "document_no": row["document_no"]})  # fmt: skip
        elif kind == "advance":
            money.append({"customer_id": f"C{which % 2 + 1}", "receipt_date": on, "amount": 1_000 * size})
    take_in(book, documents(*invoices), *([receipts(*money)] if money else []), file=f"{prefix}.xlsx", data_date=end)
    for kind, which, day, size in acts:
        with suppress(Unusable):  # what cannot be is not done
            person(book, kind, which, first + dt.timedelta(days=day), size)


def person(book: Ledger, kind: str, which: int, on: dt.date, size: int) -> None:
    books = book.books()
    key = int(books.documents["document_key"].iloc[-1 - which % len(books.documents)])
    customer = int(books.customers["customer_key"].iloc[which % len(books.customers)])
    if kind == "due":
        book.change_due(key, on + dt.timedelta(days=7 * size - 40), agreed_on=on, who="Li", why="asked")
    elif kind == "write_off":
        book.record_application([Application((Part(key, 100 * size, "write_off", "lost"),), date=on)], who="Li")
    elif kind == "limit":
        book.change_customers({customer: {"credit_limit": 5_000 * size}}, who="Li", valid_from=on)
    elif kind == "terms":
        book.change_customers({customer: {"term_text": f"{size * 5}天"}}, who="Li", valid_from=on)
    elif kind == "grade":
        book.change_customers({customer: {"grade": "ABCD"[which % 4]}}, who="Li", valid_from=on)
    elif kind == "list":
        take_in(
            book, customers({"customer_id": "C1", "customer_name": "C1", "credit_limit": 7_000 * size}), file=f"{on}.xlsx", data_date=on
        )


def frame_text(frame: pd.DataFrame, *without: str) -> str:
    """A frame's values; numbering, order, terms of now and why a document is due are not asked about."""
    kept = frame.drop(
        columns=[
            name for name in ("allocation_key", "source_file", "source_row", "term_text", "due_basis", *without) if name in frame.columns
        ]
    )
    return "\n".join(sorted("|".join(map(str, row)) for row in kept.itertuples(index=False)))


def measures_at(books: Books, end: dt.date) -> str:
    found = gathered(books.documents, books.allocations, aging_series.month_ends(end, 4), "customer", due_changes=books.due_changes)
    here = found.cells.assign(**{name: table[-1] for name, table in (found.stocks | found.flows).items()})
    return frame_text(here[here[[*found.stocks, *found.flows]].any(axis=1)])


def limits_and_positions(books: Books, end: dt.date) -> str:
    return "\n".join(sorted(map(repr, standing(books, end, POLICY).positions)))


def allowances(books: Books, end: dt.date) -> str:
    return repr([provision.allowance(books, end, POLICY, code, method=method)  # type: ignore[arg-type]
                 for code in ("CNY", "USD") for method in ("aging", "migration", "roll")])  # fmt: skip


def scores(books: Books, end: dt.date) -> str:
    found = ratings.rated(books, end, POLICY)
    return frame_text(found.scored) + repr([(found.limit(place, POLICY), found.terms(place, POLICY)) for place in range(len(found.scored))])


def habits_and_interest(books: Books, end: dt.date) -> str:
    keys = [int(key) for key in books.customers["customer_key"]]

    def interest(key: int, code: str) -> list[late_items.LateItem]:
        return late_items.late_items(books, end, POLICY.interest, currency=code, customer_key=key, settled=True)

    return repr([
        (habits.payment_habits(books, key, code, end), interest(key, code))
        for key in keys for code in ("CNY", "USD")
    ])  # fmt: skip


def listed(books: Books, end: dt.date) -> str:
    rows = listing(books, standing(books, end, POLICY).positions, pd.Series(dtype="str"), end, "CNY")
    return frame_text(rows)


FIGURES: Mapping[str, Callable[[Books, dt.date], object]] = {
    "overview": lambda books, end: overview.figures(books, end, POLICY),
    "aging": lambda books, end: frame_text(desk.aged(desk.balances_at(books, end), POLICY.aging.scheme, "due").items),
    "unapplied": lambda books, end: frame_text(desk.balances_at(books, end).unapplied),
    "proofs": lambda books, end: desk.balances_at(books, end).proofs,
    "credit": limits_and_positions,
    "measures": measures_at,
    "provision": allowances,
    "forecast": lambda books, end: frame_text(forecast_at(books, end, POLICY.forecast, "CN").parts),
    "prediction": lambda books, end: frame_text(predict(books, end, late_days=30, country="CN").documents),
    "scorecard": scores,
    "habits and interest": habits_and_interest,
    "accounts": lambda books, end: [
        frame_text(each.open_items) + repr(each.by_bucket) for each in accounts(books, end.replace(day=1), end, POLICY.aging.scheme)
    ],
    "customers": listed,
    "timeline": lambda books, end: [sorted(map(repr, timeline(books, int(key), end, "CNY"))) for key in books.customers["customer_key"]],
    "warnings": lambda books, end: warnings.warnings_of(warnings.situation(books, end, POLICY)),
}


@pytest.mark.parametrize("months", [PUT_OFF, happened(1)], ids=["put off", "by chance"])
def test_a_past_date_gives_the_figures_it_gave_then(months: list[Acts]) -> None:
    book = ledger.open(ledger.MEMORY)
    then: dict[dt.date, dict[str, object]] = {}
    for end, done in zip(ENDS, months, strict=True):
        month_of(book, end, done)
        if end != ENDS[-1]:
            books = book.books()
            then[end] = {name: figure(books, end) for name, figure in FIGURES.items()}
    books = book.books()
    for end, figures in then.items():
        for name, figure in FIGURES.items():
            assert figure(books, end) == figures[name], f"{name} of {end}"
    book.close()
