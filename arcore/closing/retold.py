"""What was recorded after a month was closed and counts inside or before it, without being money: terms, due dates, agreements.

Limits, terms, grades and supply of customers, due dates of documents, and the registers of `KEPT`. What it changes in the closed month
is said where it can be counted: of a due date the overdue balance, of a limit the amount over it. The closed figures stay.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from arcore.books import Books
from arcore.closing.content import Snapshot
from arcore.closing.over_limit import Place, given, over_limit_effects
from arcore.i18n import Language
from arcore.messages import say
from arcore.money import shown
from arcore.registers import REGISTERS
from arcore.registers.words import label, said
from arcore.schema import CUSTOMERS, DOCUMENTS, Kind

FIELDS = ("credit_limit", "temporary_limit", "temporary_from", "temporary_to", "term_text", "grade", "status")
KEPT = ("promises", "disputes", "holds", "plans", "reviews", "applications")
COLUMNS = (
    *("what", "subject", "customer_key", "currency", "field", "valid_from", "old", "new", "overdue_effect", "limit_effect"),
    *("entry", "at", "who", "why"),
)
"""what: 'customer', 'due' or a register's name · subject: a document's number, a register's row as JSON, or '' · field: '' where a row
is new or gone · old, new: as kept · effects: minor units of `currency`, missing where there is none."""

Row = Mapping[str, Any]


def retold(snapshot: Snapshot, books: Books, changed: pd.DataFrame) -> pd.DataFrame:
    """`COLUMNS` in the order recorded, of what `changed` (`Ledger.changed_since`) says and the closed month would have known."""
    every = _records(changed)
    over = over_limit_effects(
        [told for told in every if told["what"] == "customer" and _counts(told["valid_from"], snapshot.as_of)], snapshot, books
    )
    rows = [row for told in every for row in _told(told, snapshot, books, over)]
    effects = {"overdue_effect": "Int64", "limit_effect": "Int64", "customer_key": "Int64"}
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({**effects, "valid_from": "datetime64[us]"})


def _told(told: Row, snapshot: Snapshot, books: Books, over: Mapping[Place, int]) -> Iterator[Row]:
    if told["what"] == "due":
        yield from _due(told, snapshot, books)
    elif told["what"] == "customer":
        yield from _customer(told, snapshot, over)
    elif told["what"] in KEPT:
        yield from _register(told, snapshot)


def _counts(day: Any, as_of: dt.date) -> bool:
    """Whether something of `day` was to be known at the month's end; without a day it counts at any date."""
    return bool(pd.isna(day)) or pd.Timestamp(day) <= pd.Timestamp(as_of)


def _row(told: Row, **known: Any) -> Row:
    usual = {"subject": "", "field": told["field"], "currency": "", "overdue_effect": pd.NA, "limit_effect": pd.NA}
    kept = {name: told[name] for name in ("what", "valid_from", "old", "new", "entry", "at", "who", "why")}
    return {**usual, **kept, "customer_key": told["key"], **known}


def _due(told: Row, snapshot: Snapshot, books: Books) -> Iterator[Row]:
    """A document's due date, with what it moves into or out of the overdue balance of the month's end."""
    (document,) = _records(books.documents[books.documents["document_key"] == told["key"]]) or [None]
    if document is None or not _counts(told["valid_from"], snapshot.as_of) or document["document_date"] > pd.Timestamp(snapshot.as_of):
        return
    items = snapshot.frames["open_items"]
    open_ = int(items.loc[items["document_key"] == told["key"], "open"].sum())
    late = [dt.date.fromisoformat(told[name]) < snapshot.as_of for name in ("old", "new")]
    known = {"subject": document["document_no"], "customer_key": document["customer_key"], "currency": document["currency"]}
    yield _row(told, **known, overdue_effect=open_ * (late[1] - late[0]) or pd.NA)


def _customer(told: Row, snapshot: Snapshot, over: Mapping[Place, int]) -> Iterator[Row]:
    """A term of a customer; a limit, temporary or not, with what it changes in the amount over it."""
    if told["field"] not in FIELDS or not _counts(told["valid_from"], snapshot.as_of):
        return
    positions = snapshot.frames["exposure"]
    mine = positions[positions["customer_key"] == told["key"]]
    currency = str(mine["currency"].iloc[0]) if len(mine) else snapshot.facts.get("currency", "")
    yield _row(told, currency=currency, limit_effect=over.get((told["key"], told["entry"], told["field"]), pd.NA))


def _register(told: Row, snapshot: Snapshot) -> Iterator[Row]:
    """A row that is new or gone, by its own day; or each field that was amended, by the day the amendment counts from."""
    register = REGISTERS[told["what"]]
    old, new = (json.loads(told[name]) if isinstance(told[name], str) else None for name in ("old", "new"))
    now = new or old or {}
    currency = str(now.get("currency") or snapshot.facts.get("currency", ""))
    if old is None or new is None:
        day: Any = now.get(register.dated)
        if _counts(day, snapshot.as_of):
            yield _row(told, currency=currency, valid_from=pd.Timestamp(day))
        return
    if not _counts(told["valid_from"], snapshot.as_of):
        return
    for name in register.names:
        if old.get(name) != new.get(name):
            yield _row(told, currency=currency, field=name, subject=json.dumps(now), old=old.get(name), new=new.get(name))


def in_words(rows: pd.DataFrame, lang: Language) -> pd.DataFrame:
    """`retold` with `title`, `old` and `new` as people read them (to look at, never to ask)."""
    words = [_words(row, lang) for row in _records(rows)]
    texts = {name: [each[place] for each in words] for place, name in enumerate(("title", "old", "new"))}
    return rows.assign(**{name: pd.Series(values, index=rows.index, dtype="str") for name, values in texts.items()})


def _words(row: Row, lang: Language) -> tuple[str, str, str]:
    if row["what"] == "due":
        return f"{DOCUMENTS.column('due_date').heading(lang)} {row['subject']}", str(row["old"]), str(row["new"])
    if row["what"] == "customer":
        column = CUSTOMERS.column(row["field"])
        money = column.kind is Kind.MONEY
        values = [_text(shown(int(row[name]), row["currency"]) if money and given(row[name]) else row[name]) for name in ("old", "new")]
        return column.heading(lang), values[0], values[1]
    register = REGISTERS[row["what"]]
    title = register.title.text(lang)
    if row["field"]:
        about = label(register, json.loads(row["subject"]), lang, row["currency"])
        field = register.field(row["field"])
        values = [_text(said(field, row[name], row["currency"], lang)) for name in ("old", "new")]
        named = say("{register} {row}: {field}", register=title, row=about, field=field.heading(lang))
        return named.text(lang), values[0], values[1]
    values = [_text(label(register, json.loads(row[name]), lang, row["currency"]) if given(row[name]) else None) for name in ("old", "new")]
    return (title if given(row["new"]) else say("{register}: taken out", register=title).text(lang)), values[0], values[1]


def _text(value: Any) -> str:
    return value if given(value) else "–"


def _records(rows: pd.DataFrame) -> list[Any]:
    records: list[Any] = rows.to_dict("records")
    return records
